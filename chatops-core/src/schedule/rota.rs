//! A rota: a checked configuration that answers questions.

use std::sync::Arc;

use jiff::Timestamp;

use super::board::{Board, Top};
use super::config::{LayerConfig, OverrideConfig, RotaConfig};
use super::error::{ScheduleError, ScheduleProblem};
use super::layer::Layer;
use super::pure::{PureSchedule, Stretch};
use super::restriction::Windows;
use super::span::{Span, Spans};
use super::times::Moment;
use super::why::{Reason, Why};
use super::zone::{NoInstant, Zone};
use crate::ids::PersonId;

/// Longest name of a rota or layer, in bytes: as long as any other name here.
pub const NAME_BYTES_MAX: usize = crate::ids::NAME_BYTES_MAX;

/// Most layers of a rota. Each is asked for every answer; real rotas have fewer than ten.
pub const LAYERS_MAX: usize = 100;

/// Most participants of a layer. With weekly turns, more would wait for twenty years.
pub const PARTICIPANTS_MAX: usize = 1_000;

/// Most overrides of a rota: one a day for 27 years.
pub const OVERRIDES_MAX: usize = 10_000;

/// Most restrictions of a layer. A week of different hours for each day needs a dozen.
pub const RESTRICTIONS_MAX: usize = 100;

/// Characters of a wrong name that an error repeats.
const SHOWN_CHARS_MAX: usize = 40;

/// A schedule made of layers and overrides.
///
/// An override wins over all layers; a later layer wins over an earlier one; where no layer covers,
/// nobody is on duty. These are PagerDuty's rules. How turns are counted stands on
/// [`Rotation`](super::Rotation), how clock changes are met on the [module](super).
///
/// Answers cost one step per layer and a binary search of the overrides, however far the instant
/// is from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rota {
    name: Arc<str>,
    zone: Zone,
    board: Board<Override, Layer>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Override {
    person: PersonId,
    /// Its position in the configuration, from 0.
    position: usize,
}

impl Top for Override {
    fn person(&self) -> &PersonId {
        &self.person
    }

    fn reason(&self) -> Reason {
        Reason::Override
    }
}

impl Rota {
    /// Checks a configuration and makes a rota of it.
    ///
    /// # Errors
    /// [`ScheduleError`] names the first key that is wrong and says what to write instead: see
    /// [`ScheduleProblem`] for all that can be wrong.
    ///
    /// ```
    /// # use chatops_core::schedule::{Rota, RotaConfig};
    /// let empty = RotaConfig {
    ///     name: "em".into(), zone: "UTC".into(), layers: vec![], overrides: vec![],
    /// };
    /// assert_eq!(
    ///     Rota::build(&empty).unwrap_err().to_string(),
    ///     "rota `em`, layers: the rota is empty; add at least one layer",
    /// );
    /// ```
    pub fn build(config: &RotaConfig) -> Result<Self, ScheduleError> {
        let wrong = |(place, problem)| ScheduleError { rota: shown(&config.name), place, problem };
        Self::check(config).map_err(wrong)
    }

    /// The IANA name of the zone of its times of day.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.zone.name()
    }

    fn check(config: &RotaConfig) -> Result<Self, Wrong> {
        check_name(&config.name).map_err(at("name"))?;
        let zone = Zone::named(&config.zone)
            .ok_or_else(|| ScheduleProblem::UnknownZone { zone: shown(&config.zone) })
            .map_err(at("zone"))?;
        if config.layers.is_empty() {
            return Err(("layers".into(), ScheduleProblem::NoLayers));
        }
        check_count(config.layers.len(), LAYERS_MAX).map_err(at("layers"))?;
        check_count(config.overrides.len(), OVERRIDES_MAX).map_err(at("overrides"))?;
        let mut layers = Vec::with_capacity(config.layers.len());
        for (position, layer) in config.layers.iter().enumerate() {
            let earlier = config.layers.iter().take(position);
            if let Some(other) = earlier.clone().position(|other| other.name == layer.name) {
                let problem = ScheduleProblem::SameName { name: shown(&layer.name), other };
                return Err((format!("layers[{position}].name"), problem));
            }
            let built = check_layer(layer, &zone);
            layers.push(built.map_err(|(key, wrong)| (format!("layers[{position}]{key}"), wrong))?);
        }
        let spans = check_overrides(&config.overrides, &zone)?;
        let name = Arc::from(config.name.as_str());
        Ok(Self { name, zone, board: Board { spans, layers } })
    }
}

/// A place and what is wrong with it.
type Wrong = (String, ScheduleProblem);

fn at(place: &str) -> impl FnOnce(ScheduleProblem) -> Wrong {
    move |problem| (place.to_owned(), problem)
}

fn shown(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(SHOWN_CHARS_MAX).collect()
}

fn check_name(name: &str) -> Result<(), ScheduleProblem> {
    let usable = !name.trim().is_empty()
        && name.len() <= NAME_BYTES_MAX
        && !name.chars().any(char::is_control);
    if usable { Ok(()) } else { Err(ScheduleProblem::Name) }
}

fn check_count(count: usize, limit: usize) -> Result<(), ScheduleProblem> {
    if count <= limit { Ok(()) } else { Err(ScheduleProblem::TooMany { count, limit }) }
}

fn check_layer(config: &LayerConfig, zone: &Zone) -> Result<Layer, Wrong> {
    check_name(&config.name).map_err(at(".name"))?;
    if config.participants.is_empty() {
        return Err((".participants".into(), ScheduleProblem::NoParticipants));
    }
    check_count(config.participants.len(), PARTICIPANTS_MAX).map_err(at(".participants"))?;
    check_count(config.restrictions.len(), RESTRICTIONS_MAX).map_err(at(".restrictions"))?;
    let start = instant(config.start, zone).map_err(at(".start"))?;
    let end = config.end.map(|end| instant(end, zone)).transpose().map_err(at(".end"))?;
    if let Some(end) = end.filter(|end| *end <= start) {
        return Err((".end".into(), ScheduleProblem::LayerEndsFirst { start, end }));
    }
    let windows = Windows::join(&config.restrictions)
        .map_err(|(position, problem)| (format!(".restrictions[{position}]"), problem))?;
    Layer::new(config, (start, end), windows, zone).map_err(at(".rotation"))
}

fn check_overrides(configs: &[OverrideConfig], zone: &Zone) -> Result<Spans<Override>, Wrong> {
    let mut spans = Vec::with_capacity(configs.len());
    for (position, config) in configs.iter().enumerate() {
        let place = |key: &str| format!("overrides[{position}]{key}");
        let from = instant(config.from, zone).map_err(at(&place(".from")))?;
        let until = instant(config.until, zone).map_err(at(&place(".until")))?;
        let person = config.person.clone();
        if until <= from {
            let problem = ScheduleProblem::OverrideEndsFirst { person, from, until };
            return Err((place(".until"), problem));
        }
        spans.push(Span { from, until, what: Override { person, position } });
    }
    Spans::apart(spans).map_err(|overlap| {
        let [later, earlier] = *overlap;
        let problem = ScheduleProblem::OverridesOverlap {
            person: later.what.person,
            from: later.from,
            until: later.until,
            other: earlier.what.position,
            other_person: earlier.what.person,
            other_from: earlier.from,
            other_until: earlier.until,
        };
        (format!("overrides[{}]", later.what.position), problem)
    })
}

fn instant(moment: Moment, zone: &Zone) -> Result<Timestamp, ScheduleProblem> {
    match moment {
        Moment::Instant(instant) => Ok(instant),
        Moment::Local(local) => zone.written(local).map_err(|wrong| match wrong {
            NoInstant::OutOfRange => ScheduleProblem::OutOfRange { local },
            NoInstant::Skipped(gap) => ScheduleProblem::Skipped {
                local,
                zone: zone.name().to_string(),
                gap_from: gap.from,
                gap_until: gap.until,
            },
        }),
    }
}

impl PureSchedule for Rota {
    fn name(&self) -> &str {
        &self.name
    }

    fn stretch(&self, at: Timestamp) -> Stretch<'_> {
        self.board.stretch(at)
    }

    fn why(&self, at: Timestamp) -> Why {
        let (reason, passed_over) = self.board.reason(at);
        Why::new(&self.zone, self.stretch(at), reason, passed_over)
    }
}
