import type {
  ExecResult,
  HttpResponse,
  Image,
  ImageCatalogue,
  Process,
  ProcessInput,
  ProcessState,
} from '../../component/workload.ts';

/** When and how a stand-in's container ends by itself; undefined: never. */
export interface End {
  readonly afterMs: number;
  readonly exitCode: number;
}

/** A container of the recordings' stand-in agents: it runs, answers on the ports its pod declares, and ends as its agent's rules say. */
class StandIn implements Process {
  readonly #input: ProcessInput;
  readonly #end: End | undefined;

  constructor(input: ProcessInput, end: End | undefined) {
    this.#input = input;
    this.#end = end;
  }

  copy(): Process {
    return this;
  }

  step({ nowMs }: { readonly nowMs: number }): ProcessState {
    if (this.#end === undefined) return { running: true };
    const endMs = this.#input.nowMs + this.#end.afterMs;
    return nowMs >= endMs ? { running: false, exitCode: this.#end.exitCode } : { running: true, wakeAtMs: endMs };
  }

  signal(signal: string): ProcessState {
    return { running: false, exitCode: signal === 'KILL' ? 137 : 0 };
  }

  exec(): ExecResult {
    return { exitCode: 0, stdout: '', stderr: '', tookMs: 0 };
  }

  serve(port: number): HttpResponse | undefined {
    return this.listens(port) ? { status: 200, headers: {}, body: `${this.#input.hostname}\n` } : undefined;
  }

  listens(port: number): boolean {
    return this.#input.ports.includes(port) || port === 80;
  }
}

/** The recorded real kubelet over a runtime that does nothing: every image exists, every container runs for ever. */
export function hollowCatalogue(): ImageCatalogue {
  return {
    find: (name) => {
      const reference = /:[^/]*$/.test(name) ? name : `${name}:latest`;
      return image(reference, reference, (input) => new StandIn(input, undefined));
    },
  };
}

/** The recorded stand-in agent: it obeys `sleep N` and `exit M` in a command, and knows which images end by themselves. */
export function puppetCatalogue(): ImageCatalogue {
  return { find: (name) => image(name, `sha256:${name}`, (input) => new StandIn(input, puppetEnd(name, input))) };
}

function image(reference: string, id: string, start: (input: ProcessInput) => Process): Image {
  return { reference, id, sizeBytes: 50_000_000, start };
}

const ENDING_IMAGES = /(?:^|\/)(?:busybox|alpine|perl|hello-world)(?::|@|$)/;
/** Nothing ends earlier: the agent starts a container and looks again. */
const EARLIEST_MS = 400;

/** Oracle's rules: `sleep N` ends after N seconds (infinity or four digits: never), `exit M`, true, false, echo and date end. */
export function puppetEnd(name: string, { command, args }: Pick<ProcessInput, 'command' | 'args'>): End | undefined {
  const text = [...command, ...args].join(' ');
  if (text === '') return ENDING_IMAGES.test(name) ? { afterMs: EARLIEST_MS, exitCode: 0 } : undefined;
  const sleep = /\bsleep (infinity|\d+(?:\.\d+)?)/.exec(text)?.[1];
  if (sleep === 'infinity' || (sleep !== undefined && /^\d{4,}/.test(sleep))) return undefined;
  const exit = /\bexit (\d+)/.exec(text)?.[1];
  const ends = sleep !== undefined || exit !== undefined || /\b(?:true|false|echo|date)\b/.test(text);
  if (!ends) return undefined;
  const exitCode = exit === undefined ? Number(/\bfalse\b/.test(text)) : Number(exit);
  return { afterMs: Math.max(EARLIEST_MS, Number(sleep ?? 0) * 1000), exitCode };
}
