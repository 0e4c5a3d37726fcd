import { apiVersionOf, UNKEPT } from '../../engine/index.ts';
import { usageError } from '../errors.ts';
import type { Verb } from '../verb.ts';

export const apiVersionsVerb: Verb = {
  name: 'api-versions',
  summary: 'Print the supported API versions on the server, in the form of "group/version"',
  usage: '[flags]',
  flags: [],
  run: (invocation) => {
    if (invocation.args.length > 0)
      throw usageError(invocation.commandPath, `unexpected arguments: [${invocation.args.join(' ')}]`);
    const versions = invocation.client
      .kinds()
      .flatMap((kind) => [apiVersionOf(kind), ...(kind.alsoServed ?? []).map((served) => apiVersionOf(served))]);
    const unkept = UNKEPT.flatMap(({ group, versions: each }) =>
      each.map((version) => apiVersionOf({ group, version })),
    );
    invocation.out(
      [...new Set([...versions, ...unkept])]
        .toSorted()
        .map((version) => `${version}\n`)
        .join(''),
    );
    return 0;
  },
};
