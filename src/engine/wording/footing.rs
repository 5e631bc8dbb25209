//! The sentences about tables: identities that fail, figures that cannot be read, doubt.

use super::{amount, cell};
use crate::engine::{
    check::{Correction, Failure, FootingFact, ShownChange},
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

pub(super) fn mismatch_sv(kind: RelationKind, place: &str, computed: Decimal, reported: Decimal) -> String {
    let given = match kind {
        RelationKind::Sum => "delarna blir",
        RelationKind::Difference => "skillnaden blir",
        RelationKind::Average => "medelvärdet blir",
        RelationKind::Ratio => "kvoten blir",
        RelationKind::Change => "förändringen blir",
    };
    format!("{place}: {given} {} men det står {}.", n_sv(computed), n_sv(reported))
}

fn fails_sv(failure: &Failure) -> String {
    let mut out = mismatch_sv(failure.kind, &cell(&failure.total), failure.computed, failure.reported);
    let _ = write!(
        out,
        " Det skiljer {}, och {}.",
        n_sv(failure.difference),
        if failure.tolerance.is_zero() {
            "här avrundas inte".to_owned()
        } else {
            format!("avrundning förklarar högst {}", n_sv(failure.tolerance))
        },
    );
    if let Some(correction) = &failure.culprit {
        out.push(' ');
        out.push_str(&corrected_sv(correction, failure.failing));
    }
    out
}

fn corrected_sv(correction: &Correction, failing: usize) -> String {
    if !correction.clear {
        return open_sv(correction);
    }
    let change = &correction.likeliest;
    let cell = cell(&change.cell);
    let mut out = match change.suggested {
        Some(value) => {
            format!("{cell}: {} bör troligen vara {}", n_sv(change.printed), n_sv(value))
        }
        None => format!("{cell} är troligen fel"),
    };
    if let Some(slip) = change.slip {
        let _ = write!(out, " ({})", slip_name_sv(slip));
    }
    match failing {
        0 | 1 => out.push('.'),
        2 => out.push_str("; då stämmer båda de samband som nu inte gör det."),
        count => {
            let _ = write!(out, "; då stämmer alla {count} samband som nu inte gör det.");
        }
    }
    out
}

/// The sums alone do not tell which cell is wrong.
fn open_sv(correction: &Correction) -> String {
    let change = |change: &ShownChange| {
        let mut out = format!("{}: {}", cell(&change.cell), n_sv(change.printed));
        if let Some(value) = change.suggested {
            let _ = write!(out, " i stället för {}", n_sv(value));
        }
        if let Some(slip) = change.slip {
            let _ = write!(out, " ({})", slip_name_sv(slip));
        }
        out
    };
    let mut out = format!(
        "Flera celler kan vara den felaktiga. Närmast till hands ligger {}",
        change(&correction.likeliest)
    );
    if let Some(next) = correction.others.first() {
        let _ = write!(out, "; därefter {}", change(next));
    }
    match correction.others.len() {
        0 | 1 => out.push('.'),
        2 => out.push_str("; en cell till är möjlig."),
        count => {
            let _ = write!(out, "; {} celler till är möjliga.", count - 1);
        }
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

pub(super) fn mismatch_en(kind: RelationKind, place: &str, computed: Decimal, reported: Decimal) -> String {
    let given = match kind {
        RelationKind::Sum => "the parts add up to",
        RelationKind::Difference => "the difference is",
        RelationKind::Average => "the average is",
        RelationKind::Ratio => "the ratio is",
        RelationKind::Change => "the change is",
    };
    format!("{place}: {given} {} but the report says {}.", n_en(computed), n_en(reported))
}

fn fails_en(failure: &Failure) -> String {
    let mut out = mismatch_en(failure.kind, &cell(&failure.total), failure.computed, failure.reported);
    let _ = write!(
        out,
        " They differ by {}, and {}.",
        n_en(failure.difference),
        if failure.tolerance.is_zero() {
            "nothing is rounded here".to_owned()
        } else {
            format!("rounding explains at most {}", n_en(failure.tolerance))
        },
    );
    if let Some(correction) = &failure.culprit {
        out.push(' ');
        out.push_str(&corrected_en(correction, failure.failing));
    }
    out
}

fn corrected_en(correction: &Correction, failing: usize) -> String {
    if !correction.clear {
        return open_en(correction);
    }
    let change = &correction.likeliest;
    let cell = cell(&change.cell);
    let mut out = match change.suggested {
        Some(value) => format!("{cell}: {} should probably be {}", n_en(change.printed), n_en(value)),
        None => format!("{cell} is probably wrong"),
    };
    if let Some(slip) = change.slip {
        let _ = write!(out, " ({})", slip_name_en(slip));
    }
    match failing {
        0 | 1 => out.push('.'),
        2 => out.push_str("; then both identities that now fail hold."),
        count => {
            let _ = write!(out, "; then all {count} identities that now fail hold.");
        }
    }
    out
}

/// The sums alone do not tell which cell is wrong.
fn open_en(correction: &Correction) -> String {
    let change = |change: &ShownChange| {
        let mut out = format!("{}: {}", cell(&change.cell), n_en(change.printed));
        if let Some(value) = change.suggested {
            let _ = write!(out, " instead of {}", n_en(value));
        }
        if let Some(slip) = change.slip {
            let _ = write!(out, " ({})", slip_name_en(slip));
        }
        out
    };
    let mut out =
        format!("Several cells may be the wrong one. The likeliest is {}", change(&correction.likeliest));
    if let Some(next) = correction.others.first() {
        let _ = write!(out, "; next comes {}", change(next));
    }
    match correction.others.len() {
        0 | 1 => out.push('.'),
        2 => out.push_str("; one more is possible."),
        count => {
            let _ = write!(out, "; {} more are possible.", count - 1);
        }
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
