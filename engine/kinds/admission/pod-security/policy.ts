import { type FieldError, invalid } from '../../../api/validation/field-error.ts';
import * as baseline from './baseline.ts';
import * as restricted from './restricted.ts';
import type { Check, SecuredPod, Violation } from './secured.ts';

export type Level = 'privileged' | 'baseline' | 'restricted';

/** A level as of a minor version of Kubernetes; `latest` is beyond all of them. */
export interface LevelVersion {
  readonly level: Level;
  readonly version: string;
}

export interface Policy {
  readonly enforce: LevelVersion;
  readonly audit: LevelVersion;
  readonly warn: LevelVersion;
}

const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];
const PREFIX = 'pod-security.kubernetes.io/';
/** The version whose checks are the newest known. */
const NEWEST_MINOR = 25;

/** `restricted:latest`. */
export function policyText({ level, version }: LevelVersion): string {
  return `${level}:${version}`;
}

/** Whether `a` is the same policy or asks for no more than `b`. */
export function isNoStricter(a: LevelVersion, b: LevelVersion): boolean {
  if (a.level === 'privileged') return true;
  return a.version === b.version && LEVELS.indexOf(a.level) <= LEVELS.indexOf(b.level);
}

/** What a namespace's labels ask for, and what is wrong with them: an unreadable level to enforce counts as restricted (helpers.go, v1.25). */
export function policyOf(labels: Readonly<Record<string, string>>): {
  readonly policy: Policy;
  readonly errors: readonly FieldError[];
} {
  const errors: FieldError[] = [];
  const wrong = (name: string, why: string): void => {
    errors.push(invalid(`metadata.labels[${PREFIX}${name}]`, labels[`${PREFIX}${name}`] ?? '', why));
  };
  const read = (mode: string, otherwise: Level): LevelVersion => {
    const level = labels[`${PREFIX}${mode}`] ?? 'privileged';
    const version = labels[`${PREFIX}${mode}-version`] ?? 'latest';
    const isLevel = LEVELS.includes(level);
    if (!isLevel) wrong(mode, `must be one of ${LEVELS.join(', ')}`);
    const isVersion = version === 'latest' || /^v1\.(?:\d|[1-9]\d*)$/.test(version);
    if (!isVersion) wrong(`${mode}-version`, 'must be "latest" or "v1.x"');
    return { level: isLevel ? (level as Level) : otherwise, version: isVersion ? version : 'latest' };
  };
  const enforce = read('enforce', 'restricted');
  const audit = read('audit', 'privileged');
  const warn = read('warn', 'privileged');
  return { policy: { enforce, audit, warn }, errors };
}

/** The violations of a pod, in the order of the checks' names, those of baseline first. */
export function violationsOf(pod: SecuredPod, { level, version }: LevelVersion): readonly Violation[] {
  if (level === 'privileged') return [];
  const minor = version === 'latest' ? NEWEST_MINOR : Math.min(Number(version.slice('v1.'.length)), NEWEST_MINOR);
  const checks = level === 'baseline' ? baselineChecks(minor, []) : restrictedChecks(minor, pod);
  return checks.flatMap((check) => check(pod) ?? []);
}

/** What restricted checks see to themselves is left out. */
function baselineChecks(minor: number, left: readonly Check[]): readonly Check[] {
  const checks: readonly Check[] = [
    baseline.appArmorProfile,
    baseline.capabilities,
    baseline.hostNamespaces,
    baseline.hostPathVolumes,
    baseline.hostPorts,
    baseline.privileged,
    baseline.procMount,
    baseline.seLinuxOptions,
    minor < 19 ? baseline.seccompAnnotations : baseline.seccompProfile,
    baseline.sysctls,
    baseline.windowsHostProcess,
  ];
  return checks.filter((check) => !left.includes(check));
}

/** From v1.25 on pods of Windows are spared what they cannot set. */
function restrictedChecks(minor: number, { isWindows }: SecuredPod): readonly Check[] {
  const isSpared = isWindows && minor >= 25;
  const own = (since: number, check: Check, isLinuxOnly = false): readonly Check[] =>
    minor < since || (isLinuxOnly && isSpared) ? [] : [check];
  return [
    ...baselineChecks(minor, [
      ...own(22, baseline.capabilities),
      baseline.hostPathVolumes,
      ...own(19, baseline.seccompProfile),
    ]),
    ...own(8, restricted.allowPrivilegeEscalation, true),
    ...own(22, restricted.capabilities, true),
    restricted.volumeTypes,
    restricted.runAsNonRoot,
    ...own(23, restricted.runAsUser),
    ...own(19, restricted.seccompProfile, true),
  ];
}

/** `privileged (container "c" must not set ...), hostPort (...)`. */
export function detailOf(violations: readonly Violation[]): string {
  return violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');
}
