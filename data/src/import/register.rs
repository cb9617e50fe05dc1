//! The register of hazardous chemicals (危险化学品登记表): one row a tank or a substance, the columns of its
//! enterprise beside it, as plants fill it in and bureaus collect it.
//!
//! A table becomes three, of facilities, units and vessels, whose rows keep the numbers of the sheet:
//!
//! ```text
//! facility   rows of one key (enterprise number, else credit code, else the only one of this name in the
//!            store); their enterprise columns must agree. A sheet of tanks (储罐台账) that says nothing of an
//!            enterprise but its name leaves what the store has
//! unit       rows of one facility and one unit's name; without such a column one for each facility
//! vessel     every row that names a substance, an amount or a tank
//! ```
//!
//! GB 18218-2018 3.5 divides storage into units by tank farm and warehouse. One unit for all of a plant adds
//! everything up, which is the stricter reading; the report says so where it is done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::across::Keys;
use super::columns::{Assignment, Binding, Origin};
use super::report::Issue;
use super::rows::{Checked, GEOMETRY, place_of, said};
use super::table::{Cell, SourceRow, Table};
use crate::Layer;
use crate::layer::{Column, Fault, Kind};

/// A register's columns: ours, the layer, and our column there.
const SOURCES: &[(&str, Layer, &str, &[&str])] = &[
    (
        "id",
        Layer::Facilities,
        "id",
        &[
            "企业编号",
            "企业编码",
            "企业代码",
            "单位编号",
            "company id",
            "facility id",
        ],
    ),
    ("uscc", Layer::Facilities, "uscc", &[]),
    (
        "name",
        Layer::Facilities,
        "name",
        &[
            "企业名称",
            "单位名称",
            "公司名称",
            "厂名",
            "企业名",
            "单位全称",
            "工厂名称",
            "企业",
            "company name",
            "company",
            "facility name",
            "enterprise name",
        ],
    ),
    (
        "kind",
        Layer::Facilities,
        "kind",
        &[
            "企业类型",
            "企业类别",
            "单位类型",
            "行业",
            "行业类型",
            "危化企业类型",
            "类型",
            "经营类型",
        ],
    ),
    (
        "status",
        Layer::Facilities,
        "status",
        &[
            "企业状态",
            "状态",
            "生产状态",
            "运行状态",
            "经营状态",
            "生产经营状态",
            "运营状态",
        ],
    ),
    ("built_on", Layer::Facilities, "built_on", &[]),
    (
        "unit_name",
        Layer::Units,
        "name",
        &[
            "单元",
            "单元名称",
            "储存单元",
            "所属单元",
            "罐区",
            "罐区名称",
            "所属罐区",
            "仓库名称",
            "库房名称",
            "装置名称",
            "储存场所",
            "储存地点",
            "unit",
            "unit name",
        ],
    ),
    ("unit_kind", Layer::Units, "kind", &["单元类型", "单元类别"]),
    (
        "vessel_id",
        Layer::Vessels,
        "id",
        &[
            "储罐编号",
            "位号",
            "储罐位号",
            "罐号",
            "设备位号",
            "储罐号",
            "罐编号",
            "设备编号",
            "tank no",
            "tank id",
            "tag",
        ],
    ),
    ("substance", Layer::Vessels, "substance", &[]),
    ("hazard_class", Layer::Vessels, "hazard_class", &[]),
    ("quantity_t", Layer::Vessels, "quantity_t", &[]),
    ("storage", Layer::Vessels, "storage", &[]),
    ("placement", Layer::Vessels, "placement", &[]),
    ("temperature_c", Layer::Vessels, "temperature_c", &[]),
    ("pressure_kpa", Layer::Vessels, "pressure_kpa", &[]),
    ("volume_m3", Layer::Vessels, "volume_m3", &[]),
    ("diameter_m", Layer::Vessels, "diameter_m", &[]),
    ("roof", Layer::Vessels, "roof", &[]),
    ("bund_area_m2", Layer::Vessels, "bund_area_m2", &[]),
    ("fire_class", Layer::Vessels, "fire_class", &[]),
];

static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .filter_map(|(name, layer, column, aliases)| {
            let column = layer.columns().get(layer.position(column)?)?;
            Some(Column {
                name,
                zh: if aliases.is_empty() {
                    column.zh
                } else {
                    aliases
                },
                kind: if *name == "unit_name" {
                    Kind::Text(40)
                } else {
                    column.kind
                },
                // The rest of an enterprise may be in the store.
                required: *name == "name",
            })
        })
        .collect()
});

/// The columns of a register.
pub(super) fn columns() -> &'static [Column] {
    &COLUMNS
}

/// Name of the unit of a facility whose rows name none.
const ONE_UNIT: &str = "储存单元";
/// Column of the number of the enterprise in the divided tables.
const FACILITY: &str = "facility";

/// A register, divided.
pub(super) struct Divided {
    /// Facilities, units and vessels.
    pub(super) parts: Vec<(Layer, Table, Assignment)>,
    /// What is wrong with rows that belong together.
    pub(super) issues: Vec<Issue>,
    /// What was decided.
    pub(super) notes: Vec<Issue>,
}

/// Rows of one enterprise.
struct Group {
    key: String,
    /// Whether that is the number under which it is, or will be, in the store.
    is_known: bool,
    rows: Vec<usize>,
}

/// Divides a register into its three layers.
pub(super) fn divide(mut table: Table, assignment: &Assignment, stored: &mut Keys) -> Divided {
    let mut notes = Vec::new();
    fill_down(&mut table, assignment, &mut notes);
    let groups = groups(&table, assignment, stored);
    let mut issues = disagreements(&table, assignment, &groups);
    let first_new = table.columns.len();
    table
        .columns
        .extend([FACILITY, "unit", "unit id", "vessel id"].map(str::to_owned));
    let mut facilities = Vec::new();
    let mut units = Vec::new();
    let mut vessels = Vec::new();
    for group in &groups {
        let first = &table.rows[group.rows[0]];
        let is_listed =
            is_told(&table, assignment, group) || (group.is_known && !stored.has(&group.key));
        if is_listed {
            facilities.push(copy(first, first_new, &[Cell::Text(group.key.clone())]));
        } else if !group.is_known {
            stored.assume(&group.key);
        } else {
            let fault = Fault::new(
                format!(
                    "is {} in the store; what the store says of it stays",
                    group.key
                ),
                "",
            );
            let name = said_of(first, assignment, "name").unwrap_or_default();
            notes.push(issue(&table, first, assignment, "name", &name, fault));
        }
        let mut seen = BTreeSet::new();
        for (n, at) in group.rows.iter().enumerate() {
            let row = &table.rows[*at];
            let text = |name| said_of(row, assignment, name);
            let is_vessel = ["substance", "quantity_t", "vessel_id", "volume_m3"]
                .into_iter()
                .any(|c| text(c).is_some());
            let unit = text("unit_name").unwrap_or_else(|| ONE_UNIT.to_owned());
            let unit_id = format!("{}-{unit}", group.key);
            let tank = text("vessel_id").unwrap_or_else(|| (n + 1).to_string());
            let extra = [
                Cell::Text(group.key.clone()),
                Cell::Text(unit.clone()),
                Cell::Text(unit_id),
                Cell::Text(format!("{}-{tank}", group.key)),
            ];
            let mut copied = copy(row, first_new, &extra);
            if is_vessel {
                if seen.insert(unit) {
                    units.push(copy(row, first_new, &extra));
                }
                // Else the places are those of tanks, and the store knows that of the plant.
                if is_listed {
                    fill_place(&mut copied, first, assignment);
                }
                vessels.push(copied);
            }
        }
    }
    issues.extend(no_key(&table, assignment, &groups));
    notes.extend(assumed(&table, assignment));
    let columns = |i: usize| Origin::Column(first_new + i);
    let parts = vec![
        (
            Layer::Facilities,
            facilities,
            part(assignment, Layer::Facilities, &[("id", columns(0))]),
        ),
        (
            Layer::Units,
            units,
            part(
                assignment,
                Layer::Units,
                &[
                    ("id", columns(2)),
                    ("facility_id", columns(0)),
                    ("name", columns(1)),
                    ("kind", unit_kind(assignment)),
                ],
            ),
        ),
        (
            Layer::Vessels,
            vessels,
            part(
                assignment,
                Layer::Vessels,
                &[("id", columns(3)), ("unit_id", columns(2))],
            ),
        ),
    ];
    let parts = parts
        .into_iter()
        .map(|(layer, rows, assignment)| (layer, table.with_rows(rows), assignment))
        .collect();
    Divided {
        parts,
        issues,
        notes,
    }
}

/// What is assumed where the sheet does not say it.
fn assumed(table: &Table, assignment: &Assignment) -> Vec<Issue> {
    let mut notes = Vec::new();
    let say = |field: &str, rule: &str, fix: &str| {
        let mut note = Issue::new(&table.file, 0, field, "", Fault::new(rule, fix));
        note.part.clone_from(&table.part);
        note
    };
    let has_units = binding(assignment, "unit_name").is_some_and(|b| b.origin != Origin::Absent);
    if !has_units {
        notes.push(say(
            "unit_name",
            "is no column of the sheet; all that a plant stores is one unit (储存单元), which adds everything up",
            "add a column 单元名称 where tank farms and warehouses are units of their own (GB 18218-2018 3.5)",
        ));
    }
    if binding(assignment, "unit_kind").is_none_or(|b| b.origin == Origin::Absent) {
        notes.push(say(
            "unit_kind",
            "units are storage units, as the sheet names no other kind",
            "",
        ));
    }
    if binding(assignment, "vessel_id").is_none_or(|b| b.origin == Origin::Absent) {
        notes.push(say(
            "vessel_id",
            "tanks have no number in the sheet; they are numbered in the order of their rows",
            "add a column 储罐编号, so that a new sheet updates the same tanks",
        ));
    }
    notes.push(say(
        "geometry",
        "a tank without coordinates of its own stands at the place of its enterprise",
        "",
    ));
    notes
}

fn unit_kind(assignment: &Assignment) -> Origin {
    match binding(assignment, "unit_kind").map(|b| &b.origin) {
        None | Some(Origin::Absent) => Origin::Constant("storage".to_owned()),
        Some(other) => other.clone(),
    }
}

fn binding<'a>(assignment: &'a Assignment, name: &str) -> Option<&'a Binding> {
    let at = COLUMNS.iter().position(|c| c.name == name)?;
    assignment.bindings.get(at)
}

/// Whether a sheet has a column that speaks of tanks or of what is in them.
pub(super) fn has_tanks(assignment: &Assignment) -> bool {
    ["substance", "quantity_t", "vessel_id", "volume_m3"]
        .into_iter()
        .filter_map(|name| binding(assignment, name))
        .any(|b| b.origin != Origin::Absent)
}

fn said_of(row: &SourceRow, assignment: &Assignment, name: &str) -> Option<String> {
    said(row, &binding(assignment, name)?.origin)
        .map(|t| super::values::identifier(&t).into_owned())
}

/// The number of an enterprise: as the sheet has it, else that under which the store knows its credit code or
/// its name, else the credit code.
fn key_of(row: &SourceRow, assignment: &Assignment, stored: &Keys) -> Option<String> {
    let number = said_of(row, assignment, "id").or_else(|| said_of(row, assignment, "uscc"));
    match number {
        Some(number) => Some(stored.meant(&number).unwrap_or(number)),
        None => stored.meant(&said_of(row, assignment, "name")?),
    }
}

/// Whether a sheet says of an enterprise what only a list of enterprises says.
fn is_told(table: &Table, assignment: &Assignment, group: &Group) -> bool {
    group.rows.iter().any(|at| {
        let row = &table.rows[*at];
        ["kind", "status"]
            .into_iter()
            .any(|name| said_of(row, assignment, name).is_some())
    })
}

/// Cells of an enterprise that are merged over its tanks come down empty in many files: a row without any
/// of them belongs to the enterprise above.
fn fill_down(table: &mut Table, assignment: &Assignment, notes: &mut Vec<Issue>) {
    let enterprise: Vec<usize> = SOURCES
        .iter()
        .filter(|(_, layer, ..)| *layer == Layer::Facilities)
        .filter_map(|(name, ..)| match binding(assignment, name)?.origin {
            Origin::Column(at) => Some(at),
            _ => None,
        })
        .collect();
    for at in 1..table.rows.len() {
        let (before, rest) = table.rows.split_at_mut(at);
        let (Some(above), Some(row)) = (before.last(), rest.first_mut()) else {
            continue;
        };
        let is_bare = enterprise.iter().all(|c| {
            row.cells
                .get(*c)
                .is_none_or(|cell| super::values::text(cell).is_none())
        });
        if !is_bare || enterprise.is_empty() {
            continue;
        }
        for column in &enterprise {
            if let (Some(cell), Some(source)) =
                (row.cells.get_mut(*column), above.cells.get(*column))
            {
                cell.clone_from(source);
            }
        }
        let fault = Fault::new("names no enterprise and belongs to the one above", "");
        let mut note = Issue::new(&table.file, row.number, "name", "", fault);
        note.part.clone_from(&table.part);
        notes.push(note);
    }
}

fn groups(table: &Table, assignment: &Assignment, stored: &Keys) -> Vec<Group> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let known = key_of(row, assignment, stored);
        let is_known = known.is_some();
        // All else that is wrong with a row is told too; nothing of it is stored.
        let key = known
            .or_else(|| said_of(row, assignment, "name"))
            .unwrap_or_else(|| format!("row {}", row.number));
        let place = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.rows.push(at),
            None => groups.push(Group {
                key,
                is_known,
                rows: vec![at],
            }),
        }
    }
    groups
}

fn no_key(table: &Table, assignment: &Assignment, groups: &[Group]) -> Vec<Issue> {
    groups
        .iter()
        .filter(|g| !g.is_known)
        .flat_map(|g| &g.rows)
        .map(|at| {
            let row = &table.rows[*at];
            let fault = Fault::new(
                "has neither number nor credit code of the enterprise, and the store has no enterprise of this name",
                "import the enterprises first; or give the 企业编号 or the 统一社会信用代码 of each enterprise; or import with --key name where names are unique",
            );
            let name = said_of(row, assignment, "name").unwrap_or_default();
            issue(table, row, assignment, "name", &name, fault)
        })
        .collect()
}

fn issue(
    table: &Table,
    row: &SourceRow,
    assignment: &Assignment,
    field: &str,
    value: &str,
    fault: Fault,
) -> Issue {
    let mut issue = Issue::new(&table.file, row.number, field, value, fault);
    issue.part.clone_from(&table.part);
    let at = binding(assignment, field).and_then(|b| match b.origin {
        Origin::Column(at) => Some(at),
        _ => None,
    });
    issue.cell = place_of(table, row.line, at);
    issue
}

/// Enterprise columns that two rows of one enterprise fill in differently.
fn disagreements(table: &Table, assignment: &Assignment, groups: &[Group]) -> Vec<Issue> {
    let mut issues = Vec::new();
    for group in groups {
        for (name, ..) in SOURCES
            .iter()
            .filter(|(_, layer, ..)| *layer == Layer::Facilities)
        {
            let mut first: Option<(u64, String)> = None;
            for at in &group.rows {
                let row = &table.rows[*at];
                let Some(text) = said_of(row, assignment, name) else {
                    continue;
                };
                match &first {
                    None => first = Some((row.number, text)),
                    Some((number, before))
                        if super::names::normal(before) != super::names::normal(&text) =>
                    {
                        let fault = Fault::new(
                            format!("row {number} says `{before}` of the same enterprise"),
                            "write the same in all rows of an enterprise",
                        );
                        issues.push(issue(table, row, assignment, name, &text, fault));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    issues
}

fn copy(row: &SourceRow, width: usize, extra: &[Cell]) -> SourceRow {
    let mut cells = row.cells.clone();
    cells.resize(width, Cell::Empty);
    cells.extend_from_slice(extra);
    SourceRow {
        number: row.number,
        line: row.line,
        cells,
        fault: row.fault.clone(),
        cell_faults: row.cell_faults.clone(),
        geometry: row.geometry.clone(),
    }
}

/// Tanks of an enterprise whose place only the store knows stand there.
pub(super) fn stand_with_plants(
    rows: &mut [Checked],
    named: Vec<Option<String>>,
    given: &[bool],
    plants: &Keys,
) {
    for ((row, key), is_given) in rows.iter_mut().zip(named).zip(given) {
        let Some(key) = key.filter(|_| !is_given) else {
            continue;
        };
        let place = plants.place(&key);
        // Where an unknown plant is cannot be known: that it is unknown is told.
        if place.is_some() || plants.is_assumed(&key) {
            row.record.geometry = place.cloned();
            row.issues.retain(|issue| issue.field != GEOMETRY);
        }
    }
}

/// The plant that each row of a divided register names.
pub(super) fn plants_named(table: &Table) -> Vec<Option<String>> {
    let Some(facility) = table.columns.iter().rposition(|c| c == FACILITY) else {
        return vec![None; table.rows.len()];
    };
    let key = |row: &SourceRow| match row.cells.get(facility) {
        Some(Cell::Text(key)) => Some(key.clone()),
        _ => None,
    };
    table.rows.iter().map(key).collect()
}

/// A tank without coordinates stands where its enterprise does.
fn fill_place(row: &mut SourceRow, first: &SourceRow, assignment: &Assignment) {
    let places = [
        &assignment.lon,
        &assignment.lat,
        &assignment.pair,
        &assignment.wkt,
    ];
    if places.iter().any(|o| said(row, o).is_some()) {
        return;
    }
    let columns = places.into_iter().filter_map(|origin| match origin {
        Origin::Column(at) => Some(at),
        _ => None,
    });
    for at in columns.chain(&assignment.wkt_rest) {
        if let (Some(cell), Some(source)) = (row.cells.get_mut(*at), first.cells.get(*at)) {
            cell.clone_from(source);
        }
    }
    if matches!(row.geometry, Ok(None)) {
        row.geometry.clone_from(&first.geometry);
    }
}

/// The assignment of one of the three layers.
fn part(assignment: &Assignment, layer: Layer, made: &[(&str, Origin)]) -> Assignment {
    let bindings = layer
        .columns()
        .iter()
        .map(|column| {
            if let Some((_, origin)) = made.iter().find(|(name, _)| *name == column.name) {
                return Binding {
                    origin: origin.clone(),
                    ..Binding::default()
                };
            }
            SOURCES
                .iter()
                .position(|(_, from, name, _)| *from == layer && *name == column.name)
                .and_then(|at| assignment.bindings.get(at).cloned())
                .unwrap_or_default()
        })
        .collect();
    let mut part = assignment.clone();
    part.bindings = bindings;
    if layer == Layer::Units {
        // A unit is where its facility is, unless it has a place of its own.
        (part.lon, part.lat, part.pair, part.wkt) = Default::default();
    }
    part
}
