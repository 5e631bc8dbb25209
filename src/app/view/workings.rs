//! An identity shown as a sum on paper: terms, computed, reported, difference.

use super::icon::{Icon, IconView};
use crate::{
    app::{
        state::Action,
        strings::{Messages, fill},
        working::{Line, Operator, Working, shown_like},
    },
    engine::{
        options::Lang,
        report::{RelationKind, Verdict},
        span::Span,
        wording::amount,
    },
};
use yew::prelude::*;

/// Terms beyond these are folded away.
const TERMS_SHOWN: usize = 24;

/// The sum of a working as a table. Each term leads to its place.
pub(super) fn sum(m: &'static Messages, lang: Lang, working: &Working, on: &Callback<Action>) -> Html {
    let kind = match working.kind {
        RelationKind::Sum => m.working_sum,
        RelationKind::Difference => m.working_difference,
        RelationKind::Average => m.working_average,
        RelationKind::Ratio => m.working_ratio,
        RelationKind::Change => m.working_change,
    };
    let caption =
        if working.common.is_empty() { kind.to_owned() } else { format!("{kind}: {}", working.common) };
    let computed = shown_like(working.computed, working.reported);
    let failing = working.verdict == Verdict::Mismatch;
    let more = working.lines.len().saturating_sub(TERMS_SHOWN);
    html! {
        <table class="working">
            <caption class="working__caption">{ caption }</caption>
            <tbody class="working__terms">
                for (index, line) in working.lines.iter().enumerate().take(TERMS_SHOWN) {
                    <tr key={index}>
                        <td class="working__operator">{ operator(m, lang, &line.operator, index) }</td>
                        <th class="working__label" scope="row">{ place_link(m, &line.label, line.span, on) }</th>
                        <td class="working__amount">{ line.value.map(|value| amount(lang, value)).unwrap_or_default() }</td>
                    </tr>
                }
                if more > 0 {
                    <tr key="more"><td></td><th class="working__label" scope="row">{ format!("… + {more}") }</th><td></td></tr>
                }
            </tbody>
            <tbody class="working__result">
                <tr class="working__computed">
                    <td class="working__operator">{ "=" }</td>
                    <th class="working__label" scope="row">{ m.working_computed }</th>
                    <td class="working__amount">{ amount(lang, computed) }</td>
                </tr>
                <tr>
                    <td class="working__operator"></td>
                    <th class="working__label" scope="row">{ reported_label(m, &working.total, on) }</th>
                    <td class="working__amount">{ amount(lang, working.reported) }</td>
                </tr>
                <tr class={classes!("working__difference", failing.then_some("working__difference--failing"))}>
                    <td class="working__operator"></td>
                    <th class="working__label" scope="row">
                        { m.working_difference_is }
                        <span class="working__tolerance">
                            { format!("{} {}", m.working_tolerance, amount(lang, working.tolerance.normalize())) }
                        </span>
                    </th>
                    <td class="working__amount">{ amount(lang, shown_like(working.difference, working.reported)) }</td>
                </tr>
            </tbody>
        </table>
    }
}

fn reported_label(m: &'static Messages, total: &Line, on: &Callback<Action>) -> Html {
    html! { <>{ m.working_reported }{ ": " }{ place_link(m, &total.label, total.span, on) }</> }
}

fn operator(m: &'static Messages, lang: Lang, operator: &Operator, index: usize) -> String {
    match operator {
        Operator::Plus if index == 0 => String::new(),
        Operator::Plus => "+".to_owned(),
        Operator::Minus => "\u{2212}".to_owned(),
        Operator::Times(factor) => format!("{} ×", amount(lang, *factor)),
        Operator::DividedBy => m.working_first.to_owned(),
        Operator::ComparedWith => m.working_second.to_owned(),
    }
}

/// A name that leads to its place in the text, where it has one.
pub(super) fn place_link(
    m: &'static Messages,
    label: &str,
    span: Option<Span>,
    on: &Callback<Action>,
) -> Html {
    match span {
        None => html! { { label.to_owned() } },
        Some(span) => html! {
            <button type="button" class="link" aria-label={fill(m.go_to_place, &[("label", label)])}
                onclick={on.reform(move |_: MouseEvent| Action::GoTo(span))}>{ label.to_owned() }</button>
        },
    }
}

/// A line of the text that can be gone to.
pub(super) fn line_link(m: &'static Messages, line: u32, span: Option<Span>, on: &Callback<Action>) -> Html {
    span_link(&fill(m.go_to_line, &[("line", &line.to_string())]), span, on)
}

/// Words that lead to a place, where there is one.
pub(super) fn span_link(words: &str, span: Option<Span>, on: &Callback<Action>) -> Html {
    match span {
        None => html! { <span>{ words.to_owned() }</span> },
        Some(span) => html! {
            <button type="button" class="link link--place" onclick={on.reform(move |_: MouseEvent| Action::GoTo(span))}>
                { words.to_owned() }
                <IconView icon={Icon::Place} />
            </button>
        },
    }
}
