//! A change told by itself: *Avskrivningarna ökade med 12 mkr jämfört med föregående år.* Nothing but the row, that it
//! moved or differs, and from what: then the row and the comparison alone say what the figure must be, with no level beside
//! it.
//!
//! Reports tell as often of what one cause added, of a part, or of several years. So every word has to be understood: what
//! follows the figure may only name what it is compared with, and a reason only where that is named.

use super::{
    super::{
        around::year_of,
        columns::Features,
        figures::{Against, Draft},
        flow::{Kindred, Token},
        labels::Labels,
        narrowed::gives_reason,
        vocabulary::{self, Senses},
    },
    Computed, Scene,
};

impl Scene<'_> {
    /// Is a change told with its row and what it is compared with, and with nothing else?
    pub(super) fn says_only_change(&self, draft: &Draft, tokens: &[Token], found: &[Computed]) -> bool {
        let f = draft.features;
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        let right = tokens.get(draft.last + 1..).unwrap_or(&[]);
        let moved = draft.moves && draft.lead == "med";
        // "Ökade 4 mkr mer än föregående år" weighs two changes.
        let differs = draft.against != Against::Nothing && draft.more != 0 && !draft.moves;
        let measured = f.forecast || f.goal || f.share || f.deviation && draft.against != Against::Budget;
        let budgeted = f.budget && draft.against != Against::Budget;
        let names = |tokens: &[Token]| {
            tokens.iter().any(|t| t.senses().has(Senses::PREVIOUS | Senses::BUDGET) || year_of(t).is_some())
        };
        let Some(compared) = compared_in(right) else { return false };
        let named = names(left) || names(compared);
        // "Har ökat" may be since long ago.
        let since = left.iter().any(|t| matches!(t.text(), "har" | "hade")) && !named;
        // The budget of another year is in no column.
        let sides = || left.iter().chain(compared);
        let budget = sides().any(|t| t.senses().has(Senses::BUDGET));
        let then = sides().any(|t| t.senses().has(Senses::PREVIOUS) || year_of(t).is_some());
        (moved || differs)
            && !(measured || budgeted || since || budget && then)
            && draft.timely
            && left.iter().all(|t| introduces(t, self.reading.labels))
            && ends_there(right.get(compared.len()..).unwrap_or(&[]), named)
            && !self.goes_on_beside(draft)
            && found.iter().all(|made| self.is_of_outcomes(made))
    }

    /// Are both cells of what came out, or the older one the budget of it? A plan or a forecast is told of in other words.
    fn is_of_outcomes(&self, made: &Computed) -> bool {
        let columns = self.columns(made.table);
        // Years without a word beside budgets, and of more than two some, may be planned.
        let level = |c: &Features| c.is_kind_of_level();
        let bare = columns.iter().filter(|c| !c.has_measure() && c.year.is_some()).count();
        let told = bare <= 2 && !columns.iter().any(level);
        let came = |c: &Features| c.outcome && !c.forecast || !c.has_measure() && told;
        let [new, old] = made.places.as_slice() else { return false };
        let column = |at: usize| columns.get(at);
        let older = |c: &Features| came(c) || c.previous || c.budget && !c.forecast;
        column(new.1).is_some_and(came) && column(old.1).is_some_and(older)
    }

    /// *Därtill kom …*, *Resten …*: does the next sentence say that there was more to it?
    fn goes_on_beside(&self, draft: &Draft) -> bool {
        let next = self.flow.sentences.get(draft.sentence + 1).filter(|next| next.block == draft.block);
        next.and_then(|next| next.tokens.first()).is_some_and(|t| {
            matches!(
                t.text(),
                "därtill" | "dessutom" | "resten" | "resterande" | "övrigt" | "övriga" | "samtidigt"
            )
        })
    }
}

/// The row, a verb of what has happened, or a word between them.
fn introduces(token: &Token, labels: &Labels) -> bool {
    let senses = token.senses();
    // Of whose figures is told, and that a cost has got worse, is more than a row and a verb say.
    let body = senses.has(Senses::WHOLE | Senses::BODY | Senses::POSITIVE | Senses::NEGATIVE)
        || vocabulary::tells_of_quality(token.text());
    let moves = senses.has(Senses::MOVES) && !vocabulary::tells_of_present(token.text());
    !body
        && (labels.tells(token)
            || moves
            || compares(token)
            || vocabulary::account(token.text()).is_some()
            || vocabulary::is_about(token.text()))
}

/// The words behind a figure that say what it is compared with, up to what follows; none where one is not understood.
fn compared_in(right: &[Token]) -> Option<&[Token]> {
    let ends = |at: usize| {
        right.get(at).is_some_and(|t| {
            matches!(t.kind, Kindred::Mark('.' | ',' | ';' | '!' | '('))
                || vocabulary::joins(t.text())
                || t.text() == "till"
                || t.senses().has(Senses::CLAUSE)
        }) || gives_reason(right, at)
    };
    let end = (0..right.len()).find(|&at| ends(at)).unwrap_or(right.len());
    let compared = right.get(..end)?;
    let weighs = Senses::all(&[Senses::HIGHER, Senses::LOWER, Senses::THAN]);
    compared.iter().all(|t| compares(t) || t.senses().has(weighs)).then_some(compared)
}

/// Does the sentence end behind the comparison, or tell the same change once more, or, where what it is compared with is
/// `named`, its reason and no other figure?
fn ends_there(behind: &[Token], named: bool) -> bool {
    let [first, rest @ ..] = behind else { return true };
    let figure = |tokens: &[Token]| tokens.iter().any(|t| matches!(t.kind, Kindred::Figure(_)));
    let again = |t: &Token| t.text() == "till" || vocabulary::tells_share(t.text()) || t.is_mark('(');
    let comma = first.is_mark(',');
    let next = if comma { rest.first() } else { Some(first) };
    let near = rest.get(..4).unwrap_or(rest);
    first.is_mark('.')
        || first.text() == "medan"
        || next.is_some_and(again) && figure(near)
        || named && !comma && gives_reason(behind, 0) && !figure(rest) && !is_part(behind)
}

/// *Som avser gatorna*: of a part, and no reason.
fn is_part(behind: &[Token]) -> bool {
    behind.iter().take(3).any(|t| matches!(t.text(), "avser" | "gäller" | "avsåg" | "gällde" | "rör"))
}

/// A time or a plan to compare with, or a word that adds nothing to it.
fn compares(token: &Token) -> bool {
    let vague = matches!(token.text(), "tidigare" | "senaste");
    token.senses().has(Senses::PREVIOUS | Senses::BUDGET) && !vague
        || year_of(token).is_some()
        || matches!(token.kind, Kindred::Mark(',' | ':'))
        || token.word().is_some() && vocabulary::adds_nothing(token.text())
}
