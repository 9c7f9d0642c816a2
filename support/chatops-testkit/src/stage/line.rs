//! Directions as one line each: the grammar of the console and of the stories.
//!
//! | Line | What happens |
//! |---|---|
//! | `as ann in em: words` | Ann says it in the room; `/em …` is a command that others do not see typed |
//! | `as ann direct: words` | Ann says it to the bot alone |
//! | `as ann in em to "words": answer` | Ann answers a message in its thread |
//! | `press Label as ann`, `press Label as ann in em`, `press Label as ann direct` | Ann presses the newest such button |
//! | `press Label as ann: words`, also with a place | Ann presses a button that asks for words, and gives them |
//! | `edit "words" as ann in em: new words` | Ann changes her newest message with these words |
//! | `delete "words" as ann in em` | Ann takes it back |
//! | `react 👍 to "words" as ann in em` | Ann puts a reaction on a message |
//! | `share log.txt as ann in em` | Ann shares a file |
//! | `join em as ann`, `leave em as ann`, `make lounge as ann` | Ann comes, goes, makes a room |
//! | `topic of em as ann: words` | Ann writes the topic by hand |
//! | `account ann deactivate`, `… guest`, `… rename New Name`, `… zone Europe/Paris`, `… active`, `… away` | the account changes |
//! | `alert {…}` | the JSON is posted to `/hooks/json` |
//! | `alertmanager {…}` | the JSON is posted to `/hooks/alertmanager` |
//! | `post /hooks/json 400 body` | any body, with the status that must come back |
//! | `file "title" as ann against checkout watched by bob, eve` | Ann files a ticket |
//! | `move HOT-330 to In Progress as ann` | Ann moves a ticket in the ticket system |
//! | `acknowledge as ann` | Ann acknowledges the newest page to her at the pager |
//! | `advance 15m`, `until 14:05` | time goes on |
//! | `fail chat post answer lost` | the next call fails |
//! | `fail chat post answer lost 3 times` | the next three |
//! | `fail chat post forbidden until mended` | all of them, up to `mend chat post` |
//! | `mend chat post` | it works again |
//! | `expect …` | something must be so: see [`super::expectation`] |

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::direction::{
    AccountChange, Act, Direction, FAILURES_MAX, Failure, FailureKind, Port, Post, TicketAct,
    TokenSent, Where,
};
use super::expectation::Expectation;
use super::moment;
use super::words::tokens;

/// First words of all lines, for completion and errors.
pub const VERBS: [&str; 22] = [
    "as",
    "press",
    "edit",
    "delete",
    "react",
    "share",
    "join",
    "leave",
    "make",
    "topic",
    "account",
    "alert",
    "alertmanager",
    "post",
    "file",
    "move",
    "acknowledge",
    "advance",
    "until",
    "fail",
    "mend",
    "expect",
];

/// What a line is read against.
#[derive(Debug, Clone)]
pub struct Around<'a> {
    /// The moment that has been reached.
    pub now: Timestamp,
    /// The zone of bare times.
    pub zone: &'a TimeZone,
}

/// Reads a line.
///
/// # Errors
/// What is wrong with it, and the right form.
pub fn read(line: &str, around: &Around<'_>) -> Result<Direction, String> {
    let line = line.trim();
    let (verb, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    match verb {
        "as" => said(rest),
        "press" => press(rest),
        "edit" | "delete" | "react" | "share" | "join" | "leave" | "make" | "topic" => {
            acted(verb, rest)
        }
        "account" => account(rest),
        "alert" => Ok(hook("/hooks/json", rest)),
        "alertmanager" => Ok(hook("/hooks/alertmanager", rest)),
        "post" => post(rest),
        "file" | "move" => ticket(verb, rest),
        "acknowledge" => match rest.strip_prefix("as ") {
            Some(by) => Ok(Direction::Acknowledge(handle(by))),
            None => Err(wrong("acknowledge as ann")),
        },
        "advance" => moment::span(rest).map(Direction::Advance),
        "until" => {
            let name = around.zone.iana_name().unwrap_or("UTC");
            let at = moment::read(rest, around.now, around.zone, name)?;
            if at < around.now {
                Err(String::from("time does not go back"))
            } else {
                Ok(Direction::Until(at))
            }
        }
        "fail" => fail(rest),
        "mend" => match rest.split_once(' ') {
            Some((port, operation)) => {
                let port = Port::from_word(port)?;
                port.operation(operation.trim()).map(|operation| Direction::Mend(port, operation))
            }
            None => Err(wrong("mend chat post")),
        },
        "expect" => Expectation::read(rest).map(Direction::Expect),
        _ => {
            let shown: String = verb.chars().take(40).collect();
            Err(format!("`{shown}` is no first word of a line; these are: {}", VERBS.join(", ")))
        }
    }
}

fn wrong(form: &str) -> String {
    format!("write it like this: `{form}`")
}

fn handle(word: &str) -> String {
    word.trim().trim_start_matches('@').to_lowercase()
}

fn room(word: &str) -> String {
    word.trim().trim_start_matches('#').to_owned()
}

/// `ann in em: words`, `ann direct: words`, `ann in em to "words": answer`.
fn said(rest: &str) -> Result<Direction, String> {
    let form = || wrong("as ann in em: words` or `as ann direct: words");
    let (by, rest) = rest.split_once(' ').ok_or_else(form)?;
    let by = handle(by);
    if let Some(text) = rest.trim_start().strip_prefix("direct:") {
        let text = text.trim().to_owned();
        return Ok(Direction::Act(by, Act::Say { place: Where::Direct, text }));
    }
    let rest = rest.trim_start().strip_prefix("in ").ok_or_else(form)?;
    if let Some((name, answer)) = rest.split_once(" to \"")
        && !name.contains(':')
    {
        let (to, text) =
            answer.split_once("\":").ok_or_else(|| wrong("as ann in em to \"words\": answer"))?;
        let (to, text) = (to.to_owned(), text.trim().to_owned());
        return Ok(Direction::Act(by, Act::Answer { room: room(name), to, text }));
    }
    let (name, text) = rest.split_once(':').ok_or_else(form)?;
    let place = Where::Room(room(name));
    // A line break in a message is written as `\n`.
    Ok(Direction::Act(by, Act::Say { place, text: text.trim().replace("\\n", "\n") }))
}

/// `Label as ann`, with a place or without, with the words that the button asks for or without.
fn press(rest: &str) -> Result<Direction, String> {
    // A label or the words may hold ` as ` too: the first that is followed by a person and a place counts.
    rest.match_indices(" as ")
        .find_map(|(at, found)| {
            let (label, after) = (rest.get(..at)?, rest.get(at + found.len()..)?);
            let (place, words) = after.split_once(':').unwrap_or((after, ""));
            let parts: Vec<&str> = place.split_whitespace().collect();
            let (by, place) = match parts.as_slice() {
                [by] => (by, None),
                [by, "direct"] => (by, Some(Where::Direct)),
                [by, "in", name] => (by, Some(Where::Room(room(name)))),
                _ => return None,
            };
            let label =
                label.trim().trim_matches('"').trim_start_matches('[').trim_end_matches(']');
            let (label, words) = (label.to_owned(), words.trim().replace("\\n", "\n"));
            Some(Direction::Act(handle(by), Act::Press { label, place, words }))
        })
        .ok_or_else(|| wrong("press Label as ann in em` or `press Label as ann: words"))
}

fn acted(verb: &str, rest: &str) -> Result<Direction, String> {
    let (head, text) = match verb {
        "edit" | "topic" => {
            let place = rest.rfind(" as ").ok_or_else(|| wrong(form_of(verb)))?;
            let colon = rest
                .get(place..)
                .and_then(|tail| tail.find(':'))
                .ok_or_else(|| wrong(form_of(verb)))?;
            let (head, text) = rest.split_at(place + colon);
            (head, text.trim_start_matches(':').trim().to_owned())
        }
        _ => (rest, String::new()),
    };
    let found = tokens(head)?;
    let words: Vec<&str> = found.iter().map(|token| token.text.as_str()).collect();
    let (by, act) = match (verb, words.as_slice()) {
        ("edit", [message, "as", by, "in", name]) => {
            (by, Act::Edit { room: room(name), message: (*message).to_owned(), text })
        }
        ("delete", [message, "as", by, "in", name]) => {
            (by, Act::Delete { room: room(name), message: (*message).to_owned() })
        }
        ("react", [reaction, "to", message, "as", by, "in", name]) => {
            let (message, reaction) = ((*message).to_owned(), (*reaction).to_owned());
            (by, Act::React { room: room(name), message, reaction })
        }
        ("share", [file, "as", by, "in", name]) => {
            (by, Act::Share { room: room(name), file: (*file).to_owned(), bytes: 1024 })
        }
        ("join", [name, "as", by]) => (by, Act::Join { room: room(name) }),
        ("leave", [name, "as", by]) => (by, Act::Leave { room: room(name) }),
        ("make", [name, "as", by]) => (by, Act::Make { room: room(name) }),
        ("topic", ["of", name, "as", by]) => (by, Act::Topic { room: room(name), text }),
        _ => return Err(wrong(form_of(verb))),
    };
    Ok(Direction::Act(handle(by), act))
}

fn form_of(verb: &str) -> &'static str {
    match verb {
        "edit" => "edit \"words\" as ann in em: new words",
        "delete" => "delete \"words\" as ann in em",
        "react" => "react 👍 to \"words\" as ann in em",
        "share" => "share log.txt as ann in em",
        "join" => "join em as ann",
        "leave" => "leave em as ann",
        "make" => "make lounge as ann",
        _ => "topic of em as ann: words",
    }
}

fn account(rest: &str) -> Result<Direction, String> {
    let form = || wrong("account ann deactivate|guest|active|away|rename <name>|zone <zone>");
    let (of, change) = rest.split_once(' ').ok_or_else(form)?;
    let (word, value) = change.trim().split_once(' ').unwrap_or((change.trim(), ""));
    let change = match (word, value.trim()) {
        ("deactivate", "") => AccountChange::Deactivate,
        ("guest", "") => AccountChange::Guest,
        ("active", "") => AccountChange::Active,
        ("away", "") => AccountChange::Away,
        ("rename", name) if !name.is_empty() => AccountChange::Rename(name.to_owned()),
        ("zone", zone) if TimeZone::get(zone).is_ok() => AccountChange::Zone(zone.to_owned()),
        _ => return Err(form()),
    };
    Ok(Direction::Account(handle(of), change))
}

fn hook(path: &str, body: &str) -> Direction {
    let body = body.as_bytes().to_vec();
    Direction::Post(Post {
        path: path.to_owned(),
        body,
        token: TokenSent::Right,
        status: 200,
        says: None,
    })
}

/// `/hooks/json 400 body`; without a token as `… 401 without token`.
fn post(rest: &str) -> Result<Direction, String> {
    let form = || wrong("post /hooks/json 400 body");
    let mut words = rest.splitn(3, ' ');
    let (Some(path), Some(status)) = (words.next(), words.next()) else { return Err(form()) };
    let status = status.parse().map_err(|_| form())?;
    let body = words.next().unwrap_or_default();
    let token = match body {
        "without token" => TokenSent::Missing,
        "with a wrong token" => TokenSent::Wrong,
        _ => TokenSent::Right,
    };
    let body = body.as_bytes().to_vec();
    Ok(Direction::Post(Post { path: path.to_owned(), body, token, status, says: None }))
}

fn ticket(verb: &str, rest: &str) -> Result<Direction, String> {
    let found = tokens(rest)?;
    let words: Vec<&str> = found.iter().map(|token| token.text.as_str()).collect();
    match (verb, words.as_slice()) {
        ("file", [title, "as", by, rest @ ..]) => {
            let (component, rest) = match rest {
                ["against", component, rest @ ..] => (Some((*component).to_owned()), rest),
                rest => (None, rest),
            };
            let watchers = match rest {
                ["watched", "by", watchers @ ..] => {
                    watchers.iter().map(|watcher| handle(watcher)).collect()
                }
                [] => Vec::new(),
                _ => {
                    return Err(wrong(
                        "file \"title\" as ann against checkout watched by bob, eve",
                    ));
                }
            };
            Ok(Direction::Ticket(TicketAct::File {
                by: handle(by),
                title: (*title).to_owned(),
                component,
                watchers,
            }))
        }
        ("move", [key, "to", status @ .., "as", by]) if !status.is_empty() => {
            Ok(Direction::Ticket(TicketAct::Move {
                by: handle(by),
                key: (*key).to_owned(),
                status: status.join(" "),
            }))
        }
        ("file", _) => Err(wrong("file \"title\" as ann against checkout watched by bob, eve")),
        _ => Err(wrong("move HOT-330 to In Progress as ann")),
    }
}

fn fail(rest: &str) -> Result<Direction, String> {
    let mut words = rest.splitn(3, ' ');
    let (Some(port), Some(operation), Some(how)) = (words.next(), words.next(), words.next())
    else {
        return Err(wrong("fail chat post answer lost"));
    };
    let port = Port::from_word(port)?;
    let operation = port.operation(operation)?;
    let how = how.trim();
    let (how, times) = match (how.strip_suffix(" until mended"), how.strip_suffix(" times")) {
        (Some(how), _) => (how, None),
        (None, Some(counted)) => {
            let (how, times) = counted.rsplit_once(' ').unwrap_or((counted, ""));
            let times = times.parse().ok().filter(|times| (1..=FAILURES_MAX).contains(times));
            let form = || format!("say how often, from 1 to {FAILURES_MAX}: `… {how} 3 times`");
            (how, Some(times.ok_or_else(form)?))
        }
        (None, None) => (how, Some(1)),
    };
    let how = FailureKind::from_word(how)?;
    Ok(Direction::Fail(Failure { port, operation, how, times }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_at_noon(line: &str) -> Result<Direction, String> {
        let zone = TimeZone::UTC;
        read(line, &Around { now: "2026-03-04T12:00:00Z".parse().unwrap(), zone: &zone })
    }

    #[test]
    fn words_for_a_button_may_hold_anything() {
        let press = |place| Act::Press {
            label: String::from("Object as such"),
            place,
            words: String::from("as soon as in em: later"),
        };
        let read = read_at_noon("press Object as such as ann: as soon as in em: later");
        assert_eq!(read, Ok(Direction::Act(String::from("ann"), press(None))));
        let read = read_at_noon("press Object as such as ann direct: as soon as in em: later");
        assert_eq!(read, Ok(Direction::Act(String::from("ann"), press(Some(Where::Direct)))));
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in [
            "as ann in em: words: with a colon",
            "as ann direct: words",
            "as ann in em to \"words\": answer",
            "press Label as ann",
            "press [Two words] as ann in em",
            "press Label as ann direct",
            "press Label as ann: words",
            "press Label as ann in em: words",
            "edit \"words\" as ann in em: new words: more",
            "delete \"words\" as ann in em",
            "react 👍 to \"words\" as ann in em",
            "share log.txt as ann in em",
            "join em as ann",
            "leave em as ann",
            "make lounge as ann",
            "topic of em as ann: words",
            "account ann deactivate",
            "account ann rename Ann Lee",
            "account ann zone Europe/Paris",
            "alert {\"title\": \"x\"}",
            "alertmanager {}",
            "post /hooks/json 400 nonsense",
            "file \"title\" as ann against checkout watched by bob, eve",
            "file \"title\" as ann",
            "move HOT-330 to In Progress as ann",
            "acknowledge as ann",
            "advance 15m",
            "until 14:05",
            "fail chat post answer lost",
            "fail chat post rate limited 3 times",
            "fail pager page forbidden until mended",
            "mend pager page",
            "expect room em shows \"x\"",
        ] {
            assert!(read_at_noon(line).is_ok(), "{line}: {:?}", read_at_noon(line));
        }
    }

    #[test]
    fn every_verb_refuses_nonsense_with_its_form() {
        for verb in VERBS {
            let line = format!("{verb} \u{1}");
            if !matches!(verb, "alert" | "alertmanager") {
                assert!(read_at_noon(&line).is_err(), "{line}");
            }
        }
        assert!(read_at_noon("sing").unwrap_err().contains("first word"));
    }

    #[test]
    fn failures_are_counted_or_last_until_mended() {
        let times = |line: &str| match read_at_noon(line) {
            Ok(Direction::Fail(failure)) => failure.times,
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(times("fail chat post answer lost"), Some(1));
        assert_eq!(times("fail chat post answer lost 3 times"), Some(3));
        assert_eq!(times("fail chat post answer lost until mended"), None);
        for line in ["fail chat post forbidden 0 times", "fail chat post forbidden many times"] {
            assert!(read_at_noon(line).unwrap_err().contains("how often"), "{line}");
        }
        assert!(read_at_noon("mend chat sing").unwrap_err().contains("set_topic"));
    }

    #[test]
    fn time_does_not_go_back() {
        assert!(read_at_noon("until 11:00").unwrap_err().contains("back"));
    }
}
