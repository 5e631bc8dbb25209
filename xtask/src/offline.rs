//! What makes the served page installable and lets it open without a network: `manifest.webmanifest` and
//! `service-worker.js`, which knows the page's files by name.

use crate::{Result, names::short_hash, root};
use std::{fs, path::Path};

/// Files in `dist` that are not part of a version of the page: the host changes them, or they stand for themselves.
const NOT_KEPT: &[&str] =
    &["config.json", "profiles.toml", "rapportkoll.html", "service-worker.js", "manifest.webmanifest"];

/// Adds both to the page in `dist`.
pub(crate) fn write(dist: &Path) -> Result {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).map_err(|error| format!("index.html: {error}"))?;
    let icon = icon(&html).ok_or("the page has no icon")?;
    let put = |name: &str, content: String| {
        fs::write(dist.join(name), content).map_err(|error| format!("{name}: {error}"))
    };
    // Before the files are counted: the page names its manifest.
    put("index.html", with_manifest(&html)?)?;
    put("manifest.webmanifest", manifest(icon))?;
    let (files, version) = files(dist)?;
    let source = root().join("src").join("service-worker.js");
    let worker = fs::read_to_string(&source).map_err(|error| format!("{}: {error}", source.display()))?;
    put("service-worker.js", filled_in(&worker, &files, &version)?)
}

/// The page with a link to its manifest; src/start.js goes by it.
fn with_manifest(html: &str) -> Result<String> {
    const LINK: &str = "<link rel=\"manifest\" href=\"manifest.webmanifest\" />";
    if html.contains(LINK) {
        return Ok(html.to_owned());
    }
    let (before, after) = html.split_once("</head>").ok_or("the page has no head")?;
    Ok(format!("{before}{LINK}\n  </head>{after}"))
}

/// The file name of the page's icon.
fn icon(html: &str) -> Option<&str> {
    let (_, after) = html.split_once("rel=\"icon\"")?;
    let (_, after) = after.split_once("href=\"")?;
    let (icon, _) = after.split_once('"')?;
    Some(icon.trim_start_matches("./"))
}

fn manifest(icon: &str) -> String {
    format!(
        r##"{{
  "name": "Rapportkoll",
  "short_name": "Rapportkoll",
  "description": "Kontrollerar siffrorna i en rapport. Inget lämnar webbläsaren.",
  "lang": "sv",
  "id": "./",
  "start_url": "./",
  "scope": "./",
  "display": "standalone",
  "background_color": "#eef1f4",
  "theme_color": "#0b5563",
  "icons": [{{ "src": "{icon}", "sizes": "any", "type": "image/svg+xml", "purpose": "any" }}]
}}
"##
    )
}

/// The files of the page, sorted, and a name for them all that changes with any of them.
fn files(dist: &Path) -> Result<(Vec<String>, String)> {
    let entries = fs::read_dir(dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let mut files: Vec<String> = entries
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !NOT_KEPT.contains(&name.as_str()))
        .collect();
    files.sort();
    let mut parts = Vec::new();
    for name in &files {
        parts.push(name.clone().into_bytes());
        parts.push(fs::read(dist.join(name)).map_err(|error| format!("{name}: {error}"))?);
    }
    let version = short_hash(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>());
    Ok((files, version))
}

fn filled_in(worker: &str, files: &[String], version: &str) -> Result<String> {
    let list = files.iter().fold(String::new(), |list, file| list + "  \"" + file + "\",\n");
    let filled = worker.replacen("const FILES = [];", &format!("const FILES = [\n{list}];"), 1).replacen(
        "const VERSION = \"\";",
        &format!("const VERSION = \"{version}\";"),
        1,
    );
    if filled.contains(version) && filled.contains("const FILES = [\n") {
        Ok(filled)
    } else {
        Err("src/service-worker.js has no place for its files and version".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_is_told_its_files_and_version() {
        let worker = include_str!("../../src/service-worker.js");
        let filled = filled_in(worker, &["index.html".to_owned(), "a-1.css".to_owned()], "0f").unwrap();
        assert!(filled.contains("const FILES = [\n  \"index.html\",\n  \"a-1.css\",\n];"));
        assert!(filled.contains("const VERSION = \"0f\";"));
        assert!(filled_in("nothing", &[], "0f").is_err());
    }

    #[test]
    fn the_page_names_its_manifest_once_and_the_manifest_the_icon() {
        let page = "<head><link rel=\"icon\" href=\"./icon-1.svg\" /></head>";
        let once = with_manifest(page).unwrap();
        assert_eq!(with_manifest(&once).unwrap(), once);
        assert!(manifest(icon(page).unwrap()).contains("\"src\": \"icon-1.svg\""));
    }
}
