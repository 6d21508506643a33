import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort, type OutsideProgram, outsideProgram } from './outside-program.ts'

/** An SFTP server of a test's own: the sshd of the system, with a key for the user who runs the test. */
export type TestSftpServer = OutsideProgram & {
  readonly port: number
  readonly username: string
  readonly privateKey: string
  /** As `ssh-keygen -lf` shows it. */
  readonly hostKey: string
  /** Where the files are that it serves. */
  readonly folder: string
}

/** Starts sshd with internal-sftp on a free port of 127.0.0.1. */
export async function startSftpServer(): Promise<TestSftpServer> {
  const home = await mkdtemp(join(tmpdir(), 'muster-sftp-'))
  const folder = join(home, 'files')
  await mkdir(folder)
  // sshd separates privileges in a folder that a service manager would have made.
  await mkdir('/run/sshd', { recursive: true })
  const hostKey = makeKey(join(home, 'host'))
  makeKey(join(home, 'user'))
  await writeFile(join(home, 'authorized'), await readFile(join(home, 'user.pub')))
  const port = await freePort()
  const configuration = join(home, 'sshd_config')
  await writeFile(
    configuration,
    `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${join(home, 'host')}\nAuthorizedKeysFile ${join(home, 'authorized')}\n` +
      'UsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\nPidFile none\n' +
      'Subsystem sftp internal-sftp\nForceCommand internal-sftp\n',
  )
  await chmod(home, 0o755)
  const program = outsideProgram({ program: 'sshd', args: ['-D', '-e', '-f', configuration], port }, () =>
    rm(home, { recursive: true, force: true }),
  )
  await program.start()
  const privateKey = await readFile(join(home, 'user'), 'utf8')
  return { ...program, port, username: userInfo().username, privateKey, hostKey, folder }
}

/** Makes a key pair and gives the fingerprint. */
function makeKey(path: string): string {
  run(['-q', '-t', 'ed25519', '-N', '', '-f', path])
  const [, fingerprint = ''] = run(['-lf', `${path}.pub`]).split(' ')
  return fingerprint
}

function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('ssh-keygen', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ssh-keygen failed: ${stderr}`)
  return stdout
}
