//! Correcting how a table's sums were read: pointing out a total and its terms, and saying that something is no sum;
//! and whatever was said, in words.

use super::working::{self, column_name, in_one_line, place_name, row_name};
use crate::engine::{
    options::Lang,
    relation::given::{Given, GivenSum, GivenTerm, Names, Part},
    report::{Place, Relation, RelationKind, Table, Term, Verdict},
};
use rust_decimal::Decimal;

/// A total that is being pointed out: first the total, then its terms, all in its column or all in its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picking {
    pub total: Option<Place>,
    /// The terms and whether they are subtracted.
    pub terms: Vec<(Place, bool)>,
}

impl Picking {
    /// Points at a cell: the total, or a term. A term that is pointed at again is subtracted, and at the third time
    /// it is none any more. False when the cell is in line with neither the total nor the terms before.
    pub fn point(&mut self, place: Place) -> bool {
        let Some(total) = self.total else {
            self.total = Some(place);
            return true;
        };
        if place == total {
            *self = Self::default();
            return true;
        }
        if let Some(at) = self.terms.iter().position(|&(term, _)| term == place) {
            if self.terms[at].1 {
                self.terms.remove(at);
            } else {
                self.terms[at].1 = true;
            }
            return true;
        }
        let fits = match self.is_across() {
            None => place.0 == total.0 || place.1 == total.1,
            Some(true) => place.0 == total.0,
            Some(false) => place.1 == total.1,
        };
        if fits {
            self.terms.push((place, false));
        }
        fits
    }

    /// Are the terms in the row of the total? None while there is no term.
    pub fn is_across(&self) -> Option<bool> {
        Some(self.terms.first()?.0.0 == self.total?.0)
    }

    /// The sum so far, as an identity; none without a term.
    pub fn relation(&self, table: &Table) -> Option<Relation> {
        let total = self.total?;
        self.terms.first()?;
        let reported = table.value(total)?;
        let mut computed = Decimal::ZERO;
        let mut terms = Vec::new();
        for &(cell, minus) in &self.terms {
            let factor = if minus { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
            computed = computed.checked_add(table.value(cell)?.checked_mul(factor)?)?;
            terms.push(Term { cell, factor });
        }
        let difference = computed.checked_sub(reported)?.abs();
        let verdict = if difference.is_zero() { Verdict::Exact } else { Verdict::Mismatch };
        let (kind, tolerance) = (RelationKind::Sum, Decimal::ZERO);
        Some(Relation { kind, total, terms, computed, reported, difference, tolerance, verdict, given: true })
    }

    /// What is said, of this line or of every one.
    pub fn statement(&self, table: &Table, names: &Names, every_line: bool) -> Option<Given> {
        let mut said = speak(names, &self.relation(table)?, false)?;
        if every_line {
            said.line = None;
        }
        Some(Given::Sum(said))
    }
}

/// That a relation is no sum, in any line.
pub fn denial(names: &Names, relation: &Relation) -> Option<Given> {
    Some(Given::Sum(GivenSum { line: None, ..speak(names, relation, true)? }))
}

/// A relation by the names of its cells; none when its terms share neither row nor column with the total.
fn speak(names: &Names, relation: &Relation, denied: bool) -> Option<GivenSum> {
    let (row, column) = relation.total;
    let across = relation.terms.iter().all(|term| term.cell.0 == row);
    if !across && relation.terms.iter().any(|term| term.cell.1 != column) {
        return None;
    }
    let (positions, lines) =
        if across { (&names.columns, &names.rows) } else { (&names.rows, &names.columns) };
    let split = |(row, column): Place| if across { (column, row) } else { (row, column) };
    let (total, line) = split(relation.total);
    let terms = relation.terms.iter().map(|term| {
        let position = *positions.get(split(term.cell).0)?;
        Some(GivenTerm { position, minus: term.factor.is_sign_negative() })
    });
    Some(GivenSum {
        table: names.table,
        across,
        line: Some(*lines.get(line)?),
        total: *positions.get(total)?,
        terms: terms.collect::<Option<_>>()?,
        denied,
    })
}

/// What was said, in the words of the tables as they are now: `Net = Income − Costs`, and the line that it is said
/// of, or nothing. None when something that it names is no longer there.
pub fn in_words(tables: &[Table], given: &GivenSum) -> Option<(usize, String, Option<String>)> {
    let names = Names::of(tables);
    let at = names.iter().position(|names| names.table == given.table)?;
    let (table, names) = (&tables[at], &names[at]);
    let (positions, lines) =
        if given.across { (&names.columns, &names.rows) } else { (&names.rows, &names.columns) };
    let name =
        |across: bool, index: usize| if across { column_name(table, index) } else { row_name(table, index) };
    let position = |hash: u64| Some(name(given.across, positions.iter().position(|&it| it == hash)?));
    let mut written = format!("{} =", position(given.total)?);
    for (index, term) in given.terms.iter().enumerate() {
        let sign = match (term.minus, index) {
            (true, _) => " \u{2212} ",
            (false, 0) => " ",
            (false, _) => " + ",
        };
        written.push_str(sign);
        written.push_str(&position(term.position)?);
    }
    let line = match given.line {
        Some(hash) => Some(name(!given.across, lines.iter().position(|&it| it == hash)?)),
        None => None,
    };
    Some((at, written, line))
}

/// What a part that something was said of is called, and in which table it is; none when it is no longer there. The
/// table itself has no name here.
pub fn part_name(tables: &[Table], table: u64, part: Part) -> Option<(usize, String)> {
    let names = Names::of(tables);
    let at = names.iter().position(|names| names.table == table)?;
    let (table, names) = (&tables[at], &names[at]);
    let find = |among: &[u64], name: u64| among.iter().position(|&it| it == name);
    let name = match part {
        Part::Unit { column: None, .. } => String::new(),
        Part::Unit { column: Some(name), .. } | Part::Column { column: name, .. } => {
            column_name(table, find(&names.columns, name)?)
        }
        Part::Row { row, .. } => row_name(table, find(&names.rows, row)?),
        Part::Cell { row, column, .. } => {
            place_name(table, (find(&names.rows, row)?, find(&names.columns, column)?))
        }
    };
    Some((at, name))
}

/// The sum of a picking, written out.
pub fn written(lang: Lang, table: &Table, relation: &Relation) -> Option<String> {
    working::of(table, relation).map(|working| in_one_line(lang, &working))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::working::tests::table;

    fn page() -> Table {
        table(&["Vår", "Höst"], &[("In", &["500", "7"]), ("Ut", &["120", "8"]), ("Kvar", &["380", "9"])])
    }

    fn picked(places: &[Place]) -> Picking {
        let mut picking = Picking::default();
        for &place in places {
            picking.point(place);
        }
        picking
    }

    #[test]
    fn a_total_and_its_terms_are_pointed_out() {
        let picking = picked(&[(2, 0), (0, 0), (1, 0), (1, 0)]);
        let relation = picking.relation(&page()).unwrap();
        assert_eq!(relation.verdict, Verdict::Exact);
        assert_eq!(written(Lang::Sv, &page(), &relation).unwrap(), "500 \u{2212} 120 = 380");
    }

    #[test]
    fn terms_stand_in_line_with_the_total() {
        let mut picking = picked(&[(2, 0), (0, 0)]);
        assert!(!picking.point((2, 1)) && !picking.point((0, 1)));
        assert_eq!(picking.terms.len(), 1);
        assert_eq!(picked(&[(2, 0), (2, 1)]).is_across(), Some(true));
    }

    #[test]
    fn a_third_time_takes_a_term_away_and_the_total_again_starts_over() {
        assert!(picked(&[(2, 0), (0, 0), (0, 0), (0, 0)]).terms.is_empty());
        assert_eq!(picked(&[(2, 0), (0, 0), (2, 0)]), Picking::default());
    }

    #[test]
    fn a_part_has_its_name_while_it_is_there() {
        let tables = [page()];
        let names = Names::of(&tables).remove(0);
        let name = |part| part_name(&tables, names.table, part);
        assert_eq!(name(Part::Row { row: names.rows[1], role: None }), Some((0, "Ut".to_owned())));
        assert_eq!(name(Part::Column { column: names.columns[1], role: None }), Some((0, "Höst".to_owned())));
        assert_eq!(name(Part::Row { row: 1, role: None }), None);
    }

    #[test]
    fn what_was_said_is_told_in_the_words_of_the_table() {
        let tables = [page()];
        let names = Names::of(&tables).remove(0);
        let picking = picked(&[(2, 0), (0, 0), (1, 0), (1, 0)]);
        let one = picking.statement(&tables[0], &names, false).unwrap();
        let words = |given: &Given| match given {
            Given::Sum(sum) => in_words(&tables, sum).map(|(_, words, line)| (words, line)),
            Given::Part { .. } => None,
        };
        assert_eq!(words(&one), Some(("Kvar = In \u{2212} Ut".to_owned(), Some("Vår".to_owned()))));
        let every = picking.statement(&tables[0], &names, true).unwrap();
        assert_eq!(words(&every).unwrap().1, None);
        let Given::Sum(one) = one else { panic!("a sum") };
        assert_eq!(words(&Given::Sum(GivenSum { total: 1, ..one })), None);
    }
}
