import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'

/** How one run of the test runner ended: its exit code, the numbers of its summary by name, and the files in which something failed. */
export type TestRun = {
  readonly code: number
  readonly totals: ReadonlyMap<string, number>
  readonly failedFiles: readonly string[]
}

/** Runs `node --test` and shows what it says, but for the summary: that is kept for the end of all runs. */
export async function runFiles(testArguments: string[], environment: Record<string, string>): Promise<TestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-run-'))
  const failed = join(folder, 'failed-files')
  const child = spawn(process.execPath, ['--test', ...reportersTo(failed), ...testArguments], {
    env: { ...process.env, ...environment, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const totals = new Map<string, number>()
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, number] = /^ℹ (\w+) ([\d.]+)$/.exec(stripVTControlCharacters(line)) ?? []
    if (name) totals.set(name, Number(number))
    else console.log(line)
  }
  const [code] = await ended
  const failedFiles = readFileSync(failed, 'utf8').split('\n').filter(Boolean)
  rmSync(folder, { recursive: true })
  return { code: code ?? 1, totals, failedFiles }
}

function reportersTo(failedFiles: string): string[] {
  const reporter = resolve(import.meta.dirname, 'failed-files-reporter.ts')
  return [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${failedFiles}`],
  ]
}

const mostAgain = 3

/**
 * Runs the files in which something failed once more, one at a time, if they are few. Some tests race whole programs and a browser
 * against a machine that may be slow at that moment; those that pass now are named, so that somebody looks for the race. What is
 * broken fails again.
 */
export async function runAgain(first: TestRun, run: (files: readonly string[]) => Promise<TestRun>): Promise<TestRun> {
  const { failedFiles } = first
  if (failedFiles.length === 0 || failedFiles.length > mostAgain) return first
  console.log(`\nOnce more, by themselves:\n${failedFiles.join('\n')}`)
  const second = await run(failedFiles)
  if (second.code !== 0) return first
  console.log(`\nUNSTABLE: these failed beside others and passed by themselves:\n${failedFiles.join('\n')}`)
  const failures = first.totals.get('fail') ?? 0
  const totals = new Map([...first.totals, ['fail', 0], ['pass', (first.totals.get('pass') ?? 0) + failures]])
  return { code: 0, totals: totals.set('unstable', failures), failedFiles: [] }
}

/** The sum of several summaries. */
export function addTotals(runs: TestRun[]): Map<string, number> {
  const sum = new Map<string, number>()
  for (const { totals } of runs) {
    for (const [name, number] of totals) sum.set(name, (sum.get(name) ?? 0) + number)
  }
  return sum
}

/** Prints a summary as node prints it, so that whatever reads node's can read ours. */
export function printTotals(totals: Map<string, number>): void {
  console.log()
  for (const [name, number] of totals) console.log(`ℹ ${name} ${number}`)
}
