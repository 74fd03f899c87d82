//! Addresses: which can be asked for, which lead to this machine or the network around it.

use percent_encoding::percent_decode_str;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// An address of the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Without `#…` and without a name and password.
    pub page: Url,
    /// The place in the page, percent-encoding undone; empty where none is named.
    pub place: String,
}

/// Why an address is not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is none of the web (`mailto:`, `tel:`), or none at all.
    NotWeb,
    /// It leads to this machine or the network around it.
    Private,
}

impl Address {
    /// Reads a link's target.
    ///
    /// # Errors
    /// Why it is not one to ask for.
    pub fn parse(target: &str) -> Result<Address, Unfit> {
        let target = target.trim();
        let whole = match target.starts_with("//") {
            true => format!("https:{target}"),
            false => target.to_owned(),
        };
        let mut page = Url::parse(&whole).map_err(|_| Unfit::NotWeb)?;
        if !matches!(page.scheme(), "http" | "https") {
            return Err(Unfit::NotWeb);
        }
        if is_private(&page) {
            return Err(Unfit::Private);
        }
        let place = percent_decode_str(page.fragment().unwrap_or_default());
        let place = place.decode_utf8_lossy().into_owned();
        page.set_fragment(None);
        // An http address always has a place for these, so they can be emptied.
        let _ = page.set_username("");
        let _ = page.set_password(None);
        Ok(Address { page, place })
    }
}

/// Whether an address names this machine or one of the network around it: by number, or by a name that only such a
/// network knows (RFC 6761, RFC 6762, names without a dot).
pub(super) fn is_private(page: &Url) -> bool {
    match page.host() {
        Some(Host::Ipv4(ip)) => is_near(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_near(IpAddr::V6(ip)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            let near = ["localhost", "local", "internal", "lan", "home.arpa"];
            !name.contains('.')
                || near.iter().any(|n| {
                    name.strip_suffix(n)
                        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                })
        }
        None => true,
    }
}

/// Whether a number stands for this machine, the network around it, or nothing on the Internet (IANA's registries of
/// special-purpose addresses).
pub(super) fn is_near(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_near_v4(ip),
        IpAddr::V6(ip) => is_near_v6(ip),
    }
}

fn is_near_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn is_near_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let [a, b, ..] = parts;
    let [.., g, h] = parts;
    let low = Ipv4Addr::from((u32::from(g) << 16) | u32::from(h));
    let translated = a == 0x64 && b == 0xff9b;
    ip.to_ipv4_mapped().is_some_and(is_near_v4)
        || (translated && is_near_v4(low))
        || ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || a & 0xfe00 == 0xfc00
        || a & 0xffc0 == 0xfe80
        || (a == 0x2001 && b == 0xdb8)
        // Addresses of the old kind inside those of the new one (6to4).
        || (a == 0x2002 && is_near_v4(Ipv4Addr::from((u32::from(b) << 16) | u32::from(parts[2]))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unfit(target: &str) -> Option<Unfit> {
        Address::parse(target).err()
    }

    #[test]
    fn this_machine_and_the_network_around_it_are_not_asked() {
        for target in [
            "http://127.0.0.1/",
            "http://127.1:8080/x",
            "http://0x7f000001/",
            "http://2130706433/",
            "https://localhost/",
            "http://LOCALHOST:3000",
            "http://a.localhost/",
            "http://localhost./",
            "http://10.1.2.3/",
            "http://172.16.0.9/",
            "http://192.168.1.1/cgi",
            "http://169.254.169.254/latest/meta-data/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://may-chu/",
            "http://in.congdoan.local/",
            "//router.lan/",
        ] {
            assert_eq!(unfit(target), Some(Unfit::Private), "{target}");
        }
    }

    #[test]
    fn others_are() {
        for target in [
            "https://vanban.chinhphu.vn/?docid=198540&pageid=27160",
            "http://8.8.8.8/",
            "//a.vn/b",
            "https://công-đoàn.vn/a",
            "http://172.32.0.1/",
            "http://[2606:4700::1111]/",
            "https://notlocalhost.vn",
            "https://local.vn",
        ] {
            assert_eq!(unfit(target), None, "{target}");
        }
        for target in [
            "mailto:a@b.vn",
            "tel:+84296",
            "a.md",
            "#b",
            "",
            "http://",
            "https://a b/",
        ] {
            assert_eq!(unfit(target), Some(Unfit::NotWeb), "{target}");
        }
        let address = Address::parse(" https://chi:matkhau@a.vn/b?c#d%C4%91%zz ").unwrap();
        assert_eq!(address.page.as_str(), "https://a.vn/b?c");
        assert_eq!(address.place, "dđ%zz");
    }

    proptest! {
        #[test]
        fn never_panics(target in "\\PC*", ip: u128) {
            let _ = Address::parse(&target);
            let _ = Address::parse(&format!("http://{target}#{target}"));
            let _ = is_near(IpAddr::V6(Ipv6Addr::from(ip)));
        }

        /// A private address inside the new kind stays private.
        #[test]
        fn mapped_addresses_are_as_near_as_they_were(ip: u32) {
            let old = Ipv4Addr::from(ip);
            prop_assert_eq!(is_near(IpAddr::V4(old)), is_near(IpAddr::V6(old.to_ipv6_mapped())));
        }
    }
}
