//! Rows that a sentence names together, or all but one of them.

use super::{
    super::{
        amount::Amount,
        columns::Features,
        figures::{Against, Draft},
        flow::Token,
        subject::{self, Lack, Subject},
        targets,
        tie::Verdict,
        trial, vocabulary, written,
    },
    Computed, Scene,
    compared::{comparands, levels},
    judge::{against, agreeing},
};
use crate::engine::{
    report::{Place, RowRole},
    unit::Unit,
};
use rust_decimal::Decimal;

impl Scene<'_> {
    /// *Elevhälsan och särskolan har tillsammans ett överskott på 2,4 mkr*: rows that are named together, or that
    /// share the word that names them.
    pub(super) fn together(
        &self,
        draft: &Draft,
        subject: &Subject,
        tokens: &[Token],
        steps: &mut u64,
    ) -> Option<Verdict> {
        if draft.part || draft.aside || draft.borrowed {
            return None;
        }
        if draft.moves {
            return self.moved_together(draft, subject, steps);
        }
        let rows = if subject.joint.len() > 1 { &subject.joint } else { &subject.rows };
        let several = subject.lack == Lack::SeveralRows && !subject.whole && rows.len() > 1;
        let excepted = self.all_but(draft, tokens, steps);
        let rows: &[usize] = match &excepted {
            Some(rows) => rows,
            None if draft.rest => return None,
            None if several || subject.joint.len() > 1 => rows,
            None => return None,
        };
        let labels = self.reading.labels;
        let table = labels.rows.get(*rows.first()?)?.table;
        let mut of_table = rows.iter().filter_map(|&r| labels.rows.get(r));
        if !of_table.all(|named| named.table == table && !named.total && named.role != RowRole::Part) {
            return None;
        }
        let role = |row: usize| labels.rows.get(row).map(|named| named.role);
        let holds = |kind: RowRole| rows.iter().any(|&row| role(row) == Some(kind));
        let net = holds(RowRole::Income) && holds(RowRole::Cost);
        let columns = self.columns(table);
        // "Finansnettot är positivt, 3 mkr" tells what it came to, by a name of its own.
        let called = net && subject.loosely && subject.rows.is_empty();
        if called
            && draft.against != Against::Nothing
            && let Some(verdict) = self.moved_together(draft, subject, steps)
        {
            return Some(verdict);
        }
        let level = called && draft.against == Against::Nothing;
        let told = Features { deviation: draft.features.deviation && !level, ..draft.features };
        let mut found = Vec::new();
        let mut meant = Vec::new();
        for (column, &features) in columns.iter().enumerate() {
            *steps += rows.len() as u64;
            let rank = targets::rank(told, features, columns, RowRole::Item);
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
                // What income and costs come to together is their net, whatever sign costs are printed with.
                let level = !features.deviation && !features.change;
                let taken = net && level && role(row) == Some(RowRole::Cost) && cell.value.is_sign_positive();
                let Some(more) = (if taken { sum.minus(cell) } else { sum.plus(cell) }) else { break };
                sum = more;
                places.push(place);
                let own = unit.zip(draft.meant.unit).and_then(|(from, to)| sum.in_unit(from, to));
                let Some(amount) = own.filter(|_| places.len() >= shortest) else { continue };
                let values: Vec<Decimal> =
                    places.iter().filter_map(|&p| self.tables.get(table)?.value(p)).collect();
                let working = written::working(&values);
                let unit = draft.meant.unit;
                let made =
                    Computed { table, places: places.clone(), amount, unit, working, more: 0, good: 0 };
                if rank == 2 && features.deviation {
                    meant.push(made.clone());
                }
                found.push(made);
            }
        }
        let enough = match found.len() {
            1 if called => 1,
            0..=4 => 10,
            _ => 20,
        };
        if let Some(verdict) = agreeing(draft, &found, enough) {
            return Some(verdict);
        }
        // Each row by its whole name, and the word that says that they are added up.
        // So far, or of the whole year, where the table has both: only words tell which.
        let deviations = columns.iter().filter(|c| c.deviation).count();
        let told = draft.features;
        let timed = deviations == 1 || told.forecast || told.full_year || told.to_date || told.year.is_some();
        if let [only] = meant.as_slice()
            && timed
            && excepted.is_none()
            && subject.joint.len() > 1
            && !subject.loosely
            && draft.together
            && subject.named
            && trial::is_plain(draft)
            && !draft.elsewhen
        {
            return against(draft, only);
        }
        None
    }

    /// *Skatter och statsbidrag ökade tillsammans med 175,3 mkr*: how the sum of rows that are named together has changed.
    fn moved_together(&self, draft: &Draft, subject: &Subject, steps: &mut u64) -> Option<Verdict> {
        let labels = self.reading.labels;
        let table = labels.rows.get(*subject.joint.first()?)?.table;
        let rows: Vec<usize> = subject.joint.iter().filter_map(|&row| self.row_in(table, row)).collect();
        let columns = self.columns(table);
        let mut found = Vec::new();
        for level in levels(columns, None) {
            for other in comparands(draft, columns, level) {
                *steps += rows.len() as u64;
                let places = |column: usize| rows.iter().map(|&row| (row, column)).collect::<Vec<Place>>();
                let (new, old) = (places(level), places(other));
                let Some((high, low)) = self.sum(table, &new).zip(self.sum(table, &old)) else { continue };
                let units: Vec<_> =
                    new.iter().chain(&old).filter_map(|&p| Some(self.cell(table, p)?.1)).collect();
                let alike = units.iter().all(|unit| Some(unit) == units.first());
                let Some(unit) = units.first().copied().flatten().filter(|_| alike) else { continue };
                let per_cent = draft.meant.unit == Some(Unit::Percent) && unit != Unit::Percent;
                let amount = if per_cent {
                    high.change_from(low)
                } else {
                    high.minus(low).zip(draft.meant.unit).and_then(|(step, own)| step.in_unit(unit, own))
                };
                let Some(amount) = amount else { continue };
                let unit = Some(unit).filter(|_| !per_cent);
                let written =
                    |of: &[Place]| of.iter().map(|&p| self.text(table, p)).collect::<Vec<_>>().join(" + ");
                let (new_text, old_text) = (written(&new), written(&old));
                let working = if per_cent {
                    format!("({new_text}) / ({old_text}) − 1")
                } else {
                    format!("({new_text}) − ({old_text})")
                };
                let places = new.into_iter().chain(old).collect();
                let more = high.value.abs().cmp(&low.value.abs()) as i8;
                found.push(Computed { table, places, amount, unit, working, more, good: 0 });
            }
        }
        agreeing(draft, &found, 10)
    }

    /// The change in per cent of rows whose sum has moved: their cells now, and then as many of before.
    pub(super) fn moved_in_per_cent(&self, table: usize, places: &[Place]) -> Option<Computed> {
        let (new, old) = places.split_at_checked(places.len() / 2)?;
        let column = |of: &[Place]| of.first().map(|place| place.1);
        let one = |of: &[Place]| of.iter().all(|place| Some(place.1) == column(of));
        let alike = new.iter().map(|place| place.0).eq(old.iter().map(|place| place.0));
        if !alike || !one(new) || !one(old) || column(new) == column(old) {
            return None;
        }
        let (high, low) = (self.sum(table, new)?, self.sum(table, old)?);
        let written = |of: &[Place]| of.iter().map(|&p| self.text(table, p)).collect::<Vec<_>>().join(" + ");
        Some(Computed {
            table,
            places: places.to_vec(),
            amount: high.change_from(low)?,
            unit: None,
            working: format!("({}) / ({}) − 1", written(new), written(old)),
            more: high.value.abs().cmp(&low.value.abs()) as i8,
            good: 0,
        })
    }

    /// *Exklusive stab ligger nämnderna 2,6 under budget*: the rows of a table from its first, but the one left out.
    pub(super) fn all_but(&self, draft: &Draft, tokens: &[Token], steps: &mut u64) -> Option<Vec<usize>> {
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
