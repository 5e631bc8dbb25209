//! A quotient between positions: how it fares in a line, and what that is worth.

use crate::engine::{
    options::Rounding,
    relation::{
        evidence::{self, BIT, gcd, log2},
        matrix::{Amount, Matrix, decimal},
        slip,
        work::Work,
    },
    report::{Place, Relation, RelationKind, Term, Verdict},
};
use rust_decimal::Decimal;

/// The evidence that it takes to call a quotient broken in a line: twice that for stating it.
const CERTAIN: i64 = 20 * BIT;
/// Percentages are often of other figures near those shown, as before a correction: a quotient that is off by this many
/// times what rounding explains is none of those.
const GROSS: u128 = 8;
/// Of this many lines that say something, one may fail: percentages are quoted from elsewhere more often than sums.
const LINES_A_MISS: usize = 5;

/// total = first / second · 10^power, or (first − second) / second · 10^power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotient {
    pub kind: RelationKind,
    pub total: usize,
    pub first: usize,
    pub second: usize,
    /// 2 for per cent, 3 for per mille and so on.
    pub power: u32,
    /// Half a unit of the last digit that the total's figures are rounded to, where that is not the last one
    /// shown; see [`padded`].
    pub half: i128,
    pub score: i64,
    /// Lines in which it holds and says something, and in which it fails.
    pub hits: usize,
    pub misses: usize,
}

/// How a quotient fares in a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fare {
    /// |total · second − numerator · 10^(scale + power)|.
    residual: u128,
    /// How far the residual may go for the total's own rounding.
    own: u128,
    /// What the rounding of the two operands allows beyond that.
    moved: u128,
}

impl Fare {
    pub(super) fn holds(self) -> bool {
        self.residual <= self.own.saturating_add(self.moved)
    }

    /// It rounds to what is printed.
    fn exact(self) -> bool {
        self.residual <= self.own
    }

    /// Does it fail by more than twice what all rounding explains?
    pub(super) fn fails_clearly(self) -> bool {
        self.residual > self.own.saturating_add(self.moved).saturating_mul(2)
    }

    /// What all rounding explains, where the total's own explains `half`.
    pub(super) fn slack(self, half: Decimal) -> Decimal {
        let times = self.own.saturating_add(self.moved).checked_div(self.own).unwrap_or(1);
        half.saturating_mul(Decimal::from(u64::try_from(times).unwrap_or(u64::MAX)))
    }

    /// What the user's choice makes of it; none where it fails.
    pub(super) fn verdict(self, rounding: Rounding) -> Option<Verdict> {
        let within = match rounding {
            // A fixed tolerance is an amount in the table's unit, which a quotient has not.
            Rounding::Interval | Rounding::Fixed(_) => self.holds(),
            // A quotient has no last digit of its own: rounded as the total is all the same.
            Rounding::Exact => self.exact(),
            Rounding::One => self.residual <= self.own.saturating_mul(2),
        };
        match (self.exact(), within) {
            (true, _) => Some(Verdict::Exact),
            (false, true) => Some(Verdict::Rounding),
            (false, false) => None,
        }
    }
}

/// What is divided.
fn numerator(kind: RelationKind, first: i128, second: i128) -> Option<i128> {
    if kind == RelationKind::Change { first.checked_sub(second) } else { Some(first) }
}

/// total · second against numerator · 10^power, in a line or for any three figures; none where nothing is divided.
pub(super) fn fare(
    kind: RelationKind,
    power: u32,
    scale: u32,
    [total, first, second]: [Amount; 3],
) -> Option<Fare> {
    if second.value == 0 {
        return None;
    }
    let factor = 10_i128.checked_pow(scale.checked_add(power)?)?;
    let half = if kind == RelationKind::Change { first.half + second.half } else { first.half };
    let left = total.value.checked_mul(second.value)?;
    let right = numerator(kind, first.value, second.value)?.checked_mul(factor)?;
    let own = total.half.checked_mul(second.value.checked_abs()?)?;
    // What the rounding of the operands moves the quotient by, to first order.
    let moved =
        factor.checked_mul(half)?.checked_add(total.value.checked_abs()?.checked_mul(second.half)?)?;
    Some(Fare { residual: left.abs_diff(right), own: own.unsigned_abs(), moved: moved.unsigned_abs() })
}

/// How surprising it is that it holds in a line, were it a coincidence.
///
/// The quotient can be read from either side. The total would have to be hit among as many as its digits
/// tell apart, but no more than there are fractions of such operands: 0,33333 says no more than 1 / 3. Or the
/// product would have to be hit, among as many as *its* digits tell apart, but no more than there are pairs of
/// such factors: 64 · 2,70 = 172,80. Figures of a size have quotients near one, so that it is how far from one
/// they are that tells. Noughts at the end tell nothing apart, and what is divided by itself or by a power of
/// ten, or is its own quotient, is none.
pub(super) fn surprise(
    kind: RelationKind,
    power: u32,
    scale: u32,
    [total, first, second]: [Amount; 3],
    fare: Fare,
) -> i64 {
    let Some(numerator) = numerator(kind, first.value, second.value) else { return 0 };
    let [t, f, s] = [total.value, numerator, second.value].map(i128::unsigned_abs);
    if f == 0
        || f == s
        || [s, first.value.unsigned_abs()].contains(&t)
        || [s, t].into_iter().any(power_of_ten)
    {
        return 0;
    }
    let used = match (fare.residual, fare.exact()) {
        (0, _) => 0,
        (_, true) => fare.own,
        (_, false) => fare.own.saturating_add(fare.moved),
    };
    let wide = used.saturating_mul(2);
    let common = gcd(f, s).max(1);
    let factor = 10_u128.saturating_pow(scale + power);
    let far = |x: u128, one: u128| if kind == RelationKind::Change { x } else { x.min(x.abs_diff(one)) };
    let by_total = log2(2 * far(t, factor) / place(t).max(wide / s.max(1)).max(1))
        .min(log2(f / common) + log2(s / common));
    if kind == RelationKind::Change {
        return by_total;
    }
    let by_product =
        log2(2 * far(f, s) / place(f).max(wide / factor).max(1)).min(log2(t / place(t)) + log2(s / place(s)));
    by_total.max(by_product)
}

/// Does a slip of the hand explain what is printed? Else it may be the quotient of other figures.
pub(super) fn misprinted(
    kind: RelationKind,
    power: u32,
    scale: u32,
    [total, first, second]: [Amount; 3],
) -> bool {
    let right = || {
        let factor = 10_i128.checked_pow(scale.checked_add(power)?)?;
        numerator(kind, first.value, second.value)?.checked_mul(factor)?.checked_div(second.value)
    };
    total.value != 0 && right().is_some_and(|right| slip::explains(total, right, total.shown, scale))
}

/// Does a slip of the hand in what is divided explain that it fails, far beyond what a figure near it would?
fn operand_misprinted(
    kind: RelationKind,
    power: u32,
    scale: u32,
    [total, first, second]: [Amount; 3],
    fare: Fare,
) -> bool {
    let explained = || {
        let factor = 10_i128.checked_pow(scale.checked_add(power)?)?;
        let less = if kind == RelationKind::Change { second.value } else { 0 };
        let right = total.value.checked_mul(second.value)?.checked_div(factor)?.checked_add(less)?;
        let slack = total.half.checked_mul(second.value.checked_abs()?)?.checked_div(factor)?;
        Some(slip::explains(first, right, slack.checked_add(first.half)?, scale))
    };
    fare.residual > fare.own.saturating_add(fare.moved).saturating_mul(GROSS) && explained() == Some(true)
}

impl Quotient {
    pub(super) fn set(&self) -> [usize; 3] {
        let mut set = [self.total, self.first, self.second];
        set.sort_unstable();
        set
    }

    fn amounts(&self, m: &Matrix, line: usize) -> Option<[Amount; 3]> {
        Some([m.at(self.total, line)?, m.at(self.first, line)?, m.at(self.second, line)?])
    }

    /// How it fares in a line; none where something is missing.
    pub(super) fn fare(&self, m: &Matrix, line: usize) -> Option<Fare> {
        let amounts = self.amounts(m, line)?;
        let mut fare = fare(self.kind, self.power, m.scale, amounts)?;
        let padded = self.half.checked_mul(amounts.last()?.value)?.unsigned_abs();
        fare.moved = fare.moved.max(padded);
        Some(fare)
    }

    /// How surprising it is that it holds in a line.
    fn bits(&self, m: &Matrix, line: usize, fare: Fare) -> i64 {
        self.amounts(m, line).map_or(0, |amounts| surprise(self.kind, self.power, m.scale, amounts, fare))
    }

    /// Weighs the evidence of all lines.
    pub(super) fn weigh(&mut self, m: &Matrix, work: &mut Work) {
        let (mut hits, mut misses, mut runs) = (0_usize, 0_usize, 0_usize);
        let mut before = false;
        let mut totals: Vec<(i128, i64)> = Vec::new();
        let mut seconds: Vec<(i128, i64)> = Vec::new();
        self.score = 0;
        for line in 0..m.lines {
            if !work.spend(2) {
                break;
            }
            let Some(fare) = self.fare(m, line) else { continue };
            if fare.holds() {
                hits += 1;
                runs += usize::from(!before);
                if let Some([total, _, second]) = self.amounts(m, line).filter(|[total, ..]| total.value != 0)
                {
                    let bits = self.bits(m, line, fare);
                    totals.push((total.value, bits));
                    seconds.push((second.value, bits));
                }
            } else {
                misses += 1;
            }
            before = fare.holds();
        }
        let (mut gain, says) = told(&mut totals);
        // A quotient may be by the same figure all along, as by twelve months, but per cent are of something.
        if self.power > 0 {
            gain = gain.min(told(&mut seconds).0);
        }
        let words = m.words(self.total);
        let named = self.said(m);
        // A single line must have words to speak for it.
        if says < 2 && named == 0 {
            return;
        }
        let against = if words.total || words.net { 6 * BIT } else { 0 };
        // Per cent is as usual as no factor at all; per mille and so on are rare. So is a change where the quotient
        // of the difference would do.
        let rare = match (self.kind, self.power) {
            (RelationKind::Change, _) => 5 * BIT,
            (_, 0..=2) => 2 * BIT,
            _ => 6 * BIT,
        };
        // Close by is likelier than far off.
        let all = log2(m.positions as u128);
        let far = |p: usize| (2 * log2(self.total.abs_diff(p) as u128 + 1)).min(all);
        let cost = all + far(self.first) + far(self.second) + rare;
        (self.hits, self.misses) = (hits, misses);
        self.score = gain + named - against - cost - evidence::subset(hits, hits + misses, runs);
    }

    /// What the words beside the total are worth.
    fn said(&self, m: &Matrix) -> i64 {
        let words = m.words(self.total);
        match self.kind {
            RelationKind::Change if words.difference => 10 * BIT,
            RelationKind::Ratio if words.share => 6 * BIT,
            _ => 0,
        }
    }

    /// Is it so well proven by the other lines that its failing in one is a mismatch?
    ///
    /// Much stands beside two figures that is the quotient of others, so it takes a word, and lines enough.
    fn proven(&self, m: &Matrix) -> bool {
        self.said(m) > 0 && self.score >= CERTAIN && self.misses * LINES_A_MISS <= self.hits + self.misses
    }

    /// The quotient in a line, where it holds or is known not to.
    pub(super) fn relation(&self, m: &Matrix, line: usize, rounding: Rounding) -> Option<Relation> {
        let fare = self.fare(m, line)?;
        let [total, first, second] = self.amounts(m, line)?;
        let verdict = fare.verdict(rounding).or_else(|| {
            (self.proven(m)
                && fare.fails_clearly()
                && (misprinted(self.kind, self.power, m.scale, [total, first, second])
                    || operand_misprinted(self.kind, self.power, m.scale, [total, first, second], fare)))
            .then_some(Verdict::Mismatch)
        })?;
        let places = [self.total, self.first, self.second].map(|position| m.place(position, line));
        stated((self.kind, self.power, m.scale), places, [total, first, second], fare, verdict, rounding)
    }
}

/// A quotient of a kind, by a power of ten and at a scale, as it is told: total, first and second.
pub(super) fn stated(
    (kind, power, scale): (RelationKind, u32, u32),
    [at, of, by]: [Place; 3],
    [total, first, second]: [Amount; 3],
    fare: Fare,
    verdict: Verdict,
    rounding: Rounding,
) -> Option<Relation> {
    let factor = Decimal::from(10_i64.checked_pow(power)?);
    let numerator = decimal(numerator(kind, first.value, second.value)?, scale)?;
    let [reported, second] = [decimal(total.value, scale)?, decimal(second.value, scale)?];
    let computed = numerator.checked_mul(factor)?.checked_div(second)?.round_dp(scale + 3);
    let difference = computed.checked_sub(reported)?.abs();
    let half = decimal(total.half, scale)?;
    let least = if rounding == Rounding::One { half.checked_add(half)? } else { half };
    let allowed = fare.slack(half);
    Some(Relation {
        kind,
        total: at,
        terms: vec![Term { cell: of, factor }, Term { cell: by, factor: Decimal::ONE }],
        computed: computed.normalize(),
        reported,
        difference: difference.normalize(),
        // Beyond its own rounding, by what that of the two figures allows.
        tolerance: if verdict == Verdict::Mismatch { allowed } else { difference.max(least) }.normalize(),
        verdict,
        given: false,
    })
}

/// What hits are worth together, each a figure with what the hit is worth by itself, and how many different figures
/// say something.
///
/// A figure that has been seen is worth no more than what it takes to say that it is this one again: much, where
/// they are unlike each other; nothing, where they are all the same.
pub(super) fn told(hits: &mut [(i128, i64)]) -> (i64, usize) {
    hits.sort_unstable();
    let all = log2(hits.len() as u128 * 16);
    hits.chunk_by(|a, b| a.0 == b.0).fold((0, 0), |(gain, says), same| {
        let first = same.last().map_or(0, |&(_, bits)| bits);
        let again = (same.len() as i64 - 1) * (all - log2(same.len() as u128 * 16));
        (gain + first + again, says + usize::from(first > 0))
    })
}

/// Half a unit of the digit that the figures of a position are rounded to, where they are padded with noughts
/// beyond it, as spreadsheets do: 0,61300 beside 0,64400. Nought where they are not.
///
/// Two noughts in most figures are no chance, and a digit before them says that the figures are parts of one.
/// Changes are given in whole per cent, too.
pub(super) fn padded(m: &Matrix, position: usize, kind: RelationKind) -> i128 {
    let one = 10_u128.saturating_pow(m.scale);
    let mut places: Vec<u128> = Vec::new();
    let mut unit = 0;
    for amount in (0..m.lines).filter_map(|line| m.at(position, line)).filter(|a| a.value != 0) {
        places.push(place(amount.value.unsigned_abs()));
        unit = unit.max(amount.half.unsigned_abs() * 2);
    }
    places.sort_unstable();
    let whole = kind == RelationKind::Change;
    match places.get(places.len() / 2).map(|&place| if whole { place.min(one) } else { place }) {
        Some(place) if places.len() >= 3 && (place < one || whole) && place >= unit.saturating_mul(100) => {
            i128::try_from(place / 2).unwrap_or(0)
        }
        _ => 0,
    }
}

/// The place of the last digit that is not nought: 100 for 1500.
pub(super) fn place(value: u128) -> u128 {
    let mut place = 1;
    let mut rest = value;
    while rest > 0 && rest.is_multiple_of(10) {
        rest /= 10;
        place *= 10;
    }
    place
}

pub(super) fn power_of_ten(value: u128) -> bool {
    value > 0 && value == place(value)
}
