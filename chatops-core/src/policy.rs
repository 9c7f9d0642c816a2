//! The rules of one installation: names, teams, time-outs. Data only; the defaults are the
//! recommendations.
//!
//! Everything here can be written in a configuration file; unknown keys are errors.
//! [`Policy::check`] finds what cannot work and names the place and the mend.

mod check;

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::authority::Rule;
use crate::checklist::ChecklistTemplate;
use crate::escalation::EscalationPolicy;
use crate::ids::{ComponentId, PersonId, TeamId, ToolName};
use crate::redaction::RedactionRules;
use crate::severity::Severity;
use crate::tools::ToolDescription;

/// The rules of one installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The emergency channel.
    pub channel: ChannelPolicy,
    /// Teams by id.
    pub teams: BTreeMap<TeamId, Team>,
    /// Who commands from the first start on, where no schedule says who is on shift. Nobody: the first to `take` it.
    pub commander: Option<PersonId>,
    /// Who may take command when it is lost or unanswered, first to last.
    pub ladder: Vec<PersonId>,
    /// The last level of every escalation.
    pub executives: Vec<PersonId>,
    /// Escalation policies by name. [`crate::escalation::default_policy`] is used where a
    /// name is not found.
    pub escalations: BTreeMap<String, EscalationPolicy>,
    /// What a severity asks for.
    pub severities: BTreeMap<Severity, SeverityPolicy>,
    /// Groups of the broader team that are brought into hot rooms.
    pub audiences: BTreeMap<String, Audience>,
    /// Components against which a ticket or alert opens a hot room by itself.
    pub critical_components: BTreeSet<ComponentId>,
    /// Mention discipline.
    pub mentions: MentionPolicy,
    /// Checklists by name.
    pub checklists: BTreeMap<String, ChecklistTemplate>,
    /// What must not reach the public.
    pub redaction: RedactionRules,
    /// Who may run which tool. A tool without a rule here brings its own.
    pub tools: BTreeMap<ToolName, Rule>,
    /// How long things may take.
    pub waits: Waits,
    /// Whether only the voices of teams may speak on the emergency channel from the start.
    pub big_organisation: bool,
    /// Whether newcomers are briefed and confirm before they speak on the emergency channel.
    pub brief_newcomers: bool,
    /// Whether role cards are sent.
    pub role_cards: bool,
    /// Prefix of room names for incidents without a ticket: `inc-<date>-<n>`.
    pub room_prefix: String,
    /// Whether everything that happens is practice. Every message says so; metrics leave it out.
    pub drill: bool,
    /// Which services are there. The shell sets it from what it was given; it is not configuration.
    #[serde(skip)]
    pub services: Services,
    /// The tools that were registered. The shell sets it; it is not configuration.
    #[serde(skip)]
    pub toolbox: BTreeMap<ToolName, ToolDescription>,
}

/// Which services stand behind the ports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Services {
    /// A ticket system.
    pub tickets: bool,
    /// A pager.
    pub pager: bool,
    /// A status page.
    pub status_page: bool,
    /// A knowledge base.
    pub knowledge: bool,
    /// A shift schedule.
    pub schedule: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            channel: ChannelPolicy::default(),
            teams: BTreeMap::new(),
            commander: None,
            ladder: Vec::new(),
            executives: Vec::new(),
            escalations: BTreeMap::new(),
            severities: BTreeMap::new(),
            audiences: BTreeMap::new(),
            critical_components: BTreeSet::new(),
            mentions: MentionPolicy::default(),
            checklists: BTreeMap::new(),
            redaction: RedactionRules::default(),
            tools: BTreeMap::new(),
            waits: Waits::default(),
            big_organisation: false,
            brief_newcomers: true,
            role_cards: true,
            room_prefix: String::from("inc"),
            drill: false,
            services: Services::default(),
            toolbox: BTreeMap::new(),
        }
    }
}

/// The emergency channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelPolicy {
    /// Its name, without the platform's mark.
    pub name: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// Its rules, one sentence each. They are posted and pinned.
    pub rules: Vec<String>,
    /// Whether chatter is met with a private hint.
    pub chatter_hints: bool,
    /// Whether the headline is kept in the topic.
    pub headline: bool,
    /// The name of the room where the company reads what happened. None: the emergency channel.
    pub announcements: Option<String>,
}

impl Default for ChannelPolicy {
    fn default() -> Self {
        Self {
            name: String::from("em"),
            purpose: String::from("Emergencies only: one commander, one voice per team."),
            rules: vec![
                String::from(
                    "This channel is for emergencies. Everything else has a room of its own.",
                ),
                String::from("Read the pins before you speak."),
                String::from("Only the commander wakes the room. Ask with `ask <what you see>`."),
                String::from("Managers speak for their teams; a manager may name a delegate."),
            ],
            chatter_hints: true,
            headline: true,
            announcements: None,
        }
    }
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// What people call it.
    pub name: String,
    /// The name of its room, without the platform's mark.
    pub room: String,
    /// Its manager: the team's voice on the emergency channel.
    pub manager: PersonId,
    /// Its members. The manager needs not be listed.
    #[serde(default)]
    pub members: BTreeSet<PersonId>,
    /// The components it owns: their alerts come to its room.
    #[serde(default)]
    pub components: BTreeSet<ComponentId>,
    /// The name of its escalation policy.
    #[serde(default)]
    pub escalation: Option<String>,
}

/// What a severity asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityPolicy {
    /// How often an update is due.
    #[serde(with = "span")]
    pub update_every: SignedDuration,
    /// The checklist that starts with it.
    #[serde(default)]
    pub checklist: Option<String>,
}

/// A group of the broader team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Who.
    pub people: BTreeSet<PersonId>,
    /// They are brought in at this severity or worse.
    pub from: Severity,
    /// Whether they work in the room or read along.
    #[serde(default)]
    pub active: bool,
}

/// Mention discipline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MentionPolicy {
    /// Send a forbidden mass mention to the commander at once, instead of offering a button for it.
    pub forward_at_once: bool,
    /// Take the message away where the platform lets us.
    pub remove: bool,
    /// First local hour of the night, 0 to 23: from then on people count as asleep.
    pub night_from: i8,
    /// First local hour of the day, 0 to 23.
    pub night_until: i8,
}

impl Default for MentionPolicy {
    fn default() -> Self {
        Self { forward_at_once: false, remove: true, night_from: 22, night_until: 7 }
    }
}

macro_rules! waits {
    ($($(#[$doc:meta])* $name:ident = $seconds:expr;)*) => {
        /// How long things may take, each with its recommendation as the default.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Waits {
            $($(#[$doc])* #[serde(with = "span")] pub $name: SignedDuration,)*
        }

        impl Default for Waits {
            fn default() -> Self {
                Self { $($name: SignedDuration::from_secs($seconds),)* }
            }
        }

        impl Waits {
            /// Each wait with its name, for checks and tables.
            #[must_use]
            pub fn named(&self) -> Vec<(&'static str, SignedDuration)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

waits! {
    /// A handover offer waits this long for both to agree. Default 10 minutes.
    handover = 600;
    /// A question to the commander climbs the ladder after this. Default 5 minutes.
    ask = 300;
    /// A page goes to the next level after this, where its level does not say. Default 5 minutes.
    page_level = 300;
    /// An overdue update is reminded of again after this. Default 5 minutes.
    update_reminder = 300;
    /// A severity poll closes after this. Default 5 minutes.
    poll = 300;
    /// Objections to a public update are heard this long. Default 2 minutes.
    public_objections = 120;
    /// Objections to the all clear are heard this long. Default 5 minutes.
    all_clear_objections = 300;
    /// A request for a second person stands this long. Default 10 minutes.
    confirmation = 600;
    /// A tool may run this long. Default 30 seconds.
    tool = 30;
    /// A previewed broadcast is forgotten after this. Default 10 minutes.
    broadcast = 600;
    /// The ticket system may take this long to name a ticket before the room is named without one.
    /// Default 5 seconds.
    ticket = 5;
    /// Alerts of one group are coalesced for this long. Default 60 seconds.
    alert_digest = 60;
    /// A digest of open incidents is posted on the emergency channel this often. Default 60 minutes.
    digest = 3_600;
    /// An update may be snoozed this long at a time. Default 15 minutes.
    snooze = 900;
}

/// Spans in configuration: `15m`, `1h30m`.
pub mod span {
    use jiff::SignedDuration;
    use serde::{Deserialize as _, Deserializer, Serializer};

    /// Writes a span so that [`deserialize`] reads it.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(
        span: &SignedDuration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}s", span.as_secs()))
    }

    /// Reads a span such as `15m`.
    ///
    /// # Errors
    /// Where [`crate::time::read_span`] refuses the text.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<SignedDuration, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::time::read_span(&text).map_err(serde::de::Error::custom)
    }
}

impl Policy {
    /// The team that owns a component.
    #[must_use]
    pub fn owner_of(&self, component: &ComponentId) -> Option<(&TeamId, &Team)> {
        self.teams.iter().find(|(_, team)| team.components.contains(component))
    }

    /// The team that a person belongs to or manages: the first by id.
    #[must_use]
    pub fn team_of(&self, person: &PersonId) -> Option<(&TeamId, &Team)> {
        self.teams.iter().find(|(_, team)| team.manager == *person || team.members.contains(person))
    }

    /// Everybody whom the policy names.
    #[must_use]
    pub fn people(&self) -> BTreeSet<&PersonId> {
        let teams = self.teams.values().flat_map(|team| team.members.iter().chain([&team.manager]));
        let audiences = self.audiences.values().flat_map(|audience| audience.people.iter());
        self.commander
            .iter()
            .chain(&self.ladder)
            .chain(&self.executives)
            .chain(teams)
            .chain(audiences)
            .collect()
    }

    /// The first on the ladder who is none of `except`.
    #[must_use]
    pub fn next_on_ladder(&self, except: &dyn Fn(&PersonId) -> bool) -> Option<&PersonId> {
        self.ladder.iter().find(|person| !except(person))
    }

    /// What this severity asks for: its own rule, or the recommendation.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> SeverityPolicy {
        self.severities.get(&severity).cloned().unwrap_or_else(|| SeverityPolicy {
            update_every: SignedDuration::from_mins(match severity {
                Severity::Sev1 => 15,
                Severity::Sev2 => 30,
                Severity::Sev3 => 60,
                Severity::Sev4 | Severity::Sev5 => 240,
            }),
            checklist: None,
        })
    }
}
