//! Characters that must not be in a post: controls, marks of direction, letters that only look bold, and text that is
//! not in the normal form that Facebook's search compares.

use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::outputs::facebook::piece::Piece;
use crate::text::normalize::nfc;

/// Looks at the pieces of a text; one finding of each kind for each piece.
pub(in crate::outputs::facebook) fn check(entry: &Entry, pieces: &[Piece], out: &mut Diags) {
    for piece in pieces {
        let found = |is: fn(char) -> bool| piece.text.chars().find(|c| is(*c));
        let mut say = |code, c: char, vi: String, en: String| {
            let mut buffer = [0; 4];
            out.push(Diagnostic::error(
                code,
                piece.span(entry, c.encode_utf8(&mut buffer)),
                vi,
                en,
            ));
        };
        if let Some(c) = found(is_control) {
            let n = u32::from(c);
            say(
                "P013",
                c,
                format!(
                    "Có ký tự điều khiển hoặc ký tự ẩn (U+{n:04X}), thường do chép từ chương trình khác. Hãy xóa nó."
                ),
                format!(
                    "There is a control or hidden character (U+{n:04X}), often from copying. Delete it."
                ),
            );
        }
        if let Some(c) = found(is_bidi) {
            let n = u32::from(c);
            say(
                "P014",
                c,
                format!(
                    "Có ký tự đổi chiều viết (U+{n:04X}), làm chữ hiện sai thứ tự. Hãy xóa nó."
                ),
                format!(
                    "There is a character that turns the direction of writing (U+{n:04X}). Delete it."
                ),
            );
        }
        if let Some(c) = found(is_fake_letter) {
            say(
                "P016",
                c,
                format!(
                    "Chữ “{c}” là ký hiệu toán giả chữ đậm: máy đọc màn hình không đọc được. Hãy gõ chữ thường."
                ),
                format!(
                    "“{c}” is a mathematical sign posing as a bold letter: screen readers skip it. Type plain letters."
                ),
            );
        }
        if nfc(&piece.text) != piece.text {
            out.push(Diagnostic::error(
                "P015",
                piece.span(entry, ""),
                "Chữ có dấu ở đây là dấu rời (chưa chuẩn NFC), Facebook tìm sẽ không thấy. Hãy gõ lại bằng Unikey, bảng mã Unicode.",
                "Letters here have loose marks (not NFC), which Facebook's search does not find. Type them again.",
            ));
        }
    }
}

/// Controls, and characters without width that no script needs. U+200B parts Khmer words, U+200C and U+200D join
/// letters and emoji.
fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{AD}' | '\u{FEFF}' | '\u{2060}'..='\u{2064}' | '\u{FFFC}' | '\u{FFFD}'
        )
}

/// Unicode's marks of direction (UAX 9).
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Mathematical alphanumerics, circled and squared letters (Unicode blocks 1D400, 2460, 1F130); “screen readers spell
/// or skip” them (FACTS §5).
fn is_fake_letter(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F169}')
}
