import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonObjectError } from './go-json.ts';

/** What Go 1.19 says of each when it shall become a map. */
const texts: readonly (readonly [text: string, why: string | undefined])[] = [
  ['{"auths":{}}', undefined],
  [' null ', undefined],
  ['', 'unexpected end of JSON input'],
  ['{"a":', 'unexpected end of JSON input'],
  ['notjson', "invalid character 'o' in literal null (expecting 'u')"],
  ['{} x', "invalid character 'x' after top-level value"],
  ["{'a':1}", String.raw`invalid character '\'' looking for beginning of object key string`],
  ['[1]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
  ['true', 'json: cannot unmarshal bool into Go value of type map[string]interface {}'],
  ['"a"', 'json: cannot unmarshal string into Go value of type map[string]interface {}'],
];

for (const [text, why] of texts)
  test(`${JSON.stringify(text)}: ${why ?? 'is read'}`, () => {
    assert.equal(jsonObjectError(text), why);
  });
