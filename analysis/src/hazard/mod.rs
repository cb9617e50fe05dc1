//! Hidden hazards (事故隐患) from report to closure (闭环): what may be done, by whom, and what it takes.
//!
//! | question | file |
//! |---|---|
//! | who does something | [`role`] |
//! | what can be done | [`step`] |
//! | what a hazard is after some steps | [`state`] |
//! | whether a step may be taken, and what it gives | [`mod@take`] |
//! | why not, and what would be right | [`refusal`] |
//! | who must act next, until when, how far it goes up | [`next`] |
//! | when a hazard is major: the 20 criteria | [`criteria`] |
//! | what an open one does to frequencies | [`barriers`] |
//! | days | [`day`] |
//!
//! ```text
//!            register         start              submit                  accept
//! reported ──────────► registered ──► rectifying ──────► awaiting_acceptance ──► closed
//!                           extend ↺     extend ↺ ▲                   │
//!                                                 └───── return ──────┘
//! ```
//!
//! 排查–登记–整改–验收–销号. No step is skipped: [`take()`] is the only way from one state to the next, and knows no other
//! edges. A hazard of an imported file begins in the state that the file says, and goes on from there.
//!
//! Sources: levels, SAWS order 16 (安全生产事故隐患排查治理暂行规定, 2007) articles 3–4, sourced; report of a major one,
//! article 14, from memory; criteria, 安监总管三〔2017〕121号, sourced. Who may do what, deadlines and escalation are
//! suggestions of this project.

pub mod barriers;
pub mod criteria;
pub mod day;
pub mod next;
pub mod refusal;
pub mod role;
pub mod state;
pub mod step;
pub mod take;

pub use refusal::Refusal;
pub use role::{Person, Role, Tier};
pub use state::Hazard;
pub use step::{Evidence, MajorReport, Plan, Report, Step, StepKind};
pub use take::{report, take};

#[cfg(test)]
mod tests;
