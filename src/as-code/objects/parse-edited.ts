import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { JsonObject } from '../../model/json.ts'
import { OverlayDocument } from '../../model/overlay/document.ts'

/** A document with some keys changed, null for those that go; refused with all that is wrong with it. */
export function parseEdited(document: OverlayDocument, keys: JsonObject): OverlayDocument {
  const { kind, id } = document
  const edited = Object.entries({ ...(document as JsonObject), ...keys, kind, id }).filter(
    ([, value]) => value !== null,
  )
  return parseObject(Object.fromEntries(edited))
}

/** A document from outside, of a kind that can be made without files. */
export function parseObject(value: unknown): OverlayDocument {
  const parsed = OverlayDocument.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('invalid_request', { detail: `The document is not valid: ${z.prettifyError(parsed.error)}` })
}
