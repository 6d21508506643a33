import type { z } from 'zod'
import { parseRequest, RequestInvalid } from './validation.ts'

/**
 * Reads a query. A parameter that is a list may be sent in every form that clients have for one: `a=1,2` (the SDKs of
 * WorkOS), `a=1&a=2`, `a[]=1&a[]=2` (WorkOS's emulator) and `a[0]=1&a[1]=2`; any other must be given once.
 */
export function readQuery<S extends z.ZodObject>(schema: S, raw: unknown, lists: readonly string[]): z.output<S> {
  const given = gatherLists(raw, lists)
  const repeated = Object.keys(schema.shape).filter((name) => !lists.includes(name) && Array.isArray(given[name]))
  if (repeated.length === 0) return parseRequest(schema, given)
  throw new RequestInvalid(
    repeated.map((field) => ({ code: 'repeated', field, message: `${field} must be given once` })),
  )
}

function gatherLists(raw: unknown, lists: readonly string[]): Record<string, unknown> {
  const gathered = new Map<string, unknown>()
  for (const [key, value] of Object.entries(raw ?? {})) {
    const name = key.replace(/\[\d*\]$/, '')
    if (!lists.includes(name)) gathered.set(key, value)
    else gathered.set(name, [...((gathered.get(name) as string[] | undefined) ?? []), ...elements(value)])
  }
  return Object.fromEntries(gathered)
}

function elements(value: unknown): string[] {
  const texts = [value].flat().flatMap((text) => String(text).split(','))
  return texts.filter((text) => text !== '')
}
