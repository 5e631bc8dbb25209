//! The line between the report and the result, which can be moved by pointer or arrow keys.

use crate::{
    app::{keeping, strings},
    engine::options::Lang,
};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The share of the report, in per cent of the width.
const NARROWEST: i32 = 25;
const WIDEST: i32 = 75;
const MIDDLE: i32 = 52;
const STEP: i32 = 4;

#[derive(Properties, PartialEq)]
pub(super) struct SplitterProps {
    pub lang: Lang,
}

#[component]
pub(super) fn Splitter(props: &SplitterProps) -> Html {
    let m = strings::of(props.lang);
    let share = use_state_eq(|| keeping::share().unwrap_or(MIDDLE).clamp(NARROWEST, WIDEST));
    let dragging = use_state_eq(|| false);
    let handle = use_node_ref();
    // Set through the object model: the page's policy allows no style attributes.
    use_effect_with((*share, handle.clone()), |(share, handle)| {
        if let Some(parent) = handle.cast::<web_sys::HtmlElement>().and_then(|it| it.parent_element())
            && let Ok(parent) = parent.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = parent.style().set_property("--report-share", &format!("{share}fr"));
            let _ = parent.style().set_property("--result-share", &format!("{}fr", 100 - share));
        }
    });
    let clamp = |share: i32| share.clamp(NARROWEST, WIDEST);
    let onkeydown = {
        let share = share.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowLeft" => *share - STEP,
                "ArrowRight" => *share + STEP,
                "Home" => NARROWEST,
                "End" => WIDEST,
                _ => return,
            };
            event.prevent_default();
            share.set(clamp(to));
            keeping::keep_share(clamp(to));
        })
    };
    let onpointerdown = {
        let dragging = dragging.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(handle) = event.target_dyn_into::<web_sys::Element>() {
                // Without capture the pointer is lost when it leaves the thin line; dragging still works slowly.
                let _ = handle.set_pointer_capture(event.pointer_id());
            }
            dragging.set(true);
        })
    };
    let onpointermove = {
        let (share, dragging, handle) = (share.clone(), dragging.clone(), handle.clone());
        Callback::from(move |event: PointerEvent| {
            if !*dragging {
                return;
            }
            let parent = handle.cast::<web_sys::Element>().and_then(|it| it.parent_element());
            if let Some(frame) = parent.map(|it| it.get_bounding_client_rect()).filter(|it| it.width() > 0.0)
            {
                let part = (f64::from(event.client_x()) - frame.left()) / frame.width();
                share.set(clamp((part * 100.0) as i32));
            }
        })
    };
    let stop = {
        let (dragging, share) = (dragging.clone(), share.clone());
        Callback::from(move |_: PointerEvent| {
            dragging.set(false);
            keeping::keep_share(*share);
        })
    };
    html! {
        <div ref={handle} class="splitter" role="separator" tabindex="0" aria-orientation="vertical"
            aria-label={m.splitter_label} aria-valuenow={share.to_string()}
            aria-valuemin={NARROWEST.to_string()} aria-valuemax={WIDEST.to_string()}
            {onkeydown} {onpointerdown} {onpointermove} onpointerup={stop.clone()} onpointercancel={stop}></div>
    }
}
