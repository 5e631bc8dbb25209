//! The report's text: a text field with the marks drawn behind it.
//!
//! The marks are in a layer of its own with the same letters in the same places. Both grow to the height of the
//! text inside one scrolling frame, so that they cannot come apart. The layer is cut into chunks of whole
//! lines; only those in sight carry marks, and an edit redraws only its own.

use super::{
    icon::{Icon, IconView},
    reveal, severity_stem, state_icon, state_stem, state_word,
};
use crate::{
    app::{
        file,
        marks::{self, Mark},
        state::{Action, Checked, Jump, Notice, Target},
        strings::{self, Messages},
        text::{self, Chunk, Edit},
        working::place_name,
    },
    engine::{options::Lang, report::State, span::Span},
};
use gloo::events::EventListener;
use std::{collections::HashMap, rc::Rc};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node};
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
    let frame = use_node_ref();
    let layer = use_node_ref();
    let field = use_node_ref();
    let chooser = use_node_ref();
    let caret = use_state_eq(|| None::<u32>);
    let dropping = use_state_eq(|| false);
    let in_sight = use_state_eq(|| (0, FIRST_IN_SIGHT));
    let before = use_mut_ref(Vec::new);
    let chunks = use_memo(props.text.clone(), |text| {
        let chunks = text::chunks_again(&before.borrow(), text);
        before.borrow_mut().clone_from(&chunks);
        chunks
    });

    // The field is the user's: it is written only when the program sets another text.
    use_effect_with((props.revision, field.clone()), {
        let text = props.text.clone();
        move |(revision, field)| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>()
                && *revision > 0
            {
                field.set_value(&text);
            }
        }
    });

    // Which chunks are in sight changes with scrolling, with the text and with the size of the window.
    {
        let (frame, layer, in_sight) = (frame.clone(), layer.clone(), in_sight.clone());
        use_effect_with((chunks.clone(), frame, layer), move |(_, frame, layer)| {
            let look = {
                let (frame, layer) = (frame.clone(), layer.clone());
                move || {
                    if let (Some(frame), Some(layer)) = (frame.cast::<Element>(), layer.cast::<Element>()) {
                        in_sight.set(chunks_in_sight(&frame, &layer));
                    }
                }
            };
            look();
            let resized = EventListener::new(&gloo::utils::window(), "resize", {
                let look = look.clone();
                move |_| look()
            });
            let scrolled =
                frame.cast::<Element>().map(|frame| EventListener::new(&frame, "scroll", move |_| look()));
            move || drop((resized, scrolled))
        });
    }

    // Where the user asked to be taken.
    use_effect_with(props.jump, {
        let (text, chunks) = (props.text.clone(), chunks.clone());
        let (frame, layer, field) = (frame.clone(), layer.clone(), field.clone());
        move |jump| {
            let Some(Target::Text(span)) = jump.map(|jump| jump.to) else { return };
            let (Some(frame), Some(layer)) = (frame.cast::<HtmlElement>(), layer.cast::<Element>()) else {
                return;
            };
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                focus_without_scrolling(&field);
                let (start, end) = (text::utf16_of(&text, span.start), text::utf16_of(&text, span.end));
                let _ = field.set_selection_range(start, end);
            }
            scroll_to(&frame, &layer, &chunks, span);
            reveal(&frame);
        }
    });
    // A finding that is selected among the cards is scrolled to, without taking the focus there.
    use_effect_with(props.selected, {
        let (chunks, frame, layer) = (chunks.clone(), frame.clone(), layer.clone());
        let place = props.selected.and_then(|selected| place_of(props, selected));
        move |_| {
            if let (Some(span), Some(frame), Some(layer)) =
                (place, frame.cast::<HtmlElement>(), layer.cast::<Element>())
            {
                scroll_to(&frame, &layer, &chunks, span);
            }
        }
    });

    let oninput = {
        let (on, before) = (props.on.clone(), props.text.clone());
        Callback::from(move |event: InputEvent| {
            let field = event.target_unchecked_into::<HtmlTextAreaElement>();
            let text = field.value();
            if text.len() > file::LIMIT {
                // Taken back before the browser lays it out, which is what would hold up the page.
                field.set_value(&before);
                on.emit(Action::Tell(Notice::TextTooLarge { bytes: text.len() }));
            } else {
                on.emit(Action::Type(text.into()));
            }
        })
    };
    let byte_at_caret = {
        let text = props.text.clone();
        move |field: &HtmlTextAreaElement| {
            let start = field.selection_start().ok().flatten()?;
            let end = field.selection_end().ok().flatten()?;
            (start == end).then(|| text::byte_of(&text, start))
        }
    };
    let onclick = {
        let (on, marks, caret) = (props.on.clone(), props.marks.clone(), caret.clone());
        let byte_at_caret = byte_at_caret.clone();
        Callback::from(move |event: MouseEvent| {
            let at = byte_at_caret(&event.target_unchecked_into::<HtmlTextAreaElement>());
            caret.set(at);
            if let Some((finding, _)) = at.and_then(|at| marks::at(&marks, at)).and_then(|mark| mark.finding)
            {
                on.emit(Action::Select(finding));
            }
        })
    };
    let onkeyup = {
        let caret = caret.clone();
        Callback::from(move |event: KeyboardEvent| {
            caret.set(byte_at_caret(&event.target_unchecked_into::<HtmlTextAreaElement>()));
        })
    };
    let onkeydown = {
        let (on, marks, text) = (props.on.clone(), props.marks.clone(), props.text.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() != "F2" {
                return;
            }
            let field = event.target_unchecked_into::<HtmlTextAreaElement>();
            let at = field.selection_start().ok().flatten().map(|at| text::byte_of(&text, at));
            if let Some((finding, _)) = at.and_then(|at| marks::at(&marks, at)).and_then(|mark| mark.finding)
            {
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
    let choose = {
        let chooser = chooser.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(chooser) = chooser.cast::<HtmlElement>() {
                chooser.click();
            }
        })
    };
    let onchosen = {
        let open = props.open.clone();
        Callback::from(move |event: Event| {
            let chooser = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(file) = chooser.files().and_then(|files| files.get(0)) {
                open.emit(file);
            }
            // So that choosing the same file again is a change.
            chooser.set_value("");
        })
    };
    let clear = props.on.reform(|_: MouseEvent| Action::Load {
        text: "".into(),
        name: "".into(),
        notice: Notice::Cleared,
    });

    let empty = props.text.is_empty();
    let mut seen: HashMap<u64, u32> = HashMap::new();
    html! {
        <section class="editor" aria-labelledby="text-heading">
            <div class="editor__head">
                <h2 class="editor__heading" id="text-heading">{ m.text_heading }</h2>
                <div class="editor__tools">
                    <input ref={chooser} type="file" accept=".txt,.csv,.tsv,.md,text/*" hidden=true onchange={onchosen} />
                    <button type="button" class="button button--quiet" onclick={choose} title={m.guide_kinds}>
                        <IconView icon={Icon::File} />
                        { m.open_file }
                    </button>
                    <button type="button" class="button button--quiet" onclick={props.on.reform(|_: MouseEvent| Action::Undo)} disabled={!props.can_undo}>
                        <IconView icon={Icon::Undo} />
                        { m.undo }
                    </button>
                    <button type="button" class="button button--quiet" onclick={clear} disabled={empty}>{ m.clear }</button>
                </div>
            </div>
            <div ref={frame} class={classes!("editor__frame", dropping.then_some("editor__frame--dropping"))}
                {ondragover} {ondragleave} {ondrop}>
                <div class="editor__sheet">
                    <div ref={layer} class="editor__layer" aria-hidden="true">
                        for (index, chunk) in chunks.iter().enumerate() {
                            <ChunkView key={key_of(chunk, &mut seen)} text={chunk.text.clone()} last={index + 1 == chunks.len()}
                                marks={marks_of(&props.marks, chunk, index, *in_sight)}
                                selected={props.selected.filter(|_| is_in_sight(index, *in_sight))} />
                        }
                    </div>
                    <textarea ref={field} id="text" class="editor__field" aria-label={m.text_label} aria-describedby="text-hint"
                        placeholder={m.text_placeholder} spellcheck="false" autocomplete="off" autocapitalize="off"
                        {oninput} {onclick} {onkeyup} {onkeydown} />
                </div>
                <p class="editor__drop" aria-hidden="true">{ m.drop_here }</p>
            </div>
            <div class="editor__foot">
                <p class="editor__hint" id="text-hint">{ m.text_hint }</p>
                { figure_at_caret(m, props, *caret) }
            </div>
            { legend(m) }
        </section>
    }
}

fn focus_without_scrolling(field: &HtmlTextAreaElement) {
    // The browser would scroll to the top of the field; where to is known better here.
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = field.focus_with_options(&options);
}

/// So many chunks carry marks before anybody has looked where the frame is.
const FIRST_IN_SIGHT: usize = 6;

fn is_in_sight(index: usize, (first, last): (usize, usize)) -> bool {
    (first..=last).contains(&index)
}

/// The chunks that the frame shows, and one more to each side.
fn chunks_in_sight(frame: &Element, layer: &Element) -> (usize, usize) {
    let children = layer.children();
    let count = children.length();
    let shown = frame.get_bounding_client_rect();
    // The chunks stand one below the other, so their edges can be searched by halves.
    let first_where = |test: &dyn Fn(&web_sys::DomRect) -> bool| {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = u32::midpoint(low, high);
            let holds = children.item(middle).is_none_or(|child| test(&child.get_bounding_client_rect()));
            if holds { high = middle } else { low = middle + 1 }
        }
        low
    };
    let first = first_where(&|chunk| chunk.bottom() >= shown.top());
    let end = first_where(&|chunk| chunk.top() > shown.bottom());
    (first.saturating_sub(1) as usize, end as usize)
}

/// The marks of a chunk in sight; none of the others.
fn marks_of(marks: &[Mark], chunk: &Chunk, index: usize, in_sight: (usize, usize)) -> Rc<Vec<Mark>> {
    Rc::new(if is_in_sight(index, in_sight) {
        marks::within(marks, chunk.start, chunk.text.len() as u32)
    } else {
        Vec::new()
    })
}

/// A key that a chunk keeps when others change: its content, and its number among equals.
fn key_of(chunk: &Chunk, seen: &mut HashMap<u64, u32>) -> String {
    let number = seen.entry(chunk.hash).or_default();
    *number += 1;
    format!("{:x}-{number}", chunk.hash)
}

/// The place of a finding in the text as it is now.
fn place_of(props: &EditorProps, finding: usize) -> Option<Span> {
    let span = props.checked.as_deref()?.report.findings.get(finding)?.span?;
    props.edit.carry(span)
}

/// Scrolls the frame so that a place stands in its upper half, unless it can be seen already.
fn scroll_to(frame: &HtmlElement, layer: &Element, chunks: &[Chunk], span: Span) {
    let index = chunks.partition_point(|chunk| chunk.start <= span.start).saturating_sub(1);
    let (Some(chunk), Some(drawn)) = (chunks.get(index), layer.children().item(index as u32)) else { return };
    let offset = text::utf16_of(&chunk.text, span.start - chunk.start);
    let Some((node, offset)) = text_node_at(&drawn, offset) else { return };
    let Some(range) = gloo::utils::document().create_range().ok() else { return };
    if range.set_start(&node, offset).is_err() {
        return;
    }
    range.collapse_with_to_start(true);
    let mut place = range.get_bounding_client_rect();
    if place.height() == 0.0 {
        // A collapsed range at the end of a line has no box of its own.
        place = drawn.get_bounding_client_rect();
    }
    let shown = frame.get_bounding_client_rect();
    let margin = shown.height() / 8.0;
    if place.top() < shown.top() + margin || place.bottom() > shown.bottom() - margin {
        let from_top = place.top() - shown.top() - shown.height() / 3.0;
        frame.set_scroll_top(frame.scroll_top() + from_top as i32);
    }
}

/// The text node that holds a UTF-16 offset of an element's text, and the offset in it.
fn text_node_at(within: &Node, offset: u32) -> Option<(Node, u32)> {
    fn search(node: &Node, left: &mut u32) -> Option<Node> {
        if node.node_type() == Node::TEXT_NODE {
            let length = node.node_value().map_or(0, |text| text.encode_utf16().count() as u32);
            if *left <= length {
                return Some(node.clone());
            }
            *left -= length;
            return None;
        }
        let children = node.child_nodes();
        (0..children.length()).filter_map(|at| children.item(at)).find_map(|child| search(&child, left))
    }
    let mut left = offset;
    search(within, &mut left).map(|node| (node, left))
}

#[derive(Properties, PartialEq)]
struct ChunkViewProps {
    text: Rc<str>,
    /// Of the text.
    last: bool,
    marks: Rc<Vec<Mark>>,
    selected: Option<usize>,
}

/// A stretch of the text with its marks. Adds nothing that would move a letter.
#[component]
fn ChunkView(props: &ChunkViewProps) -> Html {
    let mut at = 0;
    let mut parts: Vec<Html> = Vec::with_capacity(props.marks.len() * 2 + 1);
    let piece = |from: u32, to: u32| props.text.get(from as usize..to as usize).unwrap_or("").to_owned();
    for mark in props.marks.iter() {
        parts.push(html! { { piece(at, mark.span.start) } });
        parts.push(html! { <mark class={mark_class(mark, props.selected)}>{ piece(mark.span.start, mark.span.end) }</mark> });
        at = mark.span.end;
    }
    parts.push(html! { { piece(at, props.text.len() as u32) } });
    // Behind the last line break of the text there is a line for the caret.
    if props.last {
        parts.push(html! { { "\n" } });
    }
    html! { <div class="editor__chunk">{ parts }</div> }
}

fn mark_class(mark: &Mark, selected: Option<usize>) -> Classes {
    classes!(
        "mark",
        mark.figure.map(|state| format!("mark--{}", state_stem(state))),
        mark.finding.map(|(_, severity)| format!("mark--{}", severity_stem(severity))),
        (mark.finding.is_some() && mark.finding.map(|(index, _)| index) == selected)
            .then_some("mark--selected")
    )
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
