/// The scalars of a canonical JSON text in order, each with the path to it. A text of a whole country
/// has millions, so nothing is kept but the path.
pub(super) struct Leaves<'a> {
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
    pub(super) fn new(json: &'a [u8]) -> Self {
        Self { rest: json, path: Vec::new() }
    }

    /// The next scalar or empty container. Relies on the text being JSON without blanks.
    pub(super) fn next(&mut self) -> Option<&'a [u8]> {
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

    pub(super) fn path_is(&self, other: &Leaves) -> bool {
        self.path == other.path
    }

    /// The path as people write it: `contests[0].areas["24/01"].candidates["A"].sum`.
    pub(super) fn place(&self) -> String {
        let mut place = String::new();
        let mut in_map = false;
        for step in &self.path {
            match step {
                Step::Index(at) => place += &format!("[{at}]"),
                Step::Key(key) if in_map => place += &format!("[{}]", String::from_utf8_lossy(key)),
                Step::Key(key) => {
                    let dot = if place.is_empty() { "" } else { "." };
                    place += &format!("{dot}{}", String::from_utf8_lossy(key).trim_matches('"'));
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
