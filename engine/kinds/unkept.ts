import { methodNotAllowed, StatusError } from '../api/status-error.ts';

/** A resource that the API has and that keeps no objects here. */
export interface Unkept {
  readonly group: string;
  /** The preferred one first. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** It can only be posted, also in Kubernetes; otherwise its objects are not simulated. */
  readonly isAsked: boolean;
}

const AUTHORIZATION = 'authorization.k8s.io';
const FLOW_CONTROL = 'flowcontrol.apiserver.k8s.io';
const FLOW_VERSIONS = ['v1beta2', 'v1beta1'];
const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** What an API server of v1.25 lists beyond the kinds that are kept. */
export const UNKEPT: readonly Unkept[] = [
  asked('', 'bindings', 'Binding', true),
  asked('authentication.k8s.io', 'tokenreviews', 'TokenReview', false),
  asked(AUTHORIZATION, 'localsubjectaccessreviews', 'LocalSubjectAccessReview', true),
  asked(AUTHORIZATION, 'selfsubjectaccessreviews', 'SelfSubjectAccessReview', false),
  asked(AUTHORIZATION, 'selfsubjectrulesreviews', 'SelfSubjectRulesReview', false),
  asked(AUTHORIZATION, 'subjectaccessreviews', 'SubjectAccessReview', false),
  stored(FLOW_CONTROL, FLOW_VERSIONS, 'flowschemas', 'FlowSchema'),
  stored(FLOW_CONTROL, FLOW_VERSIONS, 'prioritylevelconfigurations', 'PriorityLevelConfiguration'),
];

function asked(group: string, plural: string, kind: string, namespaced: boolean): Unkept {
  return { group, versions: ['v1'], plural, kind, shortNames: [], namespaced, verbs: ['create'], isAsked: true };
}

function stored(group: string, versions: readonly string[], plural: string, kind: string): Unkept {
  return { group, versions, plural, kind, shortNames: [], namespaced: false, verbs: ALL_VERBS, isAsked: false };
}

/** By the words that kubectl understands: `cs`, `binding`, `flowschemas.v1beta2.flowcontrol.apiserver.k8s.io`. */
export function unkeptOf(type: string): Unkept | undefined {
  const [word = '', ...rest] = type.toLowerCase().split('.');
  const place = rest.join('.');
  return UNKEPT.find(
    ({ plural, kind, shortNames, group, versions }) =>
      [plural, kind.toLowerCase(), ...shortNames].includes(word) &&
      (place === '' || place === group || versions.some((version) => place === `${version}.${group}`)),
  );
}

/** Why nothing can be read or changed of such a resource. */
export function unkeptError({ plural, isAsked }: Unkept): StatusError {
  return isAsked ? methodNotAllowed() : new StatusError(405, 'MethodNotAllowed', `${plural} are not simulated`, {});
}
