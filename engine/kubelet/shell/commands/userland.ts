import type { Traits } from '../container/traits.ts';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** In every image that has a shell at all. */
const COMMON =
  words(`sh cat ls mkdir rm rmdir touch cp mv head tail grep egrep sed wc sort uniq cut tr awk date sleep hostname env printenv id
  whoami which [ uname kill true false seq basename dirname tee xargs echo printf test pwd yes timeout dd base64 md5sum sha256sum tar
  find rev`);

const OWN: Readonly<Record<Traits['userland'], readonly string[]>> = {
  busybox: words('ash wget nslookup ping nc ps'),
  debian: words('bash'),
  centos: words('bash curl ps ping'),
  none: [],
};

/** Commands that these images have and this simulation has not: refused by name instead of "not found". */
const REAL: Readonly<Record<Traits['userland'], readonly string[]>> = {
  busybox: words(
    'vi top gzip ip ifconfig netstat route df du free mount chmod chown ln stat diff traceroute apk crond httpd telnet watch',
  ),
  debian: words('gzip apt apt-get dpkg perl df du chmod chown ln stat diff mount getent more'),
  centos: words('gzip yum rpm vi top df du free chmod chown ln stat diff mount getent python ip more'),
  none: [],
};

export function hasCommand({ userland, extra }: Traits, name: string): boolean {
  return extra.includes(name) || OWN[userland].includes(name) || (userland !== 'none' && COMMON.includes(name));
}

export function isRealButMissing({ userland }: Traits, name: string): boolean {
  return REAL[userland].includes(name);
}
