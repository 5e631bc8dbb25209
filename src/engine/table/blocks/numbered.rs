//! Numbers that are parts of labels, and that a line break has left alone or at the end of a line: `5465` above the name
//! of the project, `etapp 2`, `platser 18-` above `20 år`.

use super::{
    super::{
        atoms::{Atom, Gap, Kind},
        sheet::Sheet,
    },
    line::{Line, Look, least_figures},
};
use crate::engine::{figure::Sign, vocabulary};

/// Codes that bear each other out.
const ALIKE: usize = 2;

/// Codes before names have as many digits, and no other number of so many digits stands anywhere in the table; then one
/// that stands alone, or before figures only, is the first line of a label.
pub(super) fn codes(lines: &mut [Line]) {
    let mut from = 0;
    while from < lines.len() {
        let is_prose = |line: &Line| line.look == Look::Prose;
        let length = lines.get(from..).unwrap_or(&[]).iter().take_while(|line| !is_prose(line)).count();
        let stretch = lines.get_mut(from..from + length).unwrap_or(&mut []);
        if let Some((digits, left)) = codes_of(stretch) {
            for line in stretch {
                let code = line.atoms.first().is_some_and(|a| a.left == left && plain(a) == Some(digits));
                let apart = line.atoms.get(1).is_none_or(|a| a.gap == Gap::Wide);
                if !code || !apart {
                    continue;
                }
                if line.atoms.len() == 1 {
                    (line.look, line.run) = (Look::Label, (0, 0));
                } else if let Look::Figures { labelled: false, .. } = line.look
                    && line.run.0 == 0
                {
                    line.run.0 = 1;
                    let least = least_figures(line.atoms.get(line.run.0..line.run.1).unwrap_or(&[]));
                    line.look = Look::Figures { least, labelled: true };
                }
            }
        }
        from += length.max(1);
    }
}

/// How many digits codes before names have, and where they begin.
fn codes_of(lines: &[Line]) -> Option<(u8, u32)> {
    let named = |line: &Line| -> Option<(u8, u32)> {
        let [code, name, ..] = line.atoms.as_slice() else { return None };
        let digits = plain(code).filter(|&digits| digits >= 3)?;
        (name.kind == Kind::Word && name.gap == Gap::Space).then_some((digits, code.left))
    };
    let mut found = lines.iter().filter_map(named);
    let code = found.next()?;
    if found.clone().count() + 1 < ALIKE || found.any(|other| other != code) {
        return None;
    }
    let of_names = |line: &Line| {
        usize::from(named(line).is_some() || line.atoms.first().is_some_and(|a| a.left == code.1))
    };
    let elsewhere = |line: &Line| {
        line.atoms
            .iter()
            .skip(of_names(line))
            .any(|a| plain(a) == Some(code.0) && a.number().is_some_and(|n| !n.year))
    };
    (!lines.iter().any(elsewhere)).then_some(code)
}

/// The digits of a whole number without marks.
fn plain(atom: &Atom) -> Option<u8> {
    let number = atom.number()?;
    let bare = number.decimals == 0
        && number.sign == Sign::None
        && !number.opens
        && !number.closes
        && !number.percent;
    bare.then_some(number.digits)
}

/// The end of a label that a number ends or is looks like a row of one figure. It is none where the figures of its row
/// stand right below, or the row that it goes on with right above.
pub(super) fn ends(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let rows = |look: Option<Look>| matches!(look, Some(Look::Figures { least, .. }) if least >= 2);
    let bare =
        |look: Option<Look>| matches!(look, Some(Look::Figures { least, labelled: false }) if least >= 2);
    let (mut begun, mut widest) = (false, 0);
    for n in 0..lines.len() {
        let look = |n: Option<usize>| n.and_then(|n| lines.get(n)).map(|line| line.look);
        let (above, here, below) = (look(n.checked_sub(1)), look(Some(n)), look(Some(n + 1)));
        if here == Some(Look::Prose) {
            (begun, widest) = (false, 0);
        }
        let Some(line) = lines.get(n) else { continue };
        let text = sheet.line(n).trim();
        let last = line.atoms.last();
        let number = last.is_some_and(|a| plain(a).is_some());
        let year =
            begun && line.atoms.len() == 1 && number && last.and_then(Atom::number).is_some_and(|n| n.year);
        let labelled = matches!(here, Some(Look::Figures { least: 1, labelled: true }))
            && number
            && line.run.1 == line.atoms.len()
            && line.atoms.get(line.run.0).is_some_and(|a| a.gap == Gap::Space);
        let next = sheet.line(n + 1).trim();
        let range =
            text.strip_suffix(['-', '–']).is_some_and(|from| from.ends_with(|c: char| c.is_ascii_digit()))
                && next.starts_with(|c: char| c.is_ascii_digit())
                && line.atoms.first().is_some_and(|a| a.kind == Kind::Word);
        let open = || {
            n.checked_sub(if bare(above) { 2 } else { 1 }).is_some_and(|above| {
                let words =
                    lines.get(above).map(|line| line.atoms.get(..line.run.0).filter(|_| !bare_line(line)));
                let words =
                    words.flatten().and_then(|words| Some(words.first()?.span.cover(words.last()?.span)));
                let words = words.map_or_else(|| sheet.line(above), |words| words.of(&sheet.source.text));
                vocabulary::asks_for_more(words)
            })
        };
        let goes_on = || text.starts_with(char::is_lowercase) && rows(above) && open();
        let alone = || {
            year && (above == Some(Look::Label) && bare(below)
                || rows(above) && !matches!(below, Some(Look::Header)))
        };
        let is_end = range || labelled && (bare(below) || goes_on()) || alone();
        // `2` below `etapp` stands where words begin, or there are figures enough without it.
        let left = || {
            let line_above = n.checked_sub(1).and_then(|n| lines.get(n));
            let kept =
                line_above.is_some_and(|line| line.atoms.get(line.run.0).is_some_and(|a| a.gap == Gap::Wide));
            let below_words = line_above.is_some_and(|line| {
                line.run.0 > 0 && line.atoms.first().map(|a| a.left) == last.map(|a| a.left)
            });
            let enough =
                |least| matches!(below, Some(Look::Figures { least: own, labelled: false }) if own >= least);
            last.and_then(plain).is_some_and(|digits| digits <= 2)
                && line.atoms.len() == 1
                && (rows(above) && kept && below_words
                    || look(n.checked_sub(1)) == Some(Look::Label) && widest >= 2 && enough(widest))
        };
        let is_end = is_end || left();
        begun |= rows(here);
        if let Some(Look::Figures { least, .. }) = here {
            widest = widest.max(least);
        }
        if is_end && let Some(line) = lines.get_mut(n) {
            (line.look, line.run) = (Look::Label, (0, 0));
        }
    }
}

/// Does a line have no words before its figures?
fn bare_line(line: &Line) -> bool {
    line.run.0 == 0
}
