//! An identity between positions that is to be tested in every line, and its tally of evidence.

use super::{
    evidence::{self, BIT, Weight},
    matrix::{Amount, Matrix},
    work::Work,
};

/// Terms that no line bears out and one speaks against: more than a stretch that begins at an edge gains.
const IDLE: i64 = 4 * BIT;

/// How the total comes from its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The one line in which it fails, where a slip that explains how is proof enough that it is meant.
    pub explained: Option<usize>,
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
    /// Lines, of whatever kind, in which the total has more decimals than its terms: it comes about otherwise.
    pub finer: usize,
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
    /// What it is worth, where it holds.
    weight: Weight,
    /// One unit of the total's last digit.
    pub unit: i128,
    /// The coarsest half unit of all.
    half: i128,
    /// It holds as deviations do whose signs say good and bad: the net is the plain sum of all others. Then `computed`
    /// is what is reported.
    pub oriented: bool,
}

impl Instance {
    pub(super) fn residual(&self) -> u128 {
        self.computed.abs_diff(self.reported)
    }

    pub(super) fn holds(&self) -> bool {
        self.residual() <= self.tolerance.unsigned_abs()
    }

    /// Does it hold as closely as rounding lets most identities hold? What needs all of its terms rounded
    /// the same way is no evidence.
    fn holds_likely(&self) -> bool {
        self.holds() && self.residual() <= evidence::likely(self.half, self.present.isqrt()).unsigned_abs()
    }

    /// What it is worth, where it holds, and a mark that is the same for the same figures.
    pub(super) fn worth(&self) -> (i64, u128) {
        self.weight.bits(self.unit.unsigned_abs(), self.residual())
    }

    /// Nothing but zeros.
    pub(super) fn empty(&self) -> bool {
        self.nonzero == 0 && self.reported == 0
    }
}

/// Unlike instances that are told apart; beyond, an identity has long been proven.
const SEEN: usize = 256;

/// Lines in which one term alone carries the total. Each of them would hold, too, if the total were a copy
/// of that term; so the sum is worth what the best such copy leaves unexplained.
#[derive(Debug, Default)]
struct Lone {
    seen: Vec<(usize, u128)>,
    /// Evidence by carrier.
    carriers: Vec<(usize, i64)>,
    lines: usize,
}

impl Lone {
    /// Takes in a line; gives what it is worth by itself.
    fn add(&mut self, carrier: usize, (bits, mark): (i64, u128)) -> i64 {
        self.lines += usize::from(bits > 0);
        if bits > 0 && self.seen.len() < SEEN && !self.seen.contains(&(carrier, mark)) {
            self.seen.push((carrier, mark));
            match self.carriers.iter_mut().find(|(c, _)| *c == carrier) {
                Some((_, sum)) => *sum += bits,
                None => self.carriers.push((carrier, bits)),
            }
        }
        bits
    }

    /// What the best copy explains.
    fn most(&self) -> i64 {
        self.carriers.iter().map(|&(_, bits)| bits).max().unwrap_or(0)
    }

    /// What the best copy leaves unexplained.
    fn bits(&self) -> i64 {
        let sum: i64 = self.carriers.iter().map(|&(_, bits)| bits).sum();
        sum - self.most()
    }
}

impl Hypothesis {
    /// The identity in a line; none where the total or all terms are missing.
    pub(super) fn instance(&self, m: &Matrix, line: usize) -> Option<Instance> {
        let amounts = m.line(line);
        let total = amounts.get(self.total).copied().flatten()?;
        let mut computed = 0_i128;
        // A mean is worked out from the figures as they are shown, and shows more decimals than they.
        let half_of = |amount: Amount| if self.form == Form::Average { amount.shown } else { amount.half };
        let unit = half_of(total).saturating_mul(2);
        let (mut tolerance, mut half) = (0_i128, half_of(total));
        let (mut present, mut nonzero) = (0_usize, 0_usize);
        for &(position, sign) in &self.terms {
            if m.unread(position, line) {
                return None;
            }
            let Some(term) = amounts.get(position).copied().flatten() else { continue };
            present += 1;
            nonzero += usize::from(term.value != 0);
            computed = computed.saturating_add(term.value.saturating_mul(i128::from(sign)));
            tolerance = tolerance.saturating_add(half_of(term));
            half = half.max(half_of(term));
        }
        if present == 0 {
            return None;
        }
        let times = if self.form == Form::Average { present as i128 } else { 1 };
        let reported = total.value.saturating_mul(times);
        tolerance = tolerance.saturating_add(half_of(total).saturating_mul(times));
        let fails = computed.abs_diff(reported) > tolerance.unsigned_abs();
        let oriented = fails && self.form == Form::Sum && self.is_oriented(m, line, tolerance);
        if oriented {
            computed = reported;
        }
        let mut weight = Weight::default();
        // Most candidates fail in most lines; what fails has no weight.
        if computed.abs_diff(reported) <= tolerance.unsigned_abs() {
            weight.add(reported);
            for term in self.terms.iter().filter_map(|&(p, _)| amounts.get(p).copied().flatten()) {
                weight.add(term.value);
            }
        }
        if self.form == Form::Average {
            half = tolerance;
        }
        Some(Instance { computed, reported, tolerance, present, nonzero, weight, unit, half, oriented })
    }

    /// In a line of deviations, is a net the plain sum of all others? See [`super::oriented`].
    fn is_oriented(&self, m: &Matrix, line: usize, tolerance: i128) -> bool {
        if !m.line_words.get(line).is_some_and(|words| words.difference) {
            return false;
        }
        let amounts = || {
            let positions = self.terms.iter().map(|&(p, _)| p).chain([self.total]);
            positions.filter_map(|p| Some((p, m.at(p, line)?.value)))
        };
        let sum = amounts().map(|(_, value)| value).fold(0_i128, i128::saturating_add);
        // Among the amounts, costs are subtracted: `Netto = Intäkter − Kostnader`, or `Intäkter = Kostnader + Netto`.
        let subtracts = self.terms.iter().any(|&(_, sign)| sign < 0);
        let of = m.words(self.total);
        let is_net =
            |p: usize| if p == self.total { subtracts } else { m.words(p).net && !of.net && !of.total };
        amounts()
            .any(|(p, value)| is_net(p) && value.saturating_mul(2).abs_diff(sum) <= tolerance.unsigned_abs())
    }

    /// Weighs the evidence of all lines.
    ///
    /// `apart` are lines that other identities have shown not to add up: shares, prices, another block.
    pub(super) fn weigh(&mut self, m: &Matrix, apart: &[usize], work: &mut Work) {
        let mut tally = Tally::default();
        let mut gain = 0;
        let mut seen: Vec<u128> = Vec::new();
        let (mut lone, mut copied) = (Lone::default(), Lone::default());
        let mut kinds: Vec<(u32, usize, usize)> = Vec::new();
        let (mut runs, mut before) = (0_usize, false);
        for line in 0..m.lines {
            if !work.spend(self.terms.len() + 1) {
                break;
            }
            let Some(instance) = self.instance(m, line) else { continue };
            if instance.empty() {
                continue;
            }
            let hit = instance.holds_likely();
            let kind = m.kind(line);
            let at = kinds.iter().position(|&(k, _, _)| k == kind).unwrap_or_else(|| {
                kinds.push((kind, 0, 0));
                kinds.len() - 1
            });
            if !hit {
                // What does not add up by its nature need not; where it does, it counts.
                if let Some((_, _, misses)) = kinds.get_mut(at) {
                    *misses += usize::from(!m.line_is_share(line) && !apart.contains(&line));
                }
                if !instance.holds() && self.form == Form::Sum {
                    tally.finer += usize::from(self.finer(m, line));
                    if let Some((carrier, weight)) = self.copy(m, line) {
                        copied.add(carrier, weight.lone_bits(instance.unit.unsigned_abs(), 0));
                    }
                }
                before = false;
                continue;
            }
            let residual = instance.residual();
            let unit = instance.unit.unsigned_abs();
            let bits = if instance.nonzero == 1 && self.form == Form::Sum {
                lone.add(self.carrier(m, line), instance.weight.lone_bits(unit, residual))
            } else {
                let (bits, mark) = instance.weight.bits(unit, residual);
                // The same figures again are no new evidence.
                if bits > 0 && seen.len() < SEEN && !seen.contains(&mark) {
                    seen.push(mark);
                    // The mean of many is no surer than that of few.
                    gain += bits + if self.form == Form::Sum { instance.weight.many_bits() } else { 0 };
                }
                bits
            };
            if let Some((_, hits, _)) = kinds.get_mut(at) {
                *hits += 1;
            }
            tally.hits += usize::from(bits > 0);
            tally.exact += usize::from(bits > 0 && residual == 0);
            if !before {
                runs += 1;
            }
            before = true;
        }
        // Amounts add up where shares and prices beside them do not: to say which kind is meant takes a bit.
        let of_kind = kinds.iter().filter(|&&(_, hits, _)| hits > 0);
        tally.misses = of_kind.map(|&(_, _, misses)| misses).sum();
        let other_kinds = kinds.iter().filter(|&&(_, hits, misses)| hits == 0 && misses > 0).count();
        if lone.bits() == 0 {
            tally.hits -= lone.lines;
            tally.exact = tally.exact.min(tally.hits);
        }
        tally.score = gain + lone.bits()
            // A copy that holds where the sum does not explains these lines better.
            - copied.most()
            - self.cost
            - (other_kinds as i64) * BIT
            - evidence::subset(tally.hits, tally.hits + tally.misses, runs)
            - self.against(m)
            + self.said(m)
            - if tally.misses > 0 { self.unborne(m, work) } else { 0 };
        self.tally = tally;
    }

    /// What the words beside the total are worth.
    pub(super) fn said(&self, m: &Matrix) -> i64 {
        let words = m.words(self.total);
        match self.form {
            Form::Sum if words.total => 10 * BIT,
            Form::Sum if words.net || words.nameless && self.parts && self.parts_above() => 5 * BIT,
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
        if self.idle(m, work).contains(&true) { IDLE } else { 0 }
    }

    /// A sum of rows without those that no column bears out, where it then holds everywhere. Columns are more alike: one
    /// of noughts may be a month to come.
    pub(super) fn without_idle(&self, m: &Matrix, apart: &[usize], work: &mut Work) -> Option<Self> {
        if self.tally.misses == 0 || self.form != Form::Sum || m.across {
            return None;
        }
        let mut idle = self.idle(m, work).into_iter();
        let mut shorter = self.clone();
        shorter.terms.retain(|_| idle.next() == Some(false));
        if shorter.terms.len() == self.terms.len() || shorter.terms.len() < 2 {
            return None;
        }
        shorter.cost += IDLE;
        shorter.weigh(m, apart, work);
        (shorter.tally.misses == 0).then_some(shorter)
    }

    /// Which terms are nothing in every line where it holds, and something in one where it does not?
    fn idle(&self, m: &Matrix, work: &mut Work) -> Vec<bool> {
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
        borne.iter().zip(&refuted).map(|(borne, refuted)| !borne && *refuted).collect()
    }

    /// What speaks against it: shares among amounts. A word for a share in the label of one row of many
    /// (`Interest rate swaps`) says little.
    fn against(&self, m: &Matrix) -> i64 {
        let share = m.words(self.total).share;
        let odd = self.terms.iter().filter(|&&(position, _)| m.words(position).share != share).count();
        let odd = if odd * 2 > self.terms.len() { odd.min(3) } else { odd.min(1) };
        (odd as i64) * 4 * BIT
    }

    /// The term that the total is a copy of in a line, beside others that are not zero.
    fn copy(&self, m: &Matrix, line: usize) -> Option<(usize, Weight)> {
        let total = m.at(self.total, line).filter(|total| total.value != 0)?;
        let same = |&(p, sign): &(usize, i8)| {
            sign > 0 && m.at(p, line).is_some_and(|amount| amount.value == total.value)
        };
        let (position, _) = *self.terms.iter().find(|term| same(term))?;
        let mut weight = Weight::default();
        weight.add(total.value);
        Some((position, weight))
    }

    /// Does the total need more decimals in a line than each of its terms?
    fn finer(&self, m: &Matrix, line: usize) -> bool {
        let decimals = |p: usize| m.at(p, line).map(|amount| m.decimals(amount.value));
        let terms = self.terms.iter().filter_map(|&(p, _)| decimals(p)).max();
        terms.zip(decimals(self.total)).is_some_and(|(terms, total)| total > terms)
    }

    /// The first term that is not zero in a line.
    fn carrier(&self, m: &Matrix, line: usize) -> usize {
        let nonzero = |&p: &usize| m.at(p, line).is_some_and(|amount| amount.value != 0);
        self.terms.iter().map(|&(p, _)| p).find(nonzero).unwrap_or(self.total)
    }

    pub(super) fn has(&self, position: usize) -> bool {
        self.terms.binary_search_by_key(&position, |&(p, _)| p).is_ok()
    }

    /// Do its terms stand above the total?
    pub(super) fn parts_above(&self) -> bool {
        self.terms.last().is_some_and(|&(last, _)| last < self.total)
    }

    /// Terms that are no stretch and of which no two are neighbours: every second or third position, or here and there.
    pub(super) fn is_scattered(&self) -> bool {
        let apart = |pair: &[(usize, i8)]| matches!(pair, [(a, _), (b, _)] if b - a > 1);
        !self.parts && self.terms.len() > 2 && self.terms.windows(2).all(apart)
    }

    /// The positions in it, total and terms, in rising order.
    pub(super) fn set(&self) -> Vec<usize> {
        let mut set: Vec<usize> = self.terms.iter().map(|&(p, _)| p).chain([self.total]).collect();
        set.sort_unstable();
        set
    }
}
