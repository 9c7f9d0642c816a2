//! Webhooks: what alert sources push.
//!
//! `POST /hooks/<source>` with a bearer token. A body is answered when its signals are on stable storage, before
//! anything is decided.
//!
//! | answer | when |
//! |---|---|
//! | 200 | stored, or known already |
//! | 400 | not a body of this source: the reason |
//! | 401 | no token, or a wrong one |
//! | 404 | no such source |
//! | 413 | more than 1 MiB |
//! | 503 | cannot be stored now: send it again |

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use chatops_core::alerts::Signal;
use chatops_core::planted::{Planted, planted};
use chatops_core::ports::AlertSource;
use chatops_core::ports::inbound::{Delivery, Inbound};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::builder::StartError;
use crate::handle::Shared;

/// Largest body that is read: above every documented maximum of a source (RELIABILITY G1).
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Why a body is not read.
const TOO_LARGE: &str = "the body is larger than 1 MiB; send fewer alerts at once";

/// Fewest characters of a token. An empty one is what a forgotten variable gives; how long a good one is, its owner
/// decides.
const TOKEN_CHARS_MIN: usize = 1;

/// A secret that callers must know. Never shown.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    pub(crate) fn new(token: String) -> Self {
        Self(token)
    }

    /// An empty token would let everybody in (RELIABILITY A14).
    pub(crate) fn check(&self) -> Result<(), StartError> {
        let found = self.0.chars().count();
        if found < TOKEN_CHARS_MIN {
            return Err(StartError::WeakToken { found, least: TOKEN_CHARS_MIN });
        }
        Ok(())
    }

    /// Compares in constant time.
    fn fits(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The router. Limits are ours, whatever the host's are.
pub(crate) fn router(shared: Shared) -> Router {
    Router::new()
        .route("/hooks/{source}", post(receive))
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::new(shared))
}

async fn receive(
    State(shared): State<Arc<Shared>>,
    Path(source): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if !is_authorised(&shared, &headers) {
        let answer = refuse(StatusCode::UNAUTHORIZED, "the bearer token is missing or wrong");
        // RFC 9110, section 15.5.2: whoever is not let in is told how one is.
        return ([(header::WWW_AUTHENTICATE, "Bearer")], answer).into_response();
    }
    let Some(source) = shared.alerts.iter().find(|known| known.name() == source) else {
        return refuse(StatusCode::NOT_FOUND, "there is no such source");
    };
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > BODY_BYTES_MAX as u64) {
        return lost(source.name(), StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE);
    }
    match to_bytes(body, BODY_BYTES_MAX).await {
        Ok(body) => store(&shared, source.as_ref(), &body).await,
        Err(error) if is_too_large(&error) => {
            lost(source.name(), StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE)
        }
        Err(_) => lost(source.name(), StatusCode::BAD_REQUEST, "the body ended too early"),
    }
}

/// Longest reason of a refused body, in characters: a line in a log.
const WHY_CHARS_MAX: usize = 300;

/// Whether a body was given up for its length, not for a broken connection.
fn is_too_large(error: &axum::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause.is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>())
}

/// A refusal by which alerts of a known source are lost: senders do not send again after 4xx.
fn lost(source: &str, status: StatusCode, why: &str) -> Response {
    // It can repeat a word of the body.
    let (masked, _) = chatops_core::redaction::mask_secrets(why);
    let why: &str = &chatops_core::plan::shorten(&masked, WHY_CHARS_MAX);
    tracing::warn!(source, status = status.as_u16(), why, "a webhook was refused");
    refuse(status, why)
}

fn is_authorised(shared: &Shared, headers: &HeaderMap) -> bool {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(first), None) = (given.next(), given.next()) else { return false };
    let Some((scheme, token)) = first.to_str().ok().and_then(|value| value.split_once(' ')) else {
        return false;
    };
    scheme.eq_ignore_ascii_case("bearer")
        && shared.token.as_ref().is_some_and(|known| known.fits(token.trim()))
}

async fn store(shared: &Shared, source: &dyn AlertSource, body: &[u8]) -> Response {
    let signals = match source.read(body) {
        Ok(signals) => signals,
        Err(error) => return lost(source.name(), StatusCode::BAD_REQUEST, &error.detail),
    };
    let now = shared.clock.now();
    let report = || format!("{} {}", shared.life, shared.reports.fetch_add(1, Ordering::Relaxed));
    let deliveries: Vec<Delivery> =
        signals.into_iter().map(|signal| delivery(signal, now, &report())).collect();
    let taken = deliveries.len();
    match shared.deliver(&deliveries).await {
        Ok(_) => (StatusCode::OK, axum::Json(json!({ "taken": taken }))).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "a webhook could not be stored");
            refuse(StatusCode::SERVICE_UNAVAILABLE, "it could not be stored; send it again")
        }
    }
}

/// Within one stretch of this length, in seconds, the same report of an alert that says when it began counts once: long enough for a pair of
/// sources or a lost answer, shorter than any source waits before it says that an alert is back after all.
const COPY_SECONDS: i64 = 30;

/// The identity of a report. Where it says when the alert began, the same words within [`COPY_SECONDS`] are a copy, even
/// one that is late: it must not bring back what has resolved meanwhile. Without a beginning nothing tells a copy from an
/// alert that comes and goes, so each counts, and the rules fold what repeats (`alerts::COPY_WITHIN`). `report` is its number
/// in the life of its process: clocks are too coarse, and go back.
fn delivery(signal: Signal, now: Timestamp, report: &str) -> Delivery {
    let identity = match signal.started_at {
        // Plain data with text keys: writing it cannot fail.
        Some(_) => {
            let words = serde_json::to_vec(&signal).unwrap_or_default();
            let words = if planted(Planted::KeysTooCoarse) { Vec::new() } else { words };
            let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(words));
            format!("{digest} {}", now.as_second() / COPY_SECONDS)
        }
        None => format!("{} {report}", now.as_nanosecond()),
    };
    Delivery {
        source: signal.source.clone(),
        key: identity,
        occurred_at: now,
        inbound: Inbound::Alert(signal),
    }
}

fn refuse(status: StatusCode, why: &str) -> Response {
    (status, axum::Json(json!({ "error": why }))).into_response()
}
