//! The profiles there are on the page, and which of them reports are held against: the shipped ones, the host's
//! (`profiles.toml` beside the page) and the user's own, which are kept in the browser.
//!
//! Only one's own can be changed. To change another, one changes a copy of it.

pub mod draft;

use crate::engine::{
    options::AUTO,
    profile::{Problem, Profile, read, shipped, write, write_all},
};
use std::rc::Rc;

/// The file of the host's profiles, as it is named in messages.
pub const HOST_FILE: &str = "profiles.toml";

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

/// The profiles there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profiles {
    pub host: Rc<[Profile]>,
    pub own: Rc<[Own]>,
    /// [`AUTO`], or the id of the one that every report is held against.
    pub choice: Rc<str>,
    /// Own profiles and choice before the last removal, for taking it back.
    before: Option<(Rc<[Own]>, Rc<str>)>,
}

impl Default for Profiles {
    fn default() -> Self {
        Self { host: Rc::new([]), own: Rc::new([]), choice: AUTO.into(), before: None }
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

    /// The choice as the engine is asked; see [`Options::ask`](crate::engine::options::Options::ask).
    pub fn asked(&self) -> Rc<str> {
        match self.get(&self.choice) {
            Some((profile, Origin::Shipped)) => profile.id.as_str().into(),
            Some((profile, _)) => write(profile).into(),
            None => {
                let outside = self.all().filter(|(profile, origin)| {
                    *origin == Origin::Host || *origin == Origin::Own && profile.threshold > 0
                });
                let outside = write_all(outside.map(|(profile, _)| profile));
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

    /// Without one's own of an id.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        let own = self.own.iter().filter(|own| own.profile.id != id).cloned().collect();
        let choice = if *self.choice == *id { AUTO.into() } else { self.choice.clone() };
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

    /// With what another tab keeps.
    #[must_use]
    pub fn adopt(&self, own: Rc<[Own]>) -> Self {
        Self { own, before: None, ..self.clone() }
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

/// Reads the host's file. One that holds nothing but comments has no profiles, and that is no fault.
///
/// # Errors
///
/// Says what is wrong with it.
pub fn of_host(text: &str) -> Result<Vec<Profile>, Vec<Problem>> {
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
    if !text.trim().is_empty() && text.lines().all(says_nothing) {
        return Ok(Vec::new());
    }
    read(HOST_FILE, text)
}

/// One's own profiles as they are kept in the browser.
pub fn to_kept(own: &[Own]) -> String {
    if own.is_empty() {
        return String::new();
    }
    let pairs: Vec<(&str, String)> = own.iter().map(|own| (&*own.from, write(&own.profile))).collect();
    serde_json::to_string(&pairs).unwrap_or_default()
}

/// Reads what is kept.
pub fn from_kept(kept: &str) -> Rc<[Own]> {
    let pairs: Vec<(String, String)> = serde_json::from_str(kept).unwrap_or_default();
    let own = pairs.into_iter().flat_map(|(from, text)| {
        let from: Rc<str> = from.into();
        let profiles = read("", &text).unwrap_or_default();
        profiles.into_iter().map(move |profile| Own { profile, from: from.clone() })
    });
    own.collect()
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
        assert_eq!(from_kept(&to_kept(&all.own)), all.own);
        assert_eq!(to_kept(&[]), "");
        assert_eq!(from_kept("skräp").len(), 0);
    }

    #[test]
    fn one_that_is_removed_comes_back_with_the_choice() {
        let (all, id) = with_copy();
        let chosen = all.choose(id.as_str().into());
        let without = chosen.without(&id);
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
        assert_eq!(of_host("# bara\n\n # ord\n").unwrap().len(), 0);
        assert!(of_host("").is_err());
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
