//! From the PDF through a 203 dpi raster back to the QR payload: what a thermal printer and a phone do.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings,
    hayro_syntax::Pdf, render, vello_cpu::color::palette::css::WHITE,
};
use paper::{Paper, sheet_pdf};

#[path = "common/sample.rs"]
#[allow(dead_code, reason = "corrections are not rasterised")]
mod sample;

/// 8 dots per millimetre, as thermal heads have, in PDF points.
const DOTS_PER_POINT: f32 = 8.0 * 25.4 / 72.0;

#[test]
fn both_codes_are_read_from_a_203_dpi_raster() {
    let sheet = sample::sheet("es", 10, 38);
    for paper in [Paper::Roll80, Paper::A4] {
        let printed = sheet_pdf(&sheet, paper).expect("prints");
        let mut read = Vec::new();
        for (width, height, luma) in rasters(&printed.pdf) {
            let view =
                zxingcpp::ImageView::from_slice(&luma, width, height, zxingcpp::ImageFormat::Lum);
            let codes = zxingcpp::read()
                .formats([zxingcpp::BarcodeFormat::QRCode])
                .from(view.expect("a view"));
            read.extend(codes.expect("decoder runs").iter().map(|code| code.text()));
        }
        assert_eq!(read, [sheet.qr[0].clone(), sheet.qr[0].clone()], "{paper:?}");
    }
}

#[test]
fn nothing_is_grey_inside_a_code() {
    let sheet = sample::sheet("es", 2, 4);
    let printed = sheet_pdf(&sheet, Paper::Roll80).expect("prints");
    let (width, _, luma) = rasters(&printed.pdf).remove(0);
    // The first code stands at the right of the roll: 53 modules of 4 dots, ending 4 mm (32 dots) from the edge.
    let (side, to) = (53 * 4, 640 - 32);
    let from = to - side;
    let rows: Vec<&[u8]> = luma.chunks_exact(width as usize).map(|row| &row[from..to]).collect();
    let top = rows.iter().position(|row| row.starts_with(&[0; 28])).expect("a finder pattern");
    let code = &rows[top..top + side];
    assert!(
        code.iter().all(|row| row.iter().all(|&p| !(16..=239).contains(&p))),
        "modules stand on whole dots"
    );
}

fn rasters(pdf: &[u8]) -> Vec<(u32, u32, Vec<u8>)> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a readable PDF");
    let cache = RenderCache::new();
    let scale =
        PixmapSettings { x_scale: DOTS_PER_POINT, y_scale: DOTS_PER_POINT, bg_color: WHITE };
    let raster = |page| {
        let pixmap = render(
            page,
            &cache,
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &scale,
        );
        // Everything is black or white, so one channel is enough.
        let luma = pixmap.data().iter().map(|pixel| pixel.r).collect();
        (u32::from(pixmap.width()), u32::from(pixmap.height()), luma)
    };
    pdf.pages().iter().map(raster).collect()
}
