//! What must move, what may be built: safety distances and relocation.

pub mod condition;
pub mod external;
pub mod object;
pub mod requirement;
pub mod sentence;
pub mod separation;
pub mod situation;
pub mod subject;
