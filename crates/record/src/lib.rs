//! Part of Cotejo: `record`.
