//! The rows and columns of the tables, as the prose may name them.

use super::{
    columns::{self, Features},
    derived::key_figure_names,
    flow::{Kindred, Token},
    groups::{self, Group},
    subject,
    vocabulary::{self, Senses, Vocabulary},
};
use crate::engine::{
    report::{Place, Relation, RelationKind, RowRole, Table},
    unit::Unit,
    words,
};
use std::collections::{BTreeMap, BTreeSet};

/// A row as the prose may name it.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a label says or does not say")]
pub(super) struct Named {
    pub(super) table: usize,
    pub(super) row: usize,
    /// Stems that tell the row from others; empty for a row of everything (*Summa*, *Årets resultat*).
    pub(super) stems: Vec<String>,
    /// How many of them name the thing itself, before what it is of: *skatt* of *skatt på inkomst*.
    pub(super) head: usize,
    /// What the label itself says of the measure: *Prognos resultat*.
    pub(super) features: Features,
    pub(super) unit: Option<Unit>,
    /// Per inhabitant and the like.
    pub(super) rate: bool,
    /// Costs by its name: *Nettokostnad*.
    pub(super) cost: bool,
    /// What income and cost leave: *Finansnetto*.
    pub(super) net: bool,
    /// Income or costs by its name: *Kostnader*.
    pub(super) account: Option<vocabulary::Account>,
    /// Counts things: *Antal lägenheter*.
    pub(super) counts: bool,
    /// Counts people: the inhabitants.
    pub(super) heads: bool,
    /// The row under this one that has no code in a table of codes: it corrects this one.
    pub(super) adjustment: Option<usize>,
    pub(super) role: RowRole,
    /// Whether the label says that it is a sum of everything.
    pub(super) total: bool,
    /// Several bodies together: *Nämnderna*.
    pub(super) several: bool,
    /// Names a body by its whole name: *Socialnämnden*.
    pub(super) body: bool,
    /// Before or after something: *Resultat efter finansiella poster*.
    pub(super) side: Option<vocabulary::Side>,
    /// The group of its table that it stands in, where labels come again in several: index into [`Labels::groups`].
    pub(super) group: Option<usize>,
    /// The row of its table that it is added up in, with the fewest others: index into [`Labels::rows`].
    pub(super) inside: Option<usize>,
}

impl Named {
    /// Can the row be in a unit that its table has? What is counted is not in kronor.
    pub(super) fn may_be_in(&self, unit: Unit) -> bool {
        !self.counts || unit.kronor().is_none()
    }
}

/// A table as the prose may refer to it.
#[derive(Debug)]
pub(super) struct Referred {
    pub(super) columns: Vec<Features>,
    pub(super) unit: Option<Unit>,
    /// Rows of everything.
    pub(super) wholes: Vec<usize>,
    /// How many of its rows are bodies.
    pub(super) bodies: usize,
    /// Tells of kinds of income and cost, which every unit has, and not of the units.
    pub(super) stated: bool,
    /// Where its rows begin in [`Labels::rows`].
    first: usize,
    /// Stems of what the table is called.
    pub(super) title: BTreeSet<String>,
    /// Where its first figure stands.
    pub(super) start: u32,
}

/// Finds rows by the stems of their labels.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) rows: Vec<Named>,
    pub(super) tables: Vec<Referred>,
    /// Of all tables, with where the rows of the table begin in `rows`.
    groups: Vec<(usize, Group)>,
    by_group: BTreeMap<String, Vec<usize>>,
    /// Tables by the stems of their titles.
    by_title: BTreeMap<String, Vec<usize>>,
    /// Income, costs or their net, where a table has a column of it.
    accounts: Vec<vocabulary::Account>,
    /// A table has a column of the group's accounts.
    group_accounts: bool,
    by_stem: BTreeMap<String, Vec<usize>>,
    /// Long stems by their beginning, for compounds of another head: *funktionshindrade*, *funktionsnedsatta*.
    by_start: BTreeMap<String, BTreeSet<String>>,
    by_code: BTreeMap<u32, Vec<usize>>,
    /// Rows that key figures are computed from, by their names there.
    pub(super) by_key_figure: BTreeMap<&'static str, Vec<usize>>,
    /// Rows by the letters that words of their labels begin with, and the stems of those: *SLA*, *Service Level
    /// Agreement*.
    by_letters: BTreeMap<String, Vec<(usize, Vec<String>)>>,
    /// Rows that count people; more than a few are no count of the whole.
    pub(super) heads: Vec<usize>,
    /// Rows whose labels have no telling word, by all their words: *årets resultat*.
    spelt: BTreeMap<Vec<String>, Vec<usize>>,
    /// The stems of labels backwards, for compounds of another first part: *omsättningen*, *nettoomsättning*.
    by_end: BTreeMap<String, String>,
    /// First parts of compounds that share what stands behind them: *av* of *av- och nedskrivningar*, with the stem that
    /// the rest is of.
    by_part: BTreeMap<String, BTreeSet<String>>,
    /// The first part of a compound that a row's label writes together with another: *av*.
    first_part: BTreeMap<usize, String>,
    /// Income and costs by the net that they leave: see [`vocabulary::NETS`].
    by_net: BTreeMap<&'static str, Vec<usize>>,
    /// Taxes and the grants that stand right below them, table by table: *skatter och bidrag*.
    taxes: Vec<Vec<usize>>,
    /// Figures that belong to a label: (stem before, the number's digits).
    pub(super) inside: BTreeSet<(String, String)>,
}

/// Letters that two compounds must share at their beginning to be the same thing under another head. Seven is
/// longer than the usual first parts that mean little (*social*, *person*).
const START: usize = 7;

/// Letters of a word that may be the head of a compound: shorter ones are the heads of too much.
const END: usize = 7;

/// Letters of what two compounds share; a shorter ending may be an inflection.
const REST: usize = 5;

/// Words of a label that is looked for as it is written: *resultat efter skatter och statsbidrag*.
const SPELT: usize = 6;

/// Words of a name that is called by its letters: two letters stand for too much.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=6;

/// More rows than this under one stem, and it tells nothing.
const COMMON: usize = 24;

/// A word as it is looked up.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) stem: String,
    /// Without the head that says what kind of body it is.
    pub(super) bare: Option<String>,
    /// *ks* for *kommunstyrelsen*.
    pub(super) initials: Option<String>,
    /// Says which body is meant only together with others: *förvaltningen*.
    pub(super) general: bool,
}

/// How words point to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Name,
    /// Initials or a likeness, which others may share.
    Guess,
    /// One of the compounds that its label writes as one, which is less than the row.
    Part,
}

/// A row that words point to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Index into [`Labels::rows`].
    pub(super) row: usize,
    /// Every telling stem of the label was named.
    pub(super) full: bool,
    /// Every one of its first noun, before what that is of: *skatt* of *skatt på årets resultat*.
    pub(super) head: bool,
    pub(super) matched: usize,
    /// Which of the given stems pointed to it.
    pub(super) used: BTreeSet<usize>,
    pub(super) by: By,
}

impl Candidate {
    /// May the words mean something else than the row?
    pub(super) fn is_guessed(&self) -> bool {
        self.by != By::Name
    }
}

impl Labels {
    pub(super) fn new(tables: &[Table], vocabulary: &Vocabulary) -> Self {
        let mut labels = Self::default();
        for (index, table) in tables.iter().enumerate() {
            let columns = columns::of(table, vocabulary);
            let first = labels.rows.len();
            let coded = table.rows.iter().filter(|row| code(&row.label).is_some()).count();
            let items = table.rows.iter().filter(|row| row.role != RowRole::Total).count();
            for (at, row) in table.rows.iter().enumerate() {
                labels.add_row(index, at, &row.label, row.role, vocabulary);
                // Most rows have a code and this one has none: it corrects the one above.
                if coded * 3 > items * 2
                    && code(&row.label).is_none()
                    && !matches!(row.role, RowRole::Total | RowRole::Net | RowRole::Result)
                    && let Some(above) = at.checked_sub(1)
                    && table.rows.get(above).is_some_and(|above| code(&above.label).is_some())
                    && let Some(named) = labels.rows.get_mut(first + above)
                    && !named.stems.is_empty()
                {
                    named.adjustment = Some(at);
                }
            }
            for (row, total) in inside(table) {
                if let Some(named) = labels.rows.get_mut(first + row) {
                    named.inside = Some(first + total);
                }
            }
            for group in groups::of(table, vocabulary) {
                for named in labels.rows.iter_mut().skip(first + group.rows.start).take(group.rows.len()) {
                    named.group = Some(labels.groups.len());
                }
                for stem in &group.stems {
                    labels.by_group.entry(stem.clone()).or_default().push(labels.groups.len());
                }
                labels.groups.push((first, group));
            }
            let mut wholes: Vec<usize> = (first..labels.rows.len())
                .filter(|&i| labels.rows.get(i).is_some_and(|named| named.stems.is_empty() || named.total))
                .collect();
            // What stands under "Totalt" is of everything; so are not the nets of the other groups.
            if labels.rows.iter().skip(first).any(|named| named.group.is_some()) {
                let net = |(of, group): &(usize, Group)| group.net.filter(|_| group.whole && *of == first);
                wholes = labels.groups.iter().filter_map(net).map(|net| first + net).collect();
            }
            // A board's own name, where the other rows add up to it.
            if wholes.is_empty() {
                wholes.extend(sum_of_all(table).map(|row| first + row));
            }
            // A table of costs that ends in their net has no other whole.
            if wholes.is_empty()
                && let Some(row) = table.rows.last()
                && words::words(&row.label).iter().any(|word| vocabulary::is_net(&word.text))
            {
                wholes.extend(labels.rows.len().checked_sub(1));
            }
            let start =
                table.rows.iter().flat_map(|row| row.cells.iter().flatten()).find_map(|cell| cell.span);
            let start = start.map_or(0, |span| span.start);
            let title: BTreeSet<String> =
                words::words(&table.title).into_iter().map(|word| word.stem).collect();
            for stem in &title {
                labels.by_title.entry(stem.clone()).or_default().push(index);
            }
            labels.group_accounts |=
                columns.iter().any(|column| column.body == Some(vocabulary::Body::Group));
            for account in columns.iter().filter_map(|column| column.account) {
                if !labels.accounts.contains(&account) {
                    labels.accounts.push(account);
                }
            }
            let unit = table.unit.or_else(|| label_unit(&table.title));
            let bodies = labels.rows.iter().skip(first).filter(|row| row.body).count();
            let kind = |row: &Named| {
                matches!(row.role, RowRole::Income | RowRole::Cost | RowRole::Result) || row.account.is_some()
            };
            let stated = labels.rows.iter().skip(first).any(kind);
            labels.tables.push(Referred { columns, unit, wholes, bodies, stated, first, title, start });
        }
        labels
    }

    fn add_row(&mut self, table: usize, row: usize, label: &str, role: RowRole, vocabulary: &Vocabulary) {
        let index = self.rows.len();
        let mut named = Named {
            table,
            row,
            stems: Vec::new(),
            head: 0,
            features: Features::default(),
            unit: label_unit(label),
            rate: is_per_piece(label),
            cost: words::words(label).iter().any(|word| word.text.contains("kostnad")),
            net: words::words(label).iter().any(|word| word.text.contains("netto")),
            account: words::words(label).iter().find_map(|word| vocabulary::account(&word.text)),
            counts: words::words(label).iter().any(|word| word.text == "antal"),
            heads: false,
            adjustment: None,
            role,
            total: role == RowRole::Total,
            several: words::words(label).iter().any(|word| vocabulary::is_several(&word.text)),
            body: false,
            side: words::words(label).iter().find_map(|word| vocabulary::side(&word.text)),
            group: None,
            inside: None,
        };
        let mut head = None;
        let mut measures = 0;
        let mut per = false;
        for word in words::words(label) {
            if vocabulary::opens_attribute(&word.text) && !named.stems.is_empty() {
                head = head.or(Some(named.stems.len()));
            }
            let senses = vocabulary.senses(&word);
            named.rate |= per && vocabulary::is_rate(&word.text);
            named.heads |= !per && vocabulary::is_head_count(&word.text);
            per = word.text == "per";
            // "5XX" and the like are codes, and units are no part of the name.
            if !word.text.chars().any(|c| c != 'x') || is_unit_word(&word.text) {
                continue;
            }
            // "Teknisk nämnd".
            let called = senses.has(Senses::WHOLE) && words::has_head(&word.text) && !named.stems.is_empty();
            named.body |= called || senses.has(Senses::BODY) && words::bare_stem(&word.text).is_some();
            named.total |= senses.has(Senses::TOGETHER) || matches!(word.text.as_str(), "samtliga" | "hela");
            if senses
                .has(Senses::DEVIATION | Senses::FORECAST | Senses::RESULT | Senses::BUDGET | Senses::OUTCOME)
            {
                named.features.add(senses);
                measures += 1;
                if vocabulary::is_partial_result(&word.text) {
                    self.by_stem.entry(word.stem.clone()).or_default().push(index);
                    named.stems.push(word.stem.clone());
                }
                continue;
            }
            if senses.is_content() || senses.has(Senses::REST | Senses::WHOLE) {
                self.by_stem.entry(word.stem.clone()).or_default().push(index);
                if let Some(bare) = words::bare_stem(&word.text) {
                    self.by_stem.entry(bare).or_default().push(index);
                }
                self.by_end.insert(word.stem.chars().rev().collect(), word.stem.clone());
                let start: String = word.stem.chars().take(START).collect();
                if start.chars().count() == START {
                    self.by_start.entry(start).or_default().insert(word.stem.clone());
                }
                if !named.stems.contains(&word.stem) {
                    named.stems.push(word.stem.clone());
                }
            }
        }
        named.head = head.unwrap_or(named.stems.len());
        self.note_parts(label, index);
        let opens =
            |shared: &str| words::words(label).first().is_some_and(|word| word.text.starts_with(shared));
        if matches!(role, RowRole::Income | RowRole::Cost)
            && let Some((net, _)) = vocabulary::NETS.iter().find(|(_, shared)| opens(shared))
        {
            self.by_net.entry(net).or_default().push(index);
        }
        self.note_taxes(label, index, role, table);
        named.heads &= !named.rate && named.unit.is_none();
        if named.stems.is_empty() && measures == 0 && !named.total {
            // Nothing but general words, and no sum: a row of its own, that the prose can hardly name.
            named.stems = words::words(label).into_iter().map(|word| word.stem).collect();
        }
        if named.stems.is_empty() {
            let words: Vec<String> = words::words(label).into_iter().map(|word| word.stem).collect();
            if (2..=SPELT).contains(&words.len()) {
                self.spelt.entry(words).or_default().push(index);
            }
        }
        if let Some((from, to)) = code(label) {
            for number in from..=to.min(from.saturating_add(20)) {
                self.by_code.entry(number).or_default().push(index);
            }
        }
        self.note_inside_figures(label);
        self.note_key_figure(label, index);
        self.note_letters(label, index, vocabulary);
        if named.heads && self.heads.len() < 8 {
            self.heads.push(index);
        }
        self.rows.push(named);
    }

    /// Does a word tell what a figure is about? A verb does only where a label has it: *funktionshindrade*.
    pub(super) fn tells(&self, token: &Token) -> bool {
        let verb = |word: &words::Word| {
            let start: String = word.stem.chars().take(START).collect();
            let named = self.by_stem.contains_key(&word.stem) || self.by_start.contains_key(&start);
            vocabulary::is_past(&word.text) && !named
        };
        let named = |word: &words::Word| {
            vocabulary::is_partial_result(&word.text) && self.by_stem.contains_key(&word.stem)
        };
        token.word().is_some_and(|word| !verb(word) && subject::telling(token.senses()) || named(word))
    }

    /// Does a word say which column is meant, and nothing of the row: *intäkterna*, where income is a column, *koncernen*,
    /// where its accounts are?
    pub(super) fn is_account(&self, token: &Token) -> bool {
        let account = vocabulary::account(token.text());
        let group = || vocabulary::body_of_accounts(token.text()) == Some(vocabulary::Body::Group);
        let column = account.is_some_and(|account| self.accounts.contains(&account));
        (column || self.group_accounts && group()) && self.names_nothing(token)
    }

    /// Is a row of everything, or of several bodies together?
    pub(super) fn is_of_all(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.total || row.several)
    }

    /// Is a word in no label?
    pub(super) fn names_nothing(&self, token: &Token) -> bool {
        token.word().is_some_and(|word| !self.by_stem.contains_key(&word.stem))
    }

    /// The rows without a telling word whose label some tokens write out, by the longest that they do.
    pub(super) fn spelt_out(&self, tokens: &[Token]) -> &[usize] {
        if self.spelt.is_empty() {
            return &[];
        }
        let words: Vec<String> =
            tokens.iter().filter_map(|t| t.word()).map(|word| word.stem.clone()).collect();
        let said = |length: usize| words.windows(length).find_map(|window| self.spelt.get(window));
        (2..=SPELT).rev().find_map(said).map_or(&[], Vec::as_slice)
    }

    /// The income and the costs that a net is the difference of, where no row is called so: *finansnettot*.
    pub(super) fn netted(&self, token: &Token) -> Vec<usize> {
        let net = vocabulary::NETS.iter().find(|(net, _)| token.text().starts_with(net));
        let rows = net.and_then(|(net, _)| self.by_net.get(net)).map_or(&[][..], Vec::as_slice);
        let table = |row: usize| self.rows.get(row).map(|named| named.table);
        let first = rows.first().and_then(|&row| table(row));
        rows.iter().copied().take_while(|&row| table(row) == first).collect()
    }

    /// Remembers a row of taxes, or of grants right below them.
    fn note_taxes(&mut self, label: &str, index: usize, role: RowRole, table: usize) {
        let says = |is: fn(&str) -> bool| words::words(label).iter().any(|word| is(&word.text));
        if matches!(role, RowRole::Total | RowRole::Result | RowRole::Cost) {
            return;
        }
        let above = index.checked_sub(1);
        let of_table = above.and_then(|above| self.rows.get(above)).is_some_and(|above| above.table == table);
        match (says(vocabulary::is_tax), says(vocabulary::is_grant)) {
            (true, false) => self.taxes.push(vec![index]),
            (false, true) if of_table => {
                if let Some(taxes) = self.taxes.last_mut().filter(|taxes| taxes.last().copied() == above) {
                    taxes.push(index);
                }
            }
            _ => {}
        }
    }

    /// The rows of taxes and grants, where some words tell of both and of nothing else: *skatter och bidrag*.
    pub(super) fn taxes_and_grants(&self, tokens: &[&Token]) -> &[usize] {
        let says = |is: fn(&str) -> bool| tokens.iter().any(|t| is(t.text()));
        let either = |t: &&Token| {
            vocabulary::is_tax(t.text())
                || vocabulary::is_grant(t.text())
                || matches!(t.text(), "generella" | "kommunalekonomisk" | "kommunal" | "statliga")
        };
        if !says(vocabulary::is_tax) || !says(vocabulary::is_grant) || !tokens.iter().all(either) {
            return &[];
        }
        self.taxes.iter().find(|rows| rows.len() > 1).map_or(&[], Vec::as_slice)
    }

    /// Remembers the figures of a label, so that they are not taken for claims where the label is written out.
    fn note_inside_figures(&mut self, label: &str) {
        let mut before = String::new();
        for part in label.split_whitespace() {
            let digits: String = part.chars().filter(char::is_ascii_digit).collect();
            if let Some(word) = words::words(part).first().filter(|_| digits.is_empty()) {
                before.clone_from(&word.stem);
            } else if !digits.is_empty() && !before.is_empty() {
                self.inside.insert((before.clone(), digits));
            }
        }
    }

    /// Remembers the compounds that a label writes as one: *av- och nedskrivningar*.
    fn note_parts(&mut self, label: &str, row: usize) {
        let all = words::words(label);
        for three in all.windows(3) {
            let [first, and, last] = three else { continue };
            let behind = label.get(first.span.end as usize..and.span.start as usize);
            if behind.map(str::trim_end) == Some("-") && matches!(and.text.as_str(), "och" | "samt" | "eller")
            {
                self.by_part.entry(first.text.clone()).or_default().insert(last.stem.clone());
                self.first_part.insert(row, first.stem.clone());
            }
        }
    }

    /// The stem of the label that writes a compound together with another: *nedskrivning* for *avskrivning*.
    fn shared(&self, stem: &str) -> Option<&str> {
        if self.by_part.is_empty() {
            return None;
        }
        let cuts =
            stem.char_indices().map(|(at, _)| stem.split_at(at)).filter(|(first, _)| !first.is_empty());
        cuts.filter(|(_, rest)| rest.chars().count() >= REST).find_map(|(first, rest)| {
            self.by_part.get(first)?.iter().find(|own| own.ends_with(rest)).map(String::as_str)
        })
    }

    /// Remembers a row that a key figure is computed from.
    fn note_key_figure(&mut self, label: &str, row: usize) {
        let summed = |word: &str| {
            matches!(word, "summa" | "s" | "a" | "totalt" | "totala" | "utgående" | "årets" | "not")
        };
        let words = words::words(label).into_iter().map(|word| word.text).filter(|word| !summed(word));
        let name = words.collect::<Vec<_>>().join(" ");
        if let Some(name) = key_figure_names().find(|own| *own == name) {
            let rows = self.by_key_figure.entry(name).or_default();
            if !rows.contains(&row) && rows.len() < COMMON {
                rows.push(row);
            }
        }
    }

    /// Remembers the letters by which names of several words are called.
    fn note_letters(&mut self, label: &str, row: usize, vocabulary: &Vocabulary) {
        let all: Vec<&str> = label.split_whitespace().collect();
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        for name in all.split(|word| !capital(word)).filter(|name| LETTERS.contains(&name.len())) {
            let letters: String = name.iter().filter_map(|word| word.chars().next()).collect();
            let stems = words::words(&name.join(" ")).into_iter().map(|word| word.stem).collect();
            self.by_letters.entry(letters.to_lowercase()).or_default().push((row, stems));
        }
        let own: Vec<String> = words::words(label).into_iter().map(|word| word.stem).collect();
        for (short, stems) in &vocabulary.short {
            if stems.iter().all(|stem| own.contains(stem)) {
                self.by_letters.entry((*short).to_owned()).or_default().push((row, stems.clone()));
            }
        }
    }

    /// The rows that words point to, the best first: whole labels before parts, longer before shorter.
    /// Counts its work in `steps`.
    pub(super) fn find(&self, keys: &[Key], steps: &mut u64) -> Vec<Candidate> {
        let mut hits: BTreeMap<usize, (BTreeSet<&str>, BTreeSet<usize>)> = BTreeMap::new();
        let (mut guessed, mut partly): (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
        for (index, Key { stem, bare, initials, general }) in keys.iter().enumerate() {
            let mut note = |key: &str, steps: &mut u64| {
                let Some(rows) = self.by_stem.get(key).filter(|rows| rows.len() <= COMMON) else {
                    return false;
                };
                for &row in rows {
                    *steps += 1;
                    let Some(named) = self.rows.get(row) else { continue };
                    // The label's own word is what counts as named, whichever of its forms led here.
                    let own = named.stems.iter().find(|own| {
                        own.as_str() == key || words::bare_stem(own).is_some_and(|bare| bare == *key)
                    });
                    if let Some(own) = own {
                        let entry = hits.entry(row).or_default();
                        entry.0.insert(own.as_str());
                        entry.1.insert(index);
                    }
                }
                true
            };
            let direct = note(stem, steps);
            // "Kommunstyrelsen", where a row is called so, is not the municipality.
            let by_bare = !direct && bare.as_deref().is_some_and(|bare| note(bare, steps));
            let by_initials = initials.as_deref().is_some_and(|initials| note(initials, steps));
            if by_initials && let Some(rows) = initials.as_ref().and_then(|i| self.by_stem.get(i)) {
                guessed.extend(rows);
            }
            if !direct && !by_bare && !by_initials && !general && stem.chars().count() > START {
                let start: String = stem.chars().take(START).collect();
                for similar in self.by_start.get(&start).into_iter().flatten().take(4) {
                    note(similar, steps);
                }
            }
            if !direct && !by_bare && !by_initials && !general && stem.chars().count() >= END {
                let end: String = stem.chars().rev().collect();
                let mut similar =
                    self.by_end.range(end.clone()..).take_while(|(own, _)| own.starts_with(&end));
                // Of several compounds any may be meant.
                if let (Some((_, only)), None) = (similar.next(), similar.next()) {
                    note(only, steps);
                    guessed.extend(self.by_stem.get(only).into_iter().flatten());
                }
            }
            // "Lokalkostnaderna" of a row "Lokaler", among other costs.
            let first = vocabulary::costed(stem).filter(|_| !direct && !by_bare && !by_initials);
            if let Some(first) = first.filter(|first| self.by_stem.contains_key(*first)) {
                note(first, steps);
                guessed.extend(self.by_stem.get(first).into_iter().flatten());
            }
            if !direct
                && !by_bare
                && let Some(shared) = self.shared(stem)
            {
                // It is one of the two that the row holds together.
                note(shared, steps);
                partly.extend(self.by_stem.get(shared).into_iter().flatten());
            }
            let by_letters = self.by_letters.get(stem).filter(|rows| rows.len() <= COMMON);
            for (row, stems) in by_letters.into_iter().flatten() {
                *steps += 1;
                let own = self.rows.get(*row).map_or(&[][..], |named| &named.stems);
                let entry = hits.entry(*row).or_default();
                entry.0.extend(own.iter().filter(|own| stems.contains(own)).map(String::as_str));
                entry.1.insert(index);
                guessed.insert(*row);
            }
        }
        // "Miljöavdelningen" alone is not "Bygg- och miljöavdelningen".
        let half = |row: usize| {
            self.first_part.get(&row).is_some_and(|first| !keys.iter().any(|key| key.stem == *first))
        };
        let mut found: Vec<Candidate> = hits
            .into_iter()
            .filter_map(|(row, (own, used))| {
                let named = self.rows.get(row)?;
                Some(Candidate {
                    row,
                    full: own.len() == named.stems.len(),
                    head: named.stems.iter().take(named.head).all(|stem| own.contains(stem.as_str())),
                    matched: own.len(),
                    used,
                    by: match (partly.contains(&row) || half(row), guessed.contains(&row)) {
                        (true, _) => By::Part,
                        (false, true) => By::Guess,
                        (false, false) => By::Name,
                    },
                })
            })
            .collect();
        found.sort_by_key(|c| (!c.full, !c.head, std::cmp::Reverse(c.matched), c.is_guessed(), c.row));
        found
    }

    /// The group that some words name, by all its words, and which of the words do.
    pub(super) fn group_named(&self, tokens: &[&Token]) -> Option<(usize, BTreeSet<usize>)> {
        let stem = |token: &&Token| token.word().map(|word| word.stem.clone());
        let all: Vec<Option<String>> = tokens.iter().map(stem).collect();
        let place = |own: &String| all.iter().position(|stem| stem.as_ref() == Some(own));
        let called = all.iter().flatten().filter_map(|stem| self.by_group.get(stem));
        let called: BTreeSet<usize> = called.flat_map(|groups| groups.iter().take(COMMON)).copied().collect();
        let named = called.into_iter().filter_map(|at| {
            let (_, group) = self.groups.get(at)?;
            let used: Option<BTreeSet<usize>> = group.stems.iter().map(place).collect();
            used.filter(|used| !used.is_empty()).map(|used| (at, used))
        });
        let mut named: Vec<(usize, BTreeSet<usize>)> = named.collect();
        let most = named.iter().map(|(_, used)| used.len()).max()?;
        named.retain(|(_, used)| used.len() == most);
        if let [_] = named.as_slice() { named.pop() } else { None }
    }

    /// Is a word in the label of a row of a group?
    pub(super) fn names_row_of(&self, group: usize, token: &Token) -> bool {
        let rows = token.word().and_then(|word| self.by_stem.get(&word.stem)).map_or(&[][..], Vec::as_slice);
        rows.iter().take(COMMON).any(|&row| self.rows.get(row).is_some_and(|row| row.group == Some(group)))
    }

    /// What the rows of a group come to.
    pub(super) fn net_of(&self, group: usize) -> Option<usize> {
        let (first, group) = self.groups.get(group)?;
        group.net.map(|net| first + net)
    }

    /// The rows of everything, of the tables around a place: of all where there are few, else of the three before
    /// and the one after, the nearest first. Also whether there are others.
    pub(super) fn wholes_near(&self, place: u32) -> (Vec<usize>, bool) {
        let after = self.tables.partition_point(|table| table.start <= place);
        let near = after.saturating_sub(3)..(after + 1).min(self.tables.len());
        let near = if self.tables.len() <= 4 { 0..self.tables.len() } else { near };
        let others = near.len() < self.tables.len();
        let rows = near.filter_map(|i| self.tables.get(i)).flat_map(|t| t.wholes.iter().copied()).take(8);
        (rows.collect(), others)
    }

    /// The table that a place stands behind, or the first.
    pub(super) fn table_before(&self, place: u32) -> Option<usize> {
        let after = self.tables.partition_point(|table| table.start <= place);
        (!self.tables.is_empty()).then(|| after.saturating_sub(1))
    }

    /// The results of the tables around a place: *Kommunens resultat*.
    pub(super) fn results_near(&self, place: u32) -> Vec<usize> {
        let after = self.tables.partition_point(|table| table.start <= place);
        let first =
            after.checked_sub(1).and_then(|last| self.tables.get(last)).map_or(0, |table| table.first);
        let tables = after.saturating_sub(1)..=after;
        let rows =
            self.rows.iter().enumerate().skip(first).take_while(|(_, row)| tables.contains(&row.table));
        rows.filter(|(_, row)| row.features.result || row.role == RowRole::Result)
            .map(|(at, _)| at)
            .take(4)
            .collect()
    }

    /// Does a word only say what the row's table is called?
    pub(super) fn is_titled(&self, row: usize, token: &Token) -> bool {
        let table = self.rows.get(row).and_then(|named| self.tables.get(named.table));
        table.zip(token.word()).is_some_and(|(table, word)| table.title.contains(&word.stem))
    }

    /// The rows of everything in the tables whose titles hold all of some words: two or more, since one may be there for
    /// what the table counts.
    pub(super) fn titled(&self, tokens: &[&Token]) -> Vec<usize> {
        let called = |table: &&Referred| {
            tokens.iter().filter_map(|t| t.word()).all(|word| table.title.contains(&word.stem))
        };
        let first = tokens.first().filter(|_| tokens.len() > 1).and_then(|t| t.word());
        let tables = first.and_then(|word| self.by_title.get(&word.stem)).map_or(&[][..], Vec::as_slice);
        let tables = tables.iter().take(COMMON).filter_map(|&at| self.tables.get(at)).filter(called);
        tables.flat_map(|table| table.wholes.iter().copied()).take(8).collect()
    }

    /// The row of a table.
    pub(super) fn row(&self, table: usize, row: usize) -> Option<usize> {
        Some(self.tables.get(table)?.first + row)
            .filter(|&at| self.rows.get(at).is_some_and(|r| r.table == table))
    }

    /// The one row that has a code.
    pub(super) fn coded_by(&self, code: &Token) -> Option<usize> {
        let Kindred::Figure(number) = code.kind else { return None };
        let value = number.figure.value;
        let code = (value.scale() == 0).then(|| u32::try_from(value.mantissa()).ok()).flatten()?;
        if let Some([row]) = self.by_code.get(&code).map(Vec::as_slice) { Some(*row) } else { None }
    }
}

/// The sums of a table that run down its columns.
fn sums_down(table: &Table) -> impl Iterator<Item = &Relation> {
    table.relations.iter().filter(|relation| {
        relation.kind == RelationKind::Sum
            && relation.terms.iter().all(|term| term.cell.1 == relation.total.1)
    })
}

/// Rows, each with the row that it is added up in with the fewest others.
fn inside(table: &Table) -> BTreeMap<usize, usize> {
    let mut found: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for sum in sums_down(table) {
        for term in &sum.terms {
            let of = (sum.terms.len(), sum.total.0);
            found.entry(term.cell.0).and_modify(|known| *known = of.min(*known)).or_insert(of);
        }
    }
    found.into_iter().map(|(row, (_, total))| (row, total)).collect()
}

/// The row that nearly all other rows add up to, in at least one column.
fn sum_of_all(table: &Table) -> Option<usize> {
    let others = table.rows.len().checked_sub(1).filter(|others| *others > 1)?;
    let sums = sums_down(table);
    // *Varav* rows are in no sum.
    sums.filter(|relation| relation.terms.len() * 5 >= others * 4).map(|relation| relation.total.0).next()
}

fn is_unit_word(word: &str) -> bool {
    matches!(word, "kr" | "tkr" | "kkr" | "mkr" | "mnkr" | "mdkr" | "kronor" | "procent" | "msek" | "tsek")
}

/// A unit in the label itself: *nettokostnader mkr*, *Sjukfrånvaro (%)*.
fn label_unit(label: &str) -> Option<Unit> {
    if label.contains('%') {
        return Some(Unit::Percent);
    }
    if is_per_piece(label) {
        return Some(if label.to_lowercase().contains("tkr/") { Unit::Tkr } else { Unit::Kr });
    }
    // "Fiktiva 26 mkr" is a name: its unit belongs to its figure.
    let mut before = "";
    for part in label.split_whitespace() {
        let word: String = part.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
        let unit = match word.as_str() {
            "kr" | "kronor" => Some(Unit::Kr),
            "tkr" | "kkr" | "tsek" => Some(Unit::Tkr),
            "mkr" | "mnkr" | "msek" => Some(Unit::Mkr),
            "procent" => Some(Unit::Percent),
            _ => None,
        };
        if unit.is_some() && !before.chars().any(|c| c.is_ascii_digit()) {
            return unit;
        }
        before = part;
    }
    None
}

/// *(kr/kvm)*, *kr/inv.*: what one of something costs.
fn is_per_piece(label: &str) -> bool {
    label.split_whitespace().any(|part| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let rest = ["kr", "kronor", "tkr"].iter().find_map(|unit| part.strip_prefix(unit)?.strip_prefix('/'));
        rest.is_some_and(|thing| vocabulary::is_rate(thing.trim_end_matches('.')))
    })
}

/// The code that a label starts with: *512*, *510-511*.
fn code(label: &str) -> Option<(u32, u32)> {
    let first = label.split_whitespace().next()?;
    let mut parts = first.split(['-', '–']);
    let number = |part: &str| -> Option<u32> {
        let digits = part.len() >= 2 && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let from = number(parts.next()?)?;
    let to = parts.next().and_then(number).unwrap_or(from);
    // A label that is a year has no code.
    (!(1900..2100).contains(&from)).then_some((from, to))
}

/// The unit of a cell: the column's, the row's or the table's; a per cent sign in the cell decides.
pub(super) fn cell_unit(tables: &[Table], named: &Named, referred: &Referred, place: Place) -> Option<Unit> {
    let table = tables.get(named.table)?;
    let text = table.cell(place).map_or("", |cell| cell.text.as_str());
    if text.contains('%') {
        return Some(Unit::Percent);
    }
    let own = table.columns.get(place.1).and_then(|column| column.unit).or(named.unit);
    // What is counted is not in the kronor of its table.
    own.or(referred.unit.filter(|unit| named.may_be_in(*unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_units_of_labels() {
        assert_eq!(code("510-511 Ledning"), Some((510, 511)));
        assert_eq!(code("Ledning 12"), None);
        assert_eq!(code("2024 års medel"), None);
        assert_eq!(label_unit("Fiktiva 26 mkr"), None);
        assert_eq!(label_unit("nettokostnader mkr"), Some(Unit::Mkr));
        assert_eq!(label_unit("Sjukfrånvaro (%)"), Some(Unit::Percent));
    }
}
