//! Differences with their sign.

use super::decimal;
use crate::document::catalogue::Catalogue;

/// A fraction as percentage points with its sign: whole ones, or with so many decimals that what is not 0 does not read 0.
pub(super) fn signed_points(t: &Catalogue, value: f64) -> String {
    let points = value * 100.0;
    let decimals = (0..2).find(|&decimals| points == 0.0 || points.abs() * 10_f64.powi(decimals) >= 0.5).unwrap_or(2);
    signed(t, points, decimals as usize)
}

/// A figure with its sign and a fixed number of decimals, rounded half up away from 0.
pub(super) fn signed(t: &Catalogue, value: f64, decimals: usize) -> String {
    let unit = 10_f64.powi(decimals as i32);
    // what ends in 5 is often a hair less as a float
    let size = (value.abs() * unit + 0.5 + 1e-6).floor() / unit;
    let text = decimal(size, decimals, t);
    match value {
        _ if size == 0.0 => text,
        below if below < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}
