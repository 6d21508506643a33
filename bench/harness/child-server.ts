import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ChildServerOptions<Ready> {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly user?: { readonly uid?: number; readonly gid?: number }
  /** Both outputs of the server go to this file, so that reading them costs the load nothing. */
  readonly logFile: string
  /** Asked again and again until it answers something. It gets what the server has written so far. */
  readonly ready: (output: string) => Promise<Ready | undefined>
  readonly stopSignal?: NodeJS.Signals
}

export interface ChildServer<Ready> extends AsyncDisposable {
  readonly pid: number
  readonly ready: Ready
}

const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 15_000

/** Starts a server as a process of its own, waits until it is ready, and ends it when disposed of. */
export async function startChildServer<Ready>(options: ChildServerOptions<Ready>): Promise<ChildServer<Ready>> {
  const log = openSync(options.logFile, 'a')
  const child = spawn(options.command, options.args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    ...options.user,
  })
  closeSync(log)
  const killAtExit = () => child.kill('SIGKILL')
  process.once('exit', killAtExit)
  child.once('exit', () => process.off('exit', killAtExit))
  child.on('error', () => {})
  try {
    const ready = await waitUntilReady(child, options)
    return { pid: child.pid ?? 0, ready, [Symbol.asyncDispose]: () => stop(child, options.stopSignal) }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** A TCP port on 127.0.0.1 that was free a moment ago. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function waitUntilReady<Ready>(child: ChildProcess, options: ChildServerOptions<Ready>): Promise<Ready> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (performance.now() < deadline) {
    const output = readFileSync(options.logFile, 'utf8')
    if (hasEnded(child)) throw new Error(`${options.name} ended before it was ready:\n${output.slice(-3000)}`)
    const ready = await options.ready(output)
    if (ready !== undefined) return ready
    await sleep(100)
  }
  const output = readFileSync(options.logFile, 'utf8')
  throw new Error(`${options.name} was not ready after ${START_TIMEOUT_MS / 1000} s:\n${output.slice(-3000)}`)
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  await Promise.race([ended, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })])
  if (!hasEnded(child)) child.kill('SIGKILL')
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}
