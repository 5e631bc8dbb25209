//! What the page knows, and the one function that changes it.
//!
//! No web types in here: [`next`] is a pure function, tested natively. What has to happen in the
//! browser as a consequence, such as moving the caret, is a [`Jump`] that a component carries out.

mod notice;

pub use notice::Notice;

use super::{
    aside::Aside,
    config::Config,
    filter::Filter,
    profiles::{Kept, Own, Profiles},
    text::Edit,
};
use crate::engine::{
    options::Lang,
    profile::Profile,
    relation::given::Given,
    report::{Finding, Report, Severity},
    span::Span,
};
use std::{collections::BTreeSet, rc::Rc};

/// A checked text and what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub text: Rc<str>,
    /// The language its messages are in.
    pub lang: Lang,
    pub report: Report,
    /// How long the check took.
    pub took_ms: u32,
    /// [`aside::key`](super::aside::key) of each finding.
    pub keys: Vec<u64>,
    /// What the user had said of the tables.
    pub given: Rc<[Given]>,
    /// What it was held against, as it was asked for.
    pub profile: Rc<str>,
}

/// The part of the result that is on show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    #[default]
    Findings,
    Tables,
    Claims,
    Outline,
}

impl Pane {
    pub const ALL: [Self; 4] = [Self::Findings, Self::Tables, Self::Claims, Self::Outline];

    /// For element ids.
    pub fn stem(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Tables => "tables",
            Self::Claims => "claims",
            Self::Outline => "outline",
        }
    }
}

/// Where the user asked to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place in the text, in bytes.
    Text(Span),
    /// The card of a finding.
    Card(usize),
    /// A table among the tables.
    Table(usize),
}

/// A [`Target`] with its number, so that asking twice for the same place is two jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    pub number: u32,
    pub to: Target,
}

/// What the page knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub lang: Lang,
    /// The text as it stands in the text field.
    pub text: Rc<str>,
    /// The name of the file it came from, or empty.
    pub name: Rc<str>,
    /// Counts the times the program, not the user, has set the text.
    pub revision: u32,
    /// The last finished check; of an earlier text while a new one is on its way.
    pub checked: Option<Rc<Checked>>,
    /// What has been done to the text since. Kept, for to compare two long texts takes as long as all else that a key
    /// press gives the page to do.
    pub edit: Edit,
    /// A text that could not be checked.
    pub given_up: Option<Rc<str>>,
    /// The finding that is on show, by its index.
    pub selected: Option<usize>,
    /// Which findings are listed.
    pub filter: Filter,
    pub pane: Pane,
    pub jump: Option<Jump>,
    pub notice: Option<Notice>,
    pub aside: Rc<[Aside]>,
    /// What the user says of the tables.
    pub given: Rc<[Given]>,
    /// Earlier texts, the latest last.
    pub undo: Vec<Rc<str>>,
    /// The draft is kept in the browser.
    pub keep_draft: bool,
    /// What is kept is the draft of another tab, and is left alone.
    pub elsewhere: bool,
    pub host: Rc<Config>,
    pub profiles: Rc<Profiles>,
    /// Counts the times that everything has been forgotten.
    pub forgotten: u32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            lang: Lang::Sv,
            text: "".into(),
            name: "".into(),
            revision: 0,
            checked: None,
            edit: Edit::default(),
            given_up: None,
            selected: None,
            filter: Filter::default(),
            pane: Pane::Findings,
            jump: None,
            notice: None,
            aside: Rc::new([]),
            given: Rc::new([]),
            undo: Vec::new(),
            keep_draft: true,
            elsewhere: false,
            host: Rc::default(),
            profiles: Rc::default(),
            forgotten: 0,
        }
    }
}

/// How many earlier texts can be returned to.
const UNDO_DEPTH: usize = 20;

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The user has changed the text in the text field.
    Type {
        text: Rc<str>,
        edit: Edit,
    },
    /// The program sets another text.
    Load {
        text: Rc<str>,
        name: Rc<str>,
        notice: Notice,
    },
    /// A check has finished.
    Done(Rc<Checked>),
    /// A check has broken down.
    GiveUp(Rc<str>),
    /// A suggested figure is put in the place of the one at `span` of the checked text.
    Apply {
        span: Span,
        written: String,
        suggested: String,
    },
    Undo,
    Speak(Lang),
    Show(Pane),
    ShowSeverity(Severity, bool),
    FilterBy(Filter),
    Select(usize),
    /// To the next or the previous finding of the list.
    Step {
        forward: bool,
    },
    /// To a place of the checked text.
    GoTo(Span),
    GoToTable(usize),
    /// To the card of a finding.
    GoToCard(usize),
    SetAside(Aside),
    BringBack(Aside),
    /// What a part of a table is, or that something is a total of others or is none.
    Give(Given),
    TakeBack(Given),
    Tell(Notice),
    Dismiss,
    KeepDraft(bool),
    /// Another tab has kept another text, or this one is to be kept in its place.
    KeptElsewhere(bool),
    /// Another tab has changed what is set aside, or what is said of the tables.
    AdoptAside(Rc<[Aside]>),
    AdoptGiven(Rc<[Given]>),
    /// Reports are held against the profile of this id, or against what they point to.
    ChooseProfile(Rc<str>),
    /// A profile has been written, or written anew. A new one is used from now on.
    KeepProfile(Own),
    /// Profiles have been read from a file.
    ImportProfiles(Vec<Profile>),
    RemoveProfile(Rc<str>),
    /// A profile is to be what it was copied from.
    ResetProfile(Rc<str>),
    /// The last removal or reset is taken back.
    UndoProfile,
    /// Another tab has changed the profiles, or which of them is used.
    AdoptProfiles(Kept),
    /// Everything that is kept in the browser is removed, and with it what stands on the page.
    Forget,
}

impl State {
    /// Is a check on its way?
    pub fn is_pending(&self) -> bool {
        let is_this = |text: &Rc<str>| Rc::ptr_eq(text, &self.text) || *text == self.text;
        !self.checked.as_ref().is_some_and(|checked| is_this(&checked.text))
            && !self.given_up.as_ref().is_some_and(is_this)
    }

    /// The last finished report.
    pub fn report(&self) -> Option<&Report> {
        self.checked.as_deref().map(|checked| &checked.report)
    }

    /// The edit since the last check, from the texts themselves.
    fn compare(&self) -> Edit {
        self.checked.as_deref().map_or_else(Edit::default, |checked| Edit::between(&checked.text, &self.text))
    }

    /// What a finding is set aside by, if it is.
    pub fn aside_of(&self, finding: usize) -> Option<&Aside> {
        let checked = self.checked.as_deref()?;
        let rule = &checked.report.findings.get(finding)?.rule;
        let key = *checked.keys.get(finding)?;
        self.aside.iter().find(|aside| aside.covers(rule, key))
    }

    /// The findings that are not set aside, with their indices.
    pub fn open_findings(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let findings = self.report().map(|report| report.findings.as_slice()).unwrap_or_default();
        findings.iter().enumerate().filter(|&(index, _)| self.aside_of(index).is_none())
    }

    /// The findings of the list: not set aside and not filtered out.
    pub fn listed(&self) -> Vec<usize> {
        let Some(report) = self.report() else { return Vec::new() };
        self.open_findings()
            .filter(|(_, finding)| self.filter.shows(report, finding))
            .map(|(index, _)| index)
            .collect()
    }

    /// The number of open findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.open_findings().filter(|(_, finding)| finding.severity == severity).count()
    }

    /// The findings that are set aside.
    pub fn set_aside(&self) -> BTreeSet<usize> {
        let findings = self.report().map_or(0, |report| report.findings.len());
        (0..findings).filter(|&index| self.aside_of(index).is_some()).collect()
    }

    fn jump_to(&mut self, to: Target) {
        let number = self.jump.map_or(1, |jump| jump.number.wrapping_add(1));
        self.jump = Some(Jump { number, to });
    }

    fn set_text(&mut self, text: Rc<str>) {
        let old = std::mem::replace(&mut self.text, text);
        self.undo.push(old);
        if self.undo.len() > UNDO_DEPTH {
            self.undo.remove(0);
        }
        self.revision += 1;
        self.edit = self.compare();
    }
}

/// The state after an action; none when it changes nothing.
pub fn next(state: &State, action: Action) -> Option<State> {
    let mut new = state.clone();
    match action {
        Action::Type { text, edit } => {
            new.text = text;
            // Back to what was checked: nothing has been done to it.
            new.edit = if new.is_pending() { new.edit.then(edit) } else { new.compare() };
            // A failure stays until it is dismissed; what has been done is old news.
            if new.notice.as_ref().is_some_and(|it| !it.is_failure() && *it != Notice::UpdateReady) {
                new.notice = None;
            }
        }
        Action::Load { text, name, notice } => {
            new.set_text(text);
            new.name = name;
            new.selected = None;
            new.pane = Pane::Findings;
            new.notice = Some(notice);
        }
        Action::Done(checked) => {
            new.selected = carried_selection(state, &checked);
            new.checked = Some(checked);
            new.edit = new.compare();
            new.given_up = None;
            // It has come, or has borne the text.
            new.notice = new.notice.filter(|it| !matches!(it, Notice::NoChecker | Notice::NotChecked));
        }
        Action::GiveUp(text) => {
            new.given_up = Some(text);
            new.notice = Some(Notice::NotChecked);
        }
        Action::Apply { span, written, suggested } => {
            let span = new.edit.carry(span)?;
            if span.of(&new.text) != written {
                return None;
            }
            let (start, end) = (span.start as usize, span.end as usize);
            let text = [&new.text[..start], &suggested, &new.text[end..]].concat();
            new.set_text(text.into());
            new.jump_to(Target::Text(Span::new(start, start + suggested.len())));
            new.notice = Some(Notice::Applied { written, suggested });
        }
        Action::Undo => {
            new.text = new.undo.pop()?;
            new.edit = new.compare();
            new.revision += 1;
            new.notice = Some(Notice::Undone);
        }
        Action::Speak(lang) => new.lang = lang,
        Action::Show(pane) => new.pane = pane,
        Action::ShowSeverity(severity, shown) => {
            if shown {
                new.filter.hidden.remove(&severity);
            } else {
                new.filter.hidden.insert(severity);
            }
        }
        Action::FilterBy(filter) => new.filter = filter,
        Action::Select(finding) => {
            let report = state.report()?;
            new.filter.reveal(report, report.findings.get(finding)?);
            new.pane = Pane::Findings;
            new.selected = Some(finding);
        }
        Action::Step { forward } => {
            let listed = new.listed();
            let at = new.selected.and_then(|selected| listed.iter().position(|&index| index == selected));
            let to = match (at, forward) {
                (None, true) => 0,
                (None, false) => listed.len().checked_sub(1)?,
                (Some(at), true) => (at + 1) % listed.len(),
                (Some(at), false) => (at + listed.len() - 1) % listed.len(),
            };
            let finding = *listed.get(to)?;
            new.pane = Pane::Findings;
            new.selected = Some(finding);
            new.jump_to(Target::Card(finding));
        }
        Action::GoTo(span) => {
            let span = new.edit.carry(span)?;
            new.jump_to(Target::Text(span));
        }
        Action::GoToTable(table) => {
            new.pane = Pane::Tables;
            new.jump_to(Target::Table(table));
        }
        Action::GoToCard(finding) => {
            let report = state.report()?;
            new.filter.reveal(report, report.findings.get(finding)?);
            new.pane = Pane::Findings;
            new.selected = Some(finding);
            new.jump_to(Target::Card(finding));
        }
        Action::SetAside(aside) => {
            new.aside = new.aside.iter().cloned().chain([aside]).collect();
            if new.selected.is_some_and(|selected| new.aside_of(selected).is_some()) {
                new.selected = None;
            }
        }
        Action::BringBack(aside) => {
            new.aside = new.aside.iter().filter(|&it| *it != aside).cloned().collect();
        }
        Action::Give(given) => {
            let others = new.given.iter().filter(|it| !given.replaces(it)).cloned();
            new.given = others.chain([given.clone()]).collect();
        }
        Action::TakeBack(given) => {
            let mut taken = false;
            let stays = |it: &&Given| {
                taken |= **it == given;
                **it != given && !(taken && it.rests_on(&given))
            };
            new.given = new.given.iter().filter(stays).cloned().collect();
        }
        Action::Tell(notice) => new.notice = Some(notice),
        Action::Dismiss => new.notice = None,
        Action::KeepDraft(keep) => new.keep_draft = keep && state.host.keep_draft,
        Action::KeptElsewhere(elsewhere) => {
            new.elsewhere = elsewhere && new.keep_draft && !new.text.trim().is_empty();
            if new.elsewhere {
                new.notice = Some(Notice::OtherTab);
            } else if new.notice == Some(Notice::OtherTab) {
                new.notice = None;
            }
        }
        Action::AdoptAside(aside) => new.aside = aside,
        Action::AdoptGiven(given) => new.given = given,
        Action::ChooseProfile(id) => new.profiles = Rc::new(state.profiles.choose(id)),
        Action::KeepProfile(own) => {
            let id: Rc<str> = own.profile.id.as_str().into();
            let is_new = state.profiles.own(&id).is_none();
            let kept = state.profiles.with(own);
            new.profiles = Rc::new(if is_new { kept.choose(id) } else { kept });
        }
        Action::ImportProfiles(profiles) => new.profiles = Rc::new(state.profiles.import(profiles).0),
        Action::RemoveProfile(id) => {
            new.profiles = Rc::new(state.profiles.without(&id, state.host.profile_or_auto()));
        }
        Action::ResetProfile(id) => new.profiles = Rc::new(state.profiles.reset(&id)?),
        Action::UndoProfile => new.profiles = Rc::new(state.profiles.undo()?),
        Action::AdoptProfiles(kept) => {
            new.profiles = Rc::new(state.profiles.adopt(kept, state.host.profile_or_auto()));
        }
        Action::Forget => {
            new = State {
                lang: state.lang,
                revision: state.revision + 1,
                keep_draft: state.keep_draft,
                host: state.host.clone(),
                profiles: Rc::new(Profiles::new(state.profiles.host.clone(), state.host.profile_or_auto())),
                notice: Some(Notice::Forgotten),
                forgotten: state.forgotten + 1,
                ..State::default()
            };
        }
    }
    (new != *state).then_some(new)
}

/// The selected finding among those of a new check: the same one if it is still there.
fn carried_selection(state: &State, checked: &Checked) -> Option<usize> {
    let old = state.checked.as_deref()?;
    let key = old.keys.get(state.selected?)?;
    checked.keys.iter().position(|it| it == key)
}

#[cfg(test)]
mod tests;
