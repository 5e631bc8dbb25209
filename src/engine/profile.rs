//! Profiles: what a kind of report is expected to hold. Data, not code.

/// What a kind of report is expected to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub id: String,
}
