//! Completion: first words, people, rooms and the commands of the bot.

use chatops::runtime::interpret;
use chatops_testkit::stage::{COMMAND_PREFIX, Stage, line};
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Result};

use crate::words;

/// What can be completed now.
#[derive(Debug, Default)]
pub(crate) struct Helper {
    people: Vec<String>,
    rooms: Vec<String>,
    buttons: Vec<String>,
}

impl Helper {
    /// Looks at who is there, and where.
    pub(crate) fn learn(&mut self, stage: &Stage) {
        self.people = stage.cast().handles().into_iter().map(str::to_owned).collect();
        self.rooms = stage.chat().rooms().into_iter().map(|room| room.name).collect();
        self.buttons = stage.labels();
    }

    /// What fits behind what is written so far, without the word that is being written.
    fn candidates(&self, before: &str) -> Vec<String> {
        let words: Vec<&str> = before.split_whitespace().collect();
        if before.contains(": ") || before.ends_with(':') {
            return match before.trim_end().ends_with(COMMAND_PREFIX.trim_end()) {
                true => interpret::VERBS.iter().map(|verb| (*verb).to_owned()).collect(),
                false => self
                    .people
                    .iter()
                    .map(|person| format!("@{person}"))
                    .chain([COMMAND_PREFIX.trim().to_owned()])
                    .collect(),
            };
        }
        match words.as_slice() {
            [] => line::VERBS.iter().chain(&words::VERBS).map(|verb| (*verb).to_owned()).collect(),
            ["press"] => self.buttons.clone(),
            ["as", _] => vec![String::from("in"), String::from("direct: ")],
            [.., "as"] | ["acknowledge" | "account"] => self.people.clone(),
            ["as", _, "in"] => self.rooms.iter().map(|room| format!("{room}: ")).collect(),
            [.., "in" | "of"] | ["join" | "leave" | "show"] => self.rooms.clone(),
            [_, _] | [_, _, _] => vec![String::from("as"), String::from("in")],
            _ => Vec::new(),
        }
    }
}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(&self, line: &str, place: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        let written = line.get(..place).unwrap_or(line);
        let begun = written.rfind(' ').map_or(0, |space| space + 1);
        let (before, word) = written.split_at(begun);
        let fits = self
            .candidates(before)
            .into_iter()
            .filter(|candidate| candidate.to_lowercase().starts_with(&word.to_lowercase()));
        let pairs =
            fits.map(|candidate| Pair { display: candidate.clone(), replacement: candidate });
        Ok((begun, pairs.collect()))
    }
}

impl Hinter for Helper {
    type Hint = String;
}

impl Highlighter for Helper {}

impl Validator for Helper {}

impl rustyline::Helper for Helper {}
