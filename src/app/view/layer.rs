//! The letters of the text once more, behind the field, with their marks; and in a long text, what the field does
//! not hold.
//!
//! They stand where the field's stand. Cut into chunks of whole lines, of which only those in sight carry marks, and
//! an edit redraws only its own.

use super::{severity_stem, state_stem};
use crate::{
    app::{
        marks::{self, Mark},
        text::{self, Chunk},
    },
    engine::span::Span,
};
use std::{collections::HashMap, ops::Range, rc::Rc};
use web_sys::{Element, HtmlElement, Node, NodeList};
use yew::prelude::*;

/// So many chunks carry marks before anybody has looked where the frame is.
pub(super) const FIRST_IN_SIGHT: usize = 6;

/// What the layers of an editor have in common.
#[derive(Clone, PartialEq)]
pub(super) struct Drawing {
    pub chunks: Rc<Vec<Chunk>>,
    pub marks: Rc<Vec<Mark>>,
    /// The chunks that are in sight; only they carry marks.
    pub in_sight: Range<usize>,
    /// The finding that is selected.
    pub finding: Option<usize>,
    /// What is selected of the text beyond the field.
    pub chosen: Option<Span>,
    /// What has been found, where the field does not show it as selected.
    pub hit: Option<Span>,
}

impl Drawing {
    /// The chunks that the field is in front of.
    pub(super) fn behind(&self, which: Range<usize>) -> Html {
        self.layer(which, self.hit, ["editor__layer--behind", "editor__hit"])
    }

    /// Those that it does not hold.
    pub(super) fn beyond(&self, which: Range<usize>) -> Html {
        self.layer(which, self.chosen, ["editor__layer--beyond", "editor__chosen"])
    }

    /// Chunks one below the other. `lit` stands out, in the way of the second of the classes.
    fn layer(&self, which: Range<usize>, lit: Option<Span>, classes: [&'static str; 2]) -> Html {
        let sight = which.start.max(self.in_sight.start)..which.end.min(self.in_sight.end);
        let seen: Vec<Seen> =
            self.chunks.get(sight.clone()).unwrap_or_default().iter().map(|it| self.seen(it, lit)).collect();
        html! {
            <Layer {classes} finding={self.finding.filter(|_| !seen.is_empty())} first_seen={sight.start.saturating_sub(which.start)}
                {seen} ends={which.end == self.chunks.len()} chunks={Stretch { all: self.chunks.clone(), which }} />
        }
    }

    /// What a chunk in sight carries.
    fn seen(&self, chunk: &Chunk, lit: Option<Span>) -> Seen {
        let end = chunk.start + chunk.text.len() as u32;
        let lit = lit.and_then(|lit| {
            let [from, to] = [lit.start, lit.end].map(|at| at.clamp(chunk.start, end) - chunk.start);
            (from < to).then_some(Span { start: from, end: to })
        });
        Seen { marks: Rc::new(marks::within(&self.marks, chunk.start, chunk.text.len() as u32)), lit }
    }
}

/// What is drawn of a chunk in sight besides its letters, counted from its start.
#[derive(Clone, Default, PartialEq)]
struct Seen {
    marks: Rc<Vec<Mark>>,
    /// What stands out in it.
    lit: Option<Span>,
}

/// Chunks that stand one below the other.
#[derive(Clone)]
struct Stretch {
    all: Rc<Vec<Chunk>>,
    which: Range<usize>,
}

impl Stretch {
    fn chunks(&self) -> &[Chunk] {
        self.all.get(self.which.clone()).unwrap_or_default()
    }
}

/// By identity: an edit leaves all chunks but its own as they are, and this is asked for every key.
impl PartialEq for Stretch {
    fn eq(&self, other: &Self) -> bool {
        let (own, others) = (self.chunks(), other.chunks());
        own.len() == others.len() && own.iter().zip(others).all(|(a, b)| Rc::ptr_eq(&a.text, &b.text))
    }
}

#[derive(Properties, PartialEq)]
struct LayerProps {
    /// Of the layer, and of what stands out in it.
    classes: [&'static str; 2],
    chunks: Stretch,
    /// The first of the chunks that is in sight, and what each of those carries.
    first_seen: usize,
    seen: Vec<Seen>,
    /// The text ends here.
    ends: bool,
    finding: Option<usize>,
}

/// Drawn again only where something in it has changed: of a long text most is in no key's way.
#[component]
fn Layer(props: &LayerProps) -> Html {
    let mut keys: HashMap<u64, u32> = HashMap::new();
    let chunks = props.chunks.chunks();
    let last = chunks.len().checked_sub(1).filter(|_| props.ends);
    let [kind, lit] = props.classes;
    html! {
        <div class={classes!("editor__layer", kind)} aria-hidden="true">
            for (index, chunk) in chunks.iter().enumerate() {
                { {
                    let seen = index.checked_sub(props.first_seen).and_then(|at| props.seen.get(at));
                    html! {
                        <ChunkView key={key_of(chunk, &mut keys)} text={chunk.text.clone()} {lit} last={last == Some(index)}
                            selected={props.finding.filter(|_| seen.is_some())} seen={seen.cloned().unwrap_or_default()} />
                    }
                } }
            }
        </div>
    }
}

/// A key that a chunk keeps when others change: its content, and its number among equals.
fn key_of(chunk: &Chunk, seen: &mut HashMap<u64, u32>) -> String {
    let number = seen.entry(chunk.hash).or_default();
    *number += 1;
    format!("{:x}-{number}", chunk.hash)
}

/// The chunks as they are drawn, in the order of the text, whichever of them the field holds.
pub(super) struct Drawn(Vec<Element>);

impl Drawn {
    pub(super) fn of(sheet: &Element) -> Self {
        let layers: Option<NodeList> = sheet.query_selector_all(".editor__layer").ok();
        let layers = layers.iter().flat_map(|layers| (0..layers.length()).filter_map(|at| layers.item(at)));
        Self(layers.filter_map(|layer| wasm_bindgen::JsCast::dyn_into(layer).ok()).collect())
    }

    fn len(&self) -> u32 {
        self.0.iter().map(Element::child_element_count).sum()
    }

    fn get(&self, mut index: u32) -> Option<Element> {
        self.0.iter().find_map(|layer| {
            let count = layer.child_element_count();
            let found = (index < count).then(|| layer.children().item(index)).flatten();
            index = index.saturating_sub(count);
            found
        })
    }

    /// The chunks that the frame shows, and one more to each side.
    pub(super) fn in_sight(&self, frame: &Element) -> Range<usize> {
        let shown = frame.get_bounding_client_rect();
        // The chunks stand one below the other, so their edges can be searched by halves.
        let first_where = |test: &dyn Fn(&web_sys::DomRect) -> bool| {
            let (mut low, mut high) = (0, self.len());
            while low < high {
                let middle = u32::midpoint(low, high);
                let holds = self.get(middle).is_none_or(|chunk| test(&chunk.get_bounding_client_rect()));
                if holds { high = middle } else { low = middle + 1 }
            }
            low
        };
        let first = first_where(&|chunk| chunk.bottom() >= shown.top());
        let end = first_where(&|chunk| chunk.top() > shown.bottom());
        first.saturating_sub(1) as usize..end as usize + 1
    }

    /// Scrolls the frame so that a place stands in its upper half, unless it can be seen already.
    pub(super) fn scroll_to(&self, frame: &HtmlElement, chunks: &[Chunk], at: u32) {
        let index = chunks.partition_point(|chunk| chunk.start <= at).saturating_sub(1);
        let (Some(chunk), Some(drawn)) = (chunks.get(index), self.get(index as u32)) else { return };
        let offset = text::utf16_of(&chunk.text, at - chunk.start);
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

#[derive(Properties)]
struct ChunkViewProps {
    text: Rc<str>,
    /// The class of what stands out.
    lit: &'static str,
    /// Of the text.
    last: bool,
    seen: Seen,
    selected: Option<usize>,
}

impl PartialEq for ChunkViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.text, &other.text)
            && (self.last, self.selected) == (other.last, other.selected)
            && self.seen == other.seen
    }
}

/// A stretch of the text with its marks. Adds nothing that would move a letter.
#[component]
fn ChunkView(props: &ChunkViewProps) -> Html {
    let Seen { marks, lit } = &props.seen;
    let pieces = marks::pieces(marks, *lit, props.text.len() as u32);
    let mut parts: Vec<Html> = Vec::with_capacity(pieces.len() + 1);
    for (span, mark, is_lit) in pieces {
        let words = span.of(&props.text).to_owned();
        let words = if is_lit {
            html! { <span class={props.lit}>{ words }</span> }
        } else {
            html! { { words } }
        };
        parts.push(match mark {
            Some(mark) => html! { <mark class={mark_class(mark, props.selected)}>{ words }</mark> },
            None => words,
        });
    }
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
