import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '../../engine/cluster.ts';
import { isStatusError } from '../../engine/api/status-error.ts';
import type { Pod } from '../../engine/kinds/types.ts';
import { topology } from '../../scenarios/topologies.ts';

const pod = (account?: string): object => ({
  metadata: { name: 'web' },
  spec: {
    ...(account === undefined ? {} : { serviceAccountName: account }),
    containers: [{ name: 'c', image: 'nginx' }],
  },
});

/** What a pod is answered that follows its namespace without a pause; a v1.25.2 control plane creates the first two. */
const first: readonly (readonly [string | undefined, string])[] = [
  [undefined, 'created as default'],
  ['default', 'created as default'],
  ['other', 'pods "web" is forbidden: error looking up service account team/other: serviceaccount "other" not found'],
];

for (const [account, answer] of first)
  test(`a pod of the account ${account ?? '(none)'} is the first thing in its namespace`, () => {
    const client = Cluster.start(topology('oracle-puppet'), { seed: '1' }).client();
    client.create('Namespace', undefined, { metadata: { name: 'team' } });
    assert.equal(
      answerTo(() => client.create('Pod', 'team', pod(account)) as Pod),
      answer,
    );
  });

function answerTo(create: () => Pod): string {
  try {
    return `created as ${create().spec.serviceAccountName}`;
  } catch (error) {
    if (isStatusError(error)) return error.message;
    throw error;
  }
}
