import { formatSelector, type LabelSelector, type NetworkPolicy } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { annotationLines, nameLines, pairLines } from './text.ts';

type Peer = NonNullable<NonNullable<NetworkPolicy['spec']['ingress']>[number]['from']>[number];
type Ports = NonNullable<NetworkPolicy['spec']['ingress']>[number]['ports'];

export const describeNetworkPolicy: Describer<NetworkPolicy> = (policy) => {
  const { metadata, spec } = policy;
  const types = spec.policyTypes ?? ['Ingress'];
  const selector = isEmpty(spec.podSelector)
    ? '<none> (Allowing the specific traffic to all pods in this namespace)'
    : formatSelector(spec.podSelector);
  const ingress = (spec.ingress ?? []).map(({ ports, from }) => ({ ports, peers: from }));
  const egress = (spec.egress ?? []).map(({ ports, to }) => ({ ports, peers: to }));
  return [
    nameLines(policy),
    `Created on:\t${(metadata.creationTimestamp ?? '').replace('T', ' ').replace('Z', ' +0000 UTC')}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Spec:\n  PodSelector:     ${selector}\n`,
    types.includes('Ingress')
      ? `  Allowing ingress traffic:\n${ruleLines(ingress, 'ingress', 'From', 'source')}`
      : '  Not affecting ingress traffic\n',
    types.includes('Egress')
      ? `  Allowing egress traffic:\n${ruleLines(egress, 'egress', 'To', 'destination')}`
      : '  Not affecting egress traffic\n',
    `  Policy Types: ${types.join(', ')}\n`,
  ].join('');
};

interface Rule {
  readonly ports: Ports;
  readonly peers: readonly Peer[] | undefined;
}

function ruleLines(rules: readonly Rule[], way: string, word: string, end: string): string {
  if (rules.length === 0) return `    <none> (Selected pods are isolated for ${way} connectivity)\n`;
  return rules
    .map(({ ports = [], peers = [] }) => portLines(ports) + peerLines(peers, word, end))
    .join('    ----------\n');
}

function portLines(ports: NonNullable<Ports>): string {
  if (ports.length === 0) return '    To Port: <any> (traffic allowed to all ports)\n';
  return (
    ports
      // The client of v1.25 says nothing of endPort.
      .map(({ port = '<nil>', protocol = 'TCP' }) => `    To Port: ${port}/${protocol}\n`)
      .join('')
  );
}

function peerLines(peers: readonly Peer[], word: string, end: string): string {
  if (peers.length === 0) return `    ${word}: <any> (traffic not restricted by ${end})\n`;
  return peers
    .map(({ podSelector, namespaceSelector, ipBlock }) => {
      if (ipBlock !== undefined)
        return `    ${word}:\n      IPBlock:\n        CIDR: ${ipBlock.cidr}\n        Except: ${(ipBlock.except ?? []).join(', ')}\n`;
      const namespaces =
        namespaceSelector === undefined ? '' : `      NamespaceSelector: ${selectorOrNone(namespaceSelector)}\n`;
      const pods = podSelector === undefined ? '' : `      PodSelector: ${selectorOrNone(podSelector)}\n`;
      return `    ${word}:\n${namespaces}${pods}`;
    })
    .join('');
}

function selectorOrNone(selector: LabelSelector): string {
  return isEmpty(selector) ? '<none>' : formatSelector(selector);
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
