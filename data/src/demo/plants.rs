//! From a site to its rows: the facility, its units, its vessels.

use analysis::facts::{
    Facility, FacilityKind, FacilityStatus, FireClass, Placement, Roof, Storage, Unit, UnitKind,
    Vessel,
};

use super::districts::Territory;
use super::inventory::{Size, group, tonnes};
use super::names;
use super::shape::Frame;
use super::sites::{Site, SiteKind};
use super::stream::Stream;
use super::stuff::{PRODUCTS, Stuff, WAREHOUSED, stuff};
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
    pub const fn new(ground: &'a Ground, territory: &'a Territory, origin: &'a Origin, seed: u64) -> Self {
        Self { ground, territory, origin, seed, facilities: Vec::new(), units: Vec::new(), vessels: Vec::new() }
    }
}

/// The facility that is being furnished.
struct Job<'s> {
    site: &'s Site,
    id: String,
    number: usize,
    stream: Stream,
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

    fn unit(
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
    fn tank_group(
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

    fn vessel(
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

    fn producer(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let site = job.site;
        let product = &PRODUCTS[site.product];
        let size = Size::of(site.area_m2());
        let between_m = if size == Size::Small { 12.0 } else { 25.0 };
        let front_m: f64 = if size == Size::Small { 18.0 } else { 40.0 };
        let mut yard = yard(site, front_m.max(site.room.setback_m), between_m);
        // Tanks first: a plant without a store is none; the installation follows where there is room.
        for n in 0..size.groups(&mut job.stream) {
            let main = stuff(product.holds[n % product.holds.len()]);
            let group = group(main, size, &mut job.stream);
            // Ordinary liquids share a dike; what is held under pressure or in few vessels does not.
            let partner = (main.site_t.is_none() && group.count > 3 && job.stream.chance(0.5))
                .then(|| {
                    product
                        .holds
                        .iter()
                        .map(|key| stuff(key))
                        .find(|s| s.site_t.is_none() && s.key != main.key)
                });
            let held: Vec<&Stuff> = std::iter::once(main).chain(partner.flatten()).collect();
            if !self.tank_group(job, &mut yard, group, &held)? && n == 0 {
                let least = Group::new(main, 10.0, 1, &mut job.stream);
                self.tank_group(job, &mut yard, least, &[main])?;
            }
        }
        for n in 0..size.installations(&mut job.stream) {
            self.installation(
                job,
                &mut yard,
                size,
                if n == 0 { product.processes } else { &[] },
            )?;
        }
        Ok(())
    }

    /// A production unit with its reactors.
    fn installation(
        &mut self,
        job: &mut Job<'_>,
        yard: &mut Yard,
        size: Size,
        processes: &[u8],
    ) -> Result<(), DemoError> {
        let product = &PRODUCTS[job.site.product];
        let s = &mut job.stream;
        let (width_m, depth_m) = match size {
            Size::Small => (s.between(24.0, 42.0), s.between(14.0, 22.0)),
            Size::Medium => (s.between(36.0, 66.0), s.between(20.0, 34.0)),
            Size::Large => (s.between(50.0, 95.0), s.between(28.0, 50.0)),
        };
        let Some(block) = yard.lay(width_m, depth_m).or_else(|| yard.lay(18.0, 12.0)) else {
            return Ok(());
        };
        let held: Vec<&Stuff> = product
            .holds
            .iter()
            .map(|key| stuff(key))
            .filter(|s| s.storage != Storage::CompressedGas)
            .collect();
        let fire_class = held
            .iter()
            .map(|s| s.fire_class)
            .min()
            .unwrap_or(FireClass::C);
        let unit_id = self.unit(job, "生产装置", UnitKind::Production, fire_class, &block)?;
        if let Some(unit) = self.units.last_mut() {
            unit.processes = processes.to_vec();
        }
        let frame = block.frame(&job.site.frame);
        let count = job
            .stream
            .whole(2, ((block.width_m / 7.0) as usize).clamp(2, 6));
        for n in 0..count {
            let stuff = held[n % held.len()];
            let volume_m3 =
                job.stream
                    .lognormal(5.0, 0.5, 1.0, if size == Size::Large { 30.0 } else { 12.0 });
            let volume_m3 = (volume_m3 * 10.0).round() / 10.0;
            let diameter_m = (libm::cbrt(volume_m3 / 0.94) * 10.0).ceil() / 10.0;
            let at = frame.at(
                block.width_m * (n as f64 + 0.5) / count as f64,
                block.depth_m / 2.0,
            );
            let mut vessel = self.vessel(
                &unit_id,
                stuff,
                tonnes(stuff, volume_m3 * 0.8, &mut job.stream),
                self.ground.point(at)?,
            );
            vessel.volume_m3 = Some(volume_m3);
            vessel.diameter_m = Some(diameter_m);
            vessel.temperature_c = Some(job.stream.between(30.0, 75.0).round());
            vessel.pressure_kpa = Some(job.stream.between(5.0, 60.0).round() * 10.0);
            vessel.equipment = Some("reactor vessel".to_owned());
            forget(&mut vessel, &mut job.stream);
            self.vessels.push(vessel);
        }
        Ok(())
    }

    fn port_farm(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let mut yard = yard(job.site, 40.0, 18.0);
        let mut left = job.stream.whole(40, 90);
        let kinds = ["86290-81-5", "68334-30-5", "67-56-1", "108-88-3"].map(stuff);
        while left > 0 {
            let held = kinds[job.stream.weighted([4.0, 4.0, 1.0, 1.0].into_iter())];
            let group = Group::port(job.stream.whole(4, 8).min(left), &mut job.stream);
            let before = self.vessels.len();
            if !self.tank_group(job, &mut yard, group, &[held])? {
                break;
            }
            left = left.saturating_sub(self.vessels.len() - before);
        }
        Ok(())
    }

    fn gas_depot(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let mut yard = yard(job.site, 22.0, 15.0);
        let held = stuff("68476-85-7");
        let spheres = job.stream.chance(0.4);
        let volume_m3 = if spheres {
            *job.stream.pick(&[650.0, 1_000.0, 1_500.0])
        } else {
            *job.stream.pick(&[20.0, 50.0, 100.0, 100.0])
        };
        let count = if spheres {
            job.stream.whole(2, 4)
        } else {
            job.stream.whole(2, 6)
        };
        let group = Group::new(held, volume_m3, count, &mut job.stream);
        self.tank_group(job, &mut yard, group, &[held])?;
        Ok(())
    }

    /// The machine room of a cold store: ammonia in receivers and separators.
    fn cold_store(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let mut yard = yard(job.site, 14.0, 10.0);
        let Some(block) = yard.lay(30.0, 18.0) else {
            return Ok(());
        };
        let held = stuff("7664-41-7");
        let unit_id = self.unit(
            job,
            "制冷机房",
            UnitKind::Production,
            held.fire_class,
            &block,
        )?;
        let frame = block.frame(&job.site.frame);
        let count = job.stream.whole(3, 5);
        let room_m3 = job.stream.lognormal(7.0, 0.7, 1.5, 40.0);
        for n in 0..count {
            let group = Group::new(held, room_m3, 1, &mut job.stream);
            let at = frame.at(30.0 * (n as f64 + 0.5) / count as f64, 9.0);
            let quantity_t = tonnes(held, group.volume_m3 * 0.7, &mut job.stream);
            let mut vessel = self.vessel(&unit_id, held, quantity_t, self.ground.point(at)?);
            vessel.volume_m3 = Some(group.volume_m3);
            vessel.diameter_m = Some(group.diameter_m);
            forget(&mut vessel, &mut job.stream);
            self.vessels.push(vessel);
        }
        Ok(())
    }

    /// Chlorine in cylinders of one tonne.
    fn water_works(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let mut yard = yard(job.site, 14.0, 10.0);
        let held = stuff("7782-50-5");
        let count = job.stream.whole(3, 10);
        let group = Group::new(held, 0.84, count, &mut job.stream);
        self.tank_group(job, &mut yard, group, &[held])?;
        Ok(())
    }

    /// Class 甲 stores with stacks of packages.
    fn warehouse(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let mut yard = yard(job.site, 14.0, 20.0);
        for _ in 0..job.stream.whole(1, 3) {
            let (width_m, depth_m) = (
                job.stream.between(18.0, 36.0),
                job.stream.between(12.0, 20.0),
            );
            let Some(block) = yard.lay(width_m, depth_m) else {
                break;
            };
            let held = stuff(WAREHOUSED[job.stream.weighted([5.0, 3.0, 1.0].into_iter())]);
            let unit_id = self.unit(job, "甲类仓库", UnitKind::Storage, held.fire_class, &block)?;
            let frame = block.frame(&job.site.frame);
            let count = job.stream.whole(2, 5);
            for n in 0..count {
                let at = frame.at(
                    block.width_m * (n as f64 + 0.5) / count as f64,
                    block.depth_m / 2.0,
                );
                let quantity_t = (job.stream.lognormal(6.0, 0.8, 0.5, 40.0) * 10.0).round() / 10.0;
                let mut vessel = self.vessel(&unit_id, held, quantity_t, self.ground.point(at)?);
                forget(&mut vessel, &mut job.stream);
                self.vessels.push(vessel);
            }
        }
        Ok(())
    }

    /// Buried tanks along the fence on the right.
    fn station(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let gasoline = job.stream.whole(2, 3);
        let diesel = job.stream.whole(1, 2);
        let volume_m3 = *job.stream.pick(&[30.0, 30.0, 40.0, 50.0]);
        let group = lying_m(volume_m3);
        let (site, count) = (job.site, gasoline + diesel);
        let pitch_m = group.0 + 0.6;
        let (width_m, depth_m) = (pitch_m * count as f64, group.1);
        let setback_m = site.room.setback_m;
        let block = Block {
            u: site.width_m - setback_m - width_m,
            v: site.depth_m - setback_m - depth_m,
            width_m,
            depth_m,
        };
        let unit_id = self.unit(job, "埋地油罐区", UnitKind::Storage, FireClass::A, &block)?;
        let frame: Frame = block.frame(&site.frame);
        for n in 0..count {
            let held = stuff(if n < gasoline {
                "86290-81-5"
            } else {
                "68334-30-5"
            });
            let u = pitch_m * n as f64 + 0.3;
            let corners = frame.rect(u, 0.0, u + group.0, group.1);
            let quantity_t = tonnes(held, volume_m3, &mut job.stream);
            let mut vessel =
                self.vessel(&unit_id, held, quantity_t, self.ground.polygon(&corners)?);
            vessel.volume_m3 = Some(volume_m3);
            vessel.diameter_m = Some(group.0);
            vessel.placement = Some(Placement::Buried);
            vessel.equipment = Some("in-ground tank".to_owned());
            forget(&mut vessel, &mut job.stream);
            self.vessels.push(vessel);
        }
        Ok(())
    }
}

/// Diameter and length of a buried tank, m.
fn lying_m(volume_m3: f64) -> (f64, f64) {
    let diameter_m = 2.6;
    (
        diameter_m,
        volume_m3 / (std::f64::consts::FRAC_PI_4 * diameter_m * diameter_m),
    )
}

/// The ground of a site behind its offices and inside its setback.
fn yard(site: &Site, front_m: f64, between_m: f64) -> Yard {
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
fn forget(vessel: &mut Vessel, stream: &mut Stream) {
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
