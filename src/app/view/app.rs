//! The page as a whole: owns the state and places the parts.

use super::{
    editor::Editor,
    footer::Footer,
    guide::Guide,
    header::Header,
    kept_focus::use_kept_focus,
    notice::NoticeBar,
    panes::{Panes, use_panes},
    profile_dialog::ProfileDialog,
    progress::Progress,
    protocol::Protocol,
    shortcuts::Shortcuts,
    splitter::Splitter,
    summary::Summary,
    whole,
};
use crate::{
    app::{
        checking::use_checking,
        file, keeping, marks,
        state::{Action, Notice, State, next},
        strings::{self, Messages, counted, fill},
    },
    engine::options::Lang,
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    file::{Blob, callbacks::FileReader},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

#[derive(PartialEq)]
struct Page(State);

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        match next(&self.0, action) {
            Some(state) => Rc::new(Self(state)),
            None => self,
        }
    }
}

/// The sample report: made up, with errors on purpose.
const SAMPLE: &str = include_str!("../sample.sv.txt");

/// The whole page.
#[component]
pub fn App() -> Html {
    let page = use_reducer(|| Page(keeping::load()));
    let state = &page.0;
    let on = {
        let dispatcher = page.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    use_checking(state, on.clone());
    use_kept_focus();
    keeping::use_keeping(state, on.clone());
    let shortcuts = use_state_eq(|| false);
    let single_keys = use_state_eq(|| true);
    let protocol = use_state_eq(|| false);
    let show_protocol = {
        let protocol = protocol.clone();
        use_callback((), move |open: bool, ()| protocol.set(open))
    };

    let profiles = use_state_eq(|| false);
    let show_profiles = {
        let profiles = profiles.clone();
        use_callback((), move |open: bool, ()| profiles.set(open))
    };
    let by_host = state.profiles.choice == state.host.profile_or_auto();

    let messages = strings::of(state.lang);
    use_effect_with(state.lang, |&lang| {
        if let Some(root) = gloo::utils::document().document_element() {
            let _ = root.set_attribute("lang", if lang == Lang::Sv { "sv" } else { "en" });
        }
    });

    // F8 goes through the findings from wherever the focus is, as in code editors.
    {
        let (on, shortcuts) = (on.clone(), shortcuts.clone());
        use_effect_with(*single_keys, move |&single_keys| {
            let document = gloo::utils::document();
            let options = EventListenerOptions::enable_prevent_default();
            let listener = EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if event.is_composing() {
                    return;
                }
                let in_field = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                    .is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT"));
                match event.key().as_str() {
                    "F8" => {
                        event.prevent_default();
                        on.emit(Action::Step { forward: !event.shift_key() });
                    }
                    "?" if single_keys && !in_field => shortcuts.set(true),
                    _ => {}
                }
            });
            move || drop(listener)
        });
    }

    // Told by the start script.
    {
        let on = on.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&gloo::utils::window(), "rapportkoll-update", move |_| {
                on.emit(Action::Tell(Notice::UpdateReady));
            });
            move || drop(listener)
        });
    }

    let reading = use_mut_ref(|| None::<FileReader>);
    let open = {
        let on = on.clone();
        use_callback((), move |chosen: web_sys::File, ()| *reading.borrow_mut() = read(chosen, &on))
    };

    let checked = state.checked.clone();
    let panes = use_panes(state);
    let edit = state.edit;
    let hidden = use_memo((checked.clone(), state.aside.clone()), |_| state.set_aside());
    let at_rest = use_memo((checked.clone(), hidden.clone()), |(checked, hidden)| {
        checked.as_deref().map(|checked| marks::of(&checked.report, hidden)).unwrap_or_default()
    });
    let marks = use_memo((at_rest, edit), |(at_rest, edit)| marks::carried(at_rest, *edit));

    let empty = is_blank(&state.text);
    let sample = {
        let on = on.clone();
        Callback::from(move |()| {
            on.emit(Action::Load { text: SAMPLE.into(), name: "".into(), notice: Notice::SampleLoaded });
        })
    };
    let show_shortcuts = {
        let shortcuts = shortcuts.clone();
        Callback::from(move |open: bool| shortcuts.set(open))
    };

    html! {
        <div class={classes!("page", protocol.then_some("page--protocol"))}>
            <a class="skip-link" href="#text">{ messages.skip_to_text }</a>
            <a class="skip-link" href="#result">{ messages.skip_to_findings }</a>
            <Header lang={state.lang} host={state.host.clone()} on={on.clone()} shortcuts={show_shortcuts.reform(|()| true)} />
            <main class="workspace">
                <h1 class="visually-hidden">{ messages.title }</h1>
                <Summary lang={state.lang} checked={checked.clone()} pending={state.is_pending() && !empty}
                    counts={panes.counts} aside={hidden.len()} profiles={state.profiles.clone()} {by_host}
                    manage={show_profiles.reform(|()| true)} protocol={show_protocol.reform(|()| true)} on={on.clone()} />
                <div class="workspace__notice">
                    if let Some(notice) = state.notice.clone() {
                        <NoticeBar lang={state.lang} {notice} can_undo={!state.undo.is_empty()} on={on.clone()} />
                    }
                </div>
                <div class="workspace__panes">
                    <Editor lang={state.lang} text={state.text.clone()} revision={state.revision} {marks}
                        checked={checked.clone()} {edit}
                        selected={state.selected} jump={state.jump} can_undo={!state.undo.is_empty()}
                        on={on.clone()} {open} />
                    <Splitter lang={state.lang} />
                    <div class="result" id="result" tabindex="-1">
                        if empty {
                            <Guide lang={state.lang} {sample} />
                        } else if let Some(checked) = checked.filter(|checked| !is_blank(&checked.text)) {
                            <Panes lang={state.lang} {checked} state={panes.clone()} {edit} on={on.clone()} />
                        } else {
                            <p class="result__waiting"><Progress lang={state.lang} pending={state.is_pending()} otherwise="" /></p>
                        }
                    </div>
                </div>
            </main>
            <Footer lang={state.lang} keep={state.keep_draft} may_keep={state.host.keep_draft} on={on.clone()} />
            <ProfileDialog lang={state.lang} open={*profiles} forgotten={state.forgotten} show={show_profiles} profiles={state.profiles.clone()}
                used={state.report().map(|report| Rc::from(report.profile.as_str()))} {on} />
            if let Some(checked) = state.checked.clone().filter(|_| *protocol) {
                <Protocol {checked} aside={state.aside.clone()} profiles={state.profiles.clone()} {by_host} close={show_protocol.reform(|()| false)} />
            }
            <Shortcuts lang={state.lang} open={*shortcuts} show={show_shortcuts}
                single_keys={*single_keys} set_single_keys={Callback::from(move |on| single_keys.set(on))} />
            <div class="visually-hidden" role="status" aria-live="polite">{ announcement(&page.0, panes.counts, messages) }</div>
        </div>
    }
}

/// Of nothing there is nothing to be told, least of all while something is checked.
fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// What a screen reader is told once a check has finished. Stays the same while one is on its way, so that
/// nothing is said twice.
fn announcement(state: &State, [errors, warnings, notes]: [usize; 3], m: &Messages) -> String {
    let Some(checked) = state.checked.as_deref() else { return String::new() };
    if is_blank(&state.text) {
        return if state.undo.is_empty() { String::new() } else { m.live_empty.to_owned() };
    }
    if is_blank(&checked.text) {
        return String::new();
    }
    let report = &checked.report;
    let coverage = report.coverage;
    let checked = (coverage.figures - coverage.unchecked).to_string();
    let all = coverage.figures.to_string();
    let counts: Vec<String> = [
        (errors, m.errors_one, m.errors_other),
        (warnings, m.warnings_one, m.warnings_other),
        (notes, m.notes_one, m.notes_other),
    ]
    .into_iter()
    .filter(|&(n, _, _)| n > 0)
    .map(|(n, one, other)| counted(n, one, other))
    .collect();
    let message = if counts.is_empty() { m.live_clean } else { m.live_findings };
    fill(message, &[("findings", &counts.join(", ")), ("checked", &checked), ("all", &all)])
}

/// Starts to read a file; the reader must be kept for as long as it reads.
fn read(chosen: web_sys::File, on: &Callback<Action>) -> Option<FileReader> {
    let name = chosen.name();
    let bytes = whole(chosen.size());
    if bytes > file::LIMIT {
        on.emit(Action::Tell(Notice::FileTooLarge { name, bytes }));
        return None;
    }
    let on = on.clone();
    let blob = Blob::from(web_sys::Blob::from(chosen));
    Some(gloo::file::callbacks::read_as_bytes(&blob, move |result| {
        let action = match result.map(|bytes| file::decode(&bytes)) {
            Err(_) => Action::Tell(Notice::FileUnreadable { name }),
            Ok(Err(file::Refused::Empty)) => Action::Tell(Notice::FileEmpty { name }),
            Ok(Err(file::Refused::NotText)) => Action::Tell(Notice::FileNotText { name }),
            Ok(Ok(text)) => Action::Load {
                text: file::laid_out(&name, &text).into(),
                name: name.as_str().into(),
                notice: Notice::FileLoaded { name },
            },
        };
        on.emit(action);
    }))
}
