//! The form of a post: its length, hook, hashtags, emoji, addresses, schedule.

use crate::content::Entry;
use crate::diagnostics::{Diagnostic, Diags};
use crate::outputs::facebook::fold::{PHONE_CHARACTERS, PHONE_LINES, phone_lines, utf16};
use crate::outputs::facebook::piece::{Origin, Piece, join, span};
use crate::outputs::facebook::settings::Settings;
use crate::text::date::Instant;
use crate::text::excerpt::graphemes;
use crate::yaml::{Part, Path};

/// Characters that publishing tools take at most (several vendors; Facebook itself takes 63,206; FACTS §5).
const MOST: usize = 5000;
/// Hashtags above which readers and Facebook take a post for spam (judged).
const HASHTAGS: usize = 5;
/// Emoji likewise; screen readers read each one's name.
const EMOJI: usize = 5;
/// Meta's window for scheduled posts: 10 minutes to 30 days from now (Graph API, FACTS §5).
const SOONEST: i64 = 10 * 60;
const LATEST: i64 = 30 * 86_400;

/// Length of a message. `empty` says that there is nothing between hook and hashtags.
pub(in crate::outputs::facebook) fn length(
    entry: &Entry,
    pieces: &[Piece],
    empty: bool,
    out: &mut Diags,
) {
    if empty {
        out.push(Diagnostic::error(
            "P010",
            entry.front_span(),
            "Bài chưa có nội dung để đăng: phần thân trống. Hãy viết bài, viết “message” trong “facebook:”, hoặc tắt bằng “outputs: {facebook: false}”.",
            "There is nothing to post: the body is empty. Write it, write “message” under “facebook:”, or switch off with “outputs: {facebook: false}”.",
        ));
    }
    let count = utf16(&join(pieces));
    if count > MOST {
        let longest = pieces.iter().max_by_key(|p| p.text.len());
        let place = longest.map_or_else(|| entry.front_span(), |p| p.span(entry, ""));
        out.push(Diagnostic::error(
            "P011",
            place,
            format!("Bài đăng dài {count} ký tự, quá 5.000. Hãy rút ngắn."),
            format!("The post has {count} characters, more than 5,000. Shorten it."),
        ));
    }
}

/// The hook must stand above the fold of a phone.
pub(in crate::outputs::facebook) fn hook(entry: &Entry, hook: &Piece, out: &mut Diags) {
    let (lines, length) = (phone_lines(&hook.text), graphemes(&hook.text));
    if lines > PHONE_LINES || length > PHONE_CHARACTERS {
        out.push(Diagnostic::warning(
            "P040",
            hook.span(entry, ""),
            format!("Câu mở đầu dài {length} chữ cái ({lines} dòng điện thoại), bị che sau “Xem thêm”. Nên gói trong 3 dòng, khoảng 125 chữ cái: viết “hook” trong “facebook:”."),
            format!("The opening has {length} characters ({lines} lines of a phone) and is cut by “See more”. Keep it to 3 lines, about 125 characters: write “hook” under “facebook:”."),
        ));
    }
}

/// Too many hashtags, too many emoji, an address in a text that goes with pictures.
pub(in crate::outputs::facebook) fn style(
    entry: &Entry,
    pieces: &[Piece],
    photo: bool,
    out: &mut Diags,
) {
    let text = join(pieces);
    let tags = text
        .split_whitespace()
        .filter(|w| w.len() > 1 && w.starts_with('#'))
        .count();
    if tags > HASHTAGS {
        out.push(Diagnostic::warning(
            "P041",
            span(&Origin::Facebook("hashtags"), entry, ""),
            format!("Có {tags} hashtag, bài dễ bị coi là spam. Nên giữ nhiều nhất {HASHTAGS}."),
            format!("There are {tags} hashtags, which looks like spam. Keep at most {HASHTAGS}."),
        ));
    }
    let emoji = count_emoji(&text);
    if emoji > EMOJI {
        let piece = pieces.iter().max_by_key(|p| count_emoji(&p.text));
        let first = text
            .chars()
            .find(|c| is_emoji(*c))
            .map(String::from)
            .unwrap_or_default();
        out.push(Diagnostic::warning(
            "P042",
            piece.map(|p| p.span(entry, &first)),
            format!("Có {emoji} hình biểu cảm, máy đọc màn hình sẽ đọc tên từng hình. Nên giữ nhiều nhất {EMOJI}."),
            format!("There are {emoji} emoji, and screen readers say the name of each. Keep at most {EMOJI}."),
        ));
    }
    for piece in pieces.iter().filter(|p| photo && p.origin != Origin::Ours) {
        if let Some(address) = address(&piece.text) {
            out.push(Diagnostic::warning(
                "P043",
                piece.span(entry, address),
                format!("Bài đăng kèm ảnh mà trong chữ có đường dẫn {address}. Nên để đường dẫn ở bình luận đầu tiên."),
                format!("The post has pictures and the address {address} in its text. Put addresses into the first comment."),
            ));
        }
    }
}

fn count_emoji(text: &str) -> usize {
    // Families, skin tones and flags are several characters: those that only modify do not count.
    text.chars().filter(|c| is_emoji(*c)).count()
}

/// Pictographs (Unicode's emoji blocks), without skin tones and without the ☐ ☑ of task lists.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}' | '\u{2600}'..='\u{260F}' | '\u{2612}'..='\u{27BF}' | '\u{2B50}')
}

/// The first web address of a text.
fn address(text: &str) -> Option<&str> {
    let start = ["https://", "http://", "www."]
        .iter()
        .filter_map(|m| text.find(m))
        .min()?;
    let rest = text.get(start..)?;
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ')' | '”' | ','))
        .unwrap_or(rest.len());
    rest.get(..end).map(|a| a.trim_end_matches(['.', ';']))
}

/// Whether Meta takes a schedule now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::outputs::facebook) enum Window {
    /// It does.
    Open,
    /// Less than ten minutes from now, or past.
    TooSoon,
    /// More than 30 days from now.
    TooLate,
}

/// The window of a moment.
pub(in crate::outputs::facebook) fn window(at: Instant, now: Instant) -> Window {
    match at.0 - now.0 {
        left if left < SOONEST => Window::TooSoon,
        left if left > LATEST => Window::TooLate,
        _ => Window::Open,
    }
}

/// A schedule outside Meta's window, unless the post has been published. Time alone must not break a build, so these
/// are warnings.
pub(in crate::outputs::facebook) fn schedule(
    entry: &Entry,
    settings: &Settings,
    now: Instant,
    out: &mut Diags,
) {
    let Some(at) = settings.schedule.filter(|_| settings.posted.is_empty()) else {
        return;
    };
    let root = Path::Root;
    let place = entry.field_span(&root.key("facebook").key("schedule"), Part::Value);
    match window(at, now) {
        Window::Open => {}
        Window::TooSoon => out.push(Diagnostic::warning(
            "P008",
            place,
            "Giờ hẹn đăng đã qua hoặc còn chưa tới 10 phút, Meta không nhận. Nếu đã đăng, ghi đường dẫn vào “posted”.",
            "The schedule is past or less than 10 minutes away; Meta does not take it. If it is posted, record the link under “posted”.",
        )),
        Window::TooLate => out.push(Diagnostic::warning(
            "P008",
            place,
            "Giờ hẹn đăng xa hơn 30 ngày, Meta chưa nhận. Đến gần ngày hãy hẹn.",
            "The schedule is more than 30 days away; Meta does not take it yet.",
        )),
    }
}

/// Facebook keeps the title of a shared link after 50 interactions (FACTS §5).
pub(in crate::outputs::facebook) fn frozen_title(
    entry: &Entry,
    settings: &Settings,
    out: &mut Diags,
) {
    let title = &entry.front.common.title;
    let changed = settings
        .posted
        .iter()
        .find(|p| !p.title.is_empty() && p.title != *title);
    if let Some(posted) = changed {
        out.push(Diagnostic::warning(
            "P009",
            entry.field_span(&Path::Root.key("title"), Part::Value),
            format!("Bài đã đăng Facebook với tên “{}”. Facebook giữ tên cũ ở các bài đã chia sẻ; đổi tên ở đây không đổi được ở đó.", posted.title),
            format!("This was posted as “{}”. Facebook has frozen that title; changing it here does not change it there.", posted.title),
        ));
    }
}

/// The page's two addresses for previews must be one, or likes and comments are split.
pub(in crate::outputs::facebook) fn addresses(
    entry: &Entry,
    canonical: Option<&str>,
    og: Option<&str>,
    out: &mut Diags,
) {
    if canonical != og {
        let (a, b) = (canonical.unwrap_or("–"), og.unwrap_or("–"));
        out.push(Diagnostic::error(
            "P034",
            entry.front_span(),
            format!("Địa chỉ chính (canonical) {a} khác og:url {b}: Facebook sẽ đếm lượt thích riêng cho hai địa chỉ."),
            format!("The canonical address {a} differs from og:url {b}: Facebook would count likes for each apart."),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_of_meta() {
        let now = Instant(1_000_000);
        let after = |s: i64| window(Instant(now.0 + s), now);
        assert_eq!(after(599), Window::TooSoon);
        assert_eq!(after(600), Window::Open);
        assert_eq!(after(30 * 86_400), Window::Open);
        assert_eq!(after(30 * 86_400 + 1), Window::TooLate);
        assert_eq!(after(-5), Window::TooSoon);
    }

    #[test]
    fn finds_addresses_and_emoji() {
        assert_eq!(address("xem (https://a.vn/b), rồi"), Some("https://a.vn/b"));
        assert_eq!(address("www.a.vn."), Some("www.a.vn"));
        assert_eq!(address("trang web"), None);
        assert_eq!(count_emoji("☐ việc ☑ xong 👍🏽 ❤️ 1"), 2);
    }
}
