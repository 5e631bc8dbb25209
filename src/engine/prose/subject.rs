//! What a figure is about: the words of its sentence, the headings above it, or the whole report.

use super::{
    figures::Draft,
    flow::{Flow, Kind, Kindred, Token},
    headings::{Context, Headed, Headings, heading_key},
    labels::{By, Candidate, Key, Labels, Named},
    targets::ROWS,
    vocabulary::{self, Account, Senses},
};
use crate::engine::{report::RowRole, span::Span, words};
use std::collections::BTreeSet;

/// Telling words of a name. More is no name, and each figure of the sentence would carry them all.
pub(super) const NAME: usize = 32;

/// Letters that are shown and compared of a word or a title, longer than any of a report.
pub(super) const SHOWN: usize = 400;

/// Figures further back that a body may have been told of with.
pub(super) const EARLIER: usize = 8;

/// Rows that a sentence names together: more are a list.
const JOINT: usize = 12;

/// Why a subject has no row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lack {
    #[default]
    Nothing,
    NoRow,
    SeveralRows,
    /// *Dessa*, *den verksamheten*: said before, in words that were not followed.
    Unnamed,
}

/// What a figure is about.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that the words say or do not say")]
pub(super) struct Subject {
    /// Rows it may be, the best first: indices into [`Labels::rows`].
    pub(super) rows: Vec<usize>,
    /// There is one row and nothing in the sentence speaks against it.
    pub(super) sure: bool,
    /// Two figures are about the same thing only if their keys are equal.
    pub(super) key: String,
    /// For people.
    pub(super) text: String,
    pub(super) lack: Lack,
    /// The reporting body as a whole.
    pub(super) whole: bool,
    /// Named by the sentence, not by a heading.
    pub(super) named: bool,
    /// How many telling words name it.
    pub(super) words: usize,
    /// How many of them are in no label that it may be.
    pub(super) unknown: usize,
    /// Rows of one table that it names together: *hemtjänsten och boendet*.
    pub(super) joint: Vec<usize>,
    /// Some of them by a part of the label only.
    pub(super) loosely: bool,
    /// Its row was told from those that are called so in other groups.
    pub(super) grouped: bool,
    /// Of the sentence before, which its own goes on from.
    pub(super) carried: bool,
}

impl Subject {
    /// Is it one row, that names a body?
    pub(super) fn is_body(&self, labels: &Labels) -> bool {
        let row = self.rows.first().and_then(|&row| labels.rows.get(row));
        self.rows.len() == 1 && row.is_some_and(|row| row.body)
    }

    /// A row that is called as rows of other groups are is certain only where the group is named.
    pub(super) fn leave_groups_open(&mut self, labels: &Labels) {
        let in_group = |row: &usize| labels.rows.get(*row).is_some_and(|row| row.group.is_some());
        self.sure &= self.grouped || !self.rows.iter().any(in_group);
    }

    /// Among its units a board's own row is called as the board that reports, which is also the sum of them.
    fn leave_own_body_open(&mut self, labels: &Labels) {
        let Some(own) = self.rows.first().copied() else { return };
        let table = labels.rows.get(own).and_then(|row| labels.tables.get(row.table));
        let Some(table) = table.filter(|table| table.bodies <= 1) else { return };
        let sums: Vec<usize> = table.wholes.iter().copied().filter(|&sum| sum != own).collect();
        self.sure &= sums.is_empty();
        self.rows.extend(sums);
    }

    /// *Socialnämndens intäkter* are not what a row tells whose table does not part income from costs.
    pub(super) fn leave_accounts_open(&mut self, account: Account, labels: &Labels) {
        let parts = |row: &usize| {
            labels.rows.get(*row).is_some_and(|row| {
                let columns = labels.tables.get(row.table).map_or(&[][..], |table| table.columns.as_slice());
                row.account == Some(account) || columns.iter().any(|c| c.account == Some(account))
            })
        };
        if account != Account::Net && !self.rows.iter().all(parts) {
            self.sure = false;
            self.unknown = self.unknown.max(1);
        }
    }

    /// The rows that its figures are tried on.
    pub(super) fn tried(&self) -> &[usize] {
        self.rows.get(..ROWS).unwrap_or(&self.rows)
    }
}

/// The beginning of a text: at most so many bytes of whole letters.
pub(super) fn clipped(text: &str, most: usize) -> &str {
    let end = (most.min(text.len())..=text.len()).find(|&at| text.is_char_boundary(at));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

pub(super) fn telling(senses: Senses) -> bool {
    senses.is_content() || senses == Senses::REST || senses.has(Senses::WHOLE)
}

fn keys(tokens: &[&Token]) -> Vec<Key> {
    tokens
        .iter()
        .filter_map(|t| t.word().map(|word| (word, t.senses())))
        .map(|(word, senses)| Key {
            general: senses.has(Senses::WHOLE),
            stem: word.stem.clone(),
            bare: words::bare_stem(&word.text),
            initials: words::initials(&word.text),
        })
        .collect()
}

pub(super) fn words_key(tokens: &[&Token]) -> String {
    let stems: BTreeSet<&str> =
        tokens.iter().filter_map(|t| t.word()).map(|w| clipped(&w.stem, SHOWN)).collect();
    stems.into_iter().collect::<Vec<_>>().join(" ")
}

/// The subject that some telling words name.
pub(super) fn from_words(content: &[&Token], labels: &Labels, steps: &mut u64) -> Subject {
    if let Some((group, used)) = labels.group_named(content) {
        return in_group(content, group, &used, labels, steps);
    }
    let found = labels.find(&keys(content), steps);
    let mut subject =
        Subject { key: words_key(content), named: true, words: content.len(), ..Subject::default() };
    // "Hälso- och sjukvården", where a table is called so and a row is "Närsjukvård".
    // "Skatter och bidrag" are rows of their own, unless one row is called so.
    let taxes = labels.taxes_and_grants(content);
    let one = |c: &Candidate| c.full && c.used.len() == content.len();
    if !taxes.is_empty() && !found.iter().any(one) && joint(&found, content.len(), labels).is_empty() {
        return Subject { joint: taxes.to_vec(), loosely: true, lack: Lack::NoRow, ..subject };
    }
    let titled =
        if found.first().is_some_and(Candidate::is_guessed) { labels.titled(content) } else { Vec::new() };
    if !titled.is_empty() {
        return Subject { rows: titled, whole: true, ..subject };
    }
    let Some(best) = found.first() else {
        subject.lack = Lack::NoRow;
        if let [only] = content {
            subject.joint = labels.netted(only);
            // More may be in the net than the table has.
            subject.loosely = true;
        }
        subject.rows = labels.titled(content);
        if !subject.rows.is_empty() {
            return Subject { whole: true, lack: Lack::Nothing, ..subject };
        }
        return subject;
    };
    let equal: Vec<usize> = found
        .iter()
        .take_while(|c| {
            c.full == best.full && c.matched == best.matched && c.is_guessed() == best.is_guessed()
        })
        .map(|c| c.row)
        .collect();
    // What the row holds together with something else is less than the row.
    let partly = usize::from(best.by == By::Part);
    let unknown = partly
        + content
            .iter()
            .enumerate()
            .filter(|(i, token)| !best.used.contains(i) && !token.senses().has(Senses::WHOLE))
            .filter(|(_, token)| !labels.is_titled(best.row, token))
            .count();
    subject.joint = joint(&found, content.len(), labels);
    if subject.joint.is_empty() {
        subject.joint = joint_by_parts(&found, content.len(), labels);
        subject.loosely = !subject.joint.is_empty();
    }
    subject.sure = best.full && equal.len() == 1 && unknown == 0 && !best.is_guessed();
    subject.unknown = unknown;
    if best.full {
        if equal.len() > 1 {
            subject.lack = Lack::SeveralRows;
        }
        subject.rows = equal;
    } else if let [only] = found.iter().filter(|c| c.head).collect::<Vec<_>>()[..] {
        // "Skatten" is the one row that is called a tax of something.
        subject.rows = vec![only.row];
    } else {
        let half =
            |c: &&Candidate| labels.rows.get(c.row).is_some_and(|row| c.matched * 2 >= row.stems.len());
        // "Hälso- och sjukvården", where a table is called so and no row is.
        let titled = labels.titled(content);
        if !titled.is_empty() {
            return Subject { rows: titled, whole: true, ..subject };
        }
        subject.rows = found.iter().filter(half).take(4).map(|c| c.row).collect();
        // "Skolan och fritidshemmen" for "Obligatorisk skola och fritidshem": two words of it, and none beyond.
        let partly = unknown == 0 && best.matched > 1;
        subject.lack = match subject.rows.len() {
            1 if partly => Lack::Nothing,
            0 | 1 => Lack::NoRow,
            _ => Lack::SeveralRows,
        };
    }
    subject
}

/// What some words mean of which `used` name a group of rows: the row that the others name, or else what the group comes
/// to.
fn in_group(
    content: &[&Token],
    group: usize,
    used: &BTreeSet<usize>,
    labels: &Labels,
    steps: &mut u64,
) -> Subject {
    let named = Subject { key: words_key(content), named: true, words: content.len(), ..Subject::default() };
    let rest = content.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, token)| *token);
    let rest: Vec<&Token> = rest.collect();
    let net = || rest.iter().all(|t| vocabulary::is_net(t.text())).then(|| labels.net_of(group)).flatten();
    match row_of_group(&rest, group, labels, steps).or_else(net) {
        Some(row) => Subject { rows: vec![row], sure: true, grouped: true, ..named },
        None => Subject { lack: Lack::NoRow, unknown: rest.len(), ..named },
    }
}

/// The one row of a group that some words name, by its whole label and with no word beyond it.
fn row_of_group(content: &[&Token], group: usize, labels: &Labels, steps: &mut u64) -> Option<usize> {
    if content.is_empty() {
        return None;
    }
    let mut found = labels.find(&keys(content), steps);
    found.retain(|c| c.full && labels.rows.get(c.row).is_some_and(|row| row.group == Some(group)));
    match found.as_slice() {
        [only] if only.used.len() == content.len() && !only.is_guessed() => Some(only.row),
        _ => None,
    }
}

/// Rows of one table that together use every word, each by its whole label and none twice.
fn joint(found: &[Candidate], words: usize, labels: &Labels) -> Vec<usize> {
    let table = |row: usize| labels.rows.get(row).map(|named| named.table);
    let full = || found.iter().filter(|c| c.full);
    let Some(first) = full().next() else { return Vec::new() };
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut rows = Vec::new();
    for candidate in full().filter(|c| table(c.row) == table(first.row)).take(JOINT) {
        if candidate.used.is_disjoint(&used) {
            used.extend(&candidate.used);
            rows.push(candidate.row);
        }
    }
    if rows.len() > 1 && used.len() == words { rows } else { Vec::new() }
}

/// Rows of one table that together use every word, each the only one there that a word of it points to: *skatter och
/// statsbidrag* where the second is called *generella statsbidrag och utjämning*.
fn joint_by_parts(found: &[Candidate], words: usize, labels: &Labels) -> Vec<usize> {
    let table = |row: usize| labels.rows.get(row).map(|named| named.table);
    let Some(first) = found.first().map(|c| table(c.row)) else { return Vec::new() };
    let here: Vec<&Candidate> =
        found.iter().filter(|c| table(c.row) == first && !c.is_guessed()).take(JOINT).collect();
    let used: BTreeSet<usize> = here.iter().flat_map(|c| &c.used).copied().collect();
    let apart = here.iter().map(|c| c.used.len()).sum::<usize>() == used.len();
    if here.len() > 1 && apart && used.len() == words {
        here.iter().map(|c| c.row).collect()
    } else {
        Vec::new()
    }
}

/// What is known before a figure is read.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    /// The subject of the figure before in the same sentence.
    pub(super) in_sentence: Option<&'a Subject>,
    /// The subject of the last figure of an earlier sentence in the same block.
    pub(super) in_block: Option<&'a Subject>,
    /// The last body of a row that an earlier sentence of the block told of.
    pub(super) body: Option<&'a Subject>,
    /// The sentence right before in the block, where it holds no figure.
    pub(super) silent: &'a [Token],
}

/// What a figure is about.
pub(super) fn of(
    draft: &Draft,
    tokens: &[Token],
    flow: &Flow,
    headings: &Headings,
    labels: &Labels,
    before: Before<'_>,
    steps: &mut u64,
) -> Subject {
    let context = headings.contexts.get(draft.block);
    let heading = context.and_then(|c| c.specific).and_then(|block| headings.headed.get(&block));
    let in_heading = flow.blocks.get(draft.block).is_some_and(|b| matches!(b.kind, Kind::Heading(_)));
    if in_heading && let Some(heading) = heading {
        let mut subject = heading.subject.clone();
        subject.text.clone_from(&heading.title);
        subject.key = format!("h {}", heading_key(heading));
        return subject;
    }
    let place = flow.blocks.get(draft.block).map_or(0, |block| block.source_span(draft.place).start);
    let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
    let right = tokens.get(draft.last + 1..draft.right).unwrap_or(&[]);
    let nominal = |clause: &&[Token]| clause.iter().any(|t| is_nominal(t, labels));
    let mut clauses = clauses(left);
    // "… och vården, 3 mkr": what stands between commas is left out only where something else is named.
    if !clauses.iter().any(nominal) {
        clauses = all_clauses(left);
    }
    let chosen = clauses.iter().rposition(|clause| nominal(clause) && !is_relative(clause));
    let chosen = chosen.or_else(|| clauses.iter().rposition(nominal));
    let clause = chosen.and_then(|at| clauses.get(at)).copied().unwrap_or(&[]);
    let sorts = |at: usize| {
        clause.get(at).is_some_and(|t| vocabulary::sorts(t.text()))
            && clause.get(at + 1).is_some_and(|t| labels.tells(t))
    };
    let named = clause.iter().enumerate().filter(|&(at, t)| labels.tells(t) || sorts(at));
    let mut content: Vec<&Token> = named.map(|(_, t)| t).collect();
    // "… en vakant tjänst under året, och personalenheten ett överskott på 3 mkr": what stands before the last of
    // several main clauses belongs to the figure before.
    let joins = |clause: &&[Token]| clause.first().is_some_and(|t| matches!(t.text(), "och" | "samt"));
    let apart = draft.left > 0
        && chosen.is_some_and(|at| at > 0 && at + 1 == clauses.len())
        && clauses.last().is_some_and(joins);
    let other = clauses
        .iter()
        .enumerate()
        .filter(|(at, _)| !apart && Some(*at) != chosen)
        .flat_map(|(_, clause)| clause.iter())
        .any(|t| t.senses().is_content() && labels.tells(t));
    // "34 anställda": the thing that is counted.
    let counted = draft.bare && right.first().is_some_and(|t| t.senses().is_content() && t.word().is_some());
    let beyond: Vec<&Token> = if names_subject(right) || counted {
        right.iter().filter(|t| labels.tells(t)).take(NAME).collect()
    } else {
        Vec::new()
    };
    let generic = clause.iter().chain(right).any(|t| t.senses().has(Senses::GENERIC));
    let back = points_back(clause);
    // "Inom yrkesutbildningarna, från 246 till 318 elever": of what the first is of.
    let goes_on = draft.bare && draft.lead == "till" && left.len() == 1;
    if content.is_empty()
        && chosen.is_none()
        && !draft.part
        && (beyond.is_empty() || goes_on)
        && let Some(before) = before.in_sentence
    {
        return before.clone();
    }
    content.truncate(NAME);
    // "Intäkterna" under the heading of one group of rows are those of that group.
    let group_of = |row: &usize| labels.rows.get(*row).and_then(|row| row.group);
    let group = heading.filter(|h| h.subject.grouped).and_then(|h| group_of(h.subject.rows.first()?));
    if let Some(row) = group.and_then(|group| row_of_group(&content, group, labels, steps)) {
        let whole = left.iter().chain(right).any(|t| t.senses().has(Senses::WHOLE | Senses::TOGETHER));
        let sure = !whole && !other && !back && beyond.is_empty();
        let text = spoken(&content, flow, draft.block);
        let above = heading.map_or("", heading_key);
        let key = if sure { format!("row {row}") } else { format!("{above} / {}", words_key(&content)) };
        let words = content.len();
        let named = Subject { named: true, grouped: true, ..Subject::default() };
        return Subject { rows: vec![row], sure, key, text, words, ..named };
    }
    let net = |t: &&Token| t.word().is_some_and(|word| vocabulary::is_net(&word.text));
    let mut nets = false;
    let told = content.len();
    content.retain(|t| !labels.is_account(t) || net(t));
    // "Hamnens intäkter ökade medan kostnaderna minskade": of the harbour still.
    if let Some(last) = before.in_sentence.filter(|_| content.is_empty() && told > 0) {
        return last.clone();
    }
    // Nor is "nämndens nettokostnad" that of all boards, which a row may be called after.
    let of_several = |subject: &Subject| {
        content.iter().any(|t| t.senses().has(Senses::WHOLE))
            && subject.rows.iter().all(|&row| labels.is_of_all(row))
    };
    let certain = |subject: &Subject| subject.sure && !of_several(subject);
    if content.iter().any(net) && !certain(&from_words(&content, labels, steps)) {
        // "Nämndens nettokostnad" is what the table has for the board.
        content.retain(|t| !net(t));
        nets = true;
        // "Skolan står för hälften av nettokostnaden, 427 mkr": for what the sentence told of before.
        if let Some(last) = before.in_sentence.filter(|last| content.is_empty() && last.named) {
            return Subject { sure: last.sure && !other, ..last.clone() };
        }
    }
    let mut late = false;
    if (content.is_empty() || draft.part) && !beyond.is_empty() {
        content.clone_from(&beyond);
        late = true;
    } else if draft.part && content.is_empty() {
        return Subject { lack: Lack::Unnamed, ..Subject::default() };
    }
    let only_whole = content.iter().all(|t| t.senses().has(Senses::WHOLE));
    // "Nämndens budget" under "Nämndernas avvikelser" is not that of all boards.
    let of_all = |h: &Headed| only_whole && h.subject.rows.iter().any(|&row| labels.is_of_all(row));
    let is_heading =
        heading.is_some_and(|h| !content.is_empty() && words_key(&content) == heading_key(h) && !of_all(h));
    if !content.is_empty() && !is_heading {
        let mut subject = from_words(&content, labels, steps);
        subject.text = spoken(&content, flow, draft.block);
        // "Resultatet före finansiella poster" is not the one after them.
        let side = clause.windows(2).find_map(|pair| match pair {
            [side, of] if content.iter().any(|t| t.span == of.span) => vocabulary::side(side.text()),
            _ => None,
        });
        let opposed = |row: &usize| {
            let of_row = labels.rows.get(*row).and_then(|row| row.side);
            side.is_some() && of_row.is_some() && of_row != side
        };
        if subject.rows.iter().any(opposed) {
            subject.rows.retain(|row| !opposed(row));
            subject.sure = false;
            subject.lack = if subject.rows.is_empty() { Lack::NoRow } else { subject.lack };
        }
        // "Fritidsgårdarna (430)": the code says which of them.
        if let Some(row) = coded(clause, labels).or_else(|| coded_behind(left, labels))
            && subject.rows.contains(&row)
        {
            subject = Subject { rows: vec![row], sure: subject.unknown == 0, lack: Lack::Nothing, ..subject };
        }
        // "Nämnden" may be a row of its own ("Nämnd"), but is the whole when no row is called so.
        let total = subject.rows.iter().all(|&row| labels.is_of_all(row));
        // What rows of one table come to is not known where more may be meant than was followed.
        subject.loosely |= other || generic;
        let whole = only_whole && (total || !subject.sure || draft.together);
        if whole {
            let named_body = content.iter().any(|t| t.senses().has(Senses::BODY));
            let key = std::mem::take(&mut subject.key);
            let sure = !named_body && !other && beyond.is_empty();
            let whole = whole_subject(labels, place, subject.text, sure);
            let spelt = labels.spelt_out(left);
            if !spelt.is_empty() {
                return spelt_subject(spelt, whole, sure);
            }
            // "Omsorgsnämnden svarar för merparten. Nämndens underskott är 3 mkr."
            let told: Vec<&Token> = before.silent.iter().filter(|t| labels.tells(t)).take(NAME).collect();
            let last = if told.is_empty() { None } else { Some(from_words(&told, labels, steps)) };
            let last = last.as_ref().filter(|last| last.is_body(labels)).or(before.body);
            // "Styrelsen" is the municipality's, where that was told of.
            let called = |body: &Subject| {
                let row = body.rows.first().and_then(|&row| labels.rows.get(row));
                content.iter().filter_map(|t| t.word()).all(|word| {
                    row.is_some_and(|row| row.stems.iter().any(|stem| stem.ends_with(&word.stem)))
                })
            };
            if let Some(body) = last.filter(|body| !named_body || called(body)) {
                let unknown = body.unknown.max(1);
                return Subject { sure: false, unknown, text: whole.text, ..body.clone() };
            }
            if let Some(body) = body_above(context, &whole, flow, headings, labels) {
                return Subject { sure: body.sure && sure, text: whole.text, ..body.clone() };
            }
            // Among the rows of several boards "nämnden" is one of them, and not their sum.
            let of_boards = |row: &usize| {
                let table = labels.rows.get(*row).and_then(|row| labels.tables.get(row.table));
                table.is_some_and(|table| table.bodies > 1)
            };
            let board = content.iter().filter_map(|t| t.word()).all(|word| words::has_head(&word.text));
            if board && !named_body && whole.rows.iter().any(of_boards) {
                // Which one is not known: it is told of nowhere else.
                let key = format!("? {} {}", draft.block, draft.sentence);
                return Subject { sure: false, unknown: 1, key, ..whole };
            }
            if named_body {
                // Another board is another whole; but not that which the table, or the report, is called after. What else
                // keeps accounts has a result beside what its operations come to.
                let called =
                    |t: &Token| headings.reports(t) || whole.rows.iter().all(|&row| labels.is_titled(row, t));
                let titled =
                    |t: &&Token| !t.senses().has(Senses::BODY) || vocabulary::is_board(t.text()) && called(t);
                if content.iter().all(titled) {
                    return whole_subject(labels, place, whole.text, !other && beyond.is_empty());
                }
                return Subject { key, whole: false, unknown: 1, ..whole };
            }
            return whole;
        }
        // "Bostadsbolaget är störst. Eget kapital är 3 mkr": that of what the tables do not tell of.
        let of_another =
            before.silent.iter().find(|t| labels.tells(t)).is_some_and(|t| labels.names_nothing(t));
        let body = subject.rows.first().and_then(|&row| labels.rows.get(row)).is_some_and(|row| row.body);
        subject.sure &= !of_another || body;
        if subject.is_body(labels) && content.iter().all(|t| headings.reports(t)) {
            subject.leave_own_body_open(labels);
        }
        // "Vakanser ger ett överskott i skolan på 3 mkr och för vården på 2": of the same cause.
        let goes_on = matches!(left, [and, of, ..]
            if (matches!(and.text(), "och" | "samt") || and.is_mark(',')) && matches!(of.text(), "för" | "inom" | "i" | "hos"));
        let unsure = goes_on && before.in_sentence.is_some_and(|last| !last.sure);
        if back || unsure || other && !late || !late && beyond.iter().any(|t| t.senses().is_content()) {
            subject.sure = false;
        }
        if subject.grouped
            && let (Some(group), Some(heading)) = (subject.rows.first().and_then(group_of), heading)
        {
            // "Intäkterna" of all, under the heading of a row that each group has.
            let own = heading.subject.rows.iter().filter(|row| group_of(row) == Some(group));
            let whole = !heading.subject.grouped && labels.net_of(group) == subject.rows.first().copied();
            if let [row] = own.filter(|_| whole).copied().collect::<Vec<_>>()[..] {
                subject.rows = vec![row];
            }
        }
        // "När det gäller material har hemtjänsten 150 tkr": of the group it is another row that is told of.
        let named = |t: &Token| !content.iter().any(|own| own.span == t.span);
        let elsewhere = tokens.iter().filter(|t| named(t)).chain(before.silent);
        if let Some(group) = subject.rows.first().and_then(group_of).filter(|_| subject.grouped)
            && (elsewhere.take(NAME * 2).any(|t| labels.names_row_of(group, t))
                || tokens.iter().any(|t| t.senses().has(Senses::WHOLE)))
        {
            subject.sure = false;
        }
        settle_with_heading(&mut subject, heading, labels, &content);
        widen(&mut subject, heading, labels, left, right, steps);
        if let Some(heading) = heading
            && !subject.rows.iter().any(|row| heading.subject.rows.contains(row))
        {
            // Personnel costs under the heading of one unit are not those of the whole.
            let own = subject.rows.first().and_then(|&row| labels.rows.get(row));
            // Nor is "kostnaden" under the heading of one row what all of them cost.
            let one = || heading.subject.rows.iter().filter_map(|&row| labels.rows.get(row));
            let under_one = heading.subject.rows.len() == 1
                && one().all(|above| !above.total && own.is_some_and(|own| own.table == above.table));
            let total = own.is_some_and(|row| row.total && row.group.is_none()) && !under_one;
            // The row that corrects the row of the heading belongs under it.
            let corrects = own.is_some_and(|own| {
                heading
                    .subject
                    .rows
                    .iter()
                    .filter_map(|&row| labels.rows.get(row))
                    .any(|above| above.table == own.table && above.adjustment == Some(own.row))
            });
            // A table under the same heading is about nothing else than the sentence.
            let together = own.is_some_and(|own| {
                let above = headings.of_table(own.table).and_then(|c| c.specific);
                let chapter = headings.of_table(own.table).map(|c| c.chapter);
                let over = context.and_then(|c| c.specific);
                over.is_some() && (above == over || chapter == over)
            });
            // Under "Nämnderna", or the row that sums a table up, any of its rows is what it is called; and so it is
            // where both are of a statement: its rows are kinds of income and cost, and none holds the others.
            let stated = |row: &Named| matches!(row.role, RowRole::Income | RowRole::Cost | RowRole::Result);
            // In a table of units a sentence under the heading of one may name another that has a heading of its own: what
            // has none may be a part of each of them, as administration is.
            let beside = own.is_some_and(|own| {
                let above = || heading.subject.rows.iter().filter_map(|&row| labels.rows.get(row));
                let units = labels.tables.get(own.table).is_some_and(|table| !table.stated);
                let reports = subject.rows.first().is_some_and(|row| headings.has_own(*row));
                units && reports && own.group.is_none() && above().any(|above| above.table == own.table)
            });
            let summed = own.is_some_and(|own| {
                let above = || heading.subject.rows.iter().filter_map(|&row| labels.rows.get(row));
                !heading.subject.rows.is_empty()
                    && above().all(|above| above.table == own.table)
                    && above().all(|above| above.total || stated(above))
            });
            // "Övriga verksamheter" are whatever is told of below.
            let others = heading.rest;
            // A body that is named is the same wherever it is told of.
            let body = own.is_some_and(|own| own.body);
            // "Skolan" under the heading of the board that it is added up in.
            let inside = own.and_then(|own| own.inside).is_some_and(|of| heading.subject.rows.contains(&of));
            subject.sure &= total || corrects || together || summed || others || body || beside || inside;
            subject.key = format!("{} / {}", heading_key(heading), subject.key);
        }
        return subject;
    }
    if let Some(row) = coded(clause, labels) {
        return Subject {
            rows: vec![row],
            sure: !other && !back,
            key: format!("row {row}"),
            named: true,
            words: 1,
            ..Subject::default()
        };
    }
    if back {
        return Subject { lack: Lack::Unnamed, key: String::new(), ..Subject::default() };
    }
    // "Årets resultat är 3 mkr" is about the row that is called so, unless the section is about another one.
    let spelt = labels.spelt_out(left);
    if heading.is_none_or(|heading| heading.subject.rows.is_empty()) && !spelt.is_empty() {
        let whole = whole_subject(labels, place, String::new(), heading.is_none() && !other && !generic);
        return spelt_subject(spelt, whole, !other);
    }
    let by_context = if let Some(heading) = heading {
        let mut subject = heading.subject.clone();
        // A heading may name more than its row does; the row still is what the section is about.
        subject.sure = subject.rows.len() == 1
            && subject.lack == Lack::Nothing
            && !other
            && !context.is_some_and(|c| c.doubtful);
        // "Gator och vägar. Nettokostnaden är 3 mkr"; "Tågtrafik. Tågtrafiken kostade 3 mkr".
        subject.named = nets || is_heading;
        subject.text.clone_from(&heading.title);
        subject.key = format!("h {}", heading_key(heading));
        subject
    } else {
        // "Avdelningen" without a heading that says which is not everything for certain.
        let whole = whole_subject(labels, place, String::new(), !other && !generic);
        let body = body_above(context, &whole, flow, headings, labels);
        let whole = body.map_or(whole, |body| Subject { sure: body.sure && !other, ..body.clone() });
        Subject { named: nets, ..whole }
    };
    // "Sammantaget kostar enheterna 3 mkr mer": of all of them, and not of the last that was told of.
    let one = by_context.rows.first().and_then(|&row| labels.rows.get(row)).is_some_and(|row| !row.total);
    let several = left.iter().any(|t| t.word().is_some() && vocabulary::is_several(t.text()));
    let by_context = Subject { sure: by_context.sure && !(one && several), ..by_context };
    // "Hemtjänsten står för det mesta. Utfallet är 3 mkr."
    let told: Vec<&Token> = before.silent.iter().filter(|t| labels.tells(t)).take(NAME).collect();
    if !generic && told.iter().any(|t| !t.senses().has(Senses::WHOLE) || t.senses().has(Senses::BODY)) {
        let subject = from_words(&told, labels, steps);
        if subject.rows.is_empty() {
            // It tells of what is in no table: this may go on about that.
            return Subject { sure: false, ..by_context };
        }
        if subject.rows != by_context.rows {
            return Subject { sure: false, ..subject };
        }
    }
    // "Prognosen är 3 mkr" goes on about what the sentence before told of.
    match before.in_block {
        Some(last) if !generic && last.named && last.key != by_context.key => {
            let same = last.rows == by_context.rows && !last.rows.is_empty() && last.unknown == 0;
            if last.rows.is_empty() {
                // What went before is in no table: this may be about the section again, but need not be.
                return Subject { sure: false, key: last.key.clone(), ..by_context };
            }
            let mut subject = last.clone();
            subject.carried = true;
            subject.sure = same && by_context.sure;
            if same { by_context } else { subject }
        }
        _ => by_context,
    }
}

/// The body as a whole: the rows of everything.
fn whole_subject(labels: &Labels, place: u32, text: String, sure: bool) -> Subject {
    let (rows, others) = labels.wholes_near(place);
    Subject {
        sure: sure && rows.len() == 1 && !others,
        lack: match rows.len() {
            0 => Lack::NoRow,
            1 => Lack::Nothing,
            _ => Lack::SeveralRows,
        },
        rows,
        key: "*".to_owned(),
        named: !text.is_empty(),
        text,
        whole: true,
        words: 1,
        unknown: 0,
        joint: Vec::new(),
        loosely: false,
        grouped: false,
        carried: false,
    }
}

/// The body whose name is the heading above a text, below the table that it is a row of.
fn body_above<'a>(
    context: Option<&Context>,
    whole: &Subject,
    flow: &Flow,
    headings: &'a Headings,
    labels: &Labels,
) -> Option<&'a Subject> {
    let above = context.and_then(|c| c.body.or(c.specific))?;
    let start = flow.blocks.get(above)?.source_span(Span::new(0, 0)).start;
    let below = |row: &usize| {
        let table = labels.rows.get(*row).and_then(|row| labels.tables.get(row.table));
        table.is_some_and(|table| table.start < start)
    };
    let headed = || headings.headed.get(&above).map(|headed| &headed.subject);
    let of_table = |body: &&Subject| whole.rows.iter().chain(&body.rows).any(below);
    // A group of rows is a part of the body.
    headings.bodies.get(&above).or_else(headed).filter(|body| !body.grouped).filter(of_table)
}

/// The body that a block reports on: that of the heading above it, or else everything.
pub(super) fn reported(
    block: usize,
    place: u32,
    flow: &Flow,
    headings: &Headings,
    labels: &Labels,
) -> Subject {
    let whole = whole_subject(labels, place, String::new(), true);
    body_above(headings.contexts.get(block), &whole, flow, headings, labels).cloned().unwrap_or(whole)
}

/// The row whose label the words write out, or the whole, where more rows are called so or it is that row.
fn spelt_subject(rows: &[usize], whole: Subject, sure: bool) -> Subject {
    match rows {
        &[row] if whole.rows != rows => Subject {
            rows: vec![row],
            sure,
            key: format!("row {row}"),
            lack: Lack::Nothing,
            whole: false,
            ..whole
        },
        _ => whole,
    }
}

/// A sentence that names the row of its heading by a part of its label means that row.
fn settle_with_heading(subject: &mut Subject, heading: Option<&Headed>, labels: &Labels, content: &[&Token]) {
    let Some(heading) = heading else { return };
    let Some(&row) = heading.subject.rows.first().filter(|_| heading.subject.rows.len() == 1) else { return };
    if subject.rows.contains(&row) && subject.rows.len() > 1 {
        let stems = labels.rows.get(row).map_or(0, |named| named.stems.len());
        subject.rows.retain(|&r| r == row);
        subject.lack = Lack::Nothing;
        // Two thirds of the label, and not a word beyond it.
        subject.sure = content.len() * 3 >= stems * 2 && content.len() <= stems && content.len() > 1;
    }
}

fn names_subject(right: &[Token]) -> bool {
    let first = right.iter().find(|t| !t.senses().has(Senses::POSITIVE | Senses::NEGATIVE));
    first.is_some_and(|t| {
        matches!(t.text(), "för" | "inom" | "avseende" | "avser" | "hos" | "gällande" | "rörande")
    })
}

fn is_nominal(token: &Token, labels: &Labels) -> bool {
    labels.tells(token)
        || token.word().is_some() && (token.senses().has(Senses::GENERIC) || is_pointer(token))
}

/// A word that stands for something said before.
fn is_pointer(token: &Token) -> bool {
    matches!(token.text(), "denna" | "detta" | "dessa" | "dess" | "deras" | "sådan" | "sådana")
}

/// A subject without a row may be the row that the rest of the sentence names, or the row of its heading that it
/// shares words with. Only an equal figure tells.
fn widen(
    subject: &mut Subject,
    heading: Option<&Headed>,
    labels: &Labels,
    left: &[Token],
    right: &[Token],
    steps: &mut u64,
) {
    if !subject.rows.is_empty() {
        return;
    }
    let content = |t: &&Token| t.word().is_some() && t.senses().is_content();
    let all: Vec<&Token> = left.iter().chain(right).filter(content).take(NAME * 2).collect();
    let found = labels.find(&keys(&all), steps);
    let above = heading.map_or(&[][..], |h| h.subject.rows.as_slice());
    subject.rows = found
        .iter()
        .filter(|c| c.matched > 1 && (c.full || above.contains(&c.row)))
        .map(|c| c.row)
        .take(2)
        .collect();
    subject.unknown = subject.words.max(1);
}

/// The row whose code the words give: *verksamhet 513*.
fn coded(clause: &[Token], labels: &Labels) -> Option<usize> {
    clause.iter().find_map(|token| labels.coded_by(token))
}

/// The row whose code stands in brackets: *fritidsgårdarna (430)*.
fn coded_behind(left: &[Token], labels: &Labels) -> Option<usize> {
    left.windows(3).find_map(|three| match three {
        [open, code, close] if open.is_mark('(') && close.is_mark(')') => labels.coded_by(code),
        _ => None,
    })
}

/// *Den verksamheten*, *dessa*.
fn points_back(clause: &[Token]) -> bool {
    clause.iter().enumerate().any(|(at, token)| {
        let next = clause.get(at + 1).map_or(Senses::NONE, Token::senses);
        is_pointer(token) && !next.has(Senses::DEVIATION | Senses::FORECAST | Senses::WHOLE)
            || matches!(token.text(), "den" | "de" | "det") && next.has(Senses::GENERIC)
    })
}

/// Cuts what stands before a figure into clauses. An insertion between commas right before the figure is left out.
fn clauses(left: &[Token]) -> Vec<&[Token]> {
    let mut clauses = all_clauses(left);
    if left.last().is_some_and(|t| t.is_mark(',')) && clauses.len() > 2 {
        clauses.truncate(clauses.len() - 2);
    }
    clauses
}

/// Does a clause between commas only tell more of what stands before it: *redovisningen, där bolagen ingår, …*?
fn is_relative(clause: &[Token]) -> bool {
    clause.first().is_some_and(|t| matches!(t.text(), "där" | "vari" | "vars"))
}

fn all_clauses(left: &[Token]) -> Vec<&[Token]> {
    let ends = |t: &Token| {
        matches!(t.kind, Kindred::Mark(',' | ';' | ':' | '(' | ')')) || t.senses().has(Senses::CLAUSE)
    };
    left.split(ends).collect()
}

fn spoken(content: &[&Token], flow: &Flow, block: usize) -> String {
    let text = flow.blocks.get(block).map_or("", |b| b.text.as_str());
    match (content.first(), content.last()) {
        (Some(first), Some(last)) => clipped(first.span.cover(last.span).of(text), SHOWN).to_owned(),
        _ => String::new(),
    }
}
