//! The tables as they were read.

use super::{corrections::Corrections, focus, table_view::TableView};
use crate::{
    app::{
        state::{Action, Checked, Jump, Target},
        strings,
    },
    engine::{options::Lang, relation::given::Given},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct TablesProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub jump: Option<Jump>,
    pub given: Rc<[Given]>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn Tables(props: &TablesProps) -> Html {
    let m = strings::of(props.lang);
    let TablesProps { lang, checked, on, .. } = props;
    use_effect_with(props.jump, |jump| {
        if let Some(Target::Table(table)) = jump.map(|jump| jump.to)
            && let Some(table) = gloo::utils::document().get_element_by_id(&format!("table-{table}"))
        {
            table.scroll_into_view();
            focus(&table);
        }
    });
    if checked.report.tables.is_empty() {
        return html! { <p class="findings__nothing">{ m.tables_none }</p> };
    }
    html! {
        <section class="tables" aria-label={m.pane_tables}>
            <p class="pane-hint">{ m.tables_hint }</p>
            <Corrections lang={*lang} checked={checked.clone()} given={props.given.clone()} on={on.clone()} />
            <div class="tables__list">
                for index in 0..checked.report.tables.len() {
                    <TableView key={index} lang={*lang} checked={checked.clone()} given={props.given.clone()} {index} on={on.clone()} />
                }
            </div>
        </section>
    }
}
