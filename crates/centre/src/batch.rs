//! When a batch is written: when it is full, or when its first record has waited long enough.

/// The rule for batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batching {
    /// Most records in a batch.
    pub most: usize,
    /// Longest that the first record of a batch waits for more, in milliseconds. Under load batches form by
    /// themselves, because what arrives while one is written forms the next.
    pub wait_ms: u64,
}

/// A batch that is forming. Time is an argument.
#[derive(Debug)]
pub struct Batch<T> {
    rule: Batching,
    records: Vec<T>,
    first_ms: u64,
}

impl<T> Batch<T> {
    /// An empty batch.
    pub fn new(rule: Batching) -> Self {
        Self { rule, records: Vec::new(), first_ms: 0 }
    }

    /// Adds a record.
    pub fn push(&mut self, now_ms: u64, record: T) {
        if self.records.is_empty() {
            self.first_ms = now_ms;
        }
        self.records.push(record);
    }

    /// Whether it has to be written now.
    pub fn is_due(&self, now_ms: u64) -> bool {
        self.records.len() >= self.rule.most
            || !self.records.is_empty() && self.due_in(now_ms) == Some(0)
    }

    /// In how many milliseconds it has to be written; never while it is empty.
    pub fn due_in(&self, now_ms: u64) -> Option<u64> {
        let due_ms = self.first_ms.saturating_add(self.rule.wait_ms);
        (!self.records.is_empty()).then(|| due_ms.saturating_sub(now_ms))
    }

    /// The records, in the order they came; the batch is empty then.
    pub fn take(&mut self) -> Vec<T> {
        std::mem::take(&mut self.records)
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_due_when_full_or_when_its_first_has_waited() {
        let mut batch = Batch::new(Batching { most: 3, wait_ms: 10 });
        assert!(!batch.is_due(1_000));
        assert_eq!(batch.due_in(1_000), None);
        batch.push(1_000, 'a');
        batch.push(1_009, 'b');
        assert!(!batch.is_due(1_009));
        assert_eq!(batch.due_in(1_009), Some(1));
        assert!(batch.is_due(1_010));
        batch.push(1_001, 'c');
        assert!(batch.is_due(1_001), "full, whatever the time");
        assert_eq!(batch.take(), ['a', 'b', 'c']);
        assert!(batch.is_empty() && !batch.is_due(9_999));
    }
}
