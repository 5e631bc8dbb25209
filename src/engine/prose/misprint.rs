//! How much a figure's digits say that another one was meant.
//!
//! Figures of things that are close to each other are alike in their first digits, so those tell nothing: what an
//! earlier report said, or what something is without a part of it. What stands behind the digit that differs is alike
//! by chance once in ten for each, and two digits that have changed places once in a hundred. What differs in one digit
//! differs by a round sum, as what was added or saved often is, so that one of the digits behind it counts for nothing.

use super::measure;
use rust_decimal::Decimal;

/// Digits that are counted behind the one that differs: more say no more.
const DIGITS: usize = 6;

/// Of how many figures close to `right` one would be so like it as `written` is; 1 where that is no likeness at all.
pub(super) fn odds(written: Decimal, right: Decimal) -> u32 {
    let (a, b) = (digits(written), digits(measure::rounded(right, written.scale())));
    if a.len() != b.len() {
        return 1;
    }
    let differ: Vec<usize> =
        a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(at, _)| at).collect();
    // Noughts at the end are how it was rounded.
    let told = a.len() - a.iter().rev().take_while(|&&d| d == b'0').count();
    let behind = |at: usize| told.saturating_sub(at + 1).min(DIGITS);
    let power = match *differ.as_slice() {
        [at] => behind(at).saturating_sub(1),
        [i, j] if j == i + 1 && j < told && a.get(i) == b.get(j) && a.get(j) == b.get(i) => behind(j) + 2,
        _ => 0,
    };
    10_u32.saturating_pow(u32::try_from(power).unwrap_or_default())
}

fn digits(value: Decimal) -> Vec<u8> {
    value.mantissa().unsigned_abs().to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_behind_the_one_that_differs_tell_and_those_before_it_do_not() {
        for (written, right, expected) in [
            ("3968", "-3698", 1000),
            ("165.1", "156.126", 1000),
            ("72.4", "12.4", 10),
            ("7214", "1214", 100),
            ("13.2", "15.2", 1),
            ("8438", "8439", 1),
            ("504", "540", 100),
            ("500", "300", 1),
            ("500.0", "300.0", 1),
            ("335.0", "330.5", 1),
            ("12.4", "12.4", 1),
            ("12.4", "1240", 1),
            ("3", "5", 1),
            ("0", "5", 1),
        ] {
            let number = |text: &str| text.parse::<Decimal>().unwrap();
            assert_eq!(odds(number(written), number(right)), expected, "{written} for {right}");
        }
    }
}
