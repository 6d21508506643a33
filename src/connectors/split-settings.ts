import { z } from 'zod'
import type { JsonObject } from '../model/json.ts'

/** What is stored of a connector's settings: what may be shown, and what is encrypted. */
export type SplitSettings = { readonly settings: JsonObject; readonly secrets: JsonObject }

/** A connector's settings as JSON Schema, with `title`, `help`, `secret` and the like where they were given. */
export function describeSettings(settings: z.ZodObject): JsonObject {
  const { $schema: _, ...schema } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  return JSON.parse(JSON.stringify(schema))
}

/** The names of the settings that are stored encrypted and never shown again: those with `.meta({ secret: true })`. */
export function secretNames(settings: z.ZodObject): ReadonlySet<string> {
  return namesWith(settings, 'secret')
}

/** The names of the settings that say to whom secrets are sent, or how: those with `.meta({ address: true })`. */
export function addressNames(settings: z.ZodObject): ReadonlySet<string> {
  return namesWith(settings, 'address')
}

function namesWith(settings: z.ZodObject, mark: 'secret' | 'address'): ReadonlySet<string> {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  const isMarked = (name: string) => {
    const property = properties[name]
    return typeof property === 'object' && property[mark] === true
  }
  return new Set(Object.keys(properties).filter(isMarked))
}

/** Parts what somebody has filled in into what may be shown and what is secret. */
export function splitSettings(schema: z.ZodObject, values: JsonObject): SplitSettings {
  const secret = secretNames(schema)
  const pick = (isWanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)))
  return { settings: pick((name) => !secret.has(name)), secrets: pick((name) => secret.has(name)) }
}
