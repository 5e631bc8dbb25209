//! The seam to the checker: when to check and where, and that the latest wins.

use super::{
    state::{Action, Checked, Notice, State},
    worker::{Coming, Link, Task, Word},
};
use gloo::timers::callback::Timeout;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use yew::prelude::*;

/// How long typing must rest before a check.
const REST_MS: u32 = 150;
/// A text that comes at once, by paste or from a file, is checked as soon as it is on screen.
const AT_ONCE_MS: u32 = 20;
/// The longest rest: a check that takes longer than this must not be waited for twice.
const LONGEST_REST_MS: u32 = 1500;
/// What a check gets through, about, where none of such a text has been done.
const BYTES_PER_MS: u32 = 500;
/// A check that has gone on for this long is given up when a newer text waits; a younger one is nearly
/// done, and starting a worker again costs about as much.
const PATIENCE_MS: u32 = 300;
/// A worker that has not answered this long after it was given the checker will not: it starts in less than a tenth.
const START_MS: u32 = 10_000;

/// Checks the text a moment after it has changed. A text that changes again before is never checked.
#[hook]
pub(super) fn use_checking(state: &State, on: Callback<Action>) {
    let last = state.checked.clone();
    let before = use_mut_ref(|| 0);
    let profile = use_memo(state.profiles.clone(), |profiles| profiles.asked());
    let desk = use_memo((), |()| Desk::new(on));
    let asked = (state.text.clone(), state.name.clone(), state.lang, state.given.clone(), (*profile).clone());
    use_effect_with(asked, move |(text, name, lang, given, profile)| {
        let up_to_date = last.as_ref().is_some_and(|last| {
            last.text == *text && last.lang == *lang && last.given == *given && last.profile == *profile
        });
        let waiting = if up_to_date {
            desk.ask(None);
            None
        } else {
            let task = Task {
                text: text.clone(),
                name: name.clone(),
                lang: *lang,
                given: given.clone(),
                profile: profile.clone(),
            };
            let rest = rest(last.as_deref(), before.replace(text.len()), text.len());
            Some(Timeout::new(rest, move || desk.ask(Some(task))))
        };
        // Dropping the timeout cancels it.
        move || drop(waiting)
    });
}

/// How long to wait: longer where a check takes long, so that a worker is not started for every key press. `before`:
/// how long the text was when it was last asked for, whether or not that check is done.
fn rest(last: Option<&Checked>, before: usize, now: usize) -> u32 {
    if before.abs_diff(now) >= 40 || before == 0 {
        return AT_ONCE_MS;
    }
    let took = match last {
        Some(last) if last.text.len().abs_diff(now) < now / 2 => last.took_ms,
        _ => now as u32 / BYTES_PER_MS,
    };
    (REST_MS + took / 4).min(LONGEST_REST_MS)
}

/// Where checks are ordered. At most one is under way, at most one waits: the latest.
struct Desk {
    on: Callback<Action>,
    inner: RefCell<Inner>,
    me: Weak<Self>,
}

#[derive(Default)]
struct Inner {
    worker: Worker,
    waiting: Option<Task>,
    /// Looks again, when a check under way may be given up or a start has failed.
    look_again: Option<Timeout>,
    /// Goes on with an answer that is being read.
    reading: Option<Timeout>,
    here: Here,
    /// That has been said.
    here_told: Here,
}

/// Whether checks are done on the page's own thread.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Here {
    #[default]
    No,
    /// The worker did not start; for the next text another may.
    Once,
    /// There can be no worker, or it never answers.
    Always,
}

#[derive(Default)]
enum Worker {
    #[default]
    None,
    Starting(Link),
    Idle(Link),
    Busy {
        link: Link,
        task: Task,
        since: f64,
    },
}

impl Desk {
    /// A desk with a worker that starts at once, so that the first text need not wait for it.
    fn new(on: Callback<Action>) -> Rc<Self> {
        let desk = Rc::new_cyclic(|me| Self { on, inner: RefCell::default(), me: me.clone() });
        let worker = desk.start(&mut desk.inner.borrow_mut());
        desk.inner.borrow_mut().worker = worker;
        desk
    }

    /// Orders a check, in the place of any before it; none when nothing is to be checked any more.
    fn ask(&self, task: Option<Task>) {
        let mut inner = self.inner.borrow_mut();
        inner.waiting = task;
        if inner.waiting.is_some() {
            drop(inner);
            self.go_on();
            return;
        }
        inner.reading = None;
        if matches!(inner.worker, Worker::Busy { .. }) {
            // Whatever it comes to, nobody wants to know; the next text need not wait for a new one.
            inner.worker = Worker::None;
            inner.worker = self.start(&mut inner);
        }
    }

    /// Takes the next step, if there is one to take.
    fn go_on(&self) {
        let mut inner = self.inner.borrow_mut();
        let Some(task) = inner.waiting.take() else { return };
        let now = js_sys::Date::now();
        let mut told = None;
        inner.worker = match std::mem::take(&mut inner.worker) {
            Worker::Idle(link) => {
                let here = inner.here;
                if std::mem::replace(&mut inner.here_told, here) != here {
                    told = match here {
                        Here::No => None,
                        Here::Once => Some(Action::Tell(Notice::CheckedHereOnce)),
                        Here::Always => Some(Action::Tell(Notice::CheckedHere)),
                    };
                }
                link.send(&task);
                Worker::Busy { link, task, since: now }
            }
            // One that is busy on this very thread is done before it could be stopped.
            Worker::Busy { link, task: old, since }
                if inner.here != Here::No || now - since < f64::from(PATIENCE_MS) =>
            {
                inner.waiting = Some(task);
                inner.look_again = Some(self.later(PATIENCE_MS, Self::go_on));
                Worker::Busy { link, task: old, since }
            }
            Worker::Starting(link) => {
                inner.waiting = Some(task);
                Worker::Starting(link)
            }
            // One that is busy with an old text is dropped here, and with it stopped.
            Worker::None | Worker::Busy { .. } => {
                inner.waiting = Some(task);
                self.start(&mut inner)
            }
        };
        drop(inner);
        if let Some(action) = told {
            self.on.emit(action);
        }
    }

    /// Starts a worker, or what stands in for it where there can be none.
    fn start(&self, inner: &mut Inner) -> Worker {
        let link = |here| {
            let me = self.me.clone();
            Link::start(here, move |word| {
                if let Some(desk) = me.upgrade() {
                    desk.heard(word);
                }
            })
        };
        if inner.here == Here::No {
            if let Some(link) = link(false) {
                return Worker::Starting(link);
            }
            inner.here = Here::Always;
        }
        link(true).map_or(Worker::None, Worker::Starting)
    }

    fn give_up_starting(&self) {
        let mut inner = self.inner.borrow_mut();
        if !matches!(inner.worker, Worker::Starting(_)) {
            return;
        }
        let word = if inner.here == Here::No {
            // It would be waited for as long each time.
            inner.here = Here::Always;
            inner.worker = self.start(&mut inner);
            None
        } else {
            Some(Word::Missing)
        };
        drop(inner);
        if let Some(word) = word {
            self.heard(word);
        }
    }

    fn later(&self, ms: u32, then: impl FnOnce(&Self) + 'static) -> Timeout {
        let me = self.me.clone();
        Timeout::new(ms, move || {
            if let Some(desk) = me.upgrade() {
                then(&desk);
            }
        })
    }

    /// Reads a piece of an answer. One of a long text takes a while to read, and as long to show: a key may come
    /// between one piece and the next.
    fn read_on(&self, task: Task, mut answer: Coming) {
        let action = match answer.read_on() {
            Some(true) => {
                let next = self.later(0, move |desk| desk.read_on(task, answer));
                self.inner.borrow_mut().reading = Some(next);
                return;
            }
            Some(false) => Action::Done(Rc::new(answer.done(task))),
            None => Action::GiveUp(task.text),
        };
        let on = self.on.clone();
        self.inner.borrow_mut().reading = Some(Timeout::new(0, move || on.emit(action)));
    }

    /// What the worker says.
    fn heard(&self, word: Word) {
        let mut inner = self.inner.borrow_mut();
        let mut told = Vec::new();
        inner.worker = match (std::mem::take(&mut inner.worker), word) {
            (Worker::Starting(link), Word::Sent) => {
                inner.look_again = Some(self.later(START_MS, Self::give_up_starting));
                Worker::Starting(link)
            }
            (Worker::Starting(link), Word::Ready) => Worker::Idle(link),
            (Worker::Starting(_), Word::Broken) if inner.here == Here::No => {
                inner.here = Here::Once;
                self.start(&mut inner)
            }
            // The checker has not come, or does not run here; the next text may find it.
            (Worker::Starting(_), Word::Missing | Word::Broken) => {
                if let Some(task) = inner.waiting.take() {
                    told = vec![Action::GiveUp(task.text), Action::Tell(Notice::NoChecker)];
                }
                inner.here = Here::No;
                Worker::None
            }
            (Worker::Busy { link, task, .. }, Word::Done(answer)) => {
                if inner.waiting.is_none() {
                    let answer = Coming::new(&answer);
                    inner.reading = Some(self.later(0, move |desk| desk.read_on(task, answer)));
                }
                if inner.here == Here::Once {
                    inner.here = Here::No;
                    Worker::None
                } else {
                    Worker::Idle(link)
                }
            }
            // Out of memory, in all likelihood; the next text may be another matter.
            (Worker::Busy { task, .. }, Word::Broken | Word::Missing) => {
                if inner.waiting.is_none() {
                    told.push(Action::GiveUp(task.text));
                }
                Worker::None
            }
            (other, _) => other,
        };
        drop(inner);
        for action in told {
            self.on.emit(action);
        }
        self.go_on();
    }
}
