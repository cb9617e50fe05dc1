//! What a producer has: tanks for its line of products, and the installations that use them.

use analysis::facts::{FireClass, Storage, UnitKind};

use super::DemoError;
use super::inventory::{Size, group, tonnes};
use super::plants::{Job, Plants, forget, yard};
use super::stuff::{PRODUCTS, Stuff, stuff};
use super::tanks::Group;
use super::yard::Yard;

impl Plants<'_> {
    pub(super) fn producer(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
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
}
