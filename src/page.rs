//! The page. Everything is in [`rapportkoll::app`]; what checks is another program, `checker.rs`.

fn main() {
    rapportkoll::app::start();
}
