import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** The path of a program, also where servers are that are not in everybody's PATH; null when it is not installed. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** Why a test that needs these programs is skipped; false when they are there. */
export function withoutPrograms(...names: string[]): string | false {
  const missing = names.filter((name) => findProgram(name) === null)
  return missing.length > 0 && `${missing.join(' and ')} is not installed`
}

/** A server that is not ours, on a port of its own. */
export type OutsideProgram = AsyncDisposable & {
  /** Starts it, at first or again, and waits until it takes connections. */
  start(): Promise<void>
  /** Ends it at once, as a crash does. */
  stop(): Promise<void>
}

/**
 * Runs a program until the standard input of the shell ends, which the system closes however the test that started it comes to its
 * end: no server stays behind one that was killed.
 */
const untilInputEnds = `
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{ read _ <&3; kill -9 $program; } &
watch=$!
wait $program
code=$?
kill $watch
exit $code`

/** A program that listens to `port` of 127.0.0.1, or of `host`; it is not started yet. `cleanUp` runs after its end. */
export function outsideProgram(
  command: {
    readonly program: string
    readonly args: readonly string[]
    readonly port: number
    readonly host?: string
  },
  cleanUp: () => Promise<void>,
): OutsideProgram {
  let child: ChildProcess | undefined
  async function stop() {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    running.stdin?.end()
    await ended
  }
  return {
    async start() {
      const path = findProgram(command.program)
      if (path === null) throw new Error(`${command.program} is not installed`)
      child = spawn('sh', ['-c', untilInputEnds, 'sh', path, ...command.args], { stdio: ['pipe', 'ignore', 'ignore'] })
      child.stdin?.on('error', () => undefined)
      await waitUntilListening(command, child)
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
      await cleanUp()
    },
  }
}

// Below those that systems give to whoever asks for any: nobody else is given such a port before its owner listens to it.
const lowestPort = 12_000
const highestPort = 31_999

/** A port of 127.0.0.1 that nobody listens to, and that stays free for one who lets go of it for a while. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowestPort, highestPort)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

type Address = { readonly port: number; readonly host?: string }

async function waitUntilListening({ port, host }: Address, child: ChildProcess): Promise<void> {
  for (let left = 2400; left > 0; left--) {
    if (await isListening(port, host)) return
    if (child.exitCode !== null) throw new Error(`The program ended with exit code ${child.exitCode}`)
    await wait(50)
  }
  throw new Error(`Nothing listens at port ${port}`)
}

/** Whether somebody takes connections at a port. */
export function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(port, host, () => resolve(true)).on('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
