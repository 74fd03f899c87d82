//! Reading a little here and there in a file.

use super::super::fault::Fault;
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek};

/// A file of which only some bytes are read.
pub struct Reader<R: Read>(BufReader<R>);

impl<R: Read + Seek> Reader<R> {
    /// From its beginning.
    pub fn new(source: R) -> Self {
        Self(BufReader::with_capacity(4096, source))
    }

    /// The next bytes, up to `most`, without going on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn peek(&mut self, most: usize) -> Result<&[u8], Fault> {
        let bytes = self.0.fill_buf().map_err(fault)?;
        Ok(bytes.get(..most).unwrap_or(bytes))
    }

    /// The next `N` bytes.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn take<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes).map_err(fault)?;
        Ok(bytes)
    }

    /// The next byte.
    ///
    /// # Errors
    /// When there is none.
    pub fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.take::<1>()?[0])
    }

    /// The next `length` bytes.
    ///
    /// # Errors
    /// When there are not so many.
    pub fn bytes(&mut self, length: u32) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let read = (&mut self.0)
            .take(u64::from(length))
            .read_to_end(&mut bytes)
            .map_err(fault)?;
        if read < length as usize {
            Err(Fault::Truncated)
        } else {
            Ok(bytes)
        }
    }

    /// The next bytes, up to `most`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at_most(&mut self, most: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        (&mut self.0)
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(fault)?;
        Ok(bytes)
    }

    /// Goes on by `length` bytes. Going past the end is found out by the next read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn skip(&mut self, length: u64) -> Result<(), Fault> {
        self.0
            .seek_relative(i64::try_from(length).map_err(|_| Fault::Truncated)?)
            .map_err(fault)
    }
}

fn fault(error: std::io::Error) -> Fault {
    match error.kind() {
        ErrorKind::UnexpectedEof => Fault::Truncated,
        _ => Fault::Unreadable(error.to_string()),
    }
}
