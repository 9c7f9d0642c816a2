//! A TCP proxy on loopback that cuts, delays and heals connections.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Bytes that are passed on at once.
const PIECE_BYTES: usize = 64 * 1024;

/// Where within an exchange a connection is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The request is lost.
    BeforeTheRequest,
    /// The request arrives; the connection is gone at once.
    BehindTheRequest,
    /// The request arrives and is answered; the answer is lost.
    BeforeTheAnswer,
}

/// What happens to what passes.
#[derive(Debug)]
struct Plan {
    open: bool,
    delay: Duration,
    /// At which request from now on, counted from 1, over all connections.
    cut: Option<(u32, Cut)>,
    cuts: u32,
}

/// A proxy. It ends with this value.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    plan: Mutex<Plan>,
    /// Raised when every connection is cut.
    cut_all: watch::Sender<u64>,
}

impl Shared {
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this request is the one at which to cut.
    fn at_request(&self) -> Option<Cut> {
        let mut plan = self.plan();
        match plan.cut {
            Some((1, cut)) => {
                plan.cut = None;
                plan.cuts += 1;
                Some(cut)
            }
            Some((left, cut)) => {
                plan.cut = Some((left - 1, cut));
                None
            }
            None => None,
        }
    }
}

impl Proxy {
    /// Starts one in front of a server.
    ///
    /// # Errors
    /// Where no port is free.
    pub async fn start((host, port): (String, u16)) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let own = listener.local_addr()?.port();
        let plan = Plan { open: true, delay: Duration::ZERO, cut: None, cuts: 0 };
        let shared = Arc::new(Shared { plan: Mutex::new(plan), cut_all: watch::Sender::new(0) });
        let passing = Arc::clone(&shared);
        let listening = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if !passing.plan().open {
                    continue;
                }
                let (shared, target) = (Arc::clone(&passing), (host.clone(), port));
                drop(tokio::spawn(async move {
                    let mut cut_all = shared.cut_all.subscribe();
                    tokio::select! {
                        // A connection that broke is what this is for.
                        _ = pass(client, target, &shared) => {}
                        _ = cut_all.changed() => {}
                    }
                }));
            }
        });
        Ok(Self { port: own, shared, listening })
    }

    /// Where it listens, on loopback.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Cuts every connection, and refuses new ones until it is healed.
    pub fn cut(&self) {
        self.shared.plan().open = false;
        self.drop_connections();
    }

    /// Cuts every connection; new ones pass.
    pub fn drop_connections(&self) {
        self.shared.cut_all.send_modify(|times| *times = times.wrapping_add(1));
    }

    /// Lets everything pass again, at once.
    pub fn heal(&self) {
        let mut plan = self.shared.plan();
        (plan.open, plan.delay, plan.cut) = (true, Duration::ZERO, None);
    }

    /// Holds back every piece for this long, in both directions.
    pub fn delay(&self, delay: Duration) {
        self.shared.plan().delay = delay;
    }

    /// Cuts the connection of the `request`th request from now on, counted from 1.
    pub fn cut_at(&self, request: u32, cut: Cut) {
        self.shared.plan().cut = Some((request, cut));
    }

    /// How many connections were cut at a request.
    #[must_use]
    pub fn cuts(&self) -> u32 {
        self.shared.plan().cuts
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
        self.drop_connections();
    }
}

/// Passes on what comes from both sides until one of them, or the plan, ends it.
async fn pass(mut client: TcpStream, target: (String, u16), shared: &Shared) -> io::Result<()> {
    let mut server = TcpStream::connect(target).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut asked, mut answered) = (vec![0; PIECE_BYTES], vec![0; PIECE_BYTES]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Some(piece) = asked.get(..read?).filter(|piece| !piece.is_empty()) else {
                    return Ok(());
                };
                hold_back(shared).await;
                let cut = shared.at_request();
                if cut == Some(Cut::BeforeTheRequest) {
                    return Ok(());
                }
                server.write_all(piece).await?;
                match cut {
                    Some(Cut::BeforeTheAnswer) => return server.read(&mut answered).await.map(drop),
                    Some(_) => return Ok(()),
                    None => {}
                }
            }
            read = server.read(&mut answered) => {
                let Some(piece) = answered.get(..read?).filter(|piece| !piece.is_empty()) else {
                    return Ok(());
                };
                hold_back(shared).await;
                client.write_all(piece).await?;
            }
        }
    }
}

async fn hold_back(shared: &Shared) {
    let delay = shared.plan().delay;
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
}
