use super::*;
use crate::{
    app::{aside, state::Checked},
    engine::{self, options::Options, source::Source},
};

const TEXT: &str = "Drift\n\nBelopp i tkr\tBudget\tPrognos\tAvvikelse\nIntäkter\t24 800\t26 010\t1 210\n\
    Personalkostnader\t-96 400\t-98 310\t-1 910\nLokalhyror\t-41 250\t-41 380\t-130\n\
    Övriga kostnader\t-30 850\t-32 430\t-1 580\nVerksamhetens kostnader\t-168 500\t-172 210\t-3 620\n\
    Nettokostnader\t-143 700\t-146 110\t-2 410\n";

fn checked(lang: Lang) -> Checked {
    let report = engine::check(&Source::text("drift.txt", TEXT), &Options { lang, ..Options::default() });
    let keys = aside::keys(&report, TEXT);
    Checked { text: TEXT.into(), lang, report, keys, ..Checked::default() }
}

fn basis<'a>(checked: &'a Checked, aside: &'a [Aside], whole: bool) -> Basis<'a> {
    Basis { checked, aside, profile: "Månadsuppföljning", made: "2026-03-04 09:30", whole }
}

#[test]
fn a_protocol_says_what_was_found_with_its_sum() {
    let checked = checked(Lang::Sv);
    let text = write::text(&Protocol::of(&basis(&checked, &[], true)));
    for part in ["drift.txt", "2026-03-04 09:30", "Månadsuppföljning", "FEL", "−172\u{a0}210", "Rad 8"] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert!(text.contains(&sha256::hex(TEXT.as_bytes())));
}

#[test]
fn without_the_content_no_word_and_no_figure_of_the_report_is_left() {
    let checked = checked(Lang::Sv);
    let aside = [Aside::rule("footing/sum", "Lokalhyror rättas sedan")];
    let basis = basis(&checked, &aside, false);
    let protocol = Protocol::of(&basis);
    for written in [write::text(&protocol), write::markdown(&protocol), data::csv(&basis), data::json(&basis)]
    {
        for part in ["172", "Lokalhyror", "Drift", "drift.txt", "rättas"] {
            assert!(!written.contains(part), "{part} is in\n{written}");
        }
    }
    assert!(data::json(&basis).contains(&sha256::hex(TEXT.as_bytes())));
}

#[test]
fn what_is_set_aside_stands_by_itself_with_its_reason() {
    let checked = checked(Lang::En);
    let all: Vec<Aside> = checked
        .report
        .findings
        .iter()
        .enumerate()
        .map(|(index, _)| Aside::finding(&checked.report, checked.keys[index], index, "known"))
        .collect();
    let protocol = Protocol::of(&basis(&checked, &all, true));
    let headings: Vec<&str> = protocol.groups.iter().map(|group| group.heading.as_str()).collect();
    assert_eq!(headings, ["Set aside"]);
    assert!(protocol.groups[0].items.iter().all(|item| item.more.contains(&"Reason: known".to_owned())));
}

#[test]
fn a_spreadsheet_of_the_language_can_read_it_and_runs_no_formula() {
    let mut checked = checked(Lang::Sv);
    checked.report.findings[0].message = "=1+1; \"ja\"".to_owned();
    let csv = data::csv(&basis(&checked, &[], true));
    assert!(csv.starts_with('\u{feff}') && csv.contains(";\"'=1+1; \"\"ja\"\"\";"), "{csv}");
    assert!(csv.contains(";-146200;-146110;90;1,5;"), "{csv}");
}

#[test]
fn markdown_is_not_broken_by_the_report() {
    let mut checked = checked(Lang::En);
    checked.report.findings[0].message = "a|b <script> *x*\n# y".to_owned();
    let markdown = write::markdown(&Protocol::of(&basis(&checked, &[], true)));
    assert!(markdown.contains("a\\|b \\<script\\> \\*x\\* \\# y"), "{markdown}");
}

#[test]
fn the_json_holds_the_report() {
    let checked = checked(Lang::Sv);
    let json: serde_json::Value = serde_json::from_str(&data::json(&basis(&checked, &[], true))).unwrap();
    assert_eq!(json["report"]["findings"].as_array().unwrap().len(), checked.report.findings.len());
    assert_eq!(
        json["identities"]["mismatch"].as_u64().unwrap() as usize,
        basis(&checked, &[], true).identities()[2]
    );
}
