//! What comes out of a hole, a pipe or a vessel, and what becomes of it first.
//!
//! | question | module |
//! |---|---|
//! | liquid through a hole; a tank that drains | [`liquid`], [`drain`] |
//! | gas through a hole, ideal or not; what it is once it has expanded | [`gas`], [`real_gas`], [`expansion`] |
//! | gas through a long pipe; a pipe that breaks | [`pipe`] |
//! | liquid that boils on its way out | [`two_phase`]: [`homogeneous`], [`omega`], [`nonequilibrium`] |
//! | a vessel that empties of its gas | [`blowdown`] |
//! | for how long, and how much | [`duration`] |
//! | what flashes, what stays in the air | [`flash`], [`airborne`], [`droplet`] |
//! | how far a pool spreads, and how fast it evaporates | [`pool`], [`evaporation`], [`boiling`], [`rmp`] |

pub mod airborne;
pub mod blowdown;
pub mod boiling;
pub mod drain;
pub mod droplet;
pub mod duration;
pub mod evaporation;
pub mod expansion;
pub mod flash;
pub mod gas;
pub mod homogeneous;
pub mod liquid;
pub mod nonequilibrium;
pub mod omega;
pub mod pipe;
pub mod pool;
pub mod real_gas;
pub mod rmp;
pub mod two_phase;
