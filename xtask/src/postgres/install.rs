//! Debian's package, where there is no PostgreSQL yet.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::user;
use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;

/// Installing it makes a cluster and starts it. This keeps it from doing so: the machine gets programs, not a service.
const NO_CLUSTER: (&str, &str) =
    ("/etc/postgresql-common/createcluster.d", "create_main_cluster = false\n");

/// Asking for rights is instant; the bound is for a machine that is busy.
const ANSWER_MAX: Duration = Duration::from_secs(60);

/// The one sentence that says how to get it.
pub(super) fn missing(why: &str) -> Failure {
    Failure::new(format!(
        "the journal's tests need PostgreSQL ({why}): install it (Debian: `apt-get install postgresql`), \
         or leave them out with --no-postgres"
    ))
}

/// Installs the package, as root or through sudo without a password.
pub(super) fn install(workspace: &Workspace) -> Result<(), Failure> {
    let Some(rights) = rights(workspace) else {
        return Err(missing("there is none, and neither root nor sudo without a password"));
    };
    if !Path::new("/usr/bin/apt-get").is_file() {
        return Err(missing("there is none, and this is not Debian"));
    }
    println!("installing PostgreSQL through apt-get, once");
    let (folder, setting) = NO_CLUSTER;
    let script = format!(
        "mkdir -p {folder} && printf '{setting}' > {folder}/chatops-tests.conf && apt-get update && \
         apt-get install -y --no-install-recommends postgresql"
    );
    let mut apt = rights.command(workspace, &script);
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    process::run(&mut apt, &missing("apt-get failed, its own lines are above").to_string())
}

/// How to become root.
enum Rights {
    Root,
    Sudo,
}

fn rights(workspace: &Workspace) -> Option<Rights> {
    if user::is_root() {
        return Some(Rights::Root);
    }
    let mut ask = workspace.program("sudo");
    let answer = process::capture(ask.args(["-n", "true"]), "", ANSWER_MAX);
    answer.is_ok_and(|answer| answer.success).then_some(Rights::Sudo)
}

impl Rights {
    fn command(&self, workspace: &Workspace, script: &str) -> Command {
        let mut command = match self {
            Self::Root => workspace.program("sh"),
            Self::Sudo => {
                let mut sudo = workspace.program("sudo");
                sudo.args(["-n", "sh"]);
                sudo
            }
        };
        command.args(["-c", script]);
        command
    }
}
