//! Lists the named cases of every port with the sentence of the contract that each one proves.

use std::io::{self, Write};
use std::process::ExitCode;

use chatops_core::conformance;

const USAGE: &str = "\
usage: conformance --list

Prints every case as `port :: case — sentence of the contract`.
The cases themselves run in the tests of each implementation.";

fn print_list(mut out: impl Write) -> io::Result<()> {
    for case in conformance::list() {
        writeln!(out, "{} :: {} — {}", case.port, case.name, case.sentence)?;
    }
    out.flush()
}

fn main() -> io::Result<ExitCode> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--list"] => print_list(io::stdout().lock()).map(|()| ExitCode::SUCCESS),
        _ => writeln!(io::stderr(), "{USAGE}").map(|()| ExitCode::FAILURE),
    }
}
