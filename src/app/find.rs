//! Finding words in a long text, of which the browser's own search sees only what the field holds.

use crate::engine::{
    figure::{is_minus, is_space},
    span::Span,
};

/// Where the words stand in the text, in order. Letters are found in either case, and spaces and minus signs in any
/// of their kinds, so that a figure is found as it is most easily typed.
pub fn places(text: &str, words: &str) -> Vec<Span> {
    let wanted: Vec<char> = words.chars().map(folded).collect();
    let Some(&first) = wanted.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut free = 0;
    for (start, c) in text.char_indices() {
        if start < free || folded(c) != first {
            continue;
        }
        let mut chars = text[start..].char_indices();
        let end = wanted.iter().try_fold(start, |_, &wanted| {
            chars.next().filter(|&(_, c)| folded(c) == wanted).map(|(at, c)| start + at + c.len_utf8())
        });
        if let Some(end) = end {
            found.push(Span::new(start, end));
            free = end;
        }
    }
    found
}

/// What a letter is compared as.
fn folded(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ if is_minus(c) => '-',
        _ if is_space(c) => ' ',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Which of the places comes next after what is selected, or before it; round the end of the text. A place that is
/// selected already is passed by, unless more of it is being typed (`same`).
pub fn step(places: &[Span], selected: Span, forward: bool, same: bool) -> Option<usize> {
    let last = places.len().checked_sub(1)?;
    let before = places.partition_point(|place| place.start < selected.start);
    if !forward {
        return Some(before.checked_sub(1).unwrap_or(last));
    }
    let here = !same && places.get(before).is_some_and(|place| *place == selected);
    let next = before + usize::from(here);
    Some(if next > last { 0 } else { next })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str, words: &str) -> Vec<String> {
        places(text, words).into_iter().map(|place| place.of(text).to_owned()).collect()
    }

    #[test]
    fn words_are_found_in_either_case_and_figures_as_they_are_typed() {
        assert_eq!(found("Åtgärd och åtgärder. ÅTGÄRD", "åtgärd"), ["Åtgärd", "åtgärd", "ÅTGÄRD"]);
        assert_eq!(found("Summa \u{2212}172\u{a0}120 tkr", "-172 120"), ["\u{2212}172\u{a0}120"]);
        assert_eq!(found("aaaa", "aa"), ["aa", "aa"]);
        assert_eq!(found("a\nb", "a\nb"), ["a\nb"]);
        assert!(found("", "a").is_empty() && found("a", "").is_empty() && found("a", "ab").is_empty());
    }

    #[test]
    fn steps_go_round_from_what_is_selected() {
        let places = [Span::new(2, 4), Span::new(10, 12), Span::new(20, 22)];
        let caret = |at| Span::new(at, at);
        assert_eq!(step(&places, caret(0), true, false), Some(0));
        assert_eq!(step(&places, places[0], true, false), Some(1));
        assert_eq!(step(&places, places[0], true, true), Some(0));
        assert_eq!(step(&places, places[2], true, false), Some(0));
        assert_eq!(step(&places, places[1], false, false), Some(0));
        assert_eq!(step(&places, places[0], false, false), Some(2));
        assert_eq!(step(&places, caret(15), false, false), Some(1));
        assert_eq!(step(&[], caret(0), true, false), None);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_was_wanted(text in "[aåÅ \u{a0}−-]{0,40}", words in "[aå -]{1,3}") {
            let places = places(&text, &words);
            for place in &places {
                let plain: String = place.of(&text).chars().map(folded).collect();
                prop_assert_eq!(&plain, &words);
            }
            prop_assert!(places.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let folded: String = text.chars().map(folded).collect();
            prop_assert_eq!(places.len(), folded.matches(&words).count());
        }
    }
}
