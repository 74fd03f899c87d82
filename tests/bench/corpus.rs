//! A deterministic corpus: Vietnamese word salad of 300 to 900 words an entry, three kinds, 40 tags, links among
//! entries, tables, lists, some code; for this program or for Hugo, with the same words.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

/// Which program's notation is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// This program.
    Satcoso,
    /// Hugo.
    Hugo,
}

const WORDS: &str = "công đoàn cơ sở người lao động đoàn viên tổ trưởng ca sáng ca chiều nhà máy phân xưởng dây chuyền \
    may mặc thủy sản lúa gạo bến cảng kho bãi văn phòng trường học bệnh viện trạm y tế khu công nghiệp cụm thi đua \
    đối thoại thương lượng thỏa ước tập thể nội quy tiền lương phụ cấp làm thêm giờ nghỉ phép thai sản ốm đau bảo hiểm \
    xã hội thất nghiệp an toàn vệ sinh mũ giày găng tay khẩu trang bữa ăn giữa ca nước uống quạt gió ánh sáng tiếng ồn \
    sáng kiến cải tiến tiết kiệm năng suất chất lượng khen thưởng bằng khen gương tốt việc hay chăm lo tết sum vầy mái ấm \
    quỹ hỗ trợ học bổng con em nhà trọ phòng khám xe đưa rước sân bóng văn nghệ thư viện lớp học bổ túc tay nghề kỹ thuật \
    pháp luật tư vấn hòa giải khiếu nại kiến nghị trả lời đúng hẹn rõ ràng công khai dân chủ bàn bạc quyết định giám sát \
    sông Hậu Long Xuyên Châu Đốc Tân Châu Tri Tôn Thoại Sơn mùa nước nổi cánh đồng bờ kênh chợ sớm ghe xuồng phà cầu \
    những các một hai ba bốn năm mỗi mọi và với của cho từ đến trong ngoài trên dưới trước sau khi đã đang sẽ vẫn cũng rất \
    nghe nói hỏi ghi chép gặp gỡ lắng nghe sẻ chia giúp đỡ bảo vệ đại diện tham gia xây dựng phát triển vững mạnh gần gũi";
const TAGS: [&str; 40] = [
    "an toàn",
    "bảo hiểm",
    "tiền lương",
    "đối thoại",
    "thỏa ước",
    "nữ công",
    "tháng công nhân",
    "tết",
    "mái ấm",
    "vay vốn",
    "sáng kiến",
    "thi đua",
    "đại hội",
    "chuyển đổi số",
    "pháp luật",
    "tư vấn",
    "văn nghệ",
    "thể thao",
    "học tập",
    "nhà trọ",
    "bữa ăn ca",
    "sức khỏe",
    "thai sản",
    "khen thưởng",
    "kỷ niệm",
    "gương sáng",
    "khởi nghiệp",
    "tay nghề",
    "đoàn viên",
    "nghiệp đoàn",
    "phúc lợi",
    "du lịch",
    "môi trường",
    "chữa cháy",
    "giao thông",
    "thiện nguyện",
    "biển đảo",
    "trẻ em",
    "hưu trí",
    "truyền thông",
];
const KINDS: [(&str, &str); 3] = [
    ("tai-lieu", "Tài liệu"),
    ("don-vi", "Đơn vị"),
    ("cau-chuyen", "Câu chuyện"),
];
const PLACES: [&str; 6] = [
    "Long Xuyên",
    "Châu Đốc",
    "Tân Châu",
    "Tri Tôn",
    "Thoại Sơn",
    "Châu Thành",
];

/// A small generator of even numbers (SplitMix64): the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }
}

struct Writer<'a> {
    dice: Dice,
    words: Vec<&'a str>,
    entries: usize,
    target: For,
    count: usize,
}

impl Writer<'_> {
    fn phrase(&mut self, least: usize, most: usize) -> String {
        let n = self.dice.between(least, most);
        let mut out = String::new();
        for i in 0..n {
            let word = self.words[self.dice.below(self.words.len())];
            if i == 0 {
                let mut chars = word.chars();
                out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(chars.as_str());
            } else {
                out.push(' ');
                out.push_str(word);
            }
        }
        self.count += n;
        out
    }

    fn paragraph(&mut self, out: &mut String, link: bool) {
        for i in 0..self.dice.between(3, 5) {
            let sentence = self.phrase(8, 22);
            if i == 0 {
                let strong = self.phrase(1, 2);
                let _ = write!(out, "**{strong}** ");
            }
            let _ = write!(out, "{sentence}. ");
        }
        if link {
            let (to, words) = (self.dice.below(self.entries), self.phrase(3, 5));
            let (kind, name) = (KINDS[to % 3].0, name(to));
            let _ = match self.target {
                For::Satcoso => write!(out, "Xem [{words}](../{kind}/{name}.md)."),
                For::Hugo => write!(out, "Xem [{words}](/{kind}/{name}.md)."),
            };
        }
        out.push_str("\n\n");
    }

    fn body(&mut self, number: usize) -> String {
        let mut out = String::new();
        self.count = 0;
        let wanted = self.dice.between(300, 900);
        self.paragraph(&mut out, false);
        let alt = self.phrase(4, 7);
        let _ = match self.target {
            For::Satcoso => write!(out, "![{alt}](../anh/anh-{}.svg)\n\n", number % 10),
            For::Hugo => write!(out, "![{alt}](/anh/anh-{}.svg)\n\n", number % 10),
        };
        for section in 1.. {
            if self.count >= wanted && section > 3 {
                break;
            }
            let _ = write!(out, "## {}\n\n", self.phrase(3, 7));
            self.paragraph(&mut out, section <= 3);
            match section {
                1 => {
                    for _ in 0..self.dice.between(3, 6) {
                        let _ = writeln!(out, "- {}.", self.phrase(8, 20));
                    }
                }
                2 => {
                    out.push_str("| Đơn vị | Địa bàn | Đoàn viên |\n|---|---|---:|\n");
                    for _ in 0..5 {
                        let (unit, place) =
                            (self.phrase(2, 4), PLACES[self.dice.below(PLACES.len())]);
                        let _ = writeln!(
                            out,
                            "| {unit} | {place} | {} |",
                            self.dice.between(20, 9000)
                        );
                    }
                    if number % 10 == 9 {
                        let _ = write!(
                            out,
                            "\n```python\ndef ho_tro(nam: int, muc: int = {}) -> int:\n    \"\"\"Tăng theo số năm.\"\"\"\n    return muc * 2 if nam > 10 else muc\n```\n",
                            number * 1000
                        );
                    }
                }
                3 => {
                    let _ = write!(out, "### {}\n\n", self.phrase(3, 6));
                    for n in 1..=4 {
                        let _ = writeln!(out, "{n}. {}.", self.phrase(8, 20));
                    }
                }
                _ => {
                    let _ = writeln!(out, "> {}.", self.phrase(8, 20));
                }
            }
            out.push('\n');
        }
        out
    }

    fn front(&mut self, number: usize) -> String {
        let (title, summary) = (self.phrase(5, 11), self.phrase(18, 28));
        let unit = self.phrase(3, 5);
        let place = PLACES[self.dice.below(PLACES.len())];
        let day = 86_400 * (16_000 + number as i64 % 4_300);
        let date = satcoso::text::date::Instant(day).rfc3339(satcoso::text::date::Offset::VIETNAM);
        let key = if self.target == For::Hugo {
            "description"
        } else {
            "summary"
        };
        let first = self.dice.below(TAGS.len());
        let tags: Vec<&str> = (0..3)
            .map(|i| TAGS[(first + i * 13) % TAGS.len()])
            .collect();
        format!(
            "---\ntitle: \"{title}\"\ndate: {date}\n{key}: \"{summary}.\"\ntags: [{}]\nunit: \"{unit}\"\nplace: \"{place}\"\n---\n\n",
            tags.join(", ")
        )
    }
}

fn name(number: usize) -> String {
    format!("bai-{number:06}")
}

/// Writes `entries` entries below `folder`, which is made; `themes` is `tests/bench`.
pub fn write(folder: &Path, entries: usize, target: For, themes: &Path) -> io::Result<()> {
    let content = folder.join("content");
    for (kind, _) in KINDS {
        fs::create_dir_all(content.join(kind))?;
    }
    let pictures = if target == For::Hugo {
        folder.join("static/anh")
    } else {
        content.join("anh")
    };
    fs::create_dir_all(&pictures)?;
    for n in 0..10 {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 360\"><path fill=\"#{n}06699\" d=\"M0 0h640v360H0z\"/></svg>\n"
        );
        fs::write(pictures.join(format!("anh-{n}.svg")), svg)?;
    }
    match target {
        For::Satcoso => {
            copy(&themes.join("satcoso"), folder)?;
        }
        For::Hugo => {
            copy(&themes.join("hugo"), folder)?;
            for (kind, title) in KINDS {
                fs::write(
                    content.join(kind).join("_index.md"),
                    format!("---\ntitle: {title}\n---\n"),
                )?;
            }
        }
    }
    let mut writer = Writer {
        dice: Dice(20),
        words: WORDS.split_whitespace().collect(),
        entries,
        target,
        count: 0,
    };
    for number in 0..entries {
        let text = writer.front(number) + &writer.body(number);
        fs::write(
            content.join(KINDS[number % 3].0).join(name(number) + ".md"),
            text,
        )?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
