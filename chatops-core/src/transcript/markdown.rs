//! The transcript as Markdown.

use std::fmt::Write as _;

use super::{Line, LineKind, Transcript, clock, reference};
use crate::markup::{markdown_code_block, markdown_line, markdown_paragraph, markdown_text};
use crate::message::DRILL_MARK;

/// A line break that opens no paragraph.
const LINE_BREAK: &str = "\\\n";

pub(super) fn render(transcript: &Transcript) -> String {
    let mark = if transcript.drill { DRILL_MARK } else { "" };
    let mut out = format!(
        "# {mark}Transcript: {}\n\nAll times are in UTC.\n",
        markdown_line(&transcript.title)
    );
    if transcript.lines.is_empty() {
        out.push_str("\nNothing was said.\n");
    }
    for (day, lines) in transcript.days() {
        let _ = write!(out, "\n## {day}\n");
        for line in lines {
            push_line(&mut out, line);
        }
    }
    out
}

fn push_line(out: &mut String, line: &Line) {
    let _ = write!(out, "\n**{}**", clock(line.at));
    if let Some(room) = &line.room {
        let _ = write!(out, " · #{}", markdown_line(room));
    }
    let _ = write!(out, " · **{}**", markdown_line(&line.author));
    let about = line.about.map(|about| reference(about.at, line.at));
    let text = match &line.told {
        Some(told) => markdown_text(told, LINE_BREAK),
        None => markdown_paragraph(&line.text),
    };
    let _ = match (line.kind, about) {
        (LineKind::Message, about) => {
            if let Some(about) = about {
                let _ = write!(out, " (answers {about})");
            }
            writeln!(out, "{}: {text}", fate(line))
        }
        (LineKind::Edit, Some(about)) => writeln!(out, " changed the message of {about}: {text}"),
        (LineKind::Edit, None) => writeln!(out, " changed an earlier message: {text}"),
        (LineKind::Deletion, Some(about)) => writeln!(out, " deleted the message of {about}"),
        (LineKind::Deletion, None) => writeln!(out, " deleted an earlier message"),
        (LineKind::Reaction, Some(about)) => writeln!(out, " {text} to the message of {about}"),
        (LineKind::Reaction | LineKind::File, _) => writeln!(out, " {text}"),
        (LineKind::Decision, _) => writeln!(out, " · decision: {text}"),
        (LineKind::Result | LineKind::Act, _) => writeln!(out, " · {text}"),
    };
    if let Some(output) = &line.output {
        let _ = write!(out, "\n{}", markdown_code_block(output));
    }
}

/// What became of a message.
fn fate(line: &Line) -> String {
    let fates = line.fates();
    if fates.is_empty() { String::new() } else { format!(" _({})_", fates.join(", ")) }
}
