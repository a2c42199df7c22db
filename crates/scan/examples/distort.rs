//! Makes bad photographs of good prints: blur, turns, perspective, waves and creases in the paper,
//! shadow, noise, fewer pixels and JPEG, at five levels, each repeatable from the printed seed.
//!
//! `cargo run --release -p cotejo-scan --example distort -- PRINTS OUT [SEED] [EACH]`
//!
//! PRINTS is a folder of PNG rasters of printed sheets at about 200 dpi, OUT receives the images and
//! `manifest.csv`, EACH is the number of images per print and level. `compare` reads what comes out.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel arithmetic"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, crop_imm, fast_blur, interpolate_bilinear, resize};
use image::{GrayImage, Luma};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use scan::{Limits, decode_bytes};

const LEVELS: u8 = 5;
const PAPER: f32 = 238.0;
/// What a photograph shows around the code, in pixels of the print.
const MARGIN: u32 = 250;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [prints, out, ..] = args.as_slice() else {
        panic!("usage: distort PRINTS OUT [SEED] [EACH]")
    };
    let number = |at: usize, or: u64| args.get(at).map_or(or, |n| n.parse().expect("a number"));
    let (seed, each) = (number(2, 20_240_728), number(3, 20));
    let out = PathBuf::from(out);
    fs::create_dir_all(&out).expect("a folder for the images");

    let mut files: Vec<PathBuf> =
        fs::read_dir(prints).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "png"));
    files.sort();
    let mut manifest = String::from("file,print,level,recipe,payload_hex\n");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut made = 0;
    for (number, file) in files.iter().enumerate() {
        let bytes = fs::read(file).expect("a print");
        let print = image::load_from_memory(&bytes).expect("a PNG").into_luma8();
        let Some((print, truth)) = around_code(&bytes, &print) else {
            println!("{}: left out, it has no code", file.display());
            continue;
        };
        for level in 1..=LEVELS {
            for copy in 0..each {
                let recipe = Recipe::draw(&mut rng, level);
                made += 1;
                let name = format!("{number:03}-{level}-{copy:03}.jpg");
                fs::write(out.join(&name), recipe.apply(&print, &mut rng)).expect("space");
                let print = file.file_stem().unwrap_or_default().to_string_lossy();
                writeln!(manifest, "{name},{print},{level},{recipe},{truth}").expect("memory");
            }
        }
    }
    fs::write(out.join("manifest.csv"), manifest).expect("space");
    println!("seed {seed}: {made} images in {}", out.display());
}

/// The part of a print that a photograph of its first code would show, and the payload.
fn around_code(bytes: &[u8], print: &GrayImage) -> Option<(GrayImage, String)> {
    let mut document = decode_bytes(bytes, &Limits::default()).expect("a PNG");
    let code = document.pages.remove(0).codes.into_iter().next()?;
    let span = |values: [i32; 4], end: u32| {
        let at = |v: Option<i32>| u32::try_from(v.unwrap_or(0)).unwrap_or(0);
        let low = at(values.into_iter().min()).saturating_sub(MARGIN);
        (low, (at(values.into_iter().max()) + MARGIN).min(end) - low)
    };
    let (x, w) = span(code.corners.map(|c| c.x), print.width());
    let (y, h) = span(code.corners.map(|c| c.y), print.height());
    let hex = code.bytes.iter().fold(String::new(), |hex, b| hex + &format!("{b:02x}"));
    Some((crop_imm(print, x, y, w, h).to_image(), hex))
}

/// One way of spoiling a print. Lengths are in pixels of the print.
struct Recipe {
    degrees: f32,
    perspective: (f32, f32),
    wave: f32,
    period: f32,
    creases: Vec<(f32, f32)>,
    shadow: f32,
    shadow_towards: f32,
    blur: f32,
    noise: f32,
    scale: f32,
    quality: u8,
}

impl Recipe {
    fn draw(rng: &mut ChaCha8Rng, level: u8) -> Self {
        let s = f32::from(level) / f32::from(LEVELS);
        let mut within = |low: f32, high: f32| low + (high - low) * unit(rng);
        let quarter = [0.0, 90.0, 180.0, 270.0][(within(0.0, 4.0) as usize).min(3)];
        Self {
            // Half lie on a scanner, a little askew; half were held in a hand at any angle.
            degrees: if within(0.0, 1.0) < 0.5 {
                quarter + within(-3.0, 3.0)
            } else {
                within(0.0, 360.0)
            },
            perspective: (within(-0.25, 0.25) * s, within(-0.25, 0.25) * s),
            wave: within(0.0, 5.0) * s,
            period: within(150.0, 500.0),
            creases: (0..(4.0 * s) as u8).map(|_| (within(0.0, 1.0), within(-3.0, 3.0))).collect(),
            shadow: within(0.0, 0.7) * s,
            shadow_towards: within(0.0, 360.0),
            blur: within(0.2, 2.2) * s,
            noise: within(2.0, 22.0) * s,
            scale: 1.0 - within(0.0, 0.45) * s,
            quality: [90, 75, 60, 50, 40][usize::from(level) - 1],
        }
    }

    fn apply(&self, print: &GrayImage, rng: &mut ChaCha8Rng) -> Vec<u8> {
        let mut image = self.warp(print);
        if self.scale < 0.99 {
            let size = |n: u32| (n as f32 * self.scale).round().max(1.0) as u32;
            image = resize(&image, size(image.width()), size(image.height()), FilterType::Triangle);
        }
        image = fast_blur(&image, self.blur);
        for pixel in image.pixels_mut() {
            let noise = (unit(rng) + unit(rng) + unit(rng) - 1.5) * 2.0 * self.noise;
            pixel.0[0] = (f32::from(pixel.0[0]) + noise).clamp(0.0, 255.0) as u8;
        }
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, self.quality)
            .encode_image(&image)
            .expect("memory");
        bytes
    }

    /// Looks up, for every pixel of the photograph, where on the print it came from.
    fn warp(&self, print: &GrayImage) -> GrayImage {
        let (w, h) = (print.width() as f32, print.height() as f32);
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let wide = (w * cos.abs() + h * sin.abs()) * 1.1;
        let high = (w * sin.abs() + h * cos.abs()) * 1.1;
        let (sx, sy) = self.shadow_towards.to_radians().sin_cos();
        GrayImage::from_fn(wide as u32, high as u32, |x, y| {
            let (dx, dy) = (x as f32 - wide / 2.0, y as f32 - high / 2.0);
            let (u, v) = ((dx * cos + dy * sin) / w, (dy * cos - dx * sin) / h);
            let depth = 1.0 + self.perspective.0 * u + self.perspective.1 * v;
            let (mut px, mut py) = ((u / depth + 0.5) * w, (v / depth + 0.5) * h);
            px += self.wave * (py * std::f32::consts::TAU / self.period).sin();
            py += self.wave * (px * std::f32::consts::TAU / (0.7 * self.period)).cos();
            let mut light = 1.0 - self.shadow * (0.5 + (dx * sx / wide + dy * sy / high));
            for (at, depth) in &self.creases {
                let distance = (py - at * h) / 6.0;
                py += depth * distance * (-distance * distance).exp();
                light -= 0.25 * (-distance * distance * 4.0).exp();
            }
            let value = interpolate_bilinear(print, px, py).map_or(PAPER, |p| f32::from(p.0[0]));
            Luma([(value * light).clamp(0.0, 255.0) as u8])
        })
    }
}

impl std::fmt::Display for Recipe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "turn {:.1} perspective {:.2}/{:.2} wave {:.1} creases {} shadow {:.2} blur {:.2} noise {:.1} scale {:.2} jpeg {}",
            self.degrees,
            self.perspective.0,
            self.perspective.1,
            self.wave,
            self.creases.len(),
            self.shadow,
            self.blur,
            self.noise,
            self.scale,
            self.quality
        )
    }
}

/// Uniform in [0, 1).
fn unit(rng: &mut ChaCha8Rng) -> f32 {
    (rng.next_u32() >> 8) as f32 / (1u32 << 24) as f32
}
