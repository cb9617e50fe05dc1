//! The OpenAPI document and its page.

use utoipa::OpenApi;

use crate::views::Page;
use crate::views::overpressure::OverpressureViolation;
use crate::views::risk::RiskViolation;

/// Head of the document; paths are collected as they are registered.
#[derive(OpenApi)]
#[openapi(info(
    title = "Anjie 安界",
    description = "Risk maps for cities with chemical plants: safety distances, major hazard installations, relocation checks. Coordinates are [lon, lat], CGCS2000. Errors are RFC 9457 application/problem+json.",
    license(name = "Apache-2.0 OR MIT")
), components(schemas(Page<RiskViolation>, Page<OverpressureViolation>)))]
pub struct Document;
