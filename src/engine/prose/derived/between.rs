//! How far apart two figures are of which the passage tells one or both: *4,3 mkr mot 6,3 i fjol, 2,0 mkr lägre*,
//! *ett överskott på 3,3 mkr, en förbättring med 1,2 mkr sedan april*.
//!
//! The words around such a figure seldom say all of what it is the difference of; the cells that the figures beside it
//! restate do. It is verified by them where few figures of its form would have been, and never contradicted.

use super::{
    super::{
        columns::Features,
        figures::{Against, Draft},
        flow::Token,
        measure::Match,
        tie::Verdict,
        vocabulary,
    },
    Computed, Scene,
    judge::{agreeing, is_telling},
    traced::POINTED,
};
use crate::engine::{
    report::{Place, State},
    unit::Unit,
};
use std::collections::BTreeSet;

/// Figures on either side that a step may be told of.
const NEAR: usize = 4;

impl Scene<'_> {
    /// A step between two cells, of which figures beside it restate both, or the newer.
    pub(super) fn apart(&self, index: usize, verdicts: &[Verdict], steps: &mut u64) -> Option<Verdict> {
        let draft = self.drafts.get(index)?;
        let tokens = self.flow.sentences.get(draft.sentence).map(|s| s.tokens.as_slice())?;
        let open = verdicts.get(index).is_some_and(|verdict| verdict.state == State::Unchecked);
        let apart = draft.hypothetical || draft.rest || draft.part || draft.rate;
        if !open || apart || !tells_step(draft, tokens) {
            return None;
        }
        let told = self.told_beside(index, verdicts, &|unit| is_share(draft.meant.unit) || !is_share(unit));
        let mut found = Vec::new();
        for (at, &(table, place)) in told.iter().enumerate() {
            let others = told.iter().skip(at + 1).filter(|(other, _)| *other == table);
            for &(_, other) in others.filter(|(_, other)| other.0 == place.0 || other.1 == place.1) {
                *steps += 1;
                found.extend(self.step_between(draft, table, place, other));
            }
            for column in before(self.columns(table), place.1, draft.against_year) {
                *steps += 1;
                found.extend(self.step_between(draft, table, place, (place.0, column)));
            }
        }
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        let said = left.iter().map(|t| vocabulary::betters(t.text())).find(|said| *said != 0).unwrap_or(0);
        found.retain(|made| said == 0 || made.good == 0 || made.good == said);
        let more = vocabulary::turns(&draft.lead);
        found.retain(|made| more == 0 || made.more == 0 || made.more == more);
        let values = found.iter().map(|made| made.amount.value);
        if !is_telling(draft.meant.value, values, POINTED) {
            return None;
        }
        agreeing(draft, &found, 10)
    }

    /// The cells that the figures around one restate: of its sentence, and of the one before it.
    fn told_beside(
        &self,
        index: usize,
        verdicts: &[Verdict],
        alike: &dyn Fn(Option<Unit>) -> bool,
    ) -> Vec<(usize, Place)> {
        let Some(draft) = self.drafts.get(index) else { return Vec::new() };
        let near = (1..=NEAR).flat_map(|far| [index.checked_sub(far), index.checked_add(far)]).flatten();
        let beside = |other: &usize| {
            self.drafts.get(*other).is_some_and(|told| {
                let goes_on = told.block == draft.block && told.sentence + 1 == draft.sentence;
                told.sentence == draft.sentence || goes_on && *other < index
            })
        };
        let mut told = Vec::new();
        for verdict in near.filter(beside).filter_map(|other| verdicts.get(other)) {
            let Some(target) = verdict.target.as_ref().filter(|_| verdict.kind.is_some_and(Match::agrees))
            else {
                continue;
            };
            if let [place] = *target.places.as_slice()
                && target.working.is_empty()
                && alike(target.unit)
                && !told.contains(&(target.table, place))
            {
                told.push((target.table, place));
            }
        }
        told
    }

    /// The rows of which the figures around one tell amounts.
    pub(super) fn amounts_beside(&self, index: usize, verdicts: &[Verdict]) -> BTreeSet<(usize, usize)> {
        let told = self.told_beside(index, verdicts, &|unit| !is_share(unit));
        told.into_iter().map(|(table, place)| (table, place.0)).collect()
    }

    /// From the earlier of two cells to the later, or either way where neither is known to be.
    fn step_between(&self, draft: &Draft, table: usize, a: Place, b: Place) -> Option<Computed> {
        let columns = self.columns(table);
        let (first, second) = (columns.get(a.1)?, columns.get(b.1)?);
        // What was budgeted is what the outcome is held against.
        let planned = |c: &Features| c.budget && !c.outcome && !c.deviation;
        let before = |then: &Features, now: &Features| {
            is_earlier(then, now) || planned(then) && !planned(now) && !now.deviation
        };
        let turned = before(first, second);
        let (new, old) = if turned { (b, a) } else { (a, b) };
        let made = self.difference(draft, table, new, old)?;
        let deviation = first.deviation && second.deviation;
        // Of what is left, or of a loss, no part is told in per cent.
        if deviation && draft.meant.unit == Some(Unit::Percent) && made.unit.is_none() {
            return None;
        }
        let ordered = turned || before(second, first);
        let (high, low) = (self.cell(table, new)?.0, self.cell(table, old)?.0);
        let better = if deviation { high.value.cmp(&low.value) as i8 } else { made.good };
        let reversed = self.learnt.get(table).is_some_and(|learnt| learnt.reversed);
        let good = if ordered && !reversed { better } else { 0 };
        // What is left over is more or less in size, and so is what is overdrawn.
        let one_sign = high.value.is_sign_negative() == low.value.is_sign_negative();
        let size = if one_sign { high.value.abs().cmp(&low.value.abs()) as i8 } else { 0 };
        let more = match (ordered, deviation) {
            (false, _) => 0,
            (true, true) => size,
            (true, false) => made.more,
        };
        Some(Computed { more, good, ..made })
    }
}

/// Between amounts there is an amount, or per cent; between per cent, points.
fn is_share(unit: Option<Unit>) -> bool {
    matches!(unit, Some(Unit::Percent | Unit::Points))
}

/// Do the words say that the figure is how two others differ, and not one of them?
fn tells_step(draft: &Draft, tokens: &[Token]) -> bool {
    let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
    let gap = left.iter().any(|t| vocabulary::tells_gap(t.text()));
    let level = matches!(draft.lead.as_str(), "till" | "från" | "på") && !gap;
    let compared = !matches!(draft.against, Against::Nothing | Against::Budget);
    // "Steg till 63,1 mkr, upp 15,7 procent".
    let turned = vocabulary::turns(&draft.lead) != 0 && draft.first == draft.left + 2;
    let moved = draft.moves || turned || draft.more != 0 && draft.against != Against::Budget;
    !level && (gap || compared || moved || draft.features.change)
}

/// The columns that hold what one held at an earlier time.
fn before(columns: &[Features], at: usize, year: Option<u16>) -> Vec<usize> {
    let Some(own) = columns.get(at) else { return Vec::new() };
    let then = |c: &Features| is_earlier(c, own) && (year.is_none() || c.year == year);
    columns.iter().enumerate().filter(|(other, c)| *other != at && then(c)).map(|(other, _)| other).collect()
}

/// Does a column hold what another does, of an earlier time? A month stands beside what is told now.
fn is_earlier(then: &Features, now: &Features) -> bool {
    let kind = |c: &Features| (c.deviation, c.budget, c.change, c.share, c.goal, c.account, c.body);
    let alike = kind(then) == kind(now) && !now.change && !now.share;
    let year = then.year.zip(now.year).is_some_and(|(then, now)| then < now);
    let same_year = then.year == now.year;
    let month = then.month.is_some() && (now.month.is_none() || then.month < now.month);
    alike && (year || then.previous && !now.previous || same_year && !now.previous && month)
}
