import { type JsonObject, type KubeObject, LAST_APPLIED, bareText, lastApplied } from '../../../engine/index.ts';
import { jsonOf, sendPatch } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { manifestObjects } from '../../manifest-objects.ts';
import { printChange } from '../../object-output.ts';
import { printJson } from '../../output/json.ts';
import { printYaml } from '../../output/yaml.ts';
import { liveObject, refOf, type Target, targetsOf } from '../../resources.ts';
import { allFlag, dryRunFlag, fileFlags, printFlags, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { dryRunOf } from '../../write-flags.ts';

export const viewLastAppliedVerb: Verb = {
  name: 'view-last-applied',
  summary: 'View the latest last-applied-configuration annotations of a resource/object',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  flags: [...fileFlags, selectorFlag, allFlag, { name: 'output', shorthand: 'o', type: 'string' }],
  run: view,
};

export const setLastAppliedVerb: Verb = {
  name: 'set-last-applied',
  summary: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  usage: '-f FILENAME',
  flags: [...fileFlags, ...printFlags, dryRunFlag, { name: 'create-annotation', type: 'bool' }],
  run: set,
};

function view(invocation: Invocation, environment: KubectlEnvironment): number {
  const format = invocation.string('output') ?? 'yaml';
  if (format !== 'yaml' && format !== 'json')
    throw usageError(
      invocation.commandPath,
      `Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`,
    );
  const targets = targetsOf(invocation, environment);
  const texts = targets.flatMap((target) => {
    const config = lastApplied(jsonOf(liveObject(invocation.client, target)));
    // kubectl means to complain here, but loses the complaint.
    if (config === undefined) return [];
    return [format === 'yaml' ? printYaml(config) : printJson(config)];
  });
  invocation.out(texts.join(''));
  return 0;
}

function set(invocation: Invocation, environment: KubectlEnvironment): number {
  if (!hasFiles(invocation)) throw new KubectlError('must specify one of -f and -k');
  const changes = manifestObjects(invocation, environment).flatMap((object) => changeOf(invocation, object));
  for (const { object, live, text } of changes)
    printChange(invocation, environment, annotated(invocation, object, live, text), 'configured');
  return 0;
}

interface Change {
  readonly object: Target;
  readonly live: KubeObject;
  readonly text: string;
}

/** Every object is looked at before the first is changed, and one that cannot be ends the command (SetLastAppliedOptions.Validate, v1.25). */
function changeOf(invocation: Invocation, object: Target & { readonly body: JsonObject }): readonly Change[] {
  const live = invocation.client.get(refOf(object));
  const before = live.metadata.annotations?.[LAST_APPLIED];
  if (before === undefined && !invocation.bool('create-annotation'))
    throw new KubectlError(
      `no last-applied-configuration annotation found on resource: ${object.name}, to create the annotation, run the command with --create-annotation`,
    );
  const text = bareText(object.body);
  if (before?.trim() !== text.trim()) return [{ object, live, text }];
  invocation.outLine(`set-last-applied ${object.name}: no changes required.`);
  return [];
}

function annotated(invocation: Invocation, target: Target, live: KubeObject, text: string): KubeObject {
  if (dryRunOf(invocation) === 'client') return live;
  return sendPatch(invocation, target, { metadata: { annotations: { [LAST_APPLIED]: text } } }, 'kubectl');
}
