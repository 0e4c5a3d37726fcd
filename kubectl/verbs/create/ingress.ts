import { createDraft, createFlags, type Draft, nameArgument } from '../../create-object.ts';
import { KubectlError } from '../../errors.ts';
import type { Verb } from '../../verb.ts';

export const createIngressVerb: Verb = {
  name: 'ingress',
  aliases: ['ing'],
  summary: 'Create an ingress with the specified name',
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]] [flags]',
  flags: [
    ...createFlags,
    { name: 'annotation', type: 'stringArray' },
    { name: 'class', type: 'string' },
    { name: 'default-backend', type: 'string' },
    { name: 'rule', type: 'stringArray' },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const rules = invocation.list('rule').map(parseRule);
    const backend = invocation.string('default-backend') ?? '';
    if (rules.length === 0 && backend === '')
      throw new KubectlError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    const className = invocation.string('class') ?? '';
    const tls = tlsOf(rules);
    const content = {
      spec: {
        ...(backend === '' ? {} : { defaultBackend: backendOf(backend) }),
        ...(className === '' ? {} : { ingressClassName: className }),
        ...(rules.length === 0 ? {} : { rules: rulesOf(rules) }),
        ...(tls.length === 0 ? {} : { tls }),
      },
      status: { loadBalancer: {} },
    };
    const annotated = annotationsOf(invocation.list('annotation'));
    const draft = {
      resource: 'ingresses.networking.k8s.io',
      name,
      content,
      ...annotated,
    };
    createDraft(invocation, environment, draft, { failure: 'failed to create ingress: ' });
    return 0;
  },
};

interface Rule {
  readonly host: string;
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix';
  readonly backend: Backend;
  /** The secret of `,tls=secret`; empty for `,tls` alone; undefined without TLS. */
  readonly tlsSecret: string | undefined;
}

type Backend = {
  readonly service: { readonly name: string; readonly port: { readonly number: number } | { readonly name: string } };
};

/** How a rule has to begin; what follows is not looked at (create_ingress.go, v1.25). */
const rulePattern = /^[\w.*-]*\/.*=[\w-]+:[\w-]+/;

/** The one thing behind a comma, whatever it is called, means TLS; where there are more, none does. */
function parseRule(text: string): Rule {
  const [route = '', option, ...more] = text.split(',');
  const slash = route.indexOf('/');
  const [pathText = '', backend = ''] = route.slice(slash + 1).split('=');
  if (!rulePattern.test(text) || slash < 0 || !backend.includes(':'))
    throw new KubectlError(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  const path = `/${pathText}`;
  const prefix = path.endsWith('*');
  return {
    host: route.slice(0, slash),
    path: prefix ? path.slice(0, -1) : path,
    pathType: prefix ? 'Prefix' : 'Exact',
    backend: serviceOf(backend),
    tlsSecret: option === undefined || more.length > 0 ? undefined : (option.split('=')[1] ?? ''),
  };
}

/** `svc:8080`, `svc:http`. */
function backendOf(text: string): Backend {
  if (text.split(':').length !== 2)
    throw new KubectlError('default-backend should be in format servicename:serviceport');
  return serviceOf(text);
}

function serviceOf(text: string): Backend {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** Rules of one host share an entry, in the order in which hosts appear. */
function rulesOf(rules: readonly Rule[]) {
  const hosts = [...new Set(rules.map(({ host }) => host))];
  return hosts.map((host) => ({
    ...(host === '' ? {} : { host }),
    http: {
      paths: rules
        .filter((rule) => rule.host === host)
        .map(({ backend, path, pathType }) => ({ backend, path, pathType })),
    },
  }));
}

/** Rules of one secret share an entry, each host is in one only, and nothing is said of neither host nor secret (create_ingress.go, v1.25). */
function tlsOf(rules: readonly Rule[]) {
  const found: { hosts: readonly string[]; readonly secretName: string }[] = [];
  const hosts = new Set<string>();
  for (const { host, tlsSecret: secretName } of rules) {
    if (secretName === undefined || hosts.has(host)) continue;
    hosts.add(host);
    const entry = found.find((each) => each.secretName === secretName);
    const named = host === '' ? [] : [host];
    if (entry !== undefined) entry.hosts = [...entry.hosts, host];
    else if (named.length > 0 || secretName !== '') found.push({ hosts: named, secretName });
  }
  return found.map(({ hosts: names, secretName }) => ({
    ...(names.length === 0 ? {} : { hosts: names }),
    ...(secretName === '' ? {} : { secretName }),
  }));
}

function annotationsOf(words: readonly string[]): Pick<Draft, 'annotations'> {
  if (words.length === 0) return {};
  const annotations = Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf('=');
      if (equals <= 0) throw new KubectlError(`annotation ${word} is invalid and should be in format key=[value]`);
      return [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
  return { annotations };
}
