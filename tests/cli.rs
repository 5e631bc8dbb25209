//! The command line as a program: what it writes, where, and how it ends.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

fn rapportkoll(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rapportkoll")).args(args).output().unwrap()
}

/// A folder of its own for a test, emptied first.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &Path, name: &str, content: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

const REPORT: &[u8] = "Nämndens ekonomi\n\nAllt går enligt plan.\n".as_bytes();

#[test]
fn one_unreadable_file_does_not_stop_the_others() {
    let folder = folder("unreadable");
    let good = file(&folder, "good.txt", REPORT);
    let last = file(&folder, "last.txt", REPORT);
    for (name, content, reason) in [
        ("empty.txt", &b""[..], "tom"),
        ("latin1.txt", b"F\xf6rskola 1 234\n", "UTF-8"),
        ("word.txt", b"PK\x03\x04 and so on", "zip"),
        ("text.docx", b"just text", "ren text"),
        ("real.pdf", b"%PDF-1.7", "PDF"),
        ("missing.txt", b"", "finns inte"),
    ] {
        let bad = file(&folder, name, content);
        if reason == "finns inte" {
            fs::remove_file(&bad).unwrap();
        }
        let output = rapportkoll(&["check", "--format", "jsonl", &good, &bad, &last]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(stdout(&output).lines().count(), 2, "{name}");
        assert_eq!(stderr(&output).lines().count(), 1, "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(name) && stderr(&output).contains(reason), "{}", stderr(&output));
    }
}

#[test]
fn standard_input_is_read_for_a_dash() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapportkoll"))
        .args(["check", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(REPORT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["schema"], &report["source"]["name"]), (&1.into(), &"-".into()));
}

#[test]
fn json_is_an_object_for_one_file_and_an_array_for_several() {
    let folder = folder("json");
    let (a, b) = (file(&folder, "a.txt", REPORT), file(&folder, "b.txt", REPORT));
    let one: serde_json::Value =
        serde_json::from_str(stdout(&rapportkoll(&["check", "--format", "json", &a]))).unwrap();
    assert_eq!(one["source"]["name"], a.as_str());
    let two: serde_json::Value =
        serde_json::from_str(stdout(&rapportkoll(&["check", "--format", "json", &a, &b]))).unwrap();
    assert_eq!(two[1]["source"]["name"], b.as_str());
}

#[test]
fn the_user_says_how_much_a_sum_may_differ() {
    let folder = folder("rounding");
    let text = "Drift, tkr\n\
        Post                Budget    Utfall    Prognos\n\
        Löner               41 212    40 811    41 555\n\
        Hyror               12 487    12 390    12 502\n\
        Varor                3 951     4 105     4 010\n\
        Summa               57 650    57 309    58 067\n";
    let path = file(&folder, "drift.txt", text.as_bytes());
    let mismatches = |rounding: &str| {
        let out = rapportkoll(&["check", "--format", "json", "--rounding", rounding, &path]);
        let report: serde_json::Value = serde_json::from_str(stdout(&out)).unwrap();
        let relations = report["tables"][0]["relations"].as_array().unwrap().clone();
        relations.iter().filter(|relation| relation["verdict"] == "mismatch").count()
    };
    // The sums are off by 0, 3 and 0.
    assert_eq!(["interval", "exact", "one", "fixed:2.5", "fixed:3"].map(mismatches), [1, 1, 1, 1, 0]);
}

#[test]
fn wrong_usage_is_2_and_help_is_0() {
    for args in [
        &["check"][..],
        &["check", "--format", "yaml", "x"],
        &["check", "--rounding", "none", "x"],
        &["check", "--rounding", "fixed:", "x"],
        &["check", "--rounding", "fixed:-1", "x"],
        &["check", "--profile", "dagbok", "x"],
        &[],
    ] {
        assert_eq!(rapportkoll(args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(rapportkoll(&["check", "--help"]).status.code(), Some(0));
}

#[test]
fn hostile_texts_get_a_report() {
    let folder = folder("hostile");
    for (name, text) in [
        ("novel", "Det var en gång en liten flicka. ".repeat(3000)),
        ("digits", "1 ".repeat(20_000)),
        ("one long line", "123 456 ".repeat(20_000)),
        ("crlf and tabs", "Rad\t1\t2\r\n".repeat(2_000)),
        ("zero width", "\u{200b}\u{feff}Summa\u{200d} 1\u{200b}2\n".repeat(500)),
        ("signs", "-–−+()%.,'".repeat(5_000)),
        ("line breaks", "\n".repeat(50_000) + "1"),
    ] {
        let path = file(&folder, name, text.as_bytes());
        let output = rapportkoll(&["check", "--format", "jsonl", &path]);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{name}: {:?} {}",
            output.status,
            stderr(&output)
        );
    }
}

#[test]
fn every_view_of_inspect_shows_something_of_its_own() {
    let folder = folder("inspect");
    let path = file(&folder, "a.txt", "Kostnader\t1\u{a0}234\t-5\n".as_bytes());
    let lines = rapportkoll(&["inspect", "--view", "lines", &path]);
    assert_eq!(stdout(&lines), "    1 | Kostnader→1<00A0>234→-5\n    2 | \n");
    let figures = rapportkoll(&["inspect", "--view", "figures", &path]);
    assert_eq!(stdout(&figures).lines().count(), 2, "{}", stdout(&figures));
    let all = rapportkoll(&["inspect", &path]);
    assert_eq!(stdout(&all).matches("== ").count(), 6);
}
