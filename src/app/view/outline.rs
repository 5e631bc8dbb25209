//! The headings as read, and how they stand to the profile.

use super::{
    icon::{Icon, IconView},
    profile_choice::profile_name,
    severity_icon, severity_stem, severity_word,
    workings::line_link,
};
use crate::{
    app::{
        aside::Aside,
        filter::{section_at, section_of},
        profiles::Profiles,
        standing::{self, Line, Standing},
        state::{Action, Checked},
        strings::{self, Messages, counted, fill},
    },
    engine::{
        options::Lang,
        report::{Finding, Severity, State},
        span::Span,
    },
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct OutlineViewProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub aside: Rc<[Aside]>,
    pub profiles: Rc<Profiles>,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn OutlineView(props: &OutlineViewProps) -> Html {
    let m = strings::of(props.lang);
    let OutlineViewProps { checked, on, .. } = props;
    let report = &checked.report;
    let lines = standing::of(report);
    let (findings, unchecked) = by_section(checked, &props.aside);
    // What is said of sections and has no line of its own: tables, rows, parts of units, numbers.
    let told = |index: usize| lines.iter().any(|line| line.finding == Some(index));
    let others: Vec<(usize, &Finding)> = report
        .findings
        .iter()
        .enumerate()
        .filter(|&(index, finding)| finding.rule.starts_with("section/") && !told(index))
        .collect();
    let demands = !report.expected.is_empty();
    let profile = profile_name(&props.profiles, checked);
    html! {
        <section class="outline" aria-label={m.pane_outline}>
            if !profile.is_empty() {
                <p class="outline__profile">
                    { fill(if demands { m.outline_against } else { m.outline_demands_nothing }, &[("profile", &profile)]) }
                </p>
            }
            if demands {
                <ul class="outline__counts">
                    for (of, words) in [
                        (&[Standing::Present, Standing::Named][..], [m.outline_present_n; 2]),
                        (&[Standing::Missing, Standing::MissingSoft][..], [m.outline_absent_n; 2]),
                        (&[Standing::Empty][..], [m.outline_empty_one, m.outline_empty_other]),
                        (&[Standing::Extra][..], [m.outline_extra_n; 2]),
                    ] {
                        { count(&lines, of, words) }
                    }
                </ul>
            }
            if !others.is_empty() {
                <div class="outline__others">
                    <h3 class="outline__heading">{ m.outline_missing }</h3>
                    <ul class="outline__findings">
                        for (index, finding) in others {
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
            if lines.is_empty() {
                <p class="findings__nothing">{ m.outline_none }</p>
            } else {
                <ol class="outline__list">
                    for (index, line) in lines.iter().enumerate() {
                        <li key={index} class={classes!(
                            "outline__item",
                            format!("outline__item--{}", line.level.clamp(1, 5)),
                            line.section.is_none().then_some("outline__item--absent"),
                        )}>
                            <span class="outline__title">{ line.title.clone() }</span>
                            { standing_tag(m, line.standing) }
                            if let Some(section) = line.section {
                                if let Some((n, gravest)) = findings[section] {
                                    <span class={format!("outline__count outline__count--findings severity--{}", severity_stem(gravest))}>{ counted(n, m.outline_findings_one, m.outline_findings_other) }</span>
                                }
                                if unchecked[section] > 0 {
                                    <span class="outline__count">{ counted(unchecked[section], m.outline_unchecked_one, m.outline_unchecked_other) }</span>
                                }
                            }
                            <span class="outline__place">{ place(m, checked, line, on) }</span>
                        </li>
                    }
                </ol>
            }
        </section>
    }
}

/// How many lines stand so; nothing where none does.
fn count(lines: &[Line], of: &[Standing], [one, other]: [&str; 2]) -> Html {
    let n = lines.iter().filter(|line| of.contains(&line.standing)).count();
    if n == 0 {
        return html! { <></> };
    }
    html! {
        <li key={other.to_owned()} class={format!("standing standing--{}", stem(of[0]))}>
            <IconView icon={icon(of[0])} />
            { counted(n, one, other) }
        </li>
    }
}

fn stem(standing: Standing) -> &'static str {
    match standing {
        Standing::Present | Standing::Named => "present",
        Standing::Empty => "empty",
        Standing::Missing => "missing",
        Standing::MissingSoft => "missing-soft",
        Standing::Extra => "extra",
        Standing::Plain => "plain",
    }
}

fn icon(standing: Standing) -> Icon {
    match standing {
        Standing::Present | Standing::Named | Standing::Plain => Icon::Check,
        Standing::Empty => Icon::Empty,
        Standing::Missing => Icon::Warning,
        Standing::MissingSoft => Icon::Note,
        Standing::Extra => Icon::Plus,
    }
}

/// A sign and a word; nothing for what the profile does not judge.
fn standing_tag(m: &Messages, standing: Standing) -> Html {
    let words = match standing {
        Standing::Present => m.outline_present,
        Standing::Named => m.outline_named,
        Standing::Empty => m.outline_empty,
        Standing::Missing => m.outline_absent,
        Standing::MissingSoft => m.outline_absent_soft,
        Standing::Extra => m.outline_extra,
        Standing::Plain => return html! { <></> },
    };
    html! {
        <span class={format!("standing standing--{}", stem(standing))}>
            <IconView icon={icon(standing)} />
            { words }
        </span>
    }
}

/// Leads to the place in the text; what is not there, to what is said of it, or to where it should stand.
fn place(m: &'static Messages, checked: &Checked, line: &Line, on: &Callback<Action>) -> Html {
    if line.section.is_none()
        && let Some(finding) = line.finding
    {
        return html! {
            <button type="button" class="link link--place" onclick={on.reform(move |_: MouseEvent| Action::GoToCard(finding))}>
                { m.outline_finding }
                <IconView icon={Icon::Place} />
            </button>
        };
    }
    let of_section = line.section.and_then(|section| checked.report.outline[section].span);
    line_link(m, line.line, of_section.or_else(|| line_span(&checked.text, line.line)), on)
}

/// A line of the text, counted from 1.
fn line_span(text: &str, line: u32) -> Option<Span> {
    let mut lines = text.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some(Span::new(start, start + line.len()))
    });
    lines.nth(line.checked_sub(1)? as usize)
}

/// Of each section, how many findings are open and the gravest of them, and how many figures are unchecked.
fn by_section(checked: &Checked, aside: &[Aside]) -> (Vec<Option<(usize, Severity)>>, Vec<usize>) {
    let report = &checked.report;
    let (mut findings, mut unchecked) = (vec![None; report.outline.len()], vec![0; report.outline.len()]);
    for (finding, &key) in report.findings.iter().zip(&checked.keys) {
        if let Some(section) = section_of(report, finding)
            && !aside.iter().any(|aside| aside.covers(&finding.rule, key))
        {
            let (n, gravest) = findings[section].unwrap_or((0, finding.severity));
            findings[section] = Some((n + 1, gravest.min(finding.severity)));
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
