use super::canonical::ParseError;
use super::document::Bulletin;

/// Where a published bulletin is not what the log gives.
#[derive(Debug, thiserror::Error)]
pub enum Difference {
    /// It cannot be read as a bulletin at all.
    #[error(transparent)]
    Unreadable(#[from] ParseError),
    /// The first figure, or other value, that differs.
    #[error("{place}: published {published}, recomputed {recomputed}")]
    Value {
        /// Where it stands, as in `contests[0].areas["24/01"].candidates["A"].sum`.
        place: String,
        /// As published, in JSON.
        published: String,
        /// As recomputed, in JSON.
        recomputed: String,
    },
    /// The first place that one has and the other has not.
    #[error("published has {published} where recomputed has {recomputed}")]
    Place {
        /// The next place in the published text, or `nothing more`.
        published: String,
        /// The next place in the recomputed text, or `nothing more`.
        recomputed: String,
    },
}

/// Holds a published text against a bulletin recomputed from the log.
///
/// The stated time, the assumptions and the claims are the signer's: recompute with those that
/// [`Bulletin::parse`] finds in the published text.
///
/// # Errors
/// The first difference in the order of the text.
pub fn check(published: &[u8], recomputed: &Bulletin) -> Result<(), Difference> {
    let canonical = recomputed.to_canonical();
    if canonical == published {
        return Ok(());
    }
    Bulletin::parse(published)?;
    let (mut ours, mut theirs) = (Leaves::new(&canonical), Leaves::new(published));
    loop {
        let (our, their) = (ours.next(), theirs.next());
        if our.is_none() && their.is_none() {
            // Canonical texts with the same values in the same places are the same bytes, so this is
            // never reached; saying so is better than saying that nothing differs.
            return Err(place(&theirs, None, &ours, None));
        }
        match (our, their) {
            (Some(our), Some(their)) if ours.path_is(&theirs) => {
                if our != their {
                    return Err(Difference::Value {
                        place: ours.place(),
                        published: text(their),
                        recomputed: text(our),
                    });
                }
            }
            (our, their) => return Err(place(&theirs, their, &ours, our)),
        }
    }
}

fn place(theirs: &Leaves, their: Option<&[u8]>, ours: &Leaves, our: Option<&[u8]>) -> Difference {
    let name = |leaves: &Leaves, leaf: Option<&[u8]>| match leaf {
        Some(_) => leaves.place(),
        None => "nothing more".to_owned(),
    };
    Difference::Place { published: name(theirs, their), recomputed: name(ours, our) }
}

fn text(json: &[u8]) -> String {
    String::from_utf8_lossy(json).into_owned()
}

/// The scalars of a canonical JSON text in order, each with the path to it. A text of a whole country
/// has millions, so nothing is kept but the path.
struct Leaves<'a> {
    rest: &'a [u8],
    path: Vec<Step<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    /// In an object, under this key as JSON writes it.
    Key(&'a [u8]),
    /// In an array, at this position.
    Index(usize),
}

impl<'a> Leaves<'a> {
    fn new(json: &'a [u8]) -> Self {
        Self { rest: json, path: Vec::new() }
    }

    /// The next scalar or empty container. Relies on the text being JSON without blanks.
    fn next(&mut self) -> Option<&'a [u8]> {
        self.forward()?;
        loop {
            match self.rest {
                [b'{', b'}', ..] | [b'[', b']', ..] => return Some(self.take(2)),
                [b'{', ..] => {
                    self.take(1);
                    let key = self.key();
                    self.path.push(Step::Key(key));
                }
                [b'[', ..] => {
                    self.take(1);
                    self.path.push(Step::Index(0));
                }
                [b'"', ..] => return Some(self.take(string_length(self.rest))),
                rest => {
                    let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b'\n');
                    let length = rest.iter().position(ends).unwrap_or(rest.len());
                    return (length > 0).then(|| self.take(length));
                }
            }
        }
    }

    /// Leaves the containers that end here and goes to the next value; none at the end of the text.
    fn forward(&mut self) -> Option<()> {
        loop {
            match self.rest.first()? {
                b'}' | b']' => {
                    self.take(1);
                    self.path.pop();
                }
                b',' => {
                    self.take(1);
                    match self.path.pop()? {
                        Step::Index(at) => self.path.push(Step::Index(at + 1)),
                        Step::Key(_) => {
                            let key = self.key();
                            self.path.push(Step::Key(key));
                        }
                    }
                    return Some(());
                }
                b'\n' => return None,
                _ => return Some(()),
            }
        }
    }

    fn key(&mut self) -> &'a [u8] {
        let key = self.take(string_length(self.rest));
        self.take(1);
        key
    }

    fn take(&mut self, many: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(many.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn path_is(&self, other: &Leaves) -> bool {
        self.path == other.path
    }

    /// The path as people write it: `contests[0].areas["24/01"].candidates["A"].sum`.
    fn place(&self) -> String {
        let mut place = String::new();
        let mut in_map = false;
        for step in &self.path {
            match step {
                Step::Index(at) => place += &format!("[{at}]"),
                Step::Key(key) if in_map => place += &format!("[{}]", text(key)),
                Step::Key(key) => {
                    let dot = if place.is_empty() { "" } else { "." };
                    place += &format!("{dot}{}", text(key).trim_matches('"'));
                }
            }
            in_map = !in_map && step.is_map();
        }
        place
    }
}

impl Step<'_> {
    /// Whether what stands under this key is a map by names of the election, not an object with fields.
    fn is_map(&self) -> bool {
        const MAPS: [&[u8]; 5] =
            [b"\"areas\"", b"\"candidates\"", b"\"findings\"", b"\"lists\"", b"\"reasons\""];
        matches!(self, Self::Key(key) if MAPS.contains(key))
    }
}

/// Bytes of the JSON string at the start, both quotes included.
fn string_length(json: &[u8]) -> usize {
    let mut at = 1;
    while at < json.len() {
        match json[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}
