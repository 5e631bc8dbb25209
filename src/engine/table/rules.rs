//! Rules between the columns of a table: which are sums and differences of which.
//!
//! They are looked for while the cells are still in doubt, so a row gives all its likely readings and
//! counts for a rule if one of them obeys it. Three figures of five digits obey a rule by chance in one
//! of ten thousand rows; two rows that do are proof.

use super::agree::Values;

/// A relation between columns: factors under which they sum to zero.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub terms: Vec<(usize, i8)>,
}

/// What a row says of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    Holds,
    Fails,
    /// Too little in the cells to say anything.
    Silent,
}

/// An amount of fewer units than this agrees with others by chance too often to say anything.
const SOME: i64 = 5;
/// More columns than this are not tried three by three, but only as runs beside their total.
const MAX_TRIPLES: usize = 16;

/// Does a rule hold in a row? An empty cell counts as nothing, if others are filled.
pub(super) fn judge(rule: &Rule, row: &Values) -> Judgement {
    let mut sum = 0_i128;
    let mut large = 0;
    let mut filled = 0;
    for &(c, factor) in &rule.terms {
        let Some(&Some(value)) = row.get(c) else { continue };
        filled += 1;
        large += i32::from(value.abs() >= SOME);
        sum += i128::from(value) * i128::from(factor);
    }
    // Half a unit for each figure.
    let slack = (rule.terms.len() as i128 / 2).max(1);
    if filled < 2 || large < 2 {
        // One cell that stands alone, or nothing but small change.
        return if filled > 0 && sum.abs() > slack { Judgement::Fails } else { Judgement::Silent };
    }
    if sum.abs() <= slack { Judgement::Holds } else { Judgement::Fails }
}

/// The rules that hold in at least four of five of the rows that say anything, and in two at least.
///
/// `sample` are the readings of each row that leave no cell out, and `others` those that do: under such a reading a row
/// obeys too many rules to bear one out, but where it does, it does not speak against the rule either.
pub(super) fn find(sample: &[Vec<Values>], others: &[Vec<Values>], width: usize) -> Vec<Rule> {
    candidates(width)
        .into_iter()
        .filter(|rule| {
            let tally = |rows: &mut dyn Iterator<Item = Judgement>| {
                rows.fold((0_usize, 0_usize), |(holds, fails), judgement| match judgement {
                    Judgement::Holds => (holds + 1, fails),
                    Judgement::Fails => (holds, fails + 1),
                    Judgement::Silent => (holds, fails),
                })
            };
            let (holds, mut fails) = tally(&mut sample.iter().map(|row| of_row(rule, row.iter())));
            if holds >= 2 && holds < 4 * fails {
                let obeys = |row: &Vec<Values>| row.iter().any(|v| judge(rule, v) == Judgement::Holds);
                let excused = |(row, others): (&Vec<Values>, &Vec<Values>)| {
                    of_row(rule, row.iter()) == Judgement::Fails && obeys(others)
                };
                fails -= sample.iter().zip(others).filter(|&pair| excused(pair)).count();
            }
            // Where a term is nought, any other column of noughts would do as well.
            let filled = |values: &&Values| {
                rule.terms.iter().all(|&(c, _)| values.get(c).copied().flatten().is_some_and(|v| v != 0))
            };
            let told = |row: &Vec<Values>| of_row(rule, row.iter().filter(filled));
            let (borne, refuted) = tally(&mut sample.iter().map(told));
            holds >= 2 && holds >= 4 * fails && (refuted <= 1 || borne >= refuted)
        })
        .collect()
}

/// The bits that each reading of each row of a sample saves by the rules that the rows together show.
pub(super) fn shown(sample: &[Vec<Values>], width: usize) -> Vec<Vec<u32>> {
    let rules = find(sample, &[], width);
    sample.iter().map(|row| row.iter().map(|values| saved(&rules, values)).collect()).collect()
}

/// What a rule that holds is worth in a row of small figures, or in one where one term makes up the total.
const LEAST_BITS: u32 = 5;
/// What no rule is worth more than in one row: figures of any length are rounded, copied and misread alike.
const MOST_BITS: u32 = 8;

/// The bits that a row saves which obeys rules: a sum is met by chance the more rarely the larger it is, and
/// what one term alone makes up may be a copy of it. Rules that say something of the same columns are one.
fn saved(rules: &[Rule], values: &Values) -> u32 {
    let mut told = std::collections::BTreeSet::new();
    let mut bits = 0;
    for rule in rules.iter().filter(|rule| judge(rule, values) == Judgement::Holds) {
        let columns =
            || rule.terms.iter().map(|&(c, _)| c).filter(|&c| matches!(values.get(c), Some(Some(_))));
        if columns().filter(|c| !told.contains(c)).count() < 2 {
            continue;
        }
        let amount = |c: usize| values.get(c).copied().flatten().unwrap_or(0).unsigned_abs();
        let mut amounts: Vec<u64> = columns().map(amount).collect();
        amounts.sort_unstable_by(|a, b| b.cmp(a));
        let Some((&most, &next)) = amounts.first().zip(amounts.get(1)) else { continue };
        bits += if most - next >= SOME.unsigned_abs() {
            most.ilog2().clamp(LEAST_BITS, MOST_BITS)
        } else {
            LEAST_BITS
        };
        told.extend(columns());
    }
    bits
}

/// The best that any reading of a row says of a rule.
fn of_row<'a>(rule: &Rule, readings: impl Iterator<Item = &'a Values>) -> Judgement {
    let mut best = Judgement::Silent;
    for values in readings {
        match judge(rule, values) {
            Judgement::Holds => return Judgement::Holds,
            Judgement::Fails if full(rule, values) => best = Judgement::Fails,
            Judgement::Fails | Judgement::Silent => {}
        }
    }
    best
}

/// Only a row with two figures of the rule can speak against it.
fn full(rule: &Rule, values: &Values) -> bool {
    rule.terms.iter().filter(|(c, _)| matches!(values.get(*c), Some(Some(_)))).count() >= 2
}

fn candidates(width: usize) -> Vec<Rule> {
    let mut out = Vec::new();
    if width <= MAX_TRIPLES {
        for a in 0..width {
            for b in a + 1..width {
                for c in b + 1..width {
                    for signs in [[1, 1, -1], [1, -1, 1], [1, -1, -1]] {
                        out.push(Rule { terms: [a, b, c].into_iter().zip(signs).collect() });
                    }
                }
            }
        }
    }
    // A total beside the columns that it sums.
    for from in 0..width {
        for to in from + 3..=width {
            for total in [from.checked_sub(1), Some(to).filter(|&t| t < width)].into_iter().flatten() {
                out.push(Rule { terms: (from..to).map(|c| (c, 1)).chain([(total, -1)]).collect() });
            }
        }
    }
    out
}
