//! Helpers that the test targets share: reading the corpus.
