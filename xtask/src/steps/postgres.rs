//! The private PostgreSQL of the tests: started once, for whichever step needs it first.

use std::process::Command;

use super::{Site, Verdict};
use crate::failure::Failure;
#[cfg(unix)]
use crate::postgres::{self, ADDRESS, LEFT_OUT, Server};
use crate::workspace::Workspace;

/// What the tests find of PostgreSQL.
pub(crate) struct Postgres {
    left_out: bool,
    #[cfg(unix)]
    server: Option<Server>,
}

/// Finds it or installs it, and starts a server that lives as long as this run.
pub(super) fn start(site: &mut Site) -> Result<Verdict, Failure> {
    if site.postgres.left_out {
        return Ok(Verdict::Skipped("--no-postgres was given".to_owned()));
    }
    site.postgres.tell(&site.workspace, &mut Command::new("true"))?;
    Ok(Verdict::Passed)
}

#[cfg(unix)]
impl Postgres {
    /// Nothing runs yet.
    pub(crate) fn new(left_out: bool) -> Self {
        Self { left_out, server: None }
    }

    /// Tells a program that runs tests where the server is, and starts it where none runs; or that it was left out.
    pub(crate) fn tell(
        &mut self,
        workspace: &Workspace,
        tests: &mut Command,
    ) -> Result<(), Failure> {
        tests.env_remove(ADDRESS).env_remove(LEFT_OUT);
        if self.left_out {
            tests.env(LEFT_OUT, "1");
            return Ok(());
        }
        let server = match self.server.take() {
            Some(server) => server,
            None => Server::start(&postgres::programs(workspace)?)?,
        };
        tests.env(ADDRESS, server.address());
        self.server = Some(server);
        Ok(())
    }
}

#[cfg(not(unix))]
impl Postgres {
    pub(crate) fn new(left_out: bool) -> Self {
        Self { left_out }
    }

    pub(crate) fn tell(&mut self, _: &Workspace, tests: &mut Command) -> Result<(), Failure> {
        if self.left_out {
            tests.env("CHATOPS_NO_POSTGRES", "1");
            return Ok(());
        }
        Err(Failure::new("a private PostgreSQL is only started on Unix: give --no-postgres"))
    }
}
