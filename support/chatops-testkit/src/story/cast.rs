//! The people, teams and tools of the world in which the tests play.

use std::collections::{BTreeMap, BTreeSet};

use chatops_core::authority::{Rule, Who};
use chatops_core::checklist::{ChecklistTemplate, StepTemplate};
use chatops_core::escalation::{EscalationPolicy, EscalationTarget, Level};
use chatops_core::ids::{ComponentId, PersonId, TeamId, ToolName};
use chatops_core::people::{PersonKind, Profile, Role};
use chatops_core::policy::{Audience, Policy, Services, Team};
use chatops_core::severity::Severity;
use chatops_core::tools::{Argument, ArgumentKind, Danger, ToolDescription};
use jiff::SignedDuration;

/// Everybody: handle, shown name, kind. `mal` calls himself as the commander is called (attack case B1).
pub const CAST: [(&str, &str, PersonKind); 10] = [
    ("jim", "Jim Smith", PersonKind::Employee),
    ("ann", "Ann Lee", PersonKind::Employee),
    ("dan", "Dan Roe", PersonKind::Employee),
    ("bob", "Bob Ray", PersonKind::Employee),
    ("fay", "Fay Orr", PersonKind::Employee),
    ("cleo", "Cleo Chief", PersonKind::Employee),
    ("eve", "Eve of the vendor", PersonKind::Guest),
    ("mal", "Jim Smith", PersonKind::Employee),
    ("robot", "CI robot", PersonKind::Bot),
    ("gone", "Gone Long", PersonKind::Deactivated),
];

/// A person by handle.
pub fn person(handle: &str) -> PersonId {
    PersonId::new(format!("memory:{handle}")).unwrap()
}

/// Everybody as the platform describes them at first.
pub fn cast() -> Vec<Profile> {
    CAST.iter()
        .map(|(handle, name, kind)| Profile {
            id: person(handle),
            name: String::from(*name),
            zone: Some(String::from("Europe/Berlin")),
            kind: *kind,
        })
        .collect()
}

/// One of the cast as the platform describes them at first.
pub fn profile(handle: &str) -> Profile {
    cast().into_iter().find(|one| one.id == person(handle)).unwrap()
}

/// A team by id.
pub fn team(id: &str) -> TeamId {
    TeamId::new(id).unwrap()
}

fn people(handles: &[&str]) -> BTreeSet<PersonId> {
    handles.iter().map(|handle| person(handle)).collect()
}

/// Rules with something of everything: two teams, a ladder, audiences, checklists, tools, all services.
pub fn policy() -> Policy {
    let mut policy = Policy {
        ladder: ["jim", "ann", "dan"].map(person).to_vec(),
        executives: vec![person("cleo")],
        services: Services {
            tickets: true,
            pager: true,
            status_page: true,
            knowledge: true,
            schedule: true,
        },
        ..Policy::default()
    };
    policy.channel.announcements = Some(String::from("news"));
    policy.critical_components.insert(ComponentId::new("checkout").unwrap());
    policy.teams = BTreeMap::from([
        (team("database"), group("database", "ann", &["bob"], &["db"])),
        (team("payments"), group("payments", "dan", &["mal", "robot"], &["checkout"])),
    ]);
    let levels = [EscalationTarget::DutyCommander, EscalationTarget::Executives]
        .map(|target| Level { targets: vec![target], wait: SignedDuration::from_mins(5) });
    let night = EscalationPolicy { levels: levels.to_vec(), repeats: 1 };
    policy.escalations.insert(String::from("night"), night);
    let support =
        Audience { people: people(&["fay", "cleo"]), from: Severity::Sev2, active: false };
    policy.audiences.insert(String::from("support"), support);
    let step = |text: &str, role| StepTemplate { text: String::from(text), role };
    let first = ChecklistTemplate {
        steps: vec![step("Say what is broken.", None), step("Take notes.", Some(Role::Scribe))],
        from: Some(Severity::Sev2),
        for_role: None,
    };
    policy.checklists.insert(String::from("first"), first);
    for tool in [tool("load", Danger::Harmless), tool("flush", Danger::Confirm)] {
        policy.toolbox.insert(tool.name.clone(), tool);
    }
    let restart = tool("restart", Danger::TwoPersons);
    policy.toolbox.insert(restart.name.clone(), restart);
    policy
}

fn group(name: &str, manager: &str, members: &[&str], components: &[&str]) -> Team {
    Team {
        name: String::from(name),
        room: format!("{name}-room"),
        manager: person(manager),
        members: people(members),
        components: components.iter().map(|one| ComponentId::new(*one).unwrap()).collect(),
        escalation: Some(String::from("night")),
    }
}

fn tool(name: &str, danger: Danger) -> ToolDescription {
    let service = Argument {
        name: String::from("service"),
        kind: ArgumentKind::Word,
        required: true,
        help: String::from("which service"),
    };
    ToolDescription {
        name: ToolName::new(name).unwrap(),
        summary: format!("does {name}"),
        arguments: vec![service],
        rule: Rule::any([Who::Insiders]),
        danger,
        wait: None,
    }
}
