//! PDF pages to luma, through hayro.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page as PdfPage;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use image::{DynamicImage, RgbImage};

use crate::decode::{Document, Missing};
use crate::error::DecodeError;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::raster::{Raster, check_size, damaged};

/// PDF user space has 72 units to the inch.
const POINTS_PER_INCH: f32 = 72.0;

/// Renders every page into the document.
pub(crate) fn read(bytes: &[u8], limits: &Limits, document: &mut Document) {
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(error) => {
            let error = match error {
                LoadPdfError::Decryption(_) => DecodeError::Encrypted,
                LoadPdfError::Invalid => damaged(Kind::Pdf, "no readable page tree"),
            };
            document.missing = Some(Missing::Pages { first: 1, error });
            return;
        }
    };
    let pages = pdf.pages();
    if pages.is_empty() {
        let error = damaged(Kind::Pdf, "it has no pages");
        document.missing = Some(Missing::Pages { first: 1, error });
    }
    if pages.len() > limits.max_pages {
        document.missing = Some(Missing::Limit { limit: limits.max_pages });
    }
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    for (index, page) in pages.iter().take(limits.max_pages).enumerate() {
        document.add(index + 1, raster(page, &cache, &settings, limits));
    }
}

/// Most pages that one sheet takes.
const MAX_SHEET_PAGES: usize = 4;

/// What the pages of one sheet show, one below the other; none where there are more or less pages than one sheet takes,
/// or where they are not equally wide.
pub(crate) fn stacked(bytes: &[u8], limits: &Limits) -> Result<Option<DynamicImage>, DecodeError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => DecodeError::Encrypted,
        LoadPdfError::Invalid => damaged(Kind::Pdf, "no readable page tree"),
    })?;
    let pages = pdf.pages();
    if !(1..=MAX_SHEET_PAGES.min(limits.max_pages)).contains(&pages.len()) {
        return Ok(None);
    }
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let mut rows = Vec::new();
    let (mut width, mut height) = (None, 0_u32);
    for page in pages.iter() {
        let pixmap = pixmap(page, &cache, &settings, limits)?;
        if *width.get_or_insert(pixmap.width()) != pixmap.width() {
            return Ok(None);
        }
        height += u32::from(pixmap.height());
        rows.extend(pixmap.data().iter().flat_map(|px| [px.r, px.g, px.b]));
    }
    let width = u32::from(width.unwrap_or(0));
    check_size(width, height, limits)?;
    Ok(RgbImage::from_raw(width, height, rows).map(DynamicImage::from))
}

fn raster<'a>(
    page: &'a PdfPage<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    limits: &Limits,
) -> Result<Raster, DecodeError> {
    let pixmap = pixmap(page, cache, settings, limits)?;
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let luma = pixmap.data().iter().map(|px| luma(px.r, px.g, px.b)).collect();
    Ok(Raster { width, height, luma, damaged: false })
}

/// A page in colour, on white.
fn pixmap<'a>(
    page: &'a PdfPage<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    limits: &Limits,
) -> Result<Pixmap, DecodeError> {
    let (width, height) = page.render_dimensions();
    let scale = scale(width, height, limits)
        .ok_or_else(|| damaged(Kind::Pdf, format!("a page of {width} x {height} points")))?;
    let pixmap_settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap = render(page, cache, settings, &RenderSettings::default(), &pixmap_settings);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    check_size(width, height, limits)?;
    Ok(pixmap)
}

/// Pixels per point: the wanted density, or less where the page would be too large at it.
fn scale(width: f32, height: f32, limits: &Limits) -> Option<f32> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "limits are far below 2^24 or need no precision"
    )]
    let (dpi, side, pixels) =
        (limits.pdf_dpi as f32, limits.max_side.min(65_000) as f32, limits.max_pdf_pixels as f32);
    let wanted = dpi / POINTS_PER_INCH;
    let by_area = (pixels / (width * height)).sqrt();
    let by_side = side / width.max(height);
    let scale = wanted.min(by_area).min(by_side);
    let visible = width * scale >= 1.0 && height * scale >= 1.0;
    (scale.is_finite() && visible).then_some(scale)
}

/// ITU-R BT.601 weights in 1/256; the page is opaque because it was cleared to white.
fn luma(r: u8, g: u8, b: u8) -> u8 {
    let sum = 77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b);
    u8::try_from(sum / 256).expect("the weights add up to 256")
}
