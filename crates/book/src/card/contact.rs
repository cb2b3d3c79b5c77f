//! A card as values of a customer and of somebody there. What does not fit its field stands with the rest of the card.

use fieldbook_process::Path;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::record::Record as _;
use fieldbook_process::{EntryId, Value};

use super::{Card, Phone, PhoneKind};

/// The list of people at a customer.
const PEOPLE: &str = "contact";
/// The field with what else the card says.
const REST: &str = "card";

/// Values by field; none is empty.
pub type Values = Vec<(&'static str, String)>;

impl Card {
    /// What it says of the customer: its name – the person's, where the card names no company – and where it is.
    #[must_use]
    pub fn of_customer(&self) -> Values {
        let name = if self.organisation.is_empty() { &self.name } else { &self.organisation };
        let all = [
            ("name", name),
            ("other_name", &self.other_organisation),
            ("town", &self.town),
            ("address", &self.address),
        ];
        let all = all.into_iter().filter(|(field, text)| !text.is_empty() && fits(None, field, text));
        all.map(|(field, text)| (field, text.clone())).collect()
    }

    /// What it says of the person, with all that has no other field.
    #[must_use]
    pub fn of_contact(&self) -> Values {
        let first = self.phone();
        let others = self.phones.iter().filter(|phone| Some(*phone) != first);
        let (faxes, others): (Vec<&Phone>, Vec<&Phone>) =
            others.partition(|phone| phone.kind == PhoneKind::Fax);
        let mut others = others.into_iter();
        let number = |phone: Option<&Phone>| phone.map(|phone| phone.number.clone()).unwrap_or_default();
        let position = [self.department.as_str(), &self.position].join(" ").trim().to_owned();
        let all = [
            ("name", self.name.clone()),
            ("position", position),
            ("phone", number(first)),
            ("other_phone", number(others.next())),
            ("email", self.emails.first().cloned().unwrap_or_default()),
            ("wechat", self.wechat.clone()),
        ];
        let all = all.into_iter().filter(|(_, text)| !text.is_empty());
        let (mut values, too_long): (Values, Values) =
            all.partition(|(field, text)| fits(Some(PEOPLE), field, text));
        let customer = self.of_customer();
        let own = |field: &str, text: &str| customer.iter().all(|it| *it != (field, text.to_owned()));
        let left = [
            ("name", &self.organisation),
            ("other_name", &self.other_organisation),
            ("town", &self.town),
            ("address", &self.address),
        ];
        let left = left.into_iter().filter(|(field, text)| own(field, text)).map(|(_, text)| text.clone());
        let rest: Vec<String> = too_long
            .into_iter()
            .map(|(_, text)| text)
            .chain([self.other_name.clone()])
            .chain(others.map(|phone| phone.number.clone()))
            .chain(faxes.into_iter().map(|phone| format!("Fax {}", phone.number)))
            .chain(self.emails.iter().skip(1).cloned())
            .chain(left)
            .chain([self.website.clone(), self.note.clone()])
            .chain(self.unread.iter().cloned())
            .filter(|line| !line.is_empty())
            .collect();
        if !rest.is_empty() {
            values.push((REST, rest.join("\n")));
        }
        values
    }
}

/// Whether a field takes a text.
fn fits(list: Option<&str>, field: &str, text: &str) -> bool {
    let path = match list {
        None => Path::field(field),
        Some(list) => Path::entry(list, EntryId([0; 16]), field),
    };
    let field = Customer::schema().named(list, field);
    field.is_some_and(|field| field.kind.check(&path, &Value::Text(text.to_owned())).is_ok())
}
