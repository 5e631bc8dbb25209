//! A generator of numbers, and what a hand does to a figure.

use rapportkoll::engine::report::{Cell, Place, State, Table};
use rust_decimal::Decimal;

/// A generator of numbers, the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n) as usize
    }

    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }
}

/// What a hand does to a figure; none where it would do nothing.
pub(crate) fn slip(random: &mut Random, right: Decimal) -> Option<Decimal> {
    let digits: Vec<u8> = right.mantissa().abs().to_string().into_bytes();
    let mut wrong = digits.clone();
    match random.below(8) {
        0..=3 => {
            let at = random.below(digits.len() as u64);
            wrong[at] = b'1' + random.below(9) as u8;
        }
        4 | 5 => {
            let at = random.below(digits.len().max(2) as u64 - 1);
            if digits.len() < 2 || at == 0 && digits[1] == b'0' {
                return None;
            }
            wrong.swap(at, at + 1);
        }
        6 => {
            let at = random.below(digits.len() as u64);
            if digits.len() < 3 || at == 0 && digits[1] == b'0' {
                return None;
            }
            wrong.remove(at);
        }
        _ => return (!right.is_zero()).then_some(-right),
    }
    let value: i128 = String::from_utf8(wrong).unwrap().parse().unwrap();
    let sign = if right.is_sign_negative() { -1 } else { 1 };
    Some(Decimal::from_i128_with_scale(value * sign, right.scale())).filter(|&wrong| wrong != right)
}

pub(crate) fn cell(value: Decimal) -> Cell {
    Cell { text: value.to_string(), value: Some(value), state: State::Unchecked, span: None, at: None }
}

pub(crate) fn put(table: &Table, at: Place, value: Decimal) -> Table {
    let mut table = table.clone();
    table.rows[at.0].cells[at.1] = Some(cell(value));
    table
}
