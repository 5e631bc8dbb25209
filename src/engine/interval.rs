//! What a rounded figure stands for, and what that allows an identity to differ by.
//!
//! The rule is that of XBRL International's Calculations 1.1: a reported figure stands for the closed
//! interval of half a unit of its last shown digit to each side, and an identity holds if the interval
//! of the reported total and that of the recomputed total meet.

use rust_decimal::Decimal;

/// Half a unit of the last shown digit: 0.5 for `31 417`, 0.05 for `17,1`.
pub fn half_unit(value: Decimal) -> Decimal {
    // 5 × 10^-(scale + 1); the largest scale a Decimal can have is 28.
    Decimal::try_new(5, (value.scale() + 1).min(28)).unwrap_or_default()
}

/// A closed interval of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub lo: Decimal,
    pub hi: Decimal,
}

impl Interval {
    /// The interval a figure stands for: its value and half a unit of its last digit to each side.
    pub fn of(value: Decimal) -> Self {
        Self::around(value, half_unit(value))
    }

    /// `value` and `slack` to each side. Saturates at the ends of what a `Decimal` can hold.
    pub fn around(value: Decimal, slack: Decimal) -> Self {
        Self { lo: value.saturating_sub(slack), hi: value.saturating_add(slack) }
    }

    pub fn contains(self, value: Decimal) -> bool {
        self.lo <= value && value <= self.hi
    }

    pub fn meets(self, other: Self) -> bool {
        self.lo <= other.hi && other.lo <= self.hi
    }

    /// The interval scaled by a factor, for a change of unit; none when it overflows.
    pub fn times(self, factor: Decimal) -> Option<Self> {
        let (a, b) = (self.lo.checked_mul(factor)?, self.hi.checked_mul(factor)?);
        Some(Self { lo: a.min(b), hi: a.max(b) })
    }

    /// The interval of the negated value.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { lo: -self.hi, hi: -self.lo }
    }
}
