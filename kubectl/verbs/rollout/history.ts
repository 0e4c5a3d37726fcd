import { podTemplateLines } from '../../describe/pod-template.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { objectName, outputFormat, printChange } from '../../object-output.ts';
import { liveObject } from '../../resources.ts';
import { fileFlags, printFlags, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { type Revision, revisionsOf } from './revisions.ts';
import { rolloutTargets } from './targets.ts';

export const rolloutHistoryVerb: Verb = {
  name: 'history',
  summary: 'View rollout history',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  flags: [...fileFlags, ...printFlags, selectorFlag, { name: 'revision', type: 'int' }],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const wanted = invocation.number('revision') ?? 0;
  if (wanted < 0) throw new KubectlError(`revision must be a positive integer: ${wanted}`);
  for (const target of rolloutTargets(invocation, environment))
    invocation.attempt(() => {
      const object = liveObject(invocation.client, target);
      // With an output format v1.25 prints the object itself.
      if (outputFormat(invocation).format !== '') return printChange(invocation, environment, object, '');
      const revisions = revisionsOf(invocation.client, object, 'history viewer');
      if (wanted === 0) invocation.out(`${objectName(object)} \n${historyTable(revisions)}\n`);
      else
        invocation.out(`${objectName(object)} with revision #${wanted}\n${detail(object.kind, revisions, wanted)}\n`);
    });
  return 0;
}

const NO_HISTORY = 'No rollout history found.';

function historyTable(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return NO_HISTORY;
  const width = 'REVISION'.length + 2;
  const rows = revisions.map(
    ({ number, changeCause }) => `${String(number).padEnd(width)}${changeCause || '<none>'}\n`,
  );
  return `${'REVISION'.padEnd(width)}CHANGE-CAUSE\n${rows.join('')}`;
}

/** The pod template of one revision, as describe prints it but with its tabs. */
function detail(kind: string, revisions: readonly Revision[], wanted: number): string {
  if (revisions.length === 0) return NO_HISTORY;
  const revision = revisions.find(({ number }) => number === wanted);
  if (revision === undefined) throw new KubectlError('unable to find the specified revision');
  const { template, changeCause } = revision;
  // Only a deployment's history shows why.
  if (changeCause === '' || kind !== 'Deployment') return podTemplateLines(template);
  const { metadata = {} } = template;
  const annotations = { ...metadata.annotations, 'kubernetes.io/change-cause': changeCause };
  return podTemplateLines({ ...template, metadata: { ...metadata, annotations } });
}
