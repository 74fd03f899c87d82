#!/usr/bin/env python3
"""The built site as files: every reference leads to a file and a place in it, pages have what readers and search engines
need, sitemap and feeds are well-formed and complete. Only Python's own libraries.

    python3 tests/html/check.py public
"""
import json
import sys
import unicodedata
import xml.etree.ElementTree as xml
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(sys.argv[1])
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
VOID = set("area base br col embed hr img input link meta source track wbr".split())
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


class Page(HTMLParser):
    """What a page says about itself, and where it leads."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.references, self.ids, self.headings, self.meta = [], [], [], {}
        self.lang = self.title = self.canonical = None
        self.redirect = self.open_title = self.open_h1 = False
        self.h1 = ""
        self.pictures_without_alt = self.pictures_without_size = 0
        self.feed(text)

    def handle_starttag(self, tag, given):
        at = dict(given)
        if "id" in at:
            self.ids.append(at["id"])
        for name in ("href", "src", "action"):
            if at.get(name) is not None and tag != "base":
                self.references.append(at[name])
        for part in (at.get("srcset") or "").split(","):
            if part.strip():
                self.references.append(part.split()[0])
        if tag == "html":
            self.lang = at.get("lang")
        elif tag == "title":
            self.open_title, self.title = True, self.title or ""
        elif tag == "meta":
            self.meta[at.get("name") or at.get("property") or at.get("http-equiv")] = at.get("content", "")
            self.redirect |= (at.get("http-equiv") or "").lower() == "refresh"
        elif tag == "link" and at.get("rel") == "canonical":
            self.canonical = at["href"]
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
            self.open_h1 = tag == "h1"
        elif tag == "img":
            self.pictures_without_alt += "alt" not in at
            self.pictures_without_size += not (at.get("width") and at.get("height"))

    def handle_data(self, data):
        if self.open_title:
            self.title += data
        if self.open_h1:
            self.h1 += data

    def handle_endtag(self, tag):
        self.open_title &= tag != "title"
        self.open_h1 &= tag != "h1"


def pages():
    found = {}
    for path in sorted(ROOT.rglob("*.html")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(".satcoso/"):
            text = path.read_text(encoding="utf-8")
            if unicodedata.normalize("NFC", text) != text:
                fault(name, "is not NFC")
            found[name] = Page(text)
    return found


def check_references(all_pages):
    seen = 0
    for name, page in all_pages.items():
        for reference in page.references:
            parts = urlsplit(reference)
            if parts.scheme or parts.netloc or reference.startswith("/") and name == "404.html":
                continue
            seen += 1
            if reference.startswith("/"):
                fault(name, f"{reference} is not relative")
                continue
            file = (ROOT / name).parent / unquote(parts.path) if parts.path else ROOT / name
            if not file.is_file():
                fault(name, f"{reference} leads nowhere")
                continue
            target = all_pages.get(file.resolve().relative_to(ROOT.resolve()).as_posix())
            if parts.fragment and target and unquote(parts.fragment) not in target.ids:
                fault(name, f"{reference}: there is no such place")
    return seen


def check_page(name, page):
    if page.redirect:
        return
    wrong = {
        "has no language": not page.lang,
        "has no title": not (page.title or "").strip(),
        "has no description": not page.meta.get("description") and "noindex" not in page.meta.get("robots", ""),
        "has no viewport": not page.meta.get("viewport"),
        "has an id twice": len(set(page.ids)) < len(page.ids),
        "has not one h1": page.headings.count(1) != 1,
        "skips a level of headings": any(b > a + 1 for a, b in zip(page.headings, page.headings[1:])),
        "has pictures without alt": page.pictures_without_alt,
        "has pictures without width and height": page.pictures_without_size,
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            fault(name, what)


def check_contact(name, page):
    """Every page for readers says whom to tell: by phone, Zalo, and a letter that names the page."""
    for_staff = "noindex" in page.meta.get("robots", "") and not name.endswith("offline.html")
    if page.redirect or for_staff:
        return
    for start in ("tel:", "https://zalo.me/", "mailto:"):
        if not any(reference.startswith(start) for reference in page.references):
            fault(name, f"has no link to {start}")
    for letter in (r for r in page.references if r.startswith("mailto:")):
        subject = parse_qs(urlsplit(letter).query).get("subject", [""])[0]
        if page.h1.strip() not in subject:
            fault(name, f"its letter is about “{subject}”, not “{page.h1.strip()}”")


def check_sitemap(all_pages):
    file = ROOT / "sitemap.xml"
    home = (all_pages["index.html"].canonical or "").rstrip("/")
    if not home:
        return 0
    tree = xml.parse(file).getroot()
    if tree.tag != f"{MAP}urlset":
        return fault("sitemap.xml", f"is a {tree.tag}") or 0
    listed = set()
    for place in tree:
        known = {f"{MAP}loc", f"{MAP}lastmod"}
        if place.tag != f"{MAP}url" or any(child.tag not in known for child in place):
            fault("sitemap.xml", "holds what the schema does not know")
        address = place.findtext(f"{MAP}loc", "").strip()
        if not address.startswith(home):
            fault("sitemap.xml", f"{address} is not of this site")
            continue
        path = unquote(address[len(home):].lstrip("/"))
        path += "index.html" if path == "" or path.endswith("/") else ""
        if path not in all_pages:
            fault("sitemap.xml", f"{address} does not exist")
        listed.add(path)
    for name, page in all_pages.items():
        hidden = page.redirect or "noindex" in page.meta.get("robots", "") or name == "404.html"
        if not hidden and name not in listed:
            fault("sitemap.xml", f"{name} is not listed")
        if hidden and name in listed:
            fault("sitemap.xml", f"{name} must not be listed")
    return len(listed)


def check_feeds():
    count = 0
    for path in sorted(ROOT.rglob("feed.xml")):
        name, feed, count = path.relative_to(ROOT), xml.parse(path).getroot(), count + 1
        for what in ("id", "title", "updated"):
            if feed.find(ATOM + what) is None:
                fault(name, f"the feed has no {what}")
        for entry in feed.iter(f"{ATOM}entry"):
            for what in ("id", "title", "updated", "link"):
                if entry.find(ATOM + what) is None:
                    fault(name, f"an entry has no {what}")
    for path in sorted(ROOT.rglob("feed.json")):
        name, feed, count = path.relative_to(ROOT), json.loads(path.read_text(encoding="utf-8")), count + 1
        if not feed.get("version", "").startswith("https://jsonfeed.org/version/") or not feed.get("title"):
            fault(name, "is no JSON Feed")
        if any("id" not in i or not ("content_html" in i or "content_text" in i) for i in feed["items"]):
            fault(name, "an item lacks id or content")
    return count


found = pages()
references = check_references(found)
for one in found.items():
    check_page(*one)
    check_contact(*one)
places = check_sitemap(found)
feeds = check_feeds()
print(f"{'FAIL' if faults else 'ok  '} {len(found)} pages, {references} references, {places} places in the sitemap, {feeds} feeds")
for line in faults[:40]:
    print(f"  {line}", file=sys.stderr)
sys.exit(bool(faults))
