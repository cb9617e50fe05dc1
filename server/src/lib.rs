//! The Anjie service: command line and HTTP over `analysis`, `data` and `tiles`.
//!
//! | part | what it does |
//! |---|---|
//! | [`cli`] | the commands of the binary `anjie` |
//! | [`config`] | flags over environment over `anjie.toml` |
//! | [`assumptions`] | what the analyst assumes for the risk |
//! | [`snapshot`] | a city with its results and tile layers; swapped whole |
//! | [`situated`] | what a situation changes, as a collection and as a tile layer |
//! | [`foreign_layers`] | files of others, shown as they are |
//! | [`shown_layer`] | a tile layer, and since which run each of its tiles is what it is |
//! | [`risk`] | the risk of a city, ready to be shown |
//! | [`forms`] | answers to forms: the last one of each item, and all before it |
//! | [`control`], [`cards`] | which level answers for which risk object; cards to be printed |
//! | [`diagnosis`] | the diagnosis of an enterprise: facts and answers put together |
//! | [`kept_runs`] | runs that a later one can be compared with |
//! | [`collections`] | what can be had as features |
//! | [`filter`] | CQL2: what a client may ask of features |
//! | [`archive`] | tiles as a file: PMTiles, MBTiles |
//! | [`glyphs`] | characters as signed distance fields, for the labels of maps |
//! | [`styles`], [`sprites`], [`basemap`] | maps for other clients: what they draw, symbols, and what lies below |
//! | [`hazards`] | steps of hidden hazards: stored, then shown without the risk anew |
//! | [`scanner`] | a virus scanner that looks at evidence |
//! | [`app`], [`listen`] | the application, and the application on a socket |
//! | [`views`] | what the API answers, as types |
//! | [`routes`] | one file an endpoint |
//! | [`uploads`] | files that were sent in, until they are stored or dropped |
//! | [`wanted`] | work that stops when nobody waits for it |
//! | [`problem`] | every error as RFC 9457 problem+json |

pub mod app;
pub mod archive;
pub mod assumptions;
pub mod background;
pub mod bands;
pub mod basemap;
pub mod cards;
pub mod cli;
pub mod collections;
pub mod config;
pub mod control;
pub mod diagnosis;
pub mod doctor;
pub mod encoding;
pub mod filter;
pub mod foreign_layers;
pub mod forms;
pub mod glyphs;
pub mod grade_layers;
pub mod grades;
pub mod hazard_layer;
pub mod hazards;
pub mod kept_runs;
pub mod layers;
pub mod layers_to_come;
pub mod listen;
pub mod name_points;
pub mod openapi;
pub mod problem;
pub mod risk;
pub mod risk_rows;
pub mod routes;
pub mod runs;
pub mod scanner;
pub mod shown_layer;
pub mod situated;
pub mod snapshot;
pub mod sprites;
pub mod styles;
pub mod tile_cache;
pub mod tile_format;
pub mod tile_makers;
pub mod uploads;
mod uploads_folder;
pub mod views;
pub mod wanted;
