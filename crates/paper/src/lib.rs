//! Part of Cotejo: `paper`.
