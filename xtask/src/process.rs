//! Runs other programs: shown, shown and kept, or kept and bounded in time.

use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// How often a bounded program is looked at: short beside the seconds that it runs.
const POLL: Duration = Duration::from_millis(20);

/// What a program left behind.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Whether it ended with status zero.
    pub(crate) success: bool,
    /// Its standard output; for [`tee`] its standard error too, as the lines came.
    pub(crate) stdout: String,
    /// Its standard error.
    pub(crate) stderr: String,
}

/// Runs a program with its output shown; anything but status zero is a failure that `sentence` words.
pub(crate) fn run(command: &mut Command, sentence: &str) -> Result<(), Failure> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(Failure::new(sentence)) }
}

/// Runs a program with its output shown and kept.
pub(crate) fn tee(command: &mut Command) -> Result<Outcome, Failure> {
    // A pipe is no terminal: whoever sits at one keeps the colours.
    if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = piped(command, Stdio::null())?;
    let kept = Mutex::new(String::new());
    thread::scope(|scope| {
        let (out, err) = (child.stdout.take(), child.stderr.take());
        scope.spawn(|| copy_lines(out, &mut std::io::stdout(), &kept));
        scope.spawn(|| copy_lines(err, &mut std::io::stderr(), &kept));
    });
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    let stdout = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Outcome { success: status.success(), stdout, stderr: String::new() })
}

/// Runs a program with its output kept, its input given, and ends it after `limit`.
pub(crate) fn capture(
    command: &mut Command,
    input: &str,
    limit: Duration,
) -> Result<Outcome, Failure> {
    let mut child = piped(command, Stdio::piped())?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let mut guard = Running(child);
    thread::scope(|scope| {
        // A program that does not read its input is no fault of ours.
        scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(input.as_bytes())));
        let out = scope.spawn(|| read_all(stdout));
        let err = scope.spawn(|| read_all(stderr));
        let status = guard.wait_until(Instant::now() + limit);
        drop(guard);
        let (stdout, stderr) = (out.join().unwrap_or_default(), err.join().unwrap_or_default());
        match status {
            Some(success) => Ok(Outcome { success, stdout, stderr }),
            None => Err(Failure::new(format!(
                "`{}` did not end within {} s and was stopped",
                shown(command),
                limit.as_secs()
            ))),
        }
    })
}

/// Starts a program that goes on until the value is dropped; what it prints is thrown away.
pub(crate) fn start(command: &mut Command) -> Result<Running, Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit());
    command.spawn().map(Running).map_err(|error| cannot_start(command, &error))
}

/// A program that ends, by its own id, when this is dropped.
#[derive(Debug)]
pub(crate) struct Running(Child);

impl Running {
    /// Whether it has ended, and if so whether well.
    pub(crate) fn ended(&mut self) -> Option<bool> {
        self.0.try_wait().ok().flatten().map(|status| status.success())
    }

    fn wait_until(&mut self, deadline: Instant) -> Option<bool> {
        loop {
            if let Some(success) = self.ended() {
                return Some(success);
            }
            if Instant::now() >= deadline {
                return None;
            }
            thread::sleep(POLL);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails only when it has ended already, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The command line as a person would type it, for sentences.
pub(crate) fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn piped(command: &mut Command, input: Stdio) -> Result<Child, Failure> {
    command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().map_err(|error| cannot_start(command, &error))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` could not be run: {error}", shown(command)))
}

fn read_all(pipe: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What came before a broken pipe is still worth showing.
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn copy_lines(from: Option<impl Read>, to: &mut impl Write, kept: &Mutex<String>) {
    let Some(from) = from else { return };
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        // A closed terminal must not end the tests.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        let text = String::from_utf8_lossy(&line);
        kept.lock().unwrap_or_else(PoisonError::into_inner).push_str(&text);
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    fn cargo(arguments: &[&str]) -> Command {
        Workspace::find().unwrap().cargo(arguments.iter().copied())
    }

    #[test]
    fn a_captured_program_tells_its_output_and_whether_it_succeeded() {
        let good = capture(&mut cargo(&["--version"]), "", Duration::from_secs(60)).unwrap();
        assert!(good.success && good.stdout.starts_with("cargo "), "{good:?}");
        let bad = capture(&mut cargo(&["no-such-command"]), "", Duration::from_secs(60)).unwrap();
        assert!(!bad.success && bad.stderr.contains("no-such-command"), "{bad:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_captured_program_reads_its_input() {
        let echoed = capture(&mut Command::new("cat"), "hello", Duration::from_secs(60)).unwrap();
        assert_eq!(echoed.stdout, "hello");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_ended_and_named() {
        let mut sleep = Command::new("sleep");
        let hung = capture(sleep.arg("600"), "", Duration::from_millis(50)).unwrap_err();
        assert!(hung.to_string().contains("sleep 600"), "{hung}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let missing = run(&mut Command::new("no-such-program-here"), "").unwrap_err();
        assert!(missing.to_string().contains("no-such-program-here"), "{missing}");
    }
}
