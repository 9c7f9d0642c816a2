//! Commands to the emergency channel.

use chatops_core::asks::{self, Verdict};
use chatops_core::effect::Room;
use chatops_core::emergency_channel::{Command, View};
use chatops_core::hierarchy::{self, SpeakingMode};
use chatops_core::ids::{IncidentId, TeamId, TicketKey};
use chatops_core::mention::{self, Reach};
use chatops_core::paging::PageTarget;
use chatops_core::refusal::Refusal;
use chatops_core::severity::Severity;
use chatops_core::time::read_span;
use chatops_core::{
    alerts, briefing, can_report, charts, guests, handover, headline, paging, parked, seat, tools,
};

use super::words::{Words, wrong};
use super::{Asked, Surroundings};

/// How far back a graph looks unless asked otherwise, in minutes.
const GRAPH_WINDOW_MINUTES: u32 = 60;

/// How long an alert is muted unless asked otherwise, in minutes.
const MUTE_MINUTES: i64 = 30;

/// Reads a command that is asked of the channel. Nothing: it is none of these.
pub(super) fn read(
    verb: &str,
    words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<Option<Asked>, Refusal> {
    let command = match verb {
        "status" | "duty" | "who" | "open" | "find" | "brief" | "questions" | "alerts" => {
            show(verb, &words)?
        }
        "take" => Command::Seat(seat::Command::Take),
        "offer" | "accept" | "decline" | "cancel" => {
            Command::Handover(handover_command(verb, words, around)?)
        }
        "headline" => Command::Headline(headline::Command::Write {
            text: words.some("headline <what is being done>")?,
        }),
        "ask" => {
            Command::Ask(around.channel.ask(words.some("ask <what you see>")?, None, around.policy))
        }
        "answer" => answer(words)?,
        "declare" => declare(words.rest())?,
        "alert" => alert(words)?,
        "mode" | "delegate" | "undelegate" | "report" | "relay" | "errand" => {
            voice(verb, words, around)?
        }
        "guest" => guest(words, around)?,
        _ => {
            return shared(verb, words, around)
                .map(|found| found.map(|command| at(around, command)));
        }
    };
    Ok(Some(at(around, command)))
}

fn at(around: &Surroundings<'_>, command: Command) -> Asked {
    Asked::Channel(around.answer_room(), command)
}

/// Commands that exist in hot rooms too and are meant for the channel here.
fn shared(
    verb: &str,
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<Option<Command>, Refusal> {
    Ok(Some(match verb {
        "here" | "channel" | "everyone" | "send" | "drop" | "forward" => {
            Command::Mention(mention_command(verb, words, around)?)
        }
        "briefed" | "pin" | "repin" | "unpin" => Command::Briefing(briefing_command(verb, words)?),
        "page" => Command::Page(page(words, around)?),
        "escalate" => Command::Page(escalate(&words)?),
        "ack" => {
            Command::Page(paging::Command::Acknowledge { number: words.number("ack <number>")? })
        }
        "confirm" => {
            Command::Tool(tools::Command::Confirm { number: words.number("confirm <number>")? })
        }
        "graph" => Command::Chart(graph(words)?),
        "can" => Command::CanReport(can_command(words.rest(), around)?),
        "parked" => match parked_command(words)? {
            Some(command) => Command::Parked(command),
            None => Command::Show(View::Parked),
        },
        _ => return Ok(None),
    }))
}

fn show(verb: &str, words: &Words<'_>) -> Result<Command, Refusal> {
    Ok(Command::Show(match verb {
        "status" => View::Status,
        "duty" | "who" => View::Duty,
        "open" => View::Open,
        "brief" => View::Brief,
        "questions" => View::Questions,
        "alerts" => View::Alerts,
        _ => View::Find(words.some("find <ticket, room, number or a word of the title>")?),
    }))
}

pub(super) fn handover_command(
    verb: &str,
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<handover::Command, Refusal> {
    Ok(match verb {
        "offer" => {
            let to = around.person(words.take().ok_or_else(|| wrong("offer @person"))?)?;
            let fit = around.channel.people.is_fit(&to);
            handover::Command::Offer { to, fit }
        }
        "accept" => handover::Command::Accept,
        "decline" => {
            let why = (!words.is_empty()).then(|| words.rest().to_owned());
            handover::Command::Decline { why }
        }
        _ => handover::Command::Cancel,
    })
}

fn answer(mut words: Words<'_>) -> Result<Command, Refusal> {
    const USAGE: &str = "answer <number> yes|watch|no";
    let number = words.number(USAGE)?;
    let verdict = match words.next_lower().as_deref() {
        Some("yes") => Verdict::Yes,
        Some("watch") => Verdict::Watch,
        Some("no") => Verdict::No,
        _ => return Err(wrong(USAGE)),
    };
    let note = (!words.is_empty()).then(|| words.rest().to_owned());
    Ok(Command::Ask(asks::Command::Answer { number, verdict, note }))
}

/// `declare <title> [sevN] [ticket KEY]`: severity and ticket stand at the end, in any order.
fn declare(line: &str) -> Result<Command, Refusal> {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let (mut severity, mut ticket) = (None, None);
    loop {
        if severity.is_none()
            && let Some(found) = words.last().filter(|word| word.to_lowercase().starts_with("sev"))
            && let Ok(found) = found.parse::<Severity>()
        {
            severity = Some(found);
            words.pop();
            continue;
        }
        if ticket.is_none()
            && let [.., keyword, key] = words.as_slice()
            && keyword.eq_ignore_ascii_case("ticket")
        {
            let key = TicketKey::new(*key)
                .map_err(|_| wrong("declare <title> [sev2] [ticket HOT-330]"))?;
            ticket = Some(key);
            words.truncate(words.len().saturating_sub(2));
            continue;
        }
        break;
    }
    if words.is_empty() {
        return Err(wrong("declare <what is broken> [sev2] [ticket HOT-330]"));
    }
    Ok(Command::Declare { title: words.join(" "), severity, ticket })
}

fn alert(mut words: Words<'_>) -> Result<Command, Refusal> {
    const USAGE: &str = "alert ack|mute|ask|declare <number> [30m]";
    let verb = words.next_lower().ok_or_else(|| wrong(USAGE))?;
    let number = words.number(USAGE)?;
    Ok(match verb.as_str() {
        "ack" => Command::Alert(alerts::Command::Acknowledge { number }),
        "mute" => {
            let span = match words.take() {
                Some(word) => read_span(word).map_err(|_| wrong(USAGE))?,
                None => jiff::SignedDuration::from_mins(MUTE_MINUTES),
            };
            Command::Alert(alerts::Command::Mute { number, span })
        }
        "ask" => Command::AskAlert(number),
        "declare" => Command::DeclareAlert(number),
        _ => return Err(wrong(USAGE)),
    })
}

fn voice(verb: &str, mut words: Words<'_>, around: &Surroundings<'_>) -> Result<Command, Refusal> {
    Ok(match verb {
        "mode" => Command::Voice(hierarchy::Command::SetMode {
            mode: match words.next_lower().as_deref() {
                Some("voices" | "big") => SpeakingMode::Voices,
                Some("open") => SpeakingMode::Open,
                _ => return Err(wrong("mode voices · mode open")),
            },
        }),
        "delegate" => {
            let person =
                around.person(words.take().ok_or_else(|| wrong("delegate @person [once]"))?)?;
            let once = words.take_if("once");
            let team = team_of_asker(around, &person);
            Command::Voice(hierarchy::Command::NameDelegate { person, team, once })
        }
        "undelegate" => {
            let person = around.person(words.take().ok_or_else(|| wrong("undelegate @person"))?)?;
            Command::Voice(hierarchy::Command::WithdrawDelegate { person })
        }
        "errand" => {
            let person = around.person(words.take().ok_or_else(|| wrong("errand @person"))?)?;
            Command::Briefing(briefing::Command::GiveErrand { person })
        }
        "relay" => {
            Command::Voice(hierarchy::Command::Relay { number: words.number("relay <number>")? })
        }
        _ => {
            let text = words.some("report <what your team sees>")?;
            let team = speaking_for(around);
            Command::Voice(hierarchy::Command::Report { team, text })
        }
    })
}

/// The team a delegate is named for: the asker's own, else the delegate's.
fn team_of_asker(
    around: &Surroundings<'_>,
    person: &chatops_core::ids::PersonId,
) -> Option<TeamId> {
    let managed = around
        .policy
        .teams
        .iter()
        .find(|(_, team)| team.manager == *around.asker)
        .map(|(id, _)| id);
    managed.or_else(|| around.policy.team_of(person).map(|(id, _)| id)).cloned()
}

/// The team the asker speaks for: the one they are named for, manage, or belong to.
fn speaking_for(around: &Surroundings<'_>) -> Option<TeamId> {
    let named = around.channel.voices.delegate_of(around.asker, around.policy);
    named.or_else(|| around.policy.team_of(around.asker).map(|(id, _)| id)).cloned()
}

fn guest(mut words: Words<'_>, around: &Surroundings<'_>) -> Result<Command, Refusal> {
    const AGREEMENT: &str = "guest agreement @person <reference>";
    const ADMIT: &str = "guest admit @person [4h]";
    const REVOKE: &str = "guest revoke @person";
    let verb = words.next_lower().unwrap_or_default();
    let usage = match verb.as_str() {
        "accept" => return Ok(Command::Guest(guests::Command::AcceptRules)),
        "agreement" => AGREEMENT,
        "admit" => ADMIT,
        "revoke" => REVOKE,
        _ => {
            let all = [AGREEMENT, ADMIT, REVOKE, "guest accept"];
            return Err(wrong(&all.join(" · ")));
        }
    };
    let handle = words.take().ok_or_else(|| wrong(usage))?;
    Ok(Command::Guest(match usage {
        AGREEMENT => guests::Command::FileAgreement {
            guest: around.person_or_id(handle)?,
            reference: words.some(usage)?,
        },
        ADMIT => {
            words.take_if("until");
            let until =
                words.take().map(|word| read_span(word).map_err(|_| wrong(usage))).transpose()?;
            let guest = around.person_or_id(handle)?;
            guests::Command::Admit { guest, incident: admitted_to(around), until }
        }
        _ => guests::Command::Revoke { guest: around.person_or_id(handle)? },
    }))
}

/// A guest admitted in a hot room is admitted to that incident.
fn admitted_to(around: &Surroundings<'_>) -> Option<IncidentId> {
    around.meant().ok()
}

pub(super) fn mention_command(
    verb: &str,
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<mention::Command, Refusal> {
    let reach = |word: &str| match word {
        "here" => Some(Reach::Here),
        "channel" => Some(Reach::Channel),
        "everyone" => Some(Reach::Everyone),
        _ => None,
    };
    if let Some(reach) = reach(verb) {
        let text = words.some("here <text> · channel <text> · everyone <text>")?;
        return Ok(mention::Command::Request { room: around.answer_room(), reach, text });
    }
    Ok(match verb {
        "send" => {
            const USAGE: &str = "send <number> here|channel|everyone";
            let number = words.number(USAGE)?;
            let reach =
                words.next_lower().and_then(|word| reach(&word)).ok_or_else(|| wrong(USAGE))?;
            mention::Command::Send { number, reach }
        }
        "drop" => mention::Command::Drop { number: words.number("drop <number>")? },
        _ => mention::Command::Forward { number: words.number("forward <number>")? },
    })
}

pub(super) fn briefing_command(
    verb: &str,
    mut words: Words<'_>,
) -> Result<briefing::Command, Refusal> {
    Ok(match verb {
        "briefed" => briefing::Command::Confirm,
        "unpin" => briefing::Command::Unpin { number: words.number("unpin <number>")? },
        "repin" => {
            const USAGE: &str = "repin <number> <place>";
            let number = words.number(USAGE)?;
            briefing::Command::Move { number, to: words.number(USAGE)? }
        }
        _ => briefing::Command::Note { title: words.some("pin <what a newcomer must read>")? },
    })
}

pub(super) fn page(
    mut words: Words<'_>,
    around: &Surroundings<'_>,
) -> Result<paging::Command, Refusal> {
    const USAGE: &str = "page @person|team <team>|policy <name> <why>";
    let first = words.take().ok_or_else(|| wrong(USAGE))?;
    let target = match first.to_lowercase().as_str() {
        "team" => {
            let team =
                words.take().and_then(|word| TeamId::new(word).ok()).ok_or_else(|| wrong(USAGE))?;
            if !around.policy.teams.contains_key(&team) {
                let known: Vec<&str> = around.policy.teams.keys().map(TeamId::as_str).collect();
                return Err(Refusal::not_found(
                    &format!("team {team}"),
                    format!("Teams are: {}.", known.join(", ")),
                ));
            }
            PageTarget::Team(team)
        }
        "policy" => PageTarget::Policy(words.take().ok_or_else(|| wrong(USAGE))?.to_owned()),
        _ if first.starts_with('@') => PageTarget::Person(around.person(first)?),
        _ => return Err(wrong(USAGE)),
    };
    Ok(paging::Command::Page { target, why: words.some(USAGE)? })
}

pub(super) fn escalate(words: &Words<'_>) -> Result<paging::Command, Refusal> {
    let why = words.some("escalate <why>")?;
    Ok(paging::Command::Page { target: PageTarget::Escalate, why })
}

pub(super) fn graph(words: Words<'_>) -> Result<charts::Command, Refusal> {
    const USAGE: &str = "graph <query> [1h]";
    let line = words.some(USAGE)?;
    let (query, window) = match line.rsplit_once(' ') {
        Some((query, last)) => match read_span(last) {
            Ok(span) => (
                query.trim().to_owned(),
                u32::try_from(span.as_mins()).unwrap_or(GRAPH_WINDOW_MINUTES).max(1),
            ),
            Err(_) => (line, GRAPH_WINDOW_MINUTES),
        },
        None => (line, GRAPH_WINDOW_MINUTES),
    };
    Ok(charts::Command::Draw { query, window_minutes: window })
}

pub(super) fn can_command(
    line: &str,
    around: &Surroundings<'_>,
) -> Result<can_report::Command, Refusal> {
    let team = match around.room {
        Some(Room::Team(team)) => Some(team.clone()),
        _ => around.policy.team_of(around.asker).map(|(id, _)| id.clone()),
    };
    Ok(can_report::parse(line)?.give(team))
}

/// `parked again <number>`, `parked done <number>`. Nothing: what is parked is to be shown.
pub(super) fn parked_command(mut words: Words<'_>) -> Result<Option<parked::Command>, Refusal> {
    const USAGE: &str = "parked · parked again <number> · parked done <number>";
    let Some(verb) = words.next_lower() else { return Ok(None) };
    let number = words.number(USAGE)?;
    match verb.as_str() {
        "again" => Ok(Some(parked::Command::Again { number })),
        "done" => Ok(Some(parked::Command::Done { number })),
        _ => Err(wrong(USAGE)),
    }
}
