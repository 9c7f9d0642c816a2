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

/// How many entries of this kind are in the journal once everything is decided.
async fn count(host: &Host, kind: &str) -> usize {
    host.chatops.settle().await.unwrap();
    let (mut found, mut after) = (0, 0);
    loop {
        let entries = host.journal.read_all(after, 1_000).await.unwrap();
        let Some(last) = entries.last() else { return found };
        after = last.position;
        found += entries.iter().filter(|entry| entry.entry.kind == kind).count();
    }
}

async fn alerts(host: &Host) -> usize {
    count(host, "alert.opened").await
}

/// Posts a body that is taken.
async fn taken(host: &Host, path: &str, body: &str) {
    let (status, answer) = post(host, path, Some(TOKEN), body.as_bytes()).await;
    assert_eq!(status, 200, "{answer}");
}

#[tokio::test]
async fn only_the_right_token_is_let_in() {
    let host = host().await;
    let body = br#"{"title": "checkout is slow"}"#;
    let (status, answer) = post(&host, "/hooks/json", None, body).await;
    assert_eq!(status, 401);
    assert!(answer.to_lowercase().contains("www-authenticate: bearer"), "{answer}");
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
        (
            "/hooks/json",
            br#"{"alerts": [{"title": "x", "severity": "9"}]}"#,
            "`alerts[0].severity` is `9`",
        ),
        ("/hooks/alertmanager", b"{}", "`version` is missing"),
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

#[tokio::test]
async fn an_alert_without_a_beginning_comes_and_goes_as_often_as_it_is_reported() {
    let host = host().await;
    for _ in 0..3 {
        taken(&host, "/hooks/json", r#"{"title": "disk full"}"#).await;
        taken(&host, "/hooks/json", r#"{"title": "disk full", "status": "resolved"}"#).await;
    }
    assert_eq!((alerts(&host).await, count(&host, "alert.resolved").await), (3, 3));
}

#[tokio::test]
async fn a_late_copy_does_not_bring_back_what_has_resolved_but_a_new_beginning_does() {
    let host = host().await;
    let body = |status: &str, began: &str| {
        format!(r#"{{"title": "disk full", "status": "{status}", "started_at": "{began}"}}"#)
    };
    for (status, began) in [
        ("firing", "2026-03-04T14:00:00Z"),
        ("resolved", "2026-03-04T14:00:00Z"),
        ("firing", "2026-03-04T14:00:00Z"),
    ] {
        taken(&host, "/hooks/json", &body(status, began)).await;
    }
    assert_eq!(alerts(&host).await, 1);
    taken(&host, "/hooks/json", &body("firing", "2026-03-04T14:05:00Z")).await;
    assert_eq!(alerts(&host).await, 2);
}

#[tokio::test]
async fn of_many_alerts_in_one_body_none_is_lost_and_of_too_many_none_is_taken() {
    let host = host().await;
    let body = |count: usize| {
        let alerts: Vec<String> =
            (0..count).map(|n| format!(r#"{{"title": "a{n}", "group": "g{}"}}"#, n % 50)).collect();
        format!(r#"{{"alerts": [{}]}}"#, alerts.join(","))
    };
    let many = body(10_001);
    assert!(many.len() < MIB);
    let (status, answer) = post(&host, "/hooks/json", Some(TOKEN), many.as_bytes()).await;
    assert_eq!(status, 400);
    assert!(answer.contains("`alerts` holds more than 10000; send them in parts"), "{answer}");
    assert_eq!(alerts(&host).await, 0);
    taken(&host, "/hooks/json", &body(1_000)).await;
    assert_eq!((alerts(&host).await, count(&host, "alert.fired").await), (50, 950));
}
