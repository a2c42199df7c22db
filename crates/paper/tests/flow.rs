//! Filling pages: what belongs together stays together, heads come back, columns balance.

use std::rc::Rc;

use paper::{
    PaperError,
    flow::{Filled, paginate},
    strip::{Item, Mark, Piece, Strip},
};

/// A strip whose bar is as wide as its number, so that it can be told apart.
fn strip(number: f32, height: f32) -> Strip {
    let mark = Mark::Bar { width: number, height: 0.25 };
    Strip { height, items: vec![Item { x: 0.0, y: 0.0, mark, tag: None }], ..Strip::default() }
}

fn kept(number: f32, height: f32) -> Strip {
    Strip { keep: true, ..strip(number, height) }
}

/// Number, x and y of every bar.
fn bars(page: &Filled) -> Vec<(f32, f32, f32)> {
    let bar = |item: &Item| match item.mark {
        Mark::Bar { width, .. } => (width, item.x, item.y),
        _ => panic!("only bars here"),
    };
    page.items.iter().map(bar).collect()
}

#[test]
fn strips_that_keep_together_move_to_the_next_page() {
    let pieces = [strip(1.0, 60.0), kept(2.0, 20.0), strip(3.0, 30.0)].map(Piece::Strip);
    let pages = paginate(&pieces, 100.0).expect("fits");
    assert_eq!(bars(&pages[0]), [(1.0, 0.0, 0.0)]);
    assert_eq!(bars(&pages[1]), [(2.0, 0.0, 0.0), (3.0, 0.0, 20.0)]);
}

#[test]
fn a_chain_longer_than_a_page_is_parted_rather_than_lost() {
    let pieces = [kept(1.0, 60.0), kept(2.0, 60.0), strip(3.0, 60.0)].map(Piece::Strip);
    let pages = paginate(&pieces, 100.0).expect("fits");
    let all: Vec<f32> = pages.iter().flat_map(bars).map(|(number, ..)| number).collect();
    assert_eq!((pages.len(), all), (3, vec![1.0, 2.0, 3.0]));
}

#[test]
fn heads_come_back_and_white_at_the_top_goes() {
    let head = Some(Rc::new(strip(9.0, 10.0)));
    let row = |number| Strip { head: head.clone(), ..strip(number, 40.0) };
    let pieces =
        [kept(9.0, 10.0), row(1.0), row(2.0), Strip::space(5.0), row(3.0)].map(Piece::Strip);
    let pages = paginate(&pieces, 92.0).expect("fits");
    assert_eq!(bars(&pages[0]), [(9.0, 0.0, 0.0), (1.0, 0.0, 10.0), (2.0, 0.0, 50.0)]);
    assert_eq!(bars(&pages[1]), [(9.0, 0.0, 0.0), (3.0, 0.0, 10.0)]);
}

#[test]
fn columns_balance_without_parting_what_keeps_together() {
    let strips = vec![strip(1.0, 10.0), strip(2.0, 10.0), kept(3.0, 10.0), strip(4.0, 10.0)];
    let even = paginate(&[Piece::Columns { count: 2, step: 50.0, strips }], 100.0).expect("fits");
    assert_eq!(bars(&even[0])[2..], [(3.0, 50.0, 0.0), (4.0, 50.0, 10.0)]);
    let strips = vec![strip(1.0, 10.0), kept(2.0, 10.0), kept(3.0, 10.0), strip(4.0, 10.0)];
    let uneven = paginate(&[Piece::Columns { count: 2, step: 50.0, strips }], 100.0).expect("fits");
    assert_eq!(bars(&uneven[0])[1], (2.0, 50.0, 0.0));
    assert!((uneven[0].used - 30.0).abs() < 0.1, "{}", uneven[0].used);
}

#[test]
fn a_heading_goes_over_to_the_page_of_its_columns() {
    let strips = vec![strip(3.0, 30.0)];
    let columns = Piece::Columns { count: 2, step: 50.0, strips };
    let pieces = [Piece::Strip(strip(1.0, 80.0)), Piece::Strip(kept(2.0, 10.0)), columns];
    let pages = paginate(&pieces, 100.0).expect("fits");
    assert_eq!(bars(&pages[1]), [(2.0, 0.0, 0.0), (3.0, 0.0, 10.0)]);
}

#[test]
fn what_is_taller_than_a_page_is_refused() {
    let refused = paginate(&[Piece::Strip(strip(1.0, 101.0))], 100.0);
    assert!(matches!(refused, Err(PaperError::BlockTooTall { .. })));
}
