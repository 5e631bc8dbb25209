//! That a check is on its way, where it takes long enough to be noticed.

use crate::{
    app::strings::{self, fill},
    engine::options::Lang,
};
use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

/// Quicker work than this is not spoken of: the words would only flicker.
const NOTICED_MS: u32 = 200;
/// From here on the seconds are shown, and a screen reader is told, once.
const LONG_S: u32 = 2;

#[derive(Properties, PartialEq)]
pub(super) struct ProgressProps {
    pub lang: Lang,
    pub pending: bool,
    /// What stands here otherwise.
    pub otherwise: AttrValue,
}

#[component]
pub(super) fn Progress(props: &ProgressProps) -> Html {
    let m = strings::of(props.lang);
    // Whole seconds, once it is to be noticed.
    let elapsed = use_state_eq(|| None::<u32>);
    use_effect_with(props.pending, {
        let elapsed = elapsed.clone();
        move |&pending| {
            elapsed.set(None);
            let timers = pending.then(|| {
                let mut seconds = 0;
                let first = elapsed.clone();
                (
                    Timeout::new(NOTICED_MS, move || first.set(Some(0))),
                    Interval::new(1000, move || {
                        seconds += 1;
                        elapsed.set(Some(seconds));
                    }),
                )
            });
            move || drop(timers)
        }
    });
    let shown = elapsed.filter(|_| props.pending);
    let long = shown.filter(|&seconds| seconds >= LONG_S);
    html! {
        <span class={classes!("progress", shown.map(|_| "progress--working"))}>
            <span class="progress__words">
                { match (shown, long) {
                    (_, Some(seconds)) => AttrValue::from(fill(m.status_pending_for, &[("s", &seconds.to_string())])),
                    (Some(_), None) => m.status_pending.into(),
                    (None, None) => props.otherwise.clone(),
                } }
            </span>
            <span class="progress__bar" aria-hidden="true"></span>
            <span class="visually-hidden" role="status">{ if long.is_some() { m.status_pending } else { "" } }</span>
        </span>
    }
}
