//! From modules to polygons: follow each border of the dark area with the dark side on the right.

use std::collections::BTreeMap;

use super::Qr;

type Point = (u32, u32);

/// Closed polygons around all dark modules; corners only.
pub(super) fn trace(qr: &Qr) -> Vec<Vec<Point>> {
    let mut edges = border_edges(qr);
    let mut rings = Vec::new();
    while let Some((&start, _)) = edges.first_key_value() {
        rings.push(corners(&follow(&mut edges, start)));
    }
    rings
}

/// Unit edges between a dark and a light module, by starting point. Two start where dark modules touch at a corner only.
fn border_edges(qr: &Qr) -> BTreeMap<Point, Vec<Point>> {
    let mut edges: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    let mut add = |from: Point, to: Point| edges.entry(from).or_default().push(to);
    for y in 0..qr.size {
        for x in (0..qr.size).filter(|&x| qr.dark(x, y)) {
            if y == 0 || !qr.dark(x, y - 1) {
                add((x, y), (x + 1, y));
            }
            if !qr.dark(x + 1, y) {
                add((x + 1, y), (x + 1, y + 1));
            }
            if !qr.dark(x, y + 1) {
                add((x + 1, y + 1), (x, y + 1));
            }
            if x == 0 || !qr.dark(x - 1, y) {
                add((x, y + 1), (x, y));
            }
        }
    }
    edges
}

fn follow(edges: &mut BTreeMap<Point, Vec<Point>>, start: Point) -> Vec<Point> {
    let mut ring = vec![start];
    let mut at = start;
    loop {
        let out = edges.get_mut(&at).expect("invariant: every border edge has a successor");
        let next = out.pop().expect("invariant: used-up points are removed");
        if out.is_empty() {
            edges.remove(&at);
        }
        if next == start {
            return ring;
        }
        ring.push(next);
        at = next;
    }
}

fn corners(ring: &[Point]) -> Vec<Point> {
    let n = ring.len();
    (0..n)
        .filter(|&i| {
            let (a, b, c) = (ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n]);
            !(a.0 == b.0 && b.0 == c.0 || a.1 == b.1 && b.1 == c.1)
        })
        .map(|i| ring[i])
        .collect()
}
