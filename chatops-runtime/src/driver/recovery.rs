//! What is stored, read back into the engine: all of it at the start, a few streams after a conflict, the news of other
//! processes in between.

use chatops_core::ids::StreamId;
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::journal::{Head, PAGE_ROWS_MAX, Transaction};

use super::{Driver, DriverError};
use crate::engine::{Engine, Input, Output, Setting, Snapshot};
use crate::ports::Ports;

/// An engine, and how far in the journal it has read.
#[derive(Debug)]
pub(crate) struct Recovered {
    pub(crate) engine: Engine,
    /// The position up to which it holds every entry.
    pub(crate) position: i64,
}

/// Starting is recovering: a new engine, all streams, what waits.
pub(crate) async fn recover(ports: &Ports, setting: Setting) -> Result<Recovered, DriverError> {
    let mut engine = Engine::new(setting);
    // Listed first: what is stored from now on has larger positions, and is caught up with later.
    let heads = ports.journal.heads().await.map_err(DriverError::Journal)?;
    for Head { stream, .. } in &heads {
        read_stream(ports, &mut engine, stream).await?;
    }
    let position = heads.iter().map(|head| head.position).max().unwrap_or(0);
    read_waiting(ports, &mut engine).await?;
    Ok(Recovered { engine, position })
}

/// Reads a stream from its newest snapshot to its end.
async fn read_stream(
    ports: &Ports,
    engine: &mut Engine,
    stream: &StreamId,
) -> Result<(), DriverError> {
    let journal = &ports.journal;
    let kept = journal.snapshot(stream).await.map_err(DriverError::Journal)?;
    if let Some((seq, state)) = kept
        && !engine.restore(&Snapshot { stream: stream.clone(), seq, state })
    {
        tracing::info!(%stream, "the snapshot has another form; the stream is read from its beginning");
    }
    loop {
        let after = engine.stands_at(stream);
        let page =
            journal.load(stream, after, PAGE_ROWS_MAX).await.map_err(DriverError::Journal)?;
        if page.is_empty() {
            return Ok(());
        }
        take_in(engine, Input::Entries(page), ports)?;
    }
}

/// Reads what waits for an answer, and lets go what has got it meanwhile.
async fn read_waiting(ports: &Ports, engine: &mut Engine) -> Result<(), DriverError> {
    if planted(Planted::WaitingUnread) {
        return Ok(());
    }
    let waiting = ports.journal.waiting().await.map_err(DriverError::Journal)?;
    for transaction in take_in(engine, Input::Waiting(waiting), ports)? {
        ports.journal.append(&transaction).await.map_err(DriverError::Journal)?;
    }
    Ok(())
}

fn take_in(
    engine: &mut Engine,
    input: Input,
    ports: &Ports,
) -> Result<Vec<Transaction>, DriverError> {
    let mut transactions = Vec::new();
    for output in engine.step(input, ports.clock.now()) {
        match output {
            Output::Append(transaction) => transactions.push(*transaction),
            Output::Stop(corrupt) => return Err(corrupt.into()),
        }
    }
    Ok(transactions)
}

impl Driver {
    /// Takes in what other processes have stored. `true`: there was something.
    pub(super) async fn catch_up(&mut self) -> Result<bool, DriverError> {
        if !self.is_shared() || planted(Planted::NewsUnread) {
            return Ok(false);
        }
        let mut news = false;
        loop {
            let read = self.ports.journal.read_all(self.position, PAGE_ROWS_MAX).await;
            let page = read.map_err(DriverError::Journal)?;
            let Some(last) = page.last() else { break };
            let position = last.position;
            let held = |stream: &StreamId| self.engine.stands_at(stream);
            news |= page.iter().any(|one| one.entry.seq > held(&one.entry.stream));
            // Until what waits is read too, nothing would wake it: not even after the next page, or that, could not be read.
            self.is_unsound |= news;
            take_in(&mut self.engine, Input::Entries(page), &self.ports)?;
            self.position = position;
        }
        if news {
            read_waiting(&self.ports, &mut self.engine).await?;
            self.is_unsound = false;
        }
        Ok(news)
    }

    /// Forgets what was decided in a transaction that was not stored, and reads the streams it concerns again.
    pub(super) async fn take_back(&mut self, refused: &Transaction) -> Result<(), DriverError> {
        let mut streams: Vec<StreamId> = refused
            .entries
            .iter()
            .map(|entry| &entry.stream)
            .chain(refused.expects.iter().map(|(stream, _)| stream))
            .cloned()
            .collect();
        streams.sort();
        streams.dedup();
        self.engine.forget(&streams);
        for stream in &streams {
            read_stream(&self.ports, &mut self.engine, stream).await?;
        }
        self.catch_up().await?;
        // The engine's list of what waits grew and shrank with the decision.
        read_waiting(&self.ports, &mut self.engine).await
    }
}
