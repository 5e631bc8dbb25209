//! Tables from text: blocks found, columns told apart, rows read.

use super::{
    Note, agree,
    atoms::{self, Atom, Border, Gap, Kind},
    blanks,
    blocks::{self, Block, RawRow, units, unlabelled},
    columns::{self, Grid},
    footings, header, mend, namesakes, notes, numerals,
    places::Extent,
    reading::{ColumnModel, Reading, Slot, SlotKind},
    sheet::Sheet,
    together,
    totals::Totals,
    touching,
};
use crate::engine::{
    figure::{self, Parsed, Sign, Style},
    report::{Cell, Row, RowRole, State, Table},
    source::Source,
    span::Span,
    unit::Unit,
    vocabulary,
};
use rust_decimal::Decimal;

/// Reads every table of a text. `skip` says which lines are page furniture, and `taken` which are of tables that have been
/// read already.
pub(super) fn read(
    source: &Source,
    skip: &dyn Fn(usize) -> bool,
    taken: &dyn Fn(usize) -> bool,
) -> (Vec<Table>, Vec<Note>) {
    let mut tables = Vec::new();
    let mut notes = Vec::new();
    let sheet = Sheet::of(source);
    let english = numerals::is_english(source);
    for mut block in blocks::find(&sheet, skip, taken) {
        if block.vertical {
            let named = header::hints(&sheet, &block, &|n| atoms::atoms(&sheet, n, Border::None)).widths();
            unlabelled::part(&mut block, &named);
        }
        let style = numerals::settle(source, &mut block, english);
        touching::part_digits(source, &mut block);
        namesakes::number(source, &mut block);
        blanks::fill(&sheet, &mut block);
        if let Some(table) = read_block(&sheet, &block, style, tables.len(), &mut notes) {
            tables.push(table);
        }
    }
    (tables, notes)
}

fn read_block(
    sheet: &Sheet<'_>,
    block: &Block,
    style: Style,
    index: usize,
    notes: &mut Vec<Note>,
) -> Option<Table> {
    let border = block.border.map_or(Border::None, Border::Char);
    let source = sheet.source;
    let atoms_of = |n: usize| atoms::atoms(sheet, n, border);
    let hints = header::hints(sheet, block, &atoms_of);
    let values = |row: &RawRow, models: &[ColumnModel], reading: &Reading| {
        columns::amounts(models, reading, &|slot| value(source, row, slot, style).0)
    };
    let role_from = |row: &RawRow, from: usize| vocabulary::row_role(&blocks::label(sheet, row, from).0);
    let totals = Totals::new(block.rows.iter().map(|row| role_from(row, row.run.0)).collect());
    let mut grid = columns::settle(block, &hints, &totals, &values)?;
    let note = |row: &RawRow, slot: Slot| {
        let value = value(source, row, slot, style).0?;
        u32::try_from(value.trunc().mantissa()).ok()
    };
    let is_total = |row: &RawRow| matches!(role_from(row, row.run.0), RowRole::Total | RowRole::Net);
    notes::weigh(block, &mut grid, &note, &is_total);
    if columns::learn_again(block, &mut grid) {
        notes::weigh(block, &mut grid, &note, &is_total);
    }
    columns::weigh_arithmetic(block, &mut grid, &values);
    let roles: Vec<RowRole> = block
        .rows
        .iter()
        .zip(&grid.rows)
        .map(|(row, choice)| role_from(row, choice.best().map_or(row.run.0, |reading| reading.figures_from)))
        .collect();
    let models = grid.columns.clone();
    let amounts = |row: &RawRow, reading: &Reading| values(row, &models, reading);
    agree::settle(&block.rows, &roles, &mut grid, &amounts);
    mend::settle(&block.rows, &roles, &mut grid, &amounts);
    together::settle(&block.rows, &roles, &mut grid, &amounts);
    footings::settle(&block.rows, &roles, &mut grid, &amounts);
    let named = hints.widths().into_iter().max().unwrap_or(0);
    if grid.rival
        || block.vertical && in_columns(block, &grid)
        || eats_amounts(block, &grid, named)
        || is_one_group(&grid, &hints, named)
    {
        notes.push(Note::Columns { table: index });
    }

    let of_amounts = |&(c, column): &(usize, &ColumnModel)| !column.note && !says_when(block, &grid, c);
    let figures: Vec<usize> = grid.columns.iter().enumerate().filter(of_amounts).map(|(c, _)| c).collect();
    let extents = extents(block, &grid, &figures);
    let others = others(block, &grid);
    let head = header::read(sheet, block, &hints, figures.len(), extents.as_deref(), &others, &atoms_of);
    let last_note = last_note(block, &grid, &note);
    // `Totalt tekniska nämnden` between the heads and the rows heads the first of them.
    let opening = block.header.last().copied().filter(|&n| header::is_of_everything(sheet.line(n)));
    let mut rows = Vec::new();
    let (mut withheld, mut in_per_cent) = (Vec::new(), Vec::new());
    // Of each column how many figures there are, and how many of them show a per cent sign.
    let mut shown: Vec<(usize, usize)> = vec![(0, 0); figures.len()];
    for (raw, choice) in block.rows.iter().zip(&grid.rows) {
        // What turned out to hold no cell at all is no row.
        let holds_a_cell =
            |r: &&Reading| figures.iter().any(|&c| r.slots.get(c).is_some_and(Option::is_some));
        let Some(reading) = choice.best().filter(|r| raw.holds_no_amount() || holds_a_cell(r)) else {
            continue;
        };
        let unordered = !hints.notes.is_empty() && {
            let known = |n: u32| last_note.is_none_or(|last| n <= last + NEAR_NOTE);
            ends_in_note(raw, reading, &grid.columns).and_then(|slot| note(raw, slot)).is_some_and(known)
        };
        let label_to = if unordered { raw.run.0 } else { reading.figures_from };
        let coded = !hints.notes.is_empty() && names_coded_note(source, raw, label_to);
        let (mut label, mut label_span) = blocks::label(sheet, raw, label_to - usize::from(coded));
        if !hints.notes.is_empty() && raw.run.0 == 0 && !notes_of(&grid, reading).any(|slot| slot.is_some()) {
            // `Ränteintäkter 15` above its figures.
            let number = label.rsplit_once(' ').filter(|(_, last)| (1..=2).contains(&last.len()));
            let named = number.and_then(|(name, last)| Some((name.len(), last.parse::<u32>().ok()?)));
            if let Some((name, _)) =
                named.filter(|&(_, n)| last_note.is_some_and(|last| n <= last + NEAR_NOTE))
            {
                label.truncate(name);
            }
        }
        // `2018 6,71 5,50`: a year that heads a row is its label.
        if label.is_empty()
            && grid.columns.first().is_some_and(|column| column.note)
            && let Some(Some(year)) = reading.slots.first()
        {
            let span = value(source, raw, *year, style).1;
            span.of(&source.text).clone_into(&mut label);
            label_span = Some(span);
        }
        let cells: Vec<Option<Cell>> = figures
            .iter()
            .map(|&c| cell(source, raw, reading.slots.get(c).copied().flatten()?, style))
            .collect();
        withheld.extend(figures.iter().enumerate().filter_map(|(at, &c)| {
            let slot = reading.slots.get(c).copied().flatten().filter(|slot| slot.kind == SlotKind::Nil)?;
            let (first, last) = (raw.atoms.get(slot.from)?, raw.atoms.get(slot.to.checked_sub(1)?)?);
            figure::is_withheld(first.span.cover(last.span).of(&source.text)).then_some((rows.len(), at))
        }));
        for (&c, shown) in figures.iter().zip(&mut shown) {
            let slot = reading.slots.get(c).copied().flatten().filter(|slot| slot.kind == SlotKind::Figure);
            shown.0 += usize::from(slot.is_some());
            shown.1 += usize::from(slot.is_some_and(|slot| has_per_cent(raw, slot)));
        }
        let mut filled =
            reading.slots.iter().flatten().filter(|slot| slot.kind == SlotKind::Figure).peekable();
        if filled.peek().is_some() && filled.all(|slot| has_per_cent(raw, *slot)) {
            in_per_cent.push(rows.len());
        }
        let first = figures.iter().find_map(|&c| {
            let slot = reading.slots.get(c).copied().flatten().filter(|slot| slot.kind != SlotKind::Nil)?;
            Some(raw.atoms.get(slot.from)?.line)
        });
        let Some(line) = first.or_else(|| raw.atoms.first().map(|a| a.line)) else { continue };
        // A row without a figure stands where its label does.
        let named = label_span.filter(|_| first.is_none()).map(|span| source.line_of(span.start));
        let line = named.unwrap_or_else(|| sheet.number(line as usize)) as u32;
        for (broken, span) in
            cells.iter().flatten().filter(|cell| cell.value.is_none()).map(|cell| (cell, cell.span))
        {
            notes.push(Note::Malformed { span, line: line + 1, text: broken.text.clone() });
        }
        let doubtful =
            choice.doubtful() || leaves_over(raw, reading) || block.vertical && names_columns(&label);
        if doubtful && cells.iter().any(Option::is_some) {
            notes.push(Note::Row { table: index, row: rows.len() });
        }
        rows.push(Row {
            line: line + 1,
            role: vocabulary::row_role(&label),
            label,
            label_span,
            group: raw
                .group
                .or(opening.map(|n| (n, n)))
                .map(|lines| heading(sheet, lines))
                .unwrap_or_default(),
            cells,
        });
    }
    if rows.iter().all(|row| row.cells.iter().all(Option::is_none)) {
        return None;
    }
    let mut columns = head.columns;
    for (column, (filled, in_per_cent)) in columns.iter_mut().zip(shown) {
        // One may be a slip; most are the column's.
        if in_per_cent > 1 && in_per_cent * 2 > filled {
            column.unit = Some(Unit::Percent);
        }
    }
    let first_line = block.header.first().map_or(rows.first()?.line, |&n| sheet.number(n) as u32 + 1);
    Some(Table {
        title: head.title,
        unit: head.unit.or_else(|| unit_behind(sheet, block)),
        first_line,
        last_line: sheet.number(block.last_line) as u32 + 1,
        columns,
        rows,
        relations: Vec::new(),
        withheld,
        in_per_cent,
    })
}

/// Does a column that keeps its place say nothing but years, where the amounts part their thousands? Then it says when.
fn says_when(block: &Block, grid: &Grid, c: usize) -> bool {
    let slots = block.rows.iter().zip(&grid.rows).filter_map(|(raw, choice)| {
        let slot = choice.best()?.slots.get(c).copied().flatten()?;
        (slot.kind != SlotKind::Nil).then(|| raw.atoms.get(slot.from..slot.to)).flatten()
    });
    let year = |atoms: &[Atom]| matches!(atoms, [atom] if atom.number().is_some_and(|n| n.year));
    let placed = grid.columns.get(c).is_some_and(|column| column.grouped && column.place.is_some());
    let mut slots = slots.peekable();
    placed && slots.peek().is_some() && slots.all(year)
}

/// The unit that stands behind the figures of all rows.
fn unit_behind(sheet: &Sheet<'_>, block: &Block) -> Option<Unit> {
    let mut units = block.rows.iter().map(|row| units::of_row(sheet, row));
    let first = units.next()??;
    units.all(|unit| unit == Some(first)).then_some(first)
}

/// Are all words of a label, two or more, such as name columns (`Budget Avvikelse`)? Then the cells that stand one to a
/// line below it may be those of columns, and not of a row.
fn names_columns(label: &str) -> bool {
    let mut roles = label.split_whitespace().map(vocabulary::column_role);
    roles.clone().count() > 1 && roles.all(|role| role.is_some())
}

/// A heading of one line or more, as one.
fn heading(sheet: &Sheet<'_>, (first, last): (usize, usize)) -> String {
    let words: Vec<&str> = (first..=last).flat_map(|n| sheet.line(n).split_whitespace()).collect();
    words.join(" ")
}

fn has_per_cent(row: &RawRow, slot: Slot) -> bool {
    let atoms = row.atoms.get(slot.from..slot.to).unwrap_or(&[]);
    atoms.iter().any(|atom| atom.kind == Kind::Percent || atom.number().is_some_and(|n| n.percent))
}

/// Does a reading leave figures behind its last column, or cells with lines of their own before its first?
fn leaves_over(row: &RawRow, reading: &Reading) -> bool {
    let end = reading.slots.iter().flatten().map(|slot| slot.to).max().unwrap_or(row.run.0);
    let is_number = |i: usize| row.atoms.get(i).is_some_and(|atom| atom.number().is_some());
    (end..row.run.1).any(is_number)
        || (row.run.0..reading.figures_from).any(|i| is_number(i) && begins_line(row, i))
}

/// Does the label of a row hold what may be an amount, where the header names more columns than were told? Then it may
/// be one, and the cells of the other rows may be cut in the wrong places.
fn eats_amounts(block: &Block, grid: &Grid, named: usize) -> bool {
    // Three digits or more: a label may end in a small number, a year or a code.
    let amount = |atom: &Atom| {
        atom.number().is_some_and(|n| !(n.digits < 3 || n.year || n.padded || n.opens && n.closes))
    };
    let eats = |(row, choice): (&RawRow, &columns::Choice)| {
        let from = choice.best().map_or(row.run.0, |reading| reading.figures_from);
        row.atoms.get(row.run.0..from).is_some_and(|eaten| eaten.iter().any(amount))
    };
    let columns = grid.columns.iter().filter(|column| !column.note).count();
    columns < named && block.rows.iter().zip(&grid.rows).any(eats)
}

/// Are there just as many columns as in one of the groups that the heads name? Then nothing says which of them it is.
fn is_one_group(grid: &Grid, hints: &header::Hints, named: usize) -> bool {
    let width = grid.columns.iter().filter(|column| !column.note).count();
    width < named && hints.groups(named).iter().any(|group| group.len() == width)
}

/// Does a row leave over as many cells with lines of their own as there are columns? Then they may be those of columns, one
/// after another, and not of rows.
fn in_columns(block: &Block, grid: &Grid) -> bool {
    // Marks alone name no columns: they are the empty cells of their row.
    block.rows.iter().zip(&grid.rows).filter(|(row, _)| !row.holds_no_amount()).any(|(row, choice)| {
        let Some(reading) = choice.best() else { return false };
        let slots = || reading.slots.iter().flatten();
        let read = |i: usize| slots().any(|slot| (slot.from..slot.to).contains(&i));
        let left = (row.run.0..row.run.1).filter(|&i| begins_line(row, i) && !read(i)).count();
        left >= grid.columns.len().max(2)
    })
}

/// Does a line begin with an atom? Where the label has lines of its own, it is a cell.
fn begins_line(row: &RawRow, i: usize) -> bool {
    let line = |i: usize| row.atoms.get(i).map(|atom| atom.line);
    i.checked_sub(1).and_then(line) != line(i)
}

/// The notes of a row, one entry a column of notes.
fn notes_of<'a>(grid: &'a Grid, reading: &'a Reading) -> impl Iterator<Item = Option<Slot>> + 'a {
    grid.columns.iter().zip(&reading.slots).filter(|(column, _)| column.note).map(|(_, slot)| *slot)
}

/// Does the label of a row end in a note that has a letter (`1A`)?
fn names_coded_note(source: &Source, row: &RawRow, label_to: usize) -> bool {
    let last = label_to.checked_sub(1).filter(|&last| last > 0).and_then(|last| row.atoms.get(last));
    last.is_some_and(|atom| {
        let text = atom.span.of(&source.text);
        let number = text.trim_end_matches(|c: char| c.is_ascii_uppercase());
        atom.kind == Kind::Word
            && text.len() == number.len() + 1
            && (1..=2).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The greatest note that the rows of a table refer to.
fn last_note(block: &Block, grid: &Grid, note: &dyn Fn(&RawRow, Slot) -> Option<u32>) -> Option<u32> {
    let of = |(row, choice): (&RawRow, &columns::Choice)| {
        let slots = grid.columns.iter().zip(&choice.best()?.slots).filter(|(column, _)| column.note);
        slots.filter_map(|(_, slot)| note(row, (*slot)?)).max()
    };
    block.rows.iter().zip(&grid.rows).filter_map(of).max()
}

/// How far past the others a note may be that stands out of their order.
const NEAR_NOTE: u32 = 5;

/// The note that the label of a row ends in, where the header names notes: one out of the order of the others is
/// read as a number of the label, but the row has all its cells without it.
fn ends_in_note(row: &RawRow, reading: &Reading, columns: &[ColumnModel]) -> Option<Slot> {
    let from = row.run.0;
    let number = row.atoms.get(from).and_then(Atom::number)?;
    let plain = number.digits <= 2 && number.decimals == 0 && number.sign == Sign::None && !number.opens;
    let full = columns.iter().zip(&reading.slots).all(|(column, slot)| column.note != slot.is_some());
    let alone = from > 0 && reading.figures_from == from + 1;
    (plain && full && alone).then_some(Slot { from, to: from + 1, kind: SlotKind::Figure })
}

/// Where the columns of figures stand, when the layout was kept: on the first page, as the heads do.
fn extents(block: &Block, grid: &Grid, figures: &[usize]) -> Option<Vec<Extent>> {
    let page = block.rows.first()?.page;
    let column = |c: usize| {
        let cells = block.rows.iter().zip(&grid.rows).filter(move |(raw, _)| raw.page == page);
        cells.filter_map(move |(raw, choice)| {
            let slot = choice.best()?.slots.get(c).copied().flatten()?;
            let cell = (raw.atoms.get(slot.from)?.left, raw.atoms.get(slot.to.checked_sub(1)?)?.right);
            Some((raw, cell))
        })
    };
    let lined_up = |&c: &usize| {
        // A row that stands elsewhere says nothing of where the heads do.
        let own = column(c).filter_map(|(raw, cell)| grid.places.of(raw, c)?.fits(cell).then_some(cell));
        own.reduce(|(a, b), (left, right)| (a.min(left), b.max(right)))
    };
    let all: Option<Vec<Extent>> = figures.iter().map(lined_up).collect();
    if all.is_some() || !block.rows.iter().any(|row| row.atoms.iter().any(|atom| atom.gap == Gap::Wide)) {
        return all;
    }
    // Figures that line up nowhere: in most rows, they stand about there.
    figures
        .iter()
        .map(|&c| {
            let (mut left, mut right): (Vec<u32>, Vec<u32>) = column(c).map(|(_, cell)| cell).unzip();
            left.sort_unstable();
            right.sort_unstable();
            Some((*left.get(left.len() / 2)?, *right.get(right.len() / 2)?))
        })
        .collect()
}

/// Where labels, notes and other texts stand among the rows of the first page.
fn others(block: &Block, grid: &Grid) -> Vec<Extent> {
    let mut out: Vec<Extent> = Vec::new();
    let page = block.rows.first().map(|row| row.page);
    for (raw, choice) in block.rows.iter().zip(&grid.rows).filter(|(raw, _)| Some(raw.page) == page) {
        let Some(reading) = choice.best() else { continue };
        let amount = |i: usize| {
            let mut slots = grid.columns.iter().zip(&reading.slots);
            slots.any(|(column, slot)| {
                !column.note && slot.is_some_and(|slot| (slot.from..slot.to).contains(&i))
            })
        };
        let mut goes_on = false;
        for (i, atom) in raw.atoms.iter().enumerate() {
            if amount(i) || raw.holds_no_amount() && i >= raw.run.0 {
                goes_on = false;
                continue;
            }
            match out.last_mut().filter(|_| goes_on && !matches!(atom.gap, Gap::Wide | Gap::Line)) {
                Some(extent) => extent.1 = atom.right,
                None => out.push((atom.left, atom.right)),
            }
            goes_on = true;
        }
    }
    out
}

/// The value of a slot, and the span of its figure.
fn value(source: &Source, row: &RawRow, slot: Slot, style: Style) -> (Option<Decimal>, Span) {
    let atoms = row.atoms.get(slot.from..slot.to).unwrap_or(&[]);
    let whole = atoms.first().zip(atoms.last()).map_or(Span::new(0, 0), |(a, b)| a.span.cover(b.span));
    let span = trim_figure(source, whole, slot.kind);
    let value = match figure::parse(span.of(&source.text), style) {
        // Digits that have run together look like one figure, and are none.
        Parsed::Figure(figure) if slot.kind != SlotKind::Malformed => Some(figure.value),
        _ => None,
    };
    (value, span)
}

/// A figure without its per cent sign, stars or footnote digit.
fn trim_figure(source: &Source, span: Span, kind: SlotKind) -> Span {
    let text = span.of(&source.text);
    let mut body = text.trim_end_matches(|c: char| matches!(c, '%' | '*') || c.is_whitespace());
    if kind == SlotKind::Footnoted {
        let mut chars = body.chars();
        chars.next_back();
        body = chars.as_str();
    }
    // `**318 900**` is what Markdown sets in bold.
    let lead = body.len() - body.trim_start_matches('*').len();
    Span::new(span.start as usize + lead, span.start as usize + body.len())
}

fn cell(source: &Source, row: &RawRow, slot: Slot, style: Style) -> Option<Cell> {
    if slot.kind == SlotKind::Nil {
        return None;
    }
    let (value, span) = value(source, row, slot, style);
    Some(Cell {
        text: span.of(&source.text).to_owned(),
        value,
        state: State::Unchecked,
        span: Some(span),
        at: None,
    })
}
