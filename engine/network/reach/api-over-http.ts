import type { HttpResponse, HttpTarget, Reach, Source } from '../../component/workload.ts';

/** What the API answers to a request that comes over the network. */
export type ApiAnswers = (target: HttpTarget, source: Source) => HttpResponse;

/** The pods in which the API server runs; its probes are answered by them. */
const API_SERVER = /^kube-system\/kube-apiserver-/;
const PROBED = /^\/(?:livez|readyz|healthz)(?:[/?]|$)/;

/** The same network, in which whoever reaches an API server has it answer, where somebody speaks for it. */
export function withApi(reach: Reach, answers: () => ApiAnswers | undefined): Reach {
  return {
    ...reach,
    http: (source, target) => {
      const outcome = reach.http(source, target);
      const answer = answers();
      if (answer === undefined || outcome.outcome !== 'answered') return outcome;
      if (!API_SERVER.test(outcome.by) || PROBED.test(target.path)) return outcome;
      return { ...outcome, response: answer(target, source) };
    },
  };
}
