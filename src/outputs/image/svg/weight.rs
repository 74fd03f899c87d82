//! How much a drawing is once its references are followed: twenty levels of `<use>` that each show the next one twice
//! are a million shapes, in a file of a kilobyte.

use roxmltree::{Document, Node, NodeId};
use std::collections::HashMap;

/// Number of elements that a browser would have to paint, `<use>` followed. References in a circle count once, as
/// browsers do not follow them.
pub fn weight(document: &Document) -> u64 {
    let by_id: HashMap<&str, Node> = document
        .descendants()
        .filter_map(|node| Some((node.attribute("id")?, node)))
        .collect();
    let mut known = HashMap::new();
    weigh(document.root_element(), &by_id, &mut known, 0)
}

/// Deeper than this it is refused anyway.
const MOST_DEPTH: usize = 256;

fn weigh(
    node: Node,
    by_id: &HashMap<&str, Node>,
    known: &mut HashMap<NodeId, u64>,
    depth: usize,
) -> u64 {
    if let Some(weight) = known.get(&node.id()) {
        return *weight;
    }
    if depth > MOST_DEPTH {
        return u64::MAX;
    }
    // While it is being weighed, it weighs nothing: so circles end.
    known.insert(node.id(), 0);
    let mut total = 1_u64;
    for child in node.children().filter(Node::is_element) {
        total = total.saturating_add(weigh(child, by_id, known, depth + 1));
    }
    if node.tag_name().name() == "use" {
        let href = node
            .attributes()
            .find(|a| a.name() == "href")
            .and_then(|a| a.value().trim().strip_prefix('#'));
        if let Some(target) = href.and_then(|id| by_id.get(id)) {
            total = total.saturating_add(weigh(*target, by_id, known, depth + 1));
        }
    }
    known.insert(node.id(), total);
    total
}
