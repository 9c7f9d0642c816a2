//! Webhooks over a real socket on loopback.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::StageError;
use super::direction::{Post, TokenSent};

/// The token of the stage. It guards nothing: the socket is on loopback and ends with the process.
pub(super) const TOKEN: &str = "the-token-of-the-stage-guards-nothing";

/// Longest answer that is read, in bytes.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

/// The webhooks of the bot, served on a port of its own.
#[derive(Debug)]
pub(super) struct Hooks {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Hooks {
    /// Serves the webhooks until [`Hooks::stop`].
    pub(super) async fn serve(router: Router) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let serving = tokio::spawn(async move {
            // It ends only when it is told to; an error of one connection is that connection's.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, serving })
    }

    pub(super) fn stop(&self) {
        self.serving.abort();
    }

    /// Posts a body and holds the answer against what was to come.
    pub(super) async fn post(&self, post: &Post) -> Result<(), StageError> {
        let (status, body) = self.exchange(post).await?;
        let says = post.says.as_ref().is_none_or(|says| super::act::contains(&body, says));
        if status == post.status && says {
            return Ok(());
        }
        let body = match &post.says {
            Some(says) if status == post.status => format!("{body} (it was to say \"{says}\")"),
            _ => body,
        };
        Err(StageError::Answer { found: status, wanted: post.status, body })
    }

    async fn exchange(&self, post: &Post) -> io::Result<(u16, String)> {
        let token = match post.token {
            TokenSent::Right => format!("Authorization: Bearer {TOKEN}\r\n"),
            TokenSent::Wrong => String::from("Authorization: Bearer not-the-token\r\n"),
            TokenSent::Missing => String::new(),
        };
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{token}Connection: close\r\n\r\n",
            post.path,
            self.address,
            post.body.len(),
        );
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(head.as_bytes()).await?;
        // A server that refuses a large body may close before it has read all of it: the answer counts.
        let _ = stream.write_all(&post.body).await;
        let mut answer = Vec::new();
        let read = stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).await;
        if answer.is_empty() {
            read?;
        }
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.split_whitespace().nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other("the answer is not HTTP"))?;
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        Ok((status, body.trim().to_owned()))
    }
}
