//! Dates and moments: a calendar day, an instant, a fixed offset; reading and writing them.
//!
//! Vietnam has had one offset without summer time since 1975, so a time zone here is a fixed
//! number of minutes; there is no zone database and no clock.

mod calendar;
mod error;
mod parse;
mod write;
mod zone;

pub use calendar::{Date, Weekday};
pub use error::{DateError, DateErrorKind};
pub use parse::{Moment, parse_date, parse_moment};
pub use zone::{Instant, Offset, Timezone};
