//! Every sentence that a finding is told in. One file a language; a [`Fact`] without words does not compile.

mod amount;
mod en;
mod footing;
mod section;
mod sv;

use super::{
    check::{CellName, Fact},
    options::Lang,
    profile::Problem,
    prose::Why,
    report::RelationKind,
};
use rust_decimal::Decimal;

pub use amount::amount;

/// The sentence for a fault in a profile file.
pub fn problem(lang: Lang, problem: &Problem) -> String {
    match lang {
        Lang::Sv => section::problem_in_swedish(problem),
        Lang::En => section::problem_in_english(problem),
    }
}

/// The sentence for a fact: what differs, why it is told, what to look at.
pub fn message(lang: Lang, fact: &Fact) -> String {
    match lang {
        Lang::Sv => sv::message(fact),
        Lang::En => en::message(fact),
    }
}

/// The first of the sentences about an identity that fails, for where the working and what would mend it are shown
/// beside it: what comes of the terms, and what is printed.
pub fn mismatch(lang: Lang, kind: RelationKind, place: &str, computed: Decimal, reported: Decimal) -> String {
    match lang {
        Lang::Sv => footing::mismatch_sv(kind, place, computed, reported),
        Lang::En => footing::mismatch_en(kind, place, computed, reported),
    }
}

/// Why a figure of the prose is unchecked.
pub fn reason(lang: Lang, why: Why) -> &'static str {
    match lang {
        Lang::Sv => sv::reason(why),
        Lang::En => en::reason(why),
    }
}

/// A cell by its row and column, or by the one of them that has a name.
fn cell(name: &CellName) -> String {
    match (name.row.is_empty(), name.column.is_empty()) {
        (false, false) => format!("{}, {}", name.row, name.column),
        (false, true) => name.row.clone(),
        (true, _) => name.column.clone(),
    }
}
