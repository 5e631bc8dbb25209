//! The page, in Yew. It holds markup and wiring; whatever can be computed is in [`crate::engine`].

use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    html! { <main><h1>{ "Rapportkoll" }</h1></main> }
}

/// Puts the page into the document's body.
pub fn mount() {
    yew::Renderer::<App>::new().render();
}
