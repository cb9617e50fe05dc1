//! The structs of `analysis` as rows of their layers, in the order of the columns.

use analysis::facts::{
    District, Facility, HiddenHazard, Monitor, Park, Pipeline, PopulationCell, Resource, Target,
    Unit, Vessel, WeatherRow, Zone,
};

use super::record::Values;
use super::{Layer, Record, Row, Value};
use crate::Result;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn maybe_text(text: Option<&String>) -> Value {
    text.map_or(Value::Null, |t| Value::Text(t.clone()))
}

fn word(word: &impl ToString) -> Value {
    Value::Text(word.to_string())
}

fn maybe_word(w: Option<impl ToString>) -> Value {
    w.map_or(Value::Null, |w| word(&w))
}

fn maybe_real(number: Option<f64>) -> Value {
    number.map_or(Value::Null, Value::Real)
}

fn maybe_whole(number: Option<u8>) -> Value {
    number.map_or(Value::Null, |n| Value::Whole(i64::from(n)))
}

impl Row for District {
    const LAYER: Layer = Layer::Districts;

    fn key(&self) -> Option<&str> {
        Some(&self.code)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.code),
                text(&self.name),
                word(&self.level),
                maybe_text(self.parent_code.as_ref()),
            ],
            geometry: Some(self.geometry.clone().into()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            code: v.text()?,
            name: v.text()?,
            level: v.word()?,
            parent_code: v.maybe_text()?,
            geometry: v.area(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for Park {
    const LAYER: Layer = Layer::Parks;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![text(&self.id), text(&self.name), word(&self.kind)],
            geometry: Some(self.geometry.clone().into()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            name: v.text()?,
            kind: v.word()?,
            geometry: v.area(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for Facility {
    const LAYER: Layer = Layer::Facilities;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                maybe_text(self.uscc.as_ref()),
                text(&self.name),
                word(&self.kind),
                word(&self.status),
                maybe_text(self.built_on.as_ref()),
                maybe_word(self.fire_class),
                maybe_text(self.design_code.as_ref()),
                maybe_real(self.capacity_m3),
            ],
            geometry: Some(self.geometry.clone()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            uscc: v.maybe_text()?,
            name: v.text()?,
            kind: v.word()?,
            status: v.word()?,
            built_on: v.maybe_text()?,
            fire_class: v.maybe_word()?,
            design_code: v.maybe_text()?,
            capacity_m3: v.maybe_real()?,
            geometry: v.geometry(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for Unit {
    const LAYER: Layer = Layer::Units;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        let processes: Vec<String> = self.processes.iter().map(u8::to_string).collect();
        Record {
            values: vec![
                text(&self.id),
                text(&self.facility_id),
                text(&self.name),
                word(&self.kind),
                text(&processes.join(",")),
                maybe_word(self.fire_class),
            ],
            geometry: self.geometry.clone(),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            facility_id: v.text()?,
            name: v.text()?,
            kind: v.word()?,
            processes: v.processes()?,
            fire_class: v.maybe_word()?,
            geometry: record.geometry,
            provenance: record.provenance,
        })
    }
}

impl Row for Vessel {
    const LAYER: Layer = Layer::Vessels;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                text(&self.unit_id),
                maybe_text(self.substance.as_ref()),
                maybe_text(self.hazard_class.as_ref()),
                maybe_real(self.quantity_t),
                maybe_word(self.storage),
                maybe_word(self.placement),
                maybe_real(self.temperature_c),
                maybe_real(self.pressure_kpa),
                maybe_real(self.volume_m3),
                maybe_real(self.diameter_m),
                maybe_word(self.roof),
                maybe_real(self.bund_area_m2),
                maybe_text(self.equipment.as_ref()),
                maybe_word(self.fire_class),
            ],
            geometry: Some(self.geometry.clone()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            unit_id: v.text()?,
            substance: v.maybe_text()?,
            hazard_class: v.maybe_text()?,
            quantity_t: v.maybe_real()?,
            storage: v.maybe_word()?,
            placement: v.maybe_word()?,
            temperature_c: v.maybe_real()?,
            pressure_kpa: v.maybe_real()?,
            volume_m3: v.maybe_real()?,
            diameter_m: v.maybe_real()?,
            roof: v.maybe_word()?,
            bund_area_m2: v.maybe_real()?,
            equipment: v.maybe_text()?,
            fire_class: v.maybe_word()?,
            geometry: v.geometry(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for Target {
    const LAYER: Layer = Layer::Targets;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                text(&self.name),
                maybe_word(self.category),
                word(&self.subtype),
                maybe_real(self.people_day),
                maybe_real(self.people_night),
                maybe_real(self.height_m),
                maybe_whole(self.fire_resistance),
                maybe_whole(self.protection_class),
                maybe_real(self.floor_area_m2),
                maybe_real(self.beds),
                maybe_real(self.tower_height_m),
            ],
            geometry: Some(self.geometry.clone()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            name: v.text()?,
            category: v.maybe_word()?,
            subtype: v.word()?,
            people_day: v.maybe_real()?,
            people_night: v.maybe_real()?,
            height_m: v.maybe_real()?,
            fire_resistance: v.maybe_whole()?,
            protection_class: v.maybe_whole()?,
            floor_area_m2: v.maybe_real()?,
            beds: v.maybe_real()?,
            tower_height_m: v.maybe_real()?,
            geometry: v.geometry(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for PopulationCell {
    const LAYER: Layer = Layer::Population;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                Value::Real(self.people_day),
                Value::Real(self.people_night),
                text(&self.source),
            ],
            geometry: Some(self.geometry.clone().into()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            people_day: v.real()?,
            people_night: v.real()?,
            source: v.text()?,
            geometry: v.area(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for WeatherRow {
    const LAYER: Layer = Layer::Weather;

    fn key(&self) -> Option<&str> {
        None
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                Value::Real(self.direction_deg_cw_north),
                Value::Real(self.speed_m_s),
                word(&self.stability),
                word(&self.period),
                Value::Real(self.probability),
            ],
            geometry: None,
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            direction_deg_cw_north: v.real()?,
            speed_m_s: v.real()?,
            stability: v.word()?,
            period: v.word()?,
            probability: v.real()?,
            provenance: record.provenance,
        })
    }
}

impl Row for Zone {
    const LAYER: Layer = Layer::Zones;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                maybe_text(self.name.as_ref()),
                word(&self.kind),
            ],
            geometry: Some(self.geometry.clone().into()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            name: v.maybe_text()?,
            kind: v.word()?,
            geometry: v.area(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for Pipeline {
    const LAYER: Layer = Layer::Pipelines;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                maybe_text(self.operator.as_ref()),
                maybe_text(self.substance.as_ref()),
                maybe_real(self.diameter_mm),
                maybe_real(self.pressure_kpa),
                maybe_whole(self.above_ground.map(u8::from)),
            ],
            geometry: Some(self.geometry.clone()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            operator: v.maybe_text()?,
            substance: v.maybe_text()?,
            diameter_mm: v.maybe_real()?,
            pressure_kpa: v.maybe_real()?,
            above_ground: v.maybe_truth()?,
            geometry: v.geometry(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for HiddenHazard {
    const LAYER: Layer = Layer::HiddenHazards;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                text(&self.facility_id),
                word(&self.level),
                text(&self.found_on),
                maybe_text(self.source.as_ref()),
                maybe_text(self.clause.as_ref()),
                text(&self.description),
                maybe_text(self.due_on.as_ref()),
                maybe_text(self.closed_on.as_ref()),
                word(&self.state),
                maybe_text(self.barrier.as_ref()),
            ],
            geometry: self.geometry.clone(),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            facility_id: v.text()?,
            level: v.word()?,
            found_on: v.text()?,
            source: v.maybe_text()?,
            clause: v.maybe_text()?,
            description: v.text()?,
            due_on: v.maybe_text()?,
            closed_on: v.maybe_text()?,
            state: v.word()?,
            barrier: v.maybe_text()?,
            geometry: record.geometry,
            provenance: record.provenance,
        })
    }
}

impl Row for Resource {
    const LAYER: Layer = Layer::Resources;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                word(&self.kind),
                text(&self.name),
                maybe_text(self.capabilities.as_ref()),
                maybe_text(self.holder.as_ref()),
                maybe_text(self.phone.as_ref()),
            ],
            geometry: Some(self.geometry.clone()),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            kind: v.word()?,
            name: v.text()?,
            capabilities: v.maybe_text()?,
            holder: v.maybe_text()?,
            phone: v.maybe_text()?,
            geometry: v.geometry(record.geometry)?,
            provenance: record.provenance,
        })
    }
}

impl Row for Monitor {
    const LAYER: Layer = Layer::Monitors;

    fn key(&self) -> Option<&str> {
        Some(&self.id)
    }

    fn record(&self) -> Record {
        Record {
            values: vec![
                text(&self.id),
                text(&self.vessel_id),
                word(&self.quantity),
                text(&self.unit),
                maybe_real(self.low_low),
                maybe_real(self.low),
                maybe_real(self.high),
                maybe_real(self.high_high),
            ],
            geometry: self.geometry.clone(),
            provenance: self.provenance.clone(),
        }
    }

    fn from_record(record: Record) -> Result<Self> {
        let mut v = Values::new(Self::LAYER, record.values);
        Ok(Self {
            id: v.text()?,
            vessel_id: v.text()?,
            quantity: v.word()?,
            unit: v.text()?,
            low_low: v.maybe_real()?,
            low: v.maybe_real()?,
            high: v.maybe_real()?,
            high_high: v.maybe_real()?,
            geometry: record.geometry,
            provenance: record.provenance,
        })
    }
}
