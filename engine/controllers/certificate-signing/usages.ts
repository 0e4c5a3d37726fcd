/** Bits of keyUsage, the first one highest (keyUsageDict, v1.25). */
const KEY_USAGES: Readonly<Record<string, number>> = {
  signing: 0x8000,
  'digital signature': 0x8000,
  'content commitment': 0x4000,
  'key encipherment': 0x2000,
  'data encipherment': 0x1000,
  'key agreement': 0x0800,
  'cert sign': 0x0400,
  'crl sign': 0x0200,
  'encipher only': 0x0100,
  'decipher only': 0x0080,
};

/** Object identifiers of extKeyUsage, in Go's order of them (extKeyUsageDict, v1.25). */
const EXTENDED: readonly (readonly [usage: string, id: string])[] = [
  ['any', '2.5.29.37.0'],
  ['server auth', '1.3.6.1.5.5.7.3.1'],
  ['client auth', '1.3.6.1.5.5.7.3.2'],
  ['code signing', '1.3.6.1.5.5.7.3.3'],
  ['email protection', '1.3.6.1.5.5.7.3.4'],
  ['s/mime', '1.3.6.1.5.5.7.3.4'],
  ['ipsec end system', '1.3.6.1.5.5.7.3.5'],
  ['ipsec tunnel', '1.3.6.1.5.5.7.3.6'],
  ['ipsec user', '1.3.6.1.5.5.7.3.7'],
  ['timestamping', '1.3.6.1.5.5.7.3.8'],
  ['ocsp signing', '1.3.6.1.5.5.7.3.9'],
  ['microsoft sgc', '1.3.6.1.4.1.311.10.3.3'],
  ['netscape sgc', '2.16.840.1.113730.4.1'],
];

export function keyUsageOf(usages: readonly string[]): number {
  return usages.reduce((bits, usage) => bits | (KEY_USAGES[usage] ?? 0), 0);
}

export function extendedKeyUsages(usages: readonly string[]): readonly string[] {
  return [...new Set(EXTENDED.flatMap(([usage, id]) => (usages.includes(usage) ? [id] : [])))];
}
