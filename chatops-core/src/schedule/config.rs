//! What one writes to describe a rota. Nothing here is checked: [`Rota::build`](super::Rota::build)
//! does that, and says which key is wrong and what to write instead.

use serde::{Deserialize, Serialize};

use super::rotation::Rotation;
use super::times::{Day, Moment, TimeOfDay};
use crate::ids::PersonId;

/// A rota as it is written down. Unknown keys are refused.
///
/// ```
/// # use chatops_core::schedule::{Rota, RotaConfig};
/// let config: RotaConfig = serde_json::from_str(r#"{
///     "name": "EM commanders",
///     "zone": "America/New_York",
///     "layers": [
///         {
///             "name": "primary",
///             "start": "2026-01-05T09:00",
///             "participants": ["jim", "ann"],
///             "rotation": "daily",
///             "handoff": "09:00"
///         },
///         {
///             "name": "weekends",
///             "start": "2026-01-05T00:00:00Z",
///             "end": "2027-01-04T00:00:00Z",
///             "participants": ["bob"],
///             "rotation": { "custom": { "every": 2, "unit": "weeks" } },
///             "handoff": "18:00",
///             "restrictions": [
///                 { "weekly": { "from_day": "friday", "from": "18:00",
///                               "until_day": "monday", "until": "09:00" } },
///                 { "daily": { "from": "22:00", "until": "06:00" } }
///             ]
///         }
///     ],
///     "overrides": [
///         { "person": "eve", "from": "2026-02-01T09:00", "until": "2026-02-02T09:00" }
///     ]
/// }"#)?;
/// assert!(Rota::build(&config).is_ok());
/// assert!(serde_json::from_str::<RotaConfig>(r#"{ "nmae": "x" }"#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotaConfig {
    /// What people call it, 1 to 255 bytes.
    pub name: String,
    /// IANA name of the zone of all its times of day, for example `Europe/Berlin`.
    pub zone: String,
    /// The layers. A later one wins over an earlier one. 1 to 100.
    pub layers: Vec<LayerConfig>,
    /// The overrides. They win over all layers. At most 10,000, in any order; no two may overlap.
    #[serde(default)]
    pub overrides: Vec<OverrideConfig>,
}

/// A layer: people who take turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerConfig {
    /// What people call it, 1 to 255 bytes, unique within the rota.
    pub name: String,
    /// When it begins to cover. The first participant is on until the first handoff after it.
    pub start: Moment,
    /// When it ceases to cover. Without it the layer has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Moment>,
    /// Who takes turns, in this order. 1 to 1,000. A person may be named more than once.
    pub participants: Vec<PersonId>,
    /// How long a turn is.
    pub rotation: Rotation,
    /// The time of day of the handoffs, in the zone of the rota.
    pub handoff: TimeOfDay,
    /// The hours in which it covers. None: it always does. Several: it does in each. At most 100.
    #[serde(default)]
    pub restrictions: Vec<RestrictionConfig>,
}

/// Hours in which a layer covers. Turns go on being counted outside of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RestrictionConfig {
    /// The same hours on every day.
    Daily {
        /// When they begin.
        from: TimeOfDay,
        /// When they end. If this is earlier than `from`, they end on the next day.
        until: TimeOfDay,
    },
    /// The same hours in every week.
    Weekly {
        /// The day on which they begin.
        from_day: Day,
        /// When they begin.
        from: TimeOfDay,
        /// The day on which they end, this week or the next.
        until_day: Day,
        /// When they end.
        until: TimeOfDay,
    },
}

/// An override: one person, whatever the layers say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverrideConfig {
    /// Who is on duty.
    pub person: PersonId,
    /// From when.
    pub from: Moment,
    /// Until when. It must be later than `from`.
    pub until: Moment,
}
