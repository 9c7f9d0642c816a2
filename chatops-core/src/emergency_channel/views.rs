//! What can be looked at on the emergency channel, as people read it.

use serde::{Deserialize, Serialize};

use super::state::EmergencyChannel;
use crate::authority::{self, Action, Standing};
use crate::context::Context;
use crate::effect::Room;
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
    pub(super) fn view(&self, view: &View, room: &Room, cx: Context<'_>) -> Text {
        match view {
            View::Help => help(&self.standing(room, cx), room, cx),
            View::Status => self.status(),
            View::Duty => self.duty(),
            View::Open => self.register.digest(),
            View::Find(words) => self.register.found(words),
            View::Brief => self.brief(cx),
            View::Questions => self.questions(room, cx),
            View::Alerts => self.alerts.list(match room {
                Room::Team(team) => Some(team),
                _ => None,
            }),
        }
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

    fn duty(&self) -> Text {
        let text = match (self.shifts.on_shift(), self.shifts.why()) {
            (Some(person), Some(why)) => {
                Text::new().name(person).plain(" is on shift: ").plain(why)
            }
            (Some(person), None) => Text::new().name(person).plain(" is on shift."),
            (None, _) => Text::new().plain("The schedule names nobody for now."),
        };
        match self.acting_commander() {
            Some(person) => text.line().name(person).plain(" commands."),
            None => {
                text.line().plain("Nobody commands yet. Take command with ").code("take").plain(".")
            }
        }
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

/// The commands that the asker may run here, each with one line (Feature B7).
fn help(standing: &Standing, room: &Room, cx: Context<'_>) -> Text {
    let mut text = Text::new().strong("What you can do here");
    for (action, usage) in HELP {
        let fits_room = match action {
            Action::SetSeverity
            | Action::Poll
            | Action::Vote
            | Action::AssignRole
            | Action::TakeRole
            | Action::StepDown
            | Action::MovePhase
            | Action::PostUpdate
            | Action::SnoozeUpdate
            | Action::Checklist
            | Action::FollowUp
            | Action::DraftPublicUpdate
            | Action::ApprovePublicUpdate
            | Action::ProposeAllClear
            | Action::GiveAllClear
            | Action::WorkTicket
            | Action::Join => {
                matches!(room, Room::Hot(_))
            }
            _ => true,
        };
        if fits_room && authority::check(*action, standing, None).is_ok() {
            text = text.bullet().code(*usage);
        }
    }
    for tool in cx.policy.toolbox.values() {
        if authority::check_rule(Action::RunTool, &tool.rule, standing, None).is_ok() {
            text = text.bullet().code(tool.usage()).plain(format!(" – {}", tool.summary));
        }
    }
    text
}

/// How each action is typed.
const HELP: &[(Action, &str)] = &[
    (Action::Look, "status · who · duty · open · find HOT-330 · brief"),
    (Action::Ask, "ask <what you see>"),
    (Action::AnswerAsk, "answer <number> yes|watch|no · questions"),
    (Action::AcknowledgeAlert, "alerts · alert ack|mute|ask|declare <number>"),
    (Action::Declare, "declare <what is broken> [sev2] [ticket HOT-330]"),
    (Action::TakeCommand, "take"),
    (Action::OfferHandover, "offer @person"),
    (Action::AnswerHandover, "accept · decline [why]"),
    (Action::WriteHeadline, "headline <what is being done>"),
    (Action::Broadcast, "here <text> · channel <text> · everyone <text>"),
    (Action::SetSpeakingMode, "mode voices · mode open"),
    (Action::NameDelegate, "delegate @person [once] · undelegate @person"),
    (Action::GiveErrand, "errand @person"),
    (Action::Report, "report <text>"),
    (Action::ConfirmBriefing, "briefed"),
    (
        Action::AdmitGuest,
        "guest agreement @person <reference> · guest admit @person · guest revoke @person",
    ),
    (Action::AcceptGuestRules, "guest accept"),
    (Action::Page, "page @person|team <team>|policy <name> <why> · escalate <why>"),
    (Action::AcknowledgePage, "ack <number>"),
    (Action::SetSeverity, "severity <1 to 5>"),
    (Action::Poll, "poll"),
    (Action::Vote, "vote <1 to 5> · object <why>"),
    (Action::AssignRole, "role <role> @person"),
    (Action::TakeRole, "role take <role>"),
    (Action::StepDown, "stepdown <role>"),
    (Action::Join, "join [as observer] · leave"),
    (Action::Pin, "pin <title> · repin <number> <place> · unpin <number>"),
    (Action::MovePhase, "phase investigating|mitigated|stood-down|closed"),
    (Action::PostUpdate, "update <text>"),
    (Action::SnoozeUpdate, "snooze [10m]"),
    (Action::DrawChart, "graph <query> [1h]"),
    (Action::Checklist, "checklist start <name> · tick <list> <step>"),
    (Action::CanReport, "can c: <conditions> a: <actions> n: <needs>"),
    (Action::FollowUp, "followup <text> [@person] · followup file <number>"),
    (Action::DraftPublicUpdate, "public draft <phase> <text> · public edit <number> <text>"),
    (Action::ApprovePublicUpdate, "public approve <number> <digest>"),
    (Action::ProposeAllClear, "allclear [summary]"),
    (Action::GiveAllClear, "allclear give"),
    (Action::WorkTicket, "ticket move <status> · ticket comment <text>"),
    (Action::ReadRecord, "transcript"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::Feature;
    use crate::{briefing, effect::Target, ids::MessageId, policy::Policy};

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
