//! Typed records over facts. `record!` and `entry!` write the struct and its schema from one table, a line a
//! field; `choice!` an enum with its codes. [`with_record!`] is the one place that lists all kinds.

#[cfg(test)]
pub(crate) mod tests;

use crate::facts::{Facts, Path};
use crate::schema::Schema;
use crate::{EntryId, Value};

/// The enum and its list from one table, so that no kind is missing in the list.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// The kinds of record there are.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum RecordKind { $($(#[$doc])* $kind),* }

        impl RecordKind {
            /// Every kind.
            pub const ALL: [Self; [$(stringify!($kind)),*].len()] = [$(Self::$kind),*];
        }
    };
}
kinds! {
    /// 2.2.b
    Customer,
    /// 3.1
    Deal,
    /// 3.2.c
    Question,
    /// 2.3.b
    Event,
    /// 2.3.a
    Campaign,
    /// 2.3.c
    Partner,
    /// 2.2.a
    Segment,
    /// 2.1.a
    MarketNote,
    /// 2.1.a
    Competitor,
    /// 2.1.b
    MarketReport,
    /// 2.1.a
    MarketSize,
    /// 2.4.a
    Questionnaire,
    /// 2.4.a
    Research,
    /// 2.4.b
    NeedsReport,
}

/// Runs a body with `$R` as the record type of a kind: `with_record!(kind, R => f::<R>(facts))`.
#[macro_export]
macro_rules! with_record {
    ($kind:expr, $R:ident => $body:expr) => {
        match $kind {
            $crate::RecordKind::Customer => {
                type $R = $crate::prospecting::Customer;
                $body
            }
            $crate::RecordKind::Deal => {
                type $R = $crate::opportunity::Deal;
                $body
            }
            $crate::RecordKind::Question => {
                type $R = $crate::opportunity::Question;
                $body
            }
            $crate::RecordKind::Event => {
                type $R = $crate::prospecting::Event;
                $body
            }
            $crate::RecordKind::Campaign => {
                type $R = $crate::prospecting::Campaign;
                $body
            }
            $crate::RecordKind::Partner => {
                type $R = $crate::prospecting::Partner;
                $body
            }
            $crate::RecordKind::Segment => {
                type $R = $crate::prospecting::Segment;
                $body
            }
            $crate::RecordKind::MarketNote => {
                type $R = $crate::prospecting::MarketNote;
                $body
            }
            $crate::RecordKind::Competitor => {
                type $R = $crate::prospecting::Competitor;
                $body
            }
            $crate::RecordKind::MarketReport => {
                type $R = $crate::prospecting::MarketReport;
                $body
            }
            $crate::RecordKind::MarketSize => {
                type $R = $crate::prospecting::MarketSize;
                $body
            }
            $crate::RecordKind::Questionnaire => {
                type $R = $crate::prospecting::Questionnaire;
                $body
            }
            $crate::RecordKind::Research => {
                type $R = $crate::prospecting::Research;
                $body
            }
            $crate::RecordKind::NeedsReport => {
                type $R = $crate::prospecting::NeedsReport;
                $body
            }
        }
    };
}

impl RecordKind {
    /// Its name in documents: `customer`, `deal`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.schema().name
    }

    /// The kind of that name; `None` where a newer app made it.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its fields and lists.
    #[must_use]
    pub fn schema(self) -> &'static Schema {
        with_record!(self, R => R::schema())
    }

    /// The field that holds what a record of this kind is called.
    #[must_use]
    pub const fn named_by(self) -> &'static str {
        match self {
            Self::Deal => "title",
            Self::Question | Self::MarketNote | Self::Research => "subject",
            Self::Customer
            | Self::Event
            | Self::Campaign
            | Self::Partner
            | Self::Segment
            | Self::Competitor
            | Self::Questionnaire => "name",
            Self::MarketReport => "quarter",
            Self::MarketSize => "product_group",
            Self::NeedsReport => "title",
        }
    }

    /// The field that holds who looks after a record of this kind.
    #[must_use]
    pub const fn owned_by(self) -> &'static str {
        match self {
            Self::Deal => "seller",
            Self::Question => "asker",
            Self::Customer | Self::Event | Self::Campaign | Self::Partner | Self::Segment => "owner",
            Self::MarketReport | Self::Questionnaire | Self::NeedsReport => "author",
            Self::Research => "researcher",
            // Nobody in particular; who wrote it down.
            Self::MarketNote | Self::Competitor | Self::MarketSize => "by",
        }
    }

    /// The act that changing what a record of this kind is called amounts to: that of its other facts, too.
    #[must_use]
    pub fn edited_by(self) -> crate::ActName {
        let schema = self.schema();
        schema.named(None, self.named_by()).map_or(schema.made_by, |field| field.act)
    }

    /// What a record of this kind is called by these facts; empty where they do not say.
    #[must_use]
    pub fn called(self, facts: &Facts) -> &str {
        match facts.get(&Path::field(self.named_by())) {
            Some(Value::Text(name)) => name,
            _ => "",
        }
    }
}

/// A typed record.
pub trait Record: Sized + Default + Clone + PartialEq {
    /// Its kind.
    const KIND: RecordKind;

    /// Its fields and lists.
    fn schema() -> &'static Schema;

    /// Sets one value; a path or kind that this version does not know is passed over (it stays in the facts).
    fn put(&mut self, path: &Path, value: &Value);

    /// Every value set, in the order of paths.
    fn to_facts(&self) -> Facts;

    /// The record that these facts tell.
    #[must_use]
    fn from_facts(facts: &Facts) -> Self {
        let mut record = Self::default();
        facts.iter().for_each(|(path, value)| record.put(path, value));
        record
    }
}

/// An entry of a record's list.
pub trait Entry: Sized + Default {
    /// Its id.
    fn id(&self) -> EntryId;
    /// A new one with that id and nothing else.
    fn with_id(id: EntryId) -> Self;
    /// Sets one value.
    fn put(&mut self, field: &str, value: &Value);
    /// Every value set.
    fn values(&self) -> Vec<(&'static str, Value)>;
}

/// The entry of that id, made where it is missing.
pub fn entry_of<E: Entry>(list: &mut Vec<E>, id: EntryId) -> Option<&mut E> {
    let at = match list.binary_search_by_key(&id, Entry::id) {
        Ok(at) => at,
        Err(at) => {
            list.insert(at, E::with_id(id));
            at
        }
    };
    list.get_mut(at)
}

/// An enum whose values are codes in documents.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The code of every value.
            pub const CODES: &'static [&'static str] = &[$($code),*];
            /// The code in documents, texts and CSV.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),* } }
            /// The value of a code; `None` where a newer app made it.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> { match code { $($code => Some(Self::$variant),)* _ => None } }
        }

        impl $crate::value::Single for $name {
            fn read(value: &$crate::Value) -> Option<Self> {
                if let $crate::Value::Text(code) = value { Self::of_code(code) } else { None }
            }
            fn write(&self) -> $crate::Value { $crate::Value::Text(self.code().to_owned()) }
        }
    };
}

/// The fields of a record or entry as a table; see `opportunity/deal.rs` for how it is read.
#[doc(hidden)]
#[macro_export]
macro_rules! fields {
    ($($field:ident = $kind:expr, $clause:ident, $scope:ident, $act:ident $(, $word:ident)*;)*) => {
        &[$($crate::schema::Field {
            name: stringify!($field),
            kind: { use $crate::schema::Kind::*; $kind },
            clause: $crate::Clause::$clause,
            scope: $crate::schema::Scope::$scope,
            act: $crate::ActName::$act,
            required: false,
            searched: false,
            stamped: false,
            listed: false,
        }$(.$word())*),*]
    };
}

/// A record's struct and schema from one table.
#[macro_export]
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident $text:literal made_by $made_by:ident {
            $($(#[$fdoc:meta])* $field:ident: $type:ty = $kind:expr, $clause:ident, $scope:ident, $act:ident $(, $word:ident)*;)*
        }
        lists { $($(#[$ldoc:meta])* $list:ident: $entry:ident = $entry_name:literal;)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $type,)*
            $($(#[$ldoc])* pub $list: Vec<$entry>,)*
        }

        impl $crate::Record for $name {
            const KIND: $crate::RecordKind = $crate::RecordKind::$name;

            fn schema() -> &'static $crate::schema::Schema {
                static FIELDS: &[$crate::schema::Field] = $crate::fields! {
                    $($field = $kind, $clause, $scope, $act $(, $word)*;)*
                };
                static ENTRIES: &[$crate::schema::EntryKind] = &[
                    $($crate::schema::EntryKind {
                        name: $entry_name, fields: $entry::FIELDS, made_by: $entry::MADE_BY, along: $entry::ALONG,
                        carries: $entry::CARRIES,
                    }),*
                ];
                static SCHEMA: $crate::schema::Schema = $crate::schema::Schema {
                    name: $text, fields: FIELDS, entries: ENTRIES, made_by: $crate::ActName::$made_by,
                };
                &SCHEMA
            }

            fn put(&mut self, path: &$crate::Path, value: &$crate::Value) {
                match (&path.entry, path.field.as_str()) {
                    $((None, stringify!($field)) => {
                        if let Some(value) = $crate::value::FieldType::from_value(value) { self.$field = value; }
                    })*
                    $((Some((kind, id)), field) if kind == $entry_name => {
                        if let Some(entry) = $crate::record::entry_of(&mut self.$list, *id) {
                            $crate::record::Entry::put(entry, field, value);
                        }
                    })*
                    _ => {}
                }
            }

            fn to_facts(&self) -> $crate::Facts {
                let mut facts = $crate::Facts::new();
                $(if let Some(value) = $crate::value::FieldType::to_value(&self.$field) {
                    facts.insert($crate::Path::field(stringify!($field)), value);
                })*
                $(for entry in &self.$list {
                    for (field, value) in $crate::record::Entry::values(entry) {
                        facts.insert($crate::Path::entry($entry_name, entry.id, field), value);
                    }
                })*
                facts
            }
        }
    };
}

/// An entry's struct and fields from one table. `made_by Act along owner`: making one sets that field of the record in
/// the same act; `carrying attachment`: it brings new entries of that list, and to those there what they are found by and lack.
#[macro_export]
macro_rules! entry {
    (
        $(#[$doc:meta])*
        $name:ident made_by $made_by:ident $(along $($along:ident)+)? $(, carrying $($carried:ident)+)? {
            $($(#[$fdoc:meta])* $field:ident: $type:ty = $kind:expr, $clause:ident, $scope:ident, $act:ident $(, $word:ident)*;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            /// Its id in the record.
            pub id: $crate::EntryId,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $name {
            /// Its fields.
            pub const FIELDS: &'static [$crate::schema::Field] = $crate::fields! {
                $($field = $kind, $clause, $scope, $act $(, $word)*;)*
            };
            /// The act that makes one.
            pub const MADE_BY: $crate::ActName = $crate::ActName::$made_by;
            /// The fields of the record that making one sets along.
            pub const ALONG: &'static [&'static str] = &[$($(stringify!($along)),+)?];
            /// The lists of the record that get entries along.
            pub const CARRIES: &'static [&'static str] = &[$($(stringify!($carried)),+)?];
        }

        impl $crate::record::Entry for $name {
            fn id(&self) -> $crate::EntryId { self.id }
            fn with_id(id: $crate::EntryId) -> Self { Self { id, ..Self::default() } }
            fn put(&mut self, field: &str, value: &$crate::Value) {
                match field {
                    $(stringify!($field) => {
                        if let Some(value) = $crate::value::FieldType::from_value(value) { self.$field = value; }
                    })*
                    _ => {}
                }
            }
            fn values(&self) -> Vec<(&'static str, $crate::Value)> {
                let mut values = Vec::new();
                $(if let Some(value) = $crate::value::FieldType::to_value(&self.$field) {
                    values.push((stringify!($field), value));
                })*
                values
            }
        }
    };
}
