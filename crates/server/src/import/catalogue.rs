//! What the company sells, as a sheet.

use std::io;

use csv::Writer;
use fieldbook_process::catalogue::{Catalogue, Product};
use fieldbook_process::value::Currency;
use fieldbook_process::{Day, Money};

use super::{Row, Sheet, Wrong, day, minor_units};

/// The columns that must be there.
pub const COLUMNS: [&str; 5] = ["code", "name", "group", "list_price", "currency"];
/// Those that may.
pub const WELCOME: [&str; 2] = ["from", "to"];
/// The longest code, name or group, in characters: a deal names the code, in one line.
const LONGEST: usize = 60;

/// Takes every product of a sheet with these columns: how many were added, how many changed.
///
/// # Errors
/// All that is wrong; then the catalogue is to be thrown away.
pub fn take(sheet: &Sheet, catalogue: &mut Catalogue) -> Result<(usize, usize), Vec<Wrong>> {
    let (mut wrong, mut counts) = (Vec::new(), (0, 0));
    let mut seen: Vec<&str> = Vec::new();
    for row in &sheet.rows {
        let code = row.cell(0);
        let product = product(row).and_then(|product| {
            if seen.contains(&code) { Err(format!("{code} stands in the file twice")) } else { Ok(product) }
        });
        seen.push(code);
        match product {
            Err(reason) => wrong.push((row.line, reason)),
            Ok(product) => match catalogue.0.iter_mut().find(|known| known.code == product.code) {
                Some(known) if *known == product => {}
                Some(known) => {
                    *known = product;
                    counts.1 += 1;
                }
                None => {
                    catalogue.0.push(product);
                    counts.0 += 1;
                }
            },
        }
    }
    catalogue.0.sort_by(|a, b| a.code.cmp(&b.code));
    if wrong.is_empty() { Ok(counts) } else { Err(wrong) }
}

fn product(row: &Row) -> Result<Product, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    for (what, text, least) in [("code", row.cell(0), 1), ("name", row.cell(1), 1), ("group", row.cell(2), 0)]
    {
        if !(least..=LONGEST).contains(&text.chars().count()) || text.chars().any(char::is_control) {
            return Err(format!(
                "{text:?}: a product's {what} has {least} to {LONGEST} characters in one line"
            ));
        }
    }
    let end = |text: &str| -> Result<Option<Day>, String> {
        let parsed = (!text.is_empty())
            .then(|| day(text).ok_or_else(|| format!("{text:?} is no day such as 2027-10-01")));
        parsed.transpose()
    };
    let (from, to) = (end(row.cell(5))?, end(row.cell(6))?);
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(format!("{}: its last day is before its first", row.cell(0)));
    }
    Ok(Product {
        code: row.cell(0).to_owned(),
        name: row.cell(1).to_owned(),
        group: row.cell(2).to_owned(),
        list_price: money(row.cell(3), row.cell(4))?,
        from,
        to,
    })
}

fn money(amount: &str, currency: &str) -> Result<Money, String> {
    let currency =
        Currency::parse(currency).ok_or_else(|| format!("{currency:?} is no currency such as CNY"))?;
    let minor = minor_units(amount).ok_or_else(|| format!("{amount:?} is no price such as 386 or 386.00"))?;
    Ok(Money { minor, currency })
}

/// Writes the catalogue as a sheet that [`take`] takes back.
///
/// # Errors
/// Those of the writer.
pub fn write(catalogue: &Catalogue, to: impl io::Write) -> csv::Result<()> {
    let mut writer = Writer::from_writer(to);
    writer.write_record(COLUMNS.iter().chain(&WELCOME))?;
    for product in &catalogue.0 {
        let Money { minor, currency } = product.list_price;
        let price = format!("{}.{:02}", minor / 100, minor % 100);
        let end = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (end(product.from), end(product.to));
        let currency = String::from(currency);
        writer.write_record([&product.code, &product.name, &product.group, &price, &currency, &from, &to])?;
    }
    writer.flush()?;
    Ok(())
}
