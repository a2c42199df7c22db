//! What happens next: events by time, and in the order in which they were planned where the time is the same.

use std::collections::BTreeMap;

/// Virtual milliseconds since the start.
pub type At = u64;

pub struct Queue<E> {
    planned: BTreeMap<(At, u64), E>,
    next: u64,
}

impl<E> Queue<E> {
    pub fn new() -> Self {
        Self { planned: BTreeMap::new(), next: 0 }
    }

    pub fn push(&mut self, at: At, event: E) {
        self.planned.insert((at, self.next), event);
        self.next += 1;
    }

    pub fn pop(&mut self) -> Option<(At, E)> {
        self.planned.pop_first().map(|((at, _), event)| (at, event))
    }
}
