//! `products.csv`: what the company sells, with list prices in whole US dollars.

use fieldbook_process::catalogue::Product;
use fieldbook_process::value::Currency;
use fieldbook_process::{Company, Money};

use super::{Taken, folded};
use crate::import::{Sheet, minor_units};

/// Name (also its code), group, list price.
pub(super) const COLUMNS: [&str; 3] = ["product", "series", "sales_price"];

/// The longest code of a product, in characters: a deal names it.
const LONGEST: usize = 60;

/// Adds products that the catalogue lacks.
pub(super) fn take(sheet: &Sheet, company: &mut Company, taken: &mut Taken) {
    for row in &sheet.rows {
        let (name, series, price) = (row.cell(0), row.cell(1), dollars(row.cell(2)));
        let fault = match (&row.fault, price) {
            (Some(fault), _) => Err(fault.to_string()),
            (None, Err(reason)) => Err(reason),
            (None, Ok(_)) if name.is_empty() || name.chars().count() > LONGEST => {
                Err(format!("{name:?}: a product's name has 1 to {LONGEST} characters"))
            }
            (None, Ok(price)) => Ok(price),
        };
        match fault {
            Err(reason) => taken.rejected.push(sheet.reject(row, reason)),
            Ok(_) if code_of(company, name).is_some() => taken.products.known += 1,
            Ok(list_price) => {
                taken.products.new += 1;
                company.catalogue.0.push(Product {
                    code: name.to_owned(),
                    name: name.to_owned(),
                    group: series.to_owned(),
                    list_price,
                    from: None,
                    to: None,
                });
            }
        }
    }
    company.catalogue.0.sort_by(|a, b| a.code.cmp(&b.code));
}

/// The code of the product of that name, however it is spaced.
pub(super) fn code_of(company: &Company, name: &str) -> Option<String> {
    let wanted = folded(name);
    let found = company.catalogue.0.iter().find(|product| folded(&product.code) == wanted);
    found.map(|product| product.code.clone())
}

/// An amount such as `4821` or `4821.50`.
///
/// # Errors
/// Why it is none, for the person who completes the row.
pub(super) fn dollars(text: &str) -> Result<Money, String> {
    let minor = minor_units(text);
    let minor =
        minor.ok_or_else(|| format!("{text:?} is no amount in US dollars such as 4821 or 4821.50"))?;
    Ok(Money { minor, currency: Currency::USD })
}
