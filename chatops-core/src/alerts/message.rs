//! The message of a group: what fires, what is known of it, who has it, what can be done.

use super::{AlertGroup, Described, Hold, Judged};
use crate::asks::Verdict;
use crate::effect::Room;
use crate::message::{Message, Tone};
use crate::text::Text;

/// Most labels that a message shows of a group, or of one of several alerts.
const LABELS_SHOWN_MAX: usize = 8;

/// Most links that a message shows of one of several alerts: the graph and the runbook.
const LINKS_OF_SEVERAL_MAX: usize = 2;

/// The message of a group in the room of its team.
pub(super) fn message(number: u32, group: &AlertGroup) -> Message {
    let text = Text::new().strong(format!("Alert {number} – {}", group.title));
    let text = state(known(text, group), group);
    let message = Message::new(text).tone(tone(group));
    if group.is_over() { message } else { with_buttons(message, number, group) }
}

/// What the room of its incident is shown of a group. What people do to it is shown in `room`.
pub(super) fn for_hot_room(number: u32, group: &AlertGroup, room: &Room) -> Message {
    let text =
        Text::new().strong(format!("Alert {number} – {}", group.title)).plain(" – in ").room(room);
    Message::new(known(text, group)).tone(tone(group))
}

/// What is known of what fires. One alert is shown whole; of several, first what they share, then each.
fn known(mut text: Text, group: &AlertGroup) -> Text {
    let listed: Vec<&Described> = group.listed().collect();
    let alone = listed.first().filter(|_| group.firing() <= 1);
    if let Some(one) = alone.filter(|one| !one.description.is_empty()) {
        text = text.line().plain(one.description.clone());
    }
    text = facts(text.line(), group);
    let shared = shared_labels(&listed);
    if !shared.is_empty() {
        text = labels(text.line(), shared.iter().copied());
    }
    text = match alone {
        Some(one) if one.links.is_empty() => text,
        Some(one) => links(text.line(), &one.links),
        None => each(text, group, &listed, &shared),
    };
    match group.left_out {
        0 => text,
        1 => text.line().plain("Its source leaves 1 more alert out of its reports."),
        more => {
            text.line().plain(format!("Its source leaves {more} more alerts out of its reports."))
        }
    }
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
        0 => {
            text.plain("Resolved: fired from ").time(group.since).plain(" to ").time(group.last_at)
        }
        firing if group.alerts > 1 => {
            text.plain(format!("{firing} of {} firing since ", group.alerts)).time(group.since)
        }
        _ => text.plain("Firing since ").time(group.since),
    };
    if group.repeats > 0 {
        let noun = if group.repeats == 1 { "repeat" } else { "repeats" };
        text = text.plain(format!(", {} {noun}", group.repeats));
    }
    if let Some(severity) = group.severity() {
        text = text.plain(format!(" – {severity}"));
    }
    if let Some(component) = &group.component {
        text = text.plain(" – ").code(component.as_str());
    }
    text.plain(format!(" – from {}", group.source))
}

type Label<'a> = (&'a String, &'a String);

/// The labels that all have with the same value.
fn shared_labels<'a>(listed: &[&'a Described]) -> Vec<Label<'a>> {
    let Some((first, others)) = listed.split_first() else { return Vec::new() };
    let shared = |(name, value): &Label<'_>| {
        others.iter().all(|other| other.labels.get(*name) == Some(*value))
    };
    first.labels.iter().filter(shared).collect()
}

fn labels<'a>(mut text: Text, labels: impl ExactSizeIterator<Item = Label<'a>>) -> Text {
    let more = labels.len().saturating_sub(LABELS_SHOWN_MAX);
    for (index, (name, value)) in labels.take(LABELS_SHOWN_MAX).enumerate() {
        text = if index > 0 { text.plain(" ") } else { text };
        text = text.code(format!("{name}={value}"));
    }
    if more > 0 { text.plain(format!(" and {more} more")) } else { text }
}

fn links<'a>(mut text: Text, links: impl IntoIterator<Item = &'a (String, String)>) -> Text {
    for (index, (label, url)) in links.into_iter().enumerate() {
        text = if index == 0 { text } else { text.plain(" · ") };
        text = text.link(label.clone(), url.clone());
    }
    text
}

/// Each of several alerts in a line: its title, how bad it is, what tells it from the others, where to read more.
fn each(mut text: Text, group: &AlertGroup, listed: &[&Described], shared: &[Label<'_>]) -> Text {
    for one in listed {
        text = text.bullet().plain(one.title.clone());
        if let Some(severity) = one.severity {
            text = text.plain(format!(" – {severity}"));
        }
        let own: Vec<Label<'_>> =
            one.labels.iter().filter(|label| !shared.contains(label)).collect();
        if !own.is_empty() {
            text = labels(text.plain(" – "), own.into_iter());
        }
        if !one.links.is_empty() {
            text = links(text.plain(" – "), one.links.iter().take(LINKS_OF_SEVERAL_MAX));
        }
    }
    match group.firing().saturating_sub(listed.len()) {
        0 => text,
        more => text.line().plain(format!("and {more} more.")),
    }
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
    if let Some(judged) = &group.judged {
        text = verdict(text.line(), judged);
    }
    match group.incident {
        Some(incident) => text.line().plain("Hot room: ").room(&Room::Hot(incident)),
        None => group.likely.iter().enumerate().fold(text, |text, (index, incident)| {
            let text =
                if index == 0 { text.line().plain("Likely the same: ") } else { text.plain(", ") };
            text.room(&Room::Hot(*incident))
        }),
    }
}

fn verdict(text: Text, judged: &Judged) -> Text {
    let text = text.name(&judged.by).plain(" judged it at ").time(judged.at);
    text.plain(match judged.verdict {
        Verdict::Yes => ": it is an incident.",
        Verdict::Watch => ": watch it, and ask again if it gets worse.",
        Verdict::No => ": no incident.",
    })
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
