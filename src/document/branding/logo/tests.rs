//! Logos as the documents hold them. Files that are refused, and their messages, are in tests/branding.rs.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::fmt::Write;

use super::*;

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/branding/logos/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What was made of a file, in a line.
fn summary(file: &[u8]) -> String {
    let logo = match Logo::new(file) {
        Ok(logo) => logo,
        Err(fault) => return fault.to_string(),
    };
    let art = match &logo.art {
        Art::Pixels(Pixels { width, height, grey, colour, alpha }) => {
            let channels = if *grey { 1 } else { 3 };
            assert_eq!(colour.len(), channels * (width * height) as usize);
            assert!(alpha.as_ref().is_none_or(|alpha| alpha.len() == (width * height) as usize));
            let alpha = if alpha.is_some() { ", alpha" } else { "" };
            format!("pixels {width} × {height}, {}{alpha}", if *grey { "grey" } else { "colour" })
        }
        Art::Jpeg(Jpeg { pixels: Pixels { width, height, grey, .. }, data }) => {
            let grey = if *grey { "grey" } else { "colour" };
            format!("JPEG {width} × {height}, {grey}, {} bytes", data.len())
        }
        Art::Shapes(tree) => format!("shapes, {} at the top", tree.root().children().len()),
    };
    assert!(logo.width <= FRAME.0 * 1.0001 && logo.height <= FRAME.1 * 1.0001);
    let (kind, _) = logo.source.split_once(',').unwrap();
    // the length depends on the release of the compressor
    assert!(logo.source.len() < 30_000, "{}", logo.source.len());
    format!("{art}; {:.1} × {:.1} points; {kind}", logo.width, logo.height)
}

#[test]
fn every_kind_of_picture_is_taken() {
    let mut names: Vec<String> = std::fs::read_dir(format!("{}/tests/branding/logos", env!("CARGO_MANIFEST_DIR")))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut made = String::new();
    for name in names {
        writeln!(made, "{name}: {}", summary(&sample(&name))).unwrap();
    }
    insta::assert_snapshot!(made);
}

#[test]
fn an_svg_becomes_its_shapes_and_nothing_else() {
    let text = |name: &str| svg::write(&svg::read(std::str::from_utf8(&sample(name)).unwrap()).unwrap());
    insta::assert_snapshot!([text("shapes.svg"), text("gradient.svg"), text("editor.svg")].join("\n\n"));
}

#[test]
fn reduced_pictures_keep_their_colours_and_edges() {
    let stripes = |width: u32| {
        let colour =
            (0..width * width / 4).flat_map(|at| if at % width < width / 2 { [200, 0, 0] } else { [0, 0, 90] });
        let alpha = (0..width * width / 4).map(|at| if at % width < width / 2 { 255 } else { 102 });
        Pixels { width, height: width / 4, grey: false, colour: colour.collect(), alpha: Some(alpha.collect()) }
    };
    let reduced = stripes(4248).at_most(FINE);
    assert_eq!((reduced.width, reduced.height), (1063, 266));
    assert_eq!(reduced.pixel(0), (Rgb(200, 0, 0), 255));
    // two columns of red and one of blue, whose colour counts for as much as is seen of it
    assert_eq!(reduced.pixel(531), (Rgb(167, 0, 15), 204));
    assert_eq!(reduced.pixel(1062), (Rgb(0, 0, 90), 102));
    let small = stripes(400).at_most(FINE);
    assert_eq!(small.width, 400);
}

#[test]
fn what_is_made_to_harm_is_refused_soon() {
    // far deeper than any stack
    let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">{inside}</svg>");
    let deep = svg(&("<g>".repeat(15_000) + &"</g>".repeat(15_000)));
    let many = svg(&"<rect width=\"8\" height=\"8\"/>".repeat(30_000));
    let far = svg("<rect width=\"1e30\" height=\"1e-30\" transform=\"scale(1e30)\"/>");
    let dashes = svg("<path d=\"M0 0H8\" stroke=\"#000\" stroke-dasharray=\"1e-9\"/>");
    let thin = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1e9 1e-9\"><path d=\"M0 0H8\"/></svg>";
    let mut noise = 1_u32;
    let mut random = || {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 24) as u8
    };
    let noisy =
        Pixels { width: 1000, height: 310, grey: false, colour: (0..930_000).map(|_| random()).collect(), alpha: None };
    let noisy = noisy.png().unwrap();
    let all = [deep.as_bytes(), many.as_bytes(), far.as_bytes(), dashes.as_bytes(), thin.as_bytes(), &noisy];
    insta::assert_snapshot!(all.map(summary).join("\n"));
}

#[test]
fn broken_files_never_stop_the_program() {
    for name in ["alpha.png", "palette.png", "colour.jpg", "progressive.jpg", "shapes.svg", "gradient.svg"] {
        let whole = sample(name);
        let step = (whole.len() / 40).max(1);
        for at in (0..whole.len()).step_by(step) {
            let _ = Logo::new(&whole[..at]);
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let _ = Logo::new(&changed);
        }
    }
}
