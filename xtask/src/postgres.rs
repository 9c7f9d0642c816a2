//! A private PostgreSQL for the tests: found or installed, started in a folder of its own on loopback, gone afterwards.
//!
//! The server never runs as root and never touches a cluster of the machine. Whoever started it holds the writing end of a
//! pipe; when that closes, however it closes, a small shell ends the server by its id and removes the folder.

mod install;
mod programs;
mod server;
mod user;

use crate::failure::Failure;
use crate::workspace::Workspace;

pub(crate) use programs::Programs;
pub(crate) use server::Server;

/// The variable by which tests find the server.
pub(crate) const ADDRESS: &str = "CHATOPS_POSTGRES";

/// The variable by which tests know that they are to be left out.
pub(crate) const LEFT_OUT: &str = "CHATOPS_NO_POSTGRES";

/// The programs, installed where they are missing.
pub(crate) fn programs(workspace: &Workspace) -> Result<Programs, Failure> {
    match Programs::find() {
        Some(programs) => Ok(programs),
        None => {
            install::install(workspace)?;
            Programs::find().ok_or_else(|| install::missing("the package brought no server"))
        }
    }
}

/// Starts a server, says how to reach it, and waits until it is stopped by hand.
pub(crate) fn serve() -> Result<(), Failure> {
    let mut server = Server::start(&programs(&Workspace::find()?)?)?;
    println!("export {ADDRESS}={}", server.address());
    println!("# it runs until Ctrl-C");
    server.wait()
}
