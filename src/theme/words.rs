//! What Tera says, in Vietnamese. Its messages are known by how they begin; a message that is not known stays in
//! English, since a wrong translation helps nobody.

use super::hint::did_you_mean;
use crate::text::similar::nearest;

/// Beginning of a message, and the Vietnamese; `{0}` and `{1}` are the first two names in backticks.
const SENTENCES: &[(&str, &str)] = &[
    (
        "Tried to render a variable that is undefined",
        "Giá trị cần hiện ở đây không có. Hãy dùng {% if %} hoặc bộ lọc default.",
    ),
    ("Missing keyword argument", "Thiếu đối số “{0}=”."),
    (
        "Invalid type for the value",
        "Giá trị sai kiểu: cần {0}, nhận được {1}.",
    ),
    (
        "Iteration not possible",
        "Không lặp được trên giá trị kiểu {0}.",
    ),
    (
        "Key/value iteration is not possible",
        "Lặp theo khóa chỉ dùng được với nhóm khóa: giá trị, ở đây là {0}.",
    ),
    (
        "Cannot index into an undefined value",
        "Không có giá trị nào để lấy mục bên trong.",
    ),
    (
        "Cannot slice an undefined value",
        "Không có danh sách nào để cắt.",
    ),
    (
        "Math operations can only",
        "Chỉ tính toán được với số, ở đây là {0}.",
    ),
    (
        "`+` requires both operands",
        "Dấu + chỉ dùng cho số, ở đây là {1}. Nối chữ thì dùng ~.",
    ),
    ("Cannot divide by 0", "Không chia được cho 0."),
    ("Cannot compare", "Không so sánh được {0} với {1}."),
    ("Cannot sort", "Không sắp xếp được {0} với {1}."),
    (
        "Tried to use super() in the top level block",
        "Khối này không có khối cha, không dùng được super().",
    ),
    (
        "Maximum render recursion depth",
        "Thành phần Tera gọi chính nó quá nhiều lần.",
    ),
    (
        "Unexpected end of input",
        "thiếu phần kết, như %}, }} hoặc {% endif %}.",
    ),
    ("Unknown tag", "không có lệnh này."),
    (
        "Closing comment tag",
        "chú thích {# chưa được đóng bằng #}.",
    ),
    (
        "unexpected end of raw block",
        "{% raw %} chưa được đóng bằng {% endraw %}.",
    ),
    ("String opened with", "chuỗi mở bằng {0} chưa được đóng."),
    (
        "`extends` needs to be the first tag",
        "{% extends %} phải đứng đầu tệp.",
    ),
    (
        "`extends` cannot be nested",
        "{% extends %} không được nằm trong lệnh khác.",
    ),
    (
        "Template is already extending",
        "tệp đã kế thừa {0} rồi, chỉ được kế thừa một khuôn mẫu.",
    ),
    (
        "This content would be ignored",
        "nội dung ngoài {% block %} ở khuôn mẫu con sẽ bị bỏ; hãy đặt vào một khối.",
    ),
    (
        "Template already contains a block",
        "khối “{0}” có hai lần trong tệp này.",
    ),
    (
        "Template already contains a component",
        "thành phần Tera “{0}” có hai lần trong tệp này.",
    ),
    (
        "Blocks cannot be written inside",
        "{% block %} không được nằm ở đây.",
    ),
    (
        "Component definitions cannot be written",
        "{% component %} không được nằm trong lệnh khác.",
    ),
    (
        "Function calls are only allowed",
        "chỉ gọi hàm ở đầu biểu thức; hãy dùng {% set x = hàm() %} rồi {{ x.… }}.",
    ),
    ("Keyword argument", "đối số “{0}” được viết hai lần."),
    ("The expression is too complex", "biểu thức lồng quá sâu."),
    (
        "The template nesting is too deep",
        "các lệnh lồng nhau quá sâu.",
    ),
    ("Block was named", "khối mở tên “{0}” nhưng đóng tên “{1}”."),
    ("Unclosed component", "thành phần Tera chưa được đóng."),
    (
        "Invalid syntax for `set`",
        "{% set %} cần dấu = và một biểu thức, hoặc %}.",
    ),
];

/// Tera's names for what it found or wanted.
const TOKENS: &[(&str, &str)] = &[
    ("identifier", "một tên"),
    ("ident", "tên"),
    ("string", "chuỗi trong ngoặc kép"),
    ("integer", "số nguyên"),
    ("float", "số lẻ"),
    ("content", "nội dung"),
    ("comment", "chú thích"),
    ("one of:", "một trong:"),
    (" or ", " hoặc "),
];

/// The Vietnamese and the English text of a message of Tera's.
pub(super) fn both(message: &str) -> (String, String) {
    let (hint_vi, hint_en) = did_you_mean(hint(message));
    let vi = vietnamese(message).unwrap_or_else(|| message.to_owned());
    if message.starts_with("Found `.` but expected }}")
        || message.starts_with("Found `.` but expected %}")
    {
        // What comes of a call cannot be looked into at once.
        let tip = "{% set x = get_page(…) %}{{ x.title }}";
        return (
            format!("{vi} Kết quả của hàm phải đặt tên trước: {tip}."),
            format!("{message} Name a function's result first: {tip}."),
        );
    }
    let stop = if message.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    (vi + &hint_vi, format!("{message}{stop}{hint_en}"))
}

/// The known name that a wrong one was probably meant to be, from the list in the message.
pub(super) fn hint(message: &str) -> Option<&str> {
    let (_, known) = message
        .split_once("Available variables: ")
        .or_else(|| message.split_once("Available fields: "))?;
    nearest(message.split('`').nth(1)?, known.split(", "))
}

fn vietnamese(message: &str) -> Option<String> {
    let mut names = message.split('`').skip(1).step_by(2);
    let (first, second) = (
        names.next().unwrap_or_default(),
        names.next().unwrap_or_default(),
    );
    let after = |mark: &str| message.split_once(mark).map(|(_, rest)| rest.trim());
    if message.starts_with("Variable ") && message.contains("is not defined") {
        let known = after("Available variables:")
            .map_or(String::new(), |k| format!(" Các biến ở đây: {k}."));
        return Some(format!("Không có biến “{first}”.{known}"));
    }
    if message.starts_with("Field ") && message.contains("is not defined") {
        let known = after("Available fields:")
            .map_or(String::new(), |k| format!(" Các trường ở đây: {k}."));
        return Some(format!(
            "Không có trường “{first}”. Trường có thể vắng mặt thì viết “?.” hoặc {{% if %}}.{known}"
        ));
    }
    if let Some((found, wanted)) = message
        .strip_prefix("Found ")
        .and_then(|m| m.split_once(" but "))
    {
        let wanted = wanted
            .trim_start_matches("was ")
            .trim_start_matches("expected ")
            .trim_start_matches("expecting ");
        let token = |text: &str| {
            TOKENS.iter().fold(text.to_owned(), |text, (en, vi)| {
                replace_words(&text, en, vi)
            })
        };
        return Some(format!(
            "gặp {} ở chỗ cần {}.",
            token(found),
            token(wanted.trim_end_matches('.'))
        ));
    }
    let (_, sentence) = SENTENCES
        .iter()
        .find(|(start, _)| message.starts_with(start))?;
    Some(
        sentence
            .replace("{0}", kind(first))
            .replace("{1}", kind(second)),
    )
}

/// Vietnamese for the name of a type of values; other names stay as they are.
fn kind(name: &str) -> &str {
    match name {
        "string" | "&str" | "String" => "chữ",
        "bool" => "true hoặc false",
        "u64" | "i64" | "u128" | "i128" | "usize" | "Number" => "số",
        "f64" | "f32" => "số lẻ",
        "array" | "&[Value]" | "Vec<Value>" => "danh sách",
        "map/struct" | "Map" => "nhóm khóa: giá trị",
        "none" => "giá trị trống",
        "undefined" => "giá trị không có",
        other => other,
    }
}

/// Replaces a word or phrase where it stands by itself, outside backticks.
fn replace_words(text: &str, from: &str, to: &str) -> String {
    let outside = |part: &str| {
        let mut out = String::new();
        let mut rest = part;
        while let Some((before, after)) = rest.split_once(from) {
            let stands_alone = !before.ends_with(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric)
                || from.starts_with(' ');
            out.push_str(before);
            out.push_str(if stands_alone { to } else { from });
            rest = after;
        }
        out + rest
    };
    let parts: Vec<String> = text
        .split('`')
        .enumerate()
        .map(|(i, part)| {
            if i % 2 == 0 {
                outside(part)
            } else {
                part.to_owned()
            }
        })
        .collect();
    parts.join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tera_says_is_said_in_vietnamese() {
        let vi = |m| both(m).0;
        assert_eq!(
            vi("Found `%}` but expected identifier."),
            "gặp `%}` ở chỗ cần một tên."
        );
        assert_eq!(
            vi("Found string but expected one of: integer, ident, `-` or `(`"),
            "gặp chuỗi trong ngoặc kép ở chỗ cần một trong: số nguyên, tên, `-` hoặc `(`."
        );
        assert_eq!(
            vi("Variable `pgae` is not defined. Available variables: lang, page"),
            "Không có biến “pgae”. Các biến ở đây: lang, page. Có phải “page”?"
        );
        assert_eq!(
            vi("Missing keyword argument `path`"),
            "Thiếu đối số “path=”."
        );
        assert_eq!(vi("something new"), "something new");
        assert_eq!(both("Cannot divide by 0").1, "Cannot divide by 0.");
        assert_eq!(
            vi("Cannot compare `string` with `i64`"),
            "Không so sánh được chữ với số."
        );
    }
}
