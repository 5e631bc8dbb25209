//! Figures that are computed from cells: how a row's outcome differs from its budget or from the year before, its change
//! in per cent, a share of another cell, rows that a sentence names together, an amount per inhabitant.
//!
//! Such a figure is verified where the computation gives it. It is contradicted only where the same sentence gives one
//! of the cells rightly, so that the row is certain, and the words leave but one cell to compare with.

use super::{
    amount::Amount,
    figures::{Against, Draft},
    flow::{Flow, Kindred, Token},
    labels::{self, Features},
    learn::Learnt,
    measure::{self, Match, Meant},
    subject::{self, Lack, Subject},
    targets::{self, Reading, Target},
    tie::{Verdict, Why, as_written},
    vocabulary::{self, Senses},
};
use crate::engine::{
    report::{Place, RowRole, State, Table},
    unit::Unit,
};
use rust_decimal::Decimal;

/// Rows that a figure is tried on, as for cells.
const ROWS: usize = 8;

/// All that a computation is looked for in.
pub(super) struct Scene<'a> {
    pub(super) flow: &'a Flow,
    pub(super) drafts: &'a [Draft],
    pub(super) subjects: &'a [Subject],
    pub(super) tables: &'a [Table],
    pub(super) reading: &'a Reading<'a>,
    pub(super) learnt: &'a [Learnt],
}

/// A value that a figure may be, and how it came about.
#[derive(Clone, Debug)]
struct Computed {
    table: usize,
    places: Vec<Place>,
    /// In the figure's unit.
    amount: Amount,
    /// The unit of the cells, as the working shows them.
    unit: Option<Unit>,
    working: String,
    /// 1 where the first of two cells is the larger in size, -1 where it is the smaller.
    more: i8,
    /// 1 where that is good for the economy, -1 where it is bad, 0 where the row does not tell.
    good: i8,
}

/// Looks for a computation behind every figure that no cell bears out.
pub(super) fn fill(scene: &Scene<'_>, verdicts: &mut [Verdict], steps: &mut u64) {
    for index in 0..verdicts.len() {
        if verdicts.get(index).is_none_or(|v| matches!(v.state, State::Verified | State::Rounding)) {
            continue;
        }
        let anchor = scene.anchor(index, verdicts);
        let twin = scene.twin(index, verdicts);
        let found = scene.verdict(index, anchor, twin, steps);
        if let (Some(found), Some(verdict)) = (found, verdicts.get_mut(index))
            && (found.state != State::Contradicted || verdict.state == State::Unchecked)
        {
            *verdict = found;
        }
    }
}

impl Scene<'_> {
    /// The cell of a level that a figure of the same sentence restates, of the row that this figure is about.
    fn anchor(&self, index: usize, verdicts: &[Verdict]) -> Option<(usize, Place)> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        // The nearest first, at most four figures away.
        let near = (1..=4_usize).flat_map(|far| [index.checked_sub(far), index.checked_add(far)]).flatten();
        near.filter(|&other| self.drafts.get(other).is_some_and(|d| d.sentence == draft.sentence)).find_map(
            |other| {
                let verdict = verdicts.get(other)?;
                let target = verdict.target.as_ref()?;
                let [place] = target.places.as_slice() else { return None };
                let row = self.reading.labels.row(target.table, place.0)?;
                let same = subject.rows.contains(&row)
                    || self.subjects.get(other).is_some_and(|s| s.key == subject.key);
                let level = !target.deviation && !target.change && target.working.is_empty();
                (verdict.kind.is_some_and(Match::agrees) && same && level).then_some((target.table, *place))
            },
        )
    }

    fn verdict(
        &self,
        index: usize,
        anchor: Option<(usize, Place)>,
        twin: Option<Computed>,
        steps: &mut u64,
    ) -> Option<Verdict> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        if draft.bare || draft.hypothetical || draft.rest {
            return None;
        }
        let tokens = self.flow.sentences.get(draft.sentence).map(|s| s.tokens.as_slice())?;
        if draft.rate {
            let mut found = Vec::new();
            self.per_head(index, tokens, steps, &mut found);
            return agreeing(draft, &found, 100);
        }
        let rows = self.rows(subject, anchor);
        let mut found = Vec::new();
        let share = draft.meant.unit == Some(Unit::Percent);
        if share {
            found.extend(twin);
            self.shares(draft, &rows, anchor, tokens, steps, &mut found);
        }
        if let Some(verdict) = agreeing(draft, &found, 10) {
            return Some(verdict);
        }
        let mut found = Vec::new();
        self.bracketed(draft, anchor, tokens, &mut found);
        for &(table, row) in &rows {
            self.differences(draft, table, row, anchor, steps, &mut found);
        }
        // Where several are tried, two digits may agree by chance.
        let enough = match found.len() {
            1 if subject.sure || anchor.is_some() => 1,
            0..=2 if subject.unknown == 0 => 10,
            _ if anchor.is_some() => 10,
            _ => 100,
        };
        if let Some(verdict) = agreeing(draft, &found, enough) {
            return Some(verdict);
        }
        if let Some(verdict) = self.together(draft, subject, tokens, steps) {
            return Some(verdict);
        }
        contradicted(draft, subject, anchor, tokens, &found)
    }

    /// The rows that a figure may be about: that of the anchor alone, if there is one.
    fn rows(&self, subject: &Subject, anchor: Option<(usize, Place)>) -> Vec<(usize, usize)> {
        if let Some((table, place)) = anchor {
            return vec![(table, place.0)];
        }
        if subject.lack == Lack::NoRow || subject.unknown > 1 {
            return Vec::new();
        }
        let named = subject.rows.iter().take(ROWS).filter_map(|&row| self.reading.labels.rows.get(row));
        named.filter(|named| !named.rate).map(|named| (named.table, named.row)).collect()
    }

    fn columns(&self, table: usize) -> &[Features] {
        let columns = self.reading.columns.get(table).map_or(&[][..], Vec::as_slice);
        columns.get(..targets::COLUMNS).unwrap_or(columns)
    }

    /// A cell as an amount with its unit.
    fn cell(&self, table: usize, place: Place) -> Option<(Amount, Option<Unit>)> {
        let labels = self.reading.labels;
        let named = labels.rows.get(labels.row(table, place.0)?)?;
        let value = self.tables.get(table)?.value(place)?;
        let unit = labels::cell_unit(self.tables, named, labels.tables.get(table)?, place)
            .or_else(|| self.learnt.get(table).and_then(|l| l.unit));
        Some((Amount::of(value), unit))
    }

    fn text(&self, table: usize, place: Place) -> &str {
        self.tables.get(table).and_then(|t| t.cell(place)).map_or("", |cell| cell.text.as_str())
    }

    /// How a row's level differs from what the words compare it with, in its unit and in per cent.
    fn differences(
        &self,
        draft: &Draft,
        table: usize,
        row: usize,
        anchor: Option<(usize, Place)>,
        steps: &mut u64,
        found: &mut Vec<Computed>,
    ) {
        let columns = self.columns(table);
        for level in levels(columns, anchor.map(|(_, place)| place.1)) {
            for other in comparands(draft, columns, level) {
                *steps += 1;
                found.extend(self.difference(draft, table, (row, level), (row, other)));
            }
        }
    }

    fn difference(&self, draft: &Draft, table: usize, new: Place, old: Place) -> Option<Computed> {
        let (high, unit) = self.cell(table, new)?;
        let (low, _) = self.cell(table, old)?;
        let own = draft.meant.unit?;
        let (amount, per_cent) = match (own, unit) {
            (Unit::Percent | Unit::Points, Some(Unit::Percent)) => (high.minus(low)?, false),
            (Unit::Percent, _) => (high.change_from(low)?, true),
            (_, Some(unit)) => (high.minus(low)?.in_unit(unit, own)?, false),
            (_, None) => return None,
        };
        let (a, b) = (self.text(table, new), self.text(table, old));
        let working = if per_cent { format!("{a} / {b} − 1") } else { format!("{a} − {b}") };
        // Costs may be printed with a minus: more of them is more in size.
        let sizes = high.value.abs().cmp(&low.value.abs()) as i8;
        let one_sign = high.value.is_sign_negative() == low.value.is_sign_negative();
        let more = if one_sign { sizes } else { high.value.cmp(&low.value) as i8 };
        let role = self.tables.get(table).and_then(|t| t.rows.get(new.0)).map(|row| row.role);
        let good = match role {
            Some(RowRole::Income | RowRole::Result) => high.value.cmp(&low.value) as i8,
            Some(RowRole::Cost) => -sizes,
            _ => 0,
        };
        let unit = unit.filter(|_| !per_cent);
        Some(Computed { table, places: vec![new, old], amount, unit, working, more, good })
    }

    /// *13,6 mkr eller 5,7 procent*: the same change in per cent, of the last one that the sentence told.
    fn twin(&self, index: usize, verdicts: &[Verdict]) -> Option<Computed> {
        let draft = self.drafts.get(index).filter(|d| d.meant.unit == Some(Unit::Percent))?;
        let linked = matches!(draft.lead.as_str(), "eller" | "motsvarande" | "motsvarar" | "med" | "dvs");
        let before = index.saturating_sub(3)..index;
        let told = before
            .rev()
            .filter(|&b| linked && self.drafts.get(b).is_some_and(|d| d.sentence == draft.sentence));
        told.filter_map(|b| verdicts.get(b)).filter(|v| v.kind.is_some_and(Match::agrees)).find_map(|v| {
            let target = v.target.as_ref()?;
            match *target.places.as_slice() {
                [new, old] if !target.working.is_empty() && new.0 == old.0 => {
                    self.difference(draft, target.table, new, old)
                }
                _ => None,
            }
        })
    }

    /// *5,7 procent av budgeten*, *98,6 procent av skatteintäkter och statsbidrag*.
    fn shares(
        &self,
        draft: &Draft,
        rows: &[(usize, usize)],
        anchor: Option<(usize, Place)>,
        tokens: &[Token],
        steps: &mut u64,
        found: &mut Vec<Computed>,
    ) {
        let after = tokens.get(draft.last + 1..).unwrap_or(&[]);
        if after.first().is_none_or(|t| t.text() != "av") {
            return;
        }
        let stops = |t: &&Token| {
            matches!(t.kind, Kindred::Figure(_) | Kindred::Mark(_)) && !t.is_mark(',') && !t.is_mark('-')
        };
        // Ten words, as for what follows any figure.
        let whole: Vec<&Token> = after.iter().skip(1).take_while(|t| !stops(t)).take(10).collect();
        let content: Vec<&Token> =
            whole.iter().copied().filter(|t| t.word().is_some() && subject::telling(t.senses())).collect();
        let of_budget = content.is_empty() && whole.iter().any(|t| t.senses().has(Senses::BUDGET));
        let wholes = if content.is_empty() {
            Subject::default()
        } else {
            subject::from_words(&content, self.reading.labels, steps)
        };
        for &(table, row) in rows {
            let columns = self.columns(table);
            if of_budget {
                let spent = |c: &Features| (c.deviation || c.outcome || c.forecast) && !c.previous;
                for (top, _) in columns.iter().enumerate().filter(|(_, c)| spent(c)) {
                    for (budget, _) in columns.iter().enumerate().filter(|(_, c)| c.budget && !c.deviation) {
                        *steps += 1;
                        found.extend(self.share(table, &[(row, top)], &[(row, budget)]));
                    }
                }
            }
            let same_table: Vec<usize> =
                wholes.rows.iter().filter_map(|&r| self.row_in(table, r)).filter(|&r| r != row).collect();
            let joint: Vec<usize> = wholes.joint.iter().filter_map(|&r| self.row_in(table, r)).collect();
            for level in levels(columns, anchor.map(|(_, place)| place.1)) {
                for &other in &same_table {
                    *steps += 1;
                    found.extend(self.share(table, &[(row, level)], &[(other, level)]));
                }
                if joint.len() > 1 {
                    let bottom: Vec<Place> = joint.iter().map(|&r| (r, level)).collect();
                    *steps += joint.len() as u64;
                    found.extend(self.share(table, &[(row, level)], &bottom));
                }
            }
        }
    }

    fn row_in(&self, table: usize, row: usize) -> Option<usize> {
        self.reading.labels.rows.get(row).filter(|named| named.table == table).map(|named| named.row)
    }

    fn share(&self, table: usize, top: &[Place], bottom: &[Place]) -> Option<Computed> {
        let (over, under) = (self.sum(table, top)?, self.sum(table, bottom)?);
        let written = |places: &[Place]| {
            places.iter().map(|&place| self.text(table, place)).collect::<Vec<_>>().join(" + ")
        };
        let under_text = written(bottom);
        let under_text = if bottom.len() > 1 { format!("({under_text})") } else { under_text };
        Some(Computed {
            table,
            places: top.iter().chain(bottom).copied().collect(),
            amount: over.share_of(under)?,
            unit: None,
            working: format!("{} / {under_text}", written(top)),
            more: 0,
            good: 0,
        })
    }

    fn sum(&self, table: usize, places: &[Place]) -> Option<Amount> {
        let mut sum = Amount::exact(Decimal::ZERO);
        for &place in places {
            sum = sum.plus(self.cell(table, place)?.0)?;
        }
        Some(sum)
    }

    /// *uppgick till 23,0 mkr (29,0 mkr)*: what stands in brackets behind a level, and says nothing more, is that of
    /// the year before.
    fn bracketed(
        &self,
        draft: &Draft,
        anchor: Option<(usize, Place)>,
        tokens: &[Token],
        found: &mut Vec<Computed>,
    ) {
        let before = draft.first.checked_sub(1).and_then(|b| tokens.get(b));
        let mark = |token: Option<&Token>, mark| token.is_some_and(|t| t.is_mark(mark));
        let Some((table, place)) = anchor else { return };
        if !mark(before, '(') || !mark(tokens.get(draft.last + 1), ')') {
            return;
        }
        let columns = self.columns(table);
        for other in earlier(columns, place.1, None) {
            if let Some((amount, unit)) = self.cell(table, (place.0, other)) {
                let in_own = unit.zip(draft.meant.unit).and_then(|(from, to)| amount.in_unit(from, to));
                found.extend(in_own.map(|amount| Computed {
                    table,
                    places: vec![(place.0, other)],
                    amount,
                    unit,
                    working: String::new(),
                    more: 0,
                    good: 0,
                }));
            }
        }
    }

    /// *27,1 mkr eller 4 771 kronor per invånare*: the amount before it, or that of its row, by a row that counts
    /// people.
    fn per_head(&self, index: usize, tokens: &[Token], steps: &mut u64, found: &mut Vec<Computed>) {
        let Some((draft, subject)) = self.drafts.get(index).zip(self.subjects.get(index)) else { return };
        let after = tokens.get(draft.last + 1..).unwrap_or(&[]);
        let Some(own) = draft.meant.unit.filter(|u| u.kronor().is_some()) else { return };
        if !after.iter().take(3).any(|t| vocabulary::is_head_count(t.text())) {
            return;
        }
        let before = index
            .checked_sub(1)
            .and_then(|b| self.drafts.get(b))
            .filter(|b| b.sentence == draft.sentence && !b.rate && !b.aside && b.against == Against::Nothing);
        let told = before.and_then(|before| {
            let stands = measure::interval(before.meant.value, before.meant.hedge);
            let amount = Amount { value: before.meant.value, stands }.in_unit(before.meant.unit?, own)?;
            Some((amount, super::written::figure(before)))
        });
        let labels = self.reading.labels;
        for named in labels.heads.iter().filter_map(|&row| labels.rows.get(row)) {
            for column in levels(self.columns(named.table), None) {
                *steps += 1;
                let place = (named.row, column);
                let own_row = || {
                    let row = subject.rows.iter().find_map(|&row| self.row_in(named.table, row))?;
                    let (amount, unit) = self.cell(named.table, (row, column))?;
                    Some((amount.in_unit(unit?, own)?, self.text(named.table, (row, column)).to_owned()))
                };
                let Some((amount, text)) = told.clone().or_else(own_row) else { continue };
                let Some(people) = self.tables.get(named.table).and_then(|t| t.value(place)) else {
                    continue;
                };
                let Some(amount) = amount.over(Amount::exact(people)) else { continue };
                found.push(Computed {
                    table: named.table,
                    places: vec![place],
                    amount,
                    unit: None,
                    working: format!("{text} / {}", self.text(named.table, place)),
                    more: 0,
                    good: 0,
                });
            }
        }
    }

    /// *Elevhälsan och särskolan har tillsammans ett överskott på 2,4 mkr*: rows that are named together, or that
    /// share the word that names them.
    fn together(
        &self,
        draft: &Draft,
        subject: &Subject,
        tokens: &[Token],
        steps: &mut u64,
    ) -> Option<Verdict> {
        if draft.part || draft.aside || draft.moves || draft.borrowed {
            return None;
        }
        let rows = if subject.joint.len() > 1 { &subject.joint } else { &subject.rows };
        let several = subject.lack == Lack::SeveralRows && !subject.whole && rows.len() > 1;
        let excepted = self.all_but(draft, tokens, steps);
        let rows: &[usize] = match &excepted {
            Some(rows) => rows,
            None if several || subject.joint.len() > 1 => rows,
            None => return None,
        };
        let labels = self.reading.labels;
        let table = labels.rows.get(*rows.first()?)?.table;
        let mut of_table = rows.iter().filter_map(|&r| labels.rows.get(r));
        if !of_table.all(|named| named.table == table && !named.total && named.role != RowRole::Part) {
            return None;
        }
        let columns = self.columns(table);
        let mut found = Vec::new();
        let mut meant = Vec::new();
        for (column, &features) in columns.iter().enumerate() {
            *steps += rows.len() as u64;
            let rank = targets::rank(draft.features, features, columns, RowRole::Item);
            if rank == 0 && excepted.is_none() {
                continue;
            }
            // A run of rows that grows: the bodies stand first, and what they have in common below them.
            let shortest = if excepted.is_some() { 2 } else { rows.len() };
            let mut sum = Amount::exact(Decimal::ZERO);
            let mut places: Vec<Place> = Vec::new();
            for &row in rows {
                let Some(place) = labels.rows.get(row).map(|named| (named.row, column)) else { break };
                let Some((cell, unit)) = self.cell(table, place) else { break };
                let Some(more) = sum.plus(cell) else { break };
                sum = more;
                places.push(place);
                let own = unit.zip(draft.meant.unit).and_then(|(from, to)| sum.in_unit(from, to));
                let Some(amount) = own.filter(|_| places.len() >= shortest) else { continue };
                let values: Vec<Decimal> =
                    places.iter().filter_map(|&p| self.tables.get(table)?.value(p)).collect();
                let working = super::written::working(&values);
                let unit = draft.meant.unit;
                let made =
                    Computed { table, places: places.clone(), amount, unit, working, more: 0, good: 0 };
                if rank == 2 && features.deviation {
                    meant.push(made.clone());
                }
                found.push(made);
            }
        }
        if let Some(verdict) = agreeing(draft, &found, if found.len() > 4 { 20 } else { 10 }) {
            return Some(verdict);
        }
        // Each row by its whole name, and the word that says that they are added up.
        if let [only] = meant.as_slice()
            && excepted.is_none()
            && subject.joint.len() > 1
            && draft.together
            && subject.named
            && super::tie::is_plain(draft)
        {
            return against(draft, only);
        }
        None
    }

    /// *Exklusive stab ligger nämnderna 2,6 under budget*: the rows of a table from its first, but the one left out.
    fn all_but(&self, draft: &Draft, tokens: &[Token], steps: &mut u64) -> Option<Vec<usize>> {
        let left = tokens.get(draft.left..draft.first)?;
        if !left.iter().any(|t| vocabulary::is_several(t.text())) {
            return None;
        }
        let without = left.iter().position(|t| vocabulary::leaves_out(t.text()))?;
        let counted = left.iter().any(|t| matches!(t.text(), "räknas" | "räknat" | "borträknat"));
        let span: Vec<&Token> = if counted {
            left.iter().take_while(|t| !matches!(t.text(), "bort" | "borträknat")).collect()
        } else {
            left.iter().skip(without + 1).take_while(|t| !vocabulary::is_several(t.text())).collect()
        };
        let content: Vec<&Token> =
            span.into_iter().filter(|t| t.word().is_some() && subject::telling(t.senses())).collect();
        let out = subject::from_words(&content, self.reading.labels, steps);
        let [out] = out.rows.as_slice() else { return None };
        let labels = self.reading.labels;
        let table = labels.rows.get(*out)?.table;
        let first = labels.row(table, 0)?;
        // More than the bodies of a large city.
        let rows = (first..labels.rows.len())
            .take(32)
            .take_while(|&r| {
                labels.rows.get(r).is_some_and(|n| {
                    n.table == table && !n.total && !matches!(n.role, RowRole::Net | RowRole::Result)
                })
            })
            .filter(|r| r != out);
        Some(rows.collect())
    }
}

/// The first computation that gives the figure, exactly where one does.
fn agreeing(draft: &Draft, found: &[Computed], enough: u128) -> Option<Verdict> {
    if draft.meant.value.mantissa().unsigned_abs() < enough {
        return None;
    }
    let judged = found.iter().filter_map(|made| {
        let kind = compare(draft, made);
        let differ = |said: i8, is: i8| said != 0 && is != 0 && said != is;
        let opposed = differ(draft.more, made.more) || differ(draft.direction, made.good);
        (kind.agrees() && !opposed).then_some((made, kind))
    });
    let (made, kind) = judged.max_by_key(|(_, kind)| *kind == Match::Exact)?;
    Some(told(draft, made, kind))
}

fn against(draft: &Draft, made: &Computed) -> Option<Verdict> {
    let kind = compare(draft, made);
    let (a, b) = (draft.meant.value.abs(), made.amount.value.abs());
    let eight = Decimal::from(8);
    // So much too large or small is another thing's, as with cells.
    let alike = kind == Match::Thousand || a <= b.saturating_mul(eight) && b <= a.saturating_mul(eight);
    (!kind.agrees() && alike).then(|| told(draft, made, kind))
}

/// A computed figure that cannot be: only beside the cell that it is computed from.
fn contradicted(
    draft: &Draft,
    subject: &Subject,
    anchor: Option<(usize, Place)>,
    tokens: &[Token],
    found: &[Computed],
) -> Option<Verdict> {
    let ([only], Some(_)) = (found, anchor) else { return None };
    let clear = !draft.part
        && !draft.aside
        && !draft.borrowed
        && !draft.elsewhen
        && only.places.len() == 2
        && subject.lack != Lack::Unnamed
        && (draft.against != Against::Nothing || draft.moves);
    // What follows may narrow what is compared.
    let right = tokens.get(draft.last + 1..draft.right).unwrap_or(&[]);
    let narrowed = right.iter().any(|t| t.word().is_some() && t.senses().is_content());
    if clear && !narrowed { against(draft, only) } else { None }
}

fn compare(draft: &Draft, made: &Computed) -> Match {
    let meant = Meant { signed: false, ..draft.meant };
    measure::compare(meant, made.amount.value, made.amount.stands)
}

fn told(draft: &Draft, made: &Computed, kind: Match) -> Verdict {
    let state = match kind {
        Match::Exact => State::Verified,
        Match::Rounding => State::Rounding,
        _ => State::Contradicted,
    };
    let expected = as_written(made.amount.value, draft);
    let against = expected.is_sign_negative() != draft.meant.value.is_sign_negative();
    Verdict {
        state,
        target: Some(Target {
            table: made.table,
            places: made.places.clone(),
            value: made.amount.value,
            stands: made.amount.stands,
            unit: made.unit,
            rank: 1,
            deviation: false,
            change: true,
            working: made.working.clone(),
        }),
        kind: Some(kind),
        expected: Some(if against { -expected } else { expected }),
        unit: made.unit,
        why: Why::Nothing,
    }
}

/// The columns of what is or will be: those of the newest year, or the one that the sentence restates.
fn levels(columns: &[Features], anchor: Option<usize>) -> Vec<usize> {
    if let Some(column) = anchor {
        return vec![column];
    }
    let level = |c: &Features| !c.deviation && !c.change && !c.share && !c.budget && !c.previous;
    let newest = columns.iter().filter(|c| level(c)).filter_map(|c| c.year).max();
    let held = |c: &Features| level(c) && (c.year.is_none() || c.year == newest);
    columns.iter().enumerate().filter(|(_, c)| held(c)).map(|(at, _)| at).collect()
}

/// The columns that a level is compared with, as the words say.
fn comparands(draft: &Draft, columns: &[Features], level: usize) -> Vec<usize> {
    let changes = draft.against == Against::Previous
        || draft.against_year.is_some()
        || draft.moves
        || draft.lead == "med" && !draft.features.deviation;
    if draft.against == Against::Budget || draft.features.deviation && !changes {
        // A column of deviations says it by itself, and with its sign.
        if columns.iter().any(|c| c.deviation) {
            return Vec::new();
        }
        let Some(own) = columns.get(level).copied() else { return Vec::new() };
        let budget = |c: &Features| c.budget && !c.deviation && !c.previous;
        let year = |c: &Features| c.year.is_none() || own.year.is_none() || c.year == own.year;
        let all = || columns.iter().enumerate().filter(|(at, c)| *at != level && budget(c) && year(c));
        // What has been spent so far is held against the budget so far, where there is one.
        let alike: Vec<usize> = all().filter(|(_, c)| c.to_date == own.to_date).map(|(at, _)| at).collect();
        return if alike.is_empty() { all().map(|(at, _)| at).collect() } else { alike };
    }
    if changes { earlier(columns, level, draft.against_year) } else { Vec::new() }
}

/// The columns that hold what a column held before: in a year, or in the one before.
fn earlier(columns: &[Features], level: usize, year: Option<u16>) -> Vec<usize> {
    let Some(own) = columns.get(level).copied() else { return Vec::new() };
    let kind = |c: &Features| (c.deviation, c.budget, c.forecast, c.change, c.share);
    // What happened is compared with what happened; a forecast too.
    let alike = |c: &Features| {
        !c.deviation
            && !c.budget
            && !c.change
            && !c.share
            && (kind(c) == kind(&own) || own.forecast && c.outcome)
    };
    let before = own.year.map(|y| y.saturating_sub(1));
    let then = |c: &Features| match year {
        Some(year) => c.year == Some(year),
        None => c.previous && !own.previous || c.year.is_some() && c.year == before,
    };
    let all = || columns.iter().enumerate().filter(|(at, c)| *at != level && alike(c) && then(c));
    let same: Vec<usize> = all().filter(|(_, c)| c.to_date == own.to_date).map(|(at, _)| at).collect();
    if same.is_empty() { all().map(|(at, _)| at).collect() } else { same }
}
