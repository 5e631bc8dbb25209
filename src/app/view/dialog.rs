//! Dialogs: what they have in common.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// The reference of a dialog that is opened and closed from outside, and keeps all else on the page out of reach meanwhile.
#[hook]
pub(super) fn use_dialog(open: bool) -> NodeRef {
    let dialog = use_node_ref();
    use_effect_with((open, dialog.clone()), |(open, dialog)| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            if *open && !dialog.open() {
                // Fails only for a dialog that is not in the page.
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    dialog
}
