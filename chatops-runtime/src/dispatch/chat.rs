//! Calls to the chat platform.

use chatops_core::effect::{Answer, Room, Target};
use chatops_core::error::ErrorKind;
use chatops_core::ids::{EffectId, MessageId};
use chatops_core::plan::Call;
use chatops_core::ports::chat::FoundRoom;

use super::{Job, Trouble};
use crate::ports::Ports;

/// Names tried for a hot room whose name somebody else took: `hot-330`, `hot-330-2`, … `hot-330-9`.
const NAME_SUFFIX_MAX: u32 = 9;

/// Makes one call of a plan.
pub(super) async fn call(
    job: &Job,
    ports: &Ports,
    call: &Call,
    key: &EffectId,
) -> Result<Answer, Trouble> {
    let chat = &ports.chat;
    match call {
        Call::OpenRoom { room, name, purpose } => {
            let found = open_room(ports, room, name, purpose, key).await?;
            Ok(Answer::Room { room: found.room, name: found.name })
        }
        Call::Invite { room, people } => {
            chat.invite(job.room(room)?, people, key).await?;
            Ok(Answer::Nothing)
        }
        Call::Post { room, message, .. } => {
            let message = chat.post(job.room(room)?, message, key).await?;
            Ok(Answer::Message { message })
        }
        Call::Edit { room, slot, message } => {
            chat.edit(job.room(room)?, job.message(slot)?, message, key).await?;
            Ok(Answer::Nothing)
        }
        _ => facet_call(job, ports, call, key).await,
    }
}

/// Calls through facets. The plan only asks for those that are there.
async fn facet_call(
    job: &Job,
    ports: &Ports,
    call: &Call,
    key: &EffectId,
) -> Result<Answer, Trouble> {
    let facets = ports.chat.facets();
    match call {
        Call::SetTopic { room, topic } => {
            let topics = facets.topics.ok_or_else(missing)?;
            topics.set_topic(job.room(room)?, &topic.to_plain(), key).await?;
        }
        Call::Share { room, message, .. } => {
            let files = facets.files.ok_or_else(missing)?;
            let Some(picture) = &message.picture else { return Ok(Answer::Nothing) };
            let message = files.share(job.room(room)?, picture, message, key).await?;
            return Ok(Answer::Message { message });
        }
        Call::Pin { room, target } => {
            let pins = facets.pins.ok_or_else(missing)?;
            pins.pin(job.room(room)?, target_id(job, target)?, key).await?;
        }
        Call::Unpin { room, target } => {
            let pins = facets.pins.ok_or_else(missing)?;
            pins.unpin(job.room(room)?, target_id(job, target)?, key).await?;
        }
        Call::Hint { room, person, message } => {
            let ephemeral = facets.ephemeral.ok_or_else(missing)?;
            match ephemeral.hint(job.room(room)?, person, message, key).await {
                // Who is not in the room is answered directly instead.
                Err(error) if error.kind == ErrorKind::NotFound => {
                    let direct = facets.direct_messages.ok_or_else(missing)?;
                    direct.direct(person, message, key).await?;
                }
                other => other?,
            }
        }
        Call::Direct { person, message } => {
            let direct = facets.direct_messages.ok_or_else(missing)?;
            let message = direct.direct(person, message, key).await?;
            return Ok(Answer::Message { message });
        }
        Call::Broadcast { room, permit, message } => {
            let broadcasts = facets.broadcasts.ok_or_else(missing)?;
            let message = broadcasts.broadcast(job.room(room)?, permit, message, key).await?;
            return Ok(Answer::Message { message });
        }
        Call::Audience { room, reach } => {
            let roster = facets.roster.ok_or_else(missing)?;
            let people = roster.audience(job.room(room)?, *reach).await?;
            return Ok(Answer::Audience { people });
        }
        _ => return rights_call(job, ports, call, key).await,
    }
    Ok(Answer::Nothing)
}

async fn rights_call(
    job: &Job,
    ports: &Ports,
    call: &Call,
    key: &EffectId,
) -> Result<Answer, Trouble> {
    let facets = ports.chat.facets();
    match call {
        Call::RemovePerson { room, person } => {
            let guests = facets.guests.ok_or_else(missing)?;
            guests.remove(job.room(room)?, person, key).await?;
        }
        Call::RemoveMessage { room, message } => {
            let moderation = facets.moderation.ok_or_else(missing)?;
            moderation.remove_message(job.room(room)?, message, key).await?;
        }
        Call::SetEntitled { room, people } => {
            let rights = facets.mention_rights.ok_or_else(missing)?;
            rights.set_entitled(job.room(room)?, people, key).await?;
        }
        Call::SetSpeakers { room, speakers } => {
            let rights = facets.speaking_rights.ok_or_else(missing)?;
            rights.set_speakers(job.room(room)?, speakers, key).await?;
        }
        Call::Archive { room } => {
            let archive = facets.archive.ok_or_else(missing)?;
            archive.archive(job.room(room)?, key).await?;
        }
        _ => {}
    }
    Ok(Answer::Nothing)
}

fn missing() -> Trouble {
    Trouble::Impossible(String::from(
        "The platform no longer has the ability that was planned with.",
    ))
}

fn target_id<'a>(job: &'a Job, target: &'a Target) -> Result<&'a MessageId, Trouble> {
    match target {
        Target::Slot(slot) => job.message(slot),
        Target::Message(message) => Ok(message),
    }
}

/// Makes a room. A standing room that exists is adopted; a hot room whose name is taken gets a suffix (never another
/// incident's room).
async fn open_room(
    ports: &Ports,
    room: &Room,
    name: &str,
    purpose: &str,
    key: &EffectId,
) -> Result<FoundRoom, Trouble> {
    let taken = match ports.chat.open_room(name, purpose, key).await {
        Err(error) if error.kind == ErrorKind::Taken => error,
        other => return Ok(other?),
    };
    if Job::is_standing(room) {
        return match ports.chat.find_room(name).await? {
            Some(found) => Ok(found),
            None => Err(Trouble::Port(taken)),
        };
    }
    for suffix in 2..=NAME_SUFFIX_MAX {
        match ports.chat.open_room(&format!("{name}-{suffix}"), purpose, &key.part(suffix)).await {
            Err(error) if error.kind == ErrorKind::Taken => {}
            other => return Ok(other?),
        }
    }
    Err(Trouble::Port(taken))
}
