//! What the room sees of its ticket, and what the timeline says of it.

use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction, Slot, TimerKey};
use crate::ids::TicketKey;
use crate::message::{Message, Tone};
use crate::text::Text;
use crate::ticket::{Event, LinkedTicket, RELATED_TOLD_MAX, Step, WATCHERS_MAX, next_status};

/// What follows from an event, with the ticket as it is after it.
pub(super) fn reaction(
    ticket: Option<&LinkedTicket>,
    event: &Event,
    scene: &Scene<'_>,
    cx: Context<'_>,
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
        (Event::LinkAsked { key, until, .. }, _) => Reaction::none()
            .effect(Effect::ReadTicket { ticket: key.clone() })
            .set(TimerKey::TicketWait, *until),
        (Event::Unavailable { .. } | Event::NotLinked { .. }, _) => {
            Reaction::none().cancel(TimerKey::TicketWait).post(room, warning(event))
        }
        (Event::SecondOpened { .. }, _) => Reaction::none().post(room, warning(event)),
        (Event::RelatedFiled { key, .. }, own) => related(key, event, own, scene),
        (Event::WatchersFound { people, .. }, _) => Reaction::none()
            .effect(Effect::Invite { room: room.clone(), people: people.clone() })
            .post(room, tell(event)),
        (Event::Failed { related: Some(_), .. }, _) => Reaction::none().post(room, warning(event)),
        (_, None) => Reaction::none(),
        (Event::Looked, Some(ticket)) => looked(ticket, scene, cx),
        (_, Some(ticket)) => of_ours(ticket, event, scene),
    }
}

/// In its own room the newest card is the one that is kept current. Elsewhere it is shown as it is now: its button
/// would be pressed in the wrong room.
fn looked(ticket: &LinkedTicket, scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
    match cx.asked_in {
        Some(room) if room == scene.room => {
            Reaction::none().post_as(room, Slot::Ticket, details(ticket))
        }
        _ => Reaction::none().show(cx, details(ticket).text),
    }
}

/// What follows from an event of the incident's own ticket.
fn of_ours(ticket: &LinkedTicket, event: &Event, scene: &Scene<'_>) -> Reaction {
    let room = scene.room;
    match event {
        Event::Linked { key, .. } => Reaction::none()
            .cancel(TimerKey::TicketWait)
            .post_as(room, Slot::Ticket, details(ticket))
            .effect(Effect::LinkTicket { ticket: key.clone(), room: room.clone() })
            .effect(Effect::ReadTicket { ticket: key.clone() }),
        Event::MoveAsked { status, .. } => Reaction::none()
            .effect(Effect::MoveTicket { ticket: ticket.key.clone(), status: status.clone() }),
        Event::Moved { .. } | Event::ChangeSeen { .. } => {
            let line = Text::new().plain(format!("{}: ", ticket.key)).append(tell(event));
            Reaction::none().edit(room, Slot::Ticket, details(ticket)).post(room, line)
        }
        Event::Commented { text, by } => {
            let (said, heading) = match by {
                Some(by) => (
                    Text::new().name(by).plain(": "),
                    Text::new().name(by).plain(format!(" comments on {}:", ticket.key)),
                ),
                None => (Text::new(), Text::new().plain(format!("Comment on {}:", ticket.key))),
            };
            let comment = Effect::CommentTicket {
                ticket: ticket.key.clone(),
                text: said.plain(text.clone()),
            };
            Reaction::none().effect(comment).post(room, heading.quote().plain(text.clone()))
        }
        Event::Failed { step, certain, .. } => {
            let reaction = Reaction::none().post(room, warning(event));
            if *step == Step::Move && !certain {
                // The ticket itself knows what became of the move.
                return reaction.effect(Effect::ReadTicket { ticket: ticket.key.clone() });
            }
            reaction
        }
        _ => Reaction::none(),
    }
}

/// A ticket was filed for the same: the room is told, and whoever reads that ticket finds the room.
fn related(
    key: &TicketKey,
    event: &Event,
    own: Option<&LinkedTicket>,
    scene: &Scene<'_>,
) -> Reaction {
    let room = scene.room;
    let mut comment = Text::new().plain("An incident is open for this: ");
    if let Some(severity) = scene.severity {
        comment = comment.plain(format!("{severity} "));
    }
    comment = comment.plain(format!("“{}”", scene.title));
    if let Some(own) = own {
        comment = comment.plain(format!(" ({})", own.key));
    }
    let comment = comment.plain(". Work goes on in ").room(room).plain(".");
    let reaction = Reaction::none()
        .effect(Effect::CommentTicket { ticket: key.clone(), text: comment })
        .effect(Effect::LinkTicket { ticket: key.clone(), room: room.clone() });
    let Event::RelatedFiled { title, url, component, by, count, .. } = event else {
        return reaction;
    };
    if *count > RELATED_TOLD_MAX {
        return reaction;
    }
    let mut text = named(Text::new().plain("Likely the same: "), key, url.as_deref());
    text = text.plain(format!(" “{title}”, filed"));
    if let Some(component) = component {
        text = text.plain(" against ").code(component);
    }
    if let Some(by) = by {
        text = text.plain(" by ").name(by);
    }
    text = text.plain(". It says so now and leads to this room.");
    if *count == RELATED_TOLD_MAX {
        text = text.plain(" Further ones will too, and are not told here one by one.");
    }
    let message = Message::new(text);
    reaction.post(
        room,
        match own {
            Some(_) => message,
            None => message.button("Make it ours", format!("ticket link {key}")),
        },
    )
}

fn warning(event: &Event) -> Message {
    Message::new(tell(event)).tone(Tone::Warning)
}

/// The key, as a link where there is an address.
fn named(text: Text, key: &TicketKey, url: Option<&str>) -> Text {
    match url {
        Some(url) => text.link(key.as_str(), url),
        None => text.strong(key.as_str()),
    }
}

/// The details of the ticket, with the next step as a button.
fn details(ticket: &LinkedTicket) -> Message {
    let mut text = named(Text::new(), &ticket.key, ticket.url.as_deref());
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

/// One line for the timeline.
pub(super) fn tell(event: &Event) -> Text {
    let text = Text::new();
    match event {
        Event::Wanted { title, severity, .. } => {
            text.plain(format!("A ticket is being opened: “{title}” ({severity})."))
        }
        Event::LinkAsked { key, .. } => text.plain(format!("Ticket {key} is to be linked.")),
        Event::NotLinked { key, reason } => text
            .plain(format!("{key} is not linked. {reason} Link another: "))
            .code("ticket link <key>")
            .plain("; or open one: ")
            .code("ticket open")
            .plain("."),
        Event::Linked { key, title, status, .. } => {
            text.plain(format!("Ticket {key} linked: “{title}” ({status})."))
        }
        Event::RelatedFiled { key, title, .. } => {
            text.plain(format!("Ticket {key} was filed for the same: “{title}”."))
        }
        Event::Looked => text.plain("Looked at the ticket."),
        Event::SecondOpened { key } => text.plain(format!(
            "A second ticket was opened meanwhile: {key}. Close it as a duplicate."
        )),
        Event::WatchersFound { people, left_out } => watchers(people.len(), *left_out),
        Event::MoveAsked { status, then: None, .. } => {
            text.plain(format!("Moving the ticket to {status}."))
        }
        Event::MoveAsked { status, then: Some(then), .. } => {
            text.plain(format!("Moving the ticket to {then}, by way of {status}."))
        }
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
        Event::ChangeSeen { title, status, by } => {
            let mut text = text.plain("changed in the ticket system");
            if let Some(by) = by {
                text = text.plain(" by ").name(by);
            }
            if let Some(status) = status {
                text = text.plain(format!(", now {status}"));
            }
            match title {
                Some(title) => text.plain(format!(", now called “{title}”")),
                None => text,
            }
        }
        Event::Unavailable { reason, may_come, unclear } => {
            unavailable(reason, *may_come, *unclear)
        }
        Event::Failed { step, related, reason, certain } => {
            let what = match related {
                Some(key) => step.on(key.as_str()),
                None => step.on("the ticket"),
            };
            text.plain(match certain {
                true => format!("Could not {what}. {reason}"),
                false => format!("Nobody knows whether we could {what}. {reason}"),
            })
        }
    }
}

fn watchers(count: usize, left_out: u32) -> Text {
    let whom = if count == 1 { "person who watches" } else { "people who watch" };
    let text = Text::new().plain(format!("Invited {count} {whom} the ticket"));
    if left_out == 0 {
        return text.plain(".");
    }
    text.plain(format!("; {left_out} more were left out, at most {WATCHERS_MAX} are invited."))
}

fn unavailable(reason: &str, may_come: bool, unclear: bool) -> Text {
    let text = Text::new();
    if may_come {
        return text.plain(format!(
            "No ticket yet. {reason} Work goes on without it; it is linked when it comes."
        ));
    }
    let text = match unclear {
        true => text.plain(format!(
            "No ticket is linked, and nobody knows whether one was opened. {reason} \
             Work goes on without it. If it is there, link it: "
        )),
        false => text
            .plain(format!("No ticket. {reason} Work goes on without it. To try again: "))
            .code("ticket open")
            .plain("; to link one that is there: "),
    };
    text.code("ticket link <key>").plain(".")
}
