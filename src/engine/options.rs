//! What the user can choose.

use super::{
    profile::{self, Profile},
    relation::given::Given,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Sv,
    En,
}

/// How much a recomputed total may differ from the reported one. Written `interval`, `exact`, `one` or
/// `fixed:2.5`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Rounding {
    /// By what the figures' own rounding allows (see [`super::interval`]).
    #[default]
    Interval,
    /// Not at all.
    Exact,
    /// By at most one unit of the last shown digit.
    One,
    /// By at most so much, in the table's own unit.
    Fixed(Decimal),
}

impl Rounding {
    /// How far a sum may be off: `interval` is what the rounding of all its figures explains, `half` half a unit of the
    /// total's last digit.
    pub fn tolerance(self, interval: Decimal, half: Decimal) -> Decimal {
        match self {
            Self::Interval => interval,
            Self::Exact => Decimal::ZERO,
            Self::One => half.saturating_add(half),
            Self::Fixed(amount) => amount,
        }
    }
}

/// The ways to write a [`Rounding`].
pub const ROUNDINGS: [&str; 4] = ["interval", "exact", "one", "fixed:N"];

impl FromStr for Rounding {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let amount = |text: &str| {
            let amount = Decimal::from_str_exact(&text.replace(',', ".")).ok()?;
            (!amount.is_sign_negative()).then_some(amount)
        };
        match (word, word.strip_prefix("fixed:").map(amount)) {
            ("interval", _) => Ok(Self::Interval),
            ("exact", _) => Ok(Self::Exact),
            ("one", _) => Ok(Self::One),
            (_, Some(Some(amount))) => Ok(Self::Fixed(amount)),
            (_, Some(None)) => Err(format!("{word}: N is to be an amount, as in fixed:2.5")),
            _ => Err(format!("{word}: there are {}", ROUNDINGS.join(", "))),
        }
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interval => f.write_str("interval"),
            Self::Exact => f.write_str("exact"),
            Self::One => f.write_str("one"),
            Self::Fixed(amount) => write!(f, "fixed:{amount}"),
        }
    }
}

impl From<Rounding> for String {
    fn from(rounding: Rounding) -> Self {
        rounding.to_string()
    }
}

impl TryFrom<String> for Rounding {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        word.parse()
    }
}

/// Which profile the report is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProfileChoice {
    /// The one that the text itself points to.
    #[default]
    Auto,
    /// A shipped one or one of [`Options::own`], by its id.
    Named(String),
    /// One of the user's own.
    Own(Box<Profile>),
}

/// What the user can choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub lang: Lang,
    pub rounding: Rounding,
    pub profile: ProfileChoice,
    /// Profiles of the host's or the user's, which a text may point to as to the shipped ones. One with the id of a
    /// shipped one takes its place.
    pub own: Vec<Profile>,
    /// Ids of checks that are switched off.
    pub rules_off: Vec<String>,
    /// What the user says of the tables.
    pub given: Vec<Given>,
}

/// What is asked for where the text itself is to point to a profile.
pub const AUTO: &str = "auto";

impl Options {
    /// Asks for a profile as the page does: [`AUTO`]; the id of a shipped one; a file with one profile, which is meant;
    /// or [`AUTO`] and, from the second line, a file with profiles that the text may point to besides the shipped ones.
    pub fn ask(&mut self, asked: &str) {
        let read = |file: &str| profile::read("", file).unwrap_or_default();
        self.profile = match asked.split_once('\n') {
            None if matches!(asked, "" | AUTO) => ProfileChoice::Auto,
            None => ProfileChoice::Named(asked.to_owned()),
            Some((AUTO, file)) => {
                self.own = read(file);
                ProfileChoice::Auto
            }
            // One that cannot be read demands nothing of anybody.
            Some(_) => match read(asked).into_iter().next() {
                Some(profile) => ProfileChoice::Own(Box::new(profile)),
                None => ProfileChoice::Auto,
            },
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rounding_is_read_as_it_is_written() {
        for word in ["interval", "exact", "one", "fixed:2.5", "fixed:0"] {
            assert_eq!(word.parse::<Rounding>().unwrap().to_string(), word);
        }
        assert_eq!("fixed:0,5".parse(), Ok(Rounding::Fixed(Decimal::new(5, 1))));
        for word in ["", "none", "fixed", "fixed:", "fixed:x", "fixed:-1", "fixed:1e99"] {
            assert!(word.parse::<Rounding>().is_err(), "{word}");
        }
    }
}
