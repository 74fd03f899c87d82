//! No input panics.

use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_template_panics(text in "(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|#\\}|-| |\n|\"|'|`|<|>|/|\\(|\\)|\\[|\\]|\\||\\.|\\?|=|,|:|~|@|đ|1|x|if|endif|for|in|endfor|block|endblock|set|include|extends|raw|endraw|component|endcomponent|is|not|and|trans|url|page){0,40}") {
        let (theme, _) = loaded(&template(&text));
        if theme.has("t.html") {
            let _ = theme.engine(Arc::new(Site)).render("t.html", &context("a.html"), &mut Vec::new());
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let mut snapshot = Snapshot::default();
        for path in ["themes/me/templates/t.html", "themes/me/theme.yaml", "themes/me/strings/vi.yaml", "themes/me/static/a.css"] {
            snapshot.add_built_in(path, bytes.clone().leak());
        }
        load(&snapshot, &config("me"));
    }

    #[test]
    fn no_yaml_panics(text in "(name|engine|settings|components|extends|strings|one|other|: |:|\n|  |- |\\{|\\}|\\[|\\]|\"|'|#|&a|\\*a|me|0\\.1|null){0,30}") {
        let snapshot = project(&[("themes/me/theme.yaml", &text), ("themes/me/strings/vi.yaml", &text)]);
        load(&snapshot, &config("me"));
    }
}
