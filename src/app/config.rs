//! What the host decides for everyone: `config.json` beside the page. Everything in it may be left out, and so may
//! the file.

use crate::engine::options::{AUTO, Lang};
use serde::Deserialize;
use std::rc::Rc;

/// So many files of profiles are fetched.
const MOST_FILES: usize = 50;

/// The settings of a host.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Config {
    /// The language for whoever has not chosen one.
    pub language: Lang,
    /// `auto`, or the id of a profile.
    pub profile: String,
    /// The files of profiles beside the page, by their paths from it. Where nothing is said there may be the usual one.
    pub profiles: Option<Vec<String>>,
    /// False where no text may be kept in the browser, whatever the user wants.
    pub keep_draft: bool,
    /// Shown beside the name of the page.
    pub organisation: String,
    /// A picture beside the page, by its file name.
    pub logo: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: Lang::Sv,
            profile: String::new(),
            profiles: None,
            keep_draft: true,
            organisation: String::new(),
            logo: String::new(),
        }
    }
}

impl Config {
    /// Reads a file, and says what is wrong with it, for whoever hosts the page. A profile that it names must be
    /// `known`; one that is not costs nothing else. Where the file cannot be read at all everything is as it is shipped,
    /// but for drafts that it seems to forbid: a slip in it must neither keep a text on a shared computer nor throw one
    /// away.
    pub fn read(text: &str, known: impl Fn(&str) -> bool) -> (Self, Option<String>) {
        let config: Self = match serde_json::from_str(text) {
            Ok(config) => config,
            Err(error) => {
                return (
                    Self { keep_draft: !forbids_drafts(text), ..Self::default() },
                    Some(error.to_string()),
                );
            }
        };
        let files = config.profiles.as_deref().unwrap_or_default();
        // Counted and named as src/start.js does, which fetches them.
        let strange = files.iter().find(|file| !is_beside(file)).map(|file| format!("profiles: {file}?"));
        let many = || (files.len() > MOST_FILES).then(|| format!("profiles: {} > {MOST_FILES}", files.len()));
        let id = config.profile.as_str();
        let unknown = || (!matches!(id, "" | AUTO) && !known(id)).then(|| format!("profile: {id}?"));
        let reason = strange.or_else(many).or_else(unknown);
        let profile = if unknown().is_some() { String::new() } else { config.profile.clone() };
        (Self { profile, ..config }, reason)
    }

    /// The profile for whoever has not chosen one, or [`AUTO`].
    pub fn profile_or_auto(&self) -> Rc<str> {
        if self.profile.is_empty() { AUTO.into() } else { self.profile.as_str().into() }
    }
}

/// Is it the path of a file in the folder of the page, or below it?
fn is_beside(file: &str) -> bool {
    !file.trim().is_empty()
        && !file.starts_with('/')
        && !file.contains([':', '\\', '?', '#'])
        && !file.split('/').any(|part| part == "..")
}

/// Does a file that cannot be read say `keepDraft: false`, however it is spelt?
fn forbids_drafts(text: &str) -> bool {
    let lower = text.to_lowercase();
    let value = lower
        .split_once("keepdraft")
        .map(|(_, rest)| rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    value.is_some_and(|value| value.starts_with("false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, Box<(Config, String)>> {
        match Config::read(text, |id| id == "fri") {
            (config, None) => Ok(config),
            (config, Some(reason)) => Err(Box::new((config, reason))),
        }
    }

    #[test]
    fn the_file_that_is_shipped_changes_nothing() {
        let shipped = read(include_str!("../../host/config.json")).unwrap();
        assert_eq!(shipped, Config { profile: "auto".into(), ..Config::default() });
    }

    #[test]
    fn everything_may_be_left_out_and_a_misspelt_name_is_told() {
        assert_eq!(read("{}").unwrap(), Config::default());
        assert_eq!(read(r#"{"profile": "fri"}"#).unwrap().profile, "fri");
        assert!(!read(r#"{"keepDraft": false}"#).unwrap().keep_draft);
        for wrong in
            [r#"{"keepdraft": false}"#, r#"{"profile": "finns-inte"}"#, "skräp", r#"{"language": "de"}"#]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn files_of_profiles_lie_beside_the_page() {
        let files = |list: &str| read(&format!(r#"{{"profiles": {list}}}"#));
        let two = files(r#"["profiles.toml", "profiles/socialnamnden.toml"]"#).unwrap();
        assert_eq!(two.profiles.unwrap(), ["profiles.toml", "profiles/socialnamnden.toml"]);
        assert_eq!(files("[]").unwrap().profiles.unwrap().len(), 0);
        for wrong in ["/etc/x.toml", "../x.toml", "https://example.org/x.toml", "profiler\\\\x.toml", ""] {
            let (_, reason) = *files(&format!(r#"["profiles.toml", "{wrong}"]"#)).unwrap_err();
            assert!(reason.starts_with("profiles: "), "{reason}");
        }
        assert!(files(r#""profiles.toml""#).is_err() && files("[1]").is_err());
        let many = format!("[{}]", vec![r#""a.toml""#; 51].join(","));
        assert_eq!(files(&many).unwrap_err().1, "profiles: 51 > 50");
    }

    #[test]
    fn an_unknown_profile_costs_only_itself_and_a_slip_neither_keeps_a_text_nor_throws_one_away() {
        let wrong = r#"{"profile": "finns-inte", "language": "en", "keepDraft": false, "organisation": "X"}"#;
        let (config, reason) = *read(wrong).unwrap_err();
        let right =
            Config { language: Lang::En, keep_draft: false, organisation: "X".into(), ..Config::default() };
        assert_eq!((config, &*reason), (right, "profile: finns-inte?"));
        assert!(read(r#"{"profile": "finns-inte"}"#).unwrap_err().0.keep_draft);
        let none = Config { keep_draft: false, ..Config::default() };
        assert_eq!(read(r#"{"keepdraft": false}"#).unwrap_err().0, none);
        assert_eq!(read(r#"{"keepDraft": false, "language": "de"}"#).unwrap_err().0, none);
        assert_eq!(read(r#"{"keepDraft": false "#).unwrap_err().0, none);
        assert_eq!(read(r#"{"keepdraft": true}"#).unwrap_err().0, Config::default());
        assert_eq!(read("skräp").unwrap_err().0, Config::default());
    }
}
