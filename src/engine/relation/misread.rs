//! Identities that fail as they would if the text had been read wrongly.
//!
//! `Årets resultat 1 792` is 1 792, or note 1 and 792. In a table that refers to notes, a sum that fails by just
//! what one of its cells would change by, read the other way, says nothing of the figures.
//!
//! So with `årets slut29 141`, which is 29 141, or 141 behind a label that ends in 29, and `587,11 643,7`, where the
//! second figure has a thousand more or less.

use crate::engine::{
    report::{Place, Relation, Row, RowRole, Table},
    source::Source,
};
use rust_decimal::Decimal;

/// The most digits that the number of a note has.
const NOTE: usize = 2;

/// The digits between two spaces of a figure.
const GROUP: usize = 3;

/// Lines below a table that its footnotes stand within.
const FOOT: usize = 12;

/// The most characters that a figure has: more than any amount in a report.
const FIGURE: usize = 30;

/// Would a sum or difference hold if one of its cells were read with what stands before it, or without?
pub(in crate::engine) fn may_be(source: &Source, table: &Table, relation: &Relation) -> bool {
    let Some(off) = relation.reported.checked_sub(relation.computed).filter(|_| relation.is_additive())
    else {
        return false;
    };
    let mends = |cell: Place, factor: Decimal, other: Decimal| {
        let gain = table.value(cell).and_then(|value| other.checked_sub(value)?.checked_mul(factor));
        gain.and_then(|gain| off.checked_sub(gain)).is_some_and(|left| left.abs() <= relation.tolerance)
    };
    let terms = relation.terms.iter().map(|term| (term.cell, term.factor));
    let mut factors = terms.chain([(relation.total, Decimal::NEGATIVE_ONE)]);
    let refers = (0..table.rows.len()).any(|row| before(source, table, row).is_some_and(is_note));
    factors.any(|(cell, factor)| {
        with_what_is_before(source, table, cell).any(|other| mends(cell, factor, other))
            || refers && other(source, table, cell).is_some_and(|other| mends(cell, factor, other))
    }) || relation
        .terms
        .iter()
        .map(|term| (term.cell, term.factor))
        .chain([(relation.total, Decimal::NEGATIVE_ONE)])
        .any(|(cell, factor)| {
            without_mark(source, table, cell).is_some_and(|other| mends(cell, factor, other))
        })
        || of_labels(source, table, relation, off)
        || all_notes(source, table, relation, off)
        || in_label(table, relation, off)
        || relation.terms.iter().any(|term| swallows_note(source, table, term.cell))
}

/// A figure without the small number that it begins with, where a line below the table begins with that number, too: it may
/// be the mark of that footnote.
fn without_mark(source: &Source, table: &Table, cell: Place) -> Option<Decimal> {
    let (mark, rest) = table.cell(cell)?.text.split_once([' ', '\u{a0}', '\u{202f}', '\u{2009}'])?;
    let footnote = |n: usize| {
        let line = source.line(n).trim_start();
        let text = line.strip_prefix(mark).map(|text| text.trim_start_matches([')', '.', ' ', '\u{a0}']));
        text.is_some_and(|text| text.len() < line.len() - mark.len() && text.starts_with(char::is_alphabetic))
    };
    let below = table.last_line as usize..source.line_count().min(table.last_line as usize + FOOT);
    if mark.len() != 1 || !mark.bytes().all(|byte| byte.is_ascii_digit()) || !below.into_iter().any(footnote)
    {
        return None;
    }
    rest.split_whitespace().collect::<String>().replace(',', ".").parse().ok()
}

/// A figure without a sign, with the last digits of what stands one space before it as its thousands: of a label, or of
/// a figure that has too many of them.
fn with_what_is_before<'a>(
    source: &'a Source,
    table: &'a Table,
    cell: Place,
) -> impl Iterator<Item = Decimal> + 'a {
    let found = table.cell(cell).and_then(|cell| Some((cell, cell.span?))).and_then(|(cell, span)| {
        let first = cell.text.split_whitespace().next()?;
        let group = first.split(',').next()?;
        let whole = group.len() == GROUP && group.bytes().all(|byte| byte.is_ascii_digit());
        let text = source.text.get(..span.start as usize)?;
        let text = text.strip_suffix([' ', '\u{a0}', '\u{202f}', '\u{2009}']).unwrap_or(text);
        let word = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        let token = text.get(word.len()..)?;
        let decimals = |figure: &str| figure.split_once(',').map_or(0, |(_, decimals)| decimals.len());
        let odd = word.ends_with(char::is_alphabetic)
            || decimals(token) > decimals(&cell.text)
            || !token.contains(',') && token.len() > GROUP;
        (whole && odd).then_some((cell, text))
    });
    (1..=GROUP).filter_map(move |digits| {
        let (cell, text) = found?;
        let tail = text.get(text.len().checked_sub(digits)?..)?;
        let figure: String = cell.text.split_whitespace().collect::<String>().replace(',', ".");
        tail.bytes().all(|byte| byte.is_ascii_digit()).then(|| format!("{tail}{figure}").parse().ok())?
    })
}

/// Would it hold without the small whole numbers that stand right behind the labels of its terms, in a table whose
/// labels or rows refer to notes otherwise, too? One of them may be an amount; that they are off by just all of
/// them together is no chance.
fn all_notes(source: &Source, table: &Table, relation: &Relation, off: Decimal) -> bool {
    let note = |&(row, column): &Place| {
        let cells = table.rows.get(row).map(|row| row.cells.as_slice())?;
        let first = cells.iter().position(Option::is_some)? == column;
        let text = table.cell((row, column)).filter(|_| first)?.text.trim();
        is_note(text).then(|| table.value((row, column)))?
    };
    let notes: Vec<Decimal> =
        relation.terms.iter().filter_map(|term| note(&term.cell)?.checked_mul(term.factor)).collect();
    let sum: Decimal = notes.iter().copied().sum();
    let refers = |row: usize| {
        before(source, table, row).is_some_and(is_note)
            || table.rows.get(row).is_some_and(|row| label_number(&row.label).is_some_and(is_note))
    };
    notes.len() > 1
        && off.checked_add(sum).is_some_and(|left| left.abs() <= relation.tolerance)
        && (0..table.rows.len()).any(refers)
}

/// Terms whose figures are tried in pairs.
const PAIRED: usize = 60;

/// Would it hold if a figure or two began behind their first group, one space behind their labels, in a table some of whose
/// labels end in such numbers? `Boende 2 169` is 169 of the second one beside `Boende 4 98`.
fn of_labels(source: &Source, table: &Table, relation: &Relation, off: Decimal) -> bool {
    let numbered = |row: &Row| label_number(&row.label).is_some_and(is_note);
    if !table.rows.iter().any(numbered) {
        return false;
    }
    let beside = |row: usize| {
        let row = table.rows.get(row)?;
        let from = row.label_span?.end;
        let to = row.cells.iter().flatten().next()?.span?.start;
        Some(source.text.get(from as usize..to as usize)?.chars().count() == 1)
    };
    let gain = |(cell, factor): (Place, Decimal)| {
        let value = table.value(cell).filter(|_| beside(cell.0) == Some(true))?;
        other(source, table, cell)?.checked_sub(value)?.checked_mul(factor)
    };
    let cells = relation.terms.iter().map(|term| (term.cell, term.factor));
    let gains: Vec<Decimal> =
        cells.chain([(relation.total, Decimal::NEGATIVE_ONE)]).filter_map(gain).take(PAIRED).collect();
    let mends = |gain: Decimal| off.checked_sub(gain).is_some_and(|left| left.abs() <= relation.tolerance);
    gains.iter().enumerate().any(|(at, &one)| {
        let mut both = gains.iter().skip(at + 1).filter_map(|&other| one.checked_add(other));
        mends(one) || both.any(mends)
    })
}

/// Rows away from one without a note where the notes of others show its order.
const NEAR: usize = 2;

/// Does a figure begin as the note of its row would, which has none while the rows around it have theirs? `90,0` between
/// notes 9 and 10 may be note 9 and then 0,0, whatever the sum lacks.
fn swallows_note(source: &Source, table: &Table, (row, column): Place) -> bool {
    let first = table.rows.get(row).and_then(|row| row.cells.iter().position(Option::is_some));
    let note = |row: usize| {
        let text = before(source, table, row)?;
        let first = text.split(|c: char| !c.is_ascii_digit()).next()?;
        let list = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
        first.parse::<u32>().ok().filter(|_| is_note(first) && list)
    };
    let above = (row.saturating_sub(NEAR)..row).rev().find_map(note);
    let below = (row + 1..=row + NEAR).find_map(note);
    let (Some(above), Some(below), Some(cell)) = (above, below, table.cell((row, column))) else {
        return false;
    };
    let begins = |digits: usize| {
        let note = cell.text.get(..digits).filter(|note| is_note(note));
        let rest = cell.text.get(digits..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        note.and_then(|note| note.parse().ok())
            .is_some_and(|note: u32| rest && (above..=below).contains(&note))
    };
    // Sums have no notes, mostly.
    let sum = table
        .rows
        .get(row)
        .is_none_or(|row| matches!(row.role, RowRole::Total | RowRole::Net | RowRole::Result));
    first == Some(column)
        && !sum
        && below.saturating_sub(above) <= 2
        && before(source, table, row).is_some_and(str::is_empty)
        && (1..=NOTE).any(begins)
}

/// Would it hold if the figure that a term or the total lacks were the number that its label ends with?
fn in_label(table: &Table, relation: &Relation, off: Decimal) -> bool {
    relation.terms.iter().any(|term| {
        let (row, _) = term.cell;
        let label = table.rows.get(row).map_or("", |row| row.label.as_str());
        table.value(term.cell).is_none()
            && endings(label).any(|number| {
                let left = number.checked_mul(term.factor).and_then(|gain| off.checked_sub(gain));
                left.is_some_and(|left| left.abs() <= relation.tolerance)
            })
    })
}

/// The numbers that a label may end with: its last digits, and more of them.
fn endings(label: &str) -> impl Iterator<Item = Decimal> + '_ {
    let digits = label.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | ',' | '-' | '–' | '−')
    });
    let tail = label.get(digits.len()..).unwrap_or("");
    let beyond = tail.chars().count().saturating_sub(FIGURE);
    tail.char_indices().skip(beyond).filter_map(move |(at, _)| {
        let written: String = tail
            .get(at..)?
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                ',' => '.',
                '–' | '−' => '-',
                c => c,
            })
            .collect();
        written.parse().ok()
    })
}

/// The last word of a label, where it is a number.
fn label_number(label: &str) -> Option<&str> {
    label.split_whitespace().last().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What stands between a row's label and its first figure.
fn before<'a>(source: &'a Source, table: &Table, row: usize) -> Option<&'a str> {
    let row = table.rows.get(row)?;
    let cell = row.cells.iter().flatten().next()?;
    let (from, to) = (row.label_span?.end, cell.span?.start);
    source.text.get(from as usize..to as usize).map(str::trim)
}

fn is_note(text: &str) -> bool {
    (1..=NOTE).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The other way to read the first figure of a row: with the number before it as its thousands, or without its
/// thousands as that number.
fn other(source: &Source, table: &Table, (row, column): Place) -> Option<Decimal> {
    let cells = &table.rows.get(row)?.cells;
    if cells.iter().position(Option::is_some)? != column {
        return None;
    }
    let cell = table.cell((row, column))?;
    let number = |text: &str| text.split_whitespace().collect::<String>().replace(',', ".").parse().ok();
    let before = before(source, table, row)?;
    let groups: Vec<&str> = cell.text.split_whitespace().collect();
    match groups.as_slice() {
        [first, ..] if is_note(before) && first.chars().take_while(char::is_ascii_digit).count() == 3 => {
            number(&format!("{before}{}", cell.text))
        }
        [first, rest @ ..] if before.is_empty() && is_note(first) && !rest.is_empty() => {
            number(&rest.concat())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        relation::tests::table,
        report::{RelationKind, Term, Verdict},
    };

    /// Is the sum of all rows but the last, in a column, one that a misread note explains?
    fn may_be_misread(text: &str, column: usize) -> bool {
        let table = table(text);
        let relation = column_sum(&table, table.rows.len() - 1, column);
        may_be(&Source::text("t", text), &table, &relation)
    }

    /// A column's figure in one row as the sum of those above it.
    fn column_sum(table: &Table, last: usize, column: usize) -> Relation {
        let cells = (0..last).map(|row| (row, column));
        let computed: Decimal = cells.clone().filter_map(|cell| table.value(cell)).sum();
        let reported = table.value((last, column)).unwrap();
        Relation {
            kind: RelationKind::Sum,
            total: (last, column),
            terms: cells.map(|cell| Term { cell, factor: Decimal::ONE }).collect(),
            computed,
            reported,
            difference: (computed - reported).abs(),
            tolerance: Decimal::ONE,
            verdict: Verdict::Mismatch,
            given: false,
        }
    }

    #[test]
    fn a_sum_that_is_off_by_its_notes_says_nothing_of_the_figures() {
        // Where no budget stands, the reference to the note is what comes first.
        let text = |label: &str, total: &str| {
            format!(
                "tkr | Budget | Utfall\n{label} | 1318 | 1406\nAvskrivningar | 2951 | 2874\n\
                 Avsättningar | 14 | 277\nÖvrigt | 15 | -64\nSumma | {total} | 4493"
            )
        };
        assert!(may_be_misread(&text("Årets resultat 3", "4269"), 0));
        assert!(!may_be_misread(&text("Årets resultat 3", "4278"), 0), "by another amount");
        assert!(!may_be_misread(&text("Årets resultat", "4269"), 0), "nothing refers to notes");
    }

    /// The sum of all figures of a column but the last, which is its total, where each row is a label and the figures
    /// that it is read as.
    fn parted_wrong(text: &str, rows: &[(&str, &[&str])], column: usize) -> bool {
        let lines =
            rows.iter().map(|(label, cells)| format!("{label} | {}", cells.join(" | ").replace(' ', "")));
        let drawn: Vec<String> = lines.collect();
        let mut table = table(&format!("x | A | B\n{}", drawn.join("\n")));
        for (row, (line, (label, cells))) in table.rows.iter_mut().zip(text.lines().zip(rows)) {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            let mut at = start + label.len();
            row.label_span = Some(crate::engine::span::Span::new(start, at));
            for (cell, written) in row.cells.iter_mut().flatten().zip(*cells) {
                at += text[at..].find(written).unwrap();
                cell.text = (*written).to_owned();
                cell.span = Some(crate::engine::span::Span::new(at, at + written.len()));
                at += written.len();
            }
        }
        let last = table.rows.len() - 1;
        let relation = column_sum(&table, last, column);
        may_be(&Source::text("t", text), &table, &relation)
    }

    #[test]
    fn figures_that_may_begin_elsewhere_say_nothing_of_the_sum() {
        let text = "Mark 610,2 598,0\nHus 976,9 1 045,7\nSumma 1 587,11 643,7";
        let rows: [(&str, &[&str]); 3] =
            [("Mark", &["610,2", "598,0"]), ("Hus", &["976,9", "1 045,7"]), ("Summa", &["1 587,1", "643,7"])];
        assert!(parted_wrong(text, &rows, 1), "one thousand is at the end of the figure before");
        let text = "Mark 610,2 598,0\nHus 976,9 1 045,7\nSumma 1 587,1 743,7";
        let other: [(&str, &[&str]); 3] = [rows[0], rows[1], ("Summa", &["1 587,1", "743,7"])];
        assert!(!parted_wrong(text, &other, 1), "the thousand does not mend it");
        let text = "Vid början 40 28\nÖkning 29 101 13\nVid slut29 141 41";
        let rows: [(&str, &[&str]); 3] =
            [("Vid början", &["40", "28"]), ("Ökning", &["29 101", "13"]), ("Vid slut29", &["141", "41"])];
        assert!(parted_wrong(text, &rows, 0), "the label has swallowed the thousands");
    }

    #[test]
    fn a_figure_may_have_swallowed_the_number_of_its_label() {
        let text = "Boende 2 169 171\nTorg 4 880 905\nBoende 4 410 402\nAvd 3 204 190\nSumma 5 663 1 668";
        let read =
            |second: &'static str, total: &'static str| -> [(&'static str, &'static [&'static str]); 5] {
                let totals: &'static [&'static str] =
                    if total.is_empty() { &["5 663", "1 668"] } else { &["7 663", "1 668"] };
                [
                    ("Boende", &["2 169", "171"]),
                    ("Torg", &["4 880", "905"]),
                    (second, &["410", "402"]),
                    ("Avd 3", &["204", "190"]),
                    ("Summa", totals),
                ]
            };
        assert!(parted_wrong(text, &read("Boende 4", ""), 0), "2 169 may be 169 of the second");
        let text = text.replace("5 663", "7 663");
        assert!(!parted_wrong(&text, &read("Boende 4", "7"), 0), "it holds as read");
        let apart = "Boende   2 169 171\nTorg 4 880 905\nBoende 4 410 402\nAvd 3 204 190\nSumma 5 663 1 668";
        assert!(!parted_wrong(apart, &read("Boende 4", ""), 0), "it stands apart from its label");
    }

    #[test]
    fn a_label_may_have_swallowed_the_figure_that_is_missing() {
        let text = |label: &str| {
            format!(
                "tkr | Budget | Utfall\nHyror | 410 | 402\n{label} | | 77\nEl | 95 | 91\nSumma | 583 | 570"
            )
        };
        assert!(may_be_misread(&text("Städning 78"), 0));
        assert!(!may_be_misread(&text("Städning 60"), 0));
        assert!(!may_be_misread(&text("Städning"), 0));
        let numbers: Vec<String> = endings("Lån till bolag 1 250,5").map(|n| n.to_string()).collect();
        assert!(
            numbers.contains(&"1250.5".to_owned()) && numbers.contains(&"250.5".to_owned()),
            "{numbers:?}"
        );
        assert!(endings(&"1".repeat(100_000)).count() <= FIGURE);
    }

    #[test]
    fn a_figure_may_have_swallowed_the_note_of_its_row() {
        let told = |note: &str, figure: &str| {
            let text = format!("Avskrivning {note} 10,5\nFörsäljning {figure}\nInköp 10 33,2\nSumma 90,7");
            let rows: [(&str, &[&str]); 4] = [
                (&format!("Avskrivning {note}"), &["10,5"]),
                ("Försäljning", &[figure]),
                ("Inköp 10", &["33,2"]),
                ("Summa", &["90,7"]),
            ];
            let mut table = table(&format!(
                "x | A | B\nAvskrivning | 10,5 |\nFörsäljning | {figure} |\nInköp | 33,2 |\nSumma | 90,7 |"
            ));
            for (row, (line, (label, cells))) in table.rows.iter_mut().zip(text.lines().zip(rows)) {
                let start = line.as_ptr() as usize - text.as_ptr() as usize;
                let name = label.split(' ').next().unwrap();
                row.label_span = Some(crate::engine::span::Span::new(start, start + name.len()));
                let at = start + line.rfind(cells[0]).unwrap();
                let cell = row.cells[0].as_mut().unwrap();
                cell.span = Some(crate::engine::span::Span::new(at, at + cells[0].len()));
            }
            may_be(&Source::text("t", &text), &table, &column_sum(&table, 3, 0))
        };
        assert!(told("9", "90,0"), "note 9, and 0,0");
        assert!(!told("9", "80,0"), "no note between 9 and 10");
        assert!(!told("2", "90,0"), "too many notes lie between");
    }
}
