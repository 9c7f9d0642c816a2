//! The smallest bot: an in-memory chat, a journal in a file, and webhooks for alerts.

#![allow(clippy::print_stdout, reason = "a program speaks to the one who starts it")]

use std::sync::Arc;

use chatops::prelude::*;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let variable = |name, default: &str| std::env::var(name).unwrap_or_else(|_| default.into());
    let chatops = ChatOps::builder()
        .chat(MemoryChat::new(Arc::new(SystemClock)))
        .journal(SqliteJournal::open(variable("CHATOPS_JOURNAL", "chatops.db")).await?)
        .emergency_channel("em")
        .alerts(Alertmanager)
        .alerts(PlainJson)
        .webhook_token(variable("CHATOPS_WEBHOOK_TOKEN", ""))
        .start()
        .await?;
    let port = variable("PORT", "8080").parse::<u16>()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("POST /hooks/alertmanager and /hooks/json on {}", listener.local_addr()?);
    axum::serve(listener, chatops.router()).with_graceful_shutdown(interrupted()).await?;
    chatops.stop().await?;
    Ok(())
}

async fn interrupted() {
    let _ = tokio::signal::ctrl_c().await;
}
