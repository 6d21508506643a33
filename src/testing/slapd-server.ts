import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type OutsideProgram, outsideProgram, withoutPrograms } from './outside-program.ts'
import { makeCertificate } from './test-certificate.ts'

/** An OpenLDAP server of a test's own. What it holds survives `stop` and `start`. */
export type TestSlapd = OutsideProgram & {
  readonly host: '127.0.0.1'
  /** The port of LDAPS, and that of LDAP with StartTLS. */
  readonly port: number
  readonly plainPort: number
  readonly certificate: string
  readonly suffix: string
  readonly administrator: { readonly name: string; readonly password: string }
}

const suffix = 'dc=corp,dc=test'
const administrator = { name: `cn=admin,${suffix}`, password: 'administrate' }
const schemas = '/etc/ldap/schema'

/** Why a test that needs slapd is skipped; false when it is there, with its schemas. */
export function withoutSlapd(): string | false {
  return withoutPrograms('slapd', 'openssl') || (!existsSync(schemas) && 'the schemas of slapd are not installed')
}

/**
 * Starts slapd in a temporary folder, empty, for `dc=corp,dc=test`. It takes passwords over TLS only; `limits` are its directives of
 * that name, such as `users size.hard=5`.
 */
export async function startSlapd(limits: readonly string[] = []): Promise<TestSlapd> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-slapd-'))
  const certificate = makeCertificate('127.0.0.1')
  const [port, plainPort] = [await freePort(), await freePort()]
  const configuration = join(folder, 'slapd.conf')
  await mkdir(join(folder, 'database'))
  const lines = [
    ...['core', 'cosine', 'nis', 'inetorgperson'].map((name) => `include ${schemas}/${name}.schema`),
    'modulepath /usr/lib/ldap',
    ...['back_mdb', 'memberof', 'refint', 'ppolicy', 'syncprov'].map((name) => `moduleload ${name}`),
    `pidfile ${folder}/slapd.pid`,
    `TLSCertificateFile ${certificate.certificateFile}`,
    `TLSCertificateKeyFile ${certificate.keyFile}`,
    `TLSCACertificateFile ${certificate.certificateFile}`,
    'security simple_bind=128',
    'database mdb',
    `suffix "${suffix}"`,
    `rootdn "${administrator.name}"`,
    `rootpw ${administrator.password}`,
    `directory ${folder}/database`,
    // Tests need no disk that survives a crash of the machine.
    'dbnosync',
    'index objectClass,entryUUID,entryCSN,uid eq',
    ...['syncprov', 'memberof', 'refint', 'ppolicy'].map((name) =>
      name === 'refint' ? 'overlay refint\nrefint_attributes member manager' : `overlay ${name}`,
    ),
    'access to attrs=userPassword by anonymous auth by * none',
    'access to * by users read',
    ...limits.map((limit) => `limits ${limit}`),
  ]
  await writeFile(configuration, `${lines.join('\n')}\n`)
  const urls = `ldaps://127.0.0.1:${port} ldap://127.0.0.1:${plainPort}`
  const program = outsideProgram(
    { program: 'slapd', args: ['-f', configuration, '-h', urls, '-d', '0'], port },
    async () => {
      certificate[Symbol.dispose]()
      await rm(folder, { recursive: true, force: true })
    },
  )
  await program.start()
  return { ...program, host: '127.0.0.1', port, plainPort, certificate: certificate.certificate, suffix, administrator }
}
