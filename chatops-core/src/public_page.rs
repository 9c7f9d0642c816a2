//! The built-in status page as one HTML file: approved texts, newest first, for anybody with a browser.
//!
//! Only what was approved can be on it: an entry is made from an [`ApprovedUpdate`] and from nothing else, so
//! no title, ticket or room text has a way here (attack case E2). Everything is escaped, the page has no
//! scripts, loads nothing, and forbids the browser to do either (attack case D9).

use std::cmp::Reverse;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::ids::IncidentId;
use crate::markup::{content_policy, escape_html as escape};
use crate::public_update::{ApprovedUpdate, PublicPhase};

/// Most entries on the page, the newest. What is older is in the postmortems.
pub const ENTRIES_MAX: usize = 200;

const STYLE: &str = include_str!("public_page/style.css");

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicPage {
    /// Its heading, for example `Example Shop – status`.
    pub title: String,
    /// Whether everything on it is practice: then it says so first.
    pub drill: bool,
    /// The approved updates, in any order.
    pub entries: Vec<PublicEntry>,
}

/// An approved update on the page.
///
/// ```compile_fail,E0451
/// use chatops_core::public_page::PublicEntry;
/// fn leak(entry: PublicEntry, said_in_the_room: String) -> PublicEntry {
///     PublicEntry { text: said_in_the_room, ..entry }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicEntry {
    incident: IncidentId,
    number: u32,
    at: Timestamp,
    phase: PublicPhase,
    text: String,
}

impl PublicEntry {
    /// What was approved, as published at `at`.
    #[must_use]
    pub fn new(update: &ApprovedUpdate, at: Timestamp) -> Self {
        Self {
            incident: *update.incident(),
            number: update.number(),
            at,
            phase: update.phase(),
            text: update.text().to_owned(),
        }
    }

    /// The incident it is about.
    #[must_use]
    pub fn incident(&self) -> &IncidentId {
        &self.incident
    }

    /// The name of its place on the page, to stand behind `#` in an address.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("update-{}-{}", self.incident, self.number)
    }
}

/// The page as a complete HTML document. The same page gives the same bytes.
#[must_use]
pub fn render_html(page: &PublicPage) -> String {
    let incidents = by_incident(&page.entries);
    let title = escape(&page.title);
    let policy = content_policy(STYLE);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<div class=\"page\">\n\
         <header>\n<h1>{title}</h1>\n</header>\n<main>\n"
    );
    if page.drill {
        html.push_str("<p class=\"drill\">This is a drill. Nothing on this page is real.</p>\n");
    }
    push_state(&mut html, &incidents);
    for entries in &incidents {
        push_incident(&mut html, entries);
    }
    html.push_str("</main>\n<footer>All times are in UTC.</footer>\n</div>\n</body>\n</html>\n");
    html
}

/// The entries of each incident, newest first; the incident with the newest entry first. An update that was
/// sent twice, because nobody knew whether it had arrived, is shown once.
fn by_incident(entries: &[PublicEntry]) -> Vec<Vec<&PublicEntry>> {
    let mut newest_first: Vec<(usize, &PublicEntry)> = entries.iter().enumerate().collect();
    // Of two at the same moment the one that came later is the newer.
    newest_first.sort_by_key(|(index, entry)| (Reverse(entry.at), Reverse(*index)));
    let mut incidents: Vec<Vec<&PublicEntry>> = Vec::new();
    for (_, entry) in newest_first.into_iter().take(ENTRIES_MAX) {
        let known = incidents
            .iter_mut()
            .find(|known| known.first().is_some_and(|first| first.incident == entry.incident));
        match known {
            Some(known) if known.iter().any(|shown| shown.number == entry.number) => {}
            Some(known) => known.push(entry),
            None => incidents.push(vec![entry]),
        }
    }
    incidents
}

fn push_state(html: &mut String, incidents: &[Vec<&PublicEntry>]) {
    let open = incidents
        .iter()
        .filter_map(|entries| entries.first())
        .filter(|newest| newest.phase != PublicPhase::Resolved)
        .count();
    let (class, words) = match (incidents.len(), open) {
        (0, _) => ("quiet", String::from("No incidents have been reported.")),
        (_, 0) => ("quiet", String::from("There are no open incidents.")),
        (_, 1) => ("open", String::from("There is an open incident.")),
        (_, many) => ("open", format!("There are {many} open incidents.")),
    };
    let _ = writeln!(html, "<p class=\"state {class}\" role=\"status\">{words}</p>");
}

fn push_incident(html: &mut String, entries: &[&PublicEntry]) {
    let (Some(newest), Some(oldest)) = (entries.first(), entries.last()) else { return };
    let id = format!("incident-{}", newest.incident);
    let day = oldest.at.to_zoned(TimeZone::UTC).strftime("%-d %B %Y").to_string();
    let _ = writeln!(
        html,
        "<section class=\"incident\" id=\"{id}\" aria-labelledby=\"{id}-title\">\n\
         <h2 id=\"{id}-title\">Incident of {day}</h2>\n<ol>"
    );
    for entry in entries {
        push_entry(html, entry);
    }
    html.push_str("</ol>\n</section>\n");
}

fn push_entry(html: &mut String, entry: &PublicEntry) {
    let at = entry.at.to_zoned(TimeZone::UTC);
    let _ = write!(
        html,
        "<li id=\"{}\"><h3 class=\"{}\">{}</h3><time datetime=\"{}\">{}</time>",
        entry.anchor(),
        entry.phase.word(),
        heading(entry.phase),
        at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        at.strftime("%-d %B %Y, %H:%M UTC"),
    );
    for paragraph in entry.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        let lines: Vec<String> = paragraph.trim().lines().map(escape).collect();
        // `auto`: a text in another script sets its own direction and nobody else's.
        let _ = write!(html, "<p dir=\"auto\">{}</p>", lines.join("<br>"));
    }
    html.push_str("</li>\n");
}

fn heading(phase: PublicPhase) -> &'static str {
    match phase {
        PublicPhase::Investigating => "Investigating",
        PublicPhase::Identified => "Identified",
        PublicPhase::Monitoring => "Monitoring",
        PublicPhase::Resolved => "Resolved",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{JournalId, PersonId, Place, StreamId};
    use proptest::prelude::*;

    fn incident(seq: u64) -> IncidentId {
        let journal = JournalId::from_bits(1);
        IncidentId::derive(Place {
            journal: &journal,
            stream: &StreamId::EmergencyChannel,
            seq,
            position: 0,
        })
    }

    /// An entry of the incident `seq`. Its number comes from its text: another text, another update.
    fn entry(seq: u64, at: &str, phase: PublicPhase, text: &str) -> PublicEntry {
        let ada = PersonId::new("memory:ada").unwrap();
        let number = text
            .bytes()
            .fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
        let update = ApprovedUpdate::for_tests(incident(seq), number, phase, text, ada);
        PublicEntry::new(&update, at.parse().unwrap())
    }

    fn page(entries: Vec<PublicEntry>) -> String {
        render_html(&PublicPage { title: "Example Shop – status".into(), drill: false, entries })
    }

    /// The document without its style, whose text is ours.
    fn body(html: &str) -> &str {
        html.split_once("</style>").unwrap().1
    }

    fn story() -> Vec<PublicEntry> {
        vec![
            entry(
                1,
                "2026-03-04T09:20:00Z",
                PublicPhase::Investigating,
                "Checkout is slow for some customers in Europe.\n\nNext update at 09:50 UTC.",
            ),
            entry(1, "2026-03-04T09:48:30Z", PublicPhase::Identified, "The cause is known."),
            entry(1, "2026-03-04T10:40:00Z", PublicPhase::Resolved, "Checkout works again."),
            entry(2, "2026-03-05T18:02:00Z", PublicPhase::Investigating, "Search is slow."),
        ]
    }

    #[test]
    fn entries_are_grouped_by_incident_and_the_newest_comes_first() {
        let html = page(story());
        let places: Vec<usize> =
            ["Search is slow", "works again", "cause is known", "slow for some customers"]
                .iter()
                .map(|text| html.find(text).unwrap())
                .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(html.matches("<section").count(), 2);
        assert!(html.contains(">Incident of 4 March 2026</h2>"));
        assert!(html.contains("There is an open incident."));
    }

    #[test]
    fn of_two_entries_at_one_moment_the_later_given_is_the_newer() {
        let at = "2026-03-04T09:20:00Z";
        let html = page(vec![
            entry(1, at, PublicPhase::Monitoring, "first"),
            entry(1, at, PublicPhase::Resolved, "second"),
        ]);
        assert!(html.find("second") < html.find("first"));
        assert!(html.contains("no open incidents"));
    }

    #[test]
    fn an_update_that_was_sent_twice_is_shown_once() {
        let html = page(vec![
            entry(1, "2026-03-04T09:20:00Z", PublicPhase::Monitoring, "A fix is in place."),
            entry(1, "2026-03-04T09:25:00Z", PublicPhase::Monitoring, "A fix is in place."),
        ]);
        assert_eq!(html.matches("<li").count(), 1);
        assert!(html.contains("09:25 UTC") && !html.contains("09:20 UTC"));
    }

    #[test]
    fn times_are_in_utc_for_people_and_for_programs() {
        let html = page(story());
        let time = "<time datetime=\"2026-03-04T09:48:30Z\">4 March 2026, 09:48 UTC</time>";
        assert!(html.contains(time), "{html}");
    }

    #[test]
    fn paragraphs_and_line_breaks_are_kept() {
        let html = page(vec![entry(
            1,
            "2026-03-04T09:20:00Z",
            PublicPhase::Investigating,
            "one\ntwo\n\n\nthree",
        )]);
        assert!(html.contains("<p dir=\"auto\">one<br>two</p><p dir=\"auto\">three</p>"), "{html}");
    }

    #[test]
    fn an_empty_page_says_so_and_a_drill_says_so_first() {
        assert!(page(Vec::new()).contains("No incidents have been reported."));
        let drill = PublicPage { title: "x".into(), drill: true, entries: story() };
        let html = render_html(&drill);
        assert!(html.find("This is a drill") < html.find("There is an open incident"));
        assert!(!page(story()).contains("drill. Nothing"));
    }

    #[test]
    fn hostile_texts_are_inert() {
        for hostile in [
            "<script>alert(1)</script>",
            "</p></li><img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "</style><style>body{background:url(//evil.example)}</style>",
            "</title><iframe src=\"data:text/html,x\">",
            "\" autofocus onfocus='alert(1)' x=\"",
            "&lt;b&gt;",
            "<!-- <base href=//evil.example>",
        ] {
            let entries =
                vec![entry(1, "2026-03-04T09:20:00Z", PublicPhase::Investigating, hostile)];
            let html = render_html(&PublicPage { title: hostile.into(), drill: false, entries });
            let body = body(&html);
            for mark in ["<script", "<img", "<svg", "<style", "<iframe", "<!--", "<base", "<b>"] {
                assert!(!body.contains(mark), "{hostile}: {mark}");
            }
            assert!(!html.contains(hostile), "{hostile} stands there unescaped");
        }
    }

    #[test]
    fn direction_overrides_are_shown_not_obeyed() {
        let html =
            page(vec![entry(1, "2026-03-04T09:20:00Z", PublicPhase::Resolved, "a\u{202e}b")]);
        assert!(html.contains("a\\u{202e}b") && !html.contains('\u{202e}'));
    }

    #[test]
    fn the_browser_is_told_to_load_and_run_nothing() {
        let html = page(story());
        assert!(html.contains("default-src 'none'; style-src 'sha256-"));
        assert!(
            !html.contains("<script") && !html.contains("http://") && !html.contains("https://")
        );
    }

    #[test]
    fn what_is_older_than_the_newest_entries_is_left_out() {
        let entries = (0..=ENTRIES_MAX as i64)
            .map(|second| {
                let at = Timestamp::from_second(second).unwrap().to_string();
                entry(1, &at, PublicPhase::Monitoring, &format!("text {second}."))
            })
            .collect();
        let html = page(entries);
        assert_eq!(html.matches("<li").count(), ENTRIES_MAX);
        assert!(!html.contains("text 0.") && html.contains("text 200."));
    }

    #[test]
    fn an_entry_can_be_linked_to() {
        let entry = entry(1, "2026-03-04T09:20:00Z", PublicPhase::Monitoring, "x");
        let html = page(vec![entry.clone()]);
        assert!(html.contains(&format!("<li id=\"{}\">", entry.anchor())));
        assert!(html.contains(&format!("id=\"incident-{}\"", entry.incident())));
    }

    proptest! {
        /// Property of attack case D9: no text adds an element to the page.
        #[test]
        fn no_text_makes_an_element(text in "[ -~\n\u{202e}é]{0,80}") {
            let plain = page(vec![entry(1, "2026-03-04T09:20:00Z", PublicPhase::Resolved, "x")]);
            let html = page(vec![entry(1, "2026-03-04T09:20:00Z", PublicPhase::Resolved, &text)]);
            let elements = |html: &str| {
                let known = html.matches("<br>").count() + html.matches("<p ").count() * 2;
                html.matches('<').count() - known
            };
            prop_assert_eq!(elements(&html), elements(&plain));
        }
    }
}
