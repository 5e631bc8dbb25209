//! English.

use crate::engine::{
    check::{Fact, Told},
    prose::{DisputeKind, Shape, Why},
};

pub(super) fn message(fact: &Fact) -> String {
    match fact {
        Fact::Footing(fact) => super::footing::english(fact),
        Fact::Section(fact) => super::section::english(fact),
        Fact::Dispute(told) => dispute(told),
    }
}

fn dispute(told: &Told) -> String {
    let Told { kind, claim, subject, source, source_name, source_line, suggestion } = told;
    let about = if subject.is_empty() { String::new() } else { format!(" ({subject})") };
    match kind {
        DisputeKind::Cell => format!(
            "{claim}{about} does not agree with the table: {source_name} is {source} (line {source_line}). \
             By the table it should read {suggestion}."
        ),
        DisputeKind::Unit => format!(
            "{claim}{about} is a thousand times off: {source_name} is {source} (line {source_line}). \
             Look at the unit; by the table it should read {suggestion}."
        ),
        DisputeKind::Rounding => format!(
            "{claim}{about} is rounded wrongly: {source_name} is {source} (line {source_line}), which gives {suggestion}."
        ),
        DisputeKind::Direction => format!(
            "{claim}{about} has the wrong sign or direction: {source_name} is {source} (line {source_line}). \
             See whether it is more or less, a surplus or a deficit."
        ),
        DisputeKind::Turned => format!(
            "{claim}{about} is said to have gone the other way than the figures of the same text: {source}. See whether \
             it is more or less, better or worse."
        ),
        DisputeKind::Balance => format!(
            "“{claim}”{about} does not agree with the table: {source_name} is {source} (line {source_line})."
        ),
        DisputeKind::Words => format!(
            "The words beside {claim}{about} say the opposite of its sign. Change the word, or write {suggestion}."
        ),
        DisputeKind::Claim => {
            format!(
                "{claim}{about} is said to be {source} on line {source_line}. See which of the two holds."
            )
        }
        DisputeKind::Arithmetic(Shape::Share) => {
            format!(
                "{claim} does not agree with the amounts of its sentence ({source}): they give {suggestion}."
            )
        }
        DisputeKind::Arithmetic(_) => {
            format!("{claim} does not agree with the working in its sentence: {source} is {suggestion}.")
        }
        DisputeKind::Parts => format!(
            "The parts do not add up to {claim}: {source} is {suggestion}. See whether every part is listed."
        ),
    }
}

/// Why a figure of the prose is unchecked.
pub(super) fn reason(why: Why) -> &'static str {
    match why {
        Why::Nothing => "",
        Why::NoTable => "The report has no table to hold the figure against.",
        Why::NoRow => "No table row is called so.",
        Why::SeveralRows => "Several table rows may be meant.",
        Why::Unnamed => "The sentence does not say itself what the figure is about.",
        Why::NoColumn => "The table has no column for that measure or period.",
        Why::EarlierReport => "The figure compares with an earlier report, which is needed to check it.",
        Why::Rate => "The figure is a price or an average, not an amount of the tables.",
        Why::Hypothetical => "The sentence tells what would be if something were otherwise.",
        Why::Part => "The figure is a part of a row, and the part is not in the tables.",
        Why::Uncertain => "A row may be meant but has another value, and the link is not certain.",
    }
}
