use record::Rule;

use super::canonical::ParseError;
use super::document::Bulletin;
use super::leaves::Leaves;

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

impl Difference {
    /// The rule broken.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Unreadable(error) => error.rule(),
            Self::Value { .. } | Self::Place { .. } => Rule::BulletinDiffers,
        }
    }
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
