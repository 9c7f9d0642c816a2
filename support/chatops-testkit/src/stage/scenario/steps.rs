//! Steps: what happens, in order, and what must be so afterwards.

use std::ops::Range;
use std::path::Path;

use chatops_core::time::later;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use toml::de::DeValue;

use super::fields::{Fields, Value, list, text};
use super::problem::{Place, Problems};
use super::{STEPS_MAX, Step, Tickets, hooks};
use crate::stage::cast::Cast;
use crate::stage::direction::{
    AccountChange, Act, Direction, FAILURES_MAX, Failure, FailureKind, Port, TicketAct, Where,
};
use crate::stage::expectation::Expectation;
use crate::stage::moment;

/// The verbs of people in chat.
const ACTS: [&str; 12] = [
    "say",
    "answer",
    "press",
    "command",
    "edit",
    "delete",
    "react",
    "share",
    "join",
    "leave",
    "topic",
    "make_room",
];

/// The other verbs.
const OTHERS: [&str; 8] =
    ["account", "alert", "post", "ticket", "acknowledge", "advance", "fail", "mend"];

/// What steps can refer to.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) cast: &'a Cast,
    pub(super) rooms: Vec<String>,
    pub(super) tickets: Option<&'a Tickets>,
    pub(super) prefix: String,
    pub(super) folder: &'a Path,
    pub(super) zone: &'a TimeZone,
    pub(super) zone_name: &'a str,
}

impl Known<'_> {
    /// Whether a room of this name can exist: one that stands, or one that an incident can get.
    fn check_room(&self, name: &str, span: &Range<usize>, problems: &mut Problems<'_>) {
        let of_incident = |rest: &str| {
            rest.strip_prefix('-')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let made = self.rooms.iter().any(|room| room == name)
            || name.strip_prefix(self.prefix.as_str()).is_some_and(of_incident)
            || self.tickets.is_some_and(|tickets| {
                name.strip_prefix(tickets.project.to_lowercase().as_str()).is_some_and(of_incident)
            });
        if !made {
            let shown: String = name.chars().take(40).collect();
            let mut known = self.rooms.clone();
            if let Some(tickets) = self.tickets {
                known.push(format!("{}-<number>", tickets.project.to_lowercase()));
            }
            known.push(format!("{}-<date>-<number>", self.prefix));
            problems.add(
                span,
                format!("there is no room `{shown}`; the rooms are: {}. Mend the name or add it under `[[rooms]]`", known.join(", ")),
            );
        }
    }

    /// Whether a ticket of this key can exist.
    fn check_ticket(&self, key: &str, span: &Range<usize>, problems: &mut Problems<'_>) {
        let shown: String = key.chars().take(40).collect();
        let Some(tickets) = self.tickets else {
            problems.add(span, format!("there is no ticket `{shown}`: add `[tickets]`"));
            return;
        };
        let number =
            key.strip_prefix(tickets.project.as_str()).and_then(|rest| rest.strip_prefix('-'));
        let number = number.and_then(|number| number.parse::<u64>().ok());
        if number.is_none_or(|number| number < tickets.first) {
            let (project, first) = (&tickets.project, tickets.first);
            problems.add(
                span,
                format!("`{shown}` is no ticket; they are called `{project}-{first}` and so on"),
            );
        }
    }

    fn check_person(&self, handle: &str, span: &Range<usize>, problems: &mut Problems<'_>) {
        if self.cast.get(handle).is_none() {
            problems.add(span, self.cast.unknown(handle));
        }
    }
}

/// Reads `[[steps]]`.
pub(super) fn read(
    top: &mut Fields<'_, '_>,
    known: &Known<'_>,
    start: Timestamp,
    problems: &mut Problems<'_>,
) -> Vec<Step> {
    let Some(value) = top.value("steps") else {
        let span = top.span.clone();
        problems.add(&span, "a scenario has no `steps`; add `[[steps]]`");
        return Vec::new();
    };
    let (mut steps, mut now) = (Vec::new(), start);
    let values = list("steps", value, problems);
    if values.len() > STEPS_MAX {
        problems.add(
            &value.span(),
            format!("there are more than {STEPS_MAX} steps; split the scenario"),
        );
        return steps;
    }
    let mut known = Known { rooms: known.rooms.clone(), prefix: known.prefix.clone(), ..*known };
    for value in values {
        let Some(mut fields) = Fields::of("a step", value, problems) else { continue };
        if let Some(step) = step(&mut fields, &known, now, problems) {
            now = step.at;
            if let Some(Direction::Advance(span)) = step.direction {
                now = later(now, span);
            }
            if let Some(Direction::Act(_, Act::Make { room })) = &step.direction {
                known.rooms.push(room.clone());
            }
            steps.push(step);
        }
        fields.done(problems);
    }
    steps
}

fn step(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    now: Timestamp,
    problems: &mut Problems<'_>,
) -> Option<Step> {
    let place = problems.place(&fields.span);
    let note = fields.text("note", problems).map(|(note, _)| note.to_owned());
    let at = moment_of(fields, known, now, problems);
    let verbs: Vec<&'static str> =
        fields.present(&ACTS).into_iter().chain(fields.present(&OTHERS)).collect();
    for verb in ACTS.into_iter().chain(OTHERS) {
        if !verbs.contains(&verb) {
            fields.value(verb);
        }
    }
    let direction = match verbs.as_slice() {
        [] if fields.is_bare() && at == now => {
            problems.add(
                &fields.span,
                format!(
                    "a step has no verb; add one of `{}`, `{}`, or `expect`",
                    ACTS.join("`, `"),
                    OTHERS.join("`, `")
                ),
            );
            None
        }
        [] => None,
        [verb] => {
            let value = fields.value(verb)?;
            direction(verb, value, known, problems)
        }
        [first, second, ..] => {
            problems.add(
                &fields.span,
                format!("a step has both `{first}` and `{second}`; make two steps of it"),
            );
            for verb in verbs.iter() {
                fields.value(verb);
            }
            None
        }
    };
    let mut rooms = known.rooms.clone();
    if let Some(Direction::Act(_, Act::Make { room })) = &direction {
        rooms.push(room.clone());
    }
    let after = Known { rooms, prefix: known.prefix.clone(), ..*known };
    let expect = expectations(fields, &after, problems);
    Some(Step { place, note, at, direction, expect })
}

fn moment_of(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    now: Timestamp,
    problems: &mut Problems<'_>,
) -> Timestamp {
    let Some(value) = fields.value("at") else { return now };
    let written = match value.get_ref() {
        DeValue::Datetime(moment) => moment.to_string(),
        _ => match text("at", value, problems) {
            Some((written, _)) => written.to_owned(),
            None => return now,
        },
    };
    match moment::read(&written, now, known.zone, known.zone_name) {
        Ok(at) if at < now => {
            let reached = now.to_zoned(known.zone.clone()).strftime("%Y-%m-%d %H:%M:%S");
            problems.add(
                &value.span(),
                format!("time would go back: the step before it is at {reached} ({}); write a later moment", known.zone_name),
            );
            now
        }
        Ok(at) => at,
        Err(why) => {
            problems.add(&value.span(), why);
            now
        }
    }
}

fn expectations(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Vec<(Place, Expectation)> {
    let Some(value) = fields.value("expect") else { return Vec::new() };
    let values = match value.get_ref() {
        DeValue::Array(found) => found.iter().collect(),
        _ => vec![value],
    };
    let mut found = Vec::new();
    for value in values {
        let Some((line, span)) = text("expect", value, problems) else { continue };
        match Expectation::read(line) {
            Ok(expectation) => {
                for person in expectation.people() {
                    known.check_person(person, &span, problems);
                }
                if let Some(room) = expectation.room() {
                    known.check_room(room, &span, problems);
                }
                if let Some(key) = expectation.ticket() {
                    known.check_ticket(key, &span, problems);
                }
                found.push((problems.place(&span), expectation));
            }
            Err(why) => problems.add(&span, why),
        }
    }
    found
}

fn direction(
    verb: &str,
    value: &Value<'_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Option<Direction> {
    if verb == "advance" {
        let (written, span) = text(verb, value, problems)?;
        return match moment::span(written) {
            Ok(length) => Some(Direction::Advance(length)),
            Err(why) => {
                problems.add(&span, why);
                None
            }
        };
    }
    let mut fields = Fields::of("a step's verb", value, problems)?;
    let found = match verb {
        "alert" => hooks::alert(&mut fields, known.folder, problems).map(Direction::Post),
        "post" => hooks::post(&mut fields, known.folder, problems).map(Direction::Post),
        "account" => account(&mut fields, known, problems),
        "ticket" => ticket(&mut fields, known, problems).map(Direction::Ticket),
        "acknowledge" => person(&mut fields, known, problems).map(Direction::Acknowledge),
        "fail" => failure(&mut fields, problems).map(Direction::Fail),
        "mend" => operation(&mut fields, problems)
            .map(|(port, operation)| Direction::Mend(port, operation)),
        _ => act(verb, &mut fields, known, problems),
    };
    fields.done(problems);
    found
}

fn person(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Option<String> {
    let (handle, span) = fields.needed_text("as", problems)?;
    known.check_person(handle, &span, problems);
    Some(handle.to_owned())
}

fn room(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Option<String> {
    let (name, span) = fields.needed_text("in", problems)?;
    known.check_room(name, &span, problems);
    Some(name.to_owned())
}

/// Where something is said: in a room, or to the bot alone.
fn place(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    needed: bool,
    problems: &mut Problems<'_>,
) -> Option<Where> {
    let direct = fields.truth("direct", problems).unwrap_or(false);
    let found = fields.text("in", problems);
    match (found, direct) {
        (Some((name, span)), false) => {
            known.check_room(name, &span, problems);
            Some(Where::Room(name.to_owned()))
        }
        (Some((_, span)), true) => {
            problems.add(&span, "`in` and `direct = true` stand together; remove one of them");
            None
        }
        (None, true) => Some(Where::Direct),
        (None, false) => {
            if needed {
                problems.add(
                    &fields.span,
                    "it says not where; add `in = \"em\"`, or `direct = true` for the bot alone",
                );
            }
            None
        }
    }
}

fn act(
    verb: &str,
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Option<Direction> {
    let by = person(fields, known, problems);
    let act = match verb {
        "say" => {
            let place = place(fields, known, true, problems);
            let text = fields.needed_text("text", problems);
            place.zip(text).map(|(place, (text, _))| Act::Say { place, text: text.to_owned() })
        }
        "command" => {
            let place = place(fields, known, true, problems);
            let text = fields.needed_text("text", problems);
            place.zip(text).map(|(place, (text, _))| Act::Say {
                place,
                text: format!(
                    "{}{}",
                    super::super::COMMAND_PREFIX,
                    text.trim_start_matches(super::super::COMMAND_PREFIX)
                ),
            })
        }
        "press" => {
            let label = fields.needed_text("button", problems);
            let place = place(fields, known, false, problems);
            let words = fields.text("text", problems).map_or("", |(words, _)| words).to_owned();
            label.map(|(label, _)| Act::Press { label: label.to_owned(), place, words })
        }
        _ => act_in_room(verb, fields, known, problems),
    };
    by.zip(act).map(|(by, act)| Direction::Act(by, act))
}

fn act_in_room(
    verb: &str,
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Option<Act> {
    if verb == "make_room" {
        let (room, span) = fields.needed_text("in", problems)?;
        super::people::check_room_name(room, &span, problems);
        return Some(Act::Make { room: room.to_owned() });
    }
    let room = room(fields, known, problems);
    let mut needed =
        |key: &'static str| fields.needed_text(key, problems).map(|(text, _)| text.to_owned());
    match verb {
        "answer" => {
            let (to, text) = (needed("to"), needed("text"));
            Some(Act::Answer { room: room?, to: to?, text: text? })
        }
        "edit" => {
            let (message, text) = (needed("message"), needed("text"));
            Some(Act::Edit { room: room?, message: message?, text: text? })
        }
        "delete" => {
            let message = needed("message");
            Some(Act::Delete { room: room?, message: message? })
        }
        "react" => {
            let (message, reaction) = (needed("message"), needed("reaction"));
            Some(Act::React { room: room?, message: message?, reaction: reaction? })
        }
        "share" => {
            let file = needed("file");
            let bytes = fields.number("bytes", problems).unwrap_or(1024);
            Some(Act::Share { room: room?, file: file?, bytes })
        }
        "topic" => {
            let text = needed("text");
            Some(Act::Topic { room: room?, text: text? })
        }
        "join" => Some(Act::Join { room: room? }),
        _ => Some(Act::Leave { room: room? }),
    }
}

fn account(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Option<Direction> {
    let of = fields.needed_text("of", problems);
    let change = fields.needed_text("change", problems);
    let to = fields.text("to", problems);
    let (of, span) = of?;
    known.check_person(of, &span, problems);
    let (change, span) = change?;
    let value = |what: &str, problems: &mut Problems<'_>| {
        if to.is_none() {
            problems.add(&span, format!("`{change}` needs `to`: the new {what}"));
        }
        to.as_ref().map(|(to, _)| (*to).to_owned())
    };
    let change = match change {
        "deactivate" => AccountChange::Deactivate,
        "guest" => AccountChange::Guest,
        "active" => AccountChange::Active,
        "away" => AccountChange::Away,
        "rename" => AccountChange::Rename(value("name", problems)?),
        "zone" => {
            let zone = value("zone", problems)?;
            if TimeZone::get(&zone).is_err() {
                problems.add(&span, super::people::unknown_zone(&zone));
            }
            AccountChange::Zone(zone)
        }
        other => {
            problems.add(
                &span,
                format!("`{other}` is no change of an account; write `deactivate`, `guest`, `rename`, `zone`, `active` or `away`"),
            );
            return None;
        }
    };
    Some(Direction::Account(of.to_owned(), change))
}

fn ticket(
    fields: &mut Fields<'_, '_>,
    known: &Known<'_>,
    problems: &mut Problems<'_>,
) -> Option<TicketAct> {
    if known.tickets.is_none() {
        problems.add(
            &fields.span,
            "there is no ticket system; add `[tickets]` with `project = \"HOT\"`",
        );
    }
    let by = person(fields, known, problems);
    let (file, moved) = (fields.text("file", problems), fields.text("move", problems));
    let component = fields.text("component", problems).map(|(component, _)| component.to_owned());
    let watchers = fields.list("watchers", problems);
    let watchers = super::people::handles(&watchers, "watchers", known.cast, problems);
    let to = fields.text("to", problems);
    match (file, moved, to) {
        (Some((title, _)), None, None) => Some(TicketAct::File {
            by: by?,
            title: title.to_owned(),
            component,
            watchers: watchers.into_iter().collect(),
        }),
        (None, Some((key, span)), Some((status, _))) => {
            if known.tickets.is_some() {
                known.check_ticket(key, &span, problems);
            }
            Some(TicketAct::Move { by: by?, key: key.to_owned(), status: status.to_owned() })
        }
        _ => {
            problems.add(
                &fields.span,
                "a ticket step is `{ as = …, file = \"<title>\" }` or `{ as = …, move = \"HOT-330\", to = \"<status>\" }`",
            );
            None
        }
    }
}

/// An operation of a port.
fn operation(
    fields: &mut Fields<'_, '_>,
    problems: &mut Problems<'_>,
) -> Option<(Port, &'static str)> {
    let port = fields.needed_text("port", problems);
    let operation = fields.needed_text("operation", problems);
    let ((port, port_span), (operation, span)) = (port?, operation?);
    let found = Port::from_word(port).map_err(|why| (port_span, why)).and_then(|port| {
        port.operation(operation).map(|operation| (port, operation)).map_err(|why| (span, why))
    });
    found.map_err(|(span, why)| problems.add(&span, why)).ok()
}

fn failure(fields: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Option<Failure> {
    let of = operation(fields, problems);
    let how = fields.needed_text("how", problems);
    let times = match fields.value("times").map(|value| (value.get_ref().as_str(), value.span())) {
        Some((Some("until mended"), _)) => None,
        Some((_, span)) => {
            let counted = fields.value("times").and_then(|value| value.get_ref().as_integer());
            let counted = counted.and_then(|count| count.as_str().parse().ok());
            if !counted.is_some_and(|count| (1..=FAILURES_MAX).contains(&count)) {
                problems.add(
                    &span,
                    format!("`times` is a number from 1 to {FAILURES_MAX}, or \"until mended\""),
                );
            }
            counted
        }
        None => Some(1),
    };
    let (word, span) = how?;
    let how = FailureKind::from_word(word).map_err(|why| problems.add(&span, why)).ok()?;
    let (port, operation) = of?;
    Some(Failure { port, operation, how, times })
}
