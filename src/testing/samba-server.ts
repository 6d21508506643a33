import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type OutsideProgram, outsideProgram, withoutPrograms } from './outside-program.ts'
import { makeCertificate } from './test-certificate.ts'

/** A domain controller of Active Directory of a test's own. What it holds survives `stop` and `start`. */
export type TestDomainController = OutsideProgram & {
  /** An address of this machine; LDAPS is at its port 636, which cannot be chosen. */
  readonly host: string
  readonly certificate: string
  readonly domain: string
  readonly administrator: { readonly name: string; readonly password: string }
}

const run = promisify(execFile)
const password = 'Passw0rd!x'
/** Provisioned once, which takes seconds, and copied. Not in a folder that others may write to: it says what runs as root. */
const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
const provisioned = join(cache, 'samba-corp-test-1')

/** Why a test that needs a domain controller is skipped; false when there can be one. */
export function withoutSamba(): string | false {
  const isRoot = process.getuid?.() === 0
  const schema = '/usr/share/samba/setup/provision.ldif'
  if (!existsSync(schema)) return 'samba-ad-provision is not installed'
  return withoutPrograms('samba', 'samba-tool', 'openssl') || (!isRoot && 'a domain controller runs as root only')
}

/** Starts a Samba domain controller for `corp.test` in a temporary folder, on a loopback address of its own. */
export async function startSamba(): Promise<TestDomainController> {
  const host = await freeAddress()
  const certificate = makeCertificate(host)
  const folder = await mkdtemp(join(tmpdir(), 'muster-samba-'))
  await cp(await provision(), folder, { recursive: true })
  const configuration = join(folder, 'etc/smb.conf')
  const text = await readFile(configuration, 'utf8')
  await writeFile(
    configuration,
    text
      .replaceAll('@CERTIFICATE@', certificate.certificateFile)
      .replaceAll('@KEY@', certificate.keyFile)
      .replaceAll('127.0.0.1/8', `${host}/8`)
      .replaceAll('@FOLDER@', folder),
  )
  const program = outsideProgram(
    { program: 'samba', args: ['-i', '-M', 'single', '-s', configuration, '--debug-stdout'], port: 636, host },
    async () => {
      certificate[Symbol.dispose]()
      await rm(folder, { recursive: true, force: true })
    },
  )
  await program.start()
  const administrator = { name: 'administrator@corp.test', password }
  return { ...program, host, certificate: certificate.certificate, domain: 'DC=corp,DC=test', administrator }
}

/** A folder with a fresh domain, with words in place of the paths and the address that a copy gets. */
async function provision(): Promise<string> {
  if (existsSync(provisioned)) return provisioned
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'samba-'))
  await mkdir(join(folder, 'run'))
  const options = {
    interfaces: '127.0.0.1/8',
    'bind interfaces only': 'yes',
    'server services': 'ldap',
    'pid directory': join(folder, 'run'),
    'log file': join(folder, 'log.%m'),
    'ldap server require strong auth': 'allow_sasl_over_tls',
    'tls certfile': '@CERTIFICATE@',
    'tls keyfile': '@KEY@',
    'tls cafile': '@CERTIFICATE@',
    // Tests need no disk that survives a crash of the machine.
    'ldb:nosync': 'true',
  }
  await run('samba-tool', [
    ...['domain', 'provision', `--targetdir=${folder}`, '--realm=CORP.TEST', '--domain=CORP', '--server-role=dc'],
    ...['--dns-backend=NONE', `--adminpass=${password}`, '--host-name=dc1', '--host-ip=127.0.0.1', '--quiet'],
    ...Object.entries(options).map(([name, value]) => `--option=${name} = ${value}`),
  ])
  const configuration = join(folder, 'etc/smb.conf')
  await writeFile(configuration, (await readFile(configuration, 'utf8')).replaceAll(folder, '@FOLDER@'))
  // Another process may have been quicker: then its folder is there, and this one is not wanted.
  await rename(folder, provisioned).catch(() => rm(folder, { recursive: true, force: true }))
  return provisioned
}

/** A loopback address at which nobody serves LDAP: any of 127.0.0.0/8 will do on Linux. */
async function freeAddress(): Promise<string> {
  for (;;) {
    const byte = () => 1 + Math.floor(Math.random() * 254)
    const address = `127.${byte()}.${byte()}.${byte()}`
    const server = createServer().listen(389, address)
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    server.close()
    if (isFree) return address
  }
}
