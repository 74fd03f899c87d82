//! From names to numbers, none of which is near: a public name may have the number of this machine.

use super::FindHost;
use super::address::is_near;
use std::fmt;
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// A name that has near numbers only.
#[derive(Debug)]
pub(super) struct Near;

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name leads to this machine or the network around it")
    }
}

impl std::error::Error for Near {}

/// The system's resolver, without near numbers.
#[derive(Default)]
pub(super) struct Far {
    pub system: DefaultResolver,
    /// Asked first, and trusted; see [`super::Settings::hosts`].
    pub hosts: Option<FindHost>,
}

impl fmt::Debug for Far {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Far")
    }
}

impl Resolver for Far {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let mut far = self.empty();
        if let Some(hosts) = &self.hosts {
            let given = uri.host().and_then(|host| hosts(host));
            far.push(given.ok_or(Error::HostNotFound)?);
            return Ok(far);
        }
        let all = match self.system.resolve(uri, config, timeout) {
            // How systems say that there is no such name has no name in Rust.
            Err(Error::Io(_)) => return Err(Error::HostNotFound),
            all => all?,
        };
        for address in all.iter().filter(|a| !is_near(a.ip())) {
            far.push(*address);
        }
        match far.is_empty() {
            true => Err(Error::Other(Box::new(Near))),
            false => Ok(far),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ureq::Agent;
    use ureq::unversioned::transport::DefaultConnector;

    /// This machine's own name stands for any public name that has a near number.
    #[test]
    fn a_name_with_near_numbers_is_not_called_on() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!(
            "http://localhost:{}/",
            listener.local_addr().unwrap().port()
        );
        let config = Agent::config_builder().proxy(None).build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Far::default());
        match agent.get(&url).call() {
            Err(Error::Other(error)) => assert!(error.is::<Near>(), "{error}"),
            other => panic!("{other:?}"),
        }
        assert!(listener.accept().is_err(), "somebody called");
    }
}
