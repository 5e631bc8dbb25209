//! The figures of the prose: what each is about, and what in the report it can be held against.
//!
//! ```text
//! lines → blocks → sentences (flow) → figures with unit and sign (figures, units, numbers),
//!         and what the words around them say of them (around, narrowed), or of several together (respective)
//!       → what each is about (subject, headings, shifted), from the labels, groups and columns of the tables (labels, groups, columns)
//!       → tied to cells (targets, learn, trial, misprint, tie, company) and what is computed from cells (derived),
//!         to each other (same), to their own arithmetic (sums), and what is told without a figure (balance, counted)
//!       → claims and disputes (settle, written)
//! ```
//!
//! The order of trust: a cell, then a sum that the prose writes out, then the same fact told elsewhere. What is not
//! certain is unchecked, with the reason.

mod amount;
mod around;
mod balance;
mod columns;
mod company;
mod counted;
mod derived;
mod figures;
mod flow;
mod groups;
mod headings;
mod labels;
mod learn;
mod measure;
mod misprint;
mod narrowed;
mod numbers;
mod portions;
mod rates;
mod respective;
mod same;
mod settle;
mod shifted;
mod subject;
mod sums;
mod targets;
mod tie;
mod trial;
mod units;
mod vocabulary;
mod wholes;
mod written;

#[cfg(test)]
mod tests;

pub use sums::Shape;
pub use tie::Why;

use super::{
    outline::Outline,
    report::{Claim, Column, ColumnRole, Table},
    source::Source,
    span::Span,
};
use figures::{Against, Draft};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The claims of a text and what was found out about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    pub claims: Vec<Claim>,
    /// Why a claim is unchecked; one for each claim.
    pub reasons: Vec<Why>,
    /// What does not agree, in the order of the claims.
    pub disputes: Vec<Dispute>,
    /// Work done, in comparisons: what the linear cost is measured by.
    pub steps: u64,
}

/// A figure that does not agree with what it restates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Index of the claim.
    pub claim: usize,
    pub kind: DisputeKind,
    /// What the figure should be, in the claim's unit and decimals.
    pub expected: Option<Decimal>,
    /// The corrected figure as it should stand in the sentence, with its unit.
    pub suggestion: String,
    /// What the other place gives, as it is written there, with its unit.
    pub source: String,
    /// What the other place is called: a row and a column, or a subject.
    pub source_name: String,
    /// In the claim's unit.
    pub difference: Option<Decimal>,
    pub tolerance: Option<Decimal>,
    /// The places it was held against.
    pub related: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeKind {
    /// Another value than the cell.
    Cell,
    /// The value of the cell in another unit: a thousand too much or too little.
    Unit,
    /// Less than a unit of its last digit from the cell, but not what the cell rounds to.
    Rounding,
    /// Right but for the sign.
    Direction,
    /// How much two figures differ is right, but the words say that it went the other way.
    Turned,
    /// The words beside the figure say the opposite of its sign.
    Words,
    /// Another value than the same fact has elsewhere in the prose.
    Claim,
    /// The computation that the sentence does is wrong.
    Arithmetic(Shape),
    /// The parts do not add up to what their whole is said to be.
    Parts,
    /// Said to be in balance where the table has a deviation, or so many of its rows to deviate where others do.
    Balance,
}

/// Finds the claims of a text and ties them to cells, to each other and to their own arithmetic.
pub fn read(source: &Source, outline: &Outline, tables: &[Table]) -> Prose {
    if source.text.is_empty() {
        return Prose::default();
    }
    let vocabulary = vocabulary::Vocabulary::new();
    let flow = flow::read(source, outline, tables, &vocabulary);
    let labels = labels::Labels::new(tables, &vocabulary);
    let mut steps = 0;
    let mut drafts = figures::find(&flow, &labels.inside);
    let chains = respective::chains(&flow, &mut drafts);
    let with_figures: BTreeSet<usize> =
        drafts.iter().filter(|d| d.meant.unit.is_some()).map(|d| d.block).collect();
    let headings = headings::headings(&flow, &labels, &with_figures, &mut steps);
    inherit_measures(&mut drafts, &flow, &headings);
    inherit_comparisons(&mut drafts);
    let disagreeing = set_directions(&mut drafts);
    mark_other_times(&mut drafts, &flow, &headings, &labels);
    let names = respective::names(&chains, &flow, &drafts, &labels, &mut steps);
    respective::free(&mut drafts, &names);
    let mut subjects = subjects(&drafts, &names, &flow, &headings, &labels, &mut steps);
    let contexts = context_keys(&drafts, &flow, &headings);
    keep_investments_apart(&mut subjects, &contexts, &labels, tables, &flow, &headings);
    let verdicts = tie::tie(&flow, &drafts, &subjects, &headings, tables, &labels, &mut steps);
    let two_times = labels.tables.iter().zip(tables).any(|(referred, table)| {
        let both = || referred.columns.iter().zip(&table.columns);
        let called = |column: &Column| column.role == ColumnRole::Deviation;
        let deviation = |so_far: bool| both().any(|(c, column)| called(column) && c.to_date == so_far);
        deviation(true) && deviation(false)
    });
    let pairs = same::pairs(&flow, &drafts, &subjects, &verdicts, &contexts, two_times);
    let sums = sums::find(&flow, &drafts, &subjects, &headings);
    // What a figure carries with it is work too: the terms of a sum, the words of a name.
    steps += sums.iter().map(|sum| sum.terms.len() as u64).sum::<u64>();
    steps += subjects.iter().map(|subject| subject.words as u64).sum::<u64>();
    let board = settle::Board {
        source,
        tables,
        flow: &flow,
        drafts: &drafts,
        subjects: &subjects,
        labels: &labels,
        verdicts: &verdicts,
    };
    let mut prose = board.settle(&pairs, &sums, &disagreeing);
    for balanced in balance::find(&flow, &drafts, &headings, &labels, tables, &mut steps) {
        board.settle_balance(&balanced, &mut prose);
    }
    for counted in counted::find(source, &flow, &labels, tables, &mut steps) {
        board.settle_count(&counted, &mut prose);
    }
    prose.disputes.sort_by_key(|dispute| dispute.claim);
    prose.steps = steps;
    prose
}

/// A figure whose sentence does not say what is measured has the measure of its heading.
fn inherit_measures(drafts: &mut [Draft], flow: &flow::Flow, headings: &headings::Headings) {
    // The last sentence that told of what came out.
    let mut came_out: Option<usize> = None;
    for draft in drafts {
        if draft.features.outcome {
            came_out = Some(draft.sentence);
        }
        let Some(context) = headings.contexts.get(draft.block) else { continue };
        let in_heading =
            flow.blocks.get(draft.block).is_some_and(|b| matches!(b.kind, flow::Kind::Heading(_)));
        let above = context.measure;
        if !draft.features.has_measure() {
            // When it was is the sentence's own to say.
            let own = draft.features;
            draft.features = columns::Features {
                // Under "Resultat" costs and income are told of, too.
                result: in_heading && above.result,
                // "Gator -586 tkr": with a sign it is how that deviates.
                outcome: in_heading && above.outcome && !draft.written_sign,
                month: own.month,
                year: own.year,
                account: own.account,
                previous: own.previous || above.previous,
                full_year: own.full_year || above.full_year,
                to_date: own.to_date || above.to_date,
                ..above
            };
            draft.own_measure = in_heading && draft.features.has_measure();
            // A sum with a sign and no other word is a deviation, most often: enough to verify it by.
            draft.features.deviation |= draft.written_sign && !draft.features.has_measure();
        } else if draft.features.deviation && !draft.features.forecast && !draft.features.to_date {
            // "avviker med 3" in a chapter on the forecast.
            draft.features.forecast = above.forecast && !above.outcome && came_out != Some(draft.sentence);
        }
    }
}

/// *3 mkr bättre än budget. Intäkterna är 2 mkr lägre*: what the sentence before compared with is compared with still.
fn inherit_comparisons(drafts: &mut [Draft]) {
    let mut before: Option<(usize, usize, Against)> = None;
    for draft in drafts {
        if draft.against == Against::Unsaid
            && !draft.features.previous
            && draft.features.year.is_none()
            && let Some((block, sentence, against)) = before
            && block == draft.block
            && sentence <= draft.sentence
            && draft.sentence <= sentence + 1
        {
            draft.against = against;
        }
        if !matches!(draft.against, Against::Nothing | Against::Unsaid) {
            before = Some((draft.block, draft.sentence, draft.against));
        }
    }
}

/// Gives the figures the direction that their words say; returns those whose sign says the opposite.
fn set_directions(drafts: &mut [Draft]) -> Vec<usize> {
    let mut disagreeing = Vec::new();
    for (index, draft) in drafts.iter_mut().enumerate() {
        let meant = &mut draft.meant;
        let about = draft.features.deviation || draft.features.result || draft.features.forecast;
        if draft.direction == 0 || !about || draft.bare || meant.value.is_zero() {
            continue;
        }
        if draft.written_sign {
            let negative = meant.value.is_sign_negative();
            if negative == (draft.direction > 0) && draft.features.deviation && !draft.moves && !draft.aside {
                disagreeing.push(index);
            }
        } else {
            meant.signed = true;
            if draft.direction < 0 {
                meant.value.set_sign_negative(true);
            }
        }
    }
    disagreeing
}

/// Marks the figures that tell of another year or month than the report does.
fn mark_other_times(
    drafts: &mut [Draft],
    flow: &flow::Flow,
    headings: &headings::Headings,
    labels: &labels::Labels,
) {
    let columns = || labels.tables.iter().flat_map(|table| &table.columns);
    // The report's own time: that of its tables, or the first that its headings name.
    let opening = flow.blocks.iter().take(12);
    let titles = || opening.clone().filter(|block| matches!(block.kind, flow::Kind::Heading(_)));
    let year =
        columns().filter(|c| c.outcome || c.budget || c.deviation || c.forecast).filter_map(|c| c.year).max();
    let year = year.or_else(|| titles().find_map(|block| columns::year_in(&block.text)));
    // Columns of years and nothing else go up to the report's.
    let bare = || columns().filter(|c| !c.has_measure() && !c.previous).filter_map(|c| c.year).max();
    let year = year.or_else(bare);
    let months = |text: &str| -> Vec<u8> {
        super::words::words(text).iter().filter_map(|word| vocabulary::month(&word.text)).collect()
    };
    let month = columns().filter_map(|c| c.month).max();
    // Of several months that the text names, none is known to be the report's.
    let told = || {
        let all: Vec<u8> = opening.clone().flat_map(|block| months(&block.text)).collect();
        // Named but once, it may be any time that is told of.
        all.first().copied().filter(|first| all.len() > 1 && all.iter().all(|month| month == first))
    };
    let month =
        month.or_else(|| titles().find_map(|block| months(&block.text).first().copied())).or_else(told);
    // The first sentence of a paragraph or heading that speaks of another time.
    let mut elsewhen: BTreeMap<usize, usize> = BTreeMap::new();
    // The first that speaks of a plan.
    let mut planned: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, sentence) in flow.sentences.iter().enumerate() {
        let tells = |t: &flow::Token| {
            t.senses().has(vocabulary::Senses::PREVIOUS)
                || around::year_of(t).is_some_and(|told| year.is_none_or(|own| told != own))
        };
        // "Då stannade kostnaden på 3 mkr": when the sentence before says.
        let then = sentence.tokens.first().is_some_and(|t| t.text() == "då");
        // Under "Jämförelse med föregående år" that year is told of.
        let heading =
            flow.blocks.get(sentence.block).is_some_and(|b| matches!(b.kind, flow::Kind::Heading(_)));
        let ago = |t: &flow::Token| tells(t) || t.text() == "sedan";
        let headed = heading && sentence.tokens.iter().any(ago);
        if then || headed || narrowed::outside_comparisons(&sentence.tokens).any(tells) {
            elsewhen.entry(sentence.block).or_insert(index);
        }
        let plans = |t: &flow::Token| {
            t.senses().has(vocabulary::Senses::BUDGET) && !t.senses().has(vocabulary::Senses::DEVIATION)
                || heading && vocabulary::tells_of_plans(t.text())
        };
        // "Budgeten var 3 mkr" tells that figure, and nothing of those that follow.
        let figure = |t: &flow::Token| matches!(t.kind, flow::Kindred::Figure(_));
        let told = !heading && sentence.tokens.iter().any(figure);
        if !told && narrowed::outside_comparisons(&sentence.tokens).any(plans) {
            planned.entry(sentence.block).or_insert(index);
        }
    }
    // "Var 810 men ökade till 865": of two levels of a thing that moves, the first is of the time before.
    let moves =
        |t: &flow::Token| t.senses().has(vocabulary::Senses::MOVES) || vocabulary::tells_of_now(t.text());
    let moving: Vec<bool> = (0..drafts.len())
        .map(|index| {
            let Some((this, next)) = drafts.get(index).zip(drafts.get(index + 1)) else { return false };
            // "3 mkr bättre än budget och en förbättring med 2": how it differs is no level.
            let level = |d: &Draft| d.lead != "med" && !d.part && d.against == Against::Nothing;
            let sentence = flow.sentences.get(this.sentence).filter(|_| this.sentence == next.sentence);
            let between = sentence.and_then(|s| s.tokens.get(this.last + 1..next.first)).unwrap_or(&[]);
            // "Var 810 och ökade med 55" tells of the time before, too.
            let alike =
                this.meant.unit == next.meant.unit && level(this) && (level(next) || this.lead != "till");
            alike && between.iter().any(moves)
        })
        .collect();
    for (draft, moves) in drafts.iter_mut().zip(moving) {
        let context = headings.contexts.get(draft.block);
        let above = context.map(|c| [c.nearest, c.specific, c.parent]).into_iter().flatten().flatten();
        // What is told further down does not change what was told before it.
        let before = elsewhen.get(&draft.block).is_some_and(|&first| first <= draft.sentence);
        let of_another = before || above.into_iter().any(|block| elsewhen.contains_key(&block));
        draft.timely = !of_another && !moves;
        // "Fullmäktige antog budgeten i november. Kostnaden blev 3 mkr": in the budget.
        let in_plan = planned.get(&draft.block).is_some_and(|&first| first < draft.sentence);
        let above = context.map(|c| [c.nearest, c.specific, c.parent]).into_iter().flatten().flatten();
        let under_plan = above.into_iter().any(|block| planned.contains_key(&block));
        draft.came_to &= !in_plan && !under_plan;
        // Under "Budgetförutsättningar" nothing is told of what came out.
        draft.qualified |= under_plan && !draft.features.budget && draft.level;
        draft.report_year = year;
        draft.elsewhen |= moves;
        let f = draft.features;
        let other = |said: Option<u16>, own: Option<u16>| said.is_some() && said != own;
        // "En ökning med 3 mkr från 2020": then was what it is compared with.
        let compared = (draft.moves || draft.against != Against::Nothing)
            && draft.against_year.is_some()
            && draft.against_year == f.year;
        draft.month_alone &= f.month.is_some() && month.is_none();
        let months = month.is_some() && other(f.month.map(u16::from), month.map(u16::from));
        draft.elsewhen |= other(f.year, year) && !compared || months;
    }
}

/// "The budget" of the investments is not that of the operations: a figure in a section on investments is only held
/// against tables of investments, and no other is.
fn keep_investments_apart(
    subjects: &mut [subject::Subject],
    contexts: &[String],
    labels: &labels::Labels,
    tables: &[Table],
    flow: &flow::Flow,
    headings: &headings::Headings,
) {
    let says = |text: &str| text.to_lowercase().contains("invest");
    let headed = |table: usize| {
        let context = headings.of_table(table);
        let above = context.map(|c| [c.nearest, c.specific, c.parent]).into_iter().flatten().flatten();
        above.filter_map(|block| flow.blocks.get(block)).any(|block| says(&block.text))
    };
    let invests: Vec<bool> = tables.iter().enumerate().map(|(i, t)| says(&t.title) || headed(i)).collect();
    let label = |named: &labels::Named| {
        tables.get(named.table).and_then(|t| t.rows.get(named.row)).is_some_and(|row| says(&row.label))
    };
    for (subject, context) in subjects.iter_mut().zip(contexts) {
        let wanted = context.starts_with('!');
        let fits = |row: usize| {
            labels
                .rows
                .get(row)
                // A row of investments is one in any table.
                .is_some_and(|named| invests.get(named.table) == Some(&wanted) || wanted && label(named))
        };
        let some_fit = subject.rows.iter().any(|&row| fits(row));
        if subject.whole {
            subject.rows.retain(|&row| fits(row));
            subject.sure &= subject.rows.len() == 1;
            if subject.rows.is_empty() {
                subject.lack = subject::Lack::NoRow;
            }
        } else if some_fit {
            subject.rows.retain(|&row| fits(row));
        } else {
            subject.sure = false;
        }
    }
}

fn subjects(
    drafts: &[Draft],
    names: &BTreeMap<usize, respective::Name>,
    flow: &flow::Flow,
    headings: &headings::Headings,
    labels: &labels::Labels,
    steps: &mut u64,
) -> Vec<subject::Subject> {
    let mut subjects: Vec<subject::Subject> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|b| drafts.get(b).zip(subjects.get(b)));
        let before = subject::Before {
            in_sentence: before.filter(|(b, _)| b.sentence == draft.sentence).map(|(_, s)| s),
            in_block: before
                .filter(|(b, _)| b.block == draft.block && b.sentence != draft.sentence)
                .map(|(_, s)| s),
            body: (index.saturating_sub(subject::EARLIER)..index)
                .rev()
                .filter(|&b| {
                    drafts.get(b).is_some_and(|b| b.block == draft.block && b.sentence != draft.sentence)
                })
                .find_map(|b| subjects.get(b).filter(|s| s.is_body(labels))),
            silent: draft
                .sentence
                .checked_sub(1)
                .filter(|&s| index.checked_sub(1).and_then(|b| drafts.get(b)).is_none_or(|b| b.sentence < s))
                .and_then(|s| flow.sentences.get(s))
                .filter(|s| s.block == draft.block)
                .map_or(&[], |s| &s.tokens),
        };
        let tokens = flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        // Told together with others: of them all only its own name is what it is about.
        let name = names.get(&index);
        let alone = name.map(|name| Draft {
            left: name.tokens.start,
            first: name.tokens.end,
            right: draft.last + 1,
            ..draft.clone()
        });
        let told = alone.as_ref().unwrap_or(draft);
        let mut subject = subject::of(told, tokens, flow, headings, labels, before, steps);
        if let Some(name) = name.filter(|name| name.beyond > 0) {
            subject.sure = false;
            subject.unknown += name.beyond;
        }
        subject.leave_groups_open(labels);
        if let Some(account) = draft.features.account {
            subject.leave_accounts_open(account, labels);
        }
        subject.sure &= !(subject.grouped && names.contains_key(&index));
        let place = flow.blocks.get(draft.block).map_or(0, |block| block.source_span(draft.place).start);
        let last = index.checked_sub(1).and_then(|b| drafts.get(b));
        shifted::shift(&mut subject, (last, draft), tokens, names.contains_key(&index), labels, place);
        subjects.push(subject);
    }
    subjects
}

/// The section each figure stands in, for telling equal sentences apart; investments are marked, because "the budget"
/// there is another than that of the operations.
fn context_keys(drafts: &[Draft], flow: &flow::Flow, headings: &headings::Headings) -> Vec<String> {
    // Once a sentence and a heading: either may hold any number of figures.
    let says = |text: &str| text.contains("invest");
    let told = |s: &flow::Sentence| s.tokens.iter().any(|t| says(t.text()));
    let told: Vec<bool> = flow.sentences.iter().map(told).collect();
    let headed = |b: &flow::Block| matches!(b.kind, flow::Kind::Heading(_)) && says(&b.text.to_lowercase());
    let headed: Vec<bool> = flow.blocks.iter().map(headed).collect();
    let key = |draft: &Draft| {
        let context = headings.contexts.get(draft.block);
        let heading = context.and_then(|c| c.specific).and_then(|block| headings.headed.get(&block));
        let parent = context.and_then(|c| c.parent);
        let nearest = context.and_then(|c| c.nearest);
        let above = [Some(draft.block), nearest, parent].into_iter().flatten();
        let invests = told.get(draft.sentence) == Some(&true)
            || above.filter_map(|block| headed.get(block)).any(|&invests| invests);
        let mark = if invests { "!" } else { "" };
        format!("{mark}{}", heading.map_or("", headings::heading_key))
    };
    drafts.iter().map(key).collect()
}
