//! What files say of themselves: read where it stands, withheld where it may tell of persons, never guessed.

use forensics::image::{Format, NEAR, Picture, Withheld, compare, facts, shares};
use record::Rule;

/// A little-endian TIFF block with text fields, a density of 300 to the inch, and a GPS directory.
fn exif(texts: &[(u16, &str)]) -> Vec<u8> {
    let fields = texts.len() + 4;
    let mut heap = 8 + 2 + 12 * fields + 4;
    let (mut directory, mut values) = (Vec::new(), Vec::new());
    let entry = |tag: u16, kind: u16, count: usize, value: usize| {
        let mut bytes = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
        bytes.extend(u32::try_from(count).expect("small").to_le_bytes());
        bytes.extend(u32::try_from(value).expect("small").to_le_bytes());
        bytes
    };
    for (tag, text) in texts {
        let text = format!("{text}....\0");
        directory.extend(entry(*tag, 2, text.len(), heap));
        heap += text.len();
        values.extend(text.into_bytes());
    }
    for tag in [0x011a, 0x011b] {
        directory.extend(entry(tag, 5, 1, heap));
        values.extend([300_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat());
        heap += 8;
    }
    directory.extend(entry(0x0128, 3, 1, 2));
    directory.extend(entry(0x8825, 4, 1, heap));
    // GPS: the reference of the latitude.
    values.extend(1_u16.to_le_bytes());
    values.extend(entry(1, 2, 2, usize::from(b'N')));
    values.extend(0_u32.to_le_bytes());
    let fields = u16::try_from(fields).expect("small").to_le_bytes();
    [&b"II*\0\x08\0\0\0"[..], &fields, &directory, &[0; 4], &values].concat()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("small").to_be_bytes();
    [&[0xff, marker][..], &length, body].concat()
}

/// A JPEG's header, up to its scan.
fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let frame = segment(0xc0, &[8, 1, 2, 3, 4, 1, 1, 0x11, 0]);
    [&[0xff, 0xd8][..], &segments.concat(), &frame, &segment(0xda, &[1, 1, 0, 0, 63, 0])].concat()
}

const FIELDS: [(u16, &str); 5] = [
    (0x010f, "A maker"),
    (0x0110, "Model 7"),
    (0x0131, "A program"),
    (0x0132, "2030:06:02 20:01:02"),
    (0x013b, "Somebody"),
];

#[test]
fn scanner_program_and_time_are_read_and_persons_are_not() {
    let app1 = segment(0xe1, &[&b"Exif\0\0"[..], &exif(&FIELDS)].concat());
    let seen = facts(&jpeg(&[app1, segment(0xfe, b"from Somebody else")]));
    assert_eq!(
        (seen.format, seen.pixels, seen.dpi),
        (Format::Jpeg, Some((772, 258)), Some((300, 300)))
    );
    let about = &seen.metadata;
    assert!(about.exif && !seen.damaged, "{seen:?}");
    assert_eq!(about.maker.as_deref(), Some("A maker...."));
    assert!(about.software.is_some() && about.times.len() == 1, "{about:?}");
    assert!(about.withheld.contains(&Withheld::Owner) && about.withheld.contains(&Withheld::Place));
    assert!(seen.jpeg.as_ref().is_some_and(|one| one.comment));
    assert!(!format!("{seen:?}").contains("Somebody"), "no name goes along: {seen:?}");
    let counted = shares([&seen, &facts(&jpeg(&[]))]);
    assert_eq!((counted.pictures, counted.exif, counted.silent, counted.withheld), (2, 1, 1, 1));
}

#[test]
fn density_is_known_only_with_a_unit() {
    let jfif =
        |unit: u8| segment(0xe0, &[&b"JFIF\0\x01\x01"[..], &[unit, 0, 100, 0, 100, 0, 0]].concat());
    let dpi = |unit| facts(&jpeg(&[jfif(unit)])).dpi;
    assert_eq!((dpi(0), dpi(1), dpi(2)), (None, Some((100, 100)), Some((254, 254))));
}

#[test]
fn a_png_tells_by_its_chunks() {
    let chunk = |name: &[u8], body: &[u8]| {
        [&u32::try_from(body.len()).expect("small").to_be_bytes()[..], name, body, &[0; 4]].concat()
    };
    let head = [0, 0, 2, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0];
    let parts = [
        chunk(b"IHDR", &head),
        chunk(b"pHYs", &[0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1]),
        chunk(b"tIME", &[7, 238, 6, 2, 20, 1, 2]),
        chunk(b"tEXt", b"Software\0A program"),
        chunk(b"tEXt", b"Author\0Somebody"),
        chunk(b"IEND", &[]),
    ];
    let seen = facts(&[&b"\x89PNG\r\n\x1a\n"[..], &parts.concat()].concat());
    assert_eq!((seen.pixels, seen.dpi), (Some((512, 256)), Some((300, 300))));
    assert_eq!(seen.metadata.times, [("tIME".to_owned(), "2030-06-02 20:01:02".to_owned())]);
    assert_eq!(seen.metadata.software.as_deref(), Some("A program"));
    assert_eq!(seen.metadata.withheld, [Withheld::Text]);
    assert!(!format!("{seen:?}").contains("Somebody"));
}

#[test]
fn every_cut_of_a_header_is_facts_without_a_panic() {
    let app1 = segment(0xe1, &[&b"Exif\0\0"[..], &exif(&FIELDS)].concat());
    let whole = jpeg(&[app1]);
    for end in 0..whole.len() - 8 {
        let seen = facts(&whole[..end]);
        assert!(end < 3 || seen.damaged, "{end}");
    }
    assert_eq!(facts(b"").format, Format::Other);
    assert_eq!(facts(b"%PDF-1.7").format, Format::Pdf);
}

#[test]
fn pictures_are_held_against_each_other() {
    let picture = |name: &str, table: &str, look: Vec<u8>, payload: &str| Picture {
        name: name.to_owned(),
        sha256: name.repeat(64),
        facts: facts(b""),
        look: Some(look),
        payloads: vec![payload.to_owned()],
        table: Some(table.to_owned()),
        published: None,
        unreadable: None,
    };
    let mut near = vec![0; 128];
    let bits = usize::try_from(NEAR).unwrap();
    (0..bits).for_each(|bit| near[bit / 8] |= 1 << (bit % 8));
    let mut far = near.clone();
    far[127] = 1;
    let mut all = vec![
        picture("a", "1", vec![0; 128], "x"),
        picture("b", "2", near, "y"),
        picture("c", "1", far, "x"),
    ];
    all[2].published = Some("9".to_owned());
    let found = compare(&all);
    let seen: Vec<_> =
        found.findings.iter().map(|one| (one.rule, one.pictures.clone(), one.distance)).collect();
    assert_eq!(
        seen,
        [
            (Rule::SameImageTwoTables, vec![0, 1], Some(NEAR)),
            (Rule::SameImageTwoTables, vec![1, 2], Some(1)),
            (Rule::TwoScansOfOneSheet, vec![0, 2], None),
            (Rule::ImageUnderOtherTable, vec![2], None),
        ]
    );
}
