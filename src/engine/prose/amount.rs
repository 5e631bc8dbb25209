//! A value with what it stands for, and what is computed from such values.

use super::measure;
use crate::engine::{interval::Interval, unit::Unit};
use rust_decimal::Decimal;

/// A value and the interval that its rounding leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) value: Decimal,
    pub(super) stands: Interval,
}

impl Amount {
    pub(super) fn of(value: Decimal) -> Self {
        Self { value, stands: Interval::of(value) }
    }

    /// A number that is not rounded: of years, of times.
    pub(super) fn exact(value: Decimal) -> Self {
        Self { value, stands: Interval { lo: value, hi: value } }
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            value: self.value.checked_add(other.value)?,
            stands: Interval {
                lo: self.stands.lo.checked_add(other.stands.lo)?,
                hi: self.stands.hi.checked_add(other.stands.hi)?,
            },
        })
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { value: -other.value, stands: other.stands.negated() })
    }

    pub(super) fn times(self, factor: Decimal) -> Option<Self> {
        Some(Self { value: self.value.checked_mul(factor)?, stands: self.stands.times(factor)? })
    }

    /// In another unit.
    pub(super) fn in_unit(self, from: Unit, to: Unit) -> Option<Self> {
        self.times(measure::convert(Decimal::ONE, from, to)?.0)
    }

    /// This divided by another; none where the other may be nothing.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        let (lo, hi) = (other.stands.lo, other.stands.hi);
        if lo <= Decimal::ZERO && hi >= Decimal::ZERO {
            return None;
        }
        let mut ends = [self.stands.lo, self.stands.hi]
            .into_iter()
            .flat_map(|over| [over.checked_div(lo), over.checked_div(hi)]);
        let first = ends.next()??;
        let (mut least, mut most) = (first, first);
        for end in ends {
            least = least.min(end?);
            most = most.max(end?);
        }
        Some(Self { value: self.value.checked_div(other.value)?, stands: Interval { lo: least, hi: most } })
    }

    /// As a share of another, in per cent.
    pub(super) fn share_of(self, other: Self) -> Option<Self> {
        self.over(other)?.times(Decimal::ONE_HUNDRED)
    }

    /// The change from another to this, in per cent.
    pub(super) fn change_from(self, other: Self) -> Option<Self> {
        self.over(other)?.minus(Self::exact(Decimal::ONE))?.times(Decimal::ONE_HUNDRED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::of(text.parse().unwrap())
    }

    #[test]
    fn what_is_computed_keeps_what_rounding_leaves_open() {
        let share = amount("-1417").share_of(amount("25000")).unwrap();
        assert_eq!(share.value.round_dp(1).to_string(), "-5.7");
        assert!(share.stands.contains(share.value) && share.stands.lo < share.stands.hi);
        let change = amount("904.7").change_from(amount("854.5")).unwrap();
        assert_eq!(change.value.round_dp(1).to_string(), "5.9");
        assert_eq!(amount("3").minus(amount("5")).unwrap().value, Decimal::from(-2));
    }

    #[test]
    fn nothing_is_divided_by_what_may_be_nothing() {
        assert_eq!(amount("3").over(amount("0")), None);
        assert_eq!(amount("3").over(amount("0.0")), None);
    }
}
