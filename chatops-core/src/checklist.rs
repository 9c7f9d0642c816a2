//! Checklists (Feature D5): steps by severity and role, ticked in chat, with owner and time.
//!
//! A checklist is copied from its template when it starts: who changes the policy during an
//! incident does not move the steps under people's hands.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::context::{Context, Scene};
use crate::effect::{Reaction, Slot};
use crate::escalation::PolicyProblem;
use crate::feature::Feature;
use crate::ids::PersonId;
use crate::message::{BUTTONS_MAX, Message, Tone};
use crate::numbered::Numbered;
use crate::people::Role;
use crate::policy::Policy;
use crate::refusal::{Refusal, RefusalKind};
use crate::severity::Severity;
use crate::text::Text;

/// Most checklists of one incident. When they are all in use, a finished one makes room.
pub const CHECKLISTS_MAX: usize = 10;

/// Most steps of a checklist: one message, readable without scrolling.
pub const STEPS_MAX: usize = 20;

/// Longest step, in characters. The name of a checklist is bounded likewise.
pub const STEP_CHARS_MAX: usize = 150;

/// How many of the next open steps have a button: one less than a message can hold.
pub const STEP_BUTTONS_MAX: usize = BUTTONS_MAX - 1;

/// A checklist as the policy has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistTemplate {
    /// Its steps, in order. 1 to [`STEPS_MAX`].
    pub steps: Vec<StepTemplate>,
    /// It starts by itself in an incident of this severity or worse. None: only by hand, with a
    /// role, or where a severity of the policy names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Severity>,
    /// It belongs to this role, and starts when somebody gets it. None: it is for the whole room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_role: Option<Role>,
}

/// A step as the policy has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepTemplate {
    /// What to do. At most [`STEP_CHARS_MAX`] characters.
    pub text: String,
    /// Whose step it is. Anybody may tick it: at night one person has many roles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl ChecklistTemplate {
    /// Checks that the checklist called `name` can be used.
    ///
    /// # Errors
    /// A [`PolicyProblem`] where the name cannot be typed, there are no steps or more than
    /// [`STEPS_MAX`], or a step is empty or too long.
    pub fn check(&self, name: &str) -> Result<(), PolicyProblem> {
        let place = format!("checklists.{name}");
        if name.trim() != name || !(1..=STEP_CHARS_MAX).contains(&name.chars().count()) {
            return Err(PolicyProblem::new(
                place,
                "the name cannot be typed",
                format!("give it 1 to {STEP_CHARS_MAX} characters without space around them"),
            ));
        }
        if self.steps.is_empty() {
            let place = format!("{place}.steps");
            return Err(PolicyProblem::new(place, "it has no steps", "add at least one"));
        }
        if self.steps.len() > STEPS_MAX {
            return Err(PolicyProblem::new(
                format!("{place}.steps"),
                format!("it has {} steps", self.steps.len()),
                format!("make it two checklists; {STEPS_MAX} steps are the most"),
            ));
        }
        for (index, step) in self.steps.iter().enumerate() {
            let chars = step.text.trim().chars().count();
            if !(1..=STEP_CHARS_MAX).contains(&chars) {
                return Err(PolicyProblem::new(
                    format!("{place}.steps[{index}].text"),
                    format!("it has {chars} characters"),
                    format!("write 1 to {STEP_CHARS_MAX}"),
                ));
            }
        }
        Ok(())
    }

    fn reached(&self, severity: Severity) -> bool {
        self.from.is_none_or(|from| severity.at_least(from))
    }
}

/// The checklists that start by themselves in an incident of this severity: those whose `from` it
/// reaches, and the one that the policy names for it. Those of a role wait for somebody to have it.
pub fn of_severity(policy: &Policy, severity: Severity) -> impl Iterator<Item = &str> {
    let named = policy.severity(severity).checklist;
    policy.checklists.iter().filter_map(move |(name, template)| {
        let reached =
            template.from.is_some() && template.reached(severity) && template.for_role.is_none();
        (reached || named.as_ref() == Some(name)).then_some(name.as_str())
    })
}

/// The checklists that start when somebody gets a role in an incident of this severity.
pub fn of_role(policy: &Policy, role: Role, severity: Severity) -> impl Iterator<Item = &str> {
    policy.checklists.iter().filter_map(move |(name, template)| {
        (template.for_role == Some(role) && template.reached(severity)).then_some(name.as_str())
    })
}

/// The checklists of one incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklists {
    /// At most [`CHECKLISTS_MAX`].
    lists: Numbered<Checklist>,
}

/// A checklist in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its name in the policy.
    pub name: String,
    /// Whose it is. None: the whole room's.
    pub for_role: Option<Role>,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// A step of a checklist in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What to do.
    pub text: String,
    /// Whose step it is.
    pub role: Option<Role>,
    /// Who has done it and when, once it is done.
    pub done: Option<Done>,
}

/// Who has done a step, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Start a checklist of the policy.
    Start {
        /// Its name.
        name: String,
    },
    /// Tick a step.
    Tick {
        /// The checklist.
        number: u32,
        /// The step, from 1.
        step: u32,
    },
    /// Take a tick back.
    Untick {
        /// The checklist.
        number: u32,
        /// The step, from 1.
        step: u32,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A checklist was started.
    Started {
        /// Its number, from 1.
        number: u32,
        /// Its name.
        name: String,
        /// Whose it is, where it is not the whole room's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        for_role: Option<Role>,
        /// Its steps as the policy had them.
        steps: Vec<StepTemplate>,
    },
    /// A step was ticked.
    Ticked {
        /// The checklist.
        number: u32,
        /// The step, from 1.
        step: u32,
        /// Who did it.
        by: PersonId,
        /// When.
        at: Timestamp,
    },
    /// A tick was taken back.
    Unticked {
        /// The checklist.
        number: u32,
        /// The step, from 1.
        step: u32,
    },
}

impl Checklists {
    /// Whether a checklist of this name has been started, finished or not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.lists.iter().any(|(_, list)| list.name == name)
    }

    /// The checklist with this number.
    #[must_use]
    pub fn checklist(&self, number: u32) -> Option<&Checklist> {
        self.lists.get(number)
    }

    fn start(&self, name: &str, cx: Context<'_>) -> Result<Event, Refusal> {
        let Some(template) = cx.policy.checklists.get(name) else {
            let shown = crate::words::cut(name, 40);
            let known: Vec<&str> =
                cx.policy.checklists.keys().take(CHECKLISTS_MAX).map(String::as_str).collect();
            let instead = match known.is_empty() {
                true => {
                    String::from("No checklists are set up; write down your steps and pin them.")
                }
                false => format!("There are: {}.", known.join(", ")),
            };
            return Err(Refusal::not_found(&format!("checklist `{shown}`"), instead));
        };
        if let Err(problem) = template.check(name) {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("This checklist cannot be used: {problem}."),
                "Mend it in the policy.",
            ));
        }
        let open = self.lists.iter().find(|(_, list)| list.name == name && !list.is_finished());
        if let Some((number, _)) = open {
            return Err(Refusal::already_done(
                format!("Checklist {number} is this one, and it has open steps."),
                format!("Tick them with `tick {number} <step>`."),
            ));
        }
        let finished = self.lists.iter().any(|(_, list)| list.is_finished());
        if self.lists.len() >= CHECKLISTS_MAX && !finished {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("{CHECKLISTS_MAX} checklists have open steps."),
                "Finish one of them first.",
            ));
        }
        Ok(Event::Started {
            number: self.lists.next(),
            name: String::from(name),
            for_role: template.for_role,
            steps: template.steps.clone(),
        })
    }

    fn step(&self, number: u32, step: u32) -> Result<&Step, Refusal> {
        let list = self.lists.get(number).ok_or_else(|| {
            Refusal::not_found(
                &format!("checklist {number}"),
                "Its number stands in its heading; start one with `checklist start <name>`.",
            )
        })?;
        list.steps.get(place(step)).ok_or_else(|| {
            Refusal::not_found(
                &format!("step {step} on checklist {number}"),
                format!("It has the steps 1 to {}.", list.steps.len()),
            )
        })
    }

    fn set_done(&mut self, number: u32, step: u32, done: Option<Done>) {
        let list = self.lists.get_mut(number);
        if let Some(step) = list.and_then(|list| list.steps.get_mut(place(step))) {
            step.done = done;
        }
    }
}

/// The place in the list of a step that people count from 1. Step 0 is nowhere.
fn place(step: u32) -> usize {
    step.checked_sub(1).and_then(|place| usize::try_from(place).ok()).unwrap_or(usize::MAX)
}

impl Checklist {
    /// Whether every step is ticked.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.steps.iter().all(|step| step.done.is_some())
    }

    /// The message of the checklist: what is done by whom and when, and buttons for what comes
    /// next.
    fn card(&self, number: u32) -> Message {
        let done = self.steps.iter().filter(|step| step.done.is_some()).count();
        let mut text = Text::new().strong(format!("Checklist {number} – {}", self.name));
        if let Some(role) = self.for_role {
            text = text.plain(format!(", for the {role}"));
        }
        text = text.plain(format!(" – {done} of {} done", self.steps.len()));
        for (index, step) in self.steps.iter().enumerate() {
            let tick = if step.done.is_some() { '☑' } else { '☐' };
            text = text.line().plain(format!("{tick} {}. {}", index + 1, step.text.trim()));
            text = match (&step.done, step.role) {
                (Some(done), _) => text.plain(" – ").name(&done.by).plain(", ").time(done.at),
                (None, Some(role)) => text.plain(format!(" ({role})")),
                (None, None) => text,
            };
        }
        let tone = if self.is_finished() { Tone::Good } else { Tone::Neutral };
        let open = self.steps.iter().enumerate().filter(|(_, step)| step.done.is_none());
        open.take(STEP_BUTTONS_MAX).fold(Message::new(text).tone(tone), |message, (index, _)| {
            let step = index + 1;
            message.button(format!("Tick {step}"), format!("tick {number} {step}"))
        })
    }
}

impl Feature for Checklists {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        Ok(vec![match command {
            Command::Start { name } => self.start(name.trim(), cx)?,
            Command::Tick { number, step } => {
                let by = cx.asker()?.clone();
                if self.step(*number, *step)?.done.is_some() {
                    return Err(Refusal::already_done(
                        format!("Step {step} of checklist {number} is ticked."),
                        format!("Take it back with `untick {number} {step}` if it is not done."),
                    ));
                }
                Event::Ticked { number: *number, step: *step, by, at: cx.now }
            }
            Command::Untick { number, step } => {
                if self.step(*number, *step)?.done.is_none() {
                    return Err(Refusal::already_done(
                        format!("Step {step} of checklist {number} is open."),
                        format!("Tick it with `tick {number} {step}` when it is done."),
                    ));
                }
                Event::Unticked { number: *number, step: *step }
            }
        }])
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::Started { number, name, for_role, steps } => {
                let steps = steps
                    .iter()
                    .map(|step| Step { text: step.text.clone(), role: step.role, done: None })
                    .collect();
                let list = Checklist { name: name.clone(), for_role: *for_role, steps };
                self.lists.keep(*number, list, CHECKLISTS_MAX, Checklist::is_finished);
            }
            Event::Ticked { number, step, by, at } => {
                self.set_done(*number, *step, Some(Done { by: by.clone(), at: *at }));
            }
            Event::Unticked { number, step } => self.set_done(*number, *step, None),
        }
    }

    fn react(&self, event: &Event, scene: &Scene<'_>, _cx: Context<'_>) -> Reaction {
        let (Event::Started { number, .. }
        | Event::Ticked { number, .. }
        | Event::Unticked { number, .. }) = event;
        let Some(list) = self.lists.get(*number) else {
            return Reaction::none();
        };
        let slot = Slot::Checklist(*number);
        match event {
            Event::Started { .. } => Reaction::none().post_as(scene.room, slot, list.card(*number)),
            Event::Ticked { .. } if list.is_finished() => {
                let text = Text::new().strong(format!("Checklist {number} – {}", list.name));
                let message = Message::new(text.plain(" is finished.")).tone(Tone::Good);
                Reaction::none()
                    .edit(scene.room, slot, list.card(*number))
                    .post(scene.room, message)
            }
            Event::Ticked { .. } | Event::Unticked { .. } => {
                Reaction::none().edit(scene.room, slot, list.card(*number))
            }
        }
    }

    fn tell(event: &Event) -> Text {
        Text::from(match event {
            Event::Started { number, name, .. } => format!("checklist {number} started: {name}"),
            Event::Ticked { number, step, .. } => {
                format!("ticked step {step} of checklist {number}")
            }
            Event::Unticked { number, step } => {
                format!("took back the tick of step {step} of checklist {number}")
            }
        })
    }
}

#[cfg(test)]
mod tests;
