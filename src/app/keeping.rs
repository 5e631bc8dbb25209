//! What stays in the browser between visits: the draft, what is set aside, one's own profiles, the language.
//!
//! Storage may be missing (a file opened from disk, a private window) or full; then the page works without, and
//! says so where a draft would be lost.

use super::{
    aside::Aside,
    config::Config,
    profiles::{self, HostFile, Profiles},
    state::{Action, Notice, State},
};
use crate::engine::{
    options::{AUTO, Lang},
    profile::Problem,
    relation::given::{Given, GivenSum},
};
use gloo::{events::EventListener, timers::callback::Timeout};
use serde::Deserialize;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};
use yew::prelude::*;

const DRAFT: &str = "rapportkoll.draft";
const NAME: &str = "rapportkoll.name";
const ASIDE: &str = "rapportkoll.aside";
/// What the user says of the tables, in JSON: hashes, no text.
const GIVEN: &str = "rapportkoll.given";
/// One's own profiles; see [`profiles::to_kept`].
const PROFILES: &str = "rapportkoll.profiles";
/// The profile that is used, where it is not the host's choice.
const PROFILE: &str = "rapportkoll.profile";
const LANG: &str = "rapportkoll.lang";
/// The share of the width that the report has, in per cent.
const SHARE: &str = "rapportkoll.share";
/// Holds "off" when the user does not want the draft kept.
const KEEP: &str = "rapportkoll.keep";

/// The draft is written once typing has rested this long.
const REST_MS: u32 = 400;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The state to begin with: as it was left.
pub(super) fn load() -> State {
    let (profiles, host, bad) =
        of_host(left("rapportkollProfiles").as_deref(), left("rapportkollSettings").as_deref());
    let mut state = State { lang: host.language, keep_draft: false, notice: bad, ..State::default() };
    let may_keep = host.keep_draft;
    state.host = Rc::new(host);
    let Some(storage) = storage() else {
        state.profiles = Rc::new(profiles);
        return state;
    };
    let read = |key: &str| storage.get_item(key).ok().flatten();
    match read(LANG).as_deref() {
        Some("en") => state.lang = Lang::En,
        Some("sv") => state.lang = Lang::Sv,
        _ => {}
    }
    state.keep_draft = may_keep && read(KEEP).is_none();
    state.aside = aside_of(&read(ASIDE).unwrap_or_default());
    state.given = given_of(&read(GIVEN).unwrap_or_default());
    let own = profiles::from_kept(&read(PROFILES).unwrap_or_default());
    if !own.unread.is_empty() {
        state.notice.get_or_insert(Notice::ProfilesUnread);
    }
    state.profiles = Rc::new(profiles.load(own, read(PROFILE).as_deref()));
    if let Some(draft) = read(DRAFT).filter(|draft| !draft.trim().is_empty() && state.keep_draft) {
        state.text = draft.into();
        state.name = read(NAME).unwrap_or_default().into();
        state.revision = 1;
        state.notice.get_or_insert(Notice::DraftRestored);
    }
    state
}

/// What the files of the host say, and what is wrong with them. `profiles`: [`HostFile`]s in JSON.
fn of_host(profiles: Option<&str>, settings: Option<&str>) -> (Profiles, Config, Option<Notice>) {
    let files: Vec<HostFile> =
        profiles.and_then(|files| serde_json::from_str(files).ok()).unwrap_or_default();
    let settings = settings.filter(|text| !text.trim().is_empty());
    let named = settings.is_some_and(|text| Config::read(text, |_| true).0.profiles.is_some());
    let (host, faults) = profiles::of_host(&files, named);
    let mut bad: Vec<(Problem, usize)> = Vec::new();
    for problem in faults {
        match bad.last_mut().filter(|(first, _)| first.file == problem.file) {
            Some((_, more)) => *more += 1,
            None => bad.push((problem, 0)),
        }
    }
    let bad = (!bad.is_empty()).then_some(Notice::ProfilesBad { files: bad, some: !host.is_empty() });
    let profiles = Profiles::new(host.into(), AUTO.into());
    let (host, reason) = match settings {
        None => (Config::default(), None),
        Some(text) => Config::read(text, |id| profiles.get(id).is_some()),
    };
    let choice = host.profile_or_auto();
    let bad = match (bad, reason.map(|reason| Notice::ConfigBad { reason })) {
        (Some(profiles), Some(config)) => Some(Notice::Both(Box::new((profiles, config)))),
        (profiles, config) => profiles.or(config),
    };
    (profiles.choose(choice), host, bad)
}

/// A file of the host's, left by the start script; none where there is none.
fn left(name: &str) -> Option<String> {
    js_sys::Reflect::get(&js_sys::global(), &name.into()).ok()?.as_string()
}

fn aside_of(kept: &str) -> Rc<[Aside]> {
    kept.lines().filter_map(Aside::from_line).collect()
}

/// One that cannot be read costs no other. Once there were only sums, and they were kept as such.
fn given_of(kept: &str) -> Rc<[Given]> {
    let items: Vec<Value> = serde_json::from_str(kept).unwrap_or_default();
    let given = items.into_iter().filter_map(|item| {
        let sum = GivenSum::deserialize(&item).map(Given::Sum);
        sum.or_else(|_| Given::deserialize(&item)).ok()
    });
    given.collect()
}

/// The share of the width that the report was last given.
pub(super) fn share() -> Option<i32> {
    storage()?.get_item(SHARE).ok()??.parse().ok()
}

/// Keeps it.
pub(super) fn keep_share(share: i32) {
    put(SHARE, &share.to_string());
}

/// Keeps what is to be kept.
#[hook]
pub(super) fn use_keeping(state: &State, on: Callback<Action>) {
    use_other_tabs(&state.text, on.clone());
    let may_keep = state.host.keep_draft;
    let draft = (state.text.clone(), state.name.clone(), state.keep_draft, state.elsewhere);
    let tell = on.clone();
    use_effect_with(draft, move |(text, name, keep, elsewhere)| {
        let on = tell.clone();
        let (text, name, keep) = (text.clone(), name.clone(), *keep);
        let waiting = (!elsewhere).then(|| {
            Timeout::new(REST_MS, move || {
                // What the host says is not what the user wants.
                if may_keep {
                    put(KEEP, if keep { "" } else { "off" });
                }
                if !keep_draft(&text, &name, keep) {
                    on.emit(Action::Tell(Notice::DraftFull));
                }
            })
        });
        move || drop(waiting)
    });
    use_effect_with(state.aside.clone(), |aside: &Rc<[Aside]>| {
        let lines: Vec<String> = aside.iter().map(Aside::to_line).collect();
        put(ASIDE, &lines.join("\n"));
    });
    use_effect_with(state.given.clone(), |given: &Rc<[Given]>| {
        let written = if given.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&**given).unwrap_or_default()
        };
        put(GIVEN, &written);
    });
    {
        let on = on.clone();
        let kept = (state.profiles.own.clone(), state.profiles.unread.clone());
        use_effect_with(kept, move |(own, unread)| {
            if !put(PROFILES, &profiles::to_kept(own, unread)) {
                on.emit(Action::Tell(Notice::ProfilesFull));
            }
        });
    }
    let usual = state.host.profile_or_auto();
    use_effect_with((state.profiles.choice.clone(), usual), |(choice, usual)| {
        put(PROFILE, if choice == usual { "" } else { choice });
    });
    use_effect_with((state.lang, state.host.language), |&(lang, usual)| {
        put(
            LANG,
            if lang == usual {
                ""
            } else if lang == Lang::En {
                "en"
            } else {
                "sv"
            },
        );
    });
    // Last: the others may have written.
    use_effect_with(state.notice == Some(Notice::Forgotten), |&forgotten| {
        if forgotten {
            for key in [DRAFT, NAME, ASIDE, GIVEN, PROFILES, PROFILE, LANG, SHARE] {
                put(key, "");
            }
        }
    });
}

/// Says what other tabs keep: a draft is somebody's work and is not overwritten, lists are shared.
#[hook]
fn use_other_tabs(text: &Rc<str>, on: Callback<Action>) {
    let text = text.clone();
    let now = use_mut_ref(|| text.clone());
    *now.borrow_mut() = text;
    use_effect_with((), move |()| {
        let listener = EventListener::new(&gloo::utils::window(), "storage", move |event| {
            let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
            let kept = event.new_value().unwrap_or_default();
            match event.key().as_deref() {
                Some(DRAFT) if *kept != **now.borrow() => on.emit(Action::KeptElsewhere(true)),
                Some(ASIDE) => on.emit(Action::AdoptAside(aside_of(&kept))),
                Some(GIVEN) => on.emit(Action::AdoptGiven(given_of(&kept))),
                Some(PROFILES) => on.emit(Action::AdoptProfiles(profiles::from_kept(&kept))),
                _ => {}
            }
        });
        move || drop(listener)
    });
}

/// False when the draft should have been kept and does not fit.
fn keep_draft(text: &str, name: &str, keep: bool) -> bool {
    if !keep {
        return put(DRAFT, "") && put(NAME, "");
    }
    // Where it does not fit, what is kept of an earlier text must not come back as if it were this one.
    let kept = put(DRAFT, text) && put(NAME, name);
    if !kept {
        put(DRAFT, "");
    }
    kept
}

/// Writes a value, or removes it when it is empty. True when that is done, or there is no storage at all.
fn put(key: &str, value: &str) -> bool {
    let Some(storage) = storage() else { return true };
    if value.is_empty() { storage.remove_item(key).is_ok() } else { storage.set_item(key, value).is_ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::relation::given::Part;

    #[test]
    fn what_was_given_is_read_one_by_one_and_in_its_old_shape() {
        let old = r#"{"table":18446744073709551615,"across":false,"line":null,"total":2,"terms":[{"position":3,"minus":true}],"denied":false}"#;
        let sum: GivenSum = serde_json::from_str(old).unwrap();
        let part = Given::Part { table: 1, part: Part::Column { column: 2, role: None } };
        let part_kept = serde_json::to_string(&part).unwrap();
        let kept = given_of(&format!(r#"[{old},{{"sum":{old}}},{{"sum":1}},3,{part_kept}]"#));
        assert_eq!(*kept, [Given::Sum(sum.clone()), Given::Sum(sum), part]);
        assert_eq!(given_of(&serde_json::to_string(&*kept).unwrap()), kept);
        assert_eq!(given_of("").len() + given_of("skräp").len(), 0);
    }

    fn file(text: &str) -> String {
        serde_json::to_string(&[("profiles.toml", text)]).unwrap()
    }

    #[test]
    fn of_several_files_each_says_what_is_wrong_with_it_and_the_others_work() {
        let settings =
            r#"{"profiles": ["bra.toml", "saknas.toml", "skrap.toml", "dubbel.toml"], "profile": "b"}"#;
        let bad_key = "id = \"x\"\nname = \"X\"\n[[section]]\nnamn = \"A\"\n";
        let double = "[[profile]]\nid = \"b\"\nname = \"B\"\n\n[[profile]]\nid = \"a\"\nname = \"A igen\"\n";
        let files = serde_json::json!([
            ["bra.toml", "id = \"a\"\nname = \"A\"\n"],
            ["saknas.toml", null],
            ["skrap.toml", bad_key],
            ["dubbel.toml", double],
        ]);
        let (profiles, _, bad) = of_host(Some(&files.to_string()), Some(settings));
        let ids: Vec<&str> = profiles.host.iter().map(|profile| profile.id.as_str()).collect();
        assert_eq!((ids, &*profiles.choice), (vec!["a", "b"], "b"));
        let Some(Notice::ProfilesBad { files: told, some: true }) = bad else { panic!("{bad:?}") };
        let told: Vec<(&str, u32, usize)> =
            told.iter().map(|(problem, more)| (problem.file.as_str(), problem.line, *more)).collect();
        assert_eq!(told, [("saknas.toml", 1, 0), ("skrap.toml", 3, 1), ("dubbel.toml", 6, 0)]);
        // A file that nobody has named need not be there.
        let absent = r#"[["profiles.toml", null]]"#;
        assert_eq!(of_host(Some(absent), Some("{}")).2, None);
        assert_eq!(of_host(Some(absent), None).2, None);
        assert!(of_host(Some(absent), Some(r#"{"profiles": ["profiles.toml"]}"#)).2.is_some());
    }

    #[test]
    fn faulty_profiles_of_the_host_do_not_undo_what_else_it_says() {
        let settings = r#"{"profile": "vart", "keepDraft": false}"#;
        let (profiles, host, bad) = of_host(Some(&file("skräp [")), Some(settings));
        assert_eq!((host.keep_draft, &*profiles.choice), (false, AUTO));
        let Some(Notice::Both(both)) = bad else { panic!("{bad:?}") };
        assert!(matches!(*both, (Notice::ProfilesBad { .. }, Notice::ConfigBad { .. })));
        // With no profiles at all only the settings are told of.
        let (_, host, bad) = of_host(None, Some(settings));
        assert!(!host.keep_draft && matches!(bad, Some(Notice::ConfigBad { .. })));
        let (profiles, host, bad) = of_host(Some(&file("id = \"vart\"\nname = \"V\"\n")), Some(settings));
        assert_eq!((host.keep_draft, &*profiles.choice, bad), (false, "vart", None));
        assert!(of_host(None, None).1.keep_draft);
    }
}
