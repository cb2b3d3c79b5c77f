//! The real server as a process of its own, with a folder of data and a port that stay over restarts.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::{Build, LOOK_EVERY, Moment, OrFail, PATIENCE, in_repository, signal};

/// How long the server may take to stop after it was asked to.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Puts the clock of a server built for tests back, ms.
const PUT_BACK: &str = "FIELDBOOK_CLOCK_PUT_BACK_MS";

/// One server; stopped for good when dropped.
pub struct Server {
    port: u16,
    data: TempDir,
    app: PathBuf,
    program: PathBuf,
    put_back_ms: i64,
    child: Option<Child>,
}

impl Server {
    /// Starts a server with an empty folder of data and the app as it is built.
    pub async fn start() -> Self {
        Self::start_with(&Build::usual()).await
    }

    /// Starts a server with an empty folder of data and this build of the app.
    pub async fn start_with(build: &Build) -> Self {
        let mut server = Self::prepared(build);
        server.start_again().await;
        server
    }

    /// Starts a server of the demo company with the app as it is built.
    pub async fn of_the_demo() -> Self {
        let mut server = Self::prepared(&Build::usual());
        server.make_demo(&[]);
        server.start_again().await;
        server
    }

    /// A server that isn't started yet, so that its folder of data can be filled first. Its clock stands at
    /// [`Moment::usual`].
    pub fn prepared(build: &Build) -> Self {
        // The port is free now and nobody else's a moment later, as far as one machine's tests go.
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.or_fail("no free port").port();
        let data = TempDir::new().or_fail("no folder for data");
        let (app, program) = (build.folder().to_path_buf(), build.server().to_path_buf());
        Self { port, data, app, program, child: None, put_back_ms: Moment::usual().back_ms() }
    }

    /// Fills the empty folder of data with a demo company as these words of the command describe it; its accounts
    /// have the password `fieldbook-demo`.
    pub fn make_demo(&self, words: &[&str]) {
        self.does(&[&["demo"], words].concat());
    }

    /// Runs a command of the administrator on this server's data, which must succeed; answers what it prints.
    pub fn does(&self, words: &[&str]) -> String {
        let mut command = std::process::Command::new(&self.program);
        command.env(PUT_BACK, self.put_back_ms.to_string());
        let output = command.args(words).arg("--data").arg(self.data()).output();
        let output = output.or_fail(&self.program.display().to_string());
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).or_fail("what the command printed")
    }

    /// From the next start or command on, its clock is put back that far; 0 for the clock of this machine.
    pub const fn puts_its_clock_back(&mut self, ms: i64) {
        self.put_back_ms = ms;
    }

    /// Starts the stopped server: same port, same data.
    pub async fn start_again(&mut self) {
        let mut command = Command::new(&self.program);
        command.env(PUT_BACK, self.put_back_ms.to_string());
        command.arg("serve").arg("--data").arg(self.data.path()).arg("--app").arg(&self.app);
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child =
            command.spawn().or_fail(&format!("{}: run `cargo xtask journeys`", self.program.display()));
        let output = child.stdout.take().ok_or(()).or_fail("the server has no output");
        let mut lines = BufReader::new(output).lines();
        let ready = async {
            while let Ok(Some(line)) = lines.next_line().await {
                if line.contains("http://localhost:") {
                    return true;
                }
            }
            false
        };
        let ready = timeout(PATIENCE, ready).await.or_fail("the server didn't say that it listens");
        assert!(ready, "the server ended before it listened");
        // What it prints later must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        self.child = Some(child);
    }

    /// The server's program, for its other commands: `fieldbook company …`.
    pub fn binary() -> PathBuf {
        in_repository("target/debug/fieldbook")
    }

    /// From the next start on, the server serves this build.
    pub fn serve(&mut self, build: &Build) {
        self.app = build.folder().to_path_buf();
    }

    /// Asks the server to stop, and sees it end well.
    pub async fn stop(&mut self) {
        let mut child = self.child.take().ok_or(()).or_fail("the server is stopped already");
        signal("TERM", child.id().unwrap_or_default());
        let ended = timeout(STOP_WITHIN, child.wait()).await.or_fail("the server doesn't stop");
        let status = ended.or_fail("the server's end");
        assert!(status.success(), "the server ended with {status}");
    }

    /// Waits until one of its counters has come to a number.
    pub async fn wait_for_metric(&self, counter: &str, number: u64) {
        let ask = || async {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
            stream.write_all(b"GET /v1/metrics HTTP/1.0\r\nHost: localhost\r\n\r\n").await?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.map(|_| answer)
        };
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = ask().await.unwrap_or_default();
            let line = answer.lines().find(|line| !line.starts_with('#') && line.contains(counter));
            let counted = line.and_then(|line| line.split_whitespace().last()?.parse::<u64>().ok());
            if counted.is_some_and(|counted| counted >= number) {
                return;
            }
            assert!(Instant::now() < deadline, "{counter} did not come to {number}: {answer}");
            sleep(LOOK_EVERY).await;
        }
    }

    /// kill -9.
    pub async fn kill(&mut self) {
        let mut child = self.child.take().ok_or(()).or_fail("the server is stopped already");
        child.kill().await.or_fail("killing the server");
    }

    /// An address of this server; `path` begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// The folder of its data.
    pub fn data(&self) -> &Path {
        self.data.path()
    }
}
