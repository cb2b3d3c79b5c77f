//! The person who was met, among those who are written down at the customer already: who stands there gets only what was
//! not known of them.

use fieldbook_process::prospecting::{Contact, NAMELESS, Sign};

/// Whether they are one: the same sign or the same name, and nothing against it.
fn is_same(there: &Contact, met: &Contact) -> bool {
    let key = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    let same_name = there.is_named() && met.is_named() && key(&there.name) == key(&met.name);
    let other_name = there.is_named() && met.is_named() && !same_name;
    let same_sign = met.signs().any(|sign| there.signs().any(|it| it == sign));
    // A switchboard has one number for many; a name without room for its numbers is perhaps a namesake.
    ((same_sign && !other_name) || same_name) && has_room(there, met)
}

/// Numbers of who was met that do not stand there.
fn new_numbers<'a>(there: &Contact, met: &'a Contact) -> Vec<&'a String> {
    let stand: Vec<Sign> = there.signs().collect();
    let is_new = |number: &&String| {
        let sign = Sign::of_phone(number);
        !number.is_empty() && **number != there.phone && !stand.iter().any(|it| Some(it) == sign.as_ref())
    };
    [&met.phone, &met.other_phone].into_iter().filter(is_new).collect()
}

/// Whether these can all be written down there.
fn has_room(there: &Contact, met: &Contact) -> bool {
    let free = [&there.phone, &there.other_phone].into_iter().filter(|it| it.is_empty());
    new_numbers(there, met).len() <= free.count()
}

/// Who of those there it is.
pub fn found<'a>(there: &'a [Contact], met: &Contact) -> Option<&'a Contact> {
    there.iter().filter(|it| it.removed.is_none()).find(|it| is_same(it, met))
}

/// What who was met adds to who stands there, by field.
pub fn added(there: &Contact, met: &Contact) -> Vec<(&'static str, String)> {
    let mut numbers = new_numbers(there, met).into_iter();
    let mut number = |stands: &str| if stands.is_empty() { numbers.next().cloned() } else { None };
    let lacks =
        |stands: &str, met: &String| Some(met.clone()).filter(|met| stands.is_empty() && !met.is_empty());
    let name = Some(met.name.clone()).filter(|_| !there.is_named() && met.is_named());
    let all = [
        ("name", name),
        ("phone", number(&there.phone)),
        ("other_phone", number(&there.other_phone)),
        ("email", lacks(&there.email, &met.email)),
        ("wechat", lacks(&there.wechat, &met.wechat)),
    ];
    all.into_iter().filter_map(|(field, text)| Some((field, text?))).collect()
}

/// What was read of who stands there already and is not written down there: other addresses than those known, and what
/// this phone does not keep of everybody, so that it would write over what stands there.
pub fn beside(there: &Contact, met: &Contact) -> Vec<String> {
    let other = |stands: &str, met: &String| !stands.is_empty() && stands.trim() != met.as_str();
    let all = [
        (true, &met.position),
        (other(&there.email, &met.email), &met.email),
        (other(&there.wechat, &met.wechat), &met.wechat),
        (true, &met.card),
    ];
    let lines = all.into_iter().filter(|(is_beside, text)| *is_beside && !text.is_empty());
    lines.map(|(_, text)| text.clone()).collect()
}

/// What of somebody new is written down.
pub fn all(met: &Contact) -> Vec<(&'static str, String)> {
    let name = if met.name.is_empty() { NAMELESS.to_owned() } else { met.name.clone() };
    let all = [
        ("name", name),
        ("phone", met.phone.clone()),
        ("other_phone", met.other_phone.clone()),
        ("position", met.position.clone()),
        ("email", met.email.clone()),
        ("wechat", met.wechat.clone()),
        ("card", met.card.clone()),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, phone: &str) -> Contact {
        Contact { name: name.to_owned(), phone: phone.to_owned(), ..Contact::default() }
    }

    fn adds(there: Contact, met: Contact) -> Option<Vec<(&'static str, String)>> {
        let all = [there];
        found(&all, &met).map(|there| added(there, &met))
    }

    #[test]
    fn who_stands_there_already_is_not_written_down_twice() {
        assert_eq!(adds(person("吳芳", "138 1234 5678"), person("吳芳", "+86 13812345678")), Some(vec![]));
        assert_eq!(adds(person("Wu Fang", ""), person("wu fang", "")), Some(vec![]));
    }

    #[test]
    fn they_get_what_was_not_known_of_them() {
        let phone = ("phone", "13812345678".to_owned());
        assert_eq!(adds(person("吳芳", ""), person("吳芳", "13812345678")), Some(vec![phone]));
        let name = ("name", "吳芳".to_owned());
        assert_eq!(adds(person(NAMELESS, "13812345678"), person("吳芳", "13812345678")), Some(vec![name]));
        let other = ("other_phone", "0510-8888666".to_owned());
        assert_eq!(adds(person("吳芳", "13812345678"), person("吳芳", "0510-8888666")), Some(vec![other]));
        let with_mail = Contact { email: "wu@example.cn".to_owned(), ..person("吳芳", "13812345678") };
        let mail = ("email", "wu@example.cn".to_owned());
        assert_eq!(adds(person("吳芳", "13812345678"), with_mail), Some(vec![mail]));
    }

    #[test]
    fn what_has_no_place_there_stands_beside() {
        let known = Contact { email: "wu@example.cn".to_owned(), ..person("吳芳", "13812345678") };
        let met = Contact {
            email: "fang@example.cn".to_owned(),
            wechat: "wufang".to_owned(),
            position: "採購".to_owned(),
            ..person("吳芳", "13812345678")
        };
        assert_eq!(beside(&known, &met), ["採購", "fang@example.cn"]);
        assert_eq!(beside(&known, &known), [""; 0], "nothing new");
    }

    #[test]
    fn somebody_else_is_somebody_else() {
        let known = || person("吳芳", "0510-8888666");
        assert_eq!(adds(known(), person("李梅", "0510-8888666")), None, "one switchboard");
        assert_eq!(adds(known(), person("李梅", "")), None);
        let full = Contact { other_phone: "13812345678".to_owned(), ..known() };
        assert_eq!(adds(full, person("吳芳", "13999999999")), None, "perhaps a namesake");
        let gone = Contact { removed: Some(fieldbook_process::value::Instant(1)), ..known() };
        assert_eq!(adds(gone, known()), None, "who left is not there");
        assert_eq!(adds(person("", ""), person("", "")), None);
    }
}
