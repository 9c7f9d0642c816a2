//! From what came in to what is asked of whom.

use chatops_core::authority::GuestStanding;
use chatops_core::context::Actor;
use chatops_core::effect::{Effect, Outcome, Room};
use chatops_core::emergency_channel::{self, Command as ChannelCommand};
use chatops_core::ids::{IncidentId, PersonId, RoomId, StreamId};
use chatops_core::incident::{Command as IncidentCommand, Phase, View};
use chatops_core::mention::reach_in;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::inbound::{ChatMessage, Inbound};
use chatops_core::redaction::take_in;
use chatops_core::refusal::{Refusal, RefusalKind};
use chatops_core::{
    alerts, audience, directory, guests, headline, mention, paging, record, ticket,
};
use jiff::SignedDuration;

use super::Engine;
use crate::interpret::{Asked, Surroundings, interpret};

/// A command that is older is not carried out unasked: the platform or we were away, and things have changed
/// (RELIABILITY X18).
pub(crate) const LATE_AFTER: SignedDuration = SignedDuration::from_secs(120);

/// One thing to decide, with the command as it was typed, where it was.
#[derive(Debug)]
pub(super) enum Step {
    Channel(Room, ChannelCommand, Option<String>),
    Incident(IncidentId, IncidentCommand, Option<String>),
    /// An effect did not bring its answer: what waits for it is given up.
    GiveUp(StreamId, Box<Effect>, Outcome),
}

/// What a delivery asks for, and who asks.
#[derive(Debug)]
pub(super) struct Routed {
    pub(super) actor: Actor,
    /// The room in which words were said: where they are answered. Nothing: directly.
    pub(super) asked_in: Option<Room>,
    pub(super) steps: Vec<Step>,
}

impl Routed {
    fn by(person: &Profile, steps: Vec<Step>) -> Self {
        Self { actor: Actor::Person(person.clone()), asked_in: None, steps }
    }

    fn in_room(self, room: Option<Room>) -> Self {
        Self { asked_in: room, ..self }
    }

    fn clockwork(steps: Vec<Step>) -> Self {
        Self { actor: Actor::Clockwork, asked_in: None, steps }
    }
}

impl Engine {
    /// What a delivery asks for. `age`: how long ago it happened.
    pub(super) fn route(&self, inbound: &Inbound, age: SignedDuration) -> Routed {
        match inbound {
            Inbound::Masked(inbound) => {
                let mut routed = self.route(inbound, age);
                if matches!(&routed.actor, Actor::Person(person) if !is_program(person)) {
                    routed.steps.extend(self.warn(inbound));
                }
                routed
            }
            Inbound::Started => Routed::clockwork(vec![channel(ChannelCommand::Start)]),
            Inbound::Message(message) => self.message(message, age),
            Inbound::Command { room, by, text, .. } => {
                let commander =
                    self.channel().commander().filter(|_| planted(Planted::WordsOfAnother));
                let by = commander.and_then(|it| self.channel().people.get(it)).unwrap_or(by);
                let mut steps = self.introduce(by);
                // Words in a room we do not know are answered as if they were said to us directly.
                let known = room.as_ref().and_then(|room| self.room(room));
                steps.extend(self.command(by, known, &words(text), age));
                Routed::by(by, steps).in_room(self.answering(known))
            }
            Inbound::Edited { now } => self.edited(now),
            Inbound::Deleted { room, message, by } => {
                let noted = |room| record::Event::Deleted { room, message: message.clone() };
                match by {
                    Some(by) => self.note(room, by, noted),
                    None => Routed::clockwork(self.note_steps(room, noted)),
                }
            }
            Inbound::Reacted { room, message, by, reaction, added } => {
                self.note(room, by, |room| record::Event::Reacted {
                    room,
                    message: message.clone(),
                    reaction: words(reaction),
                    added: *added,
                })
            }
            Inbound::FileShared { room, message, by, name, bytes } => {
                self.note(room, by, |room| record::Event::FileShared {
                    room,
                    message: message.clone(),
                    name: words(name),
                    bytes: *bytes,
                })
            }
            Inbound::Departed { room, who } => Routed::clockwork(
                self.note_steps(room, |room| record::Event::Departed { room, person: who.clone() }),
            ),
            Inbound::Arrived { room, who } => self.arrived(room, who),
            Inbound::AccountChanged(profile) => self.account_changed(profile),
            Inbound::TopicEdited { room, by, topic } => self.topic_edited(room, by, topic),
            Inbound::PagedPastJournal { person, why } => {
                let paged =
                    record::Event::PagedPastJournal { person: person.clone(), why: words(why) };
                Routed::clockwork(vec![recorded(Room::EmergencyChannel, paged)])
            }
            Inbound::Missed { room, messages } => Routed::clockwork(
                self.note_steps(room, |room| record::Event::CaughtUp { room, messages: *messages }),
            ),
            Inbound::ServiceSilent { stream, service } => {
                let service = words(service);
                let silent = record::Event::ServiceSilent { service };
                Routed::clockwork(vec![recorded(home(stream), silent)])
            }
            Inbound::ServiceAnswers { service } => self.service_answers(&words(service)),
            _ => self.services(inbound),
        }
    }

    /// Told wherever something waited for it.
    fn service_answers(&self, service: &str) -> Routed {
        let channel = self.channel().record.waits_for(service).then_some(Room::EmergencyChannel);
        let unclosed = self.unclosed_incidents().into_iter();
        let waited = unclosed.filter(|incident| incident.record.waits_for(service));
        let rooms =
            waited.filter_map(|one| one.opened.as_ref().map(|opened| Room::Hot(opened.incident)));
        let answers =
            |room| recorded(room, record::Event::ServiceAnswers { service: service.to_owned() });
        Routed::clockwork(channel.into_iter().chain(rooms).map(answers).collect())
    }

    fn services(&self, inbound: &Inbound) -> Routed {
        match inbound {
            Inbound::Alert(signal) => Routed {
                actor: Actor::Service(signal.source.clone()),
                asked_in: None,
                steps: vec![channel(ChannelCommand::Alert(alerts::Command::Receive(Box::new(
                    signal.clone(),
                ))))],
            },
            Inbound::TicketChanged { ticket: facts, by, opened } => {
                let person = by.as_ref().and_then(|by| PersonId::new(by.as_str()).ok());
                let known = person.as_ref().and_then(|person| self.channel().people.get(person));
                let actor = match known {
                    Some(profile) => Actor::Person(profile.clone()),
                    None => Actor::Service(by.clone().unwrap_or_else(|| String::from("tickets"))),
                };
                let known = self.channel().register.with_ticket(&facts.key).map(|(id, _)| *id);
                let steps = match (known, opened) {
                    (Some(id), _) => {
                        let changed =
                            ticket::Command::Changed { facts: facts.clone(), by_us: false };
                        vec![Step::Incident(id, IncidentCommand::Ticket(changed), None)]
                    }
                    (None, true) => vec![channel(ChannelCommand::TicketOpened(facts.clone()))],
                    (None, false) => Vec::new(),
                };
                Routed { actor, asked_in: None, steps }
            }
            Inbound::PageReceipt { stream, page, by } => {
                let answered = paging::Command::Answered { number: *page, by: None };
                Routed::by(
                    by,
                    vec![match stream {
                        StreamId::EmergencyChannel => channel(ChannelCommand::Page(answered)),
                        StreamId::Incident(id) => {
                            Step::Incident(*id, IncidentCommand::Page(answered), None)
                        }
                    }],
                )
            }
            Inbound::TimerFired { stream, key, .. } => Routed::clockwork(vec![match stream {
                StreamId::EmergencyChannel => channel(ChannelCommand::Timer(key.clone())),
                StreamId::Incident(id) => {
                    Step::Incident(*id, IncidentCommand::Timer(key.clone()), None)
                }
            }]),
            Inbound::Settled { stream, effect, outcome, .. } => {
                let settled = (effect.clone(), outcome.clone());
                let mut steps = vec![match stream {
                    StreamId::EmergencyChannel => {
                        channel(ChannelCommand::Settled(settled.0, settled.1))
                    }
                    StreamId::Incident(id) => {
                        Step::Incident(*id, IncidentCommand::Settled(settled.0, settled.1), None)
                    }
                }];
                if !matches!(outcome, Outcome::Done(_)) {
                    steps.push(Step::GiveUp(stream.clone(), effect.clone(), outcome.clone()));
                }
                Routed::clockwork(steps)
            }
            // Kinds that a newer adapter may report and this engine does not know: counted by the driver.
            _ => Routed::clockwork(Vec::new()),
        }
    }

    /// Whoever pasted a secret is warned: in the room whose members have seen it.
    fn warn(&self, inbound: &Inbound) -> Option<Step> {
        let seen_in = match inbound {
            Inbound::Message(message) | Inbound::Edited { now: message } => &message.room,
            Inbound::Reacted { room, .. }
            | Inbound::FileShared { room, .. }
            | Inbound::TopicEdited { room, .. } => room,
            _ => {
                let masked = record::Event::SecretMasked { room: None };
                return Some(recorded(Room::EmergencyChannel, masked));
            }
        };
        let room = self.room(seen_in)?.clone();
        Some(recorded(room.clone(), record::Event::SecretMasked { room: Some(room) }))
    }

    /// A message in a room of ours. Programs are recorded nowhere and answered never: two bots must not talk.
    fn message(&self, message: &ChatMessage, age: SignedDuration) -> Routed {
        let Some(room) = self.room(&message.room).cloned() else {
            return Routed::by(&message.author, Vec::new());
        };
        if is_program(&message.author) {
            return Routed::by(&message.author, Vec::new());
        }
        let (text, masked) = take_in(&message.text);
        let reach = message.wakes.iter().max().copied().or_else(|| reach_in(&message.text));
        let mut steps = self.introduce(&message.author);
        if masked {
            let masked = record::Event::SecretMasked { room: Some(room.clone()) };
            steps.push(recorded(room.clone(), masked));
        }
        let typed = self.typed(&text);
        // A command is no chatter. Its words wake nobody, unless the platform says that they did.
        if let Some(typed) = typed {
            let said = record::Event::Said {
                room: room.clone(),
                message: message.message.clone(),
                thread: message.thread.clone(),
                text: text.clone(),
            };
            steps.push(recorded(room.clone(), said));
            if let Some(reach) = message.wakes.iter().max() {
                steps.push(intercept(&room, message, *reach, text.clone(), false));
            }
            if let Room::Hot(id) = &room {
                let spoke = audience::Command::NoteSpeech { person: message.author.id.clone() };
                steps.push(Step::Incident(*id, IncidentCommand::Participant(spoke), None));
            }
            steps.extend(self.command(&message.author, Some(&room), &typed, age));
            return Routed::by(&message.author, steps).in_room(self.answering(Some(&room)));
        }
        let (message_id, thread) = (message.message.clone(), message.thread.clone());
        if let (Room::Hot(_), PersonKind::Guest) = (&room, message.author.kind) {
            let knock = guests::Command::Knock {
                room: room.clone(),
                leader: self.channel().leader_of(&room, self.policy()).cloned(),
                message: Some(message.message.clone()),
            };
            steps.push(Step::Channel(room.clone(), ChannelCommand::Guest(knock), None));
        }
        steps.push(match &room {
            Room::Hot(id) => Step::Incident(
                *id,
                IncidentCommand::Observe { message: message_id, thread, text, reach },
                None,
            ),
            _ => Step::Channel(
                room.clone(),
                ChannelCommand::Observe { message: message_id, thread, text, reach },
                None,
            ),
        });
        Routed::by(&message.author, steps).in_room(Some(room))
    }

    /// Where words said in a room are answered. A closed room takes no answer any more: it is given directly.
    fn answering(&self, room: Option<&Room>) -> Option<Room> {
        room.filter(|room| match room {
            Room::Hot(id) => self.incident(id).is_some_and(|one| one.phase() != Phase::Closed),
            _ => true,
        })
        .cloned()
    }

    /// Whether a text is a command.
    pub(crate) fn is_typed(&self, text: &str) -> bool {
        self.typed(text).is_some()
    }

    /// The command that a text is: what stands behind the prefix. The bare prefix is a command too.
    fn typed(&self, text: &str) -> Option<String> {
        let prefix = self.setting.prefix.as_str();
        let bare = (text.trim() == prefix.trim()).then_some("");
        text.trim_start().strip_prefix(prefix).or(bare).map(str::to_owned)
    }

    /// A message that was changed executes nothing (RELIABILITY B8). A mass mention that came with the change is one.
    fn edited(&self, now: &ChatMessage) -> Routed {
        let text = words(&now.text);
        let mut routed = self.note(&now.room, &now.author, |room| record::Event::Edited {
            room,
            message: now.message.clone(),
            text: text.clone(),
        });
        let reach = now.wakes.iter().max().copied().or_else(|| reach_in(&now.text));
        if let (Some(room), Some(reach)) = (self.room(&now.room), reach)
            && !is_program(&now.author)
        {
            routed.steps.push(intercept(room, now, reach, text, true));
        }
        routed
    }

    /// What a typed command or a button asks for, in words that were taken in. What cannot be read is refused by the stream of the room.
    fn command(
        &self,
        by: &Profile,
        room: Option<&Room>,
        text: &str,
        age: SignedDuration,
    ) -> Vec<Step> {
        if age > LATE_AFTER {
            let refusal = Refusal::new(
                RefusalKind::TooLate,
                format!("`{text}` reached me only now, {} minutes late.", age.as_mins().max(1)),
                "Do it now only if you still want it.",
            );
            return vec![self.refuse(room, text.to_owned(), refusal)];
        }
        let around = Surroundings {
            channel: self.channel(),
            incidents: &self.incidents,
            policy: self.policy(),
            room,
            asker: &by.id,
        };
        let typed = text.to_owned();
        match interpret(text, &around) {
            Ok(Asked::Channel(room, command)) => vec![Step::Channel(room, command, Some(typed))],
            Ok(Asked::Incident(id, command)) => vec![Step::Incident(id, command, Some(typed))],
            Ok(Asked::Help(room, incident)) => help(room, incident, &typed),
            Err(refusal) => vec![self.refuse(room, typed, refusal)],
        }
    }

    /// Words that cannot be read are refused by the stream of the room they were said in.
    fn refuse(&self, room: Option<&Room>, command: String, refusal: Refusal) -> Step {
        let refuse = record::Command::Refuse { room: self.answering(room), command, refusal };
        match room {
            Some(Room::Hot(id)) => Step::Incident(*id, IncidentCommand::Record(refuse), None),
            Some(room) => Step::Channel(room.clone(), ChannelCommand::Record(refuse), None),
            None => channel(ChannelCommand::Record(refuse)),
        }
    }

    /// A person who is not known as they are described now is noted first. Whoever is no longer of the company gives up
    /// what they held: on the channel and in every incident that is not closed for good (Feature A5).
    fn introduce(&self, person: &Profile) -> Vec<Step> {
        let known = self.channel().people.get(&person.id);
        if known == Some(person) {
            return Vec::new();
        }
        let mut steps =
            vec![channel(ChannelCommand::Person(directory::Command::Note(person.clone())))];
        let same = known.is_some_and(|known| known.kind == person.kind);
        if person.kind != PersonKind::Employee && !same {
            steps.extend(self.lose(person));
        }
        steps
    }

    fn lose(&self, person: &Profile) -> Vec<Step> {
        let unfit = |other: &chatops_core::ids::PersonId| {
            *other == person.id || !self.channel().people.is_fit(other)
        };
        let duty = self.channel().acting_commander().filter(|duty| !unfit(duty));
        let successor = self.policy().next_on_ladder(&unfit).or(duty).cloned();
        let in_incident = |id| {
            let (kind, successor) = (person.kind, successor.clone());
            let lost = IncidentCommand::LosePerson { person: person.id.clone(), kind, successor };
            Step::Incident(id, lost, None)
        };
        let mut steps = vec![channel(ChannelCommand::LosePerson(person.id.clone()))];
        steps.extend(self.incidents.unclosed_ids().into_iter().map(in_incident));
        steps
    }

    fn note(
        &self,
        room: &RoomId,
        by: &Profile,
        event: impl FnOnce(Room) -> record::Event,
    ) -> Routed {
        let mut steps = self.introduce(by);
        steps.extend(self.note_steps(room, event));
        Routed::by(by, steps)
    }

    fn note_steps(&self, room: &RoomId, event: impl FnOnce(Room) -> record::Event) -> Vec<Step> {
        match self.room(room) {
            Some(room) => vec![recorded(room.clone(), event(room.clone()))],
            None => Vec::new(),
        }
    }

    fn arrived(&self, room: &RoomId, who: &Profile) -> Routed {
        let mut steps = self.introduce(who);
        if is_program(who) {
            return Routed::by(who, steps);
        }
        match self.room(room).cloned() {
            Some(Room::Hot(id)) => {
                steps.push(Step::Channel(
                    Room::Hot(id),
                    ChannelCommand::Welcome(who.clone()),
                    None,
                ));
                steps.push(Step::Incident(id, IncidentCommand::Welcome(who.clone()), None));
            }
            Some(room) => {
                steps.push(Step::Channel(room, ChannelCommand::Welcome(who.clone()), None))
            }
            None => {}
        }
        Routed::by(who, steps)
    }

    /// A removed account is lost however often it is reported.
    fn account_changed(&self, profile: &Profile) -> Routed {
        let mut steps = self.introduce(profile);
        if steps.is_empty() && profile.kind == PersonKind::Deactivated {
            steps = self.lose(profile);
        }
        Routed::clockwork(steps)
    }

    fn topic_edited(&self, room: &RoomId, by: &Profile, topic: &str) -> Routed {
        let mut steps = self.introduce(by);
        if self.room(room) == Some(&Room::EmergencyChannel) {
            let edit = headline::Command::NoteEdit { said: words(topic) };
            steps.push(channel(ChannelCommand::Headline(edit)));
        }
        Routed::by(by, steps)
    }
}

fn channel(command: ChannelCommand) -> Step {
    Step::Channel(Room::EmergencyChannel, command, None)
}

/// The incident knows what can be done in its room, the channel what can be done everywhere.
fn help(room: Room, incident: Option<IncidentId>, typed: &str) -> Vec<Step> {
    let view = View::Help { duty_commander: false, guest: GuestStanding::default() };
    let of_incident =
        incident.map(|id| Step::Incident(id, IncidentCommand::Show(view), Some(typed.to_owned())));
    let show = ChannelCommand::Show(emergency_channel::View::Help);
    let of_channel = Step::Channel(room, show, Some(typed.to_owned()));
    of_incident.into_iter().chain([of_channel]).collect()
}

/// The room in which what concerns a stream is told.
fn home(stream: &StreamId) -> Room {
    match stream {
        StreamId::EmergencyChannel => Room::EmergencyChannel,
        StreamId::Incident(id) => Room::Hot(*id),
    }
}

fn recorded(room: Room, event: record::Event) -> Step {
    let note = record::Command::Note(event);
    match room {
        Room::Hot(id) => Step::Incident(id, IncidentCommand::Record(note), None),
        room => Step::Channel(room, ChannelCommand::Record(note), None),
    }
}

/// A mass mention in a message that is not observed as a new one.
fn intercept(
    room: &Room,
    message: &ChatMessage,
    reach: mention::Reach,
    text: String,
    edited: bool,
) -> Step {
    let (room, message) = (room.clone(), message.message.clone());
    let intercept =
        mention::Command::Intercept { room: room.clone(), message, reach, text, edited };
    match room {
        Room::Hot(id) => Step::Incident(id, IncidentCommand::Mention(intercept), None),
        room => Step::Channel(room, ChannelCommand::Mention(intercept), None),
    }
}

/// Programs and removed accounts: nobody speaks with them.
fn is_program(person: &Profile) -> bool {
    matches!(person.kind, PersonKind::Bot | PersonKind::Deactivated)
}

/// Words as they are kept. Who stores them has taken them in already; whoever drives the engine otherwise gets the same.
fn words(text: &str) -> String {
    take_in(text).0
}
