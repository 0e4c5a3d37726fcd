import type { Client } from '../engine/index.ts';
import type { Impersonated } from './impersonation.ts';
import type { Kubeconfig } from './kubeconfig.ts';

/** What one kubectl command can see and do besides the API. Everything is synchronous; waiting passes virtual time. */
export interface KubectlEnvironment {
  /** The API as the current user. */
  readonly client: Client;
  /** Whom a bearer token, or a client certificate in PEM, speaks for; undefined: nobody. */
  authenticate(credentials: { readonly token: string } | { readonly certificate: string }): Impersonated | undefined;
  /** One request to the API by its path; refusals are thrown. Undefined: what it asks for has no end. */
  raw(request: RawRequest): string | undefined;
  /** ~/.kube/config, which `config` changes for the commands that follow. */
  readonly session: { kubeconfig: Kubeconfig };
  /** Working folder of the command: the only files it can reach. */
  readonly files: FileAccess;
  /** What `-f -` reads. */
  readonly stdin: string | undefined;
  /** Stands for $EDITOR: gets the text that kubectl edit shows, gives back what the user saved. Absent: edit is refused by name. */
  readonly editor: ((text: string) => string) | undefined;
  /** host:port of the API, for messages. */
  readonly server?: string;
  /** Pods' run-time side: logs, exec, attach, cp, port-forward, top. */
  readonly runtime: PodRuntime;
  /** Joins a port of the user's machine to one of a pod until the terminal is closed: `port-forward` runs beside what follows. */
  forward(forward: PortForward): void;
  /** Joins a port of the user's machine to the API until the terminal is closed: `proxy` runs beside what follows. */
  serveApi(port: number): void;
  nowMs(): number;
  /** Passes virtual time until `done` holds (true) or `timeoutMs` have passed (false). `done` is asked after every instant. */
  waitUntil(done: () => boolean, timeoutMs: number): boolean;
}

/** A request as `--raw` makes it. */
export interface RawRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query. */
  readonly uri: string;
  readonly as?: Impersonated;
  readonly body: string;
}

/** `localhost:LOCAL` is port REMOTE of the pod. */
export interface PortForward {
  readonly local: number;
  readonly remote: number;
  readonly namespace: string;
  readonly pod: string;
}

/** Files under the working folder. Paths are relative; `..`, absolute paths and links that leave the folder read as not existing. */
export interface FileAccess {
  read(path: string): string | undefined;
  /** Names in a directory, sorted; undefined: no such directory. */
  list(path: string): readonly string[] | undefined;
  kind(path: string): 'file' | 'directory' | undefined;
  /** Undefined: written. Otherwise why not. Only `cp`, `kustomize -o` and output redirection of a transcript write. */
  write(path: string, content: string): string | undefined;
}

export interface LogRequest {
  readonly container?: string;
  readonly previous?: boolean;
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  readonly sinceTime?: string;
  readonly timestamps?: boolean;
  readonly limitBytes?: number;
}

export interface ExecAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody attached to the main process of a container. */
export interface Attachment {
  /** False: the container has ended, or the attached input has and nothing more will come. */
  readonly isOpen: boolean;
  /** What it has printed since the attachment, or since this was asked last. */
  read(): { readonly stdout: string; readonly stderr: string };
  /** Types into its standard input. */
  type(text: string): void;
  /** The attached input has ended. */
  end(): void;
}

export interface PodRuntime {
  /** The container's log; refusals are thrown as StatusError with the API server's texts. */
  logs(namespace: string, pod: string, request: LogRequest): string;
  /** Runs a command in a container; virtual time that it takes passes. */
  exec(
    namespace: string,
    pod: string,
    container: string | undefined,
    command: readonly string[],
    stdin: string | undefined,
  ): ExecAnswer;
  /** Attaches to the main process of a container; refusals are thrown. */
  attach(namespace: string, pod: string, container: string | undefined): Attachment;
  /** The files of a container, for cp. */
  files(namespace: string, pod: string, container: string | undefined): FileAccess;
}

/** What a command printed and how it ended. */
export interface KubectlResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}
