//! Names that change with the contents, for what trunk leaves without: a browser then never puts an old checker
//! beside a new page.

use crate::Result;
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, fs, path::Path};

/// The files of the checker, as trunk names them.
const CHECKER: [(&str, &str); 2] = [("checker", ".js"), ("checker", "_bg.wasm")];

/// Gives the checker's files in `dist` their names, and the page the names.
pub(crate) fn give(dist: &Path) -> Result {
    let page = dist.join("index.html");
    let mut html = fs::read_to_string(&page).map_err(|error| format!("index.html: {error}"))?;
    for (stem, ending) in CHECKER {
        let plain = format!("{stem}{ending}");
        let told = |error| format!("{plain}: {error}");
        let content = fs::read(dist.join(&plain)).map_err(told)?;
        let named = format!("{stem}-{}{ending}", short_hash(&[&content]));
        fs::rename(dist.join(&plain), dist.join(&named)).map_err(told)?;
        html = named_in(&html, &plain, &named)?;
    }
    fs::write(&page, html).map_err(|error| format!("index.html: {error}"))
}

fn named_in(html: &str, plain: &str, named: &str) -> Result<String> {
    let (old, new) = (format!("\"./{plain}\""), format!("\"./{named}\""));
    if html.contains(&old) {
        Ok(html.replace(&old, &new))
    } else {
        Err(format!("the page does not name {plain}"))
    }
}

/// The first sixteen digits of a hash.
pub(crate) fn short_hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut written, byte| {
        // Writing to a string does not fail.
        let _ = write!(written, "{byte:02x}");
        written
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_told_the_new_name() {
        let page = "<link href=\"./checker.js\" data-wasm=\"./checker_bg.wasm\" />";
        let told = named_in(page, "checker.js", "checker-1.js").unwrap();
        assert_eq!(told, "<link href=\"./checker-1.js\" data-wasm=\"./checker_bg.wasm\" />");
        assert!(named_in(&told, "checker.js", "x").is_err());
        assert_eq!(short_hash(&[b"a", b"b"]).len(), 16);
    }
}
