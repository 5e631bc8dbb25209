//! The readings of a row: every way to cut its atoms into a label and the cells of given columns, the
//! cheapest first.
//!
//! A reading is a path through a small graph whose nodes are (atom, column). The search keeps the few
//! cheapest paths to each node, so its cost is bounded by atoms × columns × kept paths, whatever the
//! text. Costs are whole numbers without a unit; each stands beside the reason for it. What arithmetic
//! says of the readings comes later (see [`super::columns`]).

use super::{
    atoms::{Atom, Gap, Kind, Number},
    blocks::{MAX_GROUPS, RawRow},
    places::Position,
};
use crate::engine::figure::Sign;

/// What is known of a column while rows are read.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing to be known of a column")]
pub(super) struct ColumnModel {
    /// A column of references to notes: small whole numbers, no amounts.
    pub note: bool,
    /// Its rows name their empty cells, so that a note that is missing is no cheaper than an amount.
    pub spelled: bool,
    /// But many rows do not, so that a note may be missing where the row names none.
    pub unnamed: bool,
    /// While columns are counted: a row that names its empty cells may still have lost its end.
    pub open_ended: bool,
    /// The decimals that most of its figures show.
    pub decimals: Option<u8>,
    /// The fewest and most digits of the figures that are certain.
    pub digits: Option<(u8, u8)>,
    /// How many figures that is.
    pub certain: u32,
    /// Half of them or more have no more than three digits before the mark, so that another such is no surprise.
    pub small: bool,
    /// What it costs that a figure has one or two digits where it could go on, by how many of its figures have.
    pub short: Option<u32>,
    /// The table parts the digits of its amounts by spaces, so that `2023` is none.
    pub grouped: bool,
    /// The table sets its signs apart from their figures (`– 12`), so that such a sign is no empty cell.
    pub signs_apart: bool,
    /// So many columns from here on are a group that stands under heads of its own (`Kommunen`, `Koncernen`), if more
    /// than one.
    pub group: usize,
    /// While columns are counted: a row may leave out the whole group. Where each row has its cells is for the totals to
    /// tell, as a row may as well be about the first column of each group.
    pub left_out: bool,
    /// No row leaves it out: it is looked for how that is read at the least cost.
    pub whole: bool,
    /// Where its figures stand, when the text has kept the layout.
    pub place: Option<Position>,
}

/// A cell as read: the atoms it is made of (indices into the row's).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub from: usize,
    pub to: usize,
    pub kind: SlotKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlotKind {
    Figure,
    /// The last digit is the mark of a footnote (`471,51` among figures of one decimal).
    Footnoted,
    /// A mark for no amount, or a text.
    Nil,
    Malformed,
}

/// One way to read a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub cost: u32,
    /// Where the figures begin: what stands before is label.
    pub figures_from: usize,
    /// One entry a column; none where the cell is missing.
    pub slots: Vec<Option<Slot>>,
}

impl ColumnModel {
    /// The column as rows see it whose figures are longer than those of others; shares are as long in all rows.
    fn grown(&self, more: u8) -> Self {
        let share = self.digits.is_some_and(|(least, most)| least == most && most <= 2);
        let grow = |(least, most): (u8, u8)| (least, if share { most } else { most.saturating_add(more) });
        Self { digits: self.digits.map(grow), ..self.clone() }
    }
}

impl Slot {
    /// Does it end where it could have gone on, after three digits or more?
    pub(super) fn is_cut(self, atoms: &[Atom]) -> bool {
        let own = atoms.get(self.from..self.to).unwrap_or(&[]);
        let mut numbers = own.iter().filter_map(Atom::number);
        let open = numbers.next().is_some_and(|n| n.digits == 3 && !n.closed || own.len() > 1)
            && own.last().and_then(Atom::number).is_some_and(|n| !n.closed);
        let next = atoms.get(self.to).filter(|atom| atom.gap == Gap::Space).and_then(Atom::number);
        open && next.is_some_and(|n| n.digits == 3 && n.sign == Sign::None && !n.opens)
    }
}

impl Reading {
    /// Have both the same figures, in whatever columns?
    pub(super) fn cuts_the_same(&self, other: &Self) -> bool {
        let figures = |reading: &Self| -> Vec<Slot> {
            reading.slots.iter().copied().flatten().filter(|slot| slot.kind != SlotKind::Nil).collect()
        };
        figures(self) == figures(other)
    }

    /// Have both the same figures in the same columns?
    pub(super) fn holds_the_same(&self, other: &Self) -> bool {
        let figure = |slot: &Option<Slot>| slot.filter(|slot| slot.kind != SlotKind::Nil);
        self.slots.len() == other.slots.len()
            && self.slots.iter().zip(&other.slots).all(|(a, b)| figure(a) == figure(b))
    }
}

/// A missing cell where the layout is lost: it shifts every cell after it, so it is rare and dear.
pub(super) const MISSING: u32 = 250;
/// A missing cell where positions tell which one it is.
const MISSING_PLACED: u32 = 40;
/// A missing cell at the end of a row that names its empty cells: the page drops what is empty there.
pub(super) const MISSING_END: u32 = 100;
/// The same where the line of the row shows that there was something.
const MISSING_TRAILED: u32 = 40;
/// What it is less where a wider space between two figures shows which cell is missing: a bit, for a hand may
/// have set it. The space behind the label says nothing, as a note may be missing there, and where empty cells
/// have been put in by their spaces, nothing is left to say.
const WIDER: u32 = 30;
/// All cells of a group of columns, where the row is about the other group only: one thing that is missing, and not
/// each of them.
pub(super) const MISSING_GROUP: u32 = 200;
/// A missing note: sums have none, other rows mostly have.
pub(super) const MISSING_NOTE: u32 = 30;
/// A number that is part of the label (`Fiktiva 26 mkr`): rarer than a cell that is missing is dear.
const LABEL_NUMBER: u32 = 150;
/// One that has a sign or decimals, or is an amount by its length: labels hold codes, not amounts.
const LABEL_AMOUNT: u32 = 500;
/// A code in parentheses at the end of a label.
const LABEL_CODE: u32 = 20;
/// Two groups that could be one figure, read as two.
pub(super) const CUT: u32 = 60;
/// The same where the first has one or two digits: `1 200` is hardly ever a 1 and a 200, but in a column of
/// small figures.
pub(super) const CUT_SHORT: u32 = 300;
/// The same where the first would be a note: dearer than a note that is missing, and so little that notes
/// in their order outweigh it.
const CUT_NOTE: u32 = 70;
/// For each pair of groups after a figure's first, so that it grows with the square: where the digits of a row
/// can be parted in several ways, its figures are mostly about as long as each other.
const UNEVEN: u32 = 5;
/// A figure that begins with `000` or `066`: such groups only go on a figure that has begun.
const PADDED: u32 = 450;
/// A year that ends the label read as an amount, where amounts of four digits are parted by a space.
const UNGROUPED: u32 = 450;
/// A sign with a wide gap after it, read as the sign of the next number.
const FAR_SIGN: u32 = 200;
/// A sign right before a number, read as an empty cell.
const NEAR_NIL: u32 = 100;
/// The same in a table that sets its signs apart: dearer than a missing cell.
const NEAR_NIL_APART: u32 = 300;
/// Other decimals than the column's.
const DECIMALS: u32 = 120;
/// A digit read as a footnote mark: dearer than the column's own form, cheaper than other decimals.
const FOOTNOTE: u32 = 100;
/// A whole zero among decimals is how most people write zero.
const BARE_ZERO: u32 = 5;
/// For each digit outside the sizes that the column is known to hold.
const SIZE: u32 = 25;
/// For being longer than all the figures that are certain, each time that their number doubles: after so many
/// that were not, the next one is as rarely.
const LONGER: u32 = 30;
/// For each character farther away from the column's edge than its own cells are.
const AWAY: u32 = 30;
/// The most that being away can cost: another column is nearer by then.
const AWAY_MOST: u32 = 600;
/// An amount in a column of notes.
const NO_NOTE: u32 = 900;
/// A figure that ends where the next touches it: rarer than a cut at a space, and not so rare as a cell that is missing.
const CUT_TOUCHING: u32 = 120;
/// Something broken, by itself.
const BROKEN: u32 = 150;
/// Groups that make no figure, read as one malformed figure.
const MALFORMED: u32 = 450;
/// A number after the last column.
const LEFT_OVER: u32 = 400;
/// A dash after the last column: it stands for an empty cell, and is there less often than a number in the label.
const LEFT_NIL: u32 = 200;

/// A node of a path, in an arena: what was read last, and what before it.
#[derive(Clone, Copy)]
struct Node {
    before: Option<u32>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Start(usize),
    Missing,
    Cell(Slot),
}

/// A row whose cells stand elsewhere than the columns do (after a page break, in a pasted line).
const LOST_PLACE: u32 = 150;

/// The cheapest `keep` readings of a row into `columns`, cheapest first; none if it cannot be read.
pub(super) fn readings(row: &RawRow, columns: &[ColumnModel], keep: usize) -> Vec<Reading> {
    if row.holds_no_amount() {
        return vec![Reading { cost: 0, figures_from: row.run.0, slots: vec![None; columns.len()] }];
    }
    if let Some(heading) = announced(row, columns) {
        return vec![heading];
    }
    if let Some(decimals) = own_form(row, columns) {
        // Shares and prices among amounts: the row is written otherwise, not each of its cells.
        let alike: Vec<ColumnModel> =
            columns.iter().map(|c| ColumnModel { decimals: Some(decimals), ..c.clone() }).collect();
        let mut readings = in_place(row, &alike, keep);
        for reading in &mut readings {
            reading.cost += DECIMALS;
        }
        return readings;
    }
    let plain = in_place(row, columns, keep);
    if plain.first().is_none_or(|reading| reading.cost < MISSING) {
        return plain;
    }
    // A total is as much longer than its parts in all its columns, or nearly: that is said once, and not of each cell.
    let longer = LONGER_ROW.filter_map(|more| {
        let grown: Vec<ColumnModel> = columns.iter().map(|column| column.grown(more)).collect();
        let certain = columns.iter().filter(|c| c.digits.is_some()).map(|c| c.certain).max()?;
        let said = SIZE * u32::from(more) + LONGER * certain.checked_ilog2().unwrap_or(0);
        let mut readings = in_place(row, &grown, keep);
        for reading in &mut readings {
            reading.cost += said;
        }
        (!readings.is_empty()).then_some(readings)
    });
    longer.fold(plain, |best, other| {
        let cost = |readings: &[Reading]| readings.first().map_or(u32::MAX, |reading| reading.cost);
        if cost(&other) < cost(&best) { other } else { best }
    })
}

/// So many digits longer than those of other rows may all figures of a row be.
const LONGER_ROW: std::ops::RangeInclusive<u8> = 1..=3;

/// The reading of a sub-heading that refers to a note (`Investeringar: 14`), where a column of notes is known.
fn announced(row: &RawRow, columns: &[ColumnModel]) -> Option<Reading> {
    let (from, to) = row.run;
    let at = columns.iter().position(|column| column.note)?;
    // What is an amount in no column of the table, behind words or below a line of them, is that of what the words announce,
    // too.
    let no_amount = |number: &Number| {
        let mut figures = columns.iter().filter(|column| !column.note);
        let strange = |column: &ColumnModel| {
            column.decimals > Some(0) || column.digits.is_some_and(|(least, _)| number.digits < least)
        };
        figures.clone().count() > 1 && !number.nought && figures.all(strange)
    };
    let number = row.atoms.get(from).and_then(Atom::number).filter(|_| to == from + 1)?;
    if !row.announces && !no_amount(&number) {
        return None;
    }
    let note = number.digits <= 2 && number.decimals == 0 && number.sign == Sign::None;
    let slot = Slot { from, to, kind: SlotKind::Figure };
    let slots = (0..columns.len()).map(|c| (c == at).then_some(slot)).collect();
    note.then_some(Reading { cost: 0, figures_from: from, slots })
}

/// The decimals that every figure of a row shows where its columns show others.
fn own_form(row: &RawRow, columns: &[ColumnModel]) -> Option<u8> {
    let atoms = row.atoms.get(row.run.0..row.run.1)?;
    // `98 96,69 96,69` where every column has one decimal: two that agree are enough, as a whole figure has lost its own.
    let figures = || columns.iter().filter(|column| !column.note);
    let formed = figures().all(|column| column.decimals.is_some_and(|decimals| decimals > 0));
    let shown = |number: &Number| number.decimals > 0;
    let several = formed && atoms.iter().filter_map(Atom::number).filter(shown).count() > 1;
    let mut shown = atoms.iter().filter_map(Atom::number).filter(|number| !several || shown(number));
    let decimals = shown.next().map(|number| number.decimals).filter(|&decimals| decimals > 0)?;
    let other = |column: &ColumnModel| column.decimals.is_some_and(|expected| expected != decimals);
    (shown.all(|other| other.decimals == decimals) && columns.iter().any(other)).then_some(decimals)
}

/// The readings of a row where its columns stand, or elsewhere if it must be.
fn in_place(row: &RawRow, columns: &[ColumnModel], keep: usize) -> Vec<Reading> {
    let placed = search(row, columns, keep);
    let astray =
        placed.first().is_none_or(|r| r.cost > LOST_PLACE) && columns.iter().any(|c| c.place.is_some());
    if !astray {
        return placed;
    }
    let nowhere: Vec<ColumnModel> =
        columns.iter().map(|c| ColumnModel { place: None, ..c.clone() }).collect();
    let mut free = search(row, &nowhere, keep);
    for reading in &mut free {
        reading.cost += LOST_PLACE;
    }
    match (placed.first(), free.first()) {
        (Some(a), Some(b)) if a.cost <= b.cost => placed,
        (_, Some(_)) => free,
        _ => placed,
    }
}

fn search(row: &RawRow, columns: &[ColumnModel], keep: usize) -> Vec<Reading> {
    let (from, to) = row.run;
    let atoms = row.atoms.get(..to).unwrap_or(&row.atoms);
    // A row that shows where cells are empty has rather lost others at its end than elsewhere.
    let shows =
        atoms.iter().skip(from).any(|atom| atom.kind == Kind::Nil && atom.span.start == atom.span.end);
    let width = columns.len();
    let mut arena: Vec<Node> = Vec::new();
    // states[i][c]: the cheapest ways to have read the atoms before i into the columns before c.
    let mut states: Vec<Vec<Vec<(u32, u32)>>> = vec![vec![Vec::new(); width + 1]; to - from + 1];
    let push = |states: &mut Vec<Vec<Vec<(u32, u32)>>>,
                arena: &mut Vec<Node>,
                i: usize,
                c: usize,
                cost: u32,
                node: Node| {
        let Some(slot) = states.get_mut(i - from).and_then(|row| row.get_mut(c)) else { return };
        if slot.len() >= keep && slot.last().is_some_and(|&(worst, _)| worst <= cost) {
            return;
        }
        let at = slot.partition_point(|&(other, _)| other <= cost);
        arena.push(node);
        slot.insert(at, (cost, arena.len() as u32 - 1));
        slot.truncate(keep);
    };

    // `Slutavräkning 2023   8 167`: a year that ends a label, where amounts are written otherwise.
    let dated = from > 0
        && columns.iter().any(|column| column.grouped)
        && atoms.get(from).is_some_and(|a| a.gap == Gap::Space && a.number().is_some_and(|n| n.year))
        && atoms.iter().skip(from + 1).any(|a| a.number().is_some());
    // The label may reach into the run.
    let mut eaten = 0;
    for i in from..=to {
        let node = Node { before: None, step: Step::Start(i) };
        // A label must be something: a row of bare figures eats none of them.
        let labelled = from > 0 || !row.label_lines.is_empty();
        if i == from || labelled || atoms.get(i).is_some_and(|a| a.gap == Gap::Wide) {
            // A label that takes the first group of what may be one figure cuts it, as another figure would.
            let cut = if i > from && goes_on(atoms, i) { CUT } else { 0 };
            push(&mut states, &mut arena, i, 0, eaten + cut, node);
        }
        eaten += if dated && i == from {
            LABEL_CODE
        } else {
            atoms.get(i).map_or(0, |atom| eaten_cost(atom, i > from, stands_alone(atoms, i)))
        };
        // With the group before, it makes an amount.
        if i > from && goes_on(atoms, i) {
            eaten += LABEL_AMOUNT - 2 * LABEL_NUMBER;
        }
    }

    for i in from..=to {
        for c in 0..=width {
            let here = states.get(i - from).and_then(|row| row.get(c)).cloned().unwrap_or_default();
            if here.is_empty() {
                continue;
            }
            let Some(column) = columns.get(c) else { continue };
            let steps = steps(atoms, i, to, column);
            for &(cost, node) in &here {
                let missing = if column.note && (!column.spelled || column.unnamed && !shows) {
                    MISSING_NOTE
                } else if row.trails && i == to && !column.spelled {
                    MISSING_TRAILED
                } else if column.open_ended && i == to {
                    MISSING_END
                } else if column.place.is_some() {
                    MISSING_PLACED
                } else if column.spelled && shows && i == to
                    || i > from && !column.spelled && atoms.get(i).is_some_and(|a| a.gap == Gap::Wide)
                {
                    MISSING - WIDER
                } else {
                    MISSING
                };
                if column.note || !column.whole {
                    let node = Node { before: Some(node), step: Step::Missing };
                    push(&mut states, &mut arena, i, c + 1, cost + missing, node);
                }
                if column.left_out && column.place.is_none() && !column.spelled {
                    let mut before = node;
                    for _ in 1..column.group {
                        arena.push(Node { before: Some(before), step: Step::Missing });
                        before = arena.len() as u32 - 1;
                    }
                    let node = Node { before: Some(before), step: Step::Missing };
                    push(&mut states, &mut arena, i, c + column.group, cost + MISSING_GROUP, node);
                }
                for &(slot, more) in &steps {
                    let more = more + if dated && i == from { UNGROUPED } else { 0 };
                    push(
                        &mut states,
                        &mut arena,
                        slot.to,
                        c + 1,
                        cost + more,
                        Node { before: Some(node), step: Step::Cell(slot) },
                    );
                }
            }
        }
    }

    // What is left behind the last column.
    let mut ends: Vec<(u32, u32)> = Vec::new();
    let mut left = 0;
    for i in (from..=to).rev() {
        if let Some(done) = states.get(i - from).and_then(|row| row.get(width)) {
            ends.extend(done.iter().map(|&(cost, node)| (cost + left, node)));
        }
        left += match i
            .checked_sub(1)
            .filter(|_| i > from)
            .and_then(|last| atoms.get(last))
            .map(|atom| atom.kind)
        {
            Some(Kind::Number(_) | Kind::Broken) => LEFT_OVER,
            Some(Kind::Nil | Kind::Sign(_)) => LEFT_NIL,
            _ => 0,
        };
    }
    ends.sort_unstable();
    ends.truncate(keep);
    ends.into_iter().map(|(cost, node)| unwind(&arena, node, cost, width)).collect()
}

fn unwind(arena: &[Node], node: u32, cost: u32, width: usize) -> Reading {
    let mut slots = Vec::with_capacity(width);
    let mut figures_from = 0;
    let mut at = Some(node);
    while let Some(node) = at.and_then(|i| arena.get(i as usize)) {
        match node.step {
            Step::Start(i) => figures_from = i,
            Step::Missing => slots.push(None),
            Step::Cell(slot) => slots.push(Some(slot)),
        }
        at = node.before;
    }
    slots.reverse();
    Reading { cost, figures_from, slots }
}

/// Has an atom a line of its own? Where cells stand one to a line, it is one.
pub(super) fn stands_alone(atoms: &[Atom], i: usize) -> bool {
    let line = |i: usize| atoms.get(i).map(|atom| atom.line);
    let before = i.checked_sub(1).and_then(line);
    line(i).is_some() && before != line(i) && line(i + 1) != line(i)
}

/// Is an atom a group of three that may go on the figure of the one before it?
fn goes_on(atoms: &[Atom], i: usize) -> bool {
    let number = |i: usize| atoms.get(i).and_then(Atom::number);
    let open = i.checked_sub(1).and_then(number).is_some_and(|n| n.digits <= 3 && !n.closed && !n.padded);
    let group =
        number(i).is_some_and(|n| n.digits == 3 && n.sign == Sign::None && n.decimals == 0 && !n.opens);
    open && group && atoms.get(i).is_some_and(|atom| atom.gap == Gap::Space)
}

/// What it costs to count an atom to the label.
fn eaten_cost(atom: &Atom, after_first: bool, alone: bool) -> u32 {
    match atom.kind {
        // Digits at the end of a word may be its own as well as those of a figure that touches it.
        Kind::Number(_) if atom.gap == Gap::Glued && !after_first => 0,
        // On a line without words it stands among figures.
        Kind::Number(_) if alone || atom.gap == Gap::Line => LABEL_AMOUNT,
        Kind::Number(n) if n.opens && n.closes || n.padded && !n.closed => LABEL_CODE,
        Kind::Number(n) if n.sign != Sign::None || n.decimals > 0 || after_first && atom.gap == Gap::Wide => {
            LABEL_AMOUNT
        }
        Kind::Number(_) | Kind::Broken => LABEL_NUMBER,
        // A sign before a number is the number's.
        Kind::Sign(_) if after_first || atom.gap != Gap::Wide => 200,
        _ => 10,
    }
}

/// Every way to read a cell that starts at atom `i`.
fn steps(atoms: &[Atom], i: usize, to: usize, column: &ColumnModel) -> Vec<(Slot, u32)> {
    let mut out = Vec::new();
    let Some(first) = atoms.get(i).filter(|_| i < to) else { return out };
    match first.kind {
        Kind::Nil => out.push((Slot { from: i, to: i + 1, kind: SlotKind::Nil }, away(column, first, first))),
        Kind::Word => {
            let mut end = i + 1;
            while end < to && atoms.get(end).is_some_and(|a| a.kind == Kind::Word && a.gap == Gap::Space) {
                end += 1;
            }
            let last = atoms.get(end - 1).unwrap_or(first);
            out.push((Slot { from: i, to: end, kind: SlotKind::Nil }, away(column, first, last)));
        }
        Kind::Broken => {
            out.push((
                Slot { from: i, to: i + 1, kind: SlotKind::Malformed },
                BROKEN + away(column, first, first),
            ));
        }
        Kind::Percent => {}
        Kind::Notes => {
            let cost = if column.note { 0 } else { NO_NOTE };
            out.push((Slot { from: i, to: i + 1, kind: SlotKind::Nil }, cost));
        }
        Kind::Sign(sign) => {
            let next = atoms.get(i + 1).filter(|_| i + 1 < to);
            let before_number = next.filter(|a| a.number().is_some_and(|n| n.sign == Sign::None));
            let nil = if before_number.is_some_and(|a| matches!(a.gap, Gap::Space | Gap::Inner)) {
                if column.signs_apart { NEAR_NIL_APART } else { NEAR_NIL }
            } else {
                0
            };
            out.push((Slot { from: i, to: i + 1, kind: SlotKind::Nil }, nil + away(column, first, first)));
            if let Some(number) = before_number {
                let far = if number.gap == Gap::Wide || number.gap == Gap::Line { FAR_SIGN } else { 0 };
                // `±` and `+/–` say nothing of the value, and are left out of it.
                let from = if sign == Sign::None { i + 1 } else { i };
                figures(atoms, from, i + 1, to, column, far, &mut out);
            }
        }
        Kind::Number(_) => figures(atoms, i, i, to, column, 0, &mut out),
    }
    out
}

/// Every figure whose digits start at atom `digits` (and whose sign, if apart, at `from`).
fn figures(
    atoms: &[Atom],
    from: usize,
    digits: usize,
    to: usize,
    column: &ColumnModel,
    extra: u32,
    out: &mut Vec<(Slot, u32)>,
) {
    let Some(first) = atoms.get(digits) else { return };
    let Some(head) = first.number() else { return };
    let start = atoms.get(from).unwrap_or(first);
    let extra = extra + if head.padded { PADDED } else { 0 };
    let mut shape = Shape {
        digits: head.digits,
        decimals: head.decimals,
        signed: head.sign != Sign::None || from < digits,
        zero: false,
    };
    let mut last = head;
    let mut end = digits + 1;
    // The digits of its first group and of its last, and how many groups follow the first.
    let (mut first_group, mut group, mut more_groups) = (head.digits, head.digits, 0_usize);
    let mut well_formed = true;
    while let Some(end_atom) = atoms.get(end - 1) {
        // A per cent sign belongs to the figure before it.
        let close = match atoms.get(end).filter(|_| end < to) {
            Some(a) if a.kind == Kind::Percent && a.gap != Gap::Wide => end + 1,
            _ => end,
        };
        let touching = atoms.get(end).filter(|a| end < to && a.gap == Gap::Glued).and_then(Atom::number);
        let touching = touching.filter(|n| n.sign == Sign::None && !n.opens);
        let open = !last.closed && (first_group <= 3 || !well_formed);
        let beside = atoms.get(end).filter(|_| end < to).filter(|a| matches!(a.gap, Gap::Space | Gap::Inner));
        let inner = beside.is_some_and(|a| a.gap == Gap::Inner);
        let next = beside.and_then(Atom::number).filter(|n| n.sign == Sign::None && !n.opens);
        let joinable = open && next.is_some_and(|n| n.digits == 3);
        let groups = u32::try_from(more_groups).unwrap_or(0);
        let cost = extra + away(column, start, end_atom) + UNEVEN * groups * groups.saturating_sub(1);
        // A line, or a cell, that is one figure holds no two.
        if well_formed && joinable && inner {
            // It goes on.
        } else if well_formed {
            let cut = match (joinable, column.note) {
                _ if touching.is_some() => CUT_TOUCHING,
                (false, _) => 0,
                (true, true) => CUT_NOTE,
                // Every figure of the column ends in its decimals, and this one has not come to them.
                (true, false) if shape.digits < 3 && column.decimals > Some(0) => CUT_SHORT,
                (true, false) if shape.digits < 3 && !column.small => column.short.unwrap_or(CUT_SHORT),
                (true, false) => CUT,
            };
            shape.zero = shape.digits == 1 && shape.decimals == 0;
            for (kind, fit) in fits(column, shape, last) {
                out.push((Slot { from, to: close, kind }, cost + cut + fit));
            }
        } else if end - digits <= 4 {
            out.push((Slot { from, to: close, kind: SlotKind::Malformed }, cost + MALFORMED));
        }
        if beside.is_some_and(|a| a.kind == Kind::Broken) {
            // `-12 31O`: the slip is in a later group of the same figure.
            out.push((Slot { from, to: end + 1, kind: SlotKind::Malformed }, cost + BROKEN));
        }
        if let Some(more) = touching {
            if last.decimals > 0 && more.digits == 1 && more.decimals == 0 && well_formed {
                // What touches the decimals may be a footnote's mark as well.
                let fit = fits(column, shape, last).first().map_or(0, |&(_, fit)| fit);
                out.push((Slot { from, to: end + 1, kind: SlotKind::Footnoted }, cost + FOOTNOTE + fit));
            }
            // A group has three digits at most; a lone one may be written without groups.
            if last.decimals > 0 || more_groups > 0 && group + more.digits > 3 {
                break;
            }
            group += more.digits;
            first_group += if more_groups == 0 { more.digits } else { 0 };
            shape.digits = shape.digits.saturating_add(more.digits);
            shape.decimals = more.decimals;
            last = more;
            end += 1;
            continue;
        }
        let Some(more) = next.filter(|_| open) else { break };
        well_formed &= more.digits == 3 && first_group <= 3;
        if more_groups + 1 >= MAX_GROUPS {
            break;
        }
        more_groups += 1;
        group = more.digits;
        shape.digits = shape.digits.saturating_add(more.digits);
        shape.decimals = more.decimals;
        last = more;
        end += 1;
    }
}

/// The form of a figure.
#[derive(Clone, Copy)]
struct Shape {
    digits: u8,
    decimals: u8,
    signed: bool,
    zero: bool,
}

/// The ways a figure of this form can stand in a column, with what each costs.
fn fits(column: &ColumnModel, shape: Shape, last: Number) -> Vec<(SlotKind, u32)> {
    if column.note {
        // `25,26` in a column of notes is two notes, and so is `2,3`.
        let two_notes = shape.digits <= 2 && shape.decimals == 2 || shape.digits == 1 && shape.decimals == 1;
        let note = !shape.signed
            && !last.percent
            && !last.nought
            && (shape.decimals == 0 && shape.digits <= 3 || two_notes);
        return vec![(SlotKind::Figure, if note { u32::from(two_notes) * 20 } else { NO_NOTE })];
    }
    let mut out = Vec::with_capacity(2);
    let mut cost = match column.decimals {
        Some(expected) if expected == shape.decimals => 0,
        Some(_) if shape.zero => BARE_ZERO,
        Some(expected) if expected > 0 && shape.decimals == expected + 1 => {
            out.push((SlotKind::Footnoted, FOOTNOTE));
            DECIMALS
        }
        Some(_) => DECIMALS,
        None => 0,
    };
    if let Some((least, most)) = column.digits {
        let beyond =
            u32::from(shape.digits.saturating_sub(most)) + u32::from(least.saturating_sub(shape.digits));
        if !shape.zero {
            cost += beyond * SIZE;
        }
        if shape.digits > most {
            cost += LONGER * column.certain.ilog2();
        }
    }
    out.insert(0, (SlotKind::Figure, cost));
    out
}

/// What it costs to stand away from the column's edge.
fn away(column: &ColumnModel, first: &Atom, last: &Atom) -> u32 {
    let Some(position) = column.place else { return 0 };
    (position.away((first.left, last.right)) * AWAY).min(AWAY_MOST)
}
