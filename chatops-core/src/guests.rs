//! Guests: vendors and partners, admitted with an agreement on file and the rules accepted (Feature B6).
//!
//! ```text
//! FileAgreement ─▶ guest accepts the rules ─▶ Admit (scope, expiry, sponsor) ─▶ Revoke, expiry, end
//! ```
//!
//! An admission is for one scope: one incident, or the emergency channel. It opens nothing else. A guest
//! without one who comes into a room is taken out of it and told what is needed.

mod decide;
#[cfg(test)]
mod tests;
mod words;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::authority::{GuestStanding, Lack};
use crate::context::{Context, Scene};
use crate::effect::{Effect, Reaction, Room, TimerKey};
use crate::feature::Feature;
use crate::ids::{IncidentId, MessageId, PersonId};
use crate::refusal::Refusal;
use crate::text::Text;

/// Most guests with an agreement on file. Beyond it the agreement that was filed first is forgotten, of those
/// without an admission; it can be filed again.
pub const GUESTS_MAX: usize = 1_000;

/// Most admissions of one guest at a time. Who is needed in ten incidents at once is not a guest.
pub const ADMISSIONS_PER_GUEST_MAX: usize = 10;

/// How long an admission lasts where nothing else is said: a day covers an incident and its night.
pub const ADMISSION_DEFAULT: SignedDuration = SignedDuration::from_hours(24);

/// How long an admission may last. Who is needed longer gets an account.
pub const ADMISSION_MAX: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Longest reference of an agreement, in characters: a document number or an address.
pub const REFERENCE_CHARS_MAX: usize = 200;

/// How long nothing more is said about a guest who was kept out, to them or to the commander. They are still
/// kept out each time.
pub const KNOCK_QUIET: SignedDuration = SignedDuration::from_mins(15);

/// Most guests of whom it is remembered when they were last told. Beyond it the longest ago is forgotten,
/// and told again.
pub const KNOCKS_MAX: usize = 200;

/// The agreement on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Agreement {
    reference: String,
    filed_by: PersonId,
    at: Timestamp,
}

/// The right to be in the rooms of one scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Admission {
    /// The incident. None: the emergency channel.
    incident: Option<IncidentId>,
    sponsor: PersonId,
    until: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Guest {
    agreement: Agreement,
    rules_accepted: bool,
    /// At most [`ADMISSIONS_PER_GUEST_MAX`], one for each scope.
    admissions: Vec<Admission>,
}

impl Guest {
    fn admission(&self, incident: Option<&IncidentId>) -> Option<&Admission> {
        self.admissions.iter().find(|admission| admission.incident.as_ref() == incident)
    }

    /// When the first of the admissions ends.
    fn first_end(&self) -> Option<Timestamp> {
        self.admissions.iter().map(|admission| admission.until).min()
    }
}

/// The guests of an installation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guests {
    guests: BTreeMap<PersonId, Guest>,
    /// When guests who were kept out were last told so.
    knocks: BTreeMap<PersonId, Timestamp>,
}

/// What can be asked about guests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Put an agreement on file.
    FileAgreement {
        /// With whom.
        guest: PersonId,
        /// Where it is found. At most [`REFERENCE_CHARS_MAX`] characters.
        reference: String,
    },
    /// The actor, a guest, accepts the rules.
    AcceptRules,
    /// Let a guest in. The actor is the sponsor.
    Admit {
        /// Whom.
        guest: PersonId,
        /// To which incident. None: to the emergency channel.
        incident: Option<IncidentId>,
        /// How long from now, at most [`ADMISSION_MAX`]. None: [`ADMISSION_DEFAULT`].
        until: Option<SignedDuration>,
    },
    /// Take all admissions of a guest away. The agreement stays on file.
    Revoke {
        /// Whose.
        guest: PersonId,
    },
    /// An incident has ended, and with it every admission to it.
    EndOfIncident {
        /// Which.
        incident: IncidentId,
    },
    /// The actor came into a room or spoke there.
    Knock {
        /// The room.
        room: Room,
        /// Who leads it.
        leader: Option<PersonId>,
        /// What they said, if they spoke.
        message: Option<MessageId>,
    },
    /// Somebody was to be brought into a room and is a guest without an admission to it.
    LeaveOut {
        /// Whom.
        guest: PersonId,
        /// The room.
        room: Room,
        /// Who leads it.
        leader: Option<PersonId>,
    },
}

/// Why an admission ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevokedWhy {
    /// Somebody took it away.
    ByHand,
    /// The incident has ended.
    IncidentEnded,
    /// Its time was over.
    Expired,
}

/// What happens with guests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An agreement was put on file.
    AgreementFiled {
        /// With whom.
        guest: PersonId,
        /// Where it is found.
        reference: String,
        /// By whom.
        filed_by: PersonId,
        /// When.
        at: Timestamp,
    },
    /// An old agreement was forgotten to make room for a new one.
    AgreementForgotten {
        /// With whom it was.
        guest: PersonId,
    },
    /// A guest accepted the rules.
    RulesAccepted {
        /// Who.
        guest: PersonId,
    },
    /// A guest was let in, or an admission given another end.
    Admitted {
        /// Who.
        guest: PersonId,
        /// Who answers for them.
        sponsor: PersonId,
        /// To which incident. None: to the emergency channel.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        /// Until when.
        until: Timestamp,
    },
    /// An admission ended.
    Revoked {
        /// Whose.
        guest: PersonId,
        /// To which incident it was. None: to the emergency channel.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        /// Why.
        why: RevokedWhy,
    },
    /// A guest without an admission was kept out of a room.
    KeptOut {
        /// Who.
        guest: PersonId,
        /// Of which room.
        room: Room,
        /// The incident it belongs to, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentId>,
        /// What they said, if they spoke.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
        /// When they and who leads the room were told, if they were: not again within [`KNOCK_QUIET`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told_at: Option<Timestamp>,
        /// Who leads the room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leader: Option<PersonId>,
        /// Whether they had not come: they were left out of an invitation.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        invited: bool,
    },
}

impl Guests {
    /// How a guest stands in an incident, or on the emergency channel. An admission that is over counts no
    /// more, even before its timer has fired. For accounts that count as guests only: whoever else is
    /// [`GuestStanding::Insider`].
    #[must_use]
    pub fn standing(
        &self,
        person: &PersonId,
        incident: Option<&IncidentId>,
        now: Timestamp,
    ) -> GuestStanding {
        let admission = self.guests.get(person).and_then(|guest| guest.admission(incident));
        match admission {
            Some(admission) if now < admission.until => GuestStanding::Admitted,
            Some(_) | None => GuestStanding::NotAdmitted,
        }
    }

    /// What a guest lacks to be in an incident, or on the emergency channel.
    #[must_use]
    pub fn lacks(
        &self,
        person: &PersonId,
        incident: Option<&IncidentId>,
        now: Timestamp,
    ) -> Option<Lack> {
        if self.standing(person, incident, now) == GuestStanding::Admitted {
            return None;
        }
        Some(match self.guests.get(person) {
            None => Lack::Agreement,
            Some(guest) if !guest.rules_accepted => Lack::Consent,
            Some(_) => Lack::Admission,
        })
    }

    /// Who answers for a guest in an incident, or on the emergency channel: the sponsor, else who filed the agreement.
    #[must_use]
    pub fn sponsor(&self, person: &PersonId, incident: Option<&IncidentId>) -> Option<&PersonId> {
        let guest = self.guests.get(person)?;
        let sponsor = guest.admission(incident).map(|admission| &admission.sponsor);
        Some(sponsor.unwrap_or(&guest.agreement.filed_by))
    }

    /// Notes a kept-out guest as told, and forgets the one told longest ago where there are too many.
    fn note_knock(&mut self, guest: &PersonId, at: Timestamp) {
        self.knocks.insert(guest.clone(), at);
        if self.knocks.len() > KNOCKS_MAX {
            let oldest = self.knocks.iter().min_by_key(|(_, at)| **at);
            if let Some(oldest) = oldest.map(|(person, _)| person.clone()) {
                self.knocks.remove(&oldest);
            }
        }
    }

    /// The timer of a guest, set to the first end of their admissions.
    fn timed(&self, reaction: Reaction, guest: &PersonId) -> Reaction {
        let key = TimerKey::Guest(guest.clone());
        match self.guests.get(guest).and_then(Guest::first_end) {
            Some(at) => reaction.set(key, at),
            None => reaction.cancel(key),
        }
    }

    fn kept_out(
        &self,
        (guest, room, message): (&PersonId, &Room, Option<&MessageId>),
        leader: Option<&PersonId>,
        told: bool,
    ) -> Reaction {
        let mut reaction = Reaction::none();
        if let Some(message) = message {
            let (room, message) = (room.clone(), message.clone());
            reaction = reaction.effect(Effect::RemoveMessage { room, message });
        }
        reaction = reaction.effect(Effect::Remove { room: room.clone(), person: guest.clone() });
        if !told {
            return reaction;
        }
        let state = self.guests.get(guest);
        reaction = reaction.direct(guest, words::what_is_needed(room, state));
        match leader {
            Some(leader) => reaction.hint(room, leader, words::knocked(guest, room, state)),
            None => reaction,
        }
    }

    /// The room reads who was not brought in, so that nobody counts on them; who leads it can let them in.
    fn left_out(
        &self,
        (guest, room): (&PersonId, &Room),
        leader: Option<&PersonId>,
        told: bool,
    ) -> Reaction {
        if !told {
            return Reaction::none();
        }
        let reaction = Reaction::none().post(room, words::left_out(guest));
        match leader {
            Some(leader) => {
                reaction.hint(room, leader, words::next_step(guest, self.guests.get(guest)))
            }
            None => reaction,
        }
    }
}

/// The room that an admission opens.
fn room_of(incident: Option<&IncidentId>) -> Room {
    incident.map_or(Room::EmergencyChannel, |incident| Room::Hot(*incident))
}

impl Feature for Guests {
    type Command = Command;
    type Event = Event;

    fn decide(
        &self,
        command: &Command,
        _scene: &Scene<'_>,
        cx: Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::FileAgreement { guest, reference } => self.file(guest, reference, cx),
            Command::AcceptRules => self.accept_rules(cx),
            Command::Admit { guest, incident, until } => {
                self.admit(guest, incident.as_ref(), *until, cx)
            }
            Command::Revoke { guest } => self.revoke(guest),
            Command::EndOfIncident { incident } => Ok(self.end_of_incident(incident)),
            Command::Knock { room, leader, message } => {
                Ok(self.knock(room, leader.as_ref(), message.as_ref(), cx))
            }
            Command::LeaveOut { guest, room, leader } => {
                Ok(self.leave_out(guest, room, leader.as_ref(), cx))
            }
        }
    }

    fn evolve(&mut self, event: &Event) {
        match event {
            Event::AgreementFiled { guest, reference, filed_by, at } => {
                let (reference, filed_by) = (reference.clone(), filed_by.clone());
                let agreement = Agreement { reference, filed_by, at: *at };
                match self.guests.get_mut(guest) {
                    // The rules are ours and stay accepted, whatever the agreement is called.
                    Some(guest) => guest.agreement = agreement,
                    None => {
                        let new =
                            Guest { agreement, rules_accepted: false, admissions: Vec::new() };
                        self.guests.insert(guest.clone(), new);
                    }
                }
            }
            Event::AgreementForgotten { guest } => {
                self.guests.remove(guest);
            }
            Event::RulesAccepted { guest } => {
                if let Some(guest) = self.guests.get_mut(guest) {
                    guest.rules_accepted = true;
                }
            }
            Event::Admitted { guest, sponsor, incident, until } => {
                self.knocks.remove(guest);
                if let Some(guest) = self.guests.get_mut(guest) {
                    guest.admissions.retain(|admission| admission.incident != *incident);
                    let (incident, sponsor) = (*incident, sponsor.clone());
                    guest.admissions.push(Admission { incident, sponsor, until: *until });
                }
            }
            Event::Revoked { guest, incident, .. } => {
                if let Some(guest) = self.guests.get_mut(guest) {
                    guest.admissions.retain(|admission| admission.incident != *incident);
                }
            }
            Event::KeptOut { guest, told_at, .. } => {
                if let Some(at) = told_at {
                    self.note_knock(guest, *at);
                }
            }
        }
    }

    fn react(&self, event: &Event, _scene: &Scene<'_>, cx: Context<'_>) -> Reaction {
        match event {
            Event::AgreementFiled { guest, filed_by, .. } => {
                let accepted = self.guests.get(guest).is_some_and(|guest| guest.rules_accepted);
                let reaction = Reaction::none().answer(cx, words::filed(guest, accepted));
                if accepted {
                    return reaction;
                }
                reaction.direct(guest, words::rules(filed_by, cx.policy))
            }
            Event::AgreementForgotten { .. } => Reaction::none(),
            Event::RulesAccepted { guest } => {
                let Some(state) = self.guests.get(guest) else {
                    return Reaction::none();
                };
                let thanks = Text::new()
                    .plain("Thank you. ")
                    .name(&state.agreement.filed_by)
                    .plain(" has been told and can let you in.");
                Reaction::none()
                    .direct(guest, thanks)
                    .direct(&state.agreement.filed_by, words::ready(guest))
            }
            Event::Admitted { guest, sponsor, incident, until } => {
                let room = room_of(incident.as_ref());
                let invite = Effect::Invite { room: room.clone(), people: [guest.clone()].into() };
                let reaction = Reaction::none()
                    .effect(invite)
                    .direct(guest, words::welcome(sponsor, &room, *until))
                    .post(&room, words::admitted(guest, sponsor, *until));
                self.timed(reaction, guest)
            }
            Event::Revoked { guest, incident, why } => {
                let room = room_of(incident.as_ref());
                let remove = Effect::Remove { room: room.clone(), person: guest.clone() };
                let reaction = Reaction::none()
                    .effect(remove)
                    .direct(guest, words::farewell(&room, *why))
                    .post(&room, words::left(guest, *why));
                self.timed(reaction, guest)
            }
            Event::KeptOut { guest, room, leader, told_at, invited: true, .. } => {
                self.left_out((guest, room), leader.as_ref(), told_at.is_some())
            }
            Event::KeptOut { guest, room, leader, message, told_at, .. } => {
                let who = (guest, room, message.as_ref());
                self.kept_out(who, leader.as_ref(), told_at.is_some())
            }
        }
    }

    fn timer(&self, key: &TimerKey, _scene: &Scene<'_>, cx: Context<'_>) -> Vec<Event> {
        let TimerKey::Guest(person) = key else {
            return Vec::new();
        };
        let admissions = self.guests.get(person).map(|guest| guest.admissions.as_slice());
        admissions
            .unwrap_or_default()
            .iter()
            .filter(|admission| cx.now >= admission.until)
            .map(|admission| Event::Revoked {
                guest: person.clone(),
                incident: admission.incident,
                why: RevokedWhy::Expired,
            })
            .collect()
    }

    fn tell(event: &Event) -> Text {
        let text = Text::new();
        match event {
            Event::AgreementFiled { guest, reference, .. } => {
                text.plain("filed the agreement with ").name(guest).plain(format!(": {reference}"))
            }
            Event::AgreementForgotten { guest } => text
                .plain("the agreement with ")
                .name(guest)
                .plain(" was forgotten to make room; it can be filed again"),
            Event::RulesAccepted { guest } => text.name(guest).plain(" accepted the rules"),
            Event::Admitted { guest, sponsor, incident, until } => text
                .name(sponsor)
                .plain(" admitted ")
                .name(guest)
                .plain(" to ")
                .room(&room_of(incident.as_ref()))
                .plain(" until ")
                .time(*until),
            Event::Revoked { guest, incident, why } => text
                .plain("the admission of ")
                .name(guest)
                .plain(" to ")
                .room(&room_of(incident.as_ref()))
                .plain(" ended: ")
                .plain(words::of_the_admission(*why)),
            Event::KeptOut { guest, room, invited: true, .. } => text
                .name(guest)
                .plain(" was not brought into ")
                .room(room)
                .plain(": a guest without an admission"),
            Event::KeptOut { guest, room, .. } => {
                text.name(guest).plain(" was kept out of ").room(room)
            }
        }
    }
}
