//! The page, in Yew.
//!
//! ```text
//! state     what the page knows and the one function that changes it   ┐
//! text      places in a text that is being edited; UTF-16              │ no web types:
//! window    the part of a long text that the text field holds          │ tested natively
//! marks     which parts of the text are marked, and how                │
//! working   the terms of an identity with their names                  │
//! correct   a figure written in the manner of another                  │
//! config    what the host decides for everyone                         │
//! aside     what is set aside, and how a finding is known again        │
//! rules     what the checks are called                                 │
//! reading   correcting how a table's sums were read                    │
//! bars      deviations as bars                                         │
//! standing  the outline against the profile
//! profiles  the profiles there are, which is used, and the form of one
//! filter    which findings are listed                                  │
//! protocol  what was checked, to be printed, mailed or filed           │
//! sha256    the fingerprint of a text                                  │
//! file      the bytes of a dropped file as text                        │
//! answer    what a check gives, on its way from the checker            │
//! strings   every word on the page, one file a language                ┘
//! checking  the seam to the checker: when to check and where, and that the latest wins
//! worker    checking off the page's thread: the page's end
//! keeping   what stays in the browser between visits
//! view      the components, one file each
//! ```
//!
//! Whatever can be computed is in [`crate::engine`] or in the upper half. A finding's sentence comes from
//! the engine; every other word on the page from [`strings`].

pub mod answer;
pub mod aside;
pub mod bars;
pub mod config;
pub mod correct;
pub mod file;
pub mod filter;
pub mod find;
pub mod marks;
pub mod profiles;
pub mod protocol;
pub mod reading;
pub mod rules;
pub mod sha256;
pub mod standing;
pub mod state;
pub mod strings;
pub mod text;
pub mod window;
pub mod working;

#[cfg(feature = "web")]
mod checking;
#[cfg(feature = "web")]
mod keeping;
#[cfg(feature = "web")]
mod view;
#[cfg(feature = "web")]
mod worker;

#[cfg(feature = "web")]
pub use view::app::App;

/// Puts the page into the document's body.
#[cfg(feature = "web")]
pub fn start() {
    yew::Renderer::<App>::new().render();
}
