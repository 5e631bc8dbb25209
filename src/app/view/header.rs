//! The head of the page: name, promise, language.

use super::icon::{Icon, IconView};
use crate::{
    app::{config::Config, state::Action, strings},
    engine::options::Lang,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct HeaderProps {
    pub lang: Lang,
    pub host: Rc<Config>,
    pub on: Callback<Action>,
    pub shortcuts: Callback<()>,
}

#[component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let m = strings::of(props.lang);
    let language = |lang: Lang, code: &'static str, name: &'static str| {
        html! {
            <button type="button" class="switch__choice" lang={code} aria-pressed={(props.lang == lang).to_string()}
                onclick={props.on.reform(move |_: MouseEvent| Action::Speak(lang))}>{ name }</button>
        }
    };
    html! {
        <header class="header">
            <div class="header__name">
                <svg class="header__mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
                    <rect class="header__mark-sheet" x="2" y="2" width="28" height="28" rx="7" />
                    <path class="header__mark-line" d="M8 10h9M8 15h6" />
                    <path class="header__mark-check" d="M9.5 21.5l4 4L24 13" />
                </svg>
                <div>
                    <p class="header__title" translate="no">{ m.title }</p>
                    <p class="header__tagline">{ m.tagline }</p>
                </div>
            </div>
            if !props.host.organisation.is_empty() || !props.host.logo.is_empty() {
                <p class="header__host">
                    if !props.host.logo.is_empty() {
                        <img class="header__logo" src={props.host.logo.clone()} alt="" />
                    }
                    { props.host.organisation.clone() }
                </p>
            }
            <p class="header__private" title={m.private_more}>
                <IconView icon={Icon::Lock} />
                <span>{ m.private }</span>
            </p>
            <div class="header__tools">
                <div class="switch" role="group" aria-label={m.language_label}>
                    { language(Lang::Sv, "sv", "Svenska") }
                    { language(Lang::En, "en", "English") }
                </div>
                <button type="button" class="button button--quiet button--icon" aria-label={m.shortcuts_open} title={m.shortcuts_open}
                    onclick={props.shortcuts.reform(|_: MouseEvent| ())}>
                    <IconView icon={Icon::Keyboard} />
                </button>
            </div>
        </header>
    }
}
