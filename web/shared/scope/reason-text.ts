import type { ScopeStrings } from './scope-strings.ts'

/** What the server says of a person's place in a scope, in the language of the reader as far as it is known. */
export function reasonText(reason: string, { reasons }: Pick<ScopeStrings, 'reasons'>): string {
  const known = reasons.find(({ begins }) => reason.startsWith(begins))
  return known ? `${known.says}${reason.slice(known.begins.length)}` : reason
}
