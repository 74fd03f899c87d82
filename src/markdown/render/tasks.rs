use super::super::html::OwnKind;
use super::Render;

impl Render<'_, '_, '_, '_> {
    /// `- [ ]`: a box and a label around the item's words. Inside a rich block (a checklist) readers can tick it; in
    /// running text it says how things stand.
    pub(super) fn task_marker(&mut self, done: bool) {
        if let Some(at) = self.item.take() {
            self.insert_attributes(at, " class=\"task\"");
        }
        self.doc.html.push_str("<label>");
        let at = self.doc.html.len();
        self.doc.html.push_str(match (done, self.page.depth > 0) {
            (false, false) => "<input type=\"checkbox\" disabled>",
            (true, false) => "<input type=\"checkbox\" checked disabled>",
            (false, true) => "<input type=\"checkbox\">",
            (true, true) => "<input type=\"checkbox\" checked>",
        });
        self.mark_own(at, OwnKind::Inline);
        self.doc.html.push(' ');
        self.open_label = true;
    }

    pub(super) fn close_label(&mut self) {
        if std::mem::take(&mut self.open_label) {
            self.doc.html.push_str("</label>");
        }
    }
}
