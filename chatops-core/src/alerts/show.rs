//! What the rooms see of alerts.

use jiff::Timestamp;

use super::{
    AlertGroup, Alerts, CHART_WINDOW_MINUTES, CHARTS_FROM, Event, Hold, Notice, Shown, Storm,
};
use crate::effect::{Effect, Reaction, Room, Slot, TimerKey};
use crate::ids::TeamId;
use crate::message::{Message, Tone};
use crate::severity::Severity;
use crate::text::Text;

/// Most labels that a message shows.
const LABELS_SHOWN_MAX: usize = 8;

/// Most groups that the notice of a storm lists.
const LISTED_MAX: usize = 10;

/// What follows from an event, with the alerts as they are after it.
pub(super) fn reaction(alerts: &Alerts, event: &Event) -> Reaction {
    match event {
        Event::Repeated { .. }
        | Event::LeftOut { .. }
        | Event::StormBegan { .. }
        | Event::ChartMissing { .. } => Reaction::none(),
        Event::DigestDue { at } => Reaction::none().set(TimerKey::AlertDigest, *at),
        Event::StormNoticed { notice, .. } => {
            storm_notices(alerts, std::slice::from_ref(notice), alerts.storm.as_ref())
        }
        Event::Digested { notices, groups, .. } => {
            let mut reaction = storm_notices(alerts, notices, alerts.storm.as_ref());
            for number in groups {
                if let Some(group) = alerts.group(*number) {
                    reaction = reaction.and(edited(*number, group));
                }
            }
            reaction
        }
        Event::StormEnded { notices, since, .. } => {
            let teams: Vec<&TeamId> = notices.iter().filter_map(|it| it.team.as_ref()).collect();
            notices.iter().fold(Reaction::none(), |reaction, notice| {
                let listed = listed(alerts, notice.team.as_ref(), &teams, *since);
                reaction.and(show_notice(notice, &listed, true))
            })
        }
        Event::Opened(opening) => on_group(alerts, opening.number, event),
        Event::Fired { number, .. }
        | Event::Resolved { number, .. }
        | Event::Acknowledged { number, .. }
        | Event::Muted { number, .. }
        | Event::MuteEnded { number, .. }
        | Event::CommanderAsked { number, .. }
        | Event::Declared { number, .. }
        | Event::ChartArrived { number, .. }
        | Event::SourceNotTold { number, .. } => on_group(alerts, *number, event),
    }
}

/// What follows from an event of one group.
fn on_group(alerts: &Alerts, number: u32, event: &Event) -> Reaction {
    let Some(group) = alerts.group(number) else { return Reaction::none() };
    let room = room_of(group.team.as_ref());
    match event {
        Event::Opened(opening) => opened(number, group, opening.shown, opening.muted_until),
        Event::Fired { posted: true, .. } | Event::MuteEnded { posted: true, .. } => {
            posted(number, group)
        }
        Event::Resolved { announced: true, .. } => edited(number, group).post(
            &room,
            Message::new(
                Text::new().plain(format!("Alert {number} has resolved – {}", group.title)),
            )
            .tone(Tone::Good),
        ),
        Event::Acknowledged { .. } => group
            .keys
            .iter()
            .fold(Reaction::none(), |reaction, key| {
                let (source, alert) = (group.source.clone(), key.clone());
                reaction.effect(Effect::AcknowledgeAlert { source, alert })
            })
            .and(changed(number, group, event)),
        Event::Muted { until, .. } => {
            changed(number, group, event).set(TimerKey::Mute(number), *until)
        }
        Event::MuteEnded { posted: false, .. } => {
            let words = format!(
                "Alert {number} is no longer muted: {} firing – {}",
                group.firing(),
                group.title
            );
            edited(number, group).post(&room, Text::new().plain(words))
        }
        Event::CommanderAsked { .. } | Event::Declared { .. } => changed(number, group, event),
        Event::SourceNotTold { .. } => edited(number, group),
        Event::ChartArrived { picture, .. } => {
            let title = Text::new().plain(format!("Alert {number} – {}", group.title));
            Reaction::none().post(&room, Message::new(title).picture(picture.clone()))
        }
        _ => Reaction::none(),
    }
}

/// Where a team's alerts are shown.
fn room_of(team: Option<&TeamId>) -> Room {
    team.map_or(Room::EmergencyChannel, |team| Room::Team(team.clone()))
}

fn opened(
    number: u32,
    group: &AlertGroup,
    shown: Shown,
    muted_until: Option<Timestamp>,
) -> Reaction {
    let mut reaction = match shown {
        Shown::Posted => posted(number, group),
        Shown::Listed | Shown::Muted => Reaction::none(),
    };
    if let Some(until) = muted_until {
        reaction = reaction.set(TimerKey::Mute(number), until);
    }
    if let Some(query) = &group.chart {
        reaction = reaction.effect(Effect::FetchChart {
            chart: CHARTS_FROM.saturating_add(number),
            query: query.clone(),
            window_minutes: CHART_WINDOW_MINUTES,
        });
    }
    reaction
}

fn posted(number: u32, group: &AlertGroup) -> Reaction {
    let room = room_of(group.team.as_ref());
    Reaction::none().post_as(&room, Slot::Alert(number), message(number, group))
}

/// A new look for a group's message, where it has one.
fn edited(number: u32, group: &AlertGroup) -> Reaction {
    if group.shown != Shown::Posted {
        return Reaction::none();
    }
    let room = room_of(group.team.as_ref());
    Reaction::none().edit(&room, Slot::Alert(number), message(number, group))
}

/// Somebody did something: the message shows it, or a line does where the group has none.
fn changed(number: u32, group: &AlertGroup, event: &Event) -> Reaction {
    if group.shown == Shown::Posted {
        return edited(number, group);
    }
    let line = match event {
        Event::Acknowledged { by: Some(by), .. }
        | Event::Muted { by: Some(by), .. }
        | Event::CommanderAsked { by: Some(by), .. } => Text::new().name(by).plain(": "),
        _ => Text::new(),
    };
    let line = line.append(event.tell()).plain(format!(" – {}", group.title));
    Reaction::none().post(&room_of(group.team.as_ref()), line)
}

/// The message of a group.
fn message(number: u32, group: &AlertGroup) -> Message {
    let mut text = Text::new().strong(format!("Alert {number} – {}", group.title));
    if !group.description.is_empty() {
        text = text.line().plain(group.description.clone());
    }
    text = facts(text.line(), group);
    text = labels_and_links(text, group);
    text = state(text, group);
    let message = Message::new(text).tone(tone(group));
    if group.is_over() { message } else { with_buttons(message, number, group) }
}

fn tone(group: &AlertGroup) -> Tone {
    if group.is_over() {
        Tone::Good
    } else if group.acknowledged.is_some() || group.muted_until.is_some() {
        Tone::Warning
    } else {
        Tone::Alarm
    }
}

fn facts(text: Text, group: &AlertGroup) -> Text {
    let mut text = match group.firing() {
        0 => text.plain("Resolved"),
        firing if group.alerts > 1 => text.plain(format!("{firing} of {} firing", group.alerts)),
        _ => text.plain("Firing"),
    };
    text = text.plain(" since ").time(group.first_at);
    if group.repeats > 0 {
        let noun = if group.repeats == 1 { "repeat" } else { "repeats" };
        text = text.plain(format!(", {} {noun}", group.repeats));
    }
    if let Some(severity) = group.severity {
        text = text.plain(format!(" – {severity}"));
    }
    if let Some(component) = &group.component {
        text = text.plain(" – ").code(component.as_str());
    }
    text.plain(format!(" – from {}", group.source))
}

fn labels_and_links(mut text: Text, group: &AlertGroup) -> Text {
    if !group.labels.is_empty() {
        text = text.line();
        for (index, (name, value)) in group.labels.iter().take(LABELS_SHOWN_MAX).enumerate() {
            text = if index > 0 { text.plain(" ") } else { text };
            text = text.code(format!("{name}={value}"));
        }
        let more = group.labels.len().saturating_sub(LABELS_SHOWN_MAX);
        if more > 0 {
            text = text.plain(format!(" and {more} more"));
        }
    }
    for (index, (label, url)) in group.links.iter().enumerate() {
        text = if index == 0 { text.line() } else { text.plain(" · ") };
        text = text.link(label.clone(), url.clone());
    }
    text
}

fn state(mut text: Text, group: &AlertGroup) -> Text {
    let held = |text: Text, words: &str, hold: &Hold| {
        let text = text.line().plain(words.to_owned());
        let text = match &hold.by {
            Some(by) => text.plain(" by ").name(by),
            None => text.plain(" at its source"),
        };
        text.plain(" at ").time(hold.at)
    };
    if let Some(hold) = &group.acknowledged {
        text = held(text, "Acknowledged", hold);
    }
    if let Some(reason) = &group.not_told {
        text = text.line().plain(format!("Its source was not told: {reason}"));
    }
    if let Some(until) = group.muted_until {
        text = text.line().plain("Muted until ").time(until);
    }
    if let Some(hold) = &group.asked {
        text = held(text, "Brought before the commander", hold);
    }
    if let Some(incident) = group.incident {
        text = text.line().plain("Hot room: ").room(&Room::Hot(incident));
    }
    text
}

fn with_buttons(mut message: Message, number: u32, group: &AlertGroup) -> Message {
    if group.acknowledged.is_none() {
        message = message.button("Acknowledge", format!("alert ack {number}"));
    }
    if group.muted_until.is_none() {
        message = message.button("Mute 30 min", format!("alert mute {number} 30m"));
    }
    if group.incident.is_none() {
        if group.asked.is_none() {
            message = message.button("Ask the commander", format!("alert ask {number}"));
        }
        message = message.button("Declare", format!("alert declare {number}"));
    }
    message
}

fn storm_notices(alerts: &Alerts, notices: &[Notice], storm: Option<&Storm>) -> Reaction {
    let Some(storm) = storm else { return Reaction::none() };
    let teams: Vec<&TeamId> = storm.teams().collect();
    notices.iter().fold(Reaction::none(), |reaction, notice| {
        let listed = listed(alerts, notice.team.as_ref(), &teams, storm.since);
        reaction.and(show_notice(notice, &listed, false))
    })
}

/// The groups of the storm since `since` that are listed in a team's room, the worst first. On the
/// emergency channel (no team): those without a team, and those of teams without a notice of their own.
fn listed<'a>(
    alerts: &'a Alerts,
    team: Option<&TeamId>,
    teams: &[&TeamId],
    since: Timestamp,
) -> Vec<(u32, &'a AlertGroup)> {
    let here = |group: &AlertGroup| {
        let place = group.team.as_ref().filter(|owner| teams.contains(owner));
        group.shown == Shown::Listed && group.first_at >= since && place == team
    };
    let mut listed: Vec<_> = alerts.firing().filter(|(_, group)| here(group)).collect();
    let worst =
        |group: &AlertGroup| (!group.critical, group.severity.map_or(u8::MAX, Severity::number));
    listed.sort_by_key(|(number, group)| (worst(group), *number));
    listed
}

fn counted(alerts: u32) -> String {
    if alerts == 1 { String::from("1 alert") } else { format!("{alerts} alerts") }
}

fn show_notice(notice: &Notice, listed: &[(u32, &AlertGroup)], over: bool) -> Reaction {
    let heading = if over { "The alert storm is over" } else { "Alert storm" };
    let mut text = Text::new().strong(heading).plain(format!(
        " – {} new, {} still firing",
        counted(notice.groups),
        listed.len()
    ));
    if notice.left_out > 0 {
        text = text.plain(format!(", {} more only counted", notice.left_out));
    }
    for (number, group) in listed.iter().take(LISTED_MAX) {
        text = text.bullet().strong(number.to_string()).plain(format!(" {}", group.title));
        if let Some(team) = group.team.as_ref().filter(|_| notice.team.is_none()) {
            text = text.plain(format!(" (team {team})"));
        }
    }
    let more = listed.len().saturating_sub(LISTED_MAX);
    if more > 0 {
        text = text.line().plain(format!("and {more} more."));
    }
    text = text.line().plain("Act on one with ").code("alert ack|mute|ask|declare <number>");
    let tone = if over { Tone::Warning } else { Tone::Alarm };
    let question = format!("ask Alert storm: {} new", counted(notice.groups));
    let message = Message::new(text).tone(tone).button("Ask the commander", question);
    let (room, slot) = (room_of(notice.team.as_ref()), Slot::Alert(notice.number));
    if notice.first {
        Reaction::none().post_as(&room, slot, message)
    } else {
        Reaction::none().edit(&room, slot, message)
    }
}
