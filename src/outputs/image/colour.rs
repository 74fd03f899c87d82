//! Colours: photos of iPhones are in Display P3. The profile goes away with all other metadata, so their colours are
//! turned into sRGB first; without that, reds would look dull.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// A profile that needs converting.
pub struct Profile(ColorProfile);

impl Profile {
    /// From an ICC profile; `None` for sRGB itself, for what is no RGB profile and for broken ones.
    pub fn new(icc: &[u8]) -> Option<Profile> {
        let profile = ColorProfile::new_from_slice(icc).ok()?;
        (profile.color_space == DataColorSpace::Rgb && !is_srgb(&profile))
            .then_some(Profile(profile))
    }

    /// Turns pixels of 3 or 4 bytes into sRGB. Profiles that cannot be used leave them as they are.
    pub fn to_srgb(&self, pixels: Vec<u8>, channels: usize) -> Vec<u8> {
        let layout = if channels == 4 {
            Layout::Rgba
        } else {
            Layout::Rgb
        };
        let srgb = ColorProfile::new_srgb();
        let Ok(transform) =
            self.0
                .create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
        else {
            return pixels;
        };
        let mut out = vec![0; pixels.len()];
        match transform.transform(&pixels, &mut out) {
            Ok(()) => out,
            Err(_) => pixels,
        }
    }
}

/// Whether its primaries are those of sRGB (IEC 61966-2-1), give or take rounding.
fn is_srgb(profile: &ColorProfile) -> bool {
    let srgb = ColorProfile::new_srgb();
    let near = |a: moxcms::Xyzd, b: moxcms::Xyzd| {
        [a.x - b.x, a.y - b.y, a.z - b.z]
            .iter()
            .all(|difference| difference.abs() < 0.005)
    };
    near(profile.red_colorant, srgb.red_colorant)
        && near(profile.green_colorant, srgb.green_colorant)
        && near(profile.blue_colorant, srgb.blue_colorant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_p3_is_turned_into_srgb() {
        let icc = ColorProfile::new_display_p3().encode().unwrap();
        let profile = Profile::new(&icc).unwrap();
        let [r, g, b] = profile.to_srgb(vec![200, 100, 100], 3)[..] else {
            panic!()
        };
        assert!(r > 205 && g < 100 && b < 100, "{r} {g} {b}");
        let grey = profile.to_srgb(vec![128, 128, 128, 7], 4);
        assert!(
            grey[..3].iter().all(|c| c.abs_diff(128) <= 1) && grey[3] == 7,
            "{grey:?}"
        );
    }

    #[test]
    fn srgb_and_broken_profiles_change_nothing() {
        assert!(Profile::new(&ColorProfile::new_srgb().encode().unwrap()).is_none());
        assert!(Profile::new(b"not a profile").is_none());
    }
}
