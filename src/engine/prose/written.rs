//! Figures and what they measure, written out for people.

use super::figures::Draft;
use crate::engine::{report::Measure, vocabulary::MONTHS};
use rust_decimal::Decimal;

/// "2,2 − 0,6"
pub(super) fn working(values: &[Decimal]) -> String {
    let mut text = String::new();
    for (at, value) in values.iter().enumerate() {
        if at == 0 {
            text.push_str(&signed_text(*value));
        } else {
            text.push_str(if value.is_sign_negative() { " − " } else { " + " });
            text.push_str(&signed_text(value.abs()));
        }
    }
    text
}

/// A number as it is written in Swedish: decimal comma, spaces between thousands, a true minus.
pub(super) fn signed_text(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let mut text = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        text.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

/// A figure with its unit as it stands in its sentence.
pub(super) fn figure(draft: &Draft) -> String {
    suggestion(draft, draft.meant.value)
}

/// A figure as it should stand in the sentence of a claim: its unit, and a sign only where the claim has one, or
/// those that are told together with it.
pub(super) fn suggestion(draft: &Draft, value: Decimal) -> String {
    let signed = draft.written_sign || draft.respective && draft.meant.signed && draft.direction == 0;
    let number = if signed { value } else { value.abs() };
    let mut text = signed_text(number).replace('−', "-");
    if draft.written_sign && !number.is_sign_negative() && !number.is_zero() {
        text.insert(0, '+');
    }
    if draft.unit_text.is_empty() {
        return text;
    }
    format!("{text} {}", draft.unit_text.split_whitespace().collect::<Vec<_>>().join(" "))
}

pub(super) fn measure_of(draft: &Draft) -> Option<Measure> {
    let f = draft.features;
    Some(match (f.deviation, f.forecast) {
        (true, true) => Measure::ForecastDeviation,
        (true, false) => Measure::Deviation,
        (false, true) => Measure::Forecast,
        _ if f.budget => Measure::Budget,
        _ if f.outcome => Measure::Outcome,
        _ if f.result => Measure::Result,
        _ if f.change => Measure::Change,
        _ if f.share => Measure::Share,
        _ => return None,
    })
}

pub(super) fn period_of(draft: &Draft) -> String {
    let f = draft.features;
    let mut parts: Vec<String> = Vec::new();
    if f.previous || draft.aside {
        parts.push("föregående".to_owned());
    }
    if f.full_year {
        parts.push("helår".to_owned());
    }
    if let Some(month) = f.month.and_then(|m| MONTHS.get(usize::from(m).saturating_sub(1))) {
        parts.push((*month).to_owned());
    } else if f.to_date {
        parts.push("perioden".to_owned());
    }
    parts.extend(f.year.map(|year| year.to_string()));
    parts.join(" ")
}
