import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type OutsideProgram, outsideProgram } from './outside-program.ts'

/** A Redis server of a test's own. What it holds survives `stop` and `start`. */
export type TestRedisServer = OutsideProgram & { readonly port: number }

/** Starts redis-server in a temporary folder; `options` are further words of its command line. */
export async function startRedisServer(
  options: readonly string[] = [],
  { isTls = false } = {},
): Promise<TestRedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-redis-'))
  const port = await freePort()
  const ports = isTls ? ['--port', '0', '--tls-port', String(port)] : ['--port', String(port)]
  const own = ['--bind', '127.0.0.1', ...ports, '--dir', folder, '--save', '', '--appendonly', 'yes']
  const program = outsideProgram(
    { program: 'redis-server', args: [...own, '--appendfsync', 'always', ...options], port },
    () => rm(folder, { recursive: true, force: true }),
  )
  await program.start()
  return { ...program, port }
}
