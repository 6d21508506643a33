import type { JsonObject } from '../../model/json.ts'
import type { RemovalKind, RemovalReason } from '../../model/sync-run.ts'
import type { User, UserAttributes, UserContent } from '../../model/user.ts'
import { withRepeatedAttributes } from '../mapping/compile-mapping.ts'
import { keepUnknown } from '../mapping/keep-unknown.ts'

/** What a record wants of a user that is there. */
export type WantedUser = {
  readonly content: UserContent
  /** Targets that the source does not let us see: they stay. */
  readonly unknown: ReadonlySet<string>
  /** Whether the source names a manager, known here or not. */
  readonly hasManager: boolean
}

/** What a user would lose: itself (`detail` is empty), or the value of a target. */
export type Loss = { readonly kind: RemovalKind; readonly reason: RemovalReason; readonly detail: string }

/** A user as it can be written at once, and what it would lose: that stays until the guard has seen how much goes. */
export type KeptUser = { readonly content: UserContent; readonly losses: readonly Loss[] }

const rootTargets = ['email', 'first_name', 'last_name', 'name', 'job_title'] as const
const managerAttributes = ['manager_id', 'manager_email']
// What only repeats root attributes goes with those.
const repeated = ['emails', 'job_title', 'username']

/** Says what of a record can be written at once: all but what takes something away. */
export function keepWhatWouldGo(stored: User, wanted: WantedUser): KeptUser {
  const isLeaving = stored.inactiveSince === null && !wanted.content.active
  const content = keepUnknown(wanted.content, stored, wanted.unknown)
  const { attributes, blanked } = keepValues(stored.attributes, { ...wanted, content })
  const losses: Loss[] = blanked.map((detail) => ({ kind: 'attribute', reason: 'blanked', detail }))
  if (isLeaving) losses.push({ kind: 'user', reason: 'deactivated', detail: '' })
  return { content: { ...content, active: wanted.content.active || isLeaving, attributes }, losses }
}

/** A value that was lost is kept in both cases; `blanked` names those that the source shows to be empty. */
function keepValues(
  stored: UserAttributes,
  { content, unknown, hasManager }: WantedUser,
): { readonly attributes: UserAttributes; readonly blanked: readonly string[] } {
  const wanted = content.attributes
  const roots = rootTargets.filter((target) => hasValue(stored[target]) && !hasValue(wanted[target]))
  const isListLost = stored.emails.length > 0 && wanted.emails.length === 0
  const custom = Object.keys(stored.custom_attributes).filter(
    (name) =>
      !repeated.includes(name) &&
      hasValue(stored.custom_attributes[name]) &&
      !hasValue(wanted.custom_attributes[name]) &&
      !(hasManager && managerAttributes.includes(name)),
  )
  const lost = new Set([...roots, ...(isListLost ? ['emails'] : []), ...custom.map(targetOf)])
  if (lost.size === 0) return { attributes: wanted, blanked: [] }
  const kept = Object.fromEntries(roots.map((target) => [target, stored[target]]))
  const keptCustom: JsonObject = Object.fromEntries(custom.map((name) => [name, stored.custom_attributes[name]]))
  const attributes = {
    ...wanted,
    ...kept,
    emails: isListLost ? stored.emails : wanted.emails,
    custom_attributes: { ...wanted.custom_attributes, ...keptCustom },
  }
  return { attributes: withRepeatedAttributes(attributes), blanked: [...lost].filter((target) => !unknown.has(target)) }
}

/** The mapping target that gives a custom attribute its value. */
function targetOf(name: string): string {
  return managerAttributes.includes(name) ? 'manager' : `custom_attributes.${name}`
}

/** The attributes of a user without the value of a target: how a blanked attribute is removed in the end. */
export function withoutTarget(attributes: UserAttributes, target: string): UserAttributes {
  if (target === 'emails') return withRepeatedAttributes({ ...attributes, emails: [] })
  if (rootTargets.some((root) => root === target)) return withRepeatedAttributes({ ...attributes, [target]: null })
  const gone = Object.keys(attributes.custom_attributes).filter((name) => targetOf(name) === target)
  const custom = Object.entries(attributes.custom_attributes).filter(([name]) => !gone.includes(name))
  return { ...attributes, custom_attributes: Object.fromEntries(custom) }
}

function hasValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}
