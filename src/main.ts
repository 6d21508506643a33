import { printError } from './cli/print-error.ts'
import type { Verb } from './cli/verb.ts'
import { verbs } from './cli/verbs.ts'
import { oneLine } from './platform/one-line.ts'
import { version } from './platform/version.ts'

process.exitCode = await main(process.argv.slice(2))

/** Reads the command line, calls one verb and gives the exit code: 0 done, 1 failed, 2 not understood. */
async function main([name, ...args]: string[]): Promise<number> {
  if (!name) return misunderstood(help())
  if (name === '--help' || name === '-h' || name === 'help') return print(help())
  if (name === '--version' || name === '-v') return print(version)
  const verb = verbs.find((candidate) => candidate.name === name)
  if (!verb) return misunderstood(`There is no verb "${oneLine(name)}".\n\n${help()}`)
  if (args.includes('--help') || args.includes('-h')) return print(verb.usage)
  return runVerb(verb, args)
}

async function runVerb(verb: Verb, args: string[]): Promise<number> {
  try {
    return await verb.run(args)
  } catch (error) {
    return printError(error)
  }
}

function help(): string {
  const width = Math.max(...verbs.map((verb) => verb.name.length))
  const lines = verbs.map((verb) => `  ${verb.name.padEnd(width)}   ${verb.summary}`)
  return `muster keeps people and groups in step: SCIM in, one ordered event log out.\n\n${lines.join('\n')}\n\n"muster <verb> --help" tells more.`
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function misunderstood(text: string): number {
  process.stderr.write(`${text}\n`)
  return 2
}
