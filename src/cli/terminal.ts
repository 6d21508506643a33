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
}

/** The process's own terminal. */
export function processTerminal(): Terminal {
  return {
    environment: process.env,
    folder: process.cwd(),
    print: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${oneLine(text)}\n`),
  }
}
