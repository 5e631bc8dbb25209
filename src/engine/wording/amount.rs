//! Amounts as they are written in running text.

use crate::engine::options::Lang;
use rust_decimal::Decimal;

/// An amount with its decimals, a true minus and groups of three: `−1 189 767,5` in Swedish (no-break
/// spaces), `−1,189,767.5` in English.
pub fn amount(lang: Lang, value: Decimal) -> String {
    let (group, point) = match lang {
        Lang::Sv => ('\u{a0}', ','),
        Lang::En => (',', '.'),
    };
    let plain = value.abs().to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut written = String::with_capacity(plain.len() * 2);
    if value.is_sign_negative() && !value.is_zero() {
        written.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            written.push(group);
        }
        written.push(digit);
    }
    if !decimals.is_empty() {
        written.push(point);
        written.push_str(decimals);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_keep_their_decimals() {
        for (plain, sv, en) in [
            ("0", "0", "0"),
            ("-0.0", "0,0", "0.0"),
            ("999", "999", "999"),
            ("-1000", "\u{2212}1\u{a0}000", "\u{2212}1,000"),
            ("1189767.50", "1\u{a0}189\u{a0}767,50", "1,189,767.50"),
            ("-0.05", "\u{2212}0,05", "\u{2212}0.05"),
        ] {
            let value: Decimal = plain.parse().unwrap();
            assert_eq!(amount(Lang::Sv, value), sv);
            assert_eq!(amount(Lang::En, value), en);
        }
    }
}
