import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type OutsideProgram, outsideProgram } from './outside-program.ts'

/** A NATS server with JetStream of a test's own. Its store survives `stop` and `start`. */
export type TestNatsServer = OutsideProgram & { readonly hostPort: string }

/** Starts nats-server in a temporary folder; `options` are further options of its command line. */
export async function startNatsServer(options: readonly string[] = []): Promise<TestNatsServer> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-nats-'))
  const port = await freePort()
  const args = ['--addr', '127.0.0.1', '--port', String(port), '--jetstream', '--store_dir', folder, ...options]
  const program = outsideProgram({ program: 'nats-server', args, port }, () =>
    rm(folder, { recursive: true, force: true }),
  )
  await program.start()
  return { ...program, hostPort: `127.0.0.1:${port}` }
}
