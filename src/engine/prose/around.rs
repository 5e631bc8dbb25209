//! What the words around a figure say of it.

use super::{
    columns::Features,
    figures::{Against, Draft},
    flow::{Kindred, Token},
    narrowed::{is_cause, is_narrowed, is_of_before},
    vocabulary::{self, Senses},
};
use rust_decimal::Decimal;

/// Reads the words around every figure of a sentence.
pub(super) fn describe(drafts: &mut [Draft], tokens: &[Token]) {
    let mut open = 0;
    let mut edge = 0_usize;
    let mut inherited: Option<Features> = None;
    let mut from = false;
    let mut then = false;
    let mut lead = String::new();
    let mut moved: Option<(bool, i8)> = None;
    for index in 0..drafts.len() {
        let end = drafts.get(index + 1).map_or(tokens.len(), |next| next.first);
        let Some(draft) = drafts.get_mut(index) else { continue };
        draft.left = open;
        let told = before_next(tokens, draft.last, end);
        draft.right = right_edge(tokens, draft.last, end).min(told);
        // "… i den egna delen mot budgeterade 3": what stands before "mot" tells of the figure before it.
        let between = tokens.get(draft.last + 1..told).unwrap_or(&[]);
        let against = tokens.get(told).is_some_and(|t| t.text() == "mot")
            && !between.iter().any(|t| t.senses().has(MEASURES));
        open = if against { told } else { draft.last + 1 };
        // "Utfördes 840 timmar, en ökning med 13 procent": what is counted is no name of what follows.
        let counted = |t: &Token| draft.bare && t.word().is_some() && t.senses().is_content();
        open += usize::from(!against && tokens.get(open).is_some_and(counted));
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        let right = tokens.get(draft.last + 1..draft.right).unwrap_or(&[]);
        let to = from && draft.lead == "till";
        from = draft.lead == "från";
        let parallel = std::mem::replace(&mut lead, draft.lead.clone()) == draft.lead;
        // "7,7 procent föregående år, dvs 0,7 högre": when the figure before was is said of that one.
        let own_from = edge.saturating_sub(draft.left);
        let own_from = if tokens.get(edge).is_some_and(|t| t.is_mark(',')) { own_from } else { 0 };
        edge = draft.right;
        let own = words_around(draft, left, right, to, own_from);
        if let Some((moves, more)) =
            moved.filter(|_| matches!(draft.lead.as_str(), "eller" | "motsvarande" | "motsvarar"))
        {
            // "Ökade med 3 mkr eller 5 procent": said once, of both.
            draft.moves |= moves;
            draft.more = if draft.more == 0 { more } else { draft.more };
        }
        moved = Some((draft.moves, draft.more));
        draft.own_measure = own.has_measure();
        draft.level = is_level(draft, left, behind(tokens, draft.last, told), to);
        draft.came_to = draft.level || has_come_to(draft, left, behind(tokens, draft.last, told), own);
        draft.joined = left.iter().any(|t| matches!(t.text(), "tillsammans" | "ihop" | "sammanlagt"))
            && left.iter().any(|t| matches!(t.text(), "och" | "samt"));
        // "I april beräknades kostnaden till 3 mkr och avvikelsen till 2": both then.
        let and = left.first().is_some_and(|t| matches!(t.text(), "och" | "samt"));
        let of_before = is_of_before(draft, left, own) || then && and;
        then = of_before;
        draft.qualified = weighs_another(tokens.get(draft.last + 1..).unwrap_or(&[]))
            || is_narrowed(tokens.get(draft.last + 1..end).unwrap_or(&[]))
            || of_before
            || left.windows(2).any(|pair| matches!(pair, [own, of] if is_own(own, of)))
            || left.windows(2).any(|pair| matches!(pair, [plan, of] if is_planned(plan, of)));
        let months = left.iter().chain(right).filter(|t| vocabulary::month(t.text()).is_some()).count();
        draft.accumulated = months > 1 || left.iter().any(|t| vocabulary::is_accumulated(t.text()));
        draft.features = own;
        draft.said = own;
        // "Prognosen är 50 mkr, alltså 16 mkr över budget": of the same time.
        let timed =
            own.previous || own.full_year || own.to_date || own.year.or(own.month.map(u16::from)).is_some();
        // So is what stands right behind it: "för helåret väntas 217 mkr, 19 mkr lägre än budget".
        let joins = |t: &Token| {
            t.is_mark(',') || t.is_mark('(') || matches!(t.text(), "är" | "blir" | "och" | "samt" | "vilket")
        };
        let behind = || behind_comparison(left).iter().all(joins) && draft.against == Against::Budget;
        if let Some(before) =
            inherited.filter(|_| own.deviation && !own.forecast && !timed && (goes_on(left) || behind()))
        {
            draft.features = Features {
                forecast: before.forecast,
                full_year: before.full_year,
                to_date: before.to_date,
                year: before.year,
                month: before.month,
                ..own
            };
        }
        if !own.has_measure()
            && let Some(before) = inherited
        {
            let mut features = before;
            features.previous = own.previous || before.previous && !to;
            features.full_year |= own.full_year;
            features.to_date |= own.to_date;
            features.year = own.year.or(before.year);
            features.month = own.month.or(before.month);
            features.account = own.account.or(before.account);
            draft.features = features;
            // "Skolan överskrider sin ram med 3 mkr, vården med 2": said once, of both.
            let new = left.iter().any(|t| t.senses().has(Senses::CLAUSE));
            draft.own_measure = parallel && !new && matches!(draft.lead.as_str(), "med" | "på" | "om");
        }
        // A difference from something says nothing of what is told next.
        if !draft.aside && (draft.against == Against::Nothing || inherited.is_none() && draft.own_measure) {
            inherited = Some(draft.features);
        }
        if draft.against != Against::Nothing
            && let Some(level) = &mut inherited
        {
            level.deviation = false;
            level.change = false;
        }
    }
    compare_both(drafts);
    share_causes(drafts, tokens);
}

/// *3 mkr på grund av lönerna, 2 mkr på grund av hyrorna*: what each of several causes came to is a part.
fn share_causes(drafts: &mut [Draft], tokens: &[Token]) {
    let caused: Vec<bool> = drafts
        .iter()
        .map(|draft| {
            let behind = tokens.get(draft.last + 1..).unwrap_or(&[]);
            // "Högre än budget på grund av …".
            let compared = |t: &Token| {
                t.senses().has(Senses::all(&[Senses::HIGHER, Senses::LOWER, Senses::THAN, Senses::BUDGET]))
            };
            let at = behind.iter().take_while(|t| compared(t)).count();
            is_cause(behind, at) || behind.get(at).is_some_and(|t| t.text() == "genom")
        })
        .collect();
    for at in 1..drafts.len() {
        if caused.get(at - 1..=at).is_some_and(|pair| pair.iter().all(|caused| *caused)) {
            for draft in drafts.iter_mut().skip(at - 1).take(2) {
                draft.part = true;
            }
        }
    }
}

/// *3 mkr eller 5 procent mer än i fjol*: said behind the second, of both.
fn compare_both(drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let Some([first, second]) = drafts.get_mut(at - 1..=at) else { continue };
        let twins = second.lead == "eller" && second.first <= first.last + 3;
        if twins && first.against == Against::Nothing && first.more == 0 && !first.moves {
            first.against = second.against;
            first.against_year = second.against_year;
            first.more = second.more;
            first.features.change |= second.features.change;
        }
    }
}

/// *…, alltså 3 mkr över budget*, *…, vilket är 3 mkr mer*: told of the figure before.
fn goes_on(left: &[Token]) -> bool {
    let first = left.iter().find(|t| t.word().is_some());
    // "…, en avvikelse på 3 mkr".
    let apposed = left.first().is_some_and(|t| t.is_mark(','));
    first.is_some_and(|t| {
        matches!(t.text(), "alltså" | "dvs" | "vilket" | "motsvarande")
            || apposed && matches!(t.text(), "en" | "ett")
    })
}

/// Where the words that follow a figure stop talking about it.
fn right_edge(tokens: &[Token], last: usize, end: usize) -> usize {
    let mut than = false;
    for (at, token) in tokens.iter().enumerate().take(end).skip(last + 1) {
        let stops = match &token.kind {
            Kindred::Mark(mark) => matches!(mark, ',' | ';' | ':' | '(' | '.' | '!' | '?'),
            Kindred::Word(word, senses) => {
                than |= senses.has(Senses::THAN);
                word.text == "och"
                    || word.text == "samt"
                    || senses.has(Senses::CLAUSE | Senses::PART)
                    // "än när …" goes on; a new clause does not.
                    && !than
            }
            Kindred::Figure(_) => false,
        };
        // Ten words after the figure the sentence has gone on to something else.
        if stops || at > last + 10 {
            return at;
        }
    }
    end
}

/// Words that say what is measured.
const MEASURES: Senses =
    Senses::all(&[Senses::DEVIATION, Senses::FORECAST, Senses::OUTCOME, Senses::RESULT, Senses::BUDGET]);

/// Where the words that lead to the next figure begin, which say what that one is: *mot budgeterade 10,5*, *är det ett
/// underskott på 7,7*. What follows *än* is what this figure is compared with.
fn before_next(tokens: &[Token], last: usize, end: usize) -> usize {
    let token = |at: Option<usize>| at.filter(|&at| at > last).and_then(|at| tokens.get(at));
    let back = |far: usize| token(end.checked_sub(far));
    if end >= tokens.len() {
        return end;
    }
    if back(1).is_some_and(|t| t.text() == "mot") {
        return end - 1;
    }
    let measures = |t: Option<&Token>| t.is_some_and(|t| t.senses().has(MEASURES));
    let held = back(1).is_some_and(|t| matches!(t.text(), "på" | "om" | "till" | "med"));
    let mut start = match (measures(back(1)), held && measures(back(2))) {
        (true, _) => end - 1,
        (_, true) => end - 2,
        _ => return end,
    };
    let article = |t: &Token| {
        matches!(t.text(), "ett" | "en" | "det" | "den" | "de")
            || t.senses().has(Senses::POSITIVE | Senses::NEGATIVE)
    };
    while token(start.checked_sub(1)).is_some_and(article) {
        start -= 1;
    }
    // "…, en förbättring mot budget med 3 mkr": what got better is told of with it.
    let changes = |t: &Token| t.senses().has(Senses::MOVES) || vocabulary::betters(t.text()) != 0;
    match token(start.checked_sub(1)).map(Token::text) {
        Some("mot") if token(start.checked_sub(2)).is_some_and(changes) => end,
        Some("mot") => start - 1,
        Some("än" | "med") => end,
        _ => start,
    }
}

/// What the words on both sides say. Of a figure that something came to, `from` another, the words between the two say
/// when the other was: *från 6 förra året till 7*. The words before `own_from` tell when the figure before it was.
fn words_around(draft: &mut Draft, left: &[Token], right: &[Token], from: bool, own_from: usize) -> Features {
    let mut features = Features::default();
    let mut than = false;
    let mut opened = false;
    // "Efter förra årets minskning ökade den med 3": which of the two is meant is not known.
    let mut turns = false;
    let all = left.len();
    let left = behind_concession(behind_comparison(left));
    let now = last_clause(left);
    let own_from = own_from.saturating_sub(all - left.len());
    draft.this_year =
        left.windows(2).any(|pair| matches!(pair, [i, year] if i.text() == "i" && year.text() == "år"));
    draft.month_alone = left.windows(2).chain(right.windows(2)).any(|pair| match pair {
        [within, month] => {
            matches!(within.text(), "i" | "under" | "från" | "sedan")
                && vocabulary::month(month.text()).is_some()
        }
        _ => false,
    });
    // "Månadens budget", "i augusti månad", "under september": of the month, and not of the year so far.
    let monthly = |t: &Token| matches!(t.text(), "månad" | "månaden" | "månadens");
    let during = |pair: &[Token]| matches!(pair, [under, month] if under.text() == "under" && vocabulary::month(month.text()).is_some());
    draft.elsewhen |=
        left.iter().chain(right).any(monthly) || left.windows(2).chain(right.windows(2)).any(during);
    for (at, token) in left.iter().enumerate() {
        let senses = token.senses();
        than |= matches!(token.text(), "jämfört" | "än");
        if token.is_mark('(') {
            opened = true;
        } else if token.is_mark(')') {
            opened = false;
        }
        add_word(&mut features, token);
        features.account = vocabulary::account(token.text()).or(features.account);
        // "… föregående år, dvs 22 mkr mer": then was the figure before, and this compares the two.
        features.previous &= at >= own_from;
        if at < now || from {
            // When something was, told in an earlier clause, is not when the figure is.
            features = Features {
                previous: false,
                year: None,
                month: None,
                to_date: false,
                full_year: false,
                ..features
            };
        }
        if senses.has(Senses::POSITIVE) {
            draft.direction = 1;
        }
        if senses.has(Senses::NEGATIVE) {
            draft.direction = -1;
        }
        let betters = vocabulary::betters(token.text());
        if betters != 0 {
            draft.better = betters;
        }
        if senses.has(Senses::MOVES | Senses::DEVIATION) && senses.has(Senses::HIGHER | Senses::LOWER) {
            let more = if senses.has(Senses::HIGHER) { 1 } else { -1 };
            turns |= draft.more == -more;
            draft.more = more;
        }
        draft.part |= senses.has(Senses::PART);
        draft.rest |= senses.has(Senses::REST);
        draft.together |= senses.has(Senses::TOGETHER);
        draft.moves |= senses.has(Senses::MOVES);
        draft.hypothetical |= senses.has(Senses::IF);
        if draft.hypothetical && token.text() == "hade" {
            draft.hypothetical = left.iter().any(|t| t.text() == "om" || t.text() == "varit");
        }
    }
    if draft.lead == "från" {
        // "Ökade under 2020 från 63 till 109": then it changed, from what it was before.
        features.year = None;
    }
    draft.aside = opened
        && left.iter().rev().take_while(|t| !t.is_mark('(')).any(|t| {
            vocabulary::month(t.text()).is_some()
                || t.senses().has(Senses::PREVIOUS)
                || t.senses().has(Senses::FORECAST)
        })
        || opened && draft.left > 0 && left.first().is_some_and(|t| t.is_mark('('));
    // "Av överskottet beror 1,5 mkr på …", "2,0 mkr avser …": a part of what is spoken of.
    let of =
        left.first().is_some_and(|t| matches!(t.text(), "av" | "däri" | "häri" | "därtill" | "dessutom"));
    let told_of = right.first().is_some_and(|t| {
        matches!(
            t.text(),
            "avser" | "beror" | "förklaras" | "hänförs" | "gäller" | "kommer" | "består" | "utgörs"
        )
    });
    let held = matches!(draft.lead.as_str(), "på" | "om" | "med" | "till" | "är" | "av" | "ca" | "cirka");
    // "3 mkr av underskottet".
    let within = right.first().is_some_and(|t| t.text() == "av")
        && right.iter().skip(1).take(2).any(|t| t.senses().has(Senses::DEVIATION | Senses::FORECAST));
    // "Av prognosen återstår 3 mkr".
    let left_over = matches!(draft.lead.as_str(), "återstår" | "kvarstår" | "återstod" | "kvarstod");
    // "Regionens del av stationen".
    let share = left.windows(2).any(
        |pair| matches!(pair, [part, of] if matches!(part.text(), "del" | "andel") && of.text() == "av"),
    );
    // "Nämndens taxefinansierade verksamhet" is a part of what the board does.
    let sorted =
        left.windows(3).any(|three| matches!(three, [of, kind, thing] if is_sorted(of, kind, thing)));
    draft.part |= share
        || sorted
        || within
        || left_over
        || draft.left == 0 && of
        || told_of && !held
        // "Där utdelningen ingår med 8 mkr".
        || draft.lead == "med" && left.iter().rev().nth(1).is_some_and(|t| t.text() == "ingår")
        || draft.lead == "beror"
        || draft.lead == "står";
    // "3 mkr av budgeten" is what has been used of it.
    let of_budget = right.first().is_some_and(|t| t.text() == "av")
        && right.iter().skip(1).take(3).any(|t| t.senses().has(Senses::BUDGET));
    // "Kostnaden om 5,2 mkr är lägre än budgeten": what is lower is the level, and not by so much.
    let stated = right.first().is_some_and(|t| {
        matches!(t.text(), "är" | "var" | "blev" | "blir" | "ligger" | "låg" | "understiger" | "överstiger")
    });
    let mut compared = false;
    let mut weighed = false;
    let mut with = than;
    // "mer i löneökning än" weighs two things, but against no budget.
    let loosely = right.iter().take(2).any(|t| matches!(t.text(), "mer" | "mindre" | "fler" | "färre"));
    let mut beyond = Features::default();
    for (at, token) in right.iter().enumerate() {
        let senses = token.senses();
        if at < 3 && !compared {
            if senses.has(Senses::POSITIVE) {
                draft.direction = 1;
            }
            if senses.has(Senses::NEGATIVE) {
                draft.direction = -1;
            }
        }
        draft.hypothetical |= senses.has(Senses::IF) && token.text() == "skulle";
        let comparing = senses.has(Senses::HIGHER | Senses::LOWER) && !is_preposition(right, at)
            || senses.has(Senses::THAN)
            || matches!(token.text(), "bättre" | "sämre") && at < 2;
        // "mer i löneökning" compares nothing that is named.
        if comparing {
            // Further on it is something else that is more or less: "med 3 mkr trots färre elever".
            if !compared && !stated && at < 2 && senses.has(Senses::HIGHER | Senses::LOWER) && draft.more == 0
            {
                draft.more = if senses.has(Senses::HIGHER) { 1 } else { -1 };
                if at == 0 && draft.direction != 0 {
                    // "Överskottet blir 3 mkr lägre än budgeterat" is no surplus of 3, but so much worse.
                    draft.direction *= draft.more;
                    draft.more = 0;
                }
            }
            compared = true;
            with |= senses.has(Senses::THAN);
            weighed |= !senses.has(Senses::THAN) || senses.has(Senses::HIGHER | Senses::LOWER);
        } else if compared {
            add_word(&mut beyond, token);
        } else {
            add_word(&mut features, token);
        }
    }
    features.budget &= !of_budget;
    // "resultat 4,5 jämfört med budget 3,0" sets two levels side by side; "4,5 bättre än budget" is their difference.
    let figure_next = right.last().is_some_and(|t| t.text() == "med") && vocabulary::tells_level(&draft.lead);
    let level = stated && !features.deviation
        || !weighed
            && (features.result || features.outcome || features.forecast || features.budget || figure_next);
    if (compared || than) && (!level || features.deviation) {
        draft.against = if beyond.previous || than && features.previous {
            Against::Previous
        } else if beyond.forecast {
            Against::Forecast
        } else if beyond.budget {
            Against::Budget
        } else if compared && with {
            Against::Other
        } else if compared {
            Against::Unsaid
        } else {
            Against::Nothing
        };
        match draft.against {
            Against::Budget => {
                // "Lägre än periodens budget": of the time that the budget is of.
                features.deviation = true;
                features.to_date |= beyond.to_date;
                features.full_year |= beyond.full_year;
            }
            Against::Previous => features.change = true,
            Against::Forecast | Against::Other | Against::Unsaid if !features.has_measure() && !loosely => {
                features.deviation = true;
            }
            _ => {}
        }
    }
    let since = left.iter().chain(right.first()).any(|t| matches!(t.text(), "sedan" | "jämfört"))
        || draft.moves && right.first().is_some_and(|t| matches!(t.text(), "från" | "mot"));
    draft.against_year = beyond.year.or(features.year.filter(|_| since && draft.lead == "med"));
    let beside = right.first().map_or("", Token::text);
    if matches!(beside, "plus" | "minus" | "back") && !features.has_measure() {
        features.deviation = true;
    }
    if let Some(against) = said_before(draft, left) {
        draft.against = against;
        features.deviation = against == Against::Budget;
        features.change |= against == Against::Previous;
    }
    if features.deviation {
        features.budget = false;
        features.outcome = false;
        features.result = false;
    }
    if is_budget_itself(draft, left) {
        features = Features {
            deviation: false,
            outcome: false,
            result: false,
            change: false,
            budget: true,
            ..features
        };
        draft.against = Against::Nothing;
        draft.more = 0;
        draft.direction = 0;
        draft.moves = false;
    }
    if turns {
        draft.more = 0;
    }
    // What is to come is in no table of what was.
    let to_come = |t: &Token| matches!(t.text(), "nästa" | "kommande");
    draft.elsewhen |= left.iter().chain(right).any(to_come) || is_what_was_compared_with(left);
    if features.previous && draft.moves {
        features.change = true;
    }
    features
}

/// *1,4 mkr lägre intäkter än budget*: the income, and not what the row is called.
fn weighs_another(right: &[Token]) -> bool {
    let [compares, thing, than, ..] = right else { return false };
    compares.senses().has(Senses::HIGHER | Senses::LOWER)
        && than.text() == "än"
        && thing
            .word()
            .is_some_and(|word| thing.senses().is_content() || vocabulary::account(&word.text).is_some())
}

/// *En försämring sedan prognosen i augusti, som visade ett underskott på 13,7 mkr*: then, and not now.
fn is_what_was_compared_with(left: &[Token]) -> bool {
    let than = left.iter().position(|t| matches!(t.text(), "sedan" | "än" | "jämfört" | "mot"));
    let then = than.and_then(|than| left.get(than + 1..)).unwrap_or(&[]);
    let told = then.iter().position(|t| matches!(t.text(), "som" | "då" | "där" | "när"));
    let compared = told.and_then(|told| then.get(..told)).unwrap_or(&[]);
    compared.iter().any(|t| t.senses().has(Senses::FORECAST | Senses::MONTH | Senses::PREVIOUS) || is_year(t))
}

/// Does a participle between a definite word and its noun say which part is meant?
fn is_sorted(of: &Token, kind: &Token, thing: &Token) -> bool {
    let definite = of.text().ends_with('s') || matches!(of.text(), "den" | "det" | "de");
    let noun = thing.senses().is_content() || thing.senses().has(Senses::GENERIC | Senses::WHOLE);
    definite && vocabulary::is_past(kind.text()) && noun
}

/// *Den egna gymnasieskolan*: not all of what the row holds.
fn is_own(own: &Token, of: &Token) -> bool {
    matches!(own.text(), "egen" | "eget" | "egna")
        && of.word().is_some()
        && (of.senses().is_content() || of.senses().has(Senses::BODY))
}

/// *Det budgeterade underskottet* is a budget, and differs from none.
fn is_planned(plan: &Token, of: &Token) -> bool {
    plan.text().starts_with("budgetera") && of.senses().has(Senses::DEVIATION)
}

/// *ligger bättre än budget, med 3 mkr*: what the difference that follows is told against.
fn said_before(draft: &Draft, left: &[Token]) -> Option<Against> {
    let than = |t: &Token| matches!(t.text(), "än" | "mot" | "gentemot");
    let than = left.iter().position(than).filter(|_| draft.lead == "med")?;
    // "En förbättring mot budget med 3 mkr".
    let compares = than.checked_sub(1).and_then(|at| left.get(at)).is_some_and(|t| {
        let weighs = Senses::all(&[Senses::HIGHER, Senses::LOWER, Senses::POSITIVE, Senses::NEGATIVE]);
        t.senses().has(weighs) || t.senses().has(Senses::MOVES) || vocabulary::betters(t.text()) != 0
    });
    let beyond = left.get(than..).filter(|_| compares)?;
    let says = |sense| beyond.iter().any(|t| t.senses().has(sense));
    match (says(Senses::FORECAST), says(Senses::PREVIOUS), says(Senses::BUDGET)) {
        (true, _, _) => Some(Against::Forecast),
        (_, true, _) => Some(Against::Previous),
        (_, _, true) => Some(Against::Budget),
        _ => None,
    }
}

/// *överskred ramen på 7,4 mkr med 4,9*, *av budgeten på 648 mkr*: the budget itself, and not what differs from it, as in
/// *ett underskott mot budget på 3 mkr*.
fn is_budget_itself(draft: &Draft, left: &[Token]) -> bool {
    let [head @ .., noun, on] = left else { return false };
    let budget =
        noun.senses().has(Senses::BUDGET) && !noun.senses().has(Senses::DEVIATION | Senses::FORECAST);
    let differs = |t: &Token| {
        t.senses()
            .has(Senses::DEVIATION | Senses::HIGHER | Senses::LOWER | Senses::POSITIVE | Senses::NEGATIVE)
    };
    let compared = head.last().is_some_and(|t| {
        matches!(t.text(), "mot" | "än" | "med" | "till" | "från" | "gentemot" | "över" | "under" | "i")
    });
    budget
        && matches!(on.text(), "på" | "om")
        && draft.lead == on.text()
        && (!compared || !head.iter().any(differs))
}

/// *investeringarna uppgick till 3 mkr*, *är 3 mkr 2024*: how much there is of what the row is called, and nothing else. A
/// month, a place, a condition or any word more may make it another thing's.
fn is_level(draft: &Draft, left: &[Token], right: &[Token], to: bool) -> bool {
    let told = vocabulary::tells_level(&draft.lead)
        || vocabulary::is_about(&draft.lead)
        || vocabulary::tells_level_at(&left.iter().map(Token::text).collect::<Vec<_>>())
        || draft.bare && matches!(draft.lead.as_str(), "totalt" | "sammanlagt" | "har" | "hade");
    let before = |t: &Token| to && (t.senses().has(Senses::PREVIOUS) || t.text() == "år");
    let plain = |t: &Token| match &t.kind {
        Kindred::Word(word, _) => {
            // "Totalt 3 mkr" may be of several years; people are counted at one time.
            let counted = draft.bare && matches!(word.text.as_str(), "totalt" | "sammanlagt");
            vocabulary::is_of_level(&word.text) || before(t) || counted
        }
        Kindred::Figure(_) => is_year(t),
        Kindred::Mark(mark) => matches!(mark, '(' | ')' | '%' | '.'),
    };
    // What is named is held against the labels afterwards; *övriga intäkter*, *kostnaden för sjuklön* are names, too.
    let named = |t: &Token| {
        let joins = matches!(t.text(), "för" | "av" | "och");
        t.word().is_some() && (t.senses().is_content() || t.senses().has(Senses::REST) || joins)
    };
    // "Ökade med 18 mkr, det vill säga 3,8 procent, till 27 mkr".
    let left = left.split_first().filter(|(comma, _)| comma.is_mark(',')).map_or(left, |(_, rest)| rest);
    // "… totalt 34 anställda": what is counted stands behind.
    let counted = usize::from(draft.bare && right.first().is_some_and(named));
    told && !draft.own_measure
        && left.iter().all(|t| plain(t) || named(t))
        && right.iter().skip(counted).all(plain)
}

/// *kostnaderna uppgick totalt till 3 mkr*, *en nettokostnad på 3 mkr*: what something came to, and nothing that is planned,
/// was before or differs.
fn has_come_to(draft: &Draft, left: &[Token], right: &[Token], own: Features) -> bool {
    let measured = own.budget || own.forecast || own.deviation || own.goal || own.change || own.share;
    let led = vocabulary::tells_level(&draft.lead) && draft.lead != "från";
    let came = |t: &Token| vocabulary::comes_to(t.text());
    let other = Senses::all(&[Senses::BUDGET, Senses::FORECAST, Senses::GOAL, Senses::PREVIOUS, Senses::IF]);
    let planned = left.iter().chain(right).any(|t| t.senses().has(other));
    led && !measured && !planned && draft.against == Against::Nothing && left.iter().any(came)
}

/// What stands between a figure and the end of its clause, or the next figure.
fn behind(tokens: &[Token], last: usize, end: usize) -> &[Token] {
    let all = tokens.get(last + 1..end).unwrap_or(&[]);
    let ends = |t: &Token| {
        matches!(t.kind, Kindred::Mark(',' | ';' | ':')) || matches!(t.text(), "och" | "men" | "samt")
    };
    all.get(..all.iter().position(ends).unwrap_or(all.len())).unwrap_or(all)
}

pub(super) fn is_year(token: &Token) -> bool {
    year_of(token).is_some()
}

/// The year that a figure without a unit may be.
pub(super) fn year_of(token: &Token) -> Option<u16> {
    let Kindred::Figure(number) = token.kind else { return None };
    let value = number.figure.value;
    let year = value.scale() == 0 && (Decimal::from(1900)..Decimal::from(2100)).contains(&value);
    u16::try_from(value.mantissa()).ok().filter(|_| year)
}

/// What was compared with before is not what is told now: *3 mkr lägre än budget och uppgick till …*.
fn behind_comparison(left: &[Token]) -> &[Token] {
    let than = left.iter().position(|t| matches!(t.text(), "än" | "jämfört"));
    let joins = |t: &Token| matches!(t.text(), "och" | "samt" | "men");
    let next = than.and_then(|than| Some(than + left.get(than..)?.iter().position(joins)?));
    next.and_then(|at| left.get(at..)).unwrap_or(left)
}

/// What a figure came about in spite of is not its own direction: *trots nedgången ligger intäkterna 3 mkr över budget*.
fn behind_concession(left: &[Token]) -> &[Token] {
    let yields = left.first().is_some_and(|t| t.text() == "trots");
    let moves = Senses::all(&[Senses::MOVES, Senses::DEVIATION, Senses::HIGHER, Senses::LOWER]);
    // "Trots ökningen", "trots kraftigt ökade kostnader": what yields is told in a few words.
    let told =
        left.get(1..left.len().min(4)).and_then(|near| near.iter().rposition(|t| t.senses().has(moves)));
    told.filter(|_| yields).and_then(|at| left.get(at + 2..)).unwrap_or(left)
}

/// Where the clause of the figure begins: after the last *och* or comma behind which something is measured, where
/// something was measured or done before it, too.
fn last_clause(left: &[Token]) -> usize {
    let measures = |t: &Token| t.senses().has(MEASURES);
    let starts = |t: &Token| t.text() == "och" || t.is_mark(',') || t.senses().has(Senses::CLAUSE);
    let Some(last) = left.iter().rposition(measures) else { return 0 };
    let Some(before) = left.get(..last).and_then(|head| head.iter().rposition(starts)) else { return 0 };
    // "Barn och familj har en avvikelse": one clause. A verb before the break makes two.
    let head = left.get(..before).unwrap_or(&[]);
    let verb = head.iter().any(|t| {
        matches!(
            t.text(),
            "har"
                | "är"
                | "blir"
                | "blev"
                | "ger"
                | "gav"
                | "var"
                | "visar"
                | "beror"
                | "ligger"
                | "uppgår"
                | "innebär"
                | "minskar"
                | "ökar"
                | "fortsätter"
                | "avviker"
        ) || measures(t)
    });
    if verb { before } else { 0 }
}

/// *under året*, *över tid*: not *under budget*, and not *2 mkr under*.
fn is_preposition(right: &[Token], at: usize) -> bool {
    if !right.get(at).is_some_and(|t| matches!(t.text(), "under" | "över")) {
        return false;
    }
    let mut next = right
        .get(at + 1..)
        .unwrap_or(&[])
        .iter()
        .filter(|t| !matches!(t.text(), "de" | "den" | "det" | "periodens" | "sin" | "sitt" | "sina"));
    let plan = |t: &Token| t.senses().has(Senses::BUDGET) || t.text().contains("budget");
    // "under de beslutade budgetarna".
    if next.clone().take(2).any(plan) {
        return false;
    }
    next.next().is_some_and(|t| {
        !t.senses()
            .has(Senses::BUDGET | Senses::FORECAST | Senses::OUTCOME | Senses::PREVIOUS | Senses::CLAUSE)
            && !matches!(t.text(), "därför" | "på" | "och")
            && !t.text().contains("budget")
            && !matches!(t.kind, Kindred::Mark(_))
    })
}

fn add_word(features: &mut Features, token: &Token) {
    match &token.kind {
        Kindred::Word(word, senses) => {
            features.add(*senses);
            features.body = vocabulary::body_of_accounts(&word.text).or(features.body);
            features.in_all |= vocabulary::is_in_all(&word.text);
            if let Some(month) = vocabulary::month(&word.text) {
                features.month = Some(month);
                features.to_date |= !senses.has(Senses::FORECAST);
            }
        }
        Kindred::Figure(_) => {
            features.year = year_of(token).or(features.year);
        }
        Kindred::Mark(_) => {}
    }
}
