//! What stays in the browser between visits: the draft, what is set aside, the language.
//!
//! Storage may be missing (a file opened from disk, a private window) or full; then the page works without, and
//! says so where a draft would be lost.

use super::{
    aside::Aside,
    state::{Action, Notice, State},
};
use crate::engine::options::Lang;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use web_sys::Storage;
use yew::prelude::*;

const DRAFT: &str = "rapportkoll.draft";
const NAME: &str = "rapportkoll.name";
const ASIDE: &str = "rapportkoll.aside";
const LANG: &str = "rapportkoll.lang";
/// Holds "off" when the user does not want the draft kept.
const KEEP: &str = "rapportkoll.keep";

/// The draft is written once typing has rested this long.
const REST_MS: u32 = 400;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The state to begin with: as it was left.
pub(super) fn load() -> State {
    let mut state = State::default();
    let Some(storage) = storage() else { return State { keep_draft: false, ..state } };
    let read = |key: &str| storage.get_item(key).ok().flatten();
    if read(LANG).as_deref() == Some("en") {
        state.lang = Lang::En;
    }
    state.keep_draft = read(KEEP).is_none();
    state.aside = read(ASIDE).unwrap_or_default().lines().filter_map(Aside::from_line).collect();
    if let Some(draft) = read(DRAFT).filter(|draft| !draft.trim().is_empty() && state.keep_draft) {
        state.text = draft.into();
        state.name = read(NAME).unwrap_or_default().into();
        state.revision = 1;
        state.notice = Some(Notice::DraftRestored);
    }
    state
}

/// Keeps what is to be kept.
#[hook]
pub(super) fn use_keeping(state: &State, on: Callback<Action>) {
    use_effect_with((state.text.clone(), state.name.clone(), state.keep_draft), move |(text, name, keep)| {
        let (text, name, keep) = (text.clone(), name.clone(), *keep);
        let waiting = Timeout::new(REST_MS, move || {
            if !keep_draft(&text, &name, keep) {
                on.emit(Action::Tell(Notice::DraftFull));
            }
        });
        move || drop(waiting)
    });
    use_effect_with(state.aside.clone(), |aside: &Rc<[Aside]>| {
        let lines: Vec<String> = aside.iter().map(Aside::to_line).collect();
        put(ASIDE, &lines.join("\n"));
    });
    use_effect_with(state.lang, |&lang| {
        put(LANG, if lang == Lang::En { "en" } else { "" });
    });
}

/// False when the draft should have been kept and does not fit.
fn keep_draft(text: &str, name: &str, keep: bool) -> bool {
    put(KEEP, if keep { "" } else { "off" });
    if !keep {
        return put(DRAFT, "") && put(NAME, "");
    }
    // Where it does not fit, what is kept of an earlier text must not come back as if it were this one.
    let kept = put(DRAFT, text) && put(NAME, name);
    if !kept {
        put(DRAFT, "");
    }
    kept
}

/// Writes a value, or removes it when it is empty. True when that is done, or there is no storage at all.
fn put(key: &str, value: &str) -> bool {
    let Some(storage) = storage() else { return true };
    if value.is_empty() { storage.remove_item(key).is_ok() } else { storage.set_item(key, value).is_ok() }
}
