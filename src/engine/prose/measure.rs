//! Comparing a figure of the prose with one of a table: units, rounding, signs and words like *cirka*.

use super::vocabulary::Hedge;
use crate::engine::{
    interval::{Interval, half_unit},
    unit::Unit,
};
use rust_decimal::{Decimal, RoundingStrategy};

/// One figure in so many may agree by chance: what a careful reader would call no coincidence.
pub(super) const ODDS: u32 = 20;

/// What a comparison says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// The figure is what the other rounds to.
    Exact,
    /// The intervals meet.
    Rounding,
    /// Less than one unit of the last digit away, yet not what it rounds to.
    RoundedWrongly,
    /// Right but for the sign.
    Sign,
    /// Right but for a thousand: the unit.
    Thousand,
    None,
}

impl Match {
    pub(super) fn agrees(self) -> bool {
        matches!(self, Self::Exact | Self::Rounding)
    }
}

/// A figure as the sentence means it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meant {
    pub(super) value: Decimal,
    pub(super) unit: Option<Unit>,
    /// Whether the sign of `value` is said, by a sign or in words.
    pub(super) signed: bool,
    pub(super) hedge: Option<Hedge>,
}

/// The interval of a figure with its hedge, in its own unit.
///
/// *Cirka* allows one unit of the last digit that is not a trailing zero of a round number, at most a tenth of the
/// value; *drygt* and *knappt* allow the same in their direction.
pub(super) fn interval(value: Decimal, hedge: Option<Hedge>) -> Interval {
    let plain = Interval::of(value);
    let Some(hedge) = hedge else { return plain };
    let unit = half_unit(value).saturating_add(half_unit(value));
    let slack = if value.scale() == 0 && !value.is_zero() {
        let mut place = Decimal::ONE;
        let ten = Decimal::TEN;
        while value.checked_rem(place.saturating_mul(ten)).is_some_and(|rest| rest.is_zero())
            && place < Decimal::from(1_000_000_000)
        {
            place = place.saturating_mul(ten);
        }
        place.min(value.abs().checked_div(ten).unwrap_or_default()).max(unit)
    } else {
        unit
    };
    let more = match hedge {
        Hedge::About => (slack, slack),
        Hedge::Above => (Decimal::ZERO, slack),
        Hedge::Below => (slack, Decimal::ZERO),
    };
    // More and less are in size, not in sign: "drygt -3" is below -3.
    let (down, up) = if value.is_sign_negative() { (more.1, more.0) } else { more };
    Interval { lo: plain.lo.saturating_sub(down), hi: plain.hi.saturating_add(up) }
}

/// The value rounded to as many decimals, half away from zero.
pub(super) fn rounded(value: Decimal, scale: u32) -> Decimal {
    let mut result = value.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    if result.scale() < scale {
        result.rescale(scale);
    }
    result
}

/// Compares a figure with a value and the interval that value stands for, both in the figure's unit.
pub(super) fn compare(meant: Meant, value: Decimal, stands: Interval) -> Match {
    let claim = interval(meant.value, meant.hedge);
    let straight = |claim: Interval, figure: Decimal| {
        if rounded(value, figure.scale()) == figure {
            Match::Exact
        } else if claim.meets(stands) {
            Match::Rounding
        } else {
            Match::None
        }
    };
    let flipped = -meant.value;
    let first = straight(claim, meant.value);
    if first.agrees() {
        return first;
    }
    let other = straight(interval(flipped, meant.hedge), flipped);
    if other.agrees() {
        return if meant.signed { Match::Sign } else { other };
    }
    let unit = half_unit(meant.value).saturating_add(half_unit(meant.value));
    // Only a figure with a decimal or two digits can be said to be rounded.
    let near = |figure: Decimal| figure.saturating_sub(value).abs() < unit && !meant.value.is_zero();
    if near(meant.value) || !meant.signed && near(flipped) {
        return Match::RoundedWrongly;
    }
    let thousand = Decimal::ONE_THOUSAND;
    let scaled = |factor: Option<Decimal>| {
        factor.is_some_and(|v| {
            let half = half_unit(meant.value);
            Interval::around(v, half).contains(meant.value) || Interval::around(v, half).contains(flipped)
        })
    };
    // Per cent come in no thousands.
    let in_thousands = !matches!(meant.unit, Some(Unit::Percent | Unit::Points));
    if in_thousands && (scaled(value.checked_mul(thousand)) || scaled(value.checked_div(thousand))) {
        return Match::Thousand;
    }
    Match::None
}

/// A value and its interval in another unit.
pub(super) fn convert(value: Decimal, from: Unit, to: Unit) -> Option<(Decimal, Interval)> {
    let factor = factor(from, to)?;
    Some((value.checked_mul(factor)?, Interval::of(value).times(factor)?))
}

fn factor(from: Unit, to: Unit) -> Option<Decimal> {
    match (from, to) {
        // A change of a percentage is often written as per cent.
        (Unit::Percent, Unit::Points) | (Unit::Points, Unit::Percent) => Some(Decimal::ONE),
        _ => from.factor_to(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str, unit: Unit, signed: bool, hedge: Option<Hedge>) -> Meant {
        Meant { value: text.parse().unwrap(), unit: Some(unit), signed, hedge }
    }

    fn against(claim: Meant, cell: i64) -> Match {
        let (value, stands) = convert(Decimal::from(cell), Unit::Tkr, claim.unit.unwrap()).unwrap();
        compare(claim, value, stands)
    }

    #[test]
    fn millions_against_thousands() {
        for (claim, signed, cell, expected) in [
            ("-14.6", true, -14_591, Match::Exact),
            ("-4.8", true, -4_850, Match::Rounding),
            ("-7.5", true, -7_553, Match::RoundedWrongly),
            ("3.6", true, -3_590, Match::Sign),
            ("9.6", false, -9_610, Match::Exact),
            ("-9", true, -9_050, Match::Exact),
            ("-3.8", true, -3_590, Match::None),
            ("-2", true, -3_590, Match::None),
        ] {
            assert_eq!(against(meant(claim, Unit::Mkr, signed, None), cell), expected, "{claim} {cell}");
        }
        assert_eq!(against(meant("-14.6", Unit::Tkr, true, None), -14_591), Match::Thousand);
    }

    #[test]
    fn shares_come_in_no_thousands() {
        let value = "65.89".parse().unwrap();
        let tenfold = meant("65890", Unit::Percent, false, None);
        assert_eq!(compare(tenfold, value, Interval::of(value)), Match::None);
        assert_eq!(against(meant("14.591", Unit::Tkr, false, None), 14_591), Match::Thousand);
    }

    #[test]
    fn hedges_widen_in_their_direction() {
        for (claim, hedge, cell, agrees) in [
            ("35", Hedge::About, 34_100, true),
            ("35", Hedge::About, 38_000, false),
            ("2", Hedge::About, 2_100, true),
            ("0.5", Hedge::Above, 560, true),
            ("0.5", Hedge::Above, 440, false),
            ("3", Hedge::Below, 2_700, true),
            ("3", Hedge::Below, 3_600, false),
            ("50", Hedge::About, 54_000, true),
        ] {
            let result = against(meant(claim, Unit::Mkr, false, Some(hedge)), cell);
            assert_eq!(result.agrees(), agrees, "{claim} {hedge:?} {cell}");
        }
    }
}
