import type { KubeObject } from '../engine/index.ts';
import { KubectlError } from './errors.ts';
import type { KubectlEnvironment } from './environment.ts';
import type { Invocation } from './invocation.ts';
import { printGoTemplate } from './output/go-template.ts';
import { printJson } from './output/json.ts';
import { printJsonPath, printJsonPathAsJson } from './output/jsonpath.ts';
import { printYaml } from './output/yaml.ts';
import { typeName } from './resources.ts';
import { dryRunOf, dryRunSuffix } from './write-flags.ts';

/** Prints one value in a format such as yaml or a template. */
export type ObjectPrinter = (value: object) => string;

/** What `-o` may be for one object that is printed whole. */
export const OBJECT_FORMATS: readonly string[] = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'template',
  'templatefile',
  'yaml',
];

/** The formats of which `-o FORMAT=TEMPLATE` says more; of any other the whole text is the format (and an unknown one). */
const withArgument: ReadonlySet<string> = new Set([
  'custom-columns',
  'custom-columns-file',
  'go-template',
  'go-template-file',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'template',
  'templatefile',
]);

/** The part before and after `=` of `-o`; `--template` says what a template format without one prints. */
export function outputFormat(invocation: Invocation): { readonly format: string; readonly argument: string } {
  const output = invocation.string('output') ?? '';
  const template = invocation.string('template') ?? '';
  if (output === '' && template !== '') return { format: 'go-template', argument: template };
  const equals = output.indexOf('=');
  const format = output.slice(0, Math.max(equals, 0));
  if (!withArgument.has(format)) return { format: output, argument: template };
  return { format, argument: output.slice(equals + 1) };
}

/**
 * The printer of json, yaml, name and the templates; undefined for other formats.
 * @throws KubectlError when a template's file cannot be read
 */
export function formatPrinter(invocation: Invocation, environment: KubectlEnvironment): ObjectPrinter | undefined {
  const { format, argument } = outputFormat(invocation);
  // Only json and yaml leave managedFields out.
  const shown = (value: object): object => shownObject(invocation, value);
  const mustExist = !invocation.bool('allow-missing-template-keys', true);
  switch (format) {
    case 'json':
      return (value) => printJson(shown(value));
    case 'yaml':
      return (value) => printYaml(shown(value));
    case 'name':
      return (value) => names(value);
    case 'jsonpath':
      return (value) => printJsonPath(argument, value, mustExist);
    case 'jsonpath-as-json':
      return (value) => printJsonPathAsJson(argument, value, mustExist);
    case 'jsonpath-file':
      return (value) => printJsonPath(templateFile(argument, format, environment), value, mustExist);
    case 'go-template':
    case 'template':
      return (value) => printGoTemplate(argument, value, mustExist);
    case 'go-template-file':
    case 'templatefile':
      return (value) => printGoTemplate(templateFile(argument, format, environment), value, mustExist);
    default:
      return undefined;
  }
}

/** The object as json and yaml show it. */
export function shownObject(invocation: Invocation, value: object): object {
  return invocation.bool('show-managed-fields') ? value : withoutManagedFields(value);
}

function templateFile(path: string, format: string, environment: KubectlEnvironment): string {
  if (path === '') throw new KubectlError('template format specified but no template given');
  const text = environment.files.read(path);
  if (text === undefined)
    throw new KubectlError(`error reading --template ${path}, open ${path}: no such file or directory\n`.trim());
  return format === 'jsonpath-file' ? text.replace(/\n$/, '') : text;
}

/** The refusal of an `-o` that no printer answers to. */
export function unknownFormat(format: string, allowed: readonly string[]): KubectlError {
  return new KubectlError(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${allowed.join(',')}`,
  );
}

/** `pod/x`, or a line for each item of a list. */
function names(value: object): string {
  const { items } = value as { readonly items?: readonly KubeObject[] };
  const objects = items ?? [value as KubeObject];
  return objects.map((object) => `${objectName(object)}\n`).join('');
}

/** `deployment.apps/web` of any object, dry-run drafts included; a name that is still to come is `<unknown>`. */
export function objectName(object: Pick<KubeObject, 'apiVersion' | 'kind'> & Partial<KubeObject>): string {
  const slash = object.apiVersion.indexOf('/');
  const group = slash === -1 ? '' : object.apiVersion.slice(0, slash);
  return `${typeName({ kind: object.kind, group })}/${(object.metadata?.name ?? '') || '<unknown>'}`;
}

/** An object, or a list's items, as printers show them: without metadata.managedFields. */
export function withoutManagedFields(value: object): object {
  const { metadata, items } = value as { readonly metadata?: object; readonly items?: readonly object[] };
  if (Array.isArray(items)) return { ...value, items: items.map((item: object) => withoutManagedFields(item)) };
  if (metadata === undefined || metadata === null || !('managedFields' in metadata)) return value;
  const { managedFields: _, ...rest } = metadata;
  return { ...value, metadata: rest };
}

/** How a command of v1.25 prints what it did. */
export interface ChangePrinting {
  /** `none`: a dry run is not named behind the operation; some commands forget to. */
  readonly suffix?: 'none';
  /** `own`: each object has a printer of its own, so that nothing stands between two YAML documents. */
  readonly printer?: 'own';
}

/**
 * For commands that look at `-o` before they do anything.
 * @throws KubectlError for a format that no printer answers to
 */
export function checkOutput(invocation: Invocation, environment: KubectlEnvironment): void {
  const { format } = outputFormat(invocation);
  if (format !== '' && formatPrinter(invocation, environment) === undefined)
    throw unknownFormat(format, OBJECT_FORMATS);
}

/**
 * Prints what a command did to an object: `deployment.apps/web created (dry run)`, or the object as `-o` asks for it.
 * @param operation the word behind the name, such as `created`
 */
export function printChange(
  invocation: Invocation,
  environment: KubectlEnvironment,
  object: KubeObject,
  operation: string,
  { suffix, printer }: ChangePrinting = {},
): void {
  const { format } = outputFormat(invocation);
  if (format === '') {
    const end = suffix === 'none' ? '' : dryRunSuffix(dryRunOf(invocation));
    invocation.outLine(`${objectName(object)} ${operation}${end}`);
    return;
  }
  const print = formatPrinter(invocation, environment);
  if (print === undefined) throw unknownFormat(format, OBJECT_FORMATS);
  if (format === 'yaml' && printer !== 'own') invocation.startDocument();
  invocation.out(print(object));
}
