import type { Guards, MappingLine, Scope } from '../../model/connection.ts'
import type { DirectoryDocument, GuardLimit } from '../../model/overlay/directory-document.ts'

/** What of a directory document goes to its connection. */
export const connectionKeys = ['mapping', 'scope', 'guards'] as const

/** What a file says of the connection of a directory. A key that it does not have is not managed. */
export type DeclaredConnection = Pick<DirectoryDocument, (typeof connectionKeys)[number]>

/** What a document says of the connection of its directory, in the words of connections; what it does not say is left out. */
export type WantedConnection = {
  readonly mapping?: MappingLine[]
  readonly scope?: Partial<Scope>
  readonly guards?: Partial<Guards>
}

/** What a directory document says of the connection. */
export function wantedConnection({ mapping, scope, guards }: DeclaredConnection): WantedConnection {
  const limits = Object.entries(guards ?? {}).map(([name, limit]) => [name, guardOf(limit)])
  return {
    ...(mapping && { mapping: mapping.map((line) => ({ ...line })) }),
    ...(scope && { scope: scopeOf(scope) }),
    ...(guards && { guards: Object.fromEntries(limits) }),
  }
}

function scopeOf({ rule, groups, orgUnits, onLeave }: NonNullable<DirectoryDocument['scope']>): Partial<Scope> {
  return {
    ...(rule !== undefined && { rule }),
    ...(groups && { groups }),
    ...(orgUnits && { org_units: orgUnits }),
    ...(onLeave && { on_leave: onLeave }),
  }
}

const usualFloor = 5
/** Smaller numbers are written with an exponent, which a percentage of a file does not have. */
const leastWritten = 0.000001

/** A percentage keeps the usual floor; of a number one more is held. */
export function guardOf(limit: GuardLimit): Guards['users'] {
  if (typeof limit === 'number') return { percent: 0, at_least: limit + 1 }
  if (typeof limit === 'string') return { percent: Number.parseFloat(limit), at_least: usualFloor }
  return { percent: limit.percent, at_least: limit.atLeast }
}

/** A limit of a connection as a file writes it, in the shortest way. */
export function limitOf({ percent, at_least: atLeast }: Guards['users']): GuardLimit {
  if (atLeast === usualFloor && percent >= leastWritten) return `${percent}%`
  return percent === 0 ? atLeast - 1 : { percent, atLeast }
}
