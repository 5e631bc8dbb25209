//! Ties figures of the prose to cells.
//!
//! A figure is verified by a cell that its words can mean. It is contradicted only where they can mean no other:
//! one row, one column, a known unit, and no cell of the row that has the figure after all.

use super::{
    derived::{self, Scene},
    figures::{Against, Draft},
    flow::Flow,
    labels::Labels,
    learn::{self, Habit, Learnt},
    measure::{self, Match, Meant},
    subject::{Lack, Subject},
    targets::{Reading, Target, measured, targets},
};
use crate::engine::{
    report::{State, Table},
    unit::Unit,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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

/// Ties all figures: first what they tell together of the tables, then each by itself.
pub(super) fn tie(
    flow: &Flow,
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
    learn::learn_units(pairs(), tables, labels, &mut learnt, steps);
    let taught = learn::learn_columns(pairs(), tables, labels, &learnt, steps);
    let labels = Reading::new(labels, &taught);
    let labels = &labels;
    learn::learn_directions(pairs(), tables, labels, &mut learnt, steps);
    let first: Vec<Verdict> = pairs()
        .map(|(draft, subject)| verdict(draft, subject, tables, labels, &learnt, Habit::default(), steps))
        .collect();
    let habit = learn::habit(drafts, &first);
    let mut verdicts = first;
    if habit.negative_is_said {
        verdicts = pairs()
            .map(|(draft, subject)| verdict(draft, subject, tables, labels, &learnt, habit, steps))
            .collect();
    }
    for (index, row) in confirmed(drafts, subjects, &verdicts, labels) {
        if let (Some(draft), Some(subject)) = (drafts.get(index), subjects.get(index))
            && let Some(verdict) = verdicts.get_mut(index)
        {
            let subject = Subject { rows: vec![row], sure: true, lack: Lack::Nothing, ..subject.clone() };
            *verdict = self::verdict(draft, &subject, tables, labels, &learnt, habit, steps);
        }
    }
    let scene = Scene { flow, drafts, subjects, tables, reading: labels, learnt: &learnt };
    derived::fill(&scene, &mut verdicts, steps);
    verdicts
}

/// Figures whose row is certain because another figure of the same sentence and subject restates a cell of it:
/// *från 6,1 procent förra året till 7,6 procent 2025*.
fn confirmed(
    drafts: &[Draft],
    subjects: &[Subject],
    verdicts: &[Verdict],
    reading: &Reading<'_>,
) -> Vec<(usize, usize)> {
    // The row of each sentence and subject that cells bear out; none where they are of several.
    let mut borne_out: BTreeMap<(usize, &str), Option<usize>> = BTreeMap::new();
    for ((draft, subject), verdict) in drafts.iter().zip(subjects).zip(verdicts) {
        let Some(target) = verdict.target.as_ref().filter(|_| verdict.kind.is_some_and(Match::agrees)) else {
            continue;
        };
        // One row and two digits, or more digits where several rows may be meant, are more than chance.
        let enough = if subject.rows.len() == 1 { 10 } else { 100 };
        if let [place] = target.places.as_slice()
            && draft.meant.value.mantissa().unsigned_abs() >= enough
            && let Some(row) = reading.labels.row(target.table, place.0)
        {
            let known = borne_out.entry((draft.sentence, subject.key.as_str())).or_insert(Some(row));
            *known = known.filter(|&known| known == row);
        }
    }
    let pairs = drafts.iter().zip(subjects).zip(verdicts).enumerate();
    pairs
        .filter(|(_, ((_, subject), verdict))| {
            verdict.state == State::Unchecked && !subject.sure && !subject.key.is_empty()
        })
        .filter_map(|(index, ((draft, subject), _))| {
            Some((index, (*borne_out.get(&(draft.sentence, subject.key.as_str()))?)?))
        })
        .collect()
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
            // One more or less of things that are counted is another number.
            let counted = draft.bare && kind == Match::Rounding && draft.meant.hedge.is_none();
            let opposed = draft.more != 0 && target.over != 0 && draft.more != target.over;
            let beside =
                matches!(draft.against, Against::Nothing | Against::Budget) && draft.features.deviation;
            let kind = match kind {
                Match::Rounding if counted => Match::None,
                // "Överskrider budget med 3" where less was used.
                Match::Exact | Match::Rounding if opposed && beside => Match::Sign,
                other => other,
            };
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
        .max_by_key(|(target, kind, _)| {
            // Of two that round alike, a deviation is not what a level means.
            let level = !target.deviation || draft.features.deviation;
            (target.rank, level, *kind == Match::Exact, target.places.len() == 1)
        });
    if let Some((target, kind, value)) = agreeing {
        return borne_out(draft, target, *kind, *value);
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
    // The year that the sentence names says which; what another year had is no excuse.
    let dated = draft.level && draft.features.year.is_some();
    let elsewhere =
        judged.iter().any(|(t, kind, _)| kind.agrees() && !same_size(t.value) && (t.rank > 0 || !dated));
    let unit_known =
        meant.iter().all(|(t, _, _)| t.unit_sure || draft.meant.unit.is_none() && t.unit.is_none());
    // A level eight times too large or small is another thing's, not a slip; a thousand times is the unit.
    let alike = meant.iter().any(|(target, kind, value)| {
        let (a, b) = (draft.meant.value.abs(), value.abs());
        let eight = Decimal::from(8);
        target.deviation
            || *kind == Match::Thousand
            || a <= b.saturating_mul(eight) && b <= a.saturating_mul(eight)
    });
    // Another year than the report's is its own where the table has a column of it.
    let of_its_year = meant.iter().all(|(t, _, _)| {
        let features = t.places.first().and_then(|p| labels.columns.get(t.table)?.get(p.1));
        features.is_some_and(|f| f.year.is_some() && f.year == draft.features.year)
    });
    let plain = is_plain(draft) && (!draft.elsewhen || of_its_year) || is_plain_level(draft, subject);
    // The very digits of the one cell that may be meant say that it is, whatever else was not understood: only the
    // unit or the sign is another.
    let digits = draft.meant.value.mantissa().unsigned_abs();
    let same_digits = subject.rows.len() == 1
        && subject.unknown == 0
        && meant.iter().any(|(_, kind, _)| {
            // Small deviations of either sign are many.
            *kind == Match::Thousand && digits >= 10 || *kind == Match::Sign && digits >= 100
        });
    if (subject.sure || same_digits) && one_column && !elsewhere && unit_known && alike && plain {
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

/// What a cell says of a figure that agrees with it.
fn borne_out(draft: &Draft, target: &Target, kind: Match, value: Decimal) -> Verdict {
    Verdict {
        state: if kind == Match::Exact { State::Verified } else { State::Rounding },
        target: Some(target.clone()),
        kind: Some(kind),
        expected: Some(as_written(value, draft)),
        unit: target.unit,
        why: Why::Nothing,
    }
}

/// The one cell among the rows that share words with the figure's sentence that has its value. Three digits, or the
/// very column, are more than chance; a smaller figure is left alone.
fn restated(draft: &Draft, subject: &Subject, judged: &[(Target, Match, Decimal)]) -> Option<Verdict> {
    if draft.lead == "med" && !draft.features.deviation {
        // By so much something changed; it is no level.
        return None;
    }
    if draft.bare || draft.aside || draft.part || draft.rest || draft.hypothetical || draft.moves {
        return None;
    }
    let digits = draft.meant.value.mantissa().unsigned_abs();
    let enough =
        |target: &Target| digits >= 100 || digits >= 10 && target.rank == 2 && subject.rows.len() == 1;
    let fitting =
        judged.iter().filter(|(target, kind, _)| target.rank > 0 && kind.agrees() && enough(target));
    let mut fitting: Vec<_> = fitting.collect();
    // What has fewer digits than the figure cannot be what it was taken from, where another has them.
    if fitting.iter().any(|(_, kind, _)| *kind == Match::Exact) {
        fitting.retain(|(_, kind, _)| *kind == Match::Exact);
    }
    let mut fitting = fitting.into_iter();
    let (target, kind, value) = fitting.next()?;
    // Two cells of the same value cannot be told apart, and need not be.
    if fitting.any(|(other, _, _)| other.value != target.value) || subject.unknown > 0 && digits < 100 {
        return None;
    }
    Some(borne_out(draft, target, *kind, *value))
}

/// Is an agreement more than chance? A named row and the column that the words say always is; otherwise the figure
/// must have two digits that tell.
fn believable(draft: &Draft, subject: &Subject, target: &Target, single: bool) -> bool {
    if draft.aside && !draft.features.previous {
        return false;
    }
    if draft.moves && draft.lead == "med" && !target.deviation && !target.change {
        return false;
    }
    let telling = draft.meant.value.mantissa().unsigned_abs() >= 10;
    if draft.bare {
        // A number of things: only where a row is named in full.
        return subject.named && subject.lack != Lack::NoRow && telling && !target.value.is_zero();
    }
    let named = subject.lack != Lack::NoRow;
    named && (target.rank == 2 || telling || single) && (!draft.part || subject.named)
}

/// Is the figure told plainly enough to be held against a cell with another value?
pub(super) fn is_plain(draft: &Draft) -> bool {
    draft.own_measure
        && !draft.bare
        && !draft.borrowed
        && !draft.part
        && !draft.aside
        && !draft.moves
        && !draft.hypothetical
        && !draft.features.previous
        && !draft.features.change
        && matches!(draft.against, Against::Nothing | Against::Budget)
}

/// Is how much there is of a named row told plainly? Where columns are years and nothing else, the row says what is
/// measured, and the column that its year is the one.
fn is_plain_level(draft: &Draft, subject: &Subject) -> bool {
    let f = draft.features;
    let measured = f.deviation || f.forecast || f.budget || f.result || f.change || f.share || f.goal;
    draft.level
        && !measured
        && (draft.lead != "från" || f.year.is_some())
        && subject.named
        && (!draft.bare || draft.meant.value.mantissa().unsigned_abs() >= 10)
        && !draft.borrowed
        && !draft.part
        && !draft.aside
        && !draft.hypothetical
        && !draft.features.previous
        && draft.against == Against::Nothing
}

fn reason(draft: &Draft, subject: &Subject, has_column: bool) -> Why {
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
pub(super) fn as_written(value: Decimal, draft: &Draft) -> Decimal {
    let value = measure::rounded(value, draft.meant.value.scale());
    if draft.meant.signed { value } else { value.abs() }
}
