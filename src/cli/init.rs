//! `satcoso init DIR`.

use super::{FAULTY, OK, common};
use crate::diagnostics::{Diags, Lang};
use clap::ArgMatches;
use include_dir::{Dir, include_dir};
use std::fs;
use std::path::{Path, PathBuf};

/// The sample site: one honest entry of each kind.
static SAMPLE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/sample");

/// Makes a new site that builds at once.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    let folder = matches
        .get_one::<PathBuf>("dir")
        .cloned()
        .unwrap_or_default();
    if fs::read_dir(&folder).is_ok_and(|mut items| items.next().is_some()) || folder.is_file() {
        return common::wrong(
            &match lang {
                Lang::Vi => format!(
                    "{} đã có tệp bên trong. Hãy chọn thư mục mới hoặc thư mục trống.",
                    folder.display()
                ),
                Lang::En => format!(
                    "{} is not empty. Choose a new or empty folder.",
                    folder.display()
                ),
            },
            lang,
        );
    }
    match write(&SAMPLE, &folder) {
        Ok(()) => {
            println!("{}", folder.display());
            println!(
                "{}",
                lang.pick(
                    "Tiếp theo: vào thư mục đó và chạy: satcoso build",
                    "Next: go into that folder and run: satcoso build"
                )
            );
            OK
        }
        Err(error) => {
            let fault = crate::build::io_fault(&folder, &error);
            common::print(&Diags::from(fault), &common::NoSources, lang);
            FAULTY
        }
    }
}

fn write(dir: &Dir, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to.join(dir.path()))?;
    for file in dir.files() {
        fs::write(to.join(file.path()), file.contents())?;
    }
    dir.dirs().try_for_each(|d| write(d, to))
}
