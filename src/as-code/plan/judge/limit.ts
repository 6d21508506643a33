/** How many may go: a bound as it is written, and what that is of so many. */
export type Bound = { readonly count: number; readonly rule: string }

/**
 * How many of `of` a limit lets go. A percentage always lets some go, `atLeast`: of a small team one is a large part. A number
 * is meant as it is written.
 */
export function boundOf(
  limit: number | string,
  { of, atLeast }: { readonly of: number; readonly atLeast: number },
): Bound {
  if (typeof limit === 'number') return { count: limit, rule: String(limit) }
  const part = Math.floor((of * Number.parseFloat(limit)) / 100)
  return { count: Math.max(part, atLeast), rule: `${limit}, at least ${atLeast}` }
}
