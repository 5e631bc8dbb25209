//! How two levels of the row that is named differ, whichever of them the words compare: *jämfört med budget blev intäkterna
//! 44,4 mkr högre*. Borne out where few figures would be and the cells give the direction, and never spoken against.

use super::{
    super::{
        columns::Features,
        figures::{Against, Draft},
        targets::ROWS,
        tie::Verdict,
    },
    Scene,
    judge::{agreeing, is_telling},
    traced::POINTED,
};
use crate::engine::report::State;

/// Columns of a table whose levels are held against each other in pairs: as many as printed tables have.
const LEVELS: usize = 12;

impl Scene<'_> {
    /// *Jämfört med budget blev intäkterna 44,4 mkr högre*: how two levels of the row that is named differ, whichever the
    /// words compare, or what a cell that the sentence restates is of another.
    pub(super) fn step_of_its_row(
        &self,
        index: usize,
        verdicts: &[Verdict],
        steps: &mut u64,
    ) -> Option<Verdict> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        let apart = draft.bare || draft.rate || draft.rest || draft.hypothetical || draft.aside || draft.part;
        if verdicts.get(index)?.state != State::Unchecked || apart || subject.rows.is_empty() {
            return None;
        }
        let tokens = self.flow.sentences.get(draft.sentence).map(|s| s.tokens.as_slice())?;
        let mut found = self.ratios(index, tokens, verdicts, steps);
        // A level is no step, and a deviation has a direction that its cells do not always tell.
        let level = matches!(draft.lead.as_str(), "till" | "från");
        let differs = (draft.more != 0 || draft.moves) && draft.direction == 0 && !level;
        let rows = subject.rows.iter().take(ROWS).filter(|_| differs);
        for named in rows.filter_map(|&row| self.reading.labels.rows.get(row)) {
            let columns = self.columns(named.table);
            let columns = columns.get(..LEVELS).unwrap_or(columns);
            for (new, old) in compared_levels(draft, columns) {
                *steps += 1;
                let made = self.difference(draft, named.table, (named.row, new), (named.row, old));
                // Where the cells do not tell the direction, the words may have it wrong.
                found.extend(made.filter(|made| draft.more == 0 || made.more == draft.more));
            }
        }
        let values = found.iter().map(|made| made.amount.value);
        let telling = is_telling(draft.meant.value, values, POINTED);
        agreeing(draft, &found, 1).filter(|_| telling)
    }
}

/// The levels that a figure may be the difference of, the newer first.
fn compared_levels(draft: &Draft, columns: &[Features]) -> Vec<(usize, usize)> {
    // What has come so far is in no column of the whole year.
    let so_far = draft.features.to_date && !draft.features.full_year;
    let timely = |c: &Features| !so_far || c.to_date || !c.full_year && !c.forecast;
    let level = |c: &Features| !c.deviation && !c.change && !c.share && timely(c);
    let older = |new: &Features, old: &Features| {
        old.previous && !new.previous || old.year.is_some() && old.year < new.year
    };
    let to_budget = draft.against == Against::Budget || draft.features.budget;
    let to_earlier =
        draft.against == Against::Previous || draft.against_year.is_some() || draft.features.previous;
    let meant = |new: &Features, old: &Features| {
        let planned = old.budget && !new.budget;
        let earlier = older(new, old) && !old.budget && !new.budget;
        let named = draft.against_year.is_none_or(|year| old.year.is_none_or(|own| own == year));
        match (to_budget, to_earlier || draft.moves) {
            (true, false) => planned,
            (false, true) => earlier && named,
            _ => planned || earlier,
        }
    };
    let all = || columns.iter().enumerate().filter(|(_, c)| level(c));
    let pairs = all().flat_map(|new| all().map(move |old| (new, old)));
    let alike = |new: &Features, old: &Features| (new.body, new.account) == (old.body, old.account);
    pairs
        .filter(|((_, new), (_, old))| alike(new, old) && meant(new, old))
        .map(|((new, _), (old, _))| (new, old))
        .collect()
}
