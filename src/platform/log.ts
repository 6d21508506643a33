import { type Logger, pino } from 'pino'

export type { Logger }

/** The program's log: JSON lines on standard error, so that standard output stays free for what a verb prints. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      redact: ['*.authorization', '*.password', '*.token'],
    },
    pino.destination({ dest: 2, sync: false }),
  )
}

/** What the log tells of an error, and no more: libraries hang whole connections on theirs, with all that these know. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { name, code, message, stack, cause: describeError(cause) }
}

/** A log that says nothing, for tests. */
export const silentLog: Logger = pino({ level: 'silent' })
