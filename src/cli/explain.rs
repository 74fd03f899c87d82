//! `satcoso explain ROUTE`.

use super::{FAULTY, OK, common};
use crate::build::{Why, why};
use crate::diagnostics::Lang;
use crate::outputs::Key;
use crate::site::{ADDRESSES, Fate, Pasted, Route};
use crate::text::similar;
use crate::{Earlier, prepare};
use clap::ArgMatches;

/// Says which source and recipe make a route, what its key is made of, which templates it uses, and whether the next
/// build would make it anew.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    let request = match common::request(matches, lang) {
        Ok(request) => request,
        Err(message) => return common::wrong(&message, lang),
    };
    let wanted = matches
        .get_one::<String>("route")
        .cloned()
        .unwrap_or_default();
    let mut route = wanted.trim_start_matches('/').to_owned();
    if route.is_empty() || route.ends_with('/') {
        route.push_str("index.html");
    }
    let prepared = prepare(&request, &Earlier::on_disk(&request));
    let Some(world) = &prepared.world else {
        common::print(&prepared.diags, &*prepared.sources, lang);
        return FAULTY;
    };
    let pasted = Pasted::read(&wanted, world.config.base_url.as_ref());
    let known = |r: &&Route| prepared.plan.get(r.as_str()).is_some();
    if prepared.plan.get(&route).is_none()
        && let Some(meant) = pasted.routes.iter().find(known)
    {
        route = meant.to_string();
    }
    let Some(planned) = prepared.plan.get(&route) else {
        if let Some(former) = pasted.former(&world.site)
            && let Some(fate) = world.site.addresses.fate(former)
        {
            println!("{}: /{former}", lang.pick("Địa chỉ", "Route"));
            println!("{}: {ADDRESSES}", lang.pick("Nguồn", "Source"));
            println!("{}", became(fate, lang));
            return OK;
        }
        let near = similar::nearest(&route, prepared.plan.iter().map(|(r, _)| r.as_str()));
        let hint = near.map_or(String::new(), |n| {
            format!(" {} {n}?", lang.pick("Có phải:", "Did you mean"))
        });
        return common::wrong(
            &match lang {
                Lang::Vi => format!("trang không có địa chỉ /{route}.{hint}"),
                Lang::En => format!("the site has no address /{route}.{hint}"),
            },
            lang,
        );
    };
    let mut key = Key::explained();
    planned.recipe.key(world, &mut key);
    println!("{}: /{route}", lang.pick("Địa chỉ", "Route"));
    println!("{}: {}", lang.pick("Nguồn", "Source"), planned.origin);
    println!(
        "{}: {}",
        lang.pick("Loại kết quả", "Output"),
        planned.output
    );
    for template in planned.recipe.templates(world) {
        println!("{}: {template}", lang.pick("Mẫu", "Template"));
    }
    println!("{}: {:032x}", lang.pick("Khóa", "Key"), key.finish());
    for (name, value) in key.fields() {
        println!("  {name} = {value}");
    }
    let reason = match (why(&request.output, &route, key.finish()), lang) {
        (Why::Same, Lang::Vi) => "không: mọi thứ trang này dựa vào đều như lần dựng trước",
        (Why::Same, Lang::En) => "no: everything it depends on is as at the last build",
        (Why::New, Lang::Vi) => "có: lần dựng trước chưa có trang này",
        (Why::New, Lang::En) => "yes: the last build did not have it",
        (Why::KeyChanged, Lang::Vi) => "có: một trong các mục của khóa đã đổi",
        (Why::KeyChanged, Lang::En) => "yes: one of the fields of its key has changed",
        (Why::FileChanged, Lang::Vi) => "có: tệp trong thư mục xuất đã bị sửa hoặc xóa",
        (Why::FileChanged, Lang::En) => "yes: the file in the output folder was changed or removed",
    };
    println!(
        "{}: {reason}",
        lang.pick("Lần dựng tới có làm lại không", "Would be made anew")
    );
    OK
}

/// What became of a published address that the site does not make anything for.
fn became(fate: &Fate, lang: Lang) -> String {
    match (fate, lang) {
        (Fate::Leads(to, _), Lang::Vi) => format!("Dẫn sang: /{to}"),
        (Fate::Leads(to, _), Lang::En) => format!("Leads to: /{to}"),
        (Fate::Withheld(file, why), Lang::Vi) => {
            format!("Bài chưa đăng: {file} ({})", why.mark())
        }
        (Fate::Withheld(file, why), Lang::En) => {
            format!("Entry not published: {file} ({})", why.mark())
        }
        (Fate::Retired, _) => lang
            .pick("Đã bỏ hẳn (satcoso retire)", "Given up (satcoso retire)")
            .to_owned(),
        (Fate::Withdrawn, _) => lang
            .pick(
                "Có tên người đã rút lại sự đồng ý: không dẫn đi đâu",
                "Has the name of a person who withdrew consent: leads nowhere",
            )
            .to_owned(),
        (Fate::Vanished | Fate::Unread | Fate::Covered, _) => lang
            .pick(
                "Đã đăng trước đây, nay không còn trang; chưa ai quyết định (satcoso check)",
                "Published earlier, no page has it now; nobody has decided (satcoso check)",
            )
            .to_owned(),
    }
}
