//! The profiles: a list of them, or the form of one. What stands in the form stays there when the dialog is closed.

use super::{dialog::use_dialog, profile_form::ProfileForm, profile_list::ProfileList};
use crate::{
    app::{
        profiles::{
            Own, Profiles,
            draft::{Draft, Fault},
        },
        state::Action,
        strings::{self, fill},
    },
    engine::options::Lang,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ProfileDialogProps {
    pub lang: Lang,
    pub open: bool,
    pub show: Callback<bool>,
    pub profiles: Rc<Profiles>,
    /// The id of the one that the report was held against.
    pub used: Option<Rc<str>>,
    /// How often everything has been forgotten.
    pub forgotten: u32,
    pub on: Callback<Action>,
}

/// A profile that is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub draft: Draft,
    /// It as it was kept when the form was opened; none for a new one.
    pub was: Option<Own>,
    /// The faults that it had when it was last to be kept. Mended ones are not shown any more.
    pub told: Vec<Fault>,
    /// Another tab has changed it meanwhile.
    pub conflict: bool,
}

impl Form {
    pub(super) fn of(own: &Own, is_new: bool) -> Self {
        let was = (!is_new).then(|| own.clone());
        Self { draft: Draft::of(own), was, told: Vec::new(), conflict: false }
    }
}

/// What happens to the form.
pub(super) enum Step {
    Open(Box<Form>),
    Edit(Box<dyn FnOnce(&mut Draft)>),
    Tell(Vec<Fault>),
    Conflict,
    Close,
}

#[derive(Default, PartialEq)]
struct Held(Option<Rc<Form>>);

impl Reducible for Held {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut form = match (step, self.0.as_deref()) {
            (Step::Open(form), _) => return Rc::new(Self(Some(Rc::from(form)))),
            (Step::Close, _) | (_, None) => return Rc::default(),
            (step, Some(form)) => (form.clone(), step),
        };
        match form.1 {
            Step::Edit(edit) => {
                edit(&mut form.0.draft);
                form.0.conflict = false;
            }
            Step::Tell(faults) => form.0.told = faults,
            Step::Conflict => form.0.conflict = true,
            Step::Open(_) | Step::Close => {}
        }
        Rc::new(Self(Some(Rc::new(form.0))))
    }
}

#[component]
pub(super) fn ProfileDialog(props: &ProfileDialogProps) -> Html {
    let m = strings::of(props.lang);
    let held = use_reducer(Held::default);
    let dialog = use_dialog(props.open);
    // What has just been done, how often, and whether it can be taken back.
    let told = use_state_eq(|| (0_u32, String::new(), false));
    // The element that is to have the focus once it is drawn.
    let focus = use_state_eq(|| (0_u32, String::new()));
    {
        let held = held.dispatcher();
        use_effect_with(props.forgotten, move |_| held.dispatch(Step::Close));
    }
    use_effect_with((*focus).clone(), |(_, id)| focus_on(id));
    let look_at = {
        let focus = focus.clone();
        Callback::from(move |id: String| focus.set((focus.0 + 1, id)))
    };
    let step = {
        let held = held.dispatcher();
        use_callback((), move |step: Step, ()| held.dispatch(step))
    };
    let tell = {
        let told = told.clone();
        Callback::from(move |(words, undo): (String, bool)| told.set((told.0 + 1, words, undo)))
    };
    let keep = {
        let (profiles, on, step, tell, look_at) =
            (props.profiles.clone(), props.on.clone(), step.clone(), tell.clone(), look_at.clone());
        Callback::from(move |own: Own| {
            let name = [("name", &*own.profile.name)];
            let is_new = profiles.own(&own.profile.id).is_none();
            tell.emit((fill(if is_new { m.profiles_kept_used } else { m.profiles_kept }, &name), false));
            look_at.emit(format!("profile-edit-{}", own.profile.id));
            on.emit(Action::KeepProfile(own));
            step.emit(Step::Close);
        })
    };
    let onclose = {
        let (show, told) = (props.show.clone(), told.clone());
        Callback::from(move |_: Event| {
            told.set((told.0, String::new(), false));
            show.emit(false);
        })
    };
    html! {
        <dialog ref={dialog} class="dialog dialog--wide dialog--profiles" aria-labelledby="profiles-heading" {onclose}>
            if props.open {
                if let Some(form) = held.0.clone() {
                    <ProfileForm lang={props.lang} {form} profiles={props.profiles.clone()} {step} {keep} {look_at}
                        close={props.show.reform(|()| false)} />
                } else {
                    <ProfileList lang={props.lang} profiles={props.profiles.clone()} used={props.used.clone()}
                        told={(*told).clone()} {tell} {step} {look_at} on={props.on.clone()}
                        close={props.show.reform(|()| false)} />
                }
            }
        </dialog>
    }
}

/// Moves the focus to an element, opening what it is folded into. A new name is there to be written over.
fn focus_on(id: &str) {
    let Some(element) = gloo::utils::document().get_element_by_id(id) else { return };
    // What is to be seen of a card is its head.
    let mut around = match &*element.tag_name() {
        "SUMMARY" => element.parent_element().and_then(|card| card.parent_element()),
        _ => Some(element.clone()),
    };
    while let Some(it) = around {
        if it.tag_name() == "DETAILS" {
            // Fails only for a name that is no attribute's.
            let _ = it.set_attribute("open", "");
        }
        around = it.parent_element();
    }
    super::focus(&element);
    super::reveal(&element);
    if let Some(field) = element.dyn_ref::<HtmlInputElement>().filter(|field| field.type_() == "text") {
        field.select();
    }
}
