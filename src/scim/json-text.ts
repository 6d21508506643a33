import type { JsonObject } from '../model/json.ts'

/**
 * A JSON object that is written out already, in parts: most of an answer is text that is only passed on. Joined into one
 * text, it would all take the form of its widest character, which is slow to make and to send.
 */
export type JsonText = readonly string[]

/** The object as a text in one part. */
export function toJsonText(object: JsonObject): JsonText {
  return [JSON.stringify(object)]
}

/** Reads what was written out, for those who translate it. */
export function parseJsonText(text: JsonText): JsonObject {
  return JSON.parse(text.join('')) as JsonObject
}

/** The bytes of what was written out. */
export function encodeJsonText(text: JsonText): Buffer {
  if (text.length === 1) return Buffer.from(text[0] ?? '')
  const bytes = Buffer.allocUnsafe(text.reduce((sum, part) => sum + Buffer.byteLength(part), 0))
  let length = 0
  for (const part of text) length += bytes.write(part, length)
  return bytes
}
