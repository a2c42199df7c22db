//! How cut codes come out: every code in a folder of scans is cut on each side at many offsets and at
//! several rotations, and the parts of the scans without a code are looked at too.
//!
//! `cargo run --release -p cotejo-scan --example cut_rate -- FOLDER`

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::PathBuf;

use image::imageops::{crop_imm, rotate90, rotate180, rotate270};
use image::{GrayImage, ImageFormat};
use scan::{Limits, Page, Trace, decode_bytes};

/// Rows of a scan above its code that may hold text but no code.
const MARGIN: u32 = 60;
const STEPS: u32 = 20;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("usage: cut_rate FOLDER"));
    let mut files: Vec<PathBuf> =
        folder.read_dir().expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let mut table: BTreeMap<(&str, u32), [u32; 4]> = BTreeMap::new();
    let mut clean = [0; 4];
    for file in files {
        let image = image::open(&file).expect("an image").into_luma8();
        let page = read(&image);
        let Some(code) = page.codes.first() else { continue };
        let truth = &code.bytes;
        let (left, right) = bounds(code.corners.map(|c| c.x));
        let (top, bottom) = bounds(code.corners.map(|c| c.y));
        for (side, step) in ["left", "right", "top", "bottom"]
            .into_iter()
            .flat_map(|side| (1..STEPS).map(move |step| (side, step)))
        {
            let (w, h) = ((right - left) * step / STEPS, (bottom - top) * step / STEPS);
            // The part that stays, with what surrounds it on the other three sides.
            let (x0, x1, y0, y1) = match side {
                "left" => (left + w, image.width(), top.saturating_sub(300), image.height()),
                "right" => (0, right - w, top.saturating_sub(300), image.height()),
                "top" => (0, image.width(), top + h, image.height()),
                _ => (0, image.width(), top.saturating_sub(300), bottom - h),
            };
            let part = crop_imm(&image, x0, y0, x1 - x0, y1 - y0).to_image();
            for turned in turns(&part) {
                count(table.entry((side, step)).or_default(), &read(&turned), truth);
            }
        }
        // Bands of the rest of the scan: text, rules, stamps, no code.
        let end = top.saturating_sub(MARGIN);
        for from in (0..end.saturating_sub(900)).step_by(900) {
            let band = crop_imm(&image, 0, from, image.width(), 900).to_image();
            for turned in turns(&band) {
                count(&mut clean, &read(&turned), truth);
            }
        }
    }
    println!("side   cut %   read  unreadable  none  WRONG");
    let mut total = [0; 4];
    for ((side, step), row) in &table {
        println!(
            "{side:6} {:4}   {:5} {:10} {:6} {:6}",
            step * 100 / STEPS,
            row[0],
            row[1],
            row[2],
            row[3]
        );
        for (sum, value) in total.iter_mut().zip(row) {
            *sum += value;
        }
    }
    let not_read = total[1] + total[2];
    println!(
        "all: {total:?}; of {not_read} not read, {:.1} % recognised",
        100.0 * f64::from(total[1]) / f64::from(not_read)
    );
    println!(
        "bands without a code: {} of {} taken for a cut code",
        clean[1],
        clean.iter().sum::<u32>()
    );
}

fn count(row: &mut [u32; 4], page: &Page, truth: &[u8]) {
    let at = match page.trace() {
        Trace::Read if page.codes.iter().all(|c| c.bytes == truth) => 0,
        Trace::Read => 3,
        Trace::Unreadable => 1,
        Trace::None => 2,
    };
    row[at] += 1;
}

fn turns(part: &GrayImage) -> [GrayImage; 4] {
    [part.clone(), rotate90(part), rotate180(part), rotate270(part)]
}

fn bounds(values: [i32; 4]) -> (u32, u32) {
    let at = |v: Option<i32>| u32::try_from(v.unwrap_or(0)).unwrap_or(0);
    (at(values.into_iter().min()), at(values.into_iter().max()))
}

fn read(image: &GrayImage) -> Page {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).expect("memory");
    decode_bytes(bytes.get_ref(), &Limits::default()).expect("an image").pages.remove(0)
}
