//! The frame around every page: where it stands, where it leads, what it may load.

use askama::Template;
use report::doc::{Section, sections_html};
use report::{Lang, Texts};

use crate::assets::Asset;
use crate::site::{Site, SiteError};

/// What a page may load and run. Only files of the site itself; widths and colours of drawings are attributes.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// A page before it has its frame.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its path below the language's folder.
    pub name: String,
    /// Which place of the navigation it belongs to.
    pub section: &'static str,
    /// What stands in the window's title.
    pub title: String,
    /// Its heading.
    pub heading: String,
    /// What to know before reading on.
    pub lead: Vec<String>,
    /// Names and pages of what is around it, from the largest.
    pub crumbs: Vec<(String, String)>,
    /// What it says.
    pub sections: Vec<Section>,
    /// What stands at its foot.
    pub foot: Vec<String>,
    /// The same as data, below the site's root.
    pub json: Option<String>,
    /// What it runs beside what every page runs.
    pub script: Script,
    /// The language, where the page stands not in its language's folder but at the root: the site's first page.
    pub at_root: Option<Lang>,
}

/// What a page runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Script {
    #[default]
    Plain,
    Table,
    Search,
}

#[derive(Template)]
#[template(path = "frame.html")]
struct Frame<'a> {
    site: &'a Site<'a>,
    lang: Lang,
    texts: &'a Texts,
    page: &'a Page,
    body: String,
    csp: &'static str,
    made: String,
}

struct Other {
    href: String,
    tag: &'static str,
    name: &'static str,
}

impl Page {
    /// The page as a file.
    pub fn html(&self, site: &Site<'_>, lang: Lang) -> Result<String, SiteError> {
        let texts = site.texts(lang);
        let body = sections_html(&self.sections, texts)?;
        let made = texts.f("w-made", 0, &[("version", site.input.version)]);
        Ok(Frame { site, lang, texts, page: self, body, csp: POLICY, made }.render()?)
    }

    /// The way up to the site's root.
    pub fn up(&self) -> String {
        match self.at_root {
            None => "../".repeat(self.name.matches('/').count() + 1),
            Some(_) => String::new(),
        }
    }

    /// A link to another page of the language.
    pub fn local(&self, name: &str) -> String {
        match self.at_root {
            None => format!("{}{name}", "../".repeat(self.name.matches('/').count())),
            Some(lang) => format!("{}/{name}", lang.tag()),
        }
    }
}

impl Frame<'_> {
    fn root(&self) -> String {
        let up = self.page.up();
        if up.is_empty() { "./".to_owned() } else { up }
    }

    fn to(&self, path: &str) -> String {
        format!("{}{path}", self.page.up())
    }

    fn local(&self, name: &str) -> String {
        self.page.local(name)
    }

    fn feed(&self, what: &str) -> String {
        format!("feeds/{what}.{}.atom", self.lang.tag())
    }

    fn scripts(&self) -> Vec<&Asset> {
        let assets = &self.site.assets;
        let own = match self.page.script {
            Script::Plain => None,
            Script::Table => Some(&assets.table),
            Script::Search => Some(&assets.search),
        };
        std::iter::once(&assets.site).chain(own).collect()
    }

    fn others(&self) -> Vec<Other> {
        let others = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        let other = |lang: Lang| Other {
            href: self.to(&format!("{}/{}", lang.tag(), self.page.name)),
            tag: lang.tag(),
            name: lang.name(),
        };
        others.map(other).collect()
    }

    fn nav(&self) -> Vec<(&'static str, &'static str)> {
        self.site.sections()
    }
}
