//! Whose certificates are believed: those that the machine trusts, and Mozilla's where it has none.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

/// The certificates that the machine trusts; `SSL_CERT_FILE` names others.
fn of_the_machine() -> Vec<CertificateDer<'static>> {
    rustls_native_certs::load_native_certs().certs
}

/// Whether the machine trusts anybody.
pub fn has_machine_roots() -> bool {
    !of_the_machine().is_empty()
}

/// The settings of TLS connections other than those of SMTP, which has its own.
///
/// # Errors
/// None that anything outside could cause.
pub fn client_config() -> Result<Arc<ClientConfig>, rustls::Error> {
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(of_the_machine());
    if added == 0 {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}
