//! A table as it was read. Pointing at a figure, or moving to it, lights the cells of every identity that
//! it is part of and shows the sums.

use super::{
    icon::IconView, parts::Parts, picking::PickingPanel, role_word, state_icon, state_stem, state_word,
    workings::span_link,
};
use crate::{
    app::{
        bars::{self, AXIS, Bars},
        reading::{Picking, denial},
        state::{Action, Checked},
        strings::{self, Messages, fill},
        working::{self, column_name, in_one_line, place_name, row_name, shown_like},
    },
    engine::{
        options::Lang,
        relation::given::{Given, Names},
        report::{Place, Relation, RelationKind, RowRole, Table, Verdict},
        span::Span,
        wording::amount,
    },
};
use std::{collections::BTreeMap, rc::Rc};
use yew::prelude::*;

/// So many rows are drawn; more are there on demand.
const ROWS_SHOWN: usize = 150;
/// So many sums are written out for a figure.
const SUMS_SHOWN: usize = 4;

#[derive(Properties)]
pub(super) struct TableViewProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub given: Rc<[Given]>,
    /// Of the table in the report.
    pub index: usize,
    pub on: Callback<Action>,
}

impl PartialEq for TableViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.checked, &other.checked)
            && Rc::ptr_eq(&self.given, &other.given)
            && (self.lang, self.index) == (other.lang, other.index)
            && self.on == other.on
    }
}

/// What a cell is in the identities of the figure that is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Term,
    /// Only where a sum is pointed out.
    Minus,
    Total,
}

#[component]
pub(super) fn TableView(props: &TableViewProps) -> Html {
    let m = strings::of(props.lang);
    let active = use_state_eq(|| None::<Place>);
    // The one cell that Tab stops at; the arrow keys move it.
    let stop = use_state_eq(|| None::<Place>);
    let all = use_state_eq(|| false);
    let picking = use_state_eq(|| None::<Picking>);
    let astray = use_state_eq(|| false);
    // Places of another check may be other cells.
    use_effect_with(Rc::as_ptr(&props.checked), {
        let picking = picking.clone();
        move |_| picking.set(None)
    });
    let Some(table) = props.checked.report.tables.get(props.index) else {
        return html! { <div hidden=true></div> };
    };
    let id = format!("table-{}", props.index);
    let title = title(m, table, props.index);

    let onmouseover = {
        let active = active.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(place) = event.target_dyn_into::<web_sys::Element>().and_then(|it| place_of(&it)) {
                active.set(Some(place));
            }
        })
    };
    let onfocusin = {
        let (active, stop) = (active.clone(), stop.clone());
        Callback::from(move |event: FocusEvent| {
            if let Some(place) = event.target_dyn_into::<web_sys::Element>().and_then(|it| place_of(&it)) {
                active.set(Some(place));
                stop.set(Some(place));
            }
        })
    };
    // On the way to the sums below the pointer crosses other figures.
    let onmouseleave = {
        let (active, stop) = (active.clone(), stop.clone());
        Callback::from(move |_: MouseEvent| {
            if stop.is_some() {
                active.set(*stop);
            }
        })
    };
    let onclick = {
        let (checked, index, on) = (props.checked.clone(), props.index, props.on.clone());
        let (picking, astray) = (picking.clone(), astray.clone());
        Callback::from(move |event: MouseEvent| {
            let place = event.target_dyn_into::<web_sys::Element>().and_then(|it| place_of(&it));
            if let (Some(picked), Some(place)) = (&*picking, place) {
                let mut picked = picked.clone();
                astray.set(!picked.point(place));
                picking.set(Some(picked));
                return;
            }
            if let Some(span) = place.and_then(|place| span_of(&checked, index, place)) {
                on.emit(Action::GoTo(span));
            }
        })
    };
    let onkeydown = {
        let (checked, index, picking) = (props.checked.clone(), props.index, picking.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                picking.set(None);
                return;
            }
            let Some(table) = checked.report.tables.get(index) else { return };
            let from = event.target_dyn_into::<web_sys::Element>().and_then(|it| place_of(&it));
            if let Some(to) = from.and_then(|from| neighbour(table, from, &event.key())) {
                event.prevent_default();
                let id = cell_id(index, to);
                if let Some(cell) = gloo::utils::document().get_element_by_id(&id) {
                    super::focus(&cell);
                }
            }
        })
    };

    let involved: Vec<&Relation> = active.map(|place| relations_of(table, place)).unwrap_or_default();
    let mut parts: BTreeMap<Place, Part> = BTreeMap::new();
    let lit = if picking.is_some() { &[][..] } else { &involved };
    if let Some(picking) = &*picking {
        parts.extend(
            picking.terms.iter().map(|&(place, minus)| (place, if minus { Part::Minus } else { Part::Term })),
        );
        parts.extend(picking.total.map(|place| (place, Part::Total)));
    }
    for relation in lit {
        for term in &relation.terms {
            parts.entry(term.cell).or_insert(Part::Term);
        }
    }
    for relation in lit {
        parts.insert(relation.total, Part::Total);
    }
    let tab_stop = (*stop).or_else(|| first_cell(table));
    let rows_shown = if *all { usize::MAX } else { ROWS_SHOWN };
    let more = table.rows.len().saturating_sub(rows_shown);
    let bars = bars::of(table);
    // Into the table, where pointing starts and where it leaves off.
    let into_table = {
        let (place, index) = (tab_stop, props.index);
        move || {
            let id = place.map(|place| cell_id(index, place));
            if let Some(cell) = id.and_then(|id| gloo::utils::document().get_element_by_id(&id)) {
                super::focus(&cell);
            }
        }
    };
    let start = {
        let (picking, astray) = (picking.clone(), astray.clone());
        Callback::from(move |_: MouseEvent| {
            astray.set(false);
            picking.set(Some(Picking::default()));
            into_table();
        })
    };
    let close = {
        let picking = picking.clone();
        Callback::from(move |()| {
            picking.set(None);
            into_table();
        })
    };
    let signed_income = table.rows.iter().any(|row| row.role != RowRole::Item);

    html! {
        <div class="table-view" id={id.clone()} tabindex="-1">
            <div class="table-view__frame" role="region" tabindex="0" aria-label={fill(m.tables_scroll, &[("title", &title)])}>
                <table class={classes!("figures", signed_income.then_some("figures--roles"))} {onmouseover} {onmouseleave} {onfocusin} {onclick} {onkeydown}>
                    <caption class="figures__caption">
                        <span class="figures__title">{ title.clone() }</span>
                        if let Some(unit) = table.unit {
                            <span class="figures__unit">{ unit.as_str() }</span>
                        }
                        <span class="figures__tally">{ tally(m, table) }</span>
                    </caption>
                    <thead>
                        <tr>
                            <th class="figures__corner" scope="col">{ m.tables_label_column }</th>
                            for (column, read) in table.columns.iter().enumerate() {
                                <th key={column} class="figures__column" scope="col">
                                    { column_name(table, column) }
                                    if let Some(role) = role_word(m, read.role).filter(|role| !read.header.to_lowercase().contains(role)) {
                                        <span class="figures__role">{ role }</span>
                                    }
                                </th>
                            }
                            if let Some(bars) = &bars {
                                <th class="figures__column figures__bars" scope="col">
                                    <span class="visually-hidden">{ fill(m.bars_heading, &[("column", &column_name(table, bars.column))]) }</span>
                                </th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for (row, read) in table.rows.iter().enumerate().take(rows_shown) {
                            <tr key={row} class={format!("figures__row figures__row--{}", role_stem(read.role))}>
                                <th class="figures__label" scope="row">{ row_name(table, row) }</th>
                                for column in 0..table.columns.len() {
                                    <td key={column} class="figures__cell">
                                        { cell(m, table, props.index, (row, column), &parts, *active, tab_stop) }
                                    </td>
                                }
                                if let Some(bars) = &bars {
                                    <td class="figures__bars">{ bar(m, props.lang, table, bars, row) }</td>
                                }
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if more > 0 {
                <button type="button" class="button" onclick={let all = all.clone(); Callback::from(move |_: MouseEvent| all.set(true))}>
                    { fill(m.more, &[("n", &more.to_string())]) }
                </button>
            }
            <div class="table-view__sums">
                if let Some(picking) = &*picking {
                    <PickingPanel lang={props.lang} checked={props.checked.clone()} index={props.index} picking={picking.clone()}
                        astray={*astray} {close} on={props.on.clone()} />
                } else if let Some(place) = *active {
                    { sums(m, props, table, place, &involved) }
                    <button type="button" class="button button--quiet table-view__pick" onclick={start}>{ m.picking_start }</button>
                } else {
                    <p class="table-view__idle">
                        { span_link(&fill(m.tables_lines, &[("first", &table.first_line.to_string()), ("last", &table.last_line.to_string())]), first_span(table), &props.on) }
                    </p>
                    <button type="button" class="button button--quiet table-view__pick" onclick={start}>{ m.picking_start }</button>
                }
                if picking.is_none() {
                    <Parts lang={props.lang} checked={props.checked.clone()} given={props.given.clone()} index={props.index}
                        place={*active} on={props.on.clone()} />
                }
            </div>
        </div>
    }
}

/// The title of a table, or its number where it has none.
pub(super) fn title(m: &Messages, table: &Table, index: usize) -> String {
    match table.title.trim() {
        "" => fill(m.tables_untitled, &[("n", &(index + 1).to_string())]),
        title => title.to_owned(),
    }
}

fn tally(m: &Messages, table: &Table) -> String {
    if table.relations.is_empty() {
        return m.tables_relations_none.to_owned();
    }
    let count = |verdict: Verdict| table.relations.iter().filter(|it| it.verdict == verdict).count();
    let parts: Vec<String> = [
        (m.tables_mismatch, count(Verdict::Mismatch)),
        (m.tables_exact, count(Verdict::Exact)),
        (m.tables_rounding, count(Verdict::Rounding)),
    ]
    .into_iter()
    .filter(|&(_, n)| n > 0)
    .map(|(message, n)| fill(message, &[("n", &n.to_string())]))
    .collect();
    let all = fill(m.tables_relations, &[("n", &table.relations.len().to_string())]);
    format!("{all}: {}", parts.join(", "))
}

fn cell(
    m: &Messages,
    table: &Table,
    index: usize,
    place: Place,
    parts: &BTreeMap<Place, Part>,
    active: Option<Place>,
    tab_stop: Option<Place>,
) -> Html {
    let Some(cell) = table.cell(place) else {
        return html! { <span class="figures__missing"><span class="visually-hidden">{ m.tables_missing }</span></span> };
    };
    let stem = state_stem(cell.state);
    let class = classes!(
        "figure",
        format!("figure--{stem}"),
        match parts.get(&place) {
            Some(Part::Total) => Some("figure--total"),
            Some(Part::Term) => Some("figure--term"),
            Some(Part::Minus) => Some("figure--term figure--minus"),
            None => None,
        },
        (active == Some(place)).then_some("figure--active")
    );
    html! {
        <button type="button" {class} id={cell_id(index, place)} data-cell={format!("{}:{}", place.0, place.1)}
            tabindex={if tab_stop == Some(place) { "0" } else { "-1" }} title={state_word(m, cell.state)}>
            if parts.get(&place) == Some(&Part::Minus) {
                <span class="figure__minus" aria-hidden="true">{ "\u{2212}(" }</span>
                <span class="visually-hidden">{ m.picking_minus }</span>
            }
            <span class="figure__text">{ cell.text.clone() }</span>
            <span class={format!("state-sign state-sign--{stem}")}><IconView icon={state_icon(cell.state)} /></span>
            <span class="visually-hidden">{ state_word(m, cell.state) }</span>
        </button>
    }
}

/// The sums of a figure, written out.
fn sums(
    m: &'static Messages,
    props: &TableViewProps,
    table: &Table,
    place: Place,
    involved: &[&Relation],
) -> Html {
    html! {
        <>
            <p class="table-view__place">{ place_name(table, place) }</p>
            if involved.is_empty() {
                <p>{ m.sum_none }</p>
            }
            <ul class="table-view__list">
                for (number, relation) in involved.iter().enumerate().take(SUMS_SHOWN) {
                    <li key={number} class={format!("sum sum--{}", verdict_stem(relation.verdict))}>{ one_sum(m, props, table, relation) }</li>
                }
            </ul>
            if involved.len() > SUMS_SHOWN {
                <p>{ format!("… + {}", involved.len() - SUMS_SHOWN) }</p>
            }
        </>
    }
}

fn one_sum(m: &'static Messages, props: &TableViewProps, table: &Table, relation: &Relation) -> Html {
    let lang = props.lang;
    let Some(working) = working::of(table, relation) else { return html! { <></> } };
    let difference = amount(lang, shown_like(relation.difference, relation.reported));
    let tolerance = amount(lang, relation.tolerance.normalize());
    let arguments = [("difference", difference.as_str()), ("tolerance", tolerance.as_str())];
    let reported = amount(lang, relation.reported);
    let verdict = match relation.verdict {
        Verdict::Exact => m.sum_exact.to_owned(),
        Verdict::Rounding => fill(m.sum_rounding, &arguments),
        Verdict::Mismatch => fill(m.sum_mismatch, &arguments),
    };
    let (icon, stem) = match relation.verdict {
        Verdict::Exact => (super::Icon::Check, "verified"),
        Verdict::Rounding => (super::Icon::About, "rounding"),
        Verdict::Mismatch => (super::Icon::Cross, "contradicted"),
    };
    html! {
        <>
            <span class={format!("state-sign state-sign--{stem}")}><IconView {icon} /></span>
            <span class="sum__name">{ format!("{} ({})", working.total.label, working.common) }</span>
            <span class="sum__working">{ in_one_line(lang, &working) }</span>
            <span class="sum__verdict">
                if relation.verdict != Verdict::Exact {
                    { fill(m.sum_in_report, &[("reported", &reported)]) }{ "; " }
                }
                { verdict }
                if relation.given {
                    { " · " }{ m.given_tag }
                }
            </span>
            if matches!(relation.kind, RelationKind::Sum | RelationKind::Difference) && !relation.given {
                <button type="button" class="link sum__deny" aria-label={fill(m.deny_label, &[("sum", &in_one_line(lang, &working))])}
                    onclick={deny(props, relation)}>{ m.deny }</button>
            }
        </>
    }
}

/// Says that an identity is no sum.
fn deny(props: &TableViewProps, relation: &Relation) -> Callback<MouseEvent> {
    let (checked, index, on, relation) =
        (props.checked.clone(), props.index, props.on.clone(), relation.clone());
    Callback::from(move |_| {
        let names = Names::of(&checked.report.tables);
        if let Some(said) = names.get(index).and_then(|names| denial(names, &relation)) {
            on.emit(Action::Give(said));
        }
    })
}

/// The bar of a row. The figure itself stands in its column; the words say how it compares.
fn bar(m: &Messages, lang: Lang, table: &Table, bars: &Bars, row: usize) -> Html {
    let (Some((start, length)), Some(value)) =
        (bars.rows.get(row).copied().flatten(), table.value((row, bars.column)))
    else {
        return html! { <></> };
    };
    let arguments = [("value", &*amount(lang, value)), ("largest", &*amount(lang, bars.largest))];
    let class = if value.is_sign_negative() { "bar__length bar__length--minus" } else { "bar__length" };
    html! {
        <svg class="bar" viewBox={format!("0 0 {AXIS} 10")} preserveAspectRatio="none" role="img" aria-label={fill(m.bars_label, &arguments)}>
            <rect {class} x={start.to_string()} y="1" width={length.to_string()} height="8" />
            <path class="bar__zero" d={format!("M{} 0V10", bars.zero)} />
        </svg>
    }
}

fn verdict_stem(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "exact",
        Verdict::Rounding => "rounding",
        Verdict::Mismatch => "mismatch",
    }
}

fn role_stem(role: RowRole) -> &'static str {
    match role {
        RowRole::Total | RowRole::Net => "total",
        RowRole::Result => "result",
        RowRole::Part => "part",
        RowRole::Income | RowRole::Cost | RowRole::Item => "item",
    }
}

/// Those that a cell is the total of come first.
fn relations_of(table: &Table, place: Place) -> Vec<&Relation> {
    let mut found: Vec<&Relation> = table
        .relations
        .iter()
        .filter(|relation| relation.total == place || relation.terms.iter().any(|term| term.cell == place))
        .collect();
    found.sort_by_key(|relation| (relation.total != place, std::cmp::Reverse(relation.verdict)));
    found
}

fn first_cell(table: &Table) -> Option<Place> {
    table
        .rows
        .iter()
        .enumerate()
        .find_map(|(r, row)| row.cells.iter().position(Option::is_some).map(|column| (r, column)))
}

fn first_span(table: &Table) -> Option<Span> {
    let row = table.rows.first()?;
    row.label_span.or_else(|| row.cells.iter().flatten().find_map(|cell| cell.span))
}

/// The nearest cell with a figure in the direction of a key.
fn neighbour(table: &Table, from: Place, key: &str) -> Option<Place> {
    let (mut row, mut column) = (from.0.cast_signed(), from.1.cast_signed());
    let (down, right) = match key {
        "ArrowUp" => (-1, 0),
        "ArrowDown" => (1, 0),
        "ArrowLeft" => (0, -1),
        "ArrowRight" => (0, 1),
        _ => return None,
    };
    loop {
        row += down;
        column += right;
        let place = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
        if place.0 >= table.rows.len() || place.1 >= table.columns.len() {
            return None;
        }
        if table.cell(place).is_some() {
            return Some(place);
        }
    }
}

fn place_of(element: &web_sys::Element) -> Option<Place> {
    let cell = element.closest("[data-cell]").ok()??.get_attribute("data-cell")?;
    let (row, column) = cell.split_once(':')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

fn cell_id(table: usize, place: Place) -> String {
    format!("cell-{table}-{}-{}", place.0, place.1)
}

fn span_of(checked: &Checked, table: usize, place: Place) -> Option<Span> {
    checked.report.tables.get(table)?.cell(place)?.span
}
