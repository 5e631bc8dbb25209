//! The page: mounts the application. Everything else is in [`rapportkoll::app`].

fn main() {
    rapportkoll::app::mount();
}
