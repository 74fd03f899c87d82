//! The default theme inside the program, so that a project needs no `themes/` folder of its own.

use crate::source::Snapshot;
use include_dir::{Dir, include_dir};

/// The default theme's folder below `themes/`.
pub const NAME: &str = "gan-cong-nhan";

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/gan-cong-nhan");

/// The default theme's files: path below the project's root (`themes/gan-cong-nhan/theme.yaml`) and bytes, in order of
/// path.
pub fn files() -> Vec<(String, &'static [u8])> {
    let mut out = Vec::new();
    collect(&FILES, &mut out);
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// Adds the default theme's files to a project that has no folder `themes/gan-cong-nhan`. A project with that folder
/// keeps its own theme whole: the two are not mixed.
pub fn add_to(snapshot: &mut Snapshot) {
    if snapshot.below(&format!("themes/{NAME}/")).next().is_some() {
        return;
    }
    for (path, bytes) in files() {
        snapshot.add_built_in(&path, bytes);
    }
}

fn collect(folder: &Dir<'static>, out: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        out.push((format!("themes/{NAME}/{path}"), file.contents()));
    }
    folder.dirs().for_each(|inner| collect(inner, out));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Limits;
    use std::path::Path;

    #[test]
    fn the_program_holds_the_theme_of_the_repository() {
        let (disk, _) = Snapshot::read(
            Path::new(env!("CARGO_MANIFEST_DIR")),
            &["themes/gan-cong-nhan"],
            Limits::default(),
            None,
        );
        let mut built_in = Snapshot::default();
        add_to(&mut built_in);
        let list = |s: &Snapshot| {
            s.iter()
                .map(|f| (f.path.clone(), f.hash))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            list(&built_in),
            list(&disk),
            "stale: touch src/theme/built_in.rs and build again"
        );
    }

    #[test]
    fn a_project_keeps_its_own_theme() {
        let mut snapshot = Snapshot::default();
        snapshot.add_built_in("themes/gan-cong-nhan/theme.yaml", b"name: a");
        add_to(&mut snapshot);
        assert_eq!(snapshot.len(), 1);
    }
}
