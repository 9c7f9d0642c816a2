//! Who may do what: every action with every kind of standing (attack case B10 of RELIABILITY section 4).
//!
//! The table is written out, so that a change of rights is a change of this file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;

use chatops_core::authority::{
    Action, GuestStanding, Place, Rule, Standing, Who, check, check_rule, default_rule,
};
use chatops_core::ids::{PersonId, TeamId};
use chatops_core::people::Role;
use chatops_core::refusal::RefusalKind;
use chatops_core::severity::Severity;

/// `x` may, `.` may not. Each column is a person of the company who is this and nothing else, up to `insider`, who is
/// nothing but of the company; `guest` has an agreement and accepted the rules, `outsider` has not; `barred` is a
/// program or a removed account that is everything else at once.
const RIGHTS: &str = "
                       duty leader deputy comms scribe liaison expert observer manager member delegate ladder shift executive insider guest outsider barred
look                   x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
ask                    x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
answer_ask             x    .      .      .     .      .       .      .        .       .      .        x      x     x         .       .     .        .
declare                x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
take_command           x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
offer_handover         x    x      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
answer_handover        x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
cancel_handover        x    x      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
write_headline         x    x      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
broadcast              .    x      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
set_speaking_mode      x    .      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
name_delegate          x    .      .      .     .      .       .      .        x       .      .        .      .     .         .       .     .        .
give_errand            x    .      .      .     .      .       .      .        x       .      .        .      .     .         .       .     .        .
report                 x    .      .      .     .      .       .      .        x       .      x        .      .     .         .       .     .        .
confirm_briefing       x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
file_agreement         x    .      .      .     .      .       .      .        x       .      .        .      .     x         .       .     .        .
admit_guest            x    x      .      .     .      .       .      .        x       .      .        .      .     .         .       .     .        .
accept_guest_rules     x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     x        .
page                   x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
acknowledge_page       x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
acknowledge_alert      x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
mute_alert             x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
set_severity           x    x      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
poll                   x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
vote                   x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
assign_role            x    x      x      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
take_role              x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
step_down              x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
join                   x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
pin                    x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
move_phase             x    x      x      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
post_update            x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
snooze_update          x    x      x      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
run_tool               x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
confirm_tool           x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
draw_chart             x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
checklist              x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
can_report             x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
follow_up              x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
draft_public_update    x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
object_public_update   x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
approve_public_update  x    x      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
override_redaction     x    x      x      x     .      .       .      .        .       .      .        .      .     x         .       .     .        .
propose_all_clear      x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
object_all_clear       x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       x     .        .
give_all_clear         x    x      .      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
work_ticket            x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
read_record            x    x      x      x     x      x       x      x        x       x      x        x      x     x         x       .     .        .
settle_parked          x    x      x      .     .      .       .      .        .       .      .        .      .     .         .       .     .        .
";

/// The columns of the table, in order.
fn standings() -> Vec<(&'static str, Standing)> {
    let insider = || Standing {
        person: Some(PersonId::new("memory:somebody").unwrap()),
        ..Standing::default()
    };
    let role = |role| Standing { roles: BTreeSet::from([role]), ..insider() };
    let team = || Some(TeamId::new("database").unwrap());
    vec![
        ("duty", Standing { duty_commander: true, ..insider() }),
        ("leader", Standing { leads_room: true, ..insider() }),
        ("deputy", role(Role::Deputy)),
        ("comms", role(Role::CommunicationsLead)),
        ("scribe", role(Role::Scribe)),
        ("liaison", role(Role::InternalLiaison)),
        ("expert", role(Role::SubjectMatterExpert)),
        ("observer", role(Role::Observer)),
        ("manager", Standing { manages: team(), team: team(), ..insider() }),
        ("member", Standing { team: team(), ..insider() }),
        ("delegate", Standing { delegate_of: team(), team: team(), ..insider() }),
        ("ladder", Standing { on_ladder: true, ..insider() }),
        ("shift", Standing { on_shift: true, ..insider() }),
        ("executive", Standing { executive: true, ..insider() }),
        ("insider", insider()),
        ("guest", Standing { guest: GuestStanding::Admitted, ..insider() }),
        ("outsider", Standing { guest: GuestStanding::NotAdmitted, ..insider() }),
        ("barred", Standing { barred: true, ..everything() }),
    ]
}

/// Somebody who is everything that gives a right.
fn everything() -> Standing {
    let team = || Some(TeamId::new("database").unwrap());
    Standing {
        person: Some(PersonId::new("memory:somebody").unwrap()),
        leads_room: true,
        leader: None,
        place: Place::Channel,
        duty_commander: true,
        roles: BTreeSet::from(Role::ALL),
        team: team(),
        manages: team(),
        delegate_of: team(),
        on_ladder: true,
        on_shift: true,
        executive: true,
        guest: GuestStanding::Insider,
        lacks: None,
        sponsor: None,
        barred: false,
    }
}

/// The name of an action as it is stored.
fn name(action: Action) -> String {
    serde_json::to_string(&action).unwrap().trim_matches('"').to_owned()
}

/// Every variant of [`Action`], from what serde says when it is shown an unknown one: no list to forget.
fn variants() -> Vec<String> {
    let error = serde_json::from_str::<Action>("\"?\"").unwrap_err().to_string();
    let (_, listed) = error.split_once("expected one of ").unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn b10_every_action_is_tried_with_every_standing() {
    let standings = standings();
    let mut table = format!("{:<22}", "");
    for (kind, _) in &standings {
        table.push_str(&format!(" {kind}"));
    }
    for action in Action::ALL {
        table.push_str(&format!("\n{:<22}", name(action)));
        for (kind, standing) in &standings {
            let mark = if check(action, standing, None).is_ok() { 'x' } else { '.' };
            table.push_str(&format!(" {mark:<0$}", kind.len()));
        }
    }
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim_end().to_owned()).collect()
    };
    let (is, expected) = (lines(&table), lines(RIGHTS.trim_matches('\n')));
    for (is, expected) in is.iter().zip(&expected) {
        assert_eq!(is, expected, "the whole table is\n{table}");
    }
    assert_eq!(is.len(), expected.len(), "the whole table is\n{table}");
}

#[test]
fn the_list_of_actions_is_complete_and_in_order() {
    let listed: Vec<String> = Action::ALL.into_iter().map(name).collect();
    assert_eq!(listed, variants());
}

#[test]
fn every_action_has_words_of_its_own() {
    let phrases: BTreeSet<&str> = Action::ALL.into_iter().map(Action::phrase).collect();
    assert_eq!(phrases.len(), Action::ALL.len());
    assert!(phrases.iter().all(|phrase| !phrase.trim().is_empty()));
}

#[test]
fn a_guest_gains_nothing_by_what_else_they_are() {
    let standing = |guest| Standing { guest, ..everything() };
    for action in Action::ALL {
        let open = default_rule(action).who.contains(&Who::Anyone);
        let admitted = check(action, &standing(GuestStanding::Admitted), None);
        assert_eq!(admitted.is_ok(), open, "{action:?} by an admitted guest who leads and manages");
        let outside = check(action, &standing(GuestStanding::NotAdmitted), None);
        match action {
            Action::AcceptGuestRules => {}
            _ => assert_eq!(outside.unwrap_err().kind, RefusalKind::GuestNotAdmitted, "{action:?}"),
        }
    }
}

#[test]
fn whoever_is_barred_may_nothing_under_any_rule() {
    let barred = Standing { barred: true, ..everything() };
    let person = barred.person.clone().unwrap();
    let rules = [
        Who::Anyone,
        Who::Insiders,
        Who::RoomLeader,
        Who::DutyCommander,
        Who::Role(Role::Deputy),
        Who::Managers,
        Who::Voices,
        Who::Team(TeamId::new("database").unwrap()),
        Who::Ladder,
        Who::Executives,
        Who::Person(person),
    ];
    for action in Action::ALL {
        for who in &rules {
            let rule = Rule::any([who.clone()]);
            assert!(check_rule(action, &rule, &everything(), None).is_ok(), "{action:?} {who:?}");
            let refusal = check_rule(action, &rule, &barred, None).unwrap_err();
            assert_eq!(refusal.kind, RefusalKind::NotEntitled, "{action:?} {who:?}");
        }
    }
}

#[test]
fn a_rule_without_anybody_is_open_to_nobody() {
    for action in Action::ALL {
        let refusal = check_rule(action, &Rule::any([]), &everything(), None).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::NotEntitled);
    }
}

#[test]
fn a_rule_that_asks_for_a_severity_holds_without_an_incident_too() {
    let rule = Rule { from: Some(Severity::Sev2), ..Rule::any([Who::Insiders]) };
    let judge = |severity| check_rule(Action::RunTool, &rule, &everything(), severity);
    for (severity, allowed) in [
        (Some(Severity::Sev1), true),
        (Some(Severity::Sev2), true),
        (Some(Severity::Sev3), false),
        (None, false),
    ] {
        assert_eq!(judge(severity).is_ok(), allowed, "{severity:?}");
    }
}

#[test]
fn the_clockwork_needs_no_right() {
    for action in Action::ALL {
        assert!(check(action, &Standing::default(), None).is_ok());
    }
}

#[test]
fn every_refusal_says_who_may_and_what_to_do_instead() {
    for action in Action::ALL {
        for (kind, standing) in standings() {
            let Err(refusal) = check(action, &standing, None) else { continue };
            assert!(refusal.why.ends_with('.') && refusal.why.len() > 10, "{action:?} {kind}");
            assert!(refusal.instead.len() > 10, "{action:?} {kind}");
            if refusal.why.starts_with("Only ") {
                assert!(
                    refusal.why.contains(&default_rule(action).who_may(standing.place)),
                    "{refusal}"
                );
            }
        }
    }
}

#[test]
fn a_refusal_names_who_leads_the_place_and_says_when_nobody_does() {
    let refused = |action, place, leader: Option<&str>| {
        let leader = leader.map(|leader| PersonId::new(leader).unwrap());
        let person = Some(PersonId::new("memory:somebody").unwrap());
        let standing = Standing { person, leader, place, ..Standing::default() };
        check(action, &standing, None).unwrap_err().to_string()
    };
    assert_eq!(
        refused(Action::WriteHeadline, Place::Channel, Some("jim")),
        "Only the duty commander may write the headline. @jim commands. Tell them what you need: \
         `ask <what you need>`."
    );
    assert_eq!(
        refused(Action::AssignRole, Place::HotRoom, Some("jim")),
        "Only the incident commander, the duty commander or the deputy may decide who has which \
         role. @jim commands this incident. Say in the room what you need and why."
    );
    assert_eq!(
        refused(Action::WriteHeadline, Place::Channel, None),
        "Only the duty commander may write the headline, and nobody commands here now. Take \
         command if you can: `take`."
    );
}
