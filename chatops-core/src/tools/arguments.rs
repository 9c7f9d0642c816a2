//! What a tool takes, and how typed words become checked arguments.
//!
//! Words are taken in the order in which the tool names its arguments, or by name: `restart
//! checkout` and `restart service=checkout` are the same. Quotes hold a value with spaces together.
//! A last argument of kind [`ArgumentKind::Text`] takes the rest of the line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::authority::Rule;
use crate::ids::{ComponentId, PersonId, ToolName};
use crate::refusal::{Refusal, RefusalKind};
use crate::time::{read_span, show_span};

/// Most arguments of a tool. What takes more is a form or a file, not a line in a chat.
pub const ARGUMENTS_MAX: usize = 16;

/// Longest argument, in characters. Sixteen of them are about what one chat message can carry.
pub const ARGUMENT_CHARS_MAX: usize = 500;

/// Longest run a tool can ask for, in minutes. Whoever needs longer starts a job and gives a second
/// tool that looks at it.
pub const TOOL_WAIT_MINUTES_MAX: i64 = 60;

/// A tool as it describes itself: what it is called, what it takes, who may run it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolDescription {
    /// The word people type for it. Without spaces.
    pub name: ToolName,
    /// What it does, in a line for the help.
    pub summary: String,
    /// What it takes, in the order in which people write it. At most [`ARGUMENTS_MAX`].
    pub arguments: Vec<Argument>,
    /// Who may run it, and in which severity, unless the policy has a rule of its own for it.
    pub rule: Rule,
    /// How dangerous it is.
    pub danger: Danger,
    /// How long it may run. None: the wait `tool` of the policy.
    pub wait: Option<SignedDuration>,
}

/// An argument of a tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name: letters, digits, `_` and `-`, beginning with a letter.
    pub name: String,
    /// What it may be.
    pub kind: ArgumentKind,
    /// Whether it must be given. Optional ones come last.
    pub required: bool,
    /// What it means, in a line for the help.
    pub help: String,
}

/// What an argument may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentKind {
    /// Any words.
    Text,
    /// One word without spaces. It does not begin with `-`: many programs would take it for an
    /// option.
    Word,
    /// A whole number.
    Integer {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// One of these, in any case.
    Choice(Vec<String>),
    /// A person.
    Person,
    /// A component of the product.
    Component,
    /// A length of time such as `15m`.
    Span,
}

/// How dangerous a tool is: what must happen before it runs. From the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Danger {
    /// It runs at once.
    Harmless,
    /// Who asks confirms it.
    Confirm,
    /// A second person who may run it confirms it.
    TwoPersons,
}

/// A description that cannot work. Found when the tool is registered, not when it is needed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tool `{tool}`: {what}; {mend}")]
pub struct InvalidTool {
    /// The tool.
    pub tool: ToolName,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub mend: String,
}

impl ToolDescription {
    /// Checks that the tool can be called at all: its names can be typed, each argument can be
    /// reached, its choices, bounds and wait leave something to choose.
    ///
    /// # Errors
    /// [`InvalidTool`] names the first thing that cannot work and the mend.
    pub fn check(&self) -> Result<(), InvalidTool> {
        let invalid = |what: String, mend: &str| {
            Err(InvalidTool { tool: self.name.clone(), what, mend: String::from(mend) })
        };
        if self.name.as_str().chars().any(|c| c.is_whitespace() || c == '"') {
            return invalid(
                String::from("its name cannot be typed"),
                "leave out spaces and quotes",
            );
        }
        if self.rule.who.is_empty() {
            return invalid(String::from("nobody may run it"), "name somebody in its rule");
        }
        if self.arguments.len() > ARGUMENTS_MAX {
            return invalid(
                format!("it has {} arguments", self.arguments.len()),
                "make it two tools; 16 is the most",
            );
        }
        let longest = SignedDuration::from_mins(TOOL_WAIT_MINUTES_MAX);
        if self.wait.is_some_and(|wait| wait <= SignedDuration::ZERO || wait > longest) {
            return invalid(String::from("its wait is out of bounds"), "take 1 s to 1 h");
        }
        let (mut names, mut optional) = (BTreeSet::new(), None);
        for argument in &self.arguments {
            let name = argument.name.as_str();
            if !is_argument_name(name) {
                return invalid(
                    format!("the argument name `{name}` cannot be typed"),
                    "begin with a letter and go on with letters, digits, `_` or `-`",
                );
            }
            if !names.insert(name) {
                return invalid(format!("two arguments are called `{name}`"), "rename one");
            }
            match (argument.required, optional) {
                (true, Some(before)) => {
                    return invalid(
                        format!("`{name}` must be given but follows `{before}`, which need not"),
                        "put the optional arguments last",
                    );
                }
                (false, None) => optional = Some(name),
                _ => {}
            }
            if let Some(what) = argument.kind.nothing_fits() {
                return invalid(
                    format!("nothing fits `{name}`: {what}"),
                    "give it something to be",
                );
            }
        }
        Ok(())
    }

    /// How it is called: `restart <service> [reason]`.
    #[must_use]
    pub fn usage(&self) -> String {
        let mut usage = self.name.to_string();
        for argument in &self.arguments {
            let (open, close) = if argument.required { ('<', '>') } else { ('[', ']') };
            usage.push_str(&format!(" {open}{}{close}", argument.name));
        }
        usage
    }

    fn unacceptable(&self, why: String) -> Refusal {
        Refusal::new(RefusalKind::Unacceptable, why, format!("Write `{}`.", self.usage()))
    }
}

impl ArgumentKind {
    /// Why no value at all would do, if that is so.
    fn nothing_fits(&self) -> Option<&'static str> {
        match self {
            Self::Integer { min, max } if min > max => Some("its least is above its greatest"),
            Self::Choice(choices) if choices.is_empty() => Some("it has no choices"),
            Self::Choice(choices) if choices.iter().any(|choice| choice.trim().is_empty()) => {
                Some("one of its choices is empty")
            }
            _ => None,
        }
    }

    /// The value as the tool gets it, or nothing where it does not fit.
    fn accept(&self, value: &str) -> Option<String> {
        // Line breaks and tabs belong to a text; other controls belong nowhere.
        if value.chars().any(|c| c.is_control() && !(*self == Self::Text && "\n\t".contains(c))) {
            return None;
        }
        match self {
            Self::Text => Some(String::from(value)),
            Self::Word => (!value.contains(char::is_whitespace) && !value.starts_with('-'))
                .then(|| String::from(value)),
            Self::Integer { min, max } => value
                .parse::<i64>()
                .ok()
                .filter(|number| (min..=max).contains(&number))
                .map(|number| number.to_string()),
            Self::Choice(choices) => {
                choices.iter().find(|choice| choice.to_lowercase() == value.to_lowercase()).cloned()
            }
            Self::Person => PersonId::new(value.strip_prefix('@').unwrap_or(value))
                .ok()
                .map(|person| person.to_string()),
            Self::Component => ComponentId::new(value).ok().map(|component| component.to_string()),
            Self::Span => read_span(value).ok().map(|_| String::from(value)),
        }
    }
}

/// What is expected, for help and refusals.
impl fmt::Display for ArgumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("words"),
            Self::Word => f.write_str("one word that does not begin with `-`"),
            Self::Integer { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Choice(choices) => write!(f, "one of {}", choices.join(", ")),
            Self::Person => f.write_str("a person such as @jim"),
            Self::Component => f.write_str("a component"),
            Self::Span => f.write_str("a length of time such as 15m"),
        }
    }
}

/// The help of a tool: usage, summary, and a line for each argument.
#[must_use]
pub fn help(description: &ToolDescription) -> Vec<String> {
    let mut lines = vec![format!("{} – {}", description.usage(), description.summary)];
    for argument in &description.arguments {
        lines.push(format!("{}: {} ({})", argument.name, argument.help, argument.kind));
    }
    if let Some(wait) = description.wait {
        lines.push(format!("It may run for {}.", show_span(wait)));
    }
    lines
}

/// Reads what a person typed behind the name of a tool.
///
/// # Errors
/// `Unacceptable` names the argument, what is expected of it and how the tool is called.
pub fn parse_arguments(
    description: &ToolDescription,
    words: &str,
) -> Result<BTreeMap<String, String>, Refusal> {
    let (mut given, mut unnamed) = (BTreeMap::new(), Vec::new());
    for token in tokens(words) {
        let token = token.map_err(|why| description.unacceptable(why))?;
        let Some(name) = token.name else {
            unnamed.push(token.value);
            continue;
        };
        let argument = find(description, &name)?;
        if given.insert(argument.name.clone(), token.value).is_some() {
            return Err(description.unacceptable(format!("`{name}` is given twice.")));
        }
    }
    place(description, &mut given, unnamed)?;
    let mut arguments = BTreeMap::new();
    for argument in &description.arguments {
        match given.remove(&argument.name) {
            Some(value) => {
                arguments.insert(argument.name.clone(), judge(description, argument, &value)?);
            }
            None if argument.required => {
                let help = match argument.help.trim() {
                    "" => String::new(),
                    help => format!("{help}, "),
                };
                return Err(description.unacceptable(format!(
                    "`{}` is missing: {help}{}.",
                    argument.name, argument.kind
                )));
            }
            None => {}
        }
    }
    Ok(arguments)
}

fn find<'a>(description: &'a ToolDescription, name: &str) -> Result<&'a Argument, Refusal> {
    description.arguments.iter().find(|argument| argument.name == name).ok_or_else(|| {
        description.unacceptable(format!(
            "`{name}` is no argument of {}. A value that holds `=` goes into quotes.",
            description.name
        ))
    })
}

/// Gives the words without a name to the arguments not yet given, in order. What is left over
/// belongs to the last argument where that is a text.
fn place(
    description: &ToolDescription,
    given: &mut BTreeMap<String, String>,
    unnamed: Vec<String>,
) -> Result<(), Refusal> {
    let mut open =
        description.arguments.iter().filter(|argument| !given.contains_key(&argument.name));
    let open: Vec<&Argument> = open.by_ref().collect();
    let surplus = unnamed.len() > open.len();
    let last = open.last().filter(|last| surplus && last.kind == ArgumentKind::Text);
    let mut words = unnamed.into_iter();
    for argument in &open {
        let rest = last.is_some_and(|last| last.name == argument.name);
        let value =
            if rest { Some(words.by_ref().collect::<Vec<_>>().join(" ")) } else { words.next() };
        if let Some(value) = value {
            given.insert(argument.name.clone(), value);
        }
    }
    match words.next() {
        None => Ok(()),
        Some(word) => Err(description.unacceptable(format!(
            "`{}` is too much: {} takes no more arguments.",
            crate::words::cut(&word, 40),
            description.name
        ))),
    }
}

fn judge(
    description: &ToolDescription,
    argument: &Argument,
    value: &str,
) -> Result<String, Refusal> {
    let chars = value.chars().count();
    let fits = (1..=ARGUMENT_CHARS_MAX).contains(&chars);
    fits.then(|| argument.kind.accept(value)).flatten().ok_or_else(|| {
        let why = if chars > ARGUMENT_CHARS_MAX {
            format!("`{}` holds at most {ARGUMENT_CHARS_MAX} characters.", argument.name)
        } else {
            let shown = crate::words::cut(value, 40);
            format!("`{}` is `{shown}`, but must be {}.", argument.name, argument.kind)
        };
        description.unacceptable(why)
    })
}

/// A value as it was typed, with the name in front of it where it has one.
struct Token {
    name: Option<String>,
    value: String,
}

fn is_argument_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// The quote that ends what this one begins. Keyboards of phones write the curly ones unasked.
fn closing(quote: char) -> Option<char> {
    match quote {
        '"' => Some('"'),
        '\'' => Some('\''),
        '“' | '„' => Some('”'),
        '‘' => Some('’'),
        _ => None,
    }
}

/// The typed words. A quote counts at the beginning of a value only, so that `don't` needs no care.
fn tokens(words: &str) -> impl Iterator<Item = Result<Token, String>> {
    let mut rest = words.trim_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut name = None;
        let until_space = rest.split(char::is_whitespace).next().unwrap_or(rest);
        if let Some((before, _)) = until_space.split_once('=')
            && is_argument_name(before)
        {
            name = Some(String::from(before));
            rest = rest.split_once('=').map_or("", |(_, value)| value);
        }
        let mut chars = rest.chars();
        let quoted = chars.next().and_then(closing);
        let Some(end) = quoted else {
            let value = rest.split(char::is_whitespace).next().unwrap_or(rest);
            rest = rest.strip_prefix(value).unwrap_or("").trim_start();
            return Some(Ok(Token { name, value: String::from(value) }));
        };
        match chars.as_str().split_once(end) {
            Some((value, after)) if after.is_empty() || after.starts_with(char::is_whitespace) => {
                rest = after.trim_start();
                Some(Ok(Token { name, value: String::from(value) }))
            }
            Some(_) => {
                rest = "";
                Some(Err(String::from("Behind a closing quote there must be a space.")))
            }
            None => {
                rest = "";
                Some(Err(format!("A quote is opened but not closed with {end}.")))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::Who;

    fn argument(name: &str, kind: ArgumentKind, required: bool) -> Argument {
        Argument { name: name.into(), kind, required, help: format!("the {name}") }
    }

    fn tool(arguments: Vec<Argument>) -> ToolDescription {
        ToolDescription {
            name: ToolName::new("restart").unwrap(),
            summary: "restarts a service".into(),
            arguments,
            rule: Rule::any([Who::Insiders]),
            danger: Danger::Harmless,
            wait: None,
        }
    }

    fn restart() -> ToolDescription {
        tool(vec![
            argument("service", ArgumentKind::Word, true),
            argument("reason", ArgumentKind::Text, false),
        ])
    }

    fn parse(description: &ToolDescription, words: &str) -> Vec<(String, String)> {
        parse_arguments(description, words).unwrap().into_iter().collect()
    }

    fn why(description: &ToolDescription, words: &str) -> String {
        let refusal = parse_arguments(description, words).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Unacceptable);
        refusal.why
    }

    /// Whether one argument of this kind takes the words, and as what.
    fn one(kind: ArgumentKind, words: &str) -> Option<String> {
        parse_arguments(&tool(vec![argument("a", kind, true)]), words).ok()?.remove("a")
    }

    #[test]
    fn arguments_are_given_in_order_or_by_name() {
        let both = vec![("reason".into(), "slow".into()), ("service".into(), "checkout".into())];
        for words in [
            "checkout slow",
            "service=checkout reason=slow",
            "reason=slow service=checkout",
            "reason=slow checkout",
            "  checkout   reason=\"slow\" ",
            "reason=“slow” ‘checkout’",
        ] {
            assert_eq!(parse(&restart(), words), both, "{words}");
        }
        assert_eq!(parse(&restart(), "checkout"), [("service".into(), "checkout".into())]);
    }

    #[test]
    fn quotes_hold_a_value_together_and_a_last_text_takes_the_rest() {
        let reason = |words| parse_arguments(&restart(), words).unwrap().remove("reason").unwrap();
        assert_eq!(reason("checkout \"it is  slow\""), "it is  slow");
        assert_eq!(reason("checkout it doesn't answer"), "it doesn't answer");
        assert_eq!(reason("checkout 'a=b'"), "a=b");
        assert_eq!(reason("checkout https://example.com/?a=b"), "https://example.com/?a=b");
    }

    #[test]
    fn refusals_name_the_argument_what_is_expected_and_the_usage() {
        let refusal = parse_arguments(&restart(), "").unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "`service` is missing: the service, one word that does not begin with `-`. \
             Write `restart <service> [reason]`."
        );
        let number = tool(vec![argument("count", ArgumentKind::Integer { min: 1, max: 9 }, true)]);
        assert_eq!(
            why(&number, "ten"),
            "`count` is `ten`, but must be a whole number from 1 to 9."
        );
        assert_eq!(why(&number, "1 2"), "`2` is too much: restart takes no more arguments.");
        assert!(why(&restart(), "sevice=checkout").starts_with("`sevice` is no argument"));
        assert_eq!(why(&restart(), "service=a service=b"), "`service` is given twice.");
        assert_eq!(why(&restart(), "\"open"), "A quote is opened but not closed with \".");
        assert_eq!(why(&restart(), "\"a\"b"), "Behind a closing quote there must be a space.");
        let long = "x".repeat(ARGUMENT_CHARS_MAX + 1);
        assert_eq!(why(&restart(), &long), "`service` holds at most 500 characters.");
    }

    #[test]
    fn each_kind_takes_what_fits_and_nothing_else() {
        use ArgumentKind::{Choice, Component, Integer, Person, Span, Text, Word};
        assert_eq!(one(Word, "system23").unwrap(), "system23");
        for bad in ["--force", "'a b'", "\"\"", "'a\u{7}b'"] {
            assert_eq!(one(Word, bad), None, "{bad}");
        }
        assert_eq!(one(Text, "\"two\nlines\"").unwrap(), "two\nlines");
        assert_eq!(one(Text, "'a\u{0}b'"), None);
        let digit = Integer { min: -1, max: 9 };
        assert_eq!(one(digit.clone(), "+07").unwrap(), "7");
        assert_eq!(one(digit.clone(), "-1").unwrap(), "-1");
        assert_eq!(one(digit.clone(), "10"), None);
        assert_eq!(one(digit, "1.5"), None);
        let zone = Choice(vec!["EMEA".into(), "APAC".into()]);
        assert_eq!(one(zone.clone(), "emea").unwrap(), "EMEA");
        assert_eq!(one(zone, "mars"), None);
        assert_eq!(one(Person, "@jim").unwrap(), "jim");
        assert_eq!(one(Person, "@"), None);
        assert_eq!(one(Component, "checkout").unwrap(), "checkout");
        assert_eq!(one(Span, "1h30m").unwrap(), "1h30m");
        assert_eq!(one(Span, "soon"), None);
    }

    #[test]
    fn a_tool_that_cannot_be_called_is_found_when_it_is_registered() {
        let what = |description: ToolDescription| description.check().unwrap_err().what;
        assert_eq!(restart().check(), Ok(()));
        let named = |name| tool(vec![argument(name, ArgumentKind::Word, true)]);
        assert_eq!(what(named("a b")), "the argument name `a b` cannot be typed");
        let mut twice = restart();
        twice.arguments.push(argument("service", ArgumentKind::Word, false));
        assert_eq!(what(twice), "two arguments are called `service`");
        let mut late = restart();
        late.arguments.push(argument("zone", ArgumentKind::Word, true));
        assert_eq!(what(late), "`zone` must be given but follows `reason`, which need not");
        let kind = |kind| tool(vec![argument("a", kind, true)]);
        assert!(what(kind(ArgumentKind::Choice(vec![]))).contains("no choices"));
        assert!(what(kind(ArgumentKind::Choice(vec![" ".into()]))).contains("is empty"));
        assert!(what(kind(ArgumentKind::Integer { min: 2, max: 1 })).contains("above"));
        let wait = |minutes| ToolDescription {
            wait: Some(SignedDuration::from_mins(minutes)),
            ..restart()
        };
        assert_eq!(what(wait(0)), "its wait is out of bounds");
        assert_eq!(what(wait(61)), "its wait is out of bounds");
        assert_eq!(wait(60).check(), Ok(()));
        let named = ToolDescription { name: ToolName::new("re start").unwrap(), ..restart() };
        assert_eq!(what(named), "its name cannot be typed");
        let nobody = ToolDescription { rule: Rule::any([]), ..restart() };
        assert_eq!(what(nobody), "nobody may run it");
        let many = (0..=ARGUMENTS_MAX)
            .map(|index| argument(&format!("a{index}"), ArgumentKind::Word, true))
            .collect();
        assert_eq!(what(tool(many)), "it has 17 arguments");
    }

    #[test]
    fn the_help_shows_usage_and_what_each_argument_may_be() {
        let described = ToolDescription { wait: Some(SignedDuration::from_mins(2)), ..restart() };
        assert_eq!(
            help(&described),
            vec![
                "restart <service> [reason] – restarts a service",
                "service: the service (one word that does not begin with `-`)",
                "reason: the reason (words)",
                "It may run for 2 min."
            ]
        );
    }
}
