import type { CommandReport, FileReport, Grade } from '../../grading/grade.ts';
import { clip, escape } from '../html/escape.ts';
import { withPlaces } from './places.ts';
import type { GradeWords } from './words.ts';

const MOST_COMMANDS = 300;
const MOST_FILES = 200;
const MOST_PROBLEMS = 20;
const MOST_LIMITS = 20;
const LONGEST_COMMAND = 1000;
const LONGEST_OUTPUT = 4000;
/** Characters of output on the whole page: three hundred commands may all print much. */
const MOST_OUTPUT = 100_000;

/** What ran on the cluster, in order, each with its exit code; output is folded away. */
export function runCard({ commands, files, status }: Grade, words: GradeWords): string {
  if (commands.length === 0) {
    return status === 'graded'
      ? `<section class="card"><h2>${words.whatWasRun}</h2><p class="soft">${words.nothingRan}</p></section>`
      : '';
  }
  let room = MOST_OUTPUT;
  const items = commands.slice(0, MOST_COMMANDS).map((command) => {
    const item = commandItem(command, Math.min(LONGEST_OUTPUT, room), files, words);
    room = Math.max(0, room - command.stdout.length - command.stderr.length);
    return item;
  });
  return `<section class="card"><h2>${words.whatWasRun}</h2><p class="soft">${words.whatWasRunNote}</p><ul class="ran">${items.join('')}${more(commands.length - MOST_COMMANDS, words)}</ul></section>`;
}

function commandItem(
  { file, line, command, exit, stdout, stderr }: CommandReport,
  longest: number,
  files: readonly FileReport[],
  words: GradeWords,
): string {
  const place = escape(clip(line === undefined ? file : `${file}:${line}`, 160));
  const mark = `<span class="mark${exit === 0 ? '' : ' failed'}" title="${words.exit}">${exit === 0 ? '✓' : '✗'} ${exit}</span>`;
  const complaint =
    exit === 0 ? '' : `<span class="complaint">${withPlaces(clip(firstLine(stderr), 300), files)}</span>`;
  const summary = `${mark}<code class="name">${escape(clip(command, LONGEST_COMMAND))}</code><span class="soft mono">${place}</span>${complaint}`;
  const printed = [stdout, stderr].filter((text) => text !== '').join('\n');
  const output =
    printed === ''
      ? `<p class="soft">${words.nothingPrinted}</p>`
      : `<pre>${escape(clip(printed, Math.max(1, longest)))}</pre>`;
  return `<li><details><summary class="row">${summary}</summary>${output}</details></li>`;
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? '';
}

/** Every file that was handed in, and what is wrong with it. */
export function filesCard({ files }: Grade, words: GradeWords): string {
  if (files.length === 0) return '';
  const worstFirst = files.toSorted((a, b) => rank(a) - rank(b));
  const items = worstFirst.slice(0, MOST_FILES).map((file) => fileItem(file, words));
  return `<section class="card"><h2>${words.files}</h2><ul class="files">${items.join('')}${more(files.length - MOST_FILES, words)}</ul></section>`;
}

/** Files with problems stand first, ignored ones last. */
function rank({ kind, problems }: FileReport): number {
  if (kind === 'ignored') return 2;
  return problems.length > 0 || kind === 'refused' ? 0 : 1;
}

function fileItem({ path, kind, problems }: FileReport, words: GradeWords): string {
  const bad = kind === 'refused' || (kind !== 'ignored' && problems.length > 0);
  const shown = problems.slice(0, MOST_PROBLEMS).map(({ message, line }) => {
    const place = line === undefined ? '' : `<code class="at">${escape(clip(path, 160))}:${line}</code> `;
    return `<li>${place}${escape(clip(message, 600))}</li>`;
  });
  const list =
    problems.length === 0
      ? ''
      : `<ul class="problems${bad ? '' : ' soft'}">${shown.join('')}${more(problems.length - MOST_PROBLEMS, words)}</ul>`;
  const isClean = kind !== 'ignored' && !bad;
  const state = `<span class="soft">${words.kinds[kind]}${isClean && problems.length === 0 ? ` · ${words.noProblems}` : ''}</span>`;
  const head =
    path === '.'
      ? `<span class="name">${words.wholeSubmission}</span>`
      : `<code class="name"><bdi>${escape(clip(path, 200))}</bdi></code>${state}`;
  return `<li><div class="row">${head}</div>${list}</li>`;
}

/** What the submission ran into, above everything else: it explains what follows. */
export function limitsCard({ limits }: Grade, words: GradeWords): string {
  if (limits.length === 0) return '';
  const items = limits
    .slice(0, MOST_LIMITS)
    .map(({ limit, message }) => `<li><b>${escape(clip(limit, 60))}</b> ${escape(clip(message, 600))}</li>`);
  return `<section class="card limits"><h2>${words.limits}</h2><ul>${items.join('')}${more(limits.length - MOST_LIMITS, words)}</ul></section>`;
}

function more(count: number, words: GradeWords): string {
  return count > 0 ? `<li class="soft">${words.more(count)}</li>` : '';
}
