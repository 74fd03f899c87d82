//! What is wrong with a post, each rule in a file of its family. An error stops the build (and blocks the pack where
//! `site.yaml` makes it a warning); a warning is worth a look; what only blocks is no fault of the text.

pub(super) mod consent;
pub(super) mod form;
pub(super) mod letters;
pub(super) mod markup;
pub(super) mod personal;
pub(super) mod pictures;
