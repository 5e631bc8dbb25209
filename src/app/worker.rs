//! Checking off the page's thread: the page's end.
//!
//! The start script makes a worker and gives it the checker, which it has fetched and compiled once; for it differs
//! between the served page and the single file how that is done. Where there can be no worker it makes something
//! that takes and gives the same messages on the page's own thread.
//!
//! Messages: the page sends `[text, name, lang, given, profile]`, the fourth as JSON. It is told "sent" when the
//! checker is at hand, "ready" when it runs, and then for each text `[milliseconds, bytes, bytes, …]`; see
//! [`answer`](super::answer). "missing" says that the checker could not be fetched, any other words what else has gone
//! wrong.

use super::{answer::Answer, state::Checked, view::whole};
use crate::engine::{options::Lang, relation::given::Given};
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, Worker};

#[wasm_bindgen]
extern "C" {
    /// Left by the start script: the checker in a worker, or on the page's own thread. Throws where there can be no
    /// worker.
    #[wasm_bindgen(catch, js_name = rapportkollChecker)]
    fn make_checker(here: bool) -> Result<Worker, JsValue>;
}

/// What is to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Task {
    pub text: Rc<str>,
    pub name: Rc<str>,
    pub lang: Lang,
    pub given: Rc<[Given]>,
    /// What reports are held against; see [`Options::ask`](crate::engine::options::Options::ask).
    pub profile: Rc<str>,
}

/// What a worker tells the page.
pub(super) enum Word {
    /// The checker is at hand.
    Sent,
    /// It runs.
    Ready,
    /// Milliseconds and an answer in pieces; see [`Coming`].
    Done(Array),
    /// The checker could not be fetched.
    Missing,
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
    /// Starts a worker, or what is in its place `here`; none where the browser or a policy forbids it.
    pub(super) fn start(here: bool, told: impl Fn(Word) + Clone + 'static) -> Option<Self> {
        let worker = make_checker(here).ok()?;
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
                Some("sent") => Word::Sent,
                Some("ready") => Word::Ready,
                Some("missing") => Word::Missing,
                Some(_) => Word::Broken,
                None => Word::Done(Array::from(&data)),
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

/// An answer that is read piece by piece.
pub(super) struct Coming {
    took_ms: u32,
    pieces: std::vec::IntoIter<Uint8Array>,
    read: Answer,
}

impl Coming {
    pub(super) fn new(told: &Array) -> Self {
        let pieces: Vec<Uint8Array> = told.iter().skip(1).map(JsCast::unchecked_into).collect();
        let took_ms = whole(told.get(0).as_f64().unwrap_or_default()) as u32;
        Self { took_ms, pieces: pieces.into_iter(), read: Answer::default() }
    }

    /// Reads the next piece. True when it was not the last; none when it is no such thing.
    pub(super) fn read_on(&mut self) -> Option<bool> {
        self.read.read_on(&self.pieces.next()?.to_vec())?;
        Some(self.pieces.len() > 0)
    }

    /// What was read: the answer to a task.
    pub(super) fn done(self, task: Task) -> Checked {
        let Answer { report, keys } = self.read;
        let Task { text, lang, given, profile, .. } = task;
        Checked { text, lang, report, took_ms: self.took_ms, keys, given, profile }
    }
}
