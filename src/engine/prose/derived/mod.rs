//! Figures that are computed from cells: how a row's outcome differs from its budget or from the year before, its change
//! in per cent, a share of another cell, rows that a sentence names together, an amount per inhabitant.
//!
//! Such a figure is verified where the computation gives it. It is contradicted only where the words leave but one cell to
//! compare with and the row is certain: because the same sentence gives one of the cells rightly, or because it says
//! nothing but the row, the change and what that is from (`plainly`).

mod added;
mod anywhere;
mod between;
mod compared;
mod exchanged;
mod judge;
mod key_figures;
mod levels;
mod plainly;
mod shares;
mod stepped;
mod together;
mod totals;
mod traced;

use super::{
    amount::Amount,
    columns::Features,
    figures::{Against, Draft},
    flow::{Flow, Token},
    headings::Headings,
    labels,
    learn::Learnt,
    measure::Match,
    subject::{Lack, Subject},
    targets::{self, Reading},
    tie::Verdict,
    vocabulary::Senses,
};
use crate::engine::{
    report::{Place, State, Table},
    unit::Unit,
};
pub(super) use key_figures::names as key_figure_names;

use judge::{against, agreeing, contradicted, misprinted, turned};
use rust_decimal::Decimal;

/// All that a computation is looked for in.
pub(super) struct Scene<'a> {
    pub(super) flow: &'a Flow,
    pub(super) drafts: &'a [Draft],
    pub(super) subjects: &'a [Subject],
    pub(super) headings: &'a Headings,
    pub(super) tables: &'a [Table],
    pub(super) reading: &'a Reading<'a>,
    pub(super) learnt: &'a [Learnt],
}

/// A value that a figure may be, and how it came about.
#[derive(Clone, Debug)]
struct Computed {
    table: usize,
    places: Vec<Place>,
    /// In the figure's unit.
    amount: Amount,
    /// The unit of the cells, as the working shows them.
    unit: Option<Unit>,
    working: String,
    /// 1 where the first of two cells is the larger in size, -1 where it is the smaller.
    more: i8,
    /// 1 where that is good for the economy, -1 where it is bad, 0 where the row does not tell.
    good: i8,
}

/// Looks for a computation behind every figure that no cell bears out.
pub(super) fn fill(scene: &Scene<'_>, verdicts: &mut [Verdict], steps: &mut u64) {
    repeat(verdicts, |index, verdicts| {
        let anchor = scene.anchor(index, verdicts);
        let twin = scene.twin(index, verdicts);
        let found = scene.verdict(index, anchor, twin, verdicts, steps);
        let agrees = found.as_ref().is_some_and(|found| found.state != State::Contradicted);
        let told = if agrees { None } else { scene.apart(index, verdicts, steps) };
        let told = told.or_else(|| scene.added(index, verdicts, steps).filter(|_| !agrees));
        let found = told.or(found);
        found.or_else(|| scene.traced(index, verdicts, steps))
    });
}

/// Looks for the figures that are still open in all tables, and for what can be computed from those that are found there.
/// Their digits are all that ties them, so they bear others out and speak against none.
pub(super) fn fill_from_anywhere(scene: &Scene<'_>, verdicts: &mut [Verdict], steps: &mut u64) {
    let sizes = anywhere::Sizes::of(scene, steps);
    repeat(verdicts, |index, verdicts| {
        if let Some(found) = scene.anywhere(index, &sizes, verdicts, steps) {
            return Some(found);
        }
        if verdicts.get(index)?.state != State::Unchecked {
            return None;
        }
        let anchor = scene.anchor(index, verdicts);
        let twin = scene.twin(index, verdicts);
        let found = scene.verdict(index, anchor, twin, verdicts, steps);
        let found = found.or_else(|| scene.traced(index, verdicts, steps)).filter(Verdict::is_borne_out);
        let found = found.or_else(|| scene.step_of_its_row(index, verdicts, steps));
        found.or_else(|| scene.share_of_totals(index, verdicts, steps))
    });
}

/// Tries every figure that nothing bears out. What one was found to be, its neighbours may be computed from: once more
/// tells those.
fn repeat(verdicts: &mut [Verdict], mut find: impl FnMut(usize, &[Verdict]) -> Option<Verdict>) {
    for _ in 0..2 {
        let mut changed = false;
        for index in 0..verdicts.len() {
            if verdicts.get(index).is_none_or(Verdict::is_borne_out) {
                continue;
            }
            let found = find(index, verdicts);
            if let (Some(found), Some(verdict)) = (found, verdicts.get_mut(index))
                && (found.state != State::Contradicted || verdict.state == State::Unchecked)
            {
                *verdict = found;
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

impl Scene<'_> {
    /// The cell of a level that a figure of the same sentence restates, of the row that this figure is about.
    fn anchor(&self, index: usize, verdicts: &[Verdict]) -> Option<(usize, Place)> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        // The nearest first, at most four figures away.
        let near = (1..=4_usize).flat_map(|far| [index.checked_sub(far), index.checked_add(far)]).flatten();
        let anchors = near
            .filter(|&other| {
                let told = self.drafts.get(other).is_some_and(|d| d.sentence == draft.sentence);
                told || other + 1 == index && self.goes_on(draft, other)
            })
            .filter_map(|other| {
                let verdict = verdicts.get(other)?;
                let target = verdict.target.as_ref()?;
                let [place] = target.places.as_slice() else { return None };
                let row = self.reading.labels.row(target.table, place.0)?;
                let same = subject.rows.contains(&row)
                    || self.subjects.get(other).is_some_and(|s| s.key == subject.key);
                let column = self.columns(target.table).get(place.1).copied().unwrap_or_default();
                // "6,8 mkr mot budget 8,3, alltså lägre": what is lower is not the budget.
                let against = column.budget && !column.outcome && draft.against != Against::Previous;
                let planned = column.goal || against && (draft.more != 0 || draft.good() != 0);
                let level = !target.deviation && !target.change && !planned && target.working.is_empty();
                // "Sjönk 0,8 från 49,6": what it was before is not what it came to.
                let before = self.drafts.get(other).is_some_and(|d| d.lead == "från" || d.features.previous);
                let level = level && !(before && (draft.moves || draft.lead == "med"));
                (verdict.kind.is_some_and(Match::agrees) && same && level).then_some((target.table, *place))
            });
        // Of two years, the newer is what is compared; of equals, the nearest.
        let year = |&(table, place): &(usize, Place)| self.columns(table).get(place.1).and_then(|c| c.year);
        anchors.reduce(|best, other| if year(&other) > year(&best) { other } else { best })
    }

    /// *Det är 12,3 mkr mindre än 2019*: is a figure about the one that the sentence before ended with?
    fn goes_on(&self, draft: &Draft, before: usize) -> bool {
        let sentence = |at: usize| self.flow.sentences.get(at).map_or(&[][..], |s| s.tokens.as_slice());
        let opens = sentence(draft.sentence).first().is_some_and(|t| matches!(t.text(), "det" | "detta"));
        // "Än föregående års balanskravsresultat": of something else.
        let behind = sentence(draft.sentence).get(draft.last + 1..draft.right).unwrap_or(&[]);
        let has = |senses: Senses| behind.iter().any(|t| t.senses().has(senses));
        let of_another = has(Senses::PREVIOUS)
            && has(Senses::all(&[Senses::BUDGET, Senses::FORECAST, Senses::RESULT, Senses::DEVIATION]));
        // Nothing is named between the two.
        let labels = self.reading.labels;
        let silent = |tokens: &[Token]| !tokens.iter().any(|t| labels.tells(t));
        let own = sentence(draft.sentence).get(..draft.first).is_some_and(silent);
        let last = self.drafts.get(before).is_some_and(|told| {
            told.block == draft.block
                && told.sentence + 1 == draft.sentence
                && sentence(told.sentence).get(told.last + 1..).is_some_and(silent)
        });
        opens && own && last && !of_another
    }

    fn verdict(
        &self,
        index: usize,
        anchor: Option<(usize, Place)>,
        twin: Option<Computed>,
        verdicts: &[Verdict],
        steps: &mut u64,
    ) -> Option<Verdict> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        if draft.bare || draft.hypothetical {
            return None;
        }
        let tokens = self.flow.sentences.get(draft.sentence).map(|s| s.tokens.as_slice())?;
        if draft.rest {
            // *Övriga* may be part of the name of what is left out.
            return self.together(draft, subject, tokens, steps);
        }
        if draft.rate {
            let mut found = Vec::new();
            self.per_head(index, tokens, steps, &mut found);
            return agreeing(draft, &found, 100);
        }
        if let Some(verdict) = self.overrun_in_per_cent(index, verdicts, steps) {
            return Some(verdict);
        }
        let rows = self.rows(subject, anchor);
        let mut found = Vec::new();
        let share = draft.meant.unit == Some(Unit::Percent);
        if share {
            found.extend(twin.clone());
            // "Resultatet motsvarar 2,7 procent av skatterna": the whole is named, and the result is the report's.
            let results = if draft.features.result { self.results(draft) } else { Vec::new() };
            let parts = if results.is_empty() { &rows } else { &results };
            self.shares(draft, parts, anchor, tokens, steps, &mut found);
            found.extend(self.share_named_before(draft, tokens, steps));
        }
        if let Some(verdict) = agreeing(draft, &found, 10) {
            return Some(verdict);
        }
        let known = self.key_figures(draft, tokens.get(..draft.first).unwrap_or(&[]), steps);
        if let Some(verdict) = agreeing(draft, &known, 10) {
            return Some(verdict);
        }
        // "13,6 mkr eller 5,7 procent": one is certain, so the other is.
        let twin = twin.filter(|_| self.is_bare_per_cent(index));
        let alone = !draft.respective && (!draft.aside || self.is_alone_in_brackets(index));
        if let Some(twin) = twin.or_else(|| self.told_in_per_cent(index, verdicts)).filter(|_| alone) {
            let own = twin.places.first().and_then(|place| self.reading.labels.row(twin.table, place.0));
            if own.is_some_and(|own| subject.rows.contains(&own)) {
                return agreeing(draft, std::slice::from_ref(&twin), 1).or_else(|| against(draft, &twin));
            }
        }
        if let Some(certain) = self.certain_share(index, anchor, tokens, &found, steps) {
            return against(draft, certain);
        }
        let another = anchor.and_then(|anchor| self.beside_another(draft, anchor, tokens, steps));
        if let Some(made) = another {
            let clear = !draft.part && !draft.aside && !draft.borrowed && !draft.elsewhen;
            let made = std::slice::from_ref(&made);
            return agreeing(draft, made, 1)
                .or_else(|| turned(draft, made))
                .or_else(|| made.first().filter(|_| clear).and_then(|made| against(draft, made)));
        }
        let mut found = Vec::new();
        self.bracketed(draft, anchor, tokens, &mut found);
        for &(table, row) in &rows {
            self.differences(draft, table, row, anchor, steps, &mut found);
        }
        if let Some((table, place)) = anchor.filter(|_| found.is_empty()) {
            // The level beside it may be one that was left from the year before.
            let mut free = Vec::new();
            self.differences(draft, table, place.0, None, steps, &mut free);
            if let Some(verdict) = agreeing(draft, &free, if free.len() == 1 { 10 } else { 100 }) {
                return Some(verdict);
            }
        }
        // Where several are tried, two digits may agree by chance.
        let enough = match found.len() {
            1 if subject.sure || anchor.is_some() => 1,
            0..=2 if subject.unknown == 0 => 10,
            _ if anchor.is_some() => 10,
            _ => 100,
        };
        if let Some(verdict) = agreeing(draft, &found, enough) {
            return Some(verdict);
        }
        if let Some(verdict) = turned(draft, &found).filter(|_| subject.sure || anchor.is_some()) {
            return Some(verdict);
        }
        if let Some(verdict) = self.together(draft, subject, tokens, steps) {
            return Some(verdict);
        }
        let certain = subject.sure && subject.unknown == 0 || anchor.is_some();
        if let Some(verdict) = misprinted(draft, &found).filter(|_| certain) {
            return Some(verdict);
        }
        // What it was in an earlier year is not what it came to.
        let newest = |&(table, place): &(usize, Place)| {
            let columns = self.columns(table);
            columns.get(place.1).is_none_or(|own| own.year.is_none() || own.year == own.newest_alike(columns))
        };
        let alone = || subject.sure && subject.named && self.says_only_change(draft, tokens, &found);
        let certain = anchor.as_ref().is_some_and(newest) || alone();
        let is_budget = |made: &Computed| {
            let old = made.places.last().and_then(|place| self.columns(made.table).get(place.1));
            old.is_some_and(|c| c.budget && !c.deviation)
        };
        contradicted(draft, subject, certain, tokens, &found, is_budget)
    }

    /// The rows that a figure may be about: that of the anchor alone, if there is one.
    fn rows(&self, subject: &Subject, anchor: Option<(usize, Place)>) -> Vec<(usize, usize)> {
        if let Some((table, place)) = anchor {
            return vec![(table, place.0)];
        }
        if subject.lack == Lack::NoRow || subject.unknown > 1 {
            return Vec::new();
        }
        let named = subject.tried().iter().filter_map(|&row| self.reading.labels.rows.get(row));
        named.filter(|named| !named.rate).map(|named| (named.table, named.row)).collect()
    }

    /// The results around a figure, as rows of their tables.
    fn results(&self, draft: &Draft) -> Vec<(usize, usize)> {
        let labels = self.reading.labels;
        let named = labels.results_near(self.place(draft)).into_iter().filter_map(|row| labels.rows.get(row));
        named.map(|named| (named.table, named.row)).collect()
    }

    /// Where a figure stands in the text.
    fn place(&self, draft: &Draft) -> u32 {
        self.flow.blocks.get(draft.block).map_or(0, |block| block.source_span(draft.place).start)
    }

    fn columns(&self, table: usize) -> &[Features] {
        let columns = self.reading.columns.get(table).map_or(&[][..], Vec::as_slice);
        columns.get(..targets::COLUMNS).unwrap_or(columns)
    }

    /// A cell as an amount with its unit.
    fn cell(&self, table: usize, place: Place) -> Option<(Amount, Option<Unit>)> {
        let labels = self.reading.labels;
        let named = labels.rows.get(labels.row(table, place.0)?)?;
        let value = self.tables.get(table)?.value(place)?;
        let unit = labels::cell_unit(self.tables, named, labels.tables.get(table)?, place)
            .or_else(|| self.learnt.get(table)?.unit.filter(|unit| named.may_be_in(*unit)));
        Some((Amount::of(value), unit))
    }

    fn text(&self, table: usize, place: Place) -> &str {
        self.tables.get(table).and_then(|t| t.cell(place)).map_or("", |cell| cell.text.as_str())
    }

    fn row_in(&self, table: usize, row: usize) -> Option<usize> {
        self.reading.labels.rows.get(row).filter(|named| named.table == table).map(|named| named.row)
    }

    fn sum(&self, table: usize, places: &[Place]) -> Option<Amount> {
        let mut sum = Amount::exact(Decimal::ZERO);
        for &place in places {
            sum = sum.plus(self.cell(table, place)?.0)?;
        }
        Some(sum)
    }
}
