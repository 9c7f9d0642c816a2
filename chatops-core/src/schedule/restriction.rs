//! Restrictions: the hours of the week in which a layer covers.

use std::fmt;

use super::config::RestrictionConfig;
use super::error::ScheduleProblem;
use super::times::{DAY, Day, TimeOfDay, WEEK};
use super::zone::Wall;

/// Hours of the week in which a layer covers, after restrictions that touch were joined.
///
/// For showing. If it begins and ends at the same time, it is seven days long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The day on which it begins.
    pub from_day: Day,
    /// When it begins.
    pub from: TimeOfDay,
    /// The day on which it ends.
    pub until_day: Day,
    /// When it ends.
    pub until: TimeOfDay,
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} to {} {}", self.from_day, self.from, self.until_day, self.until)
    }
}

/// Where a wall-clock time lies among the windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Within one: when it opened and when it closes.
    Inside { opened: Wall, closes: Wall },
    /// Between two: when the last closed and when the next opens.
    Outside { closed: Wall, opens: Wall },
}

/// The windows of a layer: at least one, sorted, apart from each other, not the whole week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Windows {
    /// `(opens, closes)` in seconds of the week, `opens` in `0..WEEK`. Only the last may close
    /// after the end of the week, and then before the first opens.
    spans: Vec<(i64, i64)>,
}

impl Windows {
    /// Joins restrictions. `None`: they leave nothing out, or there are none.
    ///
    /// # Errors
    /// The position of a restriction that covers nothing, and what is wrong with it.
    pub(super) fn join(
        restrictions: &[RestrictionConfig],
    ) -> Result<Option<Self>, (usize, ScheduleProblem)> {
        let mut pieces = Vec::new();
        for (position, restriction) in restrictions.iter().enumerate() {
            add_pieces(*restriction, &mut pieces).map_err(|problem| (position, problem))?;
        }
        pieces.sort_unstable();
        let mut spans: Vec<(i64, i64)> = Vec::with_capacity(pieces.len());
        for (opens, closes) in pieces {
            match spans.last_mut() {
                Some(last) if opens <= last.1 => last.1 = last.1.max(closes),
                _ => spans.push((opens, closes)),
            }
        }
        // Sunday's last window and Monday's first are one if they touch at midnight.
        if let (Some(&(0, first_closes)), Some(&(_, WEEK))) = (spans.first(), spans.last()) {
            if spans.len() == 1 {
                return Ok(None);
            }
            spans.remove(0);
            if let Some(last) = spans.last_mut() {
                last.1 += first_closes;
            }
        }
        Ok(if spans.is_empty() { None } else { Some(Self { spans }) })
    }

    /// Finds the place of a wall-clock time. O(log n).
    pub(super) fn find(&self, wall: Wall) -> Found {
        let second = wall.second_of_week();
        let monday = wall.plus(-second);
        let next = self.spans.partition_point(|(opens, _)| *opens <= second);
        let last =
            || self.spans.last().map_or((0, 0), |(opens, closes)| (opens - WEEK, closes - WEEK));
        let first = || self.spans.first().map_or(WEEK, |(opens, _)| opens + WEEK);
        let before = next.checked_sub(1).and_then(|index| self.spans.get(index));
        let (opened, closes) = before.copied().unwrap_or_else(last);
        if second < closes {
            return Found::Inside { opened: monday.plus(opened), closes: monday.plus(closes) };
        }
        let opens = self.spans.get(next).map_or_else(first, |(opens, _)| *opens);
        Found::Outside { closed: monday.plus(closes), opens: monday.plus(opens) }
    }
}

/// The window that opens and closes at these wall-clock times.
pub(super) fn window(opened: Wall, closes: Wall) -> Window {
    Window {
        from_day: opened.day(),
        from: TimeOfDay::from_seconds(opened.0),
        until_day: closes.day(),
        until: TimeOfDay::from_seconds(closes.0),
    }
}

fn add_pieces(
    restriction: RestrictionConfig,
    pieces: &mut Vec<(i64, i64)>,
) -> Result<(), ScheduleProblem> {
    let of_week = |day: Day, time: TimeOfDay| day.index() * DAY + i64::from(time.seconds());
    let mut add = |opens: i64, closes: i64| match opens.cmp(&closes) {
        std::cmp::Ordering::Less => {
            pieces.push((opens, closes));
            Ok(())
        }
        std::cmp::Ordering::Equal => Err(ScheduleProblem::EmptyRestriction),
        std::cmp::Ordering::Greater => {
            pieces.push((opens, WEEK));
            if closes > 0 {
                pieces.push((0, closes));
            }
            Ok(())
        }
    };
    match restriction {
        RestrictionConfig::Weekly { from_day, from, until_day, until } => {
            add(of_week(from_day, from), of_week(until_day, until))
        }
        RestrictionConfig::Daily { from, until } => Day::ALL.into_iter().try_for_each(|day| {
            let closes = of_week(day, until) + if until < from { DAY } else { 0 };
            add(of_week(day, from), if closes > WEEK { closes - WEEK } else { closes })
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daily(from: &str, until: &str) -> RestrictionConfig {
        RestrictionConfig::Daily { from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    fn weekly(from_day: Day, from: &str, until_day: Day, until: &str) -> RestrictionConfig {
        let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
        RestrictionConfig::Weekly { from_day, from, until_day, until }
    }

    fn spans(restrictions: &[RestrictionConfig]) -> Vec<(i64, i64)> {
        Windows::join(restrictions).unwrap().unwrap().spans
    }

    #[test]
    fn daily_windows_are_seven() {
        let spans = spans(&[daily("09:00", "17:00")]);
        assert_eq!(spans.len(), 7);
        assert_eq!(spans[0], (9 * 3600, 17 * 3600));
        assert_eq!(spans[6], (6 * DAY + 9 * 3600, 6 * DAY + 17 * 3600));
    }

    #[test]
    fn windows_across_midnight_wrap_round_the_week() {
        let spans = spans(&[daily("22:00", "06:00")]);
        assert_eq!(spans.len(), 7);
        assert_eq!(spans[0], (22 * 3600, 30 * 3600));
        assert_eq!(spans[6], (6 * DAY + 22 * 3600, WEEK + 6 * 3600));
    }

    #[test]
    fn a_window_to_midnight_ends_at_the_end_of_the_day() {
        let evenings = spans(&[daily("18:00", "00:00")]);
        assert_eq!(evenings[6], (6 * DAY + 18 * 3600, WEEK));
        assert_eq!(evenings.len(), 7);
        let sunday = spans(&[weekly(Day::Sunday, "00:00", Day::Monday, "00:00")]);
        assert_eq!(sunday, [(6 * DAY, WEEK)]);
    }

    #[test]
    fn windows_that_touch_are_one() {
        let joined = [daily("09:00", "12:00"), daily("12:00", "17:00"), daily("10:00", "11:00")];
        assert_eq!(spans(&joined), spans(&[daily("09:00", "17:00")]));
        let weekend = [
            weekly(Day::Friday, "18:00", Day::Sunday, "12:00"),
            weekly(Day::Sunday, "12:00", Day::Monday, "09:00"),
        ];
        assert_eq!(spans(&weekend), [(4 * DAY + 18 * 3600, WEEK + 9 * 3600)]);
    }

    #[test]
    fn the_whole_week_is_no_restriction() {
        assert_eq!(Windows::join(&[]), Ok(None));
        assert_eq!(Windows::join(&[daily("09:00", "21:00"), daily("21:00", "09:00")]), Ok(None));
        let halves = [
            weekly(Day::Wednesday, "09:00", Day::Saturday, "00:00"),
            weekly(Day::Saturday, "00:00", Day::Wednesday, "09:00"),
        ];
        assert_eq!(Windows::join(&halves), Ok(None));
    }

    #[test]
    fn a_window_of_no_length_is_refused() {
        let empty = Err((1, ScheduleProblem::EmptyRestriction));
        assert_eq!(Windows::join(&[daily("08:00", "09:00"), daily("09:00", "09:00")]), empty);
        let week = weekly(Day::Monday, "09:00", Day::Monday, "09:00");
        assert_eq!(Windows::join(&[daily("08:00", "09:00"), week]), empty);
    }

    #[test]
    fn every_second_of_the_week_is_found() {
        let windows = Windows::join(&[
            daily("22:00", "06:00"),
            weekly(Day::Wednesday, "12:00", Day::Wednesday, "13:00"),
        ])
        .unwrap()
        .unwrap();
        for second in (-WEEK..2 * WEEK).step_by(600) {
            let wall = Wall(second);
            let hour = second.rem_euclid(DAY) / 3600;
            let noon = wall.day() == Day::Wednesday && hour == 12;
            match windows.find(wall) {
                Found::Inside { opened, closes } => {
                    assert!(!(6..22).contains(&hour) || noon, "{second}");
                    assert!(opened <= wall && wall < closes, "{second}");
                    let length = if noon { 3600 } else { 8 * 3600 };
                    assert_eq!(closes.0 - opened.0, length);
                }
                Found::Outside { closed, opens } => {
                    assert!((6..22).contains(&hour) && !noon, "{second}");
                    assert!(closed <= wall && wall < opens, "{second}");
                    assert!(
                        matches!(windows.find(opens), Found::Inside { opened, .. } if opened == opens)
                    );
                    assert!(
                        matches!(windows.find(closed.plus(-1)), Found::Inside { closes, .. } if closes == closed)
                    );
                }
            }
        }
    }

    #[test]
    fn a_window_reads_as_people_say_it() {
        let friday = Wall(Wall::of(jiff::civil::date(2026, 1, 2).at(18, 0, 0, 0)).0);
        assert_eq!(
            window(friday, friday.plus(63 * 3600)).to_string(),
            "Friday 18:00 to Monday 09:00"
        );
    }
}
