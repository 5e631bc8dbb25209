//! Swedish words: folded, cut down to stems, and freed from the heads that name an organisation.
//!
//! The stemmer is Snowball's for Swedish (<https://snowballstem.org/algorithms/swedish/stemmer.html>),
//! written out here because the packaged one brings seventeen other languages into the page. A test holds
//! it against that package.

use super::{figure::is_invisible, span::Span};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Counted from the start of the text that was cut.
    pub span: Span,
    /// In lower case, without invisible characters.
    pub text: String,
    pub stem: String,
}

/// The words of a text, left to right: unbroken runs of letters. Hyphens and digits part words.
pub fn words(text: &str) -> Vec<Word> {
    plain(text)
        .into_iter()
        .map(|(span, text)| {
            let stem = key(&text);
            Word { span, text, stem }
        })
        .collect()
}

/// The same words without their stems, which cost most: place and text in lower case.
pub fn plain(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut current = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphabetic() {
            start.get_or_insert(at);
            current.extend(c.to_lowercase());
        } else if is_invisible(c) && start.is_some() {
            // A soft hyphen does not end a word.
        } else if let Some(from) = start.take() {
            found.push((Span::new(from, at), std::mem::take(&mut current)));
        }
    }
    found
}

/// The stem that words are compared by: Snowball's, and neuters in the definite form too (*boendet*, *boende*,
/// *gymnasiet*, *gymnasium*), which Snowball leaves alone.
pub fn key(word: &str) -> String {
    /// Words whose *-et* is no ending.
    const WHOLE: &[&str] = &["het", "itet", "budget", "paket", "internet", "alfabet"];
    /// Plurals that change more than their ending and stand in every table of people.
    const IRREGULAR: &[(&str, &str)] =
        &[("männen", "män"), ("männens", "män"), ("mäns", "män"), ("mannen", "man")];
    let word = IRREGULAR.iter().find(|(form, _)| *form == word).map_or(word, |(_, plain)| *plain);
    // "Nettot", "finansnettot".
    let word = if word.ends_with("nettot") { word.strip_suffix('t').unwrap_or(word) } else { word };
    let bare = word.strip_suffix('s').filter(|bare| bare.ends_with("et")).unwrap_or(word);
    let neuter = bare
        .strip_suffix("et")
        .or_else(|| bare.strip_suffix("um").filter(|rest| rest.ends_with('i')))
        .filter(|rest| rest.chars().count() >= 4 && !WHOLE.iter().any(|ending| bare.ends_with(ending)));
    // The vowel stays, so that "boendet" is cut as "boende" is.
    let mut letters: Vec<char> = neuter.unwrap_or(word).chars().collect();
    letters.extend(neuter.map(|_| 'e'));
    cut(&mut letters);
    // Once more, because what one form loses at once another loses in two steps: kommentarer, kommentar, komment.
    cut(&mut letters);
    letters.into_iter().collect()
}

/// The stem of a word in lower case.
pub fn stem(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    cut(&mut letters);
    letters.into_iter().collect()
}

/// Cuts a word down to its stem.
fn cut(letters: &mut Vec<char>) {
    // Longer than any Swedish word: no word, and not worth the time.
    if letters.len() > 80 {
        return;
    }
    let region = region(letters);
    ending(letters, region);
    if ["dd", "gd", "nn", "dt", "gt", "kt", "tt"].iter().any(|pair| ends(letters, region, pair)) {
        letters.pop();
    }
    if ends(letters, region, "löst") || ends(letters, region, "fullt") {
        letters.pop();
    } else {
        for suffix in ["els", "lig", "ig"] {
            if ends(letters, region, suffix) {
                letters.truncate(letters.len() - suffix.len());
                break;
            }
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö')
}

/// Where the endings may start: after the first consonant that follows a vowel, yet not before the fourth
/// letter.
fn region(letters: &[char]) -> usize {
    let vowel = letters.iter().position(|&c| is_vowel(c)).unwrap_or(letters.len());
    let consonant = letters.iter().skip(vowel).position(|&c| !is_vowel(c));
    let after = consonant.map_or(letters.len(), |n| vowel + n + 1);
    if letters.len() < 3 { letters.len() } else { after.max(3) }
}

fn ends(letters: &[char], region: usize, suffix: &str) -> bool {
    let mut rest = letters.iter().rev();
    suffix.chars().rev().all(|c| rest.next() == Some(&c)) && rest.len() >= region
}

/// Inflections, the longest of each shape first.
const ENDINGS: &[&str] = &[
    "heterna", "hetens", "anden", "andes", "andet", "arens", "arnas", "ernas", "heten", "heter", "ornas",
    "ades", "ande", "aren", "arna", "arne", "aste", "erna", "erns", "orna", "ade", "are", "ast", "ens",
    "ern", "het", "ad", "ar", "as", "at", "en", "er", "es", "or", "a", "e",
];

fn ending(letters: &mut Vec<char>, region: usize) {
    // Every ending ends with one of these; most words do not.
    if !matches!(letters.last(), Some('a' | 'd' | 'e' | 'n' | 'r' | 's' | 't')) {
        return;
    }
    if let Some(suffix) = ENDINGS.iter().find(|suffix| ends(letters, region, suffix)) {
        letters.truncate(letters.len() - suffix.chars().count());
    } else if ends(letters, region, "s")
        && letters.iter().rev().nth(1).is_some_and(|c| "bcdfghjklmnoprtvy".contains(*c))
    {
        letters.pop();
    }
}

/// Heads that say what kind of body it is, not which: *socialnämnden* is *social*.
const HEADS: &[&str] =
    &["förvaltning", "avdelning", "verksamhet", "styrelse", "enhet", "kontor", "sektor", "område", "nämnd"];

const INFLECTIONS: &[&str] =
    &["", "s", "en", "ens", "n", "ns", "et", "ets", "er", "ers", "erna", "ernas", "na", "nas", "a"];

/// The stem of what stands before an organisational head: `social` for *socialnämndens*. None for words that
/// have no such head, or nothing before it.
pub fn bare_stem(word: &str) -> Option<String> {
    let (first, _) = split_head(word)?;
    Some(key(first))
}

/// The initials of a body that is named by its head: *ks* for *kommunstyrelsen*, *sn* for *socialnämndens*.
pub fn initials(word: &str) -> Option<String> {
    let (first, head) = split_head(word)?;
    Some(first.chars().take(1).chain(head.chars().take(1)).collect())
}

/// Does the word name a body of an organisation by its head (*nämnden*, *vuxenenheten*)?
pub fn has_head(word: &str) -> bool {
    HEADS.iter().any(|head| {
        word.rfind(head)
            .and_then(|at| word.get(at + head.len()..))
            .is_some_and(|rest| INFLECTIONS.contains(&rest))
    })
}

fn split_head(word: &str) -> Option<(&str, &str)> {
    HEADS.iter().find_map(|head| {
        let at = word.rfind(head)?;
        let (first, rest) = (word.get(..at)?, word.get(at..)?);
        let inflected = rest.get(head.len()..)?;
        (first.chars().count() >= 3 && INFLECTIONS.contains(&inflected)).then_some((first, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        for (a, b) in [
            ("personalkostnaderna", "personalkostnader"),
            ("gymnasiet", "gymnasium"),
            ("gymnasiets", "gymnasium"),
            ("tjänst", "tjänster"),
            ("intäkterna", "intäkter"),
            ("nämndens", "nämnden"),
            ("budgetavvikelsen", "budgetavvikelse"),
            ("utredningsenheten", "utredningsenheter"),
            ("lokalhyrorna", "lokalhyror"),
            ("boenden", "boende"),
            ("boendet", "boende"),
            ("områdets", "område"),
            ("kontoret", "kontor"),
            ("kommentarer", "kommentar"),
            ("budget", "budgeten"),
            ("kvalitet", "kvaliteten"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn bodies_without_their_heads() {
        assert_eq!(bare_stem("bildningsnämnden").as_deref(), Some("bildning"));
        assert_eq!(bare_stem("socialnämndens").as_deref(), Some("social"));
        assert_eq!(bare_stem("finansförvaltningen"), Some(stem("finans")));
        assert_eq!(bare_stem("nämnden"), None);
        assert_eq!(bare_stem("personalkostnader"), None);
        assert!(has_head("nämndens") && has_head("boendeenheten") && !has_head("kostnader"));
    }

    #[test]
    fn words_are_cut_at_hyphens_and_digits() {
        let cut: Vec<String> = words("Vård- och LSS9-boende\u{ad}n").into_iter().map(|w| w.text).collect();
        assert_eq!(cut, ["vård", "och", "lss", "boenden"]);
    }

    proptest! {
        #[test]
        fn agrees_with_the_packaged_stemmer(word in "[a-zåäö]{1,18}") {
            let packaged = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::Swedish);
            prop_assert_eq!(stem(&word), packaged.stem(&word).into_owned());
        }

        #[test]
        fn spans_hold_their_words(text in "\\PC{0,60}") {
            for word in words(&text) {
                prop_assert!(!word.span.is_empty() && !word.span.of(&text).is_empty());
            }
        }
    }
}
