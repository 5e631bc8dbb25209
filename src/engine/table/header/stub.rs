//! What heads the labels. Where every column has a head of its own beside it, it is none of theirs; but where those say
//! only when, it may say what all of them measure: `Avvikelse mot budget (mnkr)` beside `jan-aug` and `helår`.

use super::{
    judge::says_what,
    moments,
    place::{Chunk, over},
};
use crate::engine::{table::places::Extent, vocabulary as words};

/// The words of the piece that heads the labels of a line whose other pieces stand over all columns.
pub(super) fn of_line(line: &[Chunk], extents: &[Extent]) -> Option<Vec<String>> {
    let (first, rest) = line.split_first()?;
    let left_of_all = extents.iter().all(|&(from, _)| first.right <= from);
    let headed =
        |column: usize| rest.iter().any(|chunk| over(extents, chunk.left, chunk.right).contains(&column));
    let stub = left_of_all && extents.len() > 1 && (0..extents.len()).all(headed);
    stub.then(|| first.words().map(str::to_owned).collect())
}

/// What the words say that all columns measure: `Avvikelse mot budget` of `Avvikelse mot budget per nämnd`.
fn measure(stub: &[String]) -> Option<String> {
    let links = |word: &&String| matches!(word.as_str(), "mot" | "från" | "jämfört" | "med");
    let measures = |word: &&String| words::column_role(word).is_some();
    let mut own: Vec<&String> = stub.iter().take_while(|word| measures(word) || links(word)).collect();
    while own.pop_if(|word| links(word)).is_some() {}
    let said = own.first().is_some_and(measures);
    said.then(|| own.into_iter().map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// Gives the heads the measure that stands over the labels, where they say nothing but when.
pub(super) fn complete(texts: &mut [String], stub: &[String]) {
    let when = |text: &String| {
        !text.is_empty() && text.split(' ').all(|word| moments::is_alone(word) || words::is_period_word(word))
    };
    if texts.iter().all(when)
        && let Some(measure) = measure(stub)
    {
        for text in texts {
            *text = format!("{measure} {text}");
        }
    }
}

/// What the lines say but for what heads the labels.
pub(super) fn without(said: &mut Vec<String>, stub: &[String]) {
    for word in stub.iter().filter(|word| says_what(word)).map(|word| words::bare(word)) {
        if let Some(at) = said.iter().position(|other| *other == word) {
            said.remove(at);
        }
    }
}

/// What heads the labels is no head of the first column, where it says neither what nor when: a fault of two halves.
pub(super) fn faults(texts: &[String], stub: &[String]) -> usize {
    let names = !stub.is_empty() && !stub.iter().any(|word| says_what(word));
    2 * usize::from(names && texts.first().is_some_and(|text| *text == stub.join(" ")))
}
