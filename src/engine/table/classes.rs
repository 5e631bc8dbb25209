//! Classes that name rows by numbers: ages, sizes, years of schooling (`0`, `1–5`, `6`, `7–9`, `80–`).
//!
//! A class of one number looks like a figure. Among ranges it is told from one: classes part what they are of without
//! a gap, so that each begins where the one before it ends.

use crate::engine::{report::ColumnRole, vocabulary};

/// A class: its first number and its last, none where it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class {
    pub low: u32,
    pub high: Option<u32>,
}

/// Digits that a class has at most: `10 000–` is written with words beside it.
const DIGITS: usize = 4;

impl Class {
    /// The class that a text is the name of, if it is one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let number = |text: &str| {
            let plain = (1..=DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| plain)
        };
        let text = text.trim();
        if let Some(low) = number(text) {
            return Some(Self { low, high: Some(low) });
        }
        if let Some(low) = text.strip_suffix('+').and_then(|low| number(low.trim())) {
            return Some(Self { low, high: None });
        }
        let (low, high) = text.split_once(['-', '–', '—'])?;
        let low = number(low.trim())?;
        match high.trim() {
            // Statistics write `w` and `ω` for what has no end.
            "" | "w" | "W" | "ω" => Some(Self { low, high: None }),
            high => number(high).filter(|&high| high > low).map(|high| Self { low, high: Some(high) }),
        }
    }

    pub(super) fn is_range(self) -> bool {
        self.high != Some(self.low)
    }

    /// Does the other begin where this ends?
    pub(super) fn meets(self, next: Self) -> bool {
        self.high.and_then(|high| high.checked_add(1)) == Some(next.low)
    }
}

/// Are these the classes of a table, in their order: some of them ranges that meet, and no number alone that does not meet
/// the class before it or behind it?
pub(super) fn are_classes(classes: &[Class]) -> bool {
    let meets = |pair: &[Class]| matches!(pair, [one, next] if one.meets(*next));
    let ranges = |pair: &&[Class]| pair.iter().all(|class| class.is_range());
    let alone = |(at, class): (usize, &Class)| {
        let before = at.checked_sub(1).and_then(|at| classes.get(at..at + 2));
        !class.is_range() && ![before, classes.get(at..at + 2)].into_iter().flatten().any(meets)
    };
    classes.windows(2).filter(ranges).any(meets) && !classes.iter().enumerate().any(alone)
}

/// Classes of a line that meet: two do so by chance.
const COUNTED: usize = 3;
/// Digits of a number alone that is a class among other such numbers: years are no classes.
const SHORT: usize = 2;

/// Where in a line of words classes stand that meet one another (`1 2 3 4`, `-29 år 30-39 år 40- år`), if it has no other
/// numbers: where each of them begins, and where the words behind the last begin that do not stand behind the others.
pub(super) fn counted(words: &[&str]) -> Option<(Vec<usize>, usize)> {
    // Years behind them head columns of their own: `1 2 3 4 2023 2022`.
    let is_number =
        |word: &str| word.contains(|c: char| c.is_ascii_digit()) && vocabulary::year(word).is_none();
    let starts: Vec<usize> =
        (0..words.len()).filter(|&at| words.get(at).is_some_and(|w| is_number(w))).collect();
    let class = |(nth, &at): (usize, &usize)| {
        let word = words.get(at)?;
        // What all others are above begins at nothing.
        let first = word.strip_prefix(['-', '–', '<']).filter(|_| nth == 0).and_then(Class::of);
        let first = first.filter(|class| !class.is_range()).map(|class| Class { low: 0, ..class });
        let class = first.or_else(|| Class::of(word))?;
        (class.is_range() || word.len() <= SHORT).then_some(class)
    };
    let classes: Vec<Class> = starts.iter().enumerate().map(class).collect::<Option<_>>()?;
    // The same words stand behind each.
    let between = |pair: &[usize]| match pair {
        [one, next] => words.get(one + 1..*next),
        _ => None,
    };
    let unit = starts.windows(2).next().and_then(between)?;
    let same = starts.windows(2).all(|pair| between(pair) == Some(unit));
    // `Åk 7 Åk 8 Åk 9`: they stand before each as well.
    let first = *starts.first()?;
    let named = !unit.is_empty()
        && unit.iter().all(|word| word.chars().all(char::is_alphabetic))
        && first.checked_sub(unit.len()).and_then(|from| words.get(from..first)) == Some(unit);
    // Numbers alone begin where counting does: `12 13 14` may as well be a row.
    let begins = named || classes.iter().any(|class| class.is_range()) || classes.first()?.low <= 1;
    let meet = begins && classes.windows(2).all(|pair| matches!(pair, [one, next] if one.meets(*next)));
    if named {
        let starts: Vec<usize> = starts.iter().map(|at| at - unit.len()).collect();
        let end = starts.last()? + unit.len() + 1;
        return (classes.len() >= COUNTED && meet && same).then_some((starts, end));
    }
    let last = starts.last()? + 1;
    let end = last + words.get(last..)?.iter().zip(unit).take_while(|(word, unit)| word == unit).count();
    // Years that are none of these columns stand behind them, if at all, with nothing but their totals and changes.
    let is_year = |word: &&str| vocabulary::year(word).is_some();
    let of_all = |word: &&str| {
        use ColumnRole::{Change, Deviation, Total};
        is_year(word) || matches!(vocabulary::column_role(word), Some(Total | Change | Deviation))
    };
    let behind = !words.iter().any(is_year) || words.get(end..)?.iter().all(of_all);
    (classes.len() >= COUNTED && meet && same && behind).then_some((starts, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<Class> {
        text.split_whitespace().filter_map(Class::of).collect()
    }

    #[test]
    fn classes_meet() {
        assert!(are_classes(&classes("0 1–5 6 7–9 10-12 80-w")[..5]));
        assert!(are_classes(&classes("0-9 10-19 20+")));
        assert!(!are_classes(&classes("0 1–5 7 8-9")), "no ranges that meet");
        assert!(!are_classes(&classes("3 1–5 6-9")), "a number that meets none");
        assert!(!are_classes(&classes("1 2 3 4")), "no ranges");
        assert_eq!(counted(&["F", "1", "2", "3", "Summa"]), Some((vec![1, 2, 3], 4)));
        let ages: Vec<&str> = "-29 år 30-39 år 40-59 år 60- år Totalt".split(' ').collect();
        assert_eq!(counted(&ages), Some((vec![0, 2, 4, 6], 8)));
        assert_eq!(counted(&["2022", "2023", "2024"]), None);
        let dated = ["Skola", "F", "1", "2", "3", "Totalt", "2024", "Totalt", "2023", "Förändring"];
        assert_eq!(counted(&dated), Some((vec![2, 3, 4], 5)));
        assert_eq!(counted(&["Skola", "1", "2", "3", "elever", "2024"]), None);
        assert_eq!(counted(&["Norr", "12", "13", "14"]), None);
        assert_eq!(counted(&["Norr", "1", "2", "4"]), None);
        assert_eq!(counted(&["1", "2", "3", "Budget", "2024"]), None);
        assert_eq!(counted(&["1", "2", "3", "2024", "2023"]), Some((vec![0, 1, 2], 3)));
        let named = ["Åk", "7", "Åk", "8", "Åk", "9", "Läsår", "2024"];
        assert_eq!(counted(&named), Some((vec![0, 2, 4], 6)));
        assert_eq!(Class::of("7-5"), None);
        assert_eq!(Class::of("1 200"), None);
    }
}
