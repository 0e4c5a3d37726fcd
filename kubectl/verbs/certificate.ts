import { type KubeObject, toTimestamp } from '../../engine/index.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { hasFiles } from '../manifest-files.ts';
import { printChange } from '../object-output.ts';
import { refOf, targetsOf } from '../resources.ts';
import { fileFlags, printFlags } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { groupVerb } from './group.ts';

interface SigningRequest extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string }[] };
}

export const certificateVerb: Verb = groupVerb({
  helpTo: 'stdout',
  isFine: true,
  name: 'certificate',
  summary: 'Modify certificate resources',
  usage: 'SUBCOMMAND',
  subcommands: [
    decisionVerb('approve', 'Approved', 'KubectlApprove', 'This CSR was approved by kubectl certificate approve.'),
    decisionVerb('deny', 'Denied', 'KubectlDeny', 'This CSR was denied by kubectl certificate deny.'),
  ],
});

function decisionVerb(name: string, type: string, reason: string, message: string): Verb {
  return {
    name,
    summary: `${name === 'deny' ? 'Deny' : 'Approve'} a certificate signing request`,
    usage: '(-f FILENAME | NAME)',
    flags: [...fileFlags, ...printFlags, { name: 'force', type: 'bool' }],
    run: (invocation, environment) => decide(invocation, environment, { type, reason, message }),
  };
}

interface Decision {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

function decide(invocation: Invocation, environment: KubectlEnvironment, decision: Decision): number {
  const { args } = invocation;
  if (args.length === 0 && !hasFiles(invocation))
    throw new KubectlError('one or more CSRs must be specified as <name> or -f <filename>');
  const words = args.length === 0 ? [] : ['certificatesigningrequests', ...args];
  for (const target of targetsOf(invocation, environment, { args: words }))
    invocation.attempt(() => {
      const request = invocation.client.get(refOf(target)) as SigningRequest;
      const conditions = request.status?.conditions ?? [];
      const isDecided = conditions.some(({ type }) => type === decision.type);
      const time = toTimestamp(environment.nowMs());
      const added = { ...decision, status: 'True', lastUpdateTime: time, lastTransitionTime: time };
      const body = { ...request, status: { ...request.status, conditions: [...conditions, added] } };
      const answer =
        isDecided && !invocation.bool('force')
          ? request
          : invocation.client.update(refOf(target), body, { subresource: 'approval' });
      printChange(invocation, environment, answer, decision.type.toLowerCase());
    });
  return 0;
}
