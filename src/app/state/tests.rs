use super::*;
use crate::{
    app::aside,
    engine::report::{Section, SectionStatus},
};

fn finding(rule: &str, severity: Severity, at: usize) -> Finding {
    Finding {
        rule: rule.into(),
        severity,
        line: Some(1),
        span: Some(Span::new(at, at + 2)),
        message: String::new(),
        computed: None,
        reported: None,
        difference: None,
        tolerance: None,
        related: Vec::new(),
        culprit: None,
        rewrites: Vec::new(),
        relations: Vec::new(),
    }
}

/// A page with a checked text of three findings at its figures.
fn page() -> State {
    let text: Rc<str> = "ett 10 två 20 tre 30".into();
    let report = Report {
        findings: vec![
            finding("footing/sum", Severity::Error, 4),
            finding("footing/deviation", Severity::Warning, 12),
            finding("reading/row", Severity::Note, 19),
        ],
        ..Report::default()
    };
    let keys = aside::keys(&report, &text);
    let checked = Rc::new(Checked { text: text.clone(), report, keys, ..Checked::default() });
    State { text, checked: Some(checked), ..State::default() }
}

fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(state.clone(), |state, action| next(&state, action).unwrap_or(state))
}

/// The text of [`page`] becomes another.
fn typed(text: &str) -> Action {
    Action::Type { text: text.into(), edit: Edit::between(&page().text, text) }
}

#[test]
fn what_has_been_done_to_the_text_is_known_without_comparing() {
    let (old, new) = ("ett 10 två 20 tre 30", "ett 10 två 205 tre 30");
    let changed = after(&page(), [typed(new)]);
    assert_eq!(changed.edit, Edit::between(old, new));
    let back = Action::Type { text: old.into(), edit: Edit::between(new, old) };
    let restored = after(&changed, [back]);
    assert!(!restored.is_pending());
    assert_eq!(restored.edit.carry(Span::new(0, 20)), Some(Span::new(0, 20)));
}

#[test]
fn typing_leaves_the_last_report_standing_until_the_next_is_done() {
    let typed = after(&page(), [typed("ett 10 två 25 tre 30")]);
    assert!(typed.is_pending());
    assert_eq!(typed.report().unwrap().findings.len(), 3);
    assert!(!page().is_pending());
}

#[test]
fn what_changes_nothing_is_no_new_state() {
    assert_eq!(next(&page(), Action::Speak(Lang::Sv)), None);
    assert_eq!(next(&page(), Action::Show(Pane::Findings)), None);
    assert_eq!(next(&page(), Action::Undo), None);
    assert_eq!(next(&State::default(), Action::Step { forward: true }), None);
    assert_eq!(next(&State::default(), Action::Step { forward: false }), None);
}

#[test]
fn a_correction_is_put_where_its_figure_has_moved_to_and_can_be_undone() {
    let page = page();
    let apply = Action::Apply { span: Span::new(12, 14), written: "20".into(), suggested: "2 500".into() };
    let corrected = after(&page, [typed("nu ett 10 två 20 tre 30"), apply]);
    assert_eq!(&*corrected.text, "nu ett 10 två 20 tre 30".replacen("20", "2 500", 1));
    let jump = corrected.jump.unwrap().to;
    assert_eq!(jump, Target::Text(Span::new(15, 20)));
    assert_eq!(&*after(&corrected, [Action::Undo]).text, "nu ett 10 två 20 tre 30");
}

#[test]
fn a_correction_of_a_figure_that_was_edited_meanwhile_is_not_made() {
    let typed = after(&page(), [typed("ett 10 två 21 tre 30")]);
    let apply = Action::Apply { span: Span::new(12, 14), written: "20".into(), suggested: "25".into() };
    assert_eq!(next(&typed, apply), None);
}

#[test]
fn stepping_goes_round_the_list_and_passes_what_is_filtered_out() {
    let page = after(&page(), [Action::ShowSeverity(Severity::Warning, false)]);
    let step = |forward| Action::Step { forward };
    assert_eq!(after(&page, [step(true)]).selected, Some(0));
    assert_eq!(after(&page, [step(true), step(true)]).selected, Some(2));
    assert_eq!(after(&page, [step(true), step(true), step(true)]).selected, Some(0));
    assert_eq!(after(&page, [step(false)]).selected, Some(2));
}

#[test]
fn going_to_the_card_of_a_hidden_finding_shows_it() {
    let page = after(&page(), [Action::ShowSeverity(Severity::Error, false), Action::GoToCard(0)]);
    assert!(page.listed().contains(&0));
    assert_eq!(page.jump.unwrap().to, Target::Card(0));
}

#[test]
fn findings_are_listed_by_family_and_section_and_a_link_widens_the_filter() {
    let mut page = page();
    let mut checked = (**page.checked.as_ref().unwrap()).clone();
    for (line, (finding, title)) in (1..).zip(checked.report.findings.iter_mut().zip(["Ett", "Två", "Ett"]))
    {
        finding.line = Some(10 * line);
        checked.report.outline.push(Section {
            title: title.into(),
            level: 1,
            line: 10 * line - 1,
            span: None,
            status: SectionStatus::Present,
            extra: false,
        });
    }
    page.checked = Some(Rc::new(checked));
    let by = |family: Option<&str>, section: Option<&str>| {
        Action::FilterBy(Filter {
            family: family.map(Rc::from),
            section: section.map(Rc::from),
            ..Filter::default()
        })
    };
    assert_eq!(after(&page, [by(Some("footing"), None)]).listed(), [0, 1]);
    assert_eq!(after(&page, [by(None, Some("Ett"))]).listed(), [0, 2]);
    assert_eq!(after(&page, [by(Some("footing"), Some("Ett"))]).listed(), [0]);
    let led = after(&page, [by(Some("footing"), Some("Ett")), Action::GoToCard(2)]);
    assert!(led.listed().contains(&2));
}

#[test]
fn asking_twice_for_a_place_is_two_jumps() {
    let once = after(&page(), [Action::GoTo(Span::new(4, 6))]);
    let twice = after(&once, [Action::GoTo(Span::new(4, 6))]);
    assert_ne!(once.jump, twice.jump);
}

#[test]
fn a_rule_or_one_finding_is_set_aside_and_brought_back() {
    let page = page();
    let one = Aside::finding(
        &page.checked.as_ref().unwrap().report,
        page.checked.as_ref().unwrap().keys[0],
        0,
        "känt",
    );
    let without = after(&page, [Action::Select(0), Action::SetAside(one.clone())]);
    assert_eq!(without.listed(), [1, 2]);
    assert_eq!(without.selected, None);
    assert_eq!(without.count(Severity::Error), 0);
    assert_eq!(after(&without, [Action::BringBack(one)]).listed(), [0, 1, 2]);
    let rule = Aside::rule("reading/row", "gäller inte oss");
    assert_eq!(after(&page, [Action::SetAside(rule)]).listed(), [0, 1]);
}

#[test]
fn what_kept_a_text_from_being_checked_is_not_said_of_one_that_was() {
    let checked = page().checked.unwrap();
    let done = |notice| after(&page(), [Action::Tell(notice), Action::Done(checked.clone())]).notice;
    assert_eq!(done(Notice::NoChecker), None);
    assert_eq!(done(Notice::NotChecked), None);
    assert_eq!(done(Notice::DraftFull), Some(Notice::DraftFull));
}

#[test]
fn the_selected_finding_is_known_again_after_a_check() {
    let page = after(&page(), [Action::Select(1)]);
    let text: Rc<str> = "före\nett 10 två 20 tre 30".into();
    let mut report = page.report().unwrap().clone();
    report.findings.remove(0);
    for finding in &mut report.findings {
        finding.span = finding.span.map(|span| span.shift(6));
    }
    let keys = aside::keys(&report, &text);
    let done = Action::Done(Rc::new(Checked { text, report, keys, ..Checked::default() }));
    assert_eq!(after(&page, [done]).selected, Some(0));
}

#[test]
fn the_text_of_another_tab_is_left_alone_until_this_one_is_to_be_kept() {
    let told = after(&page(), [Action::KeptElsewhere(true), typed("mer")]);
    assert!(told.elsewhere && told.notice == Some(Notice::OtherTab));
    let kept = after(&told, [Action::KeptElsewhere(false)]);
    assert!(!kept.elsewhere && kept.notice.is_none());
    // With nothing of its own there is nothing to lose.
    assert!(!after(&State::default(), [Action::KeptElsewhere(true)]).elsewhere);
}

#[test]
fn what_the_host_forbids_cannot_be_turned_on() {
    let host = Rc::new(Config { keep_draft: false, ..Config::default() });
    let page = State { host, keep_draft: false, ..State::default() };
    assert_eq!(next(&page, Action::KeepDraft(true)), None);
}

#[test]
fn forgetting_leaves_nothing_of_the_text() {
    let forgotten = after(&page(), [typed("hemligt"), Action::Forget]);
    assert_eq!((&*forgotten.text, forgotten.checked.is_none(), forgotten.undo.len()), ("", true, 0));
}
