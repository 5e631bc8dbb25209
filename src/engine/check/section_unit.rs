//! A row of the table of units has no section of its own, though the others have.

use super::{
    Found,
    section::{SectionFact, found, found_at_line},
};
use crate::engine::{
    Analysis,
    report::{Row, RowRole, Severity},
    words::words,
};

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let names: Vec<&str> = analysis
        .outline
        .details
        .iter()
        .filter(|detail| !detail.is_title && !detail.recurs)
        .map(|detail| detail.name.as_str())
        .collect();
    for table in &analysis.tables {
        let mut rows: Vec<&Row> = table
            .rows
            .iter()
            .filter(|row| !matches!(row.role, RowRole::Total | RowRole::Net | RowRole::Result | RowRole::Part))
            .collect();
        // Where most rows open with a code, a row without one is something else.
        let coded = |row: &&Row| row.label.starts_with(|c: char| c.is_ascii_digit());
        if rows.iter().filter(|row| coded(row)).count() * 2 > rows.len() {
            rows.retain(coded);
        }
        let has = |row: &Row| names.iter().any(|name| same_unit(&row.label, name));
        let have = rows.iter().filter(|row| has(row)).count();
        // Five of six is a habit; fewer rows or more holes are chance.
        if rows.len() < 4 || have == rows.len() || have * 10 < rows.len() * 7 {
            continue;
        }
        for row in rows.iter().filter(|row| !has(row)) {
            let fact = SectionFact::NoUnit { label: row.label.clone(), have, of: rows.len() };
            out.push(match row.label_span {
                Some(span) => found(fact, Severity::Note, Some(span)),
                None => found_at_line(fact, Severity::Note, row.line),
            });
        }
    }
}

/// Do a row's label and a heading name the same unit? All words of the shorter in the longer, or more than half
/// of them where a word may be cut short (*Missbruk* for *Missbruksvård*).
pub(super) fn same_unit(label: &str, heading: &str) -> bool {
    let telling = |text: &str| -> Vec<String> {
        words(text).into_iter().filter(|word| word.text.chars().count() >= 3).map(|word| word.stem).collect()
    };
    let (a, b) = (telling(label), telling(heading));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.is_empty() {
        return false;
    }
    let same = |x: &String, y: &String| {
        x == y || x.chars().count() >= 6 && y.starts_with(x.as_str()) || y.chars().count() >= 6 && x.starts_with(y.as_str())
    };
    let shared = short.iter().filter(|word| long.iter().any(|other| same(word, other))).count();
    shared == short.len() && (short.len() >= 2 || long.len() <= 3) || short.len() >= 3 && shared * 3 >= short.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_by_their_words() {
        for (label, heading, same) in [
            ("512 Verksamhetsstöd", "verksamhetsstöd", true),
            ("515 Barn och familj / Missbruksvård", "barn och familj/missbruk", true),
            ("514 En ingång", "omsorgsavdelningen: en ingång", true),
            ("516 Ordinärt boende", "särskilt boende för äldre", false),
            ("518 Psykosocialt stöd", "psykosocialt stöd och daglig verksamhet", true),
            ("518 Psykosocialt stöd", "stöd till funktionsnedsatta", false),
            ("", "stöd", false),
        ] {
            assert_eq!(same_unit(label, heading), same, "{label} / {heading}");
        }
    }
}
