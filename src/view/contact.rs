//! Whom to call.

use super::types::ContactView;
use super::views::Views;
use crate::content::Common;
use crate::yaml::{Map, Value};

impl Views<'_> {
    /// Whom to ask about an entry: its own contact, else the site's.
    pub fn contact_of(&self, common: &Common, lang: &str) -> ContactView {
        match &common.contact {
            Value::Map(map) => contact_from(map),
            _ => self.contact(lang),
        }
    }

    /// The site's contacts.
    pub fn contact(&self, _lang: &str) -> ContactView {
        let c = &self.site.config.contacts;
        ContactView {
            phone: c.phone.clone(),
            phone_link: dialled(&c.phone),
            zalo: c.zalo.clone(),
            zalo_link: zalo_link(&c.zalo),
            email: c.email.clone(),
            address: c.address.clone(),
            note: c.note.clone(),
            ..ContactView::default()
        }
    }
}

fn contact_from(map: &Map) -> ContactView {
    let text = |key: &str| {
        map.get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    let (phone, zalo) = (text("phone"), text("zalo"));
    ContactView {
        name: text("name"),
        role: text("role"),
        phone_link: dialled(&phone),
        phone,
        zalo_link: zalo_link(&zalo),
        zalo,
        email: text("email"),
        address: text("address"),
        note: text("note"),
    }
}

/// A contact given as YAML (front matter or a `contact` block).
pub fn contact_view(value: &Value) -> Option<ContactView> {
    value.as_map().map(contact_from)
}

/// A telephone number as it is dialled.
fn dialled(phone: &str) -> String {
    phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

fn zalo_link(zalo: &str) -> String {
    if zalo.is_empty() || zalo.starts_with("https://") {
        zalo.to_owned()
    } else {
        format!("https://zalo.me/{}", dialled(zalo))
    }
}
