//! Addresses of a site's files. There is one spelling of each; every other is refused before a file is looked for.

use axum::http::Uri;
use record::Rule;

/// Longest path.
const MAX_PATH: usize = 1_024;
/// Longest query; it is not read.
const MAX_QUERY: usize = 256;

/// A path that stays inside the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address(String);

impl Address {
    /// The address of a request.
    ///
    /// # Errors
    /// W101 for anything but plain names between single slashes, W102 where it is too long.
    pub(super) fn parse(uri: &Uri) -> Result<Self, Rule> {
        let (path, query) = (uri.path(), uri.query().unwrap_or(""));
        if path.len() > MAX_PATH || query.len() > MAX_QUERY {
            return Err(Rule::SiteAddressTooLong);
        }
        let rest = path.strip_prefix('/').ok_or(Rule::SiteAddressRefused)?;
        let names = rest.strip_suffix('/').unwrap_or(rest);
        if !rest.is_empty() && !names.split('/').all(is_name) {
            return Err(Rule::SiteAddressRefused);
        }
        Ok(Self(path.to_owned()))
    }

    /// As it was asked for.
    pub(super) fn path(&self) -> &str {
        &self.0
    }

    /// The file it names, below the folder.
    pub(super) fn file(&self) -> String {
        let rest = self.0.trim_start_matches('/');
        if rest.is_empty() || rest.ends_with('/') {
            format!("{rest}index.html")
        } else {
            rest.to_owned()
        }
    }
}

/// Letters, digits and marks that need no escaping; nothing hidden, nothing that is still being written.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with(".new")
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, &'static str> {
        let uri: Uri = text.parse().expect("an address");
        Address::parse(&uri).map(|one| one.file()).map_err(Rule::code)
    }

    #[test]
    fn one_spelling_of_each_address() {
        assert_eq!(parse("/"), Ok("index.html".to_owned()));
        assert_eq!(parse("/es/"), Ok("es/index.html".to_owned()));
        assert_eq!(parse("/es/t/0a/24.01~~2e.html?x=1"), Ok("es/t/0a/24.01~~2e.html".to_owned()));
        for tricky in [
            "/../etc/passwd",
            "/es/../../x",
            "/es//x",
            "/%2e%2e/x",
            "/es/%2fetc",
            "/.cotejo-site",
            "/es/.x",
            "/a/./b",
            "/es/x.html.new",
            "/a\\b",
            "//x",
            "/es/x%00.html",
            "/a;b",
            "/es/'x'",
        ] {
            if let Ok(uri) = tricky.parse::<Uri>() {
                assert_eq!(Address::parse(&uri), Err(Rule::SiteAddressRefused), "{tricky}");
            }
        }
        assert_eq!(parse(&format!("/{}", "a".repeat(2_000))), Err("W102"));
        assert_eq!(parse(&format!("/x?{}", "a".repeat(2_000))), Err("W102"));
    }
}
