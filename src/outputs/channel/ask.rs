//! Whom to call, in one sentence, by the strings of the theme.

use super::string;
use crate::outputs::World;
use crate::view::ContactView;

/// Whom to call, in one sentence; empty where nobody is named.
pub(in crate::outputs) fn ask(world: &World, lang: &str, contact: &ContactView) -> String {
    let say = |key: &str, args: &[(&str, &str)]| string(world, lang, key, args);
    let mut ways = Vec::new();
    let zalo = Some(contact.zalo.as_str()).filter(|z| !z.is_empty() && !z.contains("://"));
    if !contact.phone.is_empty() {
        let both = zalo.is_some_and(|z| z == contact.phone);
        let key = if both {
            "loud.call_or_zalo"
        } else {
            "loud.call"
        };
        ways.push(say(key, &[("phone", &contact.phone)]));
    }
    if let Some(zalo) = zalo.filter(|z| *z != contact.phone) {
        ways.push(say("loud.zalo", &[("zalo", zalo)]));
    }
    if ways.is_empty() && !contact.email.is_empty() {
        ways.push(say("loud.write", &[("email", &contact.email)]));
    }
    if ways.is_empty() {
        return String::new();
    }
    let ways = ways.join(&format!(", {} ", say("loud.or", &[])));
    if contact.name.is_empty() {
        return say("loud.ask", &[("ways", &ways)]);
    }
    let who = match contact.role.as_str() {
        "" => contact.name.clone(),
        role => format!("{}, {role}", contact.name),
    };
    say("loud.ask_person", &[("person", &who), ("ways", &ways)])
}
