import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../platform/log.ts'
import { isRunning } from './postgres-server.ts'
import { stopServer } from './stop-orphan.ts'

/** Keeps a server running until `stop`: should it end by itself, it is started again, as often as it takes. */
export async function superviseServer(
  start: () => Promise<ChildProcess>,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  let child = await start()
  let isStopping = false

  // Should we end without stop() (an uncaught error), the server at least gets the order to follow.
  const endWithUs = () => child.kill('SIGINT')
  process.on('exit', endWithUs)

  async function keepRunning(): Promise<void> {
    while (!isStopping) {
      if (isRunning(child)) await once(child, 'exit')
      if (isStopping) return
      log.error({ code: child.exitCode, signal: child.signalCode }, 'PostgreSQL ended unexpectedly; starting it again')
      await start().then(
        (started) => {
          child = started
        },
        (error: Error) => {
          log.error({ err: error }, 'PostgreSQL did not start; trying again')
        },
      )
      // The connections of a killed server take a moment to notice; until they are gone it cannot start.
      if (!isRunning(child)) await sleep(300)
    }
  }
  const ended = keepRunning()

  return {
    async stop() {
      isStopping = true
      process.off('exit', endWithUs)
      if (child.pid) await stopServer(child.pid)
      await ended
      if (child.pid && isRunning(child)) await stopServer(child.pid)
    },
  }
}
