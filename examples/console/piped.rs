//! Lines in, lines out: `room | author | text` and nothing else.

use std::io::{self, BufRead as _, Write as _};
use std::process::ExitCode;

use chatops_testkit::stage::{Shown, Stage};

use crate::words::{self, Said};

/// A line break within a text.
const BREAK: &str = " ⏎ ";

/// Reads lines until there are no more. Ends with 1 where any of them was not understood or could not be played.
pub(crate) async fn run(stage: &mut Stage) -> Result<ExitCode, String> {
    let mut failed = false;
    stage.begin(&mut print).await.map_err(|error| error.to_string())?;
    for (number, line) in (1..).zip(io::stdin().lock().lines()) {
        let line = line.map_err(|error| format!("line {number} cannot be read: {error}"))?;
        match words::carry_out(&line, stage, &mut print).await {
            Ok(Said::Nothing) => {}
            Ok(Said::Lines(lines)) => {
                for line in lines {
                    put(&line);
                }
            }
            Ok(Said::Help) => {
                let _ = io::stderr().write_all(words::HELP.as_bytes());
            }
            Ok(Said::Quit) => break,
            Err(why) => {
                failed = true;
                let _ = writeln!(io::stderr(), "line {number}: {why}");
            }
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn print(shown: Shown) {
    put(&shown.to_line(BREAK));
}

/// Whoever reads may stop reading (`| head`): that is no failure.
fn put(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
