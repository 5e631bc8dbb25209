//! Figures that are computed from the cells of a row.

use super::measure::Match;
use super::{
    figures::Draft,
    labels,
    learn::Learnt,
    measure::{self, Meant},
    subject::Subject,
    targets::{Reading, Target},
    tie::{Verdict, Why, as_written},
};
use crate::engine::{
    interval::Interval,
    report::{State, Table},
    unit::Unit,
};
use rust_decimal::Decimal;

/// *steg med 1,5 procent*, *har gått ner med 0,7*: the difference of the row's two newest years.
pub(super) fn change_of_row(
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
