//! Speed, measured beside peers; the measurements are in `benches/`.
