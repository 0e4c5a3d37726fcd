import { at, type Coverage, joined } from '../patterns.ts';
import { OBJECT } from './metadata.ts';

/** The allocators, the endpoint controllers, kube-proxy, DNS and the load balancer. */
export const service: Coverage = joined(OBJECT, {
  acted: [
    'spec.**',
    'status.loadBalancer.ingress[*].ip',
    'status.loadBalancer.ingress[*].hostname',
    'status.conditions[*].**',
  ],
});

/** Proxies and DNS go by the slices, into which those of services without a selector are mirrored. */
export const endpoints: Coverage = joined(OBJECT, { acted: ['subsets[*].**'] });

/** Topology hints and zones choose nothing: every ready endpoint takes part. */
export const endpointSlice: Coverage = joined(OBJECT, {
  acted: [
    'addressType',
    ...at('endpoints[*]', 'addresses', 'conditions.**', 'hostname', 'nodeName', 'targetRef.**'),
    ...at('ports[*]', 'name', 'port', 'protocol', 'appProtocol'),
  ],
});

/** Routing is simulated; certificates are not looked at, and nobody writes the status. */
export const ingress: Coverage = joined(OBJECT, {
  acted: [
    'spec.ingressClassName',
    'spec.defaultBackend.service.**',
    'spec.rules[*].host',
    ...at('spec.rules[*].http.paths[*]', 'path', 'pathType', 'backend.service.**'),
  ],
});

export const ingressClass: Coverage = joined(OBJECT, { acted: ['spec.controller'] });

export const networkPolicy: Coverage = joined(OBJECT, { acted: ['spec.**'] });
