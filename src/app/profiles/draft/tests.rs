use super::*;
use crate::engine::profile::{read, shipped};

fn draft(of: &Profile) -> Draft {
    Draft::of(&Own { profile: of.clone(), from: "".into() })
}

fn wrong(draft: &Draft) -> Vec<Wrong> {
    draft.faults(&Profiles::default()).into_iter().map(|fault| fault.what).collect()
}

#[test]
fn names_cross_the_form_whatever_is_in_them() {
    let through = |given: &[&str]| {
        let given: Vec<String> = given.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(names(&joined(&given)), given);
    };
    through(&["Intäkter", "Kostnader"]);
    through(&["Drift; netto", r"a\", r"\;b", r"C:\kat", ";"]);
    assert_eq!(names(r"ett ;två\n; ;tre\;fyra"), ["ett", r"två\n", "tre;fyra"]);
}

#[test]
fn a_form_that_nobody_touches_changes_nothing() {
    for profile in shipped() {
        let draft = draft(profile);
        assert!(!draft.is_changed(), "{}", profile.id);
        assert_eq!(draft.faults(&Profiles::default()), []);
        assert_eq!(read("t", &write(&draft.profile())).unwrap(), [draft.profile()]);
    }
}

#[test]
fn a_new_name_is_followed_by_what_refers_to_it() {
    let shipped = shipped().iter().find(|profile| profile.id == "resultatrapport").unwrap();
    let mut draft = draft(shipped);
    draft.sections[0].name = "Utfallet".into();
    let profile = draft.profile();
    let within = profile.sections.iter().filter(|section| section.within.as_deref() == Some("Utfallet"));
    assert_eq!(within.count(), 2);
    assert_eq!(profile.sections[0].name_en, "", "the English name was that of another section");
    draft.remove(draft.sections[0].key);
    let profile = draft.profile();
    assert!(profile.sections.iter().all(|section| section.within.as_deref() != Some("Utfallet")));
    assert!(read("t", &write(&profile)).is_ok());
}

#[test]
fn every_fault_is_told_at_its_field() {
    let mut draft = draft(&Profile { id: "x".into(), name: "X".into(), ..Profile::default() });
    draft.name = shipped()[0].name.clone();
    assert_eq!(wrong(&draft), [Wrong::Taken]);
    draft.name = " ".into();
    assert_eq!(wrong(&draft), [Wrong::Missing]);
    draft.name = "X".into();
    (draft.rounding, draft.amount) = (Kind::Fixed, "två".into());
    assert_eq!(wrong(&draft), [Wrong::Amount]);
    draft.amount = "2,5".into();
    let (a, b) = (draft.add_section(), draft.add_section());
    assert_eq!(wrong(&draft), [Wrong::Missing, Wrong::Missing]);
    for section in &mut draft.sections {
        section.name = "A".into();
    }
    assert_eq!(
        draft.faults(&Profiles::default()),
        [Fault { field: field::of(b, "name"), what: Wrong::Double }]
    );
    draft.sections[1].name = "B".into();
    draft.sections[0].after = Some(b);
    assert_eq!(wrong(&draft), []);
    draft.sections[1].after = Some(a);
    assert_eq!(wrong(&draft), [Wrong::Circle, Wrong::Circle]);
    draft.sections[1].after = None;
    let c = draft.add_section();
    draft.sections[2].name = "C".into();
    draft.sections[1].within = Some(a);
    draft.sections[2].within = Some(b);
    assert_eq!(draft.faults(&Profiles::default())[0].field, field::of(c, "within"));
    draft.sections[2].others = "x".repeat(501);
    draft.sections[2].within = None;
    assert_eq!(wrong(&draft), [Wrong::Long(500)]);
    draft.sections[2].others = "x;".repeat(501);
    assert_eq!(wrong(&draft), [Wrong::Many(500)]);
}

#[test]
fn rows_are_added_moved_and_removed() {
    let mut draft = draft(&Profile { id: "x".into(), name: "X".into(), ..Profile::default() });
    let table = draft.add_table();
    draft.tables[0].name = "Drift".into();
    let rows: Vec<u32> = (0..3).map(|_| draft.add_row(table)).collect();
    for (row, name) in draft.tables[0].rows.iter_mut().zip(["A", "B", "C"]) {
        row.name = name.into();
    }
    draft.shift(rows[2], true);
    draft.shift(rows[0], true);
    draft.remove(rows[1]);
    let names: Vec<String> = draft.profile().tables[0].rows.iter().map(|row| row.name.clone()).collect();
    assert_eq!(names, ["A", "C"]);
    assert_eq!(wrong(&draft), []);
}
