//! What a reader's browser and a search engine get.

use crate::site::Site;

#[test]
fn kinds_stand_in_the_order_of_site_yaml() {
    let site = Site::of("nho");
    site.build();
    let home = site.page("index.html");
    let at = |path: &str| home.find(&format!("<h2><a href=\"{path}/")).unwrap();
    assert!(at("tai-lieu") < at("don-vi"), "{home}");
}

#[test]
fn the_sitemap_lists_every_page_that_readers_reach() {
    let site = Site::of("nho");
    site.build();
    let map = site.page("sitemap.xml");
    let listed: Vec<&str> = map
        .match_indices("<loc>")
        .map(|(at, _)| map[at + 5..].split('<').next().unwrap())
        .collect();
    for path in [
        "",
        "en/",
        "tai-lieu/",
        "tai-lieu/trang-2.html",
        "tai-lieu/bai-hai.html",
        "tai-lieu/dia-ban/chau-doc.html",
        "dia-ban/chau-doc.html",
        "gioi-thieu.html",
    ] {
        assert!(
            listed.contains(&format!("https://nho.example/a/b/{path}").as_str()),
            "{path}: {listed:#?}"
        );
    }
    let changed = |path: &str| {
        let place = format!("<loc>https://nho.example/a/b/{path}</loc>");
        let rest = map.split(&place).nth(1).unwrap();
        let rest = rest.split("</url>").next().unwrap();
        let date = rest.strip_prefix("<lastmod>")?;
        Some(date.split('T').next().unwrap().to_owned())
    };
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(changed("tai-lieu/bai-hai.html"), day("2026-11-02"));
    assert_eq!(changed("don-vi/mot.html"), day("2026-10-01"));
    assert_eq!(changed("tai-lieu/"), day("2026-11-03"), "its newest entry");
    assert_eq!(changed("tai-lieu/trang-2.html"), None);
    assert_eq!(changed("gioi-thieu.html"), None, "it has no date");
    // Neither notices, nor addresses that only lead elsewhere, nor what the schema does not know.
    for absent in ["404", "thi-xa-chau-doc", "xhtml"] {
        assert!(!map.contains(absent), "{absent}: {map}");
    }
}
