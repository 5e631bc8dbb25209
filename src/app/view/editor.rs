//! The report's text: a text field with the marks drawn behind it.
//!
//! The marks are in a layer of its own with the same letters in the same places. Both grow to the height of the
//! text inside one scrolling frame, so that they cannot come apart. Of a long text the field holds a part only, and
//! stands over that part of the layer; the layer shows the rest.

use super::{
    field::{Field, Said, use_field},
    file_button::FileButton,
    find::Find,
    icon::{Icon, IconView},
    layer::{Drawing, FIRST_IN_SIGHT},
    reveal, state_icon, state_stem, state_word,
};
use crate::{
    app::{
        marks::{self, Mark},
        state::{Action, Checked, Jump, Notice, Target},
        strings::{self, Messages, fill},
        text::Edit,
        working::place_name,
    },
    engine::{options::Lang, report::State, span::Span},
};
use gloo::{events::EventListener, timers::callback::Timeout};
use std::{cell::RefCell, rc::Rc};
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct EditorProps {
    pub lang: Lang,
    pub text: Rc<str>,
    /// Counts the times the program has set the text; only then is it written into the field.
    pub revision: u32,
    pub marks: Rc<Vec<Mark>>,
    pub checked: Option<Rc<Checked>>,
    pub edit: Edit,
    pub selected: Option<usize>,
    pub jump: Option<Jump>,
    pub can_undo: bool,
    pub on: Callback<Action>,
    pub open: Callback<web_sys::File>,
}

#[component]
pub(super) fn Editor(props: &EditorProps) -> Html {
    let m = strings::of(props.lang);
    let caret = use_state_eq(|| None::<u32>);
    let dropping = use_state_eq(|| false);
    let in_sight = use_state_eq(|| 0..FIRST_IN_SIGHT);
    // A setting alone draws the text again.
    let said = use_state(|| None::<Said>);
    // What has been found; shown until the text is turned to.
    let hit = use_state_eq(|| None::<Span>);
    let field = use_field(&props.text, props.revision, &props.on, {
        let said = said.setter();
        Callback::from(move |it| said.set(it))
    });
    let (chunks, held, is_part, chosen) = {
        let window = field.window();
        let chosen = window.is_selected_beyond().then(|| window.selection.span());
        (window.chunks().clone(), window.held(), window.is_part(), chosen)
    };
    let lines = use_memo((held.clone(), is_part, chunks.len()), |_| {
        if is_part { field.window().lines() } else { Default::default() }
    });

    // Which chunks are in sight changes with scrolling, with the text and with the size of the window. To look makes
    // the browser lay out the text at once, so after a key it waits until typing rests.
    let look = use_memo((), |()| {
        let (field, in_sight, at_rest) = (field.clone(), in_sight.setter(), RefCell::new(None));
        move |at_once: bool| {
            let (field, in_sight) = (field.clone(), in_sight.clone());
            let look = move |field: &Field| {
                if let Some(sight) = field.in_sight() {
                    in_sight.set(sight);
                }
            };
            if at_once {
                look(&field);
            }
            *at_rest.borrow_mut() = Some(Timeout::new(SCROLLED_MS, move || {
                look(&field);
                field.come_along();
            }));
        }
    });
    {
        let (look, frame) = (look.clone(), field.frame.clone());
        use_effect_with((), move |()| {
            let resized = {
                let look = look.clone();
                EventListener::new(&gloo::utils::window(), "resize", move |_| look(true))
            };
            let frame = frame.cast::<Element>();
            let scrolled = frame.map(|frame| EventListener::new(&frame, "scroll", move |_| look(true)));
            move || drop((resized, scrolled))
        });
    }
    {
        let seen = use_mut_ref(|| 0);
        use_effect_with(chunks.clone(), move |chunks| {
            look(seen.replace(chunks.len()) != chunks.len());
        });
    }

    // Where the user asked to be taken.
    use_effect_with(props.jump, {
        let field = field.clone();
        move |jump| {
            let Some(Target::Text(span)) = jump.map(|jump| jump.to) else { return };
            if let Some(area) = field.area.cast::<HtmlTextAreaElement>() {
                focus_without_scrolling(&area);
            }
            field.select(span);
            field.scroll_to(span.start);
            if let Some(frame) = field.frame.cast::<HtmlElement>() {
                reveal(&frame);
            }
        }
    });
    // A finding that is selected among the cards is scrolled to, without taking the focus there.
    use_effect_with(props.selected, {
        let field = field.clone();
        let place = props.selected.and_then(|selected| place_of(props, selected));
        move |_| {
            if let Some(span) = place {
                field.scroll_to(span.start);
            }
        }
    });

    let onclick = {
        let (on, marks, caret, field) = (props.on.clone(), props.marks.clone(), caret.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            let at = field.caret();
            caret.set(at);
            if let Some((finding, _)) = at.and_then(|at| marks::at(&marks, at)).and_then(|mark| mark.finding)
            {
                on.emit(Action::Select(finding));
            }
        })
    };
    let onkeyup = {
        let (caret, field) = (caret.clone(), field.clone());
        Callback::from(move |_: KeyboardEvent| caret.set(field.caret()))
    };
    let onkeydown = {
        let (on, marks, field) = (props.on.clone(), props.marks.clone(), field.clone());
        Callback::from(move |event: KeyboardEvent| {
            // F2 and its like mean something else where words are composed.
            if event.key() != "F2" || event.is_composing() {
                return;
            }
            let mark = marks::at(&marks, field.selected().start).copied();
            if let Some((finding, _)) = mark.and_then(|mark| mark.finding) {
                event.prevent_default();
                on.emit(Action::GoToCard(finding));
            }
        })
    };
    let ondragover = {
        let dropping = dropping.clone();
        Callback::from(move |event: DragEvent| {
            let files = event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
            if files {
                event.prevent_default();
                dropping.set(true);
            }
        })
    };
    let ondragleave = {
        let dropping = dropping.clone();
        Callback::from(move |_: DragEvent| dropping.set(false))
    };
    let ondrop = {
        let (dropping, open) = (dropping.clone(), props.open.clone());
        Callback::from(move |event: DragEvent| {
            dropping.set(false);
            if let Some(file) =
                event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0))
            {
                event.prevent_default();
                open.emit(file);
            }
        })
    };
    let clear = props.on.reform(|_: MouseEvent| Action::Load {
        text: "".into(),
        name: "".into(),
        notice: Notice::Cleared,
    });

    let empty = props.text.is_empty();
    let drawing = Drawing {
        marks: props.marks.clone(),
        in_sight: (*in_sight).clone(),
        finding: props.selected,
        chosen,
        chunks: chunks.clone(),
        hit: hit.filter(|_| is_part),
    };
    let selected = use_callback(field.clone(), |(), field| field.selected());
    let show = use_callback(field.clone(), {
        let hit = hit.setter();
        move |place: Option<Span>, field| {
            hit.set(place);
            if let Some(place) = place {
                field.select(place);
                field.scroll_to(place.start);
            }
        }
    });
    let leave = use_callback(field.clone(), |(), field| {
        if let Some(area) = field.area.cast::<HtmlTextAreaElement>() {
            focus_without_scrolling(&area);
        }
    });
    let onfocus = {
        let hit = hit.setter();
        Callback::from(move |_: FocusEvent| hit.set(None))
    };
    let cut = [held.start > 0, held.end < chunks.len()];
    html! {
        <section class="editor" aria-labelledby="text-heading">
            <div class="editor__head">
                <h2 class="editor__heading" id="text-heading">{ m.text_heading }</h2>
                <div class="editor__tools">
                    <FileButton words={m.open_file} title={m.guide_kinds} class="button button--quiet"
                        accept=".txt,.csv,.tsv,.md,text/*" chosen={props.open.clone()} />
                    <button type="button" class="button button--quiet" onclick={props.on.reform(|_: MouseEvent| Action::Undo)} disabled={!props.can_undo}>
                        <IconView icon={Icon::Undo} />
                        { m.undo }
                    </button>
                    <button type="button" class="button button--quiet" onclick={clear} disabled={empty}>{ m.clear }</button>
                </div>
            </div>
            if is_part {
                <Find lang={props.lang} text={props.text.clone()} {selected} {show} {leave} />
            }
            <div ref={field.frame.clone()} class={classes!("editor__frame", dropping.then_some("editor__frame--dropping"))}
                {ondragover} {ondragleave} {ondrop}>
                <div ref={field.sheet.clone()} class="editor__sheet">
                    { drawing.beyond(0..held.start) }
                    <div class={classes!("editor__held", cut[0].then_some("editor__held--cut-above"), cut[1].then_some("editor__held--cut-below"))}>
                        { drawing.behind(held.clone()) }
                        <textarea ref={field.area.clone()} id="text" class="editor__field" aria-label={m.text_label}
                            aria-describedby={if is_part { "text-part text-hint" } else { "text-hint" }}
                            placeholder={m.text_placeholder} spellcheck="false" autocomplete="off" autocapitalize="off"
                            {onclick} {onkeyup} {onkeydown} {onfocus} />
                    </div>
                    { drawing.beyond(held.end..chunks.len()) }
                </div>
                <p class="editor__drop" aria-hidden="true">{ m.drop_here }</p>
            </div>
            <div class="editor__foot">
                <p class="editor__hint" id="text-hint">{ m.text_hint }</p>
                { figure_at_caret(m, props, *caret) }
            </div>
            if is_part {
                <p class="visually-hidden" id="text-part">{ of_lines(m.text_part, *lines) }</p>
            }
            <p class="visually-hidden" role="status">{ said_words(m, *said, *lines, &props.text) }</p>
            { legend(m) }
        </section>
    }
}

/// How long scrolling must rest before the field comes along.
const SCROLLED_MS: u32 = 80;

/// A message about the lines that the field holds.
fn of_lines(message: &str, (first, last, all): (usize, usize, usize)) -> String {
    let [first, last, all] = [first, last, all].map(|n| n.to_string());
    fill(message, &[("first", &first), ("last", &last), ("all", &all)])
}

fn said_words(m: &Messages, said: Option<Said>, lines: (usize, usize, usize), text: &str) -> String {
    match said {
        None => String::new(),
        Some(Said::AllSelected) => fill(m.text_all_selected, &[("n", &text.chars().count().to_string())]),
        Some(Said::Moved) => of_lines(m.text_moved, lines),
    }
}

fn focus_without_scrolling(field: &HtmlTextAreaElement) {
    // The browser would scroll to the top of the field; where to is known better here.
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = field.focus_with_options(&options);
}

/// The place of a finding in the text as it is now.
fn place_of(props: &EditorProps, finding: usize) -> Option<Span> {
    let span = props.checked.as_deref()?.report.findings.get(finding)?.span?;
    props.edit.carry(span)
}

/// What is known of the figure that the caret stands at.
fn figure_at_caret(m: &Messages, props: &EditorProps, caret: Option<u32>) -> Html {
    let known =
        caret.zip(props.checked.as_deref()).and_then(|(at, checked)| known(m, checked, props.edit, at));
    html! {
        <p class="editor__known">
            if let Some((state, words)) = known {
                <span class={format!("state-sign state-sign--{}", state_stem(state))}><IconView icon={state_icon(state)} /></span>
                <strong>{ state_word(m, state) }</strong>
                { words }
            }
        </p>
    }
}

fn known(m: &Messages, checked: &Checked, edit: Edit, at: u32) -> Option<(State, String)> {
    let holds = |span: Span| edit.carry(span).is_some_and(|span| span.start <= at && at <= span.end);
    for table in &checked.report.tables {
        for (r, row) in table.rows.iter().enumerate() {
            let here = |cell: &crate::engine::report::Cell| cell.span.is_some_and(holds);
            if let Some(c) = row.cells.iter().position(|cell| cell.as_ref().is_some_and(here)) {
                let state = row.cells[c].as_ref().map(|cell| cell.state).unwrap_or_default();
                return Some((state, place_name(table, (r, c))));
            }
        }
    }
    let claim = checked.report.claims.iter().find(|claim| holds(claim.span))?;
    let words = match claim.state {
        State::Unchecked if !claim.reason.is_empty() => claim.reason.clone(),
        State::Unchecked => m.state_unchecked_more.to_owned(),
        _ => claim.subject.clone(),
    };
    Some((claim.state, words))
}

fn legend(m: &Messages) -> Html {
    let states = [
        (State::Verified, m.state_verified_more),
        (State::Rounding, m.state_rounding_more),
        (State::Contradicted, m.state_contradicted_more),
        (State::Unchecked, m.state_unchecked_more),
    ];
    html! {
        <details class="legend">
            <summary class="legend__heading">{ m.legend_heading }</summary>
            <dl class="legend__list">
                for (state, more) in states {
                    <div class="legend__item" key={state_stem(state)}>
                        <dt>
                            <span class={format!("state-sign state-sign--{}", state_stem(state))}><IconView icon={state_icon(state)} /></span>
                            <mark class={format!("mark mark--{}{}", state_stem(state), if state == State::Contradicted { " mark--error" } else { "" })}>{ state_word(m, state) }</mark>
                        </dt>
                        <dd>{ more }</dd>
                    </div>
                }
            </dl>
        </details>
    }
}
