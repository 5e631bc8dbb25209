//! Tables of the kinds that reports hold, one figure spoilt by a slip: is it noticed, is the right cell named, and
//! is nothing called wrong in a table that is right? The tables are made up, the same on every machine.

#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "small numbers, and a test may say how it went"
)]

mod made;

use made::{
    kinds::{self, Made},
    slips::{Random, put, slip},
};
use rapportkoll::engine::{
    options::Rounding,
    relation::{Identities, infer},
    report::{Place, Relation, Verdict},
};
use std::collections::BTreeSet;

/// Tables of a kind that are spoilt.
const TABLES: usize = 20;
/// Cells of each that are.
const CELLS: usize = 6;

fn cells(relation: &Relation) -> BTreeSet<Place> {
    relation.terms.iter().map(|term| term.cell).chain([relation.total]).collect()
}

fn broken(found: &Identities) -> impl Iterator<Item = &Relation> {
    found.relations.iter().filter(|relation| relation.verdict == Verdict::Mismatch)
}

/// How the spoilt cells of a kind fared, by whether one identity runs through them or several.
#[derive(Clone, Copy, Default)]
struct Fared {
    tried: usize,
    noticed: usize,
    pinned: usize,
    righted: usize,
}

fn share(part: usize, of: usize) -> String {
    format!("{part}/{of} {:.1} %", 100.0 * part as f64 / of.max(1) as f64)
}

#[test]
#[allow(clippy::too_many_lines, reason = "one loop over kinds, tables and cells")]
fn a_spoilt_figure_is_noticed() {
    let verbose = std::env::var_os("MISSED").is_some();
    let mut all = [Fared::default(); 2];
    let (mut false_alarms, mut misled) = (Vec::new(), 0);
    for (name, make, hopeless) in kinds::ALL {
        let mut random = Random(41);
        let mut fared = [Fared::default(); 2];
        let (mut claimed, mut identities) = (0, 0);
        for _ in 0..TABLES {
            let made: Made = make(&mut random);
            let right = infer(&made.table, Rounding::Interval);
            false_alarms.extend(broken(&right).map(|relation| format!("{name}: {relation:?}")));
            let found: Vec<BTreeSet<Place>> = right.relations.iter().map(cells).collect();
            identities += made.identities.len();
            claimed += made.identities.iter().filter(|set| found.contains(&set.cells)).count();
            for _ in 0..CELLS {
                let at = (
                    random.below(made.table.rows.len() as u64),
                    random.below(made.table.columns.len() as u64),
                );
                let Some(value) = made.table.value(at) else { continue };
                let Some(wrong) = slip(&mut random, value) else { continue };
                let through: Vec<_> = made.identities.iter().filter(|set| set.cells.contains(&at)).collect();
                // What rounding explains nobody can see.
                if through.is_empty() || through.iter().any(|set| !set.shows(&made.table, at, wrong)) {
                    continue;
                }
                let spoilt = put(&made.table, at, wrong);
                let told = infer(&spoilt, Rounding::Interval);
                let fared = &mut fared[usize::from(through.len() > 1)];
                fared.tried += 1;
                let noticed = broken(&told).any(|relation| cells(relation).contains(&at));
                fared.noticed += usize::from(noticed);
                let culprits: Vec<_> = told.diagnoses.iter().filter_map(|d| d.culprit.as_ref()).collect();
                fared.pinned += usize::from(culprits.iter().any(|culprit| culprit.cell == at));
                fared.righted +=
                    usize::from(culprits.iter().any(|c| c.cell == at && c.suggested == Some(value)));
                misled += usize::from(culprits.iter().any(|culprit| culprit.clear && culprit.cell != at));
                if verbose && culprits.iter().any(|culprit| culprit.clear && culprit.cell != at) {
                    println!(
                        "MISLED {name}: {at:?} {value} -> {wrong}: {culprits:?}\n{}",
                        kinds::drawn(&made.table)
                    );
                }
                if verbose && !noticed {
                    println!(
                        "{name}: {at:?} {value} -> {wrong}, {} identities\n{}",
                        through.len(),
                        kinds::drawn(&made.table)
                    );
                }
            }
        }
        println!("{name:28} claimed {}", share(claimed, identities));
        for (way, fared, sum) in [("one", fared[0], 0), ("several", fared[1], 1)] {
            if fared.tried > 0 {
                println!(
                    "    {way:8} noticed {}, pinned {}, righted {}",
                    share(fared.noticed, fared.tried),
                    share(fared.pinned, fared.tried),
                    share(fared.righted, fared.tried)
                );
            }
            if !hopeless {
                all[sum].tried += fared.tried;
                all[sum].noticed += fared.noticed;
                all[sum].pinned += fared.pinned;
                all[sum].righted += fared.righted;
            }
        }
    }
    for (way, fared) in ["one", "several"].iter().zip(all) {
        println!(
            "ALL {way:8} noticed {}, pinned {}, righted {}",
            share(fared.noticed, fared.tried),
            share(fared.pinned, fared.tried),
            share(fared.righted, fared.tried)
        );
    }
    println!("misled {misled}, false alarms {}", false_alarms.len());
    for alarm in false_alarms.iter().take(10) {
        println!("{alarm}");
    }
    assert!(false_alarms.is_empty());
    let [one, several] = all;
    assert!(one.noticed * 100 >= one.tried * 97, "a figure of one identity");
    assert!(several.noticed * 1000 >= several.tried * 995, "a figure of several");
    assert!(several.pinned * 100 >= several.tried * 95 && several.righted * 100 >= several.tried * 90);
    // Named for sure, and right as it is.
    assert!(misled * 200 <= one.tried + several.tried, "{misled} misled");
}
