/**
 * Calls `run` with the newest argument only: one call at a time, at most one each `everyMs`.
 * While a call is under way newer arguments replace each other, so that a drag always shows the
 * last answer that was possible and never one that is older than what is shown.
 */
export interface Latest<A> {
  (argument: A): void;
  /** Forgets what waits and what is under way. */
  stop(): void;
}

export function latest<A, R>(
  run: (argument: A) => Promise<R>,
  everyMs: number,
  done: (result: R, argument: A) => void,
  failed: (error: unknown, argument: A) => void,
): Latest<A> {
  let waiting: { argument: A } | null = null;
  let busy = false;
  let startedAt = Number.NEGATIVE_INFINITY;
  let generation = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const next = () => {
    timer = null;
    if (busy || waiting === null) return;
    const wait = startedAt + everyMs - performance.now();
    if (wait > 0) {
      timer = setTimeout(next, wait);
      return;
    }
    const { argument } = waiting;
    const mine = generation;
    waiting = null;
    busy = true;
    startedAt = performance.now();
    run(argument)
      .then(
        (result) => mine === generation && done(result, argument),
        (error: unknown) => mine === generation && failed(error, argument),
      )
      .finally(() => {
        if (mine !== generation) return;
        busy = false;
        next();
      });
  };

  const call = (argument: A) => {
    waiting = { argument };
    if (timer === null) next();
  };
  return Object.assign(call, {
    stop: () => {
      generation += 1;
      waiting = null;
      busy = false;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  });
}
