//! Follow-ups (Feature D7): what is to be done afterwards, captured in chat and filed as tickets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction};
use crate::feature::Feature;
use crate::ids::{PersonId, TicketKey};
use crate::message::{BUTTONS_MAX, Message, Tone};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::words::{bounded, cut};

/// Most follow-ups of one incident. When there are as many, the oldest closed one makes room.
pub const FOLLOW_UPS_MAX: usize = 100;

/// Longest follow-up, in characters: it becomes the title of a ticket.
pub const FOLLOW_UP_CHARS_MAX: usize = 250;

/// How many open follow-ups the room is shown at a time, the newest.
pub const LIST_SHOWN_MAX: usize = 10;

/// Longest reason of a failure that is kept, in characters.
const REASON_CHARS_MAX: usize = 300;

/// The follow-ups of one incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUps {
    items: BTreeMap<u32, FollowUp>,
    latest: u32,
}

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// What is to be done.
    pub text: String,
    /// Who does it, where somebody is named.
    pub owner: Option<PersonId>,
    /// Who noted it.
    pub by: PersonId,
    /// Whether it is in the ticket system.
    pub filing: Filing,
    /// Whether it is done, or not wanted any more.
    pub closed: bool,
}

/// Whether a follow-up is in the ticket system.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filing {
    /// It is not.
    #[default]
    Not,
    /// The ticket system has been asked; it has not answered yet.
    Asked {
        /// Who asked.
        by: Option<PersonId>,
    },
    /// It is, as this ticket.
    Filed {
        /// The ticket.
        ticket: TicketKey,
        /// Where to read it.
        url: Option<String>,
    },
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Note a follow-up.
    Add {
        /// What is to be done.
        text: String,
        /// Who does it.
        owner: Option<PersonId>,
    },
    /// File a follow-up as a ticket.
    File {
        /// The follow-up.
        number: u32,
        /// The ticket of the incident, if it has one: known to the aggregate, not to this feature.
        parent: Option<TicketKey>,
    },
    /// Close a follow-up: done, or not wanted any more.
    Close {
        /// The follow-up.
        number: u32,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A follow-up was noted.
    Added {
        /// Its number, from 1.
        number: u32,
        /// What is to be done.
        text: String,
        /// Who does it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<PersonId>,
        /// Who noted it.
        by: PersonId,
    },
    /// The ticket system was asked to take it.
    FileAsked {
        /// The follow-up.
        number: u32,
        /// Who asked; nobody where the rules did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// The ticket of the incident.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<TicketKey>,
    },
    /// It is a ticket now.
    Filed {
        /// The follow-up.
        number: u32,
        /// The ticket.
        ticket: TicketKey,
        /// Where to read it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    /// It could not be filed, or nobody knows whether it was.
    FilingFailed {
        /// The follow-up.
        number: u32,
        /// Why, for people.
        reason: String,
    },
    /// It was closed.
    Closed {
        /// The follow-up.
        number: u32,
    },
}

impl FollowUps {
    /// The follow-ups that are not closed, oldest first, each with its number.
    pub fn open(&self) -> impl DoubleEndedIterator<Item = (u32, &FollowUp)> {
        self.all().filter(|(_, item)| !item.closed)
    }

    /// All follow-ups, oldest first, each with its number.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = (u32, &FollowUp)> {
        self.items.iter().map(|(number, item)| (*number, item))
    }

    fn add(&self, text: &str, owner: Option<&PersonId>, cx: Context<'_>) -> Result<Event, Refusal> {
        let by = cx.asker()?.clone();
        let text = bounded("the follow-up", text, FOLLOW_UP_CHARS_MAX)?;
        if self.items.len() >= FOLLOW_UPS_MAX && self.oldest_closed().is_none() {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{FOLLOW_UPS_MAX} follow-ups are open."),
                "Close what is done, or put several into one.",
            ));
        }
        let number = self.latest.saturating_add(1);
        Ok(Event::Added { number, text, owner: owner.cloned(), by })
    }

    fn file(
        &self,
        number: u32,
        parent: Option<&TicketKey>,
        cx: Context<'_>,
    ) -> Result<Event, Refusal> {
        let item = self.not_closed(number)?;
        match &item.filing {
            Filing::Not => {
                let (by, parent) = (cx.actor.person().cloned(), parent.cloned());
                Ok(Event::FileAsked { number, by, parent })
            }
            Filing::Asked { .. } => Err(Refusal::already_done(
                format!("Follow-up {number} is on its way to the ticket system."),
                "Wait for its answer in the room.",
            )),
            Filing::Filed { ticket, .. } => Err(Refusal::already_done(
                format!("Follow-up {number} is filed as {ticket}."),
                "Work on it there.",
            )),
        }
    }

    fn not_closed(&self, number: u32) -> Result<&FollowUp, Refusal> {
        let item = self.items.get(&number).ok_or_else(|| {
            Refusal::not_found(
                &format!("follow-up {number}"),
                "Its number stands in the list; note a new one with `followup <text>`.",
            )
        })?;
        if item.closed {
            return Err(Refusal::already_done(
                format!("Follow-up {number} is closed."),
                "Note a new one with `followup <text>` if something is left to do.",
            ));
        }
        Ok(item)
    }

    fn oldest_closed(&self) -> Option<u32> {
        self.items.iter().find(|(_, item)| item.closed).map(|(number, _)| *number)
    }

    fn set_filing(&mut self, number: u32, filing: Filing) {
        if let Some(item) = self.items.get_mut(&number) {
            item.filing = filing;
        }
    }

    /// The open follow-ups, the newest that fit, with buttons for those that are not filed.
    fn list(&self, added: u32) -> Message {
        let count = self.open().count();
        let mut text = Text::new()
            .strong(format!("Follow-up {added} noted"))
            .plain(format!(" – {count} open"));
        let hidden = count.saturating_sub(LIST_SHOWN_MAX);
        if hidden > 0 {
            text = text.plain(format!(", the newest {LIST_SHOWN_MAX} of them:"));
        }
        for (number, item) in self.open().skip(hidden) {
            text = text.bullet().plain(format!("{number}. ")).append(item.line());
        }
        // The newest first: it is the one people have in mind.
        let newest = self.open().rev().take(LIST_SHOWN_MAX);
        let unfiled = newest.filter(|(_, item)| item.filing == Filing::Not).take(BUTTONS_MAX);
        unfiled.fold(Message::new(text), |message, (number, _)| {
            message.button(format!("File {number}"), format!("followup file {number}"))
        })
    }
}

impl FollowUp {
    /// `restore the alert – ann, HOT-331`.
    fn line(&self) -> Text {
        let mut text = Text::new().plain(self.text.as_str());
        if let Some(owner) = &self.owner {
            text = text.plain(" – ").name(owner);
        }
        match &self.filing {
            Filing::Filed { ticket, url } => linked(text.plain(" – "), ticket, url.as_deref()),
            Filing::Asked { .. } => text.plain(" – being filed"),
            Filing::Not => text,
        }
    }
}

fn linked(text: Text, ticket: &TicketKey, url: Option<&str>) -> Text {
    match url {
        Some(url) => text.link(ticket.as_str(), url),
        None => text.plain(ticket.as_str()),
    }
}

impl Feature for FollowUps {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        Ok(vec![match command {
            Command::Add { text, owner } => self.add(text, owner.as_ref(), cx)?,
            Command::File { number, parent } => self.file(*number, parent.as_ref(), cx)?,
            Command::Close { number } => {
                self.not_closed(*number)?;
                Event::Closed { number: *number }
            }
        }])
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Added { number, text, owner, by } => {
                if self.items.len() >= FOLLOW_UPS_MAX
                    && let Some(oldest) = self.oldest_closed()
                {
                    self.items.remove(&oldest);
                }
                let (text, owner, by) = (text.clone(), owner.clone(), by.clone());
                let item = FollowUp { text, owner, by, filing: Filing::Not, closed: false };
                self.items.insert(*number, item);
                self.latest = self.latest.max(*number);
            }
            Event::FileAsked { number, by, .. } => {
                self.set_filing(*number, Filing::Asked { by: by.clone() });
            }
            Event::Filed { number, ticket, url } => {
                let (ticket, url) = (ticket.clone(), url.clone());
                self.set_filing(*number, Filing::Filed { ticket, url });
            }
            Event::FilingFailed { number, .. } => self.set_filing(*number, Filing::Not),
            Event::Closed { number } => {
                if let Some(item) = self.items.get_mut(number) {
                    item.closed = true;
                }
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        let heading = |number: &u32| Text::new().strong(format!("Follow-up {number}"));
        match event {
            Event::Added { number, .. } => Reaction::none().post(scene.room, self.list(*number)),
            Event::FileAsked { number, parent, .. } => match self.items.get(number) {
                Some(item) => Reaction::none().effect(Effect::FileFollowUp {
                    follow_up: *number,
                    title: item.text.clone(),
                    owner: item.owner.clone(),
                    parent: parent.clone(),
                }),
                None => Reaction::none(),
            },
            Event::Filed { number, ticket, url } => {
                let text = linked(heading(number).plain(" is filed as "), ticket, url.as_deref());
                Reaction::none().post(scene.room, Message::new(text).tone(Tone::Good))
            }
            Event::FilingFailed { number, reason } => {
                let text = heading(number).plain(format!(" is not filed: {reason}."));
                let mut message = Message::new(text).tone(Tone::Warning);
                if self.items.get(number).is_some_and(|item| !item.closed) {
                    message = message.button("Try again", format!("followup file {number}"));
                }
                Reaction::none().post(scene.room, message)
            }
            Event::Closed { number } => {
                let text = match self.items.get(number) {
                    Some(item) => heading(number).plain(" closed: ").append(item.line()),
                    None => heading(number).plain(" closed"),
                };
                Reaction::none().post(scene.room, text)
            }
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _scene: &Scene<'_>,
        _cx: Context<'_>,
    ) -> Vec<Event> {
        let Effect::FileFollowUp { follow_up: number, .. } = effect else {
            return Vec::new();
        };
        let number = *number;
        let waits = self.items.get(&number).is_some_and(FollowUp::is_being_filed);
        if !waits {
            return Vec::new();
        }
        let unknown = |what: &str| {
            let what = cut(what.trim_end_matches('.'), REASON_CHARS_MAX);
            format!(
                "nobody knows whether the ticket was made ({what}); look there before you try again"
            )
        };
        vec![match outcome {
            Outcome::Done(Answer::Ticket(facts)) => {
                Event::Filed { number, ticket: facts.key.clone(), url: facts.url.clone() }
            }
            Outcome::Done(_) => {
                Event::FilingFailed { number, reason: unknown("it answered without a ticket") }
            }
            Outcome::Refused { reason } => {
                let reason = cut(reason.trim_end_matches('.'), REASON_CHARS_MAX);
                Event::FilingFailed { number, reason }
            }
            Outcome::Ambiguous { reason } => {
                Event::FilingFailed { number, reason: unknown(reason) }
            }
        }]
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::Added { number, text, owner, .. } => {
                let told = Text::from(format!("noted follow-up {number}: {text}"));
                match owner {
                    Some(owner) => told.plain(", for ").name(owner),
                    None => told,
                }
            }
            Event::FileAsked { number, .. } => {
                Text::from(format!("asked for a ticket for follow-up {number}"))
            }
            Event::Filed { number, ticket, .. } => {
                Text::from(format!("follow-up {number} was filed as {ticket}"))
            }
            Event::FilingFailed { number, reason } => {
                Text::from(format!("follow-up {number} was not filed: {reason}"))
            }
            Event::Closed { number } => Text::from(format!("closed follow-up {number}")),
        }
    }
}

impl FollowUp {
    fn is_being_filed(&self) -> bool {
        matches!(self.filing, Filing::Asked { .. })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::effect::TicketFacts;
    use crate::feature_tests::{Bench, person};

    fn key(key: &str) -> TicketKey {
        TicketKey::new(key).unwrap()
    }

    fn add(text: &str, owner: Option<&str>) -> Command {
        Command::Add { text: text.into(), owner: owner.map(person) }
    }

    fn file(number: u32) -> Command {
        Command::File { number, parent: Some(key("HOT-330")) }
    }

    fn added() -> Bench<FollowUps> {
        let mut bench = Bench::new();
        bench.ask("ann", add(" restore the alert ", Some("bob"))).unwrap();
        bench
    }

    fn effect() -> Effect {
        Effect::FileFollowUp {
            follow_up: 1,
            title: "restore the alert".into(),
            owner: Some(person("bob")),
            parent: Some(key("HOT-330")),
        }
    }

    fn ticket() -> Outcome {
        Outcome::Done(Answer::Ticket(TicketFacts {
            key: key("HOT-331"),
            title: "restore the alert".into(),
            status: "Open".into(),
            url: Some("https://tickets.example/HOT-331".into()),
            watchers: BTreeSet::new(),
            component: None,
        }))
    }

    #[test]
    fn the_list_is_shown_after_each_addition_with_a_button_for_what_is_not_filed() {
        let mut bench = added();
        assert_eq!(
            bench.shown(),
            vec![
                "post: Follow-up 1 noted – 1 open\n• 1. restore the alert – bob \
                 [File 1 → followup file 1]"
            ]
        );
        bench.ask("ann", file(1)).unwrap();
        bench.settle(&effect(), ticket());
        bench.ask("ann", add("more disks", None)).unwrap();
        assert_eq!(
            bench.shown(),
            vec![
                "post: Follow-up 2 noted – 2 open\n\
                 • 1. restore the alert – bob – HOT-331 (https://tickets.example/HOT-331)\n\
                 • 2. more disks [File 2 → followup file 2]"
            ]
        );
    }

    #[test]
    fn a_follow_up_is_filed_under_the_ticket_of_the_incident_once() {
        let mut bench = added();
        bench.ask("ann", file(1)).unwrap();
        assert_eq!(bench.reaction.effects, vec![effect()]);
        let refusal = bench.ask("ann", file(1)).unwrap_err();
        assert_eq!(refusal.why, "Follow-up 1 is on its way to the ticket system.");
        bench.settle(&effect(), ticket());
        let shown = "post: Follow-up 1 is filed as HOT-331 (https://tickets.example/HOT-331)";
        assert_eq!(bench.shown(), vec![shown]);
        let refusal = bench.ask("ann", file(1)).unwrap_err();
        assert_eq!(refusal.why, "Follow-up 1 is filed as HOT-331.");
        assert!(bench.settle(&effect(), ticket()).is_empty(), "it is settled once");
    }

    #[test]
    fn a_failed_filing_is_said_and_can_be_tried_again() {
        let mut bench = added();
        bench.ask("ann", file(1)).unwrap();
        bench.settle(&effect(), Outcome::Refused { reason: "no such project.".into() });
        let shown =
            "post: Follow-up 1 is not filed: no such project. [Try again → followup file 1]";
        assert_eq!(bench.shown(), vec![shown]);
        for outcome in
            [Outcome::Ambiguous { reason: "cut off".into() }, Outcome::Done(Answer::Nothing)]
        {
            bench.ask("ann", file(1)).unwrap();
            bench.settle(&effect(), outcome);
            assert!(bench.shown()[0].contains("look there before you try again"));
        }
    }

    #[test]
    fn a_closed_follow_up_is_neither_filed_nor_closed_again_but_keeps_its_ticket() {
        let mut bench = added();
        bench.ask("ann", file(1)).unwrap();
        bench.ask("bob", Command::Close { number: 1 }).unwrap();
        assert!(bench.shown()[0].starts_with("post: Follow-up 1 closed: restore the alert"));
        assert_eq!(bench.feature.open().count(), 0);
        assert_eq!(bench.settle(&effect(), ticket()).len(), 1, "the ticket is not lost");
        for command in [file(1), Command::Close { number: 1 }] {
            let refusal = bench.ask("ann", command).unwrap_err();
            assert_eq!(refusal.why, "Follow-up 1 is closed.");
        }
        let refusal = bench.ask("ann", file(7)).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::NotFound);
    }

    #[test]
    fn the_list_shows_the_newest_and_says_so() {
        let mut bench = Bench::<FollowUps>::new();
        for number in 1..=12 {
            bench.ask("ann", add(&format!("task {number}"), None)).unwrap();
        }
        let [shown] = bench.shown().try_into().unwrap();
        assert!(shown.starts_with("post: Follow-up 12 noted – 12 open, the newest 10 of them:"));
        assert!(!shown.contains("task 2\n") && shown.contains("• 3. task 3\n"), "{shown}");
        let buttons = "[File 12 → followup file 12] [File 11 → followup file 11]";
        assert!(shown.contains(buttons), "{shown}");
    }

    #[test]
    fn follow_ups_are_bounded_and_a_closed_one_makes_room() {
        let mut bench = Bench::<FollowUps>::new();
        let refusal = bench.ask("ann", add(&"x".repeat(251), None)).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Unacceptable);
        for _ in 0..FOLLOW_UPS_MAX {
            bench.ask("ann", add("a", None)).unwrap();
        }
        let refusal = bench.ask("ann", add("a", None)).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::LimitReached);
        bench.ask("ann", Command::Close { number: 5 }).unwrap();
        bench.ask("ann", add("a", None)).unwrap();
        assert_eq!(bench.feature.all().count(), FOLLOW_UPS_MAX);
        assert!(bench.feature.all().all(|(number, _)| number != 5));
    }

    #[test]
    fn the_timeline_tells_text_owner_and_ticket() {
        let mut bench = added();
        bench.ask("ann", file(1)).unwrap();
        bench.settle(&effect(), ticket());
        bench.ask("ann", Command::Close { number: 1 }).unwrap();
        assert_eq!(
            bench.told(),
            vec![
                "noted follow-up 1: restore the alert, for bob",
                "asked for a ticket for follow-up 1",
                "follow-up 1 was filed as HOT-331",
                "closed follow-up 1"
            ]
        );
    }
}
