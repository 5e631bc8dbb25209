use super::{history::DEPTH, *};
use proptest::prelude::*;

/// A text of as many bytes, at least, with letters of one to four bytes.
fn long(bytes: usize) -> String {
    let lines = (0..).map(|n| format!("Rad {n}: kostnader på {}\u{a0}tkr, −{n} och 😀.\n", n * 7));
    let mut length = 0;
    let more = |line: &String| {
        let begins = length;
        length += line.len();
        begins < bytes
    };
    lines.take_while(more).collect()
}

fn window() -> Window {
    Window::new(long(600_000).into())
}

/// What must hold of every window.
fn sound(window: &Window) {
    let whole: String = window.chunks.iter().map(|chunk| &*chunk.text).collect();
    assert!(whole == *window.text);
    let mut place = 0;
    for chunk in window.chunks.iter() {
        assert_eq!(chunk.start, place);
        place += chunk.text.len() as u32;
    }
    // Every chunk but the last ends a line, so the window holds whole ones.
    assert!(window.chunks[..window.chunks.len() - 1].iter().all(|chunk| chunk.text.ends_with('\n')));
    assert!(!window.held.is_empty() && window.held.end <= window.chunks.len());
    assert!(window.is_part || window.held == (0..window.chunks.len()));
    let all = window.text.len() as u32;
    assert!(window.selection.anchor <= all && window.selection.focus <= all);
}

#[test]
fn a_short_text_is_held_whole_and_a_long_one_in_part() {
    let short = Window::new("ett\ntvå".into());
    assert_eq!((short.is_part(), short.held_text()), (false, "ett\ntvå"));
    let mut long = window();
    sound(&long);
    assert!(long.is_part() && long.held_text().len() < 100_000);
    assert!(long.show(&(200..203)));
    assert!(!long.show(&(200..203)) && !long.show(&(201..202)));
    assert!(long.held.start < 200 && long.held.end > 203);
    let (first, last, all) = long.lines();
    assert_eq!(last + 1 - first, long.held_text().lines().count());
    assert_eq!(all, long.text.split('\n').count());
    assert!(!long.held_text().ends_with('\n'));
}

#[test]
fn a_text_that_is_cut_short_is_held_whole_again() {
    let mut window = window();
    window.selection = Selection { anchor: window.chunks[1].start, focus: window.text.len() as u32 };
    window.put("kort");
    sound(&window);
    assert!(!window.is_part());
    assert!(window.undo(false) && window.is_part());
    assert!(*window.text == *long(600_000));
}

#[test]
fn the_caret_at_an_edge_moves_the_window() {
    let mut window = window();
    let end = window.span().end;
    window.selection = Selection::caret(end - 3);
    assert!(window.follow_caret() && window.span().end > end);
    assert!(!window.follow_caret());
    window.selection = Selection::caret(300_000);
    assert!(window.follow_caret() && window.span().start > 0);
    window.selection = Selection::caret(0);
    assert!(!window.holds_caret());
    assert!(window.follow_caret() && window.holds_caret() && window.span().start == 0);
    assert!(!window.follow_caret());
}

#[test]
fn all_of_the_field_is_all_of_the_text_and_what_is_typed_replaces_it() {
    let mut window = window();
    let all = window.held_text().encode_utf16().count() as u32;
    window.select_in_field(InField { start: 0, end: all, backward: false }, false);
    assert!(window.selected_text() == &*window.text);
    assert!(window.typed("ny", true, false));
    assert_eq!((&**window.text(), window.selection), ("ny", Selection::caret(2)));
    assert!(window.undo(false));
    assert!(*window.text == *long(600_000));
    assert!(window.undo(true) && !window.undo(true));
    assert_eq!(&*window.text, "ny");
}

#[test]
fn a_selection_reaches_over_the_edge_and_stays_there_while_it_is_drawn_out() {
    let mut window = window();
    window.selection = Selection { anchor: 10, focus: 400_000 };
    assert!(window.follow_caret());
    let it = window.in_field();
    assert_eq!((it.start, it.backward), (0, false));
    window.select_in_field(InField { end: it.end + 2, ..it }, true);
    assert_eq!(window.selection.anchor, 10);
    assert!(window.selection.focus > 400_000 && window.is_selected_beyond());
    // The field has lost what was selected in it, and gained a letter: the whole text loses all of it.
    let left = &window.held_text()[(window.selection.focus - window.span().start) as usize..];
    let value = format!("x{left}");
    let whole = format!("{}x{}", &window.text[..10], &window.text[window.selection.focus as usize..]);
    assert!(window.typed(&value, true, false));
    sound(&window);
    assert!(*window.text == *whole);
    // Without the shift key it is a new one.
    window.select_in_field(InField { start: 3, end: 3, backward: false }, false);
    assert!(!window.is_selected_beyond());
}

#[test]
fn letters_are_taken_back_by_words_and_a_composition_at_once() {
    let mut window = Window::new("".into());
    for value in ["e", "et", "ett", "ett ", "ett t", "ett tv", "ett två"] {
        window.typed(value, false, false);
    }
    window.undo(false);
    assert_eq!(&**window.text(), "ett ");
    window.undo(false);
    assert_eq!(&**window.text(), "");
    window.put("abc");
    for value in ["abck", "abcか", "abcかn", "abcかな", "abc仮名"] {
        window.typed(value, false, true);
    }
    window.undo(false);
    assert_eq!(&**window.text(), "abc");
    window.undo(true);
    assert_eq!(&**window.text(), "abc仮名");
    // What is typed over goes and comes with the first of the letters.
    window.select_all();
    window.typed("x", true, false);
    window.typed("xy", true, false);
    window.undo(false);
    assert_eq!(&**window.text(), "abc仮名");
}

#[test]
fn the_edits_that_are_kept_are_bounded() {
    let mut window = Window::new("".into());
    for n in 0..2 * DEPTH {
        window.put(if n % 2 == 0 { "ord\n" } else { "5\n" });
    }
    let text = window.text().clone();
    while window.undo(false) {}
    assert!(!window.text().is_empty() && text.starts_with(&**window.text()));
    while window.undo(true) {}
    assert_eq!(window.text(), &text);
}

#[derive(Clone, Debug)]
enum Step {
    /// To a place, as a share of the text.
    Scroll(usize),
    /// In the field, as shares of it.
    Select(usize, usize, bool),
    Over(usize, usize),
    All,
    Type(String),
    Remove,
    Put(String),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let text = "([a1å😀]{0,3}\n?){0,3}";
    prop_oneof![
        (0..1000_usize).prop_map(Step::Scroll),
        (0..1000_usize, 0..1000_usize, any::<bool>()).prop_map(|(a, b, e)| Step::Select(a, b, e)),
        (0..1000_usize, 0..1000_usize).prop_map(|(a, b)| Step::Over(a, b)),
        Just(Step::All),
        text.prop_map(Step::Type),
        Just(Step::Remove),
        text.prop_map(Step::Put),
        Just(Step::Undo),
        Just(Step::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is done, the text is what it would be had it been done to the whole, and all of it can be taken back.
    #[test]
    fn edits_of_the_window_are_edits_of_the_text(steps in proptest::collection::vec(step(), 1..24)) {
        let first = long(260_000);
        let mut window = Window::new(first.clone().into());
        for step in steps {
            let before = window.text().clone();
            let place = |share: usize| {
                let mut at = before.len() * share / 1000;
                while !before.is_char_boundary(at) { at -= 1; }
                at as u32
            };
            let replaced = |window: &Window, text: &str| {
                let it = window.selection.span();
                [&before[..it.start as usize], text, &before[it.end as usize..]].concat()
            };
            match step {
                Step::Scroll(share) => {
                    let chunk = window.chunk_of(place(share));
                    window.show(&(chunk..chunk + 1));
                    prop_assert!(window.held.contains(&chunk));
                }
                Step::Select(a, b, extending) => {
                    let units = window.held_text().encode_utf16().count();
                    let (a, b) = (units * a / 1000, units * b / 1000);
                    window.select_in_field(
                        InField { start: a.min(b) as u32, end: a.max(b) as u32, backward: b < a }, extending);
                }
                Step::Over(a, b) => {
                    window.selection = Selection { anchor: place(a), focus: place(b) };
                    window.follow_caret();
                    prop_assert!(window.holds_caret());
                }
                Step::All => window.select_all(),
                Step::Type(text) => {
                    if !window.holds_caret() { window.follow_caret(); }
                    let wanted = replaced(&window, &text);
                    // What a browser makes of it.
                    let (it, value) = (window.in_field(), window.held_text());
                    let [a, b] = [it.start, it.end].map(|at| byte_of(value, at) as usize);
                    let value = [&value[..a], &text, &value[b..]].concat();
                    let written = window.typed(&value, true, false);
                    prop_assert!(**window.text() == *wanted);
                    if !written {
                        prop_assert!(window.held_text() == value);
                        let caret = value[..a].encode_utf16().count() + text.encode_utf16().count();
                        let caret = caret as u32;
                        window.select_in_field(InField { start: caret, end: caret, backward: false }, false);
                    }
                }
                Step::Remove => {
                    let wanted = replaced(&window, "");
                    window.put("");
                    prop_assert!(**window.text() == *wanted);
                }
                Step::Put(text) => {
                    let wanted = replaced(&window, &text);
                    window.put(&text);
                    prop_assert!(**window.text() == *wanted);
                }
                Step::Undo => { window.undo(false); }
                Step::Redo => { window.undo(true); }
            }
            sound(&window);
            // What is selected crosses the border to the field and back.
            if window.holds_caret() && !window.is_selected_beyond() {
                let (it, selected) = (window.in_field(), window.selection);
                window.select_in_field(it, true);
                prop_assert_eq!(window.selection.span(), selected.span());
            }
        }
        while window.undo(true) { sound(&window); }
        let last = window.text().clone();
        while window.undo(false) { sound(&window); }
        prop_assert!(**window.text() == *first);
        while window.undo(true) { sound(&window); }
        prop_assert!(*window.text() == last);
    }
}
