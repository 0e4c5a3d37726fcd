import { goPrint } from './go-value.ts';
import { JsonPathError, parseJsonPath, relaxedJsonPath } from './jsonpath.ts';
import { alignColumns } from './table.ts';

interface CustomColumn {
  readonly header: string;
  /** A template that is read when it is used, as kubectl does. */
  readonly path: string;
}

/** A path that cannot be read, which is found when the header is out. */
export class CustomColumnsError extends JsonPathError {
  readonly printed: string;

  constructor(message: string, printed: string) {
    super(message);
    this.printed = printed;
  }
}

/**
 * Parses the `NAME:.metadata.name,IMAGE:.spec.image` of `-o custom-columns=`.
 * @throws JsonPathError whose message kubectl prints after `error: `
 */
export function parseCustomColumns(spec: string): readonly CustomColumn[] {
  if (spec === '') throw new JsonPathError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon === -1)
      throw new JsonPathError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return { header: part.slice(0, colon), path: relaxedJsonPath(part.slice(colon + 1)) };
  });
}

/**
 * Parses a `-o custom-columns-file=`: a line of headers and a line of paths, both cut at blanks.
 * @throws JsonPathError
 */
export function parseCustomColumnsFile(text: string): readonly CustomColumn[] {
  const [headerLine, pathLine] = text.split('\n');
  const headers = (headerLine ?? '').split(/\s+/).filter((word) => word !== '');
  const paths = (pathLine ?? '').split(/\s+/).filter((word) => word !== '');
  if (headers.length === 0 || paths.length === 0) {
    throw new JsonPathError(
      'invalid template, missing jsonpath spec line. Expected format is one line of space separated headers, one line of space separated specs',
    );
  }
  if (headers.length !== paths.length)
    throw new JsonPathError(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    );
  return headers.map((header, at) => ({ header, path: relaxedJsonPath(paths[at] ?? '') }));
}

/**
 * `-o custom-columns`: a header and a line for each object; what is missing is `<none>`, several values are joined by commas.
 * @throws CustomColumnsError for a path that cannot be read
 */
export function printCustomColumns(
  columns: readonly CustomColumn[],
  objects: readonly unknown[],
  noHeaders = false,
): string {
  const header = noHeaders ? [] : [columns.map((column) => column.header)];
  try {
    const paths = columns.map(({ path }) => parseJsonPath(path));
    return alignColumns([...header, ...objects.map((object) => paths.map((path) => cell(path.find(object))))]);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new CustomColumnsError(error.message, alignColumns(header));
  }
}

function cell(results: readonly (readonly unknown[])[]): string {
  const values = results.flat();
  return (results[0]?.length ?? 0) === 0 ? ['<none>', ...values.map(goPrint)].join(',') : values.map(goPrint).join(',');
}
