/** What JSON calls a field, and whether Go leaves it out when it is zero. */
export interface JsonName {
  /** '' of a struct whose members stand in the parent. */
  readonly name: string;
  readonly omitsZero: boolean;
}

const STRUCT = /^type (?<name>\w+) struct \{\n(?<body>(?:[^}\n]*\n|[^}\n]*\{\}[^\n]*\n)*?)\}/gm;
const TAGGED = /^\s*(?:\w+\s+)?(?<type>[*\w.[\]]+)\s+`(?<tags>[^`]*protobuf:"[^`]*)`/gm;
const JSON_TAG = /json:"(?<name>[^",]*)(?<options>[^"]*)"/;
const NUMBER = /protobuf:"\w+,(?<number>\d+),/;

/** `NAME.NUMBER` of the tagged fields in the text of a Go file, with what their JSON tags say. */
export function jsonNamesOf(text: string): Map<string, JsonName> {
  const names = new Map<string, JsonName>();
  for (const { groups = {} } of text.replace(/^\s*\/\/.*\n/gm, '').matchAll(STRUCT)) {
    for (const field of (groups['body'] ?? '').matchAll(TAGGED)) {
      const { type = '', tags = '' } = field.groups ?? {};
      const number = NUMBER.exec(tags)?.groups?.['number'];
      const json = JSON_TAG.exec(tags)?.groups;
      if (number === undefined || json === undefined) continue;
      const omitsZero = !type.startsWith('*') && (json['options'] ?? '').includes('omitempty');
      names.set(`${groups['name'] ?? ''}.${number}`, { name: json['name'] ?? '', omitsZero });
    }
  }
  return names;
}
