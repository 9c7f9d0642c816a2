//! The harness that runs the named cases of the ports.
//!
//! Each case becomes a test `port::case @ implementation`, with a rig of its own and a fresh
//! single-threaded runtime, so that no case sees what another left behind. A case that does not apply is
//! shown as ignored, with the reason in its name: it is never missing.

use std::fmt;
use std::sync::Arc;

use chatops_core::conformance::{Applies, Case};
use libtest_mimic::{Arguments, Failed, Trial};

/// The cases of one test binary.
#[derive(Default)]
pub struct Suite {
    trials: Vec<Trial>,
}

impl fmt::Debug for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.trials.iter().map(Trial::name).collect();
        f.debug_struct("Suite").field("trials", &names).finish()
    }
}

impl Suite {
    /// No cases yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the cases of a port for one implementation. `rig` makes a rig: one to ask what applies, and one for each
    /// case that does.
    #[must_use]
    pub fn cases<R: ?Sized + 'static>(
        mut self,
        port: &str,
        implementation: &str,
        cases: &'static [Case<R>],
        rig: impl Fn() -> Box<R> + Send + Sync + 'static,
    ) -> Self {
        let rig = Arc::new(rig);
        let asked = rig();
        for case in cases {
            let name = format!("{port}::{} @ {implementation}", case.name);
            self.trials.push(match (case.applies)(&asked) {
                Applies::No(reason) => ignored(&name, &format!("does not apply: {reason}")),
                Applies::Yes => {
                    let rig = Arc::clone(&rig);
                    Trial::test(name, move || run(case, &rig()))
                }
            });
        }
        self
    }

    /// Shows the cases of a port for one implementation as ignored, for this reason.
    #[must_use]
    pub fn without<R: ?Sized + 'static>(
        mut self,
        port: &str,
        implementation: &str,
        cases: &'static [Case<R>],
        reason: &str,
    ) -> Self {
        for case in cases {
            let name = format!("{port}::{} @ {implementation}", case.name);
            self.trials.push(ignored(&name, reason));
        }
        self
    }

    /// Adds a test of its own. It fails by panicking. With a reason it is shown as ignored.
    #[must_use]
    pub fn test<F: Future<Output = ()>>(
        mut self,
        name: &str,
        left_out: Option<&str>,
        run: impl FnOnce() -> F + Send + 'static,
    ) -> Self {
        self.trials.push(match left_out {
            Some(reason) => ignored(name, reason),
            None => Trial::test(name, move || {
                runtime()?.block_on(run());
                Ok(())
            }),
        });
        self
    }

    /// Runs what the command line asks for, then ends the process: with success where all passed.
    pub fn run(self) -> ! {
        libtest_mimic::run(&Arguments::from_args(), self.trials).exit()
    }
}

/// A test that is not run, with the reason in its name.
fn ignored(name: &str, reason: &str) -> Trial {
    Trial::test(format!("{name} ({reason})"), || Ok(())).with_ignored_flag(true)
}

/// One thread, a clock, and sockets.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// Runs one case on a runtime of its own.
fn run<R: ?Sized>(case: &Case<R>, rig: &R) -> Result<(), Failed> {
    let found = runtime()?.block_on((case.run)(rig));
    found.map_err(|failure| format!("the contract says: {}\n{failure}", case.sentence).into())
}
