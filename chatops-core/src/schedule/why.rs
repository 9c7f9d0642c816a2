//! Why somebody is on duty, as data and as one sentence.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::pure::Stretch;
use super::restriction::Window;
use super::rotation::Rotation;
use super::times::TimeOfDay;
use super::zone::Zone;
use crate::ids::PersonId;

/// Why somebody, or nobody, is on duty. As text it is one sentence, with times in the zone of the
/// schedule:
///
/// ```
/// # use chatops_core::schedule::{PureSchedule, Rota, RotaConfig};
/// # let config: RotaConfig = serde_json::from_str(r#"{ "name": "em", "zone": "Europe/Berlin",
/// #   "layers": [{ "name": "days", "start": "2026-01-05T00:00", "participants": ["jim", "ann"],
/// #     "rotation": "daily", "handoff": "09:00" }],
/// #   "overrides": [{ "person": "eve", "from": "2026-01-06T12:00", "until": "2026-01-06T14:00" }]
/// # }"#)?;
/// # let rota = Rota::build(&config)?;
/// assert_eq!(
///     rota.why("2026-01-06T12:30:00Z".parse()?).to_string(),
///     "eve is on duty from 2026-01-06 12:00 until 2026-01-06 14:00 \
///      (Europe/Berlin) because an override says so; `days` is passed over: this outranks it, \
///      else it would be jim.",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Who is on duty, or `None` in a gap.
    pub person: Option<PersonId>,
    /// Since when it is so for this reason. `None`: since ever.
    pub from: Option<Timestamp>,
    /// Until when it is so for this reason. `None`: for ever.
    pub until: Option<Timestamp>,
    /// What decides.
    pub reason: Reason,
    /// The layers that do not decide, from the strongest to the weakest.
    pub passed_over: Vec<PassedOver>,
    /// The IANA name of the zone in which the sentence shows times.
    pub zone: Arc<str>,
    time_zone: TimeZone,
}

/// What decides who is on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// An override.
    Override,
    /// A turn in the rotation of a layer.
    Turn {
        /// The layer.
        layer: Arc<str>,
        /// Which turn since the start of the layer, from 1.
        number: u64,
        /// Whose turn: the position in the list of participants, from 1.
        position: usize,
        /// How many participants there are. 1 where all are the same person.
        participants: usize,
        /// The rotation.
        rotation: Rotation,
        /// The time of day of the handoffs.
        handoff: TimeOfDay,
        /// When the turn was handed off. `None`: it has no beginning.
        handed_off: Option<Timestamp>,
        /// When it will be handed off. `None`: it has no end.
        next_handoff: Option<Timestamp>,
        /// The hours to which the layer is restricted, where it is.
        window: Option<Window>,
    },
    /// A single entry of a calendar.
    Event {
        /// Its summary.
        title: Arc<str>,
        /// The line on which it begins, from 1.
        line: usize,
    },
    /// A repeated entry of a calendar.
    Occurrence {
        /// Its summary.
        title: Arc<str>,
        /// The line on which it begins, from 1.
        line: usize,
        /// Which occurrence, from 1.
        number: u64,
    },
    /// Nothing covers this time.
    Nobody,
}

/// A layer or calendar entry that does not decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// What people call it.
    pub title: Arc<str>,
    /// Why it does not decide.
    pub why: Passed,
}

/// Why a layer or calendar entry does not decide.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Passed {
    /// It has not started.
    NotStarted {
        /// When it starts.
        starts: Timestamp,
    },
    /// It has ended.
    Ended {
        /// When it ended.
        ended: Timestamp,
    },
    /// It is outside of its restrictions.
    OutsideRestriction {
        /// When it covers again. `None`: never.
        opens: Option<Timestamp>,
    },
    /// It is between two occurrences.
    BetweenOccurrences {
        /// When the next begins. `None`: it was the last.
        next: Option<Timestamp>,
    },
    /// Something stronger decides.
    Outranked {
        /// Who would be on duty otherwise.
        person: PersonId,
    },
}

impl Why {
    pub(super) fn new(
        zone: &Zone,
        stretch: Stretch<'_>,
        reason: Reason,
        passed_over: Vec<PassedOver>,
    ) -> Self {
        Self {
            person: stretch.person.cloned(),
            from: stretch.from,
            until: stretch.until,
            reason,
            passed_over,
            zone: Arc::clone(zone.name()),
            time_zone: zone.time_zone().clone(),
        }
    }

    /// A time as the wall clock of the zone shows it. The offset stands only where the clock shows that time twice.
    fn local(&self, at: Timestamp) -> impl fmt::Display {
        let shown = at.to_zoned(self.time_zone.clone());
        let civil = shown.datetime();
        let twice = self.time_zone.to_ambiguous_timestamp(civil).is_ambiguous();
        let seconds = civil.second() != 0;
        shown
            .strftime(match (seconds, twice) {
                (false, false) => "%Y-%m-%d %H:%M",
                (false, true) => "%Y-%m-%d %H:%M %:z",
                (true, false) => "%Y-%m-%d %H:%M:%S",
                (true, true) => "%Y-%m-%d %H:%M:%S %:z",
            })
            .to_string()
    }

    fn write_time(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (Some(from), Some(until)) => {
                write!(f, " from {} until {}", self.local(from), self.local(until))?;
            }
            (Some(from), None) => write!(f, " from {} without end", self.local(from))?,
            (None, Some(until)) => write!(f, " until {}", self.local(until))?,
            (None, None) => return f.write_str(" always"),
        }
        write!(f, " ({})", self.zone)
    }

    fn write_reason(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Override => f.write_str("an override says so"),
            Reason::Turn { layer, participants: 1, window, .. } => {
                write!(f, "nobody else takes turns in layer `{layer}`")?;
                window.map_or(Ok(()), |window| write!(f, " (restricted to {window})"))
            }
            Reason::Turn {
                layer,
                number,
                position,
                participants,
                rotation,
                handoff,
                handed_off,
                next_handoff,
                window,
            } => {
                write!(f, "turn {number} of layer `{layer}` falls to participant {position} of ")?;
                let counted = if rotation.counts_elapsed() { "counted from" } else { "at" };
                write!(f, "{participants} ({rotation} {counted} {handoff}")?;
                self.write_handoffs(*handed_off, *next_handoff, f)?;
                window.map_or(Ok(()), |window| write!(f, ", restricted to {window}"))?;
                f.write_str(")")
            }
            Reason::Event { title, line } => {
                write!(f, "calendar entry `{title}` (line {line}) says so")
            }
            Reason::Occurrence { title, line, number } => {
                write!(f, "occurrence {number} of calendar entry `{title}` (line {line}) says so")
            }
            Reason::Nobody => f.write_str("nothing covers this time"),
        }
    }

    /// Names the handoffs of the turn that are not the ends of the time already named.
    fn write_handoffs(
        &self,
        handed_off: Option<Timestamp>,
        next_handoff: Option<Timestamp>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        if let Some(at) = handed_off.filter(|at| Some(*at) != self.from) {
            write!(f, ", handed off at {}", self.local(at))?;
        }
        if let Some(at) = next_handoff.filter(|at| Some(*at) != self.until) {
            write!(f, ", next handoff at {}", self.local(at))?;
        }
        Ok(())
    }

    fn write_passed(&self, passed: &PassedOver, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "; `{}` is passed over: ", passed.title)?;
        match &passed.why {
            Passed::NotStarted { starts } => {
                write!(f, "it starts only at {}", self.local(*starts))
            }
            Passed::Ended { ended } => write!(f, "it ended at {}", self.local(*ended)),
            Passed::OutsideRestriction { opens: Some(opens) } => {
                write!(f, "it is outside its restrictions until {}", self.local(*opens))
            }
            Passed::OutsideRestriction { opens: None } => {
                f.write_str("it is outside its restrictions until it ends")
            }
            Passed::BetweenOccurrences { next: Some(next) } => {
                write!(f, "its next occurrence is at {}", self.local(*next))
            }
            Passed::BetweenOccurrences { next: None } => f.write_str("its last occurrence is over"),
            Passed::Outranked { person } => {
                write!(f, "this outranks it, else it would be {person}")
            }
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.person {
            Some(person) => write!(f, "{person} is on duty")?,
            None => f.write_str("nobody is on duty")?,
        }
        self.write_time(f)?;
        f.write_str(" because ")?;
        self.write_reason(f)?;
        for passed in &self.passed_over {
            self.write_passed(passed, f)?;
        }
        f.write_str(".")
    }
}
