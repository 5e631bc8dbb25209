//! Words that narrow a figure to a part, a place or another time, so that no cell speaks against it: *exklusive bolagen*,
//! *i simhallen*, *före tillägget*, *som mest*.

use super::{
    columns::Features,
    figures::Draft,
    flow::{Kindred, Token},
    vocabulary::{self, Senses},
};

/// Words that narrow what is told wherever they stand.
fn narrows(word: &str) -> bool {
    matches!(
        word,
        "exklusive"
            | "exkl"
            | "inklusive"
            | "inkl"
            | "räknas"
            | "inräknat"
            | "inräknad"
            | "inräknade"
            | "medräknat"
            | "borträknat"
            | "borträknas"
            | "bortsett"
            | "frånsett"
            | "undantaget"
            | "rensat"
            | "netto"
            | "brutto"
            | "ackumulerat"
            | "ackumulerad"
            | "ackumulerade"
            | "utan"
            | "utom"
            | "före"
            | "innan"
            | "enligt"
            | "hittills"
            | "genomsnitt"
            | "genomsnittlig"
            | "genomsnittliga"
            | "snitt"
            | "snittet"
            | "när"
            | "om"
            | "ursprungliga"
            | "ursprunglig"
            | "ursprungligen"
            | "planerade"
            | "planerad"
            | "planerat"
            | "beslutade"
            | "beslutad"
            | "beslutat"
            | "begärda"
            | "begärd"
            | "beviljade"
            | "beviljad"
            | "föreslagna"
            | "föreslagen"
            | "såldes"
            | "köptes"
            | "ska"
            | "skall"
            | "bör"
            | "får"
            | "måste"
            | "åtgärder"
            | "besparingar"
    )
}

/// Do the words from here give a reason, or go on to something else, and say no more of the figure before them?
pub(super) fn gives_reason(behind: &[Token], at: usize) -> bool {
    let text = |at: usize| behind.get(at).map_or("", Token::text);
    is_cause(behind, at)
        || matches!(text(at), "därför" | "vilket" | "vilka" | "att" | "trots" | "beroende")
        || matches!((text(at), text(at + 1)), ("till", "skillnad"))
        || text(at) == "som" && !vocabulary::is_extreme(text(at + 1))
}

/// Do the words from here say what something came of: *på grund av lönerna*, *tack vare bidraget*?
pub(super) fn is_cause(behind: &[Token], at: usize) -> bool {
    let text = |at: usize| behind.get(at).map_or("", Token::text);
    matches!(text(at), "eftersom" | "då" | "tack")
        || matches!((text(at), text(at + 1)), ("på", "grund") | ("till", "följd"))
}

/// Does what stands behind a figure, up to the next one, narrow it to a part, a place or another time? What only gives
/// reasons does not.
pub(super) fn is_narrowed(behind: &[Token]) -> bool {
    let mut pause = false;
    for (at, token) in behind.iter().enumerate() {
        let word = token.text();
        if token.is_mark('.') || token.is_mark(';') || gives_reason(behind, at) {
            return false;
        }
        if token.is_mark(',') {
            pause = true;
            continue;
        }
        // "Ökade från året före" says from when.
        if narrows(word) && !token.senses().has(Senses::PREVIOUS) || word == "som" {
            return true;
        }
        if matches!(word, "och" | "men" | "samt") {
            // "… och är nu 3": another time is told next.
            let near = behind.get(at + 1..).unwrap_or(&[]).iter().take(3);
            return near
                .into_iter()
                .any(|t| matches!(t.text(), "nu" | "numera" | "därefter" | "senare" | "då" | "avser"));
        }
        if !pause && matches!(word, "efter" | "sedan") {
            return true;
        }
        if matches!(word, "på" | "i" | "från" | "vid" | "under" | "till" | "av" | "åt") {
            let article = |t: &&Token| t.senses() == Senses::STOP && t.word().is_some();
            // Two articles at most: "i den egna verksamheten".
            let object = behind.get(at + 1..).unwrap_or(&[]).iter().take(3).find(|t| !article(t));
            let narrow = |t: &Token| {
                let earlier = ["rapport", "bokslut", "plan", "beräkning", "bedömning"]
                    .iter()
                    .any(|part| t.text().contains(part));
                t.word().is_some()
                    && (t.senses().is_content()
                        || t.senses().has(Senses::BODY)
                        || t.senses().has(Senses::MONTH)
                        || earlier)
            };
            if object.is_some_and(narrow) {
                return true;
            }
        }
    }
    false
}

/// *Prognosen var 3*, *fick en ram på 3*, *i vårprognosen var underskottet 3*: as it was before, or was decided first.
pub(super) fn is_of_before(draft: &Draft, left: &[Token], own: Features) -> bool {
    let says = |words: &[&str]| left.iter().any(|t| words.contains(&t.text()));
    let was =
        matches!(draft.lead.as_str(), "var" | "låg") || says(&["var", "låg", "pekade", "höjdes", "sänktes"]);
    let feared = says(&["befarades", "väntades", "beräknades", "beräknade", "prognostiserades", "bedömdes"]);
    // "I kommunen var kostnaderna 3 mkr": another's, where the report is not its.
    let of_body = left.windows(2).any(|pair| match pair {
        [within, body] => matches!(within.text(), "i" | "inom" | "hos") && body.senses().has(Senses::BODY),
        _ => false,
    });
    let granted = says(&["fick", "tilldelades", "anslogs"]);
    let earlier = left.windows(2).any(|pair| match pair {
        [before, report] => {
            matches!(before.text(), "i" | "vid" | "enligt") && vocabulary::is_earlier_report(report.text())
        }
        _ => false,
    });
    let extreme = left.windows(2).any(
        |pair| matches!(pair, [som, most] if som.text() == "som" && vocabulary::is_extreme(most.text())),
    );
    own.forecast && was
        || feared
        || of_body
        || own.budget && granted
        || earlier
        || extreme
        || left.iter().any(|t| {
            let apart = matches!(t.text(), "om" | "när" | "netto") || t.senses().has(Senses::PREVIOUS);
            narrows(t.text()) && !apart
        })
}

/// The words of a sentence outside brackets and outside what it compares with: *än förra året*, *mot 3 mkr 2022*.
pub(super) fn outside_comparisons(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let mut compares = false;
    let mut bracket = false;
    let as_before = |at: usize| tokens.get(at + 1).is_some_and(|next| next.senses().has(Senses::PREVIOUS));
    let told = tokens.iter().enumerate().filter(move |&(at, token)| {
        match &token.kind {
            Kindred::Mark('(') => bracket = true,
            Kindred::Mark(')') => bracket = false,
            Kindred::Mark(',' | ';' | ':' | '.') => compares = false,
            Kindred::Word(word, senses) => {
                compares |= senses.has(Senses::THAN) || matches!(word.text.as_str(), "från" | "sedan");
                // "Lika mycket som året före".
                compares |= word.text == "som" && as_before(at);
            }
            _ => {}
        }
        !compares && !bracket
    });
    told.map(|(_, token)| token)
}
