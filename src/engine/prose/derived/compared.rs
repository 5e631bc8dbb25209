//! A level against what the words compare it with: the budget, the year before.

use super::{
    super::{
        columns::Features,
        figures::{Against, Draft},
        flow::{Kindred, Token},
        measure::Match,
        subject,
        tie::Verdict,
        vocabulary::Senses,
    },
    Computed, Scene,
    judge::{against, agreeing},
};
use crate::engine::{
    report::{Place, Relation, RelationKind, RowRole},
    unit::Unit,
};

/// Words that tell of when, or of what was planned.
const WHEN: Senses = Senses::all(&[
    Senses::PREVIOUS,
    Senses::MONTH,
    Senses::BUDGET,
    Senses::FORECAST,
    Senses::GOAL,
    Senses::TO_DATE,
    Senses::FULL_YEAR,
]);

impl Scene<'_> {
    /// How a row's level differs from what the words compare it with, in its unit and in per cent.
    pub(super) fn differences(
        &self,
        draft: &Draft,
        table: usize,
        row: usize,
        anchor: Option<(usize, Place)>,
        steps: &mut u64,
        found: &mut Vec<Computed>,
    ) {
        let columns = self.columns(table);
        let account = draft.features.account.filter(|own| columns.iter().any(|c| c.account == Some(*own)));
        // "Ökar med 4 mkr 2025" is of that year's budget, where it is not what is compared with, and of no later plan.
        let planned = |year: &u16| columns.iter().any(|c| c.budget && c.year == Some(*year));
        let year = draft.said.year.filter(|year| draft.against_year != Some(*year) && planned(year));
        let meant = |level: &usize| {
            columns.get(*level).is_some_and(|c| {
                let own = account.is_none() || c.account == account;
                own && (year.is_none() || c.year.is_none() || c.year == year)
            })
        };
        for level in levels(columns, anchor.map(|(_, place)| place.1)).into_iter().filter(meant) {
            for other in comparands(draft, columns, level) {
                *steps += 1;
                found.extend(self.difference(draft, table, (row, level), (row, other)));
            }
        }
        if tells_of_stages(draft) {
            for (level, other) in stages(columns) {
                *steps += 1;
                found.extend(self.difference(draft, table, (row, level), (row, other)));
            }
        }
    }

    pub(super) fn difference(&self, draft: &Draft, table: usize, new: Place, old: Place) -> Option<Computed> {
        let (high, unit) = self.cell(table, new)?;
        let (low, other) = self.cell(table, old)?;
        // People in one column and per cent in another differ by nothing.
        if unit != other {
            return None;
        }
        let (amount, per_cent) = match (draft.meant.unit, unit) {
            (Some(Unit::Percent | Unit::Points), Some(Unit::Percent)) | (None, None | Some(Unit::Count)) => {
                (high.minus(low)?, false)
            }
            (Some(Unit::Percent), _) => (high.change_from(low)?, true),
            (Some(own), Some(unit)) => (high.minus(low)?.in_unit(unit, own)?, false),
            (_, None) | (None, _) => return None,
        };
        let (a, b) = (self.text(table, new), self.text(table, old));
        let working = if per_cent { format!("{a} / {b} − 1") } else { format!("{a} − {b}") };
        // Costs may be printed with a minus: more of them is more in size.
        let sizes = high.value.abs().cmp(&low.value.abs()) as i8;
        let one_sign = high.value.is_sign_negative() == low.value.is_sign_negative();
        let role = self.tables.get(table).and_then(|t| t.rows.get(new.0)).map(|row| row.role);
        let labels = self.reading.labels;
        let named = labels.row(table, new.0).and_then(|row| labels.rows.get(row));
        // From a loss to a profit nothing is more or less in size, and a loss that grows is less of a result; costs are
        // told by their size, whatever sign they are printed with.
        let cost = role == Some(RowRole::Cost)
            || named.is_some_and(|named| named.cost)
            || role == Some(RowRole::Item) && named.is_some_and(|named| !named.features.result && !named.net);
        let more = if one_sign && (cost || !high.value.is_sign_negative()) { sizes } else { 0 };
        // A deviation, or a result, is the better the higher it is.
        let columns = self.columns(table);
        let deviates = |place: Place| columns.get(place.1).is_some_and(|c| c.deviation);
        let reversed = self.learnt.get(table).is_some_and(|learnt| learnt.reversed);
        let rises = high.value.cmp(&low.value) as i8;
        let good = match role {
            _ if deviates(new) && deviates(old) => {
                if reversed {
                    -rises
                } else {
                    rises
                }
            }
            Some(RowRole::Income | RowRole::Result) => rises,
            Some(RowRole::Cost) => -sizes,
            _ if named.is_some_and(|named| named.features.result) => rises,
            _ => 0,
        };
        let unit = unit.filter(|_| !per_cent);
        Some(Computed { table, places: vec![new, old], amount, unit, working, more, good })
    }

    /// *9,1 procent, 0,7 procentenheter högre än i hemtjänsten*: how a level that the sentence restates differs from that
    /// of the row which the words behind the figure name, and nothing else.
    pub(super) fn beside_another(
        &self,
        draft: &Draft,
        (table, place): (usize, Place),
        tokens: &[Token],
        steps: &mut u64,
    ) -> Option<Computed> {
        let [compares, than, name @ ..] = tokens.get(draft.last + 1..)? else { return None };
        let weighs = Senses::all(&[Senses::HIGHER, Senses::LOWER, Senses::POSITIVE, Senses::NEGATIVE]);
        if !compares.senses().has(weighs) || than.text() != "än" {
            return None;
        }
        let ends = |t: &Token| {
            matches!(t.kind, Kindred::Mark(',' | ';' | '.' | '('))
                || t.senses().has(Senses::CLAUSE)
                || t.text() == "och"
        };
        let name = name.get(..name.iter().position(ends).unwrap_or(name.len()))?;
        // Of another time it is another level.
        let plain = |t: &Token| t.word().is_some() && !t.senses().has(WHEN);
        let content: Vec<&Token> =
            name.iter().filter(|t| self.reading.labels.tells(t)).take(subject::NAME).collect();
        let other = subject::from_words(&content, self.reading.labels, steps);
        let [row] = other.rows.as_slice() else { return None };
        let row = self.row_in(table, *row).filter(|&row| row != place.0 && other.unknown == 0)?;
        *steps += 1;
        let plain = !content.is_empty() && name.iter().all(plain);
        self.difference(draft, table, place, (row, place.1)).filter(|_| plain)
    }

    /// *13,6 mkr eller 5,7 procent*: the same change in per cent, of the last one that the sentence told.
    pub(super) fn twin(&self, index: usize, verdicts: &[Verdict]) -> Option<Computed> {
        let draft = self.drafts.get(index).filter(|d| d.meant.unit == Some(Unit::Percent))?;
        let tokens = self.flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        // "Ökade med 13,6 mkr (5,7 procent)".
        let bracketed =
            draft.first.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.is_mark('('));
        let links = |lead: &str| matches!(lead, "eller" | "motsvarande" | "motsvarar" | "dvs");
        // "…, det vill säga 3,5 procent", "…, vilket är 24 procent"; of something they are a share.
        let before = draft.first.checked_sub(2).and_then(|at| tokens.get(at)).map_or("", Token::text);
        let said = matches!(draft.lead.as_str(), "säga" | "alltså")
            || matches!(draft.lead.as_str(), "är" | "blir" | "var") && before == "vilket";
        let shared = tokens.get(draft.last + 1).is_some_and(|t| t.text() == "av");
        let linked = bracketed || links(&draft.lead) || draft.lead == "med" || said && !shared;
        let of_sentence = |at: usize| self.drafts.get(at).is_some_and(|d| d.sentence == draft.sentence);
        let before = (index.saturating_sub(3)..index).rev().filter(|&b| linked && of_sentence(b));
        // "5,7 procent eller 13,6 mkr".
        let behind =
            Some(index + 1).filter(|&b| of_sentence(b) && self.drafts.get(b).is_some_and(|d| links(&d.lead)));
        // "Ökat med 44,6 mkr och är nu 141,7 mkr, eller 83 procent, över budget": of the amount right before it.
        let near = index.checked_sub(1).filter(|&b| {
            of_sentence(b)
                && self.drafts.get(b).is_some_and(|b| {
                    b.meant.unit.and_then(Unit::kronor).is_some() && draft.first <= b.last + 4
                })
        });
        let before = before.filter(|&b| near.is_none_or(|near| b == near));
        let told = before.chain(behind);
        told.filter_map(|b| verdicts.get(b)).filter(|v| v.kind.is_some_and(Match::agrees)).find_map(|v| {
            let target = v.target.as_ref()?;
            match *target.places.as_slice() {
                [new, old] if !target.working.is_empty() && new.0 == old.0 => {
                    self.difference(draft, target.table, new, old)
                }
                [place] if target.change => self.change_in_per_cent(target.table, place),
                // "Skatter och bidrag ökade med 31 mkr, det vill säga 3,5 procent".
                [_, _, _, _, ..] if target.change => self.moved_in_per_cent(target.table, &target.places),
                _ => None,
            }
        })
    }

    /// The per cent that a column of changes gives beside one of amounts.
    fn change_in_per_cent(&self, table: usize, (row, of): Place) -> Option<Computed> {
        let columns = self.columns(table);
        let own = columns.get(of)?;
        let alike = |c: &Features| c.change && c.year == own.year && c.forecast == own.forecast;
        let mut found =
            columns.iter().enumerate().filter(|(at, c)| *at != of && alike(c)).filter_map(|(at, _)| {
                let place = (row, at);
                let (amount, unit) = self.cell(table, place)?;
                let places = vec![place];
                let working = String::new();
                (unit == Some(Unit::Percent)).then_some(Computed {
                    table,
                    places,
                    amount,
                    unit,
                    working,
                    more: 0,
                    good: 0,
                })
            });
        found.next().filter(|_| found.next().is_none())
    }

    /// *eller 5,7 procent*, *(5,7 procent)*: right behind an amount, and not of what, or in which prices.
    pub(super) fn is_bare_per_cent(&self, index: usize) -> bool {
        let Some(draft) = self.drafts.get(index) else { return false };
        let tokens = self.flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        let behind = tokens.get(draft.last + 1..).unwrap_or(&[]);
        if self.is_alone_in_brackets(index) {
            return true;
        }
        let ends = behind.first().is_none_or(|t| {
            matches!(t.kind, Kindred::Mark(_)) && !t.is_mark('(')
                || matches!(t.text(), "till" | "jämfört" | "än" | "mot" | "och" | "medan" | "men")
        });
        let yearly = matches!(behind, [on, one, year, ..]
            if on.text() == "på" && one.text() == "ett" && year.text() == "år");
        let links =
            matches!(draft.lead.as_str(), "eller" | "motsvarande" | "motsvarar" | "alltså" | "dvs" | "säga");
        links && (ends || yearly)
    }

    /// *8,6 mkr (15,7 procent)*
    pub(super) fn is_alone_in_brackets(&self, index: usize) -> bool {
        let told =
            index.checked_sub(1).and_then(|before| self.drafts.get(before)).zip(self.drafts.get(index));
        let Some((amount, draft)) = told.filter(|(amount, draft)| amount.sentence == draft.sentence) else {
            return false;
        };
        let tokens = self.flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        let opened = matches!(tokens.get(amount.last + 1..draft.first), Some([mark]) if mark.is_mark('('));
        let closed = tokens.get(draft.last + 1).is_some_and(|t| t.is_mark(')'));
        opened && closed && amount.meant.unit.and_then(Unit::kronor).is_some()
    }

    /// *överskrider budget med 13,2 mkr, eller 12 procent*: what the deviation right before it is of its budget. It may also
    /// be told of another level of the row; where it is none of them, it is wrong.
    pub(super) fn overrun_in_per_cent(
        &self,
        index: usize,
        verdicts: &[Verdict],
        steps: &mut u64,
    ) -> Option<Verdict> {
        let before = index.checked_sub(1)?;
        let (amount, draft) = self.drafts.get(before).zip(self.drafts.get(index))?;
        let near = amount.sentence == draft.sentence && draft.first <= amount.last + 4;
        let differs = amount.lead == "med" || amount.more != 0;
        let share = draft.meant.unit == Some(Unit::Percent) && self.is_bare_per_cent(index);
        let target = verdicts.get(before).filter(|v| v.kind.is_some_and(Match::agrees))?.target.as_ref()?;
        let [place] = *target.places.as_slice() else { return None };
        let of = |relation: &&Relation| relation.kind == RelationKind::Difference && relation.total == place;
        let relation = self.tables.get(target.table)?.relations.iter().find(of)?;
        let columns = self.columns(target.table);
        let is_budget = |at: usize| columns.get(at).is_some_and(|c| c.budget && !c.deviation);
        let budget = relation.terms.iter().map(|term| term.cell).find(|cell| is_budget(cell.1))?;
        if !near || !differs || !share || !target.deviation || budget.0 != place.0 {
            return None;
        }
        let level = |c: &Features| !c.deviation && !c.change && !c.share;
        let mut levels = Vec::new();
        for (column, _) in columns.iter().enumerate().filter(|(_, c)| level(c)) {
            *steps += 1;
            levels.extend(self.share(target.table, &[place], &[(place.0, column)]));
        }
        let made = self.share(target.table, &[place], &[budget])?;
        agreeing(draft, std::slice::from_ref(&made), 1)
            .or_else(|| agreeing(draft, &levels, 1))
            .or_else(|| against(draft, &made))
    }

    /// *ökade med 13,6 mkr eller 5,7 procent*: the amount of the change that stands behind it in per cent.
    pub(super) fn told_in_per_cent(&self, index: usize, verdicts: &[Verdict]) -> Option<Computed> {
        let (draft, next) = self.drafts.get(index).zip(self.drafts.get(index + 1))?;
        let twins = next.sentence == draft.sentence
            && next.meant.unit == Some(Unit::Percent)
            && draft.meant.unit.and_then(Unit::kronor).is_some()
            && self.is_bare_per_cent(index + 1)
            // Nothing else between the two.
            && next.first <= draft.last + 3
            && (draft.moves || draft.lead == "med");
        let verdict = verdicts.get(index + 1).filter(|v| twins && v.kind.is_some_and(Match::agrees))?;
        let target = verdict.target.as_ref().filter(|target| !target.working.is_empty())?;
        match *target.places.as_slice() {
            [new, old] if new.0 == old.0 => self.difference(draft, target.table, new, old),
            _ => None,
        }
    }

    /// *uppgick till 23,0 mkr (29,0 mkr)*: what stands in brackets behind a level, and says nothing more, is that of
    /// the year before.
    pub(super) fn bracketed(
        &self,
        draft: &Draft,
        anchor: Option<(usize, Place)>,
        tokens: &[Token],
        found: &mut Vec<Computed>,
    ) {
        let before = draft.first.checked_sub(1).and_then(|b| tokens.get(b));
        let mark = |token: Option<&Token>, mark| token.is_some_and(|t| t.is_mark(mark));
        let Some((table, place)) = anchor else { return };
        if !mark(before, '(') || !mark(tokens.get(draft.last + 1), ')') {
            return;
        }
        let columns = self.columns(table);
        for other in earlier(columns, place.1, None) {
            if let Some((amount, unit)) = self.cell(table, (place.0, other)) {
                let in_own = unit.zip(draft.meant.unit).and_then(|(from, to)| amount.in_unit(from, to));
                found.extend(in_own.map(|amount| Computed {
                    table,
                    places: vec![(place.0, other)],
                    amount,
                    unit,
                    working: String::new(),
                    more: 0,
                    good: 0,
                }));
            }
        }
    }
}

/// The columns of what is or will be: those of the newest year, or the one that the sentence restates.
pub(super) fn levels(columns: &[Features], anchor: Option<usize>) -> Vec<usize> {
    if let Some(column) = anchor {
        return vec![column];
    }
    let level = |c: &Features| !c.deviation && !c.change && !c.share && !c.budget && !c.previous;
    let newest = columns.iter().filter(|c| level(c)).filter_map(|c| c.year).max();
    let held = |c: &Features| level(c) && (c.year.is_none() || c.year == newest);
    columns.iter().enumerate().filter(|(_, c)| held(c)).map(|(at, _)| at).collect()
}

/// The columns that a level is compared with, as the words say.
pub(super) fn comparands(draft: &Draft, columns: &[Features], level: usize) -> Vec<usize> {
    let changes = draft.against == Against::Previous
        || draft.against_year.is_some()
        || draft.moves
        || draft.lead == "med" && !draft.features.deviation;
    if draft.against == Against::Budget || draft.features.deviation && !changes {
        // A column of deviations says it by itself, and with its sign; but not in per cent of the budget.
        let so_far = draft.features.to_date && !draft.features.full_year;
        let Some(own) = columns.get(level).copied() else { return Vec::new() };
        // What is forecast differs from its budget by another column than what has come out.
        let came_out = own.outcome && !own.forecast && !own.full_year;
        let other_time = |c: &Features| {
            own.forecast && !own.to_date && c.to_date && !c.forecast || came_out && c.forecast && !c.to_date
        };
        let told = |c: &Features| c.deviation && (!so_far || c.to_date || !c.forecast) && !other_time(c);
        if columns.iter().any(told) && draft.meant.unit != Some(Unit::Percent) {
            return Vec::new();
        }
        let budget = |c: &Features| c.budget && !c.deviation && !c.previous;
        let year = |c: &Features| c.year.is_none() || own.year.is_none() || c.year == own.year;
        let all = || columns.iter().enumerate().filter(|(at, c)| *at != level && budget(c) && year(c));
        // What has been spent so far is held against the budget so far, where there is one.
        let alike: Vec<usize> = all().filter(|(_, c)| c.to_date == own.to_date).map(|(at, _)| at).collect();
        return if alike.is_empty() { all().map(|(at, _)| at).collect() } else { alike };
    }
    if draft.against == Against::Forecast {
        // "2,3 mkr mer än i oktoberprognosen": of what came out.
        let outcome = columns.get(level).is_some_and(|c| c.outcome && !c.deviation);
        let forecast = |c: &Features| c.forecast && !c.deviation && !c.change;
        let all = columns.iter().enumerate().filter(|(at, c)| *at != level && forecast(c));
        return all.filter(|_| outcome).map(|(at, _)| at).collect();
    }
    if changes { earlier(columns, level, draft.against_year) } else { Vec::new() }
}

/// Does a figure tell how a deviation or a forecast has moved since it was told last?
fn tells_of_stages(draft: &Draft) -> bool {
    let moved = draft.moves || draft.more != 0 || draft.direction != 0 || draft.against == Against::Forecast;
    let about = draft.features.deviation || draft.features.forecast || draft.features.result;
    moved && about && draft.against != Against::Budget && draft.features.year.is_none()
}

/// The same forecast or deviation as it was told last: the newer first, of two that each have their month, or of which
/// one is called the earlier.
fn stages(columns: &[Features]) -> Vec<(usize, usize)> {
    let kind = |c: &Features| (c.deviation, c.forecast, c.budget, c.outcome, c.change, c.share, c.year);
    let told = |c: &Features| (c.deviation || c.forecast) && !c.change && !c.share && !c.budget;
    let all = || columns.iter().enumerate().filter(|(_, c)| told(c));
    let later = |new: &Features, old: &Features| {
        kind(new) == kind(old)
            && (new.month > old.month && old.month.is_some() || old.previous && !new.previous)
    };
    let newest = |c: &Features| !all().any(|(_, other)| later(other, c));
    let pairs = all().filter(|(_, new)| newest(new));
    pairs
        .flat_map(|(at, new)| all().filter(move |(_, old)| later(new, old)).map(move |(old, _)| (at, old)))
        .collect()
}

/// The columns that hold what a column held before: in a year, or in the one before.
pub(super) fn earlier(columns: &[Features], level: usize, year: Option<u16>) -> Vec<usize> {
    let Some(own) = columns.get(level).copied() else { return Vec::new() };
    let kind = |c: &Features| (c.deviation, c.budget, c.forecast, c.change, c.share, c.account);
    // What happened is compared with what happened; a forecast too.
    let alike = |c: &Features| {
        !c.deviation
            && !c.budget
            && !c.change
            && !c.share
            && c.body == own.body
            && (kind(c) == kind(&own) || own.forecast && c.outcome && c.account == own.account)
    };
    let before = own.year.map(|y| y.saturating_sub(1));
    let then = |c: &Features| match year {
        Some(year) => c.year == Some(year),
        None => c.previous && !own.previous || c.year.is_some() && c.year == before,
    };
    let all = || columns.iter().enumerate().filter(|(at, c)| *at != level && alike(c) && then(c));
    let same: Vec<usize> = all().filter(|(_, c)| c.to_date == own.to_date).map(|(at, _)| at).collect();
    if same.is_empty() { all().map(|(at, _)| at).collect() } else { same }
}
