import type { Json, JsonObject } from '../../../model/json.ts'
import type { DocumentKind } from '../../../model/overlay/document.ts'
import { isSameJson } from '../same-json.ts'

/** A document as it is and as it would be; null for one that is not there. */
export type DocumentChange = { readonly before: JsonObject | null; readonly after: JsonObject | null }

/**
 * What a change takes away of that by which the organization guards itself, by the keys: protection, limits, guards, approvals; and
 * what it does to people without any plan seeing it, because they are matched, merged or read anew. Whoever asks for an approval of
 * removals asks for one of these too: otherwise one plan would loosen what stops the next.
 */
export function lostProtections({ before, after }: DocumentChange): string[] {
  if (!after) return []
  const was = before ?? {}
  const unprotects = was.protect === true && after.protect !== true ? ['protect'] : []
  const judge = judges[after.kind as DocumentKind]
  return [...unprotects, ...(judge ? judge({ was, is: after, isNew: before === null }) : [])]
}

type Values = { readonly was: JsonObject; readonly is: JsonObject; readonly isNew: boolean }

const judges: Partial<Record<DocumentKind, (values: Values) => string[]>> = {
  Settings: (values) => (values.isNew ? [] : ofSettings(values)),
  Team: ofLimits,
  Group: ofLimits,
  // Who is read, and who is who: what follows is known when it has happened.
  Directory: (values) => differing(values, ['person', 'mapping', 'scope', 'guards']),
  Matching: (values) => differing(values, ['rules', 'accept']),
  Authority: ({ was, is }) => differing({ was, is }, Object.keys({ ...was, ...is }).filter(isContent)),
  PersonSchema: ofSchema,
  AccessPolicy: ({ was, is, isNew }) =>
    isNew ? [] : differing({ was, is }, Object.keys({ ...was, ...is }).filter(isContent)),
}

function isContent(key: string): boolean {
  return !['kind', 'id', 'name', 'description', 'owners', 'previously', 'protect'].includes(key)
}

function differing({ was, is }: Pick<Values, 'was' | 'is'>, keys: readonly string[]): string[] {
  return keys.filter((key) => !isSameJson(was[key], is[key]))
}

/** What holds where the settings say nothing. */
const usualGuards: JsonObject = { removals: '10%', deletions: '20%', atLeast: 5, maxDataAge: 'P1D' }

function ofSettings({ was, is }: Values): string[] {
  const [guards, next] = [
    { ...usualGuards, ...asObject(was.guards) },
    { ...usualGuards, ...asObject(is.guards) },
  ]
  const looser = Object.keys(usualGuards).filter((key) => !isAsTight(guards[key], next[key]))
  return [
    ...looser.map((key) => `guards.${key}`),
    ...(keepsAsMuch(was.noRemovals, is.noRemovals) ? [] : ['noRemovals']),
    ...(asList(was.approvals).every((one) => asList(is.approvals).some((other) => isSameJson(one, other)))
      ? []
      : ['approvals']),
    ...(asList(was.owners).length === 0 || isSameJson(was.owners, is.owners) ? [] : ['owners']),
  ]
}

function ofLimits({ was, is }: Values): string[] {
  const [before, after] = [asObject(was.limits), asObject(is.limits)]
  const isLooser = (key: string, usual: Json | undefined) => !isAsTight(before[key] ?? usual, after[key] ?? usual)
  return [
    ...(isLooser('maxLeave', usualGuards.removals) ? ['limits.maxLeave'] : []),
    ...(before.maxMembers !== undefined && isLooser('maxMembers', undefined) ? ['limits.maxMembers'] : []),
  ]
}

/** An attribute that is gone or of another type is so for everybody; one that is sensitive no longer is seen by more. */
function ofSchema({ was, is }: Values): string[] {
  const [before, after] = [asObject(was.attributes), asObject(is.attributes)]
  return Object.entries(before).flatMap(([name, value]) => {
    const [old, next] = [asObject(value), asObject(after[name])]
    const isLess = next.type !== old.type || (old.sensitive === true && next.sensitive !== true)
    return isLess ? [`attributes.${name}`] : []
  })
}

/** Of two limits of the same form the smaller one is tighter; of two that cannot be compared nobody knows. */
function isAsTight(was: Json | undefined, is: Json | undefined): boolean {
  if (isSameJson(was, is)) return true
  const [before, after] = [amountOf(was), amountOf(is)]
  return before !== null && after !== null && before.unit === after.unit && after.amount <= before.amount
}

function amountOf(limit: Json | undefined): { readonly amount: number; readonly unit: string } | null {
  if (typeof limit === 'number') return { amount: limit, unit: '' }
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(%)$/.exec(typeof limit === 'string' ? limit : '') ?? []
  return amount === undefined ? null : { amount: Number(amount), unit }
}

function keepsAsMuch(was: Json | undefined, is: Json | undefined): boolean {
  if (is === true || was === undefined || was === false) return true
  return Array.isArray(was) && Array.isArray(is) && was.every((kind) => is.includes(kind))
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}
