//! What can be looked at on the emergency channel, as people read it.

use serde::{Deserialize, Serialize};

use super::help;
use super::state::EmergencyChannel;
use crate::authority::{self, Action};
use crate::context::Context;
use crate::effect::Room;
use crate::message::Message;
use crate::text::Text;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// What the asker may run. Shown to them alone.
    Help,
    /// Who commands, what is open. Shown to all where it was asked for.
    Status,
    /// Why this person is on duty. Shown to all where it was asked for.
    Duty,
    /// The open incidents. Shown to all where it was asked for.
    Open,
    /// Incidents by ticket, room, number or a word of the title. Shown to all where it was asked for.
    Find(String),
    /// What a newcomer must read. Shown to the asker.
    Brief,
    /// The open questions to the commander: all for who may answer them, else one's own. Shown to the asker.
    Questions,
    /// The alerts that fire: those of this team, elsewhere all. Shown to the asker.
    Alerts,
    /// What was refused outside, or nobody knows the outcome of. Shown to all where it was asked for.
    Parked,
}

impl View {
    /// The word people type for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Status => "status",
            Self::Duty => "duty",
            Self::Open => "open",
            Self::Find(_) => "find",
            Self::Brief => "brief",
            Self::Questions => "questions",
            Self::Alerts => "alerts",
            Self::Parked => "parked",
        }
    }

    /// Whether only the asker sees the answer.
    #[must_use]
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Help | Self::Brief | Self::Questions | Self::Alerts)
    }
}

impl EmergencyChannel {
    /// The answer to a view.
    #[must_use]
    pub(super) fn view(&self, view: &View, room: &Room, cx: Context<'_>) -> Message {
        Message::new(match view {
            View::Parked => return self.parked.list(),
            View::Help => help::help(self, &self.standing(room, cx), room, cx.policy),
            View::Status => self.status(),
            View::Duty => self.duty(cx),
            View::Open => self.register.digest(),
            View::Find(words) => self.register.found(words),
            View::Brief => self.brief(cx),
            View::Questions => self.questions(room, cx),
            View::Alerts => self.alerts.list(match room {
                Room::Team(team) => Some(team),
                _ => None,
            }),
        })
    }

    fn questions(&self, room: &Room, cx: Context<'_>) -> Text {
        let answers = authority::check(Action::AnswerAsk, &self.standing(room, cx), None).is_ok();
        let own_of = cx.actor.person().filter(|_| !answers);
        match (self.asks.list(own_of), answers) {
            (Some(list), true) => {
                list.line().plain("Answer with ").code("answer <number> yes|watch|no").plain(".")
            }
            (Some(list), false) => list,
            (None, true) => Text::new().plain("No question waits for an answer."),
            (None, false) => Text::new().plain("No question of yours waits for an answer."),
        }
    }

    pub(super) fn status(&self) -> Text {
        let text = Text::new().append(self.headline.topic(self.acting_commander()));
        let text = text.line().append(self.register.digest()).append_lines(self.paging.listed());
        self.waiting(text)
    }

    /// How many questions and alerts there are. What the questions say is between who asked and who answers.
    fn waiting(&self, text: Text) -> Text {
        let text = match self.asks.open().count() {
            0 => text,
            1 => text.line().plain("1 question waits for an answer: ").code("questions"),
            many => text
                .line()
                .plain(format!("{many} questions wait for an answer: "))
                .code("questions"),
        };
        match self.alerts.firing().count() {
            0 => text,
            1 => text.line().plain("1 alert fires: ").code("alerts"),
            many => text.line().plain(format!("{many} alerts fire: ")).code("alerts"),
        }
    }

    fn duty(&self, cx: Context<'_>) -> Text {
        let until = |text: Text| match self.shifts.until() {
            Some(until) => text.plain(" until ").time(until).plain("."),
            None => text.plain("."),
        };
        let text = match self.shifts.on_shift() {
            Some(person) => until(Text::new().name(person).plain(" is on shift")),
            None if self.shifts.is_gap() => until(Text::from("Nobody is on shift")),
            None if !cx.policy.services.schedule => Text::from("There is no shift schedule."),
            None => Text::from("The schedule has named nobody yet."),
        };
        let text = match self.shifts.why().filter(|why| !why.is_empty()) {
            Some(why) => text.line().plain("Why: ").plain(why),
            None => text,
        };
        let text = match self.shifts.is_silent() {
            true => {
                text.line().plain("The schedule does not answer now; this is what it said last.")
            }
            false => text,
        };
        match self.acting_commander() {
            Some(person) => text.line().name(person).plain(" commands."),
            None => {
                text.line().plain("Nobody commands yet. Take command with ").code("take").plain(".")
            }
        }
    }

    /// What who takes over must know (Feature A4): what is open and how it stands, what waits for an answer, and that
    /// each incident has a baton of its own.
    #[must_use]
    pub(super) fn handover_brief(&self, cx: Context<'_>) -> Text {
        let mut text = Text::new().append(self.headline.topic(self.acting_commander()));
        text = text.line().append(self.register.digest_with_updates());
        if !self.register.open().is_empty() {
            text = text.line().plain(
                "Each incident has a baton of its own: who commands it now commands it still.",
            );
        }
        let questions = self.asks.list(None);
        text = text
            .line()
            .append(questions.unwrap_or_else(|| Text::from("No question waits for an answer.")));
        let firing = self.alerts.firing().count();
        if firing > 0 {
            text = text.line().plain(match firing {
                1 => String::from("1 alert is firing."),
                many => format!("{many} alerts are firing."),
            });
        }
        if !self.briefing.pins().is_empty() {
            text = text.line().append(self.briefing.list());
        }
        text.line().plain(format!("As of {}.", crate::time::show_utc(cx.now)))
    }

    /// What a newcomer to the main channel must read (Feature B5).
    #[must_use]
    pub fn brief(&self, cx: Context<'_>) -> Text {
        let mut text = self.status();
        for rule in &cx.policy.channel.rules {
            text = text.bullet().plain(rule);
        }
        if self.briefing.pins().is_empty() {
            text
        } else {
            text.line().append(self.briefing.list())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::Feature;
    use crate::{asks, briefing, effect::Target, ids::MessageId, policy::Policy, register};

    #[test]
    fn who_takes_over_reads_the_last_updates_and_open_questions_but_no_rules() {
        let mut channel = EmergencyChannel::default();
        let at = jiff::Timestamp::UNIX_EPOCH;
        let incident = crate::ids::IncidentId::derive(crate::ids::Place {
            journal: &crate::ids::JournalId::new("journal").unwrap(),
            stream: &crate::ids::StreamId::EmergencyChannel,
            seq: 1,
            position: 0,
        });
        let bob = crate::ids::PersonId::new("bob").unwrap();
        channel.register.evolve(&register::Event::Declared {
            incident,
            number: 1,
            title: String::from("slow checkout"),
            severity: crate::severity::Severity::Sev2,
            fallback_name: String::from("inc-1970-01-01-1"),
            day: String::from("1970-01-01"),
            at,
            origin: Box::default(),
        });
        let text = String::from("Rolled back.");
        channel
            .register
            .evolve(&register::Event::Told { incident, news: register::News::Update { at, text } });
        channel.asks.evolve(&asks::Event::Asked {
            number: 3,
            by: bob,
            at,
            text: String::from("is search down?"),
            alert: None,
            next: None,
            to: None,
            likely: Vec::new(),
            until: None,
        });
        let policy = Policy::default();
        let actor = crate::context::Actor::Clockwork;
        let cx = Context::new(at, &actor, &policy);
        let shown = channel.handover_brief(cx).to_plain();
        for part in [
            "• SEV2 slow checkout – triage, commanded by nobody",
            "> Last update, 1970-01-01 00:00 UTC: Rolled back.",
            "Each incident has a baton of its own: who commands it now commands it still.",
            "1 question waits for an answer",
        ] {
            assert!(shown.lines().any(|line| line == part), "{part} in\n{shown}");
        }
        assert!(shown.contains("is search down?"), "{shown}");
        assert!(!shown.contains(&policy.channel.rules[0]), "{shown}");
    }

    #[test]
    fn each_part_of_a_brief_begins_a_line_of_its_own() {
        let mut channel = EmergencyChannel::default();
        channel.briefing.evolve(&briefing::Event::Pinned {
            number: 1,
            target: Target::Message(MessageId::new("m1").unwrap()),
            title: String::from("the dashboard"),
        });
        let policy = Policy::default();
        let actor = crate::context::Actor::Clockwork;
        let cx = Context::new(jiff::Timestamp::UNIX_EPOCH, &actor, &policy);
        let shown = channel.brief(cx).to_plain();
        for part in ["No open incidents.", "Pinned, in order:"] {
            assert!(shown.lines().any(|line| line == part), "{part} in\n{shown}");
        }
    }
}
