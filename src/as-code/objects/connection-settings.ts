import type { Guards, MappingLine, Scope } from '../../model/connection.ts'
import type { DirectoryDocument } from '../../model/overlay/directory-document.ts'

/** What a document says of the connection of its directory, in the words of connections; what it does not say is left out. */
export type WantedConnection = {
  readonly mapping?: MappingLine[]
  readonly scope?: Partial<Scope>
  readonly guards?: Partial<Guards>
}

/** What a directory document says of the connection. */
export function wantedConnection({ mapping, scope, guards }: DirectoryDocument): WantedConnection {
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

/** A percentage keeps the usual floor; of a number one more is held. */
function guardOf(limit: number | string): Guards['users'] {
  return typeof limit === 'number'
    ? { percent: 0, at_least: limit + 1 }
    : { percent: Number.parseFloat(limit), at_least: 5 }
}
