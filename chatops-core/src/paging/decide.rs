//! What may be paged, how a page climbs, and who may answer it.

use crate::context::{Context, Scene};
use crate::effect::Outcome;
use crate::escalation::{EscalationPolicy, EscalationTarget, Level, Step, default_policy, resolve};
use crate::ids::{PersonId, TeamId};
use crate::paging::{
    CallState, Ending, Event, PAGES_OPEN_MAX, PEOPLE_PER_LEVEL_MAX, Page, PageTarget, Paging,
    WHY_CHARS_MAX, words,
};
use crate::refusal::{Refusal, RefusalKind};
use crate::time::later;

impl Paging {
    pub(super) fn start(
        &self,
        target: &PageTarget,
        why: &str,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let timetable = timetable(target, cx)?;
        let running = || self.open().filter(|(_, page)| page.is_running());
        let same = |(_, page): &(u32, &Page)| page.target == *target && page.timetable == timetable;
        if let Some((number, _)) = running().find(same) {
            return Err(Refusal::already_done(
                format!("Page {number} is waking them already."),
                "Say in the room what is new; whoever answers the page reads it there.",
            ));
        }
        if running().count() >= PAGES_OPEN_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{PAGES_OPEN_MAX} pages wait for an answer, and no more may run at once."),
                "Acknowledge those that are taken care of: `ack <number>`.",
            ));
        }
        let number = self.pages.next();
        let by = cx.actor.person().cloned();
        let page = Page::new(target.clone(), by.clone(), one_line(why, scene.title), timetable);
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

    /// Whoever was called says that they have it; whoever started it takes it back.
    pub(super) fn acknowledge(
        &self,
        number: u32,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let page = self.answerable(number)?;
        let Some(by) = cx.actor.person() else { return self.answered(number, None, cx) };
        let called = page.called().contains(by);
        if page.by.as_ref() == Some(by) && !called {
            return Ok(vec![Event::Stopped { number, by: Some(by.clone()) }]);
        }
        if !called && !may_take(page, by, scene, cx) {
            let people = words::people(page.called_now().map(|(person, _)| person));
            return Err(Refusal::new(
                RefusalKind::NotEntitled,
                format!(
                    "Page {number} calls {people}. If you acknowledged it, nobody would call them any more."
                ),
                "If you can help, say so in the room; those it calls, their managers and the commander can acknowledge it.",
            ));
        }
        Ok(vec![Event::Acknowledged { number, by: Some(by.clone()), at: cx.now }])
    }

    /// It was answered in another way: it rings no more, so it is theirs who answered.
    pub(super) fn answered(
        &self,
        number: u32,
        by: Option<&PersonId>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.answerable(number)?;
        let by = by.or(cx.actor.person()).cloned();
        Ok(vec![Event::Acknowledged { number, by, at: cx.now }])
    }

    /// The page with this number, if nobody has it yet.
    fn answerable(&self, number: u32) -> Result<&Page, Refusal> {
        let Some(page) = self.page(number) else {
            let open: Vec<String> =
                self.open().map(|(number, page)| format!("{number} ({})", page.why)).collect();
            return Err(Refusal::not_found(
                &format!("page {number}"),
                match open.as_slice() {
                    [] => String::from("No page waits for an answer here."),
                    open => format!("These wait for an answer: {}.", open.join(", ")),
                },
            ));
        };
        let (why, instead) = match &page.ending {
            None => return Ok(page),
            Some(Ending::Acknowledged(given)) => (
                match &given.by {
                    Some(by) => format!("{by} has acknowledged page {number}."),
                    None => format!("Page {number} was acknowledged at the pager."),
                },
                "Say in the room that you are there as well.",
            ),
            Some(Ending::Stopped(Some(by))) => {
                (format!("{by} has taken page {number} back."), "Nobody is needed for it any more.")
            }
            Some(Ending::Stopped(None)) => (
                format!("Page {number} was stopped: the incident is over."),
                "Nobody is needed for it any more.",
            ),
        };
        Err(Refusal::already_done(why, instead))
    }
}

/// Whether somebody who was not called may take the page over: whoever would be called later, who
/// manages somebody who was called, and who leads here or stands in.
fn may_take(page: &Page, by: &PersonId, scene: &Scene<'_>, cx: Context<'_>) -> bool {
    let leads = scene.standing.leads_room
        || scene.standing.duty_commander
        || scene.commander == Some(by)
        || scene.deputy == Some(by);
    let manages = || {
        let teams = cx.policy.teams.values().filter(|team| team.manager == *by);
        let called = page.called();
        teams.into_iter().any(|team| team.members.iter().any(|member| called.contains(member)))
    };
    let later = || {
        let levels = page.timetable.levels.iter();
        levels.into_iter().any(|level| people_behind(page, level, scene, cx).contains(by))
    };
    leads || manages() || later()
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
pub(super) fn climb(
    number: u32,
    page: &Page,
    from: u32,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut step = from;
    while let Some(reached) = page.timetable.step(step) {
        let (level, round) = counted(&reached);
        let found = people_behind(page, reached.level, scene, cx);
        if found.is_empty() {
            events.push(Event::LevelEmpty { number, step, level, round });
            step += 1;
            continue;
        }
        let left_out = found.len().saturating_sub(PEOPLE_PER_LEVEL_MAX);
        let left_out = u32::try_from(left_out).unwrap_or(u32::MAX);
        let people = found.into_iter().take(PEOPLE_PER_LEVEL_MAX).collect();
        let until = later(cx.now, reached.level.wait);
        let without_pager = !cx.policy.services.pager;
        events.push(Event::LevelReached {
            number,
            step,
            level,
            round,
            people,
            until,
            left_out,
            without_pager,
        });
        return events;
    }
    events.push(Event::Exhausted { number });
    events
}

/// Level and round as people count them. A timetable has at most a hundred steps.
fn counted(step: &Step<'_>) -> (u32, u32) {
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (small(step.number), small(step.round))
}

/// Who stands behind a level now. Who started the page is awake, and is woken only by name.
fn people_behind(page: &Page, level: &Level, scene: &Scene<'_>, cx: Context<'_>) -> Vec<PersonId> {
    let mut people = resolve(level, cx.policy, scene.commander, scene.deputy);
    people.retain(|person| {
        page.by.as_ref() != Some(person) || page.target == PageTarget::Person(person.clone())
    });
    people
}

/// What follows from the pager's answer to a call.
pub(super) fn heard(
    number: u32,
    page: &Page,
    (step, person): (u32, &PersonId),
    outcome: &Outcome,
    scene: &Scene<'_>,
    cx: Context<'_>,
) -> Vec<Event> {
    let call = page.calls.get(&step).and_then(|calls| calls.get(person));
    if call != Some(&CallState::Waiting) {
        return Vec::new();
    }
    let person = person.clone();
    match outcome {
        Outcome::Done(_) => vec![Event::Called { number, step, person }],
        Outcome::Ambiguous { reason } => {
            vec![Event::CallUnknown { number, step, person, reason: reason.clone() }]
        }
        Outcome::Refused { reason } => {
            let last = page.step == Some(step)
                && page.called_now().all(|(other, state)| {
                    *other == person || matches!(state, CallState::Failed(_))
                });
            let reason = reason.clone();
            let mut events = vec![Event::CallFailed { number, step, person, reason }];
            if last {
                // Nobody of this level can be reached: waiting for them would only lose time.
                events.extend(climb(number, page, step.saturating_add(1), scene, cx));
            }
            events
        }
    }
}

fn one_line(why: &str, title: &str) -> String {
    let line = why.split_whitespace().collect::<Vec<_>>().join(" ");
    // It is shown on a lock screen, where nothing is escaped: what it hides must be visible.
    let line = crate::text::clean(if line.is_empty() { title } else { &line });
    crate::words::cut(&line, WHY_CHARS_MAX)
}
