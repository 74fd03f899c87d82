//! Names of persons who withdrew, left in what is published beside entries.

use crate::checks::{Check, Findings, Rule};
use crate::diagnostics::{Diagnostic, FilePath, Span};
use crate::outputs::{Plan, World};

/// Withdrawn names in the configuration and in files that are published as they are.
pub(in crate::checks) struct Left;

impl Check for Left {
    fn rules(&self) -> &'static [Rule] {
        const { &[Rule::error("D010", "withdrawn-name")] }
    }

    fn site(&self, world: &World, plan: &Plan, found: &mut Findings<'_>) {
        let list = &world.site.withdrawn;
        if list.is_empty() {
            return;
        }
        let mut say = |file: &FilePath| {
            found.push(Diagnostic::error(
                "D010",
                Span::file(file),
                "Tệp này còn tên người đã rút lại sự đồng ý, và sẽ được đăng. Hãy xóa hoặc đổi tên.",
                "This file still has the name of a person who withdrew consent, and would be published. Delete it from there.",
            ));
        };
        if list.named_in(&world.config.text) {
            say(&world.config.file);
        }
        for (route, planned) in plan.iter() {
            let copied =
                matches!(planned.output, "image" | "asset") && super::is_plain(&planned.origin);
            let file = world.snapshot.get(&planned.origin).filter(|_| copied);
            let inside = file
                .and_then(|f| f.decoded().ok())
                .is_some_and(|t| list.named_in(&t));
            if inside || list.named_in(route.as_str()) {
                say(&planned.origin);
            }
        }
    }
}
