//! The focus is never lost: when what has it goes away or can no longer be used, it goes to the part of the page that it
//! was in.

use gloo::{events::EventListener, timers::callback::Timeout};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};
use yew::prelude::*;

/// What had the focus last, and where the focus goes when that is gone.
type Last = Rc<RefCell<Option<(Element, &'static str)>>>;

/// Looks after each change of the page, and after each click: that may have changed a part of it alone.
#[hook]
pub(super) fn use_kept_focus() {
    let last: Last = use_mut_ref(|| None);
    {
        let last = last.clone();
        use_effect_with((), move |()| {
            let document = gloo::utils::document();
            let focused = {
                let last = last.clone();
                EventListener::new(&document, "focusin", move |event| {
                    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                    *last.borrow_mut() = element.map(|element| {
                        let in_result = matches!(element.closest("#result"), Ok(Some(_)));
                        (element, if in_result { "result" } else { "text" })
                    });
                })
            };
            let clicked = EventListener::new(&document, "click", move |_| {
                let last = last.clone();
                // Once what it changes is drawn.
                Timeout::new(0, move || keep(&last)).forget();
            });
            move || drop((focused, clicked))
        });
    }
    use_effect(move || keep(&last));
}

/// Moves the focus on where it is gone.
fn keep(last: &Last) {
    // Browsers take the focus from what is disabled, some of them a moment later.
    let is_disabled = |element: &Element| matches!(element.matches(":disabled"), Ok(true));
    let gone = last
        .borrow()
        .as_ref()
        .filter(|(element, _)| !element.is_connected() || is_disabled(element))
        .map(|&(_, area)| area);
    let document = gloo::utils::document();
    let nowhere =
        document.active_element().is_none_or(|element| element.tag_name() == "BODY" || is_disabled(&element));
    if let Some(area) = gone.filter(|_| nowhere)
        && let Some(area) = document.get_element_by_id(area).and_then(|it| it.dyn_into::<HtmlElement>().ok())
    {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Fallible for old browsers only.
        let _ = area.focus_with_options(&options);
    }
}
