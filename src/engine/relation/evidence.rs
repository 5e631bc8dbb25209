//! What a hit is worth, in bits.
//!
//! Minimum description length (Rissanen 1978) as the yardstick: an identity is claimed when stating it and
//! using it is shorter than writing the figures out. A total that its terms give need not be written, which
//! saves log2(range / tolerance) bits each time the identity holds; stating the identity costs the bits that
//! name it among all identities of its form, and saying where it does not hold costs bits, too.
//!
//! Bits are counted in sixteenths, as whole numbers, so that every platform gets the same sum.

/// One bit.
pub(super) const BIT: i64 = 16;

/// 16 · log2(x), with four bits of fraction by linear interpolation; 0 for 0.
pub(super) fn log2(x: u128) -> i64 {
    if x < 2 {
        return 0;
    }
    let exponent = x.ilog2();
    // The four bits after the leading one.
    let fraction = if exponent >= 4 { (x >> (exponent - 4)) & 15 } else { (x << (4 - exponent)) & 15 };
    i64::from(exponent) * BIT + fraction as i64
}

/// What rounding makes of a sum, in all likelihood: two and a half standard deviations, which grow by the
/// root of the number of its terms.
pub(super) fn likely(half: i128, root: usize) -> i128 {
    half.saturating_add(half.saturating_mul(root as i128 * 3 / 2))
}

/// The greatest common divisor; that of 0 and x is x.
pub(super) fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        // Most values fit a machine word, where division is many times faster.
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            let (mut x, mut y) = (x, y);
            while y != 0 {
                (x, y) = (y, x % y);
            }
            return u128::from(x);
        }
        (a, b) = (b, a % b);
    }
    a
}

/// The bits it takes to say which `hits` of `lines` lines an identity holds in: log2 of the binomial
/// coefficient by its entropy, but at most naming the ends of the `runs` stretches of hits.
pub(super) fn subset(hits: usize, lines: usize, runs: usize) -> i64 {
    let misses = lines.saturating_sub(hits);
    if misses == 0 || hits == 0 {
        return 0;
    }
    let part = |n: usize| (n as i64) * (log2(lines as u128 * 16) - log2(n as u128 * 16));
    let entropy = part(hits) + part(misses);
    let ends = 2 * (runs as i64) * log2(lines as u128 + 1);
    entropy.min(ends)
}

/// The values of an instance as far as they tell what it is worth: how large they are and what they have in
/// common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    first: u128,
    second: u128,
    third: u128,
    /// Of the values beyond the two largest.
    rest: u128,
    /// The greatest common divisor of all.
    common: u128,
}

impl Weight {
    /// Takes in the next value of the instance, total or term.
    pub(super) fn add(&mut self, value: i128) {
        let x = value.unsigned_abs();
        // What is a multiple of what all have in common changes nothing; most values are, soon.
        self.common = gcd(x, self.common);
        if x > self.first {
            self.rest = self.rest.saturating_add(self.second);
            self.third = self.second;
            self.second = self.first;
            self.first = x;
        } else if x > self.second {
            self.rest = self.rest.saturating_add(self.second);
            self.third = self.second;
            self.second = x;
        } else {
            self.rest = self.rest.saturating_add(x);
            self.third = self.third.max(x);
        }
    }

    /// What it is worth that the instance holds with this residual, and a mark that is the same for
    /// instances of the same figures.
    ///
    /// The largest value is the sum of the others, up to sign. Were it a coincidence, the others would have
    /// to be right by chance; how surprising that is depends on the largest of them but one: nothing when
    /// only one is not zero (x = x + 0), little when one dwarfs the rest. The unit is what the figures have in common:
    /// 5000 = 2000 + 3000 says no more than 5 = 2 + 3.
    pub(super) fn bits(self, unit: u128, residual: u128) -> (i64, u128) {
        if self.third == 0 {
            return (0, 0);
        }
        let grain = self.grain(unit, residual);
        (log2(1 + self.third.saturating_mul(2) / grain), self.first ^ self.third.rotate_left(64))
    }

    /// What it adds that the terms are many: they stray by the root of their number.
    pub(super) fn many_bits(self) -> i64 {
        // √(Σ x²) is at most √(largest · Σ x); the two differ little where many terms are alike.
        (log2(self.rest) - log2(self.third)).max(0) / 2
    }

    /// What an instance with a single term that is not zero is worth against the total's being anything else
    /// that is as round; its being a copy of that term is for the caller to rule out.
    pub(super) fn lone_bits(self, unit: u128, residual: u128) -> (i64, u128) {
        let mut round = 1_u128;
        while self.first > 0 && self.first.is_multiple_of(round.saturating_mul(10)) {
            round = round.saturating_mul(10);
        }
        let grain = round.max(unit).saturating_add(residual.saturating_mul(2)).max(1);
        (log2(1 + self.first.saturating_mul(2) / grain), self.first)
    }

    fn grain(self, unit: u128, residual: u128) -> u128 {
        self.common.max(unit).saturating_add(residual.saturating_mul(2)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_in_sixteenths() {
        assert_eq!([log2(0), log2(1), log2(2), log2(3), log2(1024), log2(1536)], [0, 0, 16, 24, 160, 168]);
    }

    #[test]
    fn round_thousands_say_no_more_than_their_digits() {
        let weight = |values: [i128; 3]| {
            let mut w = Weight::default();
            for value in values {
                w.add(value);
            }
            w.bits(1, 0).0
        };
        assert_eq!(weight([5000, 2000, 3000]), weight([5, 2, 3]));
        assert_eq!(weight([5000, 5000, 0]), 0);
        assert!(weight([5001, 2000, 3001]) > 8 * BIT);
    }

    #[test]
    fn saying_where_it_fails_costs_little_when_it_fails_in_one_stretch() {
        assert_eq!(subset(10, 10, 1), 0);
        assert!(subset(50, 100, 1) < subset(50, 100, 25));
    }
}
