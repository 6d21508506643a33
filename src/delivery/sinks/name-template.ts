import { z } from 'zod'
import type { LoggedEvent } from '../destination-kind.ts'

const tokenPattern = /\{([^{}]*)\}/g

/** A name with places for what it is made of: `muster.{organization_id}.{directory_id}`. */
export function nameTemplate(tokens: readonly string[], isName: (name: string) => boolean) {
  const known = tokens.map((token) => `{${token}}`).join(', ')
  return z
    .string()
    .min(1)
    .max(255)
    .refine((template) => [...template.matchAll(tokenPattern)].every(([, token]) => tokens.includes(token ?? '')), {
      error: `may contain only the placeholders ${known}`,
      abort: true,
    })
    .refine((template) => isName(template.replace(tokenPattern, 'x')), { error: 'is not a valid name' })
}

/** The name for an event. What belongs to no directory has the id of its organization in the directory's place. */
export function fillTemplate(template: string, event: LoggedEvent): string {
  const values: Readonly<Record<string, string>> = {
    organization_id: event.organizationId,
    directory_id: event.streamId,
    event: event.type,
  }
  return template.replace(tokenPattern, (_, token: string) => values[token] ?? '')
}
