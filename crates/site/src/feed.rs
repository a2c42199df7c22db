//! Atom feeds (RFC 4287) of bulletins and of findings.

use std::fmt::Write as _;

use report::Lang;

use crate::made::File;
use crate::site::Site;

/// Findings in a feed, the gravest first.
const MOST_FINDINGS: usize = 100;

/// The feeds of a language.
pub(crate) fn feeds(site: &Site<'_>, lang: Lang) -> [File; 2] {
    [bulletins(site, lang), findings(site, lang)]
}

struct Entry {
    id: String,
    title: String,
    updated: String,
    href: String,
    summary: String,
}

fn bulletins(site: &Site<'_>, lang: Lang) -> File {
    let texts = site.texts(lang);
    let entry = |one: &tally::bulletin::Bulletin| Entry {
        id: format!("urn:sha256:{}", one.digest()),
        title: texts.f("w-bulletin-name", u64::from(one.number), &[]),
        updated: one.stated.to_string(),
        href: format!("../{}/bulletins/{}.html", lang.tag(), one.number),
        summary: format!("SHA-256 {}", one.digest()),
    };
    let entries: Vec<Entry> = site.input.bulletins.iter().rev().map(entry).collect();
    file(site, lang, "bulletins", "w-feed-bulletins", &entries)
}

fn findings(site: &Site<'_>, lang: Lang) -> File {
    let mut rules: Vec<_> =
        site.report().findings.counts().into_iter().map(|count| count.rule).collect();
    rules.sort_by_key(|rule| (std::cmp::Reverse(rule.severity()), *rule));
    let all = rules.into_iter().flat_map(|rule| site.report().findings.of(rule, lang));
    let entry = |one: report::model::Finding| Entry {
        id: format!("urn:cotejo:{}:{}:{}", site.election().id, one.rule, plain(&one.code)),
        title: format!("{} {}", one.rule, one.code),
        updated: updated(site),
        href: match one.table {
            Some(table) => format!("../{}/{}", lang.tag(), site.table_page(table)),
            None => format!("../{}/findings/{}.html", lang.tag(), one.rule),
        },
        summary: format!("{} {}", Site::sentence(one.rule, lang), one.detail),
    };
    let entries: Vec<Entry> = all.take(MOST_FINDINGS).map(entry).collect();
    file(site, lang, "findings", "w-feed-findings", &entries)
}

/// Findings have no time of their own: that of the last bulletin, or of closing.
fn updated(site: &Site<'_>) -> String {
    let last = site.input.bulletins.last().map(|one| one.stated);
    last.unwrap_or(site.election().manifest.closes).to_string()
}

fn file(site: &Site<'_>, lang: Lang, name: &str, key: &str, entries: &[Entry]) -> File {
    let (title, id) = (site.texts(lang).t(key), site.election().id);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing into a string cannot fail.
    let _ = writeln!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>urn:cotejo:{id}:{name}:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n<link rel=\"self\" href=\"{name}.{}.atom\"/>",
        lang.tag(),
        lang.tag(),
        escape(&format!("{title} — {}", site.election().manifest.name)),
        updated(site),
        escape(&site.election().manifest.name),
        lang.tag(),
    );
    for one in entries {
        let _ = writeln!(
            xml,
            "<entry><id>{}</id><title>{}</title><updated>{}</updated><link href=\"{}\"/><summary>{}</summary></entry>",
            escape(&one.id),
            escape(&one.title),
            one.updated,
            escape(&one.href),
            escape(&one.summary),
        );
    }
    xml.push_str("</feed>\n");
    File::new(format!("feeds/{name}.{}.atom", lang.tag()), xml)
}

/// A code as part of an address.
fn plain(code: &str) -> String {
    code.chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' })
        .collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no such characters, not even escaped.
            c if c.is_control() && !"\n\t\r".contains(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
