//! Facts about pictures of sheets, for readers: shares beside a control, what looks alike, and every file's own facts.

use forensics::image::{Compared, Facts, Finding, Picture, Shares};
use record::Rule;

use crate::doc::{Cell, Column, Doc, Kind, Part, Row, Section, Table};
use crate::lang::{Lang, Texts};

/// Findings and files shown; the data file has all of them.
const SHOWN: usize = 100;
/// Digits of a digest that are shown.
const DIGEST: usize = 16;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ImagesPage<'a> {
    /// The pictures.
    pub pictures: &'a [Picture],
    /// What they are against each other.
    pub compared: &'a Compared,
    /// How many have what.
    pub shares: Shares,
    /// The same of the control collection, where one was given.
    pub control: Option<Shares>,
    /// Public copies: made, and refused for a person to cover; none where none were asked for.
    pub copies: Option<(u64, u64)>,
}

/// The facts as a document of their own.
pub fn images_doc(page: &ImagesPage<'_>, lang: Lang, version: &str) -> Doc {
    let texts = Texts::new(lang);
    let digests: Vec<_> = page.pictures.iter().map(|one| one.sha256.as_str()).collect();
    Doc {
        lang,
        kicker: texts.t("img-kicker"),
        title: texts.t("img-title"),
        lead: vec![texts.t("img-lead")],
        sections: images_sections(page, lang),
        foot: vec![texts.t("d-neutral"), texts.f("f-made", 0, &[("version", version)])],
        mark: texts.t("img-kicker"),
        id: format!("images/{}/{}", digests.join(""), lang.tag()),
    }
}

/// The facts as sections of another document.
pub fn images_sections(page: &ImagesPage<'_>, lang: Lang) -> Vec<Section> {
    let maker = Maker { page, texts: Texts::new(lang) };
    vec![maker.shares(), maker.alike(), maker.files()]
}

/// What pictures have in common, in a sentence.
pub fn images_said(finding: &Finding, pictures: &[Picture], lang: Lang) -> String {
    let texts = Texts::new(lang);
    let rule = match lang {
        Lang::En => finding.rule.sentence(),
        Lang::Es => finding.rule.sentence_es(),
    };
    let names: Vec<_> = finding.pictures.iter().map(|at| named(&pictures[*at])).collect();
    let near = finding
        .distance
        .map_or_else(String::new, |bits| format!(" {}", texts.f("img-bits", u64::from(bits), &[])));
    format!("{} {rule} {}.{near}", finding.rule.code(), names.join(" · "))
}

fn named(picture: &Picture) -> String {
    match picture.published.as_ref().or(picture.table.as_ref()) {
        Some(table) => format!("{} ({table})", picture.name),
        None => picture.name.clone(),
    }
}

struct Maker<'a> {
    page: &'a ImagesPage<'a>,
    texts: Texts,
}

impl Maker<'_> {
    fn shares(&self) -> Section {
        let (own, control) = (self.page.shares, self.page.control);
        let row = |key: &str, of: fn(&Shares) -> u64| {
            let cell = |shares: &Shares| {
                Cell::with(
                    self.texts.number(of(shares)),
                    self.texts.percent(of(shares), shares.pictures),
                )
            };
            let mut cells = vec![Cell::new(self.t(key)), cell(&own)];
            cells.extend(control.as_ref().map(cell));
            Row::new(cells)
        };
        let mut columns = vec![
            Column::new(self.t("img-what"), Kind::Text),
            Column::new(self.t("img-collection"), Kind::Number),
        ];
        columns.extend(control.map(|_| Column::new(self.t("img-control"), Kind::Number)));
        let rows = vec![
            row("img-pictures", |one| one.pictures),
            row("img-silent", |one| one.silent),
            row("img-exif", |one| one.exif),
            row("img-device", |one| one.device),
            row("img-software", |one| one.software),
            row("img-time", |one| one.time),
            row("img-dpi", |one| one.dpi),
            row("img-standard", |one| one.standard_table),
            row("img-withheld", |one| one.withheld),
        ];
        let silent = self.texts.number(own.silent);
        let mut parts = vec![
            Part::Answer(self.texts.f("img-answer", own.pictures, &[("silent", &silent)])),
            Part::Caveat(self.t("img-silence")),
            Part::Table(Table { caption: self.t("img-shares"), columns, rows }),
        ];
        if control.is_none() {
            parts.push(Part::Text(self.t("img-no-control")));
        }
        parts.push(Part::Caveat(self.t("img-quality-note")));
        if let Some((made, refused)) = self.page.copies {
            let made_text = self.texts.number(made);
            parts.push(Part::Text(self.texts.f("img-copies", refused, &[("made", &made_text)])));
        }
        Section { heading: self.t("img-making"), parts }
    }

    fn alike(&self) -> Section {
        let found = &self.page.compared.findings;
        let many = u64::try_from(found.len()).unwrap_or(u64::MAX);
        let mut parts = vec![Part::Answer(self.texts.n("img-findings", many))];
        let said = |one: &Finding| {
            let names: Vec<_> =
                one.pictures.iter().map(|at| named(&self.page.pictures[*at])).collect();
            let near = one
                .distance
                .map_or_else(String::new, |bits| self.texts.f("img-bits", u64::from(bits), &[]));
            Row::new([
                Cell::with(self.rule(one.rule), one.rule.code()),
                Cell::with(names.join(" · "), near),
            ])
        };
        let rows: Vec<Row> = found.iter().take(SHOWN).map(said).collect();
        if !rows.is_empty() {
            let columns = vec![
                Column::new(self.t("img-what"), Kind::Text),
                Column::new(self.t("img-files"), Kind::Text),
            ];
            parts.push(Part::Table(Table { caption: self.t("img-alike"), columns, rows }));
        }
        parts.extend(self.more(found.len()));
        let same: usize = self.page.compared.same_bytes.iter().map(|group| group.len() - 1).sum();
        parts.push(Part::Text(
            self.texts.n("img-same-bytes", u64::try_from(same).unwrap_or(u64::MAX)),
        ));
        if !self.page.compared.looks_compared {
            parts.push(Part::Text(self.t("img-too-many")));
        }
        parts.push(Part::Caveat(self.t("img-alike-note")));
        Section { heading: self.t("img-alike"), parts }
    }

    fn files(&self) -> Section {
        let rows = self.page.pictures.iter().take(SHOWN).map(|one| self.file(one)).collect();
        let columns = vec![
            Column::new(self.t("img-file"), Kind::Text),
            Column::new(self.t("img-format"), Kind::Text),
            Column::new(self.t("img-size"), Kind::Number),
            Column::new(self.t("img-made-by"), Kind::Text),
            Column::new(self.t("img-times"), Kind::Text),
        ];
        let mut parts = vec![Part::Table(Table { caption: self.t("img-each"), columns, rows })];
        parts.extend(self.more(self.page.pictures.len()));
        Section { heading: self.t("img-each"), parts }
    }

    fn file(&self, one: &Picture) -> Row {
        let Facts { format, pixels, dpi, metadata, jpeg, .. } = &one.facts;
        let dash = || "—".to_owned();
        let size = pixels.map_or_else(dash, |(width, height)| format!("{width} × {height}"));
        let dpi = dpi.map_or_else(String::new, |(x, y)| {
            if x == y { format!("{x} dpi") } else { format!("{x} × {y} dpi") }
        });
        let quality = jpeg.as_ref().and_then(|one| one.quality).map_or_else(String::new, |one| {
            let key = if one.exact { "img-quality" } else { "img-quality-about" };
            self.texts.f(key, u64::from(one.scale), &[])
        });
        let by = [&metadata.maker, &metadata.model, &metadata.software];
        let by: Vec<_> = by.into_iter().flatten().map(String::as_str).collect();
        let by = if by.is_empty() { dash() } else { by.join(", ") };
        let kept = metadata.withheld.iter().map(|kind| {
            self.t(match kind {
                forensics::image::Withheld::Place => "img-kept-place",
                forensics::image::Withheld::Owner => "img-kept-owner",
                forensics::image::Withheld::SerialNumber => "img-kept-serial",
                forensics::image::Withheld::Text => "img-kept-text",
            })
        });
        let kept = kept.collect::<Vec<_>>().join(", ");
        let kept =
            if kept.is_empty() { kept } else { self.texts.f("img-kept", 0, &[("what", &kept)]) };
        let times: Vec<_> =
            metadata.times.iter().map(|(field, time)| format!("{field} {time}")).collect();
        let times = if times.is_empty() { dash() } else { times.join(", ") };
        let name = one.unreadable.as_ref().map_or_else(
            || one.sha256[..one.sha256.len().min(DIGEST)].to_owned(),
            ToString::to_string,
        );
        let format = format!("{format:?}").to_uppercase();
        Row::new([
            Cell::with(named(one), name),
            Cell::with(format, quality),
            Cell::with(size, dpi),
            Cell::with(by, kept),
            Cell::new(times),
        ])
    }

    fn more(&self, all: usize) -> Option<Part> {
        let left = u64::try_from(all.saturating_sub(SHOWN)).unwrap_or(u64::MAX);
        (left > 0).then(|| Part::Text(self.texts.n("f-more", left)))
    }

    fn rule(&self, rule: Rule) -> &'static str {
        match self.texts.lang {
            Lang::En => rule.sentence(),
            Lang::Es => rule.sentence_es(),
        }
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }
}
