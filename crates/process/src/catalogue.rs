//! 1.2 Products and services (產品與服務): a part of the company. Costs are not here; they never reach a phone.

use serde::{Deserialize, Serialize};

use crate::{Day, Money};

/// Something the company sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its number, unique in the catalogue.
    pub code: String,
    /// As it stands on a quote.
    pub name: String,
    /// The group that limits and paths speak of.
    pub group: String,
    /// List price of one unit.
    pub list_price: Money,
    /// Sold from that day on.
    pub from: Option<Day>,
    /// Last day it is sold.
    pub to: Option<Day>,
}

/// Every product, in the order of codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue(pub Vec<Product>);

impl Catalogue {
    /// The product of that code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Product> {
        self.0.iter().find(|product| product.code == code)
    }
}
