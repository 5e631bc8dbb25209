//! The review protocol in a dialog, and the same on paper.

use super::{
    dialog::use_dialog,
    hand_over,
    profile_choice::{because, profile_name},
};
use crate::app::{
    aside::Aside,
    profiles::Profiles,
    protocol::{self, Basis, data, write},
    state::Checked,
    strings::{self, fill},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct ProtocolProps {
    pub checked: Rc<Checked>,
    pub aside: Rc<[Aside]>,
    pub profiles: Rc<Profiles>,
    /// The host has decided on the profile that is used.
    pub by_host: bool,
    pub close: Callback<()>,
}

impl PartialEq for ProtocolProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.checked, &other.checked)
            && self.aside == other.aside
            && self.profiles == other.profiles
            && self.close == other.close
    }
}

/// What the protocol is saved as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    Csv,
    Json,
}

impl Form {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Markdown, "Markdown"), (Self::Csv, "CSV"), (Self::Json, "JSON")];
}

/// Open from the start; the page takes it away when it is closed.
#[component]
pub(super) fn Protocol(props: &ProtocolProps) -> Html {
    let m = strings::of(props.checked.lang);
    let whole = use_state_eq(|| true);
    // What has just been done, and how often, so that doing it twice is told twice.
    let told = use_state_eq(|| (0_u32, String::new()));
    let dialog = use_dialog(true);
    let (day, time) = use_memo((), |()| hand_over::now()).as_ref().clone();
    // Without content not even the words that the kind of report was recognised by.
    let profile = if props.checked.report.profile.is_empty() {
        "–".to_owned()
    } else {
        let name = profile_name(&props.profiles, &props.checked);
        let why = because(m, &props.profiles, props.by_host, &props.checked, *whole);
        format!("{name}. {why}.")
    };
    let made = format!("{day} {time}");
    let basis =
        Basis { checked: &props.checked, aside: &props.aside, profile: &profile, made: &made, whole: *whole };
    let protocol = Rc::new(protocol::Protocol::of(&basis));
    let tell = {
        let told = told.clone();
        Callback::from(move |words: String| told.set((told.0 + 1, words)))
    };
    let copy = {
        let (protocol, dialog, tell) = (protocol.clone(), dialog.clone(), tell.clone());
        Callback::from(move |_: MouseEvent| {
            let copied = dialog
                .cast::<web_sys::Element>()
                .is_some_and(|dialog| hand_over::copy(&dialog, &write::text(&protocol)));
            tell.emit(if copied { m.protocol_copied } else { m.protocol_not_copied }.to_owned());
        })
    };
    let save = |form: Form| {
        let (checked, aside, profile, made, whole) =
            (props.checked.clone(), props.aside.clone(), profile.clone(), made.clone(), *whole);
        let (tell, day) = (tell.clone(), day.clone());
        Callback::from(move |_: MouseEvent| {
            let basis = Basis { checked: &checked, aside: &aside, profile: &profile, made: &made, whole };
            let (ending, kind, content) = match form {
                Form::Markdown => ("md", "text/markdown", write::markdown(&protocol::Protocol::of(&basis))),
                Form::Csv => ("csv", "text/csv", data::csv(&basis)),
                Form::Json => ("json", "application/json", data::json(&basis)),
            };
            let name = format!("{}-{day}.{ending}", m.protocol_title.to_lowercase().replace(' ', "-"));
            hand_over::save(&name, kind, &content);
            tell.emit(fill(m.protocol_saved, &[("name", &name)]));
        })
    };
    let print = Callback::from(|_: MouseEvent| {
        // Fails only where the browser forbids printing, and then it says so itself.
        let _ = gloo::utils::window().print();
    });
    let kind = |is_whole: bool, words: &'static str| {
        let whole = whole.clone();
        html! {
            <button type="button" class="switch__choice" aria-pressed={(*whole == is_whole).to_string()}
                onclick={Callback::from(move |_: MouseEvent| whole.set(is_whole))}>{ words }</button>
        }
    };
    html! {
        <>
            <dialog ref={dialog} class="dialog dialog--wide protocol" aria-labelledby="protocol-heading"
                onclose={props.close.reform(|_: Event| ())}>
                <div class="protocol__head">
                    <h2 class="dialog__heading" id="protocol-heading">{ m.protocol_title }</h2>
                    <div class="switch" role="group" aria-label={m.protocol_contents}>
                        { kind(true, m.protocol_whole) }
                        { kind(false, m.protocol_bare) }
                    </div>
                </div>
                <p class="protocol__hint">{ m.protocol_hint }</p>
                <div class="protocol__preview" tabindex="0" role="region" aria-label={m.protocol_contents}>
                    { sheet(&protocol) }
                </div>
                <div class="protocol__tools">
                    <button type="button" class="button button--primary" onclick={print}>{ m.protocol_print }</button>
                    <button type="button" class="button" onclick={copy}>{ m.protocol_copy }</button>
                    <div class="protocol__files" role="group" aria-label={m.protocol_save_as}>
                        <span class="protocol__label" aria-hidden="true">{ m.protocol_save_as }</span>
                        for (form, name) in Form::ALL {
                            <button type="button" key={name} class="button" onclick={save(form)}>{ name }</button>
                        }
                    </div>
                </div>
                <div class="protocol__end">
                    <p class="protocol__told" role="status" key={told.0}>{ told.1.clone() }</p>
                    <form method="dialog">
                        <button class="button">{ m.close }</button>
                    </form>
                </div>
            </dialog>
            <div class="print-sheet">{ sheet(&protocol) }</div>
        </>
    }
}

fn sheet(protocol: &protocol::Protocol) -> Html {
    html! {
        <div class="sheet">
            <p class="sheet__title">{ protocol.title }</p>
            <dl class="sheet__facts">
                for (name, value) in protocol.facts.iter() {
                    <div key={*name} class="sheet__fact">
                        <dt>{ *name }</dt>
                        <dd>{ value.clone() }</dd>
                    </div>
                }
            </dl>
            for group in protocol.groups.iter() {
                <div key={group.heading.clone()} class="sheet__group">
                    <p class="sheet__heading">{ group.heading.clone() }</p>
                    <ol class="sheet__items">
                        for (number, item) in group.items.iter().enumerate() {
                            <li key={number} class="sheet__item">
                                <p class="sheet__says">{ item.says.clone() }</p>
                                for (number, more) in item.more.iter().enumerate() {
                                    <p key={number} class="sheet__more">{ more.clone() }</p>
                                }
                            </li>
                        }
                    </ol>
                </div>
            }
            <p class="sheet__closing">{ protocol.closing }</p>
        </div>
    }
}
