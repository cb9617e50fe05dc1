/** The relocation check that is under way: asks the service for the place where the marker is. */
import { create } from 'zustand';
import { ProblemError } from './api/client';
import { latest } from './api/latest';
import { trySituation } from './api/queries';
import type { LonLat, Problem, Situation } from './api/types';
import { useView } from './state';

interface State {
  /** The last answer; it may lag behind the marker by one request. */
  situation: Situation | null;
  computeMs: number | null;
  problem: Problem | null;
  busy: boolean;
}

const NOTHING: State = { situation: null, computeMs: null, problem: null, busy: false };

export const useRelocation = create<State>()(() => NOTHING);

/** About ten answers in a second are enough to follow a hand. */
const EVERY_MS = 100;

/** Follows the marker of the view; gives the end of it. */
export function followMarker(): () => void {
  const ask = latest(
    ({ plant, to }: { plant: string; to: LonLat }) => trySituation(plant, to),
    EVERY_MS,
    ({ answer, computeMs }, asked) => {
      const now = useView.getState();
      if (now.plant !== asked.plant || now.to === null) return;
      const busy = now.to !== asked.to;
      useRelocation.setState({ situation: answer, computeMs, problem: null, busy });
    },
    (error) => {
      const problem =
        error instanceof ProblemError
          ? error.problem
          : { type: 'about:blank', title: String(error), status: 0 };
      useRelocation.setState({ situation: null, problem, busy: false });
    },
  );
  const react = (now: { plant: string | null; to: LonLat | null }, before?: typeof now) => {
    if (now.plant === before?.plant && now.to === before?.to) return;
    if (now.plant !== before?.plant || now.to === null) {
      ask.stop();
      useRelocation.setState(NOTHING);
    }
    if (now.plant !== null && now.to !== null) {
      useRelocation.setState({ busy: true });
      ask({ plant: now.plant, to: now.to });
    }
  };
  react(useView.getState());
  const end = useView.subscribe(react);
  return () => {
    end();
    ask.stop();
  };
}
