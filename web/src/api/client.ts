/** Requests to the service of this page. Every failure is a `ProblemError`. */
import type { Problem } from './types';

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
  }
}

type Query = Record<string, string | number | readonly number[] | null | undefined>;

/** A path with the parts of `query` that are set. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const plain: Problem = { type: 'about:blank', title: response.statusText, status: response.status };
  if (!/json/.test(response.headers.get('content-type') ?? '')) return plain;
  const body: unknown = await response.json().catch(() => null);
  return typeof body === 'object' && body !== null ? { ...plain, ...(body as Partial<Problem>) } : plain;
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ProblemError({ type: 'about:blank', title: '', status: 0 });
  }
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return response;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(path, signal ? { signal } : {});
  return (await response.json()) as T;
}

/** Sends JSON. */
export async function sendJson<T>(method: 'PUT' | 'POST' | 'PATCH', path: string, body: unknown): Promise<T> {
  const response = await request(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

/** Posts JSON; gives the answer and how long the service computed, ms. */
export async function postJson<T>(
  path: string,
  body: unknown,
): Promise<{ answer: T; computeMs: number | null }> {
  const response = await request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    answer: (await response.json()) as T,
    computeMs: computeMs(response.headers.get('server-timing')),
  };
}

/** Posts a form, with files perhaps. */
export async function sendForm<T>(path: string, body: FormData): Promise<T> {
  const response = await request(path, { method: 'POST', body });
  return (await response.json()) as T;
}

/** The `compute` entry of a `Server-Timing` header, ms. */
export function computeMs(header: string | null): number | null {
  const entry = header?.split(',').find((part) => /^\s*compute\b/.test(part));
  const found = entry?.match(/dur=([\d.]+)/)?.[1];
  return found === undefined ? null : Number(found);
}
