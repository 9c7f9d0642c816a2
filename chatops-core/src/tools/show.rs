//! Runs as people see them.

use jiff::Timestamp;

use super::{Danger, Event, OUTCOME_UNKNOWN, Tools};
use crate::effect::{Effect, Reaction, Slot, TimerKey};
use crate::message::{Message, Tone};
use crate::text::Text;

impl Tools {
    /// What follows from an event: a call, a timer, words for the room and for who asked.
    pub(super) fn follow(&self, event: &Event) -> Reaction {
        match event {
            Event::RunAsked { number, room, needs, until, .. } => {
                let asked = Text::new()
                    .strong(format!("Run {number}"))
                    .plain(" waits for a confirmation in ");
                self.beside(*number, Message::new(asked.room(room).plain(".")))
                    .post_as(room, Slot::Run(*number), self.request(*number, *needs, *until))
                    .set(TimerKey::Confirmation(*number), *until)
            }
            Event::Confirmed { number, by } => {
                let text = self.heading(*number).plain(" – confirmed by ").name(by);
                self.edited(*number, text.plain(". The outcome follows."))
                    .cancel(TimerKey::Confirmation(*number))
            }
            Event::Started { number, tool, arguments, by, until, .. } => Reaction::none()
                .effect(Effect::RunTool {
                    run: *number,
                    tool: tool.clone(),
                    arguments: arguments.clone(),
                    asked_by: by.clone(),
                })
                .set(TimerKey::Run(*number), *until),
            Event::Finished { number, ok, output } => {
                let (word, tone) =
                    if *ok { (" – ok", Tone::Good) } else { (" – failed", Tone::Alarm) };
                let mut text = self.heading(*number).plain(word);
                if !output.trim().is_empty() {
                    text = text.preformatted(output);
                }
                self.shown(*number, &Message::new(text).tone(tone)).cancel(TimerKey::Run(*number))
            }
            Event::Failed { number, reason } => {
                let text = self.heading(*number).plain(" – failed: ").plain(reason.as_str());
                self.shown(*number, &Message::new(text).tone(Tone::Alarm))
                    .cancel(TimerKey::Run(*number))
            }
            Event::TimedOut { number } => {
                let text = self
                    .heading(*number)
                    .plain(format!(" – no answer in time, {OUTCOME_UNKNOWN}."));
                self.shown(*number, &Message::new(text).tone(Tone::Alarm))
            }
            Event::Lapsed { number } => {
                let text =
                    self.heading(*number).plain(" – not confirmed in time. Nothing was run.");
                let shown = self.edited(*number, text.clone());
                match self.runs.get(number) {
                    Some(run) => shown.answer_at(run.asked_in.as_ref(), &run.by, text),
                    None => shown,
                }
            }
        }
    }

    /// `Run 3: restart service=checkout, for Ann Lee`.
    fn heading(&self, number: u32) -> Text {
        let text = Text::new().strong(format!("Run {number}"));
        match self.runs.get(&number) {
            Some(run) => text.plain(": ").code(run.command_line()).plain(", for ").name(&run.by),
            None => text,
        }
    }

    /// What came of a run, for all in its room to see; who asked elsewhere is answered there too.
    fn shown(&self, number: u32, message: &Message) -> Reaction {
        match self.runs.get(&number) {
            Some(run) => self.beside(number, message.clone()).post(&run.room, message.clone()),
            None => Reaction::none(),
        }
    }

    /// The same for who asked, where they asked in another place than the run's room.
    fn beside(&self, number: u32, message: Message) -> Reaction {
        match self.runs.get(&number) {
            Some(run) if run.asked_in.as_ref() != Some(&run.room) => {
                Reaction::none().answer_at(run.asked_in.as_ref(), &run.by, message)
            }
            _ => Reaction::none(),
        }
    }

    /// The message that asked for a confirmation says something else now.
    fn edited(&self, number: u32, text: Text) -> Reaction {
        match self.runs.get(&number) {
            Some(run) => Reaction::none().edit(&run.room, Slot::Run(number), text),
            None => Reaction::none(),
        }
    }

    /// The message that asks for a confirmation.
    fn request(&self, number: u32, needs: Danger, until: Timestamp) -> Message {
        let text = self.heading(number).line().plain(match needs {
            Danger::TwoPersons => "A second person who may run it must confirm by ",
            Danger::Confirm | Danger::Harmless => "Who asked must confirm by ",
        });
        Message::new(text.time(until).plain("."))
            .tone(Tone::Warning)
            .button("Confirm", format!("confirm {number}"))
    }
}
