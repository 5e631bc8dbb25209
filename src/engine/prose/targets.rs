//! The cells that a figure may restate, and how well each is what its words say.

use super::{
    columns::Features,
    figures::Draft,
    labels::{self, Labels},
    learn::Learnt,
    measure::{self, Match, Meant},
    vocabulary::Account,
};
use crate::engine::{
    interval::Interval,
    report::{Place, Relation, RelationKind, RowRole, Table, Term},
    unit::Unit,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A cell, or a row and its correction together, that a figure may restate.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing that a head or a label says or does not say"
)]
pub(super) struct Target {
    pub(super) table: usize,
    pub(super) places: Vec<Place>,
    pub(super) value: Decimal,
    /// The half width of what the value stands for.
    pub(super) stands: Interval,
    pub(super) unit: Option<Unit>,
    /// The unit stands in the table, or agrees with so many figures that it might as well.
    pub(super) unit_sure: bool,
    /// 2: the column is what the words say; 1: it may be meant; 0: it is not.
    pub(super) rank: u8,
    pub(super) deviation: bool,
    /// A result, whose sign says whether it is a surplus.
    pub(super) result: bool,
    /// The column holds changes.
    pub(super) change: bool,
    /// Of a deviation: 1 where what was used is more than its budget, in size, -1 where it is less.
    pub(super) over: i8,
    /// How the value comes from its cells, written out; empty where it is a cell, or cells added up.
    pub(super) working: String,
}

/// The labels, with what was learnt of their columns.
pub(super) struct Reading<'a> {
    pub(super) labels: &'a Labels,
    pub(super) columns: &'a [Vec<Features>],
    /// Every table has but one column.
    pub(super) single: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(labels: &'a Labels, columns: &'a [Vec<Features>]) -> Self {
        Self { labels, columns, single: columns.iter().all(|columns| columns.len() == 1) }
    }
}

/// Columns of a table that a figure is held against. No printed report has as many; every figure is compared with
/// every cell of its rows, and every cell with all columns.
pub(super) const COLUMNS: usize = 48;

/// Rows of a subject that a figure is tried on. A name that more rows share tells nothing.
pub(super) const ROWS: usize = 8;

/// Every cell that a figure may restate, in the given rows: indices into [`Labels::rows`].
pub(super) fn targets(
    draft: &Draft,
    rows: &[usize],
    tables: &[Table],
    reading: &Reading<'_>,
    learnt: &[Learnt],
    steps: &mut u64,
) -> Vec<Target> {
    let labels = reading.labels;
    let mut found = Vec::new();
    for &index in rows {
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
            // Where the measure is a neighbour's or the heading's, the words beside the figure may mean another.
            let said = if draft.own_measure { 0 } else { rank(draft.said, cell, columns, named.role).min(1) };
            let rank = rank(told_now(draft, columns), cell, columns, named.role).max(said);
            let printed = labels::cell_unit(tables, named, referred, place);
            let learnt = learnt.get(named.table);
            let unit = printed.or_else(|| learnt.and_then(|l| l.unit).filter(|unit| named.may_be_in(*unit)));
            let sign = |v: Decimal| if reversed && cell.deviation { -v } else { v };
            let of = Interval::of(value);
            let stands = if reversed && cell.deviation { of.negated() } else { of };
            let own = Target {
                table: named.table,
                places: vec![place],
                value: sign(value),
                stands,
                unit,
                unit_sure: !learnt.is_some_and(|l| l.doubted)
                    && (printed.is_some() || learnt.is_some_and(|l| l.unit_sure)),
                rank,
                deviation: cell.deviation,
                result: (named.role == RowRole::Result || named.features.result) && !cell.deviation,
                change: cell.change,
                over: if cell.deviation { over(table, columns, place) } else { 0 },
                working: String::new(),
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

/// Is what was used, or is forecast, more (1) or less (-1) than the budget that it deviates from? By the identity that
/// bears the deviation out.
fn over(table: &Table, columns: &[Features], place: Place) -> i8 {
    let of = |relation: &&Relation| relation.kind == RelationKind::Difference && relation.total == place;
    let Some(relation) = table.relations.iter().find(of) else { return 0 };
    let [a, b] = relation.terms.as_slice() else { return 0 };
    let budget = |term: &Term| columns.get(term.cell.1).is_some_and(|c| c.budget);
    let (used, planned) = match (budget(a), budget(b)) {
        (false, true) => (a, b),
        (true, false) => (b, a),
        _ => return 0,
    };
    match (table.value(used.cell), table.value(planned.cell)) {
        // Costs with a minus are more where they are further from nought.
        (Some(used), Some(planned)) if used.is_sign_negative() == planned.is_sign_negative() => {
            used.abs().cmp(&planned.abs()) as i8
        }
        _ => 0,
    }
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
        goal: a.goal || b.goal,
        previous: a.previous || b.previous,
        full_year: a.full_year || b.full_year,
        to_date: a.to_date || b.to_date,
        year: a.year.or(b.year),
        month: a.month.or(b.month),
        deduced: a.deduced || b.deduced,
        in_all: a.in_all || b.in_all,
        body: a.body.or(b.body),
        account: a.account.or(b.account),
    }
}

/// What a figure measures; of the newest year that the table tells the outcome of, where nothing speaks of another.
fn told_now(draft: &Draft, columns: &[Features]) -> Features {
    let mut claim = draft.features;
    let now = draft.timely
        && draft.lead != "från"
        && !claim.previous
        && !claim.budget
        && !claim.forecast
        && !claim.change;
    if now && claim.year.is_none() {
        let came_out = columns.iter().filter(|c| c.outcome && !c.previous && !c.forecast);
        let newest = newest_outcome(came_out);
        // Where other columns go beyond it, the year may be the one that is planned.
        claim.year = newest.filter(|_| columns.iter().filter_map(|c| c.year).max() == newest);
    }
    if now && claim.year.is_none() && !claim.has_measure() && !columns.iter().any(|c| c.is_kind_of_level()) {
        // Where the years beyond the report's are planned, they are not that of now.
        claim.year = draft.report_year.filter(|year| columns.iter().any(|c| c.year == Some(*year)));
    }
    let so_far = claim.to_date || claim.outcome || draft.accumulated;
    let measured = (claim.deviation || claim.forecast) && !claim.previous && !so_far;
    if draft.timely && claim.month.is_none() && measured {
        // Of the deviations that two reports told, it is the newer; more are those of single months.
        let alike = |c: &&Features| (c.deviation, c.forecast) == (claim.deviation, claim.forecast);
        let months: BTreeSet<(Option<u16>, u8)> =
            columns.iter().filter(alike).filter_map(|c| Some((c.year, c.month?))).collect();
        let one_year = months.iter().map(|(year, _)| year).collect::<BTreeSet<_>>().len() == 1;
        // A forecast is of the whole year, however many times it was made.
        if one_year && (months.len() == 2 || months.len() > 2 && claim.forecast) {
            claim.month = months.last().map(|&(_, month)| month);
        }
    }
    claim
}

/// Is a column that of an earlier year or of a plan, where the figure tells of what came out, which the table has, too?
pub(super) fn is_left_behind(draft: &Draft, own: Features, columns: &[Features]) -> bool {
    let claim = draft.features;
    // Years beyond the report's are planned.
    let reported = !own.is_kind_of_level() && own.year == draft.report_year;
    let earlier = own.year.is_some() && own.year < own.newest_alike(columns) && !reported;
    let now = draft.this_year || draft.timely && (draft.level || draft.came_to);
    let stale = now && earlier && claim.year.is_none() && draft.lead != "från";
    let planned = |c: &Features| (c.budget || c.forecast) && !c.outcome && !c.deviation;
    let came_out = |c: &Features| {
        let of_now = (c.outcome || !c.has_measure() && c.year.is_some()) && !c.previous && !c.forecast;
        of_now && !c.deviation && (c.account == own.account || own.account.is_none())
    };
    let measured = claim.budget || claim.forecast || claim.deviation || claim.goal;
    let told = draft.came_to && draft.timely && !draft.elsewhen && !measured;
    stale || told && planned(&own) && columns.iter().any(came_out)
}

/// The newest year of some outcomes; none where one without a year is that of now.
fn newest_outcome<'a>(came_out: impl Iterator<Item = &'a Features> + Clone) -> Option<u16> {
    let undated = came_out.clone().any(|c| c.year.is_none());
    came_out.filter_map(|c| c.year).max().filter(|_| !undated)
}

/// How well a column is what a figure measures.
pub(super) fn rank(claim: Features, cell: Features, columns: &[Features], role: RowRole) -> u8 {
    let any = |wanted: fn(&Features) -> bool| columns.iter().any(wanted);
    let mut claim = claim;
    let newest = columns.iter().filter_map(|c| c.year).max();
    let happened = |c: &Features| {
        let planned = c.deviation || c.forecast || c.budget || c.change;
        !c.has_measure() || (c.outcome || c.result) && !planned
    };
    // What was left of a budget came out, too.
    let left = |c: &Features| claim.deviation && c.deviation && !c.forecast && !c.change;
    let came = |c: &Features| if left(&cell) { left(c) } else { happened(c) };
    if claim.previous && claim.year.is_none() && cell.year.is_some() && !cell.previous && came(&cell) {
        // "föregående år" beside columns of years: the one before the newest. What stands without a year beside them is the
        // newest.
        claim.previous = false;
        claim.change = false;
        claim.year = columns.iter().filter(|c| came(c)).filter_map(|c| c.year).max();
        let undated = columns.iter().any(|c| came(c) && c.year.is_none() && c.has_measure());
        claim.year = claim.year.map(|year| year.saturating_sub(u16::from(!undated)));
    }
    if claim.previous != cell.previous || claim.change && !claim.deviation && !cell.change {
        return 0;
    }
    // The group's, where the table has the municipality's beside it.
    if claim.body.is_some() && claim.body != cell.body && columns.iter().any(|c| c.body == claim.body) {
        return 0;
    }
    // Income is not cost, where the table has a column of each.
    let parted = claim.account.is_some() && columns.iter().any(|c| c.account == claim.account);
    if parted && cell.account.is_some() && cell.account != claim.account {
        return 0;
    }
    let differ = |a: Option<u16>, b: Option<u16>| a.is_some() && b.is_some() && a != b;
    let months = claim.month.is_some() && cell.month.is_some() && claim.month != cell.month;
    if differ(claim.year, cell.year) || months {
        return 0;
    }
    // "Samma period förra året" is of the period.
    if !claim.forecast && (claim.full_year && !claim.to_date && cell.to_date && !cell.full_year)
        || claim.to_date
            && !claim.full_year
            && !claim.forecast
            && (cell.forecast || cell.full_year)
            && !cell.to_date
    {
        return 0;
    }
    if claim.goal != cell.goal {
        // A goal stands in a column of its own, or else in that of the budget or the forecast.
        let own = any(|c| c.goal) || cell.outcome || cell.deviation;
        return u8::from(claim.goal && !own);
    }
    // A project's forecast of all years, where it has one of the year beside it.
    let kin = |c: &Features| c.in_all && (c.budget, c.forecast) == (cell.budget, cell.forecast);
    if claim.in_all && !cell.in_all && any(|c| c.in_all) && columns.iter().any(kin) {
        return 0;
    }
    // Columns of several years: without a year in the sentence any of them may be meant.
    let kind = |c: &Features| (c.deviation, c.forecast, c.budget, c.outcome, c.change, c.account);
    let rivals = columns.iter().filter(|c| kind(c) == kind(&cell)).filter_map(|c| c.year);
    let years = rivals.collect::<BTreeSet<_>>();
    if !cell.has_measure() {
        // What is told without a year is of the newest that the table has.
        // Beside outcomes and budgets a bare year may be that of a plan.
        let newest = newest.filter(|_| !claim.has_measure() && !any(|c| c.is_kind_of_level()));
        let planned = claim.forecast || claim.budget;
        if claim.account.is_some() && cell.account == claim.account && !claim.has_measure() {
            // "Kostnaderna steg till 59": of the newest year that the table has costs of.
            let newest = columns.iter().filter(|c| c.account == claim.account).filter_map(|c| c.year).max();
            return 1 + u8::from(claim.year.or(newest) == cell.year);
        }
        return if claim.year.or(newest) == cell.year && cell.year.is_some() && !planned { 2 } else { 1 };
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
            // The whole year's, beside that of its first months, is what is expected.
            (true, false) if cell.full_year && any(|c| c.deviation && c.to_date && !c.full_year) => 2,
            (true, false) => 1,
            // "Prognosen är ett underskott på 263": the result itself. Where forecasts stand alone, what they tell of is
            // the deviation that is expected.
            (false, true) => {
                let result = role == RowRole::Result || cell.result;
                u8::from(result || !any(|c| c.deviation || c.budget || c.outcome))
            }
            (false, false) => 0,
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
            // "Året slutade med ett överskott på 3": the result itself.
            _ => u8::from((role == RowRole::Result || cell.result) && happened(&cell)),
        },
        (false, true) => match (cell.deviation, cell.forecast) {
            (false, true) if cell.in_all && !claim.in_all => 1,
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
                // The budget of a year is not that of a project; which is meant is not said.
                if cell.in_all && !claim.in_all { 1 } else { 2 }
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
            let bare = !any(|c| c.is_kind_of_level()) && cell.year.is_some();
            if cell.outcome || bare && claim.year.or(newest) == cell.year {
                1 + u8::from(net)
            } else {
                u8::from(!cell.budget && (!cell.forecast || claim.full_year))
            }
        }
        // What is told as a level, and of nothing planned, is what came out: of its year, or else of the newest.
        _ => {
            let came_out = |c: &&Features| c.outcome && !c.deviation && !c.previous && !c.forecast;
            let newest = newest_outcome(columns.iter().filter(came_out));
            // A year that others go beyond is not the one that is told of: its outcome is in no column.
            let last = columns.iter().filter_map(|c| c.year).max();
            let gone = newest.is_some() && newest < last && claim.year.is_none();
            let own = came_out(&&cell) && claim.year.or(newest) == cell.year && !claim.has_measure();
            let alone = || columns.iter().filter(came_out).filter(|c| c.year == cell.year).count() == 1;
            return 1 + u8::from(own && !gone && (cell.year.is_some() || alone()));
        }
    };
    let measured: u8 = measured;
    // The budget so far is not that of the year, where the columns tell the two apart.
    let so_far = claim.to_date && !claim.full_year && !claim.forecast;
    let whole = !cell.to_date && cell.budget && any(|c| c.to_date);
    // A deviation beside columns of income and of costs is that of their net.
    let of_net = parted && claim.account != Some(Account::Net) && cell.account.is_none();
    measured.min(loose).min(if so_far && whole || of_net { 1 } else { 2 })
}

/// Compares a figure with a target; also gives the target's value in the figure's unit.
pub(super) fn measured(meant: &Meant, target: &Target, unit: Option<Unit>) -> Option<(Match, Decimal)> {
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
    let meant = Meant { signed: meant.signed && (target.deviation || target.result), ..*meant };
    let kind = measure::compare(meant, value, stands);
    // What the table rounds to nothing bears out nothing: 12,3 tkr is no 0,0 mkr.
    let nothing = value.is_zero() && !meant.value.is_zero() && kind.agrees();
    // Nor is 7,8 a rounded 7,9: with as many decimals, in the same unit, it is another figure.
    let alike = value == target.value && value.scale() == meant.value.scale() && meant.hedge.is_none();
    let touches = alike && kind == Match::Rounding;
    Some((if nothing || touches { Match::None } else { kind }, value))
}
