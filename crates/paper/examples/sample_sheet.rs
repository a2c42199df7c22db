//! Writes an invented tally sheet in both formats: `cargo run -p cotejo-paper --example sample_sheet [FOLDER [LISTS [LANGUAGE]]]`.

use std::{error::Error, path::PathBuf, time::Instant};

use paper::{Paper, sheet_pdf};

#[path = "../tests/common/sample.rs"]
mod sample;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let lists: usize = arguments.next().map_or(Ok(38), |text| text.parse())?;
    let language = arguments.next().unwrap_or_else(|| "es".to_owned());
    let sheet = sample::sheet(&language, lists.div_ceil(4).min(10), lists);
    let correction = sample::correction(&language);
    for (name, sheet, paper) in [
        ("sheet-roll.pdf", &sheet, Paper::Roll80),
        ("sheet-a4.pdf", &sheet, Paper::A4),
        ("correction-roll.pdf", &correction, Paper::Roll80),
        ("correction-a4.pdf", &correction, Paper::A4),
    ] {
        let start = Instant::now();
        let printed = sheet_pdf(sheet, paper)?;
        let took = start.elapsed();
        std::fs::write(folder.join(name), &printed.pdf)?;
        let (bytes, pages, height) = (printed.pdf.len(), printed.pages, printed.height);
        println!("{name}: {bytes} bytes, {pages} page(s), first {height} mm high, {took:?}");
    }
    Ok(())
}
