//! `rapportkoll.html`: the whole page in one file that can be mailed and double-clicked.
//!
//! Browsers refuse modules and fetches to a page on disk. So styles and icon are put into the page, the wasm of each
//! program as base64 in an element of its own, and the scripts that wasm-bindgen made as one inline module. The policy
//! of the page allows exactly these, by their hashes, and no connection at all.

use crate::{Result, root};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

pub(crate) const NAME: &str = "rapportkoll.html";

/// What wasm-bindgen ends its script with.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";

/// What the single file starts with as the served page does.
const SHARED: &str = "./start-checker";

/// What it begins a function with that the program offers.
const FUNCTION: &str = "export function ";

/// Writes the single file from the page in `dist`.
pub(crate) fn write(dist: &Path) -> Result {
    let read = |name: &str| {
        fs::read(dist.join(name.trim_start_matches("./")))
            .map_err(|error| format!("{}/{name}: {error}", dist.display()))
    };
    let start = fs::read_to_string(root().join("src").join("start-single.js"))
        .map_err(|error| format!("src/start-single.js: {error}"))?;
    let page = String::from_utf8(read("index.html")?).map_err(|error| format!("index.html: {error}"))?;
    let single = pack(&page, &start, read)?;
    fs::write(dist.join(NAME), single).map_err(|error| format!("{NAME}: {error}"))
}

/// Packs a page; `read` gives a file that it names.
fn pack(page: &str, start: &str, read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<String> {
    let text = |name: &str| -> Result<String> {
        String::from_utf8(read(name)?)
            .map(|text| text.replace("\r\n", "\n"))
            .map_err(|error| format!("{name}: {error}"))
    };
    let mut styles = Vec::new();
    let mut script = None;
    let mut programs = Programs::default();
    let mut shared = String::new();
    let mut packed = String::with_capacity(page.len() * 2);
    let mut rest = page;
    while let Some((before, tag, after)) = next_tag(rest, &["link", "script"]) {
        packed.push_str(before);
        rest = after;
        let (rel, href) = (attribute(tag, "rel"), attribute(tag, "href"));
        let instead = match (rel, href) {
            (Some("stylesheet"), Some(href)) => {
                let style = inert(text(href)?, "</style")?;
                if style.replace("url(data:", "").replace("url(\"data:", "").contains("url(") {
                    return Err(format!("{href} names another file, which the single file cannot hold"));
                }
                let tag = format!("<style>{style}</style>");
                styles.push(hash(&style));
                tag
            }
            (Some("icon"), Some(href)) => {
                let icon = BASE64.encode(read(href)?);
                format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\" />")
            }
            (Some("modulepreload"), Some(href)) => {
                let wasm = attribute(tag, "data-wasm").ok_or("the page does not name its wasm")?;
                let wasm = BASE64.encode(read(wasm)?);
                let id = attribute(tag, "id").ok_or("a program of the page has no id")?;
                programs.add(id, &text(href)?)?;
                format!("<script id=\"{id}\" type=\"application/wasm;base64\">{wasm}</script>")
            }
            (None, None) if let Some(src) = attribute(tag, "src") => {
                rest = rest.strip_prefix("</script>").ok_or("a script of the page is not empty")?;
                if src.starts_with(SHARED) {
                    shared = text(src)?;
                    rest = rest.trim_start();
                    String::new()
                } else {
                    // Starts the page that is served; the module of all its programs takes its place.
                    let module = inert(programs.module(&shared, start)?, "</script")?;
                    script = Some(hash(&module));
                    format!("<script id=\"script\" type=\"module\">{module}</script>")
                }
            }
            _ => tag.to_owned(),
        };
        packed.push_str(&instead);
    }
    packed.push_str(rest);
    let script = script.ok_or("the page names no script")?;
    let policy = format!(
        "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src {}; img-src data:; worker-src blob:; \
         base-uri 'none'; form-action 'none'",
        styles.join(" ")
    );
    with_policy(&packed, &policy)
}

/// The scripts that wasm-bindgen made, without what only modules have: a page from disk may start a worker from a
/// plain script, but not from a module, and it is the same script.
#[derive(Default)]
struct Programs(String);

impl Programs {
    /// Adds a program under the name `id`: an object with all that it exports, as the module would be.
    fn add(&mut self, id: &str, glue: &str) -> Result {
        if glue.lines().any(|line| line.starts_with("import ")) {
            return Err(format!("the script of {id} imports another, which the single file cannot hold"));
        }
        let (glue, after) = glue.split_once(EXPORTS).ok_or("wasm-bindgen ends its script in a new way")?;
        let mut exported = vec!["default: __wbg_init"];
        exported.extend(
            glue.lines()
                .filter_map(|line| line.strip_prefix(FUNCTION)?.split_once('('))
                .map(|(name, _)| name),
        );
        let exported = exported.join(", ");
        let glue = format!("\n{glue}").replace(&format!("\n{FUNCTION}"), "\nfunction ");
        // Where the program would be looked for, if it were not at hand.
        let glue = glue.trim_start_matches('\n').replace("import.meta.url", "location.href");
        if glue.lines().any(|line| line.starts_with("export ")) || glue.contains("import.meta") {
            return Err(format!("the script of {id} exports in a new way, or asks where it is"));
        }
        let parts = ["const ", id, " = (() => {\n", &glue, after, "return { ", &exported, " };\n})();\n"];
        self.0.extend(parts);
        Ok(())
    }

    /// All of them, and what starts them: what the served page has too, and what is the single file's own.
    fn module(&self, shared: &str, start: &str) -> Result<String> {
        if self.0.is_empty() {
            return Err("the page names no program".to_owned());
        }
        Ok(format!("{}{shared}{start}", self.0))
    }
}

/// A text that may stand in an element that `end` ends.
fn inert(text: String, end: &str) -> Result<String> {
    if text.to_ascii_lowercase().contains(end) {
        Err(format!("a file of the page holds {end}"))
    } else {
        Ok(text)
    }
}

/// A source expression that allows exactly this inline text.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

/// The page with another content security policy.
fn with_policy(page: &str, policy: &str) -> Result<String> {
    const NO_POLICY: &str = "the page has no content security policy";
    let (before, after) = page.split_once("http-equiv=\"Content-Security-Policy\"").ok_or(NO_POLICY)?;
    let (_, after) = after.split_once("content=\"").ok_or(NO_POLICY)?;
    let (_, after) = after.split_once('"').ok_or(NO_POLICY)?;
    Ok(format!("{before}http-equiv=\"Content-Security-Policy\" content=\"{policy}\"{after}"))
}

/// The next start tag with one of these names: what is before it, the tag, what is after it.
fn next_tag<'a>(html: &'a str, names: &[&str]) -> Option<(&'a str, &'a str, &'a str)> {
    let starts = |at: usize| {
        names.iter().any(|name| {
            html[at + 1..].strip_prefix(name).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })
    };
    let at = html.match_indices('<').map(|(at, _)| at).find(|&at| starts(at))?;
    let end = at + html[at..].find('>')? + 1;
    Some((&html[..at], &html[at..end], &html[end..]))
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'" />
<link rel="icon" href="./i.svg" integrity="x"/>
<link rel="stylesheet" href="./a.css" integrity="x"/>
<link id="program" rel="modulepreload" href="./p.js" data-wasm="./p.wasm" />
<link id="checker" rel="modulepreload" href="./c.js" data-wasm="./p.wasm" />
<script src="./start-checker-1.js" defer></script>
<script src="./start.js" defer></script>
</head><body><a href="rapportkoll.html">x</a></body>"#;

    fn packed(page: &str, style: &str, glue: &str) -> Result<String> {
        pack(page, "start();", |name| {
            Ok(match name {
                "./i.svg" => b"<svg/>".to_vec(),
                "./a.css" => style.into(),
                "./start-checker-1.js" => b"const starting = 1;\n".to_vec(),
                "./p.js" => glue.into(),
                "./c.js" => format!("export function check(a) {{}}\n{EXPORTS}").into(),
                "./p.wasm" => vec![0, 1, 2],
                _ => return Err(format!("no file {name}")),
            })
        })
    }

    #[test]
    fn the_script_may_run_in_a_worker() {
        let glue = format!("a();\nexport function check() {{}}\nx(import.meta.url);\n{EXPORTS}");
        let single = packed(PAGE, "a{}", &glue).unwrap();
        assert!(
            single.contains("const program = (() => {\na();\nfunction check() {}\nx(location.href);\nreturn"),
            "{single}"
        );
        assert!(single.contains("return { default: __wbg_init, check };"), "{single}");
        assert!(packed(PAGE, "a{}", &format!("export class A {{}}\n{EXPORTS}")).is_err());
    }

    #[test]
    fn everything_is_in_the_page_and_allowed_by_its_hash() {
        let single = packed(PAGE, "a{}", &format!("glue();\n{EXPORTS}")).unwrap();
        assert!(single.contains("<style>a{}</style>"), "{single}");
        assert!(single.contains(">AAEC</script>"), "{single}");
        assert!(
            !single.contains("./") && !single.contains("'self'") && !single.contains("export"),
            "{single}"
        );
        assert!(single.contains(&hash("a{}")), "{single}");
        let (_, script) = single.split_once("<script id=\"script\" type=\"module\">").unwrap();
        let (script, _) = script.split_once("</script>").unwrap();
        assert!(
            script.starts_with("const program =") && script.ends_with("const starting = 1;\nstart();"),
            "{script}"
        );
        assert!(single.contains(&hash(script)), "{single}");
    }

    #[test]
    fn what_cannot_be_packed_is_refused() {
        let glue = format!("glue();\n{EXPORTS}");
        assert!(packed(PAGE, "a{background:url(x.png)}", &glue).is_err());
        assert!(packed(PAGE, "</style>", &glue).is_err());
        assert!(packed(PAGE, "a{}", &format!("import x from './y.js'\n{EXPORTS}")).is_err());
        assert!(packed(PAGE, "a{}", "no exports").is_err());
        assert!(packed("<head></head>", "a{}", &glue).is_err());
    }

    #[test]
    fn a_hash_is_that_of_the_standard() {
        // From the Content Security Policy specification's own example.
        assert_eq!(hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }
}
