/// Placeholder until the builder stands.
pub struct Views;
