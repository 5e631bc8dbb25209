//! Ties figures of the prose to cells.
//!
//! A figure is verified by a cell that its words can mean. It is contradicted only where they can mean no other:
//! one row, one column, a known unit, and no cell of the row that has the figure after all.

use super::{
    figures::{Against, Draft},
    labels::{self, Features, Labels},
    measure::{self, Match, Meant},
    subject::Subject,
};
use crate::engine::{
    interval::Interval,
    report::{Place, RowRole, State, Table},
    unit::Unit,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A cell, or a row and its correction together, that a figure may restate.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) table: usize,
    pub(super) places: Vec<Place>,
    pub(super) value: Decimal,
    /// The half width of what the value stands for.
    stands: Interval,
    unit: Option<Unit>,
    /// 2: the column is what the words say; 1: it may be meant; 0: it is not.
    rank: u8,
    deviation: bool,
    /// The difference of two cells, not their sum.
    pub(super) change: bool,
}

/// What was found out about a figure.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdict {
    pub(super) state: State,
    pub(super) target: Option<Target>,
    pub(super) kind: Option<Match>,
    /// In the figure's unit and decimals.
    pub(super) expected: Option<Decimal>,
    /// The value of the target in its own unit.
    pub(super) unit: Option<Unit>,
    pub(super) why: Why,
}

/// Why a figure is unchecked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    #[default]
    Nothing,
    NoTable,
    NoRow,
    SeveralRows,
    Unnamed,
    NoColumn,
    EarlierReport,
    Rate,
    Hypothetical,
    Part,
    /// A cell may be meant, but has another value and the link is not certain.
    Uncertain,
}

/// What is known of a table from all figures together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Learnt {
    unit: Option<Unit>,
    unit_sure: bool,
    /// The table's deviations have the opposite sign of the prose's.
    reversed: bool,
}

/// What the prose does with signs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habit {
    /// Negative deviations always carry a sign or a word, so a figure without one is positive.
    negative_is_said: bool,
}

/// Ties all figures: first what they tell together of the tables, then each by itself.
pub(super) fn tie(
    drafts: &[Draft],
    subjects: &[Subject],
    tables: &[Table],
    labels: &Labels,
    steps: &mut u64,
) -> Vec<Verdict> {
    let pairs = || drafts.iter().zip(subjects);
    let mut learnt: Vec<Learnt> = labels
        .tables
        .iter()
        .map(|table| Learnt { unit: table.unit, unit_sure: table.unit.is_some(), reversed: false })
        .collect();
    learn_units(pairs(), tables, labels, &mut learnt, steps);
    let taught = learn_columns(pairs(), tables, labels, &learnt, steps);
    let labels = Reading::new(labels, &taught);
    let labels = &labels;
    learn_directions(pairs(), tables, labels, &mut learnt, steps);
    let first: Vec<Verdict> = pairs()
        .map(|(draft, subject)| verdict(draft, subject, tables, labels, &learnt, Habit::default(), steps))
        .collect();
    let habit = habit(drafts, &first);
    if !habit.negative_is_said {
        return first;
    }
    pairs().map(|(draft, subject)| verdict(draft, subject, tables, labels, &learnt, habit, steps)).collect()
}

/// Tables that do not say their unit have the one in which the prose agrees with them.
fn learn_units<'a>(
    pairs: impl Iterator<Item = (&'a Draft, &'a Subject)>,
    tables: &[Table],
    labels: &Labels,
    learnt: &mut [Learnt],
    steps: &mut u64,
) {
    const UNITS: [Unit; 3] = [Unit::Kr, Unit::Tkr, Unit::Mkr];
    let mut votes = vec![[0_u32; 3]; learnt.len()];
    let plain: Vec<Vec<Features>> = labels.tables.iter().map(|table| table.columns.clone()).collect();
    let reading = Reading::new(labels, &plain);
    let labels = &reading;
    for (draft, subject) in pairs {
        if draft.meant.unit.and_then(Unit::kronor).is_none() {
            continue;
        }
        for target in targets(draft, subject, tables, labels, learnt, steps) {
            if target.unit.is_some() || target.rank == 0 || target.value.is_zero() {
                continue;
            }
            for (unit, votes) in UNITS.iter().zip(votes.get_mut(target.table).into_iter().flatten()) {
                let agrees = measured(&draft.meant, &target, Some(*unit)).is_some_and(|(m, _)| m.agrees());
                *votes += u32::from(agrees) * u32::from(target.rank);
            }
        }
    }
    for (table, votes) in learnt.iter_mut().zip(&votes) {
        if table.unit.is_some() {
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
fn learn_columns<'a>(
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
        for target in targets(draft, subject, tables, &reading, learnt, steps) {
            let nameless = |column: usize| {
                plain
                    .get(target.table)
                    .and_then(|c| c.get(column))
                    .is_some_and(|c| !c.has_measure() && c.year.is_none())
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
            features.deviation = deviation || super::labels::is_small_and_mixed_column(tables, table, column);
            features.forecast = forecast;
        }
    }
    taught
}

/// The labels, with what was learnt of their columns.
struct Reading<'a> {
    labels: &'a Labels,
    columns: &'a [Vec<Features>],
    /// Every table has but one column.
    single: bool,
}

impl<'a> Reading<'a> {
    fn new(labels: &'a Labels, columns: &'a [Vec<Features>]) -> Self {
        Self { labels, columns, single: columns.iter().all(|columns| columns.len() == 1) }
    }
}

/// Columns of a table that a figure is held against. No printed report has as many; every figure is compared with
/// every cell of its rows, and every cell with all columns.
const COLUMNS: usize = 48;

/// A table whose deviations have the opposite sign of most figures that restate them counts the other way.
fn learn_directions<'a>(
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
        for target in targets(draft, subject, tables, labels, learnt, steps) {
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

fn habit(drafts: &[Draft], verdicts: &[Verdict]) -> Habit {
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

/// Every cell that a figure may restate, in the rows of its subject.
fn targets(
    draft: &Draft,
    subject: &Subject,
    tables: &[Table],
    reading: &Reading<'_>,
    learnt: &[Learnt],
    steps: &mut u64,
) -> Vec<Target> {
    let labels = reading.labels;
    let mut found = Vec::new();
    for &index in subject.rows.iter().take(8) {
        let Some(named) = labels.rows.get(index) else { continue };
        let (Some(table), Some(referred)) = (tables.get(named.table), labels.tables.get(named.table)) else {
            continue;
        };
        if named.rate != draft.rate {
            continue;
        }
        let reversed = learnt.get(named.table).is_some_and(|l| l.reversed);
        let columns = reading.columns.get(named.table).map_or(&[][..], Vec::as_slice);
        let columns = columns.get(..COLUMNS).unwrap_or(columns);
        for (column, features) in columns.iter().enumerate() {
            *steps += 1;
            let place = (named.row, column);
            let Some(value) = table.value(place) else { continue };
            let cell = join(*features, named.features);
            let rank = rank(draft.features, cell, columns, named.role);
            let unit = labels::cell_unit(tables, named, referred, place)
                .or_else(|| learnt.get(named.table).and_then(|l| l.unit));
            let sign = |v: Decimal| if reversed && cell.deviation { -v } else { v };
            let of = Interval::of(value);
            let stands = if reversed && cell.deviation { of.negated() } else { of };
            let own = Target {
                table: named.table,
                places: vec![place],
                value: sign(value),
                stands,
                unit,
                rank,
                deviation: cell.deviation,
                change: false,
            };
            if let Some(below) = named.adjustment
                && let Some(more) = table.value((below, column))
                && let Some(sum) = value.checked_add(more)
            {
                let other = Interval::of(more);
                let both =
                    Interval { lo: of.lo.saturating_add(other.lo), hi: of.hi.saturating_add(other.hi) };
                let stands = if reversed && cell.deviation { both.negated() } else { both };
                let places = vec![place, (below, column)];
                found.push(Target { places, value: sign(sum), stands, ..own.clone() });
            }
            found.push(own);
        }
    }
    found
}

fn join(a: Features, b: Features) -> Features {
    Features {
        deviation: a.deviation || b.deviation,
        forecast: a.forecast || b.forecast,
        budget: (a.budget || b.budget) && !(a.deviation || b.deviation),
        outcome: a.outcome || b.outcome,
        result: a.result || b.result,
        change: a.change || b.change,
        share: a.share || b.share,
        previous: a.previous || b.previous,
        full_year: a.full_year || b.full_year,
        to_date: a.to_date || b.to_date,
        year: a.year.or(b.year),
        month: a.month.or(b.month),
        deduced: a.deduced || b.deduced,
    }
}

/// How well a column is what a figure measures.
fn rank(claim: Features, cell: Features, columns: &[Features], role: RowRole) -> u8 {
    let any = |wanted: fn(&Features) -> bool| columns.iter().any(wanted);
    let mut claim = claim;
    let newest = columns.iter().filter_map(|c| c.year).max();
    if claim.previous && claim.year.is_none() && cell.year.is_some() && !cell.previous && !cell.has_measure()
    {
        // "föregående år" beside columns of years: the one before the newest.
        claim.previous = false;
        claim.change = false;
        claim.year = newest.map(|year| year.saturating_sub(1));
    }
    if claim.previous != cell.previous || claim.change && !claim.deviation && !cell.change {
        return 0;
    }
    let differ = |a: Option<u16>, b: Option<u16>| a.is_some() && b.is_some() && a != b;
    let months = claim.month.is_some() && cell.month.is_some() && claim.month != cell.month;
    if differ(claim.year, cell.year) || months {
        return 0;
    }
    if !claim.forecast && (claim.full_year && cell.to_date && !cell.full_year)
        || claim.to_date
            && !claim.full_year
            && !claim.forecast
            && (cell.forecast || cell.full_year)
            && !cell.to_date
    {
        return 0;
    }
    // Columns of several years: without a year in the sentence any of them may be meant.
    let years = columns.iter().filter_map(|c| c.year).collect::<BTreeSet<_>>();
    if !cell.has_measure() {
        return if claim.year.is_some() && claim.year == cell.year { 2 } else { 1 };
    }
    let loose = if years.len() > 1 && claim.year.is_none() { 1 } else { 2 };
    let measured = match (claim.deviation, claim.forecast) {
        // A difference of what is not known: of the forecast, unless another column holds that.
        (true, true) if cell.deduced && !cell.forecast => {
            if any(|c| c.forecast) {
                0
            } else {
                2
            }
        }
        (false, true) if cell.deduced && !cell.forecast => u8::from(!any(|c| c.forecast)),
        (true, true) => match (cell.deviation, cell.forecast) {
            (true, true) => 2,
            (true, false) if any(|c| c.deviation && c.forecast) => 0,
            (true, false) => 1,
            _ => 0,
        },
        (true, false) => match (cell.deviation, cell.forecast) {
            (true, false) => 2,
            (true, true) if any(|c| c.deviation && !c.forecast) => u8::from(claim.full_year),
            (true, true) => {
                if claim.to_date {
                    1
                } else {
                    2
                }
            }
            _ => 0,
        },
        (false, true) => match (cell.deviation, cell.forecast) {
            (false, true) => 2,
            (true, true) => {
                if any(|c| c.forecast && !c.deviation) {
                    1
                } else {
                    2
                }
            }
            _ => 0,
        },
        (false, false) if claim.budget => {
            if cell.budget && !cell.forecast {
                2
            } else {
                0
            }
        }
        (false, false) if claim.outcome => {
            if cell.outcome {
                2
            } else {
                u8::from(!cell.has_measure())
            }
        }
        (false, false) if claim.result => {
            let net = matches!(role, RowRole::Result | RowRole::Net | RowRole::Total) || cell.result;
            if cell.outcome {
                1 + u8::from(net)
            } else {
                u8::from(!cell.budget && (!cell.forecast || claim.full_year))
            }
        }
        _ => 1,
    };
    let measured: u8 = measured;
    measured.min(loose)
}

/// Compares a figure with a target; also gives the target's value in the figure's unit.
fn measured(meant: &Meant, target: &Target, unit: Option<Unit>) -> Option<(Match, Decimal)> {
    let (value, stands) = match (meant.unit, unit) {
        (Some(own), Some(other)) => {
            let (value, _) = measure::convert(target.value, other, own)?;
            let factor = measure::convert(Decimal::ONE, other, own)?.0;
            (value, target.stands.times(factor)?)
        }
        (None, _) => (target.value, target.stands),
        (Some(_), None) => return None,
    };
    // Levels are told without the minus that a cost column may print; only deviations and results have a direction.
    let meant = Meant { signed: meant.signed && target.deviation, ..*meant };
    Some((measure::compare(meant, value, stands), value))
}

fn verdict(
    draft: &Draft,
    subject: &Subject,
    tables: &[Table],
    labels: &Reading<'_>,
    learnt: &[Learnt],
    habit: Habit,
    steps: &mut u64,
) -> Verdict {
    let unchecked = |why| Verdict { why, ..Verdict::default() };
    if tables.is_empty() {
        return unchecked(Why::NoTable);
    }
    if draft.rate {
        return unchecked(Why::Rate);
    }
    let all = targets(draft, subject, tables, labels, learnt, steps);
    let said = Meant { signed: draft.meant.signed || habit.negative_is_said, ..draft.meant };
    let judged: Vec<(Target, Match, Decimal)> = all
        .into_iter()
        .filter_map(|target| {
            let (kind, value) = measured(&said, &target, target.unit)?;
            Some((target, kind, value))
        })
        .collect();
    // Where there is but one column, the row alone says which figure is meant.
    let single = labels.single && subject.rows.len() == 1;
    let agreeing = judged
        .iter()
        .filter(|(target, kind, _)| {
            target.rank > 0 && kind.agrees() && believable(draft, subject, target, single)
        })
        .max_by_key(|(target, kind, _)| (target.rank, *kind == Match::Exact, target.places.len() == 1));
    if let Some((target, kind, value)) = agreeing {
        return Verdict {
            state: if *kind == Match::Exact { State::Verified } else { State::Rounding },
            target: Some(target.clone()),
            kind: Some(*kind),
            expected: Some(as_written(*value, draft)),
            unit: target.unit,
            why: Why::Nothing,
        };
    }
    if let Some(found) = change_of_row(draft, subject, tables, labels, learnt) {
        return found;
    }
    if let Some(found) = restated(draft, subject, &judged) {
        return found;
    }
    let meant: Vec<&(Target, Match, Decimal)> =
        judged.iter().filter(|(target, _, _)| target.rank == 2).collect();
    let one_column = {
        let mut columns: Vec<usize> =
            meant.iter().filter_map(|(t, _, _)| t.places.first().map(|p| p.1)).collect();
        columns.dedup();
        columns.len() == 1
    };
    // The same amount in a column of levels has no sign to compare; it says nothing of a deviation's.
    let same_size = |value: Decimal| {
        meant.iter().any(|(t, kind, _)| *kind == Match::Sign && t.value.abs() == value.abs())
    };
    let elsewhere = judged.iter().any(|(t, kind, _)| kind.agrees() && !same_size(t.value));
    let unit_known = meant.iter().all(|(t, _, _)| {
        labels.labels.tables.get(t.table).is_some_and(|r| r.unit.is_some())
            || learnt.get(t.table).is_some_and(|l| l.unit_sure)
    });
    // A level eight times too large or small is another thing's, not a slip; a thousand times is the unit.
    let alike = meant.iter().any(|(target, kind, value)| {
        let (a, b) = (draft.meant.value.abs(), value.abs());
        let eight = Decimal::from(8);
        target.deviation
            || *kind == Match::Thousand
            || a <= b.saturating_mul(eight) && b <= a.saturating_mul(eight)
    });
    if subject.sure && one_column && !elsewhere && unit_known && alike && is_plain(draft) {
        // The department with its correction, where there is one: that is what its section is about.
        let worst = |kind: Match| match kind {
            Match::RoundedWrongly => 3,
            Match::Sign => 2,
            Match::Thousand => 1,
            _ => 0,
        };
        if let Some((target, kind, value)) =
            meant.iter().max_by_key(|(target, kind, _)| (worst(*kind), target.places.len()))
        {
            return Verdict {
                state: State::Contradicted,
                target: Some(target.clone()),
                kind: Some(*kind),
                expected: Some(as_written(*value, draft)),
                unit: target.unit,
                why: Why::Nothing,
            };
        }
    }
    unchecked(reason(draft, subject, !judged.is_empty() && judged.iter().any(|(t, _, _)| t.rank > 0)))
}

/// *steg med 1,5 procent*, *har gått ner med 0,7*: the difference of the row's two newest years.
fn change_of_row(
    draft: &Draft,
    subject: &Subject,
    tables: &[Table],
    reading: &Reading<'_>,
    learnt: &[Learnt],
) -> Option<Verdict> {
    if draft.lead != "med" || draft.part || draft.aside || subject.rows.len() != 1 {
        return None;
    }
    let named = reading.labels.rows.get(*subject.rows.first()?)?;
    let columns = reading.columns.get(named.table)?;
    let newest = columns.iter().filter_map(|c| c.year).max()?;
    let at = |year: u16| {
        let of_year =
            || columns.iter().enumerate().filter(|(_, c)| c.year == Some(year) && !c.deviation && !c.change);
        // What happened is compared with what happened, not with a budget.
        let happened = of_year().filter(|(_, c)| c.outcome).map(|(i, _)| i).collect::<Vec<_>>();
        let fitting = if happened.is_empty() { of_year().map(|(i, _)| i).collect() } else { happened };
        if let [only] = fitting.as_slice() { Some(*only) } else { None }
    };
    let (new, old) = ((named.row, at(newest)?), (named.row, at(newest.checked_sub(1)?)?));
    let table = tables.get(named.table)?;
    let (high, low) = (table.value(new)?, table.value(old)?);
    let referred = reading.labels.tables.get(named.table)?;
    let unit = labels::cell_unit(tables, named, referred, new).or(learnt.get(named.table)?.unit);
    let own = draft.meant.unit?;
    let (a, b) = (Interval::of(high), Interval::of(low));
    let percent = |over: Decimal, under: Decimal| {
        over.checked_sub(under)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(under)
    };
    let difference =
        (high.checked_sub(low)?, Interval { lo: a.lo.checked_sub(b.hi)?, hi: a.hi.checked_sub(b.lo)? });
    let (value, stands) = match (own, unit) {
        (Unit::Percent | Unit::Points, Some(Unit::Percent)) => difference,
        (Unit::Percent, _) => {
            (percent(high, low)?, Interval { lo: percent(a.lo, b.hi)?, hi: percent(a.hi, b.lo)? })
        }
        (_, Some(unit)) => {
            let factor = measure::convert(Decimal::ONE, unit, own)?.0;
            (difference.0.checked_mul(factor)?, difference.1.times(factor)?)
        }
        (_, None) => return None,
    };
    let kind = measure::compare(Meant { signed: false, ..draft.meant }, value, stands);
    kind.agrees().then(|| Verdict {
        state: if kind == Match::Exact { State::Verified } else { State::Rounding },
        target: Some(Target {
            table: named.table,
            places: vec![new, old],
            value,
            stands,
            unit: Some(own),
            rank: 1,
            deviation: false,
            change: true,
        }),
        kind: Some(kind),
        expected: Some(as_written(value, draft)),
        unit: Some(own),
        why: Why::Nothing,
    })
}

/// The one cell among the rows that share words with the figure's sentence that has its value. Three digits, or the
/// very column, are more than chance; a smaller figure is left alone.
fn restated(draft: &Draft, subject: &Subject, judged: &[(Target, Match, Decimal)]) -> Option<Verdict> {
    if draft.bare || draft.aside || draft.part || draft.rest || draft.hypothetical || draft.moves {
        return None;
    }
    let digits = draft.meant.value.mantissa().unsigned_abs();
    let enough =
        |target: &Target| digits >= 100 || digits >= 10 && target.rank == 2 && subject.rows.len() == 1;
    let mut fitting =
        judged.iter().filter(|(target, kind, _)| target.rank > 0 && kind.agrees() && enough(target));
    let (target, kind, value) = fitting.next()?;
    // Two cells of the same value cannot be told apart, and need not be.
    if fitting.any(|(other, _, _)| other.value != target.value) || subject.unknown > 0 && digits < 100 {
        return None;
    }
    Some(Verdict {
        state: if *kind == Match::Exact { State::Verified } else { State::Rounding },
        target: Some(target.clone()),
        kind: Some(*kind),
        expected: Some(as_written(*value, draft)),
        unit: target.unit,
        why: Why::Nothing,
    })
}

/// Is an agreement more than chance? A named row and the column that the words say always is; otherwise the figure
/// must have two digits that tell.
fn believable(draft: &Draft, subject: &Subject, target: &Target, single: bool) -> bool {
    if draft.aside && !draft.features.previous {
        return false;
    }
    let telling = draft.meant.value.mantissa().unsigned_abs() >= 10;
    if draft.bare {
        // A number of things: only where a row is named in full.
        return subject.named
            && subject.lack != super::subject::Lack::NoRow
            && telling
            && !target.value.is_zero();
    }
    let named = subject.lack != super::subject::Lack::NoRow;
    named && (target.rank == 2 || telling || single) && (!draft.part || subject.named)
}

/// Is the figure told plainly enough to be held against a cell with another value?
fn is_plain(draft: &Draft) -> bool {
    draft.own_measure
        && !draft.bare
        && !draft.borrowed
        && !draft.part
        && !draft.aside
        && !draft.moves
        && !draft.hypothetical
        && !draft.elsewhen
        && !draft.features.previous
        && !draft.features.change
        && matches!(draft.against, Against::Nothing | Against::Budget)
}

fn reason(draft: &Draft, subject: &Subject, has_column: bool) -> Why {
    use super::subject::Lack;
    if draft.hypothetical {
        return Why::Hypothetical;
    }
    if draft.against == Against::Previous
        || draft.against == Against::Forecast
        || draft.features.previous
        || draft.aside
    {
        return Why::EarlierReport;
    }
    match subject.lack {
        Lack::Unnamed => Why::Unnamed,
        Lack::NoRow => Why::NoRow,
        Lack::SeveralRows => Why::SeveralRows,
        Lack::Nothing if draft.part => Why::Part,
        Lack::Nothing if !has_column => Why::NoColumn,
        Lack::Nothing => Why::Uncertain,
    }
}

/// A value as the figure should have been written: its decimals, and no sign where it has none.
fn as_written(value: Decimal, draft: &Draft) -> Decimal {
    let value = measure::rounded(value, draft.meant.value.scale());
    if draft.meant.signed { value } else { value.abs() }
}
