import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from './outside-program.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** The bootstrap key of servers that tests start. */
export const testApiKey = 'sk_test_of_the_whole_product'

/** A server in a process of its own. */
export type ServerProcess = AsyncDisposable & {
  readonly url: string
  readonly pid: number
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to stop and resolves with its exit code. */
  stop(): Promise<number | null>
  /** What it wrote to its standard output and error. */
  output(): string
}

export type ServerProcessOptions = {
  /** Without one the embedded database of `dataDir` is used. */
  readonly databaseUrl?: string
  readonly dataDir?: string
  readonly port?: number
  /** Further settings. */
  readonly environment?: Readonly<Record<string, string>>
  /** Another program than `muster`, which takes the same command line. */
  readonly program?: string
}

/** Starts `muster serve` and resolves when it is ready; rejects with its output when it ends before. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const port = options.port ?? (await freePort())
  const child = spawn(
    process.execPath,
    [options.program ?? main, 'serve', '--port', String(port), ...dataDirFlag(options)],
    {
      env: {
        PATH: process.env.PATH,
        MUSTER_API_KEY: testApiKey,
        ...options.environment,
        ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl, MUSTER_SECRET_KEY: '00'.repeat(32) } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
  const url = `http://127.0.0.1:${port}`
  await becomeReady(child, url, output)
  return toServerProcess(child, url, output)
}

function toServerProcess(child: ChildProcess, url: string, output: readonly string[]): ServerProcess {
  // Not when it ends: what it wrote last may not have been read by then.
  const closed = once(child, 'close')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await closed
    return child.exitCode
  }
  return {
    url,
    pid: child.pid ?? 0,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    output: () => output.join(''),
    [Symbol.asyncDispose]: async () => void (await end('SIGTERM')),
  }
}

function dataDirFlag({ dataDir }: ServerProcessOptions): string[] {
  return dataDir ? ['--data-dir', dataDir] : []
}

async function becomeReady(child: ChildProcess, url: string, output: readonly string[]): Promise<void> {
  const until = Date.now() + 180_000
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) break
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`The server did not become ready:\n${output.join('')}`)
}
