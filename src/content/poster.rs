//! `poster:` in front matter: the points of the notice-board sheet, as the author wants them.

use super::front::FrontReading;
use crate::yaml::{Part, Path, Value};

/// Points that a sheet has room for.
pub const POINTS: usize = 3;
/// Characters of one point that can be read at two metres in the room that three points have on A4: three lines of 30.
pub const POINT_LENGTH: usize = 90;

impl FrontReading<'_, '_> {
    /// `poster: {points: [Một, Hai, Ba]}`.
    pub(super) fn points(&mut self, value: Value, path: &Path<'_>) -> Vec<String> {
        let Some(mut map) = self.reader.record(value, path, &["points"]) else {
            return Vec::new();
        };
        let Some(value) = map.remove("points").filter(|v| !v.is_null()) else {
            return Vec::new();
        };
        let path = path.key("points");
        let mut points = Vec::new();
        for (i, value) in self.reader.list(value, &path).into_iter().enumerate() {
            let at = path.index(i);
            let Some(point) = self.one_line(value, &at) else {
                continue;
            };
            let length = point.chars().count();
            if i >= POINTS {
                let message = (
                    format!(
                        "Tờ bảng tin chỉ đủ chỗ cho {POINTS} ý. Hãy bớt ý này, hoặc gộp vào ý trên."
                    ),
                    format!(
                        "A notice-board sheet has room for {POINTS} points. Leave this one out, or join it to another."
                    ),
                );
                self.reader.fault("F008", &at, Part::Value, message, None);
            } else if length > POINT_LENGTH {
                let message = (
                    format!(
                        "Ý này dài {length} ký tự. Muốn đọc được từ xa hai mét thì nhiều nhất {POINT_LENGTH} ký tự."
                    ),
                    format!(
                        "This point has {length} characters. To be read from two metres it may have {POINT_LENGTH}."
                    ),
                );
                self.reader.fault("F007", &at, Part::Value, message, None);
            }
            points.push(point);
        }
        points
    }
}
