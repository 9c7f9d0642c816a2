//! Waiting without a runtime: what comes while something else goes on.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// What a future gives before `patience` ends. Where both are ready at once, the future's word counts; it is
/// asked once more after the end, so that what `patience` itself set off is not missed.
pub async fn soon<T>(
    future: impl Future<Output = T>,
    patience: impl Future<Output = ()>,
) -> Option<T> {
    let (mut future, mut patience) = (pin!(future), pin!(patience));
    poll_fn(|cx| {
        if let Poll::Ready(found) = future.as_mut().poll(cx) {
            return Poll::Ready(Some(found));
        }
        if patience.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        Poll::Ready(match future.as_mut().poll(cx) {
            Poll::Ready(found) => Some(found),
            Poll::Pending => None,
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::soon;
    use crate::memory::tests::{now, waits};

    #[test]
    fn it_waits_for_the_first_of_both() {
        assert_eq!(now(soon(ready(1), pending())), Some(1));
        assert_eq!(now(soon(pending::<u8>(), ready(()))), None);
        assert!(waits(soon(pending::<u8>(), pending())));
    }
}
