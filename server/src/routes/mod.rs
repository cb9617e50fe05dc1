//! One file an endpoint; the table of paths is [`crate::app::configure`].

pub mod assumptions;
pub mod bands;
pub mod doctor;
pub mod exports;
pub mod facilities;
pub mod fn_curves;
pub mod fonts;
pub mod grades;
pub mod health;
pub mod history;
pub mod imports;
pub mod matrix;
pub mod members;
pub mod ogc;
pub mod origin;
pub mod page;
pub mod query;
pub mod risk;
pub mod search;
pub mod situations;
pub mod sprites;
pub mod styles;
pub mod summary;
pub mod tile_filter;
pub mod tiles;
pub mod violations;
