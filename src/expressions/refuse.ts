import { AppError } from '../errors.ts'

/** A place in an expression's text. */
export type Place = { readonly input?: string; readonly start?: number }

/** Refuses an expression, with the place and what to do about it, in words. */
export function refuse(text: string, place: Place = {}): never {
  const { input = '', start } = place
  if (start === undefined) throw new AppError('invalid_expression', { detail: text })
  const before = input.slice(0, start).split('\n')
  const line = before.length
  const column = (before.at(-1)?.length ?? 0) + 1
  const where = line === 1 ? `At character ${column}` : `In line ${line}, at character ${column}`
  throw new AppError('invalid_expression', { detail: `${where}: ${text}`, position: start })
}
