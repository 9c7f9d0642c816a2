//! Who is expected to command, and when: layers, rotations, overrides, restrictions, gaps.
//!
//! A schedule answers three questions: who is on duty at an instant, when does that change, and
//! why is it so. It holds no clock. The same schedule and the same instant always give the same
//! answer, on every machine: the zone data is the one compiled into the program.
//!
//! | Word | Meaning | Type |
//! |---|---|---|
//! | rota | a schedule worked out here, from layers and overrides | [`Rota`] |
//! | layer | people who take turns; a later layer wins over an earlier one | [`LayerConfig`] |
//! | rotation | how long a turn is and when it is handed off | [`Rotation`] |
//! | restriction | the hours in which a layer covers at all | [`RestrictionConfig`] |
//! | override | one person for one stretch of time; wins over all layers | [`OverrideConfig`] |
//! | gap | a time that nobody covers | [`Gap`] |
//! | shift | one person, on duty from one instant until another | [`Shift`] |
//! | calendar | the same answers, read from an iCal feed | [`CalendarRota`] |
//!
//! # Reading order
//! `config` (what one writes), `zone` (how wall clocks become instants), `rotation`,
//! `restriction`, `layer`, `span` (overrides), `board` (who wins), `rota`, `why`; then `ical`.
//!
//! # Rules of time
//! All times of day belong to the zone of the rota. Where a clock jumps forward, a time that it
//! skips means the first instant after the jump. Where a clock is set back, a time that it shows
//! twice means the first of the two. Both rules are those of RELIABILITY.md X13. A stretch of
//! time includes its start and excludes its end.
//!
//! The words and the precedence of layers are those of
//! [PagerDuty](https://support.pagerduty.com/docs/schedules) and
//! [GoAlert](https://github.com/target/goalert/tree/master/schedule).
//!
//! # Example
//! ```
//! use chatops_core::schedule::{PureSchedule, Rota, RotaConfig};
//!
//! let config: RotaConfig = serde_json::from_str(
//!     r#"{
//!         "name": "EM commanders",
//!         "zone": "Europe/Berlin",
//!         "layers": [{
//!             "name": "primary",
//!             "start": "2026-01-05T09:00",
//!             "participants": ["jim", "ann"],
//!             "rotation": { "weekly": { "day": "monday" } },
//!             "handoff": "09:00"
//!         }]
//!     }"#,
//! )?;
//! let rota = Rota::build(&config)?;
//!
//! // The clocks went forward on Sunday; the handoff stays at 09:00 on the wall.
//! let on_duty = rota.on_duty("2026-03-30T07:00:00Z".parse()?);
//! assert_eq!(on_duty.person, Some("jim".try_into()?));
//! assert_eq!(on_duty.until, Some("2026-04-06T07:00:00Z".parse()?));
//! assert_eq!(
//!     on_duty.why.to_string(),
//!     "jim is on duty from 2026-03-30 09:00 until 2026-04-06 09:00 \
//!      (Europe/Berlin) because turn 13 of layer `primary` falls to participant 1 of 2 \
//!      (weekly on Monday at 09:00)."
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod board;
mod config;
mod error;
mod ical;
mod layer;
mod pure;
mod restriction;
mod rota;
mod rotation;
mod span;
mod times;
mod why;
mod zone;

pub use config::{LayerConfig, OverrideConfig, RestrictionConfig, RotaConfig};
pub use error::{ScheduleError, ScheduleProblem, TooManyShifts};
pub use ical::{
    CALENDAR_BYTES_MAX, CALENDAR_EVENTS_MAX, CALENDAR_SERIES_MAX, CalendarConfig, CalendarError,
    CalendarProblem, CalendarRota,
};
pub use pure::{Gap, OnDuty, PureSchedule, STRETCHES_MAX, Shift, Stretch};
pub use restriction::Window;
pub use rota::{
    LAYERS_MAX, NAME_BYTES_MAX, OVERRIDES_MAX, PARTICIPANTS_MAX, RESTRICTIONS_MAX, Rota,
};
pub use rotation::{Rotation, RotationUnit, TURN_HOURS_MAX};
pub use times::{Day, InvalidTime, Moment, TimeOfDay};
pub use why::{Passed, PassedOver, Reason, Why};
