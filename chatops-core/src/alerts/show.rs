//! What the rooms see of alerts.

use jiff::Timestamp;

use super::message::{for_hot_room, message};
use super::{AlertGroup, Alerts, CHART_WINDOW_MINUTES, CHARTS_FROM, Event, Shown, notice};
use crate::effect::{Effect, Reaction, Room, Slot, TimerKey};
use crate::ids::{IncidentId, TeamId};
use crate::message::{Message, Tone};
use crate::text::Text;

/// Most alerts that the room of an incident is told of in one message. Further ones are counted.
const TOLD_MAX: usize = 10;

/// What follows from an event, with the alerts as they are after it.
pub(super) fn reaction(alerts: &Alerts, event: &Event) -> Reaction {
    match event {
        Event::Repeated { .. }
        | Event::Truncated { .. }
        | Event::LeftOut { .. }
        | Event::StormBegan { .. }
        | Event::ChartMissing { .. } => Reaction::none(),
        Event::DigestDue { at } => Reaction::none().set(TimerKey::AlertDigest, *at),
        Event::StormNoticed { notice, .. } => notice::notices(alerts, std::slice::from_ref(notice)),
        Event::Digested { notices, groups, told, .. } => {
            digested(alerts, groups, told, notice::notices(alerts, notices))
        }
        Event::StormEnded { notices, .. } => notice::notices(alerts, notices),
        Event::Joined { numbers, incident, told: true, .. } => joined(alerts, numbers, *incident),
        Event::Joined { .. } | Event::Released { .. } => Reaction::none(),
        Event::Opened(opening) => on_group(alerts, opening.number, event),
        Event::Fired { number, .. }
        | Event::Resolved { number, .. }
        | Event::Acknowledged { number, .. }
        | Event::Muted { number, .. }
        | Event::MuteEnded { number, .. }
        | Event::CommanderAsked { number, .. }
        | Event::CommanderAnswered { number, .. }
        | Event::Declared { number, .. }
        | Event::LikelyFound { number, .. }
        | Event::ChartArrived { number, .. }
        | Event::SourceNotTold { number, .. } => on_group(alerts, *number, event),
    }
}

fn digested(alerts: &Alerts, groups: &[u32], told: &[u32], mut reaction: Reaction) -> Reaction {
    for number in told {
        if let Some(group) = alerts.group(*number) {
            reaction = reaction.and(told_over(*number, group));
        }
    }
    for number in groups {
        if let Some(group) = alerts.group(*number) {
            reaction = reaction.and(edited(*number, group));
        }
    }
    reaction
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
        Event::Resolved { announced, told, .. } => {
            resolved(number, group, (*announced, *told), &room)
        }
        Event::Acknowledged { .. } => group
            .keys
            .iter()
            .fold(Reaction::none(), |reaction, key| {
                let (source, alert) = (group.source.clone(), key.clone());
                reaction.effect(Effect::AcknowledgeAlert { source, alert })
            })
            .and(changed(alerts, number, group, event)),
        Event::Muted { until, .. } => {
            changed(alerts, number, group, event).set(TimerKey::Mute(number), *until)
        }
        Event::MuteEnded { posted: false, .. } => {
            let words = format!(
                "Alert {number} is no longer muted: {} firing – {}",
                group.firing(),
                group.title
            );
            edited(number, group).post(&room, Text::new().plain(words))
        }
        Event::CommanderAsked { .. } | Event::CommanderAnswered { .. } => {
            changed(alerts, number, group, event)
        }
        Event::Declared { incident, .. } => changed(alerts, number, group, event)
            .post(&Room::Hot(*incident), for_hot_room(number, group, &room)),
        Event::LikelyFound { .. } | Event::SourceNotTold { .. } => edited(number, group),
        Event::ChartArrived { picture, .. } => {
            let title = Text::new().plain(format!("Alert {number} – {}", group.title));
            Reaction::none().post(&room, Message::new(title).picture(picture.clone()))
        }
        _ => Reaction::none(),
    }
}

/// Where a team's alerts are shown.
pub(super) fn room_of(team: Option<&TeamId>) -> Room {
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

fn resolved(
    number: u32,
    group: &AlertGroup,
    (announced, told): (bool, bool),
    room: &Room,
) -> Reaction {
    let mut reaction = Reaction::none();
    if announced {
        let words = Text::new().plain(format!("Alert {number} has resolved – {}", group.title));
        reaction =
            reaction.and(edited(number, group)).post(room, Message::new(words).tone(Tone::Good));
    }
    if told { reaction.and(told_over(number, group)) } else { reaction }
}

/// The room of its incident learns that a group is over. Whether the incident is, people judge.
fn told_over(number: u32, group: &AlertGroup) -> Reaction {
    let Some(incident) = group.incident else { return Reaction::none() };
    let words = Text::new()
        .plain(format!("Alert {number} “{}” has resolved. It had been firing since ", group.title))
        .time(group.since)
        .plain(".");
    Reaction::none().post(&Room::Hot(incident), Message::new(words).tone(Tone::Good))
}

/// The room of an incident learns which alerts belong to it.
fn joined(alerts: &Alerts, numbers: &[u32], incident: IncidentId) -> Reaction {
    let room = Room::Hot(incident);
    if let [number] = numbers {
        let Some(group) = alerts.group(*number) else { return Reaction::none() };
        let from = room_of(group.team.as_ref());
        return edited(*number, group).post(&room, for_hot_room(*number, group, &from));
    }
    let mut text = Text::new().strong("These alerts belong to it:");
    let known = numbers.iter().filter_map(|number| Some((*number, alerts.group(*number)?)));
    for (number, group) in known.take(TOLD_MAX) {
        text = text.bullet().plain(format!("{number} {}", group.title));
        text = text.plain(" – in ").room(&room_of(group.team.as_ref()));
    }
    let more = numbers.len().saturating_sub(TOLD_MAX);
    if more > 0 {
        text =
            text.line().plain(format!("and {more} more: see them with ")).code("alerts").plain(".");
    }
    Reaction::none().post(&room, Message::new(text).tone(Tone::Alarm))
}

/// Somebody did something: the message shows it, or a line does where the group has none of its own.
fn changed(alerts: &Alerts, number: u32, group: &AlertGroup, event: &Event) -> Reaction {
    if group.shown == Shown::Posted {
        return edited(number, group);
    }
    let text = told(number, event).plain(format!(" – {}", group.title));
    notice::of_group(alerts, group).post(&room_of(group.team.as_ref()), text)
}

/// What somebody did, in a sentence.
fn told(number: u32, event: &Event) -> Text {
    let text = Text::new();
    match event {
        Event::Acknowledged { by: Some(by), .. } => {
            text.name(by).plain(format!(" acknowledged alert {number}"))
        }
        Event::Acknowledged { by: None, .. } => {
            text.plain(format!("Alert {number} was acknowledged at its source"))
        }
        Event::Muted { by, until, .. } => match by {
            Some(by) => text.name(by).plain(format!(" muted alert {number} until ")).time(*until),
            None => text.plain(format!("Alert {number} is muted until ")).time(*until),
        },
        Event::CommanderAsked { by, .. } => match by {
            Some(by) => text.name(by).plain(format!(" asked the commander about alert {number}")),
            None => text.plain(format!("The commander was asked about alert {number}")),
        },
        Event::CommanderAnswered { by, verdict, .. } => {
            text.name(by).plain(format!(" judged alert {number}: {verdict}"))
        }
        Event::Declared { incident, .. } => {
            text.plain(format!("Alert {number} has an incident, in ")).room(&Room::Hot(*incident))
        }
        _ => text.append(event.tell()),
    }
}
