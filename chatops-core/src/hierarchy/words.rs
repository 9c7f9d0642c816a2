//! What people are told about who may speak.

use super::{ROOMS_SHOWN_MAX, SpeakingMode};
use crate::effect::Room;
use crate::ids::{PersonId, TeamId};
use crate::message::{Message, Tone};
use crate::policy::{Policy, Team};
use crate::text::Text;

pub(super) fn name_of(team: &TeamId, policy: &Policy) -> String {
    policy.teams.get(team).map_or_else(|| team.to_string(), |team| team.name.clone())
}

/// That somebody may speak for a team: for all, and for them.
pub(super) fn named(person: &PersonId, team: &TeamId, once: bool, policy: &Policy) -> (Text, Text) {
    let how_long = if once { "for one observation" } else { "until withdrawn" };
    let name = name_of(team, policy);
    let public = Text::new().name(person).plain(format!(" may speak for {name} {how_long}."));
    let private = Text::new()
        .plain(format!("You speak for {name} on "))
        .room(&Room::EmergencyChannel)
        .plain(format!(" {how_long}. Say what the team sees: "))
        .code("report <what you see>")
        .plain(".");
    (public, private)
}

/// That somebody no longer speaks for a team: for all, and for them.
pub(super) fn withdrawn(person: &PersonId, team: &TeamId, policy: &Policy) -> (Text, Text) {
    let name = name_of(team, policy);
    let public = Text::new().name(person).plain(format!(" no longer speaks for {name}."));
    let private =
        Text::new().plain(format!("You no longer speak for {name}. What you see goes to "));
    (public, private.room(&Room::Team(team.clone())).plain("."))
}

/// What somebody is told who has given their one observation.
pub(super) fn spent(team: &TeamId, policy: &Policy) -> Text {
    let name = name_of(team, policy);
    Text::new()
        .plain(format!("That was your one observation for {name}. What else you see goes to "))
        .room(&Room::Team(team.clone()))
        .plain(".")
}

/// A team's report, in the voice's own words or in those of a member.
pub(super) fn report(
    team: &TeamId,
    (author, by): (Option<&PersonId>, &PersonId),
    words: &str,
    policy: &Policy,
) -> Text {
    let text = Text::new().strong(name_of(team, policy)).plain(" – ");
    let text = match author.filter(|author| *author != by) {
        Some(author) => text.name(author).plain(", reported by ").name(by).plain(":"),
        None => text.name(by).plain(" reports:"),
    };
    text.quoted(words).plain("More in ").room(&Room::Team(team.clone())).plain(".")
}

pub(super) fn announcement(mode: SpeakingMode, policy: &Policy) -> Text {
    if mode == SpeakingMode::Open {
        return Text::from("Everybody may speak here again.");
    }
    let text = Text::from(
        "Each team speaks here with one voice from now on: its manager or a delegate. Everybody else \
         thinks aloud in the team's room:",
    );
    let text = policy.teams.iter().take(ROOMS_SHOWN_MAX).fold(text, |text, (id, team)| {
        text.bullet().plain(format!("{}: ", team.name)).room(&Room::Team(id.clone()))
    });
    match policy.teams.len().saturating_sub(ROOMS_SHOWN_MAX) {
        0 => text,
        more => text.bullet().plain(format!("and {more} more")),
    }
}

/// What somebody is told whose words were held back, with the words themselves.
pub(super) fn hint(team: Option<(&TeamId, &Team)>, guest: bool, text: &str) -> Message {
    let hint = Text::from("Each team speaks here with one voice now. You wrote:").quoted(text);
    match team {
        Some((id, team)) => Message::new(
            hint.plain("It has been carried to ")
                .room(&Room::Team(id.clone()))
                .plain(". ")
                .name(&team.manager)
                .plain(" or a delegate can report it."),
        ),
        None if guest => Message::new(hint.plain("Tell your sponsor, who can pass it on.")),
        None => Message::new(hint.plain("You are in no team; the commander can be asked."))
            .carrying("Ask the commander", "ask", text),
    }
    .tone(Tone::Warning)
}

/// Words from the main channel as the team's room sees them: one press by a voice reports them.
pub(super) fn carried(number: u32, author: &PersonId, text: &str) -> Message {
    Message::new(wrote(author, text).plain("The manager or a delegate can report it."))
        .button("Report it", format!("relay {number}"))
}

/// Who wrote what on the main channel. What follows begins a new line.
pub(super) fn wrote(author: &PersonId, text: &str) -> Text {
    Text::new()
        .name(author)
        .plain(" wrote on ")
        .room(&Room::EmergencyChannel)
        .plain(":")
        .quoted(text)
}
