//! Holes and repeats in the numbering of the chapters.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{Analysis, outline::Detail, report::Severity, span::Span};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let outline = &analysis.outline;
    // The last chapter seen under each parent number: `2.3` is kept under [2].
    let mut last: BTreeMap<Vec<u16>, (u16, String, Option<Span>)> = BTreeMap::new();
    // What the contents list names and the text does not have: told there.
    let named: BTreeSet<&[u16]> =
        outline.contents.iter().filter(|entry| entry.section.is_none()).map(|e| e.number.as_slice()).collect();
    let shown = |parent: &[u16], own: u16| {
        parent.iter().chain([&own]).map(u16::to_string).collect::<Vec<_>>().join(".")
    };
    for (section, Detail { number, .. }) in outline.sections.iter().zip(&outline.details) {
        let Some((&own, parent)) = number.split_last() else { continue };
        // Deeper numbers start over in every chapter; and a text put together of several starts over at 1.
        if own == 1 {
            last.retain(|key, _| key.len() < parent.len());
        } else {
            last.retain(|key, _| key.len() <= parent.len() || key.starts_with(number));
        }
        if let Some((before, title, span)) = last.get(parent) {
            let related = span.iter().copied().collect();
            if own == *before {
                let fact = SectionFact::NumberTwice { number: shown(parent, own), first: title.clone() };
                out.push(Found { related, ..found(fact, Severity::Warning, section.span) });
            } else if own > *before + 1 {
                let named = |missing: u16| named.contains([parent, &[missing]].concat().as_slice());
                let holes: Vec<u16> = (before + 1..own).filter(|&missing| !named(missing)).collect();
                if let (Some(&first), Some(&end)) = (holes.first(), holes.last()) {
                    let missing = if first == end {
                        shown(parent, first)
                    } else {
                        format!("{}–{}", shown(parent, first), shown(parent, end))
                    };
                    let (before, after) = (title.clone(), section.title.clone());
                    let fact = SectionFact::NumberHole { missing, before, after };
                    out.push(Found { related, ..found(fact, Severity::Warning, section.span) });
                }
            }
        }
        last.insert(parent.to_vec(), (own, section.title.clone(), section.span));
    }
}
