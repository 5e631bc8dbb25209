//! Counted work: what keeps any table from taking for ever, the same on every machine.

/// Steps that may still be taken. A step is about one addition and one comparison.
#[derive(Debug)]
pub(super) struct Work {
    left: u64,
    spent_up: bool,
}

impl Work {
    pub(super) fn new(steps: u64) -> Self {
        Self { left: steps, spent_up: false }
    }

    /// Takes `steps`; false when there are not as many left.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        let Some(left) = self.left.checked_sub(steps as u64) else {
            self.spent_up = true;
            return false;
        };
        self.left = left;
        true
    }

    /// Steps that are left.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    pub(super) fn exhausted(&self) -> bool {
        self.spent_up
    }
}
