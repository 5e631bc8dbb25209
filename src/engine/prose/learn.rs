//! What all figures of a text tell together of its tables: the unit that a table leaves out, what a column without a
//! telling header holds, which way deviations are counted, and when the prose leaves out a sign.

use super::{
    columns::{self, Features},
    figures::Draft,
    labels::Labels,
    measure::Match,
    subject::Subject,
    targets::{Reading, measured, targets},
    tie::Verdict,
};
use crate::engine::{report::Table, unit::Unit};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a table from all figures together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Learnt {
    pub(super) unit: Option<Unit>,
    pub(super) unit_sure: bool,
    /// The unit that it says is not the one of the figures that restate it.
    pub(super) doubted: bool,
    /// The table's deviations have the opposite sign of the prose's.
    pub(super) reversed: bool,
}

/// What the prose does with signs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habit {
    /// Negative deviations always carry a sign or a word, so a figure without one is positive.
    pub(super) negative_is_said: bool,
}

/// Tables that do not say their unit have the one in which the prose agrees with them.
pub(super) fn learn_units<'a>(
    pairs: impl Iterator<Item = (&'a Draft, &'a Subject)>,
    tables: &[Table],
    labels: &Labels,
    learnt: &mut [Learnt],
    steps: &mut u64,
) {
    const UNITS: [Unit; 4] = [Unit::Kr, Unit::Tkr, Unit::Mkr, Unit::Percent];
    let mut votes = vec![[0_u32; 4]; learnt.len()];
    let plain: Vec<Vec<Features>> = labels.tables.iter().map(|table| table.columns.clone()).collect();
    let reading = Reading::new(labels, &plain);
    let labels = &reading;
    // How many figures agree with a table in its own unit, and how many in one a thousand times larger or smaller.
    let mut held = vec![(0_u32, 0_u32); learnt.len()];
    for (draft, subject) in pairs {
        if draft.meant.unit.is_none() {
            continue;
        }
        let (mut agrees, mut thousand) = (BTreeSet::new(), BTreeSet::new());
        for target in targets(draft, subject.tried(), tables, labels, learnt, steps) {
            match measured(&draft.meant, &target, target.unit).filter(|_| target.rank > 0) {
                Some((kind, _)) if kind.agrees() => agrees.insert(target.table),
                Some((Match::Thousand, _)) => thousand.insert(target.table),
                _ => false,
            };
            if target.unit.is_some() || target.rank == 0 || target.value.is_zero() {
                continue;
            }
            for (unit, votes) in UNITS.iter().zip(votes.get_mut(target.table).into_iter().flatten()) {
                let agrees = measured(&draft.meant, &target, Some(*unit)).is_some_and(|(m, _)| m.agrees());
                *votes += u32::from(agrees) * u32::from(target.rank);
            }
        }
        for &table in &thousand {
            if let Some((_, off)) = held.get_mut(table).filter(|_| !agrees.contains(&table)) {
                *off += 1;
            }
        }
        for table in agrees {
            if let Some((agree, _)) = held.get_mut(table) {
                *agree += 1;
            }
        }
    }
    for ((table, votes), (agree, thousand)) in learnt.iter_mut().zip(&votes).zip(held) {
        if table.unit.is_some() {
            // Where several figures are a thousand times off, and fewer are not, it is the table's unit that is in doubt.
            table.doubted = thousand > 1 && thousand >= agree;
            continue;
        }
        let mut order: Vec<(u32, Unit)> = votes.iter().copied().zip(UNITS).collect();
        order.sort_by_key(|&(n, _)| std::cmp::Reverse(n));
        if let [(best, unit), (second, _), ..] = order.as_slice()
            && best > second
        {
            table.unit = Some(*unit);
            // One agreement may be chance; three times as many as any other unit has is not.
            table.unit_sure = *best >= 4 && *best > second * 3;
        }
    }
}

/// What a column without a telling header holds, from the figures that restate it: three that agree with one column
/// and hardly with another.
pub(super) fn learn_columns<'a>(
    pairs: impl Iterator<Item = (&'a Draft, &'a Subject)>,
    tables: &[Table],
    labels: &Labels,
    learnt: &[Learnt],
    steps: &mut u64,
) -> Vec<Vec<Features>> {
    let plain: Vec<Vec<Features>> = labels.tables.iter().map(|table| table.columns.clone()).collect();
    let reading = Reading::new(labels, &plain);
    let mut taught = plain.clone();
    // (deviation, forecast) of the claim to (table, column) to agreements.
    let mut votes: BTreeMap<(bool, bool), BTreeMap<(usize, usize), u32>> = BTreeMap::new();
    for (draft, subject) in pairs {
        let f = draft.features;
        if !subject.sure || draft.bare || !draft.own_measure || !f.deviation && !f.forecast {
            continue;
        }
        let mut hit = BTreeSet::new();
        for target in targets(draft, subject.tried(), tables, &reading, learnt, steps) {
            let nameless = |column: usize| {
                plain
                    .get(target.table)
                    .and_then(|c| c.get(column))
                    // "Netto" says what it is.
                    .is_some_and(|c| !c.has_measure() && c.year.is_none() && c.account.is_none())
            };
            let agrees = measured(&draft.meant, &target, target.unit).is_some_and(|(m, _)| m.agrees());
            if let Some(&(_, column)) = target.places.first()
                && agrees
                && nameless(column)
            {
                hit.insert((target.table, column));
            }
        }
        // A forecast may be told with or without the word deviation; only the forecast counts.
        for place in hit {
            *votes.entry((f.deviation && !f.forecast, f.forecast)).or_default().entry(place).or_default() +=
                1;
        }
    }
    for ((deviation, forecast), places) in votes {
        let mut order: Vec<((usize, usize), u32)> = places.into_iter().collect();
        order.sort_by_key(|&(place, n)| (std::cmp::Reverse(n), place));
        let second = order.get(1).map_or(0, |&(_, n)| n);
        if let Some(&((table, column), best)) = order.first()
            && best >= 3
            && best >= second * 3
            && let Some(features) = taught.get_mut(table).and_then(|columns| columns.get_mut(column))
            && !features.has_measure()
        {
            features.deviation = deviation || columns::is_small_and_mixed_column(tables, table, column);
            features.forecast = forecast;
        }
    }
    taught
}

/// A table whose deviations have the opposite sign of most figures that restate them counts the other way.
pub(super) fn learn_directions<'a>(
    pairs: impl Iterator<Item = (&'a Draft, &'a Subject)>,
    tables: &[Table],
    labels: &Reading<'_>,
    learnt: &mut [Learnt],
    steps: &mut u64,
) {
    let mut votes = vec![(0_u32, 0_u32); learnt.len()];
    for (draft, subject) in pairs {
        // A few rows that may be meant will do: it takes two figures, and twice as many as say otherwise.
        if !draft.meant.signed || !subject.sure && subject.rows.len() > 2 {
            continue;
        }
        for target in targets(draft, subject.tried(), tables, labels, learnt, steps) {
            if target.rank < 2 || !target.deviation || target.value.is_zero() {
                continue;
            }
            let Some(vote) = votes.get_mut(target.table) else { continue };
            match measured(&draft.meant, &target, target.unit) {
                Some((Match::Exact | Match::Rounding, _)) => vote.0 += 1,
                Some((Match::Sign, _)) => vote.1 += 1,
                _ => {}
            }
        }
    }
    for (table, (straight, flipped)) in learnt.iter_mut().zip(votes) {
        table.reversed = flipped >= 2 && flipped > straight * 2;
    }
}

pub(super) fn habit(drafts: &[Draft], verdicts: &[Verdict]) -> Habit {
    let (mut said, mut unsaid) = (0_u32, 0_u32);
    for (draft, verdict) in drafts.iter().zip(verdicts) {
        let negative = verdict.target.as_ref().is_some_and(|t| t.deviation && t.value.is_sign_negative());
        if verdict.kind.is_some_and(Match::agrees)
            && negative
            && !verdict.target.as_ref().is_some_and(|t| t.value.is_zero())
        {
            if draft.meant.signed { said += 1 } else { unsaid += 1 }
        }
    }
    // Three or more with a sign, and hardly one without: whoever writes so leaves the sign off what is positive.
    Habit { negative_is_said: said >= 3 && said > unsaid * 4 }
}
