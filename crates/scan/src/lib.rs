//! Part of Cotejo: `scan`.
