//! How it stands: findings by weight, and how much of the figures was checked.

use super::{
    icon::{Icon, IconView},
    profile_choice::{ProfileChoice, because_in_short},
    progress::Progress,
    severity_icon, severity_stem, state_icon, state_stem, state_word,
};
use crate::{
    app::{
        profiles::Profiles,
        state::{Action, Checked},
        strings::{self, Messages, counted, fill},
    },
    engine::{
        options::Lang,
        report::{Coverage, Severity, State},
        wording::amount,
    },
};
use rust_decimal::Decimal;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct SummaryProps {
    pub lang: Lang,
    pub checked: Option<Rc<Checked>>,
    pub pending: bool,
    /// Errors, warnings, notes.
    pub counts: [usize; 3],
    pub aside: usize,
    pub profiles: Rc<Profiles>,
    /// The host has decided on the profile that is used.
    pub by_host: bool,
    /// Opens the list of profiles.
    pub manage: Callback<()>,
    /// Opens the protocol.
    pub protocol: Callback<()>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn Summary(props: &SummaryProps) -> Html {
    let m = strings::of(props.lang);
    let checked = props.checked.as_deref().filter(|checked| !checked.text.trim().is_empty());
    let coverage = checked.map(|checked| checked.report.coverage).unwrap_or_default();
    let [errors, warnings, notes] = props.counts;
    html! {
        <section class={classes!("summary", checked.is_none().then_some("summary--idle"))} aria-label={m.summary_heading}>
            <ul class="summary__counts">
                { count(Severity::Error, errors, m.errors_one, m.errors_other) }
                { count(Severity::Warning, warnings, m.warnings_one, m.warnings_other) }
                { count(Severity::Note, notes, m.notes_one, m.notes_other) }
                if props.aside > 0 {
                    <li class="summary__aside" key="aside">{ counted(props.aside, m.set_aside_count_one, m.set_aside_count) }</li>
                }
            </ul>
            <div class="summary__coverage">{ coverage_bar(m, coverage) }</div>
            <div class="summary__end">
            <div class="summary__profile">
            <ProfileChoice lang={props.lang} checked={props.checked.clone()} profiles={props.profiles.clone()}
                manage={props.manage.clone()} on={props.on.clone()} />
            <div class="summary__reason">
                if let Some(checked) = checked {
                    { because_in_short(m, &props.profiles, props.by_host, checked) }
                }
                <span class="summary__status">
                    <Progress lang={props.lang} pending={props.pending}
                        otherwise={checked.map_or_else(|| "\u{a0}".to_owned(), |checked| took(m, checked))} />
                </span>
            </div>
            </div>
            <button type="button" class="button" onclick={props.protocol.reform(|_: MouseEvent| ())}>
                <IconView icon={Icon::Sheet} />
                { m.protocol_open }
            </button>
            </div>
        </section>
    }
}

fn took(m: &Messages, checked: &Checked) -> String {
    /// From here on nobody counts in milliseconds.
    const SECOND_MS: u32 = 1000;
    if checked.took_ms < SECOND_MS {
        return fill(m.status_took, &[("ms", &checked.took_ms.to_string())]);
    }
    let tenths = Decimal::new(i64::from(checked.took_ms.div_ceil(SECOND_MS / 10)), 1);
    fill(m.status_took_seconds, &[("s", &amount(checked.lang, tenths))])
}

fn count(severity: Severity, n: usize, one: &str, other: &str) -> Html {
    let class = classes!(
        "summary__count",
        format!("summary__count--{}", severity_stem(severity)),
        (n == 0).then_some("summary__count--none")
    );
    let words = fill(if n == 1 { one } else { other }, &[("n", "")]);
    html! {
        <li {class} key={severity_stem(severity)}>
            <IconView icon={severity_icon(severity)} />
            <span><strong class="summary__number">{ n }</strong>{ " " }{ words.trim().to_owned() }</span>
        </li>
    }
}

/// The bar is drawn; the legend beside it says the same in words and numbers.
fn coverage_bar(m: &Messages, coverage: Coverage) -> Html {
    if coverage.figures == 0 {
        return html! {
            <>
                <p class="coverage__heading">{ m.coverage_none }</p>
                <svg class="coverage__bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="coverage__part coverage__part--none" x="0" y="0" width="1000" height="10" />
                </svg>
            </>
        };
    }
    let states = [
        (State::Verified, coverage.verified),
        (State::Rounding, coverage.rounding),
        (State::Contradicted, coverage.contradicted),
        (State::Unchecked, coverage.unchecked),
    ];
    let mut from = 0;
    let parts: Vec<(State, u32, u32)> = states
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|&(state, n)| {
            let start = from;
            from += n;
            (state, start * 1000 / coverage.figures, from * 1000 / coverage.figures)
        })
        .collect();
    let done = (coverage.figures - coverage.unchecked).to_string();
    let share = fill(m.coverage_share, &[("checked", &done), ("all", &coverage.figures.to_string())]);
    html! {
        <>
            <p class="coverage__heading">{ m.coverage_heading }{ " " }<strong class="coverage__share">{ share }</strong></p>
            <svg class="coverage__bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                for (state, start, end) in parts {
                    <rect key={state_stem(state)} class={format!("coverage__part coverage__part--{}", state_stem(state))}
                        x={start.to_string()} y="0" width={(end - start).saturating_sub(3).max(4).to_string()} height="10" />
                }
            </svg>
            <ul class="coverage__legend">
                for (state, n) in states {
                    <li key={state_stem(state)} class={format!("coverage__state coverage__state--{}", state_stem(state))}>
                        <span class={format!("state-sign state-sign--{}", state_stem(state))}><IconView icon={state_icon(state)} /></span>
                        <span>{ state_word(m, state) }{ " " }<strong>{ n }</strong></span>
                    </li>
                }
            </ul>
        </>
    }
}
