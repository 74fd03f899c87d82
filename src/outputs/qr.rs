//! QR codes, for paper: who holds a sheet finds its page again.

use qrcode::bits::encode_auto;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel};
use std::fmt::Write;

/// White modules around a code, which readers need (ISO/IEC 18004: four).
const QUIET: usize = 4;

/// A code: rows of modules, dark ones true, without the quiet zone.
pub(super) struct Code {
    rows: Vec<Vec<bool>>,
}

impl Code {
    /// The code of an address. Its scheme and host are written in capitals, which mean the same there (RFC 3986, 6.2.2.1)
    /// and take less room in a code.
    pub fn of_address(address: &str) -> Option<Code> {
        let host = address.find("://").map_or(0, |at| at + 3);
        let path = address
            .get(host..)
            .and_then(|rest| rest.find('/'))
            .map_or(address.len(), |at| host + at);
        let (host, path) = address.split_at_checked(path)?;
        Code::of(&(host.to_ascii_uppercase() + path))
    }

    /// The smallest code of a text, error correction L (7 %: the sheet is clean paper); `None` where the text is too
    /// long for any.
    pub fn of(text: &str) -> Option<Code> {
        Code::at(text, EcLevel::L)
    }

    /// The same with error correction M (15 %), for sheets that hang in sun and rain.
    pub fn sturdy(text: &str) -> Option<Code> {
        Code::at(text, EcLevel::M)
    }

    /// The smallest code of a text at a level.
    ///
    /// The mask is always the same one. Trying all eight, as encoders do, takes forty times as long and gains nothing
    /// for addresses, whose bits are mixed enough; readers find the mask in the code itself.
    fn at(text: &str, level: EcLevel) -> Option<Code> {
        let bits = encode_auto(text.as_bytes(), level).ok()?;
        let version = bits.version();
        let (data, correction) = construct_codewords(&bits.into_bytes(), version, level).ok()?;
        let mut canvas = Canvas::new(version, level);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        canvas.apply_mask(MaskPattern::Meadow);
        let width = usize::try_from(version.width()).ok()?;
        let modules: Vec<bool> = canvas
            .into_colors()
            .into_iter()
            .map(|c| c == Color::Dark)
            .collect();
        Some(Code {
            rows: modules.chunks(width).map(<[bool]>::to_vec).collect(),
        })
    }

    /// As a file.
    pub fn file(&self) -> String {
        let namespace = "<svg xmlns=\"http://www.w3.org/2000/svg\" ";
        self.svg().replacen("<svg ", namespace, 1)
    }

    /// As SVG within a page: one path, a stroke of one module for each run of dark ones.
    pub fn svg(&self) -> String {
        let size = self.rows.len() + 2 * QUIET;
        let mut path = String::with_capacity(2500);
        let (mut x, mut y) = (0_usize, 0_usize);
        for (row, modules) in self.rows.iter().enumerate() {
            let mut at = 0;
            for run in modules.chunk_by(|a, b| a == b) {
                if run.first() == Some(&true) {
                    let across = at as i64 - x as i64;
                    // Writing into a string does not fail.
                    let _ = write!(path, "m{across} {}h{}", row - y, run.len());
                    (x, y) = (at + run.len(), row);
                }
                at += run.len();
            }
        }
        format!(
            "<svg viewBox=\"-{QUIET} -{QUIET}.5 {size} {size}\" shape-rendering=\"crispEdges\"><path stroke=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The address in a code's own words, by undoing what encoders do: enough for short ones of version 1 to 5.
    fn drawn(svg: &str, width: usize) -> Vec<Vec<bool>> {
        let mut rows = vec![vec![false; width]; width];
        let path = svg
            .split(" d=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let (mut x, mut y) = (0_i64, 0_i64);
        for command in path.split('m').skip(1) {
            let (place, run) = command.split_once('h').unwrap();
            let (dx, dy) = place.split_once(' ').unwrap();
            x += dx.parse::<i64>().unwrap();
            y += dy.parse::<i64>().unwrap();
            for _ in 0..run.parse::<i64>().unwrap() {
                rows[y as usize][x as usize] = true;
                x += 1;
            }
        }
        rows
    }

    #[test]
    fn the_drawing_is_the_code() {
        let code = Code::of_address("https://satcoso.example/tai-lieu/luong.html").unwrap();
        assert_eq!(code.rows.len(), 29);
        assert_eq!(
            code.rows,
            Code::of("HTTPS://SATCOSO.EXAMPLE/tai-lieu/luong.html")
                .unwrap()
                .rows
        );
        assert_eq!(drawn(&code.svg(), 29), code.rows);
        // The three corners by which readers find it.
        for (x, y) in [(0, 0), (22, 0), (0, 22)] {
            assert!((0..7).all(|i| code.rows[y][x + i] && code.rows[y + i][x]));
            assert!(!code.rows[y + 1][x + 1] && code.rows[y + 3][x + 3]);
        }
    }

    #[test]
    fn what_is_too_long_has_none() {
        assert!(Code::of(&"a".repeat(3000)).is_none());
        assert!(Code::of("").is_some());
    }
}
