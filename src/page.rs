//! The page, and the worker that it checks long texts in: the same program. Everything else is in [`rapportkoll::app`].

fn main() {
    rapportkoll::app::start();
}
