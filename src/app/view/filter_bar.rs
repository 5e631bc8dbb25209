//! Which findings are listed: severities to press, families and sections to choose from.

use super::{icon::IconView, panes::PanesState, severity_icon, severity_stem};
use crate::{
    app::{
        filter::Filter,
        rules::family_name,
        state::Action,
        strings::{self, counted},
    },
    engine::{options::Lang, report::Severity},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct FilterBarProps {
    pub lang: Lang,
    pub state: Rc<PanesState>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn FilterBar(props: &FilterBarProps) -> Html {
    let m = strings::of(props.lang);
    let FilterBarProps { state, on, .. } = props;
    let filter = &state.filter;
    let kinds = [
        (Severity::Error, m.errors_one, m.errors_other),
        (Severity::Warning, m.warnings_one, m.warnings_other),
        (Severity::Note, m.notes_one, m.notes_other),
    ];
    let families: Vec<(Rc<str>, String)> = state
        .choices
        .families
        .iter()
        .map(|(family, n)| (family.clone(), format!("{} ({n})", family_name(m, family))))
        .collect();
    let sections: Vec<(Rc<str>, String)> =
        state.choices.sections.iter().map(|(title, n)| (title.clone(), format!("{title} ({n})"))).collect();
    let by_family = {
        let (on, filter) = (on.clone(), filter.clone());
        Callback::from(move |family| on.emit(Action::FilterBy(Filter { family, ..filter.clone() })))
    };
    let by_section = {
        let (on, filter) = (on.clone(), filter.clone());
        Callback::from(move |section| on.emit(Action::FilterBy(Filter { section, ..filter.clone() })))
    };
    html! {
        <div class="filter" role="group" aria-label={m.filter_label}>
            <span class="filter__label" aria-hidden="true">{ m.filter_label }</span>
            for ((severity, one, other), n) in kinds.into_iter().zip(state.counts) {
                <button type="button" key={severity_stem(severity)}
                    class={format!("filter__choice filter__choice--{}", severity_stem(severity))}
                    aria-pressed={(!filter.hidden.contains(&severity)).to_string()} disabled={n == 0}
                    onclick={let hidden = filter.hidden.contains(&severity); on.reform(move |_: MouseEvent| Action::ShowSeverity(severity, hidden))}>
                    <IconView icon={severity_icon(severity)} />
                    { counted(n, one, other) }
                </button>
            }
            <span class="filter__lists">
                { choice(m.filter_family, m.filter_every_family, &families, filter.family.as_ref(), by_family) }
                { choice(m.filter_section, m.filter_every_section, &sections, filter.section.as_ref(), by_section) }
            </span>
            if !filter.is_open() {
                <button type="button" class="link filter__all" onclick={on.reform(|_: MouseEvent| Action::FilterBy(Filter::default()))}>
                    { m.filter_all }
                </button>
            }
        </div>
    }
}

/// A list to choose from; nothing where there is nothing to choose between.
fn choice(
    label: &'static str,
    every: &'static str,
    choices: &[(Rc<str>, String)],
    chosen: Option<&Rc<str>>,
    on: Callback<Option<Rc<str>>>,
) -> Html {
    if choices.len() < 2 && chosen.is_none() {
        return html! { <></> };
    }
    // What is chosen stays to be seen when its last finding is gone.
    let gone = chosen.filter(|chosen| choices.iter().all(|(value, _)| value != *chosen));
    let values: Rc<[Rc<str>]> = choices.iter().map(|(value, _)| value.clone()).collect();
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        // The first entry is all of them.
        let at = select.and_then(|select| usize::try_from(select.selected_index()).ok()).unwrap_or(0);
        on.emit(at.checked_sub(1).and_then(|at| values.get(at).cloned()));
    });
    html! {
        <label class="filter__list">
            <span class="visually-hidden">{ label }</span>
            <select class="filter__select" {onchange}>
                <option selected={chosen.is_none()}>{ every }</option>
                for (value, words) in choices.iter() {
                    <option key={value.to_string()} selected={chosen == Some(value)}>{ words.clone() }</option>
                }
                if let Some(gone) = gone {
                    <option selected=true>{ format!("{gone} (0)") }</option>
                }
            </select>
        </label>
    }
}
