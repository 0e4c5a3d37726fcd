import { DerError } from '../../../../api/x509/der.ts';
import { NotSimulated, type Work } from '../../work.ts';
import type { Call } from '../command.ts';
import { isEnding, verify, x509 } from './certificates.ts';
import { genrsa, rand, rsa } from './keys.ts';
import { OpensslError } from './options.ts';
import { req } from './requests.ts';

/** openssl as exercises on certificates need it: genrsa, rsa, req, x509, verify, rand, version. Keys follow from the cluster's seed. */
export function* openssl(call: Call): Work<number> {
  try {
    return yield* run(call);
  } catch (error) {
    if (isEnding(error)) return 1;
    if (!(error instanceof OpensslError) && !(error instanceof DerError)) throw error;
    call.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function* run(call: Call): Work<number> {
  const [command = '', ...args] = call.args;
  switch (command) {
    case 'genrsa':
      genrsa(call, args);
      return 0;
    case 'rsa':
      rsa(call, args);
      return 0;
    case 'rand':
      rand(call, args);
      return 0;
    case 'req':
      yield* req(call, args);
      return 0;
    case 'x509':
      yield* x509(call, args);
      return 0;
    case 'verify':
      return verify(call, args);
    case 'version':
      call.stdout.write('OpenSSL 1.0.2k-fips  26 Jan 2017\n');
      return 0;
    default:
      throw new NotSimulated(`openssl ${command}`);
  }
}
