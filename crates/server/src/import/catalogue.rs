//! What the company sells, as a sheet.

use std::io;

use csv::Writer;
use fieldbook_book::wire::office::Wrong;
use fieldbook_process::catalogue::{Catalogue, Product};
use fieldbook_process::law::{Fact, Line};
use fieldbook_process::value::Currency;
use fieldbook_process::{Day, Money, line};

use super::{Row, Sheet, day_of_cell, minor_units, quoted, wrong};

/// The columns that must be there.
pub const COLUMNS: [&str; 5] = ["code", "name", "group", "list_price", "currency"];
/// Those that may.
pub const WELCOME: [&str; 2] = ["from", "to"];
/// The longest code, name or group, in characters: a deal names the code, in one line.
const LONGEST: i64 = 60;

/// Takes every product of a sheet with these columns: how many were added, how many changed.
///
/// # Errors
/// All that is wrong; then the catalogue is to be thrown away.
pub fn take(sheet: &Sheet, catalogue: &mut Catalogue) -> Result<(usize, usize), Vec<Wrong>> {
    let (mut all, mut counts) = (Vec::new(), (0, 0));
    let mut seen: Vec<&str> = Vec::new();
    for row in &sheet.rows {
        let code = row.cell(0);
        let product = product(row).and_then(|product| {
            if seen.contains(&code) { Err(line!("code_twice", code = quoted(code))) } else { Ok(product) }
        });
        seen.push(code);
        match product {
            Err(what) => all.push(wrong(row, what)),
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
    if all.is_empty() { Ok(counts) } else { Err(all) }
}

fn product(row: &Row) -> Result<Product, Line> {
    if let Some(fault) = row.fault {
        return Err(fault.line());
    }
    for (column, text, least) in
        [("code", row.cell(0), 1), ("name", row.cell(1), 1), ("group", row.cell(2), 0)]
    {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        if !(least..=LONGEST).contains(&length) || text.chars().any(char::is_control) {
            let (least, most) = (Fact::Count(least), Fact::Count(LONGEST));
            let (column, text) = (quoted(column), quoted(text));
            return Err(line!("cell_too_long", text = text, column = column, least = least, most = most));
        }
    }
    let end = |text: &str| (!text.is_empty()).then(|| day_of_cell(text)).transpose();
    let (from, to) = (end(row.cell(5))?, end(row.cell(6))?);
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(line!("last_day_first", code = quoted(row.cell(0))));
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

fn money(amount: &str, currency: &str) -> Result<Money, Line> {
    let currency = Currency::parse(currency).ok_or_else(|| line!("no_currency", text = quoted(currency)))?;
    let minor = minor_units(amount).ok_or_else(|| line!("no_price", text = quoted(amount)))?;
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
