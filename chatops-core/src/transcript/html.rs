//! The transcript as one HTML file: no scripts, nothing loaded, everything escaped.

use std::fmt::Write as _;

use super::{Line, LineKind, Transcript, clock, reference};
use crate::markup::{content_policy, escape_html, html_text};
use crate::message::DRILL_MARK;

const STYLE: &str = include_str!("style.css");

pub(super) fn render(transcript: &Transcript) -> String {
    let mark = if transcript.drill { DRILL_MARK } else { "" };
    let title = format!("{mark}Transcript: {}", escape_html(&transcript.title));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n<p>All times are in UTC.</p>\n",
        content_policy(STYLE)
    );
    if transcript.lines.is_empty() {
        out.push_str("<p>Nothing was said.</p>\n");
    }
    for (day, lines) in transcript.days() {
        let _ = writeln!(out, "<h2>{day}</h2>\n<ol>");
        for line in lines {
            push_line(&mut out, line);
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn push_line(out: &mut String, line: &Line) {
    let _ = write!(
        out,
        "<li id=\"line-{}\" class=\"{}\"><time datetime=\"{}\">{}</time> ",
        line.seq,
        class(line.kind),
        line.at,
        clock(line.at)
    );
    if let Some(room) = &line.room {
        let _ = write!(out, "<span class=\"room\">#{}</span> ", escape_html(room));
    }
    let _ = write!(out, "<b>{}</b> ", escape_html(&line.author));
    push_relation(out, line);
    push_fate(out, line);
    if !line.text.is_empty() {
        let text = match &line.told {
            Some(told) => html_text(told),
            None => {
                let lines: Vec<String> = line.text.lines().map(escape_html).collect();
                lines.join("<br>")
            }
        };
        // `auto`: a text in another script sets its own direction and nobody else's.
        let _ = write!(out, "<span class=\"text\" dir=\"auto\">{text}</span>");
    }
    if let Some(output) = &line.output {
        let lines: Vec<String> = output.lines().map(escape_html).collect();
        let _ = write!(out, "<pre>{}</pre>", lines.join("\n"));
    }
    out.push_str("</li>\n");
}

/// How a line relates to the message it is about.
fn push_relation(out: &mut String, line: &Line) {
    let words = match (line.kind, line.about) {
        (LineKind::Message, None) => return,
        (LineKind::Message, Some(_)) => "answers",
        (LineKind::Edit, Some(_)) => "changed the message of",
        (LineKind::Edit, None) => "changed an earlier message",
        (LineKind::Deletion, Some(_)) => "deleted the message of",
        (LineKind::Deletion, None) => "deleted an earlier message",
        (LineKind::Reaction, Some(_)) => "on the message of",
        (LineKind::Decision, _) => "decision:",
        (LineKind::Reaction | LineKind::File | LineKind::Result | LineKind::Act, _) => return,
    };
    let _ = write!(out, "<i>{words}");
    if let Some(about) = line.about {
        let when = reference(about.at, line.at);
        let _ = write!(out, " <a href=\"#line-{}\">{when}</a>", about.seq);
    }
    out.push_str("</i> ");
}

/// What became of a message.
fn push_fate(out: &mut String, line: &Line) {
    for fate in line.fates() {
        let _ = write!(out, "<i class=\"fate\">({fate})</i> ");
    }
}

fn class(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Message => "message",
        LineKind::Edit => "edit",
        LineKind::Deletion => "deletion",
        LineKind::Reaction => "reaction",
        LineKind::File => "file",
        LineKind::Decision => "decision",
        LineKind::Result => "result",
        LineKind::Act => "act",
    }
}
