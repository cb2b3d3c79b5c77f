//! What only a browser can tell of the budgets: the released app and server, a rep who holds 10,000 records, on
//! headless Chromium. `cargo xtask bench` builds both and runs this.
mod needs;
mod page;
mod rows;
mod scan;
#[expect(clippy::unwrap_used, reason = "what a measurement is made of fits its sizes")]
#[path = "../../../../server/tests/support/xlsx.rs"]
mod xlsx;

use journeys::{Build, Phone, Server};
use rows::Line;

/// Together 10,000 records, all of them on the phone of one rep.
const SIZE: &[&str] = &["--customers", "1000", "--deals", "9000", "--reps", "1"];

#[tokio::main]
async fn main() {
    let mut server = Server::prepared(&Build::released());
    server.make_demo(SIZE);
    server.start_again().await;
    let mut phone = Phone::new().by_the_real_clock();
    let address = server.url("/");
    print(&rows::first_sync(&mut phone, &address).await);
    print(&rows::space(&phone).await);
    print(&rows::cold_start(&mut phone, &address).await);
    print(&rows::search(&mut phone, &server.url("/deals")).await);
    print(&rows::saves(&mut phone, &address).await);
    print(&rows::captures(&mut phone, &server.url("/capture")).await);
    print(&rows::scroll(&mut phone, &server.url("/deals")).await);
    print(&needs::keystroke(&mut phone, &server).await);
    print(&rows::duties_anew(&phone, &server).await);
    print(&scan::frames(&server).await);
}

fn print(lines: &[Line]) {
    for Line { what, budget, measured, met } in lines {
        println!("{what:52} {budget:>24} {measured:>24}  {}", if *met { "" } else { "MISSED" });
    }
}
