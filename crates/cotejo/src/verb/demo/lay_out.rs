//! The demo's folder: an election, what each organisation holds, a printed sheet.

use std::path::Path;

use anyhow::Context as _;
use paper::{Paper, qr_png, sheet_pdf};
use record::election::seal;
use record::{Election, SignedSheet, TableNo};
use sample::{Demo, Photo, Shape, SourcePlan, authority_key, sheet, station_key};

use crate::shell::election_dir::{SEAL_NAME, create, seal_text};
use crate::shell::files::write_whole;
use crate::verb::sheet::printed;

/// Writes the election, sealed by its authority.
pub fn election(folder: &Path, shape: &Shape) -> anyhow::Result<Election> {
    let files = sample::election_files(shape);
    let election = Election::parse(&files)?;
    create(folder, &files)?;
    let signature = seal(&election.id, &authority_key(shape.seed));
    write_whole(&folder.join(SEAL_NAME), seal_text("authority", &signature).as_bytes())?;
    Ok(election)
}

/// Writes what each organisation holds, one folder each, and the announcements.
pub fn sources(folder: &Path, demo: &Demo) -> anyhow::Result<()> {
    for source in &demo.sources {
        one_source(&folder.join(source.id), source)
            .with_context(|| format!("cannot write what {} holds", source.id))?;
    }
    let announcements = folder.join("announced").join("announcements.toml");
    write_whole(&announcements, demo.announcements.as_bytes())
}

/// Prints the sheet of the first table, on both papers.
pub fn printed_sheet(folder: &Path, shape: &Shape, election: &Election) -> anyhow::Result<()> {
    let table = TableNo(0);
    let key = station_key(shape.seed, table);
    let signed = SignedSheet::sign(&sheet(shape, election, table), &election.id, &key)?;
    let form = printed::form(&signed, election, &election.manifest.language)?;
    for (name, paper) in [("sheet-roll.pdf", Paper::Roll80), ("sheet-a4.pdf", Paper::A4)] {
        write_whole(&folder.join(name), &sheet_pdf(&form, paper)?.pdf)?;
    }
    Ok(())
}

fn one_source(folder: &Path, source: &SourcePlan) -> anyhow::Result<()> {
    if !source.qr_texts.is_empty() {
        let mut lines = source.qr_texts.join("\n");
        lines.push('\n');
        write_whole(&folder.join("sheets.txt"), lines.as_bytes())?;
    }
    if !source.csv.is_empty() {
        write_whole(&folder.join("typed.csv"), source.csv.as_bytes())?;
    }
    for photo in &source.photos {
        write_whole(&folder.join("photos").join(&photo.name), &picture(photo)?)?;
    }
    Ok(())
}

/// A picture of codes. Two codes of one picture stand side by side.
fn picture(photo: &Photo) -> anyhow::Result<Vec<u8>> {
    let codes = photo
        .qr_texts
        .iter()
        .map(|text| Ok(image::load_from_memory(&qr_png(text, photo.scale)?)?.into_luma8()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let height = codes.iter().map(image::GrayImage::height).max().unwrap_or(0);
    let width = codes.iter().map(image::GrayImage::width).sum();
    let mut all = image::GrayImage::from_pixel(width, height, image::Luma([255]));
    let mut left = 0;
    for code in &codes {
        image::imageops::replace(&mut all, code, left, 0);
        left += i64::from(code.width());
    }
    let mut png = std::io::Cursor::new(Vec::new());
    all.write_to(&mut png, image::ImageFormat::Png)?;
    Ok(png.into_inner())
}
