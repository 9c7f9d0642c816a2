//! Tool runs and the two-person rule (Feature D1).
//!
//! A harmless tool runs at once. A dangerous one waits for a confirmation: by the asker, or by a
//! second person who may run it too. What came of a run is shown to all and recorded. A run of
//! which nobody knows how it ended is never repeated by the rules: people look first.
//!
//! The [`Rule`] of a tool is judged here, at the request and again at the confirmation: only this
//! feature knows which tool a number stands for. [`Tools::rule`] tells an aggregate the same rule.

mod arguments;
mod show;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::authority::{Action, Rule, Who, check_rule};
use crate::context::{Context, Scene};
use crate::effect::{Answer, Effect, Outcome, Reaction, Room, TimerKey};
use crate::feature::Feature;
use crate::ids::{PersonId, ToolName};
use crate::policy::Policy;
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;
use crate::time::later;
use crate::words::{cut, cut_with};

pub use arguments::{
    ARGUMENT_CHARS_MAX, ARGUMENTS_MAX, Argument, ArgumentKind, Danger, InvalidTool,
    TOOL_WAIT_MINUTES_MAX, ToolDescription, help, parse_arguments,
};

/// Longest output that is kept and shown, in characters, the mark of the cut included. With its
/// heading it is one message on the platform that shows 4,000 characters at a time.
pub const OUTPUT_CHARS_MAX: usize = 3_500;

/// Most runs that wait or are under way at a time. Nobody can keep an eye on more.
pub const RUNS_OPEN_MAX: usize = 20;

/// How many ended runs are remembered, so that their outcome can be shown with what was run.
pub const RUNS_KEPT_MAX: usize = 20;

/// How many runs a brief lists.
pub const TRIED_SHOWN_MAX: usize = 10;

/// Longest reason of a failure that is kept, in characters.
const REASON_CHARS_MAX: usize = 300;

const OUTPUT_CUT_MARK: &str = "\n… (cut here)";

/// The runs of tools in one room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tools {
    runs: BTreeMap<u32, Run>,
    latest: u32,
}

/// A run: what, with what, for whom, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The tool.
    pub tool: ToolName,
    /// Its checked arguments by name.
    pub arguments: BTreeMap<String, String>,
    /// Who asked.
    pub by: PersonId,
    /// Where everybody sees what came of it.
    pub room: Room,
    /// Where it was asked for. Nothing: directly.
    pub asked_in: Option<Room>,
    /// How far it has come.
    pub stage: RunStage,
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStage {
    /// It waits for a confirmation.
    Waiting {
        /// By whom: [`Danger::Confirm`] or [`Danger::TwoPersons`].
        needs: Danger,
        /// Who may run the tool, as it described itself.
        rule: Rule,
        /// How long it may run.
        wait: SignedDuration,
        /// When the request lapses.
        until: Timestamp,
    },
    /// It is under way.
    Running {
        /// When its answer is overdue.
        until: Timestamp,
    },
    /// No answer came in time. One that comes late is still shown.
    TimedOut,
    /// The tool answered, and says whether it succeeded.
    Finished {
        /// Whether it did.
        ok: bool,
    },
    /// It did not run, or nobody knows whether it did.
    Failed,
    /// Nobody confirmed it: it never began.
    Lapsed,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Run a tool.
    Run {
        /// The tool as it describes itself.
        description: ToolDescription,
        /// What [`parse_arguments`] made of the typed words.
        arguments: BTreeMap<String, String>,
    },
    /// Confirm the run with this number.
    Confirm {
        /// The run.
        number: u32,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A dangerous run was asked for and waits for a confirmation.
    RunAsked {
        /// Its number, from 1.
        number: u32,
        /// The tool.
        tool: ToolName,
        /// Its checked arguments by name.
        arguments: BTreeMap<String, String>,
        /// Who asked.
        by: PersonId,
        /// Where everybody sees what comes of it.
        room: Room,
        /// Where it was asked for. Nothing: directly.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_in: Option<Room>,
        /// Whose confirmation it needs.
        needs: Danger,
        /// Who may run the tool, as it described itself.
        rule: Rule,
        /// How long it may run.
        wait: SignedDuration,
        /// When the request lapses.
        until: Timestamp,
    },
    /// It was confirmed.
    Confirmed {
        /// The run.
        number: u32,
        /// Who confirmed.
        by: PersonId,
    },
    /// It began.
    Started {
        /// Its number, from 1.
        number: u32,
        /// The tool.
        tool: ToolName,
        /// Its checked arguments by name.
        arguments: BTreeMap<String, String>,
        /// Who asked.
        by: PersonId,
        /// Where everybody sees what comes of it.
        room: Room,
        /// Where it was asked for. Nothing: directly.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked_in: Option<Room>,
        /// When its answer is overdue.
        until: Timestamp,
    },
    /// The tool answered.
    Finished {
        /// The run.
        number: u32,
        /// Whether the tool says that it succeeded.
        ok: bool,
        /// What it printed, at most [`OUTPUT_CHARS_MAX`] characters.
        output: String,
    },
    /// No answer came in time.
    TimedOut {
        /// The run.
        number: u32,
    },
    /// It did not run, or nobody knows whether it did.
    Failed {
        /// The run.
        number: u32,
        /// Why, for people.
        reason: String,
    },
    /// Nobody confirmed it in time.
    Lapsed {
        /// The run.
        number: u32,
    },
}

impl Tools {
    /// The run with this number, while it is open and for a while after.
    #[must_use]
    pub fn run(&self, number: u32) -> Option<&Run> {
        self.runs.get(&number)
    }

    /// The runs that wait or are under way, oldest first.
    pub fn open(&self) -> impl Iterator<Item = (u32, &Run)> {
        self.runs.iter().filter(|(_, run)| run.is_open()).map(|(number, run)| (*number, run))
    }

    /// What was run lately and what came of it, oldest first, at most [`TRIED_SHOWN_MAX`] lines:
    /// for the brief of those who come late.
    pub fn tried(&self) -> impl Iterator<Item = String> {
        let begun = self.runs.values().filter(|run| run.result().is_some()).count();
        self.runs
            .values()
            .filter_map(|run| {
                run.result().map(|result| format!("{} – {result}", run.command_line()))
            })
            .skip(begun.saturating_sub(TRIED_SHOWN_MAX))
    }

    /// Who may give this command: the rule of the tool that it is about, the policy's before the
    /// tool's own. A confirmation of what does not exist is open to anyone: it will be told so.
    #[must_use]
    pub fn rule(&self, command: &Command, policy: &Policy) -> Rule {
        let (tool, own) = match command {
            Command::Run { description, .. } => (&description.name, &description.rule),
            Command::Confirm { number } => match self.runs.get(number) {
                Some(Run { tool, stage: RunStage::Waiting { rule, .. }, .. }) => (tool, rule),
                _ => return Rule::any([Who::Anyone]),
            },
        };
        rule_of(tool, own, policy).clone()
    }

    fn ask(
        &self,
        description: &ToolDescription,
        arguments: &BTreeMap<String, String>,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Event, Refusal> {
        let by = cx.asker()?.clone();
        let rule = rule_of(&description.name, &description.rule, cx.policy);
        check_rule(Action::RunTool, rule, scene.standing, scene.severity)?;
        if self.open().count() >= RUNS_OPEN_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{RUNS_OPEN_MAX} runs wait or are under way."),
                "Wait until one of them has ended.",
            ));
        }
        let second = if rule.two_persons { Danger::TwoPersons } else { Danger::Harmless };
        let needs = description.danger.max(second);
        let tool = description.name.clone();
        let number = self.latest.saturating_add(1);
        let wait = description.wait.unwrap_or(cx.policy.waits.tool);
        let (room, asked_in) = (scene.room.clone(), cx.asked_in.cloned());
        if needs == Danger::Harmless {
            let (arguments, until) = (arguments.clone(), later(cx.now, wait));
            return Ok(Event::Started { number, tool, arguments, by, room, asked_in, until });
        }
        self.check_twin(&tool, arguments)?;
        Ok(Event::RunAsked {
            number,
            tool,
            arguments: arguments.clone(),
            by,
            room,
            asked_in,
            needs,
            rule: description.rule.clone(),
            wait,
            until: later(cx.now, cx.policy.waits.confirmation),
        })
    }

    /// Two people who press the same dangerous thing at once mean it once.
    fn check_twin(
        &self,
        tool: &ToolName,
        arguments: &BTreeMap<String, String>,
    ) -> Result<(), Refusal> {
        let twin = self.open().find(|(_, run)| run.tool == *tool && run.arguments == *arguments);
        match twin {
            None => Ok(()),
            Some((number, run)) if matches!(run.stage, RunStage::Waiting { .. }) => {
                Err(Refusal::already_done(
                    format!("Run {number} asks for the same and waits for a confirmation."),
                    format!("Confirm that one with `confirm {number}`, or let it lapse first."),
                ))
            }
            Some((number, _)) => Err(Refusal::already_done(
                format!("Run {number} does the same and is under way."),
                "Wait for its outcome.",
            )),
        }
    }

    fn confirm(
        &self,
        number: u32,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let person = cx.asker()?;
        let run = self.runs.get(&number).ok_or_else(|| {
            Refusal::not_found(&format!("run {number}"), "Look for its number in the room.")
        })?;
        let RunStage::Waiting { needs, rule, wait, until } = &run.stage else {
            return Err(Refusal::wrong_state(
                match run.stage {
                    RunStage::Lapsed => {
                        format!("Run {number} was not confirmed in time and lapsed.")
                    }
                    _ => format!("Run {number} is confirmed already, or needed no confirmation."),
                },
                "Ask for it again if it is still needed.",
            ));
        };
        if cx.now >= *until {
            return Err(Refusal::wrong_state(
                format!("The time to confirm run {number} is over."),
                "Ask for it again if it is still needed.",
            ));
        }
        let rule = rule_of(&run.tool, rule, cx.policy);
        check_rule(Action::ConfirmTool, rule, scene.standing, scene.severity)?;
        match needs {
            Danger::TwoPersons if *person == run.by => {
                return Err(Refusal::new(
                    RefusalKind::SecondPersonNeeded,
                    format!("Run {number} needs a second person; you asked for it."),
                    format!("Somebody else confirms it: {}.", rule.who_may(scene.standing.place)),
                ));
            }
            Danger::Confirm if *person != run.by => {
                return Err(Refusal::new(
                    RefusalKind::NotEntitled,
                    format!("Who asked for run {number} confirms it, nobody else."),
                    "Leave it to them, or ask for a run of your own once it has lapsed.",
                ));
            }
            Danger::TwoPersons | Danger::Confirm | Danger::Harmless => {}
        }
        let started = Event::Started {
            number,
            tool: run.tool.clone(),
            arguments: run.arguments.clone(),
            by: run.by.clone(),
            room: run.room.clone(),
            asked_in: run.asked_in.clone(),
            until: later(cx.now, *wait),
        };
        Ok(vec![Event::Confirmed { number, by: person.clone() }, started])
    }

    fn set_stage(&mut self, number: u32, stage: RunStage) {
        if let Some(run) = self.runs.get_mut(&number) {
            run.stage = stage;
        }
        let ended: Vec<u32> =
            self.runs.iter().filter(|(_, run)| !run.is_open()).map(|(number, _)| *number).collect();
        for oldest in ended.iter().take(ended.len().saturating_sub(RUNS_KEPT_MAX)) {
            self.runs.remove(oldest);
        }
    }
}

impl Run {
    /// Whether it waits or is under way.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage, RunStage::Waiting { .. } | RunStage::Running { .. })
    }

    /// What came of it, in words; nothing for what has not begun.
    fn result(&self) -> Option<&'static str> {
        match self.stage {
            RunStage::Waiting { .. } | RunStage::Lapsed => None,
            RunStage::Running { .. } => Some("under way"),
            RunStage::TimedOut => Some("outcome unknown"),
            RunStage::Finished { ok: true } => Some("ok"),
            RunStage::Finished { ok: false } | RunStage::Failed => Some("failed"),
        }
    }

    /// What was asked for, as it could be typed: `restart service=checkout`.
    #[must_use]
    pub fn command_line(&self) -> String {
        command_line(&self.tool, &self.arguments)
    }
}

/// The rule in force: the policy's, else the tool's own.
fn rule_of<'a>(tool: &ToolName, own: &'a Rule, policy: &'a Policy) -> &'a Rule {
    policy.tools.get(tool).unwrap_or(own)
}

pub(crate) fn command_line(tool: &ToolName, arguments: &BTreeMap<String, String>) -> String {
    let mut line = tool.to_string();
    for (name, value) in arguments {
        let quote = if value.contains(char::is_whitespace) { "\"" } else { "" };
        line.push_str(&format!(" {name}={quote}{value}{quote}"));
    }
    line
}

impl Feature for Tools {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Run { description, arguments } => {
                Ok(vec![self.ask(description, arguments, scene, cx)?])
            }
            Command::Confirm { number } => self.confirm(*number, scene, cx),
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::RunAsked {
                number,
                tool,
                arguments,
                by,
                room,
                asked_in,
                needs,
                rule,
                wait,
                until,
            } => {
                let (rule, wait, until) = (rule.clone(), *wait, *until);
                let stage = RunStage::Waiting { needs: *needs, rule, wait, until };
                let (tool, arguments, by) = (tool.clone(), arguments.clone(), by.clone());
                let (room, asked_in) = (room.clone(), asked_in.clone());
                self.runs.insert(*number, Run { tool, arguments, by, room, asked_in, stage });
                self.latest = self.latest.max(*number);
            }
            Event::Confirmed { .. } => {}
            Event::Started { number, tool, arguments, by, room, asked_in, until } => {
                let stage = RunStage::Running { until: *until };
                let (tool, arguments, by) = (tool.clone(), arguments.clone(), by.clone());
                let (room, asked_in) = (room.clone(), asked_in.clone());
                self.runs.insert(*number, Run { tool, arguments, by, room, asked_in, stage });
                self.latest = self.latest.max(*number);
            }
            Event::TimedOut { number } => self.set_stage(*number, RunStage::TimedOut),
            Event::Finished { number, ok, .. } => {
                self.set_stage(*number, RunStage::Finished { ok: *ok });
            }
            Event::Failed { number, .. } => self.set_stage(*number, RunStage::Failed),
            Event::Lapsed { number } => self.set_stage(*number, RunStage::Lapsed),
        }
    }

    fn react(&self, event: &Event, _scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        self.follow(event)
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, _cx: Context<'_>) -> Vec<Event> {
        let (number, over) = match key {
            TimerKey::Confirmation(number) => (*number, Event::Lapsed { number: *number }),
            TimerKey::Run(number) => (*number, Event::TimedOut { number: *number }),
            _ => return Vec::new(),
        };
        match (key, self.runs.get(&number).map(|run| &run.stage)) {
            (TimerKey::Confirmation(_), Some(RunStage::Waiting { .. }))
            | (TimerKey::Run(_), Some(RunStage::Running { .. })) => vec![over],
            _ => Vec::new(),
        }
    }

    fn settled(
        &self,
        effect: &Effect,
        outcome: &Outcome,
        _scene: &Scene<'_>,
        _cx: Context<'_>,
    ) -> Vec<Event> {
        let Effect::RunTool { run: number, .. } = effect else {
            return Vec::new();
        };
        let number = *number;
        let late = match self.runs.get(&number).map(|run| &run.stage) {
            Some(RunStage::Running { .. }) => false,
            Some(RunStage::TimedOut) => true,
            _ => return Vec::new(),
        };
        let unknown = |what: &str| format!("{OUTCOME_UNKNOWN} ({})", cut(what, REASON_CHARS_MAX));
        match outcome {
            Outcome::Done(Answer::Output { ok, output }) => {
                let output = cut_with(output, OUTPUT_CHARS_MAX, OUTPUT_CUT_MARK);
                vec![Event::Finished { number, ok: *ok, output }]
            }
            Outcome::Refused { reason } => {
                vec![Event::Failed { number, reason: cut(reason, REASON_CHARS_MAX) }]
            }
            // The room has been told so already.
            Outcome::Done(_) | Outcome::Ambiguous { .. } if late => Vec::new(),
            Outcome::Done(_) => {
                vec![Event::Failed { number, reason: unknown("it answered without output") }]
            }
            Outcome::Ambiguous { reason } => {
                vec![Event::Failed { number, reason: unknown(reason) }]
            }
        }
    }

    fn tell(event: &Event) -> Text {
        match event {
            Event::RunAsked { number, tool, arguments, .. } => Text::new()
                .plain(format!("asked for run {number}: "))
                .code(command_line(tool, arguments)),
            Event::Confirmed { number, .. } => Text::from(format!("confirmed run {number}")),
            Event::Started { number, tool, arguments, .. } => Text::new()
                .plain(format!("run {number} began: "))
                .code(command_line(tool, arguments)),
            Event::Finished { number, ok, output } => {
                let word = if *ok { "ok" } else { "failed" };
                Text::from(format!("run {number} ended: {word}")).preformatted(output)
            }
            Event::TimedOut { number } => {
                Text::from(format!("run {number} gave no answer in time, {OUTCOME_UNKNOWN}"))
            }
            Event::Failed { number, reason } => {
                Text::from(format!("run {number} failed: {reason}"))
            }
            Event::Lapsed { number } => {
                Text::from(format!("run {number} was not confirmed in time and did not run"))
            }
        }
    }
}

/// What people must know after a run that may or may not have happened.
const OUTCOME_UNKNOWN: &str = "outcome unknown: look before running it again";

#[cfg(test)]
mod tests;
