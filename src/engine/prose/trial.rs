//! One figure, tried on the cells that it may restate.

use super::{
    columns::Features,
    figures::{Against, Draft},
    learn::{Habit, Learnt},
    measure::{Match, Meant, ODDS},
    misprint,
    subject::{Lack, Subject},
    targets::{Reading, Target, is_left_behind, measured, targets},
    tie::{Verdict, Why, borne_out, reason, spoken_against},
    vocabulary::Body,
};
use crate::engine::{report::Table, unit::Unit};
use rust_decimal::Decimal;
use std::{cmp::Reverse, collections::BTreeSet};

/// A cell, how a figure agrees with it, and the cell's value in the figure's unit.
type Judged = (Target, Match, Decimal);

/// A figure with the cells that it may restate, each compared with it.
pub(super) struct Trial<'a> {
    draft: &'a Draft,
    subject: &'a Subject,
    reading: &'a Reading<'a>,
    judged: Vec<Judged>,
}

/// What is found out about a figure from the cells of its subject's rows.
pub(super) fn verdict(
    draft: &Draft,
    subject: &Subject,
    tables: &[Table],
    reading: &Reading<'_>,
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
    let all = targets(draft, subject.tried(), tables, reading, learnt, steps);
    // "3 mkr mer än budget" has its direction in words.
    let said = draft.meant.signed || habit.negative_is_said && draft.more == 0;
    let said = Meant { signed: said, ..draft.meant };
    let judged = all.into_iter().filter_map(|target| judge(draft, said, target)).collect();
    let trial = Trial { draft, subject, reading, judged };
    let found = trial.agreeing().or_else(|| trial.restated()).or_else(|| trial.contradicted());
    let found = found.or_else(|| trial.mistaken()).or_else(|| trial.misprinted());
    let found = found.or_else(|| trial.thousandfold());
    found
        .unwrap_or_else(|| unchecked(reason(draft, subject, trial.judged.iter().any(|(t, _, _)| t.rank > 0))))
}

fn judge(draft: &Draft, said: Meant, target: Target) -> Option<Judged> {
    let (kind, value) = measured(&said, &target, target.unit)?;
    // A number of things has no unit to mistake: "412 000" beside a row in thousands.
    if draft.bare && kind == Match::Thousand {
        return None;
    }
    // One more or less of things that are counted is another number.
    let counted = draft.bare && kind == Match::Rounding && draft.meant.hedge.is_none();
    let opposed = draft.more != 0 && target.over != 0 && draft.more != target.over;
    let beside = matches!(draft.against, Against::Nothing | Against::Budget) && draft.features.deviation;
    let kind = match kind {
        Match::Rounding if counted => Match::None,
        // "Överskrider budget med 3" where less was used.
        Match::Exact | Match::Rounding if opposed && beside => Match::Sign,
        other => other,
    };
    Some((target, kind, value))
}

impl Trial<'_> {
    fn column(&self, target: &Target) -> Option<Features> {
        self.reading.columns.get(target.table)?.get(target.places.first()?.1).copied()
    }

    /// Is a cell one that the figure can only have been left from, or mistaken for?
    fn is_left_behind(&self, target: &Target) -> bool {
        let columns = self.reading.columns.get(target.table).map_or(&[][..], Vec::as_slice);
        self.column(target).is_some_and(|own| is_left_behind(self.draft, own, columns))
    }

    /// The digits of the figure, as a number.
    fn digits(&self) -> u128 {
        self.draft.meant.value.mantissa().unsigned_abs()
    }

    /// The cell that the figure restates, by its words and its value.
    fn agreeing(&self) -> Option<Verdict> {
        // Where there is but one column, the row alone says which figure is meant.
        let single = self.reading.single && self.subject.rows.len() == 1;
        let fits = |target: &Target| {
            let month = self.draft.features.month;
            let dated = month.is_some() && self.column(target).is_some_and(|c| c.month == month);
            target.rank > 0
                && !self.is_left_behind(target)
                && believable(self.draft, self.subject, target, single, dated)
        };
        let agreeing = self.judged.iter().filter(|(target, kind, _)| kind.agrees() && fits(target));
        let (target, kind, value) = agreeing.max_by_key(|(target, kind, _)| {
            // Of two that round alike, a deviation is not what a level means.
            let level = !target.deviation || self.draft.features.deviation;
            (target.rank, level, *kind == Match::Exact, target.places.len() == 1)
        })?;
        Some(borne_out(self.draft, target, *kind, *value))
    }

    /// The one cell among the rows that share words with the figure's sentence that has its value. Three digits, or the
    /// very column, are more than chance; a smaller figure is left alone.
    fn restated(&self) -> Option<Verdict> {
        let (draft, subject, digits) = (self.draft, self.subject, self.digits());
        // By so much something changed; it is no level.
        let change = draft.lead == "med" && !draft.features.deviation;
        if change
            || draft.bare
            || draft.aside
            || draft.part
            || draft.rest
            || draft.hypothetical
            || draft.moves
        {
            return None;
        }
        let enough =
            |target: &Target| digits >= 100 || digits >= 10 && target.rank == 2 && subject.rows.len() == 1;
        let fits = |target: &Target| target.rank > 0 && !self.is_left_behind(target) && enough(target);
        let mut fitting: Vec<&Judged> =
            self.judged.iter().filter(|(target, kind, _)| kind.agrees() && fits(target)).collect();
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

    /// The cells that the words can mean, if they are of one kind: of one column, of a column of each body that keeps
    /// accounts, or the one among several that has the very digits.
    fn meant(&self) -> Option<Vec<&Judged>> {
        let meant: Vec<&Judged> = self.judged.iter().filter(|(target, _, _)| target.rank == 2).collect();
        let column = |target: &Target| target.places.first().map(|place| place.1);
        let first = column(&meant.first()?.0);
        if meant.iter().all(|(target, _, _)| column(target) == first) {
            return Some(meant);
        }
        // Those of women and men, say, may be told together.
        let kinds: Option<Vec<Features>> = meant.iter().map(|(target, _, _)| self.column(target)).collect();
        let of_bodies = |kinds: &[Features]| {
            kinds.iter().all(|kind| {
                kind.body.is_some()
                    && kinds.iter().all(|other| Features { body: kind.body, ..*other } == *kind)
            })
        };
        if kinds.is_some_and(|kinds| of_bodies(&kinds)) {
            return Some(meant);
        }
        let told = meant.into_iter().filter(|(_, kind, _)| matches!(kind, Match::Sign | Match::Thousand));
        let told: Vec<&Judged> = told.collect();
        let value = told.first()?.2;
        let one = told.iter().all(|(_, _, other)| *other == value) && self.has_same_digits(&told);
        one.then_some(told)
    }

    /// The cell that speaks against the figure: of the one row and the one kind of column that its words can mean.
    fn contradicted(&self) -> Option<Verdict> {
        // "Höjdes från 502 till 512": what it was, and in no column.
        if self.draft.lead == "från" && self.draft.features.year.is_none() || self.draft.month_alone {
            return None;
        }
        // "Egen och inhyrd personal tillsammans" is no one row, unless a row is of several.
        let several = |row: &usize| self.reading.labels.is_of_all(*row);
        if self.draft.joined && !self.subject.rows.iter().any(several) {
            return None;
        }
        let meant = self.meant()?;
        if meant.iter().any(|(target, kind, _)| kind.agrees() && !self.is_left_behind(target)) {
            return None;
        }
        let certain = self.subject.sure || self.has_same_digits(&meant);
        // Of several told together each has its own direction.
        let unsaid = self.draft.respective && !self.draft.written_sign;
        let turned = unsaid && meant.iter().any(|(_, kind, _)| *kind == Match::Sign);
        let clear = certain && !turned && !self.is_elsewhere(&meant) && self.is_alike(&meant);
        if !clear || !self.is_plain(&meant) {
            return None;
        }
        // The department with its correction, where there is one: that is what its section is about.
        let worst = |kind: Match| match kind {
            Match::RoundedWrongly => 3,
            Match::Sign => 2,
            Match::Thousand => 1,
            _ => 0,
        };
        let far = |value: Decimal| value.abs().saturating_sub(self.draft.meant.value.abs()).abs();
        let (target, kind, value) = meant
            .iter()
            .max_by_key(|(target, kind, value)| (worst(*kind), target.places.len(), Reverse(far(*value))))?;
        Some(spoken_against(self.draft, target, *kind, *value))
    }

    /// Do the very digits of the one cell that may be meant say that it is, whatever else was not understood? Then only
    /// the unit or the sign is another.
    fn has_same_digits(&self, meant: &[&Judged]) -> bool {
        let digits = self.digits();
        self.subject.rows.len() == 1
            && self.subject.unknown == 0
            && meant.iter().any(|(_, kind, _)| {
                // Small deviations of either sign are many.
                let said = self.draft.written_sign || self.draft.direction != 0;
                // Of several told together each has its own direction.
                let said = said && !self.draft.respective;
                *kind == Match::Thousand && digits >= 10
                    || *kind == Match::Sign && digits >= if said { 10 } else { 100 }
            })
    }

    /// *Kostnaden blev 403,4* where that is the budget, and what came out is another figure of the same row: three digits
    /// tell which row is meant.
    fn mistaken(&self) -> Option<Verdict> {
        let (draft, subject) = (self.draft, self.subject);
        let apart =
            draft.bare || draft.borrowed || draft.part || draft.aside || draft.rest || draft.qualified;
        if apart || draft.hypothetical || self.digits() < 100 || !subject.named || subject.unknown > 0 {
            return None;
        }
        let row = |target: &Target| target.places.first().map(|place| (target.table, place.0));
        let taken = |(target, kind, _): &&Judged| {
            *kind == Match::Exact && target.rank > 0 && self.is_left_behind(target)
        };
        let from = row(&self.judged.iter().find(taken)?.0)?;
        let mut own = self.judged.iter().filter(|(t, _, _)| t.rank == 2 && row(t) == Some(from));
        let (target, kind, value) = own.next()?;
        let several = own.any(|(_, _, other)| other != value);
        (!several && !kind.agrees()).then(|| spoken_against(draft, target, *kind, *value))
    }

    /// The one cell of the named row that the figure is a misprint of, by its digits.
    fn misprinted(&self) -> Option<Verdict> {
        let (draft, subject) = (self.draft, self.subject);
        let named = !subject.rows.is_empty()
            && subject.unknown == 0
            && subject.lack != Lack::Unnamed
            && (subject.sure || !subject.whole);
        let apart = draft.borrowed || draft.part || draft.aside || draft.rest || draft.hypothetical;
        let change = draft.moves && draft.lead == "med" || draft.features.change;
        let open = matches!(draft.lead.as_str(), "högst" | "minst" | "maximalt") || draft.features.goal;
        let apart =
            apart || open || draft.lead == "från" || draft.month_alone || draft.qualified || draft.elsewhen;
        let told = !apart && !change && (!draft.bare || subject.sure);
        if !named || !told || draft.against == Against::Previous || draft.against == Against::Forecast {
            return None;
        }
        // The group's figure is in no table of the parent's.
        let of_group = draft.features.body == Some(Body::Group);
        let its = |t: &Target| !of_group || self.column(t).is_some_and(|c| c.body == Some(Body::Group));
        let meant: Vec<&Judged> =
            self.judged.iter().filter(|(target, _, _)| target.rank > 0 && its(target)).collect();
        let values: BTreeSet<Decimal> = meant.iter().map(|(_, _, value)| value.abs()).collect();
        let enough = ODDS.saturating_mul(u32::try_from(values.len()).unwrap_or(u32::MAX));
        let known = |t: &Target| t.unit_sure || draft.meant.unit.is_none() && t.unit.is_none();
        let like = |(target, _, value): &&Judged| {
            target.rank == 2 && known(target) && misprint::odds(draft.meant.value, *value) >= enough
        };
        let own: Vec<&Judged> = meant.iter().filter(|(target, _, _)| target.rank == 2).copied().collect();
        if !self.is_plain(&own) {
            return None;
        }
        let mut like = own.into_iter().filter(like);
        let (target, kind, value) = like.next()?;
        let several = like.any(|(_, _, other)| other.abs() != value.abs());
        if several || self.judged.iter().any(|(_, kind, _)| kind.agrees()) {
            return None;
        }
        Some(spoken_against(draft, target, *kind, *value))
    }

    /// The one cell with the very digits of the figure, a thousand times larger or smaller: *8,3 tkr* for 8 311 tkr. Two
    /// digits that are no noughts tell where the column is the one that is meant, three wherever they stand.
    fn thousandfold(&self) -> Option<Verdict> {
        let (draft, subject) = (self.draft, self.subject);
        let digits = draft.meant.value.normalize().mantissa().unsigned_abs();
        let enough = |target: &Target| digits >= 100 || digits >= 10 && target.rank == 2;
        let named = subject.named && subject.unknown == 0 && subject.rows.len() == 1;
        let apart = draft.bare || draft.part || draft.rest || draft.hypothetical || draft.aside;
        let apart = apart || draft.borrowed || draft.qualified || draft.moves || draft.lead == "med";
        // Whole kronor are told of fees and of prices.
        let apart = apart || draft.meant.unit == Some(Unit::Kr);
        if !named || apart || self.judged.iter().any(|(_, kind, _)| kind.agrees()) {
            return None;
        }
        let like = |(target, kind, _): &&Judged| {
            let measured = !target.deviation || draft.features.deviation;
            let like = *kind == Match::Thousand && target.value.normalize().mantissa().unsigned_abs() >= 10;
            target.rank > 0 && target.unit_sure && measured && like && enough(target)
        };
        let mut like = self.judged.iter().filter(like);
        let (target, kind, value) = like.next()?;
        let one = like.all(|(_, _, other)| other == value);
        one.then(|| spoken_against(draft, target, *kind, *value))
    }

    /// Does another cell of the row have the figure after all?
    fn is_elsewhere(&self, meant: &[&Judged]) -> bool {
        // The same amount in a column of levels has no sign to compare; it says nothing of a deviation's.
        let same_size = |value: Decimal| {
            meant.iter().any(|(t, kind, _)| *kind == Match::Sign && t.value.abs() == value.abs())
        };
        // The year that the sentence names says which; what another year had is no excuse.
        let dated = self.draft.level && self.draft.features.year.is_some();
        // "Låneskulden var 845 mkr" may be as the year began.
        let then = self.draft.lead == "var";
        let stale = |t: &Target| self.is_left_behind(t) && !then;
        let excuses = |t: &Target| !same_size(t.value) && !stale(t) && (t.rank > 0 || !dated);
        self.judged.iter().any(|(target, kind, _)| kind.agrees() && excuses(target))
    }

    /// Is the figure of the size of a cell whose unit is known? A level eight times too large or small is another thing's,
    /// not a slip; a thousand times is the unit.
    fn is_alike(&self, meant: &[&Judged]) -> bool {
        let own = self.draft.meant;
        let known = |t: &Target| t.unit_sure || own.unit.is_none() && t.unit.is_none();
        let eight = Decimal::from(8);
        meant.iter().all(|(target, _, _)| known(target))
            && meant.iter().any(|(target, kind, value)| {
                let (a, b) = (own.value.abs(), value.abs());
                target.deviation
                    || *kind == Match::Thousand
                    || a <= b.saturating_mul(eight) && b <= a.saturating_mul(eight)
            })
    }

    /// Does the figure stand right behind the name of its row, which is certain: *hamnen (+3,4 mkr)*? Then but one kind
    /// of column is left, whatever said which.
    fn leaves_one(&self, meant: &[&Judged]) -> bool {
        let (draft, subject) = (self.draft, self.subject);
        let month = draft.features.month;
        let dated = |t: &Target| month.is_none() || self.column(t).is_some_and(|c| c.month == month);
        // A mark between them leaves no word.
        let behind = subject.text.to_lowercase().ends_with(&draft.lead);
        // The second of a list may be, as the first, a part that comes of what the list is about.
        let first = draft.left == 0 || draft.written_sign;
        behind
            && first
            && subject.sure
            && subject.named
            && !(subject.whole || subject.grouped || draft.together)
            && meant.iter().all(|(target, _, _)| dated(target))
    }

    /// Do the words around the figure leave no other reading?
    fn is_plain(&self, meant: &[&Judged]) -> bool {
        let draft = self.draft;
        // Another year than the report's is its own where the table has a column of it.
        let own_year = |f: Features| f.year.is_some() && f.year == draft.features.year;
        let of_its_year = || meant.iter().all(|(target, _, _)| self.column(target).is_some_and(own_year));
        // Three digits, of the one row that is named, and a thousand times off: no other words change that.
        let thousandfold = || {
            self.has_same_digits(meant)
                && self.digits() >= 100
                && meant.iter().all(|(_, kind, _)| *kind == Match::Thousand)
                && !(draft.bare || draft.part || draft.aside || draft.hypothetical || draft.rest)
        };
        let told = draft.is_alone() && !draft.qualified && (draft.own_measure || self.leaves_one(meant));
        told && (!draft.elsewhen || of_its_year()) || is_plain_level(draft, self.subject) || thousandfold()
    }
}

/// Is an agreement more than chance? A named row and the column that the words say always is; otherwise the figure
/// must have two digits that tell. `dated`: the column is of the month that the words say.
fn believable(draft: &Draft, subject: &Subject, target: &Target, single: bool, dated: bool) -> bool {
    if draft.aside && !draft.features.previous && !dated {
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
    draft.stands_alone() && !draft.qualified
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
        && !draft.qualified
        && !draft.hypothetical
        && !draft.features.previous
        && draft.against == Against::Nothing
}
