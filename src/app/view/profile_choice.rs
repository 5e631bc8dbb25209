//! Which profile the report is held against, and why.

use crate::{
    app::{
        profiles::{Origin, Profiles},
        state::{Action, Checked},
        strings::{self, Messages, counted, fill},
    },
    engine::{
        options::{AUTO, Lang},
        profile::FREE,
    },
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ProfileChoiceProps {
    pub lang: Lang,
    pub checked: Option<Rc<Checked>>,
    pub profiles: Rc<Profiles>,
    /// Opens the list of profiles.
    pub manage: Callback<()>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn ProfileChoice(props: &ProfileChoiceProps) -> Html {
    let m = strings::of(props.lang);
    let profiles = &props.profiles;
    let chosen = profiles.get(&profiles.choice).map_or(AUTO, |(profile, _)| &profile.id);
    let groups =
        [(Origin::Own, m.profile_own), (Origin::Host, m.profile_host), (Origin::Shipped, m.profile_shipped)];
    let onchange = {
        let on = props.on.clone();
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
            if let Some(select) = select {
                on.emit(Action::ChooseProfile(select.value().into()));
            }
        })
    };
    html! {
        <div class="profile-choice">
            <label class="profile-choice__label" for="profile-choice">{ m.profile_label }</label>
            <select id="profile-choice" class="field profile-choice__select" {onchange}>
                <option value={AUTO} selected={chosen == AUTO}>{ automatic(m, props) }</option>
                for (origin, label) in groups {
                    if profiles.all().any(|(_, of)| of == origin) {
                        <optgroup {label}>
                            for (profile, _) in profiles.all().filter(|&(_, of)| of == origin) {
                                <option key={profile.id.clone()} value={profile.id.clone()} selected={chosen == profile.id}>
                                    { profile.name_in(props.lang).to_owned() }
                                </option>
                            }
                        </optgroup>
                    }
                }
            </select>
            <button type="button" class="button" onclick={props.manage.reform(|_: MouseEvent| ())}>{ m.profiles_open }</button>
        </div>
    }
}

/// What the first entry says: with the kind of report that was recognised, as long as it is the choice.
fn automatic(m: &Messages, props: &ProfileChoiceProps) -> String {
    let recognised =
        props.checked.as_deref().filter(|_| props.profiles.get(&props.profiles.choice).is_none());
    match recognised.filter(|checked| !checked.report.profile.is_empty()) {
        Some(checked) => fill(m.profile_auto_as, &[("profile", &profile_name(&props.profiles, checked))]),
        None => m.profile_auto.to_owned(),
    }
}

/// What the profile of a check is called in its language; its id where there is no such profile any more.
pub(super) fn profile_name(profiles: &Profiles, checked: &Checked) -> String {
    let id = &checked.report.profile;
    profiles.get(id).map_or_else(|| id.clone(), |(profile, _)| profile.name_in(checked.lang).to_owned())
}

/// Why that profile. `words` tells whether the words of the text that speak for it may be told.
pub(super) fn because(
    m: &'static Messages,
    profiles: &Profiles,
    by_host: bool,
    checked: &Checked,
    words: bool,
) -> String {
    let report = &checked.report;
    let signs = signs(checked);
    if !is_recognised(checked) {
        let by_host = by_host && profiles.own(&report.profile).is_none();
        if by_host { m.profile_chosen_by_host } else { m.profile_chosen }.to_owned()
    } else if signs.is_empty() && (report.profile == FREE || report.profile.is_empty()) {
        m.profile_because_nothing.to_owned()
    } else if signs.is_empty() || !words {
        m.profile_because_plain.to_owned()
    } else {
        fill(m.profile_because, &[("words", &signs.join(", "))])
    }
}

/// The same for the summary, where there is little room: the first of the words, and the others on demand.
pub(super) fn because_in_short(
    m: &'static Messages,
    profiles: &Profiles,
    by_host: bool,
    checked: &Checked,
) -> Html {
    let signs = signs(checked);
    match signs.split_first() {
        Some((first, rest)) if is_recognised(checked) && !rest.is_empty() => {
            let more = counted(rest.len(), m.profile_because_more_one, m.profile_because_more_other);
            html! {
                <details class="summary__why">
                    <summary>{ fill(m.profile_because, &[("words", first)]) }{ " " }{ more }</summary>
                    <p>{ rest.join(", ") }</p>
                </details>
            }
        }
        _ => html! { <span>{ because(m, profiles, by_host, checked, true) }</span> },
    }
}

/// Nobody has chosen the profile: as it was when the text was checked, not as it is chosen now.
fn is_recognised(checked: &Checked) -> bool {
    checked.profile.is_empty() || *checked.profile == *AUTO || checked.profile.lines().next() == Some(AUTO)
}

/// The words of the text that speak for the profile.
fn signs(checked: &Checked) -> Vec<String> {
    checked.report.profile_signs.iter().map(|sign| quoted(checked.lang, sign)).collect()
}

fn quoted(lang: Lang, word: &str) -> String {
    match lang {
        Lang::Sv => format!("”{word}”"),
        Lang::En => format!("“{word}”"),
    }
}
