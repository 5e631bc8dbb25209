//! The seam to the engine: when to check, and that the latest wins.

use super::{
    aside,
    state::{Action, Checked, State},
    view::whole,
};
use crate::engine::{self, options::Options, source::Source};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long typing must rest before a check, where checks are quick.
const REST_MS: u32 = 150;
/// A text that comes at once, by paste or from a file, is checked as soon as it is on screen.
const AT_ONCE_MS: u32 = 20;
/// The longest rest: a check that takes longer than this must not be waited for twice.
const LONGEST_REST_MS: u32 = 1500;

/// Checks the text a moment after it has changed. A text that changes again before is never checked.
#[hook]
pub(super) fn use_checking(state: &State, on: Callback<Action>) {
    let last = state.checked.clone();
    use_effect_with((state.text.clone(), state.name.clone(), state.lang), move |(text, name, lang)| {
        let up_to_date = last.as_ref().is_some_and(|last| last.text == *text && last.lang == *lang);
        let waiting = (!up_to_date).then(|| {
            let (text, name, lang) = (text.clone(), name.clone(), *lang);
            Timeout::new(rest(last.as_deref(), &text), move || {
                on.emit(Action::Done(Rc::new(check(text, &name, lang))));
            })
        });
        // Dropping the timeout cancels it.
        move || drop(waiting)
    });
}

/// How long to wait: longer where the last check took long, so that typing is not held up by it.
fn rest(last: Option<&Checked>, text: &str) -> u32 {
    match last {
        Some(last) if last.text.len().abs_diff(text.len()) < 40 => {
            (REST_MS + 2 * last.took_ms).min(LONGEST_REST_MS)
        }
        _ => AT_ONCE_MS,
    }
}

fn check(text: Rc<str>, name: &str, lang: engine::options::Lang) -> Checked {
    let start = js_sys::Date::now();
    let options = Options { lang, ..Options::default() };
    let report = engine::check(&Source::text(name, &*text), &options);
    let keys = aside::keys(&report, &text);
    let took_ms = whole(js_sys::Date::now() - start) as u32;
    Checked { text, lang, report, took_ms, keys }
}
