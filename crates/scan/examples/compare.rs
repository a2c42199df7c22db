//! Reads the images that `distort` made with three readers and prints how many each reads per level:
//! this crate, ZXing-C++ with its default options, and the `zbarimg` program where it is installed.
//!
//! `cargo run --release -p cotejo-scan --example compare -- FOLDER`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use image::ImageReader;
use scan::{Limits, Trace, decode_bytes};
use zxingcpp::{BarcodeFormat, BarcodeReader, ImageFormat, ImageView};

const READERS: [&str; 3] = ["cotejo", "zxing-cpp", "zbar"];

#[derive(Default)]
struct Row {
    images: u32,
    read: [u32; 3],
    wrong: [u32; 3],
    /// Not read by this crate, but known to hold a code.
    unreadable: u32,
}

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("usage: compare FOLDER"));
    let manifest = std::fs::read_to_string(folder.join("manifest.csv")).expect("a manifest");
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut seconds = [0.0; 3];
    for line in manifest.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [file, _, level, _, truth] = cells[..] else { panic!("five cells in {line}") };
        let truth = unhex(truth);
        let path = folder.join(file);
        let row = rows.entry(level.to_owned()).or_default();
        row.images += 1;
        let mut unreadable = false;
        for (i, spent) in seconds.iter_mut().enumerate() {
            let start = Instant::now();
            let found = match i {
                0 => ours(&path, &mut unreadable),
                1 => plain(&path),
                _ => zbar(&path),
            };
            *spent += start.elapsed().as_secs_f64();
            row.read[i] += u32::from(found.contains(&truth));
            row.wrong[i] += u32::from(found.iter().any(|f| *f != truth));
        }
        row.unreadable += u32::from(unreadable);
    }
    println!(
        "level images {} | unreadable of the rest",
        READERS.map(|r| format!("{r:>16}")).join("")
    );
    for (level, row) in &rows {
        let cell = |i: usize| {
            let share = 100.0 * f64::from(row.read[i]) / f64::from(row.images);
            format!("{:>4} {share:5.1} % w{:<2}", row.read[i], row.wrong[i])
        };
        let rest = row.images - row.read[0];
        println!(
            "{level:>5} {:>6}  {}  {}  {} | {} of {rest}",
            row.images,
            cell(0),
            cell(1),
            cell(2),
            row.unreadable
        );
    }
    let images: u32 = rows.values().map(|r| r.images).sum();
    for (reader, time) in READERS.iter().zip(seconds) {
        println!("{reader}: {:.1} ms per image", 1000.0 * time / f64::from(images));
    }
}

fn ours(path: &Path, unreadable: &mut bool) -> Vec<Vec<u8>> {
    let bytes = std::fs::read(path).expect("an image");
    let Ok(document) = decode_bytes(&bytes, &Limits::default()) else { return Vec::new() };
    *unreadable = document.pages.iter().any(|page| page.trace() == Trace::Unreadable);
    document.pages.into_iter().flat_map(|page| page.codes).map(|code| code.bytes).collect()
}

fn plain(path: &Path) -> Vec<Vec<u8>> {
    let image = ImageReader::open(path).expect("an image").decode().expect("an image").into_luma8();
    let view = ImageView::from_slice(&image, image.width(), image.height(), ImageFormat::Lum);
    let reader = BarcodeReader::new().formats(BarcodeFormat::QRCode);
    let found = reader.from(view.expect("a view")).expect("a reader");
    found.iter().map(zxingcpp::Barcode::bytes).collect()
}

fn zbar(path: &Path) -> Vec<Vec<u8>> {
    let arguments = ["--raw", "--quiet", "-Sdisable", "-Sqrcode.enable"];
    let Ok(output) = Command::new("zbarimg").args(arguments).arg(path).output() else {
        return Vec::new();
    };
    output.stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(<[u8]>::to_vec).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(digit).collect()
}
