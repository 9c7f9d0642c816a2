//! Help: what somebody may run here and now, with a few words on each command (Feature B7).
//!
//! Each aggregate has a table of [`Line`]s beside its commands. A line is shown where the asker has the right to it and
//! where it can do something at this moment: nobody is shown how to answer an offer that was not made.

use crate::authority::{self, Action, Standing};
use crate::policy::Policy;
use crate::severity::Severity;
use crate::text::Text;

/// Who asks for help, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker<'a> {
    /// What they are here and now.
    pub(crate) standing: &'a Standing,
    /// The rules of this installation.
    pub(crate) policy: &'a Policy,
    /// How bad the incident is, if this is one: some rights begin at a severity.
    pub(crate) severity: Option<Severity>,
    /// Whether this is the room that the table is about, and not another one in which its commands work too.
    pub(crate) at_home: bool,
}

/// A command as help shows it. `S` is the state of the aggregate that carries it out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<S> {
    /// The right it takes.
    pub(crate) action: Action,
    /// How it is typed.
    pub(crate) usage: &'static str,
    /// What it does, in a few words.
    pub(crate) what: &'static str,
    /// Whether it can do something now.
    pub(crate) now: fn(&S, Asker<'_>) -> bool,
}

/// Commands that belong together, under one heading.
pub(crate) type Group<S> = (&'static str, &'static [Line<S>]);

/// The commands that the asker may run now, group by group.
pub(crate) fn list<S>(mut text: Text, groups: &[Group<S>], state: &S, asker: Asker<'_>) -> Text {
    for (heading, lines) in groups {
        let mut shown = lines.iter().filter(|line| fits(line, state, asker)).peekable();
        if shown.peek().is_some() {
            text = text.line().strong(*heading);
        }
        for line in shown {
            text = text.bullet().code(line.usage).plain(format!(" – {}", line.what));
        }
    }
    text
}

fn fits<S>(line: &Line<S>, state: &S, asker: Asker<'_>) -> bool {
    authority::check(line.action, asker.standing, asker.severity).is_ok()
        && (line.now)(state, asker)
}

/// The tools of the host that the asker may run.
pub(crate) fn tools(mut text: Text, asker: Asker<'_>) -> Text {
    let may = |name, rule| {
        let rule = asker.policy.tools.get(name).unwrap_or(rule);
        authority::check_rule(Action::RunTool, rule, asker.standing, asker.severity).is_ok()
    };
    let mut shown =
        asker.policy.toolbox.iter().filter(|(name, tool)| may(*name, &tool.rule)).peekable();
    if shown.peek().is_some() {
        text = text.line().strong("Tools");
    }
    for (_, tool) in shown {
        text = text.bullet().code(tool.usage());
        if !tool.summary.trim().is_empty() {
            text = text.plain(format!(" – {}", tool.summary));
        }
    }
    text
}
