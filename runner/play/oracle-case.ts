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
  const value = loadYaml(text, file);
  if (!isOracleCase(value)) throw new OracleCaseError(`${file}: an oracle case has the fields case, nodes and steps`);
  const fields = value as Fields;
  const steps = fields['steps'];
  if (!Array.isArray(steps)) throw new OracleCaseError(`${file}: steps must be a list`);
  return {
    name: String(fields['case']),
    about: String(fields['about'] ?? ''),
    nodes: fields['nodes'] === 'puppet' ? 'puppet' : 'hollow',
    steps: steps.map((step, index) => stepOf(step as Fields, `${file}: steps[${index}]`)),
  };
}

function stepOf(step: Fields, at: string): OracleStep {
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
  const process = PROCESSES[String(fault[verb])];
  if (process === undefined)
    throw new OracleCaseError(
      `${at}: unknown component ${String(fault[verb])}; known are ${Object.keys(PROCESSES).join(', ')}`,
    );
  return { verb, process, node: typeof fault['node'] === 'string' ? fault['node'] : '' };
}
