//! Correcting how a table was read: its unit, and what the column and the row of a figure are.

use super::{role_word, row_role_word, unit_word};
use crate::{
    app::{
        state::{Action, Checked},
        strings::{self, fill},
        working::{column_name, place_name, row_name},
    },
    engine::{
        options::Lang,
        relation::given::{Cut, Given, Names, Part, cuts},
        report::{ColumnRole, Place, Row, RowRole},
        unit::Unit,
    },
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

const UNITS: [Unit; 6] = [Unit::Kr, Unit::Tkr, Unit::Mkr, Unit::Mdkr, Unit::Percent, Unit::Count];
const COLUMN_ROLES: [ColumnRole; 11] = [
    ColumnRole::Budget,
    ColumnRole::Outcome,
    ColumnRole::Forecast,
    ColumnRole::Deviation,
    ColumnRole::Change,
    ColumnRole::Plan,
    ColumnRole::Previous,
    ColumnRole::Total,
    ColumnRole::Share,
    ColumnRole::Count,
    ColumnRole::Other,
];
/// What a row's label does not always say, or says and does not mean.
const ROW_ROLES: [RowRole; 3] = [RowRole::Total, RowRole::Part, RowRole::Item];

#[derive(Properties)]
pub(super) struct PartsProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub given: Rc<[Given]>,
    /// Of the table in the report.
    pub index: usize,
    /// The figure whose column and row are offered.
    pub place: Option<Place>,
    pub on: Callback<Action>,
}

impl PartialEq for PartsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.checked, &other.checked)
            && Rc::ptr_eq(&self.given, &other.given)
            && (self.lang, self.index, self.place) == (other.lang, other.index, other.place)
            && self.on == other.on
    }
}

#[component]
pub(super) fn Parts(props: &PartsProps) -> Html {
    let m = strings::of(props.lang);
    let tables = &props.checked.report.tables;
    let (Some(table), Some(names)) =
        (tables.get(props.index), Names::of(tables).into_iter().nth(props.index))
    else {
        return html! { <div hidden=true></div> };
    };
    let units = |column: Option<u64>| {
        UNITS.map(|unit| (unit_word(m, unit).to_owned(), Part::Unit { column, unit })).to_vec()
    };
    let mut choices = vec![(m.parts_table_unit.to_owned(), units(None))];
    if let Some((row, column)) = props.place
        && let (Some(&of_row), Some(&of_column)) = (names.rows.get(row), names.columns.get(column))
    {
        let name = column_name(table, column);
        let mut roles: Vec<(String, Part)> = COLUMN_ROLES
            .map(|role| {
                let word = role_word(m, role).unwrap_or(m.role_other);
                (word.to_owned(), Part::Column { column: of_column, role: Some(role) })
            })
            .to_vec();
        roles.push((m.parts_no_figures.to_owned(), Part::Column { column: of_column, role: None }));
        choices.push((fill(m.parts_column, &[("name", &name)]), roles));
        choices.push((fill(m.parts_column_unit, &[("name", &name)]), units(Some(of_column))));
        let mut roles: Vec<(String, Part)> = ROW_ROLES
            .map(|role| (row_role_word(m, role).to_owned(), Part::Row { row: of_row, role: Some(role) }))
            .to_vec();
        roles.push((m.parts_not_in_table.to_owned(), Part::Row { row: of_row, role: None }));
        choices.push((fill(m.parts_row, &[("name", &row_name(table, row))]), roles));
        let saying = |cut| Part::Cell { row: of_row, column: of_column, cut };
        let said = props.given.iter().find_map(|given| match *given {
            Given::Part { table, part }
                if table == names.table && part.is_of_the_same(saying(Cut::Joined)) =>
            {
                Some(part)
            }
            _ => None,
        });
        // What is cut already is cut otherwise when that has been taken back.
        let ways: Vec<(String, Part)> = match (said, table.rows.get(row)) {
            (Some(said), _) => vec![(words(props.lang, said), said)],
            (None, Some(row)) => cuts(row, column)
                .into_iter()
                .filter_map(|cut| Some((shown(&cut.of(row, column)?, column, cut), saying(cut))))
                .collect(),
            (None, None) => Vec::new(),
        };
        if !ways.is_empty() {
            choices.push((fill(m.parts_cell, &[("name", &place_name(table, (row, column)))]), ways));
        }
    }
    html! {
        <details class="parts">
            <summary class="parts__heading">{ m.parts_heading }</summary>
            <div class="parts__choices">
                for (number, (label, options)) in choices.into_iter().enumerate() {
                    <Choice key={number} {label} as_read={m.parts_as_read} options={Rc::new(options)} table={names.table}
                        given={props.given.clone()} on={props.on.clone()} />
                }
            </div>
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct ChoiceProps {
    label: String,
    as_read: &'static str,
    options: Rc<Vec<(String, Part)>>,
    table: u64,
    given: Rc<[Given]>,
    on: Callback<Action>,
}

/// What one part is: as it was read, or something else.
#[component]
fn Choice(props: &ChoiceProps) -> Html {
    let select = use_node_ref();
    let saying = |part: Part| Given::Part { table: props.table, part };
    let same = |given: &&Given| props.options.first().is_some_and(|&(_, part)| saying(part).replaces(given));
    let said = props.given.iter().find(same).cloned();
    // The first entry is what was read.
    let chosen = said
        .as_ref()
        .and_then(|said| props.options.iter().position(|&(_, part)| saying(part) == *said))
        .and_then(|at| i32::try_from(at + 1).ok())
        .unwrap_or(0);
    // What the user has chosen in it stays in a list whatever its markup says.
    use_effect_with((chosen, props.options.clone(), select.clone()), |(chosen, _, select)| {
        if let Some(select) = select.cast::<HtmlSelectElement>() {
            select.set_selected_index(*chosen);
        }
    });
    let onchange = {
        let (options, table, on) = (props.options.clone(), props.table, props.on.clone());
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
            let at = select.and_then(|select| usize::try_from(select.selected_index()).ok()).unwrap_or(0);
            match (at.checked_sub(1).and_then(|at| options.get(at)), said.clone()) {
                (Some(&(_, part)), _) => on.emit(Action::Give(Given::Part { table, part })),
                (None, Some(said)) => on.emit(Action::TakeBack(said)),
                (None, None) => {}
            }
        })
    };
    html! {
        <label class="parts__choice">
            <span>{ props.label.clone() }</span>
            <select ref={select} {onchange}>
                <option>{ props.as_read }</option>
                for (number, (words, _)) in props.options.iter().enumerate() {
                    <option key={number}>{ words.clone() }</option>
                }
            </select>
        </label>
    }
}

/// The figures of a row as they are once one is cut so: `1 234`, or `1 | 234`.
fn shown(row: &Row, column: usize, cut: Cut) -> String {
    let text = |at: usize| row.cells.get(at).and_then(Option::as_ref).map_or("", |cell| &cell.text);
    match cut {
        Cut::Joined => text(column).to_owned(),
        Cut::After(_) => format!("{} | {}", text(column), text(column + 1)),
    }
}

/// What a part was said to be.
pub(super) fn words(lang: Lang, part: Part) -> String {
    let m = strings::of(lang);
    match part {
        Part::Unit { unit, .. } => unit_word(m, unit),
        Part::Column { role: Some(role), .. } => role_word(m, role).unwrap_or(m.role_other),
        Part::Column { role: None, .. } => m.parts_no_figures,
        Part::Row { role: Some(role), .. } => row_role_word(m, role),
        Part::Row { role: None, .. } => m.parts_not_in_table,
        Part::Cell { cut: Cut::Joined, .. } => m.cut_joined,
        Part::Cell { cut: Cut::After(groups), .. } => {
            return fill(m.cut_after, &[("n", &groups.to_string())]);
        }
    }
    .to_owned()
}
