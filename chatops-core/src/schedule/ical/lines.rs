//! Content lines (RFC 5545, section 3.1): `NAME;PARAMETER=value:value`, folded at 75 bytes.

use super::problem::{CalendarProblem, Fault, shown};

/// One property as it stands in the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    /// Its name, in upper case.
    pub(super) name: String,
    /// Its parameters, names in upper case, quotes removed.
    pub(super) parameters: Vec<(String, String)>,
    /// Its value, as written.
    pub(super) value: String,
}

impl Property {
    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Reads all properties of a feed, in order. Folded lines are joined before they are decoded, since
/// a fold may stand within a character.
///
/// # Errors
/// A line that is not UTF-8, or no property.
pub(super) fn read(feed: &[u8]) -> Result<Vec<Property>, Fault> {
    let feed = feed.strip_prefix(b"\xef\xbb\xbf").unwrap_or(feed);
    let mut properties = Vec::new();
    let mut open: Option<(usize, Vec<u8>)> = None;
    for (line, bytes) in (1..).zip(feed.split(|byte| *byte == b'\n')) {
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        match (&mut open, bytes) {
            (Some((_, text)), [b' ' | b'\t', rest @ ..]) => text.extend_from_slice(rest),
            _ => {
                close(open.take(), &mut properties)?;
                open = Some((line, bytes.to_vec()));
            }
        }
    }
    close(open, &mut properties)?;
    Ok(properties)
}

fn close(open: Option<(usize, Vec<u8>)>, properties: &mut Vec<Property>) -> Result<(), Fault> {
    let Some((line, bytes)) = open else { return Ok(()) };
    let text = String::from_utf8(bytes).map_err(|_| CalendarProblem::NotUtf8.on(line))?;
    if text.trim().is_empty() {
        return Ok(());
    }
    let not_property = || CalendarProblem::NotProperty { shown: shown(&text) }.on(line);
    properties.push(split(line, &text).ok_or_else(not_property)?);
    Ok(())
}

fn split(line: usize, text: &str) -> Option<Property> {
    let name_end = text.find([':', ';'])?;
    let (name, mut rest) = text.split_at_checked(name_end)?;
    let usable = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if name.is_empty() || !name.bytes().all(usable) {
        return None;
    }
    let mut parameters = Vec::new();
    while let Some(parameter) = rest.strip_prefix(';') {
        let (key, value) = parameter.split_once('=')?;
        let (value, after) = split_value(value)?;
        parameters.push((key.to_ascii_uppercase(), value.replace('"', "")));
        rest = after;
    }
    let value = rest.strip_prefix(':')?.to_owned();
    Some(Property { line, name: name.to_ascii_uppercase(), parameters, value })
}

/// Splits before the first `;` or `:` that is not within quotes.
fn split_value(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let end = text.find(|character| {
        quoted ^= character == '"';
        !quoted && matches!(character, ':' | ';')
    })?;
    text.split_at_checked(end)
}

/// A TEXT value without its escapes (RFC 5545, section 3.3.11).
pub(super) fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, true) => match characters.next() {
                Some('n' | 'N') => text.push(' '),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            (plain, false) => text.push(plain),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Property {
        read(text.as_bytes()).unwrap().remove(0)
    }

    #[test]
    fn a_property_has_a_name_parameters_and_a_value() {
        let property = one("dtstart;tzid=\"Europe/Berlin\";X-A=\"b:c;d\":20260105T090000\r\n");
        assert_eq!(property.name, "DTSTART");
        assert_eq!(property.parameter("TZID"), Some("Europe/Berlin"));
        assert_eq!(property.parameter("X-A"), Some("b:c;d"));
        assert_eq!(property.parameter("VALUE"), None);
        assert_eq!(property.value, "20260105T090000");
    }

    #[test]
    fn folded_lines_are_one_even_within_a_character() {
        assert_eq!(one("SUMMARY:On\r\n  call\n\t now").value, "On call now");
        let mut feed = b"SUMMARY:J\xc3".to_vec();
        feed.extend_from_slice(b"\r\n \xbcrgen\r\nUID:1\r\n");
        let properties = read(&feed).unwrap();
        assert_eq!(properties[0].value, "Jürgen");
        assert_eq!((properties[1].line, properties[1].name.as_str()), (3, "UID"));
    }

    #[test]
    fn a_byte_order_mark_and_empty_lines_are_no_matter() {
        let properties = read(b"\xef\xbb\xbfBEGIN:VCALENDAR\n\n\nEND:VCALENDAR\n").unwrap();
        let lines: Vec<_> = properties.iter().map(|property| property.line).collect();
        assert_eq!(lines, [1, 4]);
    }

    #[test]
    fn what_is_no_property_is_refused_with_its_line() {
        for text in ["A:1\nnonsense", "A:1\n:2", "A:1\nB;C:2", "A:1\nB;C=\"2:3", "A:1\n<b>:2"] {
            let fault = read(text.as_bytes()).unwrap_err();
            assert_eq!(fault.line, Some(2), "{text}");
            assert!(matches!(fault.problem, CalendarProblem::NotProperty { .. }), "{text}");
        }
        let fault = read(b"A:1\nB:\xff\n").unwrap_err();
        assert_eq!((fault.line, fault.problem), (Some(2), CalendarProblem::NotUtf8));
    }

    #[test]
    fn escapes_are_removed() {
        assert_eq!(unescape(r"Smith\, Jim\; on\ncall \\ x\"), r"Smith, Jim; on call \ x");
    }
}
