import type { ParseError } from '@cucumber/messages';
import type { Problem } from '../problem.ts';

/** The parser's `(12:3): expected: #EOF, #StepLine, got 'x'` as one line that says what may stand there. */
export function parseProblem({ source, message }: ParseError): Problem {
  const [first = ''] = message.split('\n', 1);
  const text = first.replace(/^\(\d+:\d+\): /, '');
  return { uri: source.uri ?? '', line: source.location?.line ?? 0, message: `syntax: ${readable(text)}` };
}

const TOKENS: Readonly<Record<string, string>> = {
  '#FeatureLine': '`Feature:`',
  '#BackgroundLine': '`Background:`',
  '#ScenarioLine': '`Scenario:`',
  '#RuleLine': '`Rule:`',
  '#ExamplesLine': '`Examples:`',
  '#StepLine': 'a step',
  '#DocStringSeparator': '`"""`',
  '#TableRow': 'a table row',
  '#TagLine': 'a tag',
  '#Comment': 'a comment',
  '#Language': '`# language: ...`',
  '#EOF': 'the end of the file',
};

function readable(text: string): string {
  const match = /^expected: (.*), got '(.*)'$/.exec(text);
  if (match === null) return text;
  const expected = (match[1] ?? '')
    .split(', ')
    .flatMap((token) =>
      token === '#Empty' || token === '#Comment' || token === '#Other' ? [] : [TOKENS[token] ?? token],
    );
  return `"${match[2] ?? ''}" may not stand here; expected ${expected.join(', ')}`;
}
