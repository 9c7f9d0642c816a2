//! Putting a transcript into a room.

use chatops_core::effect::{Answer, Room};
use chatops_core::ids::{EffectId, IncidentId};
use chatops_core::message::{DRILL_MARK, Message};
use chatops_core::plan::split;
use chatops_core::text::Text;
use chatops_core::transcript::{Form, Transcript};

use super::{Job, Trouble, chat};
use crate::ports::Ports;
use crate::record;

/// Largest file that is shared, in bytes. Discord takes 10 MiB from a bot; no platform takes less.
const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Most messages that a transcript is posted in where there are no files: more would bury the room.
const MESSAGES_MAX: usize = 20;

/// Writes the transcript and puts it into a room: as a file, and where there are no files as text.
pub(super) async fn share(
    job: &Job,
    ports: &Ports,
    incident: IncidentId,
    room: &Room,
    form: Form,
) -> Result<Answer, Trouble> {
    let (transcript, name) = record::transcript(ports.journal.as_ref(), incident).await?;
    let Some(files) = ports.chat.facets().files else {
        return post(job, ports, &transcript, room, form).await;
    };
    let file = transcript.to_file(&name, form);
    if file.bytes.len() > FILE_BYTES_MAX {
        return Err(Trouble::Impossible(format!(
            "It has {} MiB, and a room takes {}. Whoever runs the bot can write it from the journal.",
            file.bytes.len().div_ceil(1024 * 1024),
            FILE_BYTES_MAX / (1024 * 1024)
        )));
    }
    let lines = match transcript.lines.len() {
        1 => String::from("1 line"),
        many => format!("{many} lines"),
    };
    let text = Text::from(format!("Transcript of {}: {lines}, times in UTC.", transcript.title));
    let text = marked(text, job.drill);
    let key = &job.claimed.id;
    let (room, message) = (job.room(room)?, Message::new(text));
    let attach = files.attach(room, &file, &message, key);
    let attach = job.call(ports, chat::CHAT, "attach", Some(room), attach);
    let message = chat::put(job, ports, room, key, attach).await?;
    Ok(Answer::Message { message })
}

async fn post(
    job: &Job,
    ports: &Ports,
    transcript: &Transcript,
    room: &Room,
    form: Form,
) -> Result<Answer, Trouble> {
    if form != Form::Markdown {
        return Err(Trouble::Impossible(String::from(
            "Files cannot be shared here. `transcript` posts it as text.",
        )));
    }
    let chars_max = ports.chat.limits().text_chars_max.saturating_sub(DRILL_MARK.len());
    let parts = split(&transcript.to_text(), chars_max);
    let left_out = parts.len().saturating_sub(MESSAGES_MAX);
    let mut first = None;
    for (index, part) in (0_u32..).zip(parts.into_iter().take(MESSAGES_MAX)) {
        let part = marked(part, job.drill);
        let key = job.claimed.id.part(index);
        let posted = say(job, ports, room, Message::new(part), &key).await?;
        first.get_or_insert(posted);
    }
    if left_out > 0 {
        let rest = Text::from(format!(
            "The rest is left out: it takes {left_out} more messages. Whoever runs the bot can write it from the journal."
        ));
        let key = job.claimed.id.part(u32::try_from(MESSAGES_MAX).unwrap_or(u32::MAX));
        let rest = Message::new(marked(rest, job.drill));
        say(job, ports, room, rest, &key).await?;
    }
    Ok(first.unwrap_or(Answer::Nothing))
}

/// Posts one of several messages, unless it is known to stand.
async fn say(
    job: &Job,
    ports: &Ports,
    room: &Room,
    message: Message,
    key: &EffectId,
) -> Result<Answer, Trouble> {
    let post = async {
        let message = chat::post(job, ports, job.room(room)?, &message, key).await?;
        Ok(Answer::Message { message })
    };
    job.part(ports, key, post).await
}

fn marked(text: Text, drill: bool) -> Text {
    if drill { Text::new().strong(DRILL_MARK).append(text) } else { text }
}
