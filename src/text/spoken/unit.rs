//! Units of measure and money, as they follow a number.

use super::place::{after_spaces, is_word};

/// As written, as spoken.
#[rustfmt::skip]
const UNITS: &[(&str, &str)] = &[
    ("%", "phần trăm"), ("‰", "phần nghìn"),
    ("đồng", "đồng"), ("₫", "đồng"), ("đ", "đồng"), ("Đ", "đồng"), ("VNĐ", "đồng"), ("VND", "đồng"), ("vnđ", "đồng"),
    ("USD", "đô la Mỹ"), ("$", "đô la Mỹ"), ("EUR", "ơ rô"), ("€", "ơ rô"),
    ("k", "nghìn"), ("K", "nghìn"), ("tr", "triệu"), ("trđ", "triệu đồng"), ("tr.đ", "triệu đồng"), ("tỷ", "tỷ"),
    ("kg", "ki lô gam"), ("Kg", "ki lô gam"), ("KG", "ki lô gam"), ("g", "gam"), ("gr", "gam"), ("mg", "mi li gam"),
    ("km", "ki lô mét"), ("m", "mét"), ("cm", "xen ti mét"), ("mm", "mi li mét"),
    ("km²", "ki lô mét vuông"), ("km2", "ki lô mét vuông"), ("m²", "mét vuông"), ("m2", "mét vuông"), ("cm²", "xen ti mét vuông"),
    ("m³", "mét khối"), ("m3", "mét khối"), ("ha", "héc ta"), ("l", "lít"), ("L", "lít"), ("ml", "mi li lít"),
    ("°C", "độ xê"), ("ºC", "độ xê"), ("oC", "độ xê"), ("°", "độ"), ("℃", "độ xê"),
    ("km/h", "ki lô mét một giờ"), ("m/s", "mét một giây"),
    ("kWh", "ki lô oát giờ"), ("kW", "ki lô oát"), ("W", "oát"), ("V", "vôn"), ("dB", "đề xi ben"), ("Hz", "héc"),
    ("kB", "ki lô bai"), ("KB", "ki lô bai"), ("MB", "mê ga bai"), ("GB", "gi ga bai"), ("kcal", "ki lô ca lo"),
];

/// Nouns after a stroke that mean “each”: `đồng/tháng` is “đồng mỗi tháng”.
const EACH: [&str; 26] = [
    "bữa",
    "ca",
    "cái",
    "cuộc",
    "công",
    "giờ",
    "hộ",
    "kg",
    "km",
    "lượt",
    "lần",
    "m²",
    "m2",
    "năm",
    "người",
    "ngày",
    "phút",
    "quý",
    "suất",
    "sản phẩm",
    "tháng",
    "tuần",
    "đêm",
    "đơn vị",
    "doanh nghiệp",
    "trường hợp",
];

/// The unit a text starts with, spaces before it allowed: its length with them and how it is said.
pub(super) fn unit(text: &str) -> Option<(usize, String)> {
    let (spaces, rest) = after_spaces(text);
    // A letter alone is a unit only right after the number.
    let (written, spoken) = UNITS
        .iter()
        .filter(|(written, _)| {
            spaces == 0 || !matches!(*written, "k" | "K" | "Đ" | "L" | "V" | "W")
        })
        .filter(|(written, _)| {
            rest.strip_prefix(written)
                .is_some_and(|after| ends(written, after))
        })
        .max_by_key(|(written, _)| written.len())?;
    let mut length = spaces + written.len();
    let mut spoken = (*spoken).to_owned();
    if let Some((more, words)) = each(text.get(length..).unwrap_or_default()) {
        length += more;
        spoken.push_str(&words);
    }
    Some((length, spoken))
}

/// `/tháng` and the like at the start of a text.
pub(super) fn each(text: &str) -> Option<(usize, String)> {
    let rest = text.strip_prefix('/')?;
    let noun = EACH
        .iter()
        .filter(|noun| {
            rest.strip_prefix(**noun)
                .is_some_and(|after| !after.starts_with(is_word))
        })
        .max_by_key(|noun| noun.len())?;
    let said = UNITS
        .iter()
        .find(|(written, _)| written == noun)
        .map_or(*noun, |(_, spoken)| spoken);
    Some((1 + noun.len(), format!(" mỗi {said}")))
}

/// A unit of letters ends where the word does.
fn ends(written: &str, after: &str) -> bool {
    !(written.ends_with(is_word) && after.starts_with(is_word))
}
