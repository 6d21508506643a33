import type { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { JsonObject } from '../../model/json.ts'
import { ScimError } from '../../scim/errors.ts'
import { emptyListed } from '../list-query.ts'
import { RequestInvalid } from '../validation.ts'

/**
 * What became of one thing that was to be imported. `skipped`: something newer is here, or the call has it twice. `refused`: it cannot be imported
 * as it is.
 */
export type ImportResult = {
  readonly id: string | null
  readonly result: 'created' | 'updated' | 'unchanged' | 'skipped' | 'refused'
  /** Why it was skipped or refused, and what of it could not be brought along. */
  readonly message: string | null
}

/** A result without anything to say. */
export function imported(id: string, result: 'created' | 'updated' | 'unchanged'): ImportResult {
  return { id, result, message: null }
}

/** A refusal; of an error that is not meant for callers, in general words. */
export function refused(id: string | null, reason: unknown): ImportResult {
  return { id, result: 'refused', message: reasonOf(reason) }
}

function reasonOf(reason: unknown): string {
  if (typeof reason === 'string') return reason
  return isTold(reason)
    ? reason.message
    : 'It could not be written. Import it again; if that does not help, see the log of the server.'
}

/** True for a refusal whose message is meant for callers. What else went wrong is for the log. */
export function isTold(reason: unknown): reason is Error {
  return reason instanceof AppError || reason instanceof ScimError || reason instanceof RequestInvalid
}

/** Parses each thing by itself, so that one that is wrong does not keep the others from being imported. */
export async function eachParsed<S extends z.ZodType>(
  things: readonly unknown[],
  schema: S,
  take: (thing: z.output<S>) => Promise<ImportResult>,
): Promise<ImportResult[]> {
  const results: ImportResult[] = []
  for (const thing of things) {
    const parsed = parseOne(thing, schema)
    results.push('refused' in parsed ? parsed.refused : await take(parsed.thing))
  }
  return results
}

/** One thing as its schema has it, or why it cannot be. */
export function parseOne<S extends z.ZodType>(
  thing: unknown,
  schema: S,
): { readonly thing: z.output<S> } | { readonly refused: ImportResult } {
  const result = schema.safeParse(thing)
  if (result.success) return { thing: result.data }
  const id = typeof thing === 'object' && thing !== null && 'id' in thing ? String(thing.id) : null
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'it'}: ${issue.message}`)
  return { refused: refused(id, `It is not as it should be. ${problems.join('; ')}`) }
}

/** The answer to a call that imports: one result for each thing, in their order. */
export function toImportAnswer(results: readonly ImportResult[]): JsonObject {
  const { before, after } = emptyListed
  const data = results.map((result) => ({ object: 'import_result', ...result }))
  return { object: 'list', data, list_metadata: { before, after } }
}

/** The ids by what became of them: what the audit log keeps of an import. */
export function idsByResult(results: readonly ImportResult[]): JsonObject {
  const ids: Record<string, (string | null)[]> = {}
  for (const { id, result } of results) ids[result] = [...(ids[result] ?? []), id]
  return ids
}
