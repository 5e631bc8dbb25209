//! The columns of a block: how many there are, what each is like, and with that the reading of every row.
//!
//! The number of columns is the one that all rows together are cheapest to read with. Then what the
//! certain rows show of each column (decimals, sizes, where its figures stand) decides the rest, and last
//! the arithmetic: of readings that cost about the same, the one under which the columns are sums and
//! differences of each other, as they are in the other rows, is right.

use super::{
    agree::{Values, is_amount},
    atoms::{Atom, Gap, Kind},
    blocks::{Block, RawRow, least_figures},
    header::Hints,
    places::{self, Places, certain_first},
    reading::{
        CUT, CUT_SHORT, ColumnModel, MISSING, MISSING_END, MISSING_GROUP, MISSING_NOTE, Reading, Slot,
        SlotKind, readings, stands_alone,
    },
    rules::{self, Judgement},
    totals::{self, Totals},
};

use crate::engine::figure::Sign;

/// A block with its columns told apart.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub columns: Vec<ColumnModel>,
    /// Where the columns stand, when the layout was kept.
    pub places: Places,
    /// Some columns hold references to notes.
    pub noted: bool,
    /// Another choice of columns is as good, and gives other cells.
    pub rival: bool,
    /// One reading a row of the block; none where a row could not be read.
    pub rows: Vec<Choice>,
}

/// The reading chosen for a row, and the others that are nearly as good.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub readings: Vec<Reading>,
}

impl Choice {
    pub(super) fn best(&self) -> Option<&Reading> {
        self.readings.first()
    }

    /// The readings that the best is not clearly better than, itself among them, by their place.
    pub(super) fn contenders(&self) -> impl Iterator<Item = (usize, &Reading)> {
        let least = self.best().map_or(0, |r| r.cost);
        self.readings.iter().enumerate().filter(move |(_, r)| r.cost < least + CLEAR)
    }

    /// Is there more than one?
    pub(super) fn unclear(&self) -> bool {
        self.contenders().nth(1).is_some()
    }

    /// Is there another reading with other cells that is as good? Which of two empty cells is written as a dash,
    /// and which as nothing, makes no other cells. That the same figures stand in other columns is as good within a
    /// bit, too: how long they are is all that tells it.
    pub(super) fn doubtful(&self) -> bool {
        let Some((first, others)) = self.readings.split_first() else { return false };
        let near = others.iter().take_while(|other| i64::from(other.cost) < i64::from(first.cost) + BIT);
        near.into_iter().any(|other| {
            (other.cost == first.cost || other.cuts_the_same(first)) && !other.holds_the_same(first)
        })
    }
}

/// What makes a reading half as likely, in the unit of its costs: a missing cell, at 250, is one in some hundreds.
pub(super) const BIT: i64 = 30;
/// The most columns that a table of text can have.
const MAX_COLUMNS: usize = 32;
/// A row that costs more than this is not of the table, and says nothing of its columns.
const ROW_MOST: u32 = 1_200;
/// Readings kept of a row when its columns have been settled: enough for every way to leave three of
/// eight cells empty, and the dearer ones that are mixed among them.
const KEEP: usize = 96;
/// Another number of columns than the header seems to name: two missing cells, or four cuts.
const SURPRISE: u32 = 500;
/// More columns than any row has cells: dearer than that the header seems to name so many.
const UNFILLED: i64 = 800;
/// Columns of notes that no header names have to earn their place.
const UNNAMED_NOTES: u32 = 300;
/// No column of notes where the header names one: a header says so rarely for nothing, and a column of which no row has
/// a note costs next to nothing.
const UNUSED_NOTES: u32 = 600;
/// Notes that such a column has to show: one or two small numbers are rather the first groups of figures.
const MIN_NOTES: usize = 3;
/// With lines of their own they are no such groups; but one may be anything.
const MIN_NOTES_ALONE: usize = 2;
/// What is rather of an amount in such a column, as three digits: a report has fewer than a hundred notes.
const NO_SUCH_NOTE: i64 = 110;

/// The amounts of a reading of a row into some columns.
pub(super) type ValuesOf<'a> = dyn Fn(&RawRow, &[ColumnModel], &Reading) -> Values + 'a;

/// Tells the columns of a block apart.
pub(super) fn settle(block: &Block, hints: &Hints, totals: &Totals, values: &ValuesOf<'_>) -> Option<Grid> {
    let mut tried: Vec<(i64, Vec<ColumnModel>, Places)> = Vec::new();
    for (columns, prior) in candidates(block, hints) {
        let places = Places::find(block, &columns);
        let mut cost = i64::from(prior);
        let mut alternatives: Vec<Vec<Values>> = Vec::new();
        // What each of them costs more than the cheapest reading of its row.
        let mut dearer: Vec<Vec<i64>> = Vec::new();
        let mut firsts = Vec::with_capacity(block.rows.len());
        let mut wholes = Vec::new();
        for row in &block.rows {
            let readings = readings(row, &places.put(&columns, row), ALTERNATIVES);
            let least = readings.first().map_or(ROW_MOST, |r| r.cost.min(ROW_MOST));
            cost += i64::from(least);
            let sampled = alternatives.len() < SAMPLE;
            let summed = totals.any() && wholes.len() < totals::MOST_ROWS;
            let whole = if sampled || summed { whole(row, &columns, &places, &readings) } else { Vec::new() };
            if sampled {
                alternatives.push(whole.iter().map(|r| values(row, &columns, r)).collect());
                dearer.push(whole.iter().map(|r| i64::from(r.cost.saturating_sub(least))).collect());
            }
            if summed {
                wholes.push(whole.into_iter().next().or_else(|| readings.first().cloned()));
            }
            firsts.push(readings.into_iter().next());
        }
        if hints.notes.is_empty() {
            let least = if notes_alone(block, &columns, &firsts) { MIN_NOTES_ALONE } else { MIN_NOTES };
            if columns.iter().any(|column| column.note) && notes_shown(&columns, &firsts) < least {
                continue;
            }
            cost += NO_SUCH_NOTE * i64::try_from(unlike_notes(block, &columns, &firsts)).unwrap_or(0);
        } else {
            cost -= rarer_notes(&columns, &firsts);
        }
        cost += UNFILLED * i64::from(unfilled(block, &columns, &firsts));
        cost -= regular_cuts(block, &columns, &firsts);
        cost -= regular_ends(block, &columns, &firsts);
        cost -= regular_groups(&columns, &firsts);
        cost += SCATTERED * i64::try_from(places::scattered(block, &firsts)).unwrap_or(0);
        // Columns that are sums and differences of each other, row after row, are no accident.
        let width = columns.iter().filter(|column| !column.note).count();
        let saved = rules::shown(&alternatives, width).into_iter().zip(&dearer).map(|(bits, dearer)| {
            bits.iter()
                .zip(dearer)
                .map(|(&bits, dearer)| BIT * i64::from(bits) - dearer)
                .max()
                .unwrap_or(0)
                .max(0)
        });
        cost -= saved.sum::<i64>();
        // Nor are columns that add up to what their total shows, with the cheapest readings or the cheapest of
        // those that leave no cell out.
        let cells = |row: usize, reading: &Reading| {
            block.rows.get(row).map_or_else(Vec::new, |row| values(row, &columns, reading))
        };
        let borne_out = totals.borne_out(&firsts, &cells).max(totals.borne_out(&wholes, &cells));
        cost -= PROVEN * i64::try_from(borne_out).unwrap_or(0);
        tried.push((cost, columns, places));
    }
    tried.sort_by_key(|(cost, ..)| *cost);
    let rival = is_rivalled(block, &tried);
    let (_, mut columns, places) = tried.into_iter().next()?;
    for column in &mut columns {
        column.open_ended = false;
        column.left_out = false;
    }
    // What the certain rows show of the columns decides the rest: twice, as more rows become certain.
    for _ in 0..2 {
        let first: Vec<Option<Reading>> = block
            .rows
            .iter()
            .map(|row| certain_first(readings(row, &places.put(&columns, row), 2)))
            .collect();
        learn(block, &first, &mut columns);
    }
    let rows = choices(block, &columns, &places);
    let noted = columns.iter().any(|column| column.note);
    drop_years(block, &rows, &mut columns);
    Some(Grid { columns, places, noted, rival, rows })
}

/// Is there no row that has all its cells, in a text that names no empty ones? Then the columns are as many as the
/// fullest row has, and one more is a place where some rows stand otherwise.
fn unfilled(block: &Block, columns: &[ColumnModel], firsts: &[Option<Reading>]) -> bool {
    let full = |reading: &Reading| {
        columns.iter().zip(&reading.slots).all(|(column, slot)| column.note || slot.is_some())
    };
    block.cells.is_none() && !block.spelled && !firsts.iter().flatten().any(full)
}

/// What it costs less than a bit a row to say which rows have a note where hardly any has, or hardly any has
/// none, in the columns of notes that a header names.
fn rarer_notes(columns: &[ColumnModel], firsts: &[Option<Reading>]) -> i64 {
    let rows = firsts.iter().flatten().count();
    let saved = columns.iter().enumerate().filter(|(_, column)| column.note).map(|(c, _)| {
        let missing = firsts.iter().flatten().filter(|r| r.slots.get(c).is_some_and(Option::is_none)).count();
        saved(MISSING_NOTE, missing, rows)
    });
    saved.sum()
}

/// How many rows have a note in a reading.
fn notes_shown(columns: &[ColumnModel], firsts: &[Option<Reading>]) -> usize {
    let shown =
        |reading: &&Reading| columns.iter().zip(&reading.slots).any(|(c, slot)| c.note && slot.is_some());
    firsts.iter().flatten().filter(shown).count()
}

/// Has each note of a reading a line of its own?
fn notes_alone(block: &Block, columns: &[ColumnModel], firsts: &[Option<Reading>]) -> bool {
    let notes = |reading: &Reading| {
        let slots = columns.iter().zip(&reading.slots).filter(|(column, _)| column.note);
        slots.filter_map(|(_, slot)| *slot).collect::<Vec<Slot>>()
    };
    let rows = block.rows.iter().zip(firsts).filter_map(|(row, reading)| Some((row, reading.as_ref()?)));
    let mut slots = rows.flat_map(|(row, reading)| notes(reading).into_iter().map(move |slot| (row, slot)));
    block.vertical && slots.all(|(row, slot)| stands_alone(&row.atoms, slot.from))
}

/// How much in columns of notes is rather of amounts: numbers of three digits, numbers with decimals (`8,42` is seldom
/// notes 8 and 42), and what a wide gap sets apart from the label and a single space, as in a figure, from the amount.
fn unlike_notes(block: &Block, columns: &[ColumnModel], firsts: &[Option<Reading>]) -> usize {
    let notes = |reading: &Reading| {
        let slots = columns.iter().zip(&reading.slots).filter(|(column, _)| column.note);
        slots.filter_map(|(_, slot)| *slot).collect::<Vec<Slot>>()
    };
    let large = |row: &RawRow, slot: Slot| shape(row, slot.from, slot.to).0 >= 3;
    let rows = block.rows.iter().zip(firsts).filter_map(|(row, reading)| Some((row, reading.as_ref()?)));
    let torn = |row: &RawRow, slot: Slot| {
        let apart = |atom: &Atom| atom.gap == Gap::Wide;
        let goes_on = |next: &Atom| {
            next.gap == Gap::Space && next.number().is_some_and(|n| n.digits == 3 && n.sign == Sign::None)
        };
        row.atoms.get(slot.from).is_some_and(apart) && row.atoms.get(slot.to).is_some_and(goes_on)
    };
    let decimal = |row: &RawRow, slot: Slot| {
        row.atoms.get(slot.from).and_then(Atom::number).is_some_and(|n| n.decimals > 0)
    };
    let unlike = |row: &RawRow, slot: Slot| large(row, slot) || decimal(row, slot) || torn(row, slot);
    rows.map(|(row, reading)| notes(reading).into_iter().filter(|&slot| unlike(row, slot)).count()).sum()
}

/// The same for the cuts between groups of three: where the figures of a column have three digits in row after
/// row, it is the column that has, and not each of them that is cut by chance.
fn regular_cuts(block: &Block, columns: &[ColumnModel], firsts: &[Option<Reading>]) -> i64 {
    let saved = columns.iter().enumerate().filter(|(_, column)| !column.note).map(|(c, _)| {
        let (mut cells, mut cuts) = (0, 0);
        for (row, reading) in block.rows.iter().zip(firsts) {
            let slot = reading.as_ref().and_then(|r| r.slots.get(c).copied().flatten());
            let Some(slot) = slot.filter(|slot| slot.kind == SlotKind::Figure) else { continue };
            cells += 1;
            cuts += usize::from(slot.is_cut(&row.atoms));
        }
        saved(CUT, cuts, cells)
    });
    saved.sum()
}

/// The same for the cells that are missing at the ends of rows, where the cells stand one to a line and an empty
/// one leaves no line.
fn regular_ends(block: &Block, columns: &[ColumnModel], firsts: &[Option<Reading>]) -> i64 {
    if block.spelled || !columns.iter().any(|column| column.open_ended) {
        return 0;
    }
    let rows = firsts.iter().flatten().count();
    let ended = |reading: &&Reading, c: usize| reading.slots.iter().skip(c).all(Option::is_none);
    let saved = (0..columns.len()).map(|c| {
        saved(MISSING_END, firsts.iter().flatten().filter(|reading| ended(reading, c)).count(), rows)
    });
    saved.sum()
}

/// The same for the groups of columns that rows leave out.
fn regular_groups(columns: &[ColumnModel], firsts: &[Option<Reading>]) -> i64 {
    let rows = firsts.iter().flatten().count();
    let grouped = columns.iter().any(|column| column.group > 1);
    let left_out = |reading: &&Reading| {
        let groups = columns.iter().enumerate().filter(|(_, column)| column.group > 1);
        let empty = |(c, column): (usize, &ColumnModel)| {
            reading.slots.get(c..c + column.group).is_some_and(|own| own.iter().all(Option::is_none))
        };
        groups.map(empty).filter(|&empty| empty).count() == 1
    };
    let special = firsts.iter().flatten().filter(left_out).count();
    if grouped { saved(MISSING_GROUP, special, rows) } else { 0 }
}

/// What is saved when it is said once how many of some cells are special, and which, instead of paying for each.
fn saved(each: u32, special: usize, all: usize) -> i64 {
    let fewer = special.min(all - special);
    // How many, and which of all the ways to choose as many.
    let which = (0..fewer).map(|i| ((all - i) / (i + 1)).max(1).ilog2() + 1).sum::<u32>();
    let bits = i64::from((all + 1).ilog2() + 1 + which);
    (i64::from(each).saturating_mul(i64::try_from(special).unwrap_or(0)) - bits * BIT).max(0)
}

/// The readings of every row.
fn choices(block: &Block, columns: &[ColumnModel], places: &Places) -> Vec<Choice> {
    let rows = block.rows.iter().map(|row| {
        let size = (row.run.1 - row.run.0).max(1) * columns.len();
        // Bounded work: a long row keeps fewer readings.
        let keep = if size <= 400 { KEEP } else { 8 };
        let mut readings = readings(row, &places.put(columns, row), keep);
        if !readings.is_empty() && full(&readings, columns).next().is_none() {
            // Where many cells may be missing, there are more ways to leave some out than are kept.
            let whole: Vec<ColumnModel> =
                places.put(columns, row).into_iter().map(|c| ColumnModel { whole: true, ..c }).collect();
            readings.extend(super::reading::readings(row, &whole, ALTERNATIVES));
        }
        if block.vertical {
            // Of as many cells one to a line, those at the end are missing: if that is in doubt, it is said.
            let empty = |r: &Reading| r.slots.iter().map(Option::is_none).collect::<Vec<bool>>();
            readings.sort_by_cached_key(|r| (r.cost, empty(r)));
        } else {
            readings.sort_by_key(|r| r.cost);
        }
        Choice { readings }
    });
    rows.collect()
}

/// Learns the columns once more when it has been told which rows have notes, and reads the rows by that; says
/// whether there are any notes. Before, `12 122` could be an amount as well as note 12 and 122.
pub(super) fn learn_again(block: &Block, grid: &mut Grid) -> bool {
    if !grid.noted {
        return false;
    }
    let certain: Vec<Option<Reading>> =
        grid.rows.iter().map(|choice| choice.best().filter(|_| !choice.doubtful()).cloned()).collect();
    learn(block, &certain, &mut grid.columns);
    grid.rows = choices(block, &grid.columns, &grid.places);
    drop_years(block, &grid.rows, &mut grid.columns);
    true
}

/// Choices of columns that differ by less than this over a whole table cannot be told from each other: it
/// is less than one cut between two groups of digits.
const TOLD: i64 = 60;

/// Is another choice of columns as good as the first, and does it give other cells?
fn is_rivalled(block: &Block, tried: &[(i64, Vec<ColumnModel>, Places)]) -> bool {
    let Some(((least, columns, places), others)) = tried.split_first() else { return false };
    let cells = |columns: &[ColumnModel], places: &Places| -> Vec<Vec<(usize, usize)>> {
        let row = |row: &RawRow| {
            let reading = readings(row, &places.put(columns, row), 1).into_iter().next()?;
            let figures = columns.iter().zip(reading.slots).filter(|(column, _)| !column.note);
            Some(figures.filter_map(|(_, slot)| slot.map(|slot| (slot.from, slot.to))).collect())
        };
        block.rows.iter().map(|raw| row(raw).unwrap_or_default()).collect()
    };
    let near = others.iter().take_while(|(cost, ..)| cost - least < TOLD);
    let own = near.clone().next().map(|_| cells(columns, places));
    own.is_some_and(|own| near.clone().any(|(_, columns, places)| cells(columns, places) != own))
}

/// A column that holds nothing but years, in a table that parts the digits of its amounts or shows their
/// decimals, holds no amounts.
fn drop_years(block: &Block, rows: &[Choice], columns: &mut [ColumnModel]) {
    let slots = |c: usize| {
        block.rows.iter().zip(rows).filter_map(move |(row, choice)| {
            let slot = choice.best()?.slots.get(c).copied().flatten()?;
            (slot.kind != SlotKind::Nil).then(|| row.atoms.get(slot.from..slot.to)).flatten()
        })
    };
    let formed = |atoms: &[Atom]| {
        let mut numbers = atoms.iter().filter_map(Atom::number);
        numbers.next().is_some_and(|n| n.decimals > 0) || numbers.next().is_some()
    };
    let formed = (0..columns.len()).flat_map(slots).any(formed);
    let is_year = |atoms: &[Atom]| matches!(atoms, [atom] if atom.number().is_some_and(|n| n.year));
    for (c, column) in columns.iter_mut().enumerate().filter(|_| formed) {
        // Three: two amounts may happen to look like years.
        column.note |= slots(c).count() >= 3 && slots(c).all(is_year);
    }
}

/// A cell that stands between other gutters than the rest of its column: dearer than the cell that must
/// then be missing where positions tell which one it is.
const SCATTERED: i64 = 120;
/// Readings of a row that are looked at before its columns are settled.
const ALTERNATIVES: usize = 6;
/// What a row that obeys a rule between its columns, or a cell that is the sum of its column, is worth when the
/// columns are counted.
const PROVEN: i64 = 150;

/// The readings that cost little more than the cheapest.
pub(super) fn near(readings: &[Reading]) -> &[Reading] {
    let least = readings.first().map_or(0, |r| r.cost);
    let end = readings.partition_point(|r| r.cost <= least + WINDOW);
    readings.get(..end).unwrap_or(readings)
}

/// Those of them that leave no amount out: only they can teach a rule, as cells that may be anywhere obey
/// too many.
fn full<'a>(readings: &'a [Reading], columns: &'a [ColumnModel]) -> impl Iterator<Item = &'a Reading> {
    let whole =
        |r: &&Reading| columns.iter().zip(&r.slots).all(|(column, slot)| column.note || slot.is_some());
    near(readings).iter().filter(whole)
}

/// The cheapest readings of a row that leave no amount out. Where two cells may be left out, there are more ways
/// to do so than are kept otherwise.
fn whole(row: &RawRow, columns: &[ColumnModel], places: &Places, some: &[Reading]) -> Vec<Reading> {
    let own: Vec<Reading> = full(some, columns).cloned().collect();
    if !own.is_empty() {
        return own;
    }
    let all = readings(row, &places.put(columns, row), KEEP);
    full(&all, columns).take(ALTERNATIVES).cloned().collect()
}

/// The sets of columns to try, each with what it costs beforehand.
fn candidates(block: &Block, hints: &Hints) -> Vec<(Vec<ColumnModel>, u32)> {
    let mut counts = std::collections::BTreeMap::new();
    for row in &block.rows {
        let figures = row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]);
        *counts.entry(least_figures(figures).max(1)).or_insert(0_usize) += 1;
    }
    let mut widths: Vec<usize> = counts
        .keys()
        .flat_map(|&n| [n.saturating_sub(1), n, n + 1])
        .chain(hints.widths())
        .chain(block.cells.iter().map(Vec::len))
        .chain(places::count(block))
        .collect();
    widths.retain(|n| (1..=MAX_COLUMNS).contains(n));
    widths.sort_unstable();
    widths.dedup();
    // In a text of one cell a line that has as many heads as its longest row has cells, the others have lost some;
    // but a row may be longer only for a small number that is of its label.
    let longest = counts.keys().next_back().copied().unwrap_or(0);
    let sure = block.rows.iter().any(|row| {
        let run = row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]);
        let small =
            run.first().and_then(Atom::number).is_some_and(|n| n.digits <= 1 && n.decimals == 0 && !n.closed);
        let alone = run.get(1).is_some_and(|next| next.gap == Gap::Line);
        least_figures(run) == longest && !(small && alone)
    });
    let ragged = |width: usize| block.vertical && longest == width && sure && hints.widths().contains(&width);
    let lines = cells_a_line(block);
    let grouped = parts_thousands(block);
    let mut out = Vec::new();
    for width in widths {
        let blank = ColumnModel {
            spelled: block.spelled,
            unnamed: block.unnamed,
            open_ended: block.spelled || ragged(width),
            grouped,
            ..ColumnModel::default()
        };
        let mut plain = vec![blank.clone(); width];
        for group in hints.groups(width) {
            if let Some(first) = plain.get_mut(group.start) {
                first.group = group.len();
                first.left_out = true;
            }
        }
        // The header counts its columns: another number of them needs better rows, or as many lines in most.
        let named = hints.widths().is_empty() || hints.widths().contains(&width);
        // Fewer than count up in it would be a cell that each row lacks.
        let lacking = hints.counted && hints.widths().iter().all(|&named| width < named);
        let rows = if lacking { u32::try_from(block.rows.len()).unwrap_or(u32::MAX) } else { 1 };
        let surprise = if named || lines == Some(width) { 0 } else { SURPRISE.saturating_mul(rows) };
        let unused = if hints.notes.len() == 1 { UNUSED_NOTES } else { UNNAMED_NOTES };
        out.push((plain.clone(), surprise + if hints.notes.is_empty() { 0 } else { unused }));
        for notes in [1, 2] {
            if width % notes != 0 || notes == 2 && (hints.notes.len() != 2 || width < 4) {
                continue;
            }
            let mut columns = Vec::with_capacity(width + notes);
            for part in plain.chunks(width / notes) {
                columns.push(ColumnModel { note: true, ..blank.clone() });
                columns.extend_from_slice(part);
            }
            let prior = if hints.notes.len() == notes { 0 } else { UNNAMED_NOTES };
            out.push((columns, surprise + prior));
        }
    }
    out
}

/// Does a table part the digits of its amounts by spaces? Some of its rows have groups that go on a figure, and none has a
/// whole number of four digits or more that is not parted, years aside.
fn parts_thousands(block: &Block) -> bool {
    let run = |row: &RawRow| row.run.0..row.run.1;
    let figures = || block.rows.iter().filter_map(|row| row.atoms.get(run(row)));
    let unparted =
        |atom: &Atom| atom.number().is_some_and(|n| n.digits > 3 && n.decimals == 0 && !n.closed && !n.year);
    let parted = |figures: &&[Atom]| {
        least_figures(figures) < figures.iter().filter(|atom| atom.number().is_some()).count()
    };
    figures().filter(parted).count() >= 3 && !figures().flatten().any(unparted)
}

/// How many lines of one cell each the rows of a block have, if most of them agree.
fn cells_a_line(block: &Block) -> Option<usize> {
    let rows = block.rows.iter().filter(|_| block.vertical);
    let lines = rows.filter_map(|row| {
        let run = row.atoms.get(row.run.0..row.run.1)?;
        let cells: Vec<&[Atom]> = run.chunk_by(|a, b| a.line == b.line).collect();
        cells.iter().all(|cell| least_figures(cell) <= 1).then_some(cells.len())
    });
    let mut counts = std::collections::BTreeMap::new();
    lines.for_each(|n| *counts.entry(n).or_insert(0_usize) += 1);
    let (width, rows) = counts.into_iter().max_by_key(|&(_, rows)| rows)?;
    // Three of four, three at least: fewer agree by chance.
    (rows >= 3 && rows * 4 >= block.rows.len() * 3).then_some(width)
}

/// Figures of a column of which the shortest says nothing of how short they are.
const VOUCHED: usize = 8;

/// Learns what the columns are like from the rows whose reading is certain.
fn learn(block: &Block, certain: &[Option<Reading>], columns: &mut [ColumnModel]) {
    // A row that is dear to read may be so because it is misread: where others are not, it teaches nothing.
    let cheap = |reading: &&Reading| reading.cost < MISSING;
    let enough = certain.iter().flatten().filter(cheap).count() >= 3;
    let certain: Vec<Option<&Reading>> =
        certain.iter().map(|reading| reading.as_ref().filter(|r| !enough || cheap(r))).collect();
    let certain = certain.as_slice();
    // How long figures are is best told by rows that have as many cells as they can have at least: in the others, some that
    // stand side by side may have been read as one.
    let uncut = |(row, reading): (&RawRow, Option<&Reading>)| {
        reading.is_some_and(|r| !r.slots.iter().flatten().any(|slot| slot.is_cut(&row.atoms)))
    };
    let told: Vec<bool> = block.rows.iter().zip(certain.iter().copied()).map(uncut).collect();
    let told =
        (told.iter().filter(|told| **told).count() * 2 > certain.iter().flatten().count()).then_some(told);
    for (c, column) in columns.iter_mut().enumerate() {
        let mut decimals = [0_usize; 16];
        let (mut figures, mut small, mut short) = (0_usize, 0_usize, 0_usize);
        let mut sizes: Option<(u8, u8)> = None;
        let mut next_least: Option<u8> = None;
        for (at, (row, reading)) in block.rows.iter().zip(certain).enumerate() {
            let Some(slot) = reading.and_then(|r| r.slots.get(c).copied().flatten()) else {
                continue;
            };
            let told = told.as_ref().is_none_or(|told| told.get(at) == Some(&true));
            if slot.kind != SlotKind::Figure {
                continue;
            }
            let (digits, shown) = shape(row, slot.from, slot.to);
            if digits <= 1 && shown == 0 {
                continue; // a bare zero says nothing of decimals
            }
            figures += 1;
            small += usize::from(digits <= 3);
            short += usize::from(digits <= 2);
            if let Some(n) = decimals.get_mut(usize::from(shown)) {
                *n += 1;
            }
            let longest = if told { digits } else { 0 };
            let above = sizes.map(|(least, _)| least.max(digits));
            next_least = next_least.into_iter().chain(above).min();
            sizes = Some(sizes.map_or((digits, longest), |(a, b)| (a.min(digits), b.max(longest))));
        }
        let common = decimals.iter().enumerate().max_by_key(|&(d, &n)| (n, std::cmp::Reverse(d)));
        // Three quarters of at least three figures: a table of mixed units has no form of its own.
        column.decimals = common.filter(|&(_, &n)| n >= 3 && n * 4 >= figures * 3).map(|(d, _)| d as u8);
        // The shortest of many figures does not vouch for itself: a number that stands alone may be that of a note.
        let least = |least: u8| next_least.filter(|_| figures >= VOUCHED).unwrap_or(least);
        let sizes = sizes.map(|(shortest, most)| (least(shortest), most));
        column.digits = sizes.filter(|&(least, most)| figures >= 3 && least <= most);
        column.certain = figures as u32;
        column.small = figures >= 3 && small * 2 >= figures;
        let rarity =
            figures.checked_div(short).filter(|_| figures >= 3).map(|n| BIT as u32 * (n.ilog2() + 1));
        column.short = rarity.map(|cost| (CUT + cost).min(CUT_SHORT));
    }
    let apart = signs_apart(block, certain);
    for column in columns.iter_mut() {
        column.signs_apart = apart;
    }
    // A column of too few figures, or of mixed ones, takes the form that all the others share.
    let mut forms = columns.iter().filter(|column| !column.note).filter_map(|column| column.decimals);
    if let Some(form) = forms.next().filter(|&form| forms.all(|other| other == form)) {
        for column in columns.iter_mut().filter(|column| !column.note) {
            column.decimals = Some(form);
        }
    }
}

/// Does the table set its signs apart from their figures? By the rows that are certain: many more such signs
/// begin a figure there than are an empty cell before one.
fn signs_apart(block: &Block, certain: &[Option<&Reading>]) -> bool {
    let (mut signs, mut nils) = (0_usize, 0_usize);
    for (row, reading) in block.rows.iter().zip(certain) {
        for slot in reading.iter().flat_map(|reading| &reading.slots).flatten() {
            let at = |i: usize| row.atoms.get(i);
            if !at(slot.from).is_some_and(|a| matches!(a.kind, Kind::Sign(_))) {
                continue;
            }
            let beside = at(slot.from + 1).is_some_and(|a| a.number().is_some() && a.gap == Gap::Space);
            match slot.kind {
                SlotKind::Nil => nils += usize::from(beside),
                _ => signs += 1,
            }
        }
    }
    signs >= 3 && signs > 2 * nils
}

/// Digits before the decimal mark, and decimals, of the figure made of some atoms.
fn shape(row: &RawRow, from: usize, to: usize) -> (u8, u8) {
    let numbers = row.atoms.get(from..to).unwrap_or(&[]).iter().filter_map(Atom::number);
    numbers.fold((0, 0), |(digits, _), n| (digits + n.digits, n.decimals))
}

/// Rows that are sampled for rules; more add nothing but work.
const SAMPLE: usize = 60;
/// What a rule that holds is worth against the costs of a reading: more than a missing cell is dear.
const HOLDS: u32 = 300;
/// What a rule that does not hold costs: little, or a typo would be read away.
const FAILS: u32 = 100;
/// Only readings that cost at most this much more than the cheapest are weighed.
const WINDOW: u32 = 700;

/// Re-orders the readings of every row by what the arithmetic of the other rows says.
pub(super) fn weigh_arithmetic(block: &Block, grid: &mut Grid, values: &ValuesOf<'_>) {
    let Grid { columns, rows, .. } = grid;
    let width = columns.iter().filter(|column| !column.note).count();
    let sample: Vec<Vec<Values>> = block
        .rows
        .iter()
        .zip(rows.iter())
        .take(SAMPLE)
        .map(|(row, choice)| {
            full(&choice.readings, columns).take(ALTERNATIVES).map(|r| values(row, columns, r)).collect()
        })
        .collect();
    let partial = |(row, choice): (&RawRow, &Choice)| {
        let whole: Vec<&Reading> = full(&choice.readings, columns).collect();
        let partial = near(&choice.readings).iter().filter(|r| !whole.contains(r));
        partial.map(|r| values(row, columns, r)).collect::<Vec<Values>>()
    };
    let others: Vec<Vec<Values>> = block.rows.iter().zip(rows.iter()).take(SAMPLE).map(partial).collect();
    let rules = rules::find(&sample, &others, width);
    if rules.is_empty() {
        return;
    }
    for (row, choice) in block.rows.iter().zip(rows) {
        if choice.readings.len() < 2 {
            continue;
        }
        let end = near(&choice.readings).len();
        choice.readings.truncate(end);
        for reading in &mut choice.readings {
            let row_values = values(row, columns, reading);
            for rule in &rules {
                // A reading that holds pays nothing, so that costs stay above zero and comparable.
                reading.cost += match rules::judge(rule, &row_values) {
                    Judgement::Holds => 0,
                    Judgement::Silent => HOLDS,
                    Judgement::Fails => HOLDS + FAILS,
                };
            }
        }
        choice.readings.sort_by_key(|r| r.cost);
    }
}

/// One cut more or less is not clear; a missing cell or a number in the label is.
const CLEAR: u32 = 100;

/// The amounts of a reading in units of the table's last decimal, one entry a column of figures.
pub(super) fn amounts(
    columns: &[ColumnModel],
    reading: &Reading,
    value: &dyn Fn(Slot) -> Option<rust_decimal::Decimal>,
) -> Values {
    // Six decimals are more than any report shows; what has more is compared by its first six.
    let scale = columns.iter().filter_map(|c| c.decimals).max().unwrap_or(0).min(6);
    let figures = columns.iter().zip(&reading.slots).filter(|(column, _)| !column.note);
    figures
        .map(|(_, slot)| {
            let slot = (*slot).filter(|slot| is_amount(slot.kind))?;
            scaled(value(slot)?, u32::from(scale))
        })
        .collect()
}

fn scaled(value: rust_decimal::Decimal, scale: u32) -> Option<i64> {
    let mut value = value;
    if value.scale() > scale {
        value = value.round_dp(scale);
    }
    value.rescale(scale);
    (value.scale() == scale).then_some(())?;
    i64::try_from(value.mantissa()).ok()
}
