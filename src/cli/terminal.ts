import { createInterface } from 'node:readline/promises'
import { oneLine } from '../platform/one-line.ts'

/** What a verb reads its settings from and prints to: the process's own, or a test's. */
export type Terminal = {
  readonly environment: NodeJS.ProcessEnv
  /** The folder in which `.muster` is looked for. */
  readonly folder: string
  /** Writes a line to standard output. */
  print(text: string): void
  /** Says how far something is, on standard error, so that what is printed stays a whole. */
  tell?(text: string): void
  /** Draws one line in place of the last one, on standard error; absent where that is no terminal. */
  draw?(text: string): void
  /** Asks a person something and gives the answer; absent where nobody sits there. */
  ask?(question: string): Promise<string>
  /** Takes the first Ctrl-C instead of ending the process, until it is disposed of; a second one ends it. */
  onInterrupt?(act: () => void): Disposable
}

/** The process's own terminal. */
export function processTerminal(): Terminal {
  return {
    environment: process.env,
    folder: process.cwd(),
    print: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${oneLine(text)}\n`),
    ...(process.stderr.isTTY && { draw }),
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
    onInterrupt(act) {
      process.once('SIGINT', act)
      return { [Symbol.dispose]: () => void process.off('SIGINT', act) }
    },
  }
}

/** A line that were longer than the terminal is wide could not be drawn over. */
function draw(text: string): void {
  process.stderr.write(`\r${oneLine(text).slice(0, (process.stderr.columns ?? 80) - 1)}\u001b[K`)
}

async function ask(question: string): Promise<string> {
  using lines = createInterface({ input: process.stdin, output: process.stderr })
  return lines.question(question)
}
