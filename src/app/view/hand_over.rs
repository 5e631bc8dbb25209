//! Out of the page: a file to be saved, words to be pasted. Both work on a page from disk and on one that is not
//! served over https, where the browser's newer ways are missing.

use gloo::{
    file::{Blob, ObjectUrl},
    timers::callback::Timeout,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, HtmlDocument, HtmlTextAreaElement};

/// The browser has read the file by then.
const READ_MS: u32 = 60_000;

/// Gives a file to be saved.
pub(super) fn save(name: &str, kind: &str, content: &str) {
    let address = ObjectUrl::from(Blob::new_with_options(content, Some(kind)));
    let link = gloo::utils::document().create_element("a").ok();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    Timeout::new(READ_MS, move || drop(address)).forget();
}

/// Puts words on the clipboard; false where the browser does not allow it. `beside` is an element next to which a
/// text may be selected: outside an open dialog nothing can be.
pub(super) fn copy(beside: &web_sys::Element, words: &str) -> bool {
    let document = gloo::utils::document();
    let area = document.create_element("textarea").ok();
    let Some(area) = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()) else { return false };
    let had_focus = document.active_element();
    area.set_value(words);
    area.set_class_name("visually-hidden");
    if beside.append_child(&area).is_err() {
        return false;
    }
    area.select();
    // Deprecated and everywhere; what is to come after it is for https only.
    let copied = document.dyn_into::<HtmlDocument>().is_ok_and(|it| it.exec_command("copy").unwrap_or(false));
    area.remove();
    if let Some(element) = had_focus {
        super::focus(&element);
    }
    copied
}

/// Now, by the reader's clock: `2026-03-04` and `09:30`.
pub(super) fn now() -> (String, String) {
    let now = js_sys::Date::new_0();
    (
        format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date()),
        format!("{:02}:{:02}", now.get_hours(), now.get_minutes()),
    )
}
