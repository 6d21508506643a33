import { spawn } from 'node:child_process'
import { GitFailure } from './git-failure.ts'

/** One call of git. */
export type GitCall = {
  /** The verb and its arguments. What comes from outside stands behind `--end-of-options` or `--`. */
  readonly args: readonly string[]
  /** The repository in which it runs. */
  readonly folder: string
  /** What git is to find in its environment beside what every call has. */
  readonly environment: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** No file that git writes may be larger than this. */
  readonly mostFileBytes: number
  /** Given to git at its standard input. */
  readonly input?: string
}

const mostOutput = 64 * 1024 * 1024

/**
 * Runs the `git` of this machine with nothing of the machine's or of the user's settings, without hooks, questions, helpers and
 * pagers, and gives what it printed. Throws `GitFailure`.
 */
export async function runGit(call: GitCall): Promise<Buffer> {
  if (call.signal.aborted) throw tooSlow()
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  // The shell is there for its limit of how large files may be; no text of others is ever part of its program.
  const blocks = Math.ceil(call.mostFileBytes / 512)
  const git = spawn('/bin/sh', ['-c', 'ulimit -f "$0"; exec git "$@"', String(blocks), ...settings, ...call.args], {
    cwd: call.folder,
    env: { ...environment(call.folder), ...call.environment },
    // A group of its own: what git starts ends with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const stop = () => killGroup(git.pid)
  call.signal.addEventListener('abort', stop, { once: true })
  const output = collect(git.stdout, mostOutput, stop)
  const complaints = collect(git.stderr, 64 * 1024, () => {})
  git.stdin.on('error', () => {})
  git.stdin.end(call.input ?? '')
  git.on('error', reject)
  git.on('close', (status, signal) => {
    call.signal.removeEventListener('abort', stop)
    const result = { status, signal, complaints: complaints.text(), isCut: output.isCut() }
    if (status === 0 && !output.isCut()) resolve(output.bytes())
    else reject(call.signal.aborted ? tooSlow() : failureOf(result))
  })
  return promise
}

/** What holds for every call, in the order of git's own documentation of its settings. */
const settings: readonly string[] = [
  ['core.hooksPath', '/dev/null'],
  // Large files are never held in memory as a whole.
  ['core.bigFileThreshold', '4m'],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['fetch.fsckObjects', 'true'],
  ['fetch.recurseSubmodules', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['http.followRedirects', 'false'],
  ['protocol.allow', 'never'],
  ['protocol.https.allow', 'always'],
  ['protocol.http.allow', 'always'],
  ['protocol.ssh.allow', 'always'],
  ['protocol.file.allow', 'always'],
  ['submodule.recurse', 'false'],
].flatMap(([key, value]) => ['-c', `${key}=${value}`])

function environment(folder: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: folder,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CEILING_DIRECTORIES: folder,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
  }
}

function collect(stream: NodeJS.ReadableStream, most: number, onTooMuch: () => void) {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
    else onTooMuch()
  })
  return { bytes: () => Buffer.concat(chunks), text: () => Buffer.concat(chunks).toString(), isCut: () => size > most }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

function tooSlow(): GitFailure {
  return new GitFailure('too_slow', 'The repository took too long to answer. It is tried again later.')
}

type Ended = {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly complaints: string
  readonly isCut: boolean
}

const tooLarge =
  'The repository is larger than what is read of one. Keep the files of the organization in one of their own.'

function failureOf({ status, signal, complaints, isCut }: Ended): GitFailure {
  if (isCut || signal === 'SIGXFSZ' || /File too large|signal 25|write error/i.test(complaints)) {
    return new GitFailure('too_large', tooLarge)
  }
  if (status === 127 || /git: not found/.test(complaints)) {
    return new GitFailure('git_missing', 'There is no program "git" on the machine of the server. Install it there.')
  }
  return new GitFailure('unreachable', `The repository could not be read: ${told(complaints)}`)
}

/** The last lines of what git says, without addresses that may carry a secret, as one. */
function told(complaints: string): string {
  const lines = complaints
    .split('\n')
    .map((line) => line.replace(/^(fatal|error|remote): */, '').trim())
    .filter((line) => line !== '' && !/^(hint|warning):|^Please make sure|^and the repository exists/.test(line))
  const text = lines.slice(-3).join('; ')
  return (text === '' ? 'git gave no reason' : text).replace(/\/\/[^/\s@]*@/g, '//').slice(0, 500)
}
