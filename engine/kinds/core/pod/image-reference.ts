const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const DOMAIN = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::\\d+)?';
const REFERENCE = new RegExp(
  `^(?<name>(?:${DOMAIN}/)?${COMPONENT}(?:/${COMPONENT})*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?<digest>@[A-Za-z0-9+.:_-]+)?$`,
);

/** Longer than any reference: the pattern is not tried on more. */
const MAX_LENGTH = 1024;
/** Of the name without domain, tag and digest (`reference.NameTotalLengthMax`). */
const MAX_NAME_LENGTH = 255;

/** The tag that an image's name has or implies; '' with only a digest, or for what is no image name. */
export function imageTag(image: string): string {
  if (image.length > MAX_LENGTH) return '';
  const { name = '', tag, digest } = REFERENCE.exec(image)?.groups ?? {};
  if (name === '' || fullName(name).length > MAX_NAME_LENGTH) return '';
  return tag ?? (digest === undefined ? 'latest' : '');
}

/** With the registry and the folder that a short name implies. */
function fullName(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]/.test(first) || first === 'localhost' ? name : `docker.io/${name}`;
}

/** SetDefaults_Container, v1.25: what may move is pulled again at every start. */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}
