//! The foot of the page: what stays in the browser, and how to be rid of it.

use crate::{
    app::{state::Action, strings},
    engine::options::Lang,
};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct FooterProps {
    pub lang: Lang,
    pub keep: bool,
    /// The host allows it.
    pub may_keep: bool,
    pub on: Callback<Action>,
}

#[component]
pub(super) fn Footer(props: &FooterProps) -> Html {
    let m = strings::of(props.lang);
    let keep = props.keep;
    html! {
        <footer class="footer">
            <p class="footer__note">{ match (keep, props.may_keep) {
                (true, _) => m.draft_kept,
                (false, true) => m.draft_not_kept,
                (false, false) => m.draft_by_host,
            } }</p>
            <div class="footer__tools">
                if props.may_keep {
                    <button type="button" class="button button--quiet" onclick={props.on.reform(move |_: MouseEvent| Action::KeepDraft(!keep))}>
                        { if keep { m.draft_stop } else { m.draft_keep } }
                    </button>
                }
                <button type="button" class="button button--quiet" onclick={props.on.reform(|_: MouseEvent| Action::Forget)}>
                    { m.forget }
                </button>
            </div>
        </footer>
    }
}
