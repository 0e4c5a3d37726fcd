/** Where the server stands that is asked: by a service of the cluster or by a URL (k8s.io/apiserver/pkg/util/webhook, v1.25). */
import { invalid, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain, portNumber } from '../../api/validation/names.ts';
import { type Errors, present } from '../field-checks.ts';

interface ServiceReference {
  readonly name?: string;
  readonly namespace?: string;
  readonly path?: string;
  readonly port?: number;
}

interface ClientConfig {
  readonly url?: string | undefined;
  readonly service?: ServiceReference | undefined;
}

/** Where a webhook is called, of an admission or of a conversion. */
export function clientErrors({ url, service }: ClientConfig, path: string): Errors {
  if ((url === undefined) === (service === undefined))
    return [required(path, 'exactly one of url or service is required')];
  if (service === undefined) return urlErrors(`${path}.url`, url ?? '');
  // Kubernetes hands over name and namespace in the wrong order: the one that is missing is called by the other's name.
  const { name: namespace = '', namespace: name = '' } = service;
  return serviceErrors(`${path}.service`, { ...service, name, namespace });
}

/** ValidateWebhookService; the port is defaulted before. */
export function serviceErrors(path: string, { name, namespace, path: within = '', port }: ServiceReference): Errors {
  return [
    ...present(`${path}.name`, name, 'service name is required'),
    ...present(`${path}.namespace`, namespace, 'service namespace is required'),
    ...servicePortErrors(`${path}.port`, port),
    ...(within === '' || within === '/' ? [] : urlPathErrors(`${path}.path`, within)),
  ];
}

export function servicePortErrors(path: string, port = 0): Errors {
  const why = portNumber(port).join(', ');
  return why === '' ? [] : [invalid(path, port, `port is not valid: ${why}`)];
}

/** The first character counts as the slash, whatever it is. */
function urlPathErrors(path: string, text: string): Errors {
  const segments = text.slice(1).replace(/\/$/, '').split('/');
  return [
    ...(text.startsWith('/') ? [] : [invalid(path, text, "must start with a '/'")]),
    ...segments.flatMap((segment, position) => {
      if (segment === '') return [invalid(path, text, `segment[${position}] may not be empty`)];
      return dns1123Subdomain(segment).map((why) => invalid(path, text, `segment[${position}]: ${why}`));
    }),
  ];
}

const FORM = '; desired format: https://host[/path]';
const URL_PARTS =
  /^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:(?<user>[^/?#]*)@)?(?<host>[^/?#]*))?[^?#]*(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/s;

/** ValidateWebhookURL; each message shows the part of the URL that is wrong. */
export function urlErrors(path: string, url: string): Errors {
  const { scheme = '', user, host = '', query = '', fragment = '' } = URL_PARTS.exec(url)?.groups ?? {};
  const part = (text: string, what: string): Errors =>
    text === '' ? [] : [invalid(path, text, `${what} are not permitted in the URL`)];
  return [
    ...(scheme.toLowerCase() === 'https'
      ? []
      : [invalid(path, scheme.toLowerCase(), `'https' is the only allowed URL scheme${FORM}`)]),
    ...(host === '' ? [invalid(path, '', `host must be provided${FORM}`)] : []),
    ...(user === undefined ? [] : [invalid(path, user, 'user information is not permitted in the URL')]),
    ...part(fragment, 'fragments'),
    ...part(query, 'query parameters'),
  ];
}
