//! Services that do not answer: whoever waits for one is told, and told again when it answers (RELIABILITY X24).

use chatops_core::ports::inbound::{Delivery, Inbound};

use super::{Driver, DriverError};
use crate::budgets::{News, Service};

impl Driver {
    /// Puts on the record what has changed.
    pub(super) async fn report_services(&mut self) -> Result<(), DriverError> {
        let now = self.ports.clock.now();
        for news in self.ports.budgets.news() {
            let (word, inbound) = match news {
                News::Silent(service, stream) => {
                    let Some(service) = name(&service) else { continue };
                    ("silent", Inbound::ServiceSilent { stream, service })
                }
                News::Answers(service) => {
                    let Some(service) = name(&service) else { continue };
                    ("answers", Inbound::ServiceAnswers { service })
                }
            };
            // Clocks are too coarse to tell two of them apart, and go back.
            self.unwritten.reported += 1;
            self.unwritten.reports.push(Delivery {
                source: String::from("host"),
                key: format!("{word}/{}/{}", self.life, self.unwritten.reported),
                occurred_at: now,
                inbound,
            });
        }
        if self.unwritten.reports.is_empty() {
            return Ok(());
        }
        let received = self.ports.journal.receive(&self.unwritten.reports, &[], now).await;
        received.map_err(DriverError::Journal)?;
        self.unwritten.reports.clear();
        Ok(())
    }
}

/// What people call it. Nothing: of the chat nobody can be told in the chat, and of the schedule its own rules tell.
fn name(service: &Service) -> Option<String> {
    let of = |what: &str| match &service.source {
        Some(source) => format!("{what} {source}"),
        None => what.to_owned(),
    };
    Some(match service.name {
        "pager" => of("pager"),
        "tickets" => of("ticket system"),
        "status page" => of("status page"),
        "knowledge" => of("knowledge base"),
        "charts" => of("source of graphs"),
        "alerts" => of("source of alerts"),
        _ => return None,
    })
}
