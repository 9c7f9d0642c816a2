//! Spans: entries with a fixed start and end, apart from each other. Overrides are spans.

use jiff::Timestamp;

/// One entry, from its start until its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span<T> {
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
    pub(super) what: T,
}

/// Where an instant lies among the spans.
#[derive(Debug)]
pub(super) enum Place<'a, T> {
    /// Within one.
    Inside(&'a Span<T>),
    /// Between two: when the last ended and when the next starts.
    Between { ended: Option<Timestamp>, starts: Option<Timestamp> },
}

/// Spans in order of time, none overlapping another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spans<T> {
    spans: Vec<Span<T>>,
}

impl<T> Spans<T> {
    /// Sorts spans by time.
    ///
    /// # Errors
    /// The first two that overlap, the later one first.
    pub(super) fn apart(mut spans: Vec<Span<T>>) -> Result<Self, Box<[Span<T>; 2]>> {
        spans.sort_by_key(|span| (span.from, span.until));
        let overlap =
            spans.windows(2).position(|pair| matches!(pair, [one, two] if two.from < one.until));
        match overlap {
            None => Ok(Self { spans }),
            Some(position) => {
                let later = spans.swap_remove(position + 1);
                let earlier = spans.swap_remove(position);
                Err(Box::new([later, earlier]))
            }
        }
    }

    /// Finds the place of an instant. O(log n).
    pub(super) fn find(&self, at: Timestamp) -> Place<'_, T> {
        let next = self.spans.partition_point(|span| span.from <= at);
        let last = next.checked_sub(1).and_then(|index| self.spans.get(index));
        match last {
            Some(span) if at < span.until => Place::Inside(span),
            _ => Place::Between {
                ended: last.map(|span| span.until),
                starts: self.spans.get(next).map(|span| span.from),
            },
        }
    }

    /// Takes spans that are sorted and apart already.
    pub(super) fn sorted(spans: Vec<Span<T>>) -> Self {
        Self { spans }
    }
}
