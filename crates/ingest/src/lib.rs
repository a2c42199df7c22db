//! Part of Cotejo: `ingest`.
