//! The text field: what it holds of the text, and what the user does in it.
//!
//! A short text it holds whole, and the browser does everything. Of a long one it holds a window (see
//! [`Window`]), and what would end at the window's edge is done here: selecting, copying and replacing what reaches
//! beyond, going to the ends of the text, undoing. The window moves with the caret and with what is scrolled to, but
//! never while something is composed.

use super::layer::Drawn;
use crate::{
    app::{
        file,
        state::{Action, Notice},
        text::Chunk,
        window::{InField, LONG, Selection, Window},
    },
    engine::span::Span,
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
};
use std::{
    cell::{Cell, Ref, RefCell},
    ops::Range,
    rc::Rc,
};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event, HtmlElement, HtmlTextAreaElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

/// What is to be said of a long text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// All of it is selected.
    AllSelected,
    /// The caret has taken the window along.
    Moved,
}

/// What is to be scrolled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reveal {
    Caret,
    /// The first words: a report that has been pasted is read from there, and not from its end, where browsers
    /// leave the caret. It stays there, so that what is pasted next comes after it.
    Start,
}

/// The text field, its frame, and what it holds.
pub(super) struct Field {
    pub area: NodeRef,
    pub frame: NodeRef,
    pub sheet: NodeRef,
    window: RefCell<Window>,
    /// What was last known to be selected in it, so that what the user selects is told from what the program does.
    known: Cell<InField>,
    revision: Cell<u32>,
    /// The shift key or the pointer is held down: a selection is drawn out.
    shift: Cell<bool>,
    pressed: Cell<bool>,
    composing: Cell<bool>,
    /// What is to be scrolled to once the text is drawn.
    reveal: Cell<Option<Reveal>>,
    on: Callback<Action>,
    /// Draws the text again.
    redraw: Callback<Option<Said>>,
}

/// The field of a text that the program has set so many times.
#[hook]
pub(super) fn use_field(
    text: &Rc<str>,
    revision: u32,
    on: &Callback<Action>,
    redraw: Callback<Option<Said>>,
) -> Rc<Field> {
    let field = use_memo((), |()| Field {
        area: NodeRef::default(),
        frame: NodeRef::default(),
        sheet: NodeRef::default(),
        window: RefCell::new(Window::new(text.clone())),
        known: Cell::default(),
        revision: Cell::new(revision),
        shift: Cell::default(),
        pressed: Cell::default(),
        composing: Cell::default(),
        reveal: Cell::default(),
        on: on.clone(),
        redraw,
    });
    // The field is the user's: only when the program has set another text is it another.
    if field.revision.replace(revision) != revision {
        field.window.borrow_mut().set(text.clone());
    }
    use_effect_with((revision, field.clone()), |(revision, field)| {
        if *revision > 0 {
            field.write();
            field.show_start();
        }
    });
    use_effect_with(field.clone(), |field| {
        let listeners = field.listen();
        move || drop(listeners)
    });
    // After every drawing.
    {
        let field = field.clone();
        use_effect(move || {
            match field.reveal.take() {
                Some(Reveal::Caret) => {
                    let at = field.window().selection.focus;
                    field.scroll_to(at);
                }
                Some(Reveal::Start) => {
                    let field = field.clone();
                    // Only once the browser is done: after a paste it scrolls to the caret last of all.
                    Timeout::new(0, move || {
                        field.scroll_up();
                        field.show_start();
                    })
                    .forget();
                }
                None => {}
            }
        });
    }
    field
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Field {
    pub(super) fn window(&self) -> Ref<'_, Window> {
        self.window.borrow()
    }

    /// Where the caret is in the text; none when something is selected.
    pub(super) fn caret(&self) -> Option<u32> {
        self.look();
        let it = self.window().selection;
        (it.anchor == it.focus).then_some(it.focus)
    }

    /// What is selected of the text.
    pub(super) fn selected(&self) -> Span {
        self.look();
        self.window().selection.span()
    }

    /// Selects a place, moving the window there if need be.
    pub(super) fn select(&self, place: Span) {
        self.window.borrow_mut().selection = Selection::of(place);
        self.follow(None);
        self.write_selection();
    }

    /// Scrolls to a place, unless it can be seen already.
    pub(super) fn scroll_to(&self, at: u32) {
        let chunks: Rc<Vec<Chunk>> = self.window().chunks().clone();
        if let (Some(frame), Some(sheet)) = (self.frame.cast::<HtmlElement>(), self.sheet.cast::<Element>()) {
            Drawn::of(&sheet).scroll_to(&frame, &chunks, at);
        }
    }

    /// The chunks that are in sight.
    pub(super) fn in_sight(&self) -> Option<Range<usize>> {
        Some(Drawn::of(&self.sheet.cast::<Element>()?).in_sight(&self.frame.cast::<Element>()?))
    }

    /// Moves the window to what is in sight, once scrolling has come to rest.
    pub(super) fn come_along(&self) {
        let Some(sight) = self.in_sight().filter(|_| !self.composing.get() && !self.pressed.get()) else {
            return;
        };
        self.look();
        if self.window.borrow_mut().show(&sight) {
            self.write();
            self.redraw.emit(None);
        }
    }

    /// Writes what the window holds into the field.
    fn write(&self) {
        if let Some(area) = self.area() {
            area.set_value(self.window().held_text());
        }
        self.write_selection();
    }

    fn scroll_up(&self) {
        if let Some(frame) = self.frame.cast::<HtmlElement>() {
            frame.set_scroll_top(0);
        }
    }

    /// Whether what is put in now will be all of the text.
    fn becomes_all(&self) -> bool {
        let window = self.window();
        window.selection.span() == Span::new(0, window.text().len()) || window.text().trim().is_empty()
    }

    /// A text that begins with blank lines would look empty: it is shown from where it has words.
    fn show_start(&self) {
        let window = self.window();
        let blank = window.text().len() - window.text().trim_start().len();
        let is_blank = blank > 0 && blank < window.text().len();
        drop(window);
        let at_top = self.frame.cast::<HtmlElement>().is_some_and(|frame| frame.scroll_top() == 0);
        if is_blank && at_top {
            self.scroll_to(blank as u32);
        }
    }

    fn write_selection(&self) {
        let it = self.window().in_field();
        self.known.set(it);
        if let Some(area) = self.area() {
            let direction = if it.backward { "backward" } else { "forward" };
            let _ = area.set_selection_range_with_direction(it.start, it.end, direction);
        }
    }

    fn area(&self) -> Option<HtmlTextAreaElement> {
        self.area.cast()
    }

    /// Takes note of what the user has selected. True when it is something else.
    fn look(&self) -> bool {
        let Some(area) = self.area() else { return false };
        let it = InField {
            start: area.selection_start().ok().flatten().unwrap_or_default(),
            end: area.selection_end().ok().flatten().unwrap_or_default(),
            backward: area.selection_direction().ok().flatten().as_deref() == Some("backward"),
        };
        let known = self.known.replace(it);
        // Which way nothing is selected is no matter.
        if (known.start, known.end) == (it.start, it.end)
            && (it.start == it.end || known.backward == it.backward)
        {
            return false;
        }
        self.window.borrow_mut().select_in_field(it, self.shift.get() || self.pressed.get());
        true
    }

    /// Moves the window to the caret where that is at its edge. True when it has moved.
    fn follow(&self, said: Option<Said>) -> bool {
        let moved = !self.composing.get() && self.window.borrow_mut().follow_caret();
        if moved {
            self.write();
            self.redraw.emit(said);
        }
        moved
    }

    /// The text has been changed by what is done here and not by the browser.
    fn changed(&self) {
        self.write();
        self.reveal.set(Some(Reveal::Caret));
        self.tell();
        self.redraw.emit(None);
    }

    /// Tells the page what the text is now.
    fn tell(&self) {
        let (text, edit) = self.window.borrow_mut().take_edited();
        self.on.emit(Action::Type { text, edit });
    }

    /// Takes the caret, with what is selected, to where it now is.
    fn moved(&self, said: Option<Said>) {
        if !self.follow(said) {
            self.write_selection();
            self.redraw.emit(said);
        }
        self.reveal.set(Some(Reveal::Caret));
    }

    fn listen(self: &Rc<Self>) -> Vec<EventListener> {
        let Some(area) = self.area() else { return Vec::new() };
        let document = gloo::utils::document();
        let hears = |name: &'static str, on: &web_sys::EventTarget, does: fn(&Self, &Event)| {
            let field = self.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(on, name, options, move |event| does(&field, event))
        };
        vec![
            hears("selectionchange", &document, |field, _| field.selection_changed()),
            hears("pointerdown", &area, |field, _| field.pressed.set(true)),
            hears("pointerup", &document, |field, _| field.released()),
            hears("pointercancel", &document, |field, _| field.released()),
            hears("keyup", &document, |field, event| {
                field.shift.set(event.unchecked_ref::<KeyboardEvent>().shift_key());
            }),
            hears("keydown", &area, |field, event| field.key(event.unchecked_ref())),
            hears("beforeinput", &area, |field, event| field.before(event.unchecked_ref())),
            hears("input", &area, |field, event| field.typed(event.unchecked_ref())),
            hears("compositionstart", &area, |field, _| field.composing.set(true)),
            hears("compositionend", &area, |field, _| {
                // Some browsers say only afterwards what has come of it, when the window may have moved.
                field.take(false);
                field.composing.set(false);
                field.look();
                field.follow(None);
            }),
            // What was held down when the focus went elsewhere is let go where nobody hears of it.
            hears("blur", &area, |field, _| {
                field.shift.set(false);
                field.released();
            }),
            hears("copy", &area, |field, event| field.copied(event.unchecked_ref(), false)),
            hears("cut", &area, |field, event| field.copied(event.unchecked_ref(), true)),
            hears("paste", &area, |field, event| field.pasted(event.unchecked_ref())),
            hears("dragstart", &area, |field, event| {
                // Only what the field holds of it would be dragged.
                if field.window().is_selected_beyond() {
                    event.prevent_default();
                }
            }),
        ]
    }

    fn selection_changed(&self) {
        if !self.look() {
            return;
        }
        let was_all = self.window().is_selected_beyond() && {
            let window = self.window();
            window.selection.span() == Span::new(0, window.text().len())
        };
        let said = if was_all { Said::AllSelected } else { Said::Moved };
        if !self.follow(Some(said)) && was_all {
            self.redraw.emit(Some(said));
        }
    }

    fn released(&self) {
        if self.pressed.replace(false) {
            // A click on the very edge, where the caret stood for one beyond it.
            if !self.look() && !self.window().holds_caret() {
                self.window.borrow_mut().select_in_field(self.known.get(), false);
            }
            self.follow(Some(Said::Moved));
        }
    }

    /// The field holds something else than it did.
    fn typed(&self, event: &InputEvent) {
        // What is dropped does not replace what is selected.
        let kind = event.input_type();
        let over = !matches!(kind.as_str(), "insertFromDrop" | "deleteByDrag");
        let is_report = matches!(kind.as_str(), "insertFromPaste" | "insertFromDrop") && self.becomes_all();
        self.take(over && !self.composing.get());
        if is_report {
            self.reveal.set(Some(Reveal::Start));
        }
    }

    /// Takes in what the field holds. `over`: in the place of what was selected.
    fn take(&self, over: bool) {
        let Some(area) = self.area() else { return };
        let value = area.value();
        let mut window = self.window.borrow_mut();
        let bytes = window.text().len() - window.held_text().len() + value.len();
        if bytes > file::LIMIT {
            drop(window);
            // Taken back before the browser lays it out, which is what would hold up the page.
            self.write();
            self.on.emit(Action::Tell(Notice::TextTooLarge { bytes }));
            return;
        }
        if value == window.held_text() {
            return;
        }
        let outgrown = window.typed(&value, over, self.composing.get());
        drop(window);
        if outgrown {
            self.write();
            self.reveal.set(Some(Reveal::Caret));
        } else {
            // Where the browser has put the caret, be it where it was.
            self.known.set(InField { start: u32::MAX, ..InField::default() });
            self.look();
        }
        self.tell();
        self.follow(None);
    }

    /// Something is about to be changed, perhaps by no key: from the menu, by voice.
    fn before(&self, event: &InputEvent) {
        self.look();
        if self.composing.get() {
            return;
        }
        match event.input_type().as_str() {
            kind @ ("historyUndo" | "historyRedo") if self.window().undoes() => {
                event.prevent_default();
                self.undo(kind == "historyRedo");
            }
            _ => self.come_home(),
        }
    }

    fn undo(&self, again: bool) {
        let done = self.window.borrow_mut().undo(again);
        if done {
            self.changed();
        }
    }

    /// Where the window has been scrolled away from the caret, it goes back to it before anything is typed.
    fn come_home(&self) {
        if !self.window().holds_caret() {
            self.reveal.set(Some(Reveal::Caret));
        }
        self.follow(None);
    }

    fn key(&self, event: &KeyboardEvent) {
        self.shift.set(event.shift_key());
        self.look();
        if event.is_composing() || event.alt_key() {
            return;
        }
        let (is_part, undoes) = (self.window().is_part(), self.window().undoes());
        let (command, shift) = (event.ctrl_key() || event.meta_key(), event.shift_key());
        let key = event.key();
        let done = match key.to_lowercase().as_str() {
            "z" if command && undoes => {
                self.undo(shift);
                true
            }
            "y" if command && undoes => {
                self.undo(true);
                true
            }
            _ if !is_part => false,
            "a" if command && !shift => {
                self.window.borrow_mut().select_all();
                self.write_selection();
                self.redraw.emit(Some(Said::AllSelected));
                true
            }
            // Those that are only held down, those that copy, and those that mean the page.
            "control" | "shift" | "meta" | "capslock" | "escape" | "tab" => false,
            "c" | "x" if command => false,
            _ if key.len() > 1 && key.starts_with('F') => false,
            _ => self.go(&key, command, shift),
        };
        if done {
            event.prevent_default();
        }
    }

    /// Goes where a key leads that the browser would take to the window's edge only. False when the browser does it.
    fn go(&self, key: &str, command: bool, shift: bool) -> bool {
        let mut window = self.window.borrow_mut();
        let (selected, end) = (window.selection, window.text().len() as u32);
        let to = match key {
            "Home" if command => Some(0),
            "End" if command => Some(end),
            "ArrowUp" | "ArrowLeft" if window.is_selected_beyond() && !shift => Some(selected.span().start),
            "ArrowDown" | "ArrowRight" if window.is_selected_beyond() && !shift => Some(selected.span().end),
            _ => None,
        };
        if let Some(focus) = to {
            window.selection = Selection { anchor: if shift { selected.anchor } else { focus }, focus };
            drop(window);
            self.moved(Some(Said::Moved));
            return true;
        }
        // A composition begins; it can replace only what the field holds.
        let composes = key == "Process" && window.is_selected_beyond();
        if composes {
            window.put("");
        }
        drop(window);
        if composes {
            self.changed();
        } else {
            self.come_home();
        }
        false
    }

    fn copied(&self, event: &ClipboardEvent, cut: bool) {
        self.look();
        if !self.window().is_selected_beyond() {
            return;
        }
        let written =
            event.clipboard_data().map(|data| data.set_data("text/plain", self.window().selected_text()));
        if matches!(written, Some(Ok(()))) {
            event.prevent_default();
            if cut {
                self.window.borrow_mut().put("");
                self.changed();
            }
        }
    }

    /// What makes the text long, or goes into a long one, goes past the field.
    fn pasted(&self, event: &ClipboardEvent) {
        let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) else {
            return;
        };
        self.look();
        let is_report = self.becomes_all();
        let mut window = self.window.borrow_mut();
        let selected = window.selection.span();
        let bytes = window.text().len() - (selected.end - selected.start) as usize + text.len();
        if text.is_empty() || (!window.is_part() && bytes <= LONG) {
            return;
        }
        event.prevent_default();
        if bytes > file::LIMIT {
            drop(window);
            self.on.emit(Action::Tell(Notice::TextTooLarge { bytes }));
            return;
        }
        window.put(&text.replace("\r\n", "\n").replace('\r', "\n"));
        drop(window);
        self.changed();
        if is_report {
            self.reveal.set(Some(Reveal::Start));
        }
    }
}
