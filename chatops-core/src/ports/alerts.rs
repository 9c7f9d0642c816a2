//! Alert sources: tools that notice something.

use std::fmt;

use async_trait::async_trait;

use crate::alerts::Signal;
use crate::error::PortError;
use crate::ids::EffectId;
use crate::message::Picture;

/// A source of alerts, and of graphs where it has them.
///
/// Most sources push: [`AlertSource::read`] turns the body of a webhook into signals.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait AlertSource: Send + Sync + fmt::Debug {
    /// The name of the source: the last part of its webhook's path.
    fn name(&self) -> &'static str;

    /// Reads the body of a webhook. Every alert in it becomes one signal. \[alerts::every_alert_is_read\]
    /// The same body gives the same identities. \[alerts::identities_are_stable\]
    /// A body that is no such webhook is an error of kind `Invalid` that names the place. \[alerts::foreign_body\]
    /// Unknown fields are passed over. \[alerts::unknown_fields\]
    ///
    /// # Errors
    /// `Invalid`.
    fn read(&self, body: &[u8]) -> Result<Vec<Signal>, PortError>;

    /// Draws a graph. A source without graphs answers with an error of kind `Unsupported`. \[alerts::chart_or_unsupported\]
    ///
    /// # Errors
    /// `Unsupported`, `NotFound`, `Invalid`, and the passing kinds.
    async fn chart(&self, query: &str, window_minutes: u32) -> Result<Picture, PortError>;

    /// Tells the source that somebody has an alert. A source that cannot be told answers `Unsupported`. \[alerts::acknowledge_or_unsupported\]
    ///
    /// # Errors
    /// `Unsupported`, `NotFound`, and the passing kinds.
    async fn acknowledge(&self, alert: &str, key: &EffectId) -> Result<(), PortError>;
}

const _: Option<&dyn AlertSource> = None;
