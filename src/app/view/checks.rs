//! Every check, to be switched off and on.

use crate::{
    app::{
        aside::{Aside, Scope},
        rules,
        state::Action,
        strings::{self, counted},
    },
    engine::{check::IDS, options::Lang},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ChecksProps {
    pub lang: Lang,
    pub aside: Rc<[Aside]>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn Checks(props: &ChecksProps) -> Html {
    let m = strings::of(props.lang);
    let off =
        |rule: &str| props.aside.iter().find(|aside| aside.scope == Scope::Rule && *aside.rule == *rule);
    let count = IDS.iter().filter(|id| off(id).is_some()).count();
    let toggle = |rule: &'static str| {
        let set_aside = off(rule).cloned();
        props.on.reform(move |_: Event| match set_aside.clone() {
            Some(aside) => Action::BringBack(aside),
            None => Action::SetAside(Aside::rule(rule, "")),
        })
    };
    html! {
        <details class="checks">
            <summary class="aside__heading">
                { m.checks_heading }
                if count > 0 {
                    { " " }
                    <span class="panes__count">{ counted(count, m.checks_off_count_one, m.checks_off_count) }</span>
                }
            </summary>
            <p class="pane-hint">{ m.checks_hint }</p>
            for family in IDS.chunk_by(|a, b| rules::family(a) == rules::family(b)) {
                <fieldset key={family[0]} class="checks__family">
                    <legend class="checks__legend">{ rules::family_name(m, rules::family(family[0])) }</legend>
                    for &id in family {
                        <label key={id} class="checks__choice">
                            <input type="checkbox" checked={off(id).is_none()} onchange={toggle(id)} />
                            { rules::name(m, id) }
                        </label>
                    }
                </fieldset>
            }
        </details>
    }
}
