//! From placed marks to a PDF that is the same, byte for byte, whenever and wherever it is made.

use krilla::{
    Document, SerializeSettings,
    color::{luma, rgb},
    configure::{Accessibility, ConfigurationBuilder},
    geom::{PathBuilder, Point},
    metadata::Metadata,
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};

use crate::{
    error::PaperError,
    font::Fonts,
    gauge::rectangle,
    qr::Qr,
    strip::{Item, Mark},
    tags::{TagId, Tags},
    units::{Mm, pt},
};

/// A page with everything in its place.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Paper width.
    pub width: Mm,
    /// Paper height.
    pub height: Mm,
    /// Marks, from the top left corner of the paper.
    pub items: Vec<Item>,
}

/// What the PDF says about itself.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Title shown by viewers.
    pub title: String,
    /// Language tag.
    pub language: String,
    /// What makes this document itself, independent of when it was made.
    pub id: String,
}

/// Grey of faint rules.
const FAINT: [u8; 3] = [0xaa; 3];

/// Writes pages as a tagged PDF (PDF/UA-1).
///
/// # Errors
/// [`PaperError::Pdf`] if the PDF library refuses what was drawn.
pub fn write(
    pages: &[Page],
    tags: &Tags,
    fonts: &Fonts,
    about: &About,
) -> Result<Vec<u8>, PaperError> {
    let refused = |e: &dyn std::fmt::Debug| PaperError::Pdf(format!("{e:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| refused(&e))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut drawn = Vec::new();
    for page in pages {
        let size = PageSettings::from_wh(pt(page.width), pt(page.height));
        let size = size.ok_or_else(|| {
            PaperError::Pdf(format!("page of {} x {} mm", page.width, page.height))
        })?;
        let mut pdf_page = document.start_page_with(size);
        let mut surface = pdf_page.surface();
        for group in page.items.chunk_by(|a, b| a.tag == b.tag) {
            draw_group(&mut surface, group, fonts, &mut drawn);
        }
        surface.finish();
        pdf_page.finish();
    }
    document.set_tag_tree(tags.tree(&about.language, drawn));
    document.set_outline(krilla::outline::Outline::new());
    document.set_metadata(
        Metadata::new()
            .title(about.title.clone())
            .language(about.language.clone())
            .document_id(about.id.clone())
            .creator("Cotejo".to_owned()),
    );
    document.finish().map_err(|e| refused(&e))
}

fn draw_group(
    surface: &mut Surface<'_>,
    items: &[Item],
    fonts: &Fonts,
    drawn: &mut Vec<(TagId, krilla::tagging::Identifier)>,
) {
    let text = items.iter().all(|item| matches!(item.mark, Mark::Text(_)));
    let content = match (items[0].tag, text) {
        (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        (Some(_), true) => ContentTag::Span(SpanTag::empty()),
        (Some(_), false) => ContentTag::Other,
    };
    let identifier = surface.start_tagged(content);
    for item in items {
        draw(surface, item, fonts);
    }
    surface.end_tagged();
    if let Some(tag) = items[0].tag {
        drawn.push((tag, identifier));
    }
}

fn draw(surface: &mut Surface<'_>, item: &Item, fonts: &Fonts) {
    match &item.mark {
        Mark::Text(run) => {
            let start = Point::from_xy(pt(item.x), pt(item.y));
            surface.set_fill(Some(Fill::default()));
            surface.draw_glyphs(
                start,
                &run.glyphs,
                fonts.pdf_font(run.face),
                &run.text,
                run.size,
                false,
            );
        }
        Mark::Bar { width, height } => {
            fill(surface, rectangle(item.x, item.y, *width, *height), FillRule::NonZero);
        }
        Mark::Faint { width, height } => {
            let path = rectangle(item.x, item.y, *width, *height);
            fill_with(surface, path, FillRule::NonZero, FAINT);
        }
        Mark::Gauge { gauge, width, height } => {
            for (path, colour) in gauge.paths(item.x, item.y, *width, *height) {
                fill_with(surface, path, FillRule::NonZero, colour);
            }
        }
        Mark::Drawing { drawing, unit } => {
            crate::drawing::draw(surface, drawing, item.x, item.y, *unit);
        }
        Mark::Qr { qr, module } => {
            fill(surface, qr_path(qr, item.x, item.y, *module), FillRule::EvenOdd);
        }
    }
}

fn qr_path(qr: &Qr, x: Mm, y: Mm, module: Mm) -> PathBuilder {
    let mut path = PathBuilder::new();
    for ring in qr.outlines() {
        for (i, &(column, row)) in ring.iter().enumerate() {
            let (x, y) = (pt(x + column as f32 * module), pt(y + row as f32 * module));
            if i == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
        path.close();
    }
    path
}

fn fill(surface: &mut Surface<'_>, path: PathBuilder, rule: FillRule) {
    fill_with(surface, path, rule, [0; 3]);
}

fn fill_with(surface: &mut Surface<'_>, path: PathBuilder, rule: FillRule, colour: [u8; 3]) {
    if let Some(path) = path.finish() {
        let [red, green, blue] = colour;
        let paint = match colour {
            [0, 0, 0] => luma::Color::black().into(),
            _ => rgb::Color::new(red, green, blue).into(),
        };
        surface.set_fill(Some(Fill { paint, rule, ..Fill::default() }));
        surface.draw_path(&path);
    }
}
