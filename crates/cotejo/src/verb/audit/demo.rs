//! Two audits of an invented election: a fixed draw of 54 %, and a risk-limiting audit that survives box errors.
