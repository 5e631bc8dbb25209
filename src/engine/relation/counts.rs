//! Sums of things that have been counted, which are not rounded.
//!
//! A whole figure may stand for half a unit to each side, so that 33 + 0 + 1 + 1 = 34 would pass. People who have been
//! counted are as many as is said. Words tell that a table counts, and that what it counts is measured after all
//! (full-time equivalents, means, thousands); and the same sum must be exact in the other lines, as it hardly is
//! where anything has been rounded.

use crate::engine::report::{Place, Relation, Table, Verdict};
use rust_decimal::Decimal;

/// Lines in which the sum is exact that it takes: where four figures are rounded, it is so in every third.
const EXACT: usize = 2;
/// Beginnings of words for what is counted in parts, or in thousands.
const MEASURED: &[&str] = &[
    "årsarb",
    "årsanst",
    "tjänst",
    "heltidstj",
    "heltidsekv",
    "heltidsres",
    "helårs",
    "omräkn",
    "avrund",
    "fte",
    "genomsnitt",
    "snitt",
    "medel",
    "average",
    "mean",
    "tusen",
    "miljon",
    "thousand",
    "million",
    "timm",
    "hour",
    "rounded",
    "equivalent",
];

/// Where a sum of counts is off in one line, and all others of the table are exact, it is wrong by however little.
///
/// Two that are off would be mended by one cell; more, and the counts have been estimated, or blurred to protect whom
/// they count.
pub(super) fn judge(table: &Table, relations: &mut [Relation]) {
    let of = |verdict: Verdict| {
        let linear = |relation: &&Relation| relation.is_additive() && relation.verdict == verdict;
        relations.iter().filter(linear).collect::<Vec<&Relation>>()
    };
    let (off, exact) = (of(Verdict::Rounding), of(Verdict::Exact));
    let says = |relation: &Relation| {
        let filled = |place: &Place| table.value(*place).is_some_and(|value| !value.is_zero());
        relation.terms.iter().map(|term| term.cell).filter(filled).count() > 1
    };
    let of_this =
        |relation: &&&Relation| off.first().is_some_and(|off| same(off, relation) && says(relation));
    let mended = off.first().is_some_and(|first| {
        first.cells().any(|cell| off.iter().all(|relation| relation.cells().any(|other| other == cell)))
    });
    let counted = || off.iter().chain(exact.iter().filter(of_this)).all(|relation| counts(table, relation));
    if mended && exact.iter().filter(of_this).count() >= EXACT && counted() {
        for relation in relations.iter_mut().filter(|r| r.is_additive() && r.verdict == Verdict::Rounding) {
            relation.tolerance = Decimal::ZERO;
            relation.verdict = Verdict::Mismatch;
        }
    }
}

/// Are two identities the same in two lines?
fn same(one: &Relation, other: &Relation) -> bool {
    let pairs = || one.cells().zip(other.cells());
    one.terms.len() == other.terms.len()
        && (pairs().all(|(a, b)| a.0 == b.0) || pairs().all(|(a, b)| a.1 == b.1))
}

/// Do the words say that the figures of an identity have been counted?
fn counts(table: &Table, relation: &Relation) -> bool {
    let whole = |place: Place| table.value(place).is_none_or(|value| value.scale() == 0);
    let labels = |place: Place| {
        let row = table.rows.get(place.0).map(|row| [row.label.as_str(), row.group.as_str()]);
        let column = table.columns.get(place.1).map(|column| column.header.as_str());
        row.into_iter().flatten().chain(column)
    };
    let says = |text: &str, test: &dyn Fn(&str) -> bool| {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && test(&word.to_lowercase()))
    };
    let counted = |text: &str| says(text, &|word| word == "antal" || word == "antalet" || word == "number");
    let measured =
        |text: &str| says(text, &|word| MEASURED.iter().any(|beginning| word.starts_with(beginning)));
    let title = table.title.as_str();
    let named = counted(title) || labels(relation.total).any(counted);
    named
        && table.unit.is_none()
        && relation.cells().all(whole)
        && !measured(title)
        && !relation.cells().flat_map(labels).any(measured)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        options::Rounding,
        relation::{infer, tests},
    };

    fn broken(total: &str, label: &str, later: &str) -> usize {
        let text = format!(
            "Antal | 2021 | 2022 | 2023\nLärare | 41 | 44 | 47\nElevassistenter | 9 | 12 | 8\n\
             Vikarier | 3 | 2 | 4\n{label} | 53 | {later} | {total}"
        );
        let relations = infer(&tests::table(&text), Rounding::Interval).relations;
        relations.iter().filter(|relation| relation.verdict == Verdict::Mismatch).count()
    }

    #[test]
    fn people_who_are_counted_are_not_rounded() {
        assert_eq!(broken("59", "Totalt antal anställda", "58"), 0);
        assert_eq!(broken("60", "Totalt antal anställda", "58"), 1);
        assert_eq!(broken("60", "Totalt antal årsarbetare", "58"), 0, "measured in parts");
        assert_eq!(broken("60", "Totalt antal anställda", "57"), 0, "rounded in two columns");
        assert_eq!(broken("60", "Summa kostnader", "58"), 0);
    }
}
