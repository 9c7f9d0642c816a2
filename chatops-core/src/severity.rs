//! How bad it is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad an incident is. `Sev1` is the worst. The order puts the worst first, so
/// `Sev1 < Sev5`; ask with [`Severity::at_least`] where that could be misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Most customers cannot use the product.
    Sev1,
    /// Many customers are hurt, or an important part is down.
    Sev2,
    /// Some customers are hurt, or there is a way round.
    Sev3,
    /// Few notice.
    Sev4,
    /// Nobody outside notices.
    Sev5,
}

impl Severity {
    /// All levels, worst first.
    pub const ALL: [Self; 5] = [Self::Sev1, Self::Sev2, Self::Sev3, Self::Sev4, Self::Sev5];

    /// The number people say: 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Sev1 => 1,
            Self::Sev2 => 2,
            Self::Sev3 => 3,
            Self::Sev4 => 4,
            Self::Sev5 => 5,
        }
    }

    /// The level with this number, if there is one.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// Whether this is as bad as `other` or worse.
    #[must_use]
    pub fn at_least(self, other: Self) -> bool {
        self <= other
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SEV{}", self.number())
    }
}

impl std::str::FromStr for Severity {
    type Err = UnknownSeverity;

    /// Reads `1`, `sev1`, `SEV-1` and `sev 1`.
    fn from_str(text: &str) -> Result<Self, UnknownSeverity> {
        let lower = text.trim().to_lowercase();
        let digits = lower.strip_prefix("sev").unwrap_or(&lower).trim_start_matches(['-', ' ']);
        digits
            .parse()
            .ok()
            .and_then(Self::from_number)
            .ok_or_else(|| UnknownSeverity(text.chars().take(20).collect()))
    }
}

/// A severity that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a severity; write a number from 1 (worst) to 5")]
pub struct UnknownSeverity(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_levels_come_first_and_are_read_in_every_common_spelling() {
        assert!(Severity::Sev1.at_least(Severity::Sev2));
        assert!(!Severity::Sev3.at_least(Severity::Sev2));
        for spelling in ["2", "sev2", "SEV-2", " sev 2 "] {
            assert_eq!(spelling.parse::<Severity>().unwrap(), Severity::Sev2);
        }
        assert!("6".parse::<Severity>().is_err());
        assert!("0".parse::<Severity>().is_err());
    }
}
