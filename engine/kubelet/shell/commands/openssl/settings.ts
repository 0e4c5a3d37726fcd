import { NotSimulated } from '../../work.ts';
import { OpensslError } from './options.ts';

/** A configuration of openssl: sections of `name = value`. */
export type Settings = ReadonlyMap<string, readonly (readonly [name: string, value: string])[]>;

/** Reads a file of settings; what stands before the first section is in the section `default`. */
export function readSettings(text: string): Settings {
  const sections = new Map<string, (readonly [string, string])[]>([['default', []]]);
  let section = 'default';
  for (const row of text.replaceAll(/\\\n/g, '').split('\n')) {
    const line = row.replace(/(?:^|\s)#.*$/, '').trim();
    const [, name] = /^\[\s*(.*?)\s*\]$/.exec(line) ?? [];
    if (name !== undefined) {
      section = name;
      sections.set(name, sections.get(name) ?? []);
    } else if (line !== '') sections.get(section)?.push(settingOf(line));
  }
  return sections;
}

function settingOf(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  if (at < 0) throw new OpensslError(`error in the configuration: missing equal sign in "${line}"`);
  const value = line.slice(at + 1).trim();
  if (/\$\{?\w/.test(value)) throw new NotSimulated(`openssl: a variable in a configuration (${value})`);
  return [line.slice(0, at).trim(), value.replaceAll(/^"|"$/g, '')];
}

export function sectionOf(settings: Settings, name: string): readonly (readonly [name: string, value: string])[] {
  const section = settings.get(name);
  if (section === undefined) throw new OpensslError(`unable to find section '${name}' in the configuration`);
  return section;
}

/** The last value of a name in a section. */
export function settingIn(settings: Settings, section: string, name: string): string | undefined {
  return settings.get(section)?.findLast(([each]) => each === name)?.[1];
}
