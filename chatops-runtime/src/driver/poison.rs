//! What cannot be decided or prepared at all, because the program itself fails over it: it is put aside, on the record,
//! and its neighbours go on (RELIABILITY X31).

use std::panic::{AssertUnwindSafe, catch_unwind};

use chatops_core::effect::Outcome;
use chatops_core::ports::journal::{Claimed, InboxItem, Settlement};
use jiff::Timestamp;

use super::{Driver, DriverError};
use crate::dispatch::{self, Claiming};
use crate::engine::{Input, Output};
use crate::jobs::FAULT;

impl Driver {
    /// Decides deliveries together; where the program fails over one of them, one by one, and that one is put aside.
    pub(super) async fn decide(
        &mut self,
        items: Vec<InboxItem>,
        now: Timestamp,
    ) -> Result<(), DriverError> {
        if let Some(outputs) = self.step(Input::Inbox(items.clone()), now) {
            return self.carry(outputs).await;
        }
        self.is_unsound = true;
        for item in items {
            if self.is_unsound {
                self.start_over().await?;
            }
            let outputs = match self.step(Input::Inbox(vec![item.clone()]), now) {
                Some(outputs) => outputs,
                None => {
                    tracing::error!(
                        source = item.delivery.source,
                        key = item.delivery.key,
                        "a delivery cannot be decided and is put aside"
                    );
                    self.start_over().await?;
                    self.step(Input::Poison(Box::new(item)), now).unwrap_or_default()
                }
            };
            self.carry(outputs).await?;
        }
        Ok(())
    }

    /// A step of the engine. Nothing: it failed, and must not be asked again before it has started over.
    fn step(&mut self, input: Input, now: Timestamp) -> Option<Vec<Output>> {
        catch_unwind(AssertUnwindSafe(|| self.engine.step(input, now))).ok()
    }

    async fn carry(&mut self, outputs: Vec<Output>) -> Result<(), DriverError> {
        for output in outputs {
            match output {
                Output::Append(transaction) => {
                    self.store(&transaction).await?;
                }
                Output::Stop(corrupt) => return Err(corrupt.into()),
            }
        }
        Ok(())
    }

    /// Begins to carry out a claim.
    pub(super) fn begin(&mut self, claimed: Claimed, at: Claiming) {
        let (id, epoch) = (claimed.id, claimed.epoch);
        let engine = &self.engine;
        match catch_unwind(AssertUnwindSafe(|| dispatch::prepare(engine, claimed, at))) {
            Ok(job) => self.jobs.begin(job, &self.ports),
            Err(_) => {
                tracing::error!(effect.id = %id, "an effect cannot be prepared and is put aside");
                let reason = FAULT.to_owned();
                let settlement = Settlement::Settled(Outcome::Refused { reason });
                self.jobs.end(id, epoch, settlement);
            }
        }
    }
}
