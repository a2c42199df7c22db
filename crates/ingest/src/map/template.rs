use serde::{Deserialize, Serialize};

use crate::input::TextEncoding;

/// A text made from columns: `"{CENTRO:0>9}.{MESA:0>2}.1.0001"`.
///
/// `{COLUMN}` stands for the cell without the white space around it; `{COLUMN:0>9}` fills it on the
/// left with `0` to 9 characters. A longer cell is left as it is. Braces themselves cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Template {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Column { name: String, fill: char, width: usize },
}

/// Widest filling: longer than any code.
const MAX_WIDTH: usize = 100;

/// Why a text is not a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A brace without its partner, or inside another pair.
    #[error("`{0}`: a brace has no partner; write columns as {{NAME}} or {{NAME:0>9}}")]
    Brace(String),
    /// After the colon stands no filling.
    #[error("`{0}`: after the colon write the filling character, `>` and the width, as in 0>9")]
    Filling(String),
    /// It names no column.
    #[error("`{0}`: names no column, so every row would get the same code")]
    NoColumn(String),
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// [`TemplateError`] with the text.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            push_text(&mut parts, before, text)?;
            let (column, after) =
                after.split_once('}').ok_or_else(|| TemplateError::Brace(text.to_owned()))?;
            parts.push(column_part(column, text)?);
            rest = after;
        }
        push_text(&mut parts, rest, text)?;
        if !parts.iter().any(|part| matches!(part, Part::Column { .. })) {
            return Err(TemplateError::NoColumn(text.to_owned()));
        }
        Ok(Self { text: text.to_owned(), parts })
    }

    /// The columns it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Column { name, .. } => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The parts with each column replaced by its place in the header.
    pub(crate) fn resolve(&self, mut place: impl FnMut(&str) -> Option<usize>) -> Option<Filler> {
        self.parts
            .iter()
            .map(|part| {
                Some(match part {
                    Part::Text(text) => Slot::Text(text.clone()),
                    Part::Column { name, fill, width } => {
                        Slot::Column { at: place(name)?, fill: *fill, width: *width }
                    }
                })
            })
            .collect::<Option<_>>()
            .map(Filler)
    }
}

impl TryFrom<String> for Template {
    type Error = TemplateError;

    fn try_from(text: String) -> Result<Self, TemplateError> {
        Self::parse(&text)
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.text
    }
}

/// A template whose columns are places in a known header.
#[derive(Clone, Debug)]
pub(crate) struct Filler(Vec<Slot>);

#[derive(Clone, Debug)]
enum Slot {
    Text(String),
    Column { at: usize, fill: char, width: usize },
}

impl Filler {
    /// Writes the text of one row; false where a cell is empty, so that there is no such code.
    pub(crate) fn fill(
        &self,
        row: &csv::ByteRecord,
        encoding: TextEncoding,
        out: &mut String,
    ) -> bool {
        out.clear();
        self.0.iter().all(|slot| match slot {
            Slot::Text(text) => {
                out.push_str(text);
                true
            }
            Slot::Column { at, fill, width } => {
                let cell = encoding.decode(row.get(*at).unwrap_or_default());
                let cell = cell.trim();
                let missing = width.saturating_sub(cell.chars().count());
                out.extend(std::iter::repeat_n(*fill, missing));
                out.push_str(cell);
                !cell.is_empty()
            }
        })
    }
}

fn push_text(parts: &mut Vec<Part>, text: &str, whole: &str) -> Result<(), TemplateError> {
    if text.contains('}') {
        return Err(TemplateError::Brace(whole.to_owned()));
    }
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
    Ok(())
}

fn column_part(inside: &str, whole: &str) -> Result<Part, TemplateError> {
    if inside.contains('{') || inside.is_empty() {
        return Err(TemplateError::Brace(whole.to_owned()));
    }
    let Some((name, filling)) = inside.rsplit_once(':') else {
        return Ok(Part::Column { name: inside.to_owned(), fill: ' ', width: 0 });
    };
    let wrong = || TemplateError::Filling(whole.to_owned());
    let mut characters = filling.chars();
    let fill = characters.next().ok_or_else(wrong)?;
    let width = characters.as_str().strip_prefix('>').ok_or_else(wrong)?;
    let width = width.parse().ok().filter(|width| *width <= MAX_WIDTH).ok_or_else(wrong)?;
    Ok(Part::Column { name: name.to_owned(), fill, width })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, cells: &[&str]) -> Option<String> {
        let names = ["CENTRO", "MESA"];
        let template = Template::parse(template).unwrap();
        let filler = template.resolve(|name| names.iter().position(|one| *one == name)).unwrap();
        let mut out = String::new();
        let row = csv::ByteRecord::from(cells.to_vec());
        filler.fill(&row, TextEncoding::Utf8, &mut out).then_some(out)
    }

    #[test]
    fn pads_joins_and_never_cuts() {
        let template = "{CENTRO:0>9}.{MESA:0>2}.1.0001";
        assert_eq!(filled(template, &["40202001", " 1 "]).unwrap(), "040202001.01.1.0001");
        assert_eq!(filled(template, &["1234567890", "123"]).unwrap(), "1234567890.123.1.0001");
        assert_eq!(filled("{MESA}", &["x", "7"]).unwrap(), "7");
        assert_eq!(filled(template, &["40202001", ""]), None);
    }

    #[test]
    fn refuses_what_is_not_a_template() {
        let refused = |text: &str| Template::parse(text).unwrap_err();
        assert!(matches!(refused("{A"), TemplateError::Brace(_)));
        assert!(matches!(refused("A}"), TemplateError::Brace(_)));
        assert!(matches!(refused("{}"), TemplateError::Brace(_)));
        assert!(matches!(refused("{A:9}"), TemplateError::Filling(_)));
        assert!(matches!(refused("{A:0>x}"), TemplateError::Filling(_)));
        assert!(matches!(refused("{A:0>99999999}"), TemplateError::Filling(_)));
        assert!(matches!(refused("x"), TemplateError::NoColumn(_)));
    }
}
