/// What the year's report measures (`satcoso report`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Day and month before which it is due.
    pub due: Option<(u8, u8)>,
    /// Which entries are notes of visits, and how many visits a week there should be.
    pub visits: Option<Visits>,
    /// Fields by whose words entries are counted, besides taxonomies (`unit`).
    pub fields: Vec<String>,
}

/// Notes of visits to the grassroots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visits {
    /// Their kind.
    pub kind: String,
    /// The field with the day of the visit; the entry's own date where none is named.
    pub date: Option<String>,
    /// Visits that a week should have.
    pub per_week: u32,
}
