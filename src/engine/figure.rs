//! Figures as they are written.
//!
//! A figure is a sign, an integer part in groups of three, a decimal part and perhaps a per cent sign:
//!
//! ```text
//! figure  = [sign] body ["%"] | "(" body ")" | body minus | "±" body
//! sign    = "-" | "−" | "–" | "‑" | "‐" | "+"          attached, or followed by one space
//! body    = digits | group3 { sep group3 } , [ mark digits ]
//! sep     = any kind of single space | "." | "'" | ","  (never the decimal mark)
//! ```
//!
//! The decimal mark is decided for a table or a text, not for a figure: see [`Style`].

use super::span::Span;
use rust_decimal::Decimal;

/// How a table or a text writes its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// `1 234,5`, `1.234,5`, `1'234,5`: Swedish and most of Europe.
    #[default]
    Comma,
    /// `1,234.5`, `1 234.5`, `1'234.5`: English and Swiss.
    Point,
}

impl Style {
    fn decimal_mark(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    fn is_group_mark(self, c: char) -> bool {
        is_space(c)
            || matches!(c, '\'' | '’')
            || match self {
                Self::Comma => c == '.',
                Self::Point => c == ',',
            }
    }
}

/// The sign as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    #[default]
    None,
    Plus,
    Minus,
}

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// With the sign, and with the decimals that are shown (`value.scale()`).
    pub value: Decimal,
    pub sign: Sign,
    pub percent: bool,
}

/// What a text that should be one figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed {
    Figure(Figure),
    /// A mark for "no amount": `-`, `–`, `..`, `n/a`.
    Nil,
    /// Nearly a figure: `1 1 .25`, `12 34 567`, `--45`, an O for a 0.
    Malformed,
    NotFigure,
}

/// A space that may stand between groups of digits: ordinary, no-break, thin, narrow, figure.
pub fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' | '\u{2002}'
            ..='\u{2006}' | '\u{2008}'
    )
}

/// A minus: hyphen, true minus, en dash, no-break hyphen, small and full-width forms.
pub fn is_minus(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2212}' | '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// A character that shows nothing: soft hyphen, zero-width space and joiners, byte-order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Does a cell say that its figure is unknown or kept back (`..`, `x`, `F`, `n/a`)? A dash says that there is none.
pub fn is_withheld(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_space(c) || is_invisible(c));
    // Longer texts are remarks.
    text.chars().count() <= 6
        && text.chars().any(|c| c.is_alphabetic() || matches!(c, '.' | ':' | '…'))
        && !text.chars().any(|c| c.is_ascii_digit() || c.is_whitespace() || is_space(c))
}

/// Reads a text that should be one figure, such as a cell.
pub fn parse(text: &str, style: Style) -> Parsed {
    let mut chars: Vec<char> = text.chars().filter(|&c| !is_invisible(c)).collect();
    trim(&mut chars);
    if chars.is_empty() {
        return Parsed::NotFigure;
    }
    if is_nil(&chars) {
        return Parsed::Nil;
    }
    match strict(&chars, style) {
        Some(figure) => Parsed::Figure(figure),
        None if nearly(&chars) => Parsed::Malformed,
        None => Parsed::NotFigure,
    }
}

fn trim(chars: &mut Vec<char>) {
    while chars.last().is_some_and(|c| c.is_whitespace() || is_space(*c)) {
        chars.pop();
    }
    let lead = chars.iter().take_while(|c| c.is_whitespace() || is_space(**c)).count();
    chars.drain(..lead);
}

fn is_nil(chars: &[char]) -> bool {
    let text: String = chars.iter().collect::<String>().to_lowercase();
    matches!(text.as_str(), "..." | ".." | "." | "…" | "n/a" | "na" | "e/t" | "i.u." | "—")
        || chars.iter().all(|&c| is_minus(c)) && chars.len() <= 3
}

/// The grammar at the head of the module, to the letter.
fn strict(chars: &[char], style: Style) -> Option<Figure> {
    let mut rest: Vec<char> = chars.to_vec();
    // A footnote mark is no part of the figure.
    while rest.last() == Some(&'*') {
        rest.pop();
    }
    let mut percent = false;
    if rest.last() == Some(&'%') {
        percent = true;
        rest.pop();
        trim(&mut rest);
    }
    let mut sign = Sign::None;
    if rest.first() == Some(&'(') && rest.last() == Some(&')') {
        rest.pop();
        rest.remove(0);
        trim(&mut rest);
        sign = Sign::Minus;
    }
    let lead = rest.first().copied();
    if let Some(c) = lead.filter(|&c| is_minus(c) || c == '+' || c == '±') {
        if sign == Sign::Minus && !is_minus(c) {
            return None;
        }
        sign = match c {
            '+' => Sign::Plus,
            '±' => Sign::None,
            _ => Sign::Minus,
        };
        rest.remove(0);
        trim(&mut rest);
    } else if sign == Sign::None && rest.last().copied().is_some_and(is_minus) {
        rest.pop();
        trim(&mut rest);
        sign = Sign::Minus;
    }
    if !percent && rest.last() == Some(&'%') {
        percent = true;
        rest.pop();
        trim(&mut rest);
    }
    let mut value = body(&rest, style)?;
    if sign == Sign::Minus {
        value.set_sign_negative(true);
    }
    Some(Figure { value, sign, percent })
}

/// The unsigned part.
fn body(chars: &[char], style: Style) -> Option<Decimal> {
    let mark = style.decimal_mark();
    let marks = chars.iter().filter(|&&c| c == mark).count();
    let (whole, fraction) = match marks {
        0 => split_foreign_decimal(chars, style),
        1 => {
            let at = chars.iter().position(|&c| c == mark)?;
            let (whole, fraction) = chars.split_at(at);
            (whole, fraction.get(1..)?)
        }
        _ => return None,
    };
    if marks == 1 && fraction.is_empty() || !fraction.iter().all(char::is_ascii_digit) {
        return None;
    }
    let digits = grouped(whole, style)?;
    // 28 significant digits is what a Decimal holds; longer is no figure of a report.
    if digits.len() + fraction.len() > 28 {
        return None;
    }
    let mantissa: i128 = digits
        .iter()
        .chain(fraction)
        .try_fold(0_i128, |sum, c| Some(sum * 10 + i128::from(c.to_digit(10)?)))?;
    Decimal::try_from_i128_with_scale(mantissa, fraction.len() as u32).ok()
}

/// `12.5` in a text of decimal commas: a lone point that cannot part groups is a decimal point.
fn split_foreign_decimal(chars: &[char], style: Style) -> (&[char], &[char]) {
    let other = if style == Style::Comma { '.' } else { ',' };
    if chars.iter().filter(|&&c| c == other).count() == 1
        && let Some(at) = chars.iter().position(|&c| c == other)
    {
        let (whole, fraction) = chars.split_at(at);
        let fraction = fraction.get(1..).unwrap_or(&[]);
        if style == Style::Comma && !fraction.is_empty() && fraction.len() != 3 {
            return (whole, fraction);
        }
    }
    (chars, &[])
}

/// The digits of an integer part in groups of three, all parted by the same mark.
fn grouped(chars: &[char], style: Style) -> Option<Vec<char>> {
    let mut digits = Vec::with_capacity(chars.len());
    let mut groups = Vec::new();
    let mut mark = None;
    for &c in chars {
        if c.is_ascii_digit() {
            digits.push(c);
            match groups.last_mut() {
                Some(n) => *n += 1,
                None => groups.push(1_usize),
            }
        } else if style.is_group_mark(c) {
            let class = if is_space(c) { ' ' } else { c };
            if *mark.get_or_insert(class) != class || groups.is_empty() {
                return None;
            }
            groups.push(0);
        } else {
            return None;
        }
    }
    let well_formed = match groups.split_first() {
        None => false,
        Some((_, [])) => true,
        Some((&first, rest)) => (1..=3).contains(&first) && rest.iter().all(|&n| n == 3),
    };
    well_formed.then_some(digits)
}

/// Is this what a typo makes of a figure? Only digits, marks, signs and the letters that look like digits,
/// and more digits than letters.
fn nearly(chars: &[char]) -> bool {
    let digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    let lookalikes = chars.iter().filter(|c| matches!(c, 'O' | 'o' | 'l' | 'I')).count();
    let all = chars.iter().all(|&c| {
        c.is_ascii_digit()
            || is_space(c)
            || is_minus(c)
            || matches!(c, '.' | ',' | '\'' | '+' | '%' | 'O' | 'o' | 'l' | 'I' | '(' | ')')
    });
    digits > 0 && all && digits > lookalikes
}

/// A figure found in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scanned {
    pub figure: Figure,
    /// With the sign.
    pub span: Span,
    /// A space stands between sign and digits (`– 1,1 mkr`): the sign may be a dash of the sentence.
    pub detached: bool,
}

/// Finds the figures of running text, left to right. A number inside a word (`13-25`, `LSS9`, `2024-03-15`)
/// is none. Spans count from the start of `text`.
pub fn scan(text: &str, style: Style) -> Vec<Scanned> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let byte = |i: usize| chars.get(i).map_or(text.len(), |&(b, _)| b);
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if !at(i).is_some_and(|c| c.is_ascii_digit()) {
            i += 1;
            continue;
        }
        let start = i;
        let end = number_end(&at, start, style);
        i = end;
        let (sign, sign_at, detached) = sign_before(&at, start);
        let glued_before = start > 0
            && sign == Sign::None
            && at(start - 1).is_some_and(|c| {
                c.is_alphanumeric() || is_minus(c) || matches!(c, '.' | ',' | '/' | ':' | '_')
            });
        let glued_after = at(end).is_some_and(|c| c == '_' || c == '/')
            || at(end).is_some_and(|c| is_minus(c) || matches!(c, '.' | ',' | ':'))
                && at(end + 1).is_some_and(|c| c.is_ascii_digit());
        if glued_before || glued_after {
            // The rest of the word belongs to it, too.
            while at(i)
                .is_some_and(|c| c.is_ascii_digit() || is_minus(c) || matches!(c, '.' | ',' | ':' | '/'))
            {
                i += 1;
            }
            continue;
        }
        let digits: Vec<char> = (start..end).filter_map(at).filter(|&c| !is_invisible(c)).collect();
        let Some(mut value) = body(&digits, style) else { continue };
        if sign == Sign::Minus {
            value.set_sign_negative(true);
        }
        let percent_at = if at(end).is_some_and(is_space) { end + 1 } else { end };
        let percent = at(percent_at) == Some('%');
        found.push(Scanned {
            figure: Figure { value, sign, percent },
            span: Span::new(byte(sign_at), byte(end)),
            detached,
        });
    }
    found
}

/// The end of the number that starts at `start`: digit groups and decimals.
fn number_end(at: &impl Fn(usize) -> Option<char>, start: usize, style: Style) -> usize {
    let digit = |i: usize| at(i).is_some_and(|c| c.is_ascii_digit());
    let run = |mut i: usize| {
        while digit(i) {
            i += 1;
        }
        i
    };
    let mut end = run(start);
    if end - start <= 3 {
        while at(end).is_some_and(|c| style.is_group_mark(c)) && run(end + 1) == end + 4 {
            // N.B. "2,5.100" is no figure, and is left to the caller as glued.
            end += 4;
        }
    }
    let decimal = at(end).is_some_and(|c| c == style.decimal_mark() || style == Style::Comma && c == '.');
    if decimal && digit(end + 1) {
        let after = run(end + 1);
        // A point with three digits behind parts groups; any other count makes it a decimal point.
        end = after;
    }
    end
}

/// The sign before a number, where it starts, and whether a space parts them.
fn sign_before(at: &impl Fn(usize) -> Option<char>, start: usize) -> (Sign, usize, bool) {
    let as_sign = |i: usize| {
        at(i).and_then(|c| match c {
            '+' => Some(Sign::Plus),
            '±' => Some(Sign::None),
            c if is_minus(c) => Some(Sign::Minus),
            _ => None,
        })
    };
    let free = |i: usize| {
        i == 0
            || at(i - 1)
                .is_some_and(|c| c.is_whitespace() || is_space(c) || matches!(c, '(' | '[' | '=' | '"' | '”'))
    };
    if start >= 1
        && let Some(sign) = as_sign(start - 1)
        && free(start - 1)
    {
        return (sign, start - 1, false);
    }
    let blank = |i: usize| at(i).is_some_and(|c| is_space(c) || c.is_whitespace());
    if start >= 2
        && blank(start - 1)
        && let Some(sign) = as_sign(start - 2)
        && free(start - 2)
    {
        return (sign, start - 2, true);
    }
    (Sign::None, start, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, style: Style) -> String {
        match parse(text, style) {
            Parsed::Figure(f) => format!("{}{}", f.value, if f.percent { "%" } else { "" }),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn every_way_to_write_a_swedish_figure() {
        for (text, expected) in [
            ("-1 172 630", "-1172630"),
            ("– 4 646", "-4646"),
            ("−7", "-7"),
            ("+22", "22"),
            ("(1 234)", "-1234"),
            ("1 234,5", "1234.5"),
            ("12,6 %", "12.6%"),
            ("12,60", "12.60"),
            ("±0", "0"),
            ("45-", "-45"),
            ("1\u{a0}234", "1234"),
            ("1\u{202f}234\u{2009}567", "1234567"),
            ("1.234,5", "1234.5"),
            ("1.234", "1234"),
            ("1'234", "1234"),
            ("12.5", "12.5"),
            ("4024", "4024"),
            ("-400*", "-400"),
            ("-", "Nil"),
            ("–", "Nil"),
            ("..", "Nil"),
            ("n/a", "Nil"),
            ("", "NotFigure"),
            ("Budget", "NotFigure"),
            ("1 1 .25", "Malformed"),
            ("12 34 567", "Malformed"),
            ("--45", "Malformed"),
            ("1.234,5.6", "Malformed"),
            ("1O 000", "Malformed"),
        ] {
            assert_eq!(shown(text, Style::Comma), expected, "{text:?}");
        }
    }

    #[test]
    fn english_and_swiss_figures() {
        for (text, expected) in [
            ("1,234.5", "1234.5"),
            ("1'234.50", "1234.50"),
            ("12.00000", "12.00000"),
            ("5%", "5%"),
            ("(3)", "-3"),
        ] {
            assert_eq!(shown(text, Style::Point), expected, "{text:?}");
        }
    }

    fn scanned(text: &str) -> String {
        let found = scan(text, Style::Comma);
        found
            .iter()
            .map(|s| format!("{}={}", s.span.of(text), s.figure.value))
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn a_mark_for_what_is_kept_back_is_no_dash() {
        for (text, withheld) in [
            ("x", true),
            ("..", true),
            ("n/a", true),
            (" F ", true),
            ("-", false),
            ("—", false),
            ("", false),
            ("12", false),
        ] {
            assert_eq!(is_withheld(text), withheld, "{text}");
        }
        assert!(!is_withheld("se not"), "a remark");
    }

    #[test]
    fn figures_in_running_text() {
        for (text, expected) in [
            ("en avvikelse om -14,6 mkr.", "-14,6=-14.6"),
            ("till – 0,8 mkr", "– 0,8=-0.8"),
            ("2027 1 000 tkr. 2028 500 tkr", "2027=2027 | 1 000=1000 | 2028=2028 | 500=500"),
            ("13-25 år och 65+", "65=65"),
            ("den 2024-03-15 kl. 10:30", ""),
            ("(18–64 år)", ""),
            ("+22 mnkr, varav 1,6", "+22=22 | 1,6=1.6"),
            ("0,3mkr", "0,3=0.3"),
            ("2,2 - 0,6 = 1,6 mnkr", "2,2=2.2 | - 0,6=-0.6 | 1,6=1.6"),
            ("uppgår till 5 000 tkr.", "5 000=5000"),
            ("var 3.", "3=3"),
        ] {
            assert_eq!(scanned(text), expected, "{text:?}");
        }
    }
}
