//! Answers to forms: the last one of each item is the answer of now; those before it stay in the store.

use std::collections::BTreeMap;

use data::store::{Answer, answers_hash};

/// The safety risk diagnosis of an enterprise; its subjects are facilities.
pub const DIAGNOSIS: &str = "diagnosis";

/// The park classification; its subjects are parks.
pub const CLASSIFICATION: &str = "classification";
/// Who answers for a risk object; its subjects are `enterprise:ID` and `unit:ID`.
pub const CONTROL: &str = "control";

/// The last answer to each item, by code of the item. One that was taken back is there, without a value.
pub type Last = BTreeMap<String, Answer>;

/// The answers of now.
#[derive(Debug, Default)]
pub struct Forms {
    last: BTreeMap<(String, String), Last>,
    hash: Option<String>,
}

impl Forms {
    /// From all answers in the order in which they were given.
    pub fn of(all: Vec<Answer>) -> Self {
        let hash = answers_hash(&all);
        let mut last: BTreeMap<(String, String), Last> = BTreeMap::new();
        for answer in all {
            let subject = (answer.form.clone(), answer.subject_id.clone());
            let items = last.entry(subject).or_default();
            items.insert(answer.item.clone(), answer);
        }
        Self { last, hash }
    }

    /// Hash of all answers that were ever given; none where there are none.
    pub fn hash(&self) -> Option<&str> {
        self.hash.as_deref()
    }

    /// The answers to a form of a subject.
    pub fn last(&self, form: &str, subject_id: &str) -> Option<&Last> {
        self.last.get(&(form.to_owned(), subject_id.to_owned()))
    }

    /// The subjects that have answers to a form, with them.
    pub fn subjects<'a>(&'a self, form: &'a str) -> impl Iterator<Item = (&'a str, &'a Last)> {
        let all = self.last.iter().filter(move |((of, _), _)| of == form);
        all.map(|((_, subject), last)| (subject.as_str(), last))
    }
}

/// The last answers among those of one form and subject.
pub fn last(all: Vec<Answer>) -> Last {
    all.into_iter().map(|a| (a.item.clone(), a)).collect()
}
