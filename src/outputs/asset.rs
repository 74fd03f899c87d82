//! Files that are carried over: `content/static/` as it stands, the theme's assets under names that hold their hash.

use super::image::Copy;
use super::{Key, Made, Output, Plan, Recipe, World};
use crate::diagnostics::Diags;
use crate::site::Route;

/// The output of static files.
pub struct Assets;

const STATIC: &str = "content/static/";

impl Output for Assets {
    fn name(&self) -> &'static str {
        "asset"
    }

    fn plan(&self, world: &World, plan: &mut Plan) -> Diags {
        for file in world.snapshot.below(STATIC) {
            let route = Route::new(file.path.strip_prefix(STATIC).unwrap_or(&file.path));
            plan.claim(route, &file.path, Copy(file.clone()));
        }
        for asset in world.theme.assets() {
            plan.claim(
                asset.route.clone(),
                &asset.file,
                ThemeAsset {
                    logical: asset.logical.clone(),
                },
            );
        }
        Diags::new()
    }
}

struct ThemeAsset {
    logical: String,
}

impl Recipe for ThemeAsset {
    fn key(&self, world: &World, key: &mut Key) {
        key.text("asset", &self.logical);
        key.number("theme", world.theme.hash());
    }

    fn make(&self, world: &World, out: &mut Vec<u8>) -> Made {
        out.extend(
            world
                .theme
                .asset_bytes(&self.logical)
                .map_err(Diags::from)?,
        );
        Ok(Diags::new())
    }
}
