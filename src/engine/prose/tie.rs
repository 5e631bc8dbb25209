//! Ties figures of the prose to cells.
//!
//! A figure is verified by a cell that its words can mean. It is contradicted only where they can mean no other:
//! one row, one column, a known unit, and no cell of the row that has the figure after all.

use super::{
    company,
    derived::{self, Scene},
    figures::{Against, Draft},
    flow::Flow,
    headings::Headings,
    labels::Labels,
    learn::{self, Habit, Learnt},
    measure::{self, Match},
    subject::{Lack, Subject},
    targets::{Reading, Target},
    trial,
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

impl Verdict {
    /// Does something bear the figure out, exactly or as rounded?
    pub(super) fn is_borne_out(&self) -> bool {
        matches!(self.state, State::Verified | State::Rounding)
    }
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
    headings: &Headings,
    tables: &[Table],
    labels: &Labels,
    steps: &mut u64,
) -> Vec<Verdict> {
    let pairs = || drafts.iter().zip(subjects);
    let mut learnt: Vec<Learnt> = labels
        .tables
        .iter()
        .map(|table| Learnt { unit: table.unit, unit_sure: table.unit.is_some(), ..Learnt::default() })
        .collect();
    learn::learn_units(pairs(), tables, labels, &mut learnt, steps);
    let taught = learn::learn_columns(pairs(), tables, labels, &learnt, steps);
    let labels = Reading::new(labels, &taught);
    let labels = &labels;
    learn::learn_directions(pairs(), tables, labels, &mut learnt, steps);
    let first: Vec<Verdict> = pairs()
        .map(|(draft, subject)| {
            trial::verdict(draft, subject, tables, labels, &learnt, Habit::default(), steps)
        })
        .collect();
    let habit = learn::habit(drafts, &first);
    let mut verdicts = first;
    if habit.negative_is_said {
        verdicts = pairs()
            .map(|(draft, subject)| trial::verdict(draft, subject, tables, labels, &learnt, habit, steps))
            .collect();
    }
    let confirm = |verdicts: &mut [Verdict], steps: &mut u64| {
        for (index, row) in confirmed(drafts, subjects, verdicts, labels) {
            if let (Some(draft), Some(subject)) = (drafts.get(index), subjects.get(index))
                && let Some(verdict) = verdicts.get_mut(index)
            {
                let known = Subject { rows: vec![row], sure: true, lack: Lack::Nothing, ..subject.clone() };
                let found = trial::verdict(draft, &known, tables, labels, &learnt, habit, steps);
                if found.state != State::Contradicted || !is_named_in_brackets(draft, flow) {
                    *verdict = found;
                }
            }
        }
    };
    confirm(&mut verdicts, steps);
    let scene = Scene { flow, drafts, subjects, headings, tables, reading: labels, learnt: &learnt };
    derived::fill(&scene, &mut verdicts, steps);
    // What was computed makes rows certain, too.
    confirm(&mut verdicts, steps);
    company::doubt(drafts, &mut verdicts);
    scene.stepped(&mut verdicts, steps);
    scene.exchanged(&mut verdicts, steps);
    derived::fill_from_anywhere(&scene, &mut verdicts, steps);
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
        // One row and two digits, or more digits where more is said or several rows may be meant, are more than chance.
        let enough = if subject.rows.len() == 1 && subject.unknown == 0 { 10 } else { 100 };
        if let [place, rest @ ..] = target.places.as_slice()
            && rest.iter().all(|other| other.0 == place.0)
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

/// *ett haveri (reparation 3 mkr)*: a figure that has a name of its own inside brackets is that of the name.
fn is_named_in_brackets(draft: &Draft, flow: &Flow) -> bool {
    let tokens = flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
    let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
    let opened = left.iter().rposition(|t| t.is_mark('(') || t.is_mark(')'));
    let inside =
        opened.filter(|&at| left.get(at).is_some_and(|t| t.is_mark('('))).and_then(|at| left.get(at..));
    inside.is_some_and(|inside| inside.iter().any(|t| t.word().is_some() && t.senses().is_content()))
}

/// What a cell says of a figure that agrees with it.
pub(super) fn borne_out(draft: &Draft, target: &Target, kind: Match, value: Decimal) -> Verdict {
    Verdict {
        state: if kind == Match::Exact { State::Verified } else { State::Rounding },
        target: Some(target.clone()),
        kind: Some(kind),
        expected: Some(as_written(value, draft)),
        unit: target.unit,
        why: Why::Nothing,
    }
}

/// What a cell says of a figure that it speaks against.
pub(super) fn spoken_against(draft: &Draft, target: &Target, kind: Match, value: Decimal) -> Verdict {
    Verdict { state: State::Contradicted, ..borne_out(draft, target, kind, value) }
}

pub(super) fn reason(draft: &Draft, subject: &Subject, has_column: bool) -> Why {
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
