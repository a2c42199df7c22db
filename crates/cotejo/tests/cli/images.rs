//! Facts about pictures, from files on disk to pages, JSON and copies fit to be published.

use std::fs;
use std::path::Path;

use image::{GrayImage, Luma};
use serde_json::Value;

use crate::support::{Place, code, cotejo, json, shown};

const LAYOUT: &str = "form = \"test\"\ncodes = 1\nmeasured_from = \"largest\"\n\
    [[place]]\nwhat = \"names\"\nleft = -0.2\ntop = -0.9\nright = 1.2\nbottom = -0.3\n";

/// A page with the code of a text in the middle and a pattern of its own above, as a JPEG.
fn page(path: &Path, text: &str, shade: u8) {
    let drawn = paper::qr::qr_matrix(text).expect("a code");
    let side = drawn.size;
    let mut page = GrayImage::from_fn(600, 800, |x, y| {
        Luma([if (x / 40 + y / 30 * u32::from(shade)) % 3 == 0 { 90 } else { 250 }])
    });
    let (left, top, module) = (150, 400, 300 / side);
    for y in 0..side * module + 60 {
        for x in 0..side * module + 60 {
            let at = |p: u32| (p >= 30).then(|| (p - 30) / module).filter(|p| *p < side);
            let dark = at(x).zip(at(y)).is_some_and(|(x, y)| drawn.dark(x, y));
            page.put_pixel(left - 30 + x, top - 30 + y, Luma([if dark { 0 } else { 255 }]));
        }
    }
    page.save(path).expect("a picture");
}

fn rules(output: &Value) -> Vec<String> {
    let all = output["compared"]["findings"].as_array().expect("findings");
    all.iter().map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn what_shows_the_same_is_found_and_what_a_list_says_wrongly_too() {
    let place = Place::new();
    let scans = place.path("scans");
    fs::create_dir(&scans).expect("writable");
    page(&scans.join("a.png"), "FIRST SHEET", 1);
    page(&scans.join("b.png"), "SECOND SHEET", 2);
    // The same picture, written again with other bytes; and a copy byte for byte.
    image::open(scans.join("a.png")).expect("a picture").save(scans.join("c.jpg")).expect("saved");
    fs::copy(scans.join("b.png"), scans.join("d.png")).expect("copied");
    let list = place.path("list.csv");
    fs::write(&list, "file,table\nb.png,01\nd.png,02\n").expect("writable");
    let (scans, out) = (place.text("scans"), place.text("out"));
    let run = cotejo(&[
        "forensics",
        "images",
        &scans,
        "--control",
        &scans,
        "--list",
        &list.display().to_string(),
        "--out",
        &out,
        "--json",
    ]);
    assert_eq!(code(&run), 1, "{}", shown(&run));
    let told = json(&run);
    let found = rules(&told);
    assert!(found.iter().any(|rule| rule == "F615"), "{found:?}");
    assert!(found.iter().any(|rule| rule == "F616"), "{found:?}");
    assert!(found.iter().any(|rule| rule == "F614"), "{found:?}");
    assert_eq!(told["compared"]["same_bytes"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["shares"]["silent"], 4);
    assert_eq!(told["shares"], told["control"]);
    for name in ["index.html", "es.html", "en.pdf", "images.json"] {
        assert!(place.path("out").join(name).is_file(), "{name}");
    }
    let page = fs::read_to_string(place.path("out/es.html")).expect("a page");
    assert!(page.contains("no demuestra nada por sí sola") && !page.contains(">img-"), "{page}");
}

#[test]
fn public_copies_are_covered_and_what_cannot_be_waits_for_a_person() {
    let place = Place::new();
    fs::create_dir(place.path("scans")).expect("writable");
    page(&place.path("scans/good.png"), "A SHEET", 1);
    GrayImage::from_fn(300, 300, |x, y| Luma([u8::try_from((x * y) % 256).expect("a byte")]))
        .save(place.path("scans/none.png"))
        .expect("saved");
    fs::write(place.path("layout.toml"), LAYOUT).expect("writable");
    let (scans, layout, vault) =
        (place.text("scans"), place.text("layout.toml"), place.text("vault"));
    let (out, hand) = (place.text("out"), place.text("hand"));
    let arguments = [
        "forensics",
        "images",
        &scans,
        "--layout",
        &layout,
        "--originals",
        &vault,
        "--out",
        &out,
        "--by-hand",
        &hand,
        "--json",
    ];
    let told = json(&cotejo(&arguments));
    assert_eq!(told["public_copies"], 1, "{told}");
    let refused = told["refused"][0]["sha256"].as_str().expect("a digest").to_owned();
    assert_eq!(told["refused"][0]["wants_a_person"], true);
    assert_eq!(
        fs::read(place.path("vault").join(&refused)).expect("kept"),
        fs::read(place.path("scans/none.png")).expect("there")
    );
    let copies: Vec<_> = fs::read_dir(place.path("out/public")).expect("copies").collect();
    assert_eq!(copies.len(), 1);
    let copy =
        image::open(copies[0].as_ref().expect("a file").path()).expect("a picture").to_luma8();
    assert!((200..400).all(|x| copy.get_pixel(x, 220).0 == [0]), "the place is black");
    // Once a person has covered the other one, it is published without its metadata.
    fs::create_dir(place.path("hand")).expect("writable");
    fs::copy(place.path("scans/none.png"), place.path("hand").join(format!("{refused}.png")))
        .expect("copied");
    let again = cotejo(&arguments);
    assert_eq!(
        (code(&again), &json(&again)["public_copies"]),
        (0, &Value::from(2)),
        "{}",
        shown(&again)
    );
}

#[test]
fn wrong_input_is_refused_with_its_rule() {
    let place = Place::new();
    fs::create_dir(place.path("scans")).expect("writable");
    fs::create_dir(place.path("empty")).expect("writable");
    page(&place.path("scans/a.png"), "A SHEET", 1);
    fs::write(place.path("bad.toml"), LAYOUT.replace("left = -0.2", "left = nan"))
        .expect("writable");
    fs::write(place.path("twice.csv"), "file,table\na.png,1\na.png,2\n").expect("writable");
    fs::write(place.path("other.csv"), "file,table\nz.png,1\n").expect("writable");
    fs::write(place.path("head.csv"), "name,table\na.png,1\n").expect("writable");
    let (scans, out) = (place.text("scans"), place.text("out"));
    for (what, rule) in [
        (vec!["--layout", &place.text("bad.toml"), "--out", &out], "F619"),
        (vec!["--layout", "nowhere", "--out", &out], "F619"),
        (vec!["--layout", "ve-2024"], "--out"),
        (vec!["--list", &place.text("twice.csv")], "F620"),
        (vec!["--list", &place.text("other.csv")], "F620"),
        (vec!["--list", &place.text("head.csv")], "F620"),
        (vec!["--language", "fr"], "choose en or es"),
        (vec!["--control", &place.text("empty")], "F601"),
        (vec!["--control", &place.text("missing")], "missing"),
        (vec!["--lines", "0"], "1..=200"),
    ] {
        let run = cotejo(&[&["forensics", "images", &scans][..], &what].concat());
        assert_eq!(code(&run), 2, "{what:?}: {}", shown(&run));
        assert!(shown(&run).contains(rule), "{what:?}: {}", shown(&run));
    }
}

/// The whole of our own sheet on A4, as the PDF it is printed from: signatures are covered from edge to edge, and all
/// else stays.
#[test]
fn our_a4_sheet_gets_a_public_copy_from_its_pdf() {
    let place = Place::with_demo();
    let (sheet, out) = (place.text("demo/printed/sheet-a4.pdf"), place.text("out"));
    let copies = |layout: &str| {
        let run =
            cotejo(&["forensics", "images", &sheet, "--layout", layout, "--out", &out, "--json"]);
        (code(&run), json(&run))
    };
    let (ended, told) = copies("cotejo-a4");
    assert_eq!((ended, &told["public_copies"]), (0, &Value::from(1)), "{told}");
    let copy = fs::read_dir(place.path("out/public")).expect("copies").next().expect("a copy");
    let copy = image::open(copy.expect("a file").path()).expect("a picture").to_luma8();
    let black = |y: u32| (0..copy.width()).all(|x| copy.get_pixel(x, y).0 == [0]);
    let covered: Vec<u32> = (0..copy.height()).filter(|y| black(*y)).collect();
    // Three rows of signatures are some six centimetres, of two pages of thirty.
    let share = covered.len() as f64 / f64::from(copy.height());
    assert!((0.08..0.15).contains(&share), "{share}");
    assert!(covered.windows(2).all(|two| two[0] + 1 == two[1]), "one place");
    // Another form's places are not on this one: it gets no copy.
    let (ended, told) = copies("ve-2024");
    assert_eq!((ended, &told["public_copies"]), (1, &Value::from(0)), "{told}");
}
