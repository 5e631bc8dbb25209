//! The sentences about tables: identities that fail, figures that cannot be read, doubt.

use super::{amount, cell};
use crate::engine::{
    check::{Correction, Failure, FootingFact},
    options::Lang,
    report::{RelationKind, Slip},
};
use rust_decimal::Decimal;
use std::fmt::Write as _;

fn n_sv(value: Decimal) -> String {
    amount(Lang::Sv, value)
}

fn n_en(value: Decimal) -> String {
    amount(Lang::En, value)
}

pub(super) fn swedish(fact: &FootingFact) -> String {
    match fact {
        FootingFact::Fails(failure) => fails_sv(failure),
        FootingFact::Malformed { text } => {
            format!(
                "”{text}” är nästan ett tal men går inte att läsa som ett. Skriv om det så som de andra är skrivna."
            )
        }
        FootingFact::ColumnsInDoubt { table } => {
            format!("Kolumnerna i tabell {table} gick inte att skilja åt. Siffrorna i den är okontrollerade.")
        }
        FootingFact::RowInDoubt { label } => format!(
            "Raden ”{label}” går att läsa på flera sätt som är lika bra. Det som inte kunde avgöras är okontrollerat."
        ),
        FootingFact::Exhausted { table } => format!(
            "Tabell {table} är så stor att inte alla samband i den har prövats. Det som inte prövats är okontrollerat."
        ),
    }
}

fn fails_sv(failure: &Failure) -> String {
    let total = cell(&failure.total);
    let given = match failure.kind {
        RelationKind::Sum => "delarna blir",
        RelationKind::Difference => "skillnaden blir",
        RelationKind::Average => "medelvärdet blir",
        RelationKind::Ratio => "kvoten blir",
        RelationKind::Change => "förändringen blir",
    };
    let mut out = format!(
        "{total}: {given} {} men det står {}. Det skiljer {}, och avrundning förklarar högst {}.",
        n_sv(failure.computed),
        n_sv(failure.reported),
        n_sv(failure.difference),
        n_sv(failure.tolerance),
    );
    if let Some(correction) = &failure.culprit {
        out.push(' ');
        out.push_str(&corrected_sv(correction, failure.failing));
    }
    out
}

fn corrected_sv(correction: &Correction, failing: usize) -> String {
    let cell = cell(&correction.cell);
    let mut out = match correction.suggested {
        Some(value) => {
            format!("{cell}: {} bör troligen vara {}", n_sv(correction.printed), n_sv(value))
        }
        None => format!("{cell} är troligen fel"),
    };
    if let Some(slip) = correction.slip {
        out.push_str(" (");
        out.push_str(slip_name_sv(slip));
        out.push(')');
    }
    match failing {
        0 | 1 => out.push('.'),
        count => {
            let _ = write!(out, "; då stämmer alla {count} samband som nu inte gör det.");
        }
    }
    if correction.alternatives > 0 {
        out.push_str(" Även en annan cell kan vara den felaktiga.");
    }
    out
}

fn slip_name_sv(slip: Slip) -> &'static str {
    match slip {
        Slip::DigitsSwapped => "två siffror har bytt plats",
        Slip::OneDigit => "en siffra är fel",
        Slip::SignLost => "tecknet är fel",
        Slip::DigitCount => "en siffra saknas eller är för mycket",
        Slip::Thousand => "tusen gånger fel",
        Slip::NeighbourColumn => "siffran i kolumnen bredvid",
        Slip::RowLeftOut => "en rad är inte medräknad",
        Slip::CountedTwice => "en rad är räknad två gånger",
        Slip::NotUpdated => "summan är inte uppdaterad",
    }
}

pub(super) fn english(fact: &FootingFact) -> String {
    match fact {
        FootingFact::Fails(failure) => fails_en(failure),
        FootingFact::Malformed { text } => {
            format!(
                "“{text}” is nearly a number but cannot be read as one. Write it the way the others are written."
            )
        }
        FootingFact::ColumnsInDoubt { table } => {
            format!("The columns of table {table} could not be told apart. Its figures are unchecked.")
        }
        FootingFact::RowInDoubt { label } => {
            format!(
                "The row “{label}” can be read in several equally good ways. What could not be told is unchecked."
            )
        }
        FootingFact::Exhausted { table } => format!(
            "Table {table} is so large that not every identity in it has been tried. What was not tried is unchecked."
        ),
    }
}

fn fails_en(failure: &Failure) -> String {
    let total = cell(&failure.total);
    let given = match failure.kind {
        RelationKind::Sum => "the parts add up to",
        RelationKind::Difference => "the difference is",
        RelationKind::Average => "the average is",
        RelationKind::Ratio => "the ratio is",
        RelationKind::Change => "the change is",
    };
    let mut out = format!(
        "{total}: {given} {} but the report says {}. They differ by {}, and rounding explains at most {}.",
        n_en(failure.computed),
        n_en(failure.reported),
        n_en(failure.difference),
        n_en(failure.tolerance),
    );
    if let Some(correction) = &failure.culprit {
        out.push(' ');
        out.push_str(&corrected_en(correction, failure.failing));
    }
    out
}

fn corrected_en(correction: &Correction, failing: usize) -> String {
    let cell = cell(&correction.cell);
    let mut out = match correction.suggested {
        Some(value) => format!("{cell}: {} should probably be {}", n_en(correction.printed), n_en(value)),
        None => format!("{cell} is probably wrong"),
    };
    if let Some(slip) = correction.slip {
        out.push_str(" (");
        out.push_str(slip_name_en(slip));
        out.push(')');
    }
    match failing {
        0 | 1 => out.push('.'),
        count => {
            let _ = write!(out, "; then all {count} identities that now fail hold.");
        }
    }
    if correction.alternatives > 0 {
        out.push_str(" Another cell may be the wrong one instead.");
    }
    out
}

fn slip_name_en(slip: Slip) -> &'static str {
    match slip {
        Slip::DigitsSwapped => "two digits have changed places",
        Slip::OneDigit => "one digit is wrong",
        Slip::SignLost => "the sign is wrong",
        Slip::DigitCount => "a digit is missing or too many",
        Slip::Thousand => "off by a factor of a thousand",
        Slip::NeighbourColumn => "the figure of the neighbouring column",
        Slip::RowLeftOut => "a row is left out",
        Slip::CountedTwice => "a row is counted twice",
        Slip::NotUpdated => "the total has not been updated",
    }
}
