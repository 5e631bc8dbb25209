//! Finding words in a long text: a field, how many times they are there, and the way to the next and the one before.

use super::icon::{Icon, IconView};
use crate::{
    app::{
        find,
        strings::{self, fill},
    },
    engine::{options::Lang, span::Span},
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct FindProps {
    pub lang: Lang,
    pub text: Rc<str>,
    /// What is selected in the text.
    pub selected: Callback<(), Span>,
    /// Selects a place and shows it, without taking the focus there; none when nothing is found any more.
    pub show: Callback<Option<Span>>,
    /// Goes to the text.
    pub leave: Callback<()>,
}

impl PartialEq for FindProps {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
            && Rc::ptr_eq(&self.text, &other.text)
            && self.selected == other.selected
            && self.show == other.show
            && self.leave == other.leave
    }
}

/// A text is searched anew once typing in it rests.
const REST_MS: u32 = 300;

#[component]
pub(super) fn Find(props: &FindProps) -> Html {
    let m = strings::of(props.lang);
    let input = use_node_ref();
    let wanted = use_state_eq(|| Rc::<str>::from(""));
    let at = use_state_eq(|| None::<usize>);
    let text = use_state(|| props.text.clone());
    use_effect_with(Rc::as_ptr(&props.text), {
        let (text, now, at) = (text.setter(), props.text.clone(), at.setter());
        move |_| {
            let waiting = Timeout::new(REST_MS, move || {
                text.set(now);
                at.set(None);
            });
            move || drop(waiting)
        }
    });
    let places = use_memo((Rc::as_ptr(&*text), wanted.clone()), |_| find::places(&text, &wanted));

    // The browser's own search would see only what the field holds; asked for twice, it comes.
    use_effect_with((), {
        let input = input.clone();
        move |()| {
            let options = EventListenerOptions::enable_prevent_default();
            let document = gloo::utils::document();
            let listener = EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let finds = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
                let Some(input) = input.cast::<HtmlInputElement>() else { return };
                let element: &Element = &input;
                let inside = gloo::utils::document().active_element().as_ref() == Some(element);
                let dialog = gloo::utils::document().query_selector("dialog[open]").ok().flatten();
                if finds && event.key().eq_ignore_ascii_case("f") && !inside && dialog.is_none() {
                    event.prevent_default();
                    super::focus(element);
                    input.select();
                }
            });
            move || drop(listener)
        }
    });

    let go = {
        let (places, at, wanted) = (places.clone(), at.setter(), wanted.clone());
        let (text, now) = (text.clone(), props.text.clone());
        let (selected, show) = (props.selected.clone(), props.show.clone());
        Callback::from(move |forward: bool| {
            let places = if Rc::ptr_eq(&text, &now) {
                places.clone()
            } else {
                text.set(now.clone());
                Rc::new(find::places(&now, &wanted))
            };
            let to = find::step(&places, selected.emit(()), forward, false);
            at.set(to);
            show.emit(to.and_then(|to| places.get(to)).copied());
        })
    };
    let oninput = {
        let (text, wanted, at) = (props.text.clone(), wanted.setter(), at.setter());
        let (selected, show) = (props.selected.clone(), props.show.clone());
        Callback::from(move |event: InputEvent| {
            let words: Rc<str> = event.target_unchecked_into::<HtmlInputElement>().value().into();
            let places = find::places(&text, &words);
            let to = find::step(&places, selected.emit(()), true, true);
            at.set(to);
            show.emit(to.and_then(|to| places.get(to)).copied());
            wanted.set(words);
        })
    };
    let onkeydown = {
        let (go, leave) = (go.clone(), props.leave.clone());
        Callback::from(move |event: KeyboardEvent| {
            let forward = !event.shift_key();
            match event.key().as_str() {
                _ if event.is_composing() => return,
                "Enter" | "F3" => go.emit(forward),
                "Escape" => leave.emit(()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let count = match (places.len(), *at) {
        _ if wanted.is_empty() => String::new(),
        (0, _) => m.find_none.to_owned(),
        (all, Some(at)) => fill(m.find_at, &[("n", &(at + 1).to_string()), ("all", &all.to_string())]),
        (all, None) => fill(m.find_all, &[("all", &all.to_string())]),
    };
    let button = |forward: bool, icon: Icon, name: &'static str| {
        html! {
            <button type="button" class="button button--quiet" aria-label={name} title={name} disabled={places.is_empty()}
                onclick={go.reform(move |_: MouseEvent| forward)}><IconView {icon} /></button>
        }
    };
    html! {
        <div class="find" role="search">
            <label class="find__label" for="find">{ m.find_label }</label>
            <input ref={input} id="find" type="text" class="field find__field" autocomplete="off" spellcheck="false" {oninput} {onkeydown} />
            { button(false, Icon::Up, m.find_previous) }
            { button(true, Icon::Down, m.find_next) }
            <span class="find__count" role="status">{ count }</span>
        </div>
    }
}
