//! Figures whose words do not say for certain which row is meant, found again by their digits.
//!
//! *Det mesta av överskottet, 41,0 mkr, hör till vatten och avlopp*: the row is named behind the figure. A figure that
//! one of the rows around it has is hardly there by chance, if it has digits enough. How little is counted rather than
//! guessed: of all figures that could be written with as many decimals between half of it and its double, how many
//! would have agreed with something that was tried. Only what agrees is told of; nothing is contradicted in this way.

use super::{
    super::{
        columns::Features,
        figures::Draft,
        flow::Token,
        measure::{Match, ODDS},
        subject::{self, Lack},
        targets::{Target, is_left_behind, measured, targets},
        tie::{Verdict, borne_out},
        vocabulary::{self, Senses},
    },
    Computed, Scene,
    judge::{self, is_telling},
    shares,
};
use crate::engine::{
    report::{Place, State},
    unit::Unit,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Rows around a figure that are tried: among more, one agrees too easily.
const NEAR: usize = 24;

/// As [`ODDS`], where its own words point to a row, or a cell that its sentence restates is what it is computed from.
pub(super) const POINTED: u32 = 8;

/// Figures of the same passage that may tell of the same row, on either side.
const NEIGHBOURS: usize = 6;

/// Words on either side of a figure that name the rows of its sentence; longer sentences are lists.
const WORDS: usize = 60;

impl Scene<'_> {
    /// The value around a figure that it must have been taken from, if there is one: among the rows that its own words
    /// may name first, then those of its sentence, then those of its passage.
    pub(super) fn traced(&self, index: usize, verdicts: &[Verdict], steps: &mut u64) -> Option<Verdict> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        let named = subject.sure && !subject.rows.is_empty();
        let open = verdicts.get(index)?.state == State::Unchecked && !named;
        let told = !draft.hypothetical && !draft.rest;
        if !open || !told || draft.aside && !draft.features.previous {
            return None;
        }
        let tokens = self.flow.sentences.get(draft.sentence).map(|s| s.tokens.as_slice())?;
        let mut cells = Vec::new();
        let mut computed = self.ratios(index, tokens, verdicts, steps);
        for (far, rows) in self.near(index, tokens, verdicts, steps).into_iter().enumerate() {
            cells.extend(self.restated(draft, &rows, steps));
            computed.extend(self.computed(draft, &rows, tokens, steps));
            let values = cells.iter().map(|(_, _, value)| *value);
            let values = values.chain(computed.iter().map(|made| made.amount.value));
            let odds = if far == 0 { POINTED } else { ODDS };
            if is_telling(draft.meant.value, values, odds) {
                // Two figures of as many decimals that only touch are two figures.
                let own = |kind: Match| kind == Match::Exact || draft.meant.hedge.is_some() && kind.agrees();
                let agreeing = cells.iter().filter(|(_, kind, _)| own(*kind));
                let best = agreeing.max_by_key(|(target, kind, _)| (target.rank, *kind == Match::Exact));
                let found = best.map(|(target, kind, value)| borne_out(draft, target, *kind, *value));
                if let Some(found) = found.or_else(|| judge::agreeing(draft, &computed, 1)) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// The rows that the passage of a figure speaks of, the nearest first: those its own words may name; those its
    /// sentence names and its neighbours there are about; those of the sentence before, of the heading, and the sums of
    /// the tables around.
    fn near(&self, index: usize, tokens: &[Token], verdicts: &[Verdict], steps: &mut u64) -> Vec<Vec<usize>> {
        let Some((draft, subject)) = self.drafts.get(index).zip(self.subjects.get(index)) else {
            return Vec::new();
        };
        let joint = subject.joint.iter().filter(|_| !subject.loosely);
        let own: Vec<usize> = subject.tried().iter().chain(joint).copied().collect();
        // A name that several rows share, and no word beyond it: one of those.
        let shared = subject.lack == Lack::SeveralRows && subject.unknown == 0;
        if shared && subject.named && !subject.carried && !subject.whole {
            return vec![own];
        }
        let labels = self.reading.labels;
        // Of a sentence without end only what stands near.
        let around = draft.first.saturating_sub(WORDS)..(draft.last + WORDS).min(tokens.len());
        let around = tokens.get(around).unwrap_or(&[]);
        let words: Vec<&Token> = around.iter().filter(|t| labels.tells(t)).take(subject::NAME).collect();
        let mut sentence = subject::from_words(&words, labels, steps).tried().to_vec();
        let mut passage = Vec::new();
        let beside = index.saturating_sub(NEIGHBOURS)..=index + NEIGHBOURS;
        for other in beside.filter(|&other| other != index) {
            let Some((near, about)) = self.drafts.get(other).zip(self.subjects.get(other)) else { continue };
            let rows = match draft.sentence.checked_sub(near.sentence) {
                Some(0) => &mut sentence,
                Some(1) if near.block == draft.block => &mut passage,
                _ => continue,
            };
            rows.extend(about.tried().iter().filter(|_| about.sure));
            let tied = verdicts.get(other).filter(|v| v.kind.is_some_and(Match::agrees));
            if let Some(target) = tied.and_then(|v| v.target.as_ref()) {
                rows.extend(target.places.first().and_then(|place| labels.row(target.table, place.0)));
            }
        }
        let context = self.headings.contexts.get(draft.block);
        let heading = context.and_then(|c| c.specific).and_then(|block| self.headings.headed.get(&block));
        passage.extend(heading.map_or(&[][..], |heading| heading.subject.tried()));
        let place = self.place(draft);
        passage.extend(labels.wholes_near(place).0);
        passage.extend(labels.results_near(place).into_iter().filter(|_| draft.features.result));
        let mut seen = BTreeSet::new();
        let mut near = vec![own, sentence, passage];
        for rows in &mut near {
            rows.retain(|&row| seen.len() < NEAR && seen.insert(row));
        }
        near
    }

    /// The cells of some rows that the words may mean, with what each is in the figure's unit.
    pub(super) fn restated(
        &self,
        draft: &Draft,
        rows: &[usize],
        steps: &mut u64,
    ) -> Vec<(Target, Match, Decimal)> {
        let all = targets(draft, rows, self.tables, self.reading, self.learnt, steps);
        // By so much something changed: it is no level.
        let reached = matches!(draft.lead.as_str(), "till" | "från" | "på");
        let change = draft.moves && !reached || draft.lead == "med" && !draft.features.deviation;
        let timely = |target: &Target| {
            let columns = self.columns(target.table);
            let own = target.places.first().and_then(|place| columns.get(place.1)).copied();
            let newest = own.is_none_or(|own| own.year.is_none() || own.year == own.newest_alike(columns));
            newest || draft.features.year.is_some() || draft.features.previous
        };
        let left_behind = |target: &Target| {
            let columns = self.columns(target.table);
            let own = target.places.first().and_then(|place| columns.get(place.1));
            own.is_some_and(|own| is_left_behind(draft, *own, columns))
        };
        let meant = |target: &Target| {
            let opposed = draft.more != 0 && target.over != 0 && draft.more != target.over;
            // A number without a unit is none of kronor.
            target.rank > 0
                && !opposed
                && (!change || target.deviation || target.change)
                && timely(target)
                && !left_behind(target)
                && (!draft.bare || target.unit.is_none_or(|unit| unit == Unit::Count))
        };
        let compared = all.into_iter().filter(meant).filter_map(|target| {
            let (kind, value) = measured(&draft.meant, &target, target.unit)?;
            Some((target, kind, value))
        });
        compared.collect()
    }

    /// What the words may have computed from the cells of some rows.
    fn computed(&self, draft: &Draft, rows: &[usize], tokens: &[Token], steps: &mut u64) -> Vec<Computed> {
        let labels = self.reading.labels;
        let named = rows.iter().filter_map(|&row| labels.rows.get(row)).filter(|named| !named.rate);
        let rows: Vec<Place> = named.map(|named| (named.table, named.row)).collect();
        let mut found = Vec::new();
        let (share, step) = kinds(draft, tokens);
        for &(table, row) in rows.iter().filter(|_| step) {
            self.differences(draft, table, row, None, steps, &mut found);
        }
        if share {
            self.shares(draft, &rows, None, tokens, steps, &mut found);
        }
        found
    }

    /// *6,0 av 10,0 mkr, alltså 60 procent*, *ett underskott på 7,7 mkr eller 5,0 procent*: what a cell that the same
    /// sentence restates is of another, or of another level of its row.
    pub(super) fn ratios(
        &self,
        index: usize,
        tokens: &[Token],
        verdicts: &[Verdict],
        steps: &mut u64,
    ) -> Vec<Computed> {
        let Some(draft) = self.drafts.get(index).filter(|d| kinds(d, tokens).0) else { return Vec::new() };
        let beside = index.saturating_sub(NEIGHBOURS)..=index + NEIGHBOURS;
        let told = beside
            .filter(|&other| self.drafts.get(other).is_some_and(|d| d.sentence == draft.sentence))
            .filter_map(|other| verdicts.get(other).filter(|v| v.kind.is_some_and(Match::agrees)))
            .filter_map(|verdict| verdict.target.as_ref())
            .filter(|target| target.unit != Some(Unit::Percent));
        let told: Vec<(usize, Place)> = told
            .filter_map(|target| match target.places.as_slice() {
                [place] => Some((target.table, *place)),
                _ => None,
            })
            .collect();
        let mut found = Vec::new();
        for &(table, top) in &told {
            let level = |c: &Features| !c.deviation && !c.change && !c.share && !c.previous;
            let columns = self.columns(table).iter().enumerate();
            let own = columns.filter(|(_, c)| level(c)).map(|(at, _)| (table, (top.0, at)));
            for (_, bottom) in own.chain(told.iter().copied()).filter(|&(t, p)| t == table && p != top) {
                *steps += 1;
                found.extend(self.share(table, &[top], &[bottom]));
            }
        }
        found.extend(told.iter().flat_map(|&(table, place)| self.of_deviation(draft, table, place, tokens)));
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        if left.iter().any(|t| vocabulary::is_portion(t.text())) {
            found.extend(self.portions_used(index, verdicts, steps));
        }
        found
    }

    /// *Skolan svarar för 168 mkr eller 71 procent av underskottet*: of what the tables around come to in the same column.
    fn of_deviation(&self, draft: &Draft, table: usize, part: Place, tokens: &[Token]) -> Vec<Computed> {
        let labels = self.reading.labels;
        let whole = shares::whole_of(tokens.get(draft.last + 1..).unwrap_or(&[])).unwrap_or_default();
        let says = whole.iter().any(|t| t.senses().has(Senses::DEVIATION));
        let names = whole.iter().any(|t| labels.tells(t) && !t.senses().has(Senses::WHOLE));
        let deviates = self.columns(table).get(part.1).is_some_and(|c| c.deviation || c.forecast);
        if !says || names || !deviates {
            return Vec::new();
        }
        let rows = labels.wholes_near(self.place(draft)).0;
        let rows = rows.iter().filter_map(|&row| self.row_in(table, row)).filter(|&row| row != part.0);
        rows.filter_map(|row| self.share(table, &[part], &[(row, part.1)])).collect()
    }

    /// *Genomförandegraden blev 64 procent*: what was used of the budget of the rows that the passage told of.
    fn portions_used(&self, index: usize, verdicts: &[Verdict], steps: &mut u64) -> Vec<Computed> {
        let rows: BTreeSet<(usize, usize)> = self.amounts_beside(index, verdicts);
        let mut found = Vec::new();
        for (table, row) in rows {
            let columns = self.columns(table);
            let level = |c: &Features| !c.deviation && !c.change && !c.share && !c.previous;
            let used = |c: &Features| level(c) && c.outcome && !c.budget;
            for (top, own) in columns.iter().enumerate().filter(|(_, c)| used(c)) {
                let of = |c: &Features| level(c) && c.budget && c.in_all == own.in_all;
                for (bottom, _) in columns.iter().enumerate().filter(|(_, c)| of(c)) {
                    *steps += 1;
                    found.extend(self.share(table, &[(row, top)], &[(row, bottom)]));
                }
            }
        }
        found
    }
}

/// May a figure be a share, and may it be how two others differ? Per cent *of* something are no change, and per cent
/// *more* no share; an amount is none.
pub(super) fn kinds(draft: &Draft, tokens: &[Token]) -> (bool, bool) {
    if draft.meant.unit != Some(Unit::Percent) {
        return (false, true);
    }
    let of = shares::whole_of(tokens.get(draft.last + 1..).unwrap_or(&[]));
    let whole = of.is_some();
    // What deviates is told in per cent of its budget, too.
    let budgeted = of.is_some_and(|of| of.iter().any(|t| t.senses().has(Senses::BUDGET)));
    let reached = matches!(draft.lead.as_str(), "till" | "från" | "på");
    let moved = (draft.moves || draft.lead == "med") && !reached;
    let step = moved || draft.more != 0;
    (!step || whole && !moved, !whole || step || budgeted)
}
