//! What people see of questions.

use jiff::Timestamp;

use super::{Asks, Event, Question, Verdict};
use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction, Room, Slot, TimerKey};
use crate::ids::{IncidentId, PersonId};
use crate::message::{Message, Tone};
use crate::text::Text;

/// When a question goes on, and to whom then; to nobody: to the emergency channel.
type Onward<'a> = (Option<Timestamp>, Option<&'a PersonId>);

/// What follows from an event, with the questions as they are after it.
pub(super) fn reaction(asks: &Asks, event: &Event, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
    let number = event.number();
    let Some(question) = asks.question(number) else { return Reaction::none() };
    match event {
        Event::Asked { to: None, .. } => Reaction::none(),
        Event::Asked { to: Some(to), until, next, .. } => {
            let line = Text::new()
                .plain(format!("Question {number} is sent to "))
                .name(to)
                .plain(". You will learn the answer here.");
            asked(number, question, to, (*until, next.as_ref()), scene).direct(&question.by, line)
        }
        Event::Climbed { to, until, next, .. } => {
            let line = Text::new()
                .plain(format!("No answer to question {number} yet. It is sent on to "))
                .name(to)
                .plain(".");
            let onward = (Some(*until), next.as_ref());
            asked(number, question, to, onward, scene).direct(&question.by, line)
        }
        Event::ReachedTop { .. } => reached_top(number, question, scene),
        Event::Answered { by, verdict, note, .. } => {
            let taken = Text::new()
                .plain(format!("You answered question {number}: {verdict}. "))
                .name(&question.by)
                .plain(" is told.");
            let told = answered(number, question, by, (*verdict, note.as_deref()), scene);
            Reaction::none().answer(cx, taken).and(told)
        }
        Event::Linked { incident, settles: true, .. } => {
            settled(number, question, *incident, scene)
        }
        Event::Linked { incident, .. } => linked(number, question, *incident),
        Event::Withdrawn { .. } => withdrawn(number, question, scene),
    }
}

/// What its next addressee gets, and the timer by which they are passed by.
fn asked(
    number: u32,
    question: &Question,
    to: &PersonId,
    (until, next): Onward<'_>,
    scene: &Scene<'_>,
) -> Reaction {
    let text = Text::new()
        .mention(to)
        .plain(" – ")
        .name(&question.by)
        .plain(format!(" asks whether to start an incident (question {number}):"));
    let text = body(text, question);
    let Some(until) = until else {
        return Reaction::none().direct(to, with_buttons(number, text, Tone::Warning));
    };
    let text = match next {
        Some(next) => text.line().plain("Goes on to ").name(next).plain(" at ").time(until),
        None => text
            .line()
            .plain("Goes to ")
            .room(scene.room)
            .plain(", for all to see, at ")
            .time(until),
    };
    Reaction::none()
        .direct(to, with_buttons(number, text.plain("."), Tone::Warning))
        .set(TimerKey::Ask(number), until)
}

fn reached_top(number: u32, question: &Question, scene: &Scene<'_>) -> Reaction {
    let text = Text::new()
        .strong(format!("Question {number} has no answer"))
        .plain(" – ")
        .name(&question.by)
        .plain(" asks whether to start an incident:");
    let message = with_buttons(number, body(text, question), Tone::Alarm);
    let line = Text::new()
        .plain(format!("Nobody is left to send question {number} to. It stands on "))
        .room(scene.room)
        .plain(" now. If it cannot wait, start an incident with ")
        .code("declare <title>")
        .plain(".");
    Reaction::none()
        .cancel(TimerKey::Ask(number))
        .post_as(scene.room, Slot::Ask(number), message)
        .direct(&question.by, line)
}

fn body(text: Text, question: &Question) -> Text {
    let mut text = text.quote().plain(question.text.clone());
    if !question.likely.is_empty() {
        text = text.line().plain("Likely the same:");
        for one in &question.likely {
            text = text.bullet().plain(one.title.clone());
            text = match &one.room {
                Some(room) => text.plain(" – in ").room(room),
                None => text,
            };
        }
    }
    text
}

fn with_buttons(number: u32, text: Text, tone: Tone) -> Message {
    Message::new(text)
        .tone(tone)
        .button("Yes, start", format!("answer {number} yes"))
        .button("Watch", format!("answer {number} watch"))
        .button("No", format!("answer {number} no"))
}

/// The asker learns the answer, and so does everybody who was asked and need not think of it any more.
fn answered(
    number: u32,
    question: &Question,
    by: &PersonId,
    (verdict, note): (Verdict, Option<&str>),
    scene: &Scene<'_>,
) -> Reaction {
    let meaning = match verdict {
        Verdict::Yes => "yes – it is an incident.",
        Verdict::Watch => "watch – keep an eye on it, and ask again if it gets worse.",
        Verdict::No => "no – nothing is started.",
    };
    let mut text =
        Text::new().name(by).plain(format!(" answers question {number}: ")).strong(meaning);
    if let Some(note) = note {
        text = text.quote().plain(note);
    }
    let message = Message::new(text).tone(match verdict {
        Verdict::Yes => Tone::Warning,
        Verdict::Watch | Verdict::No => Tone::Good,
    });
    let mut reaction =
        Reaction::none().cancel(TimerKey::Ask(number)).direct(&question.by, message.clone());
    for other in question.asked.iter().filter(|other| *other != by) {
        reaction = reaction.direct(other, message.clone());
    }
    if question.at_top {
        reaction = reaction.edit(scene.room, Slot::Ask(number), message);
    }
    reaction
}

/// Who asked knows most: they are told where it is worked on, and brought in where the answer was yes.
fn linked(number: u32, question: &Question, incident: IncidentId) -> Reaction {
    let room = Room::Hot(incident);
    let certain = question.answer.as_ref().is_some_and(|answer| answer.verdict == Verdict::Yes);
    if !certain {
        let text = Text::new()
            .plain("An incident was declared that may be what you asked about: ")
            .room(&room)
            .plain(format!(
                ". Question {number} was “{}”. If it is the same, say there what you know.",
                question.text
            ));
        return Reaction::none().direct(&question.by, text);
    }
    let text = Text::new()
        .plain(format!("Question {number}: it is worked on in "))
        .room(&room)
        .plain(", and you are brought in. Say there what you know.");
    let people = std::iter::once(question.by.clone()).collect();
    Reaction::none().effect(Effect::Invite { room, people }).direct(&question.by, text)
}

/// An incident was declared before anybody answered: who asked is brought in, and nobody needs to answer.
fn settled(number: u32, question: &Question, incident: IncidentId, scene: &Scene<'_>) -> Reaction {
    let room = Room::Hot(incident);
    let text = Text::new()
        .plain(format!("Question {number} is settled: an incident was declared about it"));
    // Who was asked may be about to command it: nothing they are told waits for the room to stand.
    let others =
        text.clone().plain(". Nothing is left to answer; ").code("open").plain(" shows it.");
    let others = Message::new(others);
    let asker = text
        .plain(". It is worked on in ")
        .room(&room)
        .plain(", and you are brought in. Say there what you know.");
    let people = std::iter::once(question.by.clone()).collect();
    let mut reaction = Reaction::none()
        .cancel(TimerKey::Ask(number))
        .effect(Effect::Invite { room, people })
        .direct(&question.by, asker);
    for person in &question.asked {
        reaction = reaction.direct(person, others.clone());
    }
    if question.at_top {
        return reaction.edit(scene.room, Slot::Ask(number), others);
    }
    reaction
}

/// Nobody waits for the answer any more; what was seen may still be so.
fn withdrawn(number: u32, question: &Question, scene: &Scene<'_>) -> Reaction {
    let text = Text::new()
        .plain(format!("Question {number} is off: "))
        .name(&question.by)
        .plain(", who asked, is no longer of the company. Look yourself whether it is still so:")
        .quote()
        .plain(question.text.clone());
    let message = Message::new(text).tone(Tone::Warning);
    let reaction = Reaction::none().cancel(TimerKey::Ask(number));
    let reaction = question
        .asked
        .iter()
        .fold(reaction, |reaction, person| reaction.direct(person, message.clone()));
    if question.at_top {
        return reaction.edit(scene.room, Slot::Ask(number), message);
    }
    reaction
}

impl Asks {
    /// The questions that wait for an answer, as `reader` may read them: all, or their own. Nothing: there are none.
    #[must_use]
    pub fn list(&self, own_of: Option<&PersonId>) -> Option<Text> {
        let seen = |question: &Question| own_of.is_none_or(|person| question.by == *person);
        let open: Vec<(u32, &Question)> =
            self.open().filter(|(_, question)| seen(question)).collect();
        if open.is_empty() {
            return None;
        }
        let mut text = Text::new().strong(match open.len() {
            1 => String::from("1 question waits for an answer"),
            many => format!("{many} questions wait for an answer"),
        });
        for (number, question) in open {
            text = text.bullet().plain(format!("{number} – ")).name(&question.by);
            text =
                text.plain(" at ").time(question.asked_at).plain(": ").plain(question.text.clone());
            text = match question.addressee() {
                Some(person) => text.plain(" – waits for ").name(person),
                None => text.plain(" – for all to see: nobody answered"),
            };
            if let Some(until) = question.until {
                text = text.plain(" until ").time(until);
            }
        }
        Some(text)
    }
}
