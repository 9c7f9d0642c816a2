//! The mocks of the ports, as a host's own tests use them: for order and failure.

#![cfg(feature = "mock")]

use chatops_core::error::{ErrorKind, PortError};
use chatops_core::ports::schedule::{MockShiftSchedule, ShiftSchedule};
use jiff::Timestamp;

#[test]
fn a_mock_stands_in_for_a_port_that_fails() {
    let mut schedule = MockShiftSchedule::new();
    schedule.expect_next_change().times(1).returning(|_| {
        Err(PortError::not_done("mock", "next_change", ErrorKind::Unavailable, "it is down"))
    });
    let schedule: Box<dyn ShiftSchedule> = Box::new(schedule);
    let mut asked = schedule.next_change(Timestamp::UNIX_EPOCH);
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = asked.as_mut().poll(&mut cx) else {
        panic!("it answers at once")
    };
    assert!(error.is_passing());
}
