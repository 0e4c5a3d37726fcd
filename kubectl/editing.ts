import { isObject, type JsonObject, type JsonValue } from '../engine/index.ts';
import { resourceName } from './change.ts';
import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import { typedErrors } from './manifest-objects.ts';
import { loadManifests } from './manifest/load.ts';
import { unknownFormat } from './object-output.ts';
import { compactJson } from './output/json.ts';
import type { Target } from './resources.ts';

/** What stands above an object that is edited. */
export const EDIT_HEADER: string = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** What an attempt to save came to: done, or the reasons why the file is opened again. */
export type Saved = { readonly exit: number } | { readonly reasons: readonly string[] };

/** A text that somebody edits. */
export interface Editing {
  /** Comment lines above the text; JSON has none. */
  readonly header: string;
  readonly original: string;
  editor(text: string): string;
  save(text: string): Saved;
}

/** How an object can be edited, and shown when that is done. */
const FORMATS: readonly string[] = ['', 'json', 'yaml'];

/** An editor that answers the same text again and again ends the loop; one that never settles ends it here. */
const MAX_ROUNDS = 20;

/** Opens a text in the editor until it can be saved, or the user gives up (editoptions.go, v1.25). Gives the exit code. */
export function editUntilSaved(invocation: Invocation, editing: Editing): number {
  const { header, original } = editing;
  const format = invocation.string('output') ?? '';
  if (!FORMATS.includes(format)) throw unknownFormat(format, FORMATS.slice(1));
  const lines = (text: string): string =>
    invocation.bool('windows-line-endings') ? text.replaceAll('\n', '\r\n') : text;
  let edited = '';
  let reasons: readonly string[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const above = header === '' ? '' : `${header}${reasons.join('')}`;
    const before = edited;
    edited = editing.editor(lines(`${above}${round === 0 ? original : withoutComments(edited)}`));
    if (round > 0 && contentOf(before) === contentOf(edited)) break;
    if (contentOf(edited) === contentOf(original)) {
      invocation.errLine('Edit cancelled, no changes made.');
      return 0;
    }
    const saved = editing.save(edited);
    if ('exit' in saved) return saved.exit;
    ({ reasons } = saved);
  }
  sayCopy(invocation);
  throw new KubectlError('Edit cancelled, no valid changes were saved.');
}

/** Where kubectl says that it has kept a text that could not be saved. */
export function copyPath(invocation: Invocation): string {
  return `/tmp/kubectl-edit-1234567890.${invocation.string('output') === 'json' ? 'json' : 'yaml'}`;
}

export function sayCopy(invocation: Invocation): void {
  invocation.errLine(`A copy of your changes has been stored to ${JSON.stringify(copyPath(invocation))}`);
}

/** The object in an edited text, or why it is none; kubectl looks at it before it asks the server. */
export function editedObject(
  invocation: Invocation,
  target: Pick<Target, 'kind' | 'name'>,
  text: string,
): { readonly object: JsonObject } | { readonly reasons: readonly string[] } {
  const { documents, errors } = loadManifests(withoutComments(text), 'edited-file');
  const value: JsonValue = documents[0]?.value ?? null;
  const problems = errors.length > 0 ? errors.map(({ message }) => shortened(message)) : typedErrors(value);
  if (problems.length === 0 && isObject(value)) return { object: value };
  const why = problems.length > 1 ? `[${problems.join(', ')}]` : (problems[0] ?? '');
  return notValid(invocation, target, [`<nil>: Invalid value: "The edited file failed validation": ${why}`]);
}

function shortened(message: string): string {
  return message.replace(/^error parsing edited-file: (?:error converting YAML to JSON: )?/, '');
}

/** Says that an object is not valid, and gives what stands above the text when it is opened again. */
export function notValid(
  invocation: Invocation,
  target: Pick<Target, 'kind' | 'name'>,
  causes: readonly string[],
): { readonly reasons: readonly string[] } {
  const subject = `${resourceName(target)} ${JSON.stringify(target.name)}`;
  invocation.errLine(`error: ${subject} is invalid`);
  const lines = causes.map((cause) => `# * ${hashed(cause)}\n`);
  return { reasons: [`# ${subject} was not valid${lines.length > 0 ? ':' : ''}\n${lines.join('')}#\n`] };
}

/** What a text says, by which kubectl tells whether it has been changed: its value, or its lines where it cannot be read. */
function contentOf(text: string): string {
  const { documents, errors } = loadManifests(text, 'edited-file');
  return errors.length > 0 ? withoutComments(text) : compactJson(documents[0]?.value ?? null);
}

/** A text without its comment lines. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');
}

/** Every line of a reason stands behind a `#`. */
export function hashed(text: string): string {
  return text.replaceAll('\n', '\n# ');
}
