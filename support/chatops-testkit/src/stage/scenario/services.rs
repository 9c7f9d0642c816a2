//! Services: tickets, tools, graphs.

use std::collections::BTreeMap;

use chatops_core::authority::{Rule, Who};
use chatops_core::ids::{TicketKey, ToolName};
use chatops_core::memory::chat::Ability;
use chatops_core::tools::{Argument, ArgumentKind, Danger, ToolDescription};
use chatops_runtime::interpret;
use toml::de::DeValue;

use super::fields::{Fields, Value, text};
use super::problem::Problems;
use super::{After, Chart, ScriptedOutput, ScriptedTool, Tickets, setting};
use crate::stage::cast::Cast;
use crate::stage::moment;

/// Fewest points of a graph.
const POINTS_MIN: usize = 2;

/// What the chat of a scenario can be made without, with the words for it.
const ABILITIES: [(&str, Ability); 16] = [
    ("topics", Ability::Topics),
    ("pins", Ability::Pins),
    ("threads", Ability::Threads),
    ("direct_messages", Ability::DirectMessages),
    ("ephemeral", Ability::Ephemeral),
    ("buttons", Ability::Buttons),
    ("broadcasts", Ability::Broadcasts),
    ("roster", Ability::Roster),
    ("history", Ability::History),
    ("archive", Ability::Archive),
    ("reactions", Ability::Reactions),
    ("files", Ability::Files),
    ("guests", Ability::Guests),
    ("moderation", Ability::Moderation),
    ("speaking_rights", Ability::SpeakingRights),
    ("mention_rights", Ability::MentionRights),
];

/// A value, unless it is `false`: that takes away what a setting has.
pub(super) fn unless_false<'t, 'i>(value: &'t Value<'i>) -> Option<&'t Value<'i>> {
    (value.get_ref().as_bool() != Some(false)).then_some(value)
}

/// Reads `[chat]`: what it cannot do.
pub(super) fn chat(top: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Vec<Ability> {
    let Some(value) = top.value("chat") else { return Vec::new() };
    let Some(mut fields) = Fields::of("the chat", value, problems) else { return Vec::new() };
    let mut without = Vec::new();
    for value in fields.list("without", problems) {
        let Some((word, span)) = text("without", value, problems) else { continue };
        match ABILITIES.iter().find(|(known, _)| *known == word) {
            Some((_, ability)) => without.push(*ability),
            None => {
                let known: Vec<&str> = ABILITIES.iter().map(|(word, _)| *word).collect();
                problems.add(
                    &span,
                    format!("`{word}` is no ability of a chat; it has: {}", known.join(", ")),
                );
            }
        }
    }
    fields.done(problems);
    without
}

/// Reads `[tickets]`.
pub(super) fn tickets(top: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Option<Tickets> {
    let value = unless_false(top.value("tickets")?)?;
    let mut fields = Fields::of("the ticket system", value, problems)?;
    let project = fields.needed_text("project", problems);
    let first = fields.number("first", problems).unwrap_or(1);
    fields.done(problems);
    let (project, span) = project?;
    if !project.chars().all(|c| c.is_ascii_uppercase()) || TicketKey::new(project).is_err() {
        problems.add(&span, "a project is written in capital letters, for example `HOT`");
    }
    Some(Tickets { project: project.to_owned(), first })
}

/// Reads `[[tools]]`.
pub(super) fn tools(
    top: &mut Fields<'_, '_>,
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> Vec<ScriptedTool> {
    let mut tools: Vec<ScriptedTool> = Vec::new();
    for value in top.list("tools", problems) {
        let Some(mut fields) = Fields::of("a tool", value, problems) else { continue };
        let tool = tool(&mut fields, cast, problems);
        fields.done(problems);
        let Some(tool) = tool else { continue };
        if tools.iter().any(|other| other.description.name == tool.description.name) {
            let name = &tool.description.name;
            problems.add(
                &value.span(),
                format!("two tools are called `{name}`; give one of them another name"),
            );
        }
        if interpret::is_verb(tool.description.name.as_str()) {
            let name = &tool.description.name;
            problems.add(
                &value.span(),
                format!("`{name}` is a command of the bot; give the tool another name"),
            );
        }
        if let Err(error) = tool.description.check() {
            problems.add(&value.span(), error.to_string());
        }
        tools.push(tool);
    }
    tools
}

fn tool(
    fields: &mut Fields<'_, '_>,
    cast: &Cast,
    problems: &mut Problems<'_>,
) -> Option<ScriptedTool> {
    let name = fields.needed_text("name", problems);
    let summary = fields.text("summary", problems).map_or("", |(summary, _)| summary);
    let danger = fields.parsed::<Danger>("danger", problems).unwrap_or(Danger::Harmless);
    let who = fields.value("who").and_then(|value| setting::who::<Vec<Who>>(value, cast, problems));
    let from = fields.parsed("from", problems);
    let wait = fields
        .text("wait", problems)
        .and_then(|(wait, span)| moment::span(wait).map_err(|why| problems.add(&span, why)).ok());
    let arguments = fields.list("arguments", problems);
    let arguments: Vec<Argument> =
        arguments.into_iter().filter_map(|value| argument(value, problems)).collect();
    let outputs = fields.list("outputs", problems);
    let outputs =
        outputs.into_iter().filter_map(|value| output(value, &arguments, problems)).collect();
    let (name, span) = name?;
    let name = match ToolName::new(name) {
        Ok(name) => name,
        Err(error) => {
            problems.add(&span, error.to_string());
            return None;
        }
    };
    let rule = Rule { from, ..Rule::any(who.unwrap_or_else(|| vec![Who::Insiders])) };
    let description =
        ToolDescription { name, summary: summary.to_owned(), arguments, rule, danger, wait };
    Some(ScriptedTool { description, outputs })
}

fn argument(value: &Value<'_>, problems: &mut Problems<'_>) -> Option<Argument> {
    let mut fields = Fields::of("an argument", value, problems)?;
    let name = fields.needed_text("name", problems);
    let kind = fields.text("kind", problems);
    let required = fields.truth("required", problems).unwrap_or(true);
    let help = fields.text("help", problems).map_or("", |(help, _)| help).to_owned();
    let choices = fields.list("choices", problems);
    let choices: Vec<String> = choices
        .into_iter()
        .filter_map(|choice| Some(text("choices", choice, problems)?.0.to_owned()))
        .collect();
    let min = fields.parsed::<i64>("min", problems).unwrap_or(i64::MIN);
    let max = fields.parsed::<i64>("max", problems).unwrap_or(i64::MAX);
    fields.done(problems);
    let kind = match kind {
        None if !choices.is_empty() => ArgumentKind::Choice(choices),
        None | Some(("word", _)) => ArgumentKind::Word,
        Some(("text", _)) => ArgumentKind::Text,
        Some(("integer", _)) => ArgumentKind::Integer { min, max },
        Some(("choice", _)) => ArgumentKind::Choice(choices),
        Some(("person", _)) => ArgumentKind::Person,
        Some(("component", _)) => ArgumentKind::Component,
        Some(("span", _)) => ArgumentKind::Span,
        Some((other, span)) => {
            problems.add(
                &span,
                format!("`{other}` is no kind of argument; write `word`, `text`, `integer`, `choice`, `person`, `component` or `span`"),
            );
            return None;
        }
    };
    Some(Argument { name: name?.0.to_owned(), kind, required, help })
}

fn output(
    value: &Value<'_>,
    arguments: &[Argument],
    problems: &mut Problems<'_>,
) -> Option<ScriptedOutput> {
    let mut fields = Fields::of("an output", value, problems)?;
    let prints = fields.needed_text("prints", problems);
    let ok = fields.truth("ok", problems).unwrap_or(true);
    let after = fields.text("after", problems).and_then(|(after, span)| match after {
        "never" => Some(After::Never),
        _ => match moment::span(after) {
            Ok(span) => Some(After::Span(span)),
            Err(why) => {
                problems.add(&span, format!("{why}, or `never`"));
                None
            }
        },
    });
    let after = after.unwrap_or(After::AtOnce);
    let mut with = BTreeMap::new();
    if let Some(value) = fields.value("with") {
        match value.get_ref() {
            DeValue::Table(table) => {
                for (key, value) in table.iter() {
                    let name: &str = key.get_ref();
                    if !arguments.iter().any(|argument| argument.name == name) {
                        problems.add(
                            &key.span(),
                            format!("the tool takes no `{name}`; name one of its arguments"),
                        );
                    }
                    let Some((wanted, _)) = text(name, value, problems) else { continue };
                    with.insert(name.to_owned(), wanted.to_owned());
                }
            }
            _ => problems.add(
                &value.span(),
                "`with` is a table of arguments, for example `{ system = \"system23\" }`",
            ),
        }
    }
    fields.done(problems);
    Some(ScriptedOutput { with, prints: prints?.0.to_owned(), ok, after })
}

/// Reads `[[charts]]`.
pub(super) fn charts(
    top: &mut Fields<'_, '_>,
    problems: &mut Problems<'_>,
) -> BTreeMap<String, Chart> {
    let mut charts = BTreeMap::new();
    for value in top.list("charts", problems) {
        let Some(mut fields) = Fields::of("a graph", value, problems) else { continue };
        let query = fields.needed_text("query", problems);
        let span = fields.value("values").map_or_else(|| fields.span.clone(), toml::Spanned::span);
        let values = fields.parsed::<Vec<f64>>("values", problems).unwrap_or_default();
        fields.done(problems);
        if values.len() < POINTS_MIN || values.iter().any(|value| !value.is_finite()) {
            problems.add(&span, "a graph needs `values`: at least two numbers");
        }
        let Some((query, span)) = query else { continue };
        let chart = Chart { values };
        if charts.insert(query.to_owned(), chart).is_some() {
            problems.add(&span, format!("two graphs answer `{query}`; remove one"));
        }
    }
    charts
}
