//! Commands, options and their help, in the language of the reader.

use super::{OK, WRONG_USE};
use crate::diagnostics::Lang;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let template = t(
        "{about}\n\nCách dùng: {usage}\n\nLệnh:\n{subcommands}\n\nTùy chọn:\n{options}\n",
        "{about}\n\nUsage: {usage}\n\nCommands:\n{subcommands}\n\nOptions:\n{options}\n",
    );
    Command::new("satcoso")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "Viết một lần, ra mọi kênh: trang web tĩnh và bài Facebook từ tệp Markdown.",
            "Write once, get every channel: a static website and Facebook posts from Markdown files.",
        ))
        .help_template(template)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help").short('h').long("help").global(true).action(ArgAction::Help).help(t("Xem trợ giúp", "Show help")),
        )
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(t("Xem phiên bản", "Show the version")),
        )
        .arg(
            Arg::new("root")
                .long("root")
                .global(true)
                .value_name(t("THƯ_MỤC", "DIR"))
                .value_parser(value_parser!(PathBuf))
                .default_value(".")
                .hide_default_value(true)
                .help(t("Thư mục dự án (mặc định: thư mục hiện tại)", "The project's folder (default: the current one)")),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_parser(["vi", "en"])
                .hide_possible_values(true)
                .help(t("Ngôn ngữ thông báo: vi hoặc en", "Language of messages: vi or en")),
        )
        .subcommands([
            build(lang),
            check(lang),
            serve(lang),
            new(lang),
            init(lang),
            explain_command(lang),
            completions(lang),
            withdraw(lang),
            report(lang),
        ])
        .subcommands(super::address::commands(lang))
}

pub(super) fn sub(name: &'static str, lang: Lang, vi: &'static str, en: &'static str) -> Command {
    Command::new(name)
        .about(lang.pick(vi, en))
        .disable_help_flag(true)
        .help_template(lang.pick(
            "{about}\n\nCách dùng: {usage}\n\nTùy chọn:\n{all-args}\n",
            "{about}\n\nUsage: {usage}\n\nOptions:\n{all-args}\n",
        ))
}

fn time_options(lang: Lang) -> [Arg; 4] {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    [
        Arg::new("base-url")
            .long("base-url")
            .value_name("URL")
            .help(t(
                "Địa chỉ trang sẽ đăng, thay cho base_url trong site.yaml",
                "Where the site is published, instead of base_url in site.yaml",
            )),
        Arg::new("drafts")
            .long("drafts")
            .action(ArgAction::SetTrue)
            .help(t(
                "Hiện cả bài nháp, bài hẹn giờ và bài hết hạn",
                "Show drafts, scheduled and expired entries too",
            )),
        Arg::new("now")
            .long("now")
            .value_name(t("THỜI_ĐIỂM", "TIME"))
            .help(t(
                "Coi như bây giờ là thời điểm này, ví dụ 2026-11-22 hoặc 22/11/2026",
                "Take this for the present time, such as 2026-11-22",
            )),
        Arg::new("format")
            .long("format")
            .value_parser(["human", "json"])
            .default_value("human")
            .help(t(
                "Kết quả cho người đọc (human) hay cho máy (json)",
                "Output for people (human) or programs (json)",
            )),
    ]
}

fn output(lang: Lang) -> Arg {
    Arg::new("output")
        .long("output")
        .short('o')
        .value_name(lang.pick("THƯ_MỤC", "DIR"))
        .value_parser(value_parser!(PathBuf))
        .help(lang.pick(
            "Thư mục xuất (mặc định: public)",
            "Output folder (default: public)",
        ))
}

fn build(lang: Lang) -> Command {
    sub(
        "build",
        lang,
        "Dựng toàn bộ trang web vào thư mục public",
        "Build the whole site into the folder public",
    )
    .arg(output(lang))
    .arg(
        Arg::new("no-ledger")
            .long("no-ledger")
            .action(ArgAction::SetTrue)
            .help(lang.pick(
                "Không ghi địa chỉ và thẻ chia sẻ mới vào các sổ trong content/du-lieu",
                "Do not enter new addresses and share cards into the ledgers in content/du-lieu",
            )),
    )
    .arg(allow_vanished(lang))
    .args(time_options(lang))
    .arg(timings(lang))
}

fn allow_vanished(lang: Lang) -> Arg {
    Arg::new("allow-vanished")
        .long("allow-vanished")
        .action(ArgAction::SetTrue)
        .help(lang.pick(
            "Địa chỉ đã đăng mà không còn trang thì chỉ cảnh báo, không chặn",
            "Published addresses that no page has any more are warnings, not errors",
        ))
}

fn timings(lang: Lang) -> Arg {
    Arg::new("timings")
        .long("timings")
        .action(ArgAction::SetTrue)
        .help(lang.pick("In thời gian từng bước", "Print the time of each step"))
}

fn check(lang: Lang) -> Command {
    sub(
        "check",
        lang,
        "Kiểm tra nội dung và giao diện, không ghi gì; --fix thì sửa những chỗ chắc chắn",
        "Check content and theme, write nothing; with --fix correct what is certain",
    )
    .arg(
        Arg::new("fix")
            .long("fix")
            .action(ArgAction::SetTrue)
            .help(lang.pick(
                "Sửa trong tệp những lỗi chắc chắn: xem trước từng chỗ, hỏi rồi mới sửa, giữ bản cũ trong .satcoso-backup. Chưa sửa thì mã thoát là 3",
                "Correct certain faults in the files: shows each, asks, keeps the old files in .satcoso-backup. Exit code 3 if nothing was applied",
            )),
    )
    .arg(
        Arg::new("yes")
            .long("yes")
            .short('y')
            .requires("fix")
            .action(ArgAction::SetTrue)
            .help(lang.pick("Với --fix: sửa luôn, không hỏi", "With --fix: do not ask")),
    )
    .arg(allow_vanished(lang))
    .arg(
        Arg::new("links")
            .long("links")
            .conflicts_with("fix")
            .action(ArgAction::SetTrue)
            .help(lang.pick(
                "Hỏi các trang khác xem liên kết tới đó còn mở được không (cần mạng)",
                "Ask other sites whether links to them still open (needs the network)",
            )),
    )
    .arg(
        Arg::new("offline")
            .long("offline")
            .action(ArgAction::SetTrue)
            .requires("links")
            .help(lang.pick(
                "Với --links: không dùng mạng, chỉ dùng câu trả lời đã biết",
                "With --links: no network, only answers known already",
            )),
    )
    .args(time_options(lang))
    .arg(timings(lang))
}

fn serve(lang: Lang) -> Command {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let [base_url, _, now, _] = time_options(lang);
    sub(
        "serve",
        lang,
        "Xem thử trang trong lúc viết; lưu tệp là trang tự cập nhật",
        "Preview the site while writing; saved files show at once",
    )
    .arg(
        Arg::new("open")
            .long("open")
            .action(ArgAction::SetTrue)
            .help(t("Mở trình duyệt", "Open the browser")),
    )
    .arg(
        Arg::new("port")
            .long("port")
            .short('p')
            .value_name(t("CỔNG", "PORT"))
            .value_parser(value_parser!(u16))
            .help(t("Cổng (mặc định: tự chọn cổng trống)", "Port (default: any free one)")),
    )
    .arg(
        Arg::new("host")
            .long("host")
            .value_name(t("MÁY", "HOST"))
            .help(t(
                "Cho máy khác trong mạng xem, ví dụ 0.0.0.0; họ thấy cả bài nháp (mặc định: chỉ máy này)",
                "Let other machines see it, such as 0.0.0.0; they see drafts too (default: this machine only)",
            )),
    )
    .arg(
        Arg::new("poll")
            .long("poll")
            .action(ArgAction::SetTrue)
            .help(t(
                "Tự xem lại các tệp theo giờ, cho thư mục mạng và OneDrive",
                "Look through the files on a timer, for network and OneDrive folders",
            )),
    )
    .args([base_url, now])
}

fn new(lang: Lang) -> Command {
    sub(
        "new",
        lang,
        "Tạo bài mới với các mục cần điền",
        "Create an entry with its fields to fill in",
    )
    .arg(
        Arg::new("kind")
            .required(true)
            .value_name(lang.pick("LOẠI", "KIND"))
            .help(lang.pick(
                "Loại bài: tên thư mục khai báo trong site.yaml (tai-lieu, don-vi, cau-chuyen…)",
                "Kind: a folder that site.yaml declares (tai-lieu, don-vi, cau-chuyen…)",
            )),
    )
    .arg(
        Arg::new("title")
            .required(true)
            .value_name(lang.pick("TIÊU_ĐỀ", "TITLE"))
            .help(lang.pick("Tiêu đề, đặt trong dấu nháy kép", "Title, in double quotes")),
    )
}

fn init(lang: Lang) -> Command {
    sub(
        "init",
        lang,
        "Tạo trang web mới, dựng được ngay",
        "Make a new site that builds at once",
    )
    .arg(
        Arg::new("dir")
            .required(true)
            .value_name(lang.pick("THƯ_MỤC", "DIR"))
            .value_parser(value_parser!(PathBuf))
            .help(lang.pick("Thư mục mới hoặc thư mục trống", "A new or empty folder")),
    )
}

fn explain_command(lang: Lang) -> Command {
    sub(
        "explain",
        lang,
        "Cho biết một trang được làm từ đâu",
        "Say what a page is made from",
    )
    .arg(
        Arg::new("route")
            .required(true)
            .value_name(lang.pick("ĐỊA_CHỈ", "ROUTE"))
            .help(lang.pick("Ví dụ tai-lieu/ten-bai.html", "Such as tai-lieu/name.html")),
    )
    .arg(output(lang))
    .args(time_options(lang))
}

fn withdraw(lang: Lang) -> Command {
    sub(
        "withdraw",
        lang,
        "Gỡ tên và ảnh của một người đã rút lại sự đồng ý",
        "Take away the name and pictures of a person who withdrew consent",
    )
    .arg(
        Arg::new("person")
            .long("person")
            .required(true)
            .value_name(lang.pick("HỌ_TÊN", "NAME"))
            .help(lang.pick(
                "Họ tên như viết trong bài, trong dấu nháy kép",
                "The name as entries write it, in double quotes",
            )),
    )
}

fn report(lang: Lang) -> Command {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let [base_url, _, now, _] = time_options(lang);
    sub(
        "report",
        lang,
        "Lập báo cáo năm: đã đăng gì, mục nào còn trống, tuần nào chưa đi cơ sở",
        "Make the year's report: what was published, what has nothing, weeks without a visit",
    )
    .arg(
        Arg::new("year")
            .long("year")
            .value_name(t("NĂM", "YEAR"))
            .value_parser(value_parser!(i32).range(1..=9999))
            .help(t(
                "Năm cần báo cáo (mặc định: năm nay)",
                "The year to report on (default: this one)",
            )),
    )
    .arg(
        Arg::new("output")
            .long("output")
            .short('o')
            .value_name(t("THƯ_MỤC", "DIR"))
            .value_parser(value_parser!(PathBuf))
            .help(t(
                "Nơi ghi báo cáo, ngoài thư mục public (mặc định: bao-cao/<năm>)",
                "Where the report is written, outside of public (default: bao-cao/<year>)",
            )),
    )
    .args([base_url, now])
}

fn completions(lang: Lang) -> Command {
    sub(
        "completions",
        lang,
        "In tệp gợi ý lệnh cho shell",
        "Print completions for a shell",
    )
    .arg(
        Arg::new("shell")
            .required(true)
            .value_parser(value_parser!(clap_complete::Shell))
            .value_name("SHELL")
            .help(lang.pick(
                "bash, zsh, fish, powershell hoặc elvish",
                "bash, zsh, fish, powershell or elvish",
            )),
    )
}

/// Shows help, or says what is wrong with the usage.
pub(super) fn explain(error: &clap::Error, lang: Lang) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{error}");
            return OK;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{error}");
            return WRONG_USE;
        }
        _ => {}
    }
    if lang == Lang::En {
        eprint!("{error}");
        return WRONG_USE;
    }
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(s)) => s.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "Không có lệnh “{}”.",
            context(ContextKind::InvalidSubcommand)
        ),
        ErrorKind::UnknownArgument => format!("Không có tùy chọn “{argument}”."),
        ErrorKind::MissingRequiredArgument => format!("Thiếu: {argument}."),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            format!("Tùy chọn {argument} cần một giá trị.")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!(
            "Giá trị “{}” không hợp cho {argument}. Được phép: {}.",
            context(ContextKind::InvalidValue),
            context(ContextKind::ValidValue)
        ),
        ErrorKind::ArgumentConflict => {
            format!("Tùy chọn {argument} dùng hai lần, hoặc không đi cùng tùy chọn khác.")
        }
        _ => error.to_string(),
    };
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .map(context)
    .into_iter()
    .find(|s| !s.is_empty());
    eprintln!("lỗi: {message}");
    if let Some(near) = near {
        eprintln!("  = có phải: {near}");
    }
    eprintln!("Xem cách dùng: satcoso --help");
    WRONG_USE
}
