//! The engine: text or grid in, [`report::Report`] out.
//!
//! ```text
//! input → import → Source → lines → outline ┐
//!                         └ table → relation ┼→ prose → check → report
//! ```
//!
//! One direction, no stage reaches back. What the engine never does: fail, panic, read a clock or a
//! file, use binary floating point, name the web, or know a particular report.

#![deny(
    clippy::float_arithmetic,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![cfg_attr(
    test,
    allow(
        clippy::string_slice,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "a test may panic"
    )
)]

pub mod check;
pub mod figure;
pub mod import;
pub mod interval;
pub mod lines;
pub mod options;
pub mod outline;
pub mod profile;
pub mod prose;
pub mod relation;
pub mod report;
pub mod source;
pub mod span;
pub mod table;
pub mod unit;
pub mod vocabulary;
pub mod wording;
pub mod words;

use options::{Options, ProfileChoice};
use report::{Claim, Coverage, Report, SCHEMA, SourceInfo, State, Table, Verdict};
use rust_decimal::Decimal;
use source::Source;
use std::collections::BTreeSet;

/// Everything the stages have found out about one source; what the checks look at.
#[derive(Debug)]
pub struct Analysis<'a> {
    pub source: &'a Source,
    pub options: &'a Options,
    /// What a report of its kind is expected to hold, and how the kind was told.
    pub profile: profile::Profile,
    pub profile_reason: profile::Reason,
    /// What sections are called in the profiles there are.
    pub names: profile::SectionNames,
    /// What meets each section that the profile demands, in its order.
    pub met: Vec<profile::Met>,
    /// Headings, contents list and page furniture.
    pub outline: outline::Outline,
    /// Tables as read, each with its identities and the state of its figures.
    pub tables: Vec<Table>,
    /// What reading the tables left in doubt, and figures that could not be read.
    pub notes: Vec<table::Note>,
    /// The failing identities of each table, explained. Same order as `tables`.
    pub diagnoses: Vec<Vec<relation::Diagnosis>>,
    /// The figures of the prose with what they are tied to.
    pub prose: prose::Prose,
}

/// Checks one source. Never fails: what cannot be read is said in the report.
pub fn check(source: &Source, options: &Options) -> Report {
    let analysis = analyse(source, options);
    let findings = check::run_all(&analysis);
    let expected = check::expected(&analysis, &findings);
    let Analysis { outline, tables, prose, profile, profile_reason, .. } = analysis;
    Report {
        schema: SCHEMA,
        source: SourceInfo { name: source.name.clone(), kind: source.kind },
        profile: profile.id,
        profile_signs: match profile_reason {
            profile::Reason::Recognised { words } => words,
            _ => Vec::new(),
        },
        coverage: coverage(&tables, &prose.claims),
        outline: outline.sections,
        expected,
        tables,
        claims: prose.claims,
        findings,
    }
}

/// The stages in their order, up to the checks.
fn analyse<'a>(source: &'a Source, options: &'a Options) -> Analysis<'a> {
    let (mut tables, mut notes) = table::read(source);
    let given_names = relation::given::Names::of(&tables);
    relation::given::read(&mut tables, &given_names, &options.given);
    let chosen = match &options.profile {
        ProfileChoice::Own(profile) => Some(&**profile),
        ProfileChoice::Auto | ProfileChoice::Named(_) => None,
    };
    let names = profile::SectionNames::of(options.own.iter().chain(chosen));
    let mut outline = outline::read(source, &tables, &names);
    let (profile, profile_reason) = profile::choose(options, source, &outline, &tables);
    let rounding = profile.rounding.unwrap_or(options.rounding);
    let mut diagnoses = Vec::with_capacity(tables.len());
    for (index, (table, names)) in tables.iter_mut().zip(&given_names).enumerate() {
        let mut found = relation::infer(table, rounding);
        relation::given::apply(table, names, &options.given, rounding, &mut found);
        table.relations = found.relations;
        if found.exhausted {
            notes.push(table::Note::Exhausted { table: index });
        }
        let mut explained = found.diagnoses;
        let columns_in_doubt = |note: &table::Note| *note == table::Note::Columns { table: index };
        let mut doubtful: BTreeSet<usize> = BTreeSet::new();
        if notes.iter().any(columns_in_doubt) {
            doubtful.extend(0..table.rows.len());
            if table.relations.iter().any(|relation| relation.verdict != Verdict::Mismatch) {
                // What adds up has been read right, and what does not may have been read wrong.
                notes.retain(|note| !columns_in_doubt(note));
            } else {
                table.relations.clear();
                explained.clear();
            }
        }
        doubtful.extend(notes.iter().filter_map(|note| match *note {
            table::Note::Row { table, row } if table == index => Some(row),
            _ => None,
        }));
        hold_back(source, table, &mut explained, &doubtful);
        explained.extend(unexplained(table, &explained));
        for culprit in explained.iter_mut().filter_map(|diagnosis| diagnosis.culprit.as_mut()) {
            culprit.table = index;
        }
        mark_states(table, &explained);
        diagnoses.push(explained);
    }
    let mut prose = prose::read(source, &outline, &tables);
    for (claim, &why) in prose.claims.iter_mut().zip(&prose.reasons) {
        wording::reason(options.lang, why).clone_into(&mut claim.reason);
    }
    let met = profile::sections(&profile, &outline, source, &tables);
    profile::mark_extra(&profile, &met, &mut outline);
    Analysis {
        source,
        options,
        profile,
        profile_reason,
        names,
        met,
        outline,
        tables,
        notes,
        diagnoses,
        prose,
    }
}

/// An identity that fails in a row whose reading is in doubt may fail by the reading: it is not told.
fn hold_back(
    source: &Source,
    table: &mut Table,
    diagnoses: &mut Vec<relation::Diagnosis>,
    doubtful: &BTreeSet<usize>,
) {
    let rows = |relation: &report::Relation| -> BTreeSet<usize> {
        relation.terms.iter().map(|term| term.cell.0).chain([relation.total.0]).collect()
    };
    // A row that other identities bear out has been read right, but for where its empty cells are.
    let holding = table.relations.iter().filter(|relation| relation.verdict != Verdict::Mismatch);
    let borne_out: BTreeSet<usize> = holding.flat_map(rows).collect();
    let unproven: BTreeSet<usize> = doubtful.difference(&borne_out).copied().collect();
    // An amount of a row among the terms, or right beside them, that stands in another column than it belongs in is just
    // what the sum of the column lacks, or has too much.
    let misplaced_amount = |relation: &report::Relation| {
        let column = relation.total.1;
        let rows = rows(relation);
        let down = relation.is_additive() && relation.terms.iter().all(|term| term.cell.1 == column);
        let (Some(&first), Some(&last), true) = (rows.first(), rows.last(), down) else { return false };
        let is_lacking = |amount: Decimal| {
            let left = relation.difference.checked_sub(amount.abs());
            left.is_some_and(|left| left.abs() <= relation.tolerance)
        };
        // Rows in doubt that go on from the terms may be terms, too; a nought adds nothing.
        let goes_on = |row: &usize| {
            doubtful.contains(row) || table.value((*row, column)).is_none_or(|value| value.is_zero())
        };
        let last = (last + 1..table.rows.len()).take_while(goes_on).last().unwrap_or(last);
        let first = (0..first).rev().take_while(goes_on).last().unwrap_or(first);
        doubtful.range(first..=last).filter_map(|&row| table.rows.get(row)).any(|row| {
            let gaps = row.cells.iter().any(Option::is_none);
            gaps && row.cells.iter().flatten().filter_map(|cell| cell.value).any(is_lacking)
        })
    };
    let keep: Vec<bool> = table
        .relations
        .iter()
        .map(|relation| {
            // In a row in doubt with empty cells, its figures may belong in other columns.
            let row = relation.total.0;
            let along = relation.terms.iter().any(|term| term.cell.0 == row);
            let gaps = table.rows.get(row).is_some_and(|row| row.cells.iter().any(Option::is_none));
            let misplaced = doubtful.contains(&row) && along && gaps;
            // What the user has pointed out is not the program's to doubt.
            relation.given
                || relation.verdict != Verdict::Mismatch
                || !misplaced
                    && !misplaced_amount(relation)
                    && rows(relation).is_disjoint(&unproven)
                    && !relation::misread::may_be(source, table, relation)
        })
        .collect();
    if keep.iter().all(|&keep| keep) {
        return;
    }
    let kept = |index: usize| keep.get(index).copied().unwrap_or(false);
    let moved = |index: usize| keep.iter().take(index).filter(|&&keep| keep).count();
    diagnoses.retain(|diagnosis| diagnosis.relations.iter().all(|&index| kept(index)));
    for index in diagnoses.iter_mut().flat_map(|diagnosis| &mut diagnosis.relations) {
        *index = moved(*index);
    }
    let mut keep = keep.iter();
    table.relations.retain(|_| keep.next().copied().unwrap_or(true));
}

/// The identities that fail and that no diagnosis speaks of, each by itself: none is passed over in silence.
fn unexplained(table: &Table, diagnoses: &[relation::Diagnosis]) -> Vec<relation::Diagnosis> {
    let spoken_of = |index: &usize| diagnoses.iter().any(|diagnosis| diagnosis.relations.contains(index));
    let failing =
        table.relations.iter().enumerate().filter(|(_, relation)| relation.verdict == Verdict::Mismatch);
    failing
        .map(|(index, _)| index)
        .filter(|index| !spoken_of(index))
        .map(|index| relation::Diagnosis { relations: vec![index], culprit: None })
        .collect()
}

/// Gives every figure of a table its state from the identities it is part of. An identity that holds
/// speaks for all its figures; one that fails speaks against the cell that the diagnosis is sure of, or
/// else against its total.
fn mark_states(table: &mut Table, diagnoses: &[relation::Diagnosis]) {
    let mut marks = Vec::new();
    for relation in &table.relations {
        let state = match relation.verdict {
            Verdict::Exact => State::Verified,
            Verdict::Rounding => State::Rounding,
            Verdict::Mismatch => continue,
        };
        marks.push((relation.total, state));
        marks.extend(relation.terms.iter().map(|term| (term.cell, state)));
    }
    for diagnosis in diagnoses {
        match diagnosis.culprit.as_ref().filter(|culprit| culprit.clear) {
            Some(culprit) => marks.push((culprit.cell, State::Contradicted)),
            None => marks.extend(
                diagnosis
                    .relations
                    .iter()
                    .filter_map(|&index| table.relations.get(index))
                    .map(|relation| (relation.total, State::Contradicted)),
            ),
        }
    }
    for ((row, column), state) in marks {
        let cell = table.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)).and_then(Option::as_mut);
        if let Some(cell) = cell {
            cell.state = stronger(cell.state, state);
        }
    }
}

/// Of two states, the one that stays: a contradiction over everything, an exact agreement over a rounded one.
fn stronger(a: State, b: State) -> State {
    let weight = |state| match state {
        State::Unchecked => 0,
        State::Rounding => 1,
        State::Verified => 2,
        State::Contradicted => 3,
    };
    if weight(b) > weight(a) { b } else { a }
}

/// Counts the figures of tables and claims by state.
fn coverage(tables: &[Table], claims: &[Claim]) -> Coverage {
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter().flatten());
    let mut coverage = Coverage::default();
    for state in cells.map(|cell| cell.state).chain(claims.iter().map(|claim| claim.state)) {
        coverage.figures += 1;
        *match state {
            State::Verified => &mut coverage.verified,
            State::Rounding => &mut coverage.rounding,
            State::Contradicted => &mut coverage.contradicted,
            State::Unchecked => &mut coverage.unchecked,
        } += 1;
    }
    coverage
}

#[cfg(test)]
mod tests {
    use super::{check, options::Options, report::Severity, source::Source};

    #[test]
    fn a_row_whose_empty_cell_may_be_another_is_not_called_wrong() {
        // Under `Miljö` a cell has been lost, and nothing tells which; two of the others agree by themselves.
        let text = "Verksamhet, mnkr Intäkter Kostnader Netto Budget Avvikelse\n\
             Ledning 12,5 -84,4 -71,9 -71,2 -0,7\nSkola 48,0 -165,3 -117,3 -106,1 -11,2\n\
             Vård 6,5 -59,3 -52,8 -54,4 1,6\nMiljö\n -15,0 -12,1 -13,2 1,1\nTrafik 40,8 -115,5 -74,7 -78,9 4,2\n";
        let report = check(&Source::text("t", text), &Options::default());
        assert!(report.coverage.verified > 15, "the other rows are checked: {:?}", report.coverage);
        let errors: Vec<_> =
            report.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}
