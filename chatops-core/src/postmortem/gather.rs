//! From the history of an incident to the parts of its postmortem.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::selection::{is_decision, is_deed, is_gap, is_turning_point, not_let_through};
use super::{
    Duty, FollowUp, OUTPUT_QUOTED_CHARS_MAX, Participant, Postmortem, PublicWords, Report, Summary,
    SummarySource, Told, Tried,
};
use crate::context::Actor;
use crate::history::{Happened, History, Moment, Names};
use crate::ids::{IncidentId, MessageId, PersonId};
use crate::incident::{Event, Opened, Phase};
use crate::metrics::Metrics;
use crate::people::{PersonKind, Role};
use crate::severity::Severity;
use crate::text::{Text, clean};
use crate::tools::command_line;
use crate::words::cut;
use crate::{
    alerts, all_clear, asks, audience, can_report, emergency_channel, follow_up, poll,
    public_update, record, roles, seat, ticket, tools, updates,
};

pub(super) fn gather(history: &History<'_>, incident: IncidentId) -> Option<Postmortem> {
    let metrics = Metrics::of(history, incident)?;
    let opened = history.incidents().find(|opened| opened.incident == incident)?;
    let mut draft = Draft::new(history.names(), opened.declared_at);
    draft.not_let_through = history.of_incident(incident).filter_map(not_let_through).collect();
    draft.lead_up(history, opened);
    for (moment, event) in history.of_incident(incident) {
        draft.take(moment, event);
    }
    let participants = draft.participants();
    let silent = draft.brought_in.iter().filter(|one| !draft.active.contains_key(*one)).count();
    Some(Postmortem {
        incident,
        name: history.names().incident(&incident),
        title: clean(&opened.title),
        drill: opened.drill,
        severity: metrics.severity,
        severities: draft.severities,
        phase: draft.phase,
        ticket: history.names().ticket(&incident).map(|key| clean(key.as_str())),
        ticket_address: draft.ticket_address,
        component: opened.origin.component.as_ref().map(|component| clean(component.as_str())),
        summary: draft.summary.or(draft.last_update),
        metrics,
        timeline: draft.timeline,
        duties: draft.duties.into_iter().map(|(_, duty)| duty).collect(),
        tried: draft.tried.into_values().collect(),
        reports: draft.reports,
        public: draft.public.into_values().collect(),
        decisions: draft.decisions,
        follow_ups: draft.follow_ups.into_values().collect(),
        participants,
        silent,
        gaps: draft.gaps,
        as_of: draft.as_of,
        entries: draft.entries,
        head: draft.head,
    })
}

/// The parts of a postmortem in the making.
struct Draft<'a> {
    names: &'a Names,
    severities: Vec<(Timestamp, Severity)>,
    phase: Phase,
    ticket_address: Option<String>,
    summary: Option<Summary>,
    last_update: Option<Summary>,
    timeline: Vec<Told>,
    duties: Vec<(PersonId, Duty)>,
    tried: BTreeMap<u32, Tried>,
    reports: Vec<Report>,
    public: BTreeMap<u32, PublicWords>,
    decisions: Vec<Told>,
    follow_ups: BTreeMap<u32, FollowUp>,
    /// Who said or did something, with how many messages and deeds.
    active: BTreeMap<PersonId, (u64, u64)>,
    brought_in: BTreeSet<PersonId>,
    /// Messages that the rules did not let through: who wrote nothing else took no part.
    not_let_through: BTreeSet<MessageId>,
    gaps: Vec<Told>,
    as_of: Timestamp,
    entries: u64,
    head: String,
}

impl<'a> Draft<'a> {
    fn new(names: &'a Names, as_of: Timestamp) -> Self {
        Self {
            names,
            severities: Vec::new(),
            phase: Phase::Triage,
            ticket_address: None,
            summary: None,
            last_update: None,
            timeline: Vec::new(),
            duties: Vec::new(),
            tried: BTreeMap::new(),
            reports: Vec::new(),
            public: BTreeMap::new(),
            decisions: Vec::new(),
            follow_ups: BTreeMap::new(),
            active: BTreeMap::new(),
            brought_in: BTreeSet::new(),
            not_let_through: BTreeSet::new(),
            gaps: Vec::new(),
            as_of,
            entries: 0,
            head: String::new(),
        }
    }

    /// The question or the alert that led to the incident: of the emergency channel nothing else.
    fn lead_up(&mut self, history: &History<'_>, opened: &Opened) {
        let (ask, alert) = (opened.origin.ask, opened.origin.alert);
        for moment in history.moments() {
            match &moment.happened {
                Happened::Channel(emergency_channel::Event::Ask(event)) => match event {
                    asks::Event::Asked { number, .. } if Some(*number) == ask => {
                        self.timeline.push(self.told(moment));
                    }
                    asks::Event::Answered { number, .. } if Some(*number) == ask => {
                        self.timeline.push(self.told(moment));
                        self.decisions.push(self.told(moment));
                    }
                    _ => {}
                },
                Happened::Channel(emergency_channel::Event::Alert(event)) => {
                    let number = match event {
                        alerts::Event::Opened(opening) => opening.number,
                        alerts::Event::Acknowledged { number, .. } => *number,
                        _ => continue,
                    };
                    if Some(number) == alert {
                        self.timeline.push(self.told(moment));
                    }
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, moment: &Moment<'_>, event: &Event) {
        self.entries += 1;
        self.head.clone_from(&moment.entry.hash);
        self.as_of = self.as_of.max(moment.at());
        self.note_deed(moment, event);
        match event {
            Event::Opened(opened) => {
                self.ticket_address =
                    opened.origin.ticket.as_ref().and_then(|facts| facts.url.clone());
            }
            Event::Moved { to, .. } => self.phase = *to,
            Event::Ticket(ticket::Event::Linked { url, .. }) => self.ticket_address.clone_from(url),
            Event::Poll(poll::Event::SeveritySet { severity, .. })
                if self.severities.last().is_none_or(|(_, last)| last != severity) =>
            {
                self.severities.push((moment.at(), *severity));
            }
            Event::Seat(event) => self.seat(event, moment.at()),
            Event::Role(event) => self.role(event, moment.at()),
            Event::Tool(event) => self.tool(event, moment),
            Event::CanReport(event) => self.report(event, moment),
            Event::PublicUpdate(event) => self.public_update(event, moment.at()),
            Event::FollowUp(event) => self.follow_up(event),
            Event::Update(updates::Event::Posted { text, .. }) => {
                let source = SummarySource::LastUpdate;
                self.last_update = Some(Summary { text: text.clone(), source });
            }
            Event::AllClear(event) => self.all_clear(event),
            Event::Participant(event) => self.participant(event),
            _ => {}
        }
        if is_turning_point(event) {
            let told = self.turning_point(moment, event);
            self.timeline.push(told);
        }
        if is_decision(event) {
            self.decisions.push(self.decision(moment, event));
        }
        if is_gap(event) {
            self.gaps.push(self.told(moment));
        }
    }

    fn told(&self, moment: &Moment<'_>) -> Told {
        Told {
            at: moment.at(),
            who: self.names.author(moment),
            text: self.names.fill(&moment.tell()),
        }
    }

    /// Where the event has but a number, the row says what that stands for: a reader has no other way to know.
    fn turning_point(&self, moment: &Moment<'_>, event: &Event) -> Told {
        let told = self.told(moment);
        match event {
            Event::Tool(
                tools::Event::Finished { number, .. }
                | tools::Event::Failed { number, .. }
                | tools::Event::TimedOut { number },
            ) => match self.tried.get(number) {
                Some(run) => {
                    let text = Text::from("ran ").code(run.command.as_str());
                    let text = text.plain(format!(": {}", run.outcome));
                    Told { who: run.who.clone(), text, ..told }
                }
                None => told,
            },
            Event::PublicUpdate(public_update::Event::Published { number, .. }) => {
                match self.public.get(number) {
                    Some(words) => {
                        let text = format!("told the public ({}): “{}”", words.phase, words.text);
                        let who = words.approved_by.clone().unwrap_or(told.who);
                        Told { who, text: Text::from(text), at: told.at }
                    }
                    None => told,
                }
            }
            _ => told,
        }
    }

    /// An approval is bound to a text, and a reader wants the text, not its digest.
    fn decision(&self, moment: &Moment<'_>, event: &Event) -> Told {
        let told = self.told(moment);
        let Event::PublicUpdate(public_update::Event::Approved { number, version, .. }) = event
        else {
            return told;
        };
        let Some(words) = self.public.get(number) else { return told };
        let text = format!("approved public update {number}, version {version}: “{}”", words.text);
        Told { text: Text::from(text), ..told }
    }

    fn note_deed(&mut self, moment: &Moment<'_>, event: &Event) {
        let Actor::Person(profile) = moment.actor() else { return };
        if profile.kind == PersonKind::Bot {
            return;
        }
        let counts = match event {
            Event::Record(record::Event::Said { message, .. }) => {
                (u64::from(!self.not_let_through.contains(message)), 0)
            }
            // A run that waited for a second person was asked for before.
            Event::Tool(tools::Event::Started { number, .. })
                if self.tried.contains_key(number) =>
            {
                (0, 0)
            }
            event => (0, u64::from(is_deed(event))),
        };
        if counts != (0, 0) {
            let (messages, deeds) = self.active.entry(profile.id.clone()).or_default();
            *messages += counts.0;
            *deeds += counts.1;
        }
    }

    fn participants(&self) -> Vec<Participant> {
        let mut people: Vec<_> = self.active.iter().collect();
        people.sort_by_key(|(_, (messages, deeds))| Reverse(messages + deeds));
        let shown = |(person, (messages, deeds)): (&PersonId, &(u64, u64))| Participant {
            name: self.names.person(person),
            messages: *messages,
            deeds: *deeds,
        };
        people.into_iter().map(shown).collect()
    }

    fn participant(&mut self, event: &audience::Event) {
        match event {
            audience::Event::GroupInvited { people, .. } => {
                self.brought_in.extend(people.iter().cloned());
            }
            audience::Event::Arrived { person, .. }
            | audience::Event::Joined { person, .. }
            | audience::Event::BecameActive { person } => {
                self.brought_in.insert(person.clone());
            }
            audience::Event::Left { .. } | audience::Event::Departed { .. } => {}
        }
    }

    fn seat(&mut self, event: &seat::Event, at: Timestamp) {
        let person = match event {
            seat::Event::Taken { person: to, .. }
            | seat::Event::Appointed { person: to, .. }
            | seat::Event::Passed { to, .. }
            | seat::Event::Succeeded { to, .. } => to,
            seat::Event::Orphaned { .. } => return,
        };
        self.end_duties(at, |_, duty| duty.role.is_none());
        self.begin_duty(None, person, at);
    }

    fn role(&mut self, event: &roles::Event, at: Timestamp) {
        match event {
            roles::Event::Assigned { role, person, .. } => {
                let same = |holder: &PersonId| role.is_single() || holder == person;
                self.end_duties(at, |holder, duty| duty.role == Some(*role) && same(holder));
                self.begin_duty(Some(*role), person, at);
            }
            roles::Event::Released { role, person, successor, .. } => {
                self.end_duties(at, |holder, duty| duty.role == Some(*role) && holder == person);
                if let Some(successor) = successor {
                    self.begin_duty(Some(*role), successor, at);
                }
            }
        }
    }

    fn begin_duty(&mut self, role: Option<Role>, person: &PersonId, from: Timestamp) {
        let duty = Duty { role, person: self.names.person(person), from, until: None };
        self.duties.push((person.clone(), duty));
    }

    fn end_duties(&mut self, at: Timestamp, which: impl Fn(&PersonId, &Duty) -> bool) {
        for (person, duty) in &mut self.duties {
            if duty.until.is_none() && which(person, duty) {
                duty.until = Some(at);
            }
        }
    }

    fn tool(&mut self, event: &tools::Event, moment: &Moment<'_>) {
        let names = self.names;
        match event {
            tools::Event::RunAsked { number, tool, arguments, by, .. }
            | tools::Event::Started { number, tool, arguments, by, .. } => {
                let asked = Tried {
                    number: *number,
                    at: moment.at(),
                    who: names.person(by),
                    command: clean(&command_line(tool, arguments)),
                    confirmed_by: None,
                    outcome: String::new(),
                    output: None,
                };
                let began = matches!(event, tools::Event::Started { .. });
                let run = self.tried.entry(*number).or_insert(asked);
                run.outcome =
                    String::from(if began { "has not ended" } else { "waits for a confirmation" });
            }
            tools::Event::Confirmed { number, by } => {
                self.run(*number, |run| run.confirmed_by = Some(names.person(by)));
            }
            tools::Event::Finished { number, ok, output } => self.run(*number, |run| {
                run.outcome = String::from(if *ok { "ok" } else { "failed" });
                run.output = first_line(output);
            }),
            tools::Event::Failed { number, reason } => {
                self.run(*number, |run| run.outcome = format!("failed – {}", clean(reason)));
            }
            tools::Event::TimedOut { number } => self.run(*number, |run| {
                run.outcome = String::from("no answer in time, nobody knows whether it was done");
            }),
            tools::Event::Lapsed { number } => self.run(*number, |run| {
                run.outcome = String::from("not confirmed in time, did not run");
            }),
        }
    }

    fn run(&mut self, number: u32, change: impl FnOnce(&mut Tried)) {
        if let Some(run) = self.tried.get_mut(&number) {
            change(run);
        }
    }

    fn report(&mut self, event: &can_report::Event, moment: &Moment<'_>) {
        let can_report::Event::Given { by, conditions, actions, needs, .. } = event;
        self.reports.push(Report {
            at: moment.at(),
            who: self.names.person(by),
            conditions: clean(conditions),
            actions: clean(actions),
            needs: clean(needs),
        });
    }

    fn public_update(&mut self, event: &public_update::Event, at: Timestamp) {
        use public_update::Event;
        let names = self.names;
        let mut change = |number: &u32, change: &dyn Fn(&mut PublicWords)| {
            if let Some(words) = self.public.get_mut(number) {
                change(words);
            }
        };
        match event {
            Event::Drafted { number, phase, text, by, .. } => {
                let words = PublicWords {
                    number: *number,
                    phase: *phase,
                    text: text.clone(),
                    drafted_by: names.person(by),
                    approved_by: None,
                    published_at: None,
                    address: None,
                    fate: String::from("drafted and never approved"),
                };
                self.public.insert(*number, words);
            }
            Event::Edited { number, text, .. } => change(number, &|words| {
                words.text.clone_from(text);
                words.approved_by = None;
                words.fate = String::from("changed and not approved again");
            }),
            Event::Approved { number, by, .. } => change(number, &|words| {
                words.approved_by = Some(names.person(by));
                words.fate = String::from("approved, and not yet known to be published");
            }),
            Event::Published { number, url } => change(number, &|words| {
                words.published_at = Some(at);
                words.address.clone_from(url);
            }),
            Event::PublishUnclear { number, reason } => change(number, &|words| {
                words.fate = format!("nobody knows whether it was published – {}", clean(reason));
            }),
            Event::PublishRefused { number, reason } => {
                change(number, &|words| words.fate = format!("not published – {}", clean(reason)));
            }
            Event::Dropped { number, .. } => {
                change(number, &|words| words.fate = String::from("withdrawn"));
            }
            Event::Objected { .. }
            | Event::OverrideAsked { .. }
            | Event::Overridden { .. }
            | Event::OverrideLapsed { .. }
            | Event::StillUnclear { .. }
            | Event::Requested { .. }
            | Event::RequestClosed { .. }
            | Event::WindowClosed { .. } => {}
        }
    }

    fn follow_up(&mut self, event: &follow_up::Event) {
        match event {
            follow_up::Event::Added { number, text, owner, .. } => {
                let item = FollowUp {
                    number: *number,
                    text: clean(text),
                    owner: owner.as_ref().map(|owner| self.names.person(owner)),
                    ticket: None,
                    address: None,
                    closed: false,
                };
                self.follow_ups.insert(*number, item);
            }
            follow_up::Event::Filed { number, ticket, url } => {
                if let Some(item) = self.follow_ups.get_mut(number) {
                    item.ticket = Some(clean(ticket.as_str()));
                    item.address.clone_from(url);
                }
            }
            follow_up::Event::Closed { number } => {
                if let Some(item) = self.follow_ups.get_mut(number) {
                    item.closed = true;
                }
            }
            follow_up::Event::FileAsked { .. } | follow_up::Event::FilingFailed { .. } => {}
        }
    }

    fn all_clear(&mut self, event: &all_clear::Event) {
        match event {
            all_clear::Event::Given { summary, .. } => {
                let source = SummarySource::AllClear;
                self.summary = summary.clone().map(|text| Summary { text, source });
            }
            // It was not over: what was said then is no summary of it.
            all_clear::Event::Reopened { .. } => self.summary = None,
            _ => {}
        }
    }
}

/// The first line of an output that says something.
fn first_line(output: &str) -> Option<String> {
    let line = output.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(cut(&clean(line), OUTPUT_QUOTED_CHARS_MAX))
}
