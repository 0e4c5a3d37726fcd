import type { Cluster } from '../../engine/index.ts';
import type { OracleCase } from '../../runner/play/oracle-case.ts';
import { CasePlayer } from '../../runner/play/oracle-replay.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { type Answer, judgeCase, judgeCluster } from './judge.ts';

/** Commands that change nothing: both kubectls can be asked about the very same cluster at the same instant. */
const READS: ReadonlySet<string> = new Set([
  'get',
  'describe',
  'explain',
  'api-resources',
  'api-versions',
  'logs',
  'auth',
  'diff',
  'config',
  'version',
]);

/** One command that the two answered differently. */
export interface Difference {
  readonly where: string;
  readonly line: string;
  readonly real: Answer;
  readonly embedded: Answer;
}

export interface Comparison {
  readonly commands: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares the embedded kubectl with a real one, command by command: what only reads is asked of the same cluster; what writes is played
 * on a twin of it (same topology, seed and steps), and its words are compared.
 */
export async function compareWithEmbedded(oracle: OracleCase, kubectl: string): Promise<Comparison> {
  const cluster = judgeCluster(oracle);
  const twin = twinAnswers(oracle);
  const files = new MemoryFiles();
  const session = new Session(cluster, files);
  const differences: Difference[] = [];
  let commands = 0;
  let read: Answer | undefined;
  await judgeCase(oracle, kubectl, cluster, {
    file: (name, text) => void files.write(name, text),
    before: (words, stdin) => {
      read = isRead(words) ? embeddedAnswer(session, words, stdin) : undefined;
    },
    after: (line, real) => {
      const embedded = read ?? twin[commands];
      const where = `${oracle.name} command ${commands}${read === undefined ? ' (twin)' : ''}`;
      commands += 1;
      const isTwin = read === undefined;
      if (embedded !== undefined && !same(real, embedded, isTwin)) differences.push({ where, line, real, embedded });
    },
  });
  return { commands, differences };
}

function isRead([verb = '', next]: readonly string[]): boolean {
  return READS.has(verb) && next !== 'reconcile';
}

function embeddedAnswer(session: Session, words: readonly string[], stdin: string | undefined): Answer {
  const { exit, stdout, stderr } = session.kubectl(words, stdin === undefined ? {} : { stdin });
  return { exit, stdout, stderr };
}

/** The embedded kubectl's answers to all commands of the case, on a cluster of its own. */
function twinAnswers(oracle: OracleCase): readonly Answer[] {
  const cluster: Cluster = judgeCluster(oracle);
  const player = new CasePlayer(cluster);
  return oracle.steps.map((step) => player.play(step)).filter((done): done is Answer => 'run' in done);
}

function same(real: Answer, embedded: Answer, isTwin: boolean): boolean {
  const text = (said: string): string => (isTwin ? twinNormal(normal(said)) : normal(said));
  const plain = (answer: Answer): string => JSON.stringify([answer.exit, text(answer.stdout), text(answer.stderr)]);
  return plain(real) === plain(embedded);
}

/** Takes out what differs by the clock of the asker: ages and instants. Columns shrink and grow with ages, so runs of spaces count as one. */
function normal(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [-+]\d{4}/g, '<time>')
    .replace(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [-+]\d{4}/g, '<time>')
    .replace(/\S*\/(?:LIVE|MERGED)-\w+\S*/g, '<file>')
    .replace(/(?<=[\s(]|^)(?:\d+[smhdy])+(?=[\s),]|$)/gm, '<age>')
    .replace(/(uid|resourceVersion): ?"?[^\s,"]+"?/g, '$1: <v>')
    .replace(/"(uid|resourceVersion)":"[^"]*"/g, '"$1":"<v>"')
    .replace(/[ \t]+/g, ' ');
}

/**
 * A twin parts from its cluster where a real client polls by the real clock, so later pods are named otherwise; and a real drain asks for all
 * evictions at once, in no order.
 */
function twinNormal(text: string): string {
  return text
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-<random>')
    .split('\n')
    .toSorted()
    .join('\n');
}

/** The difference as a person reads it. */
export function describeDifference({ where, line, real, embedded }: Difference): string {
  const block = (name: string, answer: Answer): string =>
    `  ${name} (exit ${answer.exit}):\n${`${answer.stdout}${answer.stderr}`.trimEnd().replaceAll(/^/gm, '    ')}`;
  return `${where}: $ kubectl ${line}\n${block('real', real)}\n${block('embedded', embedded)}`;
}
