import { loadYaml } from '../../kubectl/manifest/load.ts';

/** One step of an oracle case, as its file says it. */
export type OracleStep =
  | { readonly run: string; readonly stdin?: string }
  | { readonly file: Readonly<Record<string, string>> }
  | { readonly settle: true }
  | { readonly wait: number }
  | { readonly fault: OracleFault }
  | { readonly state: true | readonly string[] };

export interface OracleFault {
  readonly verb: 'stop' | 'start';
  readonly process: string;
  readonly node: string;
}

export interface OracleCase {
  readonly name: string;
  readonly about: string;
  readonly nodes: 'hollow' | 'puppet';
  readonly steps: readonly OracleStep[];
}

/** The file is no oracle case; the message names the place. */
export class OracleCaseError extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/** Whether a YAML document looks like an oracle case (a transcript is plain lines). */
export function isOracleCase(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'case' in value && 'steps' in value;
}

export function readOracleCase(text: string, file: string): OracleCase {
  const value = yamlOf(text, file);
  if (!isOracleCase(value)) throw new OracleCaseError(`${file}: an oracle case has the fields case, nodes and steps`);
  const fields = value as Fields;
  const steps = fields['steps'];
  if (!Array.isArray(steps)) throw new OracleCaseError(`${file}: steps must be a list`);
  return {
    name: String(fields['case']),
    about: String(fields['about'] ?? ''),
    nodes: nodesOf(fields['nodes'], file),
    steps: steps.map((step: unknown, index) => stepOf(step, `${file}: steps[${index}]`)),
  };
}

/** The loader's complaint is one line that begins with the place. */
function yamlOf(text: string, file: string): unknown {
  try {
    return loadYaml(text, file);
  } catch (error) {
    throw new OracleCaseError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Left out they are hollow. */
function nodesOf(nodes: unknown, file: string): OracleCase['nodes'] {
  if (nodes === undefined || nodes === 'hollow') return 'hollow';
  if (nodes === 'puppet') return nodes;
  throw new OracleCaseError(`${file}: unknown nodes ${JSON.stringify(nodes)}; known are hollow, puppet`);
}

function stepOf(step: unknown, at: string): OracleStep {
  if (typeof step !== 'object' || step === null)
    throw new OracleCaseError(`${at}: ${JSON.stringify(step)} is no step; write it as \`run: get pods\``);
  return knownStep(step as Fields, at);
}

function knownStep(step: Fields, at: string): OracleStep {
  const { run, stdin, file, settle, wait, fault, state } = step;
  if (typeof run === 'string') return { run, ...(typeof stdin === 'string' ? { stdin } : {}) };
  if (typeof file === 'object' && file !== null) return { file: file as Readonly<Record<string, string>> };
  if (settle === true) return { settle: true };
  if (typeof wait === 'number') return { wait };
  if (typeof fault === 'object' && fault !== null) return { fault: faultOf(fault as Fields, at) };
  if (state === true || Array.isArray(state)) return { state: state as true | readonly string[] };
  throw new OracleCaseError(
    `${at}: unknown step ${Object.keys(step).join(', ')}; known are run, file, settle, wait, fault, state`,
  );
}

const PROCESSES: Readonly<Record<string, string>> = {
  scheduler: 'kube-scheduler',
  'controller-manager': 'kube-controller-manager',
  kubelet: 'kubelet',
};

function faultOf(fault: Fields, at: string): OracleFault {
  const verb = 'stop' in fault ? 'stop' : 'start';
  const name = String(fault[verb]);
  const process = Object.hasOwn(PROCESSES, name) ? PROCESSES[name] : undefined;
  if (process === undefined)
    throw new OracleCaseError(`${at}: unknown component ${name}; known are ${Object.keys(PROCESSES).join(', ')}`);
  return { verb, process, node: typeof fault['node'] === 'string' ? fault['node'] : '' };
}
