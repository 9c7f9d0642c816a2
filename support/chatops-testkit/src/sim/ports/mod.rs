//! A decorator for each port: what it wraps is met through the weather of the seed.
//!
//! An adapter joins with a line: `Behind::new(chaos, Arc::new(adapter) as Arc<dyn ChatPlatform>)`.

mod chat;
mod facets;
mod journal;
mod services;
mod wire;

use std::sync::Arc;

use super::chaos::Chaos;
pub use chat::ChatBehind;
pub use journal::JournalBehind;
pub use services::ToolBehind;
pub use wire::Wire;

/// A service behind the weather.
#[derive(Debug)]
pub struct Behind<T: ?Sized> {
    chaos: Chaos,
    inner: Arc<T>,
}

impl<T: ?Sized> Behind<T> {
    /// Puts a service behind the weather, as one life of one replica meets it.
    #[must_use]
    pub fn new(chaos: Chaos, inner: Arc<T>) -> Arc<Self> {
        Arc::new(Self { chaos, inner })
    }
}
