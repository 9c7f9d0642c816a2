//! A pager that folds repeats by their key, and can be slow.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chatops_core::error::PortError;
use chatops_core::ids::EffectId;
use chatops_core::ports::Pager;
use chatops_core::ports::pager::{PageRequest, PageState};

use super::{Log, SLOW};

/// How long a slow call takes: shorter than a call may, so that its answer would be believed.
const SLOWLY: Duration = Duration::from_secs(8);

/// The pager.
#[derive(Debug)]
pub(super) struct FilePager {
    log: Arc<Log>,
    slow: PathBuf,
}

impl FilePager {
    pub(super) fn new(log: Arc<Log>, folder: &Path) -> Self {
        Self { log, slow: folder.join(SLOW) }
    }
}

#[async_trait]
impl Pager for FilePager {
    async fn page(&self, request: &PageRequest, key: &EffectId) -> Result<(), PortError> {
        let _ = self.log.write("pages-for", &key.to_string());
        let _ = self.log.write("page", &request.dedup_key);
        if self.slow.exists() {
            tokio::time::sleep(SLOWLY).await;
        }
        let _ = self.log.write("paged", &request.dedup_key);
        Ok(())
    }

    async fn stand_down(&self, dedup_key: &str, _key: &EffectId) -> Result<(), PortError> {
        let _ = self.log.write("stand-down", dedup_key);
        Ok(())
    }

    async fn receipt(&self, _dedup_key: &str) -> Result<Option<PageState>, PortError> {
        Ok(None)
    }
}
