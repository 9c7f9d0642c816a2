//! What comes in from outside, as it may be stored: bounded, with pasted secrets masked (attack cases H2, H3).
//!
//! Whoever stores a delivery or an outcome takes it in first. So the inbox holds no more than the record does.

use sha2::{Digest, Sha256};

use crate::alerts::Signal;
use crate::effect::{Answer, Outcome, TicketFacts};
use crate::planted::{Planted, planted};
use crate::ports::inbound::{ChatMessage, Delivery, Inbound, TEXT_CHARS_MAX};
use crate::redaction::mask_secrets;
use crate::words::cut;

/// How much of a digest tells masked identities apart, in bytes: too little to find a random secret by it, and short enough
/// not to be taken for one.
const IDENTITY_BYTES: usize = 6;

/// Words from outside as they may be stored, and whether a secret was masked in them.
#[must_use]
pub fn take_in(text: &str) -> (String, bool) {
    let (masked, any) = mask_secrets(text);
    (cut(&masked, TEXT_CHARS_MAX), any)
}

/// Takes texts in where they stand, and remembers whether any held a secret.
#[derive(Debug, Default)]
struct Intake {
    masked: bool,
}

impl Intake {
    fn text(&mut self, text: &mut String) {
        let (taken, masked) = take_in(text);
        *text = taken;
        self.masked |= masked;
    }

    fn message(&mut self, message: &mut ChatMessage) {
        self.text(&mut message.text);
    }

    /// An identity may be made of a title, or look like a secret itself. Masked, it still is the same for the same thing
    /// and another for another one: without that, alerts would be taken for one another and lost.
    fn identity(&mut self, text: &mut String) {
        let (taken, masked) = take_in(text);
        // What was masked before has its mark already.
        if masked && taken != *text {
            let digest = Sha256::digest(text.as_bytes());
            let mark = digest
                .iter()
                .take(IDENTITY_BYTES)
                .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
            *text = format!("{taken} {mark:x}");
            self.masked = true;
        } else {
            *text = taken;
        }
    }

    fn signal(&mut self, signal: &mut Signal) {
        self.identity(&mut signal.key);
        self.identity(&mut signal.group);
        self.text(&mut signal.title);
        self.text(&mut signal.description);
        signal.labels.values_mut().for_each(|value| self.text(value));
        signal.links.iter_mut().for_each(|(_, url)| self.text(url));
    }

    fn ticket(&mut self, ticket: &mut TicketFacts) {
        self.text(&mut ticket.title);
    }

    fn inbound(&mut self, inbound: &mut Inbound) {
        match inbound {
            Inbound::Message(message) | Inbound::Edited { now: message } => self.message(message),
            Inbound::Reacted { reaction: text, .. }
            | Inbound::FileShared { name: text, .. }
            | Inbound::Command { text, .. }
            | Inbound::TopicEdited { topic: text, .. } => self.text(text),
            Inbound::Alert(signal) => self.signal(signal),
            Inbound::TicketChanged { ticket, .. } => self.ticket(ticket),
            _ => {}
        }
    }
}

impl Delivery {
    /// The same as it may be stored. What a person wrote is wrapped in [`Inbound::Masked`] where a secret was in it, so
    /// that they are warned.
    #[must_use]
    pub fn taken_in(mut self) -> Self {
        if planted(Planted::SecretsKept) {
            return self;
        }
        let mut intake = Intake::default();
        intake.inbound(&mut self.inbound);
        if matches!(self.inbound, Inbound::Alert(_)) {
            intake.identity(&mut self.key);
        }
        let of_services = matches!(self.inbound, Inbound::Alert(_) | Inbound::TicketChanged { .. });
        if intake.masked && !of_services {
            self.inbound = Inbound::Masked(Box::new(self.inbound));
        }
        self
    }
}

impl Outcome {
    /// The same as it may be stored: a tool prints what it likes.
    #[must_use]
    pub fn taken_in(mut self) -> Self {
        let mut intake = Intake::default();
        match &mut self {
            Self::Refused { reason } | Self::Ambiguous { reason } => intake.text(reason),
            Self::Done(Answer::Output { output, .. }) => intake.text(output),
            Self::Done(Answer::Ticket(ticket)) => intake.ticket(ticket),
            Self::Done(Answer::Duty { why, .. }) => intake.text(why),
            Self::Done(_) => {}
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redaction::MASK;

    const SECRET: &str = "token=hunter22";

    fn command(text: &str) -> Delivery {
        let by = crate::people::Profile {
            id: "memory:jim".try_into().unwrap(),
            name: String::from("Jim Smith"),
            zone: None,
            kind: crate::people::PersonKind::Employee,
        };
        Delivery {
            source: String::from("memory"),
            key: String::from("1"),
            occurred_at: jiff::Timestamp::UNIX_EPOCH,
            inbound: Inbound::Command { room: None, by, text: text.to_owned(), message: None },
        }
    }

    #[test]
    fn a_secret_is_masked_and_whoever_wrote_it_can_be_warned() {
        let taken = command(SECRET).taken_in();
        assert!(!format!("{taken:?}").contains("hunter22"));
        let Inbound::Masked(inner) = taken.inbound else { panic!("it is not wrapped") };
        assert!(matches!(*inner, Inbound::Command { text, .. } if text.ends_with(MASK)));
    }

    #[test]
    fn what_holds_no_secret_stays_as_it_is() {
        let given = command("/em status of d2c5f1a0-0f0e-4c3b-9d2c-0a1b2c3d4e5f");
        assert_eq!(given.clone().taken_in(), given);
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_mark() {
        let (taken, masked) = take_in(&"x ".repeat(TEXT_CHARS_MAX));
        assert_eq!(taken.chars().count(), TEXT_CHARS_MAX);
        assert!(taken.ends_with('…') && !masked);
    }

    #[test]
    fn what_a_tool_prints_is_masked_too() {
        let output = Answer::Output { ok: true, output: SECRET.to_owned() };
        let taken = Outcome::Done(output).taken_in();
        assert!(!format!("{taken:?}").contains("hunter22"));
    }

    #[test]
    fn identities_that_look_like_secrets_are_masked_and_stay_different() {
        let masked = |text: &str| {
            let mut text = text.to_owned();
            Intake::default().identity(&mut text);
            text
        };
        let (one, other) = (masked("token=hunter22 is out"), masked("token=hunter23 is out"));
        assert!(
            one.starts_with("token=[secret masked] is out ") && !one.contains("hunter"),
            "{one}"
        );
        assert_ne!(one, other);
        assert_eq!(one, masked("token=hunter22 is out"));
        assert_eq!(masked(&one), one);
        assert_eq!(masked("checkout-latency"), "checkout-latency");
    }
}
