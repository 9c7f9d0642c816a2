//! What the outside answers.

use std::collections::BTreeSet;

use chatops_core::effect::{Answer, Effect, Outcome, Reached, TicketFacts};
use chatops_core::ids::{MessageId, RoomId, TicketKey};
use chatops_core::message::Picture;

use chatops_testkit::story::cast::person;

/// Everything goes well.
pub(crate) fn done(effect: &Effect, place: u64) -> Outcome {
    Outcome::Done(answer(effect, place))
}

/// It did not happen.
pub(crate) fn refused(_: &Effect, _: u64) -> Outcome {
    Outcome::Refused { reason: String::from("The service said no to @everyone.") }
}

/// Nobody knows.
pub(crate) fn ambiguous(_: &Effect, _: u64) -> Outcome {
    Outcome::Ambiguous { reason: String::from("No answer came in time.") }
}

/// It is said to be done, and nothing else is said: an answer that does not fit.
pub(crate) fn vague(_: &Effect, _: u64) -> Outcome {
    Outcome::Done(Answer::Nothing)
}

/// A ticket as its system describes it.
pub(crate) fn ticket(key: &str, title: &str, component: Option<&str>) -> TicketFacts {
    TicketFacts {
        key: TicketKey::new(key).unwrap(),
        title: String::from(title),
        status: String::from("Open"),
        url: Some(format!("https://tickets.example/{key}")),
        watchers: BTreeSet::from([person("fay"), person("eve")]),
        component: component.map(String::from),
    }
}

/// The hour since the worlds began, from 0.
fn hour(at: jiff::Timestamp) -> usize {
    let began: jiff::Timestamp = super::BEGINNING.parse().unwrap();
    usize::try_from((at.as_second() - began.as_second()) / 3_600).unwrap_or(0)
}

fn answer(effect: &Effect, place: u64) -> Answer {
    match effect {
        Effect::OpenRoom { room, name, .. } => {
            let id = RoomId::new(format!("room:{room}")).unwrap();
            Answer::Room { room: id, name: name.clone() }
        }
        Effect::Post { .. } | Effect::Broadcast(_) => {
            Answer::Message { message: MessageId::new(format!("ours{place}")).unwrap() }
        }
        Effect::CountAudience { .. } => Answer::Audience {
            people: ["ann", "bob", "fay"]
                .map(|handle| Reached {
                    person: person(handle),
                    zone: Some(String::from("Asia/Tokyo")),
                })
                .to_vec(),
        },
        Effect::ConsultSchedule { at } => Answer::Duty {
            // The rota of a test: Jim begins, it changes with the hour, and every fifth hour is a gap.
            person: ["jim", "ann", "jim", "dan"].get(hour(*at) % 5).map(|handle| person(handle)),
            why: String::from("layer 1 of the rota"),
            next_change: Some(chatops_core::time::later(*at, jiff::SignedDuration::from_hours(1))),
        },
        Effect::OpenTicket { title, .. } => {
            Answer::Ticket(ticket(&format!("HOT-{place}"), title, None))
        }
        Effect::ReadTicket { ticket: key } => {
            Answer::Ticket(ticket(key.as_str(), "as it is now", Some("db")))
        }
        Effect::FileFollowUp { title, .. } => {
            Answer::Ticket(ticket(&format!("FUP-{place}"), title, None))
        }
        Effect::PublishUpdate(_) | Effect::PublishPostmortem { .. } => {
            Answer::Published { url: String::from("https://status.example/1") }
        }
        Effect::RunTool { .. } => Answer::Output {
            ok: !place.is_multiple_of(3),
            output: String::from("load 0.7\n@everyone <!channel>\ntoken=hunter22"),
        },
        Effect::FetchChart { .. } => Answer::Chart {
            picture: Picture {
                name: String::from("graph.png"),
                alternative: String::from("a graph"),
                media_type: String::from("image/png"),
                bytes: vec![1, 2, 3],
            },
        },
        _ => Answer::Nothing,
    }
}
