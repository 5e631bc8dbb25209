//! Numbers that are parts of labels, and that a line break has left alone or at the end of a line: `5465` above the name
//! of the project, `etapp 2`, `platser 18-` above `20 år`.

use super::{
    super::{
        atoms::{Atom, Gap, Kind},
        classes::{Class, counted},
        sheet::Sheet,
    },
    line::{Line, Look, least_figures, numbers},
};
use crate::engine::{figure::Sign, vocabulary};

/// Codes that bear each other out.
const ALIKE: usize = 2;

/// Codes before names have as many digits, and no other number of so many digits stands anywhere in the table; then one
/// that stands alone, or before figures only, is the first line of a label.
pub(super) fn codes(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let mut from = 0;
    while from < lines.len() {
        let is_prose = |line: &Line| line.look == Look::Prose;
        let length = lines.get(from..).unwrap_or(&[]).iter().take_while(|line| !is_prose(line)).count();
        let stretch = lines.get_mut(from..from + length).unwrap_or(&mut []);
        if let Some((digits, left)) = codes_of(stretch)
            && !are_years_of_heads(sheet, stretch, left)
        {
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

/// Years above figures, of which one comes again, head columns (`2031 Kommun`, `2030 Kommun`, `2031 Koncern`, `2030`): a code
/// names one thing.
fn are_years_of_heads(sheet: &Sheet<'_>, lines: &[Line], left: u32) -> bool {
    let first = |line: &&Line| {
        line.atoms.first().is_some_and(|atom| atom.left == left && plain(atom).is_some_and(|n| n >= 3))
    };
    let mut seen: Vec<&str> = Vec::new();
    let mut again = false;
    for line in lines.iter().filter(first) {
        let Some(year) = line.atoms.first().filter(|atom| atom.number().is_some_and(|n| n.year)) else {
            return false;
        };
        // Beside figures of its own it names a row.
        if line.atoms.iter().skip(1).any(|atom| atom.number().is_some()) {
            return false;
        }
        let year = year.span.of(&sheet.source.text);
        // Years are few, whatever the length of the text.
        if seen.contains(&year) {
            again = true;
        } else {
            seen.push(year);
        }
    }
    again
}

/// A class of one number (`6` between `1–5` and `7–9`) is the label of its line, as the ranges around it are of theirs.
pub(super) fn classes(sheet: &Sheet<'_>, lines: &mut [Line], look: &dyn Fn(usize, &mut Line)) {
    open_classes(sheet, lines, look);
    let filled: Vec<usize> = (0..lines.len()).filter(|&n| lines.get(n).is_some_and(is_filled)).collect();
    let mut named: Vec<Option<Class>> = filled
        .iter()
        .map(|&n| Class::of(sheet.line(n).split_whitespace().next()?).filter(|class| class.is_range()))
        .collect();
    let ranges: Vec<(usize, Class)> =
        named.iter().enumerate().filter_map(|(p, c)| Some((p, (*c)?))).collect();
    // Where cells stand one to a line, the labels of two rows are as far apart as there are cells in a row.
    let mut steps: Vec<usize> = Vec::new();
    for pair in ranges.windows(2) {
        if let [(p, one), (q, next)] = pair
            && one.meets(*next)
        {
            steps.push(q - p);
        }
    }
    let Some(&step) = steps.iter().min() else { return };
    let single = |p: usize| {
        let line = filled.get(p).and_then(|&n| lines.get(n))?;
        let first = line.atoms.first().filter(|atom| plain(atom).is_some_and(|digits| digits <= 3))?;
        // Alone where the others are, with its figures where they have theirs.
        let fits = (step == 1) == (line.atoms.len() > 1);
        Class::of(first.span.of(&sheet.source.text)).filter(|_| fits)
    };
    let mut open: Vec<(usize, Class)> = ranges;
    let mut found: Vec<usize> = Vec::new();
    while let Some((p, class)) = open.pop() {
        let above = p.checked_sub(step).map(|q| (q, single(q)));
        let below = Some((p + step, single(p + step)));
        for (q, other) in above.into_iter().chain(below) {
            let Some(other) = other else { continue };
            let meets = if q < p { other.meets(class) } else { class.meets(other) };
            if let Some(slot) = named.get_mut(q).filter(|slot| meets && slot.is_none()) {
                *slot = Some(other);
                open.push((q, other));
                found.extend(filled.get(q));
            }
        }
    }
    for n in found {
        let Some(line) = lines.get_mut(n) else { continue };
        if let Some(first) = line.atoms.first_mut() {
            first.kind = Kind::Word;
        }
        look(n, line);
    }
}

/// The last of the classes that labels end in (`Dag 1-14`, `Dag 15-59`, `Dag 60-`) has no end, and is no amount with its minus
/// behind it.
fn open_classes(sheet: &Sheet<'_>, lines: &mut [Line], look: &dyn Fn(usize, &mut Line)) {
    let text = |atom: &Atom| atom.span.of(&sheet.source.text);
    let ends: Vec<Class> = lines
        .iter()
        .flat_map(|line| line.atoms.iter().filter(|atom| atom.kind == Kind::Word))
        .filter_map(|atom| Class::of(text(atom)).filter(|class| class.is_range() && class.high.is_some()))
        .collect();
    if ends.is_empty() {
        return;
    }
    for (n, line) in lines.iter_mut().enumerate() {
        let words = line.atoms.iter().take_while(|atom| atom.kind == Kind::Word).count();
        let Some(atom) = line.atoms.get_mut(words) else { continue };
        let open = Class::of(text(atom)).filter(|class| class.high.is_none());
        if atom.number().is_some() && open.is_some_and(|open| ends.iter().any(|class| class.meets(open))) {
            atom.kind = Kind::Word;
            look(n, line);
        }
    }
}

fn is_filled(line: &Line) -> bool {
    line.look != Look::Blank
}

/// A small number one space behind its label is the label's (`etapp 2`), where the layout was kept and no other row has a figure
/// where it stands: the columns are elsewhere.
pub(super) fn behind_labels(lines: &mut [Line]) {
    let is_prose = |line: &Line| line.look == Look::Prose;
    for stretch in lines.split_mut(is_prose) {
        let small = |line: &Line| {
            let number = line.atoms.get(line.run.0).filter(|_| line.run.0 > 0)?;
            let alone =
                line.atoms.get(line.run.0 + 1).is_some_and(|next| next.gap == Gap::Wide && next.figurelike());
            (number.gap == Gap::Space && alone && plain(number)? <= 2).then_some((number.left, number.right))
        };
        let figures = |line: &Line| -> Vec<(u32, u32)> {
            let own = usize::from(small(line).is_some());
            let run = line.atoms.get(line.run.0 + own..line.run.1).unwrap_or(&[]);
            run.iter().filter(|atom| atom.figurelike()).map(|atom| (atom.left, atom.right)).collect()
        };
        let rows = || stretch.iter().filter(|line| holds_row(line.look));
        let columns: Vec<(u32, u32)> = rows().flat_map(figures).collect();
        let free = |(left, right): (u32, u32)| !columns.iter().any(|&(from, to)| from < right && left < to);
        let found: Vec<bool> =
            stretch.iter().map(|line| holds_row(line.look) && small(line).is_some_and(free)).collect();
        // Where most rows have one, it is a column of notes.
        if found.iter().filter(|&&found| found).count() * 2 > rows().count() {
            continue;
        }
        for (line, _) in stretch.iter_mut().zip(found).filter(|(_, found)| *found) {
            line.run.0 += 1;
            let least = least_figures(line.atoms.get(line.run.0..line.run.1).unwrap_or(&[]));
            line.look = Look::Figures { least, labelled: true };
        }
    }
}

/// Numbers that count up by one (`F 1 2 3 4 5 6`), right above rows of as many figures, head columns: years of schooling,
/// months, quarters.
pub(super) fn counting(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let words = |line: &Line| -> Vec<&str> {
        line.atoms.iter().map(|atom| atom.span.of(&sheet.source.text)).collect()
    };
    for n in 0..lines.len() {
        let Some((heads, _)) = lines.get(n).and_then(|line| counted(&words(line))) else { continue };
        let below = lines.get(n + 1..).into_iter().flatten().find(|line| is_filled(line));
        let row = |line: &&Line| {
            matches!(line.look, Look::Figures { .. })
                && numbers(&line.atoms, line.run) >= heads.len()
                && counted(&words(line)).is_none()
        };
        // Among rows, such a line is one of them.
        let mut above = lines.iter().take(n).rev().take_while(|line| is_filled(line));
        if above.any(|line| row(&line)) {
            continue;
        }
        if below.as_ref().is_some_and(row)
            && let Some(line) = lines.get_mut(n)
        {
            (line.look, line.run) = (Look::Header, (0, 0));
        }
    }
}

/// Months in digits right below a line of heads (`2410 2310 2410`, all of them October) are of those heads, and so are those
/// behind the words of measure of a line: `Utfall 2410 Budget 2410 Prognos 2024 Utfall 2310`.
pub(super) fn months(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let mut headed = false;
    for line in lines.iter_mut().filter(|line| is_filled(line)) {
        let words: Vec<&str> = line.atoms.iter().map(|atom| atom.span.of(&sheet.source.text)).collect();
        let month = |word: &str| word.get(2..).map(str::to_owned);
        let first = words.first().and_then(|word| month(word));
        let same = |word: &&str| vocabulary::is_year_and_month(word) && month(word) == first;
        if headed && words.len() > 1 && words.iter().all(same) || are_of_measures(&words) {
            (line.look, line.run) = (Look::Header, (0, 0));
        }
        headed = line.look == Look::Header;
    }
}

/// Does a line say nothing in digits but years and one month of them, two or more, each right behind a word of measure?
/// Amounts would have to be alike by chance.
fn are_of_measures(words: &[&str]) -> bool {
    let digits = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let measured = words.windows(2).all(|pair| match pair {
        [before, word] => {
            let moment = vocabulary::year(word).is_some() || vocabulary::is_year_and_month(word);
            !digits(word) || moment && vocabulary::column_role(before).is_some()
        }
        _ => false,
    });
    let mut months =
        words.iter().filter(|word| vocabulary::is_year_and_month(word)).map(|word| word.get(2..));
    let first = months.next();
    let said = words.first().is_some_and(|word| !digits(word)) && months.clone().next().is_some();
    said && measured && months.all(|month| Some(month) == first)
}

/// Heads of lines of their own that count up: `Kvartal 1`, `Kvartal 2`, `Kvartal 3`; two may be labels.
const COUNTED: usize = 3;
/// The most that is counted to: two digits.
const LAST_COUNTED: u32 = 99;
/// Lines that a head of several lines has before the one that is counted (`Antal`, `elever`, `åk 1`), at most.
const BEFORE_COUNTED: usize = 3;

/// Lines that say the same but for a number that counts up by one, with nothing but the same words between them, head
/// columns: rows would have figures.
pub(super) fn counting_lines(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|&n| lines.get(n).is_some_and(is_filled)).collect();
    let words = |p: usize| filled.get(p).map(|&n| sheet.line(n).split_whitespace().collect::<Vec<&str>>());
    let counted = |p: usize| -> Option<(Vec<&str>, u32)> {
        let mut words = words(p)?;
        let number = words.pop().filter(|word| word.len() <= 2)?.parse::<u32>().ok()?;
        (!words.is_empty() && words.iter().all(|word| word.chars().all(char::is_alphabetic)))
            .then_some((words, number))
    };
    let mut p = 0;
    while p < filled.len() {
        let Some((name, first)) = counted(p) else {
            p += 1;
            continue;
        };
        let follows = |at: usize, number: u32| counted(at).is_some_and(|(own, n)| own == name && n == number);
        let chain = (1..=BEFORE_COUNTED + 1).find_map(|step| {
            let count = (0..=LAST_COUNTED).take_while(|&k| follows(p + step * k as usize, first + k)).count();
            // What stands between two stands between all.
            let between =
                |k: usize| (1..step).map(move |at| p + step * k + at).map(words).collect::<Vec<_>>();
            let same = (1..count.saturating_sub(1)).all(|k| between(k) == between(0));
            (count >= COUNTED && same).then_some((step, count))
        });
        let Some((step, count)) = chain else {
            p += 1;
            continue;
        };
        for k in 0..count {
            if let Some(line) = filled.get(p + step * k).and_then(|&n| lines.get_mut(n)) {
                (line.look, line.run) = (Look::Header, (0, 0));
            }
        }
        p += step * (count - 1) + 1;
    }
}

/// Rows that bear each other out in having a year among their cells.
const DATED: usize = 3;

/// Where cells stand one to a line, a year that ends row after row is one of its cells, as the year in which a project is
/// done; one that begins them is a head or a label.
pub(super) fn years(lines: &mut [Line], vertical: &[bool]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|&n| lines.get(n).is_some_and(is_filled)).collect();
    let line = |p: usize| filled.get(p).and_then(|&n| lines.get(n));
    let cell = |line: &Line| match line.atoms.as_slice() {
        [one] => matches!(one.kind, Kind::Nil | Kind::Sign(_)) || one.number().is_some_and(|n| !n.year),
        atoms => !atoms.is_empty() && matches!(line.look, Look::Figures { labelled: false, .. }),
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (p, &n) in filled.iter().enumerate().filter(|&(_, &n)| vertical.get(n) == Some(&true)) {
        let year = line(p).is_some_and(
            |line| matches!(line.atoms.as_slice(), [one] if one.number().is_some_and(|n| n.year)),
        );
        let cells = (0..p).rev().take_while(|&q| line(q).is_some_and(cell)).count();
        let ends = line(p + 1).is_none_or(|line| matches!(line.look, Look::Label | Look::Prose));
        if year && ends && cells > 0 {
            found.push((n, cells));
        }
    }
    let alike = |cells: usize| found.iter().filter(|(_, other)| *other == cells).count() >= DATED;
    let cells: Vec<usize> = found.iter().filter(|(_, cells)| alike(*cells)).map(|(n, _)| *n).collect();
    for n in cells {
        if let Some(line) = lines.get_mut(n) {
            (line.look, line.run) = (Look::Figures { least: 1, labelled: false }, (0, 1));
        }
    }
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
    let mut from = 0;
    while from < lines.len() {
        let is_prose = |line: &Line| line.look == Look::Prose;
        let to = from + lines.get(from..).unwrap_or(&[]).iter().take_while(|line| !is_prose(line)).count();
        let found = Stretch::of(sheet, lines, from, to).ends();
        for (n, look) in found {
            if let Some(line) = lines.get_mut(n) {
                (line.look, line.run) = (look, (0, 0));
            }
        }
        from = to.max(from + 1);
    }
}

/// Lines between two pieces of prose.
struct Stretch<'a> {
    sheet: &'a Sheet<'a>,
    lines: &'a [Line],
    from: usize,
    to: usize,
    /// Figures stand mostly together on a line.
    together: bool,
}

impl<'a> Stretch<'a> {
    fn of(sheet: &'a Sheet<'a>, lines: &'a [Line], from: usize, to: usize) -> Self {
        let looks = || lines.get(from..to).unwrap_or(&[]).iter().map(|line| line.look);
        let lone = looks().filter(|look| matches!(look, Look::Figures { least: 1, labelled: false })).count();
        let rows = looks().filter(|&look| holds_row(look)).count();
        Self { sheet, lines, from, to, together: rows > 3 * lone }
    }

    /// The lines whose numbers are no figures, and what they are instead.
    fn ends(&self) -> Vec<(usize, Look)> {
        let mut widest = 0;
        let mut out = Vec::new();
        for n in self.from..self.to {
            if self.begins_date(n) {
                out.push((n, Look::Header));
            } else if self.is_range(n) || self.is_end(n) || widest >= 2 && self.is_number_of_label(n, widest)
            {
                out.push((n, Look::Label));
            } else if let Look::Figures { least, .. } = self.look(n) {
                widest = widest.max(least);
            }
        }
        out
    }

    fn line(&self, n: usize) -> Option<&'a Line> {
        self.lines.get(n)
    }

    fn look(&self, n: usize) -> Look {
        self.line(n).map_or(Look::Blank, |line| line.look)
    }

    fn above(&self, n: usize) -> Look {
        n.checked_sub(1).map_or(Look::Blank, |above| self.look(above))
    }

    /// `platser 18-` above `20 år`.
    fn is_range(&self, n: usize) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        let from = self.sheet.line(n).trim().strip_suffix(['-', '–']);
        from.is_some_and(|from| from.ends_with(digit))
            && self.sheet.line(n + 1).trim_start().starts_with(digit)
            && self.line(n).and_then(|line| line.atoms.first()).is_some_and(|a| a.kind == Kind::Word)
    }

    /// `Utfall 31` above `aug 2024`; months may name rows, too.
    fn begins_date(&self, n: usize) -> bool {
        let Some(line) = self.line(n) else { return false };
        let number = line.atoms.last().filter(|_| line.run.0 + 1 == line.atoms.len());
        let day = number.map(|day| day.span.of(&self.sheet.source.text)).and_then(|day| day.parse().ok());
        let names_month = |line: &str| line.split_whitespace().next().is_some_and(vocabulary::is_month);
        let mut next = self.sheet.line(n + 1).split_whitespace().skip(1);
        let dated = next.next().and_then(vocabulary::year).is_some();
        matches!(self.look(n), Look::Figures { least: 1, .. })
            && day.is_some_and(|day: u8| (1..=31).contains(&day))
            && dated
            && names_month(self.sheet.line(n + 1))
            && !names_month(self.sheet.line(n))
    }

    /// `etapp 2`, above its figures, or below them where the label asks for more.
    fn is_end(&self, n: usize) -> bool {
        let Some(line) = self.line(n) else { return false };
        let number = line.atoms.get(line.run.0);
        let last = line.run.0 + 1 == line.atoms.len() && number.is_some_and(|a| plain(a).is_some());
        if self.look(n) != (Look::Figures { least: 1, labelled: true })
            || !last
            || !number.is_some_and(|a| a.gap == Gap::Space)
        {
            return false;
        }
        let small = self.sheet.line(n).trim_start().starts_with(char::is_lowercase);
        holds_bare_row(self.look(n + 1)) || small && holds_row(self.above(n)) && self.asks_for_more(n)
    }

    /// Does the label that ends right above a line ask for more?
    fn asks_for_more(&self, n: usize) -> bool {
        let words = n.checked_sub(if holds_bare_row(self.above(n)) { 2 } else { 1 });
        let Some((n, line)) = words.and_then(|n| Some((n, self.line(n)?))) else { return false };
        let own = line.atoms.get(..line.run.0).unwrap_or(&[]);
        let own = own.first().zip(own.last()).map(|(a, b)| a.span.cover(b.span).of(&self.sheet.source.text));
        vocabulary::asks_for_more(own.unwrap_or_else(|| self.sheet.line(n)))
    }

    /// A year or a small number that stands alone where words do, or above figures enough without it.
    fn is_number_of_label(&self, n: usize, widest: usize) -> bool {
        let alone = self.line(n).map(|line| line.atoms.as_slice());
        let Some([number]) = alone.filter(|_| self.together) else { return false };
        let year = number.number().is_some_and(|n| n.year);
        if !year && plain(number).is_none_or(|digits| digits > 2) {
            return false;
        }
        let below = self.look(n + 1);
        if holds_row(self.above(n)) {
            let above = n.checked_sub(1).and_then(|above| self.line(above));
            let row = above.filter(|line| line.run.0 > 0);
            let under = row.is_some_and(|line| line.atoms.first().is_some_and(|a| a.left == number.left));
            let kept = row.is_some_and(|line| line.atoms.get(line.run.0).is_some_and(|a| a.gap == Gap::Wide));
            return year && below != Look::Header || under && kept;
        }
        let enough = matches!(below, Look::Figures { least, labelled: false } if least >= widest);
        self.above(n) == Look::Label && (enough || year && holds_bare_row(below))
    }
}

fn holds_row(look: Look) -> bool {
    matches!(look, Look::Figures { least, .. } if least >= 2)
}

fn holds_bare_row(look: Look) -> bool {
    matches!(look, Look::Figures { least, labelled: false } if least >= 2)
}
