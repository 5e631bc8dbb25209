//! A correction written into the text as its author writes.

use crate::engine::figure::{is_minus, is_space};
use rust_decimal::Decimal;

/// `value` written in the manner of `original`: its kind of minus, of space between thousands, of
/// decimal mark, its plus, its parentheses and its per cent sign.
pub fn in_the_manner_of(original: &str, value: Decimal) -> String {
    let digits: Vec<char> = original.chars().collect();
    let first = digits.iter().position(char::is_ascii_digit).unwrap_or(0);
    let last = digits.iter().rposition(char::is_ascii_digit).map_or(0, |at| at + 1);
    let (lead, body, trail) = (&digits[..first], &digits[first..last], &digits[last..]);
    let decimal = body
        .iter()
        .copied()
        .rev()
        .find(|c| matches!(c, ',' | '.'))
        .filter(|_| value.scale() > 0)
        .unwrap_or(',');
    let group = body
        .iter()
        .copied()
        .find(|&c| !c.is_ascii_digit() && (c != decimal || value.scale() == 0))
        .or_else(|| (body.len() <= 3).then_some(' '));
    let mut written = String::new();
    let parentheses = lead.contains(&'(') && trail.contains(&')');
    if value.is_sign_negative() && !value.is_zero() {
        match lead.iter().copied().find(|&c| is_minus(c)) {
            _ if parentheses => written.push('('),
            Some(minus) => {
                written.push(minus);
                // "− 4 646" keeps its space.
                written.extend(lead.iter().copied().filter(|&c| is_space(c)).take(1));
            }
            None => written.push('-'),
        }
    } else if lead.contains(&'+') {
        written.push('+');
    }
    let plain = value.abs().to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            written.extend(group);
        }
        written.push(digit);
    }
    if !decimals.is_empty() {
        written.push(decimal);
        written.push_str(decimals);
    }
    if parentheses && value.is_sign_negative() {
        written.push(')');
    }
    written.extend(trail.iter().copied().filter(|&c| c == '%' || is_space(c) && trail.contains(&'%')));
    written
}

/// A figure of the prose, without its unit, and what is written in its place.
pub fn in_a_sentence(original: &str, value: Decimal) -> (&str, String) {
    let number =
        original.split(|c: char| c.is_alphabetic() || c == '%').next().unwrap_or(original).trim_end();
    let written = in_the_manner_of(number, value);
    // Beside figures with signs one without looks like a size.
    let loses_sign = number.starts_with(is_minus) && value.is_sign_positive() && !value.is_zero();
    (number, if loses_sign { format!("+{written}") } else { written })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_of_a_sentence_keeps_its_unit() {
        for (original, value, number, expected) in [
            ("-2,4 mkr", "-1.6", "-2,4", "-1,6"),
            ("\u{2212}2,4\u{a0}mkr", "1.6", "\u{2212}2,4", "+1,6"),
            ("11 653\ntkr", "11553", "11 653", "11 553"),
            ("12,6 %", "12.7", "12,6", "12,7"),
            ("12", "13", "12", "13"),
        ] {
            assert_eq!(in_a_sentence(original, value.parse().unwrap()), (number, expected.to_owned()));
        }
    }

    #[test]
    fn a_correction_looks_like_what_it_replaces() {
        for (original, value, expected) in [
            ("-186 656", "-185656", "-185 656"),
            ("\u{2212}186\u{a0}656", "-185656", "\u{2212}185\u{a0}656"),
            ("– 4 646", "-4664", "– 4 664"),
            ("+22", "23", "+23"),
            ("(1 234)", "-1243", "(1 243)"),
            ("12,6 %", "12.7", "12,7 %"),
            ("1.234,5", "1243.5", "1.243,5"),
            ("1,234.5", "1243.5", "1,243.5"),
            ("123456", "123465", "123465"),
            ("654", "-654", "-654"),
            ("-654", "654", "654"),
            ("99", "1099", "1 099"),
            ("-0,5", "-1.5", "-1,5"),
        ] {
            assert_eq!(in_the_manner_of(original, value.parse().unwrap()), expected, "{original}");
        }
    }
}
