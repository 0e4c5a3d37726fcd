/**
 * What runs in containers, as two interfaces: images (what a container of this image does) and processes (one running container).
 * All of it happens in virtual time and is deterministic: a process is stepped, says when it wants to be stepped again, and never waits.
 */
export interface ImageCatalogue {
  /** What the registry and the image itself say. `undefined`: the registry does not have it (ErrImagePull). */
  find(image: string): Image | undefined;
}

export interface Image {
  /** The full reference as a node shows it, e.g. `docker.io/library/nginx:latest`. */
  readonly reference: string;
  /** Digest form for `imageID`. */
  readonly id: string;
  readonly sizeBytes: number;
  /** Starts a container of this image. Throws `StartError` when the command cannot be executed. */
  start(input: ProcessInput): Process;
}

/** The command is not there: containerd's StartError (exit 128), RunContainerError. */
export class StartError extends Error {}

/** Which pod a process belongs to. */
export interface PodIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface ProcessInput {
  readonly pod: PodIdentity;
  readonly containerName: string;
  /** spec.command, spec.args as given (empty: the image's own). $(VAR) is already expanded. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly hostname: string;
  readonly podIP: string;
  readonly nodeName: string;
  readonly workingDir: string | undefined;
  /** The container's root with its volumes mounted. */
  readonly files: FileSystem;
  readonly nowMs: number;
  /** containerPort numbers that the pod declares (an unknown image serves on these). */
  readonly ports: readonly number[];
  /** It is there to come to an end: an init container, or one without ports in a pod that is not always restarted (a Job's). */
  readonly isToEnd: boolean;
  /** What the container may take; absent: what its machine has. */
  readonly memoryLimitBytes?: number;
  readonly tty: boolean;
  /** Standard input stays open for whoever attaches; a terminal's does in any case. */
  readonly stdin: boolean;
  random(bound: number): number;
}

/** One container's main process and what is exec'ed beside it. */
export interface Process {
  /** Runs until it must wait. Called at start and whenever `wakeAtMs` comes. */
  step(world: ProcessWorld): ProcessState;
  /** A signal (TERM, KILL, QUIT, HUP). KILL always ends it with 137. */
  signal(signal: string, world: ProcessWorld): ProcessState;
  /** Runs a command in the container to its end; virtual time the command needs comes back as `tookMs`. */
  exec(command: readonly string[], stdin: string | undefined, world: ProcessWorld): ExecResult;
  /** Somebody attached types this; undefined: standard input has ended. Absent: it reads nothing. */
  type?(text: string | undefined, world: ProcessWorld): ProcessState;
  /** Answers a request that arrives on one of its ports; undefined: nobody listens there (connection refused). */
  serve(port: number, request: HttpRequest, world: ProcessWorld): HttpResponse | undefined;
  /** Answers a health check over gRPC; undefined or absent: what listens on the port does not speak gRPC. */
  check?(port: number, service: string, world: ProcessWorld): GrpcHealth | undefined;
  /** Ports that accept TCP connections. */
  listens(port: number): boolean;
  /** It answers every request alike for as long as it runs: probes that succeeded once need not be made again. */
  readonly isSteady?: boolean;
  /** What the latest request would do, made again and again, for as long as nobody steps into the container; undefined: nobody can say. */
  readonly repetition?: Repetition | undefined;
  /** A process that goes on from the same place on its own; one without state may return itself. Absent: its machine cannot be copied. */
  copy?(): Process;
}

/** A request that is answered alike each time it comes, and the line that it prints each time. */
export interface Repetition {
  /** When it was made. */
  readonly atMs: number;
  readonly line: TimedLine;
  /** The paths whose contents the answer depends on. */
  readonly reads: readonly string[];
}

/** A line of standard output with its time in it; `clock`: as strftime writes it. */
export interface TimedLine {
  readonly before: string;
  readonly clock: string;
  readonly after: string;
}

export type ProcessState =
  | { readonly running: true; /** absent: until a signal comes */ readonly wakeAtMs?: number }
  | { readonly running: false; readonly exitCode: number; readonly reason?: string };

/** What a process can reach while it is being stepped. */
export interface ProcessWorld {
  readonly nowMs: number;
  readonly files: FileSystem;
  readonly reach: Reach;
  /** Where its requests come from. */
  readonly source: Source;
  /** A line of standard output or error, to `kubectl logs`. */
  log(line: string, stream?: 'stdout' | 'stderr'): void;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Virtual time it takes (sleep, time-outs of requests). */
  readonly tookMs: number;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The address the server sees as its peer (after source NAT). */
  readonly clientIP: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What grpc.health.v1.Health/Check answers for a service, or the status that the call ends with. */
export type GrpcHealth =
  | { readonly status: 'SERVING' | 'NOT_SERVING' }
  | { readonly code: 'NotFound' | 'Unimplemented'; readonly message: string };

/** A tree of files as one container (or node) sees it. Paths are absolute. */
export interface FileSystem {
  read(path: string): string | undefined;
  /** False: no such directory, read-only or not a file; `why` of the last refusal as a shell prints it. */
  write(path: string, content: string, append: boolean): WriteOutcome;
  list(path: string): readonly string[] | undefined;
  kind(path: string): 'file' | 'directory' | undefined;
  mkdir(path: string, parents: boolean): WriteOutcome;
  remove(path: string, recursive: boolean): WriteOutcome;
}

export type WriteOutcome = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Who asks: from outside the cluster (the user's machine), from a node, or from a pod. */
export type Source =
  | { readonly from: 'outside' }
  | { readonly from: 'node'; readonly node: string }
  | {
      readonly from: 'pod';
      readonly namespace: string;
      readonly name: string;
      /** Of its sandbox: what runs inside knows it before the API does. */
      readonly address?: string;
    };

/** "Can A reach B, and if not why": supplied by the network room. */
export interface Reach {
  /** One HTTP request over a new connection. `host` is a name or an address. */
  http(source: Source, url: HttpTarget): HttpOutcome;
  /** Opens and closes a TCP connection. */
  tcp(source: Source, host: string, port: number): ConnectOutcome;
  /** One health check over a new gRPC connection; undefined: none came about. The empty service is the whole server. */
  health(source: Source, host: string, port: number, service: string): GrpcHealth | undefined;
  /** Resolves a name as the source's resolver does (search list, ndots). */
  resolve(source: Source, name: string): DnsOutcome;
  /** Asks for records of another type than addresses, with the search list as in `resolve`. */
  records(source: Source, type: 'SRV' | 'PTR', name: string): RecordsOutcome;
  /** ICMP echo. */
  ping(source: Source, host: string): ConnectOutcome;
  /** What the resolver of a pod is told in files; undefined or absent: what the machine says. */
  resolverFiles?(source: Source, podIP: string): ResolverFiles | undefined;
}

export interface ResolverFiles {
  /** /etc/hosts */
  readonly hosts: string;
  /** /etc/resolv.conf */
  readonly resolvConf: string;
  /** The domain of the pod's own name. */
  readonly domain?: string;
}

export interface HttpTarget {
  readonly method?: string;
  readonly scheme?: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type HttpOutcome =
  | {
      readonly outcome: 'answered';
      readonly response: HttpResponse;
      /** the pod that answered */ readonly by: string;
      readonly address: string;
    }
  | Exclude<ConnectOutcome, { readonly outcome: 'connected' }>;

export type ConnectOutcome =
  | { readonly outcome: 'connected'; readonly by: string; readonly address: string }
  /** `why`: one line that names the first thing in the way (for explanations, not for curl's text). */
  | { readonly outcome: 'refused'; readonly why: string; readonly address: string }
  | { readonly outcome: 'timeout'; readonly why: string; readonly address: string }
  | { readonly outcome: 'unresolved'; readonly why: string }
  | { readonly outcome: 'unreachable'; readonly why: string; readonly address: string };

export type DnsOutcome =
  | {
      readonly outcome: 'answer';
      readonly name: string;
      readonly addresses: readonly string[];
      readonly cname?: string;
      readonly server: string;
    }
  | { readonly outcome: 'nxdomain'; readonly name: string; readonly server: string }
  | { readonly outcome: 'timeout'; readonly server: string; readonly why: string };

/** Records as a zone file writes what they hold, names without the dot at their end: `0 100 80 web.default.svc.cluster.local`. */
export type RecordsOutcome =
  | { readonly outcome: 'answer'; readonly name: string; readonly records: readonly string[]; readonly server: string }
  | { readonly outcome: 'nxdomain'; readonly name: string; readonly server: string }
  | { readonly outcome: 'timeout'; readonly server: string; readonly why: string };

/** Who listens where: supplied by the kubelet room to the network room. */
export interface Listeners {
  /** The running container that listens at a pod's address (or a node's, for hostNetwork), if any. */
  at(address: string, port: number): Listener | undefined;
  /** True where some live sandbox (or node) has this address: a closed port there is refused, not timed out. */
  hasAddress(address: string): boolean;
}

export interface Listener {
  readonly pod: PodIdentity;
  readonly containerName: string;
  serve(request: HttpRequest): HttpResponse | undefined;
  check(service: string): GrpcHealth | undefined;
}
