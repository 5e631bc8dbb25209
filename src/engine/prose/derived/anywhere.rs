//! Figures whose words name no row that was found, looked for by their digits in all tables.
//!
//! *Medelhyran var 790 kronor* is the row *Hyra per kvadratmeter*: no word tells, but the digits do, where so few cells
//! are of the figure's size that one of them would hardly have it by chance. Nothing is contradicted in this way.

use super::{
    super::{
        figures::Draft,
        measure::{self, Match, ODDS},
        subject::Lack,
        targets::{COLUMNS, ROWS, Target},
        tie::{Verdict, borne_out},
    },
    Scene,
    judge::is_telling,
};
use crate::engine::{interval::half_unit, report::State, unit::Unit};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Cells of about a figure's size; among more of them one agrees with most figures, and no figure may cost more.
const LIKE: usize = 512;

/// What a cell holds, as far as a figure can be of the same kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Money,
    Percent,
    Number,
}

/// The sizes of all cells with the rows that they stand in, in kronor where they are amounts; in order.
pub(super) struct Sizes(Vec<(Kind, Decimal, usize)>);

/// The kind and size of a value in a unit.
fn size(value: Decimal, unit: Option<Unit>) -> Option<(Kind, Decimal)> {
    let value = value.abs();
    match unit {
        None | Some(Unit::Count) => Some((Kind::Number, value)),
        Some(Unit::Percent | Unit::Points) => Some((Kind::Percent, value)),
        Some(unit) => Some((Kind::Money, measure::convert(value, unit, Unit::Kr)?.0)),
    }
}

impl Sizes {
    /// Of all cells that a figure may be held against.
    pub(super) fn of(scene: &Scene<'_>, steps: &mut u64) -> Self {
        let labels = scene.reading.labels;
        let mut sizes = Vec::new();
        for (index, named) in labels.rows.iter().enumerate() {
            let Some(table) = scene.tables.get(named.table) else { continue };
            for column in 0..table.columns.len().min(COLUMNS) {
                *steps += 1;
                let Some((amount, unit)) = scene.cell(named.table, (named.row, column)) else { continue };
                sizes.extend(size(amount.value, unit).map(|(kind, size)| (kind, size, index)));
            }
        }
        sizes.sort_unstable();
        Self(sizes)
    }

    /// The cells of a kind from one size to another.
    fn between(&self, kind: Kind, least: Decimal, most: Decimal) -> &[(Kind, Decimal, usize)] {
        let from = self.0.partition_point(|&(k, size, _)| (k, size) < (kind, least));
        let to = self.0.partition_point(|&(k, size, _)| (k, size) <= (kind, most));
        self.0.get(from..to).unwrap_or(&[])
    }
}

impl Scene<'_> {
    /// The cell that a figure whose row is not known must have been taken from: of the table that it stands behind, or
    /// else of all tables.
    pub(super) fn anywhere(
        &self,
        index: usize,
        sizes: &Sizes,
        verdicts: &[Verdict],
        steps: &mut u64,
    ) -> Option<Verdict> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        let clear = subject.lack == Lack::Nothing && subject.named && subject.unknown == 0;
        let open = verdicts.get(index)?.state == State::Unchecked && !clear;
        let told = !draft.hypothetical && !draft.rest && draft.meant.hedge.is_none();
        if !open || !told || draft.aside && !draft.features.previous {
            return None;
        }
        let all = self.restated(draft, &rows_of_size(draft, sizes)?, steps);
        let nearest = self.reading.labels.table_before(self.place(draft));
        let near = |target: &Target| nearest == Some(target.table);
        let found = only(draft, all.iter().filter(|(target, _, _)| near(target)));
        found.or_else(|| only(draft, all.iter())).or_else(|| self.beside_its_like(index, &all, steps))
    }

    /// *Utgifterna var 810 mkr mot 1 096*: of the rows that have a figure, the one that has its neighbour's, too, where few
    /// figures in the neighbour's place would have agreed with any of them.
    fn beside_its_like(
        &self,
        index: usize,
        cells: &[(Target, Match, Decimal)],
        steps: &mut u64,
    ) -> Option<Verdict> {
        let draft = self.drafts.get(index)?;
        let own = || cells.iter().filter(|(_, kind, _)| *kind == Match::Exact);
        let row = |target: &Target| self.reading.labels.row(target.table, target.places.first()?.0);
        let rows: BTreeSet<usize> = own().filter_map(|(target, _, _)| row(target)).collect();
        let rows: Vec<usize> = rows.into_iter().take(ROWS).collect();
        let beside = [index.checked_sub(1), index.checked_add(1)].into_iter().flatten();
        let beside = beside.filter_map(|other| self.drafts.get(other));
        let mut likes = beside.filter(|other| {
            other.sentence == draft.sentence
                && other.meant.unit == draft.meant.unit
                && other.meant.hedge.is_none()
                && other.meant.value.abs() != draft.meant.value.abs()
        });
        likes.find_map(|other| {
            let theirs = self.restated(other, &rows, steps);
            let exact = theirs.iter().filter(|(_, kind, _)| *kind == Match::Exact);
            let both: BTreeSet<usize> = exact.filter_map(|(target, _, _)| row(target)).collect();
            let told = is_telling(other.meant.value, theirs.iter().map(|(_, _, value)| *value), ODDS);
            let shared = own().filter(|(target, _, _)| row(target).is_some_and(|row| both.contains(&row)));
            let (target, kind, value) = shared.max_by_key(|(target, _, _)| target.rank).filter(|_| told)?;
            Some(borne_out(draft, target, *kind, *value))
        })
    }
}

/// The best of the cells that a figure restates exactly, if few figures like it would have restated any.
fn only<'a>(
    draft: &Draft,
    cells: impl Iterator<Item = &'a (Target, Match, Decimal)> + Clone,
) -> Option<Verdict> {
    let exact = cells.clone().filter(|(_, kind, _)| *kind == Match::Exact);
    let (target, kind, value) = exact.max_by_key(|(target, _, _)| target.rank)?;
    let values = cells.map(|(_, _, value)| *value);
    is_telling(draft.meant.value, values, ODDS).then(|| borne_out(draft, target, *kind, *value))
}

/// The rows that have a cell of about a figure's size, if any has one of its very size.
fn rows_of_size(draft: &Draft, sizes: &Sizes) -> Option<Vec<usize>> {
    let figure = draft.meant.value;
    let (kind, own) = size(figure, draft.meant.unit)?;
    let half = size(half_unit(figure), draft.meant.unit)?.1;
    if sizes.between(kind, own.saturating_sub(half), own.saturating_add(half)).is_empty() {
        return None;
    }
    let near = sizes.between(kind, own.checked_div(Decimal::TWO)?, own.checked_mul(Decimal::TWO)?);
    if near.len() > LIKE {
        return None;
    }
    let mut rows: Vec<usize> = near.iter().map(|&(_, _, row)| row).collect();
    rows.sort_unstable();
    rows.dedup();
    Some(rows)
}
