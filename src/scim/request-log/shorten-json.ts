import type { Json } from '../../model/json.ts'

/** How much of a body the request log keeps: about as many characters of JSON. */
export const keptLength = 16 * 1024

/**
 * The beginning of a JSON value, whole JSON itself: texts are cut, and arrays and objects end, where `length` characters
 * are used up. Costs what it keeps, not what the value has.
 */
export function shortenJson(value: Json, length: number): { readonly value: Json; readonly isCut: boolean } {
  const budget = { left: length, isCut: false }
  return { value: shorten(value, budget), isCut: budget.isCut }
}

type Budget = { left: number; isCut: boolean }

function shorten(value: Json, budget: Budget): Json {
  if (typeof value === 'string') return shortenText(value, budget)
  if (typeof value !== 'object' || value === null) {
    budget.left -= 6
    return value
  }
  return Array.isArray(value) ? shortenArray(value, budget) : shortenObject(value, budget)
}

function shortenText(text: string, budget: Budget): string {
  const kept = text.length <= budget.left ? text : text.slice(0, Math.max(budget.left, 0)).toWellFormed()
  if (kept.length < text.length) budget.isCut = true
  budget.left -= kept.length + 3
  return kept
}

function shortenArray(values: readonly Json[], budget: Budget): Json[] {
  const kept: Json[] = []
  for (const value of values) {
    if (isSpent(budget)) break
    kept.push(shorten(value, budget))
  }
  return kept
}

function shortenObject(object: { readonly [key: string]: Json | undefined }, budget: Budget): Json {
  const kept: [string, Json][] = []
  for (const key in object) {
    if (isSpent(budget)) break
    budget.left -= key.length + 4
    kept.push([key, shorten(object[key] ?? null, budget)])
  }
  return Object.fromEntries(kept)
}

function isSpent(budget: Budget): boolean {
  if (budget.left > 0) return false
  budget.isCut = true
  return true
}
