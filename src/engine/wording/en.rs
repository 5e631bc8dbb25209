//! English.

use crate::engine::check::Fact;

pub(super) fn message(fact: &Fact) -> String {
    match *fact {}
}
