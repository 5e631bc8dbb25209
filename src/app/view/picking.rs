//! Pointing out what a figure is the sum of.

use crate::{
    app::{
        reading::{Picking, written},
        state::{Action, Checked},
        strings::{self, Messages, fill},
        working::{column_name, place_name, row_name, shown_like},
    },
    engine::{
        options::Lang,
        relation::given::Names,
        report::{Table, Verdict},
        wording::amount,
    },
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct PickingPanelProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    /// Of the table in the report.
    pub index: usize,
    pub picking: Picking,
    /// The last cell that was pointed at is not in line with the others.
    pub astray: bool,
    pub close: Callback<()>,
    pub on: Callback<Action>,
}

impl PartialEq for PickingPanelProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.checked, &other.checked)
            && (self.lang, self.index, &self.picking, self.astray)
                == (other.lang, other.index, &other.picking, other.astray)
    }
}

#[component]
pub(super) fn PickingPanel(props: &PickingPanelProps) -> Html {
    let m = strings::of(props.lang);
    let every = use_state_eq(|| false);
    let PickingPanelProps { lang, checked, index, picking, .. } = props;
    let Some(table) = checked.report.tables.get(*index) else { return html! { <div hidden=true></div> } };
    let every_line =
        if picking.is_across() == Some(true) { m.picking_every_row } else { m.picking_every_column };
    let set = {
        let every = every.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
            every.set(input.is_some_and(|it| it.checked()));
        })
    };
    let said = Names::of(&checked.report.tables)
        .get(*index)
        .and_then(|names| picking.statement(table, names, *every));
    let save = {
        let (on, close, said) = (props.on.clone(), props.close.clone(), said.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(said) = said.clone() {
                on.emit(Action::Give(said));
                close.emit(());
            }
        })
    };
    html! {
        <div class="picking">
            <p class="table-view__place" role="status">{ step(m, *lang, table, picking, props.astray) }</p>
            if picking.total.is_some() {
                <p class="picking__hint">{ m.picking_hint }</p>
            }
            <div class="picking__tools">
                <label class="checks__choice">
                    <input type="checkbox" checked={*every} onchange={set} />
                    { every_line }
                </label>
                <button type="button" class="button button--primary" disabled={said.is_none()} onclick={save}>{ m.picking_save }</button>
                <button type="button" class="button" onclick={props.close.reform(|_: MouseEvent| ())}>{ m.set_aside_cancel }</button>
            </div>
        </div>
    }
}

/// What to do next, or the sum so far.
fn step(m: &Messages, lang: Lang, table: &Table, picking: &Picking, astray: bool) -> String {
    let Some(total) = picking.total else { return m.picking_total.to_owned() };
    if astray {
        return m.picking_astray.to_owned();
    }
    let Some(relation) = picking.relation(table) else {
        return fill(m.picking_terms, &[("place", &place_name(table, total))]);
    };
    let sum = written(lang, table, &relation).unwrap_or_default();
    let verdict = match relation.verdict {
        Verdict::Exact => m.sum_exact.to_owned(),
        _ => fill(
            m.picking_difference,
            &[("difference", &amount(lang, shown_like(relation.difference, relation.reported)))],
        ),
    };
    let name = if picking.is_across() == Some(true) {
        column_name(table, total.1)
    } else {
        row_name(table, total.0)
    };
    format!(
        "{name}: {sum}; {}: {verdict}",
        fill(m.sum_in_report, &[("reported", &amount(lang, relation.reported))])
    )
}
