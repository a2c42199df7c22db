//! The printed sheet: everything is on it, nothing overlaps or leaves the paper, and it is the same every time.

use paper::{
    Figure, Paper, PaperError, SheetPrint, lay_out_sheet,
    pdf::Page,
    sheet::{Capacity, SignatoryPrint},
    sheet_pdf,
    strip::Mark,
};

#[path = "common/sample.rs"]
mod sample;

const BOTH: [Paper; 2] = [Paper::Roll80, Paper::A4];

#[test]
fn same_input_gives_same_bytes() {
    let sheet = sample::sheet("es", 10, 38);
    for paper in BOTH {
        let (one, two) =
            (sheet_pdf(&sheet, paper).expect("prints"), sheet_pdf(&sheet, paper).expect("prints"));
        assert!(one.pdf == two.pdf, "{paper:?}");
        let mut other = sheet.clone();
        other.copy.number += 1;
        assert!(sheet_pdf(&other, paper).expect("prints").pdf != one.pdf, "copies differ");
    }
}

#[test]
fn everything_given_is_on_the_paper() {
    for language in ["es", "en"] {
        for sheet in [sample::sheet(language, 10, 38), sample::correction(language)] {
            for paper in BOTH {
                let pages = lay_out_sheet(&sheet, paper).expect("lays out").pages;
                let seen = squeeze(&pages.iter().map(all_text).collect::<String>());
                for text in given_texts(&sheet) {
                    assert!(seen.contains(&squeeze(&text)), "{paper:?} lacks {text:?}");
                }
                let codes = pages.iter().flat_map(|page| &page.items);
                let codes = codes.filter(|item| matches!(item.mark, Mark::Qr { .. })).count();
                assert_eq!(codes, 2 * sheet.qr.len(), "each code twice");
            }
        }
    }
}

#[test]
fn four_states_of_a_count_print_differently() {
    let states = [Figure::Given(0), Figure::Blank, Figure::Unreadable, Figure::Absent];
    for language in ["es", "en"] {
        let printed: Vec<String> = states
            .iter()
            .map(|&state| {
                let mut sheet = sample::sheet(language, 1, 1);
                sheet.candidates[0].lists[0].votes = state;
                let laid = lay_out_sheet(&sheet, Paper::Roll80).expect("lays out");
                let page = &laid.pages[0];
                let (_, y, _) = page
                    .texts()
                    .find(|(_, _, run)| run.text == "Lista 1")
                    .expect("the list's line");
                let line = page.texts().filter(|(x, at, _)| (at - y).abs() < 0.01 && *x > 35.0);
                // Skip the list's code; number and words follow.
                line.skip(1).map(|(_, _, run)| run.text.as_str()).collect::<Vec<_>>().join(" ")
            })
            .collect();
        for (i, one) in printed.iter().enumerate() {
            assert!(printed[i + 1..].iter().all(|other| other != one), "{printed:?}");
        }
        assert!(printed[0].starts_with("0 "), "{printed:?}");
        assert!(
            printed[1].starts_with("[ ] (")
                && printed[2].starts_with("[?] (")
                && printed[3].starts_with("— (")
        );
    }
}

#[test]
fn nothing_overlaps_or_leaves_the_paper() {
    let mut long = sample::sheet("es", 10, 38);
    long.centre.name =
        "Unidad Educativa Nacional Bolivariana Doctora Maestra Pingüino del Ñandú ".repeat(4);
    long.centre.address = "Calle principal, vereda doce, frente al puente viejo; ".repeat(9);
    long.contest.name =
        "Gobernación y consejo legislativo del estado Tres Ríos de la Nueva Esperia ".repeat(2);
    long.candidates[0].name =
        "Candidatura de nombre larguísimo que no cabe en una línea ".repeat(2);
    long.candidates[0].lists[0].name =
        "Movimientodenombrelarguísimosinespaciosquedebepartirse".to_owned();
    long.candidates[1].lists[0].votes = Figure::Given(u32::MAX);
    long.election.id = "f".repeat(512);
    let sheets = [
        long,
        sample::sheet("es", 1, 1),
        sample::sheet("en", 10, 120),
        sample::sheet("es", 40, 400),
        sample::correction("en"),
    ];
    for sheet in &sheets {
        for paper in BOTH {
            let pages = lay_out_sheet(sheet, paper).expect("lays out").pages;
            for page in &pages {
                check_page(page, paper);
            }
            let figures = sheet.candidates.iter().flat_map(|c| &c.lists).map(|list| list.votes);
            for figure in figures {
                let Figure::Given(votes) = figure else { continue };
                let mut runs = pages.iter().flat_map(Page::texts);
                let whole = runs.any(|(_, _, run)| run.text == votes.to_string());
                assert!(whole, "{paper:?}: {votes} is broken over lines");
            }
        }
    }
}

#[test]
fn roll_is_one_page_and_a4_pages_are_numbered() {
    let sheet = sample::sheet("es", 10, 120);
    assert_eq!(sheet_pdf(&sheet, Paper::Roll80).expect("prints").pages, 1);
    let pages = lay_out_sheet(&sheet, Paper::A4).expect("lays out").pages;
    assert!(pages.len() > 1);
    for (i, page) in pages.iter().enumerate() {
        let number = format!("Página {} de {}", i + 1, pages.len());
        assert!(page.texts().any(|(_, _, run)| run.text == number), "{number}");
        assert!(
            page.texts().any(|(_, _, run)| run.text.contains(&sheet.table)),
            "page {} names its table",
            i + 1
        );
    }
}

#[test]
fn a_group_that_goes_on_names_its_candidate_again() {
    let sheet = sample::sheet("en", 1, 60);
    let pages = lay_out_sheet(&sheet, Paper::A4).expect("lays out").pages;
    assert!(
        pages
            .iter()
            .any(|page| page.texts().any(|(_, _, run)| run.text == "Candidatura A (continued)"))
    );
}

#[test]
fn characters_without_a_glyph_are_written_out_and_reported() {
    let mut sheet = sample::sheet("es", 1, 1);
    sheet.centre.name = "Escuela 中 N\u{303}andú\u{202e}".to_owned();
    let laid = lay_out_sheet(&sheet, Paper::A4).expect("lays out");
    let text = squeeze(&laid.pages.iter().map(all_text).collect::<String>());
    assert!(text.contains("Escuela‹U+4E2D›Ñandú‹U+202E›"), "{text}");
    assert_eq!(laid.replaced, ['\u{202e}', '中']);
    sheet.centre.name = "São João Coração Àêõ Straße Łódź Çeşme ¿qué? ¡sí!".to_owned();
    assert!(lay_out_sheet(&sheet, Paper::A4).expect("lays out").replaced.is_empty());
}

#[test]
fn too_much_for_the_paper_is_refused() {
    let mut sheet = sample::sheet("es", 1, 801);
    let refused = sheet_pdf(&sheet, Paper::A4).err().map(|e| e.to_string()).unwrap_or_default();
    assert_eq!(
        refused,
        "801 lists on one sheet, at most 800 are printed; divide the contest over several sheets"
    );
    sheet = sample::sheet("es", 1, 800);
    let line = SignatoryPrint { capacity: Capacity::Other("x ".repeat(900)), name: None };
    sheet.signatories = vec![line; 40];
    assert!(matches!(sheet_pdf(&sheet, Paper::Roll80), Err(PaperError::RollTooLong { .. })));
    sheet = sample::sheet("es", 1, 1);
    sheet.qr = vec!["lower case".to_owned()];
    assert!(matches!(sheet_pdf(&sheet, Paper::A4), Err(PaperError::Qr(_))));
}

#[test]
fn text_can_be_taken_out_of_the_pdf_again() {
    let sheet = sample::sheet("es", 10, 38);
    let printed = sheet_pdf(&sheet, Paper::A4).expect("prints");
    let file = std::env::temp_dir().join(format!("paper-test-{}.pdf", std::process::id()));
    std::fs::write(&file, &printed.pdf).expect("temporary file");
    let output = std::process::Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output();
    std::fs::remove_file(&file).expect("temporary file");
    let Ok(output) = output else {
        println!("skipped: no pdftotext here");
        return;
    };
    let text = squeeze(&String::from_utf8_lossy(&output.stdout));
    for given in given_texts(&sheet) {
        assert!(text.contains(&squeeze(&given)), "{given:?}");
    }
}

fn given_texts(sheet: &SheetPrint) -> Vec<String> {
    let mut texts = vec![
        sheet.election.name.clone(),
        sheet.election.id.clone(),
        sheet.election.id_short.clone(),
        sheet.contest.name.clone(),
        sheet.table.clone(),
        sheet.serial.clone(),
        sheet.closed_at.clone(),
        sheet.centre.name.clone(),
        sheet.centre.address.clone(),
        sheet.centre.code.clone(),
        sheet.security_code.clone(),
        sheet.measurement.clone(),
    ];
    texts.extend(sheet.areas.iter().map(|area| area.name.clone()));
    texts.extend(sheet.copy.holder.clone());
    texts.extend(sheet.notes.clone());
    texts.extend(
        sheet
            .replaces
            .iter()
            .flat_map(|r| std::iter::once(r.serial.clone()).chain(r.reason.clone())),
    );
    texts.extend(sheet.summary.others.iter().map(|(label, _)| label.clone()));
    for candidate in &sheet.candidates {
        texts.push(candidate.name.clone());
        for list in &candidate.lists {
            texts.push(list.name.clone());
            if let Figure::Given(votes) = list.votes {
                // Without the name: on a narrow roll a long name wraps around its figures.
                texts.push(format!("{}{votes}", list.code));
            }
        }
    }
    texts
}

fn all_text(page: &Page) -> String {
    page.texts().map(|(_, _, run)| run.text.as_str()).collect()
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Text boxes (from x-height to baseline, the part that must never be covered) are disjoint from each other and from
/// codes with their quiet zones, and all marks are inside the margins.
fn check_page(page: &Page, paper: Paper) {
    let margin = if paper == Paper::Roll80 { 4.0 } else { 15.0 };
    let boxes: Vec<(f32, f32, f32, f32, &str)> = page
        .items
        .iter()
        .filter_map(|item| match &item.mark {
            Mark::Text(run) => {
                let up = run.size * 0.5 / 72.0 * 25.4;
                Some((item.x, item.y - up, item.x + run.width, item.y, run.text.as_str()))
            }
            Mark::Qr { qr, module } => {
                let (side, quiet) = (qr.size as f32 * module, 4.0 * module);
                Some((
                    item.x - quiet,
                    item.y - quiet,
                    item.x + side + quiet,
                    item.y + side + quiet,
                    "QR",
                ))
            }
            Mark::Bar { height, .. } => {
                assert!(*height >= 0.25, "no hairlines");
                None
            }
            Mark::Drawing { .. } | Mark::Faint { .. } | Mark::Gauge { .. } => None,
        })
        .collect();
    for (i, a) in boxes.iter().enumerate() {
        let reach = if a.4 == "QR" { 3.0 } else { 0.1 };
        assert!(
            a.0 >= margin - reach && a.2 <= page.width - margin + reach,
            "{paper:?}: {a:?} leaves the text area"
        );
        assert!(a.1 >= 0.0 && a.3 <= page.height - 3.0, "{paper:?}: {a:?} leaves the page");
        for b in &boxes[i + 1..] {
            let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
            assert!(apart, "{paper:?}: {a:?} covers {b:?}");
        }
    }
}

/// Public copies of scanned rolls cover the signatures by these figures, which `scan::redact` holds: from the code at
/// the end up to the foot of the last signature and to the head of the first, in widths of that code.
#[test]
fn signatures_on_the_roll_stand_where_public_copies_cover_them() {
    let (foot, room, line) = (1.08, 0.04, 0.4725);
    for lines in [1_u8, 8, 12] {
        let mut sheet = sample::sheet("es", 10, 38);
        let one = SignatoryPrint { capacity: Capacity::Operator, name: Some("Zzz".to_owned()) };
        sheet.signatories = vec![one; lines.into()];
        let laid = lay_out_sheet(&sheet, Paper::Roll80).expect("lays out");
        let page = &laid.pages[0];
        let code = page.items.iter().rev().find_map(|item| match &item.mark {
            Mark::Qr { qr, module } => {
                Some((item.y, f64::from(qr.size) * f64::from(*module), qr.version))
            }
            _ => None,
        });
        let (top, width, version) = code.expect("a code");
        assert_eq!(version, 9, "the figures are for this version");
        let names = page.texts().filter(|(_, _, run)| run.text.contains("Zzz"));
        let up: Vec<f64> = names.map(|(_, y, _)| f64::from(top - y) / width).collect();
        assert_eq!(up.len(), usize::from(lines));
        let head = foot + room + line * f64::from(lines);
        for one in up {
            // Above a name stand its capacity, 3.5 mm, and 11 mm for the hand.
            assert!(one > foot && one + 14.5 / width < head, "{lines} lines: {one} of {head}");
        }
    }
}

/// The same for A4, three signatures to a row: they are on the page of the code at the end, above it, and that code is
/// told from the one in the masthead by its share of the page's width.
#[test]
fn signatures_on_a4_stand_where_public_copies_cover_them() {
    let (foot, room, row, share) = (0.15, 0.04, 0.56, 0.17..0.21);
    for (lists, lines) in [(38, 1_u8), (38, 8), (38, 12), (6, 4), (24, 9), (30, 12)] {
        let mut sheet = sample::sheet("es", 10, lists);
        let one = SignatoryPrint { capacity: Capacity::Operator, name: Some("Zzz".to_owned()) };
        sheet.signatories = vec![one; lines.into()];
        let laid = lay_out_sheet(&sheet, Paper::A4).expect("lays out");
        let mut ends = 0;
        for page in &laid.pages {
            let names: Vec<f32> = page
                .texts()
                .filter(|(_, _, run)| run.text.contains("Zzz"))
                .map(|(_, y, _)| y)
                .collect();
            let codes = page.items.iter().filter_map(|item| match &item.mark {
                Mark::Qr { qr, module } => Some((item.y, f64::from(qr.size) * f64::from(*module))),
                _ => None,
            });
            let mut end =
                codes.filter(|(_, width)| share.contains(&(width / f64::from(page.width))));
            let Some((top, width)) = end.next() else {
                assert!(names.is_empty(), "signatures without the code at the end");
                continue;
            };
            ends += 1;
            assert_eq!(names.len(), usize::from(lines));
            let head = foot + room + row * f64::from(lines.div_ceil(3));
            for y in names {
                let up = f64::from(top - y) / width;
                assert!(up > foot && up + 14.5 / width < head, "{lines} lines: {up} of {head}");
            }
        }
        assert_eq!(ends, 1, "{lists} lists, {lines} lines");
    }
}
