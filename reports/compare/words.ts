import { clip } from '../html/escape.ts';
import type { Facts, Happening } from './history.ts';

const VERBS: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'replaced',
  patch: 'patched',
  delete: 'deleted',
  deletecollection: 'deleted all of',
};

/**
 * What happened, without its time, as a clause: `default-scheduler put Pod web-x8z2k on w1-k8s`. `no longer ` as the adverb makes it one of
 * what did not happen.
 */
export function clause(happening: Happening, adverb: '' | 'no longer ' = ''): string {
  const { by, type, detail } = happening.entry;
  switch (type) {
    case 'marker':
      return `step “${clip(happening.entry.about, 120)}” ${adverb}began`;
    case 'request':
      return `${by} ${adverb}${VERBS[String(detail['verb'])] ?? String(detail['verb'])} ${subject(happening)}`;
    case 'refusal':
      return `${by} was ${adverb}refused ${subject(happening)}: ${clip(String(detail['message'] ?? detail['reason'] ?? ''), 160)}`;
    case 'fault':
      return `the scenario ${adverb}did “${String(detail['verb'])}” to ${subject(happening)}`;
    case 'note':
      return note(happening, adverb);
    default:
      return change(happening, adverb);
  }
}

/** The object's real name in this run. */
export function subject({ entry: { about, detail } }: Happening): string {
  const [kind = '', key = ''] = about.split(' ');
  if (kind === 'Event') return String(detail['about'] ?? '');
  const name = key.startsWith('default/') ? key.slice('default/'.length) : key;
  return name === '' ? kind : `${kind} ${name}`;
}

function note(happening: Happening, adverb: string): string {
  const { by, detail } = happening.entry;
  const { topic, node, score, container, image } = detail;
  if (topic === 'scheduled')
    return `${by} ${adverb}put ${subject(happening)} on ${String(node)} (score ${String(score)})`;
  if (topic === 'container started')
    return `container ${String(container)} of ${subject(happening)} ${adverb}started from ${String(image)}`;
  return `${by}: ${[topic, subject(happening)].map(String).join(', ')}`;
}

function change(happening: Happening, adverb: string): string {
  const { entry, news } = happening;
  const { by, detail, about } = entry;
  if (about.startsWith('Event '))
    return `${by} ${adverb}said of ${subject(happening)}: ${clip(String(detail['message'] ?? ''), 160)}`;
  if (detail['change'] === 'ADDED')
    return `${by} ${adverb}created ${subject(happening)}${inBrackets(factsText(news, detail))}`;
  if (detail['change'] === 'DELETED') return `${by} ${adverb}removed ${subject(happening)}`;
  return `${by} ${adverb}set ${subject(happening)} to ${factsText(news, detail)}`;
}

/** `want 3, ready 2`, with the values of this run. */
export function factsText(facts: Facts, detail: Facts): string {
  return Object.keys(facts)
    .filter((name) => name !== 'change' && detail[name] !== '' && detail[name] !== undefined)
    .map((name) => `${name} ${valueText(detail[name])}`)
    .join(', ');
}

export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === '') return '""';
  return clip(typeof value === 'string' ? value : JSON.stringify(value), 80);
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}
