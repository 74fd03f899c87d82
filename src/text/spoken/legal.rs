//! Numbers of documents: 145/2020/NĐ-CP, 04a/NQ-TLĐ, 45/2019/QH14, 20-NQ/TW.
//!
//! The kinds and the letters for them are those of NĐ 30/2020/NĐ-CP, Appendix III, the union's and
//! the Party's.

use super::Spoken;
use super::number::{cardinal, reference};
use super::place::{Place, digits_of, is_word};
use crate::text::fold::fold;

/// Kinds of document: as abbreviated, as spoken.
const KINDS: &[(&str, &str)] = &[
    ("BB", "Biên bản"),
    ("BC", "Báo cáo"),
    ("CT", "Chỉ thị"),
    ("CTPH", "Chương trình phối hợp"),
    ("CTr", "Chương trình"),
    ("CV", "Công văn"),
    ("CĐ", "Công điện"),
    ("GM", "Giấy mời"),
    ("HD", "Hướng dẫn"),
    ("HĐ", "Hợp đồng"),
    ("KH", "Kế hoạch"),
    ("KL", "Kết luận"),
    ("L", "Luật"),
    ("NQ", "Nghị quyết"),
    ("NQLT", "Nghị quyết liên tịch"),
    ("NĐ", "Nghị định"),
    ("PA", "Phương án"),
    ("PL", "Pháp lệnh"),
    ("QC", "Quy chế"),
    ("QCPH", "Quy chế phối hợp"),
    ("QyĐ", "Quy định"),
    ("QĐ", "Quyết định"),
    ("TB", "Thông báo"),
    ("TL", "Thể lệ"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("TTr", "Tờ trình"),
    ("TTĐT", "Thỏa thuận"),
    ("VBHN", "Văn bản hợp nhất"),
    ("ĐA", "Đề án"),
];

/// Who issues: as abbreviated, as spoken.
const ISSUERS: &[(&str, &str)] = &[
    ("BCA", "Bộ Công an"),
    ("BCH", "Ban Chấp hành"),
    ("BCT", "Bộ Công Thương"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BHXH", "Bảo hiểm xã hội Việt Nam"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BLĐTBXH", "Bộ Lao động, Thương binh và Xã hội"),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNV", "Bộ Nội vụ"),
    ("BQP", "Bộ Quốc phòng"),
    ("BTC", "Bộ Tài chính"),
    ("BTP", "Bộ Tư pháp"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BTV", "Ban Thường vụ"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("BXD", "Bộ Xây dựng"),
    ("BYT", "Bộ Y tế"),
    ("CP", "Chính phủ"),
    ("CTN", "Chủ tịch nước"),
    ("CĐCS", "Công đoàn cơ sở"),
    ("CĐN", "Công đoàn ngành"),
    ("CĐKCN", "Công đoàn các khu công nghiệp"),
    ("HU", "Huyện ủy"),
    ("HĐND", "Hội đồng nhân dân"),
    ("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
    ("LĐLĐ", "Liên đoàn Lao động"),
    ("LĐTBXH", "Bộ Lao động, Thương binh và Xã hội"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("NHNN", "Ngân hàng Nhà nước"),
    ("SNV", "Sở Nội vụ"),
    ("SLĐTBXH", "Sở Lao động, Thương binh và Xã hội"),
    ("TANDTC", "Tòa án nhân dân tối cao"),
    ("TLĐ", "Tổng Liên đoàn Lao động Việt Nam"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("TU", "Tỉnh ủy"),
    ("TW", "Trung ương"),
    ("TƯ", "Trung ương"),
    ("UB", "Ủy ban nhân dân"),
    ("UBKT", "Ủy ban Kiểm tra"),
    ("UBND", "Ủy ban nhân dân"),
    ("VKSNDTC", "Viện kiểm sát nhân dân tối cao"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("ĐCT", "Đoàn Chủ tịch"),
    ("ĐU", "Đảng ủy"),
    ("ĐH", "Đại hội"),
];

fn look_up(table: &[(&'static str, &'static str)], code: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(written, _)| *written == code)
        .map(|&(_, spoken)| spoken)
}

/// The number of a document, with its kind and “số” where the text has not said them, and who issued it
/// where the text does not go on to say.
pub(super) fn document(place: &Place) -> Spoken {
    let written = Written::read(place.rest)?;
    let so_far = place.sentence_so_far();
    let tail: String = so_far
        .chars()
        .skip(so_far.chars().count().saturating_sub(60))
        .collect();
    let mut words = String::new();
    if let Some(kind) = written.kind
        && !tail.contains(&fold(kind))
    {
        words.push_str(kind);
        words.push(' ');
    }
    if place.previous() != "so" || !words.is_empty() {
        words.push_str("số ");
    }
    words.push_str(&reference(written.number));
    if !written.letter.is_empty() {
        words.push(' ');
        words.push_str(written.letter);
    }
    if let Some(year) = written.year {
        words.push_str(" năm ");
        words.push_str(&cardinal(year));
    }
    if !written.issuers.is_empty() && !names_issuer(place.after(written.length)) {
        words.push_str(" của ");
        words.push_str(&written.issuers.join(" và "));
    }
    Some((written.length, words))
}

/// Whether the sentence goes on with “… của Chính phủ” within eighty letters.
fn names_issuer(after: &str) -> bool {
    let near: String = after.chars().take(80).collect();
    let clause = near.split(['.', ';', '\n', ':']).next().unwrap_or_default();
    let rest = clause.trim_start_matches([' ', ',']);
    rest.starts_with("của ")
        || (rest.starts_with("ngày ") && clause.contains(" của "))
        || rest.starts_with("do ")
}

struct Written<'a> {
    length: usize,
    number: &'a str,
    letter: &'a str,
    year: Option<&'a str>,
    kind: Option<&'static str>,
    issuers: Vec<String>,
}

impl<'a> Written<'a> {
    fn read(text: &'a str) -> Option<Written<'a>> {
        let number = digits_of(text);
        if number.is_empty() || number.len() > 6 {
            return None;
        }
        // "04^a" is how a raised letter comes out of a scanner.
        let raised = usize::from(text.get(number.len()..)?.starts_with('^'));
        let rest = text.get(number.len() + raised..)?;
        let letter_end = rest.find(|c: char| !c.is_lowercase()).unwrap_or(rest.len());
        let letter = rest.get(..letter_end).filter(|l| l.chars().count() <= 1)?;
        let mut length = number.len() + raised + letter.len();
        let mut year = None;
        let rest = text.get(length..)?;
        let party = rest.starts_with('-');
        let mut code = rest.strip_prefix(['/', '-'])?;
        length += 1;
        let digits = digits_of(code);
        if !party && digits.len() == 4 && code.get(4..)?.starts_with('/') {
            year = Some(digits);
            code = code.get(5..)?;
            length += 5;
        }
        let end = code
            .find(|c: char| !(is_word(c) || c == '-' || (party && c == '/')))
            .unwrap_or(code.len());
        let code = code.get(..end)?.trim_end_matches(['-', '/']);
        length += code.len();
        let (kind, issuers) = read_code(code)?;
        Some(Written {
            length,
            number,
            letter,
            year,
            kind,
            issuers,
        })
    }
}

/// `NĐ-CP`, `QH14`, `NQ/TW`, `TTLT-BTC-BYT`.
fn read_code(code: &str) -> Option<(Option<&'static str>, Vec<String>)> {
    let mut parts = code.split(['-', '/']);
    let first = parts.next()?;
    for (prefix, name) in [("UBTVQH", "Ủy ban Thường vụ Quốc hội"), ("QH", "Quốc hội")]
    {
        if let Some(term) = first.strip_prefix(prefix)
            && (1..=2).contains(&term.len())
            && digits_of(term) == term
        {
            let issuer = format!("{name} khóa {}", cardinal(term));
            return Some((None, vec![issuer]));
        }
    }
    let kind = look_up(KINDS, first);
    // A letter of an office has no kind: 123/LĐLĐ, 123/LĐLĐ-TC.
    let mut issuers = Vec::new();
    if kind.is_none() {
        issuers.push(look_up(ISSUERS, first)?.to_owned());
    }
    for part in parts {
        match look_up(ISSUERS, part) {
            Some(issuer) => issuers.push(issuer.to_owned()),
            // A department's letters after the issuer say nothing to a listener.
            None if !issuers.is_empty() => break,
            None => {
                return kind
                    .filter(|_| part.chars().all(is_word))
                    .map(|kind| (Some(kind), issuers));
            }
        }
    }
    Some((kind, issuers))
}
