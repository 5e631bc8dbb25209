//! The figures of the prose, and what each was held against.

use super::{
    icon::IconView, measure_word, state_icon, state_stem, state_word, table_view, workings::line_link,
};
use crate::{
    app::{
        state::{Action, Checked},
        strings::{self, Messages, fill},
        working::{place_name, shown_like},
    },
    engine::{
        options::Lang,
        report::{Claim, State, Tie},
        wording::amount,
    },
};
use std::rc::Rc;
use yew::prelude::*;

/// So many figures are drawn; more are there on demand.
const SHOWN: usize = 150;

#[derive(Properties, PartialEq)]
pub(super) struct ClaimsProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn Claims(props: &ClaimsProps) -> Html {
    let m = strings::of(props.lang);
    let all = use_state_eq(|| false);
    let ClaimsProps { lang, checked, on } = props;
    let claims = &checked.report.claims;
    if claims.is_empty() {
        return html! { <p class="findings__nothing">{ m.claims_none }</p> };
    }
    let shown = if *all { usize::MAX } else { SHOWN };
    let more = claims.len().saturating_sub(shown);
    html! {
        <section class="claims" aria-label={m.pane_claims}>
            <p class="pane-hint">{ m.claims_hint }</p>
            <ul class="claims__list">
                for (index, claim) in claims.iter().enumerate().take(shown) {
                    <li key={index} class="claim">
                        <p class="claim__figure">
                            <span class={format!("state-sign state-sign--{}", state_stem(claim.state))}><IconView icon={state_icon(claim.state)} /></span>
                            <strong class="claim__text">{ claim.text.clone() }</strong>
                            <span class={format!("claim__state claim__state--{}", state_stem(claim.state))}>{ state_word(m, claim.state) }</span>
                        </p>
                        <p class="claim__about">{ about(m, claim) }</p>
                        <p class="claim__against">{ against(m, *lang, checked, claim, on) }</p>
                        <p class="claim__place">{ line_link(m, claim.line, Some(claim.span), on) }</p>
                    </li>
                }
            </ul>
            if more > 0 {
                <button type="button" class="button" onclick={Callback::from(move |_: MouseEvent| all.set(true))}>
                    { fill(m.more, &[("n", &more.to_string())]) }
                </button>
            }
        </section>
    }
}

fn about(m: &Messages, claim: &Claim) -> String {
    let measure = claim.measure.map(|measure| measure_word(m, measure));
    let parts = [Some(claim.subject.as_str()), measure, Some(claim.period.as_str())];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn against(
    m: &'static Messages,
    lang: Lang,
    checked: &Checked,
    claim: &Claim,
    on: &Callback<Action>,
) -> Html {
    let expected = claim
        .expected
        // A term of a sum comes out of it as it is written: that says nothing.
        .filter(|&value| claim.state != State::Verified && value != claim.value)
        .map(|value| fill(m.claims_expected, &[("expected", &amount(lang, shown_like(value, claim.value)))]));
    let expected = expected.map(|words| format!(" ({words})")).unwrap_or_default();
    match &claim.tied_to {
        Some(Tie::Cell { table, cell }) => {
            let Some(read) = checked.report.tables.get(*table) else { return html! { <></> } };
            let words = fill(
                m.claims_tied_cell,
                &[("table", &table_view::title(m, read, *table)), ("place", &place_name(read, *cell))],
            );
            let index = *table;
            html! {
                <>
                    <button type="button" class="link" onclick={on.reform(move |_: MouseEvent| Action::GoToTable(index))}>{ words }</button>
                    { expected }
                </>
            }
        }
        Some(Tie::Claim { claim: other }) => {
            let Some(other) = checked.report.claims.get(*other) else { return html! { <></> } };
            let words =
                fill(m.claims_tied_claim, &[("text", &other.text), ("line", &other.line.to_string())]);
            let span = other.span;
            html! {
                <>
                    <button type="button" class="link" onclick={on.reform(move |_: MouseEvent| Action::GoTo(span))}>{ words }</button>
                    { expected }
                </>
            }
        }
        Some(Tie::Computed { computed }) => {
            html! { <>{ fill(m.claims_tied_computed, &[("computed", computed)]) }{ expected }</> }
        }
        None if claim.reason.is_empty() => html! { <>{ m.claims_tied_nothing }</> },
        None => html! { <>{ claim.reason.clone() }</> },
    }
}
