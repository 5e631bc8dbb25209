//! Tables that are made up for the tests.

pub(crate) mod kinds;
pub(crate) mod slips;
