//! From words to commands: the one grammar that typed commands and buttons share.
//!
//! [`interpret`] is pure. It knows the room in which the words were said, which incident that room belongs to, and the
//! people who have been seen; it judges nothing. What it cannot read it refuses with the nearest right form.

mod channel;
mod incident;
mod words;

use chatops_core::effect::Room;
use chatops_core::emergency_channel::{self, EmergencyChannel};
use chatops_core::ids::{IncidentId, PersonId};
use chatops_core::incident::{self as core_incident, Incident};
use chatops_core::policy::Policy;
use chatops_core::refusal::{Refusal, RefusalKind};

pub use words::Words;

/// What was asked for, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Of the emergency channel, in the name of a room.
    Channel(Room, emergency_channel::Command),
    /// Of an incident.
    Incident(IncidentId, core_incident::Command),
    /// What the asker may run: in this room, and in the incident that is meant here.
    Help(Room, Option<IncidentId>),
}

/// What the interpreter may look at.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The emergency channel.
    pub channel: &'a EmergencyChannel,
    /// The incidents that are held in memory.
    pub incidents: &'a dyn Incidents,
    /// The rules.
    pub policy: &'a Policy,
    /// The room. None: said to the bot directly.
    pub room: Option<&'a Room>,
    /// Who asks.
    pub asker: &'a PersonId,
}

/// The incidents that can be spoken of.
pub trait Incidents: std::fmt::Debug {
    /// One of them.
    fn get(&self, id: &IncidentId) -> Option<&Incident>;
    /// All that are open, the oldest first.
    fn open(&self) -> Vec<(&IncidentId, &Incident)>;
}

impl Surroundings<'_> {
    /// The room that answers go to: the emergency channel where the words were said to the bot directly.
    #[must_use]
    pub fn answer_room(&self) -> Room {
        self.room.cloned().unwrap_or(Room::EmergencyChannel)
    }

    /// The incident whose room this is.
    #[must_use]
    pub fn here(&self) -> Option<&IncidentId> {
        match self.room {
            Some(Room::Hot(id)) => Some(id),
            _ => None,
        }
    }

    /// The incident that is meant: this room's, or the only one that is open.
    ///
    /// # Errors
    /// A refusal that lists what is open.
    fn meant(&self) -> Result<IncidentId, Refusal> {
        if let Some(id) = self.here() {
            return Ok(*id);
        }
        match self.incidents.open().as_slice() {
            [] => Err(Refusal::wrong_state(
                "No incident is open.",
                "Declare one with `declare <what is broken>`, or ask the commander with `ask <what you see>`.",
            )),
            [(id, _)] => Ok(**id),
            many => {
                let rooms: Vec<String> = many
                    .iter()
                    .filter_map(|(_, one)| one.name.as_ref())
                    .map(|name| format!("#{name}"))
                    .collect();
                Err(Refusal::new(
                    RefusalKind::Unacceptable,
                    "More than one incident is open, and this does not say which is meant.",
                    format!("Say it in the room of the incident: {}.", rooms.join(", ")),
                ))
            }
        }
    }

    /// The room that `in <room> <command>` names: by its name, a hot room also by its ticket or its number.
    ///
    /// # Errors
    /// `NotFound` where no incident and no team has it.
    fn room_named(&self, name: &str) -> Result<Room, Refusal> {
        let wanted = name.trim_start_matches('#').to_lowercase();
        if wanted == self.policy.channel.name {
            return Ok(Room::EmergencyChannel);
        }
        let team = self.policy.teams.iter().find(|(_, team)| team.room == wanted);
        let found = || self.channel.register.find(&wanted).map(|(id, _)| Room::Hot(*id));
        team.map(|(id, _)| Room::Team(id.clone())).or_else(found).ok_or_else(|| {
            Refusal::not_found(&format!("room #{wanted}"), "`open` lists the open incidents.")
        })
    }

    /// The person whom `@handle` means: by id, by the last part of their id, or by name without spaces.
    ///
    /// # Errors
    /// `NotFound` where nobody, `Unacceptable` where more than one is called so.
    pub fn person(&self, handle: &str) -> Result<PersonId, Refusal> {
        let wanted =
            handle.trim_start_matches('@').trim_end_matches([',', '.', ':']).to_lowercase();
        let known = self.channel.people.all().map(|profile| (&profile.id, profile.name.as_str()));
        let listed = self.policy.people().into_iter().map(|person| (person, ""));
        let mut found: Vec<&PersonId> = known
            .chain(listed)
            .filter(|(id, name)| {
                let id = id.as_str().to_lowercase();
                id == wanted
                    || id.rsplit(':').next() == Some(wanted.as_str())
                    || (!name.is_empty() && name.to_lowercase().replace(' ', "") == wanted)
            })
            .map(|(id, _)| id)
            .collect();
        found.sort();
        found.dedup();
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(Refusal::not_found(
                &format!("person called @{wanted} here"),
                "Write the handle as it stands in their profile.",
            )),
            _ => Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("More than one person is called @{wanted}."),
                "Write the whole id.",
            )),
        }
    }
}

impl Surroundings<'_> {
    /// The same, but a whole id also means somebody who has not been seen yet: an agreement is filed before its guest
    /// comes.
    ///
    /// # Errors
    /// As [`Self::person`].
    fn person_or_id(&self, handle: &str) -> Result<PersonId, Refusal> {
        self.person(handle).or_else(|refusal| {
            let id = handle.trim_start_matches('@');
            match PersonId::new(id) {
                Ok(id) if id.as_str().contains(':') => Ok(id),
                _ => Err(refusal),
            }
        })
    }
}

/// Reads a command, without its prefix.
///
/// # Errors
/// A refusal with the right form of the command, or the nearest known one.
pub fn interpret(text: &str, around: &Surroundings<'_>) -> Result<Asked, Refusal> {
    let mut words = Words::new(text);
    let verb = words.next_lower().unwrap_or_else(|| String::from("help"));
    if verb == "help" {
        return Ok(Asked::Help(around.answer_room(), around.meant().ok()));
    }
    if verb == "in" {
        let name = words.take().unwrap_or_default();
        let room = around.room_named(name)?;
        // Once is enough: `in a in b …` would only hide where a command goes.
        if words.peek().is_some_and(|next| next.eq_ignore_ascii_case("in")) {
            return Err(words::wrong("in <room> <command>"));
        }
        return interpret(words.rest(), &Surroundings { room: Some(&room), ..*around });
    }
    if let Some(asked) = incident::read(&verb, words.clone(), around)? {
        return Ok(asked);
    }
    if let Some(asked) = channel::read(&verb, words.clone(), around)? {
        return Ok(asked);
    }
    tool(&verb, &words, around)
}

/// `run <tool> <arguments>` and `<tool> <arguments>`.
fn tool(verb: &str, words: &Words<'_>, around: &Surroundings<'_>) -> Result<Asked, Refusal> {
    let mut words = words.clone();
    let name = if verb == "run" { words.next_lower().unwrap_or_default() } else { verb.to_owned() };
    let found = around.policy.toolbox.iter().find(|(tool, _)| tool.as_str() == name);
    let Some((_, description)) = found else {
        return Err(match verb {
            "run" => unknown_tool(&name, around),
            _ => unknown(&name, around),
        });
    };
    let arguments = chatops_core::tools::parse_arguments(description, words.rest())?;
    let command = chatops_core::tools::Command::Run { description: description.clone(), arguments };
    Ok(match around.here() {
        Some(id) => Asked::Incident(*id, core_incident::Command::Tool(command)),
        None => Asked::Channel(around.answer_room(), emergency_channel::Command::Tool(command)),
    })
}

/// After `run` only tools are meant.
fn unknown_tool(name: &str, around: &Surroundings<'_>) -> Refusal {
    let shown: String = name.chars().take(40).collect();
    let tools: Vec<String> =
        around.policy.toolbox.keys().map(|name| format!("`run {name}`")).collect();
    let why = match name.is_empty() {
        true => String::from("`run` needs the name of a tool."),
        false => format!("There is no tool `{shown}`."),
    };
    Refusal::new(
        RefusalKind::Unacceptable,
        why,
        match tools.is_empty() {
            true => String::from("No tools are registered here."),
            false => format!("There are: {}.", tools.join(", ")),
        },
    )
}

fn unknown(verb: &str, around: &Surroundings<'_>) -> Refusal {
    let shown: String = verb.chars().take(40).collect();
    let tools = around.policy.toolbox.keys().map(|name| name.as_str());
    let nearest = VERBS.iter().copied().chain(tools).min_by_key(|known| distance(known, &shown));
    let instead = match nearest {
        Some(near) if distance(near, &shown) <= 2 => {
            format!("Did you mean `{near}`? `help` lists the commands.")
        }
        _ => String::from("`help` lists what you can do here."),
    };
    Refusal::new(RefusalKind::Unacceptable, format!("`{shown}` is not a command."), instead)
}

/// Whether a word is a command of the grammar, so that no tool can be called so (RELIABILITY B9).
#[must_use]
pub fn is_verb(word: &str) -> bool {
    VERBS.contains(&word) || word == "timeline"
}

/// Every first word of the grammar, for the nearest match and for completion.
pub const VERBS: &[&str] = &[
    "help",
    "status",
    "who",
    "duty",
    "open",
    "find",
    "brief",
    "take",
    "offer",
    "accept",
    "decline",
    "cancel",
    "headline",
    "ask",
    "answer",
    "questions",
    "declare",
    "here",
    "channel",
    "everyone",
    "send",
    "drop",
    "forward",
    "mode",
    "delegate",
    "undelegate",
    "report",
    "relay",
    "errand",
    "briefed",
    "guest",
    "severity",
    "poll",
    "vote",
    "object",
    "role",
    "stepdown",
    "release",
    "join",
    "leave",
    "page",
    "escalate",
    "ack",
    "alert",
    "alerts",
    "phase",
    "update",
    "snooze",
    "checklist",
    "tick",
    "untick",
    "can",
    "followup",
    "public",
    "allclear",
    "ticket",
    "pin",
    "repin",
    "unpin",
    "run",
    "confirm",
    "graph",
    "transcript",
    "postmortem",
    "parked",
];

/// Number of single-letter changes between two words (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), i + 1);
        let mut left = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(other.chars()) {
            let changed = diagonal + usize::from(a != b);
            diagonal = *cell;
            left = changed.min(left + 1).min(*cell + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chatops_core::{emergency_channel, incident as core_incident};

    use super::{VERBS, distance};

    #[test]
    fn distance_counts_single_letter_changes() {
        assert_eq!(distance("severity", "severty"), 1);
        assert_eq!(distance("take", "take"), 0);
        assert_eq!(distance("ask", "task"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    /// Words that help does not list, each with the reason.
    const NOT_IN_HELP: &[(&str, &str)] = &[
        ("help", "it is what one reads"),
        ("in", "it stands before the others"),
        ("run", "each tool is listed by its own name"),
        ("forward", "the hint about the message carries it as a button"),
        ("timeline", "another word for `transcript`"),
    ];

    fn helped() -> Vec<&'static str> {
        emergency_channel::usages().chain(core_incident::usages()).collect()
    }

    #[test]
    fn every_word_of_the_grammar_is_in_help_or_named_as_an_exception() {
        for verb in VERBS {
            let listed = helped().iter().any(|usage| usage.split(' ').next() == Some(*verb));
            let named = NOT_IN_HELP.iter().any(|(word, _)| word == verb);
            assert!(listed != named, "`{verb}`: listed {listed}, named as an exception {named}");
        }
        for usage in helped() {
            let verb = usage.split(' ').next().unwrap_or_default();
            assert!(VERBS.contains(&verb), "help shows `{usage}`, which no one can read");
        }
    }

    /// The words of a form that are typed as they stand: `guest admit` of `guest admit @person [4h]`.
    fn fixed(form: &str) -> String {
        let typed = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        form.split(' ').take_while(typed).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn nothing_of_the_documentation_is_missing_in_help() {
        let forms: Vec<String> = helped().into_iter().map(fixed).collect();
        for form in documented() {
            let words = fixed(&form);
            let verb = words.split(' ').next().unwrap_or_default();
            // Answers such as `watch` stand alone in the table and are no commands.
            if !VERBS.contains(&verb) || NOT_IN_HELP.iter().any(|(word, _)| *word == verb) {
                continue;
            }
            // What is chosen from a list in one form, as `mode voices|open`, stands once in help.
            let found = forms.iter().any(|known| words == *known || *known == verb);
            assert!(found, "`{form}` of docs/COMMANDS.md is not in help");
        }
    }

    /// Every form in the first column of a table of docs/COMMANDS.md.
    fn documented() -> Vec<String> {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/COMMANDS.md");
        let text = std::fs::read_to_string(page).unwrap();
        let rows = text.lines().filter_map(|line| line.split('|').nth(1));
        rows.flat_map(|row| row.split('`').skip(1).step_by(2).map(str::to_owned)).collect()
    }

    #[test]
    fn every_command_is_explained_in_the_documentation() {
        // The word opens a piece of code in the first column of a table.
        let codes = documented();
        for verb in VERBS.iter().chain(&["timeline"]) {
            let explained = codes.iter().any(|code| code.split(' ').next() == Some(*verb));
            assert!(explained, "`{verb}` is not explained in docs/COMMANDS.md");
        }
    }
}
