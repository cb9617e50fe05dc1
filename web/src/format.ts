/** How numbers, dates and places are written. Rounding happens here and nowhere else. */
import type { LonLat } from './api/types';
import type { Lang } from './words';

export const NONE = '—';

const locale: Record<Lang, string> = { zh: 'zh-CN', en: 'en-GB' };
const cache = new Map<string, Intl.NumberFormat>();

function number(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options);
  const found = cache.get(key) ?? new Intl.NumberFormat(locale[lang], options);
  cache.set(key, found);
  return found;
}

type Maybe = number | null | undefined;

const given = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

export function count(value: Maybe, lang: Lang): string {
  return given(value) ? number(lang, { maximumFractionDigits: 0 }).format(value) : NONE;
}

/** People: whole, and in 万 from ten thousand on in Chinese. */
export function people(value: Maybe, lang: Lang): string {
  if (!given(value)) return NONE;
  if (lang === 'zh' && value >= 10_000) {
    return `${number(lang, { maximumFractionDigits: 1 }).format(value / 10_000)} 万`;
  }
  return count(value, lang);
}

/** An actual distance: one decimal, rounded down, so that "too near" never reads "equal". */
export function actual(value: Maybe, lang: Lang): string {
  if (!given(value)) return NONE;
  return `${number(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(down(value))} m`;
}

/** Down to a tenth; a hair below a tenth is that tenth, as sums in binary come out. */
const down = (value: number) => Math.floor(value * 10 + 1e-6) / 10;

/** What a rule asks: as many decimals as it has, two at most. */
export function required(value: Maybe, lang: Lang): string {
  return given(value) ? `${number(lang, { maximumFractionDigits: 2 }).format(value)} m` : NONE;
}

/** What is lacking, rounded up. */
export function shortfall(value: Maybe, lang: Lang): string {
  if (!given(value)) return NONE;
  const up = Math.ceil(value * 10 - 1e-6) / 10;
  return `${number(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(up)} m`;
}

/** A distance on the map: metres, or kilometres from one on. */
export function distance(value: Maybe, lang: Lang): string {
  if (!given(value)) return NONE;
  if (value < 1000) return `${count(value, lang)} m`;
  return `${number(lang, { maximumFractionDigits: value < 10_000 ? 2 : 1 }).format(value / 1000)} km`;
}

/** A dimensionless number (S, R, q/Q) to three significant digits, four from a thousand on. */
export function ratio(value: Maybe, lang: Lang): string {
  if (!given(value)) return NONE;
  if (value >= 1000) return count(value, lang);
  return number(lang, { maximumSignificantDigits: 3 }).format(value);
}

export function tonnes(value: Maybe, lang: Lang): string {
  return given(value) ? number(lang, { maximumFractionDigits: 3 }).format(value) : NONE;
}

/** Five decimals: about a metre. */
export function degrees(value: number): string {
  return value.toFixed(5);
}

export function place([lon, lat]: LonLat): string {
  return `${degrees(lon)}, ${degrees(lat)}`;
}

export function milliseconds(value: Maybe): string {
  return given(value) ? (value < 10 ? value.toFixed(1) : value.toFixed(0)) : NONE;
}

export function time(value: string | null | undefined, lang: Lang): string {
  const at = value ? new Date(value) : null;
  if (at === null || Number.isNaN(at.getTime())) return value || NONE;
  return new Intl.DateTimeFormat(locale[lang], { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Metres between two places, on a sphere of the earth's mean radius (6,371,008.8 m, IUGG). */
export function metresBetween(a: LonLat, b: LonLat): number {
  const rad = Math.PI / 180;
  const sinLat = Math.sin(((b[1] - a[1]) * rad) / 2);
  const sinLon = Math.sin(((b[0] - a[0]) * rad) / 2);
  const h = sinLat ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * sinLon ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const raised = (power: number) =>
  (power < 0 ? '⁻' : '') + [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');

/** A power of ten, as on an axis: 10⁻³; 1, 10 and 100 as they are. */
export function power(value: number): string {
  const exponent = Math.round(Math.log10(value));
  return exponent >= 0 && exponent <= 2 ? String(10 ** exponent) : `10${raised(exponent)}`;
}

/** A small number, such as a risk: 3.2×10⁻⁶, two digits. */
export function scientific(value: Maybe): string {
  if (!given(value)) return NONE;
  if (value === 0) return '0';
  const [digits = '', exponent = '0'] = value.toExponential(1).split('e');
  return `${digits.replace(/\.0$/, '')}×10${raised(Number(exponent))}`;
}

/** A share of one, as per cent. */
export function percent(value: Maybe, lang: Lang): string {
  return given(value) ? number(lang, { style: 'percent', maximumFractionDigits: 0 }).format(value) : NONE;
}

/** A score from 0 to 100, which comes rounded down to a tenth. */
export function tenths(value: Maybe, lang: Lang): string {
  return given(value)
    ? number(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)
    : NONE;
}

/** The size of a file. */
export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  return value < 1_048_576 ? `${(value / 1024).toFixed(1)} KiB` : `${(value / 1_048_576).toFixed(1)} MiB`;
}
