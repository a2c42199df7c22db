use std::process::Stdio;
use std::time::Duration;

use super::Room;
use crate::centre::{Centre, set_up};
use crate::killed::{SHAPE, keys_and_election, qr_texts, sheet_files};
use crate::site_live::{build_site, get};
use crate::support::Place;

/// Size of the disk, which the log of every sheet fits.
const DISK: &str = "24m";

#[test]
fn a_centre_whose_disk_is_full_keeps_what_it_acknowledged_serves_its_pages_and_goes_on_by_itself() {
    let place = Place::new();
    let election = keys_and_election(&place);
    let (tcp, _) = set_up(&place);
    let texts = qr_texts(&election);
    let files = sheet_files(&place, &texts);
    build_site(&place);

    // The log moves to a small disk of its own.
    let room = Room::new(&["--user", "--map-root-user", "--mount"], &["--user", "--mount"]);
    let public = place.text("public");
    std::fs::rename(place.path("public"), place.path("moved")).expect("ours");
    std::fs::create_dir(&public).expect("a new folder");
    room.run(&format!("mount -t tmpfs -o size={DISK} none {public}"));
    room.run(&format!("cp -a {}/. {public}", place.text("moved")));
    let centre = Centre::start_as(room.cotejo(), &place);
    let https = format!("http://127.0.0.1:{tcp}");
    let election = place.text("election");
    let outbox = place.text("outbox");
    let send = |files: &[String]| {
        let mut command = room.cotejo();
        command.args(["send", "--election", &election, "--outbox", &outbox, "--https", &https]);
        command.args(files).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the program runs")
    };
    let (before, after) = files.split_at(40);
    assert!(send(before).wait().expect("it ends").success());

    // Something else takes all the room there is.
    let fill = format!("of={public}/film");
    let mut dd = room.command("dd");
    dd.args(["if=/dev/zero", &fill, "bs=4k"]).stderr(Stdio::null());
    assert!(!dd.status().expect("it runs").success(), "the disk is full");
    let mut sender = send(after);
    std::thread::sleep(Duration::from_secs(2));
    assert!(
        sender.try_wait().expect("ours").is_none(),
        "nothing was acknowledged that has no room"
    );
    let address = https.trim_start_matches("http://");
    for path in ["/", "/es/areas.html", "/en/findings.html", "/live.json"] {
        let (is_there, page) = get(address, path);
        assert!(is_there, "{path} is read although nothing can be written: {page}");
    }
    room.run(&format!("rm {public}/film"));
    assert!(sender.wait().expect("it ends").success(), "every sheet has its receipt");
    centre.kill();

    let mut fsck = room.cotejo();
    let out = fsck.args(["log", "fsck", &public, "--election", &election, "--json"]).output();
    let out: serde_json::Value =
        serde_json::from_slice(&out.expect("it runs").stdout).expect("JSON");
    assert_eq!(out["sheets"], SHAPE.tables, "{out}");
    for entry in std::fs::read_dir(&outbox).expect("an outbox") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|kind| kind == "tlog-proof") {
            let mut verify = room.cotejo();
            verify.arg("verify").arg(&path).args(["--election", &election, "--log", &public]);
            assert!(verify.stdout(Stdio::null()).status().expect("it runs").success(), "{path:?}");
        }
    }
}
