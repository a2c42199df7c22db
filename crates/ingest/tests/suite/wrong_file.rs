//! "You gave the wrong file" says which file it looks like.

use ingest::qr_text::Format;
use ingest::{Looks, which_file};

use crate::support::data;

#[test]
fn kinds_are_told_by_content() {
    let cases: [(&[u8], Looks); 19] = [
        (b"", Looks::Empty),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Looks::Image("JPEG")),
        (b"%PDF-1.7\n", Looks::Pdf),
        (b"PK\x03\x04", Looks::Zip),
        (b"\0\x01\x02", Looks::Binary),
        (b"\xff\xfea\0", Looks::Utf16),
        (b"{\"CVR\":[]}", Looks::CastVoteRecord),
        (b" {\"@type\": \"ElectionResults.ElectionReport\"}", Looks::NistResults),
        (b"{}", Looks::Json),
        (b"[{\"file\":\"a\",\"payload\":\"b\"}]", Looks::QrTexts(Format::Other)),
        (
            b"<?xml version=\"1.0\"?><ElectionReport/>",
            Looks::Xml("election results in NIST XML: give the JSON form"),
        ),
        (b"table,area,electors,key\n", Looks::ElectionFile("tables.csv")),
        (b"\xef\xbb\xbfcontest,list,code,candidate\r\n", Looks::ElectionFile("lists.csv")),
        (b"000000001.01.1.0001!1,2!0!0\n", Looks::QrTexts(Format::Venezuela2024)),
        (b"QRBU:1:1 X", Looks::QrTexts(Format::BrazilBu)),
        // A TOML table header is not JSON, though it starts with the same character.
        (b"[[announcement]]\nid = \"a\"\n", Looks::Announcements),
        (b"# totals\n[[announcement]]\nid = \"a\"\n", Looks::Announcements),
        (b"format = 1\nname = \"x\"\ntable = \"{a}\"\n", Looks::Map),
        (b"a,b\n1,2\n", Looks::Csv("a,b".to_owned())),
    ];
    for (bytes, looks) in cases {
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(which_file(bytes), looks, "{text}");
    }
}

#[test]
fn published_files_are_told_apart() {
    for (name, words) in [
        ("bolivia2019/final_computo.csv.gz", "bolivia-2019"),
        ("bolivia2020/event_log_until_20201019_1200.csv.gz", "bolivia-2020`"),
        ("venezuela2024/qr_payloads.json", "QR texts"),
        ("venezuela2024/party_lists_38.csv", "pos,list,list_code"),
        ("venezuela2024/actas/784821_007643_0134Acta0133.jpg", "JPEG"),
        ("nist/examples/cvrr_jetsons_precinct_2.xml", "cast-vote record"),
        ("nist/examples/jetsons_election_definition.json", "NIST SP 1500-100"),
        ("brazil/bu_qr_vectors.json", "JSON"),
    ] {
        let Some(bytes) = data(name) else { return };
        let looks = which_file(&bytes).to_string();
        assert!(looks.contains(words), "{name}: {looks}");
    }
}
