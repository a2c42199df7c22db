//! What may be claimed: only what the arithmetic carries.

use record::Count;
use tally::bulletin::{Bulletin, Claim, IssueError, Level, ParseError, Verdict};

use crate::common::{Copy, Issue, collect, election, sheet};

fn claim(level: Level) -> Claim {
    Claim::Irreversible { contest: "president".to_owned(), level }
}

/// Every table but t7 and its 200 electors, with a lead of A over B.
fn with_lead(lead: u32) -> Vec<Copy> {
    (0..7)
        .map(|table| {
            sheet(
                0,
                table,
                &[if table == 0 { lead } else { 10 }, if table == 0 { 0 } else { 10 }, 0],
            )
        })
        .collect()
}

fn try_claim(copies: &[Copy], level: Level, turnout: Option<&str>) -> Result<Bulletin, IssueError> {
    let (election, collection) = (election(true), collect(copies));
    let claims = [claim(level)];
    Issue { claims: &claims, turnout, ..Issue::first(&election, &collection) }.issue()
}

#[test]
fn equality_is_not_irreversible() {
    let refused = IssueError::ClaimNotCarried(claim(Level::A));
    assert_eq!(try_claim(&with_lead(200), Level::A, None), Err(refused));
    let bulletin = try_claim(&with_lead(201), Level::A, None).unwrap();
    let found = bulletin.contests[0].irreversibility.as_ref().unwrap();
    assert_eq!((found.lead, found.votes_at_most), (201, Some(200)));
    assert_eq!(found.level_a.verdict, Verdict::Irreversible);
    assert_eq!(found.level_a.needed_share.as_deref(), Some("401/400"));
    assert_eq!(found.level_a.break_even_turnout.as_deref(), Some("201/200"));
}

#[test]
fn level_b_needs_its_assumption_and_is_exact() {
    let refused = Err(IssueError::ClaimNotCarried(claim(Level::B)));
    assert_eq!(try_claim(&with_lead(118), Level::B, None), refused);
    assert_eq!(try_claim(&with_lead(118), Level::B, Some("59%")), refused);
    assert_eq!(try_claim(&with_lead(118), Level::B, Some("59.0001%")), refused);
    let bulletin = try_claim(&with_lead(118), Level::B, Some("58.9999%")).unwrap();
    let found = bulletin.contests[0].irreversibility.as_ref().unwrap();
    assert_eq!(found.level_a.verdict, Verdict::Open);
    let level_b = found.level_b.as_ref().unwrap();
    assert_eq!((level_b.votes, level_b.verdict), (118, Verdict::Irreversible));
    assert_eq!(String::from(level_b.assumed_turnout), "58.9999%");
}

#[test]
fn a_table_left_out_is_outstanding_again() {
    let mut copies = with_lead(201);
    copies.push(sheet(0, 6, &[9, 9, 9]));
    assert!(try_claim(&copies, Level::A, None).is_err());
}

#[test]
fn a_number_left_open_can_hide_votes() {
    let mut copies = with_lead(300);
    assert!(try_claim(&copies, Level::A, None).is_ok());
    copies[1].cells[1] = Count::UNREADABLE;
    assert!(try_claim(&copies, Level::A, None).is_err());
    let (election, collection) = (election(true), collect(&copies));
    let bulletin = Issue::first(&election, &collection).issue().unwrap();
    let found = bulletin.contests[0].irreversibility.as_ref().unwrap();
    assert_eq!((found.incomplete_tables, found.votes_at_most), (1, Some(200 + 400)));
}

#[test]
fn without_a_roll_nothing_is_bounded() {
    let (election, collection) = (election(false), collect(&with_lead(480)));
    let bulletin =
        Issue { turnout: Some("1%"), ..Issue::first(&election, &collection) }.issue().unwrap();
    let found = bulletin.contests[0].irreversibility.as_ref().unwrap();
    assert_eq!((found.votes_at_most, found.level_a.verdict), (None, Verdict::Unbounded));
    assert_eq!(found.level_b, None);
    for level in [Level::A, Level::B] {
        let claims = [claim(level)];
        let input =
            Issue { claims: &claims, turnout: Some("1%"), ..Issue::first(&election, &collection) };
        assert!(input.issue().is_err());
    }
}

#[test]
fn a_claim_about_no_contest_is_refused() {
    let (election, collection) = (election(true), collect(&with_lead(300)));
    let claims = [Claim::Irreversible { contest: "mayor".to_owned(), level: Level::A }];
    assert!(Issue { claims: &claims, ..Issue::first(&election, &collection) }.issue().is_err());
}

#[test]
fn a_published_claim_without_ground_is_not_parsed() {
    let (election, collection) = (election(true), collect(&with_lead(200)));
    let mut bulletin = Issue::first(&election, &collection).issue().unwrap();
    bulletin.claims = vec![claim(Level::A)];
    // The verdict beside the figures may be forged too; the figures decide.
    let found = bulletin.contests[0].irreversibility.as_mut().unwrap();
    found.level_a.verdict = Verdict::Irreversible;
    let error = Bulletin::parse(&bulletin.to_canonical()).unwrap_err();
    assert!(matches!(error, ParseError::ClaimNotCarried(_)), "{error}");
}
