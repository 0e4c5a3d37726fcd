import { impersonatedGroups } from '../api/impersonation.ts';
import { type Authority, certificateOf } from '../api/x509/certificate.ts';
import { privateKeyPem, withPrimes } from '../api/x509/rsa-key.ts';

/**
 * The cluster's certificate authority, as kubeadm makes it: pods see the certificate (`ca.crt`), and the signers of kube-controller-manager sign
 * with the key. It is everybody's key: nothing outside of a simulated cluster may trust it.
 */
export const AUTHORITY: Authority = {
  certificate: `-----BEGIN CERTIFICATE-----
MIIC/jCCAeagAwIBAgIBADANBgkqhkiG9w0BAQsFADAVMRMwEQYDVQQDEwprdWJl
cm5ldGVzMB4XDTIyMTAwMjAwMDAwMFoXDTMyMDkyOTAwMDAwMFowFTETMBEGA1UE
AxMKa3ViZXJuZXRlczCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKmE
Ersqmd7GNlELhtAhXke8/NaJ4aqSyMcee6yWifTQ2yNp8O/7wCQ9SomCo+XoQX+V
ezowbdI+UdykoRg1uY6Xzj2WDWjphOA1V9cAYiUYVakxe1ndZWy5bxwZiwbk8gn9
zi09mKX0zNOSGe4Tws+lQVt3TxMiPwvtkS4sY3LQf5jjke+wA7n+xasHN48xlv2d
lxFzfbIY9nH/hHTnoH3TBC1KzWEG9n22A+JsMV+WyvTN3FKCqCWcWi4sZnsshknR
ZDyJLT7zjpEeosjosX9XSLnMZeduv66w0l0fsgeo3TFZnv50iV2cNDyuWaDWWn2g
cxghyL5FRR0QhOMm24MCAwEAAaNZMFcwDgYDVR0PAQH/BAQDAgKkMA8GA1UdEwEB
/wQFMAMBAf8wHQYDVR0OBBYEFAJarYSVmxo19uG5vZdjLYlTy4nwMBUGA1UdEQQO
MAyCCmt1YmVybmV0ZXMwDQYJKoZIhvcNAQELBQADggEBACtnMXs5bQokM1R53Psd
mWA46mAaqg02/C9BrYfR9UlWOshG3h5FxF8VO9fOmqD/z0cz2k06igo+doG1GYbp
nLT4XNp0vzXG9FTc4gfTxV03C0PpWsXmEnHnw3H0TivuBL+eG+wb/Q/FdWEbUjkQ
kWo06CxVpdedzKsC+L/Y0Wxa1ZkG8GVnVCrri5U1fDVxk6kYstGuhZnJyHMkVqrJ
Wi8/hzsxr1eW59wgEBz54KqquNHRy9cC4w6UPwKk3e37RX2sdQhTV+oIUeXY9iAg
4S6zMvIoOZ9nxapBWZM2nyzfjMpwgQatstyOLb1o+aMR3u3gk4qkYZv9h3kHrAI+
HW8=
-----END CERTIFICATE-----
`,
  key: {
    modulus: BigInt(
      '0x' +
        'a98412bb2a99dec636510b86d0215e47bcfcd689e1aa92c8c71e7bac9689f4d0db2369f0effbc0243d4a8982a3e5e8417f95' +
        '7b3a306dd23e51dca4a11835b98e97ce3d960d68e984e03557d70062251855a9317b59dd656cb96f1c198b06e4f209fdce2d' +
        '3d98a5f4ccd39219ee13c2cfa5415b774f13223f0bed912e2c6372d07f98e391efb003b9fec5ab07378f3196fd9d9711737d' +
        'b218f671ff8474e7a07dd3042d4acd6106f67db603e26c315f96caf4cddc5282a8259c5a2e2c667b2c8649d1643c892d3ef3' +
        '8e911ea2c8e8b17f5748b9cc65e76ebfaeb0d25d1fb207a8dd31599efe74895d9c343cae59a0d65a7da0731821c8be45451d' +
        '1084e326db83',
    ),
    privateExponent: BigInt(
      '0x' +
        '90942cc5a5d806c157a2580a6b898a37f560503ad955fa4b7448f3828802b1e350842bdf6b4f74d973cd16eb6d8eb140ebe8' +
        '3a69aed47bf4db2d2cdc99217959bcf01266e09912525a4824db236091f2e75c9eef6dfdfe7b74cce75281d9277ba839e897' +
        '7d69ac61d630bcf390b319fcb01dc63d441c35a1403327181293df5fbf369333f0582b82f2a469c23acc306ab021e50ec786' +
        '67b6aa3f482f3034fb2ecf7b49c4423493def512697988314fe421bc39579a8e431d932d212d2b4512da1a4d5decc820f252' +
        'd0c3d2c23bea77758c4e0974f00a3e3c08d9012142ae1f2b24455ddff38a48cdd92f936efa5c77601edd05e2265f56e42ea0' +
        '6715ef83da1',
    ),
  },
};

/** Whom a client certificate in PEM speaks for: its common name, in the groups of its organizations (x509 authenticator, v1.25). */
export function certificateHolder(
  pem: string,
  nowMs: number,
): { readonly user: string; readonly groups: readonly string[] } | undefined {
  const certificate = certificateOf(pem, AUTHORITY.certificate);
  if (certificate === undefined || nowMs < certificate.notBeforeMs || nowMs > certificate.notAfterMs) return undefined;
  const { commonName, organizations } = certificate.subject;
  return commonName === '' ? undefined : { user: commonName, groups: impersonatedGroups(commonName, organizations) };
}

/** The authority's key as kubeadm's ca.key has it. */
export function authorityKeyPem(): string {
  return privateKeyPem(withPrimes(AUTHORITY.key));
}
