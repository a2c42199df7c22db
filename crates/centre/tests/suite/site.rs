//! The public site beside the centre's own routes, and what of it is kept in memory.

use std::fs;
use std::time::{Duration, Instant};

use centre::run::Running;

use crate::common::{Place, get};

/// Longer than anything is kept, on any machine.
const PATIENCE: Duration = Duration::from_secs(30);

fn with_site(files: &[(&str, &str)]) -> Place {
    let place = Place::new(2);
    for (name, text) in files {
        let path = place.path().join("site").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    place
}

/// Asks until the answer is as wanted; every one before is `before`.
fn until(
    running: &Running,
    path: &str,
    before: &(u16, String),
    wanted: impl Fn(u16, &str) -> bool,
) {
    let began = Instant::now();
    loop {
        let (status, text) = get(running, path);
        if wanted(status, &text) {
            return;
        }
        assert_eq!((status, &text), (before.0, &before.1), "neither what was nor what is there");
        assert!(began.elapsed() < PATIENCE, "{path} is still what it was");
    }
}

#[test]
fn what_is_kept_in_memory_is_looked_at_again() {
    let place = with_site(&[("es/page.html", "before")]);
    let running = place.start("");
    let before = (200, "before".to_owned());
    for _ in 0..3 {
        assert_eq!(get(&running, "/es/page.html"), before);
    }
    let page = place.path().join("site/es/page.html");
    fs::write(&page, "after, and longer").unwrap();
    until(&running, "/es/page.html", &before, |_, text| text == "after, and longer");
    fs::remove_file(&page).unwrap();
    let after = (200, "after, and longer".to_owned());
    until(&running, "/es/page.html", &after, |status, text| status == 404 && text.contains("W100"));
    running.stop();
}

#[test]
fn no_file_of_the_site_stands_before_a_route_of_the_centre() {
    let routes = ["health", "ready", "metrics", "log/checkpoint"];
    let place = with_site(&routes.map(|name| (name, "of the site")));
    let running = place.start("");
    for route in routes {
        // The second answer would come from memory, if the first had been kept.
        for _ in 0..2 {
            let (_, text) = get(&running, &format!("/{route}"));
            assert_ne!(text, "of the site", "{route}");
        }
    }
    running.stop();
}
