//! The transcript as a text for a chat, where files cannot be shared.

use super::{Line, LineKind, Transcript, clock, reference};
use crate::text::Text;

pub(super) fn render(transcript: &Transcript) -> Text {
    let mut text = Text::new().strong(format!("Transcript: {}", transcript.title));
    text = text.plain(", all times in UTC");
    if transcript.lines.is_empty() {
        text = text.line().plain("Nothing was said.");
    }
    for (day, lines) in transcript.days() {
        text = text.line().strong(day);
        for line in lines {
            text = push_line(text.bullet(), line);
        }
    }
    text
}

fn push_line(text: Text, line: &Line) -> Text {
    let text = text.plain(format!("{} ", clock(line.at))).strong(line.author.as_str());
    let about = line.about.map(|about| reference(about.at, line.at));
    let of = |about: Option<String>| match about {
        Some(about) => format!("the message of {about}"),
        None => String::from("an earlier message"),
    };
    let fates = line.fates();
    let fate = if fates.is_empty() { String::new() } else { format!(" ({})", fates.join(", ")) };
    let text = match line.kind {
        LineKind::Message => {
            let about = about.map(|about| format!(" (answers {about})")).unwrap_or_default();
            text.plain(format!("{about}{fate}: "))
        }
        LineKind::Edit => text.plain(format!(" changed {}: ", of(about))),
        LineKind::Deletion => return text.plain(format!(" deleted {}", of(about))),
        LineKind::Reaction => {
            return text.plain(format!(" {} to {}", line.text, of(about)));
        }
        LineKind::Decision => text.plain(" decided: "),
        LineKind::File | LineKind::Result | LineKind::Act => text.plain(" "),
    };
    let text = match &line.told {
        Some(told) => text.append(told.clone()),
        None => text.plain(line.text.as_str()),
    };
    match &line.output {
        Some(output) => text.preformatted(output),
        None => text,
    }
}
