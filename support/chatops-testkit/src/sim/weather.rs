//! Which faults a seed has, and how often.
//!
//! Some seeds are calm, so that what goes wrong without any fault is seen too; some have one kind of fault, so that a
//! finding is easy to read; most have several.

use std::time::Duration;

use super::chance::Chance;

/// What can happen to a call on its way, to what comes in, and to a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The call takes seconds.
    Delay,
    /// The call takes longer than anybody waits.
    Hang,
    /// The service answers that it is not there; nothing happened.
    Unavailable,
    /// Nothing happened, and nobody knows.
    RequestLost,
    /// It happened, and nobody knows.
    AnswerLost,
    /// Too many requests, with the wait that is asked for.
    RateLimited,
    /// The service does not let us, for a while.
    Forbidden,
    /// The service does not answer at all, for a while.
    Outage,
    /// The journal could not be written; nothing was.
    JournalUnavailable,
    /// The journal was written, and nobody knows.
    JournalAnswerLost,
    /// The journal takes long.
    JournalDelay,
    /// The journal does not answer at all, for a while.
    JournalOutage,
    /// The chat's connection breaks: what was not acknowledged comes again.
    Disconnect,
    /// Something comes in twice.
    Duplicate,
    /// What comes in changes places.
    Reorder,
    /// Something comes in minutes later.
    Late,
    /// The platform forgets to report a message.
    Swallowed,
    /// A replica dies at a call.
    Kill,
    /// A replica stops at once and starts again.
    Restart,
    /// A replica stands still for longer than its leases.
    Pause,
    /// A replica's clock jumps ahead by a day.
    ClockAhead,
    /// A replica's clock jumps back by a day.
    ClockBack,
    /// A request that had left a dying replica still arrives.
    Posthumous,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::Delay,
        Self::Hang,
        Self::Unavailable,
        Self::RequestLost,
        Self::AnswerLost,
        Self::RateLimited,
        Self::Forbidden,
        Self::Outage,
        Self::JournalUnavailable,
        Self::JournalAnswerLost,
        Self::JournalDelay,
        Self::JournalOutage,
        Self::Disconnect,
        Self::Duplicate,
        Self::Reorder,
        Self::Late,
        Self::Swallowed,
        Self::Kill,
        Self::Restart,
        Self::Pause,
        Self::ClockAhead,
        Self::ClockBack,
        Self::Posthumous,
    ];

    /// Its word in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Delay => "delay",
            Self::Hang => "hang",
            Self::Unavailable => "unavailable",
            Self::RequestLost => "request lost",
            Self::AnswerLost => "answer lost",
            Self::RateLimited => "rate limited",
            Self::Forbidden => "forbidden for a while",
            Self::Outage => "service down for a while",
            Self::JournalUnavailable => "journal unavailable",
            Self::JournalAnswerLost => "journal answer lost",
            Self::JournalDelay => "journal slow",
            Self::JournalOutage => "journal down for a while",
            Self::Disconnect => "chat disconnected",
            Self::Duplicate => "delivered twice",
            Self::Reorder => "reordered",
            Self::Late => "delivered late",
            Self::Swallowed => "never delivered",
            Self::Kill => "replica killed",
            Self::Restart => "replica restarted",
            Self::Pause => "replica paused",
            Self::ClockAhead => "clock a day ahead",
            Self::ClockBack => "clock a day back",
            Self::Posthumous => "arrived after death",
        }
    }

    /// How often it happens in a thousand calls or deliveries, where a seed has it in full. Faults of whole replicas
    /// and services are counted by [`Weather::disasters`] instead.
    fn per_mille(self) -> u64 {
        match self {
            Self::Delay => 40,
            Self::Hang => 6,
            Self::Unavailable | Self::RequestLost => 40,
            Self::AnswerLost => 60,
            Self::RateLimited => 40,
            // A pass of the driver makes five calls, so these are rarer.
            Self::JournalUnavailable | Self::JournalAnswerLost => 8,
            Self::JournalDelay => 20,
            Self::Disconnect => 20,
            Self::Duplicate => 80,
            Self::Reorder => 200,
            Self::Late => 40,
            Self::Swallowed => 10,
            // Half of what had left.
            Self::Posthumous => 500,
            _ => 0,
        }
    }

    fn is_disaster(self) -> bool {
        matches!(
            self,
            Self::Forbidden
                | Self::Outage
                | Self::JournalOutage
                | Self::Kill
                | Self::Restart
                | Self::Pause
                | Self::ClockAhead
                | Self::ClockBack
        )
    }
}

/// The faults of one seed.
#[derive(Debug, Clone)]
pub struct Weather {
    rates: Vec<(Fault, u64)>,
    /// Faults of whole replicas and services, in the order in which they come, with the wait before each.
    pub disasters: Vec<(Duration, Fault)>,
    /// Longest wait of an ordinary call, in milliseconds.
    pub latency_ms_max: u64,
}

/// Most disasters of one seed: each takes minutes of virtual time to recover from.
const DISASTERS_MAX: u64 = 5;

/// Longest wait for the next disaster, in seconds: a story lasts about an hour.
const DISASTER_WAIT_SECONDS_MAX: u64 = 900;

impl Weather {
    /// The weather of a seed.
    #[must_use]
    pub fn of(chance: &mut Chance) -> Self {
        let kind = chance.below(10);
        let wanted: Vec<Fault> = match kind {
            0 => Vec::new(),
            1..=3 => chance.pick(&Fault::ALL).copied().into_iter().collect(),
            _ => Fault::ALL.into_iter().filter(|_| chance.per_mille(450)).collect(),
        };
        let rates = wanted
            .iter()
            .filter(|fault| !fault.is_disaster())
            .map(|fault| (*fault, fault.per_mille() * chance.between(1, 4) / 2))
            .collect();
        let disasters: Vec<Fault> =
            wanted.iter().copied().filter(|fault| fault.is_disaster()).collect();
        let count = if disasters.is_empty() { 0 } else { chance.between(1, DISASTERS_MAX) };
        let disasters = (0..count)
            .filter_map(|_| {
                let wait = Duration::from_secs(chance.between(1, DISASTER_WAIT_SECONDS_MAX));
                Some((wait, *chance.pick(&disasters)?))
            })
            .collect();
        let latency_ms_max = *chance.pick(&[0, 20, 200, 1_500]).unwrap_or(&20);
        Self { rates, disasters, latency_ms_max }
    }

    /// No faults at all.
    #[must_use]
    pub fn calm() -> Self {
        Self { rates: Vec::new(), disasters: Vec::new(), latency_ms_max: 20 }
    }

    /// These kinds of faults, each so often in a thousand.
    #[must_use]
    pub fn of_many(rates: &[(Fault, u64)]) -> Self {
        Self { rates: rates.to_vec(), ..Self::calm() }
    }

    /// How often a fault happens in a thousand.
    #[must_use]
    pub fn rate(&self, fault: Fault) -> u64 {
        self.rates.iter().find(|(known, _)| *known == fault).map_or(0, |(_, often)| *often)
    }
}
