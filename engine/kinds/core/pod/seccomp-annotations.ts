import type { Container, Pod } from '../../types.ts';
import { SECCOMP_CONTAINER, SECCOMP_POD } from './validate-annotations.ts';

type Profile = NonNullable<NonNullable<Container['securityContext']>['seccompProfile']>;

const LOCALHOST = 'localhost/';

/** The profile that an annotation of old means; undefined for one that means nothing. */
function profileOf(annotation: string | undefined): Profile | undefined {
  if (annotation === undefined) return undefined;
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default' || annotation === 'docker/default') return { type: 'RuntimeDefault' };
  if (!annotation.startsWith(LOCALHOST) || annotation === LOCALHOST) return undefined;
  return { type: 'Localhost', localhostProfile: annotation.slice(LOCALHOST.length) };
}

/** A new pod's seccomp annotations become fields where those are not set (applySeccompVersionSkew, v1.25). */
export function withSeccompFields(pod: Pod): Pod {
  const annotations = pod.metadata.annotations ?? {};
  if (!Object.keys(annotations).some((key) => key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER))) return pod;
  const ofContainer = <C extends Container>(container: C): C =>
    withProfile(container, profileOf(annotations[`${SECCOMP_CONTAINER}${container.name}`]));
  const { containers, initContainers } = pod.spec;
  const spec = {
    ...pod.spec,
    containers: containers.map(ofContainer),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(ofContainer) }),
  };
  return { ...pod, spec: withProfile(spec, profileOf(annotations[SECCOMP_POD])) };
}

function withProfile<T extends { readonly securityContext?: { readonly seccompProfile?: Profile } }>(
  owner: T,
  seccompProfile: Profile | undefined,
): T {
  if (seccompProfile === undefined || owner.securityContext?.seccompProfile !== undefined) return owner;
  return { ...owner, securityContext: { ...owner.securityContext, seccompProfile } };
}
