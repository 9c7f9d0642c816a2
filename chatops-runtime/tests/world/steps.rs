//! What can happen in the world, as plain numbers: a history of steps can be made at random, made shorter, and played
//! again.

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::alerts::{Signal, SignalStatus};
use chatops_core::effect::Room;
use chatops_core::ids::{ComponentId, RoomId, StreamId};
use chatops_core::mention::Reach;
use chatops_core::people::{PersonKind, Profile};
use chatops_core::ports::inbound::Inbound;
use chatops_core::severity::Severity;
use chatops_testkit::story::{SCENES, grammar};
use jiff::SignedDuration;
use proptest::prelude::*;

use super::{PREFIX, World, outside};

/// One thing that happens.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Somebody writes in a room.
    Say { who: usize, room: usize, words: usize, wakes: bool },
    /// Somebody gives a command: in a room, typed behind the prefix, or directly.
    Command { who: usize, room: usize, line: usize, seed: u32, typed: bool },
    /// Somebody presses a button that was shown lately.
    Press { who: usize, back: usize, addressee: bool },
    /// Somebody changes, deletes, decorates a message, shares a file, edits a topic, leaves.
    Fuss { who: usize, room: usize, words: usize, kind: usize },
    /// Somebody comes into a room.
    Join { who: usize, room: usize },
    /// A tool notices something, or that it is over.
    Alert { key: usize, component: usize, severity: usize, firing: bool },
    /// A ticket is opened or changed outside.
    Ticket { key: usize, component: usize, opened: bool },
    /// The pager reports that somebody has a page.
    Receipt { who: usize, page: u32, incident: usize },
    /// The next timer fires.
    Fire,
    /// Time passes.
    Pass { seconds: u16 },
    /// An effect is settled.
    Settle { choice: usize, outcome: usize },
    /// All effects are done.
    SettleAll,
    /// An account becomes another kind, or is renamed.
    Account { who: usize, kind: usize },
    /// The baton is offered, and two people claim it in one batch.
    Race { from: usize, to: usize, other: usize, room: usize },
    /// Several people do something together, as far as they come.
    Scene { scene: usize, lines: usize, who: usize, room: usize },
    /// The process dies and starts again.
    Restart,
}

/// A step at random.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    let n = || 0..64_usize;
    prop_oneof![
        4 => (n(), n(), n(), any::<bool>())
            .prop_map(|(who, room, words, wakes)| Step::Say { who, room, words, wakes }),
        24 => (n(), n(), 0..grammar::LINES.len(), any::<u32>(), any::<bool>())
            .prop_map(|(who, room, line, seed, typed)| Step::Command { who, room, line, seed, typed }),
        10 => (n(), 0..40_usize, any::<bool>())
            .prop_map(|(who, back, addressee)| Step::Press { who, back, addressee }),
        2 => (n(), n(), n(), n())
            .prop_map(|(who, room, words, kind)| Step::Fuss { who, room, words, kind }),
        2 => (n(), n()).prop_map(|(who, room)| Step::Join { who, room }),
        4 => (n(), n(), n(), any::<bool>())
            .prop_map(|(key, component, severity, firing)| Step::Alert { key, component, severity, firing }),
        2 => (n(), n(), any::<bool>())
            .prop_map(|(key, component, opened)| Step::Ticket { key, component, opened }),
        1 => (n(), 0..5_u32, n())
            .prop_map(|(who, page, incident)| Step::Receipt { who, page, incident }),
        5 => Just(Step::Fire),
        2 => (0..2_000_u16).prop_map(|seconds| Step::Pass { seconds }),
        10 => (n(), n()).prop_map(|(choice, outcome)| Step::Settle { choice, outcome }),
        6 => Just(Step::SettleAll),
        2 => (n(), n()).prop_map(|(who, kind)| Step::Account { who, kind }),
        2 => (n(), n(), n(), n())
            .prop_map(|(from, to, other, room)| Step::Race { from, to, other, room }),
        12 => (n(), 1..12_usize, n(), n())
            .prop_map(|(scene, lines, who, room)| Step::Scene { scene, lines, who, room }),
        1 => Just(Step::Restart),
    ]
}

impl World {
    /// Lets a step happen.
    pub(crate) fn play(&mut self, step: &Step) {
        match step {
            Step::Pass { seconds } => self.pass(SignedDuration::from_secs(i64::from(*seconds))),
            Step::Restart => self.restart(),
            Step::Fire => drop(self.fire()),
            Step::SettleAll => self.settle_all(),
            Step::Settle { choice, outcome } => drop(match outcome % 8 {
                0..=4 => self.settle(*choice, outside::done),
                5 => self.settle(*choice, outside::refused),
                6 => self.settle(*choice, outside::ambiguous),
                _ => self.settle(*choice, outside::vague),
            }),
            Step::Race { from, to, other, room } => {
                self.race(*from, *to, *other, self.room_at(*room));
            }
            Step::Scene { scene, lines, who, room } => {
                for line in SCENES[scene % SCENES.len()].iter().take(*lines) {
                    self.play_line(line, *who, *room);
                }
            }
            _ => {
                if let Some(inbound) = self.inbound(step) {
                    self.deliver(vec![inbound]);
                }
            }
        }
    }

    /// One line of a scene.
    fn play_line(&mut self, line: &str, who: usize, room: usize) {
        let (actor, done) = line.split_once(' ').unwrap_or((line, ""));
        match actor {
            "s" => self.settle_all(),
            "r" => self.settle_parking(outside::refused),
            "u" => self.settle_parking(outside::ambiguous),
            "f" => drop(self.fire()),
            "n" => self.pass(SignedDuration::from_mins(6)),
            _ => {
                let room = self.room_at(room);
                let by = match actor {
                    "c" => self.commander_of(room.as_ref()),
                    "o" => Some(self.person_at(who)),
                    handle => Some(self.who(handle)),
                };
                let (Some(by), Some(room)) = (by, room) else { return };
                self.act(&by, room, done);
            }
        }
    }

    /// Somebody says something, presses a button, or gives a command.
    fn act(&mut self, by: &Profile, room: RoomId, done: &str) {
        if let Some(words) = done.strip_prefix("say ") {
            let message = self.message(&room, by, words);
            self.deliver(vec![Inbound::Message(message)]);
            return;
        }
        let (room, text) = match done.strip_prefix("press ") {
            Some(start) => {
                let newest = self.buttons.iter().rev().find(|shown| shown.command.contains(start));
                let Some(shown) = newest else { return };
                (shown.room.clone(), shown.command.clone())
            }
            None => (Some(room), String::from(done)),
        };
        self.deliver(vec![Inbound::Command { room, by: by.clone(), text, message: None }]);
    }

    /// Who commands in a room; nobody: who commands the channel.
    fn commander_of(&self, room: Option<&RoomId>) -> Option<Profile> {
        let incident = match room.and_then(|room| self.engine.room(room)) {
            Some(Room::Hot(id)) => self.engine.incident(id),
            _ => None,
        };
        let commander = match incident {
            Some(incident) => incident.commander(),
            None => self.engine.channel().commander(),
        };
        self.people.iter().find(|one| Some(&one.id) == commander).cloned()
    }

    /// The delivery that a step stands for.
    fn inbound(&mut self, step: &Step) -> Option<Inbound> {
        match step {
            Step::Say { who, room, words, wakes } => {
                let mut message = self.write(*who, *room, word(*words))?;
                if *wakes {
                    message.wakes = BTreeSet::from([Reach::ALL[words % 3]]);
                }
                Some(Inbound::Message(message))
            }
            Step::Command { who, room, line, seed, typed } => {
                let text = grammar::fill(*line, *seed);
                if *typed {
                    let line = format!("{PREFIX}{text}");
                    return Some(Inbound::Message(self.write(*who, *room, &line)?));
                }
                // Every seventh is said to the bot directly; every third is said by who commands.
                let room = if room % 7 == 0 { None } else { self.room_at(*room) };
                let commander = self.commander_of(room.as_ref()).filter(|_| who % 3 == 0);
                let by = commander.unwrap_or_else(|| self.person_at(*who));
                Some(Inbound::Command { room, by, text, message: None })
            }
            Step::Press { who, back, addressee } => {
                let place = self.buttons.len().checked_sub(1 + back)?;
                let shown = self.buttons.get(place)?.clone();
                let who = shown.to.filter(|_| *addressee).unwrap_or(*who);
                let (room, text) = (shown.room, shown.command);
                Some(Inbound::Command { room, by: self.person_at(who), text, message: None })
            }
            Step::Fuss { who, room, words, kind } => self.fuss(*who, *room, *words, *kind),
            Step::Join { who, room } => {
                Some(Inbound::Arrived { room: self.room_at(*room)?, who: self.person_at(*who) })
            }
            Step::Alert { key, component, severity, firing } => {
                Some(Inbound::Alert(self.signal(*key, *component, *severity, *firing)))
            }
            Step::Ticket { key, component, opened } => {
                let component = component_name(*component);
                let key = format!("HOT-{}", key % 5);
                let ticket = outside::ticket(&key, word(key.len()), component);
                let by = Some(String::from("somebody"));
                Some(Inbound::TicketChanged { ticket, by, opened: *opened })
            }
            Step::Receipt { who, page, incident } => {
                let incidents: Vec<StreamId> = self.incident_streams();
                let stream = incident
                    .checked_rem(incidents.len() + 1)
                    .and_then(|place| incidents.get(place).cloned())
                    .unwrap_or(StreamId::EmergencyChannel);
                Some(Inbound::PageReceipt { stream, page: *page, by: self.person_at(*who) })
            }
            Step::Account { who, kind } => self.account(*who, *kind),
            _ => None,
        }
    }

    fn fuss(&mut self, who: usize, room: usize, words: usize, kind: usize) -> Option<Inbound> {
        let (by, words) = (self.person_at(who), String::from(word(words)));
        let room_id = self.room_at(room)?;
        let message = self.message_id();
        Some(match kind % 7 {
            0 => Inbound::Edited { now: self.write(who, room, &format!("{PREFIX}take {words}"))? },
            1 => Inbound::Deleted { room: room_id, message, by: Some(by) },
            2 => Inbound::Deleted { room: room_id, message, by: None },
            3 => Inbound::Reacted { room: room_id, message, by, reaction: words, added: true },
            4 => Inbound::FileShared { room: room_id, message, by, name: words, bytes: 7 },
            5 => Inbound::TopicEdited { room: room_id, by, topic: words },
            _ => Inbound::Departed { room: room_id, who: by.id },
        })
    }

    /// An account changes: mostly back and forth between employee and removed. The first of the ladder stays rarely.
    fn account(&mut self, who: usize, kind: usize) -> Option<Inbound> {
        let place = who % self.people.len();
        let changed = self.people.get_mut(place)?;
        match kind % 5 {
            0 | 1 => changed.kind = PersonKind::Deactivated,
            2 => changed.kind = PersonKind::Employee,
            3 => changed.kind = PersonKind::Guest,
            _ => changed.name = String::from("Jim Smith"),
        }
        Some(Inbound::AccountChanged(changed.clone()))
    }

    /// An offer is made; then both accept, and another one claims too, in one batch.
    fn race(&mut self, from: usize, to: usize, other: usize, room: Option<RoomId>) {
        let commander = self.commander_of(room.as_ref());
        let from = commander.unwrap_or_else(|| self.person_at(from));
        let (to, other) = (self.person_at(to), self.person_at(other));
        let command = |by: &Profile, text: &str| Inbound::Command {
            room: room.clone(),
            by: by.clone(),
            text: String::from(text),
            message: None,
        };
        let offer = command(&from, &format!("offer @{}", to.id));
        let claims = vec![
            command(&to, "accept"),
            command(&other, "take"),
            command(&from, &format!("offer @{}", other.id)),
            command(&from, "accept"),
            command(&other, "accept"),
            command(&to, "accept"),
        ];
        self.deliver(vec![offer]);
        self.deliver(claims);
    }

    fn signal(&self, key: usize, component: usize, severity: usize, firing: bool) -> Signal {
        Signal {
            source: String::from("prometheus"),
            key: format!("alert-{}", key % 9),
            group: if key.is_multiple_of(2) { String::new() } else { format!("group-{}", key % 3) },
            status: if firing { SignalStatus::Firing } else { SignalStatus::Resolved },
            title: String::from(word(key)),
            description: String::from(word(key + 3)),
            component: component_name(component).map(|name| ComponentId::new(name).unwrap()),
            severity: Severity::ALL.get(severity % 6).copied(),
            labels: BTreeMap::from([(String::from("host"), String::from(word(severity)))]),
            links: vec![(String::from(word(key + 1)), String::from("https://graphs.example/1"))],
            chart: key.is_multiple_of(3).then(|| String::from("rate(errors[5m])")),
            started_at: Some(self.now),
            left_out: 0,
        }
    }

    /// Alerts all of whose words are these: one that opens a hot room, one for the channel.
    pub(crate) fn alert_with(&mut self, words: &str) {
        for component in [0, 3] {
            let mut signal = self.signal(component, component, 0, true);
            for part in [&mut signal.title, &mut signal.description, &mut signal.key] {
                *part = String::from(words);
            }
            signal.labels = BTreeMap::from([(String::from(words), String::from(words))]);
            signal.links = vec![(String::from(words), String::from("https://graphs.example/1"))];
            self.deliver(vec![Inbound::Alert(signal)]);
            self.settle_all();
        }
    }

    fn write(
        &mut self,
        who: usize,
        room: usize,
        text: &str,
    ) -> Option<chatops_core::ports::inbound::ChatMessage> {
        let (room, author) = (self.room_at(room)?, self.person_at(who));
        Some(self.message(&room, &author, text))
    }

    fn person_at(&self, who: usize) -> Profile {
        self.people[who % self.people.len()].clone()
    }

    fn incident_streams(&self) -> Vec<StreamId> {
        let open = self.engine.channel().register.open();
        open.into_iter().map(|(id, _)| StreamId::Incident(*id)).collect()
    }

    /// One of the rooms that stand. Hot rooms come first: that is where most is done.
    fn room_at(&self, choice: usize) -> Option<RoomId> {
        let channel = self.engine.channel();
        let hot = channel.register.open().into_iter().map(|(id, _)| Room::Hot(*id));
        let teams = self.policy().teams.keys().cloned().map(Room::Team);
        let rooms = hot
            .chain([Room::EmergencyChannel])
            .chain(teams)
            .chain([Room::Announcements])
            .filter_map(|room| self.engine.room_id(&room).cloned());
        let rooms: Vec<RoomId> = rooms.collect();
        rooms.get(choice.checked_rem(rooms.len())?).cloned()
    }
}

fn word(choice: usize) -> &'static str {
    grammar::WORDS[choice % grammar::WORDS.len()]
}

fn component_name(choice: usize) -> Option<&'static str> {
    ["checkout", "db", "mail"].get(choice % 4).copied()
}
