//! The rooms on the screen, as people see them in chat.
//!
//! ```text
//! 14:05  #em        Jim Smith   All quiet so far.
//! 14:06  #em        chatops     Checkout is slow in EMEA
//!                               [Acknowledge] [Declare]
//! 14:06  #em        · topic     Jim Smith – All Quiet
//! ```

use std::io::{self, IsTerminal as _, Write as _};

use chatops::core::message::Tone;
use chatops_testkit::stage::shown::{BOT, Shown, What};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use terminal_size::{Width, terminal_size};
use unicode_width::UnicodeWidthStr as _;

/// Columns of a pipe, and of a terminal that does not say how wide it is.
const WIDTH: usize = 110;
/// Fewest columns that are used: below this, lines are left to the terminal.
const WIDTH_MIN: usize = 60;
/// Most columns that are used: longer lines are hard to read.
const WIDTH_MAX: usize = 140;
/// Columns of a time of day.
const TIME: usize = 5;
/// Columns of a room's name.
const ROOM: usize = 14;
/// Columns of a name.
const NAME: usize = 14;
/// Columns between columns.
const GAP: usize = 2;

/// Colours by their ANSI numbers.
mod ink {
    pub(crate) const BOLD: &str = "1";
    pub(crate) const DIM: &str = "2";
    pub(crate) const ITALIC: &str = "3";
    pub(crate) const RED: &str = "31";
    pub(crate) const GREEN: &str = "32";
    pub(crate) const YELLOW: &str = "33";
    pub(crate) const CYAN: &str = "36";
    pub(crate) const BUTTON: &str = "1;34";
    /// Rooms take turns.
    pub(crate) const ROOMS: [&str; 6] = ["36", "35", "33", "34", "32", "91"];
}

/// A screen that fills line by line.
#[derive(Debug)]
pub(crate) struct Screen {
    out: io::Stdout,
    colour: bool,
    width: usize,
    zone: TimeZone,
    day: Option<Date>,
    rooms: Vec<String>,
}

impl Screen {
    /// The terminal as it is; plain text in a pipe, and where `NO_COLOR` is set.
    pub(crate) fn new(zone: TimeZone) -> Self {
        let out = io::stdout();
        let unset = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour = out.is_terminal() && unset;
        let wide = terminal_size().map_or(WIDTH, |(Width(columns), _)| usize::from(columns));
        let width = if out.is_terminal() { wide.clamp(WIDTH_MIN, WIDTH_MAX) } else { WIDTH };
        Self { out, colour, width, zone, day: None, rooms: Vec::new() }
    }

    /// The heading.
    pub(crate) fn title(&mut self, title: &str, start: Timestamp) {
        let title = self.paint(ink::BOLD, title);
        self.line(&title);
        self.day(start);
    }

    /// A word to those who watch.
    pub(crate) fn note(&mut self, note: &str) {
        self.line("");
        for line in wrap(note, self.width.saturating_sub(GAP)) {
            let line = self.paint(ink::DIM, &format!("— {line}"));
            self.line(&line);
        }
    }

    /// The last line.
    pub(crate) fn end(&mut self, words: &str) {
        self.line("");
        let words = self.paint(ink::GREEN, words);
        self.line(&words);
    }

    /// A line as it is.
    pub(crate) fn plain(&mut self, line: &str) {
        self.line(line);
    }

    /// Makes sure that everything is on the screen.
    pub(crate) fn flush(&mut self) {
        let _ = self.out.flush();
    }

    /// Shows one thing.
    pub(crate) fn show(&mut self, shown: &Shown) {
        self.day(shown.at);
        let Some((mark, text, style)) = row(shown) else { return };
        let time = shown.at.to_zoned(self.zone.clone()).strftime("%H:%M").to_string();
        let direct = || format!("@{}", shown.only.as_deref().unwrap_or("direct"));
        let room = shown.room.as_ref().map_or_else(direct, |room| format!("#{room}"));
        let room =
            if is_service(shown.what) { room.trim_start_matches('#').to_owned() } else { room };
        let room_ink = self.room_ink(&room);
        let author_ink = if shown.author == BOT { ink::CYAN } else { ink::BOLD };
        let author_ink = if mark.starts_with('·') { ink::DIM } else { author_ink };
        let head = [
            self.paint(ink::DIM, &pad(&time, TIME)),
            self.paint(room_ink, &pad(&room, ROOM)),
            self.paint(author_ink, &pad(&mark, NAME)),
        ]
        .join(&" ".repeat(GAP));
        let indent = TIME + ROOM + NAME + 3 * GAP;
        let columns = self.width.saturating_sub(indent).max(WIDTH_MIN / 2);
        let mut lines: Vec<String> = Vec::new();
        let hidden = shown.room.is_some() && shown.what != What::Command;
        if let Some(only) = shown.only.as_ref().filter(|_| hidden) {
            lines.push(self.paint(ink::ITALIC, &format!("(only visible to {only})")));
        }
        let bar = self.bar(shown.tone);
        for line in text.lines() {
            lines.extend(
                wrap(line, columns).iter().map(|line| format!("{bar}{}", self.paint(style, line))),
            );
        }
        if !shown.buttons.is_empty() {
            let buttons: Vec<String> = shown
                .buttons
                .iter()
                .map(|label| self.paint(ink::BUTTON, &format!("[{label}]")))
                .collect();
            lines.push(buttons.join(" "));
        }
        for (index, line) in lines.iter().enumerate() {
            let row = if index == 0 {
                format!("{head}{}{line}", " ".repeat(GAP))
            } else {
                format!("{}{line}", " ".repeat(indent))
            };
            self.line(row.trim_end());
        }
    }

    /// A line between two days.
    fn day(&mut self, at: Timestamp) {
        let zoned = at.to_zoned(self.zone.clone());
        if self.day == Some(zoned.date()) {
            return;
        }
        self.day = Some(zoned.date());
        let zone = self.zone.iana_name().unwrap_or("UTC").to_owned();
        let day = format!("{} ({zone})", zoned.strftime("%A %-d %B %Y"));
        let rule = "─".repeat(self.width.saturating_sub(day.width() + 4));
        let day = self.paint(ink::DIM, &format!("── {day} {rule}"));
        self.line(&day);
    }

    /// How something strikes the eye.
    fn bar(&self, tone: Tone) -> String {
        let ink = match tone {
            Tone::Neutral => return String::new(),
            Tone::Warning => ink::YELLOW,
            Tone::Alarm => ink::RED,
            Tone::Good => ink::GREEN,
        };
        if self.colour { self.paint(ink, "▍") } else { String::new() }
    }

    fn room_ink(&mut self, room: &str) -> &'static str {
        let known = self.rooms.iter().position(|known| known == room);
        let turn = known.unwrap_or_else(|| {
            self.rooms.push(room.to_owned());
            self.rooms.len() - 1
        });
        ink::ROOMS.get(turn % ink::ROOMS.len()).copied().unwrap_or(ink::CYAN)
    }

    fn paint(&self, ink: &str, text: &str) -> String {
        if self.colour && !ink.is_empty() {
            format!("\u{1b}[{ink}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// Whoever reads may stop reading (`| head`): that is no failure.
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}");
    }
}

fn is_service(what: What) -> bool {
    matches!(what, What::Paged | What::Ticket | What::Published)
}

/// What stands in the column of names, what is said, and how it looks.
fn row(shown: &Shown) -> Option<(String, String, &'static str)> {
    let said = |style| Some((shown.author.clone(), shown.text.clone(), style));
    let noted = |word: &str| Some((format!("· {word}"), shown.text.clone(), ink::DIM));
    let by = |text: String| Some((shown.author.clone(), text, ink::DIM));
    match shown.what {
        What::Message => said(""),
        What::Answer => Some((shown.author.clone(), format!("↳ {}", shown.text), "")),
        What::Edited => {
            Some((shown.author.clone(), format!("✎ {}", shown.text.replace('\n', "\n  ")), ""))
        }
        What::Deleted => by(format!("✗ takes away: {}", shown.text)),
        What::Reaction => by(shown.text.clone()),
        What::Pressed => by(format!("presses [{}]", shown.text)),
        What::Command => by(shown.text.clone()),
        What::Topic => noted("topic"),
        What::Pinned => noted("pinned"),
        What::Unpinned => noted("unpinned"),
        What::Notified => noted("notified"),
        What::Opened => noted("new room"),
        What::Members => noted("members"),
        What::Closed => {
            Some((String::from("· closed"), String::from("the room is closed"), ink::DIM))
        }
        What::Rights => noted("rights"),
        What::Refused => by(format!("✗ the chat does not let them: {}", shown.text)),
        What::Account => by(shown.text.clone()),
        What::Paged => Some((String::from("· wakes"), shown.text.clone(), ink::RED)),
        What::Ticket => Some((String::from("· ticket"), shown.text.clone(), ink::DIM)),
        What::Published => Some((String::from("· public"), shown.text.clone(), ink::GREEN)),
    }
}

/// Fills a column; what is too long is cut with a mark.
fn pad(text: &str, columns: usize) -> String {
    let mut shown = String::new();
    let mut used = 0;
    let fits = text.width() <= columns;
    for c in text.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used + wide > if fits { columns } else { columns - 1 } {
            break;
        }
        shown.push(c);
        used += wide;
    }
    if !fits {
        shown.push('…');
        used += 1;
    }
    shown.push_str(&" ".repeat(columns.saturating_sub(used)));
    shown
}

/// Breaks a line between words. What follows a bullet or a quotation mark stands under it.
fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mark = ["• ", "> "].into_iter().find(|mark| line.starts_with(mark)).unwrap_or_default();
    let hang = " ".repeat(mark.width());
    let mut lines = Vec::new();
    let mut present = String::new();
    for (index, word) in line.split(' ').enumerate() {
        if index > 0 && present.width() + 1 + word.width() > columns {
            lines.push(std::mem::replace(&mut present, hang.clone()));
        } else if index > 0 {
            present.push(' ');
        }
        present.push_str(word);
    }
    lines.push(present);
    lines
}
