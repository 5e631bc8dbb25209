//! Two figures of a passage that stand in each other's place: *skolan 2,6 mkr och vården 5,3* where the table has 5,3 for the
//! school and 2,6 for the care.
//!
//! Either alone would only be another value, which proves nothing. That each is exactly what the other's row or column has,
//! and neither is anything that its own words mean, is no chance: the digits of both bear out which cells are meant.

use super::{
    super::{
        figures::Draft,
        flow::Token,
        measure::Match,
        subject,
        targets::{Target, measured},
        tie::{Verdict, Why, as_written},
    },
    Computed, Scene, against, agreeing,
};
use crate::engine::report::{Place, State};
use rust_decimal::Decimal;

/// Figures further on that one may have been exchanged with.
const NEAR: usize = 3;

/// Rows that the words of a figure may mean; among more, one has the other's figure too easily.
const ROWS: usize = 4;

/// Digits of both together, as a product: two small figures may be each other's by chance.
const TELLING: u128 = 100;

/// As [`TELLING`], where more than one row may be meant.
const AMONG: u128 = 2_000;

/// The cells that a figure may restate, how it agrees with each, and what each is in its unit.
type Cells = Vec<(Target, Match, Decimal)>;

/// A figure that stands in another's place.
struct Crossed {
    /// What it was taken from.
    taken: Vec<(usize, Place)>,
    /// What should stand there.
    verdict: Verdict,
}

impl Scene<'_> {
    /// Speaks against the figures that were exchanged, each by the cell that its own words mean.
    pub(in crate::engine::prose) fn exchanged(&self, verdicts: &mut [Verdict], steps: &mut u64) {
        for first in 0..self.drafts.len() {
            for second in first + 1..=first + NEAR {
                let Some((a, b)) = self.crossed(first, second, steps) else { continue };
                let free = |index: usize, found: &Crossed| {
                    verdicts.get(index).is_some_and(|verdict| is_free(verdict, found))
                };
                if !free(first, &a) || !free(second, &b) {
                    continue;
                }
                for (index, found) in [(first, a), (second, b)] {
                    if let Some(verdict) = verdicts.get_mut(index) {
                        *verdict = found.verdict;
                    }
                }
            }
        }
    }

    fn crossed(&self, first: usize, second: usize, steps: &mut u64) -> Option<(Crossed, Crossed)> {
        let (a, b) = self.drafts.get(first).zip(self.drafts.get(second))?;
        let now = |d: &Draft| !(d.elsewhen || d.moves && d.features.forecast);
        let told = |d: &Draft| !d.bare && !d.rate && !d.rest && !d.aside && !d.hypothetical && now(d);
        let near = a.block == b.block && b.sentence <= a.sentence + 1;
        if !near || a.meant.unit != b.meant.unit || a.meant.value == b.meant.value || !told(a) || !told(b) {
            return None;
        }
        let (of_a, of_b) = (self.named_rows(first)?, self.named_rows(second)?);
        if let ([one], [other]) = (of_a, of_b)
            && one == other
        {
            return self.columns_crossed(a, b, *one, steps);
        }
        let single = of_a.len() == 1 && of_b.len() == 1;
        let least = if a.respective && b.respective {
            1
        } else if single {
            TELLING
        } else {
            AMONG
        };
        let behind = |index: usize, rows: &[usize], steps: &mut u64| self.is_named_behind(index, rows, steps);
        if of_a.iter().any(|row| of_b.contains(row))
            || digits(a).saturating_mul(digits(b)) < least
            || behind(first, of_b, steps)
            || behind(second, of_a, steps)
        {
            return None;
        }
        let rows = self.rows_crossed((a, of_a), (b, of_b), steps);
        match (of_a, of_b) {
            ([one], [other]) if rows.is_none() && a.respective && b.respective => {
                self.changes_crossed((a, *one), (b, *other), steps)
            }
            _ => rows,
        }
    }

    /// Each figure is what the other's row has in the same column.
    fn rows_crossed(
        &self,
        (a, of_a): (&Draft, &[usize]),
        (b, of_b): (&Draft, &[usize]),
        steps: &mut u64,
    ) -> Option<(Crossed, Crossed)> {
        let mut cells = |draft: &Draft, rows: &[usize]| self.restated(draft, rows, steps);
        let (own_a, own_b) = (cells(a, of_a), cells(b, of_b));
        let agrees = |cells: &Cells| cells.iter().any(|(_, kind, _)| kind.agrees());
        if agrees(&own_a) || agrees(&own_b) {
            return None;
        }
        let exact = |cells: Cells| -> Vec<(usize, Place)> {
            cells
                .iter()
                .filter(|(_, kind, _)| *kind == Match::Exact)
                .filter_map(|(t, _, _)| place_of(t))
                .collect()
        };
        let (taken_a, taken_b) = (exact(cells(a, of_b)), exact(cells(b, of_a)));
        let pairs = taken_a.iter().flat_map(|one| taken_b.iter().map(move |other| (*one, *other)));
        let (one, other) =
            pairs.into_iter().find(|((t, (_, column)), (u, (_, other)))| (t, column) == (u, other))?;
        // What each should have been stands where the other was taken from.
        Some((crossed(a, own_a, one, other)?, crossed(b, own_b, other, one)?))
    }

    /// *Budget och utfall är 417,7 respektive 410,2*: each figure is what the other's measure or year has.
    fn columns_crossed(
        &self,
        a: &Draft,
        b: &Draft,
        row: usize,
        steps: &mut u64,
    ) -> Option<(Crossed, Crossed)> {
        let own = |d: &Draft| d.own_measure && !d.part && !d.qualified && !d.moves;
        if !own(a) || !own(b) || a.sentence != b.sentence || digits(a).saturating_mul(digits(b)) < AMONG {
            return None;
        }
        let mut meant = |draft: &Draft| {
            let mut cells = self.restated(draft, &[row], steps);
            let agrees = cells.iter().any(|(_, kind, _)| kind.agrees());
            cells.retain(|(target, _, _)| target.rank == 2);
            let at = cells.first().and_then(|(target, _, _)| place_of(target))?;
            (cells.len() == 1 && !agrees).then_some((cells, at))
        };
        let ((of_a, own_a), (of_b, own_b)) = (meant(a)?, meant(b)?);
        let is = |draft: &Draft, cells: &Cells| {
            let target = cells.first().map(|(target, _, _)| target);
            let kind = target.and_then(|target| measured(&draft.meant, target, target.unit));
            kind.is_some_and(|(kind, _)| kind == Match::Exact)
        };
        if own_a == own_b || !is(a, &of_b) || !is(b, &of_a) {
            return None;
        }
        Some((crossed(a, of_a, own_b, own_a)?, crossed(b, of_b, own_a, own_b)?))
    }

    /// *Har ökat med 0,5 respektive 0,3 procentenheter*: each figure is the change of the other's row.
    fn changes_crossed(
        &self,
        (a, of_a): (&Draft, usize),
        (b, of_b): (&Draft, usize),
        steps: &mut u64,
    ) -> Option<(Crossed, Crossed)> {
        let mut changes = |draft: &Draft, row: usize| -> Vec<Computed> {
            let mut found = Vec::new();
            if let Some(named) = self.reading.labels.rows.get(row) {
                self.differences(draft, named.table, named.row, None, steps, &mut found);
            }
            found
        };
        let (own_a, own_b) = (changes(a, of_a), changes(b, of_b));
        let taken = |draft: &Draft, found: &[Computed]| agreeing(draft, found, 1)?.target;
        let (there_a, there_b) = (taken(a, &changes(a, of_b))?, taken(b, &changes(b, of_a))?);
        let ([a_is], [b_is]) = (own_a.as_slice(), own_b.as_slice()) else { return None };
        let places = |target: &Target| target.places.iter().map(|&place| (target.table, place)).collect();
        let one = Crossed { taken: places(&there_a), verdict: against(a, a_is)? };
        Some((one, Crossed { taken: places(&there_b), verdict: against(b, b_is)? }))
    }

    /// The rows that the sentence itself names a figure by.
    fn named_rows(&self, index: usize) -> Option<&[usize]> {
        let subject = self.subjects.get(index)?;
        let rows = subject.rows.as_slice();
        // What was carried over from another sentence may be another's.
        let own = subject.named && !subject.whole && subject.unknown == 0;
        (own && (1..=ROWS).contains(&rows.len())).then_some(rows)
    }

    /// Do the words behind a figure name one of some rows: *2,6 mkr för skolan*?
    fn is_named_behind(&self, index: usize, rows: &[usize], steps: &mut u64) -> bool {
        let Some(draft) = self.drafts.get(index) else { return false };
        let tokens = self.flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        let next = self.drafts.get(index + 1).filter(|n| n.sentence == draft.sentence);
        let after = tokens.get(draft.last + 1..next.map_or(tokens.len(), |n| n.first)).unwrap_or(&[]);
        // Behind the comma or the "och" the next thing is told.
        let goes_on = |t: &&Token| !t.is_mark(',') && !matches!(t.text(), "och" | "samt" | "medan");
        let told = after.iter().take_while(goes_on).filter(|t| self.reading.labels.tells(t));
        let words: Vec<&Token> = told.take(subject::NAME).collect();
        let found = subject::from_words(&words, self.reading.labels, steps);
        found.rows.iter().any(|row| rows.contains(row))
    }
}

fn digits(draft: &Draft) -> u128 {
    draft.meant.value.mantissa().unsigned_abs()
}

fn place_of(target: &Target) -> Option<(usize, Place)> {
    match target.places.as_slice() {
        [place] => Some((target.table, *place)),
        _ => None,
    }
}

/// A figure that was taken from one cell and should be what stands in another.
fn crossed(draft: &Draft, cells: Cells, taken: (usize, Place), own: (usize, Place)) -> Option<Crossed> {
    let (target, kind, value) = cells.into_iter().find(|(target, _, _)| place_of(target) == Some(own))?;
    let verdict = Verdict {
        state: State::Contradicted,
        expected: Some(as_written(value, draft)),
        kind: Some(kind),
        unit: target.unit,
        target: Some(target),
        why: Why::Nothing,
    };
    Some(Crossed { taken: vec![taken], verdict })
}

/// Has nothing else been found out about a figure than that it is what stands in the other's place?
fn is_free(verdict: &Verdict, found: &Crossed) -> bool {
    let Some(target) = verdict.target.as_ref().filter(|_| verdict.kind.is_some_and(Match::agrees)) else {
        return true;
    };
    target.places.iter().all(|&place| found.taken.contains(&(target.table, place)))
}
