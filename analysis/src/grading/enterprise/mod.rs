//! The safety risk diagnosis of an enterprise (企业安全风险评估诊断分级): a score and a colour from 42 items.
//!
//! ```text
//! S = max(0, 100 − Σ_projects min(Σ deducted, cap) + Σ bonus)
//! blue S ≥ 90, yellow ≥ 75, orange ≥ 60, red below; red at once in four cases
//! ```
//!
//! **Unknown stays unknown.** An item that nobody answered is neither kept nor broken: the score is a range, from the
//! worst that the open items may come to up to the best. It is one number only when nothing is open that matters.
//!
//! | question | file |
//! |---|---|
//! | what can be answered, and what contradicts itself | [`answers`] |
//! | score, colour, by project | [`mod@score`] |
//! | what the city's own facts answer | [`proposed`] |
//! | how the score enters frequencies | [`mod@management`] |
//! | in words | [`sentence`] |
//!
//! Source: 应急〔2018〕19号 by the form of a public program, see `standards/tables/enterprise_diagnosis_*`. It names no
//! upper bound of the score: with bonus points it may be above 100.

pub mod answers;
pub mod management;
pub mod proposed;
pub mod score;
pub mod sentence;

pub use answers::Answers;
pub use management::{Management, management};
pub use proposed::{External, Proposal, proposals};
pub use score::{Caps, Score, score};
