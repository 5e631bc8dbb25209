//! Heads whose lines are set to one another: the pieces of each line begin or end where the heads of one line do that
//! names all columns, wherever the figures below them end. So single spaces between them tell no less than wide gaps:
//!
//! ```text
//! Ack utfall Ack budget Avv utfall  Prognos
//!       2410       2410   - budget     2024
//! ```

use super::{
    HIGHEST, join,
    judge::says_what,
    place::{Chunk, Word, over},
};
use crate::engine::table::places::Extent;

/// The words of one head in one line.
type Piece<'a> = &'a [Word];

/// The heads, if one of the lines names all columns and the others share its edges. `lines` are those above the rows that
/// no empty line parts from them. Below that line a piece is of the head that it stands under; above it only a whole line
/// of pieces is, since one alone may stand over several columns. What says neither what nor when is left out there if it
/// does stand over several, or if all heads say so without it.
pub(super) fn by_edges(lines: &[Vec<Chunk>], extents: &[Extent]) -> Option<Vec<String>> {
    let lines = lines.get(lines.len().saturating_sub(HIGHEST)..)?;
    if extents.len() < 2 || lines.len() < 2 {
        return None;
    }
    (0..lines.len()).rev().find_map(|at| {
        let line = lines.get(at)?;
        let gaps: Vec<Piece<'_>> = line.iter().map(Chunk::placed).collect();
        let capitals: Vec<Piece<'_>> = line.iter().flat_map(|chunk| parted(chunk.placed())).collect();
        [gaps, capitals].into_iter().find_map(|pieces| {
            let named = naming(&pieces, extents)?;
            stacked(lines, at, named)
        })
    })
}

/// The words of a chunk, parted before each capital letter.
fn parted(words: Piece<'_>) -> impl Iterator<Item = Piece<'_>> {
    words.chunk_by(|_, (next, _, _)| !next.starts_with(char::is_uppercase))
}

/// The pieces that head the columns, one each; another may head the labels. Most stand over their columns, as they would
/// not if they were those of the next.
fn naming<'a, 'b>(pieces: &'b [Piece<'a>], extents: &[Extent]) -> Option<&'b [Piece<'a>]> {
    let labels = pieces.len().checked_sub(extents.len()).filter(|&labels| labels <= 1)?;
    let named = pieces.get(labels..)?;
    let own = |&(column, piece): &(usize, &Piece<'_>)| {
        extent(piece).is_some_and(|(left, right)| over(extents, left, right).contains(&column))
    };
    let over_own = named.iter().enumerate().filter(own).count();
    (over_own * 2 > named.len()).then_some(named)
}

/// The heads of the line that names the columns, with what the others add to them.
fn stacked(lines: &[Vec<Chunk>], at: usize, named: &[Piece<'_>]) -> Option<Vec<String>> {
    let edges: Vec<Extent> = named.iter().filter_map(|piece| extent(piece)).collect();
    let mut texts: Vec<String> = named.iter().map(|piece| text(piece)).collect();
    let mut added = false;
    for line in lines.get(at + 1..)? {
        for (text, more) in texts.iter_mut().zip(placed(line, &edges)?).filter(|(_, more)| !more.is_empty()) {
            added = true;
            join(text, &more);
        }
    }
    for line in lines.get(..at)?.iter().rev() {
        let leftmost = edges.first()?.0;
        let mut own = line.iter().filter(|chunk| chunk.right > leftmost);
        let says_nothing = |chunk: &Chunk| !chunk.words().any(|word| says_what(word) || word.ends_with('-'));
        let spanning = |chunk: &Chunk| {
            edges.iter().filter(|&&edge| overlap(edge, (chunk.left, chunk.right))).count() > 1
        };
        // Heads that all say what or when lack nothing.
        let whole = texts.iter().all(|text| text.split(' ').any(says_what));
        if own.all(|chunk| says_nothing(chunk) && (whole || spanning(chunk))) {
            continue;
        }
        let above = placed(line, &edges).filter(|pieces| pieces.iter().all(|piece| !piece.is_empty()))?;
        for (text, mut head) in texts.iter_mut().zip(above) {
            join(&mut head, text);
            *text = head;
            added = true;
        }
    }
    let again = texts.iter().enumerate().any(|(i, text)| texts.iter().take(i).any(|before| before == text));
    (added && !again).then_some(texts)
}

/// What a line says of each head, if it is plain for all that it says.
fn placed(line: &[Chunk], edges: &[Extent]) -> Option<Vec<String>> {
    let leftmost = edges.first()?.0;
    let mut texts = vec![String::new(); edges.len()];
    // What heads the labels stands left of all heads.
    for chunk in line.iter().filter(|chunk| chunk.right > leftmost) {
        let own = |&edge: &Extent| overlap(edge, (chunk.left, chunk.right));
        let mut reached = (0..edges.len()).filter(|&c| edges.get(c).is_some_and(own));
        let pieces = match (reached.next(), reached.next()) {
            (Some(column), None) => vec![(column, chunk.placed())],
            (Some(_), Some(_)) => {
                let words = chunk.placed();
                by_ends(words, edges)
                    .or_else(|| by_starts(words, edges))
                    .or_else(|| by_words(words, edges))?
            }
            _ => return None,
        };
        for (column, piece) in pieces {
            let slot = texts.get_mut(column).filter(|slot| slot.is_empty())?;
            *slot = text(piece);
        }
    }
    Some(texts)
}

/// The pieces that end where the heads do. Behind the end of the last there is no other that words could be of.
fn by_ends<'a>(words: Piece<'a>, edges: &[Extent]) -> Option<Vec<(usize, Piece<'a>)>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (i, &(_, _, right)) in words.iter().enumerate() {
        let Some(column) = edges.iter().position(|edge| edge.1 == right) else { continue };
        let last = column + 1 == edges.len();
        let piece = words.get(from..if last { words.len() } else { i + 1 })?;
        let begins = column.checked_sub(1).and_then(|before| edges.get(before)).map_or(0, |edge| edge.1);
        if extent(piece)?.0 < begins {
            return None;
        }
        out.push((column, piece));
        from = if last { words.len() } else { i + 1 };
        if last {
            break;
        }
    }
    (from == words.len()).then_some(out)
}

/// The pieces that begin where the heads do.
fn by_starts<'a>(words: Piece<'a>, edges: &[Extent]) -> Option<Vec<(usize, Piece<'a>)>> {
    let column = |left: u32| edges.iter().position(|edge| edge.0 == left);
    let pieces = words.chunk_by(|_, &(_, left, _)| column(left).is_none());
    let placed = |piece: Piece<'a>| {
        let (left, right) = extent(piece)?;
        let column = column(left)?;
        edges.get(column + 1).is_none_or(|next| right <= next.0).then_some((column, piece))
    };
    pieces.map(placed).collect()
}

/// The pieces whose words each stand under one head, and no other.
fn by_words<'a>(words: Piece<'a>, edges: &[Extent]) -> Option<Vec<(usize, Piece<'a>)>> {
    let column = |&(_, left, right): &Word| {
        let mut under =
            (0..edges.len()).filter(|&c| edges.get(c).is_some_and(|&e| overlap(e, (left, right))));
        under.next().filter(|_| under.next().is_none())
    };
    words
        .chunk_by(|a, b| column(a) == column(b))
        .map(|piece| Some((column(piece.first()?)?, piece)))
        .collect()
}

fn overlap(one: Extent, other: Extent) -> bool {
    one.0 < other.1 && other.0 < one.1
}

fn extent(piece: Piece<'_>) -> Option<Extent> {
    let (&(_, left, _), &(_, _, right)) = (piece.first()?, piece.last()?);
    Some((left, right))
}

fn text(piece: Piece<'_>) -> String {
    piece.iter().fold(String::new(), |mut text, (word, _, _)| {
        join(&mut text, word);
        text
    })
}
