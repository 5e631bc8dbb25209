//! What the user can choose.

use super::profile::Profile;
use serde::{Deserialize, Serialize};

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Sv,
    En,
}

/// How much a recomputed total may differ from the reported one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    /// By what the figures' own rounding allows (see [`super::interval`]).
    #[default]
    Interval,
    /// Not at all.
    Exact,
    /// By at most one unit of the last shown digit.
    One,
}

/// Which profile the report is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProfileChoice {
    /// The one that the text itself points to.
    #[default]
    Auto,
    /// A shipped one, by its id.
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
    /// Ids of checks that are switched off.
    pub rules_off: Vec<String>,
}
