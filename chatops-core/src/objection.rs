//! Objections to something that is about to be done: at most one from each person, each kept and shown,
//! none of them a veto. Public updates and the all clear hear them.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::redaction::{mask_secrets, visible};
use crate::refusal::{Refusal, RefusalKind};
use crate::text::Text;

/// Most objections to one thing. With more the room needs a talk, not a longer list.
pub const OBJECTIONS_MAX: usize = 20;

/// Longest reason, in characters: a few sentences that are read in a list.
pub const REASON_CHARS_MAX: usize = 400;

/// What a button that objects asks for.
pub(crate) const WHY: &str = "What speaks against it?";

/// What somebody has against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Who.
    pub by: PersonId,
    /// Why. Empty where the button was pressed and nothing said.
    pub why: String,
}

/// The objections heard so far, in the order of their first word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Objections(Vec<Objection>);

impl Objections {
    /// Judges a new objection and gives its reason as it is to be stored.
    ///
    /// # Errors
    /// Where the reason is too long, the same was said already, or the list is full.
    pub fn judge(&self, by: &PersonId, why: &str) -> Result<String, Refusal> {
        let why = reason(why)?;
        match self.0.iter().find(|objection| objection.by == *by) {
            Some(earlier) if why.is_empty() || earlier.why == why => Err(Refusal::already_done(
                "Your objection is noted already.",
                "To change its reason, object again with the new one.",
            )),
            None if self.0.len() >= OBJECTIONS_MAX => Err(Refusal::new(
                RefusalKind::LimitReached,
                format!(
                    "There are {OBJECTIONS_MAX} objections already; the commander sees them all."
                ),
                "Say yours in the room.",
            )),
            _ => Ok(why),
        }
    }

    /// Takes an objection in. A person's newer reason replaces their older one.
    pub fn take(&mut self, by: &PersonId, why: &str) {
        if let Some(earlier) = self.0.iter_mut().find(|objection| objection.by == *by) {
            why.clone_into(&mut earlier.why);
        } else if self.0.len() < OBJECTIONS_MAX {
            self.0.push(Objection { by: by.clone(), why: why.to_owned() });
        }
    }

    /// The objections.
    #[must_use]
    pub fn as_slice(&self) -> &[Objection] {
        &self.0
    }

    /// Adds one bullet for each objection.
    #[must_use]
    pub fn show(&self, text: Text) -> Text {
        self.0.iter().fold(text, |text, objection| {
            text.bullet()
                .plain("Objection by ")
                .name(&objection.by)
                .plain(format!(": {}", shown_reason(&objection.why)))
        })
    }

    /// How many there are, in words: `no objections`, `1 objection`.
    #[must_use]
    pub fn count(&self) -> String {
        match self.0.len() {
            0 => String::from("no objections"),
            1 => String::from("1 objection"),
            many => format!("{many} objections"),
        }
    }
}

/// A reason as it is shown.
#[must_use]
pub fn shown_reason(why: &str) -> &str {
    if why.is_empty() { "no reason given" } else { why }
}

/// A reason as it is stored: only what can be seen, with secrets masked.
///
/// # Errors
/// Where it is longer than [`REASON_CHARS_MAX`].
pub fn reason(why: &str) -> Result<String, Refusal> {
    let (why, _) = mask_secrets(&visible(why));
    if why.chars().count() > REASON_CHARS_MAX {
        return Err(Refusal::new(
            RefusalKind::Unacceptable,
            format!("A reason has at most {REASON_CHARS_MAX} characters."),
            "Give the short one and say the rest in the room.",
        ));
    }
    Ok(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> PersonId {
        PersonId::new(name).unwrap()
    }

    #[test]
    fn a_person_has_one_objection_and_may_change_its_reason() {
        let mut objections = Objections::default();
        let jim = person("jim");
        assert_eq!(objections.judge(&jim, " too early ").unwrap(), "too early");
        objections.take(&jim, "too early");
        assert_eq!(objections.judge(&jim, "too early").unwrap_err().kind, RefusalKind::AlreadyDone);
        assert_eq!(objections.judge(&jim, "").unwrap_err().kind, RefusalKind::AlreadyDone);
        objections.take(&jim, &objections.judge(&jim, "still failing").unwrap());
        assert_eq!(objections.as_slice(), [Objection { by: jim, why: "still failing".into() }]);
        assert_eq!(objections.count(), "1 objection");
    }

    #[test]
    fn the_list_is_bounded_and_its_people_may_still_change_their_reason() {
        let mut objections = Objections::default();
        for index in 0..=OBJECTIONS_MAX {
            objections.take(&person(&format!("p{index}")), "no");
        }
        assert_eq!(objections.as_slice().len(), OBJECTIONS_MAX);
        let late = objections.judge(&person("late"), "no").unwrap_err();
        assert_eq!(late.kind, RefusalKind::LimitReached);
        assert!(objections.judge(&person("p0"), "another reason").is_ok());
    }

    #[test]
    fn a_reason_is_bounded_and_masked_and_a_missing_one_is_said_to_be_missing() {
        let long = "a".repeat(REASON_CHARS_MAX + 1);
        assert_eq!(reason(&long).unwrap_err().kind, RefusalKind::Unacceptable);
        assert_eq!(reason("token=abcdefgh1").unwrap(), "token=[secret masked]");
        let mut objections = Objections::default();
        objections.take(&person("jim"), "");
        let shown = objections.show(Text::new().plain("Heard:")).to_plain();
        assert_eq!(shown, "Heard:\n• Objection by jim: no reason given");
    }
}
