//! The postmortem as Markdown: short sentences, one table where a table reads better, one line where there is nothing.

use std::fmt::Write as _;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{FollowUp, Participant, Postmortem, PublicWords, SummarySource, Told, Tried};
use crate::markup::{
    markdown_code, markdown_line, markdown_link, markdown_paragraph, markdown_text,
};
use crate::message::DRILL_MARK;
use crate::metrics::Measure;
use crate::text::Text;
use crate::time::{show_span, show_utc};

/// Stands for a line break where a text must fit on one line.
const LINE_BREAK: &str = " ⏎ ";

pub(super) fn render(postmortem: &Postmortem) -> String {
    let mark = if postmortem.drill { DRILL_MARK } else { "" };
    let (name, title) = (markdown_line(&postmortem.name), markdown_line(&postmortem.title));
    let mut out = format!("# {mark}Postmortem {name}: {title}\n\n");
    if postmortem.drill {
        out.push_str("**This was a drill.** Nothing of it counts in the metrics.\n\n");
    }
    out.push_str(
        "We look for causes in systems and procedures, not in people. Everybody acted on what they \
         knew at the time.\n",
    );
    let _ = write!(
        out,
        "\nThis is a draft from the record as of {}. What people must add stands at its end.\n",
        show_utc(postmortem.as_of)
    );
    push_facts(&mut out, postmortem);
    push_summary(&mut out, postmortem);
    push_impact(&mut out, postmortem);
    push_timeline(&mut out, postmortem);
    push_duties(&mut out, postmortem);
    push_tried(&mut out, postmortem);
    push_public(&mut out, postmortem);
    push_told(&mut out, "Decisions and objections", &postmortem.decisions);
    push_follow_ups(&mut out, postmortem);
    push_metrics(&mut out, postmortem);
    push_participants(&mut out, postmortem);
    push_told(&mut out, "What could not be done", &postmortem.gaps);
    push_record(&mut out, postmortem);
    out
}

fn push_facts(out: &mut String, postmortem: &Postmortem) {
    out.push_str("\n| | |\n|---|---|\n");
    let mut row = |name: &str, value: String| {
        let _ = writeln!(out, "| {name} | {value} |");
    };
    row("Severity", postmortem.severity.to_string());
    row("Phase", postmortem.phase.to_string());
    let metrics = &postmortem.metrics;
    if let Some(began) = metrics.began_at {
        row("Began", show_utc(began));
    }
    row("Detected", metrics.detected_at.map_or_else(|| String::from("not known"), show_utc));
    row("Resolved", metrics.resolved_at.map_or_else(|| String::from("not yet"), show_utc));
    row("Duration", postmortem.duration().map_or_else(|| String::from("still open"), show_span));
    let commanders: Vec<String> = postmortem
        .duties
        .iter()
        .filter(|duty| duty.role.is_none())
        .map(|duty| markdown_line(&duty.person))
        .collect();
    row("Commanded by", or_none(commanders.join(", ")));
    let ticket = postmortem.ticket.as_ref().map(|key| {
        let address = postmortem.ticket_address.as_deref().unwrap_or_default();
        markdown_link(key, address)
    });
    row("Ticket", or_none(ticket.unwrap_or_default()));
    row(
        "Component",
        or_none(postmortem.component.as_deref().map_or_else(String::new, markdown_line)),
    );
}

fn or_none(words: String) -> String {
    if words.is_empty() { String::from("none") } else { words }
}

fn section(out: &mut String, title: &str) {
    let _ = write!(out, "\n## {title}\n\n");
}

fn push_summary(out: &mut String, postmortem: &Postmortem) {
    section(out, "Summary");
    let Some(summary) = &postmortem.summary else {
        out.push_str("None was given.\n");
        return;
    };
    let _ = writeln!(out, "{}", markdown_paragraph(&summary.text));
    if summary.source == SummarySource::LastUpdate {
        out.push_str(
            "\n_This is the last update in the room; no summary was given with an all clear._\n",
        );
    }
}

fn push_impact(out: &mut String, postmortem: &Postmortem) {
    section(out, "Impact");
    let severities: Vec<String> = postmortem
        .severities
        .iter()
        .map(|(at, severity)| format!("{severity} ({})", show_utc(*at)))
        .collect();
    let _ = writeln!(
        out,
        "- Severity: {}.",
        match severities.as_slice() {
            [] | [_] => format!("{} throughout", postmortem.severity),
            many => many.join(" → "),
        }
    );
    let metrics = &postmortem.metrics;
    let mitigated = metrics.seconds(Measure::Mitigate);
    let _ = match (mitigated, metrics.resolved_at) {
        (Some(seconds), _) => {
            writeln!(out, "- From detection until it was called mitigated: {}.", span(seconds))
        }
        (None, Some(_)) => writeln!(out, "- It was not called mitigated before it was resolved."),
        (None, None) => writeln!(out, "- It has not been called mitigated yet."),
    };
    let published = postmortem.public.iter().filter(|words| words.published_at.is_some()).count();
    let _ = match published {
        0 => writeln!(out, "- The public was told nothing."),
        1 => writeln!(out, "- The public was told once."),
        2 => writeln!(out, "- The public was told twice."),
        many => writeln!(out, "- The public was told {many} times."),
    };
}

fn push_timeline(out: &mut String, postmortem: &Postmortem) {
    section(out, "Timeline");
    out.push_str("Turning points only, in UTC; the transcript has everything.\n\n");
    out.push_str("| Time | Who | What |\n|---|---|---|\n");
    let mut today = String::new();
    for told in &postmortem.timeline {
        let (day, clock) = (day(told.at), clock(told.at));
        // The day stands where it begins.
        let time = if day == today { clock } else { format!("{day} {clock}") };
        today = day;
        let (who, text) = (markdown_line(&told.who), line(&told.text));
        let _ = writeln!(out, "| {time} | {who} | {text} |");
    }
}

/// A text on one line.
fn line(text: &Text) -> String {
    markdown_text(text, LINE_BREAK)
}

fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d").to_string()
}

fn clock(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%H:%M").to_string()
}

fn push_duties(out: &mut String, postmortem: &Postmortem) {
    section(out, "Command and roles");
    if postmortem.duties.is_empty() {
        out.push_str("None was taken.\n");
        return;
    }
    out.push_str("| Role | Who | From | Until |\n|---|---|---|---|\n");
    for duty in &postmortem.duties {
        let role =
            duty.role.map_or_else(|| String::from("incident commander"), |role| role.to_string());
        let until = duty.until.map_or_else(|| String::from("the end"), show_utc);
        let (who, from) = (markdown_line(&duty.person), show_utc(duty.from));
        let _ = writeln!(out, "| {role} | {who} | {from} | {until} |");
    }
}

fn push_tried(out: &mut String, postmortem: &Postmortem) {
    section(out, "What was tried");
    if postmortem.tried.is_empty() && postmortem.reports.is_empty() {
        out.push_str("Nothing was run or reported through chat.\n");
    }
    for run in &postmortem.tried {
        push_run(out, run);
    }
    for report in &postmortem.reports {
        let _ = writeln!(
            out,
            "- {} {} reported. Conditions: {}. Actions: {}. Needs: {}.",
            clock(report.at),
            markdown_line(&report.who),
            sentence(&report.conditions),
            sentence(&report.actions),
            sentence(&report.needs),
        );
    }
}

/// Words as the end of a sentence whose full stop is ours.
fn sentence(words: &str) -> String {
    markdown_line(words.trim_end().trim_end_matches('.'))
}

fn push_run(out: &mut String, run: &Tried) {
    let (who, command) = (markdown_line(&run.who), markdown_code(&run.command));
    let _ = write!(out, "- {} {who}: {command} – {}", clock(run.at), sentence(&run.outcome));
    if let Some(confirmed_by) = &run.confirmed_by {
        let _ = write!(out, ", confirmed by {}", markdown_line(confirmed_by));
    }
    if let Some(output) = &run.output {
        let _ = write!(out, ": {}", markdown_code(output));
    }
    out.push('\n');
}

fn push_public(out: &mut String, postmortem: &Postmortem) {
    section(out, "What the public read");
    let (read, unread): (Vec<_>, Vec<_>) =
        postmortem.public.iter().partition(|words| words.published_at.is_some());
    if read.is_empty() {
        out.push_str("None.\n");
    }
    for words in read {
        push_published(out, words);
    }
    if !unread.is_empty() {
        out.push_str("\nNot published:\n\n");
    }
    for words in unread {
        let _ = writeln!(
            out,
            "- update {} ({}), drafted by {}: {}",
            words.number,
            words.phase,
            markdown_line(&words.drafted_by),
            markdown_line(&words.fate)
        );
    }
}

fn push_published(out: &mut String, words: &PublicWords) {
    let at = words.published_at.map_or_else(String::new, show_utc);
    let _ = write!(out, "- {at}, {}: “{}”", words.phase, markdown_line(&words.text));
    if let Some(approved_by) = &words.approved_by {
        let _ = write!(out, " – approved by {}", markdown_line(approved_by));
    }
    if let Some(address) = &words.address {
        let _ = write!(out, " – {}", markdown_link("status page", address));
    }
    out.push('\n');
}

fn push_told(out: &mut String, title: &str, told: &[Told]) {
    section(out, title);
    if told.is_empty() {
        out.push_str("None.\n");
    }
    for one in told {
        let (who, text) = (markdown_line(&one.who), line(&one.text));
        let _ = writeln!(out, "- {} {who}: {text}", clock(one.at));
    }
}

fn push_follow_ups(out: &mut String, postmortem: &Postmortem) {
    section(out, "Follow-ups");
    if postmortem.follow_ups.is_empty() {
        out.push_str("None was noted.\n");
        return;
    }
    out.push_str("| # | What | Who | Where it stands |\n|---|---|---|---|\n");
    let (closed, open): (Vec<_>, Vec<_>) =
        postmortem.follow_ups.iter().partition(|follow_up| follow_up.closed);
    for follow_up in open.into_iter().chain(closed) {
        push_follow_up(out, follow_up);
    }
}

fn push_follow_up(out: &mut String, follow_up: &FollowUp) {
    let owner =
        follow_up.owner.as_deref().map_or_else(|| String::from("nobody yet"), markdown_line);
    let state = if follow_up.closed { "closed" } else { "open" };
    let ticket = follow_up.ticket.as_ref().map_or_else(
        || String::from(", not filed"),
        |key| {
            let address = follow_up.address.as_deref().unwrap_or_default();
            format!(", {}", markdown_link(key, address))
        },
    );
    let text = markdown_line(&follow_up.text);
    let _ = writeln!(out, "| {} | {text} | {owner} | {state}{ticket} |", follow_up.number);
}

fn push_metrics(out: &mut String, postmortem: &Postmortem) {
    section(out, "Metrics");
    out.push_str(
        "Detection is measured from the beginning that the alert gives, everything else from detection.\n\n\
         | Measure | Value | At |\n|---|---|---|\n",
    );
    for measure in Measure::ALL {
        let words = measure.words();
        let value = postmortem.metrics.seconds(measure);
        let value = value.map_or_else(|| String::from("not on record"), span);
        let at = postmortem.metrics.end(measure).map_or_else(|| String::from("–"), show_utc);
        let _ = writeln!(out, "| {words} | {value} | {at} |");
    }
}

fn span(seconds: u64) -> String {
    show_span(SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX)))
}

fn push_participants(out: &mut String, postmortem: &Postmortem) {
    section(out, "Who took part");
    let count = |many: u64, one: &str| match many {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let shown = |one: &Participant| {
        let counts = [count(one.messages, "message"), count(one.deeds, "command")];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        format!("{} ({})", markdown_line(&one.name), counts.join(", "))
    };
    let people: Vec<String> = postmortem.participants.iter().map(shown).collect();
    let _ = write!(
        out,
        "{}.",
        if people.is_empty() { String::from("None") } else { people.join(", ") }
    );
    let _ = match postmortem.silent {
        0 => writeln!(out),
        1 => writeln!(out, " 1 more read along."),
        many => writeln!(out, " {many} more read along."),
    };
}

fn push_record(out: &mut String, postmortem: &Postmortem) {
    section(out, "About this draft");
    let _ = writeln!(
        out,
        "Drafted from {} entries of the record of incident `{}`. The hash of the last one is `{}`: \
         keep it, and a later change of the record shows.\n\n\
         For people to add: the cause, what made it worse, what went well, what will change.",
        postmortem.entries, postmortem.incident, postmortem.head
    );
}
