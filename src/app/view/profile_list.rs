//! The profiles there are, and what can be done with each.

use super::{
    file_button::FileButton,
    hand_over,
    icon::{Icon, IconView},
    profile_dialog::{Form, Step},
    whole,
};
use crate::{
    app::{
        file,
        profiles::{Origin, Own, Profiles, draft::field},
        state::Action,
        strings::{self, Messages, counted, fill},
    },
    engine::{
        options::Lang,
        profile::{MOST_BYTES, Problem, ProblemKind, Profile, read, write},
        wording,
    },
};
use gloo::file::{Blob, callbacks::FileReader};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ProfileListProps {
    pub lang: Lang,
    pub profiles: Rc<Profiles>,
    pub used: Option<Rc<str>>,
    /// What has just been done, how often, and whether it can be taken back.
    pub told: (u32, String, bool),
    pub tell: Callback<(String, bool)>,
    pub step: Callback<Step>,
    pub look_at: Callback<String>,
    pub on: Callback<Action>,
    pub close: Callback<()>,
}

/// A file that could not be read in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Refused {
    /// It is no text.
    NotText(String),
    Faulty(String, Vec<Problem>),
}

/// So many faults are told at once.
const SHOWN: usize = 6;

#[component]
pub(super) fn ProfileList(props: &ProfileListProps) -> Html {
    let m = strings::of(props.lang);
    let ProfileListProps { profiles, step, tell, look_at, on, .. } = props;
    let refused = use_state_eq(|| None::<Refused>);
    let reading = use_mut_ref(|| None::<FileReader>);
    let edit = {
        let (step, look_at) = (step.clone(), look_at.clone());
        Callback::from(move |(own, is_new): (Own, bool)| {
            step.emit(Step::Open(Box::new(Form::of(&own, is_new))));
            look_at.emit(field::NAME.to_owned());
        })
    };
    let new = {
        let (edit, profiles) = (edit.clone(), profiles.clone());
        Callback::from(move |_: MouseEvent| {
            let name = profiles.free_name(m.profiles_new_name);
            let profile = Profile { id: profiles.free_id(&name), name, ..Profile::default() };
            edit.emit((Own { profile, from: "".into() }, true));
        })
    };
    let chosen = {
        let (refused, profiles, tell, on) = (refused.clone(), profiles.clone(), tell.clone(), on.clone());
        Callback::from(move |chosen: web_sys::File| {
            let file = chosen.name();
            tell.emit((String::new(), false));
            // One that is as large as a report, or larger, is not even looked at.
            if whole(chosen.size()) > file::LIMIT {
                refused.set(Some(Refused::Faulty(file.clone(), vec![too_large(&file)])));
            } else {
                let (refused, profiles, tell, on) =
                    (refused.clone(), profiles.clone(), tell.clone(), on.clone());
                let blob = Blob::from(web_sys::Blob::from(chosen));
                *reading.borrow_mut() = Some(gloo::file::callbacks::read_as_bytes(&blob, move |bytes| {
                    let text = match bytes.map(|bytes| file::decode(&bytes)) {
                        Ok(Ok(text)) => text,
                        Ok(Err(file::Refused::Empty)) => String::new(),
                        Ok(Err(file::Refused::NotText)) | Err(_) => {
                            return refused.set(Some(Refused::NotText(file)));
                        }
                    };
                    match read(&file, &text) {
                        Err(problems) => refused.set(Some(Refused::Faulty(file, problems))),
                        Ok(read) => {
                            refused.set(None);
                            let (_, names) = profiles.import(read.clone());
                            on.emit(Action::ImportProfiles(read));
                            tell.emit((
                                if names.is_empty() {
                                    fill(m.profiles_imported_none, &[("file", &file)])
                                } else {
                                    fill(m.profiles_imported, &[("names", &names.join(", "))])
                                },
                                false,
                            ));
                        }
                    }
                }));
            }
        })
    };
    let undo = {
        let (on, tell, look_at) = (on.clone(), tell.clone(), look_at.clone());
        Callback::from(move |_: MouseEvent| {
            on.emit(Action::UndoProfile);
            tell.emit((m.profiles_undone.to_owned(), false));
            look_at.emit("profiles-heading".to_owned());
        })
    };
    let groups =
        [(Origin::Own, m.profile_own), (Origin::Host, m.profile_host), (Origin::Shipped, m.profile_shipped)];
    html! {
        <div class="profiles">
            <h2 class="dialog__heading" id="profiles-heading" tabindex="-1">{ m.profiles_heading }</h2>
            <p class="pane-hint">{ m.profiles_hint }</p>
            <div class="profiles__tools">
                <button type="button" class="button button--primary" onclick={new}>
                    <IconView icon={Icon::Plus} />
                    { m.profiles_new }
                </button>
                <FileButton words={m.profiles_import} accept=".toml,.txt,text/*" {chosen} />
            </div>
            if let Some(refused) = (*refused).clone() {
                { refusal(m, props.lang, &refused) }
            }
            <div class="profiles__groups">
                for (origin, heading) in groups {
                    if profiles.all().any(|(_, of)| of == origin) {
                        <section class="profiles__group" key={heading} aria-label={heading}>
                            <h3 class="profiles__heading">{ heading }</h3>
                            <ul class="profiles__list">
                                for (profile, _) in profiles.all().filter(|&(_, of)| of == origin) {
                                    { item(m, props, profile, origin, &edit) }
                                }
                            </ul>
                        </section>
                    }
                }
            </div>
            <div class="profiles__end">
                <div class="profiles__told">
                    <p role="status" key={props.told.0}>{ props.told.1.clone() }</p>
                    if props.told.2 {
                        <button type="button" class="button button--quiet" id="profiles-undo" onclick={undo}>
                            <IconView icon={Icon::Undo} />
                            { m.undo }
                        </button>
                    }
                </div>
                <button type="button" class="button" onclick={props.close.reform(|_: MouseEvent| ())}>{ m.close }</button>
            </div>
        </div>
    }
}

fn item(
    m: &'static Messages,
    props: &ProfileListProps,
    profile: &Profile,
    origin: Origin,
    edit: &Callback<(Own, bool)>,
) -> Html {
    let ProfileListProps { lang, profiles, used, tell, look_at, on, .. } = props;
    let id: Rc<str> = profile.id.as_str().into();
    let shown = profile.name_in(*lang).to_owned();
    let named = |words: &str| fill(words, &[("name", &shown)]);
    let own = profiles.own(&id).filter(|_| origin == Origin::Own);
    let from = own.and_then(|own| profiles.get(&own.from)).map(|(from, _)| from.name_in(*lang).to_owned());
    let copy = {
        let (edit, profiles, profile) = (edit.clone(), profiles.clone(), profile.clone());
        let name = match origin {
            Origin::Own => shown.clone(),
            Origin::Host | Origin::Shipped => named(m.profiles_copy_name),
        };
        Callback::from(move |_: MouseEvent| edit.emit((profiles.copy(&profile, &name), true)))
    };
    let save = {
        let (profile, tell) = (profile.clone(), tell.clone());
        Callback::from(move |_: MouseEvent| {
            let file = format!("{}.toml", profile.id);
            hand_over::save(&file, "application/toml", &write(&profile));
            tell.emit((fill(m.protocol_saved, &[("name", &file)]), false));
        })
    };
    // What is done to it and told, with a way back: there the focus goes.
    let act = |action: fn(Rc<str>) -> Action, words: &'static str| {
        let (on, tell, look_at, id, words) =
            (on.clone(), tell.clone(), look_at.clone(), id.clone(), named(words));
        Callback::from(move |_: MouseEvent| {
            on.emit(action(id.clone()));
            tell.emit((words.clone(), true));
            look_at.emit("profiles-undo".to_owned());
        })
    };
    let choose = {
        let (on, tell, id, words) = (on.clone(), tell.clone(), id.clone(), named(m.profiles_used));
        Callback::from(move |_: MouseEvent| {
            on.emit(Action::ChooseProfile(id.clone()));
            tell.emit((words.clone(), false));
        })
    };
    let in_use = used.as_deref() == Some(&*id) || profiles.choice == id;
    let holds = fill(
        m.profiles_holds,
        &[
            (
                "sections",
                &counted(profile.sections.len(), m.profiles_sections_one, m.profiles_sections_other),
            ),
            ("tables", &counted(profile.tables.len(), m.profiles_tables_one, m.profiles_tables_other)),
        ],
    );
    let button = |id: &str, words: &'static str, label: String, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="button" id={format!("profile-{id}-{}", profile.id)} aria-label={label} {onclick}>
                { words }
            </button>
        }
    };
    html! {
        <li class="profiles__item" key={profile.id.clone()}>
            <div class="profiles__what">
                <p class="profiles__name">
                    { shown.clone() }
                    if in_use {
                        <span class="standing standing--present"><IconView icon={Icon::Check} />{ m.profiles_in_use }</span>
                    }
                </p>
                <p class="profiles__more">{ if profile.description.is_empty() { holds.clone() } else { format!("{} ({holds})", profile.description) } }</p>
            </div>
            <div class="profiles__do">
                if profiles.choice != id {
                    { button("use", m.profiles_use, named(m.profiles_use_label), choose) }
                }
                if let Some(own) = own.cloned() {
                    { button("edit", m.profiles_edit, named(m.profiles_edit_label), edit.reform(move |_: MouseEvent| (own.clone(), false))) }
                }
                { button("copy", m.profiles_copy, named(m.profiles_copy_label), copy) }
                { button("save", m.profiles_save_file, named(m.profiles_save_file_label), save) }
                if let Some(from) = from {
                    { button("reset", m.profiles_reset, fill(m.profiles_reset_label, &[("name", &shown), ("from", &from)]), act(Action::ResetProfile, m.profiles_was_reset)) }
                }
                if own.is_some() {
                    { button("remove", m.profiles_remove, named(m.profiles_remove_label), act(Action::RemoveProfile, m.profiles_removed)) }
                }
            </div>
        </li>
    }
}

fn refusal(m: &'static Messages, lang: Lang, refused: &Refused) -> Html {
    let (head, problems) = match refused {
        Refused::NotText(file) => (fill(m.profiles_not_text, &[("file", file)]), &[][..]),
        Refused::Faulty(file, problems) => {
            (fill(m.profiles_not_imported, &[("file", file)]), problems.as_slice())
        }
    };
    let more = problems.len().saturating_sub(SHOWN);
    html! {
        <div class="profiles__refused" role="alert">
            <p class="profiles__refused-head"><IconView icon={Icon::Warning} />{ head }</p>
            if !problems.is_empty() {
                <ul class="profiles__problems">
                    for (number, problem) in problems.iter().take(SHOWN).enumerate() {
                        <li key={number}>{ wording::problem(lang, problem) }</li>
                    }
                    if more > 0 {
                        <li>{ counted(more, m.profiles_more_one, m.profiles_more_other) }</li>
                    }
                </ul>
                <p>{ m.profiles_not_imported_help }</p>
            }
        </div>
    }
}

fn too_large(file: &str) -> Problem {
    let kind = ProblemKind::TooLarge { limit: MOST_BYTES / 1024 };
    Problem { file: file.to_owned(), line: 1, key: String::new(), kind }
}
