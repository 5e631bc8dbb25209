//! The result, in tabs.

use super::{claims::Claims, findings::Findings, outline::OutlineView, tables::Tables};
use crate::{
    app::{
        aside::Aside,
        filter::{Choices, Filter},
        profiles::Profiles,
        state::{Action, Checked, Jump, Pane, State},
        strings,
        text::Edit,
    },
    engine::{options::Lang, relation::given::Given, report::Severity},
};
use std::rc::Rc;
use yew::prelude::*;

/// What the panes show of the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PanesState {
    pub pane: Pane,
    pub filter: Filter,
    /// What can be filtered by, before filtering.
    pub choices: Choices,
    pub listed: Vec<usize>,
    /// Errors, warnings, notes, before filtering.
    pub counts: [usize; 3],
    pub selected: Option<usize>,
    pub jump: Option<Jump>,
    pub aside: Rc<[Aside]>,
    pub given: Rc<[Given]>,
    pub profiles: Rc<Profiles>,
}

/// What the panes show now: the same as before where a key has only changed the text.
#[hook]
pub(super) fn use_panes(state: &State) -> Rc<PanesState> {
    let shown = (
        (state.checked.clone(), state.aside.clone(), state.filter.clone(), state.pane),
        (state.selected, state.jump, state.given.clone(), state.profiles.clone()),
    );
    use_memo(shown, |_| PanesState {
        pane: state.pane,
        filter: state.filter.clone(),
        choices: state.report().map_or_else(Choices::default, |report| {
            Choices::of(report, state.open_findings().map(|(_, finding)| finding))
        }),
        listed: state.listed(),
        counts: [Severity::Error, Severity::Warning, Severity::Note].map(|it| state.count(it)),
        selected: state.selected,
        jump: state.jump,
        aside: state.aside.clone(),
        given: state.given.clone(),
        profiles: state.profiles.clone(),
    })
}

#[derive(Properties, PartialEq)]
pub(super) struct PanesProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub state: Rc<PanesState>,
    /// What has happened to the text since the check.
    pub edit: Edit,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn Panes(props: &PanesProps) -> Html {
    let m = strings::of(props.lang);
    let PanesProps { lang, checked, state, edit, on } = props;
    let lang = *lang;
    let report = &checked.report;
    let tabs = [
        (Pane::Findings, m.pane_findings, state.counts.iter().sum()),
        (Pane::Tables, m.pane_tables, report.tables.len()),
        (Pane::Claims, m.pane_claims, report.claims.len()),
        (Pane::Outline, m.pane_outline, report.outline.len()),
    ];
    let onkeydown = {
        let (on, at) = (on.clone(), state.pane);
        Callback::from(move |event: KeyboardEvent| {
            let count = Pane::ALL.len();
            let index = Pane::ALL.iter().position(|&pane| pane == at).unwrap_or(0);
            let to = match event.key().as_str() {
                "ArrowRight" => (index + 1) % count,
                "ArrowLeft" => (index + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            on.emit(Action::Show(Pane::ALL[to]));
            let id = format!("tab-{}", Pane::ALL[to].stem());
            if let Some(tab) = gloo::utils::document().get_element_by_id(&id) {
                super::focus(&tab);
            }
        })
    };
    html! {
        <div class="panes">
            <div class="panes__tabs" role="tablist" aria-label={m.pane_label} {onkeydown}>
                for (pane, name, count) in tabs {
                    <button type="button" key={pane.stem()} id={format!("tab-{}", pane.stem())} class="panes__tab" role="tab"
                        aria-selected={(pane == state.pane).to_string()} aria-controls={format!("pane-{}", pane.stem())}
                        tabindex={if pane == state.pane { "0" } else { "-1" }}
                        onclick={on.reform(move |_: MouseEvent| Action::Show(pane))}>
                        { name }
                        <span class="panes__count">{ count }</span>
                    </button>
                }
            </div>
            for pane in Pane::ALL {
                <div key={pane.stem()} id={format!("pane-{}", pane.stem())} class="panes__pane" role="tabpanel"
                    aria-labelledby={format!("tab-{}", pane.stem())} hidden={pane != state.pane} tabindex="0">
                    if pane == state.pane {
                        { match pane {
                            Pane::Findings => html! { <Findings {lang} checked={checked.clone()} state={state.clone()} edit={*edit} on={on.clone()} /> },
                            Pane::Tables => html! { <Tables {lang} checked={checked.clone()} jump={state.jump} given={state.given.clone()} on={on.clone()} /> },
                            Pane::Claims => html! { <Claims {lang} checked={checked.clone()} on={on.clone()} /> },
                            Pane::Outline => html! { <OutlineView {lang} checked={checked.clone()} aside={state.aside.clone()} profiles={state.profiles.clone()} on={on.clone()} /> },
                        } }
                    }
                </div>
            }
        </div>
    }
}
