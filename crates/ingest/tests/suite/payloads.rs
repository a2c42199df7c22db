//! QR texts as copies.

use ingest::infer::{Source, infer};
use ingest::map::Shipped;
use ingest::payload::{PayloadContext, ReadVerdict, add, read};
use ingest::qr_text::Format;
use ingest::qr_text::brazil::BrazilKeys;
use ingest::{Import, Input, Options};
use record::{Grade, Rule, SignatureVerdict, TableRef};

use crate::support::{data, skeleton, small_election};

const GOOD: &str = "000000001.01.1.0001!10,20,30!1!0";

fn texts(bytes: &[u8]) -> Import {
    let mut import = Import::default();
    let keys = BrazilKeys::default();
    let input = Input::new("texts", bytes);
    add(&mut import, &input, &small_election(), &keys, &Options::default()).unwrap();
    import
}

#[test]
fn lines_csv_and_json_give_the_same_copies() {
    let forms = [
        format!("{GOOD}\n\nhello\n"),
        format!("file,payload\nx.jpg,\"{GOOD}\"\ny.jpg,\nz.jpg,hello\n"),
        format!("[{{\"file\":\"x\",\"qr\":\"{GOOD}\"}},{{\"qr\":null}},{{\"qr\":\"hello\"}}]"),
    ];
    for (form, rows) in forms.iter().zip([[1, 3], [2, 4], [1, 3]]) {
        let import = texts(form.as_bytes());
        let [copy] = import.collection.copies.as_slice() else { panic!("one copy of {form}") };
        assert_eq!((copy.grade, copy.signature), (Grade::MachineRead, SignatureVerdict::None));
        assert_eq!(import.collection.cells(copy)[2].number(), Some(30));
        assert_eq!(u64::from(copy.place), rows[0]);
        let odd = import.breaches.iter().find(|b| b.rule == Rule::CodeNotASheet).unwrap();
        assert_eq!(odd.row, rows[1]);
        assert_eq!(import.summary.refused, 1);
    }
}

#[test]
fn a_cut_code_is_unreadable_and_never_a_guess() {
    let election = small_election();
    let keys = BrazilKeys::default();
    let contest = Some(election.contests[0].no);
    let context = PayloadContext { election: Some(&election), contest, keys: &keys };
    for cut in 20..GOOD.len() {
        let readings = read(&[&GOOD[..cut]], &context);
        assert_eq!(readings[0].verdict, ReadVerdict::Unreadable, "{cut}");
        assert_eq!(readings[0].format, Format::Venezuela2024);
        assert!(readings[0].results.is_empty());
    }
    // Right without an election, but not a sheet of a ballot with three lists.
    let longer = GOOD.replace("30", "30,0");
    assert_eq!(read(&[&longer], &context)[0].verdict, ReadVerdict::Unreadable);
}

#[test]
fn an_unknown_table_is_kept_and_said() {
    let import = texts(GOOD.replace("000000001", "000000009").as_bytes());
    assert_eq!(import.collection.copies[0].table, TableRef::Unknown(0));
    assert!(import.breaches.iter().any(|breach| breach.rule == Rule::UnknownTable));
}

#[test]
fn published_payloads_give_the_published_figures() {
    let (Some(payloads), Some(lists), Some(csv)) = (
        data("venezuela2024/qr_payloads.json"),
        data("venezuela2024/party_lists_38.csv"),
        data("venezuela2024/RESULTADOS_2024_CSV_V2.csv.gz"),
    ) else {
        return;
    };
    let map = Shipped::find("venezuela-2024").unwrap();
    let source = Source { input: Input::new("results", &csv), map };
    let inferred = infer(&[source], Some(&Input::new("lists", &lists)), &skeleton()).unwrap();
    let mut import = Import::default();
    let input = Input::new("qr_payloads.json", &payloads);
    let keys = BrazilKeys::default();
    add(&mut import, &input, &inferred.election, &keys, &Options::default()).unwrap();
    let published: Vec<serde_json::Value> = serde_json::from_slice(&payloads).unwrap();
    assert_eq!((import.collection.copies.len(), published.len()), (13, 13));
    let contest = &inferred.election.contests[0];
    for (copy, published) in import.collection.copies.iter().zip(&published) {
        assert!(matches!(copy.table, TableRef::Known(_)));
        let mut sums = vec![0; contest.candidates.len()];
        for (list, count) in contest.lists.iter().zip(import.collection.cells(copy)) {
            sums[list.candidate.index()] += count.number().unwrap();
        }
        for (candidate, sum) in contest.candidates.iter().zip(sums) {
            assert_eq!(published["by_candidate"][&candidate.key], sum, "{}", candidate.key);
        }
        assert_eq!(published["nulos"], copy.null.number().unwrap());
        assert_eq!(published["vacios"], copy.blank.number().unwrap());
    }
}

#[test]
fn a_signed_sheet_is_judged_by_the_election() {
    use ed25519_dalek::SigningKey;
    use record::sheet::{SignedSheet, to_qr_text};

    let key = SigningKey::from_bytes(&[7; 32]);
    let election = crate::support::election_with_key(&key.verifying_key().to_bytes());
    let mut sheet = crate::support::sheet(&election);
    let text = |sheet: &record::Sheet| {
        to_qr_text(&SignedSheet::sign(sheet, &election.id, &key).unwrap()).unwrap()
    };
    let mut texts = vec![text(&sheet)];
    let other = SigningKey::from_bytes(&[8; 32]);
    texts.push(to_qr_text(&SignedSheet::sign(&sheet, &election.id, &other).unwrap()).unwrap());
    sheet.table = record::TableNo(1);
    texts.push(text(&sheet));

    let mut import = Import::default();
    let lines = texts.join("\n");
    let input = Input::new("texts", lines.as_bytes());
    add(&mut import, &input, &election, &BrazilKeys::default(), &Options::default()).unwrap();
    let grades: Vec<_> =
        import.collection.copies.iter().map(|copy| (copy.grade, copy.signature)).collect();
    assert_eq!(
        grades,
        [
            (Grade::Signed, SignatureVerdict::Valid),
            (Grade::MachineRead, SignatureVerdict::Invalid),
            (Grade::MachineRead, SignatureVerdict::NotCheckable),
        ]
    );
    // Another election's sheet has a table number, but which table that is nobody here can say.
    let keys = BrazilKeys::default();
    let foreign = small_election();
    let context = PayloadContext { election: Some(&foreign), contest: None, keys: &keys };
    let reading = &read(&[&texts[0]], &context)[0];
    assert_eq!((reading.verdict, &reading.table), (ReadVerdict::Sheet, &None));
    assert!(reading.breaches.iter().any(|breach| breach.rule == Rule::OtherElection));
}
