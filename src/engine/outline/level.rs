//! How deep each heading stands.
//!
//! Marks, numbers and the contents list say it. For the rest the repetition does: words that recur under one
//! heading after the other (*Utfall*, *Analys*, *Åtgärd*) stand one level below them.

use super::heading::Heading;
use std::collections::{BTreeMap, BTreeSet};

/// What kind of heading it is among those without number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The same words recur under several headings.
    Leaf,
    /// It carries a figure, as its siblings do.
    Figure,
    Plain,
}

/// The level of every heading, 1 for the top, and its class. `bare[i]` is true when nothing stands between
/// heading `i` and the next.
pub(super) fn levels(headings: &[Heading], bare: &[bool]) -> Vec<(u8, Class)> {
    let classes = classes(headings, bare);
    let mut levels: Vec<(u8, Class)> = Vec::with_capacity(headings.len());
    // The open headings of the current chapter: class and level.
    let mut open: Vec<(Class, u8)> = Vec::new();
    let mut base = 0_u8;
    for (i, heading) in headings.iter().enumerate() {
        let class = classes.get(i).copied().unwrap_or(Class::Plain);
        let fixed = match (heading.mark, heading.number.len(), heading.listed) {
            (Some(mark), _, _) if mark <= 6 => Some(mark),
            (_, depth, _) if depth > 0 => Some(depth.min(9) as u8),
            (_, _, Some(level)) => Some(level),
            _ => None,
        };
        if let Some(level) = fixed {
            base = level;
            open.clear();
            levels.push((level, Class::Plain));
            continue;
        }
        if heading.is_title {
            levels.push((1, Class::Plain));
            continue;
        }
        let adjacent = i > 0 && bare.get(i - 1).copied().unwrap_or(false);
        let same = open.iter().rposition(|&(other, _)| other == class);
        let level = if let Some(at) = same {
            open.truncate(at + 1);
            open.last().map_or(base + 1, |&(_, level)| level)
        } else {
            // A recurring heading and one with a figure stand below the plain heading they come after; a plain
            // one that comes after them, above.
            let top = open.last().copied();
            let below = match (class, top) {
                (_, None) => 0,
                (Class::Leaf, Some((_, level))) => level,
                (Class::Figure, Some((Class::Plain, level))) if adjacent => level,
                (Class::Figure | Class::Plain, Some(_)) => {
                    open.pop();
                    open.last().map_or(0, |&(_, level)| level)
                }
            };
            let level = below.max(base) + 1;
            open.push((class, level));
            level
        };
        levels.push((level.min(9), class));
    }
    levels
}

fn classes(headings: &[Heading], bare: &[bool]) -> Vec<Class> {
    let free = |heading: &&Heading| heading.number.is_empty() && !heading.is_title;
    let figures = headings.iter().filter(|heading| heading.figure && free(heading)).count();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, heading) in headings.iter().enumerate().filter(|(_, heading)| free(heading) && !heading.figure) {
        places.entry(&heading.name).or_default().push(i);
    }
    let mut recurring: BTreeSet<&str> =
        places.iter().filter(|(_, at)| at.len() >= 2).map(|(name, _)| *name).collect();
    // How many headings before each are of another kind than those that recur: counted once, so that no stretch
    // of headings is gone through for every name.
    let mut others = vec![0_usize];
    for heading in headings {
        let other = !recurring.contains(heading.name.as_str()) || !heading.number.is_empty();
        others.push(others.last().copied().unwrap_or(0) + usize::from(other));
    }
    // Between two of the same there must be a heading of another kind, or they are the same level's.
    let parted = |at: &[usize]| {
        at.windows(2).all(|pair| match pair {
            [a, b] => others.get(*b) > others.get(a + 1),
            _ => true,
        })
    };
    // A heading that was left out lets two runs meet; so most must be parted, not all.
    let mostly =
        |at: &[usize]| at.len() >= 3 && at.windows(2).filter(|pair| parted(pair)).count() * 2 >= at.len() - 1;
    let leaves: BTreeSet<&str> = recurring
        .iter()
        .filter(|name| places.get(*name).is_some_and(|at| parted(at) || mostly(at)))
        .copied()
        .collect();
    recurring = leaves;
    // What follows what, where the first has a text of its own: *Utfall*, then *Analys*.
    let follows: BTreeSet<(&str, &str)> = headings
        .windows(2)
        .enumerate()
        .filter(|(i, _)| bare.get(*i) == Some(&false))
        .filter_map(|(_, pair)| match pair {
            [a, b] => Some((a.name.as_str(), b.name.as_str())),
            _ => None,
        })
        .collect();
    headings
        .iter()
        .enumerate()
        .map(|(i, heading)| {
            let free = free(&heading);
            let next = headings.get(i + 1);
            // *Prognos* above *Intäkter*, where *Prognos* also stands elsewhere: here it holds what follows. A
            // *Utfall* that has lost its text does not: elsewhere it has one, and the same heading after it.
            let leads = bare.get(i).copied().unwrap_or(false)
                && places.get(heading.name.as_str()).is_some_and(|at| at.len() <= 2)
                && next.is_some_and(|next| {
                    recurring.contains(next.name.as_str())
                        && next.name != heading.name
                        && !follows.contains(&(heading.name.as_str(), next.name.as_str()))
                });
            if free && heading.figure && figures >= 2 {
                Class::Figure
            } else if free && recurring.contains(heading.name.as_str()) && !leads {
                Class::Leaf
            } else {
                Class::Plain
            }
        })
        .collect()
}
