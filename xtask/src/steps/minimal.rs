//! The 25-line program of the README, started for real and asked over loopback.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::{Site, Verdict, examples};
use crate::failure::Failure;
use crate::process::{self, Running};

/// A debug build that opens a fresh journal is up within a second or two.
const START_MAX: Duration = Duration::from_secs(60);

/// An answer to two bytes on loopback.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// How often the port is tried while the program starts.
const POLL: Duration = Duration::from_millis(50);

/// Any word will do: it protects a program that lives for a second.
const TOKEN: &str = "x";

/// Without the token it refuses, with the token it reads the body.
pub(super) fn minimal(site: &mut Site) -> Result<Verdict, Failure> {
    let folder = examples::fresh_folder(site, "minimal")?;
    let address = free_address()?;
    let mut cargo = examples::example(site, "minimal");
    cargo.current_dir(folder);
    cargo.env("PORT", address.port().to_string()).env("CHATOPS_WEBHOOK_TOKEN", TOKEN);
    let mut program = process::start(&mut cargo)?;
    let stranger = first_answer(&mut program, address)?;
    if stranger != 401 {
        return Err(Failure::new(format!(
            "minimal answered {stranger} to POST /hooks/json without a token: 401 is promised"
        )));
    }
    let known = read(exchange(address, &request(Some(TOKEN))))?;
    if !(200..500).contains(&known) || [401, 403, 404].contains(&known) {
        return Err(Failure::new(format!(
            "minimal answered {known} to POST /hooks/json with its token: it should read the body"
        )));
    }
    Ok(Verdict::Passed)
}

/// A port that was free a moment ago; nobody hands out the same one again so soon.
fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::new(format!("there is no free port on loopback: {error}")))
}

/// The status for a caller without a token, as soon as the program listens.
fn first_answer(program: &mut Running, address: SocketAddr) -> Result<u16, Failure> {
    let deadline = Instant::now() + START_MAX;
    loop {
        match exchange(address, &request(None)) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => {}
            answer => return read(answer),
        }
        if program.ended().is_some() {
            return Err(Failure::new("minimal ended instead of serving: its own lines are above"));
        }
        if Instant::now() >= deadline {
            let seconds = START_MAX.as_secs();
            return Err(Failure::new(format!("minimal did not listen within {seconds} s")));
        }
        thread::sleep(POLL);
    }
}

fn read(answer: std::io::Result<String>) -> Result<u16, Failure> {
    let answer = answer.map_err(|error| {
        Failure::new(format!("minimal did not answer POST /hooks/json: {error}"))
    })?;
    status(&answer).ok_or_else(|| Failure::new("minimal answered with something that is not HTTP"))
}

/// Posts an empty JSON object.
fn exchange(address: SocketAddr, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, ANSWER_MAX)?;
    stream.set_read_timeout(Some(ANSWER_MAX))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn request(token: Option<&str>) -> String {
    let authorization =
        token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    format!(
        "POST /hooks/json HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}\
         Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
    )
}

/// `HTTP/1.1 401 Unauthorized` → 401
fn status(answer: &str) -> Option<u16> {
    answer.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_of_an_answer_is_read() {
        assert_eq!(status("HTTP/1.1 401 Unauthorized\r\n\r\n"), Some(401));
        assert_eq!(status("SSH-2.0-OpenSSH"), None);
        assert_eq!(status(""), None);
    }

    #[test]
    fn the_token_is_sent_only_where_it_is_given() {
        assert!(request(Some("x")).contains("\r\nAuthorization: Bearer x\r\n"));
        assert!(!request(None).contains("Authorization"));
    }

    #[test]
    fn a_free_address_can_be_bound() {
        assert!(TcpListener::bind(free_address().unwrap()).is_ok());
    }
}
