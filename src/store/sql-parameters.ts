/** Collects the values of a query while its text is made, so that no value is ever part of the text. */
export type SqlParameters = {
  readonly values: unknown[]
  /** Adds a value and gives the placeholder for it, `$1`, `$2` … */
  add(value: unknown): string
}

/** Parameters that begin with these values, as `$1`, `$2` … */
export function sqlParameters(first: readonly unknown[] = []): SqlParameters {
  const values = [...first]
  return { values, add: (value) => `$${values.push(value)}` }
}
