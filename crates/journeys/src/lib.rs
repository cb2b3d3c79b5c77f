//! Browser journeys: the harness.
