//! Units of figures.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    #[serde(rename = "kr")]
    Kr,
    #[serde(rename = "tkr")]
    Tkr,
    /// Millions of kronor; `mkr` and `mnkr` are the same.
    #[serde(rename = "mkr")]
    Mkr,
    #[serde(rename = "mdkr")]
    Mdkr,
    #[serde(rename = "%")]
    Percent,
    #[serde(rename = "procentenheter")]
    Points,
    /// A number of things: people, households, hours.
    #[serde(rename = "antal")]
    Count,
}

impl Unit {
    /// How many kronor one is; none for what is not money.
    pub fn kronor(self) -> Option<Decimal> {
        let power = match self {
            Self::Kr => 0,
            Self::Tkr => 3,
            Self::Mkr => 6,
            Self::Mdkr => 9,
            Self::Percent | Self::Points | Self::Count => return None,
        };
        Some(Decimal::from(10_i64.pow(power)))
    }

    /// The factor that turns a value of this unit into one of `other`; none when they do not compare.
    pub fn factor_to(self, other: Self) -> Option<Decimal> {
        if self == other {
            return Some(Decimal::ONE);
        }
        self.kronor()?.checked_div(other.kronor()?)
    }

    /// As it is written in a Swedish report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kr => "kr",
            Self::Tkr => "tkr",
            Self::Mkr => "mkr",
            Self::Mdkr => "mdkr",
            Self::Percent => "%",
            Self::Points => "procentenheter",
            Self::Count => "antal",
        }
    }
}
