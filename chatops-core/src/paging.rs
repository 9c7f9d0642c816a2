//! Paging: waking a person, a team or an escalation policy from chat (Features A9 and C6).
//!
//! A page goes through the levels of its timetable until somebody acknowledges it. The timetable is
//! fixed when the page starts; who stands behind a level (the duty commander, the deputy) is
//! looked up when the level is reached. A level behind which nobody stands is passed over, and the
//! timeline says so. A level none of whose people can be reached is not waited for.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Effect, Outcome, Reaction, TimerKey};
use crate::escalation::{EscalationPolicy, EscalationTarget, Level, default_policy, resolve};
use crate::feature::Feature;
use crate::ids::{PersonId, TeamId};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::later;

mod show;

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
    /// Whoever comes next above the asker: team manager, duty commander, deputy, executives.
    Escalate,
    /// All managers and executives at once, where nobody commands.
    Leaders,
}

/// How far a call to one person got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Given to the pager.
    Waiting,
    /// The pager has it.
    Delivered,
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

/// A call to one person: the step that made it last, and how far it got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The step of the timetable, from 0.
    pub step: u32,
    /// How far it got.
    pub delivery: Delivery,
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
    /// The step it is at, from 0. Nothing before the first level with people.
    pub step: Option<u32>,
    /// When it goes on; nothing where it is over.
    pub until: Option<Timestamp>,
    /// How many levels it has reached, repeats included.
    pub levels_reached: u32,
    /// Everybody whom it called so far. At most [`PEOPLE_PER_LEVEL_MAX`] for each level.
    pub calls: BTreeMap<PersonId, Call>,
    /// Whether the timetable ended without an acknowledgement.
    pub exhausted: bool,
    /// The acknowledgement.
    pub acknowledged: Option<Acknowledgement>,
}

impl Page {
    /// Whether it still wakes people.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.acknowledged.is_none() && !self.exhausted
    }

    /// Those of the level it is at.
    pub fn called_now(&self) -> impl Iterator<Item = (&PersonId, &Delivery)> {
        self.calls
            .iter()
            .filter(|(_, call)| Some(call.step) == self.step)
            .map(|(person, call)| (person, &call.delivery))
    }
}

/// The pages of an aggregate. See the [module](self).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    /// The number of the latest page.
    issued: u32,
    /// By number. At most [`PAGES_KEPT_MAX`].
    pages: BTreeMap<u32, Page>,
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
    /// Somebody has it. Also when the pager itself was answered.
    Acknowledge {
        /// The number of the page.
        number: u32,
    },
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
        /// The step of the timetable, from 0.
        step: u32,
        /// Whom.
        people: Vec<PersonId>,
        /// When the next level is reached.
        until: Timestamp,
        /// How many more there were than [`PEOPLE_PER_LEVEL_MAX`].
        #[serde(default, skip_serializing_if = "is_zero")]
        left_out: u32,
    },
    /// Nobody stands behind a level: it was passed over.
    LevelEmpty {
        /// The number of the page.
        number: u32,
        /// The step of the timetable, from 0.
        step: u32,
    },
    /// The pager has the call.
    Delivered {
        /// The number of the page.
        number: u32,
        /// To whom.
        person: PersonId,
    },
    /// The pager could not call somebody.
    DeliveryFailed {
        /// The number of the page.
        number: u32,
        /// Whom.
        person: PersonId,
        /// Why not.
        reason: String,
    },
    /// Nobody knows whether the call reached the pager.
    DeliveryUnknown {
        /// The number of the page.
        number: u32,
        /// To whom.
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
        | Self::Delivered { number, .. }
        | Self::DeliveryFailed { number, .. }
        | Self::DeliveryUnknown { number, .. }
        | Self::Acknowledged { number, .. }
        | Self::Exhausted { number }) = self;
        *number
    }
}

impl Paging {
    /// The page with this number, as long as it is remembered.
    #[must_use]
    pub fn page(&self, number: u32) -> Option<&Page> {
        self.pages.get(&number)
    }

    /// The pages that still wake people, with their numbers, oldest first.
    pub fn running(&self) -> impl Iterator<Item = (u32, &Page)> {
        self.pages
            .iter()
            .filter(|(_, page)| page.is_running())
            .map(|(number, page)| (*number, page))
    }

    fn start(
        &self,
        target: &PageTarget,
        why: &str,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let timetable = timetable(target, cx)?;
        let same = |(_, page): &(u32, &Page)| page.target == *target && page.timetable == timetable;
        if let Some((number, _)) = self.running().find(same) {
            return Err(Refusal::already_done(
                format!("Page {number} is waking them already."),
                "Say in the room what is new; whoever answers the page reads it there.",
            ));
        }
        if self.running().count() >= PAGES_OPEN_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{PAGES_OPEN_MAX} pages wait for an answer, and no more may run at once."),
                "Acknowledge those that are taken care of: `ack <number>`.",
            ));
        }
        let number = self.issued.saturating_add(1);
        let by = cx.actor.person().cloned();
        let page = Page {
            target: target.clone(),
            by: by.clone(),
            why: one_line(why, scene.title),
            timetable,
            step: None,
            until: None,
            levels_reached: 0,
            calls: BTreeMap::new(),
            exhausted: false,
            acknowledged: None,
        };
        let climbing = climb(number, &page, 0, scene, cx);
        if !climbing.iter().any(|event| matches!(event, Event::LevelReached { .. })) {
            return Err(Refusal::wrong_state(
                "Nobody would be woken: no level of this page has anybody behind it.",
                "Page a person: `page @person <why>`.",
            ));
        }
        let Page { target, why, timetable, .. } = page;
        let mut events = vec![Event::Started { number, by, target, why, timetable }];
        events.extend(climbing);
        Ok(events)
    }

    fn acknowledge(&self, number: u32, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let page = self.pages.get(&number).ok_or_else(|| {
            Refusal::not_found(&format!("page {number}"), "See the running ones with `status`.")
        })?;
        if let Some(given) = &page.acknowledged {
            let who = match &given.by {
                Some(by) => format!("{by} has"),
                None => String::from("Somebody has"),
            };
            return Err(Refusal::already_done(
                format!("{who} acknowledged page {number}."),
                "Say in the room that you are there as well.",
            ));
        }
        let by = cx.actor.person().cloned();
        let called = by.as_ref().is_some_and(|person| page.calls.contains_key(person));
        if cx.actor.is_guest() && !called {
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                "A guest acknowledges only a page that was meant for them.",
                "Say in the room what you can do.",
            ));
        }
        Ok(vec![Event::Acknowledged { number, by, at: cx.now }])
    }

    fn page_mut(&mut self, number: u32) -> Option<&mut Page> {
        self.pages.get_mut(&number)
    }

    fn note_delivery(&mut self, number: u32, person: &PersonId, delivery: Delivery) {
        if let Some(call) = self.page_mut(number).and_then(|page| page.calls.get_mut(person)) {
            call.delivery = delivery;
        }
    }
}

/// The levels of a page to this target.
fn timetable(target: &PageTarget, cx: Context<'_>) -> Result<EscalationPolicy, Refusal> {
    let (policy, wait) = (cx.policy, cx.policy.waits.page_level);
    match target {
        PageTarget::Person(person) => {
            let team = policy.team_of(person).map(|(id, _)| id);
            let mut timetable = default_policy(team, wait);
            let first = Level { targets: vec![EscalationTarget::Person(person.clone())], wait };
            timetable.levels.insert(0, first);
            Ok(timetable)
        }
        PageTarget::Team(id) => {
            let team = policy.teams.get(id).ok_or_else(|| {
                Refusal::not_found(
                    &format!("team `{id}`"),
                    known("The teams are", policy.teams.keys().map(TeamId::as_str)),
                )
            })?;
            let named = team.escalation.as_ref().and_then(|name| policy.escalations.get(name));
            Ok(named.cloned().unwrap_or_else(|| team_policy(id, wait)))
        }
        PageTarget::Policy(name) => policy.escalations.get(name).cloned().ok_or_else(|| {
            Refusal::not_found(
                &format!("escalation policy `{name}`"),
                known("The policies are", policy.escalations.keys().map(String::as_str)),
            )
        }),
        PageTarget::Escalate => {
            let team = cx.actor.person().and_then(|person| policy.team_of(person));
            Ok(default_policy(team.map(|(id, _)| id), wait))
        }
        PageTarget::Leaders => Ok(leaders_policy(policy, wait)),
    }
}

/// All managers and executives at once.
fn leaders_policy(policy: &crate::policy::Policy, wait: jiff::SignedDuration) -> EscalationPolicy {
    let managers = policy.teams.keys().cloned().map(EscalationTarget::ManagerOf);
    let targets = managers.chain([EscalationTarget::Executives]).collect();
    EscalationPolicy { levels: vec![Level { targets, wait }], repeats: 1 }
}

/// A team without an escalation policy of its own: all of it, then the default ladder.
fn team_policy(team: &TeamId, wait: jiff::SignedDuration) -> EscalationPolicy {
    let mut timetable = default_policy(Some(team), wait);
    let all = Level { targets: vec![EscalationTarget::Team(team.clone())], wait };
    timetable.levels.insert(0, all);
    timetable
}

fn known<'a>(start: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return String::from("There are none yet; page a person: `page @person <why>`.");
    }
    format!("{start}: {}.", names.join(", "))
}

/// What follows from going on to the step `from`: levels without people are passed over, the first
/// with people is reached, or the timetable is at its end.
fn climb(number: u32, page: &Page, from: u32, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut step = from;
    while let Some(reached) = page.timetable.step(step) {
        let found = people_behind(page, reached.level, scene, cx);
        if found.is_empty() {
            events.push(Event::LevelEmpty { number, step });
            step += 1;
            continue;
        }
        let left_out = found.len().saturating_sub(PEOPLE_PER_LEVEL_MAX);
        let left_out = u32::try_from(left_out).unwrap_or(u32::MAX);
        let people = found.into_iter().take(PEOPLE_PER_LEVEL_MAX).collect();
        let until = later(cx.now, reached.level.wait);
        events.push(Event::LevelReached { number, step, people, until, left_out });
        return events;
    }
    events.push(Event::Exhausted { number });
    events
}

/// Who stands behind a level now. Who started the page is awake, and is woken only by name.
fn people_behind(page: &Page, level: &Level, scene: &Scene<'_>, cx: Context<'_>) -> Vec<PersonId> {
    let mut people = resolve(level, cx.policy, scene.commander, scene.deputy);
    people.retain(|person| {
        page.by.as_ref() != Some(person) || page.target == PageTarget::Person(person.clone())
    });
    people
}

fn one_line(why: &str, title: &str) -> String {
    let line = why.split_whitespace().collect::<Vec<_>>().join(" ");
    // It is shown on a lock screen, where nothing is escaped: what it hides must be visible.
    let line = crate::text::clean(if line.is_empty() { title } else { &line });
    if line.chars().count() <= WHY_CHARS_MAX {
        return line;
    }
    let mut cut: String = line.chars().take(WHY_CHARS_MAX - 1).collect();
    cut.push('…');
    cut
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
            Command::Acknowledge { number } => self.acknowledge(*number, cx),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Started { number, by, target, why, timetable } => {
                self.issued = *number;
                if self.pages.len() >= PAGES_KEPT_MAX {
                    let over = |(_, page): &(&u32, &Page)| !page.is_running();
                    let oldest = self.pages.iter().find(over).map(|(number, _)| *number);
                    oldest.map(|number| self.pages.remove(&number));
                }
                let page = Page {
                    target: target.clone(),
                    by: by.clone(),
                    why: why.clone(),
                    timetable: timetable.clone(),
                    step: None,
                    until: None,
                    levels_reached: 0,
                    calls: BTreeMap::new(),
                    exhausted: false,
                    acknowledged: None,
                };
                self.pages.insert(*number, page);
            }
            Event::LevelReached { number, step, people, until, .. } => {
                let Some(page) = self.page_mut(*number) else { return };
                page.step = Some(*step);
                page.levels_reached = page.levels_reached.saturating_add(1);
                page.until = Some(*until);
                for person in people {
                    let call = Call { step: *step, delivery: Delivery::Waiting };
                    page.calls.insert(person.clone(), call);
                }
            }
            Event::LevelEmpty { .. } => {}
            Event::Delivered { number, person } => {
                self.note_delivery(*number, person, Delivery::Delivered);
            }
            Event::DeliveryFailed { number, person, reason } => {
                self.note_delivery(*number, person, Delivery::Failed(reason.clone()));
            }
            Event::DeliveryUnknown { number, person, reason } => {
                self.note_delivery(*number, person, Delivery::Unknown(reason.clone()));
            }
            Event::Acknowledged { number, by, at } => {
                let Some(page) = self.page_mut(*number) else { return };
                page.acknowledged = Some(Acknowledgement { by: by.clone(), at: *at });
                page.until = None;
            }
            Event::Exhausted { number } => {
                let Some(page) = self.page_mut(*number) else { return };
                page.exhausted = true;
                page.until = None;
            }
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        let number = event.number();
        match self.pages.get(&number) {
            Some(page) => show::reaction(number, page, event, scene.room),
            None => Reaction::none(),
        }
    }

    fn timer(&self, key: &TimerKey, scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let TimerKey::Page(number) = key else { return Vec::new() };
        let Some(page) = self.pages.get(number) else { return Vec::new() };
        // Acknowledged, at its end, or moved on since: then this firing no longer means anything.
        if page.until.is_none_or(|until| cx.now < until) {
            return Vec::new();
        }
        climb(*number, page, page.step.map_or(0, |step| step.saturating_add(1)), scene, cx)
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let Effect::Page { page: number, step, person, .. } = effect else { return Vec::new() };
        let Some(page) = self.pages.get(number).filter(|page| page.is_running()) else {
            return Vec::new();
        };
        let waiting = Call { step: *step, delivery: Delivery::Waiting };
        if page.calls.get(person) != Some(&waiting) {
            return Vec::new();
        }
        let (number, person) = (*number, person.clone());
        match outcome {
            Outcome::Done(_) => vec![Event::Delivered { number, person }],
            Outcome::Ambiguous { reason } => {
                vec![Event::DeliveryUnknown { number, person, reason: reason.clone() }]
            }
            Outcome::Refused { reason } => {
                let last = page.step == Some(*step)
                    && page.called_now().all(|(other, delivery)| {
                        *other == person || matches!(delivery, Delivery::Failed(_))
                    });
                let mut events =
                    vec![Event::DeliveryFailed { number, person, reason: reason.clone() }];
                if last {
                    // Nobody of this level can be reached: waiting for them would only lose time.
                    events.extend(climb(number, page, step.saturating_add(1), scene, cx));
                }
                events
            }
        }
    }

    fn tell(event: &Event) -> Text {
        show::tell(event)
    }
}

#[cfg(test)]
mod tests;
