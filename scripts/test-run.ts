import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'

/** How one run of the test runner ended: its exit code and the numbers of its summary, by name. */
export type TestRun = { readonly code: number; readonly totals: ReadonlyMap<string, number> }

/** Runs `node --test` and shows what it says, but for the summary: that is kept for the end of all runs. */
export async function runFiles(testArguments: string[], environment: Record<string, string>): Promise<TestRun> {
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', ...testArguments], {
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
  return { code: code ?? 1, totals }
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
