//! The public conformance vectors of the link, as data: `examples/make_link_vectors.rs` writes them, `conformance`
//! holds this implementation against them. What is expected of each case is written down by hand.
#![allow(dead_code, unreachable_pub, reason = "shared by the test and the vector generator")]

use link::answer::MAX_RECEIPT_BYTES;
use link::filter::Program;
use link::keys::SecretFile;
use link::request::{MAX_SHEET_BYTES, Request};
use link::siphash::half_siphash;
use link::{Answer, Counter, FilterKey, LinkSecret, request};
use record::{Digest, Election, Rule, SignedSheet, TableNo};
use sample::Shape;
use serde_json::{Value, json};

/// The seed of everything in the vectors.
pub const SEED: u64 = 20_261_004;

/// Every file by name.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    let world = World::new();
    let files = [
        ("tags.json", tags()),
        ("requests.json", requests(&world)),
        ("answers.json", answers(&world)),
        ("filters.json", filters()),
    ];
    let mut out: Vec<_> = files.into_iter().map(|(name, value)| (name, pretty(&value))).collect();
    out.push(("secret.txt", world.secrets.to_text().as_bytes().to_vec()));
    let pass = world.secret().issue(TABLE, 4, &world.secrets.centre.public()).unwrap();
    out.push(("pass.txt", pass.to_text().as_bytes().to_vec()));
    out
}

const TABLE: TableNo = TableNo(2);

struct World {
    election: Election,
    secrets: SecretFile,
    sheet: SignedSheet,
}

impl World {
    fn new() -> Self {
        let shape = Shape { seed: SEED, tables: 4, keys: true };
        let election = Election::parse(&sample::election_files(&shape)).unwrap();
        let random =
            [Digest::of(b"cotejo link vectors 1").0, Digest::of(b"cotejo link vectors 2").0];
        let secrets = SecretFile::from_random(&random.concat().try_into().unwrap());
        let sheet = sample::sheet(&shape, &election, TABLE);
        let key = sample::station_key(SEED, TABLE);
        let sheet = SignedSheet::sign(&sheet, &election.id, &key).unwrap();
        Self { election, secrets, sheet }
    }

    fn secret(&self) -> LinkSecret {
        self.secrets.secret(self.election.id)
    }

    fn request(&self, counter: u32, sheet: &[u8]) -> Vec<u8> {
        let pass = self.secret().issue(TABLE, 4, &self.secrets.centre.public()).unwrap();
        let seed = Digest::of(format!("{SEED} {counter} {}", sheet.len()).as_bytes()).0;
        request::seal(&pass, Counter(counter), sheet, &seed).unwrap()
    }
}

fn tags() -> Value {
    let keys = [[0; 8], [0, 1, 2, 3, 4, 5, 6, 7], [0xff; 8]];
    let of =
        [(0, 0), (1, 0), (0, 1), (30_025, 7), (0x0102_0304, 0x0506_0708), (u32::MAX, u32::MAX)];
    let cases = keys.iter().flat_map(|key| {
        of.map(|(table, counter)| {
            let message = [u32::to_le_bytes(table), u32::to_le_bytes(counter)].concat();
            json!({
                "key": hex(key), "table": table, "counter": counter, "message": hex(&message),
                "hash": hex(&half_siphash(*key, &message)),
                "tag": hex(&FilterKey::new(*key).tag(TableNo(table), Counter(counter)).0),
            })
        })
    });
    file(
        "Tags: HalfSipHash-2-4 with 64 bits of output, as its reference implementation writes it, and as it stands in a header.",
        cases.collect(),
    )
}

fn requests(world: &World) -> Value {
    let good = world.request(1, world.sheet.bytes());
    let name = "a sheet of 38 lists";
    let mut cases = vec![opened(name, &good, world.sheet.bytes())];
    for (name, sheet) in
        [("nothing", Vec::new()), ("the largest sheet", vec![0xd2; MAX_SHEET_BYTES])]
    {
        cases.push(opened(name, &world.request(2, &sheet), &sheet));
    }
    let changed = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    for (name, bytes, rule) in [
        ("cut", good[..1_199].to_vec(), Rule::DatagramMalformed),
        ("too long", [&good[..], &[0]].concat(), Rule::DatagramMalformed),
        ("another magic", changed(0), Rule::DatagramMalformed),
        ("another version", changed(3), Rule::DatagramMalformed),
        ("another table", changed(7), Rule::DatagramTagWrong),
        ("another counter", changed(11), Rule::DatagramTagWrong),
        ("another tag", changed(12), Rule::DatagramTagWrong),
        ("another encapsulated key", changed(20), Rule::DatagramMacWrong),
        ("another sealed text", changed(600), Rule::DatagramMacWrong),
        ("another code", changed(1_199), Rule::DatagramMacWrong),
    ] {
        let expect = json!({ "verdict": "refused", "rule": rule.code() });
        cases.push(json!({ "name": name, "request": hex(&bytes), "expect": expect }));
    }
    let mut value = file(
        "Requests under the secrets of `secret.txt`. What is sealed was encapsulated with a random key of its own, so that only opening can be repeated.",
        cases,
    );
    value["election"] = json!(world.election.id.to_string());
    value
}

fn opened(name: &str, request: &[u8], sheet: &[u8]) -> Value {
    let expect = json!({ "verdict": "opened", "sheet": hex(sheet) });
    json!({ "name": name, "request": hex(request), "expect": expect })
}

fn answers(world: &World) -> Value {
    let request = world.request(1, world.sheet.bytes());
    let name = Request::parse(&request).unwrap().name();
    let key = world.secret().mac_key(TABLE);
    let receipt = vec![0xc1; 563];
    let most = vec![0xc1; MAX_RECEIPT_BYTES];
    let encode = |answer: Answer| answer.encode(&name, &key);
    let good = encode(Answer::receipt(receipt.clone()).unwrap());
    let mut cases = vec![
        json!({ "name": "a receipt", "answer": hex(&good), "expect": { "kind": "receipt", "receipt": hex(&receipt) } }),
        json!({ "name": "the largest receipt", "answer": hex(&encode(Answer::receipt(most.clone()).unwrap())),
            "expect": { "kind": "receipt", "receipt": hex(&most) } }),
        json!({ "name": "later", "answer": hex(&encode(Answer::Later { retry_after_ms: 2_000 })),
            "expect": { "kind": "later", "retry_after_ms": 2_000 } }),
        json!({ "name": "refused", "answer": hex(&encode(Answer::Refused { rule: Rule::SignatureInvalid })),
            "expect": { "kind": "refused", "rule": "S120" } }),
    ];
    for (name, at) in [
        ("another magic", 3),
        ("another counter", 11),
        ("another kind", 12),
        ("another receipt", 99),
        ("another code", 591),
    ] {
        let mut bytes = good.clone();
        bytes[at] ^= 2;
        let expect = json!({ "kind": "not-bound", "rule": "T815" });
        cases.push(json!({ "name": name, "answer": hex(&bytes), "expect": expect }));
    }
    let mut value =
        file("Answers to the one request that is given, under the secrets of `secret.txt`.", cases);
    value["request"] = json!(hex(&request));
    value
}

fn filters() -> Value {
    let cases = [vec![], vec![TableNo(0)], vec![TableNo(3), TableNo(5), TableNo(30_025)]]
        .into_iter()
        .map(|held_back| {
            let key = FilterKey::new([0, 1, 2, 3, 4, 5, 6, 7]);
            let program = Program::new(&key, &held_back);
            let mut bytes = Vec::new();
            for one in program.instructions() {
                bytes.extend(one.code.to_be_bytes());
                bytes.extend([one.jump_true, one.jump_false]);
                bytes.extend(one.k.to_be_bytes());
            }
            let held_back: Vec<_> = held_back.iter().map(|table| table.0).collect();
            json!({
                "key": "0001020304050607", "held_back": held_back,
                "instructions": program.instructions().len(),
                "sha256": Digest::of(&bytes).to_string(),
            })
        });
    file(
        "The filter's programs, by the digest of their instructions: code in two bytes, jumps in one each, constant in four, big-endian.",
        cases.collect(),
    )
}

fn file(about: &str, cases: Vec<Value>) -> Value {
    json!({ "format": "cotejo-vectors-1", "about": about, "cases": Value::Array(cases) })
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&sorted(value)).expect("values have a JSON form");
    bytes.push(b'\n');
    bytes
}

/// Whether maps keep their order depends on which crates are built along, so that they are sorted here.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| name.as_str());
            fields.into_iter().map(|(name, value)| (name.clone(), sorted(value))).collect()
        }
        other => other.clone(),
    }
}

pub fn hex(bytes: &[u8]) -> String {
    const_hex::encode(bytes)
}
