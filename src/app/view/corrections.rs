//! What the user has said of the tables, to be seen and taken back.

use super::{parts, table_view::title};
use crate::{
    app::{
        reading::{in_words, part_name},
        state::{Action, Checked},
        strings::{self, fill},
    },
    engine::{
        options::Lang,
        relation::given::{Given, Part},
        report::Table,
    },
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
                        <p>{ said(props.lang, tables, &given) }</p>
                        <button type="button" class="button button--quiet"
                            onclick={props.on.reform(move |_: MouseEvent| Action::TakeBack(given.clone()))}>{ m.corrections_undo }</button>
                    </li>
                }
            </ul>
        </section>
    }
}

/// What was said, in the words of the tables as they are now.
fn said(lang: Lang, tables: &[Table], given: &Given) -> String {
    let m = strings::of(lang);
    let gone = m.corrections_gone.to_owned();
    match given {
        Given::Sum(sum) => {
            let Some((table, words, line)) = in_words(tables, sum) else { return gone };
            let message = if sum.denied { m.corrections_denied } else { m.corrections_stated };
            let said = fill(message, &[("sum", &words), ("table", &title(m, &tables[table], table))]);
            match line {
                Some(line) => format!("{said} ({line})"),
                None => said,
            }
        }
        &Given::Part { table, part } => {
            let Some((table, name)) = part_name(tables, table, part) else { return gone };
            let message = match part {
                Part::Unit { column: None, .. } => m.corrections_table_unit,
                _ => m.corrections_part,
            };
            let what = parts::words(lang, part);
            fill(message, &[("table", &title(m, &tables[table], table)), ("part", &name), ("what", &what)])
        }
    }
}
