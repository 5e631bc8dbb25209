//! The profiles there are on the page, and which of them reports are held against: the shipped ones, the host's
//! (`profiles.toml` beside the page, or the files that its settings name) and the user's own, which are kept in the browser.
//!
//! Only one's own can be changed. To change another, one changes a copy of it.

pub mod draft;

use crate::engine::{
    options::AUTO,
    profile::{MOST_BYTES, MOST_ITEMS, Problem, ProblemKind, Profile, read, shipped, write, write_all},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// A file of the host's: its path from the page, and its text where it could be fetched.
pub type HostFile = (String, Option<String>);

/// Where a profile is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Shipped,
    Host,
    Own,
}

/// One of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub profile: Profile,
    /// The id of the one that it was copied from; empty when there is none.
    pub from: Rc<str>,
}

/// What the browser keeps of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub own: Rc<[Own]>,
    /// What cannot be read stays as it is: another version of the page may have written it.
    pub unread: Rc<[Value]>,
}

/// The profiles there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profiles {
    pub host: Rc<[Profile]>,
    pub own: Rc<[Own]>,
    /// See [`Kept::unread`].
    pub unread: Rc<[Value]>,
    /// [`AUTO`], or the id of the one that every report is held against.
    pub choice: Rc<str>,
    /// Own profiles and choice before the last removal, for taking it back.
    before: Option<(Rc<[Own]>, Rc<str>)>,
}

impl Default for Profiles {
    fn default() -> Self {
        let (host, own, unread) = (Rc::new([]), Rc::new([]), Rc::new([]));
        Self { host, own, unread, choice: AUTO.into(), before: None }
    }
}

impl Profiles {
    /// Those of a host, and none of the user's.
    pub fn new(host: Rc<[Profile]>, choice: Rc<str>) -> Self {
        Self { host, choice, ..Self::default() }
    }

    /// All of them, in the order they are offered. A host's takes the place of a shipped one of the same id.
    pub fn all(&self) -> impl Iterator<Item = (&Profile, Origin)> {
        let host = |id: &str| self.host.iter().any(|profile| profile.id == id);
        let shipped = shipped().iter().filter(move |profile| !host(&profile.id));
        (shipped.map(|profile| (profile, Origin::Shipped)))
            .chain(self.host.iter().map(|profile| (profile, Origin::Host)))
            .chain(self.own.iter().map(|own| (&own.profile, Origin::Own)))
    }

    /// The one of an id.
    pub fn get(&self, id: &str) -> Option<(&Profile, Origin)> {
        self.all().find(|(profile, _)| profile.id == id)
    }

    /// The user's own of an id.
    pub fn own(&self, id: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.profile.id == id)
    }

    /// The choice as the engine is asked; see [`Options::ask`](crate::engine::options::Options::ask). The engine
    /// reads all or none of a file: what it could not read does not go there.
    pub fn asked(&self) -> Rc<str> {
        match self.get(&self.choice).filter(|(profile, _)| profile.id != AUTO) {
            Some((profile, Origin::Shipped)) => profile.id.as_str().into(),
            Some((profile, _)) => write(profile).into(),
            None => {
                let outside = self.all().filter(|(profile, origin)| {
                    *origin == Origin::Host || *origin == Origin::Own && profile.threshold > 0
                });
                let mut ids = BTreeSet::new();
                let mut left = MOST_BYTES;
                let readable = outside.map(|(profile, _)| profile).filter(|profile| {
                    let one = write_all([*profile]);
                    let fits = one.len() < left && !ids.contains(&profile.id) && read("", &one).is_ok();
                    if fits {
                        // A line stands between two.
                        left -= one.len() + 1;
                        ids.insert(profile.id.clone());
                    }
                    fits
                });
                let outside = write_all(readable.take(MOST_ITEMS));
                if outside.is_empty() { AUTO.into() } else { format!("{AUTO}\n{outside}").into() }
            }
        }
    }

    /// Chooses a profile, or [`AUTO`].
    #[must_use]
    pub fn choose(&self, id: Rc<str>) -> Self {
        Self { choice: id, ..self.clone() }
    }

    /// Puts one's own in the place of the one with its id, or adds it.
    #[must_use]
    pub fn with(&self, own: Own) -> Self {
        let mut all = self.own.to_vec();
        match all.iter_mut().find(|other| other.profile.id == own.profile.id) {
            Some(other) => *other = own,
            None => all.push(own),
        }
        Self { own: all.into(), before: None, ..self.clone() }
    }

    /// Adds profiles of a file, each under an id and a name that nothing else has. One that is there already with
    /// the same content is not added again. Gives the names of those that were added.
    pub fn import(&self, profiles: Vec<Profile>) -> (Self, Vec<String>) {
        let mut all = self.clone();
        let mut names = Vec::new();
        for mut profile in profiles {
            if all.own.iter().any(|own| own.profile == profile) {
                continue;
            }
            // Whoever reads in one that is shipped has a copy of it.
            let from = all.get(&profile.id).filter(|&(_, origin)| origin != Origin::Own);
            let from: Rc<str> = from.map_or("", |(other, _)| &other.id).into();
            profile.name = all.free_name(&profile.name);
            if all.get(&profile.id).is_some() {
                profile.id = all.free_id(&profile.name);
            }
            names.push(profile.name.clone());
            all = all.with(Own { profile, from });
        }
        (all, names)
    }

    /// Without one's own of an id. Where it was chosen, the `usual` choice is made.
    #[must_use]
    pub fn without(&self, id: &str, usual: Rc<str>) -> Self {
        let own = self.own.iter().filter(|own| own.profile.id != id).cloned().collect();
        let choice = if *self.choice == *id { usual } else { self.choice.clone() };
        Self { own, choice, before: Some((self.own.clone(), self.choice.clone())), ..self.clone() }
    }

    /// With one's own as it was copied; none where what it was copied from is not there.
    pub fn reset(&self, id: &str) -> Option<Self> {
        let own = self.own(id)?;
        let (from, _) = self.get(&own.from)?;
        let (id, name) = (own.profile.id.clone(), own.profile.name.clone());
        let profile = Profile { id, name, name_en: String::new(), threshold: 0, ..from.clone() };
        let reset = self.with(Own { profile, from: own.from.clone() });
        Some(Self { before: Some((self.own.clone(), self.choice.clone())), ..reset })
    }

    /// As it was before the last removal; none where there is nothing to take back.
    pub fn undo(&self) -> Option<Self> {
        let (own, choice) = self.before.clone()?;
        Some(Self { own, choice, before: None, ..self.clone() })
    }

    /// With what was kept at the last visit, and what was chosen then. What was chosen may be gone since.
    #[must_use]
    pub fn load(&self, kept: Kept, chosen: Option<&str>) -> Self {
        let (all, renamed) = self.with_kept(kept);
        let chosen = chosen.map(|id| renamed.get(id).map_or(id, |id| id));
        match chosen.filter(|id| all.has_choice(id)) {
            Some(id) => all.choose(id.into()),
            None => all,
        }
    }

    /// With what another tab keeps. Where what is chosen here is gone, the `usual` choice is made.
    #[must_use]
    pub fn adopt(&self, kept: Kept, usual: Rc<str>) -> Self {
        let (all, _) = self.with_kept(kept);
        if all.has_choice(&all.choice) { all } else { all.choose(usual) }
    }

    fn has_choice(&self, id: &str) -> bool {
        id == AUTO || self.get(id).is_some()
    }

    /// With the user's own as they are kept. The host's file and the page may have got one with the id of such a one
    /// since: then that gets a new id. Gives the new ids by the earlier ones.
    fn with_kept(&self, kept: Kept) -> (Self, BTreeMap<String, String>) {
        let mut all = Self { own: kept.own, unread: kept.unread, before: None, ..self.clone() };
        let others = Self { own: Rc::new([]), ..self.clone() };
        let mut renamed = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for at in 0..all.own.len() {
            let mut own = all.own.to_vec();
            let Some(Own { profile, .. }) = own.get_mut(at) else { continue };
            if others.has_choice(&profile.id) || taken.contains(&profile.id) {
                let id = all.free_id(&profile.name);
                renamed.entry(std::mem::replace(&mut profile.id, id.clone())).or_insert(id);
            }
            taken.insert(profile.id.clone());
            all.own = own.into();
        }
        (all, renamed)
    }

    /// A copy of a profile, to be changed; not yet among the others. It is recognised by nothing: otherwise it would
    /// be used in the place of what it was copied from before anybody has said so.
    pub fn copy(&self, of: &Profile, name: &str) -> Own {
        let name = self.free_name(name);
        let profile =
            Profile { id: self.free_id(&name), name, name_en: String::new(), threshold: 0, ..of.clone() };
        Own { profile, from: of.id.as_str().into() }
    }

    /// A name that no other profile has.
    pub fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| self.all().any(|(profile, _)| profile.name == name);
        let numbered = (2..).map(|n| format!("{wanted} {n}"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    /// An id that no other profile has, made of a name.
    pub fn free_id(&self, name: &str) -> String {
        let lower = name.to_lowercase();
        let letters = lower.chars().map(|c| match c {
            'å' | 'ä' | 'à' | 'á' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        });
        let letters: String = letters.collect();
        let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
        let stem = if parts.is_empty() { "profil".to_owned() } else { parts.join("-") };
        let numbered = (2..).map(|n| format!("{stem}-{n}"));
        // `auto` is what is said where none is chosen.
        let free = |id: &String| id != AUTO && self.get(id).is_none();
        std::iter::once(stem.clone()).chain(numbered).find(free).unwrap_or_default()
    }
}

/// Reads the host's files, and says what is wrong with each: a faulty one costs no other. One that holds nothing but
/// comments has no profiles, and that is no fault; nor is one that is not there, unless the settings `named` it. A profile
/// whose id another has before it is left out.
pub fn of_host(files: &[HostFile], named: bool) -> (Vec<Profile>, Vec<Problem>) {
    let (mut all, mut problems) = (Vec::<Profile>::new(), Vec::new());
    for (file, text) in files {
        let problem = |line: u32, key: &str, kind: ProblemKind| Problem {
            file: file.clone(),
            line,
            key: key.to_owned(),
            kind,
        };
        let Some(text) = text else {
            problems.extend(named.then(|| problem(1, "", ProblemKind::NotFetched)));
            continue;
        };
        match of_file(file, text) {
            Err(faults) => problems.extend(faults),
            Ok(profiles) => {
                for profile in profiles {
                    if all.iter().any(|other| other.id == profile.id) {
                        problems.push(problem(
                            line_of_id(text, &profile.id),
                            "id",
                            ProblemKind::DoubleElsewhere,
                        ));
                    } else {
                        all.push(profile);
                    }
                }
            }
        }
    }
    (all, problems)
}

fn of_file(file: &str, text: &str) -> Result<Vec<Profile>, Vec<Problem>> {
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
    if !text.trim().is_empty() && text.lines().all(says_nothing) {
        return Ok(Vec::new());
    }
    read(file, text)
}

/// The line, counted from 1, on which a profile of the file says its id.
fn line_of_id(text: &str, id: &str) -> u32 {
    let says = |line: &str| {
        let value = line.trim().strip_prefix("id").and_then(|rest| rest.trim_start().strip_prefix('='));
        value.is_some_and(|value| value.split(['"', '\'']).nth(1) == Some(id))
    };
    text.lines().position(says).map_or(1, |at| at as u32 + 1)
}

/// One's own profiles as they are kept in the browser, and what is kept unread.
pub fn to_kept(own: &[Own], unread: &[Value]) -> String {
    if own.is_empty() && unread.is_empty() {
        return String::new();
    }
    let pairs = own.iter().map(|own| Value::from(vec![own.from.to_string(), write(&own.profile)]));
    Value::Array(pairs.chain(unread.iter().cloned()).collect()).to_string()
}

/// Reads what is kept. What is no list of profiles is kept as it is, for whoever can read it.
pub fn from_kept(kept: &str) -> Kept {
    let items = match serde_json::from_str(kept) {
        Ok(Value::Array(items)) => items,
        Ok(other) => vec![other],
        Err(_) if kept.trim().is_empty() => Vec::new(),
        Err(_) => vec![Value::from(kept)],
    };
    let (mut own, mut unread) = (Vec::new(), Vec::new());
    for item in items {
        let pair = serde_json::from_value::<(String, String)>(item.clone()).ok();
        match pair.and_then(|(from, text)| Some((from, read("", &text).ok()?))) {
            Some((from, profiles)) => {
                let from: Rc<str> = from.into();
                own.extend(profiles.into_iter().map(|profile| Own { profile, from: from.clone() }));
            }
            None => unread.push(item),
        }
    }
    Kept { own: own.into(), unread: unread.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        check,
        options::{Options, ProfileChoice},
        source::Source,
    };

    fn profile(id: &str, name: &str) -> Profile {
        Profile { id: id.into(), name: name.into(), ..Profile::default() }
    }

    /// With a copy of the first shipped profile.
    fn with_copy() -> (Profiles, String) {
        let all = Profiles::default();
        let own = all.copy(&shipped()[0], "Vår egen");
        let id = own.profile.id.clone();
        (all.with(own), id)
    }

    #[test]
    fn a_copy_has_an_id_and_a_name_of_its_own_and_is_kept() {
        let (all, id) = with_copy();
        assert_eq!(id, "var-egen");
        assert_eq!(all.get(&id).unwrap().1, Origin::Own);
        assert_eq!(all.get(&id).unwrap().0.sections, shipped()[0].sections);
        assert_eq!(all.copy(&shipped()[0], "Vår egen").profile.name, "Vår egen 2");
        assert_eq!(all.free_id("Vår  EGEN!"), "var-egen-2");
        assert_eq!(all.free_id("§§"), "profil");
        assert_eq!(from_kept(&to_kept(&all.own, &[])).own, all.own);
        assert_eq!(to_kept(&[], &[]), "");
        assert_eq!(from_kept("skräp").own.len(), 0);
    }

    #[test]
    fn what_cannot_be_read_stays_as_it_is_kept() {
        let (all, _) = with_copy();
        let strange = r#"[["fri","namn = 1"],{"a":2}]"#;
        let kept = from_kept(strange);
        assert_eq!((kept.own.len(), kept.unread.len()), (0, 2));
        assert_eq!(to_kept(&kept.own, &kept.unread), strange);
        let again = from_kept(&to_kept(&all.own, &kept.unread));
        assert_eq!(again, Kept { own: all.own.clone(), unread: kept.unread.clone() });
        assert_eq!(Profiles::default().load(kept.clone(), None).unread, kept.unread);
        // What is no list is one thing that cannot be read.
        for strange in [r#"{"a":2}"#, "skräp"] {
            let kept = from_kept(strange);
            assert_eq!((kept.own.len(), kept.unread.len()), (0, 1));
            assert_eq!(from_kept(&to_kept(&all.own, &kept.unread)).unread, kept.unread);
        }
        assert_eq!(from_kept(" ").unread.len(), 0);
    }

    #[test]
    fn an_own_one_with_the_id_of_another_gets_its_own_and_stays_chosen() {
        let mut vart = profile("vart", "Vårt eget");
        vart.threshold = 1;
        let own = [
            Own { profile: vart, from: "fri".into() },
            Own { profile: profile("vart-eget", "X"), ..Own::default() },
            Own { profile: profile("auto", "Y"), ..Own::default() },
        ];
        let kept = Kept { own: own.into(), unread: Rc::new([]) };
        let host = Profiles::new([profile("vart", "Värdens")].into(), "vart".into());
        let ids =
            |all: &Profiles| -> Vec<String> { all.own.iter().map(|own| own.profile.id.clone()).collect() };
        let all = host.load(kept.clone(), Some("vart"));
        assert_eq!(ids(&all), ["vart-eget-2", "vart-eget", "y"]);
        assert_eq!(&*all.choice, "vart-eget-2");
        // What the host says is the host's.
        assert_eq!(&*host.load(kept.clone(), None).choice, "vart");
        let adopted = host.adopt(kept.clone(), AUTO.into());
        assert_eq!((ids(&adopted), &*adopted.choice), (ids(&all), "vart"));
        let mut options = Options::default();
        options.ask(&all.choose(AUTO.into()).asked());
        let asked: Vec<&str> = options.own.iter().map(|profile| &*profile.id).collect();
        assert_eq!(asked, ["vart", "vart-eget-2"]);
        // Even unsettled only one of them is lost.
        options.ask(&Profiles { own: kept.own, ..host.choose(AUTO.into()) }.asked());
        assert_eq!(options.own.len(), 1);
    }

    #[test]
    fn one_that_cannot_be_read_drops_no_other() {
        let bad = Profile { name: " ".into(), threshold: 1, ..profile("b", "B") };
        let own = [Own { profile: bad, ..Own::default() }];
        let all = Profiles { own: own.into(), ..Profiles::new([profile("v", "V")].into(), AUTO.into()) };
        let mut options = Options::default();
        options.ask(&all.asked());
        assert_eq!(options.own, [profile("v", "V")]);
    }

    #[test]
    fn where_the_chosen_one_is_gone_the_hosts_choice_is_made() {
        let (all, id) = with_copy();
        let chosen = all.choose(id.as_str().into());
        assert_eq!(&*chosen.without(&id, "fri".into()).choice, "fri");
        let none = from_kept("");
        assert_eq!(&*chosen.adopt(none.clone(), "fri".into()).choice, "fri");
        assert_eq!(&*all.choose(AUTO.into()).adopt(none.clone(), "fri".into()).choice, AUTO);
        assert_eq!(&*Profiles::new(Rc::new([]), "fri".into()).load(none, Some("borta")).choice, "fri");
    }

    #[test]
    fn one_that_is_removed_comes_back_with_the_choice() {
        let (all, id) = with_copy();
        let chosen = all.choose(id.as_str().into());
        let without = chosen.without(&id, AUTO.into());
        assert_eq!((without.own.len(), &*without.choice), (0, AUTO));
        let back = without.undo().unwrap();
        assert_eq!((&back.own, &back.choice), (&chosen.own, &chosen.choice));
        assert_eq!(back.undo(), None);
    }

    #[test]
    fn a_changed_copy_is_reset_to_what_it_was_copied_from_under_its_own_name() {
        let (all, id) = with_copy();
        let mut changed = all.own(&id).unwrap().clone();
        changed.profile.sections.clear();
        changed.profile.name = "Ny".into();
        let all = all.with(changed.clone());
        let reset = all.reset(&id).unwrap();
        assert_eq!(reset.get(&id).unwrap().0.sections, shipped()[0].sections);
        assert_eq!(reset.get(&id).unwrap().0.name, "Ny");
        assert_eq!(reset.undo().unwrap().own(&id), Some(&changed));
    }

    #[test]
    fn an_imported_one_takes_nobodys_place() {
        let (all, id) = with_copy();
        let mut other = all.get(&id).unwrap().0.clone();
        assert_eq!(all.import(vec![other.clone()]).1, Vec::<String>::new(), "it is there already");
        other.sections.clear();
        let (all, names) = all.import(vec![other, shipped()[1].clone()]);
        assert_eq!(names, ["Vår egen 2", &format!("{} 2", shipped()[1].name)]);
        let ids: std::collections::BTreeSet<&str> = all.all().map(|(profile, _)| &*profile.id).collect();
        assert_eq!(ids.len(), all.all().count());
    }

    #[test]
    fn the_host_may_replace_a_shipped_one_and_a_file_of_comments_has_none() {
        let all = Profiles { host: [profile("resultatrapport", "Vår")].into(), ..Profiles::default() };
        assert_eq!(all.get("resultatrapport").unwrap(), (&all.host[0], Origin::Host));
        assert_eq!(all.all().count(), shipped().len());
        assert_eq!(of_file("a.toml", "# bara\n\n # ord\n").unwrap().len(), 0);
        assert!(of_file("a.toml", "").is_err());
    }

    #[test]
    fn what_is_asked_reaches_the_engine() {
        let asked = |profiles: &Profiles| {
            let mut options = Options::default();
            options.ask(&profiles.asked());
            options
        };
        let (all, id) = with_copy();
        assert_eq!(asked(&all), Options::default());
        assert_eq!(asked(&all.choose("fri".into())).profile, ProfileChoice::Named("fri".into()));
        let own = Box::new(all.own[0].profile.clone());
        assert_eq!(asked(&all.choose(id.into())).profile, ProfileChoice::Own(own));
        // One that says what it is recognised by is so.
        let host =
            read("t", "id = \"v\"\nname = \"V\"\nthreshold = 1\n[[recognise]]\nwords = [\"veckoblad\"]\n");
        let all = Profiles { host: host.unwrap().into(), ..all };
        let report = check(&Source::text("t", "Veckoblad\n\nAllt är bra.\n"), &asked(&all));
        assert_eq!((report.profile.as_str(), report.profile_signs), ("v", vec!["veckoblad".to_owned()]));
    }
}
