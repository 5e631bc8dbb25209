//! A deviation between the two measures beside it, where the words name all three: *Budgeterat resultat*,
//! *Prognostiserat resultat*, *Avvikelse*.
//!
//! Where many lines bear it out, the figures have said it already. Here the three stand in one line or two, so that
//! the words carry it: three neighbours that speak of the same thing, each with a measure of its own. What fails is
//! told only where a slip in one of the three explains it, since a deviation may be from another budget than the one
//! shown.

use super::{
    matrix::{Amount, Matrix, decimal},
    slip,
};
use crate::engine::{
    options::Rounding,
    report::{ColumnRole, Place, Relation, RelationKind, Table, Term, Verdict},
    vocabulary, words,
};
use std::collections::BTreeMap;

/// Letters of a word that binds others: *mot*, *för*.
const SMALL: usize = 3;
/// Words for the whole of a year, which a budget and a forecast are of unless they say otherwise.
const OF_THE_YEAR: &[&str] = &["", "års", "helårs"];

/// A label as a measure of something.
#[derive(Debug, PartialEq, Eq)]
struct Measure {
    role: ColumnRole,
    /// What it is a measure of: the stems of all other words, in order.
    of: Vec<String>,
}

impl Measure {
    /// None where a label names no measure, or several.
    fn of(label: &str) -> Option<Self> {
        let mut role: Option<ColumnRole> = None;
        let mut of = Vec::new();
        for word in label.split_whitespace().map(vocabulary::bare).filter(|word| !word.is_empty()) {
            match vocabulary::column_measure(&word) {
                Some((ColumnRole::Total, _)) => {}
                Some((found, before)) => {
                    // A deviation may name what it is from.
                    role = match (role, found) {
                        (None, found) => Some(found),
                        (Some(ColumnRole::Deviation), _) | (_, ColumnRole::Deviation) => {
                            Some(ColumnRole::Deviation)
                        }
                        (Some(before), found) if before == found => role,
                        _ => return None,
                    };
                    if !OF_THE_YEAR.contains(&before.as_str()) && found != ColumnRole::Deviation {
                        of.push(before);
                    }
                }
                None if word.chars().count() <= SMALL && vocabulary::year(&word).is_none() => {}
                None => of.push(words::stem(&word)),
            }
        }
        of.sort_unstable();
        of.dedup();
        Some(Self { role: role?, of })
    }

    fn is_deviation(&self) -> bool {
        self.role == ColumnRole::Deviation
    }

    fn is_came(&self) -> bool {
        matches!(self.role, ColumnRole::Outcome | ColumnRole::Forecast)
    }
}

/// Positions: what it deviates from, what came, and by how much.
#[derive(Clone, Copy, Debug)]
struct Compared {
    budget: usize,
    came: usize,
    deviation: usize,
}

/// Three neighbours that name a budget, what came of it and the deviation, with no fourth measure beside them that
/// the deviation could be of.
fn find(m: &Matrix, table: &Table) -> Vec<Compared> {
    let label = |position: usize| {
        if m.across {
            table.columns.get(position).map(|column| column.header.as_str())
        } else {
            table.rows.get(position).map(|row| row.label.as_str())
        }
    };
    let measures: Vec<Option<Measure>> = (0..m.positions).map(|p| Measure::of(label(p)?)).collect();
    let amount = |at: Option<usize>| {
        let measure = at.and_then(|at| measures.get(at))?.as_ref()?;
        (measure.role == ColumnRole::Budget || measure.is_came()).then_some(())
    };
    let three = |first: usize| {
        let at = |role: &dyn Fn(&Measure) -> bool| {
            let mut found =
                (first..first + 3).filter(|&p| measures.get(p).and_then(Option::as_ref).is_some_and(role));
            found.next().filter(|_| found.next().is_none())
        };
        let compared = Compared {
            budget: at(&|measure| measure.role == ColumnRole::Budget)?,
            came: at(&Measure::is_came)?,
            deviation: at(&Measure::is_deviation)?,
        };
        let of = |p: usize| measures.get(p).and_then(Option::as_ref).map(|measure| measure.of.as_slice());
        let (budget, came, deviation) = (of(compared.budget)?, of(compared.came)?, of(compared.deviation)?);
        let same = budget == came && deviation.iter().all(|word| budget.contains(word));
        let alone = amount(first.checked_sub(1)).is_none() && amount(Some(first + 3)).is_none();
        (same && alone).then_some(compared)
    };
    (0..m.positions.saturating_sub(2)).filter_map(three).collect()
}

impl Compared {
    fn amounts(self, m: &Matrix, line: usize) -> Option<[Amount; 3]> {
        let all = [self.budget, self.came, self.deviation];
        if all.iter().any(|&p| m.unread(p, line) || m.withheld(p, line)) {
            return None;
        }
        let [budget, came, deviation] = all.map(|p| m.at(p, line));
        Some([budget?, came?, deviation?])
    }

    /// The deviation as what came less the budget (1) or the other way round (−1): of the two the one that holds,
    /// or else that a slip explains.
    fn sign(self, m: &Matrix, line: usize) -> Option<(i128, bool)> {
        let amounts = self.amounts(m, line)?;
        let signs = [1_i128, -1];
        let holds = |sign: i128| off(amounts, sign).unsigned_abs() <= slack(amounts).unsigned_abs();
        if let Some(sign) = signs.into_iter().find(|&sign| holds(sign)) {
            return Some((sign, true));
        }
        signs.into_iter().find(|&sign| slipped(amounts, sign, m.scale)).map(|sign| (sign, false))
    }

    fn relation(self, m: &Matrix, line: usize, rounding: Rounding) -> Option<Relation> {
        let amounts @ [_, _, deviation] = self.amounts(m, line)?;
        let (sign, _) = self.sign(m, line)?;
        let off = off(amounts, sign);
        let term = |position, factor: i128| Term { cell: m.place(position, line), factor: factor.into() };
        let terms = vec![term(self.came, 1), term(self.budget, -1)];
        let terms = if sign > 0 { terms } else { vec![term(self.budget, 1), term(self.came, -1)] };
        let difference = decimal(off.saturating_abs(), m.scale)?;
        let tolerance =
            rounding.tolerance(decimal(slack(amounts), m.scale)?, decimal(deviation.half, m.scale)?);
        Some(Relation {
            kind: RelationKind::Difference,
            total: m.place(self.deviation, line),
            terms,
            computed: decimal(deviation.value.checked_add(off)?, m.scale)?,
            reported: decimal(deviation.value, m.scale)?,
            difference,
            tolerance,
            verdict: Verdict::of(difference, tolerance),
            given: false,
        })
    }
}

/// By how much the deviation is too small.
fn off([budget, came, deviation]: [Amount; 3], sign: i128) -> i128 {
    let right = came.value.saturating_sub(budget.value).saturating_mul(sign);
    right.saturating_sub(deviation.value)
}

fn slack(amounts: [Amount; 3]) -> i128 {
    amounts.iter().map(|amount| amount.half).sum()
}

/// Does a slip of the hand in one of the three explain that they do not go together?
fn slipped(amounts @ [budget, came, deviation]: [Amount; 3], sign: i128, scale: u32) -> bool {
    let off = off(amounts, sign);
    let explains = |printed: Amount, right: i128| {
        right.signum() == printed.value.signum() && slip::explains(printed, right, slack(amounts), scale)
    };
    explains(deviation, deviation.value.saturating_add(off))
        || explains(came, came.value.saturating_sub(off.saturating_mul(sign)))
        || explains(budget, budget.value.saturating_add(off.saturating_mul(sign)))
}

/// States the deviations that the words name and the figures alone have not told.
pub(super) fn state(m: &Matrix, table: &Table, rounding: Rounding, relations: &mut Vec<Relation>) {
    let found = find(m, table);
    if found.is_empty() {
        return;
    }
    let mut by_cell: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (index, relation) in relations.iter().enumerate() {
        for cell in relation.cells() {
            by_cell.entry(cell).or_default().push(index);
        }
    }
    for compared in found {
        let lines = || (0..m.lines).filter(|&line| compared.amounts(m, line).is_some());
        let signs: Option<Vec<(i128, bool)>> = lines().map(|line| compared.sign(m, line)).collect();
        // A slip is a rare thing: one line may fail, and no line otherwise than by a slip.
        if signs.is_none_or(|signs| signs.iter().filter(|(_, holds)| !holds).count() > 1) {
            continue;
        }
        for relation in lines().filter_map(|line| compared.relation(m, line, rounding)) {
            let empty = relation.reported.is_zero() && relation.verdict != Verdict::Mismatch;
            let known = relation.cells().filter_map(|cell| by_cell.get(&cell)).flatten();
            let known = known.filter_map(|&index| relations.get(index)).any(|old| told(&relation, old));
            if !empty && !known {
                for cell in relation.cells() {
                    by_cell.entry(cell).or_default().push(relations.len());
                }
                relations.push(relation);
            }
        }
    }
}

/// Has an identity told it, or told where else its deviation comes from?
fn told(new: &Relation, old: &Relation) -> bool {
    let cells: Vec<Place> = new.cells().collect();
    let down = cells.windows(2).all(|pair| matches!(pair, [a, b] if a.1 == b.1));
    let along = || {
        let mut cells = old.cells();
        let first = cells.next().unwrap_or_default();
        cells.all(|cell| if down { cell.1 == first.1 } else { cell.0 == first.0 })
    };
    let common = old.cells().filter(|cell| cells.contains(cell)).count();
    common >= 2 && along()
        || old.total == new.total && new.verdict == Verdict::Mismatch && old.kind == RelationKind::Difference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::relation::{infer, tests};

    fn verdicts(text: &str) -> Vec<Verdict> {
        infer(&tests::table(text), Rounding::Interval).relations.into_iter().map(|r| r.verdict).collect()
    }

    #[test]
    fn the_words_name_the_deviation_of_a_single_line() {
        let rows = |came: &str| {
            format!(
                "Post | mnkr\nSumma avvikelse | 12,3\nBudgeterat resultat | 41,8\nPrognos resultat | {came}"
            )
        };
        assert_eq!(verdicts(&rows("54,1")), [Verdict::Exact]);
        // Two digits have changed places, and nothing explains the other.
        assert_eq!(verdicts(&rows("51,4")), [Verdict::Mismatch]);
        assert_eq!(verdicts(&rows("73,6")), []);
        let columns = |budget: &str| {
            format!("Nämnd | Budget | Utfall | Avvikelse\nKulturnämnden | {budget} | 36 254 | 1 268")
        };
        assert_eq!(verdicts(&columns("37 522").replace(' ', "").replace('|', " | ")), [Verdict::Exact]);
        assert_eq!(verdicts(&columns("37 552").replace(' ', "").replace('|', " | ")), [Verdict::Mismatch]);
    }

    #[test]
    fn what_is_measured_must_be_the_same() {
        let named = |budget: &str, came: &str, deviation: &str| {
            let rows = format!("Post | tkr\n{budget} | 4180\n{came} | 4510\n{deviation} | 303");
            !verdicts(&rows).is_empty()
        };
        assert!(named("Budget", "Utfall", "Avvikelse"));
        assert!(named("Årsbudget netto", "Helårsprognos netto", "Avvikelse mot budget"));
        assert!(!named("Periodbudget", "Helårsprognos", "Avvikelse"), "of the year, and of a part of it");
        assert!(!named("Budget lokaler", "Utfall personal", "Avvikelse"));
        assert!(!named("Budget 2023", "Utfall 2024", "Avvikelse"));
        assert!(!named("Prognos", "Utfall", "Avvikelse"), "no budget");
    }
}
