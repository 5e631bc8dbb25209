//! What the user has said of a table: this is a total of these, this is no sum, this column is a share.
//!
//! A statement names its table, rows and columns by the hashes of their labels. So it is known again after edits
//! elsewhere, is let go when what it speaks of is gone, and holds no text of the report where it is kept.

mod cut;
mod part;

pub use cut::{Cut, cuts};
pub use part::Part;

use super::{Identities, STEPS, as_shown, diagnose, matrix::Matrix, work::Work};
use crate::engine::{
    options::Rounding,
    report::{ColumnRole, Relation, RelationKind, RowRole, Table, Term, Verdict},
    unit::Unit,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Given {
    /// Something is the total of others, or is not.
    Sum(GivenSum),
    /// What the table or a part of it is.
    Part { table: u64, part: Part },
}

impl Given {
    /// Does it take the place of another? Then only the later one is kept.
    pub fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Part { table: a, part }, Self::Part { table: b, part: earlier }) => {
                a == b && part.is_of_the_same(*earlier)
            }
            _ => self == other,
        }
    }

    /// Was it said of what the earlier one had made? Where a row has been cut, its cells stand elsewhere.
    pub fn rests_on(&self, earlier: &Self) -> bool {
        let cut = |given: &Self| match given {
            Self::Part { table, part: Part::Cell { row, .. } } => Some((*table, *row)),
            _ => None,
        };
        cut(self).is_some() && cut(self) == cut(earlier)
    }
}

/// A statement of a sum. A *position* is a row of the table, or a column when it is said `across`; a *line* is the
/// other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenSum {
    pub table: u64,
    pub across: bool,
    /// The line it is said of; none for every line in which there are figures for it.
    pub line: Option<u64>,
    /// The position of the total.
    pub total: u64,
    pub terms: Vec<GivenTerm>,
    /// It is *not* a sum of these.
    pub denied: bool,
}

/// A term of what is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenTerm {
    pub position: u64,
    pub minus: bool,
}

/// The names of a table, its rows and its columns, as hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub table: u64,
    pub rows: Vec<u64>,
    pub columns: Vec<u64>,
}

impl Names {
    /// The names in all tables of a report. Of several alike the later ones get another.
    pub fn of(tables: &[Table]) -> Vec<Self> {
        let mut seen = BTreeMap::new();
        tables
            .iter()
            .map(|table| {
                let headers = table.columns.iter().map(|column| column.header.as_str());
                let title = table.title.trim();
                // A table without a title is known by its heads.
                let of_table = if title.is_empty() { hash(headers.clone()) } else { hash([title]) };
                Self {
                    table: unlike(&mut seen, of_table),
                    rows: all_unlike(
                        table.rows.iter().map(|row| hash([row.group.as_str(), row.label.as_str()])),
                    ),
                    columns: all_unlike(headers.map(|header| hash([header]))),
                }
            })
            .collect()
    }

    /// Positions and lines.
    fn sides(&self, across: bool) -> (&[u64], &[u64]) {
        if across { (&self.columns, &self.rows) } else { (&self.rows, &self.columns) }
    }
}

/// Reads the tables as the user says that they are to be read, before anything is looked for in them.
pub fn read(tables: &mut [Table], names: &[Names], said: &[Given]) {
    for (table, names) in tables.iter_mut().zip(names) {
        for given in said {
            if let Given::Part { table: of, part } = given
                && *of == names.table
            {
                part.apply(table, names);
            }
        }
    }
}

/// Changes the identities that were found to what the user says.
pub fn apply(table: &Table, names: &Names, said: &[Given], rounding: Rounding, found: &mut Identities) {
    let shapes: Vec<Shape> = said
        .iter()
        .filter_map(|given| match given {
            Given::Sum(sum) if sum.table == names.table => Shape::of(names, sum),
            _ => None,
        })
        .collect();
    let ordinary = ordinary_rows(names, said);
    if shapes.is_empty() && ordinary.is_empty() {
        return;
    }
    found.relations.retain(|relation| {
        !relation.is_additive() || is_across(relation) || !ordinary.contains(&relation.total.0)
    });
    for denied in shapes.iter().filter(|shape| shape.denied) {
        found.relations.retain(|relation| !denied.is_of(relation));
    }
    for stated in shapes.iter().filter(|shape| !shape.denied) {
        for line in stated.lines(table) {
            let Some(mut relation) = stated.relation(table, line, rounding) else { continue };
            as_shown(table, &mut relation);
            // It is the total of these and of no others.
            found.relations.retain(|other| {
                other.total != relation.total || !other.is_additive() || is_across(other) != stated.across
            });
            found.relations.push(relation);
        }
    }
    found.relations.sort_by(|a, b| (a.total, &a.kind).cmp(&(b.total, &b.kind)));
    let (down, _) = Matrix::both(table);
    // The search does not know what was said, so it is not asked which change it would like best.
    let mut work = Work::new(STEPS);
    found.diagnoses = diagnose::diagnose(table, &found.relations, down.scale, &mut work, &mut |_, _| None);
}

/// The rows of which it is said that they are something else than a total, whatever their labels say: no sum is
/// theirs but one that is stated.
fn ordinary_rows(names: &Names, said: &[Given]) -> BTreeSet<usize> {
    let role = |given: &Given| match given {
        Given::Part { table, part: Part::Row { row, role: Some(role) } } if *table == names.table => {
            Some((*row, *role))
        }
        _ => None,
    };
    let is_total = |role| matches!(role, RowRole::Total | RowRole::Net | RowRole::Result);
    let ordinary = said.iter().filter_map(role).filter(|&(_, role)| !is_total(role));
    ordinary.filter_map(|(row, _)| names.rows.iter().position(|&it| it == row)).collect()
}

/// A statement with its places in the table as it is now.
struct Shape {
    across: bool,
    line: Option<usize>,
    total: usize,
    /// Position and whether it is subtracted.
    terms: Vec<(usize, bool)>,
    denied: bool,
}

impl Shape {
    /// None when something that it names is no longer there.
    fn of(names: &Names, given: &GivenSum) -> Option<Self> {
        let (positions, lines) = names.sides(given.across);
        let find = |among: &[u64], name: u64| among.iter().position(|&it| it == name);
        let line = match given.line {
            Some(name) => Some(find(lines, name)?),
            None => None,
        };
        let terms = given.terms.iter().map(|term| Some((find(positions, term.position)?, term.minus)));
        Some(Self {
            across: given.across,
            line,
            total: find(positions, given.total)?,
            terms: terms.collect::<Option<Vec<_>>>()?,
            denied: given.denied,
        })
    }

    fn place(&self, position: usize, line: usize) -> (usize, usize) {
        if self.across { (line, position) } else { (position, line) }
    }

    /// The lines that it speaks of. Shares do not add up, so "every line" does not mean theirs.
    fn lines(&self, table: &Table) -> Vec<usize> {
        if let Some(line) = self.line {
            return vec![line];
        }
        if self.across {
            return (0..table.rows.len()).collect();
        }
        let adds_up = |(_, column): &(usize, &crate::engine::report::Column)| {
            column.role != ColumnRole::Share && column.unit != Some(Unit::Percent)
        };
        table.columns.iter().enumerate().filter(adds_up).map(|(line, _)| line).collect()
    }

    /// Is a relation that was found what this speaks of? `a = b + c` and `b = a − c` are the same.
    fn is_of(&self, relation: &Relation) -> bool {
        if !relation.is_additive() || is_across(relation) != self.across {
            return false;
        }
        let split = |(row, column): (usize, usize)| if self.across { (column, row) } else { (row, column) };
        let (total, line) = split(relation.total);
        let found: BTreeSet<usize> =
            relation.terms.iter().map(|term| split(term.cell).0).chain([total]).collect();
        let said: BTreeSet<usize> =
            self.terms.iter().map(|&(position, _)| position).chain([self.total]).collect();
        self.line.is_none_or(|of| of == line) && found == said
    }

    /// What is stated, in one line; none where the total or every term is missing, or one could not be read.
    fn relation(&self, table: &Table, line: usize, rounding: Rounding) -> Option<Relation> {
        let total = self.place(self.total, line);
        let reported = table.value(total)?;
        let half = |value: Decimal| Decimal::new(5, value.scale() + 1);
        let (mut computed, mut slack) = (Decimal::ZERO, half(reported));
        let mut terms = Vec::with_capacity(self.terms.len());
        let mut figures = 0_usize;
        for &(position, minus) in &self.terms {
            let cell = self.place(position, line);
            let factor = if minus { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
            terms.push(Term { cell, factor });
            // An empty cell is a term like the others, and adds nothing.
            let Some(term) = table.cell(cell) else { continue };
            let value = term.value?;
            computed = computed.checked_add(value.checked_mul(factor)?)?;
            slack = slack.checked_add(half(value))?;
            figures += 1;
        }
        if figures == 0 {
            return None;
        }
        let difference = computed.checked_sub(reported)?.abs().normalize();
        let tolerance = rounding.tolerance(slack, half(reported)).normalize();
        let verdict = Verdict::of(difference, tolerance);
        let computed = computed.normalize();
        let kind = RelationKind::Sum;
        Some(Relation { kind, total, terms, computed, reported, difference, tolerance, verdict, given: true })
    }
}

/// Are the terms in the row of the total?
fn is_across(relation: &Relation) -> bool {
    relation.terms.iter().all(|term| term.cell.0 == relation.total.0)
}

/// The hash of labels, whatever their case and spaces: Fowler, Noll and Vo, 64 bits, 1a; the same in every version,
/// because it is kept.
fn hash<'a>(labels: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for label in labels {
        for word in label.split_whitespace() {
            word.to_lowercase().bytes().for_each(&mut add);
            add(b' ');
        }
        add(0);
    }
    hash
}

/// Each time that a name comes again it is counted on.
fn unlike(seen: &mut BTreeMap<u64, u64>, name: u64) -> u64 {
    let times = seen.entry(name).or_default();
    *times += 1;
    name.wrapping_add(*times - 1)
}

fn all_unlike(names: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut seen = BTreeMap::new();
    names.map(|name| unlike(&mut seen, name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{check, options::Options, report::Report, source::Source};

    /// No arithmetic in it but what the user says: four figures that have nothing to do with each other.
    const TEXT: &str = "Lager\n\nBelopp i tkr\tVår\tHöst\nSkruv\t113\t240\nMutter\t78\t395\nBricka\t52\t61\nHylla A\t191\t645\n";
    const SUM: &str = "Lager\n\nBelopp i tkr\tVår\tHöst\nSkruv\t113\t240\nMutter\t78\t395\nBricka\t52\t61\nSumma\t243\t696\n";

    fn report(text: &str, given: &[Given]) -> Report {
        check(&Source::text("t", text), &Options { given: given.to_vec(), ..Options::default() })
    }

    fn statement(
        text: &str,
        line: Option<usize>,
        total: usize,
        terms: &[(usize, bool)],
        denied: bool,
    ) -> Given {
        let names = Names::of(&report(text, &[]).tables).remove(0);
        let terms = terms.iter().map(|&(row, minus)| GivenTerm { position: names.rows[row], minus });
        Given::Sum(GivenSum {
            table: names.table,
            across: false,
            line: line.map(|line| names.columns[line]),
            total: names.rows[total],
            terms: terms.collect(),
            denied,
        })
    }

    fn given(report: &Report) -> Vec<(usize, usize)> {
        let relations = report.tables.iter().flat_map(|table| &table.relations);
        relations.filter(|relation| relation.given).map(|relation| relation.total).collect()
    }

    #[test]
    fn a_stated_total_is_checked_where_it_was_said() {
        let said = statement(TEXT, Some(0), 3, &[(0, false), (1, false)], false);
        let holds = report(TEXT, std::slice::from_ref(&said));
        assert_eq!(given(&holds), [(3, 0)]);
        assert!(holds.findings.iter().all(|finding| finding.rule != "footing/sum"));
        let fails = report(&TEXT.replace("191", "911"), &[said]);
        assert!(fails.findings.iter().any(|finding| finding.rule == "footing/sum"), "{:?}", fails.findings);
    }

    #[test]
    fn said_of_every_column_it_is_checked_in_every_column() {
        let said = statement(TEXT, None, 3, &[(0, false), (1, false)], false);
        let report = report(TEXT, &[said]);
        assert_eq!(given(&report), [(3, 0), (3, 1)]);
        assert_eq!(report.findings.iter().filter(|finding| finding.rule == "footing/sum").count(), 1);
    }

    #[test]
    fn it_is_known_again_after_edits_and_let_go_when_a_label_is_gone() {
        let said = statement(TEXT, None, 3, &[(0, false), (1, false)], false);
        let edited = format!(
            "Några ord först.\n\n{}",
            TEXT.replace("Bricka\t52\t61\n", "Bult\t9\t8\nBricka\t52\t61\n")
        );
        assert_eq!(given(&report(&edited, std::slice::from_ref(&said))).len(), 2);
        assert!(given(&report(&TEXT.replace("Mutter", "Krok"), &[said])).is_empty());
    }

    #[test]
    fn a_denied_sum_is_no_longer_held_against_the_table() {
        let found = report(SUM, &[]);
        assert!(!found.tables[0].relations.is_empty(), "a sum with its word for it");
        let denied = statement(SUM, None, 3, &[(0, false), (1, false), (2, false)], true);
        assert!(report(SUM, &[denied]).tables[0].relations.is_empty());
    }

    #[test]
    fn a_stated_total_takes_the_place_of_what_was_found() {
        let said = statement(SUM, Some(0), 3, &[(0, false), (1, false)], false);
        let report = report(SUM, &[said]);
        let of_total: Vec<bool> =
            report.tables[0].relations.iter().filter(|it| it.total == (3, 0)).map(|it| it.given).collect();
        assert_eq!(of_total, [true]);
    }

    #[test]
    fn a_row_that_is_said_to_be_ordinary_is_no_total_whatever_it_is_called() {
        let text = SUM.replace("696", "669");
        let fails = |report: &Report| report.findings.iter().any(|finding| finding.rule == "footing/sum");
        assert!(fails(&report(&text, &[])));
        let names = Names::of(&report(&text, &[]).tables).remove(0);
        let role = |role| Given::Part {
            table: names.table,
            part: Part::Row { row: names.rows[3], role: Some(role) },
        };
        let ordinary = report(&text, &[role(RowRole::Item)]);
        assert!(!fails(&ordinary), "{:?}", ordinary.findings);
        assert!(ordinary.tables[0].relations.iter().all(|relation| relation.total.0 != 3));
        assert!(fails(&report(&text, &[role(RowRole::Total)])));
        // What is stated of it besides holds.
        let stated = statement(&text, Some(0), 3, &[(0, false), (1, false), (2, false)], false);
        assert_eq!(given(&report(&text, &[role(RowRole::Item), stated])), [(3, 0)]);
    }

    #[test]
    fn terms_can_be_subtracted() {
        let text = "Kassa\n\nBelopp i tkr\tVår\nIn\t500\nUt\t120\nKvar\t380\nAnnat\t7\n";
        let said = statement(text, None, 2, &[(0, false), (1, true)], false);
        let report = report(text, &[said]);
        let relation = report.tables[0].relations.iter().find(|it| it.given).unwrap();
        assert_eq!((relation.verdict, relation.computed), (Verdict::Exact, Decimal::from(380)));
    }

    #[test]
    fn a_cut_rests_on_those_before_it_in_its_row() {
        let cut =
            |table, row, column| Given::Part { table, part: Part::Cell { row, column, cut: Cut::Joined } };
        assert!(cut(1, 2, 3).rests_on(&cut(1, 2, 4)));
        assert!(!cut(1, 2, 3).rests_on(&cut(1, 5, 4)), "another row");
        assert!(!cut(1, 2, 3).rests_on(&cut(2, 2, 4)), "another table");
        let role = Given::Part { table: 1, part: Part::Row { row: 2, role: None } };
        assert!(!role.rests_on(&cut(1, 2, 4)) && !cut(1, 2, 4).rests_on(&role));
    }
}
