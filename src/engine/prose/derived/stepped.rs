//! A level beside the step that is told of it: *drog 49,3 mkr och ligger 1,4 mkr över budget*, *ökade med 7,9 procent till
//! 214,4 mkr*.
//!
//! Where the cells of a row bear the step out, they say which level it is the step from or to, though the words for the level
//! alone would not. A level that is another is spoken against by that cell.

use super::{
    super::{
        figures::{Against, Draft},
        measure::Match,
        targets::Target,
        tie::{Verdict, borne_out, spoken_against},
    },
    Scene,
};
use crate::engine::{
    report::{Place, State},
    unit::Unit,
};
use rust_decimal::Decimal;

impl Scene<'_> {
    /// Holds the levels that nothing was found out about, or that an earlier year had, against the cells that the steps
    /// beside them are of.
    pub(in crate::engine::prose) fn stepped(&self, verdicts: &mut [Verdict], steps: &mut u64) {
        for index in 0..verdicts.len() {
            if verdicts.get(index).is_none_or(|verdict| verdict.state == State::Contradicted) {
                continue;
            }
            let mut beside = [index.checked_add(1), index.checked_sub(1)].into_iter().flatten();
            let found = beside.find_map(|step| self.level_of(index, step, verdicts, steps));
            if let (Some(found), Some(verdict)) = (found, verdicts.get_mut(index)) {
                *verdict = found;
            }
        }
    }

    /// What a level is, by the step that is told right before or behind it.
    fn level_of(&self, index: usize, step: usize, verdicts: &[Verdict], steps: &mut u64) -> Option<Verdict> {
        let (level, about) = (self.drafts.get(index)?, self.subjects.get(index)?);
        let (told, of) = (self.drafts.get(step)?, self.subjects.get(step)?);
        let alike = level.sentence == told.sentence && !about.key.is_empty() && about.key == of.key;
        // The step has nothing but its level before it: "ökade med 7,9 procent till 214".
        let follows = step > index || matches!(level.lead.as_str(), "till" | "på");
        if !alike || !follows || !about.sure || !is_level(level) || told.part || told.aside || told.elsewhen {
            return None;
        }
        let verdict = verdicts.get(step).filter(|v| v.kind.is_some_and(Match::agrees))?;
        let target = verdict.target.as_ref()?;
        if told.meant.value.mantissa().unsigned_abs() < 10 {
            return None;
        }
        let row = self.reading.labels.row(target.table, target.places.first()?.0)?;
        if !about.rows.contains(&row) {
            return None;
        }
        let mut cells = self.restated(level, &[row], steps);
        match self.new_level(target, told) {
            Some(place) => cells.retain(|(t, _, _)| t.places.as_slice() == [place]),
            // A deviation in a column of its own: of the one level that the words can mean.
            None if target.deviation && target.working.is_empty() => {
                cells.retain(|(t, _, _)| t.rank == 2 && !t.deviation && !t.change && t.places.len() == 1);
            }
            None => return None,
        }
        let [(cell, kind, value)] = cells.as_slice() else { return None };
        let own = verdicts.get(index).filter(|verdict| verdict.state != State::Unchecked);
        if own.is_some_and(|own| kind.agrees() || !self.is_left_over(level, own, cell)) {
            return None;
        }
        if kind.agrees() {
            return Some(borne_out(level, cell, *kind, *value));
        }
        let (a, b, two) = (level.meant.value.abs(), value.abs(), Decimal::TWO);
        // So much more or less is another thing's level, but for a unit that was mistaken.
        let near = a <= b.saturating_mul(two) && b <= a.saturating_mul(two) || *kind == Match::Thousand;
        near.then(|| spoken_against(level, cell, *kind, *value))
    }

    /// Is a level what an earlier year had, and told as that of now? Then it was left from last time.
    fn is_left_over(&self, level: &Draft, own: &Verdict, meant: &Target) -> bool {
        let column = |target: &Target| match target.places.as_slice() {
            [place] if target.working.is_empty() => {
                self.columns(target.table).get(place.1).map(|c| (place.0, *c))
            }
            _ => None,
        };
        let Some(((row, then), (other, now))) = own.target.as_ref().and_then(column).zip(column(meant))
        else {
            return false;
        };
        let earlier = then.previous && !now.previous || then.year.is_some() && then.year < now.year;
        row == other && earlier && level.timely && level.features.year.is_none()
    }

    /// The cell that a computed step leads to, or that a share is of.
    fn new_level(&self, target: &Target, told: &Draft) -> Option<Place> {
        let &[new, old] = target.places.as_slice() else { return None };
        let level =
            self.columns(target.table).get(new.1).is_some_and(|c| !c.deviation && !c.change && !c.share);
        let step =
            told.moves || told.against != Against::Nothing || told.features.change || told.lead == "med";
        let share = told.meant.unit == Some(Unit::Percent);
        (new.0 == old.0 && !target.working.is_empty() && level && (step || share)).then_some(new)
    }
}

/// How much there is of a thing now, and nothing that differs from something else.
fn is_level(draft: &Draft) -> bool {
    let f = draft.features;
    let step = draft.moves && !matches!(draft.lead.as_str(), "till" | "på")
        || draft.lead == "med"
        || draft.lead == "från";
    let measured = f.deviation || f.change || f.budget || f.share || f.goal || f.previous;
    let narrowed =
        draft.part || draft.rest || draft.aside || draft.qualified || draft.hypothetical || draft.elsewhen;
    !step
        && !measured
        && !narrowed
        && !draft.bare
        && !draft.borrowed
        && !draft.rate
        && draft.against == Against::Nothing
        && draft.more == 0
}
