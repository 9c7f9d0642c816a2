//! The summary in the text format of Prometheus.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Average, Group, Measure, Summary};

/// Most months that are exposed: two years, so that a month can be compared with the same one a year before.
pub const MONTHS_SHOWN_MAX: usize = 24;

pub(super) fn render(summary: &Summary) -> String {
    let mut out = String::new();
    header(&mut out, "chatops_drills", "Drills on record. They are part of no other figure.");
    let _ = writeln!(out, "chatops_drills {}", summary.drills);
    let groups = newest(&summary.groups);
    let name = "chatops_incidents";
    header(&mut out, name, "Incidents by month of detection (UTC) and severity, without drills.");
    for group in &groups {
        let _ = writeln!(out, "{name}{} {}", labels(group), group.incidents);
    }
    for measure in Measure::ALL {
        gauge(&mut out, &groups, measure, "mean", |average| average.mean_seconds);
        gauge(&mut out, &groups, measure, "median", |average| average.median_seconds);
    }
    out
}

fn gauge(
    out: &mut String,
    groups: &[&Group],
    measure: Measure,
    statistic: &str,
    value: fn(&Average) -> u64,
) {
    let name = format!("chatops_{}_{statistic}_seconds", measure.name());
    let help = format!("{}, {statistic} over the incidents of a month.", measure.words());
    header(out, &name, &help);
    for group in groups {
        if let Some(average) = group.averages.get(measure.name()) {
            let _ = writeln!(out, "{name}{} {}", labels(group), value(average));
        }
    }
}

fn header(out: &mut String, name: &str, help: &str) {
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge");
}

/// Both labels come from fixed sets of harmless characters: nothing needs to be escaped.
fn labels(group: &Group) -> String {
    format!("{{month=\"{}\",severity=\"{}\"}}", group.month, group.severity.number())
}

fn newest(groups: &[Group]) -> Vec<&Group> {
    let months: BTreeSet<&str> = groups.iter().map(|group| group.month.as_str()).collect();
    let shown: BTreeSet<&str> = months.into_iter().rev().take(MONTHS_SHOWN_MAX).collect();
    groups.iter().filter(|group| shown.contains(group.month.as_str())).collect()
}
