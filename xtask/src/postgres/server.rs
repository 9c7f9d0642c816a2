//! One server: its cluster is made, it runs, it is removed.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::programs::Programs;
use super::user::{self, User};
use crate::failure::Failure;
use crate::process;

/// Making a cluster takes a second or two; a busy machine with a slow disk needs more.
const INITDB_MAX: Duration = Duration::from_secs(120);

/// A new cluster is ready within a second; as above.
const START_MAX: Duration = Duration::from_secs(60);

/// A fast shutdown rolls back what runs and writes a checkpoint.
const STOP_MAX: Duration = Duration::from_secs(60);

/// How often it is looked whether it is ready, or gone.
const POLL: Duration = Duration::from_millis(20);

/// Between finding a free port and listening on it, somebody else may take it.
const PORTS_TRIED: u32 = 3;

/// The name of the one user.
const ROLE: &str = "chatops";

/// Runs the server until the pipe behind standard input closes, then ends it by its id and removes the folder.
/// INT asks for a fast end; TERM is for a wrapper in place of the server, in which a shell ignores INT.
/// Where the server ends by itself, its last words are shown. `$1` is the server, `$2` the folder, the rest its arguments.
const KEEPER: &str = r#"
server=$1 folder=$2
shift 2
exec 3<&0
"$server" "$@" </dev/null >"$folder/log" 2>&1 3<&- &
id=$!
( read -r _; kill -INT "$id"; kill -TERM "$id" ) <&3 >/dev/null 2>&1 &
watcher=$!
wait "$id"
ended=$?
kill "$watcher" 2>/dev/null
test "$ended" -eq 0 || tail -n 5 "$folder/log" >&2
rm -rf "$folder"
exit "$ended"
"#;

/// A server that ends when this is dropped, or when this process ends in whatever way.
#[derive(Debug)]
pub(crate) struct Server {
    keeper: Child,
    address: String,
}

impl Server {
    /// Makes a cluster and starts it.
    pub(crate) fn start(programs: &Programs) -> Result<Self, Failure> {
        let mut refused = Failure::new("");
        for _ in 0..PORTS_TRIED {
            match Self::start_once(programs) {
                Ok(server) => return Ok(server),
                Err(failure) => refused = failure,
            }
        }
        Err(refused)
    }

    fn start_once(programs: &Programs) -> Result<Self, Failure> {
        let user = user::unprivileged()?;
        let password = format!("{:032x}", user::random());
        let folder = Folder::new(user)?;
        initdb(programs, &folder, user, &password)?;
        let port = free_port().map_err(|error| unusable("a port on loopback", &error))?;
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(programs.path("postgres")).arg(folder.path());
        keeper.arg("-D").arg(folder.data());
        for setting in settings(port) {
            keeper.args(["-c", &setting]);
        }
        // In a group of its own: Ctrl-C is for us, and our end is its end.
        keeper.current_dir(folder.path()).stdin(Stdio::piped()).process_group(0);
        let keeper = as_user(&mut keeper, user).spawn();
        let keeper = keeper.map_err(|error| unusable("PostgreSQL", &error))?;
        let address = format!("postgres://{ROLE}:{password}@127.0.0.1:{port}/postgres");
        let mut server = Self { keeper, address };
        // From here on the keeper removes it.
        let data = folder.keep();
        server.wait_until_ready(&data)?;
        Ok(server)
    }

    /// Where it listens, with user and password.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Waits until it ends by itself, which it should not.
    pub(crate) fn wait(&mut self) -> Result<(), Failure> {
        loop {
            if self.has_ended() {
                return Err(Failure::new("PostgreSQL ended by itself: its last lines are above"));
            }
            thread::sleep(POLL);
        }
    }

    fn has_ended(&mut self) -> bool {
        !matches!(self.keeper.try_wait(), Ok(None))
    }

    fn wait_until_ready(&mut self, data: &Path) -> Result<(), Failure> {
        let deadline = Instant::now() + START_MAX;
        // The server writes `ready` into the eighth line of this file.
        let file = data.join("postmaster.pid");
        loop {
            let told = fs::read_to_string(&file).unwrap_or_default();
            if told.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            if self.has_ended() {
                return Err(Failure::new("PostgreSQL did not start: its last lines are above"));
            }
            if Instant::now() >= deadline {
                let seconds = START_MAX.as_secs();
                return Err(Failure::new(format!(
                    "PostgreSQL was not ready within {seconds} s; it listens on loopback only"
                )));
            }
            thread::sleep(POLL);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The keeper sees the pipe close.
        drop(self.keeper.stdin.take());
        let deadline = Instant::now() + STOP_MAX;
        while !self.has_ended() && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        if !self.has_ended() {
            println!("PostgreSQL (keeper {}) has not ended yet", self.keeper.id());
        }
    }
}

/// What differs from the defaults. Durability does not.
fn settings(port: u16) -> [String; 5] {
    [
        format!("port={port}"),
        "listen_addresses=127.0.0.1".to_owned(),
        // A path in a temporary folder can be too long for one.
        "unix_socket_directories=".to_owned(),
        // Tests run at the same time, each with a pool of its own.
        "max_connections=300".to_owned(),
        "shared_buffers=64MB".to_owned(),
    ]
}

fn initdb(
    programs: &Programs,
    folder: &Folder,
    user: Option<User>,
    password: &str,
) -> Result<(), Failure> {
    let file = folder.path().join("password");
    let written = fs::write(&file, password).and_then(|()| give(&file, user));
    written.map_err(|error| unusable(&file.display().to_string(), &error))?;
    let mut initdb = Command::new(programs.path("initdb"));
    // Its successor takes thousands of hashes for each connection: an unoptimised build feels them, and this server holds
    // nothing but tests.
    initdb.args(["--username", ROLE, "--auth=md5", "--encoding=UTF8", "--no-locale"]);
    initdb.arg("--pwfile").arg(&file).arg("--pgdata").arg(folder.data());
    initdb.current_dir(folder.path());
    let made = process::capture(as_user(&mut initdb, user), "", INITDB_MAX)?;
    if made.success {
        return Ok(());
    }
    print!("{}", made.stderr);
    Err(Failure::new("`initdb` made no cluster: its own lines are above"))
}

fn as_user(command: &mut Command, user: Option<User>) -> &mut Command {
    if let Some(user) = user {
        command.uid(user.id).gid(user.group);
    }
    command
}

fn give(path: &Path, user: Option<User>) -> io::Result<()> {
    user.map_or(Ok(()), |user| chown(path, Some(user.id), Some(user.group)))
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn unusable(what: &str, error: &io::Error) -> Failure {
    Failure::new(format!("{what} cannot be used for the private PostgreSQL: {error}"))
}

/// A folder of the server's user. Removed on drop, unless the keeper has taken over.
struct Folder {
    path: PathBuf,
    kept: bool,
}

impl Folder {
    fn new(user: Option<User>) -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("chatops-postgres-{:032x}", user::random()));
        let made = fs::DirBuilder::new().mode(0o700).create(&path).and_then(|()| give(&path, user));
        made.map_err(|error| unusable(&path.display().to_string(), &error))?;
        Ok(Self { path, kept: false })
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// Leaves it to the keeper. Gives the folder of the cluster.
    fn keep(mut self) -> PathBuf {
        self.kept = true;
        self.data()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.kept {
            // What is left of a failed start does no harm.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// Stands in for the server: says that it is ready, and waits to be ended.
    const SERVER: &str = r#"#!/bin/sh
trap 'exit 0' TERM
printf '1\n2\n3\n4\n5\n6\n7\nready\n' >data/postmaster.pid
while :; do sleep 0.05; done
"#;

    /// Two programs in a folder that everybody may enter.
    fn programs(initdb: &str, postgres: &str) -> (PathBuf, Programs) {
        let folder = std::env::temp_dir().join(format!("xtask-{:032x}", user::random()));
        fs::create_dir(&folder).unwrap();
        for (name, text) in [("initdb", initdb), ("postgres", postgres)] {
            fs::write(folder.join(name), text).unwrap();
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        let found = Programs::find_in([folder.clone()].into_iter(), &folder).unwrap();
        (folder, found)
    }

    fn temporary() -> String {
        std::env::temp_dir().join("chatops-postgres-").display().to_string()
    }

    /// The folder of a server, as its keeper was told.
    fn folder_of(server: &Server) -> PathBuf {
        let told = fs::read(format!("/proc/{}/cmdline", server.keeper.id())).unwrap();
        let mut words = told.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        let own = words.find(|word| word.starts_with(&*temporary()));
        PathBuf::from(own.unwrap().into_owned())
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_server_and_its_folder_go_when_whoever_started_it_lets_go() {
        let (folder, programs) = programs("#!/bin/sh\nmkdir data\n", SERVER);
        let mut server = Server::start(&programs).unwrap();
        let own = folder_of(&server);
        assert!(own.is_dir(), "{}", own.display());
        // As when this process is killed: nobody runs `drop`, the pipe closes.
        drop(server.keeper.stdin.take());
        let ended = server.keeper.wait().unwrap();
        assert!(ended.success() && !own.exists(), "{ended}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_server_that_does_not_start_leaves_nothing_behind() {
        let (folder, programs) = programs("#!/bin/sh\nmkdir data\n", "#!/bin/sh\nexit 7\n");
        let failure = Server::start(&programs).unwrap_err().to_string();
        assert!(failure.contains("did not start"), "{failure}");
        fs::remove_dir_all(folder).unwrap();
        let (folder, programs) = self::programs("#!/bin/sh\nexit 3\n", SERVER);
        let failure = Server::start(&programs).unwrap_err().to_string();
        assert!(failure.contains("`initdb` made no cluster"), "{failure}");
        fs::remove_dir_all(folder).unwrap();
    }
}
