//! Pages as files: what is made again, and what stays.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use record::{AreaNo, Digest, TableNo};
use report::Lang;
use serde_json::json;

use crate::assets::VERIFIER_PAGE;
use crate::data::{AreaData, TableData, TableLine};
use crate::frame::Page;
use crate::page;
use crate::site::{Site, SiteError, data_path, line};
use crate::state::{Key, State, key, shared};

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the site's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What became of a page.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it was made from.
    pub key: Key,
    /// Its files; none where they are as they were.
    pub files: Option<Vec<File>>,
}

/// Smaller files gain nothing by being packed.
const LEAST_PACKED: usize = 1_024;
/// What packs: text.
const PACKED: [&str; 7] = ["html", "json", "css", "js", "atom", "csv", "toml"];

impl File {
    /// A file.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }

    /// The same packed with gzip, for servers that send packed files as they lie; none where that gains nothing.
    /// The same bytes give the same bytes.
    ///
    /// # Panics
    /// Never: writing into memory does not fail.
    pub fn packed(&self) -> Option<Self> {
        let ending = self.path.rsplit('.').next().unwrap_or("");
        if self.bytes.len() < LEAST_PACKED || !PACKED.contains(&ending) {
            return None;
        }
        let into = Vec::with_capacity(self.bytes.len() / 3);
        let mut packer = GzEncoder::new(into, Compression::new(6));
        packer.write_all(&self.bytes).expect("memory takes everything");
        let bytes = packer.finish().expect("memory takes everything");
        Some(Self { path: format!("{}.gz", self.path), bytes })
    }
}

impl<'a> Site<'a> {
    /// What all pages share: where it changed, every page is made again.
    pub fn shared(&self) -> Digest {
        let sections: Vec<&str> = self.sections().into_iter().map(|(key, _)| key).collect();
        let mut parts: Vec<&[u8]> = vec![
            include_bytes!("../templates/frame.html"),
            include_bytes!("../templates/check.html"),
            include_bytes!("../l10n/en.ftl"),
            include_bytes!("../l10n/es.ftl"),
            self.input.version.as_bytes(),
            if self.input.packed_only { b"packed" } else { b"both" },
        ];
        parts.extend(sections.iter().map(|one| one.as_bytes()));
        parts.extend(self.assets.all().map(|asset| asset.integrity.as_bytes()));
        parts.extend(Lang::ALL.map(|lang| lang.ftl().as_bytes()));
        shared(&self.election().id, &parts)
    }

    /// An empty state of this site's size.
    pub fn no_state(&self) -> State {
        let election = self.election();
        State::empty(self.shared(), election.tables.len(), election.areas.len())
    }

    /// The pages of a table, its data and its receipts, where they are not as `before` says.
    ///
    /// # Errors
    /// W111.
    ///
    /// # Panics
    /// Never: the data have a JSON form.
    pub fn table(&'a self, no: TableNo, before: &Key) -> Result<(TableLine<'a>, Made), SiteError> {
        let data = TableData::of(self, no);
        let mut json = serde_json::to_vec(&data).expect("the data have a JSON form");
        json.push(b'\n');
        let digest = Digest::of(&json);
        let line = line(self, &data, no, digest);
        let key: Key = digest.prefix();
        if key == *before {
            return Ok((line, Made { key, files: None }));
        }
        let mut files = Vec::with_capacity(4);
        for lang in Lang::ALL {
            let page = page::table(self, lang, no, &data)?;
            files.push(self.file(&page, lang)?);
        }
        files.push(File::new(data_path(&self.table_page(no)), json));
        files.extend(self.receipts(&data));
        Ok((line, Made { key, files: Some(files) }))
    }

    /// The pages of an area and its data, where they are not as `before` says. `lines` are those of the tables
    /// directly in it.
    ///
    /// # Errors
    /// W111.
    ///
    /// # Panics
    /// Never: the data have a JSON form.
    pub fn area(
        &'a self,
        no: AreaNo,
        lines: &[TableLine<'a>],
        before: &Key,
    ) -> Result<Made, SiteError> {
        let data = AreaData::of(self, no, lines);
        let mut json = serde_json::to_vec(&data).expect("the data have a JSON form");
        json.push(b'\n');
        // Its page also says what is more than in the last bulletin.
        let bulletin = self.input.bulletins.last().map(|one| one.digest().0);
        let key = key(&[&json, bulletin.as_ref().map_or(&[], |digest| &digest[..])]);
        if key == *before {
            return Ok(Made { key, files: None });
        }
        let mut files = Vec::with_capacity(3);
        for lang in Lang::ALL {
            let page = page::area(self, lang, &data)?;
            files.push(self.file(&page, lang)?);
        }
        files.push(File::new(data_path(&self.area_page(no)), json));
        Ok(Made { key, files: Some(files) })
    }

    /// The tables directly in an area.
    pub fn tables_of(&self, area: AreaNo) -> &[TableNo] {
        self.tables_in(area)
    }

    /// Everything that is neither a table's nor an area's. These are few and are made in every build; whoever
    /// writes them leaves what is the same as it is.
    ///
    /// # Errors
    /// W111.
    pub fn others(&self) -> Result<Vec<File>, SiteError> {
        let mut files = Vec::new();
        for (at, lang) in Lang::ALL.into_iter().enumerate() {
            for whole in page::wholes(self, lang) {
                files.push(self.file(&whole.page, lang)?);
                // Data have no language.
                if let (0, Some(path), Some(json)) = (at, &whole.page.json, whole.json) {
                    files.push(File::new(path.clone(), json));
                }
            }
            if lang == self.first_language() {
                let front = page::front(self, lang, true);
                files.push(File::new("index.html", front.page.html(self, lang)?));
            }
            files.extend(crate::feed::feeds(self, lang));
        }
        files.extend(page::index(self).into_iter().map(|(path, bytes)| File::new(path, bytes)));
        files.extend(self.assets.all().map(|one| File::new(one.path.clone(), one.bytes.clone())));
        files.extend(VERIFIER_PAGE.map(|(path, bytes)| File::new(path, bytes)));
        files.push(File::new("openapi.json", crate::openapi::document()));
        files.push(File::new("live.json", self.live()));
        files.push(File::new("robots.txt", "User-agent: *\nAllow: /\n"));
        Ok(files)
    }

    /// What pages look at to see whether there is anything new.
    fn live(&self) -> Vec<u8> {
        let log = self.input.log.as_ref().map(|log| &log.status);
        let value = json!({
            "election": self.election().id,
            "size": log.map(|log| log.size),
            "root": log.map(|log| &log.root),
            "bulletin": self.input.bulletins.last().map(|one| one.number),
        });
        format!("{value}\n").into_bytes()
    }

    fn first_language(&self) -> Lang {
        Lang::from_tag(&self.election().manifest.language).unwrap_or(Lang::En)
    }

    fn file(&self, page: &Page, lang: Lang) -> Result<File, SiteError> {
        let html = page.html(self, lang)?;
        Ok(File::new(format!("{}/{}", lang.tag(), page.name), html))
    }

    fn receipts(&self, data: &TableData<'_>) -> Vec<File> {
        let Some(log) = &self.input.log else { return Vec::new() };
        let copies = data.contests.iter().flat_map(|one| &one.copies);
        copies
            .filter_map(|copy| {
                let (path, entry) = (copy.receipt.as_ref()?, copy.entry?);
                Some(File::new(path.clone(), (log.receipt)(entry)?))
            })
            .collect()
    }
}
