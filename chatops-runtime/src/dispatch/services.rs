//! Calls to everything that is not chat: schedule, pager, tickets, status page, documents, tools, graphs.

use chatops_core::effect::{Answer, Effect, TicketFacts};
use chatops_core::error::ErrorKind;
use chatops_core::ids::TicketKey;
use chatops_core::message::DRILL_MARK;
use chatops_core::ports::AlertSource;
use chatops_core::ports::knowledge::Document;
use chatops_core::ports::pager::{PageRequest, dedup_key};
use chatops_core::ports::tickets::NewTicket;
use chatops_core::ports::tool::ToolRequest;
use chatops_core::public_update::ApprovedUpdate;

use super::{Job, Trouble, transcript};
use crate::budgets::Service;
use crate::ports::Ports;
use crate::record;

/// Makes the one call of an effect that does not concern chat.
pub(super) async fn carry_out(job: &Job, ports: &Ports) -> Result<Answer, Trouble> {
    match &job.effect {
        Effect::ConsultSchedule { at } => consult(job, ports, *at).await,
        Effect::Page { .. } | Effect::StandDown { .. } => page(job, ports).await,
        Effect::PublishUpdate(update) => {
            Ok(Answer::Published { url: publish(job, ports, update).await? })
        }
        Effect::PublishPostmortem { incident } => {
            let knowledge = ports.knowledge.as_ref().ok_or_else(|| none("knowledge base"))?;
            let written = record::postmortem(ports.journal.as_ref(), *incident).await?;
            let document =
                Document { incident: *incident, title: written.title, markdown: written.markdown };
            let publish = knowledge.publish(&document, &job.claimed.id);
            let url = job.call(ports, "knowledge", "publish", None, publish).await?;
            Ok(Answer::Published { url })
        }
        Effect::ShareTranscript { incident, room, form } => {
            transcript::share(job, ports, *incident, room, *form).await
        }
        Effect::RunTool { tool, arguments, asked_by, .. } => {
            let Some(tool) = ports.tools.get(tool) else {
                return Err(Trouble::Impossible(format!(
                    "The tool {tool} is no longer registered."
                )));
            };
            let request = ToolRequest {
                arguments: arguments.clone(),
                asked_by: asked_by.clone(),
                drill: job.drill,
            };
            let output = tool.run(&request).await;
            Ok(Answer::Output { ok: output.ok, output: output.text })
        }
        Effect::FetchChart { query, window_minutes, .. } => {
            chart(job, ports, query, *window_minutes).await
        }
        Effect::AcknowledgeAlert { source, alert } => acknowledge(job, ports, source, alert).await,
        _ => tickets(job, ports).await,
    }
}

fn none(what: &str) -> Trouble {
    Trouble::Impossible(format!("No {what} is connected. Give one to the builder."))
}

/// Publishes. After an attempt whose answer was lost it looks, and does not publish again unasked: subscribers get mail.
async fn publish(job: &Job, ports: &Ports, update: &ApprovedUpdate) -> Result<String, Trouble> {
    let page = ports.status_page.as_ref().ok_or_else(|| none("status page"))?;
    let key = &job.claimed.id;
    if job.claimed.ambiguous {
        let look = page.published(update.incident(), key);
        return match job.call(ports, "status page", "published", None, look).await {
            Ok(Some(url)) => Ok(url),
            Ok(None) => Err(Trouble::Unclear),
            Err(Trouble::Port(error)) if error.kind == ErrorKind::Unsupported => {
                Err(Trouble::Unclear)
            }
            Err(other) => Err(other),
        };
    }
    job.call(ports, "status page", "publish", None, page.publish(update, key)).await
}

async fn consult(job: &Job, ports: &Ports, at: jiff::Timestamp) -> Result<Answer, Trouble> {
    let schedule = ports.schedule.as_ref().ok_or_else(|| none("schedule"))?;
    let duty = job.call(ports, "schedule", "on_duty", None, schedule.on_duty(at)).await?;
    let next = schedule.next_change(at);
    let next_change = job.call(ports, "schedule", "next_change", None, next).await?;
    Ok(Answer::Duty { person: duty.person, why: duty.why, next_change })
}

async fn page(job: &Job, ports: &Ports) -> Result<Answer, Trouble> {
    let pager = ports.pager.as_ref().ok_or_else(|| none("pager"))?;
    match &job.effect {
        Effect::Page { page, step, person, summary } => {
            let request = PageRequest {
                dedup_key: dedup_key(&job.claimed.stream, *page, *step, person),
                person: person.clone(),
                summary: summary.clone(),
                drill: job.drill,
            };
            let page = pager.page(&request, &job.claimed.id);
            job.call(ports, "pager", "page", None, page).await?;
        }
        Effect::StandDown { page, step, person } => {
            let key = dedup_key(&job.claimed.stream, *page, *step, person);
            let stop = pager.stand_down(&key, &job.claimed.id);
            job.call(ports, "pager", "stand_down", None, stop).await?;
        }
        _ => {}
    }
    Ok(Answer::Nothing)
}

/// The first source that has graphs and knows the query draws it.
async fn chart(
    job: &Job,
    ports: &Ports,
    query: &str,
    window_minutes: u32,
) -> Result<Answer, Trouble> {
    for source in &ports.alerts {
        let draw = source.chart(query, window_minutes);
        match job.call(ports, of(source.as_ref(), "charts"), "chart", None, draw).await {
            Ok(picture) => return Ok(Answer::Chart { picture }),
            Err(Trouble::Port(error))
                if matches!(error.kind, ErrorKind::Unsupported | ErrorKind::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Err(Trouble::Impossible(String::from("No connected source draws this graph. Check the query.")))
}

/// A source that cannot be told is no failure: the acknowledgement stands in the room.
async fn acknowledge(
    job: &Job,
    ports: &Ports,
    source: &str,
    alert: &str,
) -> Result<Answer, Trouble> {
    let Some(source) = ports.alerts.iter().find(|known| known.name() == source) else {
        return Ok(Answer::Nothing);
    };
    let acknowledge = source.acknowledge(alert, &job.claimed.id);
    let service = of(source.as_ref(), "alerts");
    match job.call(ports, service, "acknowledge", None, acknowledge).await {
        Err(Trouble::Port(error))
            if matches!(error.kind, ErrorKind::Unsupported | ErrorKind::NotFound) =>
        {
            Ok(Answer::Nothing)
        }
        other => other.map(|()| Answer::Nothing),
    }
}

/// One of several sources, as budgets count it.
fn of(source: &dyn AlertSource, name: &'static str) -> Service {
    Service { name, source: Some(source.name().to_owned()) }
}

/// The service's name in budgets.
const TICKETS: &str = "tickets";

async fn tickets(job: &Job, ports: &Ports) -> Result<Answer, Trouble> {
    let tickets = ports.tickets.as_ref().ok_or_else(|| none("ticket system"))?;
    let key = &job.claimed.id;
    let facts: TicketFacts = match &job.effect {
        Effect::OpenTicket { title, severity, .. } => {
            let new = NewTicket {
                title: title.clone(),
                severity: Some(*severity),
                owner: None,
                parent: None,
            };
            job.call(ports, TICKETS, "open", None, tickets.open(&new, key)).await?
        }
        Effect::FileFollowUp { title, owner, parent, .. } => {
            let new = NewTicket {
                title: title.clone(),
                severity: None,
                owner: owner.clone(),
                parent: parent.clone(),
            };
            job.call(ports, TICKETS, "open", None, tickets.open(&new, key)).await?
        }
        Effect::ReadTicket { ticket } => {
            let found = job.call(ports, TICKETS, "find", None, tickets.find(ticket)).await?;
            found.ok_or_else(|| gone(ticket))?
        }
        Effect::MoveTicket { ticket, status } => {
            let move_it = tickets.transition(ticket, status, key);
            job.call(ports, TICKETS, "transition", None, move_it).await?
        }
        Effect::CommentTicket { ticket, text } => {
            let text = text.to_plain();
            let comment = tickets.comment(ticket, &text, key);
            job.call(ports, TICKETS, "comment", None, comment).await?;
            return Ok(Answer::Nothing);
        }
        Effect::LinkTicket { ticket, room } => {
            let name = job.room_names.get(room).cloned().unwrap_or_else(|| room.to_string());
            let chat = ports.chat.describe();
            let mark = if job.drill { DRILL_MARK } else { "" };
            let label = format!("{mark}{}{name}", chat.room_mark);
            let url = job.rooms.get(room).map_or_else(String::new, |id| ports.chat.room_url(id));
            let link = tickets.link(ticket, &label, &url, key);
            job.call(ports, TICKETS, "link", None, link).await?;
            return Ok(Answer::Nothing);
        }
        _ => return Ok(Answer::Nothing),
    };
    Ok(Answer::Ticket(facts))
}

fn gone(ticket: &TicketKey) -> Trouble {
    Trouble::Impossible(format!("There is no ticket {ticket}."))
}
