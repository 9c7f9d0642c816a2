//! Commands to an incident.

use chatops_core::ids::{IncidentId, TicketKey};
use chatops_core::incident::{Command, Incident, Phase, View};
use chatops_core::people::Role;
use chatops_core::public_update::PublicPhase;
use chatops_core::refusal::{Refusal, RefusalKind};
use chatops_core::severity::Severity;
use chatops_core::time::read_span;
use chatops_core::transcript::Form;
use chatops_core::{
    all_clear, audience, checklist, follow_up, paging, poll, public_update, roles, seat, ticket,
    tools, updates,
};

use super::channel;
use super::words::{Words, wrong};
use super::{Asked, Surroundings};

/// Reads a command that is asked of an incident. Nothing: it is none of these, or it is meant for the channel.
pub(super) fn read(
    verb: &str,
    words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<Option<Asked>, Refusal> {
    if let Some(id) = addressed(verb, &words, around)
        && let Some(command) = shared(verb, words.clone(), around)?
    {
        return Ok(Some(Asked::Incident(id, command)));
    }
    let Some(command) = own(verb, words, around)? else { return Ok(None) };
    Ok(Some(Asked::Incident(around.meant()?, command)))
}

/// The incident to which a command belongs that the channel has too: this room's; in a direct conversation the one that
/// waits for the asker's answer.
fn addressed(verb: &str, words: &Words<'_>, around: &Surroundings<'_>) -> Option<IncidentId> {
    if let Some(id) = around.here() {
        return Some(*id);
    }
    if around.room.is_some() {
        return None;
    }
    let waits = |incident: &Incident| match verb {
        "accept" | "decline" => incident
            .handovers
            .open()
            .is_some_and(|offer| offer.waits_for().any(|person| person == around.asker)),
        "ack" => words.peek().and_then(|word| word.parse().ok()).is_some_and(|number| {
            incident
                .paging
                .page(number)
                .is_some_and(|page| page.is_open() && page.called().contains(around.asker))
        }),
        _ => false,
    };
    let channel_waits = match verb {
        "accept" | "decline" => around
            .channel
            .handovers
            .open()
            .is_some_and(|offer| offer.waits_for().any(|person| person == around.asker)),
        _ => false,
    };
    if channel_waits {
        return None;
    }
    around.incidents.open().into_iter().find(|(_, incident)| waits(incident)).map(|(id, _)| *id)
}

/// Commands that the channel has too.
fn shared(
    verb: &str,
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<Option<Command>, Refusal> {
    Ok(Some(match verb {
        "status" => Command::Show(View::Status),
        "who" => Command::Show(View::Who),
        "brief" => Command::Show(View::Brief),
        "take" => Command::Seat(seat::Command::Take),
        "offer" | "accept" | "decline" | "cancel" => {
            Command::Handover(channel::handover_command(verb, words, around)?)
        }
        "here" | "channel" | "everyone" | "send" | "drop" | "forward" => {
            Command::Mention(channel::mention_command(verb, words, around)?)
        }
        "briefed" | "pin" | "repin" | "unpin" => {
            Command::Briefing(channel::briefing_command(verb, words)?)
        }
        "page" => Command::Page(channel::page(words, around)?),
        "escalate" => Command::Page(channel::escalate(&words)?),
        "ack" => {
            Command::Page(paging::Command::Acknowledge { number: words.number("ack <number>")? })
        }
        "confirm" => {
            Command::Tool(tools::Command::Confirm { number: words.number("confirm <number>")? })
        }
        "graph" => Command::Chart(channel::graph(words)?),
        "can" => Command::CanReport(channel::can_command(words.rest(), around)?),
        "parked" => match channel::parked_command(words)? {
            Some(command) => Command::Parked(command),
            None => Command::Show(View::Parked),
        },
        _ => return Ok(None),
    }))
}

/// Commands that only an incident has.
fn own(
    verb: &str,
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<Option<Command>, Refusal> {
    Ok(Some(match verb {
        "transcript" | "timeline" => Command::Show(View::Transcript(form(&mut words)?)),
        "postmortem" => Command::Show(View::Postmortem),
        "severity" => Command::Poll(poll::Command::Decide {
            severity: severity(&mut words, "severity <1 to 5>")?,
        }),
        "poll" => Command::Poll(poll::Command::Open),
        "vote" => {
            Command::Poll(poll::Command::Vote { severity: severity(&mut words, "vote <1 to 5>")? })
        }
        "object" => Command::Poll(poll::Command::Object { why: words.some("object <why>")? }),
        "role" => Command::Role(role(words, around)?),
        "stepdown" => Command::Role(roles::Command::StepDown { role: role_word(words.rest())? }),
        "release" => Command::Role(release(&words, around)?),
        "join" => Command::Participant(audience::Command::Join {
            observer: words.rest().to_lowercase().contains("observer"),
        }),
        "leave" => Command::Participant(audience::Command::Leave),
        "phase" => Command::MoveTo(phase(words.rest())?),
        "update" => Command::Update(updates::Command::Post {
            text: words.some("update <what is known now>")?,
        }),
        "snooze" => {
            let span = words
                .take()
                .map(|word| read_span(word).map_err(|_| wrong("snooze [10m]")))
                .transpose()?;
            Command::Update(updates::Command::Snooze { span })
        }
        "checklist" => {
            words.take_if("start");
            Command::Checklist(checklist::Command::Start {
                name: words.some("checklist start <name>")?,
            })
        }
        "tick" | "untick" => {
            const USAGE: &str = "tick <list> <step>";
            let (number, step) = (words.number(USAGE)?, words.number(USAGE)?);
            Command::Checklist(match verb {
                "tick" => checklist::Command::Tick { number, step },
                _ => checklist::Command::Untick { number, step },
            })
        }
        "followup" => Command::FollowUp(follow_up(words, around)?),
        "public" => Command::PublicUpdate(public(words, names(around))?),
        "allclear" => Command::AllClear(all_clear(words)?),
        "ticket" => Command::Ticket(ticket_command(words, around)?),
        _ => return Ok(None),
    }))
}

fn form(words: &mut Words<'_>) -> Result<Form, Refusal> {
    match words.take() {
        None => Ok(Form::default()),
        Some(word) => Form::from_word(word).ok_or_else(|| wrong("transcript [md | html | json]")),
    }
}

fn severity(words: &mut Words<'_>, usage: &str) -> Result<Severity, Refusal> {
    words.take().and_then(|word| word.parse().ok()).ok_or_else(|| wrong(usage))
}

fn role_word(words: &str) -> Result<Role, Refusal> {
    Role::from_word(words).ok_or_else(|| {
        if words.to_lowercase().contains("commander") {
            return Refusal::new(
                RefusalKind::Unacceptable,
                "Command is no role: it passes when both agree.",
                "Who commands hands it over with `offer @person`; where nobody commands, `take` it.",
            );
        }
        let known: Vec<&str> = Role::ALL.into_iter().map(Role::word).collect();
        Refusal::new(
            RefusalKind::Unacceptable,
            format!("`{}` is not a role.", words.chars().take(40).collect::<String>()),
            format!("Roles are: {}.", known.join(", ")),
        )
    })
}

/// `role take <role>` and `role <role> @person`.
fn role(mut words: Words<'_>, around: &Surroundings<'_>) -> Result<roles::Command, Refusal> {
    if words.take_if("take") {
        return Ok(roles::Command::Take { role: role_word(words.rest())? });
    }
    let (name, handle) =
        words.rest().rsplit_once(' ').ok_or_else(|| wrong("role <role> @person"))?;
    let person = around.person(handle)?;
    let guest = around.channel.people.is_guest(&person);
    Ok(roles::Command::Assign { role: role_word(name)?, person, guest })
}

/// `release <role> [@person]`.
fn release(words: &Words<'_>, around: &Surroundings<'_>) -> Result<roles::Command, Refusal> {
    let line = words.some("release <role> [@person]")?;
    let (name, person) = match line.rsplit_once(' ') {
        Some((name, handle)) if handle.starts_with('@') => (name, Some(around.person(handle)?)),
        _ => (line.as_str(), None),
    };
    Ok(roles::Command::Release { role: role_word(name)?, person })
}

fn phase(words: &str) -> Result<Phase, Refusal> {
    Phase::from_word(words).ok_or_else(|| {
        let known: Vec<String> = Phase::ALL.into_iter().map(|phase| phase.to_string()).collect();
        Refusal::new(
            RefusalKind::Unacceptable,
            format!("`{}` is not a phase.", words.chars().take(40).collect::<String>()),
            format!("Phases are: {}.", known.join(", ")),
        )
    })
}

fn follow_up(
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<follow_up::Command, Refusal> {
    const USAGE: &str = "followup <what is to be done> [@person] · followup file <number>";
    if words.take_if("file") {
        return Ok(follow_up::Command::File { number: words.number(USAGE)?, parent: None });
    }
    if words.take_if("close") {
        return Ok(follow_up::Command::Close { number: words.number(USAGE)? });
    }
    let line = words.some(USAGE)?;
    if let Some((text, handle)) = line.rsplit_once(' ')
        && handle.starts_with('@')
    {
        return Ok(follow_up::Command::Add {
            text: text.to_owned(),
            owner: Some(around.person(handle)?),
        });
    }
    Ok(follow_up::Command::Add { text: line, owner: None })
}

/// The names of everybody known, which the redaction check looks for.
fn names(around: &Surroundings<'_>) -> Vec<String> {
    around.channel.people.all().map(|profile| profile.name.clone()).collect()
}

fn public(mut words: Words<'_>, names: Vec<String>) -> Result<public_update::Command, Refusal> {
    const DRAFT: &str = "public draft <phase> <text>";
    let verb = words.next_lower().unwrap_or_default();
    if verb == "draft" {
        let word = words.take().ok_or_else(|| wrong(DRAFT))?;
        let phase = PublicPhase::from_word(word).ok_or_else(|| {
            Refusal::new(
                RefusalKind::Unacceptable,
                format!("`{}` is not a public phase.", word.chars().take(40).collect::<String>()),
                "Public phases are: investigating, identified, monitoring, resolved.",
            )
        })?;
        let text = words.some(DRAFT)?;
        // Whether the incident goes on is known to the incident.
        return Ok(public_update::Command::Draft { phase, text, names, goes_on: false });
    }
    let mut number = |usage: &str| words.number(usage);
    Ok(match verb.as_str() {
        "edit" => {
            const EDIT: &str = "public edit <number> <text>";
            let number = number(EDIT)?;
            public_update::Command::Edit { number, text: words.some(EDIT)?, names }
        }
        "object" => {
            let number = number("public object <number> <why>")?;
            public_update::Command::Object { number, why: words.rest().to_owned() }
        }
        "override" => {
            let number = number("public override <number> <reason>")?;
            public_update::Command::Override { number, reason: words.rest().to_owned() }
        }
        "second" => {
            let number = number("public second <number>")?;
            public_update::Command::Second { number, digest: words.take().map(str::to_owned) }
        }
        "withdraw" => {
            public_update::Command::Withdraw { number: number("public withdraw <number>")? }
        }
        "published" => public_update::Command::ConfirmPublished {
            number: number("public published <number>")?,
        },
        "approve" => {
            const APPROVE: &str = "public approve <number> <digest>";
            let number = number(APPROVE)?;
            let digest = words.take().ok_or_else(|| wrong(APPROVE))?.to_owned();
            public_update::Command::Approve { number, digest }
        }
        _ => {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                "What is to be done with a public update?",
                "Draft one with `public draft <phase> <text>`. With its number there are edit, object, override, \
                 second, approve, withdraw and published, for example `public edit 1 <text>`.",
            ));
        }
    })
}

fn all_clear(mut words: Words<'_>) -> Result<all_clear::Command, Refusal> {
    if words.take_if("object") {
        return Ok(all_clear::Command::Object { why: words.rest().to_owned() });
    }
    if words.take_if("give") {
        return Ok(all_clear::Command::Give);
    }
    let summary = (!words.is_empty()).then(|| words.rest().to_owned());
    Ok(all_clear::Command::Propose { summary })
}

fn ticket_command(
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<ticket::Command, Refusal> {
    const USAGE: &str =
        "ticket · ticket move <status> · ticket comment <text> · ticket link <key> · ticket open";
    match words.next_lower().as_deref() {
        None => Ok(ticket::Command::Show),
        Some("move") => Ok(ticket::Command::Move { status: words.some(USAGE)? }),
        Some("comment") => Ok(ticket::Command::Comment { text: words.some(USAGE)? }),
        Some("open") if words.is_empty() => open_ticket(around),
        Some("link") => {
            let key = words.take().and_then(|word| TicketKey::new(word).ok());
            let key = key.filter(|_| words.is_empty()).ok_or_else(|| wrong("ticket link <key>"))?;
            Ok(ticket::Command::LinkNamed { taken_by: taken_by(&key, around)?, key })
        }
        _ => Err(wrong(USAGE)),
    }
}

/// A ticket for the incident as it is known by now.
fn open_ticket(around: &Surroundings<'_>) -> Result<ticket::Command, Refusal> {
    let id = around.meant()?;
    let incident = around.incidents.get(&id);
    Ok(ticket::Command::Open {
        title: incident.map_or_else(String::new, |incident| incident.title().to_owned()),
        severity: incident.map_or(Severity::Sev2, Incident::severity),
    })
}

/// The room of another open incident that has this ticket.
fn taken_by(key: &TicketKey, around: &Surroundings<'_>) -> Result<Option<String>, Refusal> {
    let here = around.meant()?;
    let open = around.channel.register.open().into_iter();
    let other = open.filter(|(id, _)| **id != here).map(|(_, listed)| listed);
    let mut holders = other.filter(|listed| {
        listed.ticket.as_ref().is_some_and(|held| held.as_str().eq_ignore_ascii_case(key.as_str()))
    });
    Ok(holders.next().map(|listed| match &listed.room {
        Some(room) => format!("#{room}"),
        None => format!("“{}”", listed.title),
    }))
}
