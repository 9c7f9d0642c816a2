//! Calls to the chat platform.

use chatops_core::effect::{Answer, Room, Target};
use chatops_core::error::ErrorKind;
use chatops_core::ids::{EffectId, MessageId, PersonId, RoomId};
use chatops_core::message::Message;
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
            let found = open_room(job, ports, room, name, purpose, key).await?;
            Ok(Answer::Room { room: found.room, name: found.name })
        }
        Call::Invite { room, people } => {
            let room = job.room(room)?;
            job.call(ports, CHAT, "invite", Some(room), chat.invite(room, people, key)).await?;
            Ok(Answer::Nothing)
        }
        Call::Post { room, message, .. } => {
            let message = post(job, ports, job.room(room)?, message, key).await?;
            Ok(Answer::Message { message })
        }
        Call::Edit { room, slot, message } => {
            let (room, edited) = (job.room(room)?, job.message(slot)?);
            let edit = chat.edit(room, edited, message, key);
            job.call(ports, CHAT, "edit", Some(room), edit).await?;
            Ok(Answer::Nothing)
        }
        _ => facet_call(job, ports, call, key).await,
    }
}

/// The service's name in budgets.
pub(super) const CHAT: &str = "chat";

/// Posts, unless an earlier attempt did.
pub(super) async fn post(
    job: &Job,
    ports: &Ports,
    room: &RoomId,
    message: &Message,
    key: &EffectId,
) -> Result<MessageId, Trouble> {
    let post = ports.chat.post(room, message, key);
    put(job, ports, room, key, job.call(ports, CHAT, "post", Some(room), post)).await
}

/// Puts something into a room, unless an earlier attempt with this key did.
pub(super) async fn put(
    job: &Job,
    ports: &Ports,
    room: &RoomId,
    key: &EffectId,
    make: impl Future<Output = Result<MessageId, Trouble>>,
) -> Result<MessageId, Trouble> {
    let age = job.look_back();
    let look = || job.call(ports, CHAT, "posted", Some(room), ports.chat.posted(room, key, age));
    job.once(ports, key, look, make).await
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
            let (room, topic) = (job.room(room)?, topic.to_plain());
            let write = topics.set_topic(room, &topic, key);
            job.call(ports, CHAT, "set_topic", Some(room), write).await?;
        }
        Call::Share { room, message, .. } => {
            let files = facets.files.ok_or_else(missing)?;
            let Some(picture) = &message.picture else { return Ok(Answer::Nothing) };
            let room = job.room(room)?;
            let share = files.share(room, picture, message, key);
            let share = job.call(ports, CHAT, "share", Some(room), share);
            let message = put(job, ports, room, key, share).await?;
            return Ok(Answer::Message { message });
        }
        Call::Pin { room, target } => {
            let pins = facets.pins.ok_or_else(missing)?;
            let (room, target) = (job.room(room)?, target_id(job, target)?);
            job.call(ports, CHAT, "pin", Some(room), pins.pin(room, target, key)).await?;
        }
        Call::Unpin { room, target } => {
            let pins = facets.pins.ok_or_else(missing)?;
            let (room, target) = (job.room(room)?, target_id(job, target)?);
            job.call(ports, CHAT, "unpin", Some(room), pins.unpin(room, target, key)).await?;
        }
        _ => return people_call(job, ports, call, key).await,
    }
    Ok(Answer::Nothing)
}

/// What is said to one person, or wakes a room.
async fn people_call(
    job: &Job,
    ports: &Ports,
    call: &Call,
    key: &EffectId,
) -> Result<Answer, Trouble> {
    let facets = ports.chat.facets();
    match call {
        Call::Hint { room, person, message } => {
            let ephemeral = facets.ephemeral.ok_or_else(missing)?;
            let room = job.room(room)?;
            let hint = ephemeral.hint(room, person, message, key);
            match job.call(ports, CHAT, "hint", Some(room), hint).await {
                // Who is not in the room is answered directly instead.
                Err(Trouble::Port(error)) if error.kind == ErrorKind::NotFound => {
                    direct(job, ports, person, message, key).await?;
                }
                other => other?,
            }
        }
        Call::Direct { person, message } => {
            let message = direct(job, ports, person, message, key).await?;
            return Ok(Answer::Message { message });
        }
        Call::Broadcast { room, permit, message } => {
            let broadcasts = facets.broadcasts.ok_or_else(missing)?;
            let room = job.room(room)?;
            let wake = broadcasts.broadcast(room, permit, message, key);
            let wake = job.call(ports, CHAT, "broadcast", Some(room), wake);
            let message = put(job, ports, room, key, wake).await?;
            return Ok(Answer::Message { message });
        }
        Call::Audience { room, reach } => {
            let roster = facets.roster.ok_or_else(missing)?;
            let room = job.room(room)?;
            let count = roster.audience(room, *reach);
            let people = job.call(ports, CHAT, "audience", Some(room), count).await?;
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
            let room = job.room(room)?;
            job.call(ports, CHAT, "remove", Some(room), guests.remove(room, person, key)).await?;
        }
        Call::RemoveMessage { room, message } => {
            let moderation = facets.moderation.ok_or_else(missing)?;
            let room = job.room(room)?;
            job.call(
                ports,
                CHAT,
                "remove_message",
                Some(room),
                moderation.remove_message(room, message, key),
            )
            .await?;
        }
        Call::SetEntitled { room, people } => {
            let rights = facets.mention_rights.ok_or_else(missing)?;
            let room = job.room(room)?;
            job.call(
                ports,
                CHAT,
                "set_entitled",
                Some(room),
                rights.set_entitled(room, people, key),
            )
            .await?;
        }
        Call::SetSpeakers { room, speakers } => {
            let rights = facets.speaking_rights.ok_or_else(missing)?;
            let room = job.room(room)?;
            job.call(
                ports,
                CHAT,
                "set_speakers",
                Some(room),
                rights.set_speakers(room, speakers, key),
            )
            .await?;
        }
        Call::Archive { room } => {
            let archive = facets.archive.ok_or_else(missing)?;
            let room = job.room(room)?;
            job.call(ports, CHAT, "archive", Some(room), archive.archive(room, key)).await?;
        }
        _ => {}
    }
    Ok(Answer::Nothing)
}

/// Writes to a person, unless an earlier attempt did.
async fn direct(
    job: &Job,
    ports: &Ports,
    person: &PersonId,
    message: &Message,
    key: &EffectId,
) -> Result<MessageId, Trouble> {
    let directs = ports.chat.facets().direct_messages.ok_or_else(missing)?;
    let age = job.look_back();
    let look = || job.call(ports, CHAT, "written", None, directs.written(person, key, age));
    let direct = job.call(ports, CHAT, "direct", None, directs.direct(person, message, key));
    job.once(ports, key, look, direct).await
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
    job: &Job,
    ports: &Ports,
    room: &Room,
    name: &str,
    purpose: &str,
    key: &EffectId,
) -> Result<FoundRoom, Trouble> {
    let chat = &ports.chat;
    let first = chat.open_room(name, purpose, key);
    let taken = match job.call(ports, CHAT, "open_room", None, first).await {
        Err(Trouble::Port(error)) if error.kind == ErrorKind::Taken => error,
        other => return other,
    };
    if Job::is_standing(room) {
        let found = job.call(ports, CHAT, "find_room", None, chat.find_room(name)).await?;
        return found.ok_or(Trouble::Port(taken));
    }
    for suffix in 2..=NAME_SUFFIX_MAX {
        let (name, key) = (format!("{name}-{suffix}"), key.part(suffix));
        let next = chat.open_room(&name, purpose, &key);
        match job.call(ports, CHAT, "open_room", None, next).await {
            Err(Trouble::Port(error)) if error.kind == ErrorKind::Taken => {}
            other => return other,
        }
    }
    Err(Trouble::Port(taken))
}
