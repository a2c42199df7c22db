//! The description of the site's JSON for programs (OpenAPI 3.1).

use serde_json::{Value, json};

/// The document, the same for every election.
///
/// # Panics
/// Never: values of JSON have a JSON form.
pub fn document() -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&value()).expect("values of JSON have a JSON form");
    bytes.push(b'\n');
    bytes
}

fn value() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Cotejo: the public site of an election",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Files that can be read by anybody, from any mirror. Nothing is sent: there is no other method than GET, and no parameter but the path. Figures of different sources are never added up.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": {
            "/live.json": get("What there is: compare it with what you have.", reference("Live"), &[]),
            "/data/front.json": get("The country, the last bulletin, the state of the log.", reference("Front"), &[]),
            "/data/areas.json": get("The whole country.", reference("Area"), &[]),
            "/data/a/{place}.json": get("An area.", reference("Area"), &[PLACE_OF_AREA]),
            "/data/t/{place}.json": get("A table with every copy of its sheets.", reference("Table"), &[PLACE_OF_TABLE]),
            "/data/bulletins.json": get("The bulletins.", object(), &[]),
            "/data/bulletins/{number}.json": get("A bulletin in its canonical text: the bytes whose digest the log holds.", object(), &[("number", "Its number.")]),
            "/data/findings.json": get("What the rules found, by rule.", object(), &[]),
            "/data/findings/{rule}.json": get("The findings of a rule; further pages are `RULE-2`, `RULE-3`.", object(), &[("rule", "Its code, for example `C202`.")]),
            "/data/changes.json": get("Corrections, withdrawals, statements.", object(), &[]),
            "/data/said.json": get("What was announced, held against the sheets.", object(), &[]),
            "/data/sources.json": get("The sources and every pair of them.", object(), &[]),
            "/data/audits.json": get("The audits.", object(), &[]),
            "/data/log.json": get("The state of the log.", object(), &[]),
            "/data/downloads.json": get("Files to take along, with digests.", object(), &[]),
            "/data/search.json": get("The files of the index of centres.", object(), &[]),
            "/data/search/{part}.json": get("Centres of one of the largest areas.", object(), &[("part", "Its number, from 0.")]),
            "/live": { "get": {
                "summary": "Server-sent events, where the site is served by `cotejo`: event `news` with the text of `live.json` whenever that changes.",
                "responses": { "200": { "description": "A stream.", "content": { "text/event-stream": {} } } },
            } },
        },
        "components": { "schemas": schemas() },
    })
}

const PLACE_OF_AREA: (&str, &str) = (
    "place",
    "Folders and name of the area: its path with `~` for `/`, below folders of the FNV-1a hash of the path where there are many; links and `data/search` give it.",
);
const PLACE_OF_TABLE: (&str, &str) = (
    "place",
    "Folders and name of the table: its code, below folders of the code's FNV-1a hash where there are many: two hexadecimal digits, then one.",
);

#[expect(clippy::needless_pass_by_value, reason = "schemas are made where they are used")]
fn get(summary: &str, schema: Value, parameters: &[(&str, &str)]) -> Value {
    let parameter = |(name, text): &(&str, &str)| json!({ "name": name, "in": "path", "required": true, "description": text, "schema": { "type": "string" } });
    json!({ "get": {
        "summary": summary,
        "parameters": parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": {
            "200": { "description": summary, "content": { "application/json": { "schema": schema } } },
            "404": { "description": "W100: there is no such file.", "content": { "application/json": { "schema": reference("Refusal") } } },
        },
    } })
}

fn schemas() -> Value {
    let count = json!({
        "description": "A number; null where the sheet has no such box; `blank` where it is empty; `unreadable` where nobody can read it.",
        "oneOf": [{ "type": "integer", "minimum": 0, "maximum": 999_999_999 }, { "type": "null" }, { "enum": ["blank", "unreadable"] }],
    });
    let digest = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let whole = json!({ "type": "integer", "minimum": 0 });
    let text = json!({ "type": "string" });
    let maybe = |of: &Value| json!({ "oneOf": [of, { "type": "null" }] });
    let counts = || reference("Count");
    let list = |of: Value| json!({ "type": "array", "items": of });
    json!({
        "Count": count,
        "Refusal": all(json!({ "rule": text, "what": text, "detail": text, "next": text })),
        "Live": all(json!({ "election": digest, "size": maybe(&whole), "root": maybe(&text), "bulletin": maybe(&whole) })),
        "Front": all(json!({ "election": digest, "name": text, "contests": list(reference("AreaContest")), "bulletin": {}, "log": {}, "clock": {}, "award": {}, "quickcounts": list(object()), "lookup": {} })),
        "Sum": all(json!({ "sum": whole, "given": whole, "blank": whole, "unreadable": whole, "absent": whole })),
        "Sums": all(json!({
            "source": text, "coverage": object(), "candidates": { "type": "object", "additionalProperties": reference("Sum") },
            "valid": whole, "null": reference("Sum"), "blank": reference("Sum"), "voters": reference("Sum"),
        })),
        "Inside": all(json!({ "area": text, "name": text, "tables": list(list(whole.clone())), "leads": maybe(&text), "lead": maybe(&whole), "differ": whole })),
        "AreaContest": all(json!({ "contest": text, "columns": list(reference("Sums")), "inside": list(reference("Inside")) })),
        "TableLine": all(json!({ "table": text, "digest": digest, "copies": whole, "counted": whole, "of": whole, "findings": whole })),
        "Area": all(json!({ "election": digest, "area": text, "name": text, "level": whole, "contests": list(reference("AreaContest")), "tables": list(reference("TableLine")) })),
        "Times": all(json!({ "closed": maybe(&whole), "logged": maybe(&whole), "published": maybe(&whole) })),
        "Finding": all(json!({ "rule": text, "sources": list(text.clone()), "votes": whole, "detail_en": text, "detail_es": text })),
        "Copy": all(json!({
            "source": text, "name": text,
            "grade": { "enum": ["logged", "signed", "machine-read", "double-keyed", "single-keyed", "announced"] },
            "signature": { "enum": ["invalid", "none", "not-checkable", "valid"] },
            "status": { "enum": ["in-force", "withdrawn", "annulled", "invalid-signature", "superseded", "unusable"] },
            "serial": whole, "replaces": maybe(&text), "digest": maybe(&digest), "image": maybe(&digest), "picture": maybe(&text),
            "entry": maybe(&whole), "times": { "oneOf": [reference("Times"), { "type": "null" }] }, "receipt": maybe(&text),
            "receipt_size": maybe(&whole), "text": maybe(&text),
            "electors": counts(), "voters_machine": counts(), "voters_book": counts(), "null": counts(), "blank": counts(), "valid": counts(),
            "basis": { "enum": ["candidates", "lists"] }, "votes": list(counts()),
        })),
        "TableContest": all(json!({ "contest": text, "title": text, "copies": list(reference("Copy")), "counts": maybe(&whole), "findings": list(reference("Finding")) })),
        "Table": all(json!({
            "election": digest, "table": text, "row": whole, "area": text, "place": list(text.clone()), "electors": counts(),
            "contests": list(reference("TableContest")),
        })),
    })
}

/// An object that has all of these, and nothing else.
#[expect(clippy::needless_pass_by_value, reason = "schemas are made where they are used")]
fn all(properties: Value) -> Value {
    let required: Vec<&String> =
        properties.as_object().map_or_else(Vec::new, |one| one.keys().collect());
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn object() -> Value {
    json!({ "type": "object" })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
