//! The commands of a hot room, as help shows them.

use super::state::Incident;
use crate::authority::{Action, Standing};
use crate::help::{self, Asker, Group, Line};
use crate::policy::Policy;
use crate::public_update::Stage;
use crate::text::Text;

type Lines = &'static [Line<Incident>];

/// What the asker may run in this incident.
pub(super) fn help(state: &Incident, standing: &Standing, policy: &Policy) -> Text {
    let severity = state.opened.is_some().then(|| state.severity());
    let asker = Asker { standing, policy, severity, at_home: true };
    let text = match state.room() {
        Some(room) => Text::new().strong("What you can do in ").room(&room),
        None => Text::new().strong("What you can do here"),
    };
    help::tools(help::list(text, GROUPS, state, asker), asker)
}

/// How every command of a hot room is typed.
pub fn usages() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|(_, lines)| lines.iter().map(|line| line.usage))
}

const GROUPS: &[Group<Incident>] = &[
    ("Looking", LOOKING),
    ("Command and handover", COMMAND),
    ("Severity and phase", SEVERITY),
    ("People and roles", PEOPLE),
    ("Waking people", WAKING),
    ("Work", WORK),
    ("What the public hears", PUBLIC),
    ("The all clear", ALL_CLEAR),
    ("What was not done", PARKED),
];

/// While the incident goes on.
fn open(state: &Incident) -> bool {
    state.phase().is_open()
}

const LOOKING: Lines = &[
    Line {
        action: Action::Look,
        usage: "status",
        what: "severity, phase, commander, next update",
        now: |_, _| true,
    },
    Line {
        action: Action::Look,
        usage: "who",
        what: "roles, who is active, who reads along",
        now: |_, _| true,
    },
    Line {
        action: Action::Look,
        usage: "brief",
        what: "what a newcomer must read; only you see it",
        now: |_, _| true,
    },
    Line {
        action: Action::ReadRecord,
        usage: "transcript [html|json]",
        what: "the record so far, as a file; `timeline` is the same",
        now: |_, _| true,
    },
    Line {
        action: Action::ReadRecord,
        usage: "postmortem",
        what: "where the postmortem is; it is published again, from all that is recorded",
        now: |state, _| !open(state),
    },
    Line {
        action: Action::ConfirmBriefing,
        usage: "briefed",
        what: "you have read the pins",
        now: |state, asker| {
            let person = asker.standing.person.as_ref();
            asker.policy.brief_newcomers
                && person.is_some_and(|person| !state.briefing.is_briefed(person))
        },
    },
    Line {
        action: Action::Pin,
        usage: "pin <text>",
        what: "post a note, pin it and list it in the briefing",
        now: |_, _| true,
    },
    Line {
        action: Action::Pin,
        usage: "repin <number> <place>",
        what: "put it at another place of the list",
        now: |state, _| state.briefing.pins().len() > 1,
    },
    Line {
        action: Action::Pin,
        usage: "unpin <number>",
        what: "take it off",
        now: |state, _| !state.briefing.pins().is_empty(),
    },
];

const COMMAND: Lines = &[
    Line {
        action: Action::TakeCommand,
        usage: "take",
        what: "take command: nobody commands now",
        now: |state, _| state.seat.is_free(),
    },
    Line {
        action: Action::OfferHandover,
        usage: "offer @person",
        what: "offer the baton; it passes when both have confirmed",
        now: |state, _| state.handovers.open().is_none(),
    },
    Line {
        action: Action::AnswerHandover,
        usage: "accept",
        what: "confirm the handover",
        now: |state, asker| state.handovers.waits_for(asker.standing),
    },
    Line {
        action: Action::AnswerHandover,
        usage: "decline [why]",
        what: "decline the baton",
        now: |state, asker| state.handovers.is_offered_to(asker.standing),
    },
    Line {
        action: Action::CancelHandover,
        usage: "cancel offer",
        what: "take the offer of the baton back",
        now: |state, _| state.handovers.open().is_some(),
    },
];

const SEVERITY: Lines = &[
    Line {
        action: Action::SetSeverity,
        usage: "severity <1 to 5>",
        what: "decide how bad it is; 1 is worst",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Poll,
        usage: "poll",
        what: "ask the room how bad it is",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Vote,
        usage: "vote <1 to 5>",
        what: "say how bad you think it is",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Vote,
        usage: "object <why>",
        what: "object to what the poll leads to",
        now: |state, _| open(state) && state.polls.latest().is_some(),
    },
    Line {
        action: Action::MovePhase,
        usage: "phase investigating|mitigated|stood-down|closed",
        what: "say how far it is; `resolved` comes with the all clear",
        now: |_, _| true,
    },
];

const PEOPLE: Lines = &[
    Line {
        action: Action::AssignRole,
        usage: "role <role> @person",
        what: "give a role",
        now: |state, _| open(state),
    },
    Line {
        action: Action::AssignRole,
        usage: "release <role> [@person]",
        what: "take a role from who has it",
        now: |state, _| open(state),
    },
    Line {
        action: Action::TakeRole,
        usage: "role take <role>",
        what: "take a role that nobody has",
        now: |state, _| open(state),
    },
    Line {
        action: Action::StepDown,
        usage: "stepdown <role>",
        what: "give your role back",
        now: |state, asker| open(state) && !asker.standing.roles.is_empty(),
    },
    Line {
        action: Action::Join,
        usage: "join [as observer]",
        what: "take part, or read along",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Join,
        usage: "leave",
        what: "no longer take part",
        now: |state, asker| {
            let person = asker.standing.person.as_ref();
            open(state) && person.is_some_and(|person| state.participants.contains(person))
        },
    },
];

const WAKING: Lines = &[
    Line {
        action: Action::Broadcast,
        usage: "here <text>",
        what: "wake who is there now; you see first whom it reaches. Also `channel` and `everyone`",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Broadcast,
        usage: "send <number> here|channel|everyone",
        what: "send what you have seen the reach of",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Broadcast,
        usage: "drop <number>",
        what: "forget it: nobody is woken",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Page,
        usage: "page @person|team <team>|policy <name> <why>",
        what: "wake people, level by level, until somebody acknowledges",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Page,
        usage: "escalate <why>",
        what: "page whoever comes next above you",
        now: |state, _| open(state),
    },
    Line {
        action: Action::AcknowledgePage,
        usage: "ack <number>",
        what: "acknowledge a page: nobody more is woken",
        now: |state, _| state.paging.open().next().is_some(),
    },
];

const WORK: Lines = &[
    Line {
        action: Action::PostUpdate,
        usage: "update <text>",
        what: "say how it stands; the next update is due from now on",
        now: |state, _| open(state),
    },
    Line {
        action: Action::SnoozeUpdate,
        usage: "snooze [10m]",
        what: "put the next update off",
        now: |state, _| open(state) && state.updates.due().is_some(),
    },
    Line {
        action: Action::CanReport,
        usage: "can c: <conditions> a: <actions> n: <needs>",
        what: "conditions, actions and needs in one message",
        now: |state, _| open(state),
    },
    Line {
        action: Action::Checklist,
        usage: "checklist start <name>",
        what: "start a checklist",
        now: |_, asker| !asker.policy.checklists.is_empty(),
    },
    Line {
        action: Action::Checklist,
        usage: "tick <list> <step>",
        what: "tick a step",
        now: |state, _| state.checklists.checklist(1).is_some(),
    },
    Line {
        action: Action::Checklist,
        usage: "untick <list> <step>",
        what: "take a tick back",
        now: |state, _| state.checklists.checklist(1).is_some(),
    },
    Line {
        action: Action::FollowUp,
        usage: "followup <text> [@person]",
        what: "note what is to be done later",
        now: |_, _| true,
    },
    Line {
        action: Action::FollowUp,
        usage: "followup file <number>",
        what: "make it a ticket",
        now: |state, asker| asker.policy.services.tickets && has_follow_up(state),
    },
    Line {
        action: Action::FollowUp,
        usage: "followup close <number>",
        what: "it is done",
        now: |state, _| has_follow_up(state),
    },
    Line {
        action: Action::WorkTicket,
        usage: "ticket move <status>",
        what: "move the ticket",
        now: |state, _| state.ticket_key().is_some(),
    },
    Line {
        action: Action::WorkTicket,
        usage: "ticket comment <text>",
        what: "comment on the ticket",
        now: |state, _| state.ticket_key().is_some(),
    },
    Line {
        action: Action::WorkTicket,
        usage: "ticket link <key>",
        what: "make a ticket that is there the incident's",
        now: |state, asker| asker.policy.services.tickets && state.ticket_key().is_none(),
    },
    Line {
        action: Action::WorkTicket,
        usage: "ticket open",
        what: "open a ticket for the incident",
        now: |state, asker| asker.policy.services.tickets && state.ticket_key().is_none(),
    },
    Line {
        action: Action::Look,
        usage: "ticket",
        what: "show the incident's ticket",
        now: |state, _| state.ticket_key().is_some(),
    },
    Line {
        action: Action::DrawChart,
        usage: "graph <query> [1h]",
        what: "post a graph",
        now: |state, _| open(state),
    },
    Line {
        action: Action::ConfirmTool,
        usage: "confirm <number>",
        what: "confirm a dangerous run",
        now: |state, _| state.tools.open().next().is_some(),
    },
];

const PUBLIC: Lines = &[
    Line {
        action: Action::DraftPublicUpdate,
        usage: "public draft <phase> <text>",
        what: "draft what customers read",
        now: |_, _| true,
    },
    Line {
        action: Action::DraftPublicUpdate,
        usage: "public edit <number> <text>",
        what: "change a draft; a changed text needs a new approval",
        now: |state, _| has_draft(state),
    },
    Line {
        action: Action::ObjectPublicUpdate,
        usage: "public object <number> <why>",
        what: "object to a draft",
        now: |state, _| has_draft(state),
    },
    Line {
        action: Action::OverrideRedaction,
        usage: "public override <number> <reason>",
        what: "ask to publish although something is marked; a second person must agree",
        now: |state, _| has_draft(state),
    },
    Line {
        action: Action::OverrideRedaction,
        usage: "public second <number> [digest]",
        what: "be that second person",
        now: |state, _| has_draft(state),
    },
    Line {
        action: Action::ApprovePublicUpdate,
        usage: "public approve <number> <digest>",
        what: "approve the exact text; the button carries the digest",
        now: |state, _| has_draft(state),
    },
    Line {
        action: Action::DraftPublicUpdate,
        usage: "public withdraw <number>",
        what: "take a draft back",
        now: |state, _| has_draft(state),
    },
    Line {
        action: Action::ApprovePublicUpdate,
        usage: "public published <number>",
        what: "say that it stands on the page, where nobody knew",
        now: |state, _| has_draft(state),
    },
];

const ALL_CLEAR: Lines = &[
    Line {
        action: Action::ProposeAllClear,
        usage: "allclear [summary]",
        what: "propose the all clear; objections are heard for a while",
        now: |state, _| open(state) && state.all_clear.proposal().is_none(),
    },
    Line {
        action: Action::ObjectAllClear,
        usage: "allclear object <why>",
        what: "object to it",
        now: |state, _| state.all_clear.proposal().is_some(),
    },
    Line {
        action: Action::GiveAllClear,
        usage: "allclear give",
        what: "give it; the headline returns to quiet",
        now: |state, _| state.all_clear.proposal().is_some(),
    },
];

const PARKED: Lines = &[
    Line {
        action: Action::ReadRecord,
        usage: "parked",
        what: "what was not done, and what nobody knows the outcome of",
        now: |state, _| is_parked(state),
    },
    Line {
        action: Action::SettleParked,
        usage: "parked again <number>",
        what: "do it again",
        now: |state, _| is_parked(state),
    },
    Line {
        action: Action::SettleParked,
        usage: "parked done <number>",
        what: "it is done: you have looked, or did it by hand",
        now: |state, _| is_parked(state),
    },
];

fn is_parked(state: &Incident) -> bool {
    state.parked.open().next().is_some()
}

fn has_follow_up(state: &Incident) -> bool {
    state.follow_ups.open().next().is_some()
}

/// Whether a public update is on its way: drafted, approved, or nobody knows.
fn has_draft(state: &Incident) -> bool {
    let over = |stage: &Stage| matches!(stage, Stage::Published { .. } | Stage::Dropped);
    state.public_updates.iter().any(|(_, update)| !over(&update.stage))
}
