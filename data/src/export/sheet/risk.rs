//! The risk of the newest run that has any: grid, contours, F-N curves.

use super::{
    Bodies, Geometries, OF_A_RUN, Sheet, Type, is_any_synthetic, named, of_a_run, title_zh,
};
use crate::Result;
use crate::export::ExportLayer;
use crate::layer::Value;
use crate::store::Store;

/// Cells that bear less are not written, 1/yr: a five-hundredth of the lowest limit of GB 36894-2018.
const FROM_PER_YEAR: f32 = 6e-10;

/// Reads what is to be written. Risk rests on everything in the store: it is synthetic where any row is.
pub(super) async fn of(store: &Store, layer: ExportLayer) -> Result<Sheet> {
    let (columns, geometries): (&[(&str, Type)], _) = match layer {
        ExportLayer::Lsir => (
            &[("lsir_per_year", Type::Real), ("cell_m", Type::Real)],
            Geometries::Mixed,
        ),
        ExportLayer::Contours => (
            &[("per_year", Type::Real), ("area_km2", Type::Real)],
            Geometries::Areas,
        ),
        _ => (
            &[
                ("scope", Type::Text),
                ("id", Type::Text),
                ("name", Type::Text),
                ("pll_per_year", Type::Real),
                ("verdict", Type::Text),
                ("unknown_vessels", Type::Whole),
            ],
            Geometries::None,
        ),
    };
    let mut columns = named(columns);
    columns.extend(named(&OF_A_RUN));
    let mut sheet = Sheet {
        layer: Some(layer),
        title_zh: title_zh(layer),
        name: layer.to_string(),
        columns,
        geometries,
        rows: Vec::new(),
    };
    let Some(run) = store.runs().await?.into_iter().next() else {
        return Ok(sheet);
    };
    let Some(risk) = store.risk(&run.id).await? else {
        return Ok(sheet);
    };
    let of_run = of_a_run(&run, is_any_synthetic(store).await?);
    let with_run = |mut values: Vec<Value>| {
        values.extend(of_run.clone());
        values
    };
    match layer {
        ExportLayer::Lsir => {
            for (at, per_year) in risk.lsir.points(FROM_PER_YEAR)? {
                let values = vec![
                    // The shortest number that is this risk, not the digits of its binary form.
                    Value::Real(per_year.to_string().parse().unwrap_or(f64::from(per_year))),
                    Value::Real(risk.lsir.cell_m),
                ];
                let point = geo_types::Point::from(at).into();
                sheet.rows.push((with_run(values), Some(point)));
            }
        }
        ExportLayer::Contours => {
            for contour in risk.contours {
                let values = vec![Value::Real(contour.per_year), Value::Real(contour.area_km2)];
                sheet.rows.push((with_run(values), Some(contour.geometry)));
            }
        }
        _ => {
            let bodies = Bodies::new(
                risk.fn_curves.iter().map(|c| c.body_json.as_str()),
                &mut sheet.columns,
            );
            for curve in risk.fn_curves {
                let mut values = with_run(vec![
                    Value::Text(curve.scope),
                    Value::Text(curve.id),
                    Value::Text(curve.name),
                    Value::Real(curve.pll_per_year),
                    Value::Text(curve.verdict),
                    Value::Whole(curve.unknown_vessels.cast_signed()),
                ]);
                values.extend(bodies.values(&curve.body_json));
                sheet.rows.push((values, None));
            }
        }
    }
    Ok(sheet)
}
