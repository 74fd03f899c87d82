//! What may stand in a drawing (SVG 2), and what it may refer to.

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It is written out.
    Keep,
    /// Only what is inside it is written out.
    Open,
    /// Left out; nobody will miss it.
    Forget,
    /// Left out and reported as dangerous.
    Remove,
    /// Left out and reported as missing from the drawing.
    Lose,
}

/// The rule for an element of the SVG namespace.
pub fn element(name: &str) -> Rule {
    match name {
        "svg" | "g" | "defs" | "symbol" | "use" | "switch" | "title" | "desc" | "style"
        | "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "text"
        | "tspan" | "textPath" | "linearGradient" | "radialGradient" | "stop" | "pattern"
        | "clipPath" | "mask" | "marker" | "filter" => Rule::Keep,
        "feBlend"
        | "feColorMatrix"
        | "feComponentTransfer"
        | "feComposite"
        | "feConvolveMatrix"
        | "feDiffuseLighting"
        | "feDisplacementMap"
        | "feDistantLight"
        | "feDropShadow"
        | "feFlood"
        | "feFuncA"
        | "feFuncB"
        | "feFuncG"
        | "feFuncR"
        | "feGaussianBlur"
        | "feMerge"
        | "feMergeNode"
        | "feMorphology"
        | "feOffset"
        | "fePointLight"
        | "feSpecularLighting"
        | "feSpotLight"
        | "feTile"
        | "feTurbulence" => Rule::Keep,
        "a" => Rule::Open,
        "metadata" | "view" | "cursor" => Rule::Forget,
        "script" | "handler" | "listener" | "set" | "animate" | "animateMotion"
        | "animateTransform" | "animateColor" | "discard" | "mpath" | "link" | "meta" | "base" => {
            Rule::Remove
        }
        _ => Rule::Lose,
    }
}

/// Whether text inside an element counts (elsewhere it is only layout of the file).
pub fn has_words(element: &str) -> bool {
    matches!(
        element,
        "text" | "tspan" | "textPath" | "title" | "desc" | "style"
    )
}

/// Whether an element may refer to another part of the drawing.
pub fn may_refer(element: &str) -> bool {
    matches!(
        element,
        "use" | "textPath" | "linearGradient" | "radialGradient" | "pattern" | "filter"
    )
}

/// Whether an attribute holds a script.
pub fn is_handler(name: &str) -> bool {
    name.get(..2)
        .is_some_and(|start| start.eq_ignore_ascii_case("on"))
}

/// Attributes whose value is a name or words, which nothing interprets.
pub fn is_plain(name: &str) -> bool {
    matches!(
        name,
        "id" | "class"
            | "lang"
            | "role"
            | "aria-label"
            | "aria-labelledby"
            | "aria-describedby"
            | "aria-hidden"
            | "systemLanguage"
            | "requiredFeatures"
            | "requiredExtensions"
    )
}

/// Attributes of geometry, painting and filters; their values may refer to other things by `url(…)`.
pub fn is_styling(name: &str) -> bool {
    GEOMETRY.binary_search(&name).is_ok()
        || PAINTING.binary_search(&name).is_ok()
        || FILTERS.binary_search(&name).is_ok()
}

/// In order of bytes.
#[rustfmt::skip]
const GEOMETRY: &[&str] = &[
    "clipPathUnits", "cx", "cy", "d", "dx", "dy", "fr", "fx", "fy", "gradientTransform", "gradientUnits",
    "height", "lengthAdjust", "markerHeight", "markerUnits", "markerWidth", "maskContentUnits", "maskUnits",
    "method", "offset", "orient", "overflow", "pathLength", "patternContentUnits", "patternTransform",
    "patternUnits", "points", "preserveAspectRatio", "r", "refX", "refY", "rotate", "rx", "ry", "side",
    "spacing", "spreadMethod", "startOffset", "textLength", "transform", "transform-origin", "type", "version",
    "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
];

/// In order of bytes.
#[rustfmt::skip]
const PAINTING: &[&str] = &[
    "alignment-baseline", "baseline-shift", "clip", "clip-path", "clip-rule", "color", "color-interpolation",
    "color-interpolation-filters", "color-rendering", "direction", "display", "dominant-baseline",
    "enable-background", "fill", "fill-opacity", "fill-rule", "filter", "flood-color", "flood-opacity", "font",
    "font-family", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant", "font-weight",
    "image-rendering", "isolation", "letter-spacing", "lighting-color", "marker", "marker-end", "marker-mid",
    "marker-start", "mask", "mask-type", "mix-blend-mode", "opacity", "paint-order", "shape-rendering",
    "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "style", "text-anchor",
    "text-decoration", "text-rendering", "unicode-bidi", "vector-effect", "visibility", "word-spacing",
    "writing-mode",
];

/// In order of bytes.
#[rustfmt::skip]
const FILTERS: &[&str] = &[
    "amplitude", "azimuth", "baseFrequency", "bias", "diffuseConstant", "divisor", "edgeMode", "elevation",
    "exponent", "filterUnits", "in", "in2", "intercept", "k1", "k2", "k3", "k4", "kernelMatrix",
    "kernelUnitLength", "limitingConeAngle", "mode", "numOctaves", "operator", "order", "pointsAtX",
    "pointsAtY", "pointsAtZ", "preserveAlpha", "primitiveUnits", "radius", "result", "scale", "seed", "slope",
    "specularConstant", "specularExponent", "stdDeviation", "stitchTiles", "surfaceScale", "tableValues",
    "targetX", "targetY", "values", "xChannelSelector", "yChannelSelector", "z",
];

/// Ways in which CSS loads or runs something. Backslashes could hide any of them.
#[rustfmt::skip]
const REACHING_OUT: &[&str] = &[
    "\\", "<", "@import", "@font-face", "@namespace", "@charset", "expression(", "-moz-binding", "behavior",
    "javascript:", "vbscript:", "data:", "//", "image-set(", "image(", "src(", "cross-fade(", "element(",
    "paint(",
];

/// Whether a value or style sheet stays inside the drawing.
pub fn is_local_css(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    let local = |rest: &str| {
        rest.trim_start()
            .trim_start_matches(['"', '\''])
            .trim_start()
            .starts_with('#')
    };
    !REACHING_OUT.iter().any(|way| css.contains(way)) && css.split("url(").skip(1).all(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        for list in [GEOMETRY, PAINTING, FILTERS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn css_that_reaches_out_is_found() {
        for css in [
            "fill: red",
            "url(#a)",
            "url( '#a' ) red",
            ".a{fill:url(\"#b\")}",
            "@media print{.a{fill:red}}",
        ] {
            assert!(is_local_css(css), "{css}");
        }
        for css in [
            "@import 'a.css'",
            "url(http://x/y)",
            "URL(x.png)",
            "a{fill:url(#a)} b{fill:url(b.svg#c)}",
            "\\75rl(x)",
            "image-set('x.png' 1x)",
            "background:url(data:image/png;base64,AA)",
            "@font-face{src:local(x)}",
        ] {
            assert!(!is_local_css(css), "{css}");
        }
    }
}
