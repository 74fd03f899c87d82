//! Vietnamese text: folding, slugs, order, dates, numbers, sentences, syllables.
//!
//! The lowest floor: functions from text to values, without files, clock or configuration.
//! Nothing here changes an author's words unless its name says so (`legacy::repair`, `input`).

pub mod collate;
pub mod csv;
pub mod date;
pub mod excerpt;
pub mod fold;
pub mod input;
mod latin;
pub mod legacy;
pub mod letter;
pub mod locale;
pub mod normalize;
pub mod number;
pub mod script;
pub mod sentence;
pub mod similar;
pub mod similarity;
pub mod slug;
pub mod spoken;
pub mod syllable;
pub mod tone;
