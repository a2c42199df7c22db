//! A log read over HTTPS, from a server that a private authority vouches for.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use native_tls::{Identity, TlsAcceptor};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509NameBuilder};

use crate::support::{Place, code, json, shown};

#[test]
fn a_monitor_follows_a_log_over_https_and_refuses_a_server_that_nobody_vouches_for() {
    let place = Place::with_demo();
    let (ours, key) = certificate("ours");
    let (theirs, _) = certificate("theirs");
    let site = serve(place.path("demo/log"), &ours, &key);
    let [ours, theirs] = [("ours", ours), ("theirs", theirs)].map(|(name, certificate)| {
        let path = place.path(&format!("{name}.pem"));
        fs::write(&path, certificate).expect("writable");
        path
    });

    let seen = monitor(&place, &site, &ours);
    assert_eq!((code(&seen), &json(&seen)["quorum"]), (0, &true.into()), "{}", shown(&seen));
    assert!(place.path("monitor.state").is_file());

    let refused = monitor(&place, &site, &theirs);
    let told = shown(&refused);
    assert_eq!(code(&refused), 2, "{told}");
    for part in ["L426", "certificate", "SSL_CERT_FILE", "next: "] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // The same server under a name that its certificate does not have.
    let elsewhere = monitor(&place, &site.replace("127.0.0.1", "localhost"), &ours);
    assert!(code(&elsewhere) == 2 && shown(&elsewhere).contains("L426"), "{}", shown(&elsewhere));
}

fn monitor(place: &Place, site: &str, authorities: &Path) -> Output {
    let (election, state) = (place.text("demo/election"), place.text("monitor.state"));
    Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .args(["monitor", site, "--election", &election, "--state", &state, "--json"])
        .env("SSL_CERT_FILE", authorities)
        .env_remove("SSL_CERT_DIR")
        .output()
        .expect("the program runs")
}

/// A certificate for 127.0.0.1 that vouches for itself, and its key, in PEM.
fn certificate(name: &str) -> (Vec<u8>, Vec<u8>) {
    let make = || -> Result<_, openssl::error::ErrorStack> {
        let key = PKey::from_rsa(Rsa::generate(2_048)?)?;
        let mut subject = X509NameBuilder::new()?;
        subject.append_entry_by_text("CN", name)?;
        let subject = subject.build();
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        builder.set_serial_number(&*BigNum::from_u32(1)?.to_asn1_integer()?)?;
        builder.set_subject_name(&subject)?;
        builder.set_issuer_name(&subject)?;
        builder.set_pubkey(&key)?;
        builder.set_not_before(&*Asn1Time::days_from_now(0)?)?;
        builder.set_not_after(&*Asn1Time::days_from_now(2)?)?;
        builder.append_extension(BasicConstraints::new().critical().ca().build()?)?;
        let address = SubjectAlternativeName::new()
            .ip("127.0.0.1")
            .build(&builder.x509v3_context(None, None))?;
        builder.append_extension(address)?;
        builder.sign(&key, MessageDigest::sha256())?;
        Ok((builder.build().to_pem()?, key.private_key_to_pem_pkcs8()?))
    };
    make().expect("a certificate")
}

/// Serves a folder until the test ends; gives the address.
fn serve(folder: PathBuf, certificate: &[u8], key: &[u8]) -> String {
    let identity = Identity::from_pkcs8(certificate, key).expect("ours");
    let acceptor = TlsAcceptor::new(identity).expect("ours");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // Who does not trust us hangs up.
            let Ok(stream) = acceptor.accept(stream) else { continue };
            let mut stream = BufReader::new(stream);
            let mut lines = stream.by_ref().lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let path = first.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
            let (status, body) = match fs::read(folder.join(path)) {
                Ok(body) => ("200 OK", body),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let stream = stream.get_mut();
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            let _ = stream.shutdown();
        }
    });
    format!("https://{address}")
}
