//! Identities that fail in a line of deviations only because its signs say what is good and what is bad.
//!
//! Where income and costs stand without signs, `Intäkter = Kostnader + Netto`. Their deviations are often
//! printed with a minus for what is worse than the budget, of whatever kind; then the deviation of the net is the
//! plain sum of all others, and the identity of the amounts does not hold among them. It is not meant to.

use super::words;
use crate::engine::report::{ColumnRole, Place, Relation, RelationKind, RowRole, Table, Term, Verdict};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Leaves out the failing sums of lines of deviations in which the net is the plain sum of all others, and the failing
/// deviations of such lines that are right but for their sign.
pub(super) fn leave_out(table: &Table, relations: &mut Vec<Relation>) {
    let differences = [false, true].map(|across| lines_of_differences(table, relations, across));
    let among_differences = |relation: &Relation, across: bool| {
        let of = differences.get(usize::from(across));
        line_of(relation, across).zip(of).is_some_and(|(line, of)| of.contains(&line))
    };
    let keep: Vec<bool> = relations
        .iter()
        .map(|relation| {
            if !relation.is_additive() || relation.verdict != Verdict::Mismatch || relation.given {
                return true;
            }
            let sum = [false, true].into_iter().any(|across| among_differences(relation, across))
                && net_is_the_sum(table, relation, |cell| cell);
            let turned = relation.computed.saturating_add(relation.reported).abs() <= relation.tolerance
                && ([false, true]
                    .into_iter()
                    .any(|across| in_oriented_line(table, relations, relation.total, across))
                    || is_result_among_costs(table, relations, relation));
            !sum && !turned
        })
        .collect();
    let mut keep = keep.into_iter();
    relations.retain(|_| keep.next().unwrap_or(true));
}

/// Does a sum that holds in another line run through the position of a cell, and say good and bad in its own?
fn in_oriented_line(table: &Table, relations: &[Relation], (row, column): Place, across: bool) -> bool {
    let own = |(r, c): Place| if across { (row, c) } else { (r, column) };
    relations.iter().any(|relation| {
        relation.is_additive()
            && relation.verdict != Verdict::Mismatch
            && relation.terms.len() > 1
            && line_of(relation, across).is_some()
            && !relation.cells().any(|cell| cell == (row, column))
            && relation.cells().any(|cell| own(cell) == (row, column))
            && net_is_the_sum(table, relation, own)
            && !holds(table, relation, own)
    })
}

/// Does a difference stand in the row of a result, and those that hold in its column in rows of costs without signs?
/// More cost is worse, and more result is better: what says good and bad turns from the one to the other.
fn is_result_among_costs(table: &Table, relations: &[Relation], relation: &Relation) -> bool {
    let gains = |row: usize| {
        table.rows.get(row).is_some_and(|row| matches!(row.role, RowRole::Result | RowRole::Income))
    };
    let (row, column) = relation.total;
    // The same two columns, the one less the other: other gains that turn speak for it, and not against it.
    let form = |relation: &Relation| -> BTreeSet<(usize, Decimal)> {
        relation.terms.iter().map(|term| (term.cell.1, term.factor)).collect()
    };
    let own = form(relation);
    let mut costs = 0_usize;
    let mut signed = 0_usize;
    for other in relations {
        let alike = other.kind == RelationKind::Difference
            && other.verdict != Verdict::Mismatch
            && other.total.1 == column
            && line_of(other, true).is_some()
            && form(other) == own;
        if !alike {
            continue;
        }
        if gains(other.total.0) {
            return false;
        }
        let negative = |term: &Term| table.value(term.cell).is_some_and(|value| value.is_sign_negative());
        if other.terms.iter().any(negative) {
            signed += 1;
        } else {
            costs += 1;
        }
    }
    relation.kind == RelationKind::Difference
        && gains(row)
        && line_of(relation, true).is_some()
        && costs >= 2
        && costs > signed * 2
}

/// Does a sum hold for the cells that stand for its own?
fn holds(table: &Table, relation: &Relation, own: impl Fn(Place) -> Place) -> bool {
    let value = |cell: Place| table.value(own(cell)).unwrap_or_default();
    let terms = relation.terms.iter().map(|term| value(term.cell).saturating_mul(term.factor));
    let sum = terms.fold(Decimal::ZERO, Decimal::saturating_add);
    sum.saturating_sub(value(relation.total)).abs() <= relation.tolerance
}

/// The line that all cells of a relation stand in: a column, or a row when it runs `across`.
fn line_of(relation: &Relation, across: bool) -> Option<usize> {
    let of = |(row, column): Place| if across { row } else { column };
    let line = of(relation.total);
    relation.terms.iter().all(|term| of(term.cell) == line).then_some(line)
}

/// The columns (or rows) that hold differences of others, by their heads or by what holds in them.
fn lines_of_differences(table: &Table, relations: &[Relation], across: bool) -> BTreeSet<usize> {
    let of = |(row, column): Place| if across { row } else { column };
    let shown = relations.iter().filter(|relation| {
        relation.kind == RelationKind::Difference
            && relation.verdict != Verdict::Mismatch
            && line_of(relation, !across).is_some()
    });
    let mut lines: BTreeSet<usize> = shown.map(|relation| of(relation.total)).collect();
    if !across {
        let named = |role| matches!(role, ColumnRole::Deviation | ColumnRole::Change);
        lines.extend(
            table.columns.iter().enumerate().filter(|(_, column)| named(column.role)).map(|(c, _)| c),
        );
    }
    lines
}

/// Is a net the plain sum of all others, among the cells that stand for those of a relation?
fn net_is_the_sum(table: &Table, relation: &Relation, own: impl Fn(Place) -> Place) -> bool {
    let figures: Vec<(Place, Decimal)> =
        relation.cells().map(&own).filter_map(|cell| Some((cell, table.value(cell)?))).collect();
    let sum = figures.iter().map(|&(_, value)| value).fold(Decimal::ZERO, Decimal::saturating_add);
    let is_net = |(row, column): Place| {
        table.rows.get(row).is_some_and(|row| words::of_row(&row.label, row.role).net)
            || table
                .columns
                .get(column)
                .is_some_and(|head| words::of_column(&head.header, head.role, head.unit).net)
    };
    // Among the amounts, costs are subtracted: `Netto = Intäkter − Kostnader`, or `Intäkter = Kostnader + Netto`.
    let total = own(relation.total);
    let subtracts = relation.terms.iter().any(|term| term.factor.is_sign_negative());
    let may_be = |cell: Place| if cell == total { subtracts } else { is_net(cell) && !is_net(total) };
    figures.iter().any(|&(cell, value)| {
        value.saturating_mul(Decimal::TWO).saturating_sub(sum).abs() <= relation.tolerance && may_be(cell)
    })
}

#[cfg(test)]
mod tests {
    use crate::engine::{check, options::Options, source::Source};

    fn errors(text: &str) -> usize {
        let report = check(&Source::text("t", text), &Options::default());
        report.findings.iter().filter(|finding| finding.rule.starts_with("footing/")).count()
    }

    const FAVOURABLE: &str = "\
Belopp i tkr\tBudget\tUtfall\tAvvikelse
Intäkter\t1204\t1187\t-17
Personalkostnader\t845\t812\t33
Lokaler\t120\t131\t-11
Övriga kostnader\t77\t64\t13
Netto\t162\t180\t18
";

    #[test]
    fn deviations_that_say_good_and_bad_are_not_the_amounts_net() {
        assert_eq!(errors(FAVOURABLE), 0);
        let two = "Belopp i tkr\tBudget\tUtfall\tAvvikelse\nIntäkter\t1204\t1187\t-17\nKostnader\t845\t812\t33\nResultat\t359\t375\t16\n";
        assert_eq!(errors(two), 0);
    }

    #[test]
    fn the_deviation_of_a_result_below_costs_turns() {
        let of = |deviation: &str| {
            format!(
                "mkr\tBudget\tPrognos\tAvvikelse\nKulturnämnden\t98,4\t96,9\t1,5\nSkolnämnden\t462,0\t468,7\t-6,7\n\
                 Vårdnämnden\t389,5\t401,2\t-11,7\nFinansieringen\t-975,4\t-989,4\t14,0\nResultat\t25,5\t22,6\t{deviation}\n"
            )
        };
        assert_eq!(errors(&of("-2,9")), 0);
        assert_eq!(errors(&of("-9,2")), 1, "another figure is wrong all the same");
    }

    #[test]
    fn the_deviations_of_all_income_below_costs_turn() {
        let of = |deviation: &str| {
            format!(
                "mkr\tBudget\tUtfall\tAvvikelse\nSkola\t512,4\t518,6\t-6,2\nVård\t412,7\t409,8\t2,9\n\
                 Teknik\t88,5\t90,1\t-1,6\nSkatteintäkter\t845,2\t852,6\t{deviation}\nStatsbidrag\t200,0\t201,5\t1,5\n"
            )
        };
        assert_eq!(errors(&of("7,4")), 0);
        assert_eq!(errors(&of("4,7")), 1, "another figure is wrong all the same");
    }

    #[test]
    fn the_one_row_of_costs_has_its_own_sign() {
        let text = "Belopp i tkr\tBudget\tUtfall\tAvvikelse\nAvgifter\t204\t187\t-17\nBidrag\t451\t470\t19\nHyror\t312\t305\t-7\nKostnader\t845\t812\t33\nNetto\t122\t150\t28\n";
        assert_eq!(errors(text), 0);
    }

    #[test]
    fn a_wrong_amount_is_told_all_the_same() {
        assert!(errors(&FAVOURABLE.replace("812", "821")) > 0);
        assert!(errors(&FAVOURABLE.replace("162\t180\t18", "162\t180\t81")) > 0);
    }
}
