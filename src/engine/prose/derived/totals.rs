//! What a row is of the totals that it is part of, where the sentence does not name the whole in words that are known:
//! *Med 857,9 mkr är grundskolan störst och tar 55 procent*. Borne out where few figures would be, and never spoken
//! against.

use super::{
    super::{
        columns::Features, figures::Draft, flow::Token, measure::Match, tie::Verdict, vocabulary::Senses,
    },
    Computed, Scene,
    judge::{agreeing, is_telling},
    traced::{self, POINTED},
};
use crate::engine::{
    report::{Place, State},
    unit::Unit,
};
use std::collections::BTreeSet;

/// Rows that a share may be of, and totals that a row may be part of. Of more some share agrees too easily.
const FEW: usize = 4;

impl Scene<'_> {
    /// The share of a total that a figure in per cent can be, of the cells that its sentence restates or of the rows that it
    /// names.
    pub(super) fn share_of_totals(
        &self,
        index: usize,
        verdicts: &[Verdict],
        steps: &mut u64,
    ) -> Option<Verdict> {
        let draft = self.drafts.get(index)?;
        let tokens = self.flow.sentences.get(draft.sentence).map(|s| s.tokens.as_slice())?;
        let share = draft.meant.unit == Some(Unit::Percent) && traced::kinds(draft, tokens).0;
        let apart = draft.hypothetical || draft.rest || draft.rate || draft.moves && !is_reached(draft);
        if verdicts.get(index)?.state != State::Unchecked || !share || apart {
            return None;
        }
        let mut found = Vec::new();
        for (table, part) in self.parts(index, tokens, verdicts) {
            for whole in self.totals_of(table, part.0) {
                *steps += 1;
                found.extend(self.share(table, &[part], &[(whole, part.1)]));
            }
        }
        let values = found.iter().map(|made: &Computed| made.amount.value);
        let telling = is_telling(draft.meant.value, values, POINTED);
        agreeing(draft, &found, 10).filter(|_| telling)
    }

    /// The cells that a share may be of: those that the sentence restates, or the levels of the rows that it names.
    fn parts(&self, index: usize, tokens: &[Token], verdicts: &[Verdict]) -> BTreeSet<(usize, Place)> {
        let Some((draft, subject)) = self.drafts.get(index).zip(self.subjects.get(index)) else {
            return BTreeSet::new();
        };
        let beside = index.saturating_sub(FEW)..=index + FEW;
        let told: BTreeSet<(usize, Place)> = beside
            .filter(|&other| self.drafts.get(other).is_some_and(|d| d.sentence == draft.sentence))
            .filter_map(|other| {
                verdicts.get(other).filter(|v| v.kind.is_some_and(Match::agrees))?.target.as_ref()
            })
            .filter(|target| target.unit != Some(Unit::Percent) && target.working.is_empty())
            .filter_map(|target| match target.places.as_slice() {
                [place] => Some((target.table, *place)),
                _ => None,
            })
            .collect();
        if !told.is_empty() {
            return told;
        }
        let says = |senses: Senses| tokens.iter().any(|t| t.senses().has(senses));
        let (budget, deviates) = (says(Senses::BUDGET), says(Senses::DEVIATION));
        let before = draft.lead == "från" || draft.features.previous;
        let named = subject.tried().iter().take(FEW).filter_map(|&row| self.reading.labels.rows.get(row));
        let cells = named.flat_map(|named| {
            let columns = self.columns(named.table);
            let newest = columns.iter().filter_map(|c| c.year).max();
            let meant = move |c: &Features| {
                let year = match draft.features.year {
                    Some(year) => c.year.is_none_or(|own| own == year),
                    None => before == (c.previous || c.year.is_some() && c.year < newest),
                };
                year && !c.change && !c.share && c.deviation == deviates && (!c.budget || budget)
            };
            let meant = columns.iter().enumerate().filter(move |(_, c)| meant(c));
            meant.map(|(column, _)| (named.table, (named.row, column)))
        });
        cells.collect()
    }

    /// The rows that a row of a table is added up in, or that are of everything in it.
    fn totals_of(&self, table: usize, row: usize) -> Vec<usize> {
        let labels = self.reading.labels;
        let own = labels.row(table, row);
        let inside = own.and_then(|own| labels.rows.get(own)?.inside);
        let wholes = labels.tables.get(table).map_or(&[][..], |table| table.wholes.as_slice());
        let totals: BTreeSet<usize> =
            inside.iter().chain(wholes).copied().filter(|&total| Some(total) != own).collect();
        totals.into_iter().filter_map(|total| self.row_in(table, total)).take(FEW).collect()
    }
}

/// *steg från 60,3 procent till 61,1*: levels that something moved between.
fn is_reached(draft: &Draft) -> bool {
    matches!(draft.lead.as_str(), "till" | "från")
}
