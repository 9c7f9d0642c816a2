//! People and rooms.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chatops_core::people::PersonKind;
use jiff::tz::TimeZone;

use super::fields::{Fields, Value, list, text};
use super::problem::Problems;
use crate::stage::cast::{Cast, Member};

/// Longest name of a room, as every platform takes it.
const ROOM_NAME_CHARS_MAX: usize = 80;

/// What is said of a zone that there is not.
pub(super) fn unknown_zone(name: &str) -> String {
    let shown: String = name.chars().take(40).collect();
    format!(
        "`{shown}` is not in the time zone database; write an IANA name such as `Europe/Berlin`"
    )
}

/// Reads `[[people]]`.
pub(super) fn read(top: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Cast {
    let mut cast = Cast::default();
    for value in top.list("people", problems) {
        let Some(mut fields) = Fields::of("a person", value, problems) else { continue };
        if let Some((member, span)) = person(&mut fields, problems) {
            let handle = member.handle.clone();
            if !cast.add(member) {
                problems.add(
                    &span,
                    format!("two people are called `{handle}`; give one of them another handle"),
                );
            }
        }
        fields.done(problems);
    }
    cast
}

fn person(
    fields: &mut Fields<'_, '_>,
    problems: &mut Problems<'_>,
) -> Option<(Member, Range<usize>)> {
    let handle = fields.needed_text("handle", problems);
    let name = fields.needed_text("name", problems);
    let zone = fields.text("zone", problems);
    let kind = fields.text("kind", problems);
    let presence = fields.text("presence", problems);
    let takes_direct = fields.truth("takes_direct", problems).unwrap_or(true);
    let device = fields.truth("device", problems).unwrap_or(true);
    let briefed = fields.truth("briefed", problems);
    let rooms = fields.value("rooms").map(|value| {
        let names = list("rooms", value, problems);
        names
            .into_iter()
            .filter_map(|name| Some(text("rooms", name, problems)?.0.to_owned()))
            .collect()
    });
    if let Some((zone, span)) = &zone
        && TimeZone::get(zone).is_err()
    {
        problems.add(span, unknown_zone(zone));
    }
    let kind = match kind {
        None | Some(("employee", _)) => PersonKind::Employee,
        Some(("guest", _)) => PersonKind::Guest,
        Some(("bot", _)) => PersonKind::Bot,
        Some((other, span)) => {
            problems.add(
                &span,
                format!("`{other}` is no kind of person; write `employee`, `guest` or `bot`"),
            );
            PersonKind::Guest
        }
    };
    let active = match presence {
        None | Some(("active", _)) => true,
        Some(("away", _)) => false,
        Some((other, span)) => {
            problems.add(&span, format!("`{other}` is no presence; write `active` or `away`"));
            true
        }
    };
    let ((handle, span), (name, _)) = (handle?, name?);
    let usable =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    if !handle.chars().all(usable)
        || handle.len() > 60
        || matches!(handle, "here" | "channel" | "everyone" | "nobody")
    {
        problems.add(
            &span,
            format!("`{handle}` cannot be a handle; use lower-case letters, digits, `-`, `_` and `.`, and no word that wakes a room"),
        );
        return None;
    }
    let zone = zone.map(|(zone, _)| zone.to_owned());
    let (handle, name) = (handle.to_owned(), name.to_owned());
    let member = Member { handle, name, zone, kind, active, takes_direct, device, rooms, briefed };
    Some((member, span))
}

/// The rooms that people are in from the beginning must be rooms that there are.
pub(super) fn check_rooms(
    top: &mut Fields<'_, '_>,
    standing: &[String],
    problems: &mut Problems<'_>,
) {
    for person in top.list("people", problems) {
        let rooms = person.get_ref().get("rooms").and_then(|rooms| rooms.get_ref().as_array());
        for room in rooms.into_iter().flat_map(|rooms| rooms.iter()) {
            let Some(name) = room.get_ref().as_str() else { continue };
            if !standing.iter().any(|known| known == name) {
                let known = standing.join(", ");
                problems.add(
                    &room.span(),
                    format!("there is no room `{name}`; the rooms are: {known}. Mend the name or add it under `[[rooms]]`"),
                );
            }
        }
    }
}

/// What is said of a name that no platform takes for a room.
pub(super) fn check_room_name(name: &str, span: &Range<usize>, problems: &mut Problems<'_>) {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if !name.chars().all(fits) || !(1..=ROOM_NAME_CHARS_MAX).contains(&name.len()) {
        let shown: String = name.chars().take(40).collect();
        problems.add(
            span,
            format!("`{shown}` is no name for a room; use 1 to {ROOM_NAME_CHARS_MAX} lower-case letters, digits, `-` and `_`"),
        );
    }
}

/// Reads `[[rooms]]`: rooms that exist beside those of the policy.
pub(super) fn rooms(
    top: &mut Fields<'_, '_>,
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut rooms = BTreeMap::new();
    for value in top.list("rooms", problems) {
        let Some(mut fields) = Fields::of("a room", value, problems) else { continue };
        let name = fields.needed_text("name", problems);
        let members = fields.list("members", problems);
        let members = handles(&members, "members", cast, problems);
        fields.done(problems);
        let Some((name, span)) = name else { continue };
        check_room_name(name, &span, problems);
        if rooms.insert(name.to_owned(), members).is_some() {
            problems.add(
                &span,
                format!("two rooms are called `{name}`; give one of them another name"),
            );
        }
    }
    rooms
}

/// Handles of people that there must be.
pub(super) fn handles(
    values: &[&Value<'_>],
    key: &str,
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for value in values {
        let Some((handle, span)) = text(key, value, problems) else { continue };
        if cast.get(handle).is_none() {
            problems.add(&span, cast.unknown(handle));
        }
        found.insert(handle.to_owned());
    }
    found
}
