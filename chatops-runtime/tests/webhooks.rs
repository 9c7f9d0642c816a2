//! What the webhooks answer, over HTTP on loopback, with the journal in memory.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its host has failed")]

use std::sync::Arc;

use chatops_core::memory::{ManualClock, MemoryChat, MemoryJournal};
use chatops_core::ports::Journal;
use chatops_runtime::ChatOps;
use chatops_runtime::sources::{Alertmanager, PlainJson};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const TOKEN: &str = "Bearer s3cret";

/// The largest body that is read.
const MIB: usize = 1024 * 1024;

struct Host {
    address: std::net::SocketAddr,
    journal: Arc<MemoryJournal>,
    chatops: ChatOps,
}

async fn host() -> Host {
    let clock = Arc::new(ManualClock::at_epoch());
    let journal = Arc::new(MemoryJournal::new(7));
    let chatops = ChatOps::builder()
        .chat(MemoryChat::new(clock.clone()))
        .shared_journal(journal.clone())
        .shared_clock(clock)
        .alerts(Alertmanager)
        .alerts(PlainJson)
        .webhook_token("s3cret")
        .start()
        .await
        .unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = chatops.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Host { address, journal, chatops }
}

/// Posts a body and gives the status and the answer.
async fn post(host: &Host, path: &str, token: Option<&str>, body: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(host.address).await.unwrap();
    let authorization =
        token.map_or_else(String::new, |token| format!("authorization: {token}\r\n"));
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{authorization}content-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server that has refused by the head alone may close before it has read the body.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, answer)
}

async fn alerts(host: &Host) -> usize {
    host.chatops.settle().await.unwrap();
    let entries = host.journal.read_all(0, 1_000).await.unwrap();
    entries.iter().filter(|entry| entry.entry.kind == "alert.opened").count()
}

#[tokio::test]
async fn only_the_right_token_is_let_in() {
    let host = host().await;
    let body = br#"{"title": "checkout is slow"}"#;
    assert_eq!(post(&host, "/hooks/json", None, body).await.0, 401);
    assert_eq!(post(&host, "/hooks/json", Some("Bearer wrong"), body).await.0, 401);
    assert_eq!(post(&host, "/hooks/json", Some("Basic s3cret"), body).await.0, 401);
    assert_eq!(post(&host, "/hooks/elsewhere", Some(TOKEN), body).await.0, 404);
    assert_eq!(alerts(&host).await, 0);
    assert_eq!(post(&host, "/hooks/json", Some(TOKEN), body).await.0, 200);
    assert_eq!(alerts(&host).await, 1);
}

#[tokio::test]
async fn a_body_of_one_mebibyte_is_read_and_one_byte_more_is_not() {
    let host = host().await;
    let mut body = br#"{"title": "x", "description": ""#.to_vec();
    body.resize(MIB - 2, b'a');
    body.extend(br#""}"#);
    assert_eq!(body.len(), MIB);
    assert_eq!(post(&host, "/hooks/json", Some(TOKEN), &body).await.0, 200);
    body.push(b' ');
    assert_eq!(post(&host, "/hooks/json", Some(TOKEN), &body).await.0, 413);
    assert_eq!(alerts(&host).await, 1);
}

#[tokio::test]
async fn a_foreign_body_is_refused_with_the_reason() {
    let host = host().await;
    for (path, body, reason) in [
        ("/hooks/json", &b"nonsense"[..], "line 1"),
        ("/hooks/json", b"[]", "not an object"),
        ("/hooks/json", br#"{"alerts": [{"title": "x", "severity": "9"}]}"#, "`severity` is `9`"),
        ("/hooks/alertmanager", b"{}", "missing field"),
        ("/hooks/alertmanager", br#"{"version": "5", "groupKey": "g", "alerts": []}"#, "version 4"),
    ] {
        let (status, answer) = post(&host, path, Some(TOKEN), body).await;
        assert_eq!(status, 400, "{answer}");
        assert!(answer.contains(reason), "{answer}");
    }
}

#[tokio::test]
async fn the_same_report_counts_once() {
    let host = host().await;
    let body = br#"{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "labels": {"alertname": "A"},
        "startsAt": "2026-03-04T14:00:00Z", "fingerprint": "f1"}]}"#;
    for _ in 0..3 {
        assert_eq!(post(&host, "/hooks/alertmanager", Some(TOKEN), body).await.0, 200);
    }
    assert_eq!(alerts(&host).await, 1);
}
