//! What has just happened, with a way back.

use super::icon::{Icon, IconView};
use crate::{
    app::{
        file,
        state::{Action, Notice},
        strings::{self, Messages, counted, fill},
    },
    engine::{options::Lang, wording},
};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct NoticeBarProps {
    pub lang: Lang,
    pub notice: Notice,
    pub can_undo: bool,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn NoticeBar(props: &NoticeBarProps) -> Html {
    let m = strings::of(props.lang);
    let failure = props.notice.is_failure();
    let undoable = props.can_undo
        && matches!(props.notice, Notice::Applied { .. } | Notice::Cleared | Notice::FileLoaded { .. });
    html! {
        <div class={classes!("notice", failure.then_some("notice--failure"))} role={if failure { "alert" } else { "status" }}>
            <span class="notice__icon"><IconView icon={if failure { Icon::Warning } else { Icon::Note }} /></span>
            <p class="notice__text">{ words(m, props.lang, &props.notice) }</p>
            if undoable {
                <button type="button" class="button button--quiet" onclick={props.on.reform(|_: MouseEvent| Action::Undo)}>
                    <IconView icon={Icon::Undo} />
                    { m.undo }
                </button>
            }
            if props.notice == Notice::OtherTab {
                <button type="button" class="button" onclick={props.on.reform(|_: MouseEvent| Action::KeptElsewhere(false))}>
                    { m.keep_this_tab }
                </button>
            }
            if props.notice == Notice::UpdateReady {
                <button type="button" class="button" onclick={Callback::from(|_: MouseEvent| reload())}>{ m.update_now }</button>
            }
            <button type="button" class="button button--quiet button--icon" aria-label={m.dismiss} title={m.dismiss}
                onclick={props.on.reform(|_: MouseEvent| Action::Dismiss)}>
                <IconView icon={Icon::Close} />
            </button>
        </div>
    }
}

fn words(m: &Messages, lang: Lang, notice: &Notice) -> String {
    let named = |message: &str, name: &str| fill(message, &[("name", name)]);
    match notice {
        Notice::Applied { written, suggested } => {
            fill(m.applied, &[("written", written), ("suggested", suggested)])
        }
        Notice::Undone => m.undone.to_owned(),
        Notice::Cleared => m.cleared.to_owned(),
        Notice::SampleLoaded => m.sample_loaded.to_owned(),
        Notice::FileLoaded { name } => named(m.file_loaded, name),
        Notice::DraftRestored => m.draft_restored.to_owned(),
        Notice::Forgotten => m.forgotten.to_owned(),
        Notice::DraftFull => m.draft_full.to_owned(),
        Notice::FileNotText { name } => named(m.file_not_text, name),
        Notice::FileTooLarge { name, bytes } => fill(
            m.file_too_large,
            &[("name", name), ("size", &megabytes(*bytes)), ("limit", &megabytes(file::LIMIT))],
        ),
        Notice::TextTooLarge { bytes } => {
            fill(m.text_too_large, &[("size", &megabytes(*bytes)), ("limit", &megabytes(file::LIMIT))])
        }
        Notice::FileUnreadable { name } => named(m.file_unreadable, name),
        Notice::FileEmpty { name } => named(m.file_empty, name),
        Notice::CheckedHere => m.checked_here.to_owned(),
        Notice::CheckedHereOnce => m.checked_here_once.to_owned(),
        Notice::NoChecker => m.no_checker.to_owned(),
        Notice::NotChecked => m.not_checked.to_owned(),
        Notice::OtherTab => m.other_tab.to_owned(),
        Notice::UpdateReady => m.update_ready.to_owned(),
        Notice::ConfigBad { reason } => fill(m.config_bad, &[("reason", reason)]),
        Notice::ProfilesBad { files, some } => {
            let told = files.iter().map(|(problem, more)| match more {
                0 => wording::problem(lang, problem),
                more => {
                    let others = counted(*more, m.profiles_more_one, m.profiles_more_other);
                    format!("{} {others}", wording::problem(lang, problem))
                }
            });
            let told: Vec<String> = told.collect();
            fill(if *some { m.profiles_bad_some } else { m.profiles_bad }, &[("problem", &told.join(" "))])
        }
        Notice::Both(both) => format!("{} {}", words(m, lang, &both.0), words(m, lang, &both.1)),
        Notice::ProfilesFull => m.profiles_full.to_owned(),
        Notice::ProfilesUnread => m.profiles_unread.to_owned(),
    }
}

/// Asks the start script for the new version of the page. What is written is kept as a draft, where drafts are kept.
fn reload() {
    if let Ok(event) = web_sys::Event::new("rapportkoll-reload") {
        // Fails only for an event that is under way already.
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}

/// A size in whole megabytes, rounded up.
fn megabytes(bytes: usize) -> String {
    bytes.div_ceil(1024 * 1024).to_string()
}
