import { type Client, forbidden, forbiddenText } from '../engine/index.ts';
import type { KubectlEnvironment } from './environment.ts';
import { KubectlError } from './errors.ts';

const PODS = { kind: 'Pod', plural: 'pods', group: '' };

/**
 * The run-time side of pods for a user: logs, exec, attach and port-forward are subresources, and each needs a right of its own. What a
 * command is refused is thrown as the API server's StatusError.
 */
export function permitted(
  environment: KubectlEnvironment,
  client: Client,
): Pick<KubectlEnvironment, 'runtime' | 'forward'> {
  const { runtime } = environment;
  const refusal = (verb: string, subresource: string, namespace: string, name: string): Error | undefined => {
    if (client.can(verb, `pods/${subresource}`, '', namespace, name)) return undefined;
    const question = { user: client.user, groups: [], verb, group: '', resource: 'pods', subresource, namespace, name };
    return forbidden(PODS, name, forbiddenText(question));
  };
  const check = (...asked: Parameters<typeof refusal>): void => {
    const why = refusal(...asked);
    if (why !== undefined) throw why;
  };
  return {
    runtime: {
      logs: (namespace, pod, request) => {
        check('get', 'log', namespace, pod);
        return runtime.logs(namespace, pod, request);
      },
      exec: (namespace, pod, ...how) => {
        check('create', 'exec', namespace, pod);
        return runtime.exec(namespace, pod, ...how);
      },
      attach: (namespace, pod, container) => {
        check('create', 'attach', namespace, pod);
        return runtime.attach(namespace, pod, container);
      },
      // `cp` runs tar in the container.
      files: (namespace, pod, container) => {
        check('create', 'exec', namespace, pod);
        return runtime.files(namespace, pod, container);
      },
    },
    forward: (pair) => {
      const why = refusal('create', 'portforward', pair.namespace, pair.pod);
      if (why !== undefined) throw new KubectlError(`error upgrading connection: ${why.message}`);
      environment.forward(pair);
    },
  };
}
