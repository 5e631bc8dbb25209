//! The list of keyboard shortcuts, in a dialog.

use super::dialog::use_dialog;
use crate::{app::strings, engine::options::Lang};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ShortcutsProps {
    pub lang: Lang,
    pub open: bool,
    pub show: Callback<bool>,
    /// Whether `?` alone opens the list: who speaks to the computer may want it off.
    pub single_keys: bool,
    pub set_single_keys: Callback<bool>,
}

#[component]
pub(super) fn Shortcuts(props: &ShortcutsProps) -> Html {
    let m = strings::of(props.lang);
    let dialog = use_dialog(props.open);
    let keys: [(&[&str], &str); 8] = [
        (&["F8"], m.shortcuts_next),
        (&["Shift", "F8"], m.shortcuts_previous),
        (&["F2"], m.shortcuts_switch),
        (&["Ctrl", "F"], m.shortcuts_find),
        (&["↑", "↓"], m.shortcuts_arrows),
        (&["↑", "↓", "←", "→"], m.shortcuts_cells),
        (&["?"], m.shortcuts_help),
        (&["Esc"], m.shortcuts_escape),
    ];
    let set = props.set_single_keys.reform(|event: Event| {
        event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()).is_some_and(|it| it.checked())
    });
    html! {
        <dialog ref={dialog} class="dialog" aria-labelledby="shortcuts-heading" onclose={props.show.reform(|_: Event| false)}>
            <h2 class="dialog__heading" id="shortcuts-heading">{ m.shortcuts_heading }</h2>
            <dl class="keys">
                for (combination, does) in keys {
                    <div class="keys__row" key={does}>
                        <dt class="keys__keys">
                            for key in combination.iter().copied() {
                                <kbd class="keys__key" {key}>{ key }</kbd>
                            }
                        </dt>
                        <dd class="keys__does">{ does }</dd>
                    </div>
                }
            </dl>
            <label class="dialog__choice">
                <input type="checkbox" checked={props.single_keys} onchange={set} />
                { m.shortcuts_single }
            </label>
            <div class="dialog__tools">
                <button type="button" class="button button--primary" onclick={props.show.reform(|_: MouseEvent| false)}>{ m.close }</button>
            </div>
        </dialog>
    }
}
