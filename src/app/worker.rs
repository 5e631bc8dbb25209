//! Checking off the page's thread: both ends.
//!
//! A worker is the same program started without a document. The page sends it the compiled module, so that
//! nothing is downloaded or compiled twice. How a worker is made differs between the served page and the
//! single file, so their start scripts do it, in a function that they leave for here.
//!
//! Messages: the page sends `[text, name, lang, given, profile]`, the fourth as JSON; the worker answers "ready" once, and then each text with
//! `[milliseconds, bytes]`. The bytes are an [`Answer`] in JSON, handed over without being copied: as objects
//! of JavaScript a long report takes the page many times as long to read.

use super::{aside, config::Config, state::Checked, view::whole};
use crate::engine::{
    self,
    options::{Lang, Options},
    relation::given::Given,
    report::Report,
    source::Source,
};
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// Left by the start script. Throws where there can be no worker.
    #[wasm_bindgen(catch, js_name = rapportkollWorker)]
    fn make_worker(module: &JsValue) -> Result<Worker, JsValue>;
}

/// What is to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Task {
    pub text: Rc<str>,
    pub name: Rc<str>,
    pub lang: Lang,
    pub given: Rc<[Given]>,
    /// `auto`, or the id of a profile.
    pub profile: Rc<str>,
}

/// What a check has given.
#[derive(Serialize, Deserialize)]
struct Answer {
    report: Report,
    keys: Vec<u64>,
}

/// Checks where it is called.
pub(super) fn check(task: &Task) -> Checked {
    let start = js_sys::Date::now();
    let Answer { report, keys } =
        answer(&task.text, &task.name, task.lang, task.given.to_vec(), &task.profile);
    let took_ms = whole(js_sys::Date::now() - start) as u32;
    checked(task, report, took_ms, keys)
}

fn checked(task: &Task, report: Report, took_ms: u32, keys: Vec<u64>) -> Checked {
    Checked { text: task.text.clone(), lang: task.lang, report, took_ms, keys, given: task.given.clone() }
}

fn answer(text: &str, name: &str, lang: Lang, given: Vec<Given>, profile: &str) -> Answer {
    let options = Options { lang, given, profile: Config::profile_choice(profile), ..Options::default() };
    let report = engine::check(&Source::text(name, text), &options);
    let keys = aside::keys(&report, text);
    Answer { report, keys }
}

/// What a worker tells the page.
pub(super) enum Word {
    Ready,
    /// Milliseconds and an answer; see [`read`].
    Done(u32, Uint8Array),
    /// It could not be started, or has broken down.
    Broken,
}

/// The page's end of a worker. Dropping it stops the worker, whatever it is doing.
pub(super) struct Link {
    worker: Worker,
    /// The worker calls them for as long as it lives.
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Link {
    /// Starts a worker; none where the browser or a policy forbids it.
    pub(super) fn start(told: impl Fn(Word) + Clone + 'static) -> Option<Self> {
        let worker = make_worker(&wasm_bindgen::module()).ok()?;
        let failed = {
            let told = told.clone();
            Closure::new(move |event: Event| {
                // Said on the page, so it need not be in the console.
                event.prevent_default();
                told(Word::Broken);
            })
        };
        let heard = Closure::new(move |event: MessageEvent| {
            let data = event.data();
            told(match data.as_string().as_deref() {
                Some("ready") => Word::Ready,
                Some(_) => Word::Broken,
                None => {
                    let answer = Array::from(&data);
                    Word::Done(whole(answer.get(0).as_f64().unwrap_or_default()) as u32, answer.get(1).into())
                }
            });
        });
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { worker, _heard: heard, _failed: failed })
    }

    /// Sends a text to be checked.
    pub(super) fn send(&self, task: &Task) {
        let lang = if task.lang == Lang::En { "en" } else { "sv" };
        let given = serde_json::to_string(&*task.given).unwrap_or_default();
        let message = Array::of5(
            &(*task.text).into(),
            &(*task.name).into(),
            &lang.into(),
            &given.into(),
            &(*task.profile).into(),
        );
        // Fails only for what cannot be copied, and strings can.
        let _ = self.worker.post_message(&message);
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Reads an answer; none when it is no such thing.
pub(super) fn read(task: &Task, took_ms: u32, answer: &Uint8Array) -> Option<Checked> {
    let Answer { report, keys } = serde_json::from_slice(&answer.to_vec()).ok()?;
    Some(checked(task, report, took_ms, keys))
}

/// The worker's end: answers each text that the page sends.
pub(super) fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let page = scope.clone();
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let start = js_sys::Date::now();
        let task = Array::from(&event.data());
        let part = |at: u32| task.get(at).as_string().unwrap_or_default();
        let lang = if part(2) == "en" { Lang::En } else { Lang::Sv };
        let given = serde_json::from_str(&part(3)).unwrap_or_default();
        let answer = answer(&part(0), &part(1), lang, given, &part(4));
        let took = js_sys::Date::now() - start;
        // A report is strings, numbers and lists, none of which JSON refuses.
        let bytes = Uint8Array::from(serde_json::to_vec(&answer).unwrap_or_default().as_slice());
        let handed_over = Array::of1(&bytes.buffer());
        let _ = page.post_message_with_transfer(&Array::of2(&took.into(), &bytes), &handed_over);
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // For as long as the worker lives.
    heard.forget();
    let _ = scope.post_message(&"ready".into());
}
