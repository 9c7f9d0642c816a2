//! One of several processes on a PostgreSQL journal: `replica FOLDER NAME`, with the journal's address in
//! `REPLICA_JOURNAL`. It runs until it is killed; where it cannot start it says why in `FOLDER/failed`.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(folder), Some(name)) = (arguments.next().map(PathBuf::from), arguments.next()) else {
        return ExitCode::from(2);
    };
    let address = env::var("REPLICA_JOURNAL").unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(chatops_crash::replica::run(&address, &folder, &name)),
        Err(error) => Err(error.to_string()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // Where even that cannot be written, the exit code says it.
            let _ = fs::write(folder.join("failed"), why);
            ExitCode::FAILURE
        }
    }
}
