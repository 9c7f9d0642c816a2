//! The notice of a storm, as a room sees it.

use super::show::room_of;
use super::{AlertGroup, Alerts, Notice, Shown, Storm};
use crate::effect::{Reaction, Slot};
use crate::ids::TeamId;
use crate::message::{Message, Tone};
use crate::severity::Severity;
use crate::text::Text;

/// Most groups that the notice of a storm lists.
const LISTED_MAX: usize = 10;

/// Most groups that are listed for who asks: what a message of any platform holds.
const LIST_MAX: usize = 25;

/// What the rooms are shown of these notices.
pub(super) fn notices(alerts: &Alerts, notices: &[Notice]) -> Reaction {
    notices.iter().fold(Reaction::none(), |reaction, notice| {
        let storm = alerts.storms().find(|storm| storm.has_notice(notice.number));
        match storm {
            Some(storm) => reaction.and(shown(alerts, notice, storm)),
            None => reaction,
        }
    })
}

/// A new look for the notice that lists a group, where it is posted.
pub(super) fn of_group(alerts: &Alerts, group: &AlertGroup) -> Reaction {
    let Some(storm) = alerts.storm_of(group) else { return Reaction::none() };
    match storm.notice_for(group.team.as_ref()) {
        Some(notice) => shown(alerts, &notice, storm),
        None => Reaction::none(),
    }
}

/// The firing groups of a storm that are listed in a team's room, the worst first. On the emergency channel (no
/// team): those without a team, and those of teams without a notice of their own.
fn listed<'a>(
    alerts: &'a Alerts,
    team: Option<&TeamId>,
    storm: &Storm,
) -> Vec<(u32, &'a AlertGroup)> {
    let here = |group: &AlertGroup| {
        let owner = group.team.as_ref();
        let place = owner.filter(|owner| storm.teams().any(|known| known == *owner));
        group.shown == Shown::Listed && storm.lists(group.first_at) && place == team
    };
    let mut listed: Vec<_> = alerts.firing().filter(|(_, group)| here(group)).collect();
    listed.sort_by_key(|(number, group)| (worst(group), *number));
    listed
}

fn shown(alerts: &Alerts, notice: &Notice, storm: &Storm) -> Reaction {
    let listed = listed(alerts, notice.team.as_ref(), storm);
    let over = storm.until.is_some();
    let mut text = heading(notice, listed.len(), over);
    for (number, group) in listed.iter().take(LISTED_MAX) {
        text = line(text.bullet(), *number, group);
        if let Some(team) = group.team.as_ref().filter(|_| notice.team.is_none()) {
            text = text.plain(format!(" (team {team})"));
        }
    }
    let more = listed.len().saturating_sub(LISTED_MAX);
    if more > 0 {
        text =
            text.line().plain(format!("and {more} more: see them with ")).code("alerts").plain(".");
    }
    if !listed.is_empty() {
        text = text.line().plain("Act on one with ").code("alert ack|mute|ask|declare <number>");
    }
    let message = Message::new(text).tone(match (over, listed.is_empty()) {
        (false, _) => Tone::Alarm,
        (true, false) => Tone::Warning,
        (true, true) => Tone::Good,
    });
    let message = match over && listed.is_empty() {
        true => message,
        false => {
            let question = format!("ask Alert storm: {}", counted(notice.groups, "new "));
            message.button("Ask the commander", question)
        }
    };
    let (room, slot) = (room_of(notice.team.as_ref()), Slot::Alert(notice.number));
    match notice.first {
        true => Reaction::none().post_as(&room, slot, message),
        false => Reaction::none().edit(&room, slot, message),
    }
}

fn heading(notice: &Notice, firing: usize, over: bool) -> Text {
    let heading = if over { "The alert storm is over" } else { "Alert storm" };
    let count = if over { counted(notice.groups, "") } else { counted(notice.groups, "new ") };
    let mut text = Text::new().strong(heading).plain(format!(" – {count}"));
    text = match (over, firing) {
        (true, 0) => text.plain(", none firing any more"),
        (true, firing) => text.plain(format!(", {firing} still firing")),
        (false, firing) => text.plain(format!(", {firing} firing")),
    };
    match notice.left_out {
        0 => text,
        more => text.plain(format!(", {more} more only counted")),
    }
}

fn counted(alerts: u32, which: &str) -> String {
    if alerts == 1 { format!("1 {which}alert") } else { format!("{alerts} {which}alerts") }
}

/// A group in a line, with what has been done about it. Its hot room is not linked: a room that does not stand yet would
/// hold back the whole list.
pub(super) fn line(text: Text, number: u32, group: &AlertGroup) -> Text {
    let mut text = text.strong(number.to_string()).plain(format!(" {}", group.title));
    if let Some(severity) = group.severity() {
        text = text.plain(format!(" – {severity}"));
    }
    if let Some(hold) = &group.acknowledged {
        text = match &hold.by {
            Some(by) => text.plain(" – acknowledged by ").name(by),
            None => text.plain(" – acknowledged at its source"),
        };
    }
    if let Some(until) = group.muted_until {
        text = text.plain(" – muted until ").time(until);
    }
    match (group.incident, &group.asked) {
        (Some(_), _) => text.plain(" – has an incident"),
        (None, Some(_)) => text.plain(" – the commander was asked"),
        (None, None) => text,
    }
}

impl Alerts {
    /// The alerts that fire, the worst first: those of a team, or all.
    #[must_use]
    pub fn list(&self, team: Option<&TeamId>) -> Text {
        let here = |group: &AlertGroup| team.is_none_or(|team| group.team.as_ref() == Some(team));
        let mut firing: Vec<_> = self.firing().filter(|(_, group)| here(group)).collect();
        firing.sort_by_key(|(number, group)| (worst(group), *number));
        if firing.is_empty() {
            return Text::new().plain("No alert fires.");
        }
        let mut text = Text::new().strong(match firing.len() {
            1 => String::from("1 alert fires"),
            many => format!("{many} alerts fire"),
        });
        for (number, group) in firing.iter().take(LIST_MAX) {
            text = line(text.bullet(), *number, group).plain(", since ").time(group.since);
            if let Some(owner) = group.team.as_ref().filter(|_| team.is_none()) {
                text = text.plain(format!(" (team {owner})"));
            }
        }
        match firing.len().saturating_sub(LIST_MAX) {
            0 => text,
            more => text.line().plain(format!("and {more} more.")),
        }
    }
}

/// By how bad they are: what asks for a hot room first.
fn worst(group: &AlertGroup) -> (bool, u8) {
    (!group.critical, group.severity().map_or(u8::MAX, Severity::number))
}
