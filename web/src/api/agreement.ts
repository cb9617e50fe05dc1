/**
 * The types of this page against those that are generated from the service's document. Ours say
 * more (which words a verdict can be, that a place is two numbers), so they must fit into the
 * generated ones and name no field that the service does not know. Where not, this does not compile.
 */
import type { Excess } from './risk';
import type { components } from './schema.gen';
import type * as ours from './types';

type Theirs = components['schemas'];

/** Names in `A`, at any depth, that `B` does not have. */
type Strange<A, B> = A extends readonly (infer X)[]
  ? B extends readonly (infer Y)[]
    ? Strange<X, Y>
    : never
  : A extends object
    ? {
        [K in keyof A]-?: K extends keyof B ? Strange<NonNullable<A[K]>, NonNullable<B[K]>> : K;
      }[keyof A]
    : never;

type Fits<A, B> = [A] extends [B]
  ? [Strange<A, B>] extends [never]
    ? true
    : { unknown_to_the_service: Strange<A, B> }
  : { not_as_the_service_says: { [K in keyof A & keyof B as A[K] extends B[K] ? never : K]: [A[K], B[K]] } };

type All<Checks extends Record<string, true>> = Checks;

export type Agreement = All<{
  summary: Fits<ours.Summary, Theirs['Summary']>;
  /** The page needs a part of it. */
  excess: Fits<Excess, Pick<Theirs['Page_RiskViolation']['items'][number], keyof Excess>>;
  assumptions: Fits<ours.RiskAssumptions, Theirs['RiskAssumptions']>;
  risk_at: Fits<ours.RiskAt, Theirs['RiskAt']>;
  place: Fits<ours.Place, Theirs['Hit']>;
  facilities: Fits<ours.Page<ours.FacilitySummary>, Theirs['Page_FacilitySummary']>;
  /** GeoJSON stands as an object without fields in the document. */
  card: Fits<Omit<ours.FacilityCard, 'geometry'>, Omit<Theirs['FacilityCard'], 'geometry'>>;
  violations: Fits<ours.Page<ours.Finding>, Theirs['Page_Violation']>;
  overpressure: Fits<ours.Page<ours.OverpressureFinding>, Theirs['Page_OverpressureViolation']>;
  change: Fits<ours.Change, Theirs['Change']>;
  situation: Fits<ours.Situation, Theirs['SituationView']>;
  /** The page makes problems of its own, without a detail, where there was no answer. */
  problem: Fits<Required<ours.Problem>, Required<Omit<Theirs['Problem'], 'import'>>>;
}>;
