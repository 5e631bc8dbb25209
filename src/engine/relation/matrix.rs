//! A table as the solvers see it: whole numbers at one scale, in either direction.

use super::{
    grain::Grain,
    words::{self, Words},
};
use crate::engine::{
    report::{Place, RowRole, Table},
    vocabulary,
};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// A figure at the table's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub value: i128,
    /// Half a unit of its last digit, or of what it was rounded to.
    pub half: i128,
    /// Half a unit of the last digit that is shown.
    pub shown: i128,
}

/// Values beyond this are left out of the arithmetic: so large that a sum of them could overflow.
const LIMIT: i128 = 1_000_000_000_000_000_000_000_000_000_000;

/// The figures of a table along one direction. A *position* is a row when `across` is false (identities
/// between rows, tested in every column), a column when it is true; a *line* is the other.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    pub across: bool,
    pub positions: usize,
    pub lines: usize,
    /// Decimals of the scale, one more than any figure shows, so that half units are whole.
    pub scale: u32,
    amounts: Vec<Option<Amount>>,
    /// Cells that hold something that could not be read as a figure: what they are part of is not told.
    unread: HashSet<(usize, usize)>,
    /// Cells that hold something instead of a figure, such as `..` or `x`: they may be anything.
    withheld: HashSet<(usize, usize)>,
    pub words: Vec<Words>,
    /// True where a stretch begins: after a sub-heading or a gap in the source.
    pub begins: Vec<bool>,
    /// Across: the column of what was there at the beginning, and that of what is there at the end.
    pub ends: Option<(usize, usize)>,
    /// The words of the lines.
    pub line_words: Vec<Words>,
    /// How many decimals the figures of each line show.
    kinds: Vec<u32>,
}

impl Matrix {
    /// What kind of figures a line holds, as far as their decimals tell: amounts are written alike, shares
    /// and prices among them otherwise.
    pub(super) fn kind(&self, line: usize) -> u32 {
        self.kinds.get(line).copied().unwrap_or(0)
    }

    /// The two directions of a table.
    pub(super) fn both(table: &Table) -> (Self, Self) {
        Self::with_grain(table, &Grain::of(table))
    }

    /// The two directions, the figures as coarse as is said.
    pub(super) fn with_grain(table: &Table, grain: &Grain) -> (Self, Self) {
        let rows = table.rows.len();
        let columns = table.columns.len();
        let scale = 1 + table
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().flatten())
            .filter_map(|cell| cell.value)
            .map(|value| value.scale())
            .max()
            .unwrap_or(0)
            .min(20);
        // A column of references to notes that was read as figures holds no amounts all the same.
        let refers =
            |c: usize| table.columns.get(c).is_some_and(|column| vocabulary::is_note_header(&column.header));
        let amount = |at: Place| {
            if refers(at.1) {
                return None;
            }
            let value = table.value(at)?;
            let half = grain.half(at, value, scale)?;
            Some(Amount { half, ..amount(value, scale)? })
        };
        let off = taken_off(table);
        // One row in three, at most: where more have lost their names, the names are elsewhere.
        let unnamed = table.rows.iter().filter(|row| row.label.is_empty()).count();
        let named = unnamed * 3 <= rows;
        let row_words: Vec<Words> = table
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let mut words = words::of_row(&row.label, row.role).under(&row.group, &row.label);
                words.share |= table.in_per_cent.binary_search(&at).is_ok();
                words.part &= off.get(at) != Some(&true);
                words.nameless = named && row.label.is_empty();
                let above = at.checked_sub(1).and_then(|above| table.rows.get(above));
                words.total_of_item = above.is_some_and(|item| words::is_total_of(&row.label, &item.label));
                words
            })
            .collect();
        let column_words: Vec<Words> = table
            .columns
            .iter()
            .map(|column| words::of_column(&column.header, column.role, column.unit))
            .collect();
        let unread: Vec<Place> = table
            .rows
            .iter()
            .enumerate()
            .flat_map(|(r, row)| row.cells.iter().enumerate().map(move |(c, cell)| ((r, c), cell)))
            .filter(|(_, cell)| cell.as_ref().is_some_and(|cell| cell.value.is_none()))
            .map(|(place, _)| place)
            .collect();
        let mut down = Self {
            unread: unread.iter().copied().collect(),
            withheld: table.withheld.iter().copied().collect(),
            across: false,
            ends: None,
            positions: rows,
            lines: columns,
            scale,
            amounts: (0..columns).flat_map(|c| (0..rows).map(move |r| (r, c))).map(amount).collect(),
            words: row_words.clone(),
            line_words: column_words.clone(),
            begins: vec![false; rows],
            kinds: (0..columns)
                .map(|c| decimals(&mut (0..rows).filter_map(|r| table.value((r, c)))))
                .collect(),
        };
        for (i, pair) in table.rows.windows(2).enumerate() {
            if let [before, after] = pair
                && (before.group != after.group || after.line > before.line + 1)
                && let Some(begins) = down.begins.get_mut(i + 1)
            {
                *begins = true;
            }
        }
        let across = Self {
            unread: unread.iter().map(|&(r, c)| (c, r)).collect(),
            withheld: table.withheld.iter().map(|&(r, c)| (c, r)).collect(),
            across: true,
            ends: words::ends(&table.columns.iter().map(|column| column.header.as_str()).collect::<Vec<_>>()),
            positions: columns,
            lines: rows,
            scale,
            amounts: (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c))).map(amount).collect(),
            words: column_words,
            line_words: row_words,
            begins: vec![false; columns],
            kinds: (0..rows)
                .map(|r| decimals(&mut (0..columns).filter_map(|c| table.value((r, c)))))
                .collect(),
        };
        (down, across)
    }

    /// The figures of a line, by position.
    pub(super) fn line(&self, line: usize) -> &[Option<Amount>] {
        let start = line.saturating_mul(self.positions);
        self.amounts.get(start..start + self.positions).unwrap_or(&[])
    }

    pub(super) fn at(&self, position: usize, line: usize) -> Option<Amount> {
        self.line(line).get(position).copied().flatten()
    }

    /// Puts another value at a place of the table; none is put where there is no figure.
    pub(super) fn set(&mut self, (row, column): Place, value: i128) {
        let (position, line) = if self.across { (column, row) } else { (row, column) };
        if let Some(Some(amount)) = self.amounts.get_mut(line * self.positions + position) {
            amount.value = value;
        }
    }

    /// Is there something at a position of a line that could not be read?
    pub(super) fn unread(&self, position: usize, line: usize) -> bool {
        !self.unread.is_empty() && self.unread.contains(&(position, line))
    }

    /// Does something stand there instead of a figure?
    pub(super) fn withheld(&self, position: usize, line: usize) -> bool {
        !self.withheld.is_empty() && self.withheld.contains(&(position, line))
    }

    /// The decimals that a figure needs.
    pub(super) fn decimals(&self, value: i128) -> u32 {
        let (mut decimals, mut rest) = (self.scale, value);
        while decimals > 0 && rest % 10 == 0 {
            (decimals, rest) = (decimals - 1, rest / 10);
        }
        decimals
    }

    /// The place in the table.
    pub(super) fn place(&self, position: usize, line: usize) -> Place {
        if self.across { (line, position) } else { (position, line) }
    }

    /// Does the line hold shares by its words?
    pub(super) fn line_is_share(&self, line: usize) -> bool {
        self.line_words.get(line).is_some_and(|words| words.share)
    }

    /// Are the figures of a position fractions, all of them between −1 and 1 and most with decimals?
    pub(super) fn fractions(&self, position: usize) -> bool {
        let one = 10_i128.checked_pow(self.scale).unwrap_or(1);
        let (mut parts, mut whole) = (0_usize, 0_usize);
        for amount in (0..self.lines).filter_map(|line| self.at(position, line)) {
            if amount.value.abs() > one {
                return false;
            }
            if amount.value % one == 0 { whole += 1 } else { parts += 1 }
        }
        parts > whole
    }

    pub(super) fn words(&self, position: usize) -> Words {
        self.words.get(position).copied().unwrap_or_default()
    }
}

/// The decimals that most of the figures need; noughts at the end say nothing.
fn decimals(values: &mut dyn Iterator<Item = Decimal>) -> u32 {
    values.map(|value| value.normalize().scale()).max().unwrap_or(0)
}

/// A value at a scale that is larger than any it shows.
pub(super) fn amount(value: Decimal, scale: u32) -> Option<Amount> {
    let lift = 10_i128.checked_pow(scale.checked_sub(value.scale())?)?;
    let scaled = value.mantissa().checked_mul(lift)?;
    (scaled.abs() < LIMIT).then_some(Amount { value: scaled, half: lift / 2, shown: lift / 2 })
}

/// Back from the scale.
pub(super) fn decimal(value: i128, scale: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(value, scale).ok().map(|d| d.normalize())
}

/// The rows that are called parts of one (*varav*) and have other signs than it, all of them in all columns: they are
/// none, but are taken off. A part has the sign of its whole, unless that is a net, which is made of both. One amount may
/// be so by chance.
fn taken_off(table: &Table) -> Vec<bool> {
    let value = |row: usize, column: usize| table.value((row, column)).filter(|value| !value.is_zero());
    let opposed = |whole: usize, row: usize| {
        let pairs = (0..table.columns.len()).filter_map(|c| value(whole, c).zip(value(row, c)));
        let mut signs = pairs.map(|(whole, own)| whole.is_sign_negative() != own.is_sign_negative());
        signs.clone().count() >= 2 && signs.all(|opposed| opposed)
    };
    let mut out = Vec::with_capacity(table.rows.len());
    // Each stretch begins with a whole.
    for stretch in table.rows.chunk_by(|_, row| row.role == RowRole::Part) {
        let whole = out.len();
        out.push(false);
        let parts = whole + 1..whole + stretch.len();
        let net = table.rows.get(whole).is_some_and(|row| row.role == RowRole::Net);
        let off = !parts.is_empty() && !net && parts.clone().all(|row| opposed(whole, row));
        out.extend(parts.map(|_| off));
    }
    out
}
