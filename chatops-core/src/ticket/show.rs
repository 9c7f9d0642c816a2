//! What the room sees of its ticket, and what the timeline says of it.

use crate::context::Scene;
use crate::effect::{Effect, Reaction, Slot, TimerKey};
use crate::message::{Message, Tone};
use crate::text::Text;
use crate::ticket::{Event, LinkedTicket, Step, WATCHERS_MAX};

/// What follows from an event, with the ticket as it is after it.
pub(super) fn reaction(
    ticket: Option<&LinkedTicket>,
    event: &Event,
    scene: &Scene<'_>,
) -> Reaction {
    let room = scene.room;
    match (event, ticket) {
        (Event::Wanted { title, severity, until }, _) => match scene.incident {
            Some(incident) => Reaction::none()
                .effect(Effect::OpenTicket {
                    incident: *incident,
                    title: title.clone(),
                    severity: *severity,
                })
                .set(TimerKey::TicketWait, *until),
            None => Reaction::none(),
        },
        (Event::Unavailable { .. }, _) => {
            Reaction::none().cancel(TimerKey::TicketWait).post(room, warning(event))
        }
        (Event::SecondOpened { .. }, _) => Reaction::none().post(room, warning(event)),
        (Event::WatchersFound { people, .. }, _) => Reaction::none()
            .effect(Effect::Invite { room: room.clone(), people: people.clone() })
            .post(room, tell(event)),
        (_, None) => Reaction::none(),
        (Event::Linked { key, .. }, Some(ticket)) => Reaction::none()
            .cancel(TimerKey::TicketWait)
            .post_as(room, Slot::Ticket, details(ticket))
            .effect(Effect::LinkTicket { ticket: key.clone(), room: room.clone() })
            .effect(Effect::ReadTicket { ticket: key.clone() }),
        (Event::MoveAsked { status, .. }, Some(ticket)) => Reaction::none()
            .effect(Effect::MoveTicket { ticket: ticket.key.clone(), status: status.clone() }),
        (Event::Moved { .. } | Event::ChangeSeen { .. }, Some(ticket)) => {
            let line = Text::new().plain(format!("{}: ", ticket.key)).append(tell(event));
            Reaction::none().edit(room, Slot::Ticket, details(ticket)).post(room, line)
        }
        (Event::Commented { text, by }, Some(ticket)) => {
            let said = match by {
                Some(by) => Text::new().name(by).plain(": "),
                None => Text::new(),
            };
            let comment = Effect::CommentTicket {
                ticket: ticket.key.clone(),
                text: said.plain(text.clone()),
            };
            let heading = format!("Comment on {}:", ticket.key);
            Reaction::none()
                .effect(comment)
                .post(room, Text::new().plain(heading).quote().plain(text.clone()))
        }
        (Event::Failed { step, certain, .. }, Some(ticket)) => {
            let reaction = Reaction::none().post(room, warning(event));
            if *step == Step::Move && !certain {
                // The ticket itself knows what became of the move.
                return reaction.effect(Effect::ReadTicket { ticket: ticket.key.clone() });
            }
            reaction
        }
    }
}

fn warning(event: &Event) -> Message {
    Message::new(tell(event)).tone(Tone::Warning)
}

/// The details of the ticket, with the next step as a button.
fn details(ticket: &LinkedTicket) -> Message {
    let mut text = Text::new();
    text = match &ticket.url {
        Some(url) => text.link(ticket.key.as_str(), url),
        None => text.strong(ticket.key.as_str()),
    };
    text = text.plain(format!(" – {}", ticket.title));
    text = text.line().plain("Status: ").strong(ticket.status.clone());
    if let Some(component) = &ticket.component {
        text = text.plain(" – component: ").code(component.clone());
    }
    let message = Message::new(text);
    match next_status(&ticket.status) {
        Some(next) => message.button(next, format!("ticket move {next}")),
        None => message,
    }
}

/// The usual next status: Open → In Progress → Resolved (Feature C5).
fn next_status(status: &str) -> Option<&'static str> {
    match status.trim().to_lowercase().as_str() {
        "resolved" | "done" | "closed" => None,
        "in progress" => Some("Resolved"),
        _ => Some("In Progress"),
    }
}

/// One line for the timeline.
pub(super) fn tell(event: &Event) -> Text {
    let text = Text::new();
    match event {
        Event::Wanted { title, severity, .. } => {
            text.plain(format!("A ticket is being opened: {title} ({severity})."))
        }
        Event::Linked { key, title, status, .. } => {
            text.plain(format!("Ticket {key} linked: {title} ({status})."))
        }
        Event::SecondOpened { key } => text.plain(format!(
            "A second ticket was opened meanwhile: {key}. Close it as a duplicate."
        )),
        Event::WatchersFound { people, left_out } => {
            let count = people.len();
            let whom = if count == 1 { "person who watches" } else { "people who watch" };
            let text = text.plain(format!("Invited {count} {whom} the ticket"));
            if *left_out == 0 {
                return text.plain(".");
            }
            text.plain(format!(
                "; {left_out} more were left out, at most {WATCHERS_MAX} are invited."
            ))
        }
        Event::MoveAsked { status, .. } => text.plain(format!("Moving the ticket to {status}.")),
        Event::Moved { status, by } => {
            let text = text.plain(format!("moved to {status}"));
            match by {
                Some(by) => text.plain(" by ").name(by),
                None => text,
            }
        }
        Event::Commented { text: comment, .. } => {
            text.plain(format!("Comment on the ticket: {comment}"))
        }
        Event::ChangeSeen { title, status } => {
            let text = text.plain("changed in the ticket system");
            let text = match status {
                Some(status) => text.plain(format!(", now {status}")),
                None => text,
            };
            match title {
                Some(title) => text.plain(format!(", title: {title}")),
                None => text,
            }
        }
        Event::Unavailable { reason, may_come: true } => text.plain(format!(
            "No ticket yet: {reason}. Work goes on without it; it is linked when it comes."
        )),
        Event::Unavailable { reason, may_come: false } => {
            text.plain(format!("No ticket: {reason}. Work goes on without it."))
        }
        Event::Failed { step, reason, certain: true } => {
            text.plain(format!("Could not {step}: {reason}."))
        }
        Event::Failed { step, reason, certain: false } => {
            text.plain(format!("Nobody knows whether we could {step}: {reason}."))
        }
    }
}
