import type { Cluster, LabelSelector, NetworkPolicy, Pod } from '../../../engine/index.ts';
import { lazily } from '../lazily.ts';

type View = Cluster['view'];
type Spec = NetworkPolicy['spec'];
type Direction = 'in' | 'out';
type Peer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number];
type Port = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number];

const MOST_POLICIES = 3;
/** The network's words when policies drop a flow. */
const DROPPED = /^network policy (.+) does not let (?:pod )?(\S+) reach (?:pod )?(\S+) on (.+)$/;

/** What the policies let pass that dropped a flow, for `why` in the network's words; none where it says something else. */
export function policyCauses(view: View, why: string): readonly string[] {
  const [, names = '', , to = '', port = ''] = DROPPED.exec(why) ?? [];
  return names
    .split(', ')
    .filter((name) => name !== '')
    .slice(0, MOST_POLICIES)
    .flatMap((each) => {
      const [namespace = '', name = ''] = each.split('/');
      const policy = view.get<NetworkPolicy>('NetworkPolicy', namespace, name);
      const receiver = podAt(view, to);
      const isIn = policy !== undefined && receiver !== undefined && isSelected(policy, receiver);
      return policy === undefined ? [] : rulesOf(policy, isIn ? 'in' : 'out', port);
    });
}

/** Why nothing keeps requests from the pod that answered one: `bank/db`. */
export function opennessCauses(view: View, answeredBy: string): readonly string[] {
  const pod = podAt(view, answeredBy);
  const { namespace = '', name = '' } = pod?.metadata ?? {};
  const policies = view.list<NetworkPolicy>('NetworkPolicy', namespace);
  if (pod === undefined) return [];
  if (policies.length === 0) return [`namespace ${namespace} has no NetworkPolicy at all`];
  const selecting = policies.filter((policy) => typesOf(policy.spec).includes('Ingress') && isSelected(policy, pod));
  if (selecting.length > 0) return selecting.slice(0, MOST_POLICIES).flatMap((policy) => rulesOf(policy, 'in'));
  return [
    `no NetworkPolicy selects pod ${name} for ingress`,
    ...policies.slice(0, MOST_POLICIES).map(({ metadata, spec }) => {
      return `NetworkPolicy "${metadata.name}" selects ${selected(spec.podSelector)} for ${typesOf(spec).join(', ')}`;
    }),
  ];
}

function podAt(view: View, at: string): Pod | undefined {
  const [namespace = '', name = ''] = at.split('/');
  return view.get<Pod>('Pod', namespace, name);
}

/** Absent types: Ingress, and Egress where there are egress rules. */
function typesOf({ policyTypes = [], egress = [] }: Spec): readonly string[] {
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function isSelected({ metadata, spec }: NetworkPolicy, pod: Pod): boolean {
  const isMeant = lazily.engine().compileSelector(spec.podSelector ?? {});
  return metadata.namespace === pod.metadata.namespace && isMeant(pod.metadata.labels);
}

/** `NetworkPolicy "db" lets in app=api on TCP port 80`, a sentence for each rule; only about ports where a rule is not for the one that was asked. */
function rulesOf({ metadata, spec }: NetworkPolicy, direction: Direction, asked?: string): readonly string[] {
  const rules =
    direction === 'in'
      ? (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports }))
      : (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }));
  const begin = `NetworkPolicy "${metadata.name}" lets ${direction}`;
  if (rules.length === 0) return [`${begin} nobody`];
  return rules.map(({ peers, ports }) =>
    asked === undefined || mayHold(ports, asked)
      ? `${begin} ${peersText(peers)} on ${portsText(ports)}`
      : `${begin} on ${portsText(ports)} only`,
  );
}

/** A rule for ranges or names of ports may hold for any. */
function mayHold(ports: readonly Port[], asked: string): boolean {
  const isOpen = ports.some(({ port, endPort }) => typeof port !== 'number' || endPort !== undefined);
  return ports.length === 0 || isOpen || portsText(ports).split(' or ').includes(asked);
}

function peersText(peers: readonly Peer[]): string {
  return peers.length === 0 ? 'everybody' : peers.map(peerText).join(' or ');
}

function peerText({ podSelector, namespaceSelector, ipBlock }: Peer): string {
  if (ipBlock !== undefined) return ipBlock.cidr;
  const pods = podSelector === undefined ? 'all pods' : selected(podSelector);
  if (namespaceSelector === undefined) return pods;
  const spaces = selected(namespaceSelector);
  return `${pods} of ${spaces === 'all pods' ? 'all namespaces' : `namespaces with ${spaces}`}`;
}

function selected(selector: LabelSelector = {}): string {
  const text = lazily.engine().formatSelector(selector);
  return text === '<none>' ? 'all pods' : text;
}

function portsText(ports: readonly Port[]): string {
  if (ports.length === 0) return 'all ports';
  return ports
    .map(({ protocol = 'TCP', port, endPort }) => {
      const last = endPort === undefined ? '' : `-${endPort}`;
      return port === undefined ? `all ${protocol} ports` : `${protocol} port ${port}${last}`;
    })
    .join(' or ');
}
