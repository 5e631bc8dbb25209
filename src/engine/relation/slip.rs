//! What a hand does to a figure on the way from one place to another, and how much it takes to say so.
//!
//! A slip is weighed in bits, −log2 of its share among slips: the fewer bits, the more human. The shares are
//! judged, and only to whole halvings, since nothing hangs on more: figures are typed over (a digit wrong, two
//! swapped) more often than digits are lost or doubled, those more often than a sign, and sums are more often
//! left as they were than added up over the wrong rows.

use super::{
    evidence::{BIT, log2},
    matrix::Amount,
};
use crate::engine::report::Slip;

/// A slip and what it takes to say it: which kind, where in the figure, and what was put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weighed {
    pub slip: Slip,
    pub bits: i64,
}

/// The bits that it takes to name a kind of slip.
const fn kind(slip: Slip) -> i64 {
    match slip {
        // Every fourth.
        Slip::OneDigit | Slip::DigitsSwapped => 2 * BIT,
        // One in eight.
        Slip::DigitCount | Slip::NotUpdated => 3 * BIT,
        // One in sixteen.
        Slip::SignLost | Slip::RowLeftOut | Slip::NeighbourColumn => 4 * BIT,
        // One in thirty-two.
        Slip::Thousand | Slip::CountedTwice => 5 * BIT,
    }
}

/// Figures that are tried as the right one; with more, everything is a slip of something.
const WAYS: i128 = 40;

/// log2(9) in sixteenths: which of the nine other digits.
const WHICH_DIGIT: i64 = 3 * BIT + 3;

/// A slip that is one of `ways` equally likely ones of its kind.
pub(super) fn one_of(slip: Slip, ways: usize) -> Weighed {
    Weighed { slip, bits: kind(slip) + log2(ways as u128) }
}

/// A figure written for another one without any known reason: what it takes to say how far off it is.
pub(super) fn any(printed: i128, right: i128) -> i64 {
    // As rare as the rarest kind; the sign, the size (of sixteen that are common) and the digits.
    5 * BIT + BIT + 4 * BIT + log2(printed.abs_diff(right))
}

/// The slip that turns the figure that is right into the one that is printed, both in units of the last digit,
/// of which `decimals` stand behind the decimal mark.
pub(super) fn of(printed: i128, right: i128, decimals: u32) -> Option<Weighed> {
    if printed == right {
        return None;
    }
    if printed == -right {
        return Some(one_of(Slip::SignLost, 1));
    }
    if (printed < 0) != (right < 0) && printed != 0 && right != 0 {
        return None;
    }
    let (a, b) = (digits(printed, decimals), digits(right, decimals));
    if a.len() == b.len() {
        let differ: Vec<usize> =
            a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(at, _)| at).collect();
        return match differ.as_slice() {
            // A lone digit that differs says nothing: any figure of one digit does.
            [_] if a.len() > 1 => {
                let one = one_of(Slip::OneDigit, a.len());
                Some(Weighed { bits: one.bits + WHICH_DIGIT, ..one })
            }
            &[i, j] if j == i + 1 && a.get(i) == b.get(j) && a.get(j) == b.get(i) => {
                Some(one_of(Slip::DigitsSwapped, a.len() - 1))
            }
            _ => None,
        };
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() == short.len() + 1 && short.len() > 1 {
        let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
        if short.get(same..) == long.get(same + 1..) {
            let lost = one_of(Slip::DigitCount, long.len());
            // A digit too many may be any, unless it is its neighbour again.
            let doubled = long.get(same) == same.checked_sub(1).and_then(|before| long.get(before))
                || long.get(same) == long.get(same + 1);
            let which = if a.len() > b.len() && !doubled { WHICH_DIGIT } else { 0 };
            return Some(Weighed { bits: lost.bits + which, ..lost });
        }
    }
    if long.len() == short.len() + 3
        && long.starts_with(short)
        && long.iter().skip(short.len()).all(|&d| d == 0)
    {
        return Some(one_of(Slip::Thousand, 1));
    }
    None
}

/// The slip that turns the figure that is right into a printed amount, both at the scale.
pub(super) fn at(printed: Amount, right: i128, scale: u32) -> Option<Weighed> {
    let unit = printed.shown.checked_mul(2).filter(|&unit| unit > 0)?;
    if right % unit != 0 {
        return None;
    }
    of(printed.value / unit, right / unit, scale.saturating_sub(unit.checked_ilog10()?))
}

/// Is a printed amount a slip away from one of the figures that may be right: those no further from `right` than
/// `slack`, of as many decimals?
pub(super) fn explains(printed: Amount, right: i128, slack: i128, scale: u32) -> bool {
    let Some(unit) = printed.shown.checked_mul(2).filter(|&unit| unit > 0) else { return false };
    let first = right.saturating_sub(slack).div_euclid(unit);
    let last = right.saturating_add(slack).div_euclid(unit).saturating_add(1);
    (first..=last.min(first.saturating_add(WAYS)))
        .filter_map(|value| value.checked_mul(unit))
        .any(|value| value.abs_diff(right) <= slack.unsigned_abs() && at(printed, value, scale).is_some())
}

/// As they are written: a nought stands before the decimal mark where nothing else does.
fn digits(value: i128, decimals: u32) -> Vec<u8> {
    let mut rest = value.unsigned_abs();
    let mut digits = Vec::new();
    while rest > 0 || digits.len() <= decimals as usize {
        digits.push((rest % 10) as u8);
        rest /= 10;
    }
    digits.reverse();
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_apart() {
        for (printed, right, slip) in [
            (186_656, 185_656, Some(Slip::OneDigit)),
            (123_456, 124_356, Some(Slip::DigitsSwapped)),
            (-7, 7, Some(Slip::SignLost)),
            (1_234, 12_340, Some(Slip::DigitCount)),
            (1_234, 12_334, Some(Slip::DigitCount)),
            (1_234, 1_234_000, Some(Slip::Thousand)),
            (1_234, 5_678, None),
            (3, 8, None),
            (12, -13, None),
            (5, 5, None),
        ] {
            assert_eq!(of(printed, right, 0).map(|weighed| weighed.slip), slip, "{printed} for {right}");
        }
        // 9,065 for 0,065.
        assert_eq!(of(9_065, 65, 3).map(|weighed| weighed.slip), Some(Slip::OneDigit));
    }

    #[test]
    fn the_more_human_a_slip_the_fewer_its_bits() {
        let bits = |printed, right| of(printed, right, 0).map_or_else(|| any(printed, right), |w| w.bits);
        let swapped = bits(123_456, 124_356);
        let digit = bits(123_456, 123_956);
        let doubled = bits(1_223_456, 123_456);
        let put_in = bits(1_283_456, 123_456);
        let other = bits(123_456, 187_031);
        assert!(swapped < digit && digit < other && doubled < put_in && put_in < other);
    }
}
