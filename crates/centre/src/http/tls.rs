//! HTTPS by rustls. Its cryptography is the system's OpenSSL, which Debian keeps patched.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use record::Rule;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::CentreError;

/// A certificate and its key, ready to serve.
#[derive(Clone)]
pub struct Tls(pub(super) TlsAcceptor);

impl Tls {
    /// Reads a PEM chain and its PEM key.
    ///
    /// # Errors
    /// T854 with what is wrong.
    pub fn read(chain: &Path, key: &Path) -> Result<Self, CentreError> {
        let wrong = |path: &Path, why: &dyn std::fmt::Display| {
            CentreError::new(Rule::CertificateUnusable, format!("{}: {why}", path.display()))
        };
        let pem = fs::read(chain).map_err(|error| wrong(chain, &error))?;
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<_, _>>()
            .map_err(|error| wrong(chain, &error))?;
        let pem = fs::read(key).map_err(|error| wrong(key, &error))?;
        let secret = PrivateKeyDer::from_pem_slice(&pem).map_err(|error| wrong(key, &error))?;
        let provider = Arc::new(rustls_openssl::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(certificates, secret))
            .map_err(|error| wrong(chain, &error))?;
        // What a browser chooses from (RFC 7301).
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }
}
