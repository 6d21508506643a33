import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A self-signed certificate of a test's own, as files and as text. */
export type TestCertificate = Disposable & {
  readonly certificateFile: string
  readonly keyFile: string
  readonly certificate: string
}

/** Makes a certificate for a host name or an IP address with openssl. */
export function makeCertificate(host: string, kind: 'ec' | 'rsa' = 'ec'): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'muster-tls-'))
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const newKey = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] : ['rsa:2048']
  const key = ['-newkey', ...newKey, '-nodes', '-keyout', keyFile]
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=${isIP(host) ? 'IP' : 'DNS'}:${host}`]
  const { status, stderr } = spawnSync('openssl', [
    'req',
    '-x509',
    '-days',
    '2',
    ...key,
    ...subject,
    '-out',
    certificateFile,
  ])
  if (status !== 0) throw new Error(`openssl failed: ${stderr}`)
  return {
    certificateFile,
    keyFile,
    certificate: readFileSync(certificateFile, 'utf8'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
