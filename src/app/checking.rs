//! The seam to the engine: when to check and where, and that the latest wins.

use super::{
    state::{Action, Checked, Notice, State},
    worker::{self, Link, Task, Word},
};
use gloo::timers::callback::Timeout;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use yew::prelude::*;

/// How long typing must rest before a check, where checks are quick.
const REST_MS: u32 = 150;
/// A text that comes at once, by paste or from a file, is checked as soon as it is on screen.
const AT_ONCE_MS: u32 = 20;
/// The longest rest: a check that takes longer than this must not be waited for twice.
const LONGEST_REST_MS: u32 = 1500;
/// Texts up to this many bytes are checked where they are typed: five real reports of 4 to 18 kB take 10 to 35 ms
/// once the browser has warmed to the program, a frame or two, and a worker has first to be started and warmed
/// as well. A report of ten pages and more goes to the worker.
const SHORT: usize = 20_000;
/// A short text that took longer than this all the same goes to the worker the next time.
const QUICK_MS: u32 = 50;
/// A check that has gone on for this long is given up when a newer text waits; a younger one is nearly
/// done, and starting a worker again costs about as much.
const PATIENCE_MS: u32 = 300;
/// A worker that has not answered after this long will not: it starts in less than a tenth.
const START_MS: u32 = 10_000;

/// Checks the text a moment after it has changed. A text that changes again before is never checked.
#[hook]
pub(super) fn use_checking(state: &State, on: Callback<Action>) {
    let last = state.checked.clone();
    let profile: Rc<str> = state.host.profile.as_str().into();
    let desk = use_memo((), |()| Desk::new(on));
    let asked = (state.text.clone(), state.name.clone(), state.lang, state.given.clone());
    use_effect_with(asked, move |(text, name, lang, given)| {
        let up_to_date = last
            .as_ref()
            .is_some_and(|last| last.text == *text && last.lang == *lang && last.given == *given);
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
            let quick = text.len() <= SHORT
                && last.as_ref().is_none_or(|last| last.text.len() > SHORT || last.took_ms <= QUICK_MS);
            let rest = rest(last.as_deref(), text, quick);
            Some(Timeout::new(rest, move || desk.ask(Some((task, quick)))))
        };
        // Dropping the timeout cancels it.
        move || drop(waiting)
    });
}

/// How long to wait: longer where the last check took long, so that a worker is not started for every key press.
fn rest(last: Option<&Checked>, text: &str, quick: bool) -> u32 {
    match last {
        Some(last) if last.text.len().abs_diff(text.len()) < 40 => {
            let held_up = if quick { 2 * last.took_ms } else { last.took_ms / 4 };
            (REST_MS + held_up).min(LONGEST_REST_MS)
        }
        _ => AT_ONCE_MS,
    }
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
}

#[derive(Default)]
enum Worker {
    /// Not asked for yet.
    #[default]
    None,
    Starting(Link),
    Idle(Link),
    Busy {
        link: Link,
        task: Task,
        since: f64,
    },
    /// There can be none here.
    Refused,
}

impl Desk {
    fn new(on: Callback<Action>) -> Rc<Self> {
        Rc::new_cyclic(|me| Self { on, inner: RefCell::default(), me: me.clone() })
    }

    /// Orders a check, in the place of any before it; none when nothing is to be checked any more. One that is
    /// `quick` is done at once.
    fn ask(&self, order: Option<(Task, bool)>) {
        match order {
            Some((task, true)) => {
                self.ask(None);
                self.on.emit(Action::Done(Rc::new(worker::check(&task))));
            }
            Some((task, false)) => {
                self.inner.borrow_mut().waiting = Some(task);
                self.go_on();
            }
            None => {
                let mut inner = self.inner.borrow_mut();
                inner.waiting = None;
                // Whatever it comes to, nobody wants to know.
                if matches!(inner.worker, Worker::Busy { .. }) {
                    inner.worker = Worker::None;
                }
            }
        }
    }

    /// Takes the next step, if there is one to take.
    fn go_on(&self) {
        let mut inner = self.inner.borrow_mut();
        let Some(task) = inner.waiting.take() else { return };
        let now = js_sys::Date::now();
        inner.worker = match std::mem::take(&mut inner.worker) {
            Worker::Idle(link) => {
                link.send(&task);
                Worker::Busy { link, task, since: now }
            }
            Worker::Busy { link, task: old, since } if now - since < f64::from(PATIENCE_MS) => {
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
                let started = self.start();
                inner.look_again = Some(match started {
                    Some(_) => self.later(START_MS, Self::give_up_starting),
                    None => self.later(0, Self::check_here),
                });
                started.map_or(Worker::Refused, Worker::Starting)
            }
            Worker::Refused => {
                inner.waiting = Some(task);
                inner.look_again = Some(self.later(0, Self::check_here));
                Worker::Refused
            }
        };
    }

    fn start(&self) -> Option<Link> {
        let me = self.me.clone();
        Link::start(move |word| {
            if let Some(desk) = me.upgrade() {
                desk.heard(word);
            }
        })
    }

    fn give_up_starting(&self) {
        let starting = matches!(self.inner.borrow().worker, Worker::Starting(_));
        if starting {
            self.heard(Word::Broken);
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

    /// What the worker says.
    fn heard(&self, word: Word) {
        let mut inner = self.inner.borrow_mut();
        let mut told = None;
        inner.worker = match (std::mem::take(&mut inner.worker), word) {
            (Worker::Starting(link), Word::Ready) => Worker::Idle(link),
            (Worker::Starting(_), Word::Broken) => {
                inner.look_again = Some(self.later(0, Self::check_here));
                Worker::Refused
            }
            (Worker::Busy { link, task, .. }, Word::Done(took_ms, answer)) => {
                if inner.waiting.is_none() {
                    told = Some(match worker::read(&task, took_ms, &answer) {
                        Some(checked) => Action::Done(Rc::new(checked)),
                        None => Action::GiveUp(task.text),
                    });
                }
                Worker::Idle(link)
            }
            // Out of memory, in all likelihood; the next text may be another matter.
            (Worker::Busy { task, .. }, Word::Broken) => {
                told = inner.waiting.is_none().then_some(Action::GiveUp(task.text));
                Worker::None
            }
            (other, _) => other,
        };
        drop(inner);
        if let Some(action) = told {
            self.on.emit(action);
        }
        self.go_on_unless_refused();
    }

    fn go_on_unless_refused(&self) {
        let refused = matches!(self.inner.borrow().worker, Worker::Refused);
        if !refused {
            self.go_on();
        }
    }

    /// Checks on the page's own thread, for want of another, and says so.
    fn check_here(&self) {
        let Some(task) = self.inner.borrow_mut().waiting.take() else { return };
        self.on.emit(Action::Tell(Notice::CheckedHere));
        self.on.emit(Action::Done(Rc::new(worker::check(&task))));
    }
}
