//! The few words that the program itself puts into posts, by the post's language. Khmer and English readers get theirs;
//! any other language gets Vietnamese.

use crate::markdown::Word;
use crate::view::ContactView;

/// Words of one language.
pub(super) struct Words {
    /// Before a legal citation: “(theo …)”.
    pub under: &'static str,
    /// Where the whole article is, in photo mode: the link stands in the first comment.
    pub read_in_comment: &'static str,
    /// The same when the text was cut.
    pub more_in_comment: &'static str,
    /// Before the address of the article.
    pub read: &'static str,
    /// Before the links of the text.
    pub see_also: &'static str,
    /// After a table that was cut.
    pub table_cut: &'static str,
    /// Instead of a table that no post can show.
    pub table_left_out: &'static str,
    /// Between two things of which either will do.
    pub or: &'static str,
    /// Alt text of a picture that only decorates: before the title.
    pub decoration: &'static str,
    note: &'static str,
    tip: &'static str,
    important: &'static str,
    warning: &'static str,
    caution: &'static str,
    ask: &'static str,
    ask_person: &'static str,
    call: &'static str,
    zalo: &'static str,
    write: &'static str,
}

const VI: Words = Words {
    under: "theo",
    read_in_comment: "Mời anh chị xem bài đầy đủ theo đường dẫn ở bình luận đầu tiên.",
    more_in_comment: "Còn nữa. Mời anh chị đọc trọn bài theo đường dẫn ở bình luận đầu tiên.",
    read: "Đọc trọn bài:",
    see_also: "Xem thêm:",
    table_cut: "(Bảng còn nữa, xem đủ trong bài.)",
    table_left_out: "(Bảng số liệu: xem trong bài.)",
    or: "hoặc",
    decoration: "Hình minh họa:",
    note: "Lưu ý:",
    tip: "Mẹo nhỏ:",
    important: "Quan trọng:",
    warning: "Cẩn thận:",
    caution: "Nguy hiểm:",
    ask: "Cần hỏi thêm, anh chị",
    ask_person: "Cần hỏi thêm, anh chị liên hệ",
    call: "gọi",
    zalo: "nhắn Zalo",
    write: "viết thư tới",
};

const EN: Words = Words {
    under: "under",
    read_in_comment: "Read the whole article: the link is in the first comment.",
    more_in_comment: "There is more. Read the whole article: the link is in the first comment.",
    read: "Read the whole article:",
    see_also: "See also:",
    table_cut: "(The table goes on in the article.)",
    table_left_out: "(Table: see the article.)",
    or: "or",
    decoration: "Illustration:",
    note: "Note:",
    tip: "Tip:",
    important: "Important:",
    warning: "Take care:",
    caution: "Danger:",
    ask: "Questions? Please",
    ask_person: "Questions? Please ask",
    call: "call",
    zalo: "message Zalo",
    write: "write to",
};

const KM: Words = Words {
    under: "តាម",
    read_in_comment: "សូមអានអត្ថបទពេញតាមតំណនៅក្នុងមតិយោបល់ទីមួយ។",
    more_in_comment: "នៅមានទៀត។ សូមអានអត្ថបទពេញតាមតំណនៅក្នុងមតិយោបល់ទីមួយ។",
    read: "អានអត្ថបទពេញ៖",
    see_also: "សូមមើលផងដែរ៖",
    table_cut: "(តារាងនៅមានទៀតក្នុងអត្ថបទ)",
    table_left_out: "(តារាង៖ សូមមើលក្នុងអត្ថបទ)",
    or: "ឬ",
    decoration: "រូបភាព៖",
    note: "ចំណាំ៖",
    tip: "គន្លឹះ៖",
    important: "សំខាន់៖",
    warning: "ប្រយ័ត្ន៖",
    caution: "គ្រោះថ្នាក់៖",
    ask: "បើមានសំណួរ សូម",
    ask_person: "បើមានសំណួរ សូមសួរ",
    call: "ទូរស័ព្ទ",
    zalo: "ផ្ញើសារ Zalo",
    write: "សរសេរទៅ",
};

impl Words {
    /// Those of a language.
    pub fn of(lang: &str) -> &'static Words {
        match lang {
            "en" => &EN,
            "km" => &KM,
            _ => &VI,
        }
    }

    /// The heading of a GitHub alert.
    pub fn alert(&self, word: Word) -> &'static str {
        match word {
            Word::Tip => self.tip,
            Word::Important => self.important,
            Word::Warning => self.warning,
            Word::Caution => self.caution,
            _ => self.note,
        }
    }

    /// The call to action: whom to ask. Empty where nobody is named.
    pub fn ask(&self, contact: &ContactView) -> String {
        let is_number = |text: &str| !text.is_empty() && !text.contains("://");
        let (phone, zalo) = (contact.phone.as_str(), contact.zalo.as_str());
        let mut ways = Vec::new();
        if !phone.is_empty() {
            ways.push(format!("{} {phone}", self.call));
        }
        if is_number(zalo) {
            ways.push(format!("{} {zalo}", self.zalo));
        }
        if ways.is_empty() && !contact.email.is_empty() {
            ways.push(format!("{} {}", self.write, contact.email));
        }
        if ways.is_empty() {
            return String::new();
        }
        let ways = ways.join(&format!(" {} ", self.or));
        if contact.name.is_empty() {
            return format!("{} {ways}.", self.ask);
        }
        let role = match contact.role.as_str() {
            "" => String::new(),
            role => format!(" ({role})"),
        };
        format!("{} {}{role}: {ways}.", self.ask_person, contact.name)
    }
}
