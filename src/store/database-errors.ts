// https://www.postgresql.org/docs/current/errcodes-appendix.html
const connectionClasses = ['08', '53', '57']

/** True when the database could not be asked: not reachable, out of connections, or shutting down. */
export function isConnectionError(error: unknown): boolean {
  const code = sqlState(error)
  if (code) return connectionClasses.includes(code.slice(0, 2))
  return (
    error instanceof Error &&
    /ECONN|EPIPE|ENOENT|Connection terminated|timeout exceeded|not queryable/.test(
      `${'code' in error ? error.code : ''} ${error.message}`,
    )
  )
}

/** True when a row could not be written because another one has the same unique value. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505'
}

/** True when a query was not run because one before it in its transaction had failed. */
export function isIgnoredAfterFailure(error: unknown): boolean {
  return sqlState(error) === '25P02'
}

/** True when it is a value that the database refuses: a character that it does not know, a key that is too long. */
export function isRefusedValue(error: unknown): boolean {
  return ['22', '23', '54'].includes(sqlState(error)?.slice(0, 2) ?? '')
}

function sqlState(error: unknown): string | null {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string'
  return isCoded && /^[0-9A-Z]{5}$/.test(error.code as string) ? (error.code as string) : null
}
