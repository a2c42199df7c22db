//! Part of Cotejo: `collate`.
