//! The figures of a build.

/// What a build did.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Report {
    /// Files of the site.
    pub files: usize,
    /// Of these, HTML pages.
    pub pages: usize,
    /// Files written because they are new or changed.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files of the last build that are gone.
    pub removed: usize,
    /// Recipes that were carried out (the rest were known to give the same).
    pub made: usize,
    /// Size of the whole site in bytes.
    pub bytes: u64,
    /// BLAKE3 over all routes and the hashes of their bytes, in 64 hexadecimal digits: the same for the same site,
    /// whatever machine built it.
    pub hash: String,
}

impl Report {
    /// Adds the figures of a folder beside the site. The hash stays that of the site.
    pub(crate) fn add(&mut self, beside: &Report) {
        self.files += beside.files;
        self.pages += beside.pages;
        self.written += beside.written;
        self.unchanged += beside.unchanged;
        self.removed += beside.removed;
        self.made += beside.made;
        self.bytes += beside.bytes;
    }

    /// Counts one file of the site.
    pub(super) fn count(&mut self, route: &str, len: u64) {
        self.bytes += len;
        self.pages += usize::from(route.ends_with(".html"));
    }
}

/// One hash over all routes (in order) and the hashes of their bytes.
pub(super) fn made_hash<'a>(files: impl Iterator<Item = (&'a str, u128)>) -> String {
    // Many short pieces take longer than one long one.
    let mut all = Vec::new();
    for (route, hash) in files {
        all.extend(route.as_bytes());
        all.push(0);
        all.extend(hash.to_le_bytes());
    }
    blake3::hash(&all).to_hex().to_string()
}
