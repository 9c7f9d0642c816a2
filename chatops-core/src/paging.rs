//! Paging: waking a person, a team or an escalation policy from chat (Features A9 and C6).
//!
//! A page goes through the levels of its timetable until somebody acknowledges it. The timetable is
//! fixed when the page starts; who stands behind a level (the commander, the deputy) is
//! looked up when the level is reached. A level behind which nobody stands is passed over, and the
//! room and the timeline say so. A level none of whose people can be reached is not waited for.
//!
//! Whoever is called hears it twice: from the pager, and in a direct message with the button. Where no
//! pager is connected the direct message is all there is, and the room reads that.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Effect, Outcome, Reaction, TimerKey};
use crate::escalation::EscalationPolicy;
use crate::feature::Feature;
use crate::ids::{PersonId, TeamId};
use crate::numbered::Numbered;
use crate::refusal::Refusal;
use crate::text::Text;

mod decide;
mod show;
mod words;

/// Most pages that wait for an acknowledgement at a time. Who wakes people in twenty ways at once
/// wakes them for nothing.
pub const PAGES_OPEN_MAX: usize = 20;

/// Most pages that are remembered, finished ones included, so that a late acknowledgement learns who
/// was first. The oldest finished one is forgotten for a new one.
pub const PAGES_KEPT_MAX: usize = 50;

/// Most people whom one level of a page wakes. A larger crowd is brought together by a broadcast.
pub const PEOPLE_PER_LEVEL_MAX: usize = 100;

/// Longest reason of a page, in characters; longer ones are cut, since a page must not fail over
/// its wording. Pagers take about a thousand, telephones show less.
pub const WHY_CHARS_MAX: usize = 300;

/// Whom a page wakes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageTarget {
    /// This person, then the default ladder.
    Person(PersonId),
    /// A team, by its escalation policy.
    Team(TeamId),
    /// The escalation policy with this name.
    Policy(String),
    /// Whoever comes next above the asker: team manager, commander, deputy, executives.
    Escalate,
    /// All managers and executives at once, where nobody commands.
    Leaders,
}

/// How far a call to one person got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallState {
    /// Asked of the pager, which has not answered yet.
    Waiting,
    /// The pager has taken it and calls.
    Called,
    /// No pager is connected: written to directly, and nothing else.
    Written,
    /// The pager could not.
    Failed(String),
    /// Nobody knows.
    Unknown(String),
}

/// An acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// Who; nobody where the pager does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Why a page calls nobody more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Somebody has it.
    Acknowledged(Acknowledgement),
    /// It is no longer needed: taken back by whoever started it, or, where nobody is named, because
    /// the incident is over.
    Stopped(Option<PersonId>),
}

/// A page and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Whom it wakes.
    pub target: PageTarget,
    /// Who started it; nobody: the rules themselves.
    pub by: Option<PersonId>,
    /// Why, in one line.
    pub why: String,
    /// The levels it goes through.
    pub timetable: EscalationPolicy,
    /// The step of the timetable it is at, from 0 over all rounds. Nothing before the first level
    /// with people.
    pub step: Option<u32>,
    /// When it goes on; nothing where it is over.
    pub until: Option<Timestamp>,
    /// Everybody whom it called so far, by step. At most [`PEOPLE_PER_LEVEL_MAX`] for each of at most
    /// [`STEPS_MAX`](crate::escalation::STEPS_MAX). A person behind two levels is called twice.
    pub calls: BTreeMap<u32, BTreeMap<PersonId, CallState>>,
    /// The steps that were passed over since nobody stood behind them.
    pub empty: BTreeSet<u32>,
    /// Whether the timetable ended without an acknowledgement. It can still be acknowledged.
    pub exhausted: bool,
    /// Why it is over, once it is.
    pub ending: Option<Ending>,
}

impl Page {
    fn new(
        target: PageTarget,
        by: Option<PersonId>,
        why: String,
        timetable: EscalationPolicy,
    ) -> Self {
        Self {
            target,
            by,
            why,
            timetable,
            step: None,
            until: None,
            calls: BTreeMap::new(),
            empty: BTreeSet::new(),
            exhausted: false,
            ending: None,
        }
    }

    /// Whether it still goes from level to level.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.is_open() && !self.exhausted
    }

    /// Whether nobody has it and it has not been stopped: devices may ring.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ending.is_none()
    }

    /// Those of the level it is at.
    pub fn called_now(&self) -> impl Iterator<Item = (&PersonId, &CallState)> {
        self.step.and_then(|step| self.calls.get(&step)).into_iter().flatten()
    }

    /// Everybody whom it called so far, nobody twice.
    #[must_use]
    pub fn called(&self) -> BTreeSet<&PersonId> {
        self.calls.values().flat_map(BTreeMap::keys).collect()
    }
}

/// The pages of an aggregate. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    /// At most [`PAGES_KEPT_MAX`].
    pages: Numbered<Page>,
}

/// What can be asked of paging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Wake people.
    Page {
        /// Whom.
        target: PageTarget,
        /// Why. Empty: the title of the scene.
        why: String,
    },
    /// Somebody has it. Whoever started the page and was not called takes it back with this.
    Acknowledge {
        /// The number of the page.
        number: u32,
    },
    /// It was answered in another way: at the pager, or by doing what it asks for. Whoever it was: it rings no more.
    Answered {
        /// The number of the page.
        number: u32,
        /// Who has it now. Nothing: who reports it.
        by: Option<PersonId>,
    },
    /// Let nothing ring any more. Given by the aggregate at the end of the incident; does nothing where
    /// no page is open.
    StopAll,
}

/// What happened to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It began.
    Started {
        /// The number of the page.
        number: u32,
        /// Who started it; nobody: the rules themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// Whom it wakes.
        target: PageTarget,
        /// Why, in one line.
        why: String,
        /// The levels it will go through.
        timetable: EscalationPolicy,
    },
    /// A level was reached: these are woken now.
    LevelReached {
        /// The number of the page.
        number: u32,
        /// The step of the timetable, from 0 over all rounds.
        step: u32,
        /// The level, from 1, as people count.
        level: u32,
        /// The round, from 1.
        round: u32,
        /// Whom.
        people: Vec<PersonId>,
        /// When the next level is reached.
        until: Timestamp,
        /// How many more there were than [`PEOPLE_PER_LEVEL_MAX`].
        #[serde(default, skip_serializing_if = "is_zero")]
        left_out: u32,
        /// Whether no pager is connected: they are only written to.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        without_pager: bool,
    },
    /// Nobody stands behind a level: it was passed over.
    LevelEmpty {
        /// The number of the page.
        number: u32,
        /// The step of the timetable, from 0 over all rounds.
        step: u32,
        /// The level, from 1, as people count.
        level: u32,
        /// The round, from 1.
        round: u32,
    },
    /// The pager has taken a call.
    Called {
        /// The number of the page.
        number: u32,
        /// The step at which it was made.
        step: u32,
        /// Who is called.
        person: PersonId,
    },
    /// The pager could not call somebody.
    CallFailed {
        /// The number of the page.
        number: u32,
        /// The step at which it was tried.
        step: u32,
        /// Whom.
        person: PersonId,
        /// Why not.
        reason: String,
    },
    /// Nobody knows whether the pager has a call.
    CallUnknown {
        /// The number of the page.
        number: u32,
        /// The step at which it was tried.
        step: u32,
        /// Whom.
        person: PersonId,
        /// What is known.
        reason: String,
    },
    /// Somebody has it: nobody more is woken.
    Acknowledged {
        /// The number of the page.
        number: u32,
        /// Who; nobody where the pager does not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// It is no longer needed: nobody more is woken.
    Stopped {
        /// The number of the page.
        number: u32,
        /// Who took it back; nobody: the incident is over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
    },
    /// The last level has passed without an acknowledgement.
    Exhausted {
        /// The number of the page.
        number: u32,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Event {
    /// The number of the page it happened to.
    #[must_use]
    pub fn number(&self) -> u32 {
        let (Self::Started { number, .. }
        | Self::LevelReached { number, .. }
        | Self::LevelEmpty { number, .. }
        | Self::Called { number, .. }
        | Self::CallFailed { number, .. }
        | Self::CallUnknown { number, .. }
        | Self::Acknowledged { number, .. }
        | Self::Stopped { number, .. }
        | Self::Exhausted { number }) = self;
        *number
    }
}

impl Paging {
    /// The page with this number, as long as it is remembered.
    #[must_use]
    pub fn page(&self, number: u32) -> Option<&Page> {
        self.pages.get(number)
    }

    /// The pages that nobody has and that were not stopped, with their numbers, oldest first.
    pub fn open(&self) -> impl Iterator<Item = (u32, &Page)> {
        self.pages.iter().filter(|(_, page)| page.is_open())
    }

    /// The open pages as lines of a status, one for each; nothing where none is open.
    #[must_use]
    pub fn listed(&self) -> Text {
        self.open()
            .fold(Text::new(), |text, (number, page)| words::standing(text.bullet(), number, page))
    }

    fn with_page(&mut self, number: u32, change: impl FnOnce(&mut Page)) {
        if let Some(page) = self.pages.get_mut(number) {
            change(page);
        }
    }

    fn note_call(&mut self, number: u32, step: u32, person: &PersonId, state: CallState) {
        self.with_page(number, |page| {
            let call = page.calls.get_mut(&step).and_then(|calls| calls.get_mut(person));
            if let Some(call) = call {
                *call = state;
            }
        });
    }
}

impl Feature for Paging {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Page { target, why } => self.start(target, why, scene, cx),
            Command::Acknowledge { number } => self.acknowledge(*number, scene, cx),
            Command::Answered { number, by } => self.answered(*number, by.as_ref(), cx),
            Command::StopAll => {
                Ok(self.open().map(|(number, _)| Event::Stopped { number, by: None }).collect())
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Started { number, by, target, why, timetable } => {
                let page = Page::new(target.clone(), by.clone(), why.clone(), timetable.clone());
                self.pages.keep(*number, page, PAGES_KEPT_MAX, |page| !page.is_running());
            }
            Event::LevelReached { number, step, people, until, without_pager, .. } => {
                let state = if *without_pager { CallState::Written } else { CallState::Waiting };
                self.with_page(*number, |page| {
                    page.step = Some(*step);
                    page.until = Some(*until);
                    let calls = people.iter().map(|person| (person.clone(), state.clone()));
                    page.calls.insert(*step, calls.collect());
                });
            }
            Event::LevelEmpty { number, step, .. } => {
                self.with_page(*number, |page| {
                    page.empty.insert(*step);
                });
            }
            Event::Called { number, step, person } => {
                self.note_call(*number, *step, person, CallState::Called);
            }
            Event::CallFailed { number, step, person, reason } => {
                self.note_call(*number, *step, person, CallState::Failed(reason.clone()));
            }
            Event::CallUnknown { number, step, person, reason } => {
                self.note_call(*number, *step, person, CallState::Unknown(reason.clone()));
            }
            Event::Acknowledged { number, by, at } => self.with_page(*number, |page| {
                let given = Acknowledgement { by: by.clone(), at: *at };
                page.ending = Some(Ending::Acknowledged(given));
                page.until = None;
            }),
            Event::Stopped { number, by } => self.with_page(*number, |page| {
                page.ending = Some(Ending::Stopped(by.clone()));
                page.until = None;
            }),
            Event::Exhausted { number } => self.with_page(*number, |page| {
                page.exhausted = true;
                page.until = None;
            }),
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        let number = event.number();
        match self.pages.get(number) {
            Some(page) => show::reaction(number, page, event, scene, cx.policy),
            None => Reaction::none(),
        }
    }

    fn timer(&self, key: &TimerKey, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let TimerKey::Page(number) = key else { return Vec::new() };
        let Some(page) = self.pages.get(*number) else { return Vec::new() };
        // Acknowledged, at its end, or moved on since: then this firing no longer means anything.
        if page.until.is_none_or(|until| cx.now < until) {
            return Vec::new();
        }
        let next = page.step.map_or(0, |step| step.saturating_add(1));
        decide::climb(*number, page, next, scene, cx)
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let Effect::Page { page: number, step, person, .. } = effect else { return Vec::new() };
        match self.pages.get(*number).filter(|page| page.is_running()) {
            Some(page) => decide::heard(*number, page, (*step, person), outcome, scene, cx),
            None => Vec::new(),
        }
    }

    fn tell(event: &Event) -> Text {
        words::tell(event)
    }
}

#[cfg(test)]
mod tests;
