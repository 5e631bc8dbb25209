//! What a hand does to a figure on the way from one place to another.

use crate::engine::report::Slip;

/// How human a slip is: the lower, the likelier. The order is that of what is found in printed reports:
/// figures are typed over (digits) more often than sums are built wrong.
pub(super) fn rank(slip: Slip) -> u8 {
    match slip {
        Slip::DigitsSwapped => 0,
        Slip::OneDigit => 1,
        Slip::SignLost => 2,
        Slip::DigitCount => 3,
        Slip::Thousand => 4,
        Slip::NeighbourColumn => 5,
        Slip::RowLeftOut => 6,
        Slip::CountedTwice => 7,
        Slip::NotUpdated => 8,
    }
}

/// The slip that turns the figure that is right into the one that is printed, both in units of the last digit.
pub(super) fn of(printed: i128, right: i128) -> Option<Slip> {
    if printed == right {
        return None;
    }
    if printed == -right {
        return Some(Slip::SignLost);
    }
    if (printed < 0) != (right < 0) && printed != 0 && right != 0 {
        return None;
    }
    let (a, b) = (digits(printed), digits(right));
    if a.len() == b.len() {
        let differ: Vec<usize> =
            a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(at, _)| at).collect();
        return match differ.as_slice() {
            // A lone digit that differs says nothing: any figure of one digit does.
            [_] if a.len() > 1 => Some(Slip::OneDigit),
            &[i, j] if j == i + 1 && a.get(i) == b.get(j) && a.get(j) == b.get(i) => {
                Some(Slip::DigitsSwapped)
            }
            _ => None,
        };
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() == short.len() + 1 && short.len() > 1 {
        let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
        if short.get(same..) == long.get(same + 1..) {
            return Some(Slip::DigitCount);
        }
    }
    if long.len() == short.len() + 3
        && long.starts_with(short)
        && long.iter().skip(short.len()).all(|&d| d == 0)
    {
        return Some(Slip::Thousand);
    }
    None
}

fn digits(value: i128) -> Vec<u8> {
    let mut rest = value.unsigned_abs();
    let mut digits = Vec::new();
    while rest > 0 || digits.is_empty() {
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
            assert_eq!(of(printed, right), slip, "{printed} for {right}");
        }
    }
}
