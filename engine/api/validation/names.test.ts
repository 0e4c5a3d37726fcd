import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { NameCheck } from './names.ts';
import {
  annotationKey,
  configMapKey,
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  envVarName,
  labelValue,
  limited,
  pathSegmentName,
  percent,
  portName,
  portNumber,
  prefixOf,
  qualifiedName,
  wildcardDns1123Subdomain,
} from './names.ts';

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const LABEL_1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const NAME_PART =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const CONFIG_KEY =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const PERCENT =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
const long = (length: number): string => 'a'.repeat(length);
const atMost = (length: number): string => `must be no more than ${length} characters`;

test('names are refused in Kubernetes words', () => {
  const rows: readonly (readonly [NameCheck, string, readonly string[]])[] = [
    [dns1123Subdomain, 'example.com', []],
    [dns1123Subdomain, '1-a.b', []],
    [dns1123Subdomain, 'Bad_Name', [SUBDOMAIN]],
    [dns1123Subdomain, 'a..b', [SUBDOMAIN]],
    [dns1123Subdomain, 'a\n', [SUBDOMAIN]],
    [dns1123Subdomain, long(253), []],
    [dns1123Subdomain, long(254), [atMost(253)]],
    [dns1123Subdomain, `${long(254)}!`, [atMost(253), SUBDOMAIN]],
    [dns1123Label, '123', []],
    [dns1123Label, 'a.b', [LABEL]],
    [dns1123Label, 'a-', [LABEL]],
    [dns1123Label, long(64), [atMost(63)]],
    [dns1035Label, 'web-1', []],
    [dns1035Label, '1web', [LABEL_1035]],
    [labelValue, '', []],
    [labelValue, 'A_b.c', []],
    [labelValue, 'has space', [VALUE]],
    [labelValue, long(64), [atMost(63)]],
    [qualifiedName, 'app', []],
    [qualifiedName, 'example.com/app', []],
    [qualifiedName, 'a b', [`name part ${NAME_PART}`]],
    [qualifiedName, '', ['name part must be non-empty', `name part ${NAME_PART}`]],
    [qualifiedName, '/a', ['prefix part must be non-empty']],
    [qualifiedName, 'X/a', [`prefix part ${SUBDOMAIN}`]],
    [qualifiedName, long(64), [`name part ${atMost(63)}`]],
    [
      qualifiedName,
      'a/b/c',
      [`a qualified name ${NAME_PART} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`],
    ],
    [annotationKey, 'Example.COM/App', []],
    [configMapKey, 'key.NAME_1', []],
    [configMapKey, 'a b', [CONFIG_KEY]],
    [configMapKey, '..', ["must not be '..'"]],
    [configMapKey, '..a', ["must not start with '..'"]],
    [configMapKey, long(254), [atMost(253)]],
    [envVarName, 'MY_ENV', []],
    [envVarName, '.', ["must not be '.'"]],
    [portName, 'http-2', []],
    [portName, '80', ['must contain at least one letter (a-z)']],
    [portName, long(16), [atMost(15)]],
    [
      portName,
      'HTTP',
      [
        'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'must contain at least one letter (a-z)',
      ],
    ],
    [portName, '-a--b', ['must not contain consecutive hyphens', 'must not begin or end with a hyphen']],
    [percent, '25%', []],
    [percent, '25', [PERCENT]],
    [pathSegmentName, 'system:admin', []],
    [pathSegmentName, '..', ["may not be '..'"]],
    [pathSegmentName, 'a/b%', ["may not contain '/'", "may not contain '%'"]],
    [wildcardDns1123Subdomain, '*.example.com', []],
    [prefixOf(dns1123Label), 'web-', []],
    [prefixOf(dns1123Label), '-', [LABEL]],
    [limited(dns1123Subdomain, 52), long(53), [atMost(52)]],
  ];
  for (const [check, text, errors] of rows) assert.deepEqual(check(text), errors, text.slice(0, 30));
  assert.equal(wildcardDns1123Subdomain('example.com').length, 1);
  assert.deepEqual(portNumber(0), ['must be between 1 and 65535, inclusive']);
  assert.deepEqual(portNumber(65_535), []);
});

test('hostile names take no time', { timeout: 5000 }, () => {
  for (const check of [dns1123Subdomain, qualifiedName, labelValue, configMapKey, portName]) {
    assert.notDeepEqual(check(`${'a-'.repeat(500_000)}!`), []);
    assert.notDeepEqual(check(`${long(60_000)}!`), []);
  }
});
