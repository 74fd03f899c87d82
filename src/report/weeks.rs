//! The weeks of a year (ISO 8601: Monday to Sunday, each belonging to the year of its Thursday), and how many visits
//! each has had.

use crate::text::date::Date;

/// How a week stands against the number of visits that it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It has had enough.
    Met,
    /// It is over and had too few.
    Missed,
    /// It is not over and has too few yet.
    Running,
}

/// One week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week {
    /// 1–53.
    pub number: u8,
    /// Its Monday.
    pub first: Date,
    pub visits: usize,
    pub state: State,
}

impl Week {
    /// Its Sunday.
    pub fn last(&self) -> Date {
        self.first.plus_days(6)
    }

    /// The month to which it belongs, that of its Thursday.
    pub fn month(&self) -> u8 {
        self.first.plus_days(3).month
    }
}

/// The weeks of a year that have begun by `today`, with the visits made on `days`.
pub(super) fn of_year(year: i32, today: Date, per_week: usize, days: &[Date]) -> Vec<Week> {
    // The 4th of January always lies in the first week.
    let Ok(fourth) = Date::new(year, 1, 4) else {
        return Vec::new();
    };
    let monday = fourth.plus_days(1 - i64::from(fourth.weekday().iso_number()));
    let mondays = (0..53).map(|n| monday.plus_days(7 * n));
    mondays
        .filter(|first| first.iso_week().0 == year && *first <= today)
        .map(|first| {
            let last = first.plus_days(6);
            let visits = days.iter().filter(|d| (first..=last).contains(d)).count();
            let state = match visits >= per_week {
                true => State::Met,
                false if last < today => State::Missed,
                false => State::Running,
            };
            let number = first.iso_week().1;
            Week {
                number,
                first,
                visits,
                state,
            }
        })
        .collect()
}

/// Missed weeks, those that follow one another taken together: first and last of each run.
pub(super) fn missed(weeks: &[Week]) -> Vec<(Week, Week)> {
    let mut runs: Vec<(Week, Week)> = Vec::new();
    for week in weeks.iter().filter(|w| w.state == State::Missed) {
        match runs.last_mut() {
            Some((_, last)) if last.number + 1 == week.number => *last = *week,
            _ => runs.push((*week, *week)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        crate::text::date::parse_date(text).unwrap()
    }

    #[test]
    fn weeks_begin_on_mondays_and_may_begin_in_the_year_before() {
        let visits = [day("2025-12-30"), day("2026-01-14"), day("2026-01-18")];
        let weeks = of_year(2026, day("2026-01-27"), 1, &visits);
        let shown: Vec<_> = weeks
            .iter()
            .map(|w| (w.number, w.first.iso(), w.visits, w.state))
            .collect();
        assert_eq!(
            shown,
            [
                (1, "2025-12-29".to_owned(), 1, State::Met),
                (2, "2026-01-05".to_owned(), 0, State::Missed),
                (3, "2026-01-12".to_owned(), 2, State::Met),
                (4, "2026-01-19".to_owned(), 0, State::Missed),
                (5, "2026-01-26".to_owned(), 0, State::Running),
            ]
        );
        // On its Sunday a week still has that day.
        let sunday = of_year(2026, day("2026-01-11"), 1, &[]);
        assert_eq!(sunday.last().map(|w| w.state), Some(State::Running));
        assert_eq!(of_year(2026, day("2025-12-01"), 1, &[]), []);
        assert_eq!(of_year(2026, day("2027-06-01"), 1, &[]).len(), 53);
        assert_eq!(of_year(2025, day("2027-06-01"), 1, &[]).len(), 52);
    }

    #[test]
    fn runs_of_missed_weeks() {
        let weeks = of_year(
            2026,
            day("2026-02-10"),
            2,
            &[day("2026-01-13"), day("2026-01-14")],
        );
        let runs: Vec<_> = missed(&weeks)
            .iter()
            .map(|(a, b)| (a.number, b.number))
            .collect();
        assert_eq!(runs, [(1, 2), (4, 6)]);
    }

    proptest! {
        #[test]
        fn every_day_of_a_year_lies_in_one_week_of_its_iso_year(days in -719_000i64..2_932_000) {
            let date = Date::from_days_since_epoch(days);
            let (year, number) = date.iso_week();
            let weeks = of_year(year, Date::from_days_since_epoch(days + 400), 1, &[date]);
            let with: Vec<_> = weeks.iter().filter(|w| w.visits == 1).map(|w| w.number).collect();
            prop_assert_eq!(with, [number]);
            prop_assert!(weeks.iter().all(|w| w.month() >= 1));
        }
    }
}
