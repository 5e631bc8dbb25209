//! The fields of the form: each with its label, its hint and what is wrong in it.

use super::icon::{Icon, IconView};
use crate::app::{
    profiles::draft::field,
    strings::{Messages, fill},
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What every kind of field has.
pub(super) struct Field<'a> {
    pub id: &'a str,
    pub label: &'a str,
    pub fault: Option<String>,
    pub hint: Option<&'a str>,
}

impl Field<'_> {
    fn around(&self, input: Html) -> Html {
        html! {
            <div class="form-field" key={self.id.to_owned()}>
                <label class="form-field__label" for={self.id.to_owned()}>
                    { self.label.to_owned() }
                </label>
                { input }
                if let Some(fault) = &self.fault {
                    <p class="form-field__fault" id={format!("{}-fault", self.id)}><IconView icon={Icon::Error} />{ fault.clone() }</p>
                }
                if let Some(hint) = self.hint {
                    <p class="form-field__hint" id={format!("{}-hint", self.id)}>{ hint.to_owned() }</p>
                }
            </div>
        }
    }

    fn described(&self) -> Option<String> {
        let parts = [(self.fault.is_some(), "fault"), (self.hint.is_some(), "hint")];
        let ids: Vec<String> =
            parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{}-{part}", self.id)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.fault.is_some().then_some("true")
    }
}

/// A line of text.
pub(super) fn text(field: &Field<'_>, value: &str, on: Callback<String>) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
            on.emit(input.value());
        }
    });
    field.around(html! {
        <input type="text" class="field" id={field.id.to_owned()} value={value.to_owned()} autocomplete="off" {oninput}
            aria-invalid={field.invalid()} aria-describedby={field.described()} />
    })
}

/// Some lines of text.
pub(super) fn area(field: &Field<'_>, value: &str, on: Callback<String>) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) {
            on.emit(input.value());
        }
    });
    field.around(html! {
        <textarea class="field form-field__area" rows="2" id={field.id.to_owned()} value={value.to_owned()} {oninput}
            aria-invalid={field.invalid()} aria-describedby={field.described()} />
    })
}

/// One of several, by its place.
pub(super) fn choice(field: &Field<'_>, words: &[String], at: usize, on: Callback<usize>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        if let Some(at) = select.and_then(|select| usize::try_from(select.selected_index()).ok()) {
            on.emit(at);
        }
    });
    field.around(html! {
        <select class="field" id={field.id.to_owned()} {onchange} aria-invalid={field.invalid()} aria-describedby={field.described()}>
            for (number, words) in words.iter().enumerate() {
                <option key={number} selected={number == at}>{ words.clone() }</option>
            }
        </select>
    })
}

/// The buttons that move one of several and remove it.
#[allow(clippy::too_many_arguments, reason = "three buttons, and what they are about")]
pub(super) fn shift_buttons(
    m: &'static Messages,
    key: u32,
    name: &str,
    at: usize,
    count: usize,
    up: Callback<MouseEvent>,
    down: Callback<MouseEvent>,
    remove: Callback<MouseEvent>,
) -> Html {
    let label = |words: &str| fill(words, &[("name", name)]);
    html! {
        <div class="form-moves">
            <button type="button" class="button button--icon" id={field::of(key, "up")} disabled={at == 0}
                aria-label={label(m.form_up_label)} title={m.form_up} onclick={up}><IconView icon={Icon::Up} /></button>
            <button type="button" class="button button--icon" id={field::of(key, "down")} disabled={at + 1 >= count}
                aria-label={label(m.form_down_label)} title={m.form_down} onclick={down}><IconView icon={Icon::Down} /></button>
            <button type="button" class="button button--icon" id={field::of(key, "remove")}
                aria-label={label(m.form_remove_label)} title={m.form_remove} onclick={remove}><IconView icon={Icon::Close} /></button>
        </div>
    }
}
