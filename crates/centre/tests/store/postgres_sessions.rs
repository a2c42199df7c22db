//! What is particular to a store behind a connection: how it is opened, lost, made again, and what a commit means.

use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use centre::store::{PostgresStore, Store as _};
use ledger::storage::Heads as _;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509NameBuilder};
use record::Digest;

use crate::cluster::Server;
use crate::common::{ORIGIN, digest, record, wait_for};

#[test]
fn many_processes_may_open_a_new_database_at_once() {
    let Some(server) = Server::start() else { return };
    for round in 0..5 {
        let address = server.database(&format!("new_{round}"));
        let start = std::sync::Barrier::new(6);
        std::thread::scope(|scope| {
            for at in 0..6 {
                let (start, address) = (&start, &address);
                scope.spawn(move || {
                    start.wait();
                    let store = PostgresStore::open(address).expect("opens");
                    store.push(&[record(at)]).expect("pushed");
                });
            }
        });
        let store = PostgresStore::open(&address).expect("opens");
        assert_eq!(store.waiting(9).expect("reads").len(), 6);
    }
}

#[test]
fn whatever_the_server_says_a_commit_is_written_through() {
    let Some(server) = Server::start() else { return };
    let address = server.database("lax");
    for (server_has, session_has) in
        [("off", "on"), ("local", "on"), ("remote_write", "on"), ("remote_apply", "remote_apply")]
    {
        server.sql(&format!("ALTER DATABASE lax SET synchronous_commit = {server_has}"));
        server.sql_in("lax", "CREATE TABLE IF NOT EXISTS seen (how TEXT)");
        server.sql_in(
            "lax",
            "CREATE OR REPLACE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$",
        );
        let store = PostgresStore::open(&address).expect("opens");
        server.sql_in(
            "lax",
            "CREATE OR REPLACE TRIGGER look AFTER INSERT ON cotejo_waiting EXECUTE FUNCTION look()",
        );
        store.push(&[record(server_has)]).expect("pushed");
        assert_eq!(server.sql_in("lax", "DELETE FROM seen RETURNING how"), [session_has]);
    }
}

#[test]
fn a_server_that_writes_nothing_through_is_refused() {
    let Some(mut server) = Server::start() else { return };
    server.configure(&[], "fsync = off");
    let error = PostgresStore::open(&server.database("lost")).expect_err("refused");
    assert_eq!(error.rule.code(), "T863", "{error}");
}

#[test]
fn who_may_only_write_rows_can_open_what_another_made() {
    let Some(server) = Server::start() else { return };
    let address = server.database("owned");
    server.sql("CREATE ROLE clerk LOGIN PASSWORD 'clerk'");
    let as_clerk =
        format!("host=127.0.0.1 port={} user=clerk password=clerk dbname=owned", server.port());
    let error =
        PostgresStore::open(&as_clerk).expect_err("there are no tables, and it may make none");
    assert!(error.rule.code() == "T861" && error.detail.contains("permission"), "{error}");
    PostgresStore::open(&address).expect("the owner makes them");
    server.sql_in(
        "owned",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk",
    );
    server.sql_in("owned", "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO clerk");
    let store = PostgresStore::open(&as_clerk).expect("opens");
    store.push(&[record("clerk's")]).expect("pushed");
    store.settle(&[digest(&record("clerk's"))]).expect("settled");
}

#[test]
fn a_store_goes_on_by_itself_when_the_server_is_back() {
    let Some(mut server) = Server::start() else { return };
    let address = server.database("restarted");
    let store = PostgresStore::open(&address).expect("opens");
    store.create(ORIGIN, &[0]).expect("made");
    for (round, ends) in (1..=3_u8).zip([Server::stop, Server::kill, Server::stop]) {
        // Several connections, all of which will be stale.
        std::thread::scope(|scope| {
            for at in 0..6 {
                let (store, one) = (&store, record(format!("{round} {at}")));
                scope.spawn(move || store.push(&[one]).expect("pushed"));
            }
        });
        ends(&mut server);
        server.listen();
        // Nothing can have been stored by a connection that was lost before, so that even a swap takes another.
        let entry = (Digest::of(&[round]), round.into());
        store.swap(ORIGIN, &[round - 1], &[round], &[entry]).expect("swapped");
    }
    assert_eq!(store.waiting(99).expect("reads").len(), 18);
}

#[test]
fn a_server_that_is_gone_is_an_error_with_a_next_step() {
    let Some(mut server) = Server::start() else { return };
    let store = PostgresStore::open(&server.database("gone")).expect("opens");
    store.create(ORIGIN, b"zero").expect("made");
    server.stop();
    let (pushed, swapped) = std::thread::scope(|scope| {
        let swap = scope.spawn(|| store.swap(ORIGIN, b"zero", b"one", &[]));
        (store.push(&[record("one")]), swap.join().expect("no panic"))
    });
    let error = pushed.expect_err("nobody there");
    assert_eq!(error.rule.code(), "T861");
    for part in ["127.0.0.1:", "refused", "next: "] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    assert!(!format!("{error} {store:?}").contains("length of a test"), "{error}");
    assert_eq!(swapped.expect_err("nobody there").rule.code(), "L424");
}

#[test]
fn a_host_that_says_nothing_keeps_nobody_from_the_one_that_does() {
    let Some(server) = Server::start() else { return };
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let silent = silent.local_addr().map(|at| (at.port(), silent)).expect("it has one");
    let both = |address: &str| {
        let hosts = format!("host=127.0.0.1,127.0.0.1 port={},{}", silent.0, server.port());
        address.replace(&format!("host=127.0.0.1 port={}", server.port()), &hosts)
    };
    let store = PostgresStore::open(&both(&server.database("second"))).expect("opens");
    store.push(&[record("one")]).expect("pushed");
    assert_eq!(store.waiting(9).expect("reads"), [record("one")]);
}

#[test]
fn nothing_is_reported_as_stored_by_a_server_that_stopped_waiting_for_its_standby() {
    let Some(primary) = Server::start() else { return };
    let mut standby = primary.synchronous_standby();
    let store = PostgresStore::open(&primary.address_with(&standby)).expect("opens");
    store.create(ORIGIN, b"zero").expect("made");
    standby.kill();
    let cancel = || {
        wait_for("a commit that waits for the standby", || {
            let cancelled =
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
            primary.sql(cancelled).contains(&"t".to_owned())
        });
    };
    let entry = Digest::of(b"entry");
    std::thread::scope(|scope| {
        let swap = scope.spawn(|| store.swap(ORIGIN, b"zero", b"one", &[(entry, 0)]));
        cancel();
        let error = swap.join().expect("no panic").expect_err("only one server has it");
        assert!(error.rule.code() == "L424" && error.detail.contains("not known"), "{error}");
    });
    // A push is asked again by itself, and waits again, though the record is in the table by now.
    let (done, is_done) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| done.send(store.push(&[record("one")])).expect("somebody listens"));
        cancel();
        cancel();
        let early = is_done.recv_timeout(Duration::from_millis(500));
        assert!(early.is_err(), "reported without the standby: {early:?}");
        standby.listen();
        is_done.recv().expect("an answer").expect("pushed, on both");
    });
    // What the swap did is found out by loading the head, which is then on both as well.
    assert_eq!(store.load(ORIGIN).expect("loads").as_deref(), Some(&b"one"[..]));
    let there = standby.sql("SELECT convert_from(note, 'UTF8') FROM cotejo_head");
    assert_eq!(there, ["one"]);
}

#[test]
fn a_server_is_spoken_to_over_tls_only_if_somebody_trusted_vouches_for_it() {
    let Some(mut server) = Server::start() else { return };
    let [(ours, key), (theirs, _)] = ["ours", "theirs"].map(certificate);
    let folder = tempfile::tempdir().expect("a folder");
    let [ours_file, theirs_file] = [("ours", &ours), ("theirs", &theirs)].map(|(name, pem)| {
        let path = folder.path().join(name);
        std::fs::write(&path, pem).expect("writable");
        path.display().to_string()
    });
    let address = server.database("hidden");
    let asked = |more: &str| PostgresStore::open(&format!("{address} {more}"));
    let error =
        asked(&format!("sslmode=require sslrootcert={ours_file}")).expect_err("no TLS there");
    assert!(error.to_string().contains("TLS"), "{error}");

    server.configure(&[("server.crt", &ours), ("server.key", &key)], "ssl = on");
    let asked = |host: &str, mode: &str, file: &str| {
        let address = address.replace("host=127.0.0.1", &format!("host={host}"));
        PostgresStore::open(&format!("{address} sslmode={mode} sslrootcert={file}"))
    };
    for mode in ["require", "verify-full"] {
        let store = asked("127.0.0.1", mode, &ours_file).expect("vouched for");
        store.push(&[record(mode)]).expect("pushed");
        let tls = "SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)
            WHERE s.ssl AND a.application_name = 'cotejo'";
        assert_eq!(server.sql(tls), ["1"]);
        let error = asked("127.0.0.1", mode, &theirs_file).expect_err("of somebody else");
        assert!(error.to_string().contains("certificate"), "{error}");
        // The same server under a name that its certificate does not have.
        let error = asked("localhost", mode, &ours_file).expect_err("another name");
        assert!(error.to_string().contains("certificate"), "{error}");
    }
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
