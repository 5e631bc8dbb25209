//! Numbers that are no amounts.

use super::{
    around::is_year,
    flow::{Kindred, Token},
    vocabulary,
};
use rust_decimal::Decimal;

/// Years, dates, ages, paragraphs, streets, pages: numbers without a unit that no one would look for in a table.
pub(super) fn is_no_amount(
    tokens: &[Token],
    at: usize,
    value: Decimal,
    signed: bool,
    digits: &str,
    text: &str,
) -> bool {
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    let after = tokens.get(at + 1);
    let whole = value.scale() == 0;
    let plain_year = whole
        && digits.len() == 4
        && !signed
        && tokens.get(at).is_some_and(|t| t.span.of(text).len() == 4)
        && (Decimal::from(1900)..Decimal::from(2100)).contains(&value);
    let month = after.is_some_and(|t| vocabulary::month(t.text()).is_some());
    let mark_before = before.is_some_and(|t| {
        matches!(t.kind, Kindred::Mark('§' | '#' | '/'))
            || matches!(
                t.text(),
                "sid"
                    | "sida"
                    | "sidan"
                    | "kap"
                    | "kapitel"
                    | "artikel"
                    | "paragraf"
                    | "nr"
                    | "nummer"
                    | "kl"
                    | "tel"
                    | "telefon"
                    | "version"
                    | "bilaga"
                    | "etapp"
                    | "mål"
                    | "punkt"
                    | "steg"
                    | "avsnitt"
                    | "vecka"
                    | "v"
                    | "tabell"
                    | "diagram"
                    | "figur"
                    | "år"
                    | "fokusområde"
                    | "våning"
                    | "nivå"
                    | "dnr"
            )
    });
    // "Från 126 år 2020": so many then, and not so old; nor is anything a thousand hours of the day.
    let dated = after.is_some_and(|t| t.text() == "år") && tokens.get(at + 2).is_some_and(is_year);
    let many = value.abs() >= Decimal::ONE_THOUSAND;
    let mark_after = after.is_some_and(|t| {
        matches!(t.kind, Kindred::Mark('+' | '§' | '/' | ':' | '°'))
            || matches!(t.text(), "åringar" | "årig" | "kap" | "st" | "gånger" | "e" | "a")
            || t.text() == "år" && !dated
            || matches!(t.text(), "dagar" | "timmar") && !many
    });
    // The number that starts a heading or a list item.
    let numbering = before.is_none() && !signed && whole;
    plain_year || month || mark_before || mark_after || numbering
}
