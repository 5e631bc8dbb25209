//! The headings as read, and the findings about sections.

use super::{icon::IconView, severity_icon, severity_stem, severity_word, workings::line_link};
use crate::{
    app::{
        state::{Action, Checked},
        strings,
    },
    engine::{
        options::Lang,
        report::{Finding, SectionStatus},
    },
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct OutlineViewProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
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
                            <span class="outline__place">{ line_link(m, section.line, section.span, on) }</span>
                        </li>
                    }
                </ol>
            }
        </section>
    }
}
