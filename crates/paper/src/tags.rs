//! The structure of the document beside its looks, so that it can be read out (PDF/UA).

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A place in the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagId(usize);

/// What a part of the structure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A part without meaning of its own.
    Group,
    /// A heading: its level and text.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A table row.
    Row,
    /// A head over a column.
    ColumnHead,
    /// A head before a row.
    RowHead,
    /// A table cell.
    Data,
    /// A picture and the text that stands for it.
    Figure(String),
}

/// The structure, in reading order.
#[derive(Debug)]
pub struct Tags {
    nodes: Vec<(Role, TagId)>,
}

/// The root of the structure.
pub const ROOT: TagId = TagId(0);

impl Tags {
    /// Only the root.
    pub fn new() -> Self {
        Self { nodes: vec![(Role::Group, ROOT)] }
    }

    /// Adds a part after all others of its parent.
    pub fn add(&mut self, parent: TagId, role: Role) -> TagId {
        self.nodes.push((role, parent));
        TagId(self.nodes.len() - 1)
    }

    /// The PDF's tree, given what was drawn for each part.
    pub(crate) fn tree(&self, language: &str, mut drawn: Vec<(TagId, Identifier)>) -> TagTree {
        drawn.sort_by_key(|&(id, _)| id);
        let mut groups: Vec<Option<TagGroup>> =
            self.nodes.iter().map(|(role, _)| Some(TagGroup::new(kind(role)))).collect();
        for (id, identifier) in drawn {
            groups[id.0].as_mut().expect("invariant: still unattached").push(identifier);
        }
        // Children come after their parents, so attaching from the end attaches whole subtrees; reversed to keep order.
        let mut children: Vec<Vec<Node>> = self.nodes.iter().map(|_| Vec::new()).collect();
        for i in (1..self.nodes.len()).rev() {
            let mut group = groups[i].take().expect("invariant: attached once");
            for child in children[i].drain(..).rev() {
                group.push(child);
            }
            children[self.nodes[i].1.0].push(group.into());
        }
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for child in children[0].drain(..).rev() {
            tree.push(child);
        }
        tree
    }
}

impl Default for Tags {
    fn default() -> Self {
        Self::new()
    }
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Group => Tag::Div.into(),
        Role::Heading(level, text) => Tag::Hn(
            NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN),
            Some(text.clone()),
        )
        .into(),
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Data => Tag::TD.into(),
        Role::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
    }
}
