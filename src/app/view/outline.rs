//! The headings as read, and the findings about sections.

use super::{icon::IconView, severity_icon, severity_stem, severity_word, workings::line_link};
use crate::{
    app::{
        aside::Aside,
        filter::{section_at, section_of},
        state::{Action, Checked},
        strings::{self, counted},
    },
    engine::{
        options::Lang,
        report::{Finding, SectionStatus, State},
    },
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct OutlineViewProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub aside: Rc<[Aside]>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn OutlineView(props: &OutlineViewProps) -> Html {
    let m = strings::of(props.lang);
    let OutlineViewProps { checked, on, .. } = props;
    let report = &checked.report;
    let missing: Vec<(usize, &Finding)> = report
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.rule.starts_with("section/"))
        .collect();
    let (findings, unchecked) = by_section(checked, &props.aside);
    html! {
        <section class="outline" aria-label={m.pane_outline}>
            if !missing.is_empty() {
                <div class="outline__missing">
                    <h3 class="outline__heading">{ m.outline_missing }</h3>
                    <ul class="outline__findings">
                        for (index, finding) in missing {
                            <li key={index}>
                                <span class={format!("severity severity--{}", severity_stem(finding.severity))}>
                                    <IconView icon={severity_icon(finding.severity)} />
                                    <span class="visually-hidden">{ severity_word(m, finding.severity) }</span>
                                </span>
                                <button type="button" class="link" onclick={on.reform(move |_: MouseEvent| Action::GoToCard(index))}>
                                    { finding.message.clone() }
                                </button>
                            </li>
                        }
                    </ul>
                </div>
            }
            if report.outline.is_empty() {
                <p class="findings__nothing">{ m.outline_none }</p>
            } else {
                <p class="pane-hint">{ m.outline_hint }</p>
                <ol class="outline__list">
                    for (index, section) in report.outline.iter().enumerate() {
                        <li key={index} class={format!("outline__item outline__item--{}", section.level.clamp(1, 5))}>
                            <span class="outline__title">{ section.title.clone() }</span>
                            if section.status == SectionStatus::Empty {
                                <span class="outline__empty">{ m.outline_empty }</span>
                            }
                            if findings[index] > 0 {
                                <span class="outline__count outline__count--findings">{ counted(findings[index], m.outline_findings_one, m.outline_findings_other) }</span>
                            }
                            if unchecked[index] > 0 {
                                <span class="outline__count">{ counted(unchecked[index], m.outline_unchecked_one, m.outline_unchecked_other) }</span>
                            }
                            <span class="outline__place">{ line_link(m, section.line, section.span, on) }</span>
                        </li>
                    }
                </ol>
            }
        </section>
    }
}

/// The open findings and the unchecked figures of each section.
fn by_section(checked: &Checked, aside: &[Aside]) -> (Vec<usize>, Vec<usize>) {
    let report = &checked.report;
    let (mut findings, mut unchecked) = (vec![0; report.outline.len()], vec![0; report.outline.len()]);
    for (finding, &key) in report.findings.iter().zip(&checked.keys) {
        if let Some(section) = section_of(report, finding)
            && !aside.iter().any(|aside| aside.covers(&finding.rule, key))
        {
            findings[section] += 1;
        }
    }
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    let cells = rows.flat_map(|row| row.cells.iter().flatten().map(|cell| (cell.state, row.line)));
    for (state, line) in cells.chain(report.claims.iter().map(|claim| (claim.state, claim.line))) {
        if let Some(section) = section_at(report, line)
            && state == State::Unchecked
        {
            unchecked[section] += 1;
        }
    }
    (findings, unchecked)
}
