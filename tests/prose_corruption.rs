//! A benchmark: every figure of the prose that was borne out is made wrong, one at a time, and the report checked again.
//!
//! `REPORT_CORPUS=… cargo test --test prose_corruption -- --nocapture` prints the table. The seed is fixed, so two
//! runs of one version print the same. Without the variable the report written out below is used alone.

use rapportkoll::engine::{
    check,
    options::Options,
    report::{Claim, Finding, Report, State, Tie},
    source::Source,
    span::Span,
    unit::Unit,
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

/// A report of our own, so that the benchmark always has something to break.
const OWN: &str = concat!(
    include_str!("tables/verksamheter.txt"),
    "\n\
Här följer kommentarer till periodens utfall, med de större avvikelserna först och det som görs åt dem sist.

Nämnden har efter mars en budgetavvikelse på -12,4 mkr. Prognosen för helåret är -44,4 mkr.

Hemtjänsten har en budgetavvikelse på -1,4 mkr och utfallet uppgår till 26,4 mkr. Särskilt boende avviker
negativt med 4,0 mkr. Barn och familj redovisar ett underskott om 7,6 mkr, och prognosen är -30,2 mkr.
Individstödet visar ett överskott på 850 tkr. Ledning och stab går 0,5 mkr plus. Personlig assistans visar en
budgetavvikelse om -0,9 mkr. Prognosen för personlig assistans är -3,4 mkr. Prognosen för individstöd är +1,5 mkr.

Nämnden har fått 22,5 - 6,1 = 16,4 mkr mer än väntat. Hyran har ökat med 30 mkr från 100 mkr till 130 mkr.
"
);

/// Linear congruential, as in Knuth: good enough to choose digits with.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

/// A broken report: its text, and the spans of what was broken in it.
struct Broken {
    text: String,
    places: Vec<Span>,
}

fn replace(text: &str, parts: &[(Span, String)]) -> Broken {
    let mut order: Vec<&(Span, String)> = parts.iter().collect();
    order.sort_by_key(|(span, _)| span.start);
    let (mut out, mut at, mut places) = (String::new(), 0, Vec::new());
    for (span, new) in order {
        out.push_str(&text[at..span.start as usize]);
        let start = out.len();
        out.push_str(new);
        places.push(Span::new(start, out.len()));
        at = span.end as usize;
    }
    out.push_str(&text[at..]);
    Broken { text: out, places }
}

/// Another first digit: wrong by far more than rounding.
fn digit(text: &str, claim: &Claim, dice: &mut Dice) -> Option<Broken> {
    let written = claim.span.of(text);
    let at = written.char_indices().find(|(_, c)| c.is_ascii_digit() && *c != '0')?.0;
    let old = written[at..].chars().next()?;
    let new = char::from(b'1' + u8::try_from(dice.below(9)).ok()?);
    let new = if new == old { if old == '9' { '4' } else { '9' } } else { new };
    let mut changed = written.to_owned();
    changed.replace_range(at..=at, &new.to_string());
    Some(replace(text, &[(claim.span, changed)]))
}

/// The other sign, or the other word where the sign is in words.
fn sign(text: &str, claim: &Claim) -> Option<Broken> {
    const WORDS: [(&str, &str); 8] = [
        ("negativt", "positivt"),
        ("positivt", "negativt"),
        ("negativ ", "positiv "),
        ("positiv ", "negativ "),
        ("underskott", "överskott"),
        ("överskott", "underskott"),
        (" plus", " minus"),
        (" minus", " plus"),
    ];
    let written = claim.span.of(text);
    let minus = |c: char| matches!(c, '-' | '–' | '−');
    if let Some(first) = written.chars().next().filter(|&c| minus(c) || c == '+') {
        let new = written.replacen(first, if minus(first) { "+" } else { "-" }, 1);
        return Some(replace(text, &[(claim.span, new)]));
    }
    // The word that gives the direction stands close to its figure.
    let start = (claim.span.start as usize).saturating_sub(40);
    let start = (start..text.len()).find(|&i| text.is_char_boundary(i))?;
    let end = (claim.span.end as usize + 6..=text.len()).find(|&i| text.is_char_boundary(i))?;
    let around = &text[start..end];
    let (at, old, new) = WORDS.iter().find_map(|(old, new)| Some((around.rfind(old)?, old, new)))?;
    Some(replace(text, &[(Span::new(start + at, start + at + old.len()), (*new).to_owned())]))
}

fn unit(text: &str, claim: &Claim) -> Option<Broken> {
    let written = claim.span.of(text);
    let from = ["mnkr", "mkr", "Mkr", "tkr"].into_iter().find(|unit| written.ends_with(unit))?;
    let to = if from == "tkr" { "mkr" } else { "tkr" };
    let stem = &written[..written.len() - from.len()];
    Some(replace(text, &[(claim.span, format!("{stem}{to}"))]))
}

/// The figures of two rows changed for each other.
fn exchange(text: &str, report: &Report, index: usize, dice: &mut Dice) -> Option<Broken> {
    let claim = &report.claims[index];
    let Some(Tie::Cell { table, cell }) = &claim.tied_to else { return None };
    let others: Vec<&Claim> = report
        .claims
        .iter()
        .filter(|other| match &other.tied_to {
            Some(Tie::Cell { table: t, cell: c }) => t == table && c.1 == cell.1 && c.0 != cell.0,
            _ => false,
        })
        .filter(|other| {
            other.unit == claim.unit && (other.value - claim.value).abs() >= "0.3".parse().unwrap()
        })
        .filter(|other| tied(other) && other.value.is_sign_negative() == claim.value.is_sign_negative())
        .collect();
    let other = others.get(dice.below(others.len()))?;
    let (a, b) = (claim.span.of(text).to_owned(), other.span.of(text).to_owned());
    Some(replace(text, &[(claim.span, b), (other.span, a)]))
}

fn tied(claim: &Claim) -> bool {
    matches!(claim.state, State::Verified | State::Rounding)
}

fn same_place(claim: &Claim, broken: &Broken) -> bool {
    broken.places.iter().any(|p| claim.span.start < p.end && p.start < claim.span.end)
}

/// The size that a claim has, give or take what rounding may.
fn is_near(value: Decimal, claim: &Claim) -> bool {
    (value.abs() - claim.value.abs()).abs() <= Decimal::new(1, claim.value.scale())
}

fn about_prose(finding: &Finding) -> bool {
    finding.rule.starts_with("tie-out/") || finding.rule == "figure/wrongly-rounded"
}

/// What a figure is tied to decides who can see that it is wrong.
fn kind(claim: &Claim) -> &'static str {
    match claim.tied_to {
        Some(Tie::Cell { .. }) => "a cell",
        Some(Tie::Claim { .. }) => "another claim",
        Some(Tie::Computed { .. }) => "a sum",
        None => "nothing",
    }
}

fn reports() -> Vec<(String, String)> {
    let mut found = vec![("own".to_owned(), OWN.to_owned())];
    let Ok(folder) = std::env::var("REPORT_CORPUS") else {
        eprintln!("REPORT_CORPUS is not set: only the report of our own is broken");
        return found;
    };
    for part in ["reports", "corpus"] {
        let Ok(entries) = fs::read_dir(PathBuf::from(&folder).join(part)) else { continue };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "txt")) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.extend(fs::read_to_string(&path).ok().map(|text| (name, text)));
        }
    }
    found
}

#[test]
fn broken_figures_are_seen_and_no_others() {
    let mut dice = Dice(7);
    // (change, tied to) to (seen, agrees all the same, made)
    let mut table: BTreeMap<(&str, &str), (u32, u32, u32)> = BTreeMap::new();
    let mut own = (0_u32, 0_u32);
    let (mut false_alarms, mut missed) = (Vec::new(), String::new());
    // Corrections that are offered as certain: what was there before, and what was not.
    let (mut restored, mut misled) = (BTreeMap::<&str, (u32, u32)>::new(), Vec::new());
    for (name, text) in reports() {
        let options = Options::default();
        let before = check(&Source::text(name.as_str(), text.as_str()), &options);
        let known = before.findings.iter().filter(|f| about_prose(f)).count();
        for (index, claim) in before.claims.iter().enumerate().filter(|(_, c)| tied(c) && !c.value.is_zero())
        {
            let money = claim.unit.and_then(Unit::kronor).is_some();
            let changes = [
                ("another digit", digit(&text, claim, &mut dice)),
                ("the other sign", sign(&text, claim)),
                ("tkr for mkr", if money { unit(&text, claim) } else { None }),
                ("two rows exchanged", exchange(&text, &before, index, &mut dice)),
            ];
            for (change, broken) in changes {
                let Some(broken) = broken else { continue };
                let after = check(&Source::text(name.as_str(), broken.text.as_str()), &options);
                let mut seen = false;
                let mut others = 0;
                // A changed word stands beside its figure.
                let near = |span: Span| {
                    broken.places.iter().any(|p| span.start < p.end + 60 && p.start < span.end + 60)
                };
                for finding in after.findings.iter().filter(|f| about_prose(f)) {
                    let is_new = !before.findings.iter().any(|old| old.message == finding.message);
                    if let ([certain], true) = (finding.rewrites.as_slice(), is_new) {
                        let offered = restored.entry(change).or_default();
                        offered.0 += u32::from(is_near(certain.value, claim));
                        offered.1 += 1;
                        if !near(certain.span) {
                            misled.push(format!("{name} line {}: {change}, {}", claim.line, finding.message));
                        }
                    }
                    if finding.span.is_some_and(near) || finding.related.iter().any(|&span| near(span)) {
                        seen = true;
                    } else {
                        others += 1;
                    }
                }
                let cell = table.entry((change, kind(claim))).or_default();
                // A sum of many rounded terms holds with a small change of one of them, too: no one can tell.
                let agrees =
                    !seen && after.claims.iter().any(|c| near(c.span) && same_place(c, &broken) && tied(c));
                cell.2 += 1;
                cell.1 += u32::from(agrees);
                cell.0 += u32::from(seen);
                if name == "own" {
                    own = (own.0 + u32::from(seen), own.1 + 1);
                }
                if !seen && !agrees {
                    let _ = writeln!(
                        missed,
                        "   {name} line {}: {} ({change}, {})",
                        claim.line,
                        claim.text,
                        kind(claim)
                    );
                }
                if others > known {
                    false_alarms.push(format!("{name} line {}: {change}", claim.line));
                }
            }
        }
    }
    eprintln!("{:22} {:15} {:>5} {:>12} {:>5}", "change", "tied to", "seen", "still agrees", "made");
    for ((change, kind), (seen, agrees, made)) in &table {
        eprintln!("{change:22} {kind:15} {seen:5} {agrees:12} {made:5}");
    }
    for wanted in ["a cell", "a sum", "another claim"] {
        let of = table.iter().filter(|((_, kind), _)| *kind == wanted);
        let (seen, made) = of.fold((0, 0), |sum, (_, cell)| (sum.0 + cell.0, sum.1 + cell.2 - cell.1));
        eprintln!("tied to {wanted}: {seen} of {made} that no longer agree");
    }
    for (change, (right, made)) in &restored {
        eprintln!(
            "{change}: {made} corrections offered as certain, {right} with the size that was there before"
        );
    }
    eprintln!("false alarms {}", false_alarms.len());
    eprintln!("of our own report: {} of {}", own.0, own.1);
    eprintln!("missed:\n{missed}");
    assert!(false_alarms.is_empty(), "{false_alarms:?}");
    let (right, made) = restored.get("another digit").copied().unwrap_or_default();
    assert!(made > 5 && right == made, "{right} of {made} corrections restore a changed digit");
    assert!(misled.is_empty(), "a correction is urged where nothing is wrong: {misled:#?}");
    assert!(own.1 > 40 && own.0 * 100 >= own.1 * 95, "{own:?}");
}
