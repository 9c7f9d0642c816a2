//! What is decided about guests, command by command.

use jiff::SignedDuration;

use super::{
    ADMISSION_DEFAULT, ADMISSION_MAX, ADMISSIONS_PER_GUEST_MAX, Event, GUESTS_MAX, Guest, Guests,
    KNOCK_QUIET, REFERENCE_CHARS_MAX, RevokedWhy,
};
use crate::authority::GuestStanding;
use crate::context::Context;
use crate::effect::Room;
use crate::ids::{IncidentId, MessageId, PersonId};
use crate::refusal::{Refusal, RefusalKind};
use crate::time::{later, show_span};

impl Guests {
    pub(super) fn file(
        &self,
        guest: &PersonId,
        reference: &str,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let filed_by = employee(cx)?;
        let reference = reference.trim();
        if reference.is_empty() || reference.chars().count() > REFERENCE_CHARS_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("An agreement has a reference of 1 to {REFERENCE_CHARS_MAX} characters."),
                "Say where it is found: `guest agreement @person <reference>`.",
            ));
        }
        let known = self.guests.get(guest);
        if known.is_some_and(|guest| guest.agreement.reference == reference) {
            return Err(Refusal::already_done(
                "This agreement is on file.",
                "Let the guest in: `guest admit @person`.",
            ));
        }
        let forgotten = match known {
            None if self.guests.len() >= GUESTS_MAX => Some(self.longest_idle()?),
            _ => None,
        };
        let filed = Event::AgreementFiled {
            guest: guest.clone(),
            reference: reference.to_owned(),
            filed_by: filed_by.clone(),
            at: cx.now,
        };
        let forgotten = forgotten.map(|guest| Event::AgreementForgotten { guest });
        Ok(forgotten.into_iter().chain([filed]).collect())
    }

    /// The guest without an admission whose agreement was filed first.
    fn longest_idle(&self) -> Result<PersonId, Refusal> {
        self.guests
            .iter()
            .filter(|(_, guest)| guest.admissions.is_empty())
            .min_by_key(|(_, guest)| guest.agreement.at)
            .map(|(person, _)| person.clone())
            .ok_or_else(|| {
                Refusal::new(
                    RefusalKind::LimitReached,
                    format!("{GUESTS_MAX} guests are admitted now."),
                    "Take an admission back first: `guest revoke @person`.",
                )
            })
    }

    pub(super) fn accept_rules(&self, cx: Context<'_>) -> Result<Vec<Event>, Refusal> {
        let known = cx.actor.person().and_then(|person| Some((person, self.guests.get(person)?)));
        match known {
            None => Err(Refusal::new(
                RefusalKind::GuestNotAdmitted,
                "There is no agreement on file for you yet.",
                "Ask who invited you to file it: `guest agreement @person <reference>`.",
            )),
            Some((_, guest)) if guest.rules_accepted => Err(Refusal::already_done(
                "You have accepted the rules already.",
                "Ask your sponsor to let you in: `guest admit @person`.",
            )),
            Some((person, _)) => Ok(vec![Event::RulesAccepted { guest: person.clone() }]),
        }
    }

    pub(super) fn admit(
        &self,
        person: &PersonId,
        incident: Option<&IncidentId>,
        lasts: Option<SignedDuration>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let sponsor = employee(cx)?;
        let Some(guest) = self.guests.get(person) else {
            return Err(Refusal::new(
                RefusalKind::GuestNotAdmitted,
                "There is no agreement on file for this guest.",
                "File it first: `guest agreement @person <reference>`.",
            ));
        };
        if !guest.rules_accepted {
            return Err(Refusal::new(
                RefusalKind::GuestNotAdmitted,
                "The guest has not accepted the rules yet.",
                "They do it with `guest accept`, after which who filed the agreement is told.",
            ));
        }
        let lasts = lasts.unwrap_or(ADMISSION_DEFAULT);
        if lasts <= SignedDuration::ZERO || lasts > ADMISSION_MAX {
            return Err(Refusal::new(
                RefusalKind::Unacceptable,
                format!("An admission lasts at most {}.", show_span(ADMISSION_MAX)),
                "Give a shorter time, for example `until 4h`; it can be renewed.",
            ));
        }
        let renewed = guest.admission(incident).is_some();
        if !renewed && guest.admissions.len() >= ADMISSIONS_PER_GUEST_MAX {
            return Err(Refusal::new(
                RefusalKind::LimitReached,
                format!("The guest has {ADMISSIONS_PER_GUEST_MAX} admissions."),
                "Take them back first, then admit anew: `guest revoke @person`.",
            ));
        }
        Ok(vec![Event::Admitted {
            guest: person.clone(),
            sponsor: sponsor.clone(),
            incident: incident.copied(),
            until: later(cx.now, lasts),
        }])
    }

    pub(super) fn revoke(&self, person: &PersonId) -> Result<Vec<Event>, Refusal> {
        let ended = self.guests.get(person).map(|guest| {
            let all = guest.admissions.iter();
            all.map(|admission| revoked(person, admission.incident, RevokedWhy::ByHand)).collect()
        });
        ended.filter(|events: &Vec<Event>| !events.is_empty()).ok_or_else(|| {
            Refusal::not_found("admission of this guest", "They have no access now.")
        })
    }

    pub(super) fn end_of_incident(&self, incident: &IncidentId) -> Vec<Event> {
        let here = |(_, guest): &(&PersonId, &Guest)| guest.admission(Some(incident)).is_some();
        self.guests
            .iter()
            .filter(here)
            .map(|(person, _)| revoked(person, Some(*incident), RevokedWhy::IncidentEnded))
            .collect()
    }

    pub(super) fn knock(
        &self,
        room: &Room,
        leader: Option<&PersonId>,
        message: Option<&MessageId>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        let Some(guest) = cx.actor.person().filter(|_| cx.actor.is_guest()) else {
            return Vec::new();
        };
        self.keep_out((guest, room, leader), message, false, cx)
    }

    pub(super) fn leave_out(
        &self,
        guest: &PersonId,
        room: &Room,
        leader: Option<&PersonId>,
        cx: Context<'_>,
    ) -> Vec<Event> {
        self.keep_out((guest, room, leader), None, true, cx)
    }

    fn keep_out(
        &self,
        (guest, room, leader): (&PersonId, &Room, Option<&PersonId>),
        message: Option<&MessageId>,
        invited: bool,
        cx: Context<'_>,
    ) -> Vec<Event> {
        if self.standing(guest, room.incident(), cx.now) == GuestStanding::Admitted {
            return Vec::new();
        }
        let quiet = self.knocks.get(guest).is_some_and(|at| cx.now < later(*at, KNOCK_QUIET));
        vec![Event::KeptOut {
            guest: guest.clone(),
            room: room.clone(),
            incident: room.incident().copied(),
            message: message.cloned(),
            told_at: (!quiet).then_some(cx.now),
            leader: leader.cloned(),
            invited,
        }]
    }
}

/// The person of the company who answers for a guest. A guest cannot answer for a guest, and a service for
/// nobody.
fn employee<'a>(cx: Context<'a>) -> Result<&'a PersonId, Refusal> {
    cx.actor.person().filter(|_| !cx.actor.is_guest()).ok_or_else(|| {
        Refusal::new(
            RefusalKind::NotEntitled,
            "Only people of the company answer for guests.",
            "Ask the commander or a team manager.",
        )
    })
}

fn revoked(guest: &PersonId, incident: Option<IncidentId>, why: RevokedWhy) -> Event {
    Event::Revoked { guest: guest.clone(), incident, why }
}
