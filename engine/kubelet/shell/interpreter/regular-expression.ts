import { NotSimulated } from '../work.ts';

/** A POSIX extended expression, as far as JavaScript's are the same. */
export function regularExpression(source: string, flags = ''): RegExp {
  try {
    return new RegExp(
      source.replaceAll(/\[\[:(\w+):\]\]/g, (whole, name: string) => CLASSES[name] ?? whole),
      flags,
    );
  } catch {
    throw new NotSimulated(`regular expression ${source}`);
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  digit: '[0-9]',
  space: '\\s',
  alpha: '[A-Za-z]',
  alnum: '[A-Za-z0-9]',
  upper: '[A-Z]',
  lower: '[a-z]',
};
