//! Where the references of an entry lead: looked at once, for what is to be said of them and for keys.

use super::image::is_remote;
use super::references::{self, Reference, Use};
use super::{Key, World};
use crate::diagnostics::{Diagnostic, Diags};
use crate::site::{EntryId, LinkFault, Site, Target, relative};
use crate::view::Media;
use std::sync::OnceLock;

/// A hash for each entry of where its references lead, once it was looked at.
pub(super) struct Leads(Vec<OnceLock<u128>>);

impl Leads {
    /// Nothing is known yet.
    pub fn new(site: &Site) -> Self {
        Self(site.ids().map(|_| OnceLock::new()).collect())
    }

    fn hash(&self, world: &World, id: EntryId) -> u128 {
        *self.0[id.0 as usize].get_or_init(|| looked(world, id).0)
    }
}

/// Every link, picture and file of an entry must lead somewhere.
pub(super) fn look(world: &World, id: EntryId) -> Diags {
    let (hash, said) = looked(world, id);
    let _ = world.leads.0[id.0 as usize].set(hash);
    said
}

fn looked(world: &World, id: EntryId) -> (u128, Diags) {
    let mut key = Key::new();
    let said = follow(world, id, &mut key);
    (key.finish(), said)
}

/// What a body depends on besides its own file: where its links lead, and its pictures and files.
pub(super) fn body_key(world: &World, id: EntryId, key: &mut Key) {
    key.number("leads to", world.leads.hash(world, id));
    if key.explains() {
        let mut each = Key::explained();
        follow(world, id, &mut each);
        key.tell(each);
    }
    if world.theme.bodies_use_site() {
        key.number("everything", world.shelf.everything());
    }
}

/// Adds to a key where each reference of an entry leads, and says of each that leads nowhere.
fn follow(world: &World, id: EntryId, key: &mut Key) -> Diags {
    let entry = world.site.entry(id);
    let is_file = |path: &str| world.snapshot.get(path).is_some();
    let mut diags = Diags::new();
    for reference in references::of(entry) {
        if reference.used_as != Use::Link {
            let path = reference.file().unwrap_or_default();
            let there = file_key(world, &path, key) && path.starts_with("content/");
            if !there && let Some(fault) = missing_file(world, &reference) {
                diags.push(fault);
            }
            continue;
        }
        match world.site.resolve(entry, &reference.target, &is_file) {
            Ok(Target::Entry(to, _)) => key.text("link", world.site.route(to).as_str()),
            Ok(Target::File(path, _)) => {
                file_key(world, &path, key);
            }
            Ok(Target::External | Target::Heading(_)) => {}
            Err(fault) => diags.push(link_fault(world, &reference, fault)),
        }
    }
    diags
}

/// Adds to a key what a file holds and what it is published as; `false` where there is no such file.
fn file_key(world: &World, path: &str, key: &mut Key) -> bool {
    let Some(file) = world.snapshot.get(path) else {
        return false;
    };
    key.number("file", file.hash);
    if let Some((route, _)) = world.gallery.file(path) {
        key.text("published", route.as_str());
    }
    if let Some(picture) = world.gallery.picture(path) {
        key.text("picture", &picture.src);
    }
    true
}

/// What is to be said of a picture or file that is not there.
fn missing_file(world: &World, reference: &Reference) -> Option<Diagnostic> {
    let remote =
        matches!(reference.used_as, Use::Image | Use::Picture) && is_remote(&reference.target);
    // Of remote pictures the pictures' own room speaks; an argument may name anything.
    if remote || reference.used_as == Use::Argument {
        return None;
    }
    let path = reference.file();
    let (target, span) = (&reference.target, reference.span());
    let file = span.file.clone();
    let near = path.as_deref().and_then(|p| nearest_file(world, p));
    let found = Diagnostic::error(
        "L004",
        span,
        format!(
            "Không tìm thấy tệp “{target}”. Hãy chép tệp vào cạnh bài, hoặc sửa tên cho đúng (phân biệt chữ hoa, chữ thường)."
        ),
        format!(
            "There is no file “{target}”. Copy it beside the entry, or correct its name (capitals matter)."
        ),
    );
    Some(match near {
        Some(near) => found.with_fix(relative(&file, &near)),
        None => found,
    })
}

fn link_fault(world: &World, reference: &Reference, fault: LinkFault) -> Diagnostic {
    let (target, span) = (&reference.target, reference.span());
    let file = span.file.clone();
    match fault {
        LinkFault::Missing(path) => {
            let found = Diagnostic::error(
                "L001",
                span,
                format!("Liên kết “{target}” trỏ tới bài hoặc tệp không có ({path})."),
                format!(
                    "The link “{target}” leads to an entry or file that does not exist ({path})."
                ),
            );
            match nearest_file(world, &path) {
                Some(near) => found.with_fix(relative(&file, &near)),
                None => found,
            }
        }
        LinkFault::Withheld(path, _) => Diagnostic::warning(
            "L002",
            span,
            format!("Bài {path} chưa đăng, nên chỗ này chỉ hiện chữ, chưa thành liên kết."),
            format!(
                "{path} is not published yet, so only the words are shown here, without a link."
            ),
        ),
        LinkFault::NoHeading(id, heading) => {
            let entry = world.site.entry(id);
            let known: Vec<&str> = entry.doc.toc.iter().map(|h| h.id.as_str()).collect();
            let found = Diagnostic::error(
                "L003",
                span,
                format!(
                    "Bài {} không có đề mục “#{heading}”. Các đề mục: {}.",
                    entry.file,
                    known.join(", ")
                ),
                format!(
                    "{} has no heading “#{heading}”. Its headings: {}.",
                    entry.file,
                    known.join(", ")
                ),
            );
            match crate::text::similar::nearest(&heading, known.iter().copied()) {
                Some(near) => {
                    found.with_fix(format!("{}#{near}", target.split('#').next().unwrap_or("")))
                }
                None => found,
            }
        }
        LinkFault::Outside => Diagnostic::error(
            "L005",
            span,
            format!(
                "Liên kết “{target}” dẫn ra ngoài thư mục content. Hãy chép tệp vào trong content."
            ),
            format!("The link “{target}” leaves the content folder. Copy the file into it."),
        ),
        LinkFault::Absolute => Diagnostic::error(
            "L006",
            span,
            format!(
                "Liên kết “{target}” bắt đầu bằng “/” nên sẽ hỏng khi đổi máy chủ. Viết đường dẫn tương đối tới tệp .md."
            ),
            format!(
                "The link “{target}” starts with “/”, which breaks elsewhere. Write a relative path to the .md file."
            ),
        ),
    }
}

/// The entry or file whose name is closest to a path that does not exist.
fn nearest_file(world: &World, path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let candidates: Vec<&str> = world.snapshot.below("content/").map(|f| &*f.path).collect();
    if let Some(same) = candidates
        .iter()
        .find(|c| c.rsplit('/').next() == Some(name))
    {
        return Some((*same).to_owned());
    }
    if candidates.len() > 5000 {
        return None;
    }
    crate::text::similar::nearest(path, candidates.iter().copied()).map(str::to_owned)
}
