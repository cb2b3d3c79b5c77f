//! Attachments in an object store that speaks S3 (MinIO, Ceph, the clouds): a bucket by its address, the key from the
//! environment. What comes in pieces still lies in the folder until it is whole.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use fieldbook_book::hash::Hash;
use rusty_s3::{Bucket as Place, Credentials, S3Action as _, UrlStyle};
use ureq::Agent;
use ureq::Body;
use ureq::http::Response;

use super::{Keeper, Listing};

/// How long a signed request may be under way.
const SIGNED_FOR: Duration = Duration::from_secs(300);
/// The region that most stores of one's own answer to.
const REGION: &str = "us-east-1";

/// How long a store is waited for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// One that cannot be reached.
    pub(super) connects: Duration,
    /// One that is reached and stands still: nothing comes, or nothing more is taken.
    pub(super) stands_still: Duration,
    /// One that comes on, however slowly.
    pub(super) whole: Duration,
}

/// While one is waited for, a request and a slot of those for attachments wait, too.
const PATIENCE: Patience =
    Patience { connects: Duration::from_secs(5), stands_still: Duration::from_secs(20), whole: SIGNED_FOR };

/// A bucket.
pub struct Bucket {
    place: Place,
    key: Credentials,
    agent: Agent,
}

/// Why a bucket cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BucketFault {
    /// The address is none of a bucket.
    #[error("{0} is not the address of a bucket, such as https://s3.example.com/fieldbook")]
    NotABucket(String),
    /// No key in the environment.
    #[error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set for an object store")]
    NoKey,
}

impl Bucket {
    /// The bucket of an address, such as `https://s3.example.com/fieldbook`; key and region from the environment.
    ///
    /// # Errors
    /// [`BucketFault`].
    pub fn of_address(address: &str) -> Result<Self, BucketFault> {
        let key = Credentials::from_env().ok_or(BucketFault::NoKey)?;
        let region = std::env::var("AWS_REGION").unwrap_or_else(|_| REGION.to_owned());
        Self::new(address, region, key, PATIENCE)
    }

    pub(super) fn new(
        address: &str,
        region: String,
        key: Credentials,
        patience: Patience,
    ) -> Result<Self, BucketFault> {
        let wrong = || BucketFault::NotABucket(address.to_owned());
        let (store, name) = address.trim_end_matches('/').rsplit_once('/').ok_or_else(wrong)?;
        let store = store.parse().map_err(|_| wrong())?;
        let place = Place::new(store, UrlStyle::Path, name.to_owned(), region).map_err(|_| wrong())?;
        let within = Agent::config_builder()
            .timeout_global(Some(patience.whole))
            .timeout_connect(Some(patience.connects))
            .timeout_per_read(Some(patience.stands_still))
            .timeout_per_write(Some(patience.stands_still));
        let agent = within.build().into();
        Ok(Self { place, key, agent })
    }
}

fn name(hash: Hash) -> String {
    hash.to_string()
}

/// What is answered; `None` where there is no such thing.
fn answered(asked: Result<Response<Body>, ureq::Error>) -> io::Result<Option<Response<Body>>> {
    match asked {
        Ok(response) => Ok(Some(response)),
        Err(ureq::Error::StatusCode(404)) => Ok(None),
        // The address bears a signature, so it is not told.
        Err(ureq::Error::StatusCode(status)) => {
            Err(io::Error::other(format!("the object store answered {status}")))
        }
        Err(fault) => Err(io::Error::other(format!("the object store did not answer: {fault}"))),
    }
}

impl Keeper for Bucket {
    fn size(&self, hash: Hash) -> io::Result<Option<u64>> {
        let signed = self.place.head_object(Some(&self.key), &name(hash)).sign(SIGNED_FOR);
        let Some(response) = answered(self.agent.head(signed.as_str()).call())? else { return Ok(None) };
        let length = response.headers().get("content-length").and_then(|it| it.to_str().ok()?.parse().ok());
        length.map(Some).ok_or_else(|| io::Error::other("the object store told no size"))
    }

    fn put(&self, hash: Hash, file: &Path) -> io::Result<()> {
        let bytes = fs::read(file)?;
        let signed = self.place.put_object(Some(&self.key), &name(hash)).sign(SIGNED_FOR);
        answered(self.agent.put(signed.as_str()).send(bytes.as_slice()))?
            .ok_or_else(|| io::Error::other("there is no such bucket"))?;
        fs::remove_file(file)
    }

    fn read(&self, hash: Hash, offset: u64, most: usize) -> io::Result<Vec<u8>> {
        let signed = self.place.get_object(Some(&self.key), &name(hash)).sign(SIGNED_FOR);
        let last = offset.saturating_add(most as u64).saturating_sub(1);
        let asked = self.agent.get(signed.as_str()).header("range", format!("bytes={offset}-{last}"));
        let response = answered(asked.call())?.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        let body = response.into_body().into_with_config().limit(most as u64 + 1).read_to_vec();
        body.map_err(|fault| io::Error::other(format!("the object store broke off: {fault}")))
    }

    fn all(&self) -> io::Result<Option<Listing>> {
        // A store lists in pages of XML, each of which costs; what it keeps is known by the book.
        Ok(None)
    }
}
