//! Abbreviations of the union, the state and everyday writing, in full.

use super::Spoken;
use super::number::cardinal;
use super::place::{Place, after_spaces, digits_of, is_word, last_word, word_of};
use crate::text::syllable::is_valid;

/// Words of capitals: as written, as spoken. Those with two readings (CT, GĐ, ĐH) are left to the reader.
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    // The union.
    ("CĐ", "công đoàn"), ("CĐCS", "công đoàn cơ sở"), ("CĐCSTV", "công đoàn cơ sở thành viên"), ("CĐN", "công đoàn ngành"),
    ("CĐCTTTCS", "công đoàn cấp trên trực tiếp cơ sở"), ("CĐVN", "Công đoàn Việt Nam"),
    ("LĐLĐ", "Liên đoàn Lao động"), ("TLĐ", "Tổng Liên đoàn"), ("TLĐLĐ", "Tổng Liên đoàn Lao động"),
    ("TLĐLĐVN", "Tổng Liên đoàn Lao động Việt Nam"),
    ("BCH", "ban chấp hành"), ("BTV", "ban thường vụ"), ("ĐCT", "đoàn chủ tịch"), ("UBKT", "ủy ban kiểm tra"), ("UVBCH", "ủy viên ban chấp hành"),
    ("UVBTV", "ủy viên ban thường vụ"), ("ĐV", "đoàn viên"), ("ĐVCĐ", "đoàn viên công đoàn"), ("CBCĐ", "cán bộ công đoàn"),
    ("CNVCLĐ", "công nhân, viên chức, lao động"), ("CNVC-LĐ", "công nhân, viên chức, lao động"), ("CNVC", "công nhân, viên chức"),
    ("CBCCVCLĐ", "cán bộ, công chức, viên chức, lao động"), ("CBCNVC", "cán bộ, công nhân, viên chức"), ("CBCNV", "cán bộ, công nhân viên"),
    ("CBCCVC", "cán bộ, công chức, viên chức"), ("CBCC", "cán bộ, công chức"), ("CNLĐ", "công nhân lao động"), ("CN", "công nhân"),
    // Work.
    ("NLĐ", "người lao động"), ("NSDLĐ", "người sử dụng lao động"), ("HĐLĐ", "hợp đồng lao động"), ("HĐLV", "hợp đồng làm việc"),
    ("TƯLĐTT", "thỏa ước lao động tập thể"), ("TULĐTT", "thỏa ước lao động tập thể"), ("TLTT", "thương lượng tập thể"),
    ("NQLĐ", "nội quy lao động"), ("QHLĐ", "quan hệ lao động"), ("QCDC", "quy chế dân chủ"), ("QCDCCS", "quy chế dân chủ ở cơ sở"),
    ("HNNLĐ", "hội nghị người lao động"), ("BLLĐ", "Bộ luật Lao động"), ("NSLĐ", "năng suất lao động"), ("SXKD", "sản xuất, kinh doanh"),
    ("LĐG", "lao động giỏi"), ("LĐST", "lao động sáng tạo"), ("LĐ", "lao động"), ("SKKN", "sáng kiến kinh nghiệm"),
    ("BHXH", "bảo hiểm xã hội"), ("BHYT", "bảo hiểm y tế"), ("BHTN", "bảo hiểm thất nghiệp"), ("BHTNLĐ", "bảo hiểm tai nạn lao động"),
    ("BNN", "bệnh nghề nghiệp"), ("TNLĐ", "tai nạn lao động"), ("TNLĐ-BNN", "tai nạn lao động, bệnh nghề nghiệp"),
    ("ATVSLĐ", "an toàn, vệ sinh lao động"), ("ATLĐ", "an toàn lao động"), ("VSLĐ", "vệ sinh lao động"), ("BHLĐ", "bảo hộ lao động"),
    ("ATVSV", "an toàn, vệ sinh viên"), ("ATVSTP", "an toàn vệ sinh thực phẩm"), ("PCCC", "phòng cháy, chữa cháy"), ("CNCH", "cứu nạn, cứu hộ"),
    ("PCTN", "phòng, chống tham nhũng"), ("PCTT", "phòng, chống thiên tai"), ("PPE", "phương tiện bảo vệ cá nhân"),
    // Places and enterprises.
    ("KCN", "khu công nghiệp"), ("KCX", "khu chế xuất"), ("KKT", "khu kinh tế"), ("CCN", "cụm công nghiệp"), ("DN", "doanh nghiệp"),
    ("DNNN", "doanh nghiệp nhà nước"), ("DNTN", "doanh nghiệp tư nhân"), ("FDI", "vốn đầu tư nước ngoài"), ("HTX", "hợp tác xã"),
    ("TNHH", "trách nhiệm hữu hạn"), ("MTV", "một thành viên"), ("CTCP", "công ty cổ phần"), ("Cty", "công ty"), ("BGĐ", "ban giám đốc"),
    ("HĐQT", "hội đồng quản trị"), ("ĐBSCL", "đồng bằng sông Cửu Long"), ("TPHCM", "Thành phố Hồ Chí Minh"), ("VN", "Việt Nam"),
    ("TP", "thành phố"), ("TX", "thị xã"),
    // State and Party.
    ("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"), ("MTTQ", "Mặt trận Tổ quốc"), ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("LHPN", "Liên hiệp Phụ nữ"), ("TNCS", "Thanh niên Cộng sản"), ("ĐTN", "Đoàn Thanh niên"), ("CCB", "cựu chiến binh"),
    ("TW", "Trung ương"), ("TƯ", "Trung ương"), ("TU", "Tỉnh ủy"), ("ĐU", "Đảng ủy"), ("BTGDV", "Ban Tuyên giáo và Dân vận"),
    ("LĐTBXH", "Lao động, Thương binh và Xã hội"), ("LĐ-TB&XH", "Lao động, Thương binh và Xã hội"), ("LĐ-TBXH", "Lao động, Thương binh và Xã hội"),
    ("GDĐT", "Giáo dục và Đào tạo"), ("GD&ĐT", "Giáo dục và Đào tạo"), ("KHCN", "khoa học, công nghệ"), ("NVH", "nhà văn hóa"), ("CQ", "cơ quan"),
    ("KT-XH", "kinh tế, xã hội"), ("KTXH", "kinh tế, xã hội"), ("ANTT", "an ninh trật tự"), ("ATGT", "an toàn giao thông"),
    ("TNGT", "tai nạn giao thông"), ("CNTT", "công nghệ thông tin"), ("CĐS", "chuyển đổi số"), ("CCHC", "cải cách hành chính"),
    ("TTHC", "thủ tục hành chính"), ("TDTT", "thể dục, thể thao"), ("VHVN", "văn hóa, văn nghệ"), ("KHHGĐ", "kế hoạch hóa gia đình"),
    ("TNXH", "tệ nạn xã hội"), ("THCS", "trung học cơ sở"), ("THPT", "trung học phổ thông"), ("TTYT", "trung tâm y tế"), ("BVĐK", "bệnh viện đa khoa"),
    ("QL", "quốc lộ"), ("NĐ", "nghị định"), ("NQ", "nghị quyết"), ("QĐ", "quyết định"), ("PCT", "phó chủ tịch"),
    ("SĐT", "số điện thoại"), ("ĐT", "điện thoại"), ("STT", "số thứ tự"),
];

/// What an abbreviation of capitals stands for.
pub fn in_full(word: &str) -> Option<&'static str> {
    WORDS
        .iter()
        .find(|(short, _)| *short == word)
        .map(|(_, full)| *full)
}

/// Written with a stop, which goes with them: `TP.` before a name is “thành phố”.
#[rustfmt::skip]
const STOPPED: &[(&str, &str)] = &[
    ("TP.HCM", "Thành phố Hồ Chí Minh"), ("TP. HCM", "Thành phố Hồ Chí Minh"), ("Tp.HCM", "Thành phố Hồ Chí Minh"), ("TP HCM", "Thành phố Hồ Chí Minh"),
    ("TP.", "thành phố"), ("Tp.", "thành phố"), ("tp.", "thành phố"), ("TX.", "thị xã"), ("Tx.", "thị xã"), ("TT.", "thị trấn"),
    ("Q.", "quận"), ("P.", "phường"), ("H.", "huyện"), ("X.", "xã"), ("Đ.", "đường"), ("Kp.", "khu phố"), ("KP.", "khu phố"),
    ("PGS.TS.", "phó giáo sư, tiến sĩ"), ("PGS.TS", "phó giáo sư, tiến sĩ"), ("GS.TS.", "giáo sư, tiến sĩ"), ("PGS.", "phó giáo sư"), ("GS.", "giáo sư"),
    ("ThS.", "thạc sĩ"), ("Ths.", "thạc sĩ"), ("TS.", "tiến sĩ"), ("BS.", "bác sĩ"), ("DS.", "dược sĩ"), ("KS.", "kỹ sư"), ("LS.", "luật sư"),
    ("Tr.", "trang"), ("tr.", "trang"), ("v.v.", "vân vân"), ("v.v", "vân vân"), ("TM.", "thay mặt"), ("KT.", "ký thay"), ("TL.", "thừa lệnh"),
    ("TUQ.", "thừa ủy quyền"), ("T.Ư", "Trung ương"), ("VD:", "ví dụ:"), ("vd:", "ví dụ:"),
];

/// Words with a stroke and other small ones.
const OTHERS: &[(&str, &str)] = &[
    ("Đ/c", "đồng chí"),
    ("đ/c", "đồng chí"),
    ("Đ/C", "đồng chí"),
    ("ThS", "thạc sĩ"),
    ("TS", "tiến sĩ"),
    ("BS", "bác sĩ"),
    ("PGS", "phó giáo sư"),
    ("và/hoặc", "và hoặc"),
    ("VNĐ", "đồng"),
    ("VND", "đồng"),
    ("Covid", "Cô vít"),
    ("COVID", "Cô vít"),
];

/// An abbreviation in full. One letter with a stop (`Q.`, `P.`) only before a name or number.
pub(super) fn abbreviation(place: &Place) -> Spoken {
    if let Some((written, spoken)) = longest(STOPPED, place)
        && (!is_short(written) || names_follow(place.after(written.len())))
    {
        let mut spoken = spoken.to_owned();
        let (spaces, rest) = after_spaces(place.after(written.len()));
        // The stop of "v.v." may end the sentence as well.
        if written == "v.v."
            && (rest.is_empty() || rest.starts_with('\n') || rest.starts_with(char::is_uppercase))
        {
            spoken.push('.');
        }
        let swallowed = if written.ends_with('.') && written != "v.v." {
            spaces
        } else {
            0
        };
        let gap = if swallowed > 0 { " " } else { "" };
        return Some((written.len() + swallowed, spoken + gap));
    }
    // "QL91", "ĐT943"
    for (letters, name) in [("QL", "quốc lộ"), ("ĐT", "đường tỉnh"), ("TL", "tỉnh lộ")]
    {
        if let Some(rest) = place.rest.strip_prefix(letters) {
            let digits = digits_of(rest.strip_prefix('.').unwrap_or(rest));
            let dot = usize::from(rest.starts_with('.'));
            let end = place.after(letters.len() + dot + digits.len());
            if (1..=3).contains(&digits.len()) && !end.starts_with(|c: char| c.is_ascii_digit()) {
                let length = letters.len() + dot + digits.len();
                return Some((length, format!("{name} {}", cardinal(digits))));
            }
        }
    }
    longest(OTHERS, place)
        .or_else(|| longest(WORDS, place))
        .filter(|(written, _)| !(is_valid(written) && among_capitals(place, written.len())))
        .map(|(written, spoken)| (written.len(), spoken.to_owned()))
}

/// The longest entry that stands here as a word of its own.
fn longest(
    table: &[(&'static str, &'static str)],
    place: &Place,
) -> Option<(&'static str, &'static str)> {
    let first = place.rest.bytes().next();
    table
        .iter()
        .filter(|(written, _)| written.bytes().next() == first)
        .filter(|(written, _)| {
            place
                .rest
                .strip_prefix(written)
                .is_some_and(|after| written.ends_with(['.', ':']) || !after.starts_with(is_word))
        })
        .max_by_key(|(written, _)| written.len())
        .copied()
}

/// Whether a neighbour is a syllable in capitals: `TƯ VẤN` is no Trung ương.
fn among_capitals(place: &Place, length: usize) -> bool {
    let next = word_of(after_spaces(place.after(length)).1);
    let before = last_word(place.before.trim_end());
    [next, before].into_iter().any(|word| {
        word.chars().count() > 1 && word.chars().all(char::is_uppercase) && is_valid(word)
    })
}

fn is_short(written: &str) -> bool {
    written.chars().count() <= 3 && written.ends_with('.')
}

/// Whether a name or number follows, as after `Q.` or `TS.`
fn names_follow(after: &str) -> bool {
    let (_, rest) = after_spaces(after);
    rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}
