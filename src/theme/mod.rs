//! Themes: `theme.yaml`, templates (Tera 2, known only here), strings, assets; inheritance and overrides; the
//! functions and filters that templates may call.

mod shared;

pub use shared::{Context, Shared};
