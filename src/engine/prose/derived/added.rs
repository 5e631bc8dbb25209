//! What is told together of what was told one by one: *skolan lämnar 480 tkr och staben 550 tkr, tillsammans 1,0 mkr*, or of
//! rows that are named by a part of their labels.

use super::{
    super::{
        amount::Amount,
        figures::Draft,
        flow::Token,
        measure::Match,
        subject::{self, Subject},
        targets::Target,
        tie::Verdict,
        vocabulary, written,
    },
    Computed, Scene,
    judge::{agreeing, is_telling},
    traced::POINTED,
};
use crate::engine::{report::State, unit::Unit};
use std::collections::BTreeSet;

/// Figures that are added up without their names: more are a list that a reader adds up by its own sum.
const TERMS: usize = 4;

/// Rows that one clause names together.
const NAMES: usize = 6;

impl Scene<'_> {
    /// The sum of what was told right before a figure that says it is one, or of the rows that its clause names.
    pub(super) fn added(&self, index: usize, verdicts: &[Verdict], steps: &mut u64) -> Option<Verdict> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        let tokens = self.flow.sentences.get(draft.sentence).map(|s| s.tokens.as_slice())?;
        let open = verdicts.get(index).is_some_and(|verdict| verdict.state == State::Unchecked);
        let apart =
            draft.hypothetical || draft.rest || draft.rate || draft.bare || draft.meant.unit.is_none();
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        let right = tokens.get(draft.last + 1..draft.right).unwrap_or(&[]);
        let says = |t: &Token| vocabulary::adds_up(t.text());
        if !open || apart || !left.iter().chain(right).any(says) {
            return None;
        }
        let told = self.told_sums(index, verdicts);
        *steps += told.len() as u64;
        if is_telling(draft.meant.value, told.iter().map(|made| made.amount.value), POINTED)
            && let Some(verdict) = agreeing(draft, &told, 10)
        {
            return Some(verdict);
        }
        self.named_together(left, steps).into_iter().find_map(|joint| {
            let named = Subject { joint, loosely: true, ..subject.clone() };
            self.together(draft, &named, tokens, steps)
        })
    }

    /// The sums of the two, three or four figures that were told last, each of the same columns of a table.
    fn told_sums(&self, index: usize, verdicts: &[Verdict]) -> Vec<Computed> {
        let Some(draft) = self.drafts.get(index) else { return Vec::new() };
        let Some(own) = draft.meant.unit else { return Vec::new() };
        let beside = |told: &Draft| {
            told.block == draft.block
                && (told.sentence == draft.sentence || told.sentence + 1 == draft.sentence)
        };
        let mut terms: Vec<&Target> = Vec::new();
        let mut found = Vec::new();
        for before in (0..index).rev().take(TERMS * 2) {
            let Some((told, verdict)) = self.drafts.get(before).zip(verdicts.get(before)) else { break };
            if !beside(told) || terms.len() == TERMS {
                break;
            }
            let target = verdict.target.as_ref().filter(|_| verdict.kind.is_some_and(Match::agrees));
            let columns = |target: &Target| target.places.iter().map(|place| place.1).collect::<Vec<_>>();
            let alike = |target: &&Target| {
                terms.first().is_none_or(|first| {
                    first.table == target.table
                        && first.unit == target.unit
                        && columns(first) == columns(target)
                        && first.places != target.places
                })
            };
            // What stands between them in another unit, or of another column, was told beside them.
            let Some(target) = target.filter(|t| t.unit.is_some()).filter(alike) else { continue };
            terms.push(target);
            if terms.len() > 1 {
                found.extend(sum_of(&terms, own));
            }
        }
        found
    }

    /// The rows that the names between *och* and commas point to, one each of the same table: for every table that has one
    /// for all of them.
    fn named_together(&self, left: &[Token], steps: &mut u64) -> Vec<Vec<usize>> {
        let labels = self.reading.labels;
        let parts = left.split(|t| t.is_mark(',') || matches!(t.text(), "och" | "samt"));
        let names: Vec<Vec<&Token>> = parts
            .map(|part| part.iter().filter(|t| labels.tells(t)).take(subject::NAME).collect())
            .filter(|name: &Vec<&Token>| !name.is_empty())
            .take(NAMES + 1)
            .collect();
        if !(2..=NAMES).contains(&names.len()) {
            return Vec::new();
        }
        let rows: Vec<Vec<usize>> =
            names.iter().map(|name| subject::from_words(name, labels, steps).tried().to_vec()).collect();
        let table = |row: &usize| labels.rows.get(*row).map(|named| named.table);
        let tables: BTreeSet<usize> = rows.iter().flatten().filter_map(table).collect();
        let of_table = |at: usize| {
            let one = |of: &Vec<usize>| {
                let mut here = of.iter().filter(|row| table(row) == Some(at));
                let first = here.next().copied();
                first.filter(|_| here.next().is_none())
            };
            let joint: Option<Vec<usize>> = rows.iter().map(one).collect();
            joint.filter(|joint| joint.iter().collect::<BTreeSet<_>>().len() == joint.len())
        };
        tables.into_iter().filter_map(of_table).collect()
    }
}

/// Figures of one unit and table, added up.
fn sum_of(terms: &[&Target], own: Unit) -> Option<Computed> {
    let first = terms.first()?;
    let unit = first.unit?;
    let mut sum = Amount { value: first.value, stands: first.stands };
    for term in terms.iter().skip(1) {
        sum = sum.plus(Amount { value: term.value, stands: term.stands })?;
    }
    let values: Vec<_> = terms.iter().rev().map(|term| term.value).collect();
    Some(Computed {
        table: first.table,
        places: terms.iter().flat_map(|term| term.places.iter().copied()).collect(),
        amount: sum.in_unit(unit, own)?,
        unit: Some(unit),
        working: written::working(&values),
        more: 0,
        good: 0,
    })
}
