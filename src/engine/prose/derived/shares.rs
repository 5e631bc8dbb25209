//! Shares of other cells, and amounts per inhabitant.

use super::{
    super::{
        amount::Amount,
        columns::Features,
        figures::{Against, Draft},
        flow::{Kindred, Token},
        measure,
        subject::{self, Subject},
        vocabulary::{self, Senses},
        written,
    },
    Computed, Scene,
    compared::levels,
};
use crate::engine::report::Place;

/// What follows *av* behind a figure, up to the next one.
pub(super) fn whole_of(after: &[Token]) -> Option<Vec<&Token>> {
    let stops = |t: &&Token| {
        matches!(t.kind, Kindred::Figure(_) | Kindred::Mark(_)) && !t.is_mark(',') && !t.is_mark('-')
    };
    after.first().filter(|t| t.text() == "av")?;
    // Ten words, as for what follows any figure.
    Some(after.iter().skip(1).take_while(|t| !stops(t)).take(10).collect())
}

impl Scene<'_> {
    /// *5,7 procent av budgeten*, *98,6 procent av skatteintäkter och statsbidrag*.
    pub(super) fn shares(
        &self,
        draft: &Draft,
        rows: &[(usize, usize)],
        anchor: Option<(usize, Place)>,
        tokens: &[Token],
        steps: &mut u64,
        found: &mut Vec<Computed>,
    ) {
        let Some(whole) = whole_of(tokens.get(draft.last + 1..).unwrap_or(&[])) else { return };
        let tells = |t: &&Token| t.word().is_some() && subject::telling(t.senses());
        let mut content: Vec<&Token> = whole.iter().copied().filter(tells).collect();
        if content.iter().any(|t| t.senses().has(Senses::WHOLE)) {
            // "Nämndens nettokostnad" is what the table has for the board.
            content.retain(|t| !vocabulary::is_net(t.text()) && !self.reading.labels.is_account(t));
        }
        let budgeted = whole.iter().any(|t| t.senses().has(Senses::BUDGET));
        let of_body = !content.is_empty() && content.iter().all(|t| t.senses().has(Senses::WHOLE));
        let wholes = if content.is_empty() {
            Subject::default()
        } else if of_body {
            // "45 procent av nämndens nettokostnad": of the one that the section is about.
            self.body_of(draft, rows, budgeted)
        } else {
            subject::from_words(&content, self.reading.labels, steps)
        };
        for &(table, row) in rows {
            let columns = self.columns(table);
            if budgeted && (content.is_empty() || of_body) {
                // Of its own budget, or of the whole body's.
                let own: Vec<usize> = if of_body {
                    wholes.rows.iter().filter_map(|&r| self.row_in(table, r)).collect()
                } else {
                    vec![row]
                };
                let spent = |c: &Features| (c.deviation || c.outcome || c.forecast) && !c.previous;
                for (top, _) in columns.iter().enumerate().filter(|(_, c)| spent(c)) {
                    for (budget, _) in columns.iter().enumerate().filter(|(_, c)| c.budget && !c.deviation) {
                        *steps += own.len() as u64;
                        let of = own.iter().filter_map(|&r| self.share(table, &[(row, top)], &[(r, budget)]));
                        found.extend(of);
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

    /// The body that a share is of: the one that the section is about, or under the heading of the part itself that of the
    /// tables around.
    fn body_of(&self, draft: &Draft, rows: &[(usize, usize)], budgeted: bool) -> Subject {
        let (labels, place) = (self.reading.labels, self.place(draft));
        let body = subject::reported(draft.block, place, self.flow, self.headings, labels);
        let is_part =
            |row: &usize| labels.rows.get(*row).is_some_and(|named| rows.contains(&(named.table, named.row)));
        // "Underskottet är 3 procent av nämndens budget": of its own.
        if !budgeted && body.rows.iter().any(is_part) {
            return Subject { rows: labels.wholes_near(place).0, ..body };
        }
        body
    }

    /// *Nettokostnadernas andel av skatter och statsbidrag uppgick till 98,4 procent*: part and whole are named before it.
    pub(super) fn share_named_before(
        &self,
        draft: &Draft,
        tokens: &[Token],
        steps: &mut u64,
    ) -> Vec<Computed> {
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        let share = left
            .windows(2)
            .position(|pair| matches!(pair, [share, of] if share.text() == "andel" && of.text() == "av"));
        let Some((part, whole)) = share.map(|at| (left.get(..at), left.get(at + 2..))) else {
            return Vec::new();
        };
        let labels = self.reading.labels;
        let named = |side: Option<&[Token]>, steps: &mut u64| {
            let words: Vec<&Token> =
                side.unwrap_or(&[]).iter().filter(|t| labels.tells(t)).take(subject::NAME).collect();
            subject::from_words(&words, labels, steps)
        };
        let (part, whole) = (named(part, steps), named(whole, steps));
        let together = if whole.joint.len() > 1 { &whole.joint } else { &whole.rows };
        let mut found = Vec::new();
        for named in part.tried().iter().filter_map(|&row| labels.rows.get(row)) {
            let bottom: Vec<usize> =
                together.iter().filter_map(|&row| self.row_in(named.table, row)).collect();
            for level in levels(self.columns(named.table), None) {
                *steps += bottom.len() as u64;
                let bottom: Vec<Place> = bottom.iter().map(|&row| (row, level)).collect();
                if !bottom.is_empty() && bottom.iter().all(|place| place.0 != named.row) {
                    found.extend(self.share(named.table, &[(named.row, level)], &bottom));
                }
            }
        }
        found
    }

    /// The one share that the words can mean, of a level that is certain: told right behind its cell, or alone in a sentence
    /// about its row, and of one whole that is named by nothing else.
    pub(super) fn certain_share<'a>(
        &self,
        index: usize,
        anchor: Option<(usize, Place)>,
        tokens: &[Token],
        found: &'a [Computed],
        steps: &mut u64,
    ) -> Option<&'a Computed> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        // What the sentence before measured is no share's.
        let f = draft.said;
        let told = draft.more == 0
            && draft.against == Against::Nothing
            && !(draft.part || draft.aside || draft.borrowed || draft.elsewhen || draft.moves)
            && !(f.change || f.previous || f.goal || f.deviation || f.forecast || f.result);
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        let used = left.last().is_some_and(|t| t.senses().has(Senses::OUTCOME));
        let stands = draft.lead == "för"
            && left.iter().rev().nth(1).is_some_and(|t| matches!(t.text(), "står" | "svarar"));
        let bare = |t: &Token| t.is_mark(',') || vocabulary::is_about(t.text());
        let tells = left.iter().all(bare) || vocabulary::tells_share(&draft.lead) || used || stands;
        let after = tokens.get(draft.last + 1..).unwrap_or(&[]);
        let whole = whole_of(after)?;
        // The budget of a month is not that of the year.
        let plain_budget =
            |t: &&Token| matches!(t.text(), "budget" | "budgeten" | "ram" | "ramen" | "av" | "sin" | "sitt");
        let content: Vec<&Token> =
            whole.iter().copied().filter(|t| t.word().is_some() && subject::telling(t.senses())).collect();
        let named = if content.is_empty() {
            whole.iter().all(plain_budget)
        } else {
            let own = Senses::all(&[
                Senses::BUDGET,
                Senses::PREVIOUS,
                Senses::FORECAST,
                Senses::MONTH,
                Senses::TO_DATE,
            ]);
            let other = subject::from_words(&content, self.reading.labels, steps);
            other.rows.len() == 1
                && other.unknown == 0
                && other.sure
                && !whole.iter().any(|t| t.senses().has(own))
        };
        // "Har ökat med 3 mkr och utgör 70 procent av …": of what the sentence is about, and not of its figure.
        let apart = left.first().is_some_and(|t| t.text() == "och") && (stands || left.len() == 2);
        let before =
            index.checked_sub(1).and_then(|b| self.drafts.get(b)).filter(|b| b.sentence == draft.sentence);
        let before = before.filter(|_| !apart);
        let top = |made: &&Computed| match (before, anchor) {
            (Some(_), Some((table, place))) => made.table == table && made.places.first() == Some(&place),
            (None, _) => {
                let column = made.places.first().and_then(|place| self.columns(made.table).get(place.1));
                let level = column.is_some_and(|c| !c.deviation && (!c.forecast || c.outcome));
                subject.sure && subject.named && level
            }
            _ => false,
        };
        // What stands between the level and its share may be a part of it, or how it changed.
        let near = before.is_none_or(|b| {
            !b.moves && b.against == Against::Nothing && !b.part && draft.first <= b.last + 6
        });
        // So far it may be the budget so far that the table has, and that of the year which the words mean.
        let of_year = |made: &&Computed| {
            let bottom = made.places.last().and_then(|place| self.columns(made.table).get(place.1));
            !content.is_empty()
                || bottom
                    .is_some_and(|c| (c.full_year || c.year.is_some()) && !c.to_date && c.month.is_none())
        };
        let mut meant = found.iter().filter(top).filter(of_year);
        let (only, None) = (meant.next()?, meant.next()) else { return None };
        (told && tells && named && near).then_some(only)
    }

    pub(super) fn share(&self, table: usize, top: &[Place], bottom: &[Place]) -> Option<Computed> {
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

    /// *27,1 mkr eller 4 771 kronor per invånare*: the amount before it, or that of its row, by a row that counts
    /// people.
    pub(super) fn per_head(
        &self,
        index: usize,
        tokens: &[Token],
        steps: &mut u64,
        found: &mut Vec<Computed>,
    ) {
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
            Some((amount, written::figure(before)))
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
}
