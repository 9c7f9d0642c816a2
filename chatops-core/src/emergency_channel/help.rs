//! The commands of the emergency channel, as help shows them.

use super::state::EmergencyChannel;
use crate::authority::{Action, GuestStanding};
use crate::briefing;
use crate::effect::Room;
use crate::help::{self, Asker, Group, Line};
use crate::policy::Policy;
use crate::text::Text;

type Lines = &'static [Line<EmergencyChannel>];

/// What the asker may run. In a hot room that is what works everywhere: the incident shows the rest.
pub(super) fn help(
    state: &EmergencyChannel,
    standing: &crate::authority::Standing,
    room: &Room,
    policy: &Policy,
) -> Text {
    let hot = matches!(room, Room::Hot(_));
    let asker = Asker { standing, policy, severity: None, at_home: !hot };
    let heading = if hot { "In every room" } else { "What you can do here" };
    let text = Text::new().strong(heading);
    let text = help::list(text, GROUPS, state, asker);
    if hot { text } else { help::tools(text, asker) }
}

/// How every command of the channel is typed.
pub fn usages() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|(_, lines)| lines.iter().map(|line| line.usage))
}

const GROUPS: &[Group<EmergencyChannel>] = &[
    ("Looking", LOOKING),
    ("Command and handover", COMMAND),
    ("Asking and declaring", ASKING),
    ("Waking people", WAKING),
    ("Speaking for a team", SPEAKING),
    ("Briefing and pins", BRIEFING),
    ("Guests", GUESTS),
    ("Alerts", ALERTS),
    ("Graphs and runs", RUNS),
    ("What was not done", PARKED),
];

const LOOKING: Lines = &[
    Line {
        action: Action::Look,
        usage: "status",
        what: "who commands and what is open",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Look,
        usage: "who",
        what: "who is on shift and why, and who commands",
        now: |_, asker| asker.at_home,
    },
    Line { action: Action::Look, usage: "duty", what: "who is on shift and why", now: |_, _| true },
    Line { action: Action::Look, usage: "open", what: "the open incidents", now: |_, _| true },
    Line {
        action: Action::Look,
        usage: "find HOT-330",
        what: "incidents by ticket, room, number or a word of the title",
        now: |_, _| true,
    },
    Line {
        action: Action::Look,
        usage: "brief",
        what: "what a newcomer must read; only you see it",
        now: |_, asker| asker.at_home,
    },
];

const COMMAND: Lines = &[
    Line {
        action: Action::TakeCommand,
        usage: "take",
        what: "take command: nobody commands now",
        now: |state, asker| asker.at_home && state.seat.is_free(),
    },
    Line {
        action: Action::OfferHandover,
        usage: "offer @person",
        what: "offer the baton; you command until both have confirmed",
        now: |state, asker| asker.at_home && state.handovers.open().is_none(),
    },
    Line {
        action: Action::AnswerHandover,
        usage: "accept",
        what: "confirm the handover",
        now: |state, asker| asker.at_home && state.handovers.waits_for(asker.standing),
    },
    Line {
        action: Action::AnswerHandover,
        usage: "decline [why]",
        what: "decline the baton",
        now: |state, asker| asker.at_home && state.handovers.is_offered_to(asker.standing),
    },
    Line {
        action: Action::CancelHandover,
        usage: "cancel offer",
        what: "take your offer of the baton back",
        now: |state, asker| asker.at_home && state.handovers.open().is_some(),
    },
    Line {
        action: Action::WriteHeadline,
        usage: "headline <what is being done>",
        what: "what stands behind your name in the topic",
        now: |_, asker| asker.policy.channel.headline,
    },
];

const ASKING: Lines = &[
    Line {
        action: Action::Ask,
        usage: "ask <what you see>",
        what: "ask the commander whether to start an incident",
        now: |_, asker| !asker.standing.duty_commander,
    },
    Line {
        action: Action::Ask,
        usage: "questions",
        what: "the questions that wait for an answer",
        now: |state, _| state.asks.open().next().is_some(),
    },
    Line {
        action: Action::AnswerAsk,
        usage: "answer <number> yes|watch|no",
        what: "answer a question to the commander",
        now: |state, _| state.asks.open().next().is_some(),
    },
    Line {
        action: Action::Declare,
        usage: "declare <what is broken> [sev2] [ticket HOT-330]",
        what: "open an incident with its hot room",
        now: |_, _| true,
    },
];

const WAKING: Lines = &[
    Line {
        action: Action::Broadcast,
        usage: "here <text>",
        what: "wake who is there now; you see first whom it reaches",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Broadcast,
        usage: "channel <text>",
        what: "the same for everybody in the room",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Broadcast,
        usage: "everyone <text>",
        what: "the same for everybody, where the platform tells the two apart",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Broadcast,
        usage: "send <number> here|channel|everyone",
        what: "send what you have seen the reach of",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Broadcast,
        usage: "drop <number>",
        what: "forget it: nobody is woken",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Page,
        usage: "page @person|team <team>|policy <name> <why>",
        what: "wake people, level by level, until somebody acknowledges",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Page,
        usage: "escalate <why>",
        what: "page whoever comes next above you",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::AcknowledgePage,
        usage: "ack <number>",
        what: "acknowledge a page: nobody more is woken",
        now: |state, asker| asker.at_home && state.paging.open().next().is_some(),
    },
];

const SPEAKING: Lines = &[
    Line {
        action: Action::SetSpeakingMode,
        usage: "mode voices|open",
        what: "only managers and delegates speak on the channel, or everybody does",
        now: |_, _| true,
    },
    Line {
        action: Action::NameDelegate,
        usage: "delegate @person [once]",
        what: "name a voice for your team",
        now: |_, _| true,
    },
    Line {
        action: Action::NameDelegate,
        usage: "undelegate @person",
        what: "withdraw it",
        now: |_, _| true,
    },
    Line {
        action: Action::GiveErrand,
        usage: "errand @person",
        what: "let somebody speak once before they have read the pins",
        now: |_, asker| asker.policy.brief_newcomers,
    },
    Line {
        action: Action::Report,
        usage: "report <text>",
        what: "report for your team to the main channel",
        now: |_, _| true,
    },
    Line {
        action: Action::Report,
        usage: "relay <number>",
        what: "report a member's words that were held back, in their name",
        now: |_, _| true,
    },
    Line {
        action: Action::CanReport,
        usage: "can c: <conditions> a: <actions> n: <needs>",
        what: "conditions, actions and needs in one message",
        now: |_, asker| asker.at_home,
    },
];

const BRIEFING: Lines = &[
    Line {
        action: Action::ConfirmBriefing,
        usage: "briefed",
        what: "you have read the pins: from now on your words stand",
        now: |state, asker| asker.at_home && is_new(state, asker),
    },
    Line {
        action: Action::Pin,
        usage: "pin <text>",
        what: "post a note, pin it and list it in the briefing",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::Pin,
        usage: "repin <number> <place>",
        what: "put it at another place of the list",
        now: |state, asker| asker.at_home && state.briefing.pins().len() > 1,
    },
    Line {
        action: Action::Pin,
        usage: "unpin <number>",
        what: "take it off",
        now: |state, asker| asker.at_home && !state.briefing.pins().is_empty(),
    },
];

const GUESTS: Lines = &[
    Line {
        action: Action::FileAgreement,
        usage: "guest agreement @person <reference>",
        what: "an agreement (NDA) is on file",
        now: |_, _| true,
    },
    Line {
        action: Action::AdmitGuest,
        usage: "guest admit @person [4h]",
        what: "let a guest in; in a hot room to that incident",
        now: |_, _| true,
    },
    Line {
        action: Action::AdmitGuest,
        usage: "guest revoke @person",
        what: "end every admission of a guest",
        now: |_, _| true,
    },
    Line {
        action: Action::AcceptGuestRules,
        usage: "guest accept",
        what: "accept the rules for guests",
        now: |_, asker| asker.standing.guest == GuestStanding::NotAdmitted,
    },
];

const ALERTS: Lines = &[
    Line {
        action: Action::AcknowledgeAlert,
        usage: "alerts",
        what: "what fires, the worst first",
        now: |_, _| true,
    },
    Line {
        action: Action::AcknowledgeAlert,
        usage: "alert ack <number>",
        what: "you look at it",
        now: |state, _| state.alerts.firing().next().is_some(),
    },
    Line {
        action: Action::MuteAlert,
        usage: "alert mute <number> [30m]",
        what: "quiet for a while",
        now: |state, _| state.alerts.firing().next().is_some(),
    },
    Line {
        action: Action::Ask,
        usage: "alert ask <number>",
        what: "ask the commander about it",
        now: |state, _| state.alerts.firing().next().is_some(),
    },
    Line {
        action: Action::Declare,
        usage: "alert declare <number>",
        what: "open an incident from it",
        now: |state, _| state.alerts.firing().next().is_some(),
    },
];

const RUNS: Lines = &[
    Line {
        action: Action::DrawChart,
        usage: "graph <query> [1h]",
        what: "post a graph",
        now: |_, asker| asker.at_home,
    },
    Line {
        action: Action::ConfirmTool,
        usage: "confirm <number>",
        what: "confirm a dangerous run",
        now: |state, asker| asker.at_home && state.tools.open().next().is_some(),
    },
];

const PARKED: Lines = &[
    Line {
        action: Action::ReadRecord,
        usage: "parked",
        what: "what was not done, and what nobody knows the outcome of",
        now: |state, asker| asker.at_home && is_parked(state),
    },
    Line {
        action: Action::SettleParked,
        usage: "parked again <number>",
        what: "do it again",
        now: |state, asker| asker.at_home && asker.standing.duty_commander && is_parked(state),
    },
    Line {
        action: Action::SettleParked,
        usage: "parked done <number>",
        what: "it is done: you have looked, or did it by hand",
        now: |state, asker| asker.at_home && asker.standing.duty_commander && is_parked(state),
    },
];

fn is_parked(state: &EmergencyChannel) -> bool {
    state.parked.open().next().is_some()
}

/// Whether their words are held back until they have read the pins.
fn is_new(state: &EmergencyChannel, asker: Asker<'_>) -> bool {
    asker.policy.brief_newcomers
        && !briefing::presumed_briefed(asker.standing)
        && asker.standing.person.as_ref().is_some_and(|person| !state.briefing.is_briefed(person))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::context::{Actor, Context};
    use crate::feature::Feature;
    use crate::ids::PersonId;
    use crate::people::{PersonKind, Profile};
    use crate::{handover, seat};

    fn person(name: &str) -> PersonId {
        PersonId::new(name).unwrap()
    }

    fn led_by_jim() -> EmergencyChannel {
        let mut state = EmergencyChannel::default();
        let at = Timestamp::UNIX_EPOCH;
        state.seat.evolve(&seat::Event::Taken { person: person("jim"), from: None, at });
        state
    }

    /// The commands that somebody is shown in the emergency channel.
    fn shown(state: &EmergencyChannel, who: &str, kind: PersonKind) -> Vec<String> {
        let id = person(who);
        let actor = Actor::Person(Profile { id, name: who.to_owned(), zone: None, kind });
        let policy = Policy::default();
        let cx = Context::new(Timestamp::UNIX_EPOCH, &actor, &policy);
        let standing = state.standing(&Room::EmergencyChannel, cx);
        let text = help(state, &standing, &Room::EmergencyChannel, &policy).to_plain();
        let code = |line: &str| line.split('`').nth(1).map(str::to_owned);
        text.lines().filter(|line| line.starts_with('•')).filter_map(code).collect()
    }

    fn employee(state: &EmergencyChannel, who: &str) -> Vec<String> {
        shown(state, who, PersonKind::Employee)
    }

    #[test]
    fn command_can_be_taken_only_where_nobody_has_it() {
        let take = String::from("take");
        assert!(employee(&EmergencyChannel::default(), "bob").contains(&take));
        for who in ["jim", "bob"] {
            assert!(!employee(&led_by_jim(), who).contains(&take), "{who}");
        }
    }

    #[test]
    fn only_who_leads_is_shown_what_only_who_leads_may() {
        let state = led_by_jim();
        for usage in ["offer @person", "headline <what is being done>", "here <text>"] {
            assert!(employee(&state, "jim").contains(&usage.to_owned()), "{usage}");
            assert!(!employee(&state, "bob").contains(&usage.to_owned()), "{usage}");
        }
        assert!(!employee(&state, "jim").contains(&String::from("ask <what you see>")));
    }

    #[test]
    fn a_handover_is_answered_only_by_the_two_of_an_open_offer() {
        let mut state = led_by_jim();
        let (accept, decline) = (String::from("accept"), String::from("decline [why]"));
        assert!(!employee(&state, "ann").contains(&accept));
        state.handovers.evolve(&handover::Event::Offered {
            number: 1,
            from: Some(person("jim")),
            to: person("ann"),
            by: Some(person("jim")),
            until: Timestamp::UNIX_EPOCH,
            new_round: true,
        });
        for (who, accepts, declines) in
            [("ann", true, true), ("jim", true, false), ("bob", false, false)]
        {
            let shown = employee(&state, who);
            assert_eq!((shown.contains(&accept), shown.contains(&decline)), (accepts, declines));
        }
    }

    #[test]
    fn the_rules_for_guests_are_accepted_by_guests() {
        let accept = String::from("guest accept");
        assert!(!employee(&led_by_jim(), "bob").contains(&accept));
        assert_eq!(shown(&led_by_jim(), "gus", PersonKind::Guest), [accept]);
    }

    #[test]
    fn every_line_says_what_the_command_does() {
        for (_, lines) in GROUPS {
            for line in *lines {
                assert!(line.what.len() > 5 && !line.what.ends_with('.'), "{}", line.usage);
            }
        }
    }
}
