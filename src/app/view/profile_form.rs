//! The form of a profile.

use super::{
    icon::{Icon, IconView},
    profile_dialog::{Form, Step},
    profile_fields::{Field, area, choice, shift_buttons, text},
};
use crate::{
    app::{
        profiles::{
            Own, Profiles,
            draft::{Draft, Fault, Kind, Row, Section, Table, Wrong, field},
        },
        rules,
        strings::{self, Messages, counted, fill},
    },
    engine::{check::IDS, options::Lang},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ProfileFormProps {
    pub lang: Lang,
    pub form: Rc<Form>,
    pub profiles: Rc<Profiles>,
    pub step: Callback<Step>,
    pub keep: Callback<Own>,
    pub look_at: Callback<String>,
    pub close: Callback<()>,
}

#[component]
pub(super) fn ProfileForm(props: &ProfileFormProps) -> Html {
    let m = strings::of(props.lang);
    let ProfileFormProps { form, profiles, step, keep, look_at, .. } = props;
    let draft = &form.draft;
    let faults = draft.faults(profiles);
    // Only what has been told stays to be mended: nobody is told of a field that is yet to be filled.
    let shown: Vec<Fault> = faults.iter().filter(|fault| form.told.contains(fault)).cloned().collect();
    let edit = Editing { m, step, look_at, faults: &shown };
    let save = {
        let (form, profiles, step, keep, look_at) =
            (form.clone(), profiles.clone(), step.clone(), keep.clone(), look_at.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let faults = form.draft.faults(&profiles);
            if let Some(first) = faults.first() {
                look_at.emit(first.field.clone());
                step.emit(Step::Tell(faults));
                return;
            }
            let mut own = form.draft.finished();
            if form.was.is_none() {
                // It has no place yet, and is called what it is called now.
                own.profile.id = profiles.free_id(&own.profile.name);
            }
            let kept = profiles.own(&own.profile.id);
            if form.was.is_some() && kept.is_some() && kept != form.was.as_ref() {
                step.emit(Step::Conflict);
                look_at.emit("profile-overwrite".to_owned());
            } else {
                keep.emit(own);
            }
        })
    };
    let discard = {
        let (step, look_at, id) = (step.clone(), look_at.clone(), draft.own().profile.id.clone());
        let id = if form.was.is_some() {
            format!("profile-edit-{id}")
        } else if draft.own().from.is_empty() {
            "profiles-heading".to_owned()
        } else {
            format!("profile-copy-{}", draft.own().from)
        };
        Callback::from(move |_: MouseEvent| {
            step.emit(Step::Close);
            look_at.emit(id.clone());
        })
    };
    html! {
        <form class="profile-form" onsubmit={save} novalidate=true>
            <h2 class="dialog__heading" id="profiles-heading" tabindex="-1">
                { if form.was.is_some() { m.form_edit } else { m.form_new } }
            </h2>
            <div class="profile-form__body">
                { general(&edit, draft) }
                { sections(&edit, draft) }
                { tables(&edit, draft) }
                { checks(&edit, draft) }
            </div>
            if form.conflict {
                { conflict(&edit, form, profiles, keep) }
            }
            <div class="profiles__end">
                <p class="profiles__told" role="alert">
                    if !shown.is_empty() {
                        <span class="form-field__fault">
                            <IconView icon={Icon::Error} />
                            { counted(shown.len(), m.form_faults_one, m.form_faults_other) }
                        </span>
                    }
                </p>
                <div class="profiles__do">
                    <button type="button" class="button button--quiet" onclick={discard}>
                        { if draft.is_changed() || form.was.is_none() { m.form_discard } else { m.form_close } }
                    </button>
                    <button type="submit" class="button button--primary">{ m.form_save }</button>
                </div>
            </div>
        </form>
    }
}

/// What every part of the form needs.
struct Editing<'a> {
    m: &'static Messages,
    step: &'a Callback<Step>,
    look_at: &'a Callback<String>,
    faults: &'a [Fault],
}

impl Editing<'_> {
    /// A change of the draft by what has been written or chosen.
    fn set<T: 'static>(&self, set: impl Fn(&mut Draft, T) + Clone + 'static) -> Callback<T> {
        self.step.reform(move |value: T| {
            let set = set.clone();
            Step::Edit(Box::new(move |draft: &mut Draft| set(draft, value)))
        })
    }

    /// A change of a section.
    fn of_section<T: 'static>(
        &self,
        key: u32,
        set: impl Fn(&mut Section, T) + Clone + 'static,
    ) -> Callback<T> {
        self.set(move |draft, value| {
            if let Some(section) = draft.sections.iter_mut().find(|section| section.key == key) {
                set(section, value);
            }
        })
    }

    fn of_table<T: 'static>(&self, key: u32, set: impl Fn(&mut Table, T) + Clone + 'static) -> Callback<T> {
        self.set(move |draft, value| {
            if let Some(table) = draft.tables.iter_mut().find(|table| table.key == key) {
                set(table, value);
            }
        })
    }

    fn of_row<T: 'static>(&self, key: u32, set: impl Fn(&mut Row, T) + Clone + 'static) -> Callback<T> {
        self.set(move |draft, value| {
            let mut rows = draft.tables.iter_mut().flat_map(|table| &mut table.rows);
            if let Some(row) = rows.find(|row| row.key == key) {
                set(row, value);
            }
        })
    }

    /// What is wrong in a field, in words.
    fn fault(&self, id: &str) -> Option<String> {
        let m = self.m;
        let what = self.faults.iter().find(|fault| fault.field == id)?.what;
        Some(match what {
            Wrong::Missing => m.fault_missing.to_owned(),
            Wrong::Long(most) => fill(m.fault_long, &[("n", &most.to_string())]),
            Wrong::Many(most) => fill(m.fault_many, &[("n", &most.to_string())]),
            Wrong::Taken => m.fault_taken.to_owned(),
            Wrong::Double => m.fault_double.to_owned(),
            Wrong::Amount => m.fault_amount.to_owned(),
            Wrong::Nested => m.fault_nested.to_owned(),
            Wrong::Circle => m.fault_circle.to_owned(),
            Wrong::Large => m.fault_large.to_owned(),
        })
    }

    fn field<'a>(&self, id: &'a str, label: &'a str) -> Field<'a> {
        Field { id, label, fault: self.fault(id), hint: None }
    }

    /// Adds something, and goes to its name.
    fn add(&self, add: impl Fn(&mut Draft) -> u32 + Clone + 'static, next: u32) -> Callback<MouseEvent> {
        let (step, look_at) = (self.step.clone(), self.look_at.clone());
        Callback::from(move |_: MouseEvent| {
            let add = add.clone();
            step.emit(Step::Edit(Box::new(move |draft: &mut Draft| {
                add(draft);
            })));
            look_at.emit(field::of(next, "name"));
        })
    }

    /// The buttons that move and remove one of several. The focus stays on the one that moves, and goes to `else_to`
    /// when it is removed.
    fn moves(&self, key: u32, name: &str, at: usize, count: usize, else_to: String) -> Html {
        let (step, look_at) = (self.step.clone(), self.look_at.clone());
        let shift = move |up: bool| {
            let (step, look_at) = (step.clone(), look_at.clone());
            Callback::from(move |_: MouseEvent| {
                step.emit(Step::Edit(Box::new(move |draft: &mut Draft| draft.shift(key, up))));
                // At the end of the way there is only the other direction.
                let last = if up { at == 1 } else { at + 2 == count };
                let towards = if up == last { "down" } else { "up" };
                look_at.emit(field::of(key, towards));
            })
        };
        let (step, look_at) = (self.step.clone(), self.look_at.clone());
        let remove = Callback::from(move |_: MouseEvent| {
            step.emit(Step::Edit(Box::new(move |draft: &mut Draft| draft.remove(key))));
            look_at.emit(else_to.clone());
        });
        shift_buttons(self.m, key, name, at, count, shift(true), shift(false), remove)
    }
}

fn general(edit: &Editing<'_>, draft: &Draft) -> Html {
    let m = edit.m;
    let kinds = Kind::ALL.map(|kind| {
        (match kind {
            Kind::Usual => m.form_rounding_usual,
            Kind::Interval => m.form_rounding_interval,
            Kind::Exact => m.form_rounding_exact,
            Kind::One => m.form_rounding_one,
            Kind::Fixed => m.form_rounding_fixed,
        })
        .to_owned()
    });
    let at = Kind::ALL.iter().position(|kind| *kind == draft.rounding).unwrap_or(0);
    let by_itself = edit.set(|draft, event: Event| {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        draft.by_itself = input.is_some_and(|it| it.checked());
    });
    html! {
        <div class="profile-form__general">
            { text(&edit.field(field::NAME, m.form_name), &draft.name, edit.set(|draft, to| draft.name = to)) }
            { area(&edit.field(field::DESCRIPTION, m.form_description), &draft.description, edit.set(|draft, to| draft.description = to)) }
            <div class="profile-form__pair">
                { choice(&edit.field(field::ROUNDING, m.form_rounding), &kinds, at, edit.set(|draft, to: usize| draft.rounding = Kind::ALL[to])) }
                if draft.rounding == Kind::Fixed {
                    { text(&edit.field(field::AMOUNT, m.form_amount), &draft.amount, edit.set(|draft, to| draft.amount = to)) }
                }
            </div>
            { text(&Field { hint: Some(m.form_names_hint), ..edit.field(field::PATTERN, m.form_pattern) }, &draft.pattern, edit.set(|draft, to| draft.pattern = to)) }
            if draft.has_signs() {
                <label class="checks__choice">
                    <input type="checkbox" checked={draft.by_itself} onchange={by_itself} />
                    { m.form_by_itself }
                </label>
            }
        </div>
    }
}

/// What a card is called: its name, or what it is.
fn called(name: &str, number: usize, words: &str) -> String {
    match name.trim() {
        "" => fill(words, &[("n", &(number + 1).to_string())]),
        name => name.to_owned(),
    }
}

/// Where the focus goes when one of several is removed: the next, the one before, or the button that adds one.
fn neighbour(keys: &[u32], at: usize, add: &str) -> String {
    let other = keys.get(at + 1).or_else(|| at.checked_sub(1).and_then(|at| keys.get(at)));
    other.map_or_else(|| add.to_owned(), |&key| format!("profile-{key}-card"))
}

fn sections(edit: &Editing<'_>, draft: &Draft) -> Html {
    let m = edit.m;
    let keys: Vec<u32> = draft.sections.iter().map(|section| section.key).collect();
    html! {
        <section class="profile-form__part" aria-labelledby="form-sections">
            <h3 class="profiles__heading" id="form-sections">{ m.form_sections }</h3>
            if draft.sections.is_empty() {
                <p class="pane-hint">{ m.form_sections_none }</p>
            }
            for (at, section) in draft.sections.iter().enumerate() {
                { section_card(edit, draft, section, at, neighbour(&keys, at, "form-add-section")) }
            }
            <button type="button" class="button" id="form-add-section" onclick={edit.add(Draft::add_section, draft.next_key())}>
                <IconView icon={Icon::Plus} />
                { m.form_add_section }
            </button>
        </section>
    }
}

fn section_card(edit: &Editing<'_>, draft: &Draft, section: &Section, at: usize, else_to: String) -> Html {
    let m = edit.m;
    let key = section.key;
    let id = |part: &str| field::of(key, part);
    let name = called(&section.name, at, m.form_section_n);
    let within = draft.sections.iter().find(|other| Some(other.key) == section.within);
    let faulty =
        ["name", "others", "within", "after", "source"].iter().any(|part| edit.fault(&id(part)).is_some());
    // Any but itself; one that stands in another holds none.
    let of_key = |wanted: Option<u32>, keys: &[u32]| {
        wanted.and_then(|key| keys.iter().position(|other| *other == key)).map_or(0, |at| at + 1)
    };
    let others: Vec<&Section> = draft.sections.iter().filter(|other| other.key != key).collect();
    let outer: Vec<&Section> = others
        .iter()
        .copied()
        .filter(|other| other.within.is_none() || Some(other.key) == section.within)
        .collect();
    let number = |other: &Section| draft.sections.iter().position(|it| it.key == other.key).unwrap_or(0);
    let words = |of: &[&Section]| -> Vec<String> {
        let names = of.iter().map(|other| called(&other.name, number(other), m.form_section_n));
        std::iter::once(m.form_nowhere.to_owned()).chain(names).collect()
    };
    let keys = |of: &[&Section]| -> Rc<[u32]> { of.iter().map(|other| other.key).collect() };
    let (outer_keys, other_keys) = (keys(&outer), keys(&others));
    let chosen = |keys: &Rc<[u32]>| {
        let keys = keys.clone();
        move |at: usize| at.checked_sub(1).and_then(|at| keys.get(at)).copied()
    };
    let (to_outer, to_other) = (chosen(&outer_keys), chosen(&other_keys));
    html! {
        <details class="form-card" key={key}>
            <summary class="form-card__head" id={id("card")}>
                <span class="form-card__name">{ name.clone() }</span>
                if let Some(within) = within {
                    <span class="form-card__more">{ fill(m.form_in, &[("name", within.name.trim())]) }</span>
                }
                <span class="form-card__more">{ if section.recommended { m.form_recommended } else { m.form_required } }</span>
                if faulty {
                    <span class="form-field__fault"><IconView icon={Icon::Error} /><span class="visually-hidden">{ m.severity_error }</span></span>
                }
            </summary>
            <div class="form-card__body">
                <div class="profile-form__pair">
                    { text(&edit.field(&id("name"), m.form_name), &section.name, edit.of_section(key, |it, to| it.name = to)) }
                    { demand(edit, &id("demand"), m.form_demand, section.recommended, edit.of_section(key, |it, to: usize| it.recommended = to == 1)) }
                </div>
                { area(&Field { hint: Some(m.form_names_hint), ..edit.field(&id("others"), m.form_others) }, &section.others, edit.of_section(key, |it, to| it.others = to)) }
                <div class="profile-form__pair">
                    { choice(&edit.field(&id("within"), m.form_within), &words(&outer), of_key(section.within, &outer_keys),
                        edit.of_section(key, move |it, to| it.within = to_outer(to))) }
                    { choice(&edit.field(&id("after"), m.form_after), &words(&others), of_key(section.after, &other_keys),
                        edit.of_section(key, move |it, to| it.after = to_other(to))) }
                </div>
                { text(&edit.field(&id("source"), m.form_source), &section.source, edit.of_section(key, |it, to| it.source = to)) }
                { edit.moves(key, &name, at, draft.sections.len(), else_to) }
            </div>
        </details>
    }
}

fn demand(edit: &Editing<'_>, id: &str, label: &str, recommended: bool, on: Callback<usize>) -> Html {
    let words = [edit.m.form_required.to_owned(), edit.m.form_recommended.to_owned()];
    choice(&edit.field(id, label), &words, usize::from(recommended), on)
}

fn tables(edit: &Editing<'_>, draft: &Draft) -> Html {
    let m = edit.m;
    let keys: Vec<u32> = draft.tables.iter().map(|table| table.key).collect();
    html! {
        <section class="profile-form__part" aria-labelledby="form-tables">
            <h3 class="profiles__heading" id="form-tables">{ m.form_tables }</h3>
            if draft.tables.is_empty() {
                <p class="pane-hint">{ m.form_tables_none }</p>
            }
            for (at, table) in draft.tables.iter().enumerate() {
                { table_card(edit, draft, table, at, neighbour(&keys, at, "form-add-table")) }
            }
            <button type="button" class="button" id="form-add-table" onclick={edit.add(Draft::add_table, draft.next_key())}>
                <IconView icon={Icon::Plus} />
                { m.form_add_table }
            </button>
        </section>
    }
}

fn table_card(edit: &Editing<'_>, draft: &Draft, table: &Table, at: usize, else_to: String) -> Html {
    let m = edit.m;
    let key = table.key;
    let id = |part: &str| field::of(key, part);
    let name = called(&table.name, at, m.form_table_n);
    let of_row =
        |row: &Row| ["name", "others"].iter().any(|part| edit.fault(&field::of(row.key, part)).is_some());
    let faulty = ["name", "others", "source"].iter().any(|part| edit.fault(&id(part)).is_some())
        || table.rows.iter().any(of_row);
    let add_row = id("add-row");
    html! {
        <details class="form-card" key={key}>
            <summary class="form-card__head" id={id("card")}>
                <span class="form-card__name">{ name.clone() }</span>
                <span class="form-card__more">{ if table.recommended { m.form_recommended } else { m.form_required } }</span>
                if faulty {
                    <span class="form-field__fault"><IconView icon={Icon::Error} /><span class="visually-hidden">{ m.severity_error }</span></span>
                }
            </summary>
            <div class="form-card__body">
                <div class="profile-form__pair">
                    { text(&edit.field(&id("name"), m.form_name), &table.name, edit.of_table(key, |it, to| it.name = to)) }
                    { demand(edit, &id("demand"), m.form_demand, table.recommended, edit.of_table(key, |it, to: usize| it.recommended = to == 1)) }
                </div>
                { area(&Field { hint: Some(m.form_names_hint), ..edit.field(&id("others"), m.form_others) }, &table.others, edit.of_table(key, |it, to| it.others = to)) }
                { text(&edit.field(&id("source"), m.form_source), &table.source, edit.of_table(key, |it, to| it.source = to)) }
                <fieldset class="form-rows">
                    <legend class="form-field__label">{ m.form_rows }</legend>
                    for (number, row) in table.rows.iter().enumerate() {
                        { row_line(edit, table, row, number, &add_row) }
                    }
                    <button type="button" class="button" id={add_row.clone()} onclick={edit.add(move |draft: &mut Draft| draft.add_row(key), draft.next_key())}>
                        <IconView icon={Icon::Plus} />
                        { m.form_add_row }
                    </button>
                </fieldset>
                { edit.moves(key, &name, at, draft.tables.len(), else_to) }
            </div>
        </details>
    }
}

fn row_line(edit: &Editing<'_>, table: &Table, row: &Row, number: usize, add_row: &str) -> Html {
    let m = edit.m;
    let key = row.key;
    let n = (number + 1).to_string();
    let label = |words: &str| fill(words, &[("n", &n)]);
    let next = table.rows.get(number + 1).or_else(|| number.checked_sub(1).and_then(|at| table.rows.get(at)));
    let else_to = next.map_or_else(|| add_row.to_owned(), |row| field::of(row.key, "name"));
    let (id_name, id_others, id_demand) =
        (field::of(key, "name"), field::of(key, "others"), field::of(key, "demand"));
    let (name_label, others_label, demand_label) =
        (label(m.form_row_name), label(m.form_row_others), label(m.form_row_demand));
    html! {
        <div class="form-rows__row" key={key}>
            { text(&edit.field(&id_name, &name_label), &row.name, edit.of_row(key, |it, to| it.name = to)) }
            { text(&edit.field(&id_others, &others_label), &row.others, edit.of_row(key, |it, to| it.others = to)) }
            { demand(edit, &id_demand, &demand_label, row.recommended, edit.of_row(key, |it, to: usize| it.recommended = to == 1)) }
            { edit.moves(key, &called(&row.name, number, m.form_row_name), number, table.rows.len(), else_to) }
        </div>
    }
}

fn checks(edit: &Editing<'_>, draft: &Draft) -> Html {
    let m = edit.m;
    let off = draft.rules_off.len();
    let toggle = |id: &'static str| {
        edit.set(move |draft, _: Event| {
            if !draft.rules_off.remove(id) {
                draft.rules_off.insert(id.to_owned());
            }
        })
    };
    html! {
        <details class="form-card">
            <summary class="form-card__head">
                <span class="form-card__name">{ m.form_checks }</span>
                if off > 0 {
                    <span class="form-card__more">{ counted(off, m.checks_off_count_one, m.checks_off_count) }</span>
                }
            </summary>
            <div class="form-card__body">
                for family in IDS.chunk_by(|a, b| rules::family(a) == rules::family(b)) {
                    <fieldset key={family[0]} class="checks__family">
                        <legend class="checks__legend">{ rules::family_name(m, rules::family(family[0])) }</legend>
                        for &id in family {
                            <label key={id} class="checks__choice">
                                <input type="checkbox" checked={!draft.rules_off.contains(id)} onchange={toggle(id)} />
                                { rules::name(m, id) }
                            </label>
                        }
                    </fieldset>
                }
            </div>
        </details>
    }
}

/// Another tab has changed the profile: what is kept there and what is written here are both somebody's work.
fn conflict(edit: &Editing<'_>, form: &Rc<Form>, profiles: &Rc<Profiles>, keep: &Callback<Own>) -> Html {
    let m = edit.m;
    // What the other tab keeps may have taken the name.
    let checked = |as_new: bool| {
        let (form, profiles, keep) = (form.clone(), profiles.clone(), keep.clone());
        let (step, look_at) = (edit.step.clone(), edit.look_at.clone());
        Callback::from(move |_: MouseEvent| {
            let mut faults = form.draft.faults(&profiles);
            if as_new {
                // It gets a free one.
                faults.retain(|fault| fault.what != Wrong::Taken);
            }
            if let Some(first) = faults.first() {
                look_at.emit(first.field.clone());
                step.emit(Step::Tell(faults));
                return;
            }
            let own = form.draft.finished();
            keep.emit(if as_new {
                let copy = profiles.copy(&own.profile, &own.profile.name);
                Own { from: own.from, ..copy }
            } else {
                own
            });
        })
    };
    let (overwrite, copy) = (checked(false), checked(true));
    html! {
        <div class="profiles__refused" role="alert">
            <p class="profiles__refused-head"><IconView icon={Icon::Warning} />{ m.form_conflict }</p>
            <div class="profiles__do">
                <button type="button" class="button" id="profile-overwrite" onclick={overwrite}>{ m.form_conflict_overwrite }</button>
                <button type="button" class="button" onclick={copy}>{ m.form_conflict_copy }</button>
            </div>
        </div>
    }
}
