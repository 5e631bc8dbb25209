//! One finding: what differs, the working, what it probably should be, and what can be done about it.

use super::{
    icon::IconView,
    severity_icon, severity_stem, severity_word, slip_words,
    workings::{line_link, sum},
};
use crate::{
    app::{
        aside::Aside,
        correct, rules,
        state::{Action, Checked},
        strings::{self, Messages, counted, fill},
        text::Edit,
        working::{self, Working, place_name, shown_like},
    },
    engine::{
        options::Lang,
        report::{Finding, Place, Rewrite, Slip},
        span::Span,
        wording::{amount, mismatch},
    },
};
use rust_decimal::Decimal;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct FindingCardProps {
    pub lang: Lang,
    pub checked: Rc<Checked>,
    pub index: usize,
    pub selected: bool,
    /// What has happened to the text since the check.
    pub edit: Edit,
    pub on: Callback<Action>,
}

impl PartialEq for FindingCardProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.checked, &other.checked)
            && (self.lang, self.index, self.selected) == (other.lang, other.index, other.selected)
            && self.stale() == other.stale()
            && self.on == other.on
    }
}

impl FindingCardProps {
    /// The figure has been edited since the check; what the card says may no longer hold.
    fn stale(&self) -> bool {
        let span = self.checked.report.findings.get(self.index).and_then(|finding| finding.span);
        span.is_some_and(|span| self.edit.carry(span).is_none())
    }
}

#[component]
pub(super) fn FindingCard(props: &FindingCardProps) -> Html {
    let m = strings::of(props.lang);
    let asking = use_state_eq(|| false);
    // Whoever thinks better of it is back where the asking began.
    let ask_button = use_node_ref();
    let asked = use_mut_ref(|| false);
    use_effect_with(*asking, {
        let ask_button = ask_button.clone();
        move |&asking| {
            let given_up = asked.replace(asking) && !asking;
            if let Some(button) = ask_button.cast::<web_sys::Element>().filter(|_| given_up) {
                super::focus(&button);
            }
        }
    });
    let FindingCardProps { lang, checked, index, on, .. } = props;
    let (lang, index) = (*lang, *index);
    let Some(finding) = checked.report.findings.get(index) else { return html! { <li hidden=true></li> } };
    let stem = severity_stem(finding.severity);
    let workings = working::of_finding(&checked.report, index);
    let rest = workings.len().saturating_sub(1);
    let class = classes!(
        "finding-card",
        format!("finding-card--{stem}"),
        props.selected.then_some("finding-card--selected"),
        props.stale().then_some("finding-card--stale")
    );
    let ask = {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    html! {
        <li {class}>
            <article class="finding-card__body" id={format!("finding-{index}")} data-finding={index.to_string()} tabindex="-1"
                aria-labelledby={format!("finding-{index}-says")}>
                <header class="finding-card__head">
                    <span class={format!("severity severity--{stem}")}>
                        <IconView icon={severity_icon(finding.severity)} />
                        { severity_word(m, finding.severity) }
                    </span>
                    <span class="finding-card__rule" title={format!("{}: {}", m.rule_label, finding.rule)}>{ rules::name(m, &finding.rule).to_owned() }</span>
                    if let Some(line) = finding.line {
                        <span class="finding-card__place">{ line_link(m, line, finding.span, on) }</span>
                    }
                </header>
                <p class="finding-card__says" id={format!("finding-{index}-says")}>{ says(lang, checked, finding, workings.first()) }</p>
                if let Some((_, working)) = workings.first() {
                    { sum(m, lang, working, on) }
                } else {
                    { figures(m, lang, finding) }
                }
                if rest > 0 {
                    <details class="finding-card__more">
                        <summary>{ counted(rest, m.working_more_one, m.working_more_other) }</summary>
                        for (number, (_, working)) in workings.iter().enumerate().skip(1) {
                            <div key={number}>{ sum(m, lang, working, on) }</div>
                        }
                    </details>
                }
                { culprit(m, lang, checked, finding, workings.len(), on) }
                { rewrites(m, checked, finding, on) }
                if *asking {
                    <AsideForm {lang} {index} checked={checked.clone()} on={on.clone()}
                        cancel={let asking = asking.clone(); Callback::from(move |()| asking.set(false))} />
                } else {
                    <div class="finding-card__tools">
                        <button ref={ask_button} type="button" class="button button--quiet" onclick={ask}>{ m.set_aside }</button>
                    </div>
                }
            </article>
        </li>
    }
}

/// What is wrong. Of an identity no more than that: the rest of the sentences are the working and the culprit below.
fn says(lang: Lang, checked: &Checked, finding: &Finding, first: Option<&(usize, Working)>) -> String {
    let told = first.and_then(|(table, working)| {
        let place = place_name(checked.report.tables.get(*table)?, working.total.place);
        let computed = shown_like(working.computed, working.reported);
        Some(mismatch(lang, working.kind, &place, computed, working.reported))
    });
    told.unwrap_or_else(|| finding.message.clone())
}

/// Where no identity is behind it, the two figures that differ.
fn figures(m: &'static Messages, lang: Lang, finding: &Finding) -> Html {
    let (Some(computed), Some(reported)) = (finding.computed, finding.reported) else {
        return html! { <></> };
    };
    html! {
        <table class="working">
            <caption class="visually-hidden">{ m.working_heading }</caption>
            <tbody class="working__result">
                <tr>
                    <th class="working__label" scope="row">{ m.working_expected }</th>
                    <td class="working__amount">{ amount(lang, shown_like(computed, reported)) }</td>
                </tr>
                <tr>
                    <th class="working__label" scope="row">{ m.working_here }</th>
                    <td class="working__amount">{ amount(lang, reported) }</td>
                </tr>
                if let Some(difference) = finding.difference {
                    <tr class="working__difference">
                        <th class="working__label" scope="row">{ m.working_difference_is }</th>
                        <td class="working__amount">{ amount(lang, shown_like(difference, reported)) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// A change of one cell that would mend it.
struct Change<'a> {
    table: usize,
    place: Place,
    suggested: Option<Decimal>,
    slip: Option<Slip>,
    /// It is named for sure, not as one of several.
    clear: bool,
    /// So many identities then hold that do not now.
    mends: usize,
    checked: &'a Checked,
}

fn culprit(
    m: &'static Messages,
    lang: Lang,
    checked: &Checked,
    finding: &Finding,
    failing: usize,
    on: &Callback<Action>,
) -> Html {
    let Some(culprit) = &finding.culprit else { return html! { <></> } };
    let table = culprit.table;
    let clear = culprit.clear;
    let first = Change {
        table,
        place: culprit.cell,
        suggested: culprit.suggested,
        slip: culprit.slip,
        clear,
        mends: if clear { failing } else { 0 },
        checked,
    };
    html! {
        <div class="culprit">
            <p class="culprit__heading">{ if clear { m.culprit_heading } else { m.culprit_heading_open } }</p>
            { change(m, lang, &first, on, if clear { "button button--apply" } else { "button" }) }
            if !culprit.alternatives.is_empty() {
                <details class="culprit__alternatives" open={!clear}>
                    <summary>{ m.alternatives }{ " " }<span class="panes__count">{ culprit.alternatives.len() }</span></summary>
                    <ul>
                        for (number, other) in culprit.alternatives.iter().enumerate() {
                            <li key={number}>
                                { change(m, lang, &Change { table, place: other.cell, suggested: other.suggested, slip: other.slip, clear: false, mends: 0, checked }, on, "button") }
                            </li>
                        }
                    </ul>
                </details>
            }
        </div>
    }
}

fn change(
    m: &'static Messages,
    lang: Lang,
    change: &Change<'_>,
    on: &Callback<Action>,
    class: &'static str,
) -> Html {
    let Some(table) = change.checked.report.tables.get(change.table) else { return html! { <></> } };
    let Some(cell) = table.cell(change.place) else { return html! { <></> } };
    let place = place_name(table, change.place);
    let written = cell.value.map_or_else(|| cell.text.clone(), |value| amount(lang, value));
    let slip = change.slip.map(|slip| slip_words(m, slip));
    let Some(value) = change.suggested else {
        return html! {
            <p class="culprit__says">
                { fill(m.culprit_says_unknown, &[("place", &place), ("written", &written)]) }{ " " }{ slip }
            </p>
        };
    };
    let suggested = amount(lang, value);
    let arguments = [("place", place.as_str()), ("written", &written), ("suggested", &suggested)];
    let apply = cell.span.map(|span: Span| {
        let written = span.of(&change.checked.text);
        let edit = Action::Apply {
            span,
            written: written.to_owned(),
            suggested: correct::in_the_manner_of(written, value),
        };
        apply(m, fill(m.apply_label, &arguments), class, &arguments, edit, on)
    });
    let mends = match change.mends {
        0 | 1 => String::new(),
        2 => m.culprit_mends_both.to_owned(),
        all => fill(m.culprit_mends_all, &[("n", &all.to_string())]),
    };
    html! {
        <div class="culprit__change">
            <p class="culprit__says">
                { fill(if change.clear { m.culprit_says } else { m.culprit_says_open }, &arguments) }{ " " }{ slip }{ " " }{ mends }
            </p>
            { apply }
        </div>
    }
}

/// The figures of the prose that may be written otherwise: one that is to be, or several of which one is.
fn rewrites(m: &'static Messages, checked: &Checked, finding: &Finding, on: &Callback<Action>) -> Html {
    let (clear, heading) = match finding.rewrites.len() {
        0 => return html! { <></> },
        1 => (true, m.rewrite_heading),
        _ => (false, m.rewrite_heading_open),
    };
    html! {
        <div class="culprit">
            <p class="culprit__heading">{ heading }</p>
            for (number, rewrite) in finding.rewrites.iter().enumerate() {
                <div key={number} class="culprit__change">{ one_rewrite(m, checked, rewrite, clear, on) }</div>
            }
        </div>
    }
}

fn one_rewrite(
    m: &'static Messages,
    checked: &Checked,
    rewrite: &Rewrite,
    clear: bool,
    on: &Callback<Action>,
) -> Html {
    let (written, suggested) = correct::in_a_sentence(rewrite.span.of(&checked.text), rewrite.value);
    let start = rewrite.span.start as usize;
    let span = Span::new(start, start + written.len());
    let line = rewrite.line.to_string();
    let arguments = [("line", line.as_str()), ("written", written), ("suggested", &suggested)];
    let edit = Action::Apply { span, written: written.to_owned(), suggested: suggested.clone() };
    let class = if clear { "button button--apply" } else { "button" };
    html! {
        <>
            <p class="culprit__says">
                { fill(if clear { m.rewrite_says } else { m.rewrite_says_open }, &arguments) }
            </p>
            { apply(m, fill(m.rewrite_label, &arguments), class, &arguments, edit, on) }
        </>
    }
}

/// The button that makes a change. `label`: what it does and where, for whoever does not see what stands above it.
fn apply(
    m: &'static Messages,
    label: String,
    class: &'static str,
    arguments: &[(&str, &str)],
    edit: Action,
    on: &Callback<Action>,
) -> Html {
    html! {
        <button type="button" {class} aria-label={label} onclick={on.reform(move |_: MouseEvent| edit.clone())}>
            { fill(m.apply, arguments) }
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct AsideFormProps {
    lang: Lang,
    index: usize,
    checked: Rc<Checked>,
    on: Callback<Action>,
    cancel: Callback<()>,
}

/// Asks how far and why a finding is set aside.
#[component]
fn AsideForm(props: &AsideFormProps) -> Html {
    let m = strings::of(props.lang);
    let whole_rule = use_state_eq(|| false);
    let reason = use_node_ref();
    use_effect_with(reason.clone(), |reason| {
        if let Some(reason) = reason.cast::<web_sys::Element>() {
            super::focus(&reason);
        }
    });
    let rule = props
        .checked
        .report
        .findings
        .get(props.index)
        .map(|finding| finding.rule.clone())
        .unwrap_or_default();
    let onsubmit = {
        let (on, checked, index, reason) =
            (props.on.clone(), props.checked.clone(), props.index, reason.clone());
        let (whole_rule, rule) = (whole_rule.clone(), rule.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let why = reason.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let key = checked.keys.get(index).copied().unwrap_or_default();
            on.emit(Action::SetAside(if *whole_rule {
                Aside::rule(&rule, &why)
            } else {
                Aside::finding(&checked.report, key, index, &why)
            }));
        })
    };
    let onkeydown = props.cancel.clone();
    let scope = |whole: bool, words: String| {
        let whole_rule = whole_rule.clone();
        html! {
            <label class="aside-form__choice">
                <input type="radio" name={format!("scope-{}", props.index)} checked={*whole_rule == whole}
                    onchange={Callback::from(move |_: Event| whole_rule.set(whole))} />
                { words }
            </label>
        }
    };
    html! {
        <form class="aside-form" {onsubmit}
            onkeydown={Callback::from(move |event: KeyboardEvent| if event.key() == "Escape" { onkeydown.emit(()); })}>
            { scope(false, m.set_aside_this.to_owned()) }
            { scope(true, fill(m.set_aside_rule, &[("rule", rules::name(m, &rule))])) }
            <label class="aside-form__reason">
                { m.set_aside_reason }
                <input ref={reason} type="text" class="field" maxlength="200" autocomplete="off" />
            </label>
            <div class="finding-card__tools">
                <button type="submit" class="button">{ m.set_aside_do }</button>
                <button type="button" class="button button--quiet" onclick={props.cancel.reform(|_: MouseEvent| ())}>{ m.set_aside_cancel }</button>
            </div>
        </form>
    }
}
