import type { KubeObject } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { hasFiles } from '../../manifest-files.ts';
import { formatPrinter, OBJECT_FORMATS, type ObjectPrinter, outputFormat, unknownFormat } from '../../object-output.ts';
import {
  CustomColumnsError,
  parseCustomColumns,
  parseCustomColumnsFile,
  printCustomColumns,
} from '../../output/custom-columns.ts';
import { relaxedJsonPath } from '../../output/jsonpath.ts';
import { sortBy } from '../../output/sort-by.ts';
import { isRaw, rawFlag, refuseOutput, runRaw } from '../../raw.ts';
import { allNamespacesFlag, fieldSelectorFlag, fileFlags, printFlags, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { fetchObjects, fetchTables, localTables, type Request, requestsOf, subresourceTable } from './fetch.ts';
import { subresourceOf } from '../../subresource.ts';
import { printAnswers } from './tables.ts';
import { watch } from './watch.ts';

export const getVerb: Verb = {
  name: 'get',
  suggestFor: ['list', 'ps'],
  summary: 'Display one or many resources',
  usage: '(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  flags: [
    ...fileFlags,
    ...printFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    { name: 'chunk-size', type: 'int' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'label-columns', shorthand: 'L', type: 'stringSlice' },
    { name: 'no-headers', type: 'bool' },
    { name: 'output-watch-events', type: 'bool' },
    rawFlag,
    { name: 'server-print', type: 'bool' },
    { name: 'show-kind', type: 'bool' },
    { name: 'show-labels', type: 'bool' },
    { name: 'sort-by', type: 'string' },
    { name: 'subresource', type: 'string' },
    { name: 'watch', shorthand: 'w', type: 'bool' },
    { name: 'watch-only', type: 'bool' },
  ],
  run,
};

const formats: readonly string[] = [...OBJECT_FORMATS, 'custom-columns', 'custom-columns-file', 'wide'].sort();

const NO_TYPE =
  'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n';
const NO_TYPE_ERROR =
  'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples';

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  if (isRaw(invocation)) return getRaw(invocation, environment);
  if (invocation.args.length === 0 && !hasFiles(invocation)) {
    invocation.err(NO_TYPE);
    throw new KubectlError(NO_TYPE_ERROR);
  }
  const subresource = subresourceOf(invocation);
  const print = printerOf(invocation, environment);
  const { requests, single } = requestsOf(invocation, environment);
  if (subresource !== '' && requests.some(({ form }) => form === 'list'))
    throw new KubectlError('subresource cannot be used when bulk resources are specified');
  const watching = invocation.bool('watch') || invocation.bool('watch-only');
  if (invocation.bool('output-watch-events') && !watching)
    throw new KubectlError('--output-watch-events option can only be used with --watch or --watch-only');
  if (watching) return watch(invocation, environment, requests, print);
  if (print === undefined) {
    printForPeople(invocation, environment, requests);
    return 0;
  }
  printObjects(invocation, requests, single, print);
  return 0;
}

function getRaw(invocation: Invocation, environment: KubectlEnvironment): number {
  if (invocation.args.length > 0) throw new KubectlError('arguments may not be passed when --raw is specified');
  if (invocation.bool('watch') || invocation.bool('watch-only') || (invocation.string('selector') ?? '') !== '')
    throw new KubectlError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  refuseOutput(invocation);
  return runRaw(invocation, environment, 'GET');
}

/** The printer of `-o`; undefined for tables. */
function printerOf(invocation: Invocation, environment: KubectlEnvironment): ObjectPrinter | undefined {
  const { format, argument } = outputFormat(invocation);
  if (format === '' || format === 'wide') return undefined;
  if (format === 'custom-columns') {
    return columnsPrinter(invocation, parseCustomColumns(argument));
  }
  if (format === 'custom-columns-file') {
    const text = environment.files.read(argument);
    if (text === undefined)
      throw new KubectlError(`error reading template ${argument}, open ${argument}: no such file or directory`);
    return columnsPrinter(invocation, parseCustomColumnsFile(text));
  }
  const print = formatPrinter(invocation, environment);
  if (print === undefined) throw unknownFormat(format, formats);
  return print;
}

function columnsPrinter(invocation: Invocation, columns: ReturnType<typeof parseCustomColumns>): ObjectPrinter {
  return (value) => {
    try {
      return printCustomColumns(columns, itemsOf(value), invocation.bool('no-headers'));
    } catch (error) {
      if (error instanceof CustomColumnsError) invocation.out(error.printed);
      throw error;
    }
  };
}

function itemsOf(value: object): readonly object[] {
  return (value as { readonly items?: readonly object[] }).items ?? [value];
}

function printForPeople(invocation: Invocation, environment: KubectlEnvironment, requests: readonly Request[]): void {
  const isLocal = !invocation.bool('server-print', true);
  if (!isLocal) refuseSorting(invocation, requests);
  // Of an empty list of objects nothing says what it is a list of.
  const answers = isLocal
    ? localTables(invocation, requests, environment.nowMs()).filter(({ table }) => table.rows.length > 0)
    : fetchTables(invocation, requests, tableSource(invocation, environment));
  const text = printAnswers(invocation, answers);
  invocation.out(text);
  if (text !== '' || invocation.errors.length > 0 || invocation.bool('ignore-not-found')) return;
  const namespaced = !invocation.bool('all-namespaces') && answers.every(({ kind }) => kind.scope === 'Namespaced');
  invocation.errLine(namespaced ? `No resources found in ${invocation.namespace} namespace.` : 'No resources found');
}

function tableSource(
  invocation: Invocation,
  environment: KubectlEnvironment,
): ReturnType<typeof subresourceTable> | undefined {
  const subresource = subresourceOf(invocation);
  return subresource === '' ? undefined : subresourceTable(invocation, subresource, environment.nowMs());
}

/** Several tables, of names or of types, are sorted as objects without such a field (RuntimeSort, v1.25). */
function refuseSorting(invocation: Invocation, requests: readonly Request[]): void {
  const field = invocation.string('sort-by') ?? '';
  if (field !== '' && requests.length > 1)
    throw new KubectlError(
      `couldn't find any field with path ${JSON.stringify(relaxedJsonPath(field))} in the list of objects`,
    );
}

/** yaml, json, names and templates: one object by itself, several as a List. */
function printObjects(
  invocation: Invocation,
  requests: readonly Request[],
  single: boolean,
  print: ObjectPrinter,
): void {
  const objects = sorted(invocation, fetchObjects(invocation, requests));
  if (single && invocation.errors.length > 0) return;
  const [object, second] = objects;
  if (object === undefined && (single || invocation.bool('ignore-not-found'))) return;
  const shown =
    single && object !== undefined && second === undefined
      ? object
      : { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } };
  invocation.out(print(shown));
}

function sorted(invocation: Invocation, objects: readonly KubeObject[]): readonly KubeObject[] {
  const field = invocation.string('sort-by') ?? '';
  if (field === '') return objects;
  const result = sortBy(objects, field, (object) => object);
  if (!result.fieldFound) throw new KubectlError(result.message);
  return result.sorted;
}
