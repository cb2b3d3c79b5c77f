//! When a form was handed out, signed: who sends it back at once or after days is no person at the form. Nothing is
//! kept for that: the time stands in the form, and only this server can have written it there.

use fieldbook_book::hub::Seal;
use sha2::{Digest, Sha256};

use crate::limits::{LEAD_LEAST_MS, LEAD_MOST_MS};

/// What the key is asked to sign; no receipt begins like that.
const PURPOSE: &[u8] = b"fieldbook lead form 1\0";

/// Writes and reads stamps. Their secret follows from the receipt key, so a form outlives a restart.
pub struct Stamps([u8; 32]);

impl std::fmt::Debug for Stamps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stamps")
    }
}

/// How old a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// As a person needs; with what tells this form from all others.
    Fits([u8; 8]),
    /// No person is so fast.
    TooFast,
    /// Too old, or not written by this server.
    TooOld,
}

impl Stamps {
    /// From the key that signs receipts.
    #[must_use]
    pub fn of(seal: &dyn Seal) -> Self {
        Self(Sha256::digest(seal.sign(PURPOSE)).into())
    }

    /// A stamp of that moment (ms UTC). `nonce` tells forms apart that are handed out at once.
    #[must_use]
    pub fn write(&self, at_ms: i64, nonce: [u8; 8]) -> String {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        format!("{at_ms}-{}-{}", hex(&nonce), hex(&self.mark(at_ms, nonce)))
    }

    /// How old the form with that stamp is.
    #[must_use]
    pub fn read(&self, stamp: &str, now_ms: i64) -> Age {
        let Some((at_ms, nonce)) = self.parts(stamp) else { return Age::TooOld };
        match now_ms.saturating_sub(at_ms) {
            ..LEAD_LEAST_MS => Age::TooFast,
            LEAD_LEAST_MS..=LEAD_MOST_MS => Age::Fits(nonce),
            _ => Age::TooOld,
        }
    }

    fn parts(&self, stamp: &str) -> Option<(i64, [u8; 8])> {
        let mut parts = stamp.split('-');
        let at_ms: i64 = parts.next()?.parse().ok()?;
        let nonce = unhex::<8>(parts.next()?)?;
        let mark = unhex::<16>(parts.next()?)?;
        let differs = mark.iter().zip(self.mark(at_ms, nonce)).fold(0, |all, (a, b)| all | (a ^ b));
        (differs == 0 && parts.next().is_none()).then_some((at_ms, nonce))
    }

    /// All parts have a fixed length, so nothing can be added behind them.
    fn mark(&self, at_ms: i64, nonce: [u8; 8]) -> [u8; 16] {
        let digest: [u8; 32] = Sha256::digest([&self.0[..], &at_ms.to_be_bytes(), &nonce].concat()).into();
        let [mark, _] = *digest.as_chunks::<16>().0 else { return [0; 16] };
        mark
    }
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let pairs = text.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes?.try_into().ok()
}
