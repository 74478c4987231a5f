//! The colour space of the files as an ICC profile (ICC.1:2004-10, version 4.2): sRGB as IEC 61966-2-1 defines it.

/// The profile, about half a kilobyte.
pub fn srgb() -> Vec<u8> {
    // The primaries of sRGB adapted to the white of the profile space, D50 (IEC 61966-2-1 with the Bradford transform).
    let xyz = |values: [f64; 3]| [b"XYZ \0\0\0\0".to_vec(), values.into_iter().flat_map(fixed).collect()].concat();
    // Y = (aX + b)^g from d on, else cX.
    let curve = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    let curve = [b"para\0\0\0\0\0\x03\0\0".to_vec(), curve.into_iter().flat_map(fixed).collect()].concat();
    let adaptation =
        [1.047_886, 0.022_919, -0.050_216, 0.029_582, 0.990_484, -0.017_079, -0.009_252, 0.015_073, 0.751_678];
    let adaptation = [b"sf32\0\0\0\0".to_vec(), adaptation.into_iter().flat_map(fixed).collect()].concat();
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("Public domain")),
        (b"wtpt", xyz([0.964_2, 1.0, 0.824_9])),
        (b"chad", adaptation),
        (b"rXYZ", xyz([0.436_074_7, 0.222_504_5, 0.013_932_2])),
        (b"gXYZ", xyz([0.385_064_9, 0.716_878_6, 0.097_104_5])),
        (b"bXYZ", xyz([0.143_080_4, 0.060_616_9, 0.714_173_3])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (signature, content) in &tags {
        table.extend_from_slice(*signature);
        table.extend_from_slice(&((start + data.len()) as u32).to_be_bytes());
        table.extend_from_slice(&(content.len() as u32).to_be_bytes());
        data.extend_from_slice(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = ((start + data.len()) as u32).to_be_bytes().to_vec();
    profile.extend_from_slice(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    // The day of IEC 61966-2-1: year, month, day, and no time.
    profile.extend_from_slice(&[0x07, 0xcf, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0]);
    profile.extend_from_slice(b"acsp");
    // No platform, flags, maker, model or attributes; perceptual intent.
    profile.resize(68, 0);
    profile.extend([0.964_2, 1.0, 0.824_9].into_iter().flat_map(fixed));
    profile.resize(128, 0);
    [profile, table, data].concat()
}

/// A number with sixteen bits after the point.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

/// A text in English.
fn words(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut words = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    words.extend_from_slice(&(units.len() as u32).to_be_bytes());
    words.extend_from_slice(&28_u32.to_be_bytes());
    [words, units].concat()
}
