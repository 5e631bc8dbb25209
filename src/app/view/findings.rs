//! The findings in order of weight, with a filter, and those that are set aside.

use super::{
    checks::Checks, filter_bar::FilterBar, finding_card::FindingCard, focus, panes::PanesState, reveal,
};
use crate::{
    app::{
        aside::{Aside, Scope},
        rules,
        state::{Action, Checked, Target},
        strings::{self, Messages, counted, fill},
        text::Edit,
    },
    engine::{options::Lang, report::Verdict},
};
use std::rc::Rc;
use yew::prelude::*;

/// So many cards are drawn; more are there on demand.
const SHOWN: usize = 60;

#[derive(Properties, PartialEq)]
pub(super) struct FindingsProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub state: Rc<PanesState>,
    /// What has happened to the text since the check.
    pub edit: Edit,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn Findings(props: &FindingsProps) -> Html {
    let m = strings::of(props.lang);
    let FindingsProps { lang, checked, state, edit, on } = props;
    let lang = *lang;

    // Go to the card that was asked for; only show the one that was selected elsewhere.
    use_effect_with(state.jump, |jump| {
        if let Some(Target::Card(finding)) = jump.map(|jump| jump.to)
            && let Some(card) = card(finding)
        {
            focus(&card);
            reveal(&card);
        }
    });
    use_effect_with(state.selected, |selected| {
        if let Some(card) = selected.and_then(card) {
            reveal(&card);
        }
    });

    let onclick = {
        let on = on.clone();
        Callback::from(move |event: MouseEvent| {
            let Some(target) = event.target_dyn_into::<web_sys::Element>() else { return };
            // A button of a card does its own thing.
            if !matches!(target.closest("button, input, label, summary"), Ok(None)) {
                return;
            }
            if let Some(finding) = finding_of(&target) {
                on.emit(Action::Select(finding));
            }
        })
    };
    let onkeydown = {
        let (on, checked) = (on.clone(), checked.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(target) = event.target_dyn_into::<web_sys::Element>() else { return };
            let on_card = target.has_attribute("data-finding");
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" if on_card => {
                    event.prevent_default();
                    on.emit(Action::Step { forward: event.key() == "ArrowDown" });
                }
                "F2" | "Enter" if on_card || event.key() == "F2" => {
                    let finding = finding_of(&target).and_then(|index| checked.report.findings.get(index));
                    if let Some(span) = finding.and_then(|finding| finding.span) {
                        event.prevent_default();
                        on.emit(Action::GoTo(span));
                    }
                }
                _ => {}
            }
        })
    };
    let all = use_state_eq(|| false);
    let shown = if *all { usize::MAX } else { SHOWN };
    let more = state.listed.len().saturating_sub(shown);
    html! {
        <section class="findings" aria-label={m.pane_findings}>
            if state.counts.iter().sum::<usize>() > 1 || !state.filter.is_open() {
                <FilterBar {lang} state={state.clone()} on={on.clone()} />
            }
            if state.listed.is_empty() {
                { nothing(m, checked, state) }
            }
            <ol class="findings__list" {onclick} {onkeydown}>
                for &index in state.listed.iter().take(shown) {
                    <FindingCard key={checked.keys.get(index).copied().unwrap_or_default()} {lang} checked={checked.clone()} {index}
                        selected={state.selected == Some(index)} edit={*edit} on={on.clone()} />
                }
            </ol>
            if more > 0 {
                <button type="button" class="button findings__more" onclick={Callback::from(move |_: MouseEvent| all.set(true))}>
                    { fill(m.more, &[("n", &more.to_string())]) }
                </button>
            }
            if !state.aside.is_empty() {
                { set_aside(m, &state.aside, on) }
            }
            <Checks {lang} aside={state.aside.clone()} on={on.clone()} />
        </section>
    }
}

fn card(finding: usize) -> Option<web_sys::Element> {
    gloo::utils::document().get_element_by_id(&format!("finding-{finding}"))
}

fn finding_of(target: &web_sys::Element) -> Option<usize> {
    target.closest("[data-finding]").ok()??.get_attribute("data-finding")?.parse().ok()
}

fn nothing(m: &'static Messages, checked: &Checked, state: &PanesState) -> Html {
    let coverage = checked.report.coverage;
    if !state.filter.is_open() && state.counts.iter().any(|&n| n > 0) {
        return html! { <p class="findings__nothing">{ m.findings_filtered_out }</p> };
    }
    if coverage.figures == 0 {
        return html! {
            <div class="findings__nothing">
                <p class="findings__nothing-heading">{ m.findings_none }</p>
                <p>{ m.findings_empty_text }</p>
            </div>
        };
    }
    let relations = || checked.report.tables.iter().flat_map(|table| &table.relations);
    let failing = relations().filter(|relation| relation.verdict == Verdict::Mismatch).count();
    html! {
        <div class="findings__nothing">
            <p class="findings__nothing-heading">{ if checked.report.findings.is_empty() { m.findings_none } else { m.findings_none_open } }</p>
            if failing > 0 {
                <p>{ counted(failing, m.findings_none_failing_one, m.findings_none_failing_other) }</p>
            } else if relations().next().is_some() {
                <p>{ counted(relations().count(), m.findings_none_more_one, m.findings_none_more_other) }</p>
            }
            if coverage.unchecked > 0 {
                <p>{ counted(coverage.unchecked as usize, m.findings_none_unchecked_one, m.findings_none_unchecked_other) }</p>
            }
        </div>
    }
}

fn set_aside(m: &'static Messages, asides: &[Aside], on: &Callback<Action>) -> Html {
    html! {
        <details class="aside">
            <summary class="aside__heading">{ m.set_aside_heading }{ " " }<span class="panes__count">{ asides.len() }</span></summary>
            <ul class="aside__list">
                for aside in asides.iter().cloned() {
                    <li class="aside__item" key={aside.to_line()}>
                        <div>
                            <p>{ match aside.scope {
                                Scope::Rule => fill(m.set_aside_rule_says, &[("rule", rules::name(m, &aside.rule))]),
                                Scope::Finding(_) => format!("{} ({})", m.set_aside_this_says, rules::name(m, &aside.rule)),
                            } }</p>
                            if !aside.reason.is_empty() {
                                <p class="aside__reason">{ format!("{}: {}", m.set_aside_reason, aside.reason) }</p>
                            }
                        </div>
                        <button type="button" class="button button--quiet"
                            onclick={on.reform(move |_: MouseEvent| Action::BringBack(aside.clone()))}>{ m.set_aside_undo }</button>
                    </li>
                }
            </ul>
        </details>
    }
}
