//! What both aggregates do the same way: asking their features, and following up what an event means.
//!
//! An aggregate names its features once, in a table ([`features!`]); the verbs of the table ask each of them. What one
//! feature's event means for another stands in the aggregate's `consequences.rs`; [`with_consequences`] follows it up.

use std::fmt::Debug;

use crate::authority::Standing;
use crate::context::Context;
use crate::record;
use crate::refusal::{Refusal, RefusalKind};

/// Longest chain of consequences, each led to by the one before. The longest known is shorter than ten; a longer one is
/// a loop. How many there are side by side is bounded by what the state holds.
const DEPTH_MAX: usize = 24;

/// In whose name a consequence is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InNameOf {
    /// The rules themselves: nobody needs the right to it.
    TheRules,
    /// Who gave the first command: it is their own doing, and their word stands in the record.
    TheAsker,
}

/// What an event asks for next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consequence<C> {
    pub(crate) command: C,
    pub(crate) in_name_of: InNameOf,
}

impl<C> From<C> for Consequence<C> {
    fn from(command: C) -> Self {
        Self { command, in_name_of: InNameOf::TheRules }
    }
}

impl<C> Consequence<C> {
    pub(crate) fn by_asker(command: C) -> Self {
        Self { command, in_name_of: InNameOf::TheAsker }
    }
}

/// An aggregate, as far as following up is concerned.
pub(crate) trait Aggregate: Clone + Default {
    /// What can be asked of it.
    type Command: Debug;
    /// What can happen to it.
    type Event: Clone + Debug;
    /// What the shell has derived for this decision.
    type Given<'a>: Copy;

    /// Whether anything can follow from such an event, whatever the state: a plain message is spared a copy of it.
    fn leads_on(event: &Self::Event) -> bool;

    /// What an event of which [`Aggregate::leads_on`] is true asks for next, of the state after it.
    fn consequences(
        &self,
        event: &Self::Event,
        cx: Context<'_>,
        given: Self::Given<'_>,
    ) -> Vec<Consequence<Self::Command>>;

    /// The state after an event.
    fn after(self, event: &Self::Event) -> Self;

    /// Judges a command.
    fn judge(
        &self,
        command: &Self::Command,
        standing: Standing,
        cx: Context<'_>,
        given: Self::Given<'_>,
    ) -> Result<Vec<Self::Event>, Refusal>;

    /// An entry of the record as an event.
    fn noted(event: record::Event) -> Self::Event;
}

/// Adds what follows from the events inside the aggregate. What the rules refuse themselves is on the record: nothing is
/// silent.
pub(crate) fn with_consequences<A: Aggregate>(
    state: &A,
    mut events: Vec<A::Event>,
    cx: Context<'_>,
    given: A::Given<'_>,
) -> Vec<A::Event> {
    if !events.iter().any(A::leads_on) {
        debug_assert!(
            nothing_follows(state, &events, cx, given),
            "leads_on misses one of {events:?}"
        );
        return events;
    }
    let mut after = state.clone();
    let mut depths = vec![0; events.len()];
    let mut index = 0;
    while let Some(event) = events.get(index).cloned() {
        after = after.after(&event);
        let depth = depths.get(index).copied().unwrap_or_default();
        index += 1;
        if depth == DEPTH_MAX && !after.consequences(&event, cx, given).is_empty() {
            events.push(A::noted(endless()));
            depths.push(DEPTH_MAX + 1);
        }
        if depth >= DEPTH_MAX {
            continue;
        }
        for Consequence { command, in_name_of } in after.consequences(&event, cx, given) {
            // Events that wait behind this one are part of the state that the next decision sees.
            let seen = events.iter().skip(index).fold(after.clone(), A::after);
            let by = match in_name_of {
                InNameOf::TheRules => cx.by_clockwork(),
                InNameOf::TheAsker => cx,
            };
            match seen.judge(&command, Standing::default(), by, given) {
                Ok(next) => events.extend(next),
                Err(refusal) => events.push(A::noted(record::Event::DidNotFollow {
                    what: verb_of(&command),
                    refusal,
                })),
            }
            depths.resize(events.len(), depth + 1);
        }
    }
    events
}

/// A chain of consequences does not end: the rest is left out, on the record.
fn endless() -> record::Event {
    record::Event::DidNotFollow {
        what: String::from("the rest of a chain of consequences"),
        refusal: Refusal::new(
            RefusalKind::LimitReached,
            format!("A chain of consequences is longer than {DEPTH_MAX}."),
            "This is a mistake in the program: report it with the journal.",
        ),
    }
}

/// Whether [`Aggregate::leads_on`] and [`Aggregate::consequences`] agree that nothing follows. Looked at in tests: it
/// takes a copy.
fn nothing_follows<A: Aggregate>(
    state: &A,
    events: &[A::Event],
    cx: Context<'_>,
    given: A::Given<'_>,
) -> bool {
    let mut after = state.clone();
    events.iter().all(|event| {
        after = std::mem::take(&mut after).after(event);
        after.consequences(event, cx, given).is_empty()
    })
}

/// The names in front of a command's content, for the record: `Update Stop`. Its content stays out: it can be anything.
fn verb_of(command: &impl Debug) -> String {
    let written = format!("{command:?}");
    let names = written.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let verb: Vec<&str> = names
        .take(2)
        .take_while(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect();
    verb.join(" ")
}

/// The table of an aggregate's features: which field holds one, which type it is, and which variant of `Command` and of
/// `Event` is its own. `events only` are features that cannot be asked for anything. What belongs to the aggregate itself is
/// named too, so that a variant that nobody looks after does not compile.
macro_rules! features {
    (
        $aggregate:ident {
            $($field:ident: $feature:ty => $variant:ident,)*
        }
        events only { $($quiet:ident: $silent:ty => $told:ident,)* }
        own commands { $own_command:pat }
        own events { $own_event:pat }
    ) => {
        impl $aggregate {
            /// A feature's command, judged by it. Nothing: it is the aggregate's own.
            pub(super) fn ask_feature(
                &self,
                command: &Command,
                scene: &$crate::context::Scene<'_>,
                cx: $crate::context::Context<'_>,
            ) -> Result<Vec<Event>, $crate::refusal::Refusal> {
                use $crate::feature::Feature as _;
                match command {
                    $(Command::$variant(command) => {
                        let events = self.$field.decide(command, scene, cx)?;
                        Ok(events.into_iter().map(Event::$variant).collect())
                    })*
                    $own_command => Ok(Vec::new()),
                }
            }

            /// Lets the feature whose event it is take it in.
            pub(super) fn evolve_feature(&mut self, event: &Event) {
                use $crate::feature::Feature as _;
                match event {
                    $(Event::$variant(event) => self.$field.evolve(event),)*
                    $(Event::$told(event) => self.$quiet.evolve(event),)*
                    $own_event => {}
                }
            }

            /// What the feature whose event it is makes of it.
            pub(super) fn react_feature(
                &self,
                event: &Event,
                scene: &$crate::context::Scene<'_>,
                cx: $crate::context::Context<'_>,
            ) -> $crate::effect::Reaction {
                use $crate::feature::Feature as _;
                match event {
                    $(Event::$variant(event) => self.$field.react(event, scene, cx),)*
                    $(Event::$told(event) => self.$quiet.react(event, scene, cx),)*
                    $own_event => $crate::effect::Reaction::none(),
                }
            }

            /// A timer fired: every feature looks whether it is its own.
            pub(super) fn timer_features(
                &self,
                key: &$crate::effect::TimerKey,
                scene: &$crate::context::Scene<'_>,
                cx: $crate::context::Context<'_>,
            ) -> Vec<Event> {
                use $crate::feature::Feature as _;
                let mut events = Vec::new();
                $(events.extend(self.$field.timer(key, scene, cx).into_iter().map(Event::$variant));)*
                $(events.extend(self.$quiet.timer(key, scene, cx).into_iter().map(Event::$told));)*
                events
            }

            /// An effect was settled: every feature looks whether the answer is for it.
            pub(super) fn settle_features(
                &self,
                effect: &$crate::effect::Effect,
                outcome: &$crate::effect::Outcome,
                scene: &$crate::context::Scene<'_>,
                cx: $crate::context::Context<'_>,
            ) -> Vec<Event> {
                use $crate::feature::Feature as _;
                let mut events = Vec::new();
                $(events.extend(
                    self.$quiet.settled(effect, outcome, scene, cx).into_iter().map(Event::$told)
                );)*
                $(events.extend(
                    self.$field.settled(effect, outcome, scene, cx).into_iter().map(Event::$variant)
                );)*
                events
            }
        }

        impl Event {
            /// One line of a feature's event for the timeline. Nothing: the event is the aggregate's own.
            pub(super) fn tell_feature(&self) -> Option<$crate::text::Text> {
                use $crate::feature::Feature as _;
                match self {
                    $(Self::$variant(event) => Some(<$feature>::tell(event)),)*
                    $(Self::$told(event) => Some(<$silent>::tell(event)),)*
                    $own_event => None,
                }
            }
        }
    };
}

pub(crate) use features;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Actor;
    use crate::policy::Policy;

    /// An aggregate whose event of `n` leads to one of `n - 1`, as often as it is wide.
    #[derive(Debug, Clone)]
    struct Stairs {
        wide: usize,
    }

    impl Default for Stairs {
        fn default() -> Self {
            Self { wide: 1 }
        }
    }

    impl Aggregate for Stairs {
        type Command = usize;
        type Event = Result<usize, record::Event>;
        type Given<'a> = ();

        fn leads_on(event: &Self::Event) -> bool {
            event.is_ok()
        }

        fn consequences(
            &self,
            event: &Self::Event,
            _: Context<'_>,
            (): (),
        ) -> Vec<Consequence<usize>> {
            match event {
                Ok(above @ 1..) => vec![Consequence::from(above - 1); self.wide],
                _ => Vec::new(),
            }
        }

        fn after(self, _: &Self::Event) -> Self {
            self
        }

        fn judge(
            &self,
            command: &usize,
            _: Standing,
            _: Context<'_>,
            (): (),
        ) -> Result<Vec<Self::Event>, Refusal> {
            Ok(vec![Ok(*command)])
        }

        fn noted(event: record::Event) -> Self::Event {
            Err(event)
        }
    }

    fn climb(wide: usize, from: usize) -> Vec<Result<usize, record::Event>> {
        let policy = Policy::default();
        let cx = Context::new(jiff::Timestamp::UNIX_EPOCH, &Actor::Clockwork, &policy);
        with_consequences(&Stairs { wide }, vec![Ok(from)], cx, ())
    }

    #[test]
    fn however_many_things_follow_side_by_side_all_do() {
        assert_eq!(climb(500, 1).len(), 501);
    }

    #[test]
    fn a_chain_that_does_not_end_is_cut_off_on_the_record() {
        let whole = climb(1, DEPTH_MAX);
        assert_eq!((whole.len(), whole.last()), (DEPTH_MAX + 1, Some(&Ok(0))));
        let cut = climb(1, 1_000);
        assert_eq!(cut.len(), DEPTH_MAX + 2);
        assert!(matches!(cut.last(), Some(Err(record::Event::DidNotFollow { .. }))), "{cut:?}");
    }

    #[test]
    fn a_verb_is_the_names_in_front_of_the_content() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "read by Debug")]
        enum Command {
            Update(Inner),
            Name(String),
            Resolve,
        }
        #[derive(Debug)]
        #[expect(dead_code, reason = "read by Debug")]
        enum Inner {
            Stop,
            Post { text: String },
        }
        assert_eq!(verb_of(&Command::Update(Inner::Stop)), "Update Stop");
        assert_eq!(verb_of(&Command::Update(Inner::Post { text: "X".into() })), "Update Post");
        assert_eq!(verb_of(&Command::Name("secret".into())), "Name");
        assert_eq!(verb_of(&Command::Resolve), "Resolve");
    }
}
