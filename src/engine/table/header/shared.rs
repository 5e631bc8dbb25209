//! Heads of several lines between whose words stand single spaces, so that neither place nor gaps tell which belong
//! together: one line names all columns by a word of measure each, and what is said of them below goes to them in
//! order.
//!
//! What a word says tells which heads may have it: a year goes to a level and not to a deviation, `mot budget` to a
//! deviation and not to a level. Where the order then leaves a word more than one head, it is left out: a head
//! without its year misleads no one, and one with the year of another does.

use super::{join, moments};
use crate::engine::{report::ColumnRole, unit::Unit, vocabulary as words};

/// The most lines below the one that names the columns.
const LINES_BELOW: usize = 3;
/// The most columns of a table, and so the most words that are looked at.
const LONGEST: usize = 80;

/// The heads that one of the lines nearest to the rows names, with what the lines below say of them; and with how many
/// lines they fill.
pub(super) fn shared(lines: &[Vec<String>], width: usize) -> Option<(Vec<String>, usize)> {
    if !(2..=LONGEST).contains(&width) {
        return None;
    }
    (1..=LINES_BELOW + 1).find_map(|used| {
        let (line, below) = lines.get(lines.len().checked_sub(used)?..)?.split_first()?;
        let mut heads = named(line, width)?;
        for line in below {
            complete(&mut heads, line);
        }
        let whole = heads.iter().all(|head| !head.open());
        whole.then(|| (heads.into_iter().map(|head| head.text).collect(), used))
    })
}

/// A head as far as it has been read.
#[derive(Clone, Debug, Default)]
struct Head {
    text: String,
    /// It has a year or a date.
    dated: bool,
    /// It has a part of the year.
    parted: bool,
    /// It says of what it is a deviation, or that it is in per cent.
    compared: bool,
}

impl Head {
    fn role(&self) -> Option<ColumnRole> {
        self.text.split(' ').find_map(words::column_role)
    }

    /// Is its last word broken off at the end of its line?
    fn open(&self) -> bool {
        self.text.ends_with('-')
    }

    fn compares(&self) -> bool {
        matches!(self.role(), Some(ColumnRole::Deviation | ColumnRole::Change))
    }

    /// `Föregående`, without the year that it means.
    fn earlier(&self) -> bool {
        self.role().is_none() && self.text.rsplit(' ').next().is_some_and(words::means_earlier)
    }

    /// An amount at or over some time.
    fn level(&self) -> bool {
        self.role().is_some_and(|role| role != ColumnRole::Share) && !self.compares() && !self.open()
    }

    fn takes(&self, piece: &Piece) -> bool {
        match piece.kind {
            Kind::Year | Kind::Earlier => self.level() && !self.dated,
            Kind::Part => self.level() && !self.parted,
            Kind::Noun => self.earlier(),
            Kind::Compared => self.compares() && !self.open() && !self.compared,
            Kind::Rest => self.open(),
        }
    }

    fn add(&mut self, piece: &Piece) {
        join(&mut self.text, &piece.text);
        self.dated |= matches!(piece.kind, Kind::Year | Kind::Earlier);
        self.parted |= piece.kind == Kind::Part;
        self.compared |= piece.kind == Kind::Compared;
    }
}

/// The heads that a line names behind its title and unit, if they are as many as columns and nothing else.
fn named(line: &[String], width: usize) -> Option<Vec<Head>> {
    let from = (0..line.len()).find(|&i| begins(line, i))?;
    let line = line.get(from..)?;
    // `Föregående Avvikelse` may be one head or two: their number tells.
    let ways = [false, true].map(|alone| named_by(line, alone));
    ways.into_iter().flatten().find(|heads| heads.len() == width)
}

fn begins(line: &[String], i: usize) -> bool {
    let word = line.get(i).map_or("", String::as_str);
    let next = line.get(i + 1).map_or("", String::as_str);
    words::column_role(word).is_some() || words::means_earlier(word) || goes_before(word, next)
}

/// A word that belongs to the word of measure behind it: `Ack utfall`.
fn goes_before(word: &str, next: &str) -> bool {
    words::is_header_modifier(word) && (words::column_role(next).is_some() || words::is_header_modifier(next))
}

/// The heads of a line that holds nothing else; a word for *earlier* is one by itself where it stands `alone`.
fn named_by(line: &[String], alone: bool) -> Option<Vec<Head>> {
    let mut heads: Vec<Head> = Vec::new();
    let mut at = 0;
    while let Some(word) = line.get(at) {
        let next = line.get(at + 1).map_or("", String::as_str);
        // `Avv utfall - budget`: what it is from stands right behind the deviation.
        if let Some(head) = heads.last_mut()
            && let Some((length, piece)) = piece(line, at)
            && piece.kind == Kind::Compared
            && head.takes(&piece)
        {
            head.add(&piece);
            at += length;
            continue;
        }
        let earlier = words::means_earlier(word) && (alone || !goes_before(word, next));
        let mut head = Head::default();
        if !earlier {
            while let [word, next, ..] = line.get(at..)?
                && goes_before(word, next)
            {
                join(&mut head.text, word);
                at += 1;
            }
        }
        let word = line.get(at)?;
        let broken = word.ends_with('-') && word.starts_with(char::is_uppercase);
        if !earlier && !broken && words::column_role(word).is_none() {
            return None;
        }
        join(&mut head.text, word);
        heads.push(head);
        at += 1;
    }
    Some(heads)
}

/// Some words of a line that say more of one head.
#[derive(Debug)]
struct Piece {
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Year,
    /// A month, or several.
    Part,
    /// The year that is an earlier one: `Föregående` over `år`.
    Noun,
    /// The same in whole: `fg år`.
    Earlier,
    /// What a deviation is from, or that it is in per cent.
    Compared,
    /// The end of a word that has been broken off.
    Rest,
}

/// The piece that begins at a word, and how many words it has.
fn piece(line: &[String], at: usize) -> Option<(usize, Piece)> {
    let word = |i: usize| line.get(at + i).map_or("", String::as_str);
    let measure = |i: usize| {
        use ColumnRole::{Budget, Forecast, Outcome, Plan};
        matches!(words::column_role(word(i)), Some(Budget | Forecast | Outcome | Plan))
    };
    let share = |i: usize| words::unit(word(i), "") == Some(Unit::Percent);
    let dash = |i: usize| matches!(word(i), "-" | "–" | "/");
    let bare = words::bare(word(0));
    let (length, kind) = match bare.as_str() {
        "mot" | "från" if measure(1) => (2, Kind::Compared),
        "jämfört" if word(1) == "med" && measure(2) => (3, Kind::Compared),
        "i" if share(1) => (2, Kind::Compared),
        _ if share(0) => (1, Kind::Compared),
        _ if measure(0) && dash(1) && measure(2) => (3, Kind::Compared),
        "år" | "året" => (1, Kind::Noun),
        _ if words::means_earlier(word(0)) && matches!(word(1), "år" | "året") => (2, Kind::Earlier),
        _ if words::is_period_word(word(0)) => (1, Kind::Part),
        _ if moments::is_moment(word(0)) || words::is_year_and_month(word(0)) => (1, Kind::Year),
        _ if bare.chars().all(char::is_alphabetic) && word(0).starts_with(char::is_lowercase) => {
            (1, Kind::Rest)
        }
        _ => return None,
    };
    let text = line.get(at..at + length)?.join(" ");
    Some((length, Piece { text, kind }))
}

/// Gives the heads what a line below them says, in its order.
fn complete(heads: &mut [Head], line: &[String]) {
    let Some(pieces) = pieces(line) else { return };
    let moments = pieces.iter().all(|piece| matches!(piece.kind, Kind::Year | Kind::Part | Kind::Earlier));
    if moments && pieces.len() == heads.len() {
        heads.iter_mut().zip(&pieces).for_each(|(head, piece)| head.add(piece));
        return;
    }
    // The first heads that can take the pieces, and the last: where they are the same, no others can.
    let first = in_order(heads, pieces.iter(), 0..heads.len());
    let last = in_order(heads, pieces.iter().rev(), (0..heads.len()).rev());
    let (Some(first), Some(last)) = (first, last) else { return };
    let sure: Vec<(usize, &Piece)> = first
        .into_iter()
        .zip(last.into_iter().rev())
        .zip(&pieces)
        .filter_map(|((first, last), piece)| (first == last).then_some((first, piece)))
        .collect();
    let given = if sure.is_empty() { so_far(heads, &pieces) } else { sure };
    for (at, piece) in given {
        if let Some(head) = heads.get_mut(at) {
            head.add(piece);
        }
    }
}

/// All that a line says, if every word of it says something of one head; the unit before it is of all.
fn pieces(line: &[String]) -> Option<Vec<Piece>> {
    let money = |i: usize| {
        let next = line.get(i + 1).map_or("", String::as_str);
        line.get(i).and_then(|word| words::unit(word, next)).is_some_and(|unit| unit.kronor().is_some())
    };
    let mut at = (0..line.len()).take_while(|&i| money(i)).count();
    let mut out = Vec::new();
    while at < line.len() {
        let (length, piece) = piece(line, at)?;
        out.push(piece);
        at += length;
    }
    (!out.is_empty() && out.len() <= LONGEST).then_some(out)
}

/// The first heads in an order that can take the pieces, each behind the one before.
fn in_order<'a>(
    heads: &[Head],
    pieces: impl Iterator<Item = &'a Piece>,
    mut order: impl Iterator<Item = usize>,
) -> Option<Vec<usize>> {
    pieces.map(|piece| order.find(|&at| heads.get(at).is_some_and(|head| head.takes(piece)))).collect()
}

/// Months up to now are told of what there has been, and a forecast of the whole year: where as many levels stand
/// before the first forecast as there are such months, they are theirs.
fn so_far<'a>(heads: &[Head], pieces: &'a [Piece]) -> Vec<(usize, &'a Piece)> {
    let months = |piece: &Piece| piece.text.split(['-', '–']).filter(|month| words::is_month(month)).count();
    let forecast = heads.iter().position(|head| head.role() == Some(ColumnRole::Forecast)).unwrap_or(0);
    let levels: Vec<usize> = (0..forecast)
        .filter(|&at| heads.get(at).is_some_and(|head| pieces.iter().all(|piece| head.takes(piece))))
        .collect();
    let fits = levels.len() == pieces.len() && pieces.iter().all(|piece| months(piece) == 2);
    if fits { levels.into_iter().zip(pieces).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str], width: usize) -> Option<Vec<String>> {
        let lines: Vec<Vec<String>> =
            lines.iter().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
        shared(&lines, width).map(|(heads, _)| heads)
    }

    #[test]
    fn what_stands_below_goes_to_the_heads_that_can_have_it_in_order() {
        for (lines, heads) in [
            // Years are of levels; `år` says which one `Föregående` is; a deviation is from something.
            (
                &["(tkr) Budget Redovisning Föregående Avvikelse", "2031 2031 år mot budget"][..],
                "Budget 2031|Redovisning 2031|Föregående år|Avvikelse mot budget",
            ),
            (
                &["Budget Utfall Avvikelse Avvikelse", "2031 2031 i %"],
                "Budget 2031|Utfall 2031|Avvikelse|Avvikelse",
            ),
            (&["Utfall Budget Avvikelse", "2031 2031 procent"], "Utfall 2031|Budget 2031|Avvikelse procent"),
            (&["Utfall Budget Avvikelse", "2031 2031 2030"], "Utfall 2031|Budget 2031|Avvikelse 2030"),
            // The same word may be part of the head before.
            (
                &["Utfall Föregående prognos Avvikelse", "2031 2031"],
                "Utfall 2031|Föregående prognos 2031|Avvikelse",
            ),
            (
                &["Resultat (mnkr) Ack utfall Ack Utfall Avv utfall - budget", "3103 3003 3103"],
                "Ack utfall 3103|Ack Utfall 3003|Avv utfall - budget 3103",
            ),
            (
                &[
                    "Nettokostnad, mkr Budget Utfall Avv. Utfall Prognos Avv.",
                    "jan-mars jan-mars jan-mars fg år 2031 helår",
                ],
                "Budget jan-mars|Utfall jan-mars|Avv. jan-mars|Utfall fg år|Prognos 2031|Avv. helår",
            ),
            // From one month to another.
            (
                &["Utfall Budget Avvikelse Utfall Förändring", "3101–3109 3101–3109 3001–3009 %"],
                "Utfall 3101–3109|Budget 3101–3109|Avvikelse|Utfall 3001–3009|Förändring %",
            ),
            // A word that the end of a line has broken.
            (
                &["Utfall Utfall Förändr. Prognos Prognos-", "3110 3010 % 2031 avvikelse"],
                "Utfall 3110|Utfall 3010|Förändr. %|Prognos 2031|Prognosavvikelse",
            ),
            // Months so far are not of the forecast, and one of two deviations is in per cent: which, is not said.
            (
                &[
                    "Resultat Utfall Budget Avvikelse Utfall Prognos Budget Avvikelse Avvikelse Bokslut",
                    "Mkr 2031 2031 2030 2031 2031 procent 2030",
                    "jan-aug jan-aug jan-aug",
                ],
                "Utfall 2031 jan-aug|Budget 2031 jan-aug|Avvikelse|Utfall 2030 jan-aug|Prognos 2031|Budget 2031|\
                 Avvikelse|Avvikelse|Bokslut 2030",
            ),
        ] {
            let width = heads.split('|').count();
            assert_eq!(of(lines, width).map(|heads| heads.join("|")).as_deref(), Some(heads), "{lines:?}");
        }
    }

    #[test]
    fn what_may_be_of_several_heads_is_of_none() {
        for (lines, heads) in [
            // Two years for three levels.
            (&["Budget Utfall Prognos Avvikelse", "2031 2031"][..], "Budget|Utfall|Prognos|Avvikelse"),
            // The forecast may be the one of August.
            (&["Budget Utfall Prognos", "2031 2031 2031", "aug aug"], "Budget 2031|Utfall 2031|Prognos 2031"),
            // More than there are heads for, and words that say nothing of heads.
            (&["Budget Utfall Avvikelse", "2031 2031 2031 2031"], "Budget|Utfall|Avvikelse"),
            (&["Budget Utfall Avvikelse", "Nämnden 2031 2031"], "Budget|Utfall|Avvikelse"),
        ] {
            let width = heads.split('|').count();
            assert_eq!(of(lines, width).map(|heads| heads.join("|")).as_deref(), Some(heads), "{lines:?}");
        }
        // Not as many words of measure as columns, other words among them, or a word that never ends.
        assert_eq!(of(&["Budget Utfall Avvikelse", "2031 2031"], 4), None);
        assert_eq!(of(&["Budget Kvar Utfall Avvikelse", "2031 2031"], 4), None);
        assert_eq!(of(&["Budget Utfall Prognos-", "2031 2031"], 3), None);
    }
}
