//! The drawn signs. Each goes with a word; none stands for itself.

use yew::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    /// A figure agrees.
    Check,
    /// A figure agrees within rounding.
    About,
    /// A figure is contradicted.
    Cross,
    /// A figure is not checked.
    Dots,
    Error,
    Warning,
    Note,
    Lock,
    Keyboard,
    File,
    Undo,
    Close,
    Place,
    /// The protocol.
    Sheet,
    /// A heading with nothing under it.
    Empty,
    Plus,
    Up,
    Down,
}

#[derive(Properties, PartialEq)]
pub(super) struct IconViewProps {
    pub icon: Icon,
}

/// A sign in the colour and size of the text around it; hidden from assistive technology.
#[component]
pub(super) fn IconView(props: &IconViewProps) -> Html {
    let drawn = match props.icon {
        Icon::Check => html! { <path d="M3 8.5 6.5 12 13 4.5" /> },
        Icon::About => {
            html! { <path d="M2.5 6.5c2-2.5 3.6-2.5 5.5-.8s3.5 1.7 5.5-.8M2.5 11.500c2-2.5 3.6-2.5 5.5-.8s3.5 1.7 5.5-.8" /> }
        }
        Icon::Cross | Icon::Close => html! { <path d="M4 4l8 8M12 4l-8 8" /> },
        Icon::Dots => html! { <path d="M3 8h.01M8 8h.01M13 8h.01" stroke-width="2.5" /> },
        Icon::Error => {
            html! { <><path d="M5.3 1.500h5.400l3.8 3.800v5.400l-3.8 3.800H5.300l-3.8-3.800V5.300z" /><path d="M5.7 5.700l4.6 4.600M10.3 5.700l-4.6 4.6" /></> }
        }
        Icon::Warning => html! { <><path d="M8 1.8 15 14H1z" /><path d="M8 6.300v3.600M8 12h.01" /></> },
        Icon::Note => html! { <><circle cx="8" cy="8" r="6.5" /><path d="M8 7.300v4M8 4.800h.01" /></> },
        Icon::Lock => {
            html! { <><rect x="3" y="7" width="10" height="7" rx="1.5" /><path d="M5 7V5a3 3 0 0 1 6 0v2" /></> }
        }
        Icon::Keyboard => {
            html! { <><rect x="1.5" y="3.5" width="13" height="9" rx="1.5" /><path d="M4.5 6.500h.01M8 6.500h.01M11.5 6.500h.01M5 9.800h6" /></> }
        }
        Icon::File => {
            html! { <path d="M9 1.500H4A1.5 1.5 0 0 0 2.5 3v10A1.5 1.5 0 0 0 4 14.500h8a1.5 1.5 0 0 0 1.5-1.500V6zV6h4.5" /> }
        }
        Icon::Undo => html! { <path d="M5.5 2.5 2.5 5.500l3 3M2.5 5.500h7a4 4 0 0 1 0 8H6" /> },
        Icon::Sheet => html! { <path d="M3.5 1.500h9v13h-9zM6 5h4M6 8h4M6 11h2" /> },
        Icon::Empty => {
            html! { <path d="M3 3.500h10M3 8h2M8 8h.01M11 8h2M3 12.500h2M8 12.500h.01M11 12.500h2" /> }
        }
        Icon::Plus => html! { <path d="M8 3v10M3 8h10" /> },
        Icon::Up => html! { <path d="M8 13V3.500M4 7.500l4-4 4 4" /> },
        Icon::Down => html! { <path d="M8 3v9.500M4 8.500l4 4 4-4" /> },
        Icon::Place => html! { <path d="M2 8h10.500M8.5 4l4 4-4 4" /> },
    };
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor"
            stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
            { drawn }
        </svg>
    }
}
