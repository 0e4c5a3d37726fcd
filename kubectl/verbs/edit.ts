import {
  bareText,
  isStatusError,
  type JsonObject,
  type KubeObject,
  lastAppliedText,
  withLastApplied,
} from '../../engine/index.ts';
import { changePatch, jsonOf, objectOf, resourceName, sortedPatch } from '../change.ts';
import { copyPath, EDIT_HEADER, editedObject, editUntilSaved, notValid, type Saved, sayCopy } from '../editing.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError, notSimulated } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { hasFiles } from '../manifest-files.ts';
import { printChange, withoutManagedFields } from '../object-output.ts';
import { compactJson, printJson } from '../output/json.ts';
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
  unsimulatedFlags: ['subresource'],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  checkNamed(invocation);
  const { editor } = environment;
  if (editor === undefined)
    throw notSimulated(
      'kubectl edit without an editor (a text to answer with: in a transcript, behind <<EOF; or use kubectl patch)',
    );
  const edits: Edit[] = [];
  for (const target of targetsOf(invocation, environment, { allOfType: true }))
    invocation.attempt(() => edits.push(new Edit(invocation, environment, target)));
  if (invocation.errors.length > 0) return 1;
  const [first, second] = edits;
  if (first === undefined) throw new KubectlError('edit cancelled, no objects found');
  const shown =
    second === undefined
      ? first.shown()
      : { apiVersion: 'v1', items: edits.map((edit) => edit.shown()), kind: 'List', metadata: {} };
  const isJson = invocation.string('output') === 'json';
  return editUntilSaved(invocation, {
    header: isJson ? '' : EDIT_HEADER,
    original: isJson ? printJson(shown) : printYaml(shown),
    editor,
    save: (text) => save(invocation, edits, first, text),
  });
}

/** Several objects are edited as one list; each is known again by its uid, whatever else was changed. */
function save(invocation: Invocation, edits: readonly Edit[], first: Edit, text: string): Saved {
  const edited = editedObject(invocation, first.target, text);
  if ('reasons' in edited) return edited;
  if (edits.length === 1) return first.send(edited.object);
  const items = (edited.object['items'] ?? []) as readonly JsonObject[];
  const saved = items.map((item) => {
    const edit = edits.find(({ uid }) => uid === objectOf(item).metadata?.uid);
    if (edit !== undefined) return edit.send(item);
    sayCopy(invocation);
    throw new KubectlError(`no original object found for ${bareText(item)}`);
  });
  const reasons = saved.flatMap((each) => ('reasons' in each ? each.reasons : []));
  if (reasons.length > 0) return { reasons };
  return { exit: Math.max(0, ...saved.map((each) => ('exit' in each ? each.exit : 0))) };
}

/** Looked at before anything else: without it `kubectl edit` alone would be refused for another reason. */
function checkNamed(invocation: Invocation): void {
  if (invocation.args.length === 0 && !hasFiles(invocation)) throw new KubectlError(NOTHING_NAMED);
}

class Edit {
  readonly #invocation: Invocation;
  readonly #environment: KubectlEnvironment;
  readonly target: Target;
  readonly #live: KubeObject;

  constructor(invocation: Invocation, environment: KubectlEnvironment, target: Target) {
    this.#invocation = invocation;
    this.#environment = environment;
    this.target = target;
    this.#live = liveObject(invocation.client, target);
  }

  get uid(): string | undefined {
    return this.#live.metadata.uid;
  }

  /** What the editor is given. */
  shown(): JsonObject {
    const shown = this.#invocation.bool('show-managed-fields') ? this.#live : withoutManagedFields(this.#live);
    return jsonOf(shown as KubeObject);
  }

  /** Sends what was changed. */
  send(given: JsonObject): Saved {
    const edited = this.#invocation.bool('save-config') ? withLastApplied(given, this.#textOf(given)) : given;
    const patch = changePatch(this.target, objectOf(this.shown()), objectOf(edited));
    if (patch === undefined) {
      printChange(this.#invocation, this.#environment, this.#live, 'skipped');
      return { exit: 0 };
    }
    const { kind } = this.target;
    try {
      this.#checkIdentity(objectOf(edited));
      if (this.#invocation.bool('output-patch')) this.#invocation.outLine(`Patch: ${compactJson(sortedPatch(patch))}`);
      const patched = this.#invocation.client.patch(
        refOf(this.target),
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

  /** What `--save-config` keeps: the owners of fields come back before it is written down. */
  #textOf(given: JsonObject): string {
    const managedFields = jsonOf(this.#live)['metadata'] as JsonObject;
    const metadata = { ...(given['metadata'] as JsonObject | undefined), ...pick(managedFields, 'managedFields') };
    return lastAppliedText({ ...given, metadata });
  }

  /** An edit may change no name, kind or version. */
  #checkIdentity({ apiVersion, kind, metadata }: KubeObject): void {
    const { metadata: old } = this.#live;
    if (apiVersion === this.#live.apiVersion && kind === this.#live.kind && metadata?.name === old.name) return;
    sayCopy(this.#invocation);
    throw new KubectlError('At least one of apiVersion, kind and name was changed');
  }

  #refused(error: unknown): Saved {
    const subject = `${resourceName(this.target)} ${JSON.stringify(this.target.name)}`;
    if (isStatusError(error, 'Invalid')) {
      const causes = error.details?.causes ?? [];
      return notValid(
        this.#invocation,
        this.target,
        causes.map(({ field, message }) => `${field ?? ''}: ${message ?? ''}`),
      );
    }
    if (!isStatusError(error)) throw error;
    if (error.reason === 'NotFound') {
      this.#invocation.errLine(`error: ${subject} could not be found on the server`);
      this.#invocation.errLine(
        `The edits you made on deleted resources have been saved to ${JSON.stringify(copyPath(this.#invocation))}`,
      );
    } else {
      this.#invocation.errLine(`error: ${subject} could not be patched: ${error.message}`);
      this.#invocation.errLine(
        `You can run \`kubectl replace -f ${copyPath(this.#invocation)}\` to try this update again.`,
      );
    }
    return { exit: 1 };
  }
}

function pick(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return value === undefined ? {} : { [name]: value };
}
