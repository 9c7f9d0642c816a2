//! What cannot be decided or prepared at all, because the program itself fails over it: it is put aside, on the record,
//! and its neighbours go on (RELIABILITY X31).

use std::panic::{AssertUnwindSafe, catch_unwind};

use chatops_core::effect::Outcome;
use chatops_core::error::{Certainty, ErrorKind, PortError};
use chatops_core::ports::journal::{Claimed, InboxItem, Settlement};
use jiff::Timestamp;

use super::{Driver, DriverError};
use crate::dispatch::{self, Claiming};
use crate::engine::{Input, Output};
use crate::jobs::FAULT;

impl Driver {
    /// Decides deliveries together; where one of them cannot be decided, one by one, and that one is put aside.
    pub(super) async fn decide(
        &mut self,
        items: Vec<InboxItem>,
        now: Timestamp,
    ) -> Result<(), DriverError> {
        if self.is_decided(Input::Inbox(items.clone()), now).await? {
            return Ok(());
        }
        for item in items {
            if self.is_unsound {
                self.start_over().await?;
            }
            if self.is_decided(Input::Inbox(vec![item.clone()]), now).await? {
                continue;
            }
            tracing::error!(
                source = item.delivery.source,
                key = item.delivery.key,
                "a delivery cannot be decided and is put aside"
            );
            self.start_over().await?;
            if !self.is_decided(Input::Poison(Box::new(item)), now).await? {
                return Err(DriverError::Fault);
            }
        }
        Ok(())
    }

    /// Decides, and stores what was decided. `false`: the program fails over it, or what follows is nothing that the journal
    /// can hold. Then the engine must start over.
    async fn is_decided(&mut self, input: Input, now: Timestamp) -> Result<bool, DriverError> {
        let Some(outputs) = self.step(input, now) else {
            self.is_unsound = true;
            return Ok(false);
        };
        match self.carry(outputs).await {
            Ok(()) => Ok(true),
            Err(DriverError::Journal(error)) if is_unstorable(&error) => {
                tracing::error!(error = %error, "the journal cannot hold a decision");
                self.is_unsound = true;
                Ok(false)
            }
            Err(error) => Err(error),
        }
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

/// Whether the journal refused what it was given for what it is, so that the next try would be refused too.
pub(crate) fn is_unstorable(error: &PortError) -> bool {
    error.kind == ErrorKind::Invalid && error.certainty == Certainty::NotDone
}
