//! A story file: what is played, and what is seen.

/// The line between what is played and what is seen.
const RULE: &str = "----";

/// What a line of the head begins with that changes the setting.
const SET: &str = "set ";

/// The line of the head that shows what the bot does when it starts.
const SHOW_START: &str = "show start";

/// A story.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Story {
    /// Everything above the rule, as it is written.
    script: String,
    /// Changes of the setting, as TOML.
    pub(crate) changes: String,
    /// Whether what the bot does when it starts belongs to the story.
    pub(crate) shows_start: bool,
    /// What is played, each with its line number.
    pub(crate) lines: Vec<(usize, String)>,
    /// What is seen.
    pub(crate) snapshot: String,
}

impl Story {
    /// Reads a story.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let rule = format!("{RULE}\n");
        let (script, snapshot) = match text.split_once(&format!("\n{rule}")) {
            Some((script, snapshot)) => (format!("{script}\n"), snapshot.to_owned()),
            None => (text.to_owned(), String::new()),
        };
        let mut story = Self {
            script: script.clone(),
            changes: String::new(),
            shows_start: false,
            lines: Vec::new(),
            snapshot,
        };
        for (number, line) in (1..).zip(script.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line == SHOW_START {
                story.shows_start = true;
            } else if let Some(change) = line.strip_prefix(SET) {
                story.changes.push_str(change);
                story.changes.push('\n');
            } else {
                story.lines.push((number, line.to_owned()));
            }
        }
        if story.lines.is_empty() && !story.shows_start {
            return Err(String::from("nothing is played in this story; see tests/README.md"));
        }
        Ok(story)
    }

    /// The same story with another end.
    pub(crate) fn with_snapshot(&self, seen: &str) -> String {
        format!("{}\n\n{RULE}\n{seen}", self.script.trim_end())
    }
}
