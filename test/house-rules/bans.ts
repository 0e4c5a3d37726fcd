import { mask } from './mask.ts';
import { isTest, lineOf } from './source.ts';
import type { Source, Violation } from './source.ts';

/** A word that code may not use, and the word to use instead. */
interface Ban {
  readonly pattern: RegExp;
  readonly word: string;
  readonly remedy: string;
}

const VIRTUAL_TIME = 'time is virtual; use clock.nowMs, or context.nowMs in a reconcile';
const TIMER = 'time is virtual; return requeueAfterMs, or use clock.after';
const CODE_UNITS = "it depends on the machine's locale data; compare by code unit (a < b) and format by hand";
const SYNCHRONOUS = 'the engine is synchronous, so that one seed gives one order; return a value, or a Write';
const PURE =
  'the engine also runs in a browser page; take the value as an argument, or declare an interface in engine/component';

/** Node's own: a kubelet has processes of its containers, and may call one `process` (tsc tells the two apart). */
const NODE_PROCESS =
  /(?<![.\w$])process\s*\.\s*(?:env|argv|cwd|exit|exitCode|hrtime|nextTick|stdin|stdout|stderr|platform|memoryUsage|uptime|versions?|on)\b/g;

/** What would make two runs of one seed differ, or tie the engine to one machine. */
const ENGINE_BANS: readonly Ban[] = [
  { pattern: /\bDate\s*\.\s*now\b/g, word: 'Date.now', remedy: VIRTUAL_TIME },
  { pattern: /\bnew\s+Date\s*(?:\(\s*\)|(?=[;,)\]}]))/g, word: 'new Date()', remedy: VIRTUAL_TIME },
  { pattern: /(?<!new\s+)(?<![.\w$])Date\s*\(/g, word: 'Date()', remedy: VIRTUAL_TIME },
  { pattern: /\bperformance\s*\./g, word: 'performance', remedy: VIRTUAL_TIME },
  { pattern: /\bMath\s*\.\s*random\b/g, word: 'Math.random', remedy: 'a run must repeat; draw from the seeded Random' },
  { pattern: /(?<![.\w$])crypto\s*\./g, word: 'crypto', remedy: 'a run must repeat; draw from the seeded Random' },
  { pattern: /\blocaleCompare\b/g, word: 'localeCompare', remedy: CODE_UNITS },
  { pattern: /\btoLocale[A-Z]\w*/g, word: 'toLocale*', remedy: CODE_UNITS },
  { pattern: /(?<![.\w$])Intl\b/g, word: 'Intl', remedy: CODE_UNITS },
  { pattern: /\b(?:setTimeout|setInterval|setImmediate)\s*\(/g, word: 'a machine timer', remedy: TIMER },
  { pattern: /\bqueueMicrotask\s*\(/g, word: 'queueMicrotask', remedy: SYNCHRONOUS },
  { pattern: /\basync\s+(?:function\b|\(|[\w$]+\s*(?:\(|=>))/g, word: 'async', remedy: SYNCHRONOUS },
  { pattern: /\bawait\s+[\w$(]/g, word: 'await', remedy: SYNCHRONOUS },
  { pattern: /\bnew\s+Promise\b|(?<![.\w$])Promise\s*\./g, word: 'Promise', remedy: SYNCHRONOUS },
  {
    pattern: /\bstructuredClone\s*\(/g,
    word: 'structuredClone',
    remedy: 'stored objects are immutable and shared; copy on write with a spread',
  },
  { pattern: NODE_PROCESS, word: 'process', remedy: PURE },
  { pattern: /(?<![.\w$])console\s*\./g, word: 'console', remedy: 'what happened goes to the Trace' },
  { pattern: /(?<![.\w$])globalThis\b/g, word: 'globalThis', remedy: PURE },
];

/** Built from halves, or this line would be the first violation. */
const NOTES = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`, 'g');

export function banViolations(source: Source): readonly Violation[] {
  return [...engineBanViolations(source), ...noteViolations(source)];
}

function engineBanViolations(source: Source): readonly Violation[] {
  if (!source.path.startsWith('engine/') || isTest(source.path)) return [];
  const code = mask(source.text, { strings: false });
  return ENGINE_BANS.flatMap(({ pattern, word, remedy }) =>
    [...code.matchAll(pattern)].map(
      (match) => `${source.path}:${lineOf(code, match.index)}: ${word} is banned in engine/: ${remedy}`,
    ),
  );
}

function noteViolations(source: Source): readonly Violation[] {
  return [...source.text.matchAll(NOTES)].map((match) => {
    const where = `${source.path}:${lineOf(source.text, match.index)}`;
    return `${where}: ${match[0]} is a promise nobody keeps: finish it, or refuse the case by name in one clear line`;
  });
}
