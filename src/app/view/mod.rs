//! The components, one file each.

pub(super) mod app;
mod checks;
mod claims;
mod corrections;
mod dialog;
mod editor;
mod field;
mod file_button;
mod filter_bar;
mod find;
mod finding_card;
mod findings;
mod footer;
mod guide;
mod hand_over;
mod header;
mod icon;
mod kept_focus;
mod layer;
mod notice;
mod outline;
mod panes;
mod parts;
mod picking;
mod profile_choice;
mod profile_dialog;
mod profile_fields;
mod profile_form;
mod profile_list;
mod progress;
mod protocol;
mod shortcuts;
mod splitter;
mod summary;
mod table_view;
mod tables;
mod workings;

use crate::{
    app::strings::Messages,
    engine::{
        report::{ColumnRole, Measure, RowRole, Severity, Slip, State},
        unit::Unit,
    },
};
use icon::Icon;

/// The words for the values of an enum; the compiler demands every one.
fn state_word(m: &Messages, state: State) -> &'static str {
    match state {
        State::Verified => m.state_verified,
        State::Rounding => m.state_rounding,
        State::Contradicted => m.state_contradicted,
        State::Unchecked => m.state_unchecked,
    }
}

fn state_icon(state: State) -> Icon {
    match state {
        State::Verified => Icon::Check,
        State::Rounding => Icon::About,
        State::Contradicted => Icon::Cross,
        State::Unchecked => Icon::Dots,
    }
}

/// The last part of a class name.
fn state_stem(state: State) -> &'static str {
    match state {
        State::Verified => "verified",
        State::Rounding => "rounding",
        State::Contradicted => "contradicted",
        State::Unchecked => "unchecked",
    }
}

fn severity_word(m: &Messages, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => m.severity_error,
        Severity::Warning => m.severity_warning,
        Severity::Note => m.severity_note,
    }
}

fn severity_icon(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
        Severity::Note => Icon::Note,
    }
}

fn severity_stem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn slip_words(m: &Messages, slip: Slip) -> &'static str {
    match slip {
        Slip::DigitsSwapped => m.slip_digits_swapped,
        Slip::OneDigit => m.slip_one_digit,
        Slip::SignLost => m.slip_sign_lost,
        Slip::DigitCount => m.slip_digit_count,
        Slip::Thousand => m.slip_thousand,
        Slip::NeighbourColumn => m.slip_neighbour_column,
        Slip::RowLeftOut => m.slip_row_left_out,
        Slip::CountedTwice => m.slip_counted_twice,
        Slip::NotUpdated => m.slip_not_updated,
    }
}

fn measure_word(m: &Messages, measure: Measure) -> &'static str {
    match measure {
        Measure::Budget => m.measure_budget,
        Measure::Outcome => m.measure_outcome,
        Measure::Forecast => m.measure_forecast,
        Measure::Deviation => m.measure_deviation,
        Measure::ForecastDeviation => m.measure_forecast_deviation,
        Measure::Result => m.measure_result,
        Measure::Change => m.measure_change,
        Measure::Share => m.measure_share,
    }
}

/// None for a column whose role is not known.
fn role_word(m: &Messages, role: ColumnRole) -> Option<&'static str> {
    Some(match role {
        ColumnRole::Budget => m.role_budget,
        ColumnRole::Outcome => m.role_outcome,
        ColumnRole::Forecast => m.role_forecast,
        ColumnRole::Deviation => m.role_deviation,
        ColumnRole::Change => m.role_change,
        ColumnRole::Plan => m.role_plan,
        ColumnRole::Previous => m.role_previous,
        ColumnRole::Total => m.role_total,
        ColumnRole::Share => m.role_share,
        ColumnRole::Count => m.role_count,
        ColumnRole::Other => return None,
    })
}

/// What the page can say that a row is.
fn row_role_word(m: &Messages, role: RowRole) -> &'static str {
    match role {
        RowRole::Part => m.row_part,
        RowRole::Item => m.row_item,
        _ => m.row_total,
    }
}

fn unit_word(m: &Messages, unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => m.unit_percent,
        Unit::Count => m.unit_count,
        money => money.as_str(),
    }
}

/// A count or a number of milliseconds as the browser gives it.
#[allow(clippy::cast_sign_loss, reason = "what is counted is not negative, and the cast saturates")]
pub(in crate::app) fn whole(number: f64) -> usize {
    number as usize
}

/// Moves the focus; an element that cannot have it is left.
fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        // Throws nothing in practice; the binding is fallible for old browsers only.
        let _ = element.focus();
    }
}

/// Scrolls an element into view within what scrolls, no further than needed.
fn reveal(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
