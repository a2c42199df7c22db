//! An invented sheet. Places, candidates and lists are made up.

use paper::sheet::{
    AreaLevel, AreaPrint, CandidatePrint, Capacity, CentrePrint, ContestPrint, CopyPrint,
    ElectionPrint, Figure, ListPrint, ReplacesPrint, SheetPrint, SignatoryPrint, SummaryPrint,
};

/// A sheet with so many candidates sharing so many lists.
pub(crate) fn sheet(language: &str, candidates: usize, lists: usize) -> SheetPrint {
    let spanish = language.starts_with("es");
    let say = |es: &str, en: &str| if spanish { es.to_owned() } else { en.to_owned() };
    let area = |level, name: &str| AreaPrint { level, name: name.to_owned() };
    let signs = |capacity| SignatoryPrint { capacity, name: None };
    let candidates = shared(candidates.max(1), lists);
    let valid = candidates.iter().map(|c| given(c.total)).sum();
    SheetPrint {
        language: language.to_owned(),
        election: ElectionPrint {
            name: say("Elección de ensayo 2031", "Trial election 2031"),
            id: "3f9a1c07d2b84e65a0917f3c5e8b21d47a6cf0933be2d8154c07a9e1f65b8d20".to_owned(),
            id_short: "3f9a1c07".to_owned(),
        },
        contest: ContestPrint {
            name: say("Presidencia de la República", "President of the Republic"),
            index: 1,
            count: 2,
        },
        table: "990102003.04.1.0001".to_owned(),
        serial: "5b7d90c2-4a1e-4f36-9c08-2e6a71f3d5b4".to_owned(),
        closed_at: "12/10/2031 18:21:25 -04:00".to_owned(),
        areas: vec![
            area(AreaLevel::Country, "Nueva Esperia"),
            area(AreaLevel::State, "Edo. Tres Ríos"),
            area(AreaLevel::Municipality, "Mp. Piedra Grande"),
            area(AreaLevel::Parish, "Pq. San Telmo de la Peña"),
        ],
        centre: CentrePrint {
            name: "Unidad Educativa Nacional Maestra Pingüino del Ñandú".to_owned(),
            address: "Sector La Cañada, calle principal, vereda 12, frente al puente viejo, diagonal a la bodega \
                      El Lápiz; casa s/n"
                .to_owned(),
            code: "990102003".to_owned(),
        },
        electors: Figure::Given(891),
        voters_machine: Figure::Given(valid + 7),
        voters_book: Figure::Given(valid + 7),
        candidates,
        summary: SummaryPrint {
            votes: Figure::Given(valid + 7),
            valid: Figure::Given(valid),
            null: Figure::Given(5),
            blank: Figure::Given(2),
            others: vec![(say("Votos parciales", "Partial votes"), Figure::Absent)],
        },
        signatories: vec![
            signs(Capacity::President),
            signs(Capacity::Secretary),
            signs(Capacity::Member),
            signs(Capacity::Member),
            signs(Capacity::Operator),
            signs(Capacity::Witness(Some("Lista 1".to_owned()))),
            signs(Capacity::Witness(Some("Lista 14".to_owned()))),
            signs(Capacity::Witness(None)),
        ],
        qr: vec![payload(262)],
        security_code: "7K3QX9M2DRTV4HWP".to_owned(),
        measurement: "c0ffee1122334455667788990a1b2c3d4e5f60718293a4b5c6d7e8f901234567".to_owned(),
        copy: CopyPrint { number: 2, count: 6, holder: Some(say("testigo, Lista 1", "witness, Lista 1")) },
        replaces: None,
        notes: Vec::new(),
    }
}

/// The same sheet as a correction, with every state of a count and a remark.
#[allow(dead_code, reason = "shared by several test files")]
pub(crate) fn correction(language: &str) -> SheetPrint {
    let mut sheet = sheet(language, 3, 8);
    sheet.replaces = Some(ReplacesPrint {
        serial: "0f1e2d3c-4b5a-4968-8776-655443322110".to_owned(),
        reason: Some("la suma de la primera no incluía los votos nulos".to_owned()),
    });
    sheet.candidates[0].lists[0].votes = Figure::Blank;
    sheet.candidates[0].lists[1].votes = Figure::Unreadable;
    sheet.candidates[0].total = Figure::Absent;
    sheet.notes =
        vec!["S104: la suma de las tarjetas no coincide con los votos válidos.".to_owned()];
    sheet
}

/// A payload of the alphanumeric set, the same each time.
pub(crate) fn payload(length: usize) -> String {
    const SET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let mut state = 20_311_012_u32;
    let body = (4..length).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(SET[(state >> 16) as usize % SET.len()])
    });
    "CT1:".chars().chain(body).collect()
}

fn shared(candidates: usize, lists: usize) -> Vec<CandidatePrint> {
    let mut all: Vec<CandidatePrint> = (0..candidates)
        .map(|i| CandidatePrint {
            name: format!("Candidatura {}", letter(i)),
            ..CandidatePrint::default()
        })
        .collect();
    for i in 0..lists {
        // About a third to the first candidate, a third of the rest to the second, and so on; one at least to each.
        let mut to = 0;
        let mut end = (lists / 3).max(1);
        while i >= end && to + 1 < candidates {
            to += 1;
            end +=
                ((lists - end) / 3).clamp(1, (lists - end).saturating_sub(candidates - to).max(1));
        }
        let votes =
            u32::try_from((i * 7919 + 13) % 97 + if i == 0 { 140 } else { 0 }).expect("below 240");
        all[to].lists.push(ListPrint {
            name: if i % 9 == 4 {
                format!("Alianza por la Lista {}", i + 1)
            } else {
                format!("Lista {}", i + 1)
            },
            code: (i * 37 % 1097 + 1).to_string(),
            votes: Figure::Given(votes),
        });
    }
    for candidate in &mut all {
        candidate.total = Figure::Given(candidate.lists.iter().map(|list| given(list.votes)).sum());
    }
    all
}

fn letter(i: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(i % 26).expect("below 26"));
    if i < 26 { letter.to_string() } else { format!("{letter}{}", i / 26) }
}

fn given(figure: Figure) -> u32 {
    match figure {
        Figure::Given(number) => number,
        Figure::Blank | Figure::Unreadable | Figure::Absent => 0,
    }
}
