//! Each command needs the right of what it does (attack case B10 of RELIABILITY section 4).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod world;

use chatops_core::authority::Action;
use chatops_core::effect::Room;
use chatops_core::refusal::RefusalKind;
use chatops_runtime::interpret::{Asked, Incidents, Surroundings, VERBS, interpret};

use chatops_testkit::story::cast::person;
use world::{World, jims_world, must, refused};

/// What the words ask for needs this right, whatever the first word is allowed to whom.
#[test]
fn b10_every_subcommand_needs_its_own_right() {
    let mut world = World::usual();
    let Room::Hot(id) = world.open_incident("jim", "checkout is slow") else { panic!() };
    let incident = world.engine.incident(&id).unwrap().clone();
    let held = One { id, incident };
    let room = Room::Hot(id);
    let asker = person("bob");
    let around = Surroundings {
        channel: world.engine.channel(),
        incidents: &held,
        policy: world.policy(),
        room: Some(&room),
        asker: &asker,
    };
    for (line, action) in NEEDS {
        let needed = match interpret(line, &around).unwrap() {
            Asked::Channel(_, command) => command.action(),
            Asked::Incident(_, command) => command.action(),
            Asked::Help(..) => Some(Action::Look),
        };
        assert_eq!(needed, *action, "{line}");
    }
    for verb in VERBS {
        let listed = NEEDS.iter().any(|(line, _)| line.split(' ').next() == Some(*verb));
        assert!(listed, "no line says what `{verb}` needs");
    }
    for action in Action::ALL {
        let asked = NEEDS.iter().any(|(_, needed)| *needed == Some(action));
        assert!(asked, "no command needs {action:?}");
    }
}

#[test]
fn b10_an_admitted_guest_looks_but_does_not_read_the_whole_record() {
    let mut world = jims_world();
    let hot = world.open_incident("jim", "checkout is slow");
    world.say("eve", &hot, "hello");
    for (handle, line) in [
        ("jim", "guest agreement @eve NDA-7"),
        ("eve", "guest accept"),
        ("jim", "guest admit @eve 4h"),
    ] {
        world.command(handle, Some(&hot), line);
    }
    must(&world.command("eve", Some(&hot), "status"), "shown");
    assert_eq!(refused(&world.command("eve", Some(&hot), "transcript")), RefusalKind::NotEntitled);
    must(&world.command("bob", Some(&hot), "transcript"), "shown");
}

const NEEDS: &[(&str, Option<Action>)] = &[
    ("help", Some(Action::Look)),
    ("transcript", Some(Action::ReadRecord)),
    ("transcript html", Some(Action::ReadRecord)),
    ("postmortem", Some(Action::ReadRecord)),
    ("status", Some(Action::Look)),
    ("who", Some(Action::Look)),
    ("duty", Some(Action::Look)),
    ("open", Some(Action::Look)),
    ("find x", Some(Action::Look)),
    ("brief", Some(Action::Look)),
    ("take", Some(Action::TakeCommand)),
    ("offer @ann", Some(Action::OfferHandover)),
    ("accept", Some(Action::AnswerHandover)),
    ("decline", Some(Action::AnswerHandover)),
    ("cancel offer", Some(Action::CancelHandover)),
    ("headline x", Some(Action::WriteHeadline)),
    ("ask x", Some(Action::Ask)),
    ("questions", Some(Action::ReadRecord)),
    ("answer 1 yes", Some(Action::AnswerAsk)),
    ("declare x", Some(Action::Declare)),
    ("here x", Some(Action::Broadcast)),
    ("channel x", Some(Action::Broadcast)),
    ("everyone x", Some(Action::Broadcast)),
    ("send 1 here", Some(Action::Broadcast)),
    ("drop 1", Some(Action::Broadcast)),
    // Only its author may forward their own intercepted words: the feature judges that.
    ("forward 1", None),
    ("mode voices", Some(Action::SetSpeakingMode)),
    ("delegate @bob", Some(Action::NameDelegate)),
    ("undelegate @bob", Some(Action::NameDelegate)),
    ("errand @bob", Some(Action::GiveErrand)),
    ("report x", Some(Action::Report)),
    ("relay 1", Some(Action::Report)),
    ("briefed", Some(Action::ConfirmBriefing)),
    ("pin x", Some(Action::Pin)),
    ("unpin 1", Some(Action::Pin)),
    ("repin 1 1", Some(Action::Pin)),
    ("guest agreement @ann x", Some(Action::FileAgreement)),
    ("guest admit @ann", Some(Action::AdmitGuest)),
    ("guest revoke @ann", Some(Action::AdmitGuest)),
    ("guest accept", Some(Action::AcceptGuestRules)),
    ("severity 1", Some(Action::SetSeverity)),
    ("poll", Some(Action::Poll)),
    ("vote 1", Some(Action::Vote)),
    ("object x", Some(Action::Vote)),
    ("role deputy @ann", Some(Action::AssignRole)),
    ("role take scribe", Some(Action::TakeRole)),
    ("stepdown scribe", Some(Action::StepDown)),
    ("release deputy", Some(Action::AssignRole)),
    ("join", Some(Action::Join)),
    ("leave", Some(Action::Join)),
    ("page @ann x", Some(Action::Page)),
    ("escalate x", Some(Action::Page)),
    ("ack 1", Some(Action::AcknowledgePage)),
    ("alerts", Some(Action::ReadRecord)),
    ("alert ack 1", Some(Action::AcknowledgeAlert)),
    ("alert mute 1", Some(Action::MuteAlert)),
    ("alert ask 1", Some(Action::Ask)),
    ("alert declare 1", Some(Action::Declare)),
    ("phase mitigated", Some(Action::MovePhase)),
    ("update x", Some(Action::PostUpdate)),
    ("snooze", Some(Action::SnoozeUpdate)),
    ("checklist start first", Some(Action::Checklist)),
    ("tick 1 1", Some(Action::Checklist)),
    ("untick 1 1", Some(Action::Checklist)),
    ("can c: x a: y n: z", Some(Action::CanReport)),
    ("followup x", Some(Action::FollowUp)),
    ("followup file 1", Some(Action::FollowUp)),
    ("followup close 1", Some(Action::FollowUp)),
    ("public draft investigating x", Some(Action::DraftPublicUpdate)),
    ("public edit 1 x", Some(Action::DraftPublicUpdate)),
    ("public withdraw 1", Some(Action::DraftPublicUpdate)),
    ("public object 1 x", Some(Action::ObjectPublicUpdate)),
    ("public override 1 x", Some(Action::OverrideRedaction)),
    ("public second 1", Some(Action::OverrideRedaction)),
    ("public approve 1 x", Some(Action::ApprovePublicUpdate)),
    ("public published 1", Some(Action::ApprovePublicUpdate)),
    ("allclear x", Some(Action::ProposeAllClear)),
    ("allclear object x", Some(Action::ObjectAllClear)),
    ("allclear give", Some(Action::GiveAllClear)),
    ("ticket move x", Some(Action::WorkTicket)),
    ("ticket comment x", Some(Action::WorkTicket)),
    ("run restart db", Some(Action::RunTool)),
    ("restart db", Some(Action::RunTool)),
    ("confirm 1", Some(Action::ConfirmTool)),
    ("graph x", Some(Action::DrawChart)),
    ("parked", Some(Action::ReadRecord)),
    ("parked again 1", Some(Action::SettleParked)),
    ("parked done 1", Some(Action::SettleParked)),
];

#[derive(Debug)]
struct One {
    id: chatops_core::ids::IncidentId,
    incident: chatops_core::incident::Incident,
}

impl Incidents for One {
    fn get(&self, id: &chatops_core::ids::IncidentId) -> Option<&chatops_core::incident::Incident> {
        (*id == self.id).then_some(&self.incident)
    }

    fn open(&self) -> Vec<(&chatops_core::ids::IncidentId, &chatops_core::incident::Incident)> {
        vec![(&self.id, &self.incident)]
    }
}
