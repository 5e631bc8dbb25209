//! What the name of a label says, with the rows around it: a heading has rows of its kind under it.

use super::{Place, TOTALS, lacking};
use crate::engine::{
    figure,
    report::{Row, RowRole},
};

/// Follows the name of what a table is about, and not of a row: *Resultat per enhet*.
const OF: &[&str] = &["per", "efter", "för", "av", "by", "for", "of"];

/// The fewest letters of what two compounds have in common, *-nämnden* or *-kostnader*, and of what is before it.
const ENDING: usize = 6;
const BEGINNING: usize = 3;

/// `bare`: the lines of words alone. `directly`: the next row follows the label without any of them between.
pub(super) fn is_row(place: &Place<'_>, bare: &[usize], directly: bool) -> bool {
    let Some(next) = place.after().filter(|_| directly) else { return false };
    // What goes on with a small letter or a dash is a name that was broken, or the parts of what the label names.
    let starts = next.label.trim().chars().next();
    if !starts.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) && !is_marked(place) {
        return false;
    }
    let label = Words::of(place.label);
    let fails = || lacking::fails(place.table, place.next, bare);
    is_net(place, &label)
        || !place.adds_up_without()
            && !place.next_adds_up()
            && (is_marked(place)
                || is_of_the_other_side(&label, next)
                || is_above_its_total(place, next) && fails()
                || is_beside(place.label, &next.label) && fails())
}

/// *Totala utgifter* behind the last of several rows that nothing closes, and before a blank line or the end.
pub(super) fn closes(place: &Place<'_>, line_behind: &str) -> bool {
    let label = Words::of(place.label);
    let total = label.0.first().is_some_and(|word| matches!(word.as_str(), "totalt" | "totala" | "samtliga"));
    let items = place.table.rows.get(..place.next).unwrap_or(&[]).iter().rev().take_while(|row| !is_total_like(row));
    total
        && label.is_short()
        && !place.label.ends_with(['.', ':'])
        && items.count() == place.table.rows.len()
        && line_behind.trim().is_empty()
}

/// The words of a label in lower case.
struct Words(Vec<String>);

impl Words {
    fn of(label: &str) -> Self {
        let words = label.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        Self(words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect())
    }

    fn holds(&self, part: &str) -> bool {
        self.0.iter().any(|word| word.contains(part))
    }

    /// It names a thing by itself and not what is told of others.
    fn is_short(&self) -> bool {
        self.0.len() <= 4 && !self.0.iter().any(|word| OF.contains(&word.as_str()))
    }
}

fn is_total_like(row: &Row) -> bool {
    matches!(row.role, RowRole::Total | RowRole::Net | RowRole::Result)
}

/// *Verksamhetens nettokostnader*, *Årets resultat* or *Totala utgifter* in a statement of income and costs, behind items
/// that no other row closes: what they come to, of which nothing is a part.
fn is_net(place: &Place<'_>, label: &Words) -> bool {
    let net = label.holds("nettokostnad") || label.holds("nettointäkt");
    let result = label.0.len() >= 2 && label.0.iter().any(|word| word == "resultat" || word == "resultatet");
    let total = label.0.len() == 2 && label.0.first().is_some_and(|word| word == "totala");
    let roles = |role: RowRole| place.table.rows.iter().filter(|row| row.role == role).count();
    let items = place.table.rows.get(..place.next).unwrap_or(&[]).iter().rev().take_while(|row| !is_total_like(row));
    label.is_short()
        && (net || result || total)
        && roles(RowRole::Income) + roles(RowRole::Cost) >= 2
        && items.count() >= 2
}

/// A list mark stands before it, or a number in brackets behind, as in one of the rows beside it and in all of them where
/// there are two.
fn is_marked(place: &Place<'_>) -> bool {
    // The reader of the tables leaves the mark of a list out of the label.
    let line = |row: &Row| place.source.line((row.line as usize).saturating_sub(1)).trim();
    let mark = |line: &str| line.chars().next().filter(|&c| figure::is_minus(c) || c == '•');
    let own = mark(place.label);
    let listed = |row: &&Row| own.is_some() && mark(line(row)) == own;
    let numbered = |row: &&Row| number_behind(place.label).is_some() && number_behind(row.label.trim()).is_some();
    let beside = || [place.before(), place.after()].into_iter().flatten().filter(|row| !is_total_like(row));
    beside().next().is_some() && (beside().all(|row| listed(&row)) || beside().all(|row| numbered(&row)))
}

/// `(6011)`, `(6015, 6119)` at the end of a label.
pub(super) fn number_behind(label: &str) -> Option<&str> {
    let at = label.rfind('(')?;
    let (_, behind) = label.split_at_checked(at)?;
    let inside = behind.strip_prefix('(')?.strip_suffix(')')?;
    let is_number = inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
    (is_number && inside.chars().filter(char::is_ascii_digit).count() >= 3).then_some(behind)
}

/// *Verksamhetens intäkter* right above a cost, *Verksamhetens kostnader* right above an income: the next row is no part
/// of it.
fn is_of_the_other_side(label: &Words, next: &Row) -> bool {
    let (income, cost) = (label.holds("intäkt"), label.holds("kostnad"));
    let other = match next.role {
        RowRole::Cost => income && !cost,
        RowRole::Income => cost && !income,
        RowRole::Net => income != cost,
        _ => false,
    };
    label.is_short() && other
}

/// Right above the total of at least two rows: there is nothing that it could be the heading of. Above several totals it
/// may be theirs.
fn is_above_its_total(place: &Place<'_>, next: &Row) -> bool {
    let rows = &place.table.rows;
    let several = rows.get(place.next + 1).is_some_and(is_total_like);
    let items = rows.get(..place.next).unwrap_or(&[]).iter().rev().take_while(|row| !is_total_like(row)).count();
    let named = TOTALS.iter().any(|word| next.label.to_lowercase().starts_with(word));
    is_total_like(next) && named && !several && items >= 2
}

/// Is the one a thing beside the other, by how they are compounded: *Skolnämnden* and *Kulturnämnden*,
/// *Skatteintäkter* and *Ränteintäkter*? A heading may be such a thing, too, *Driftkostnader* over *Personalkostnader*.
fn is_beside(label: &str, next: &str) -> bool {
    let last = |text: &str| -> Vec<char> {
        let word = text.split_whitespace().last().unwrap_or("").to_lowercase();
        word.chars().rev().take_while(|c| c.is_alphabetic()).collect()
    };
    let (one, other) = (last(label), last(next));
    let shared = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    shared >= ENDING && one.len() >= shared + BEGINNING && other.len() >= shared + BEGINNING
}

#[cfg(test)]
mod tests {
    use super::{is_beside, number_behind};

    #[test]
    fn compounds_of_the_same_stand_beside_each_other() {
        for (one, other, beside) in [
            ("Skolnämnden", "Kulturnämnden", true),
            ("Anläggningstillgångar", "Omsättningstillgångar", true),
            ("Övriga personalkostnader", "Lokalkostnader", true),
            ("Anläggningstillgångar", "Finansiella anläggningstillgångar", false),
            ("Kostnader", "Lokalkostnader", false),
            ("Skola", "Förskola", false),
            ("Vård", "Omsorg", false),
        ] {
            assert_eq!(is_beside(one, other), beside, "{one} / {other}");
        }
    }

    #[test]
    fn the_number_of_a_project_stands_behind_in_brackets() {
        assert_eq!(number_behind("Löparbana (6151)"), Some("(6151)"));
        assert_eq!(number_behind("Teknik, bibliotek (6015, 6119)"), Some("(6015, 6119)"));
        for other in ["Löparbana", "Not (12)", "Hemlöshet (75%)", "(A 6151)", "6151)"] {
            assert_eq!(number_behind(other), None, "{other}");
        }
    }
}
