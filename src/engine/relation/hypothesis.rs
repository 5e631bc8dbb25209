//! An identity between positions that is to be tested in every line, and its tally of evidence.

use super::{
    evidence::{self, BIT, Weight},
    matrix::Matrix,
    work::Work,
};

/// Terms that no line bears out and one speaks against: more than a stretch that begins at an edge gains.
const IDLE: i64 = 4 * BIT;

/// How the total comes from its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Σ sign × term.
    Sum,
    /// Mean of the terms that are there.
    Average,
}

/// An identity between positions.
#[derive(Clone, Debug)]
pub(super) struct Hypothesis {
    pub form: Form,
    pub total: usize,
    /// Positions in rising order, with signs.
    pub terms: Vec<(usize, i8)>,
    /// The terms stand in one stretch beside the total: they are its parts, and are not added again in
    /// the totals of a higher level.
    pub parts: bool,
    /// The words beside the total name it, and the lines bear it out: it needs no further proof.
    pub named: bool,
    /// What it costs to name it, in sixteenths of a bit.
    pub cost: i64,
    pub tally: Tally,
}

/// How an identity fared over all lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Evidence less all costs, in sixteenths of a bit.
    pub score: i64,
    /// Lines in which it holds and that say something.
    pub hits: usize,
    /// Lines in which it does not hold.
    pub misses: usize,
    /// Of the hits, those without any residual.
    pub exact: usize,
}

/// An identity in one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instance {
    /// Of the terms; for an average the sum, not yet divided.
    pub computed: i128,
    /// The total; for an average times the number of terms.
    pub reported: i128,
    pub tolerance: i128,
    /// Terms that are there.
    pub present: usize,
    /// Terms that are there and not zero.
    pub nonzero: usize,
    pub weight: Weight,
    /// One unit of the total's last digit.
    pub unit: i128,
}

impl Instance {
    pub(super) fn residual(&self) -> u128 {
        self.computed.abs_diff(self.reported)
    }

    pub(super) fn holds(&self) -> bool {
        self.residual() <= self.tolerance.unsigned_abs()
    }

    /// Nothing but zeros.
    pub(super) fn empty(&self) -> bool {
        self.nonzero == 0 && self.reported == 0
    }
}

impl Hypothesis {
    /// The identity in a line; none where the total or all terms are missing.
    pub(super) fn instance(&self, m: &Matrix, line: usize) -> Option<Instance> {
        let amounts = m.line(line);
        let total = amounts.get(self.total).copied().flatten()?;
        let mut computed = 0_i128;
        let mut tolerance = 0_i128;
        let (mut present, mut nonzero) = (0_usize, 0_usize);
        let mut weight = Weight::default();
        for &(position, sign) in &self.terms {
            if m.unread(position, line) {
                return None;
            }
            let Some(term) = amounts.get(position).copied().flatten() else { continue };
            present += 1;
            nonzero += usize::from(term.value != 0);
            computed = computed.saturating_add(term.value.saturating_mul(i128::from(sign)));
            tolerance = tolerance.saturating_add(term.half);
            weight.add(term.value);
        }
        if present == 0 {
            return None;
        }
        let times = if self.form == Form::Average { present as i128 } else { 1 };
        let reported = total.value.saturating_mul(times);
        weight.add(reported);
        tolerance = tolerance.saturating_add(total.half.saturating_mul(times));
        Some(Instance { computed, reported, tolerance, present, nonzero, weight, unit: total.half * 2 })
    }

    /// Weighs the evidence of all lines.
    pub(super) fn weigh(&mut self, m: &Matrix, work: &mut Work) {
        let mut tally = Tally::default();
        let mut gain = 0;
        let mut seen: Vec<u128> = Vec::new();
        let (mut runs, mut before) = (0_usize, false);
        for line in 0..m.lines {
            if !work.spend(self.terms.len() + 1) {
                break;
            }
            let Some(instance) = self.instance(m, line) else { continue };
            if instance.empty() {
                continue;
            }
            let hit = instance.holds();
            if !hit {
                // Shares under amounts need not add up; where they do, they count.
                tally.misses += usize::from(!m.line_is_share(line));
                before = false;
                continue;
            }
            let residual = instance.residual();
            let (bits, mark) = instance.weight.bits(instance.unit.unsigned_abs(), residual);
            // The same figures again are no new evidence.
            if bits > 0 && seen.len() < 4096 && !seen.contains(&mark) {
                seen.push(mark);
                gain += bits;
            }
            tally.hits += usize::from(bits > 0);
            tally.exact += usize::from(bits > 0 && residual == 0);
            if !before {
                runs += 1;
            }
            before = true;
        }
        tally.score = gain
            - self.cost
            - evidence::subset(tally.hits, tally.hits + tally.misses, runs)
            - self.against(m)
            + self.said(m)
            - if tally.misses > 0 { self.unborne(m, work) } else { 0 };
        self.tally = tally;
    }

    /// What the words beside the total are worth.
    fn said(&self, m: &Matrix) -> i64 {
        let words = m.words(self.total);
        match self.form {
            Form::Sum if words.total => 10 * BIT,
            Form::Sum if words.net => 5 * BIT,
            Form::Sum if words.difference && !self.parts => 5 * BIT,
            Form::Sum if words.average => -6 * BIT,
            Form::Average if words.average => 12 * BIT,
            // Whatever lies among figures is close to the mean of some of them.
            Form::Average => -14 * BIT,
            Form::Sum => 0,
        }
    }

    /// What speaks against the terms that are nothing in every line where it holds, and something where it does
    /// not: the shorter sum without them explains as much.
    fn unborne(&self, m: &Matrix, work: &mut Work) -> i64 {
        let mut borne = vec![false; self.terms.len()];
        let mut refuted = vec![false; self.terms.len()];
        for line in 0..m.lines {
            if !work.spend(2 * self.terms.len()) {
                break;
            }
            let Some(instance) = self.instance(m, line).filter(|instance| !instance.empty()) else {
                continue;
            };
            let side = if instance.holds() { &mut borne } else { &mut refuted };
            for (slot, &(position, _)) in side.iter_mut().zip(&self.terms) {
                *slot |= m.at(position, line).is_some_and(|amount| amount.value != 0);
            }
        }
        if borne.iter().zip(&refuted).any(|(borne, refuted)| !borne && *refuted) { IDLE } else { 0 }
    }

    /// What speaks against it: shares among amounts.
    fn against(&self, m: &Matrix) -> i64 {
        let share = m.words(self.total).share;
        let odd = self.terms.iter().filter(|&&(position, _)| m.words(position).share != share).count();
        (odd.min(3) as i64) * 4 * BIT
    }

    pub(super) fn has(&self, position: usize) -> bool {
        self.terms.binary_search_by_key(&position, |&(p, _)| p).is_ok()
    }

    /// The positions in it, total and terms, in rising order.
    pub(super) fn set(&self) -> Vec<usize> {
        let mut set: Vec<usize> = self.terms.iter().map(|&(p, _)| p).chain([self.total]).collect();
        set.sort_unstable();
        set
    }
}
