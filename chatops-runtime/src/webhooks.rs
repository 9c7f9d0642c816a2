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

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use chatops_core::alerts::Signal;
use chatops_core::ports::AlertSource;
use chatops_core::ports::inbound::{Delivery, Inbound};
use jiff::Timestamp;
use serde_json::json;
use subtle::ConstantTimeEq as _;

use crate::builder::StartError;
use crate::handle::Shared;

/// Largest body that is read: above every documented maximum of a source (RELIABILITY G1).
const BODY_BYTES_MAX: usize = 1024 * 1024;

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
        return refuse(StatusCode::UNAUTHORIZED, "the bearer token is missing or wrong");
    }
    let Some(source) = shared.alerts.iter().find(|known| known.name() == source) else {
        return refuse(StatusCode::NOT_FOUND, "there is no such source");
    };
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > BODY_BYTES_MAX as u64) {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 1 MiB");
    }
    let Ok(body) = to_bytes(body, BODY_BYTES_MAX).await else {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 1 MiB");
    };
    store(&shared, source.as_ref(), &body).await
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
        Err(error) => return refuse(StatusCode::BAD_REQUEST, &error.detail),
    };
    let now = shared.clock.now();
    let deliveries: Vec<Delivery> =
        signals.into_iter().map(|signal| delivery(signal, now)).collect();
    let taken = deliveries.len();
    match shared.deliver(&deliveries).await {
        Ok(_) => (StatusCode::OK, axum::Json(json!({ "taken": taken }))).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "a webhook could not be stored");
            refuse(StatusCode::SERVICE_UNAVAILABLE, "it could not be stored; send it again")
        }
    }
}

/// Reports of an alert that does not say when it began count once within this time, in seconds: long enough for a
/// pair of sources or a lost answer, short enough that the alert can come back.
const UNDATED_SECONDS: i64 = 60;

/// The identity of a report: the alert, its status and when that began. The same report sent again, by a pair of sources
/// or after a lost answer, counts once.
fn delivery(signal: Signal, now: Timestamp) -> Delivery {
    let began = match signal.started_at {
        Some(at) => at.to_string(),
        None => format!("minute-{}", now.as_second() / UNDATED_SECONDS),
    };
    Delivery {
        source: signal.source.clone(),
        key: format!("{}/{:?}/{began}", signal.key, signal.status),
        occurred_at: now,
        inbound: Inbound::Alert(signal),
    }
}

fn refuse(status: StatusCode, why: &str) -> Response {
    (status, axum::Json(json!({ "error": why }))).into_response()
}
