import { isStatusError, KubeletRefusal, StatusError } from '../engine/index.ts';
import { FlagValueError } from './command-line/flag-values.ts';
import { FlagError } from './command-line/flags.ts';
import { GoTemplateError } from './output/go-template.ts';
import { JsonPathError } from './output/jsonpath.ts';

/** A refusal of kubectl itself, in its words without `error: `. */
export class KubectlError extends Error {
  override readonly name = 'KubectlError';
  readonly exit: number;

  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

/** A refusal that kubectl has words of its own for, without `error: ` before them (cmdutil.StandardErrorMessage). */
export class StandardError extends KubectlError {}

/** What could not be read of the command's files: by itself an error each, among other errors one that holds them all (Go's Aggregate). */
export class UnreadError extends KubectlError {
  readonly errors: readonly Error[];

  constructor(errors: readonly Error[]) {
    const [first = '', ...others] = new Set(errors.map(({ message }) => message));
    super(others.length === 0 ? first : `[${[first, ...others].join(', ')}]`);
    this.errors = errors;
  }
}

/** kubectl's UsageErrorf: the message and where help is to be found. */
export function usageError(commandPath: string, message: string): KubectlError {
  return new KubectlError(`${message}\nSee '${commandPath} -h' for help and examples`);
}

/** What kubectl has and this one does not simulate, by name. */
export function notSimulated(what: string): KubectlError {
  return new KubectlError(`${what} is not simulated`);
}

/** `error when creating "f.yaml": ` before a refusal that a file led to (cmdutil.AddSourceToErr). */
export function withSource(verb: string, source: string | undefined, error: unknown): unknown {
  if (source === undefined || source === '' || !(error instanceof Error)) return error;
  const message = `error when ${verb} ${JSON.stringify(source)}: ${error.message}`;
  if (isStatusError(error)) return new StatusError(error.code, error.reason, message, error.details);
  return isRefusal(error) ? new KubectlError(message) : error;
}

/** Whether an error is an answer for the user; anything else is a fault of the program and goes on. */
export function isRefusal(error: unknown): error is Error {
  return [StatusError, KubectlError, FlagError, FlagValueError, JsonPathError, GoTemplateError].some(
    (known) => error instanceof known,
  );
}

/** All of what kubectl prints to stderr for the refusals of one command (cmdutil.CheckErr). `server` is the API's host:port. */
export function errorsOutput(errors: readonly Error[], server: string): string {
  const [first] = errors;
  if (first === undefined) return '';
  if (errors.length === 1 && first instanceof UnreadError) return errorsOutput(first.errors, server);
  if (errors.length === 1) return endLine(singleError(first, server));
  return errors.map((error) => endLine(serverError(error, server) ?? error.message)).join('');
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** A refusal as it reads inside of a sentence. */
export function refusalText(error: Error): string {
  return error instanceof KubeletRefusal ? `unable to upgrade connection: ${error.message}` : error.message;
}

function singleError(error: Error, server: string): string {
  if (error instanceof FlagError) return error.output;
  if (isStatusError(error, 'Invalid')) return invalidText(error);
  const text = serverError(error, server);
  if (text !== undefined) return text;
  if (error instanceof StandardError) return error.message;
  const plain = refusalText(error);
  return plain.startsWith('error: ') ? plain : `error: ${plain}`;
}

/** cmdutil.StandardErrorMessage: refusals of the API. */
function serverError(error: Error, server: string): string | undefined {
  if (!isStatusError(error) || error instanceof KubeletRefusal) return undefined;
  if (error.reason === 'ServiceUnavailable' && error.message === 'the API server is down')
    return `The connection to the server ${server} was refused - did you specify the right host or port?`;
  if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
  return error.reason === 'Unknown'
    ? `Error from server: ${error.message}`
    : `Error from server (${error.reason}): ${error.message}`;
}

/** `The Deployment "web" is invalid: ...`: one cause on the line, several as a list below it; a line break behind each. */
function invalidText(error: StatusError): string {
  const { kind, name, causes = [] } = error.details ?? {};
  const named = (kind ?? '') !== '' || (name ?? '') !== '';
  if (error.details === undefined) return `The request is invalid: ${error.message}`;
  const subject = named ? `The ${kind ?? ''} ${JSON.stringify(name ?? '')} is invalid` : 'The request is invalid';
  if (causes.length === 0) return subject;
  const lines = [...new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  if (lines.length === 1) return `${subject}: ${lines[0]}\n`;
  return `${subject}: \n${lines.map((line) => `* ${line}\n`).join('')}`;
}
