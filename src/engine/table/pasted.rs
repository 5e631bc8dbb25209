//! Stretches of a text that are grids: what has been copied out of a spreadsheet or a document with a tab between its
//! cells, as many in every line. Their cells are known, so that they are read as grids are, and each figure keeps its
//! place in the text.

use super::{
    Note, blocks,
    broken::{self, Part, Stretch},
    grid, header,
};
use crate::engine::{
    report::{Row, Table},
    source::{Cells, Source},
    span::Span,
};
use std::ops::Range;

/// Lines that it takes to see that all have as many cells.
const MIN_ROWS: usize = 3;
/// Cells that a line among others must have: prose has a tab here and there, and a list has one in each line.
const MIN_CELLS: usize = 3;
/// Lines above a grid that may hold its title and unit.
const ABOVE: usize = 3;
/// What parts cells where a table is pasted as text: a spreadsheet and a document put tabs, Markdown pipes, and an
/// export semicolons where the comma is the decimal mark.
const MARKS: [char; 3] = ['\t', '|', ';'];

/// Tables that have been read as grids, and the lines that they fill.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    pub tables: Vec<Table>,
    pub notes: Vec<Note>,
    /// By line: is it part of a grid?
    pub taken: Vec<bool>,
}

/// Reads the tables of a text that stand in grids.
pub(super) fn read(source: &Source) -> Pasted {
    let mut pasted = Pasted { taken: vec![false; source.line_count()], ..Pasted::default() };
    let mut filled = (0..source.line_count()).filter(|&n| !is_blank(source.line(n)));
    let Some(first) = filled.next() else { return pasted };
    let all = first..filled.next_back().unwrap_or(first) + 1;
    for mark in MARKS {
        read_marked(source, mark, &all, &mut pasted);
    }
    pasted
}

/// Reads the tables whose cells one mark parts; `all` are the lines from the first to the last that says something.
fn read_marked(source: &Source, mark: char, all: &Range<usize>, pasted: &mut Pasted) {
    for stretch in stretches(source, mark, all, &pasted.taken) {
        let lines = stretch.lines.clone();
        let alone = holds(&lines, all);
        let (mut tables, notes) = read_grid(source, &stretch.rows(), &stretch.ruled_heads(), lines.start);
        // A list with tabs in it has no heads: what it is, is for others to tell.
        let headed = tables.iter().all(|table| table.columns.iter().all(|column| !column.header.is_empty()));
        if tables.is_empty() || !alone && !headed {
            continue;
        }
        if let Some(first) = tables.first_mut().filter(|_| !alone) {
            // What other tables say is none of its title.
            let floor = pasted.taken.iter().take(lines.start).rposition(|&taken| taken).map_or(0, |n| n + 1);
            announced(source, floor..lines.start, first);
        }
        let before = pasted.tables.len();
        pasted.notes.extend(notes.into_iter().map(|note| note.moved(before)));
        pasted.tables.append(&mut tables);
        if let Some(taken) = pasted.taken.get_mut(lines) {
            taken.fill(true);
        }
    }
}

/// The stretches of lines with as many cells each, more than one, and what stands among them: empty lines, rows whose
/// last cells were cut off, rows of one cell that heads the rows below, and rows that a break inside a cell has parted.
fn stretches<'a>(source: &'a Source, mark: char, all: &Range<usize>, taken: &[bool]) -> Vec<Stretch<'a>> {
    let tally = |n: usize| if taken.get(n) == Some(&true) { 0 } else { broken::marks(source.line(n), mark) };
    let mut found = Vec::new();
    let (mut lines, mut rows, mut marks) = (0..0, 0_usize, 0_usize);
    let mut n = 0;
    let mut close = |lines: Range<usize>, rows: usize, marks: usize| {
        let floor = found.last().map_or(0, |before: &Stretch<'_>| before.lines.end);
        let stretch = Stretch { source, mark, marks, lines };
        let enough = marks + 1 >= MIN_CELLS || mark == '\t' && holds(&stretch.lines, all);
        if rows >= MIN_ROWS && (enough || stretch.headed_at(stretch.lines.start)) {
            found.push(stretch.grown(floor, taken));
        }
        found.last().map_or(0, |stretch| stretch.lines.end)
    };
    while n < source.line_count() {
        if is_blank(source.line(n)) {
            n += 1;
            continue;
        }
        let here = tally(n);
        let so_far = Stretch { source, mark, marks, lines: lines.clone() };
        if here == marks && here > 0 && !so_far.ends_before(n) {
            rows += 1;
            lines.end = n + 1;
        } else if here < marks
            && let Some(next) = so_far.goes_on_at(n, taken)
        {
            n = next;
            continue;
        } else {
            n = n.max(close(lines, rows, marks));
            let here = tally(n);
            (lines, rows, marks) = (n..n + 1, usize::from(here > 0), here);
        }
        n += 1;
    }
    close(lines, rows, marks);
    found
}

/// Do some lines hold all others?
fn holds(lines: &Range<usize>, all: &Range<usize>) -> bool {
    lines.start <= all.start && lines.end >= all.end
}

/// Is nothing on a line, not even cells?
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c != '\t' && c.is_whitespace())
}

/// Reads the tables of a grid that fills some lines: each line has the row that ends there. `heads` says of which lines it is
/// known that they head columns.
fn read_grid(source: &Source, rows: &[Vec<Part>], heads: &[bool], start: usize) -> (Vec<Table>, Vec<Note>) {
    let cells: Cells = rows.iter().map(|row| row.iter().map(|part| part.text.clone()).collect()).collect();
    let (mut tables, mut notes) = grid::read_ruled(&cells, heads);
    let span = |(row, column): (usize, usize)| Some(rows.get(row)?.get(column)?.span);
    let down = start as u32;
    let mut before = 0;
    for table in &mut tables {
        for row in &mut table.rows {
            row.label_span = label(rows, row);
            row.line += down;
            for cell in row.cells.iter_mut().flatten() {
                cell.span = cell.at.take().and_then(span);
            }
        }
        // The heads and the title are lines of the table, too.
        let ends = table.last_line;
        let first = if table.first_line > before { before + 1 } else { table.first_line };
        (table.first_line, table.last_line) = (first + down, ends + down);
        before = before.max(ends);
    }
    for note in &mut notes {
        if let Note::Malformed { span, line, text } = note {
            let row = rows.get((*line as usize).saturating_sub(1));
            *span = row
                .and_then(|row| row.iter().map(|part| part.span).find(|span| span.of(&source.text) == text));
            *line += down;
        }
    }
    (tables, notes)
}

/// Gives a table the title and the unit that stand above its grid, where it has none of its own.
fn announced(source: &Source, above: Range<usize>, table: &mut Table) {
    let above = above.rev().map(|n| source.line(n)).take(2 * ABOVE);
    let above: Vec<&str> = above.filter(|line| !line.trim().is_empty()).take(ABOVE).collect();
    // What ends as a sentence does belongs to the prose, and so does what stands above it; but it may say the unit.
    let ends = above.iter().position(|line| line.trim_end().ends_with('.')).map_or(above.len(), |at| at + 1);
    // Nor is the item of a list a line of the table, or what stands above it.
    let ends = above.iter().take(ends).position(|line| blocks::is_marked(line)).unwrap_or(ends);
    let above = above.get(..ends).unwrap_or(&[]);
    table.unit = table.unit.or_else(|| above.iter().find_map(|line| header::unit_of_line(line)));
    if table.title.is_empty() {
        table.title = above.iter().find_map(|line| header::title_of(line)).unwrap_or_default();
    }
}

/// Where the label of a row begins: the first cell of its line that the label begins with.
fn label(rows: &[Vec<Part>], row: &Row) -> Option<Span> {
    let parts = rows.get((row.line as usize).checked_sub(1)?)?;
    let begins = |part: &&Part| !part.text.is_empty() && row.label.starts_with(&part.text);
    parts.iter().find(begins).map(|part| part.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::unit::Unit;

    fn drawn(text: &str) -> Vec<String> {
        let row = |row: &Row| {
            let spans = row.cells.iter().flatten().filter_map(|cell| cell.span);
            let label = row.label_span.map_or("?", |span| span.of(text));
            format!("{} {label}: {}", row.line, spans.map(|span| span.of(text)).collect::<Vec<_>>().join(" "))
        };
        read(&Source::text("t", text)).tables.iter().flat_map(|table| table.rows.iter().map(row)).collect()
    }

    #[test]
    fn a_pasted_sheet_is_a_grid_and_its_figures_have_their_places() {
        let text = "Drift\t\t\n\t2023\t2024\nLöner\t1 200\t 1 310\n\nHyror\t400\t12 3456\n";
        let pasted = read(&Source::text("t", text));
        let [table] = pasted.tables.as_slice() else { panic!("one table") };
        assert_eq!((table.title.as_str(), table.first_line, table.last_line), ("Drift", 1, 5));
        assert_eq!(drawn(text), ["3 Löner: 1 200 1 310", "5 Hyror: 400 12 3456"]);
        assert!(
            matches!(&pasted.notes[..], [Note::Malformed { span: Some(span), line: 5, .. }] if span.of(text) == "12 3456")
        );
    }

    #[test]
    fn a_grid_among_prose_keeps_its_lines_and_takes_title_and_unit_from_above() {
        let text = "Driften följs upp.\n\nNämndernas drift\nBelopp i tkr\n\nPost\tNot\tBudget\t\n\t\t2023\t2024\n\
                    Löner\t3, 4\t1 200\t1 310\nHyror\t\t400\t420\n\nLönerna ökar med 110 tkr.\n";
        let pasted = read(&Source::text("t", text));
        let [table] = pasted.tables.as_slice() else { panic!("one table") };
        assert_eq!((table.title.as_str(), table.unit), ("Nämndernas drift", Some(Unit::Tkr)));
        assert_eq!((table.first_line, table.last_line), (6, 9));
        let heads: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(heads, ["Budget 2023", "Budget 2024"]);
        assert_eq!(drawn(text), ["8 Löner: 1 200 1 310", "9 Hyror: 400 420"]);
        let taken: Vec<usize> = (0..11).filter(|&n| pasted.taken[n]).collect();
        assert_eq!(taken, [5, 6, 7, 8]);
    }

    #[test]
    fn a_line_whose_last_cells_are_cut_off_goes_on_a_grid() {
        let text = "Post\t2023\t2024\nDrift\nLöner\t12\t13\nHyror\t4\nSumma\t16\t13\n";
        assert_eq!(drawn(text), ["3 Löner: 12 13", "4 Hyror: 4", "5 Summa: 16 13"]);
        assert_eq!(read(&Source::text("t", text)).tables[0].rows[0].group, "Drift");
    }

    fn heads(text: &str) -> Vec<String> {
        let tables = read(&Source::text("t", text)).tables;
        tables.iter().flat_map(|table| table.columns.iter().map(|column| column.header.clone())).collect()
    }

    #[test]
    fn a_break_inside_a_cell_parts_a_line_and_no_row() {
        let text = "Noten\n\tMark och\nvatten\tMaski-\nner\nStaden\t2024\nIngående saldo för\nåret\t5\t7\t9\n\
                    Köp av sådant som\när nytt\n(brutto)\t1\t2\t3\nUtgående\t6\t9\t12\nÅtgärd\tfler\tfärre\tkö\ntill dem\n";
        assert_eq!(
            drawn(text),
            ["7 Ingående saldo för: 5 7 9", "10 Köp av sådant som: 1 2 3", "11 Utgående: 6 9 12"]
        );
        assert_eq!(heads(text), ["Mark och vatten", "Maskiner Staden", "2024"]);
        let rows = &read(&Source::text("t", text)).tables[0].rows;
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["Ingående saldo för året", "Köp av sådant som är nytt (brutto)", "Utgående"]);
    }

    #[test]
    fn a_small_letter_goes_on_no_label_where_rows_begin_with_one() {
        let text = "Post\t2023\t2024\nDrift\nlöner\t1\t2\nhyror\t3\t4\nStöd\nvård\t5\t6\n";
        assert_eq!(drawn(text), ["3 löner: 1 2", "4 hyror: 3 4", "6 vård: 5 6"]);
        assert_eq!(read(&Source::text("t", text)).tables[0].rows[2].group, "Stöd");
    }

    #[test]
    fn groups_without_cells_part_no_grid_but_a_title_with_heads_does() {
        let text = "Flöden\n\t\tStaden\tHela gruppen\n\tNot\t2023\t2024\t2023\t2024\nDRIFTEN\nLöner\tA\t1\t2\t3\t4\n\
                    Hyror\t3, 4\t5\t6\t7\t8\n\nBYGGEN\nÖvrigt\nHus\t5\t9\t8\t7\t6\n\nSaldon\n\tNot\t2023\t2024\t2023\t2024\n\
                    Bank\t\t1\t2\t3\t4\nKassa\t\t5\t6\t7\t8\n";
        let tables = read(&Source::text("t", text)).tables;
        let titles: Vec<&str> = tables.iter().map(|table| table.title.as_str()).collect();
        assert_eq!(titles, ["Flöden", "Saldon"]);
        assert_eq!(
            heads(text)[..4],
            ["Staden 2023", "Staden 2024", "Hela gruppen 2023", "Hela gruppen 2024"]
        );
        assert_eq!(drawn(text)[..3], ["5 Löner: 1 2 3 4", "6 Hyror: 5 6 7 8", "10 Hus: 9 8 7 6"]);
    }

    #[test]
    fn merged_heads_that_do_not_show_what_they_head_head_nothing() {
        let text =
            "\tUnga\tGamla\n\tAntal\tAndel\tKö\tVäntetid\tPlatser\nNorr\t1\t2\t3\t4\t5\nSyd\t1\t2\t3\t4\t5\n";
        assert_eq!(heads(text), ["Antal", "Andel", "Kö", "Väntetid", "Platser"]);
    }

    #[test]
    fn a_remark_that_goes_on_below_its_row_is_no_label() {
        let text = "Drift\n\nPost\t2023\t2024\tVarför\nLöner\t1\t2\tFler kom\nunder hösten.\n\nEtt hus till.\nHyror\t3\t4\tNytt hus\n\
                    Summa\t4\t6\t\n";
        assert_eq!(drawn(text), ["4 Löner: 1 2", "8 Hyror: 3 4", "9 Summa: 4 6"]);
    }

    #[test]
    fn pipes_and_semicolons_part_cells_too() {
        for text in [
            "## Drift\n\n| Post | 2023 | 2024 |\n|------|-----:|-----:|\n| Löner | 49 | 0 |\n| Hyror | 1 200 | 7 |\n",
            "Drift;;\n;2023;2024\nLöner;49;0\n\"Hyror\";\"1 200\";7\n",
            "Så gick det.\n\nDrift;;\nPost;2023;2024\nLöner;49;0\nHyror;1 200;7\n\nDet var väntat.\n",
        ] {
            let tables = read(&Source::text("t", text)).tables;
            assert_eq!(tables[0].title, "Drift", "{text}");
            assert_eq!(heads(text), ["2023", "2024"], "{text}");
            let rows: Vec<String> = drawn(text).iter().map(|row| row[2..].to_owned()).collect();
            assert_eq!(rows, ["Löner: 49 0", "Hyror: 1 200 7"], "{text}");
        }
    }

    #[test]
    fn a_rule_under_heads_begins_a_table() {
        let text = "Drift\n\n(mkr) | 2023 | 2024 |\n---|---|---|\nLöner | 1,2 | 1,3 |\nHyror | 0,4 | 0,4 |\n\n\
                    Vatten\n\n(tkr) | 2024 | Plan 2024 |\n---|---|---|\nAvgifter | 310 | 300 |\n\n\
                    Mått | Utfall |\n---|---|\nKunder | 29 |\nLäckor | 3 |\n";
        let tables = read(&Source::text("t", text)).tables;
        let told: Vec<_> =
            tables.iter().map(|table| (table.title.as_str(), table.unit, table.rows.len())).collect();
        assert_eq!(told, [("Drift", Some(Unit::Mkr), 2), ("Vatten", Some(Unit::Tkr), 1), ("", None, 2)]);
        assert_eq!(heads(text), ["2023", "2024", "2024", "Plan 2024", "Utfall"]);
        assert_eq!(drawn(text)[2..], ["12 Avgifter: 310 300", "16 Kunder: 29", "17 Läckor: 3"]);
    }

    #[test]
    fn the_same_heads_on_the_next_page_and_rules_between_rows_begin_none() {
        for text in [
            "| Post | Plan | Utfall |\n|---|---|---|\n| Löner | 1 | 2 |\n\n| Post | Plan | Utfall |\n|---|---|---|\n\
             | Hyror | 3 | 4 |\n| Summa | 4 | 6 |\n",
            "| Post | Plan | Utfall |\n|---|---|---|\n| Löner | 1 | 2 |\n|---|---|---|\n| Hyror | 3 | 4 |\n\
             |---|---|---|\n| Summa | 4 | 6 |\n",
        ] {
            assert_eq!(read(&Source::text("t", text)).tables.len(), 1, "{text}");
            let rows: Vec<String> = drawn(text).iter().map(|row| row[2..].to_owned()).collect();
            assert_eq!(rows, ["Löner: 1 2", "Hyror: 3 4", "Summa: 4 6"], "{text}");
        }
    }

    #[test]
    fn what_is_no_grid_is_left_alone() {
        for text in [
            "Löner\t1\t2\nHyror\t3\t4",
            "Driften\n\nLöner\t1\t2\nHyror\t3\t4\nSumma\t4\t6",
            "Löner\t1\t2\nHyror\t3\nSumma\t4\t6",
            "Innehåll\n1\tInledning\t3\n2\tEkonomi\t5\n3\tPersonal\t9",
            "En mening.\nEn till.\nOch en.",
            "",
        ] {
            assert_eq!(drawn(text), [""; 0], "{text}");
        }
    }
}
