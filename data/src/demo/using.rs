//! What those have who use, store or sell: tank farms, depots, cold stores, water works, warehouses,
//! filling stations.

use analysis::facts::{FireClass, Placement, UnitKind};

use super::DemoError;
use super::inventory::tonnes;
use super::plants::{Job, Plants, forget, yard};
use super::shape::Frame;
use super::stuff::{WAREHOUSED, stuff};
use super::tanks::Group;
use super::yard::Block;

impl Plants<'_> {
    pub(super) fn port_farm(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
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

    pub(super) fn gas_depot(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
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
    pub(super) fn cold_store(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
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
    pub(super) fn water_works(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
        let mut yard = yard(job.site, 14.0, 10.0);
        let held = stuff("7782-50-5");
        let count = job.stream.whole(3, 10);
        let group = Group::new(held, 0.84, count, &mut job.stream);
        self.tank_group(job, &mut yard, group, &[held])?;
        Ok(())
    }

    /// Class 甲 stores with stacks of packages.
    pub(super) fn warehouse(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
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
    pub(super) fn station(&mut self, job: &mut Job<'_>) -> Result<(), DemoError> {
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
