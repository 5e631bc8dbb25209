//! A button that asks for a file.

use super::icon::{Icon, IconView};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct FileButtonProps {
    /// What the button says.
    pub words: &'static str,
    #[prop_or_default]
    pub title: Option<&'static str>,
    #[prop_or("button")]
    pub class: &'static str,
    /// The kinds of files that are offered.
    pub accept: &'static str,
    pub chosen: Callback<web_sys::File>,
}

#[component]
pub(super) fn FileButton(props: &FileButtonProps) -> Html {
    let chooser = use_node_ref();
    let onclick = {
        let chooser = chooser.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(chooser) = chooser.cast::<HtmlElement>() {
                chooser.click();
            }
        })
    };
    let onchange = {
        let chosen = props.chosen.clone();
        Callback::from(move |event: Event| {
            let chooser = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(file) = chooser.files().and_then(|files| files.get(0)) {
                chosen.emit(file);
            }
            // So that choosing the same file again is a change.
            chooser.set_value("");
        })
    };
    html! {
        <>
            <input ref={chooser} type="file" accept={props.accept} hidden=true {onchange} />
            <button type="button" class={props.class} title={props.title} {onclick}>
                <IconView icon={Icon::File} />
                { props.words }
            </button>
        </>
    }
}
