//! From a site to its rows: the facility, its units, its vessels.

use analysis::facts::{
    Facility, FacilityKind, FacilityStatus, FireClass, Placement, Roof, Storage, Unit, UnitKind,
    Vessel,
};

use super::districts::Territory;
use super::inventory::tonnes;
use super::names;
use super::sites::{Site, SiteKind};
use super::stream::Stream;
use super::stuff::{PRODUCTS, Stuff};
use super::tanks::{Form, Group};
use super::yard::{Block, Yard};
use super::{DemoError, Ground, Origin};

const NUMERALS: [&str; 12] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];
/// Share of vessels that lack an attribute on purpose, so that "unknown" is seen.
const FORGOTTEN: f64 = 0.02;

/// Most draws of an inventory, see `levels`.
pub(super) const MOST_ATTEMPTS: usize = 1_000;

/// Rows of the layers of plants, as they grow.
pub(super) struct Plants<'a> {
    pub ground: &'a Ground,
    pub territory: &'a Territory,
    pub origin: &'a Origin,
    pub seed: u64,
    pub facilities: Vec<Facility>,
    pub units: Vec<Unit>,
    pub vessels: Vec<Vessel>,
}

impl<'a> Plants<'a> {
    pub const fn new(
        ground: &'a Ground,
        territory: &'a Territory,
        origin: &'a Origin,
        seed: u64,
    ) -> Self {
        Self {
            ground,
            territory,
            origin,
            seed,
            facilities: Vec::new(),
            units: Vec::new(),
            vessels: Vec::new(),
        }
    }
}

/// The facility that is being furnished.
pub(super) struct Job<'s> {
    pub site: &'s Site,
    id: String,
    number: usize,
    pub stream: Stream,
    series: usize,
}

impl Plants<'_> {
    /// Adds the rows of the site with a `number`, with the draw `attempt` of its inventory.
    pub fn furnish(&mut self, site: &Site, number: usize, attempt: usize) -> Result<(), DemoError> {
        let id = format!("F{:04}", number + 1);
        let stream = Stream::of(self.seed, "inventory", number * MOST_ATTEMPTS + attempt);
        let mut job = Job {
            site,
            id,
            number,
            stream,
            series: 0,
        };
        let (units, vessels) = (self.units.len(), self.vessels.len());
        match site.kind {
            SiteKind::Producer => self.producer(&mut job)?,
            SiteKind::PortFarm => self.port_farm(&mut job)?,
            SiteKind::GasDepot => self.gas_depot(&mut job)?,
            SiteKind::ColdStore => self.cold_store(&mut job)?,
            SiteKind::WaterWorks => self.water_works(&mut job)?,
            SiteKind::Warehouse => self.warehouse(&mut job)?,
            SiteKind::Station => self.station(&mut job)?,
        }
        if self.units.len() == units || self.vessels.len() == vessels {
            return Err(DemoError::NoRoom {
                what: "a single tank on a site",
            });
        }
        let strictest = self.vessels[vessels..]
            .iter()
            .filter_map(|v| v.fire_class)
            .min();
        let facility = self.facility(&job, strictest, vessels)?;
        self.facilities.push(facility);
        Ok(())
    }

    fn facility(
        &self,
        job: &Job<'_>,
        fire_class: Option<FireClass>,
        first_vessel: usize,
    ) -> Result<Facility, DemoError> {
        let (site, number) = (job.site, job.number);
        let (what, kind) = match site.kind {
            SiteKind::Producer => (PRODUCTS[site.product].name, FacilityKind::Production),
            SiteKind::PortFarm => ("油品码头库区", FacilityKind::OilDepot),
            SiteKind::GasDepot => ("液化气储配站", FacilityKind::Storage),
            SiteKind::ColdStore => ("冷库", FacilityKind::Use),
            SiteKind::WaterWorks => ("自来水厂", FacilityKind::Use),
            SiteKind::Warehouse => ("化工仓储", FacilityKind::Storage),
            SiteKind::Station => ("加油站", FacilityKind::FillingStation),
        };
        let what = if site.kind == SiteKind::Producer {
            format!("{what}厂")
        } else {
            what.to_owned()
        };
        let series = char::from(b'A' + (number / 1_000) as u8);
        let (first, last) = match (site.ward, site.room.is_caught) {
            (Some(0..=2), _) => (2_003, 2_022),
            (_, true) => (1_972, 2_001),
            _ => (1_990, 2_015),
        };
        // A stream apart from the inventory: what a plant is called does not hang on what it holds.
        let stream = &mut Stream::of(self.seed, "facility", number);
        let status = match stream.unit() {
            u if u < 0.955 => FacilityStatus::InService,
            u if u < 0.985 => FacilityStatus::Stopped,
            u if u < 0.993 => FacilityStatus::New,
            _ => FacilityStatus::Planned,
        };
        let built_on = match status {
            FacilityStatus::Planned => None,
            FacilityStatus::New => Some(format!("2026-{:02}-01", stream.whole(1, 9))),
            _ => Some(format!(
                "{}-{:02}-01",
                stream.whole(first, last),
                stream.whole(1, 12)
            )),
        };
        let volumes: Option<f64> = self.vessels[first_vessel..]
            .iter()
            .map(|v| v.volume_m3)
            .sum();
        Ok(Facility {
            id: job.id.clone(),
            uscc: Some(names::impossible_uscc(
                stream,
                &self.territory.counties[site.county].code,
            )),
            name: names::marked(stream, &what, series, number + 1),
            kind,
            status,
            built_on,
            fire_class,
            design_code: Some(site.design_code.to_owned()),
            capacity_m3: volumes.filter(|_| site.kind == SiteKind::PortFarm),
            geometry: self.ground.polygon(&boundary(site, stream))?,
            provenance: self.origin.demo(number + 1),
        })
    }

    pub(super) fn unit(
        &mut self,
        job: &mut Job<'_>,
        name: &str,
        kind: UnitKind,
        fire_class: FireClass,
        block: &Block,
    ) -> Result<String, DemoError> {
        let id = format!("U{:05}", self.units.len() + 1);
        self.units.push(Unit {
            id: id.clone(),
            facility_id: job.id.clone(),
            name: format!("{name}{}", NUMERALS[job.series.min(NUMERALS.len() - 1)]),
            kind,
            processes: Vec::new(),
            fire_class: Some(fire_class),
            geometry: Some(self.ground.polygon(&block.rect(&job.site.frame))?),
            provenance: self.origin.demo(self.units.len() + 1),
        });
        job.series += 1;
        Ok(id)
    }

    /// A group of tanks in its dike; `held` goes round over the tanks. Tanks go until the dike fits.
    pub(super) fn tank_group(
        &mut self,
        job: &mut Job<'_>,
        yard: &mut Yard,
        mut group: Group,
        held: &[&Stuff],
    ) -> Result<bool, DemoError> {
        let block = loop {
            let (width_m, depth_m) = group.dike_m();
            if let Some(block) = yard.lay(width_m, depth_m) {
                break block;
            }
            match group.smaller() {
                Some(smaller) => group = smaller,
                None => return Ok(false),
            }
        };
        let fire_class = held
            .iter()
            .map(|s| s.fire_class)
            .min()
            .unwrap_or(FireClass::C);
        let unit_id = self.unit(job, "罐组", UnitKind::Storage, fire_class, &block)?;
        let frame = block.frame(&job.site.frame);
        for (number, place) in group.places().enumerate() {
            let stuff = held[number % held.len()];
            let geometry = match group.outline(&frame, &place) {
                Some(corners) => self.ground.polygon(&corners)?,
                None => self.ground.point(frame.at(place.u, place.v))?,
            };
            let roof = matches!(group.form, Form::Upright { .. }).then(|| {
                let floats = stuff.fire_class == FireClass::A && group.volume_m3 > 200.0;
                if floats { Roof::Floating } else { Roof::Fixed }
            });
            let mut vessel = self.vessel(
                &unit_id,
                stuff,
                tonnes(stuff, group.volume_m3, &mut job.stream),
                geometry,
            );
            vessel.volume_m3 = Some(group.volume_m3);
            vessel.diameter_m = Some(group.diameter_m);
            vessel.roof = roof;
            vessel.bund_area_m2 = Some((block.width_m * block.depth_m).round());
            forget(&mut vessel, &mut job.stream);
            self.vessels.push(vessel);
        }
        Ok(true)
    }

    pub(super) fn vessel(
        &self,
        unit_id: &str,
        stuff: &Stuff,
        quantity_t: f64,
        geometry: geo_types::Geometry<f64>,
    ) -> Vessel {
        let equipment = match stuff.storage {
            Storage::AtmosphericLiquid => Some("atmospheric tank, single containment"),
            Storage::PressurisedLiquefied
            | Storage::CompressedGas
            | Storage::RefrigeratedLiquefied => Some("pressure vessel"),
            Storage::Solid => None,
        };
        Vessel {
            id: format!("V{:06}", self.vessels.len() + 1),
            unit_id: unit_id.to_owned(),
            substance: Some(stuff.key.to_owned()),
            hazard_class: stuff.hazard_class.map(str::to_owned),
            quantity_t: Some(quantity_t),
            storage: Some(stuff.storage),
            placement: Some(Placement::AboveGround),
            temperature_c: Some(stuff.temperature_c),
            pressure_kpa: Some(stuff.pressure_kpa),
            volume_m3: None,
            diameter_m: None,
            roof: None,
            bund_area_m2: None,
            equipment: equipment.map(str::to_owned),
            fire_class: Some(stuff.fire_class),
            geometry,
            provenance: self.origin.demo(self.vessels.len() + 1),
        }
    }
}

/// The ground of a site behind its offices and inside its setback.
pub(super) fn yard(site: &Site, front_m: f64, between_m: f64) -> Yard {
    let s = site.room.setback_m;
    Yard::new(s, front_m, site.width_m - s, site.depth_m - s, between_m)
}

/// The plant boundary (厂区边界): the rectangle of the site with its front corners cut.
fn boundary(site: &Site, stream: &mut Stream) -> Vec<super::shape::P> {
    let most = if site.kind == SiteKind::Station {
        3.0
    } else {
        9.0
    };
    let (left, right) = (stream.between(1.0, most), stream.between(1.0, most));
    let (f, w, h) = (&site.frame, site.width_m, site.depth_m);
    vec![
        f.at(left, 0.0),
        f.at(w - right, 0.0),
        f.at(w, right),
        f.at(w, h),
        f.at(0.0, h),
        f.at(0.0, left),
    ]
}

/// Leaves an attribute out of a few vessels.
pub(super) fn forget(vessel: &mut Vessel, stream: &mut Stream) {
    if !stream.chance(FORGOTTEN) {
        return;
    }
    match stream.whole(0, 3) {
        0 => vessel.volume_m3 = None,
        1 => vessel.quantity_t = None,
        2 => vessel.storage = None,
        _ => {
            vessel.substance = None;
            vessel.hazard_class = None;
            vessel.fire_class = None;
        }
    }
}
