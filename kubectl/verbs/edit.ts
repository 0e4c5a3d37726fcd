import { isStatusError, type JsonObject, type KubeObject } from '../../engine/index.ts';
import { changePatch, objectOf, resourceName, sortedPatch } from '../change.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError, notSimulated } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { hasFiles } from '../manifest-files.ts';
import { loadManifests } from '../manifest/load.ts';
import { printChange, withoutManagedFields } from '../object-output.ts';
import { printJson } from '../output/json.ts';
import { printYaml } from '../output/yaml.ts';
import { liveObject, NOTHING_NAMED, refOf, type Target, targetsOf } from '../resources.ts';
import { fieldManagerFlag, fileFlags, printFlags, saveConfigFlag, validateFlag } from '../shared-flags.ts';
import type { Verb } from '../verb.ts';
import { fieldValidationOf } from '../write-flags.ts';
import { recordFlag } from '../record.ts';

export const editVerb: Verb = {
  name: 'edit',
  summary: 'Edit a resource on the server',
  usage: '(RESOURCE/NAME | -f FILENAME)',
  flags: [
    ...fileFlags,
    ...printFlags,
    fieldManagerFlag,
    saveConfigFlag,
    validateFlag,
    { name: 'output-patch', type: 'bool' },
    recordFlag,
    { name: 'subresource', type: 'string' },
    { name: 'windows-line-endings', type: 'bool' },
  ],
  unsimulatedFlags: ['output-patch', 'windows-line-endings', 'subresource', 'save-config'],
  run,
};

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** Where kubectl says that it has kept a text that could not be saved. */
const COPY = '/tmp/kubectl-edit-1234567890.yaml';

/** An editor that answers the same text again and again ends the loop; one that never settles ends it here. */
const MAX_ROUNDS = 20;

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  checkNamed(invocation);
  const { editor } = environment;
  if (editor === undefined) throw notSimulated('kubectl edit without an editor (a text to answer with)');
  const targets = targetsOf(invocation, environment);
  if (targets.length > 1) throw notSimulated('kubectl edit of several objects at once');
  const [target] = targets;
  if (target === undefined) return 0;
  return new Edit(invocation, environment, editor, target).run();
}

/** Looked at before anything else: without it `kubectl edit` alone would be refused for another reason. */
function checkNamed(invocation: Invocation): void {
  if (invocation.args.length === 0 && !hasFiles(invocation)) throw new KubectlError(NOTHING_NAMED);
}

/** What an attempt to save came to: done, or the reasons why the file is opened again. */
type Saved = { readonly exit: number } | { readonly reasons: readonly string[] };

class Edit {
  readonly #invocation: Invocation;
  readonly #environment: KubectlEnvironment;
  readonly #editor: (text: string) => string;
  readonly #target: Target;
  readonly #live: KubeObject;

  constructor(
    invocation: Invocation,
    environment: KubectlEnvironment,
    editor: (text: string) => string,
    target: Target,
  ) {
    this.#invocation = invocation;
    this.#environment = environment;
    this.#editor = editor;
    this.#target = target;
    this.#live = liveObject(invocation.client, target);
  }

  /** Opens the object in the editor until it can be saved, or the user gives up (editoptions.go, v1.25). */
  run(): number {
    const original = this.#shown();
    let edited = '';
    let reasons: readonly string[] = [];
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const text = `${HEADER}${reasons.join('')}${round === 0 ? original : stripped(edited)}`;
      const before = edited;
      edited = this.#editor(text);
      if (round > 0 && stripped(before) === stripped(edited)) return this.#giveUp();
      if (stripped(edited) === stripped(original)) return this.#cancel('Edit cancelled, no changes made.');
      if (stripped(edited).trim() === '') return this.#cancel('Edit cancelled, saved file was empty.');
      const saved = this.#save(edited);
      if ('exit' in saved) return saved.exit;
      ({ reasons } = saved);
    }
    return this.#giveUp();
  }

  #shown(): string {
    const shown = this.#invocation.bool('show-managed-fields') ? this.#live : withoutManagedFields(this.#live);
    return this.#invocation.string('output') === 'json' ? printJson(shown) : printYaml(shown);
  }

  #cancel(line: string): number {
    this.#invocation.errLine(line);
    return 0;
  }

  #giveUp(): number {
    this.#invocation.errLine(`A copy of your changes has been stored to ${JSON.stringify(COPY)}`);
    throw new KubectlError('Edit cancelled, no valid changes were saved.');
  }

  #save(text: string): Saved {
    const { documents, errors } = loadManifests(stripped(text), 'edited-file');
    const [error] = errors;
    const value = documents[0]?.value;
    if (error !== undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
      const why = error?.message ?? 'error parsing edited-file: the file holds no object';
      return { reasons: [`# The edited file had a syntax error: ${hashed(why)}\n#\n`] };
    }
    return this.#send(value as JsonObject);
  }

  #send(edited: JsonObject): Saved {
    const base = this.#invocation.bool('show-managed-fields') ? this.#live : withoutManagedFields(this.#live);
    const patch = changePatch(this.#target, base as KubeObject, objectOf(edited));
    if (patch === undefined) {
      printChange(this.#invocation, this.#environment, this.#live, 'skipped');
      return { exit: 0 };
    }
    const { kind } = this.#target;
    try {
      this.#checkIdentity(objectOf(edited));
      const patched = this.#invocation.client.patch(
        refOf(this.#target),
        kind.schema === undefined ? 'merge' : 'strategic',
        sortedPatch(patch),
        {
          fieldManager: this.#invocation.string('field-manager') ?? 'kubectl-edit',
          fieldValidation: fieldValidationOf(this.#invocation),
        },
      );
      printChange(this.#invocation, this.#environment, patched, 'edited');
      return { exit: 0 };
    } catch (error) {
      return this.#refused(error);
    }
  }

  /** An edit may change no name, kind or version. */
  #checkIdentity({ apiVersion, kind, metadata }: KubeObject): void {
    const { metadata: old } = this.#live;
    if (apiVersion === this.#live.apiVersion && kind === this.#live.kind && metadata?.name === old.name) return;
    this.#invocation.errLine(`A copy of your changes has been stored to ${JSON.stringify(COPY)}`);
    throw new KubectlError('At least one of apiVersion, kind and name was changed');
  }

  #refused(error: unknown): Saved {
    const subject = `${resourceName(this.#target)} ${JSON.stringify(this.#target.name)}`;
    if (isStatusError(error, 'Invalid')) {
      const causes = error.details?.causes ?? [];
      const lines = causes.map(({ field, message }) => `# * ${hashed(`${field ?? ''}: ${message ?? ''}`)}\n`);
      this.#invocation.errLine(`error: ${subject} is invalid`);
      return { reasons: [`# ${subject} was not valid${lines.length > 0 ? ':' : ''}\n${lines.join('')}#\n`] };
    }
    if (!isStatusError(error)) throw error;
    if (error.reason === 'NotFound') {
      this.#invocation.errLine(`error: ${subject} could not be found on the server`);
      this.#invocation.errLine(`The edits you made on deleted resources have been saved to ${JSON.stringify(COPY)}`);
    } else {
      this.#invocation.errLine(`error: ${subject} could not be patched: ${error.message}`);
      this.#invocation.errLine(`You can run \`kubectl replace -f ${COPY}\` to try this update again.`);
    }
    return { exit: 1 };
  }
}

/** A text without its comment lines. */
function stripped(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');
}

/** Every line of a reason stands behind a `#`. */
function hashed(text: string): string {
  return text.replaceAll('\n', '\n# ');
}
