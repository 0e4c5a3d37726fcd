import { isStatusError, type JsonObject, type KubeObject } from '../../engine/index.ts';
import { changePatch, objectOf, resourceName, sortedPatch } from '../change.ts';
import { copyPath, editedObject, editUntilSaved, notValid, type Saved, sayCopy } from '../editing.ts';
import type { KubectlEnvironment } from '../environment.ts';
import { KubectlError, notSimulated } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { hasFiles } from '../manifest-files.ts';
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
  unsimulatedFlags: ['output-patch', 'subresource', 'save-config'],
  run,
};

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

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

  /** Opens the object in the editor until it can be saved, or the user gives up. */
  run(): number {
    return editUntilSaved(this.#invocation, {
      header: this.#isJson() ? '' : HEADER,
      original: this.#shown(),
      editor: this.#editor,
      save: (text) => this.#save(text),
    });
  }

  #isJson(): boolean {
    return this.#invocation.string('output') === 'json';
  }

  #shown(): string {
    const shown = this.#invocation.bool('show-managed-fields') ? this.#live : withoutManagedFields(this.#live);
    return this.#isJson() ? printJson(shown) : printYaml(shown);
  }

  #save(text: string): Saved {
    const edited = editedObject(this.#invocation, this.#target, text);
    return 'reasons' in edited ? edited : this.#send(edited.object);
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
    sayCopy(this.#invocation);
    throw new KubectlError('At least one of apiVersion, kind and name was changed');
  }

  #refused(error: unknown): Saved {
    const subject = `${resourceName(this.#target)} ${JSON.stringify(this.#target.name)}`;
    if (isStatusError(error, 'Invalid')) {
      const causes = error.details?.causes ?? [];
      return notValid(
        this.#invocation,
        this.#target,
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
