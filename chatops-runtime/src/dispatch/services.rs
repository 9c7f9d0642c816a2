//! Calls to everything that is not chat: schedule, pager, tickets, status page, documents, tools, graphs.

use chatops_core::effect::{Answer, Effect, TicketFacts};
use chatops_core::error::ErrorKind;
use chatops_core::ids::TicketKey;
use chatops_core::message::DRILL_MARK;
use chatops_core::ports::knowledge::Document;
use chatops_core::ports::pager::{PageRequest, dedup_key};
use chatops_core::ports::tickets::NewTicket;
use chatops_core::ports::tool::ToolRequest;

use super::{Job, Trouble, transcript};
use crate::ports::Ports;
use crate::record;

/// Makes the one call of an effect that does not concern chat.
pub(super) async fn carry_out(job: &Job, ports: &Ports) -> Result<Answer, Trouble> {
    match &job.effect {
        Effect::ConsultSchedule { at } => consult(ports, *at).await,
        Effect::Page { .. } | Effect::StandDown { .. } => page(job, ports).await,
        Effect::PublishUpdate(update) => {
            let page = ports.status_page.as_ref().ok_or_else(|| none("status page"))?;
            Ok(Answer::Published { url: page.publish(update, &job.claimed.id).await? })
        }
        Effect::PublishPostmortem { incident } => {
            let knowledge = ports.knowledge.as_ref().ok_or_else(|| none("knowledge base"))?;
            let written = record::postmortem(ports.journal.as_ref(), *incident).await?;
            let document =
                Document { incident: *incident, title: written.title, markdown: written.markdown };
            Ok(Answer::Published { url: knowledge.publish(&document, &job.claimed.id).await? })
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
            chart(ports, query, *window_minutes).await
        }
        Effect::AcknowledgeAlert { source, alert } => acknowledge(job, ports, source, alert).await,
        _ => tickets(job, ports).await,
    }
}

fn none(what: &str) -> Trouble {
    Trouble::Impossible(format!("No {what} is connected. Give one to the builder."))
}

async fn consult(ports: &Ports, at: jiff::Timestamp) -> Result<Answer, Trouble> {
    let schedule = ports.schedule.as_ref().ok_or_else(|| none("schedule"))?;
    let duty = schedule.on_duty(at).await?;
    let next_change = schedule.next_change(at).await?;
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
            pager.page(&request, &job.claimed.id).await?;
        }
        Effect::StandDown { page, step, person } => {
            let key = dedup_key(&job.claimed.stream, *page, *step, person);
            pager.stand_down(&key, &job.claimed.id).await?;
        }
        _ => {}
    }
    Ok(Answer::Nothing)
}

/// The first source that has graphs and knows the query draws it.
async fn chart(ports: &Ports, query: &str, window_minutes: u32) -> Result<Answer, Trouble> {
    for source in &ports.alerts {
        match source.chart(query, window_minutes).await {
            Ok(picture) => return Ok(Answer::Chart { picture }),
            Err(error) if matches!(error.kind, ErrorKind::Unsupported | ErrorKind::NotFound) => {}
            Err(error) => return Err(error.into()),
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
    match source.acknowledge(alert, &job.claimed.id).await {
        Err(error) if !matches!(error.kind, ErrorKind::Unsupported | ErrorKind::NotFound) => {
            Err(error.into())
        }
        _ => Ok(Answer::Nothing),
    }
}

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
            tickets.open(&new, key).await?
        }
        Effect::FileFollowUp { title, owner, parent, .. } => {
            let new = NewTicket {
                title: title.clone(),
                severity: None,
                owner: owner.clone(),
                parent: parent.clone(),
            };
            tickets.open(&new, key).await?
        }
        Effect::ReadTicket { ticket } => tickets.find(ticket).await?.ok_or_else(|| gone(ticket))?,
        Effect::MoveTicket { ticket, status } => tickets.transition(ticket, status, key).await?,
        Effect::CommentTicket { ticket, text } => {
            tickets.comment(ticket, &text.to_plain(), key).await?;
            return Ok(Answer::Nothing);
        }
        Effect::LinkTicket { ticket, room } => {
            let name = job.room_names.get(room).cloned().unwrap_or_else(|| room.to_string());
            let chat = ports.chat.describe();
            let mark = if job.drill { DRILL_MARK } else { "" };
            let label = format!("{mark}{}{name}", chat.room_mark);
            let url = job.rooms.get(room).map_or_else(String::new, |id| ports.chat.room_url(id));
            tickets.link(ticket, &label, &url, key).await?;
            return Ok(Answer::Nothing);
        }
        _ => return Ok(Answer::Nothing),
    };
    Ok(Answer::Ticket(facts))
}

fn gone(ticket: &TicketKey) -> Trouble {
    Trouble::Impossible(format!("There is no ticket {ticket}."))
}
