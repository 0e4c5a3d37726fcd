/**
 * Does what docs/ci.md says, word for word, without GitHub or GitLab: takes the commands out of its two workflows and runs them in a new
 * repository, in which a branch changes a manifest. `npm pack && npm run ci-snippets -- seatrial-*.tgz`; test/package does the same with
 * links instead of npm's installations.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { loadYaml } from '../kubectl/manifest/load.ts';

const PAGE = join(import.meta.dirname, '../docs/ci.md');

type Environment = Readonly<Record<string, string>>;

export interface SnippetResult {
  /** The first exit code that is not 0, as the job would end. */
  readonly code: number;
  /** What all commands printed. */
  readonly log: string;
  /** Text of a file of the project, or of the step summary. */
  readonly file: (path: string) => string | undefined;
}

export type System = 'github' | 'gitlab';

interface Command {
  readonly text: string;
  /** Also after a failure. */
  readonly always: boolean;
}

/** The commands of a workflow, in order. A condition that is not known here is an error: nothing is skipped in silence. */
export function commandsOf(system: System, page: string = readFileSync(PAGE, 'utf8')): readonly Command[] {
  const blocks = [...page.matchAll(/```yaml\n([^`]*)```/g)].map((match) => loadYaml(match[1] ?? '', PAGE) as Block);
  const steps = blocks.find((block) => block.jobs !== undefined)?.jobs?.scenarios.steps ?? [];
  const script = blocks.find((block) => block.seatrial !== undefined)?.seatrial?.script ?? [];
  if (system === 'gitlab') return [{ text: script.join('\n'), always: false }];
  return steps.flatMap((step) => (step.run === undefined ? [] : [{ text: step.run, always: isAlways(step.if) }]));
}

interface Block {
  readonly jobs?: {
    readonly scenarios: { readonly steps: readonly { readonly run?: string; readonly if?: string }[] };
  };
  readonly seatrial?: { readonly script: readonly string[] };
}

function isAlways(condition: string | undefined): boolean {
  if (condition === undefined) return false;
  if (condition.includes('!cancelled()')) return true;
  throw new Error(`docs/ci.md: a step has the condition ${condition}, which scripts/ci-snippets.ts does not know`);
}

export interface Change {
  /** The package, as `npm pack` made it. */
  readonly tarball: string;
  /** `node_modules` with the package in it: linked wherever npm would install, which saves most of the time. */
  readonly installed?: string;
  /** `k8s/shop.yaml` on the branch that is changed, and on the one that changes it. */
  readonly before: string;
  readonly after: string;
}

/** Runs the commands of one system in a repository of its own. */
export function runSnippet(system: System, change: Change): SnippetResult {
  const scratch = mkdtempSync(join(tmpdir(), 'seatrial-ci-'));
  try {
    return execute(system, new Repository(scratch, change), change);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function execute(system: System, repository: Repository, { installed }: Change): SnippetResult {
  const { project } = repository;
  const summary = join(project, '../summary.md');
  const env: Environment =
    system === 'github'
      ? { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: project }
      : { GITLAB_CI: 'true', CI_MERGE_REQUEST_DIFF_BASE_SHA: repository.base };
  let code = 0;
  let log = '';
  for (const { text, always } of commandsOf(system)) {
    if (code !== 0 && !always) continue;
    const answer = shell(`${instead(installed)}${text}`, project, { CI: 'true', ...env });
    log += answer.output;
    if (code === 0) code = answer.code;
  }
  const files = ['out/index.html', 'out/junit.xml', 'out/compare.html', '../summary.md'];
  const texts = new Map(files.flatMap((path) => textAt(join(project, path)).map((text) => [path, text] as const)));
  return { code, log, file: (path) => texts.get(path) };
}

function textAt(path: string): readonly string[] {
  return existsSync(path) ? [readFileSync(path, 'utf8')] : [];
}

/** A clone with the commit that a CI checks out: a merge of the branch into what was there before. */
class Repository {
  readonly project: string;
  readonly base: string;

  constructor(scratch: string, change: Change) {
    const origin = join(scratch, 'origin.git');
    this.project = join(scratch, 'project');
    this.#git(scratch, 'init', '-q', '--bare', '-b', 'main', origin);
    this.#git(scratch, 'clone', '-q', origin, this.project);
    this.#start(change);
    this.#commit('Begin');
    this.#git(this.project, 'push', '-q', 'origin', 'HEAD:main');
    this.base = this.#git(this.project, 'rev-parse', 'HEAD').trim();
    this.#git(this.project, 'checkout', '-q', '-b', 'change');
    writeFileSync(join(this.project, 'k8s/shop.yaml'), change.after);
    this.#commit('Change');
    this.#git(this.project, 'checkout', '-q', '--detach', this.base);
    this.#git(this.project, 'merge', '-q', '--no-ff', '-m', 'Merge', 'change');
  }

  /** As the page says under "Start". The tarball stands for the registry. */
  #start({ tarball, installed, before }: Change): void {
    const name = basename(tarball);
    copyFileSync(tarball, join(this.project, name));
    writeFileSync(join(this.project, 'package.json'), `{"devDependencies":{"seatrial":"file:${name}"}}\n`);
    must(`${instead(installed)}npm install --prefer-offline --no-audit --no-fund`, this.project);
    must('npx seatrial init', this.project);
    rmSync(join(this.project, 'node_modules'), { recursive: true }); // A clone has none.
    mkdirSync(join(this.project, 'k8s'));
    writeFileSync(join(this.project, 'k8s/shop.yaml'), before);
    const feature = /```gherkin\n([^`]*)```/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
    writeFileSync(join(this.project, 'features/shop.feature'), feature);
  }

  #commit(message: string): void {
    this.#git(this.project, 'add', '--all');
    this.#git(this.project, 'commit', '-q', '-m', message);
  }

  #git(cwd: string, ...args: readonly string[]): string {
    const identity = [
      '-c',
      'user.name=seatrial',
      '-c',
      'user.email=seatrial@example.org',
      '-c',
      'commit.gpgsign=false',
    ];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}

/** Takes the place of npm's installations, and of nothing else. */
function instead(installed: string | undefined): string {
  if (installed === undefined) return '';
  const link = `ln -s ${JSON.stringify(installed)} node_modules`;
  return `npm() { case "$1" in ci | install) ${link} ;; *) command npm "$@" ;; esac }\n`;
}

function must(command: string, cwd: string): void {
  const { code, output } = shell(command, cwd, {});
  if (code !== 0) throw new Error(`${command}: exit code ${code}\n${output}`);
}

/** As both systems run commands: the first that fails ends them. */
function shell(text: string, cwd: string, own: Environment): { readonly code: number; readonly output: string } {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:GITHUB_|CI_|GITLAB_|npm_(?!config_))/i.test(name),
  );
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const env = {
    ...Object.fromEntries(inherited),
    PATH: path,
    NO_COLOR: '1',
    npm_config_prefer_offline: 'true',
    ...own,
  };
  const argv = ['-e', '-o', 'pipefail', '-c', `exec 2>&1\n${text}`];
  const { status, stdout, error } = spawnSync('bash', argv, {
    cwd,
    encoding: 'utf8',
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { code: status ?? 1, output: stdout };
}

/** The manifest of the page's feature; three pods that a rollout replaces one by one. */
export const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers: [{ name: nginx, image: nginx }]
`;

if (import.meta.main) {
  const tarball = process.argv[2];
  if (tarball === undefined) throw new Error('usage: node scripts/ci-snippets.ts TARBALL');
  const change = { tarball: resolve(tarball), before: SHOP, after: SHOP.replace('replicas: 3', 'replicas: 4') };
  for (const system of ['github', 'gitlab'] as const) {
    const { code, log } = runSnippet(system, change);
    process.stdout.write(`== ${system}\n${log}== ${system}: exit code ${code}\n\n`);
    // The change breaks what the scenario promises, and both must say so.
    if (code !== 1 || !/\n2 scenarios: 1 broke, 1 the same\n/.test(log)) process.exitCode = 1;
  }
}
