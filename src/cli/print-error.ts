import { AppError } from '../errors.ts'
import { oneLine } from '../platform/one-line.ts'

// What the operating system and PostgreSQL say is clear, but not what to do about it.
const whatToDo: readonly { readonly codes: RegExp; readonly text: string }[] = [
  { codes: /^EADDRINUSE$/, text: 'Stop what listens there, or choose another port with --port.' },
  {
    codes: /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH)$/,
    text: 'Is the server there? Check its URL.',
  },
  { codes: /^(28...|3D000)$/, text: 'Check user, password and database in DATABASE_URL.' },
  { codes: /^(EACCES|EPERM|EROFS|ENOSPC)$/, text: 'Check the folder, or choose another with --data-dir.' },
  { codes: /^ERR_PARSE_ARGS/, text: '"muster <verb> --help" shows what it takes.' },
]

/** Tells a person on standard error what went wrong and what to do. Returns the exit code: 2 for a wrong command line, else 1. */
export function printError(error: unknown): number {
  process.stderr.write(`${describe(error).split('\n').map(oneLine).join('\n')}\n`)
  return codeOf(error).startsWith('ERR_PARSE_ARGS') ? 2 : 1
}

function describe(error: unknown): string {
  if (error instanceof AppError && error.code === 'database_unavailable') return describe(error.cause)
  if (error instanceof AppError) return error.message
  if (!(error instanceof Error)) return String(error)
  const advice = whatToDo.find(({ codes }) => codes.test(codeOf(error)))
  return advice ? `${messageOf(error)}\n${advice.text}` : (error.stack ?? error.message)
}

/** A connection that was tried on several addresses fails with one error for each and no message of its own. */
function messageOf(error: Error): string {
  return error.message || (error instanceof AggregateError ? error.errors.map(String).join('\n') : error.name)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
