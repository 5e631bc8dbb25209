//! What the user has said of the tables, to be seen and taken back.

use crate::{
    app::{
        reading::in_words,
        state::{Action, Checked},
        strings::{self, fill},
    },
    engine::{options::Lang, relation::given::Given},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct CorrectionsProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub given: Rc<[Given]>,
    pub on: Callback<Action>,
}

impl PartialEq for CorrectionsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.checked, &other.checked) && self.lang == other.lang && self.given == other.given
    }
}

#[component]
pub(super) fn Corrections(props: &CorrectionsProps) -> Html {
    let m = strings::of(props.lang);
    let tables = &props.checked.report.tables;
    if props.given.is_empty() {
        return html! { <></> };
    }
    html! {
        <section class="corrections" aria-labelledby="corrections-heading">
            <h3 class="corrections__heading" id="corrections-heading">{ m.corrections_heading }</h3>
            <ul class="aside__list">
                for (number, given) in props.given.iter().cloned().enumerate() {
                    <li class="aside__item" key={number}>
                        <p>{ match in_words(tables, &given) {
                            None => m.corrections_gone.to_owned(),
                            Some((table, words, line)) => {
                                let title = super::table_view::title(m, &tables[table], table);
                                let message = if given.denied { m.corrections_denied } else { m.corrections_stated };
                                let said = fill(message, &[("sum", &words), ("table", &title)]);
                                match line {
                                    Some(line) => format!("{said} ({line})"),
                                    None => said,
                                }
                            }
                        } }</p>
                        <button type="button" class="button button--quiet"
                            onclick={props.on.reform(move |_: MouseEvent| Action::TakeBack(given.clone()))}>{ m.corrections_undo }</button>
                    </li>
                }
            </ul>
        </section>
    }
}
