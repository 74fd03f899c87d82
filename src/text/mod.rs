//! Vietnamese text: folding, slugs, order, dates, numbers, sentences, syllables.
