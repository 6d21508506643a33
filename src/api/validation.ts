import { z } from 'zod'
import { problemWords } from './problem-words.ts'

/** One thing that is wrong with a request: a code for programs, the field by its name in the request, a text for people. */
export type FieldError = { readonly code: string; readonly field: string; readonly message: string }

/** A request whose query or body is not what the route takes: 422 in WorkOS's shape. */
export class RequestInvalid extends Error {
  readonly errors: readonly FieldError[]

  constructor(errors: readonly FieldError[]) {
    super(`Validation failed: ${errors.map((error) => error.message).join('; ')}.`)
    this.name = 'RequestInvalid'
    this.errors = errors
  }
}

/** Parses a part of a request, or throws `RequestInvalid` with everything that is wrong with it. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value ?? {}, { error: problemWords })
  if (result.success) return result.data
  throw new RequestInvalid(result.error.issues.map((issue) => toFieldError(issue, value)))
}

function toFieldError(issue: z.core.$ZodIssue, value: unknown): FieldError {
  const field = fieldOf(issue.code === 'invalid_key' ? issue.path.slice(0, -1) : issue.path)
  if (issue.code === 'invalid_type' && isMissing(value, issue.path)) {
    return { code: 'required', field, message: `${field} is required` }
  }
  return { code: issue.code, field, message: `${field} ${issue.message}` }
}

/** A wrong element is told of as its list: what clients know is the name of what they sent. */
function fieldOf(path: readonly PropertyKey[]): string {
  const index = path.findIndex((key) => typeof key === 'number')
  return path.slice(0, index < 0 ? path.length : index).join('.') || 'body'
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let found = value
  for (const key of path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[key]
  return found === undefined
}

/** A text that PostgreSQL can hold: RFC 8259 lets JSON carry null bytes and halves of surrogate pairs, it does not. */
export function text(max: number): z.ZodString {
  return z
    .string()
    .max(max, `must be at most ${max} characters`)
    .refine(
      (value) => !value.includes('\0') && value.isWellFormed(),
      'must not contain null bytes or broken characters',
    )
}

/** The id of an object: ours, or one that was brought from another product. */
export const ObjectId = z.string().regex(/^[\w-]{1,128}$/, 'must be the id of an object')

/** The path of a route about one object. */
export const IdParams = z.object({ id: ObjectId.describe('The id of the object.') })

/** A time of a query. */
export const Time = z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'must be a time as in ISO 8601')

const tenYears = 'must be a whole number from 1 to 3650'

/** A number of days from now: at most ten years. */
export const ExpiresInDays = z.int(tenYears).min(1, tenYears).max(3650, tenYears)

/** A whole number of a query, in plain digits. */
export function wholeNumber(low: number, high: number) {
  const message = `must be a whole number from ${low} to ${high}`
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((number) => number >= low && number <= high, message)
}
