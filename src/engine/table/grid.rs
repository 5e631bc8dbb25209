//! Tables from grids: what is header, label, figure and note when the cells are given.
//!
//! Nothing is taken for granted of the first row. Totals run across blank rows, so that a table goes on until
//! other heads come ([`super::parts`]); a row without figures heads the rows below it.

use super::{
    Note,
    classes::{Class, are_classes},
    header, marks,
    parts::{Grid, Part},
};
use crate::engine::{
    figure::{self, Parsed, Style, is_space},
    report::{Cell, Column, Row, State, Table},
    source::Cells,
    unit::Unit,
    vocabulary,
};
use rust_decimal::Decimal;

/// Reads the tables of a grid.
pub(super) fn read(cells: &Cells) -> (Vec<Table>, Vec<Note>) {
    read_ruled(cells, &[])
}

/// Reads the tables of a grid, some of whose rows are known to be heads.
pub(super) fn read_ruled(cells: &Cells, known: &[bool]) -> (Vec<Table>, Vec<Note>) {
    let style = marks::style(cells);
    let parsed: Vec<Vec<Parsed>> =
        cells.iter().map(|row| row.iter().map(|text| parse(text, style)).collect()).collect();
    let heads = header_rows(&parsed, cells, known);
    let parts = Grid { cells, parsed: &parsed, heads: &heads }.parts();
    if parts.len() == 1 {
        let (table, notes) = read_part(cells, style, known);
        return (table.into_iter().collect(), notes);
    }
    let (mut tables, mut notes) = (Vec::new(), Vec::new());
    for Part { rows, columns } in parts {
        let end = |row: &Vec<String>| columns.end.min(row.len());
        let part: Cells = cells
            .get(rows.clone())
            .unwrap_or(&[])
            .iter()
            .map(|row| row.get(columns.start..end(row)).unwrap_or(&[]).to_vec())
            .collect();
        let (table, left) = read_part(&part, style, known.get(rows.clone()).unwrap_or(&[]));
        tables.extend(table.map(|table| moved(table, rows.start, columns.start)));
        notes.extend(left.into_iter().map(|note| match note {
            Note::Malformed { span, line, text } => {
                Note::Malformed { span, line: line + rows.start as u32, text }
            }
            other => other,
        }));
    }
    (tables, notes)
}

/// A table with the places that it has in the whole grid.
fn moved(mut table: Table, down: usize, right: usize) -> Table {
    table.first_line += down as u32;
    table.last_line += down as u32;
    for row in &mut table.rows {
        row.line += down as u32;
        for cell in row.cells.iter_mut().flatten() {
            cell.at = cell.at.map(|(row, column)| (row + down, column + right));
        }
    }
    table
}

/// Reads a table that fills its cells.
fn read_part(cells: &Cells, style: Style, known: &[bool]) -> (Option<Table>, Vec<Note>) {
    let width = cells.iter().map(Vec::len).max().unwrap_or(0);
    let parsed: Vec<Vec<Parsed>> =
        cells.iter().map(|row| row.iter().map(|text| parse(text, style)).collect()).collect();
    let header_rows = header_rows(&parsed, cells, known);
    let note_columns: Vec<usize> = (0..width).filter(|&column| holds_notes(cells, &parsed, column)).collect();
    let mut numbers = figure_columns(cells, &parsed, &header_rows, width, &note_columns);
    let leading = numbers.first().copied().filter(|column| !note_columns.contains(column));
    if leading.is_some_and(|column| holds_codes(cells, &parsed, &header_rows, column)) {
        numbers.remove(0);
    }
    let columns: Vec<usize> =
        numbers.iter().copied().filter(|column| note_columns.binary_search(column).is_err()).collect();
    let mut notes = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut group = String::new();
    // A row of words alone, the group before it, and its index: it heads the rows below, or names the row below that has
    // no name of its own, or is a row without figures.
    let mut alone: Option<(String, String, usize)> = None;
    let marks = signs(cells, &numbers);
    let (mut withheld, mut in_per_cent) = (Vec::new(), Vec::new());
    for (index, (row, parsed)) in cells.iter().zip(&parsed).enumerate() {
        let header = header_rows.get(index) == Some(&true);
        let figures: Vec<Option<Cell>> = columns
            .iter()
            .map(|&column| {
                let text = row.get(column)?;
                let value = match parsed.get(column)? {
                    Parsed::Figure(figure) if !header => Some(figure.value),
                    Parsed::Malformed if !header => {
                        let line = index as u32 + 1;
                        notes.push(Note::Malformed { span: None, line, text: text.trim().to_owned() });
                        None
                    }
                    _ => return None,
                };
                let text = text.trim().to_owned();
                Some(Cell { text, value, state: State::Unchecked, span: None, at: Some((index, column)) })
            })
            .collect();
        let mut label = words(row, &numbers);
        if figures.iter().all(Option::is_none) {
            // What stands over the figures heads columns, not rows.
            let heads = columns.iter().any(|&c| row.get(c).is_some_and(|text| !text.trim().is_empty()));
            // Cells that all say that there is no amount are those of a row.
            let texts = || columns.iter().filter_map(|&c| row.get(c)).map(|text| text.trim());
            let dashes = texts().filter(|text| is_dash(text)).count();
            if !label.is_empty() && dashes >= 2 && texts().all(|text| text.is_empty() || is_dash(text)) {
                rows.push(without_figures(index, label, &group, columns.len()));
                continue;
            }
            let signed = marks.is_some_and(|marks| row.get(marks).is_some_and(|text| is_sign(text)));
            if !label.is_empty() && !heads && signed && !rows.is_empty() {
                rows.push(without_figures(index, label, &group, columns.len()));
            } else if !label.is_empty() && !heads {
                alone = Some((label.clone(), std::mem::replace(&mut group, label), index));
            }
            continue;
        }
        if let Some((words, before, at)) = alone.take() {
            if label.is_empty() {
                (label, group) = (words, before);
            } else if vocabulary::is_closing(&label) && at + 1 == index && !rows.is_empty() {
                // What there is at the end closes what stands above it, so that nothing stands under such a heading.
                // (Below the label of a total that lacks it, a row is missing: see the check of blank rows.)
                rows.push(without_figures(at, words, &before, columns.len()));
                group = before;
            }
        }
        let place = |(at, &column): (usize, &usize)| {
            figure::is_withheld(row.get(column)?).then_some((rows.len(), at))
        };
        withheld.extend(columns.iter().enumerate().filter_map(place));
        let mut filled = figures.iter().flatten().filter(|cell| cell.value.is_some()).peekable();
        if filled.peek().is_some() && filled.all(|cell| cell.text.contains('%')) {
            in_per_cent.push(rows.len());
        }
        let role = vocabulary::row_role(&label);
        rows.push(Row {
            line: index as u32 + 1,
            label,
            role,
            label_span: None,
            group: group.clone(),
            cells: figures,
        });
    }
    let (Some(first), Some(last)) = (rows.first().map(|row| row.line), rows.last().map(|row| row.line))
    else {
        return (None, notes);
    };
    // Rows of one text above the figures: the title, what it is in, and below the heads what the rows that follow are.
    let said = |row: &Vec<String>| {
        columns.iter().filter(|&&c| row.get(c).is_some_and(|t| !t.trim().is_empty())).count()
    };
    let above = cells.iter().take(first as usize).position(|row| said(row) > 1).unwrap_or(first as usize);
    let alone: Vec<String> = cells
        .iter()
        .take(above)
        .filter(|row| row.iter().filter(|text| !text.trim().is_empty()).count() == 1)
        .map(|row| words(row, &[]))
        .collect();
    // What the figures are in may be said over the labels, too.
    let corner = cells.iter().take(first as usize - 1).skip(above).filter_map(|row| row.first());
    let unit = alone.iter().chain(corner).find_map(|text| unit_of(text));
    let title = alone.into_iter().next().unwrap_or_default();
    let columns =
        columns.iter().map(|&column| head(cells, &parsed, &header_rows, first, &columns, column)).collect();
    (
        Some(Table {
            title,
            unit,
            first_line: first,
            last_line: last,
            columns,
            rows,
            relations: Vec::new(),
            withheld,
            in_per_cent,
        }),
        notes,
    )
}

/// A row that names no figure.
fn without_figures(index: usize, label: String, group: &str, width: usize) -> Row {
    let role = vocabulary::row_role(&label);
    let cells = vec![None; width];
    Row { line: index as u32 + 1, label, role, label_span: None, group: group.to_owned(), cells }
}

/// A dash alone.
fn is_dash(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(figure::is_minus) && chars.next().is_none()
}

/// Is a text the sign that its row has in a sum: `+`, `–`, `=`, `–/+`?
fn is_sign(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|c| figure::is_minus(c) || matches!(c, '+' | '=' | '/' | '±'))
}

/// The column before the labels that says which sign each row has in a sum: most of its rows have one, and nothing else
/// stands in it.
fn signs(cells: &Cells, numbers: &[usize]) -> Option<usize> {
    let column = 0;
    let filled = || cells.iter().filter_map(|row| row.get(column)).filter(|text| !text.trim().is_empty());
    let signs = filled().filter(|text| is_sign(text)).count();
    // A title may stand there, and the head of the column.
    (signs >= 3 && filled().count() <= signs + 2 && numbers.binary_search(&column).is_err()).then_some(column)
}

/// A cell as a figure. Signs of currency are no part of it.
fn parse(text: &str, style: Style) -> Parsed {
    let bare =
        text.trim_matches(|c: char| c.is_whitespace() || is_space(c) || matches!(c, '$' | '€' | '£' | '*'));
    // A minus may stand before the sign of currency: -$5.
    if let Some(rest) = bare.strip_prefix("-$").or_else(|| bare.strip_prefix("-€")) {
        return figure::parse(&format!("-{rest}"), style);
    }
    let bare = bare.strip_suffix(" kr").unwrap_or(bare);
    // "£000" is a unit.
    if bare.len() > 1 && bare.chars().all(|c| c == '0') {
        return Parsed::NotFigure;
    }
    let parsed = figure::parse(bare, style);
    // `2024-12-31` over a balance sheet, `2024/2025` over a school year.
    let years =
        || bare.split(['-', '–', '/']).all(|part| part.len() == 4 && vocabulary::year(part).is_some());
    if parsed == Parsed::Malformed && (vocabulary::is_date(bare) || years()) {
        return Parsed::NotFigure;
    }
    // Statistics mark what is estimated, preliminary or revised with a letter: `9,904E`, `12.7p`.
    if parsed == Parsed::NotFigure
        && let Some(rest) = bare.strip_suffix(['E', 'e', 'p', 'r'])
        && rest.chars().filter(char::is_ascii_digit).count() > 1
    {
        return figure::parse(rest, style);
    }
    parsed
}

fn year(parsed: &Parsed) -> bool {
    matches!(parsed, Parsed::Figure(figure) if !figure.percent && figure.value.fract().is_zero()
        && figure.value >= Decimal::from(1900) && figure.value <= Decimal::from(2100))
}

/// The rows that head others by years. A year alone on its row heads what follows, as long as no row of
/// figures has come. `known` says of which rows it is known.
fn header_rows(parsed: &[Vec<Parsed>], cells: &Cells, known: &[bool]) -> Vec<bool> {
    let mut begun = false;
    let mut out = Vec::with_capacity(cells.len());
    for (at, (parsed, row)) in parsed.iter().zip(cells).enumerate() {
        let figures = parsed.iter().filter(|p| matches!(p, Parsed::Figure(_))).count();
        let alone = figures == 1
            && row.iter().filter(|text| !text.trim().is_empty()).count() == 1
            && parsed.iter().any(year);
        let header = known.get(at) == Some(&true) || is_header(parsed, row) || alone && !begun;
        begun |= figures > 0 && !header;
        out.push(header);
    }
    out
}

/// A row of years, or of texts with a year among them, heads the rows below.
fn is_header(parsed: &[Parsed], row: &[String]) -> bool {
    let figures = parsed.iter().filter(|p| matches!(p, Parsed::Figure(_))).count();
    let years = parsed.iter().filter(|p| year(p)).count();
    if figures == 0 || years < figures {
        return false;
    }
    let texts = parsed
        .iter()
        .zip(row)
        .skip(1)
        .filter(|(p, text)| matches!(p, Parsed::NotFigure) && !text.trim().is_empty())
        .count();
    // Two years side by side differ by little; a lone figure that could be a year needs texts beside it.
    let distinct = parsed
        .iter()
        .filter_map(|p| match p {
            Parsed::Figure(figure) => Some(figure.value.normalize()),
            _ => None,
        })
        .collect::<std::collections::BTreeSet<_>>();
    let (Some(low), Some(high)) = (distinct.first(), distinct.last()) else { return false };
    // The same year again and again heads columns only where the row has no name of its own.
    if years >= 2 && distinct.len() == 1 && parsed.first() == Some(&Parsed::NotFigure) {
        return row.first().is_none_or(|label| label.trim().is_empty());
    }
    // A row of data of just this size would hold values all over the range.
    if years >= 2 { *high - *low <= Decimal::from(60) } else { texts >= 2 }
}

/// The columns that hold figures: not those of labels with a number here and there, of years, or of row
/// numbers. The columns of notes are among them, so that they are no part of the labels.
fn figure_columns(
    cells_of: &Cells,
    parsed: &[Vec<Parsed>],
    header_rows: &[bool],
    width: usize,
    note_columns: &[usize],
) -> Vec<usize> {
    let mut columns = Vec::new();
    for column in 0..width {
        // Notes count up from one as row numbers do, but their head tells what they are.
        if note_columns.binary_search(&column).is_ok() {
            columns.push(column);
            continue;
        }
        let cells: Vec<&Parsed> = parsed
            .iter()
            .zip(header_rows)
            .filter(|&(_, &header)| !header)
            .filter_map(|(row, _)| row.get(column))
            .collect();
        let values: Vec<Decimal> = cells
            .iter()
            .filter_map(|p| match p {
                Parsed::Figure(figure) => Some(figure.value),
                _ => None,
            })
            .collect();
        if values.is_empty() {
            continue;
        }
        let years = cells.iter().filter(|p| year(p)).count();
        // Years or numbers 1, 2, 3 … that lead the rows are their names.
        let leading = columns.is_empty();
        let classes = || {
            let rows = cells_of.iter().zip(header_rows).filter(|(_, header)| !**header);
            let names = rows.filter_map(|(row, _)| Class::of(row.get(column)?));
            are_classes(&names.collect::<Vec<Class>>())
        };
        if leading && classes() {
            continue;
        }
        let rising = values.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        let whole = values.iter().all(|value| value.fract().is_zero());
        if leading && years == values.len() && values.len() >= 2 {
            continue;
        }
        let counting =
            values.windows(2).filter(|pair| matches!(pair, [a, b] if *b - *a == Decimal::ONE)).count();
        if leading && rising && whole && values.len() >= 4 && counting * 4 >= values.len() * 3 {
            continue;
        }
        columns.push(column);
    }
    columns
}

/// Does a column number the names beside it, as a plan of accounts does? Its numbers have as many digits, no two are
/// the same, and each stands before a name.
fn holds_codes(cells: &Cells, parsed: &[Vec<Parsed>], header_rows: &[bool], column: usize) -> bool {
    let mut codes = std::collections::BTreeSet::new();
    for ((row, parsed), &header) in cells.iter().zip(parsed).zip(header_rows) {
        if header || !matches!(parsed.get(column), Some(Parsed::Figure(_) | Parsed::Malformed)) {
            continue;
        }
        let code = row.get(column).map_or("", |text| text.trim());
        let named = row.get(column + 1).is_some_and(|text| text.chars().any(char::is_alphabetic));
        if !named || code.len() < 2 || !code.chars().all(|c| c.is_ascii_digit()) || !codes.insert(code) {
            return false;
        }
    }
    let mut lengths = codes.iter().map(|code| code.len());
    let first = lengths.next();
    codes.len() >= 3 && lengths.all(|length| Some(length) == first)
}

/// Does a column lead to notes? Its head says so, above the first of its numbers.
fn holds_notes(cells: &Cells, parsed: &[Vec<Parsed>], column: usize) -> bool {
    let is_number = |row: &Vec<Parsed>| matches!(row.get(column), Some(Parsed::Figure(_)));
    // Of notes with letters alone, such as `N1`, the first row of figures tells where the heads end.
    let any_number = |row: &Vec<Parsed>| row.iter().any(|p| matches!(p, Parsed::Figure(_)) && !year(p));
    let first = parsed.iter().position(is_number);
    let first = first.or_else(|| parsed.iter().position(any_number).filter(|_| column > 0)).unwrap_or(0);
    let mut above = cells.iter().take(first).filter_map(|row| row.get(column)).map(|text| text.trim());
    // Notes may have letters, and stand several in a cell, between the head and the first number.
    above.any(vocabulary::is_note_header)
}

/// The texts of a row outside the columns of figures, as one. What stands behind the last of them is a remark.
fn words(row: &[String], columns: &[usize]) -> String {
    let mut label = String::new();
    let end = columns.last().copied().unwrap_or(row.len());
    for (column, text) in row.iter().enumerate().take(end) {
        let text = text.trim();
        if text.is_empty() || columns.binary_search(&column).is_ok() {
            continue;
        }
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(text);
    }
    if label.is_empty() {
        // A label may stand in a column that holds figures elsewhere.
        row.iter()
            .map(|text| text.trim())
            .find(|text| text.chars().any(char::is_alphabetic))
            .unwrap_or("")
            .clone_into(&mut label);
    }
    label
}

/// The header of a column: its texts above the first row of figures.
///
/// A text over several columns stands in the first of them, above texts of their own.
fn head(
    cells: &Cells,
    parsed: &[Vec<Parsed>],
    header_rows: &[bool],
    first: u32,
    columns: &[usize],
    column: usize,
) -> Column {
    let mut header = String::new();
    let first = first as usize - 1;
    for (index, row) in cells.iter().enumerate().take(first + 1) {
        let marked = header_rows.get(index) == Some(&true);
        // Only heads are spanned, not the first figures.
        let heads_below = index + 1 < first || header_rows.get(index + 1) == Some(&true);
        let column = if heads_below { spanned(cells, index, columns, column) } else { column };
        let text = row.get(column).map_or("", |text| text.trim());
        let is_text = parsed.get(index).and_then(|row| row.get(column)) == Some(&Parsed::NotFigure);
        if text.is_empty() || !(marked || is_text && index < first) {
            continue;
        }
        text.split_whitespace().for_each(|word| header::join(&mut header, word));
    }
    let percent = cells
        .iter()
        .filter_map(|row| row.get(column))
        .filter(|text| text.trim_end().ends_with('%') && text.chars().any(|c| c.is_ascii_digit()))
        .count();
    let column = header::describe(&header);
    Column { unit: if percent > 1 { Some(Unit::Percent) } else { column.unit }, ..column }
}

/// The column whose text in a row of heads spans a column: its own, or the nearest before it that says something,
/// where the next row names both of them, one by one.
fn spanned(cells: &Cells, row: usize, columns: &[usize], column: usize) -> usize {
    let said = |row: usize, column: usize| {
        cells.get(row).and_then(|row| row.get(column)).is_some_and(|text| !text.trim().is_empty())
    };
    let named = |column: usize| said(row + 1, column);
    let before = columns.iter().rev().skip_while(|&&c| c > column).take_while(|&&c| named(c));
    let mut own = before.filter(|&&c| said(row, c));
    // Between the two, no figure column is without a name, and none is passed over.
    if said(row, column) { column } else { own.next().copied().unwrap_or(column) }
}

fn unit_of(text: &str) -> Option<Unit> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .iter()
        .enumerate()
        .find_map(|(i, word)| vocabulary::unit(word, words.get(i + 1).copied().unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Cells {
        text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
    }

    fn read_one(cells: &Cells) -> (Option<Table>, Vec<Note>) {
        let (tables, notes) = read(cells);
        assert!(tables.len() < 2, "one table");
        (tables.into_iter().next(), notes)
    }

    fn drawn(text: &str) -> Vec<String> {
        let (table, _) = read_one(&grid(text));
        let table = table.unwrap();
        table
            .rows
            .iter()
            .map(|row| {
                let cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|cell| {
                        cell.as_ref().and_then(|c| c.value).map_or("·".to_owned(), |v| v.to_string())
                    })
                    .collect();
                format!("{} {}: {}", row.line, row.label, cells.join(" "))
            })
            .collect()
    }

    #[test]
    fn title_years_and_groups_are_no_figures() {
        assert_eq!(
            drawn("Kostnader|\n|2022|2023\nDrift||\nLöner|1 200,5|1 300\nHyra|..|200"),
            ["4 Löner: 1200.5 1300", "5 Hyra: · 200"]
        );
    }

    #[test]
    fn the_decimal_mark_is_decided_for_the_grid() {
        for (cells, value) in [
            ("a|1,234\nb|12.5", "1234"),
            ("a|1,234\nb|5,678", "1234"),
            ("a|1,234\nb|12,5", "1.234"),
            ("a|1.234\nb|1 234,5", "1234"),
            ("a|0.123\nb|7", "0.123"),
            ("a|3.00000\nb|7.00000", "3.00000"),
            ("a|4,075\nb|1,603\nc|0,670", "4.075"),
            ("År|4,075\nb|1,603", "4.075"),
            ("Kostnad före mål|1.500,25\nb|1,603", "1500.25"),
            ("a|$1,234.50\nb|(7.00)", "1234.50"),
        ] {
            let (table, _) = read_one(&grid(cells));
            assert_eq!(table.unwrap().value((0, 0)).unwrap().to_string(), value, "{cells}");
        }
    }

    #[test]
    fn a_mark_of_quality_is_no_part_of_the_figure() {
        assert_eq!(
            drawn("|Fångst|Andel\nTorsk|9,904E|12.7p\nSill|13,066|87.3"),
            ["2 Torsk: 9904 12.7", "3 Sill: 13066 87.3"]
        );
    }

    #[test]
    fn a_year_heads_what_follows_but_a_named_row_of_that_size_is_figures() {
        assert_eq!(drawn("|2016|\n|Hela|Norr\nÅl|15|20\nGös|25|35"), ["3 Ål: 15 20", "4 Gös: 25 35"]);
        assert_eq!(drawn("|Vår|Höst\nÅl|1389|1616\nGös|2016|2016"), ["2 Ål: 1389 1616", "3 Gös: 2016 2016"]);
    }

    #[test]
    fn leading_years_name_the_rows_but_a_figure_of_that_size_is_a_figure() {
        assert_eq!(drawn("År|Antal\n2020|17\n2021|19"), ["2 2020: 17", "3 2021: 19"]);
        assert_eq!(drawn("Hus|Antal\nA|2020\nB|19\nC|3"), ["2 A: 2020", "3 B: 19", "4 C: 3"]);
    }

    #[test]
    fn a_column_of_notes_holds_no_figures() {
        assert_eq!(
            drawn("tkr|Not|2022|2023\nIntäkter|2|1 204|1 318\nKostnader|3, 4|-9 811|-10 207"),
            ["2 Intäkter: 1204 1318", "3 Kostnader: -9811 -10207"]
        );
        // They may count as numbers of rows do, or have letters.
        assert_eq!(
            drawn("tkr|Not|2022|2023\nHyra|1|204|318\nVatten|2|11|7\nSumma||215|325\nLån|3|9|8\nRänta|4|1|2"),
            ["2 Hyra: 204 318", "3 Vatten: 11 7", "4 Summa: 215 325", "5 Lån: 9 8", "6 Ränta: 1 2"]
        );
        assert_eq!(
            drawn("tkr|Not|2022|2023\nHyra|K1|204|318\nLån|K2|9|8"),
            ["2 Hyra: 204 318", "3 Lån: 9 8"]
        );
    }

    #[test]
    fn numbers_of_accounts_and_remarks_are_no_figures_and_a_corner_says_the_unit() {
        assert_eq!(
            drawn(
                "Konto|Namn|Plan|Utfall|Om\n310|Hyra|12|13|steg\n320|Lön|7|9|\n410|Stöd|1|2|nytt\n|Summa|20|24|"
            ),
            ["2 310 Hyra: 12 13", "3 320 Lön: 7 9", "4 410 Stöd: 1 2", "5 Summa: 20 24"]
        );
        assert_eq!(
            drawn("Antal|Sort|Vikt\n310|Gran|12\n320|Tall|7\n310|Ek|1"),
            ["2 Gran: 310 12", "3 Tall: 320 7", "4 Ek: 310 1"]
        );
        let (table, _) = read_one(&grid("Belopp i tkr|2023|2024\nHyra|12|13\nLön|7|9"));
        assert_eq!(table.unwrap().unit, Some(Unit::Tkr));
    }

    #[test]
    fn a_figure_knows_its_cell() {
        let (table, notes) = read_one(&grid("|x\nA|1\n\nB|12 34"));
        let table = table.unwrap();
        assert_eq!(table.rows[1].cells[0].as_ref().unwrap().at, Some((3, 1)));
        assert_eq!(notes, [Note::Malformed { span: None, line: 4, text: "12 34".to_owned() }]);
    }
}
