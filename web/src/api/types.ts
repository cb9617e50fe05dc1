/** What the service answers; `agreement.ts` holds these types against its document. */

export type LonLat = [number, number];
export type BBox = [number, number, number, number];
export type Level = 1 | 2 | 3 | 4;
export type LevelFilter = '1' | '2' | '3' | '4' | 'none' | 'unknown';
export type HazardVerdict = 'graded' | 'not_major_hazard' | 'unknown';
export type FindingVerdict = 'violation' | 'unknown';

/** A text in both languages. */
export interface Both {
  zh: string;
  en: string;
}

export interface Page<T> {
  items: T[];
  total: number;
  limit: number;
  offset: number;
}

export interface Summary {
  city: { code: string; name: string } | null;
  bbox: BBox | null;
  center: LonLat | null;
  synthetic: boolean;
  attributions: { text: string; url: string | null }[];
  counts: Record<
    'districts' | 'parks' | 'facilities' | 'units' | 'vessels' | 'targets' | 'population',
    number
  >;
  people: { day: number; night: number };
  installations: Record<
    'level_1' | 'level_2' | 'level_3' | 'level_4' | 'not_major_hazard' | 'unknown',
    number
  >;
  violations: number;
  unknown_verdicts: number;
  risk: 'computing' | 'ready' | 'unknown';
  risk_why: string | null;
  run: { id: string; made_at: string; ruleset: string; inputs_hash: string; program_version: string };
  gaps: Both[];
}

/** What the risk assumes. */
export interface RiskAssumptions {
  ruleset: string;
  assumptions: {
    key: string;
    name_zh: string;
    name_en: string;
    value_zh: string;
    value_en: string;
    is_default: boolean;
    source: string;
  }[];
}

/** Individual risk at a point. */
export interface RiskAt {
  at: LonLat;
  lsir_per_year: number;
  county: string | null;
  town: string | null;
  limits: {
    class: string;
    class_zh: string;
    class_en: string;
    new_per_year: number;
    in_service_per_year: number;
    clause: string;
    confidence: string;
  }[];
  by_facility: {
    kind: string;
    facility_id: string;
    facility_name: string;
    per_year: number;
    share: number;
  }[];
  contributors: {
    kind: string;
    facility_id: string;
    facility_name: string;
    vessel_id: string;
    substance: string;
    surrogate_zh: string | null;
    surrogate_en: string | null;
    loss: string;
    loss_zh: string;
    loss_en: string;
    outcome: string;
    outcome_zh: string;
    outcome_en: string;
    frequency_per_year: number;
    frequency_source: string;
    frequency_confidence: string;
    per_year: number;
    share: number;
  }[];
  contributors_total: number;
  unknown_vessels: number;
  unknown_pipelines: number;
  without_risk: number;
  run: string;
  synthetic: boolean;
}

export type PlaceKind = 'facility' | 'target' | 'park' | 'district';

export interface Place {
  kind: PlaceKind;
  id: string;
  name: string;
  location: LonLat;
  bbox: BBox;
  detail_zh: string;
  detail_en: string;
}

export interface MajorHazard {
  verdict: HazardVerdict;
  level: Level | null;
  colour: string;
  reasons: Both[];
}

export interface FacilitySummary {
  id: string;
  name: string;
  uscc: string | null;
  kind: string;
  kind_zh: string;
  kind_en: string;
  status: string;
  status_zh: string;
  status_en: string;
  fire_class: string | null;
  park_id: string | null;
  park_name: string | null;
  district_code: string | null;
  district_name: string | null;
  town_code: string | null;
  town_name: string | null;
  location: LonLat;
  major_hazard: MajorHazard;
  two_key_one_major: Record<'supervised_chemicals' | 'supervised_processes' | 'major_hazard', boolean | null>;
  violations: number;
  unknown_verdicts: number;
  synthetic: boolean;
}

export interface GradeItem {
  vessel_id: string | null;
  substance: string | null;
  cas: string | null;
  name_zh: string | null;
  name_en: string | null;
  quantity_t: number | null;
  critical_quantity_t: number | null;
  beta: number | null;
  q_over_q: number | null;
  beta_q_over_q: number | null;
  found_by: 'cas' | 'name' | 'alias' | 'hazard_class' | null;
  table: string | null;
  symbol: string | null;
  clause: string | null;
  confidence: string | null;
  supervised: boolean;
}

export interface Grade {
  verdict: HazardVerdict;
  s: number | null;
  r: number | null;
  alpha: number | null;
  level: Level | null;
  colour: string;
  reasons: Both[];
  confidence: string;
  items: GradeItem[];
}

export interface Vessel {
  id: string;
  substance: string | null;
  name_zh: string | null;
  name_en: string | null;
  quantity_t: number | null;
  storage: string | null;
  storage_zh: string | null;
  storage_en: string | null;
  temperature_c: number | null;
  pressure_kpa: number | null;
  volume_m3: number | null;
  diameter_m: number | null;
  fire_class: string | null;
  location: LonLat;
}

export interface Unit {
  id: string;
  name: string;
  kind: string;
  kind_zh: string;
  kind_en: string;
  processes: { no: number; name_zh: string; name_en: string }[];
  grade: Grade;
  vessels: Vessel[];
}

export interface ExternalMethod {
  method: string;
  method_zh: string;
  method_en: string;
}

/** What a method of GB/T 37243-2019 comes to. */
export interface ExternalVerdict {
  basis: 'overpressure' | 'individual_risk' | 'societal_risk' | 'distance';
  verdict: 'violation' | 'alarp' | 'unknown' | 'kept' | 'computing';
  clause: string;
  confidence: string;
  violations: number;
  unknown: number;
  decades_over: number | null;
  target_id: string | null;
  target_name: string | null;
  contributor_id: string | null;
  contributor_share: number | null;
  sentence_zh: string;
  sentence_en: string;
}

/** External safety distance (外部安全防护距离): which method, why, and what it comes to. */
export interface ExternalDistance extends ExternalMethod {
  also: ExternalMethod[];
  why_zh: string;
  why_en: string;
  clause: string;
  confidence: string;
  unit_id: string | null;
  sum_q_over_q: number | null;
  enterprise_sum_q_over_q: number | null;
  sum_is_least: boolean;
  threshold_q_over_q: number;
  own_standard: string | null;
  settle_field: string | null;
  settle: {
    unit_id: string | null;
    vessel_id: string | null;
    field: string;
    field_zh: string;
    field_en: string;
    could_be: ExternalMethod[];
  }[];
  charges: {
    unit_id: string;
    unit_name: string;
    mass_kg: number;
    tnt_kg: number;
    is_least: boolean;
    missing: string[];
    equivalent_assumed: boolean;
    strictest_distance_m: number | null;
    widest_distance_m: number | null;
    confidence: string;
  }[];
  verdicts: ExternalVerdict[];
}

export interface FacilityCard extends FacilitySummary {
  geometry: GeoJSON.Geometry | null;
  built_on: string | null;
  design_code: string | null;
  design_code_assumed: boolean;
  people_within_500_m: number | null;
  alpha: number | null;
  boundary: 'polygon' | 'point';
  units: Unit[];
  external_distance: ExternalDistance;
  gaps: Both[];
  provenance: { source_file: string; source_row: number; imported_at: string; synthetic: boolean };
}

/** A distance between a plant and something that the rules protect. */
export interface Finding {
  id: string;
  facility_id: string;
  facility_name: string;
  unit_id: string | null;
  vessel_id: string | null;
  subject_zh: string;
  subject_en: string;
  target_id: string;
  target_kind: 'target' | 'facility';
  target_name: string;
  target_category: string | null;
  target_category_zh: string | null;
  target_category_en: string | null;
  target_subtype: string;
  target_subtype_zh: string;
  target_subtype_en: string;
  basis: 'distance' | 'overpressure';
  verdict: FindingVerdict;
  rule_id: string;
  standard: string;
  clause: string;
  edition: string;
  confidence: string;
  required: number | null;
  required_max: number | null;
  actual: number;
  unit: 'm';
  shortfall_m: number | null;
  missing: string[];
  from: LonLat;
  to: LonLat;
  measured_from_zh: string;
  measured_from_en: string;
  measured_to_zh: string;
  measured_to_en: string;
  district_code: string | null;
  town_code: string | null;
  town_name: string | null;
  sentence_zh: string;
  sentence_en: string;
  note: string | null;
  synthetic: boolean;
}

/** A target too near to explosives; `required` is the distance to the overpressure that is safe there. */
export interface OverpressureFinding extends Finding {
  overpressure_kpa: number;
  limit_kpa: number | null;
  strictest_kpa: number;
  decades_over: number | null;
  tnt_kg: number;
  tnt_is_least: boolean;
  equivalent_assumed: boolean;
}

export type Change = { move: { facility_id: string; to: LonLat } };
export type ListName = 'vanish' | 'new' | 'stay';
export type Difference = Record<ListName, Finding[]>;

export interface ByTarget extends Record<ListName, number> {
  target_id: string;
  target_kind: 'target' | 'facility';
  target_name: string;
  target_category: string | null;
  target_category_zh: string | null;
  town_code: string | null;
  town_name: string | null;
}

export interface ByTown extends Record<ListName, number> {
  code: string | null;
  name: string | null;
}

export interface GradeSide {
  s: number | null;
  r: number | null;
  alpha: number | null;
  people_within_500_m: number | null;
  level: Level | null;
  verdict: HazardVerdict;
}

export interface Situation {
  id: string;
  base_run: string;
  changes: Change[];
  destination: Record<
    'park_id' | 'park_name' | 'district_code' | 'district_name' | 'town_code' | 'town_name',
    string | null
  >;
  violations: Difference;
  unknown: Difference;
  by_target: ByTarget[];
  by_town: ByTown[];
  grades: {
    facility_id: string;
    unit_id: string;
    unit_name: string;
    before: GradeSide;
    after: GradeSide;
  }[];
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
}
