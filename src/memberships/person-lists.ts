import type { PersonValues } from '../expressions/person-rule.ts'
import type { Json } from '../model/json.ts'
import type { CompiledOverlay } from './compiled-overlay.ts'
import type { PersonInput, PersonState } from './person-state.ts'

/** What a person is in, as rules read it, while it is being found out. */
export type PersonLists = {
  readonly values: PersonValues
  /** Tells rules what became of an object: the JSON of the reasons for which the person is in it. */
  put(position: number, reasons: string | undefined, isUnknown: boolean): void
  setOrg(path: string | null): void
}

type Lists = { groups: string[]; teams: string[]; roles: string[]; undecidedGroups: string[]; undecidedTeams: string[] }

/** The values of a person with the lists that follow from a state. */
export function personLists(compiled: CompiledOverlay, person: PersonInput, state: PersonState): PersonLists {
  const lists: Lists = {
    groups: [],
    teams: [],
    roles: [],
    undecidedGroups: [...compiled.missing.groups],
    undecidedTeams: [...compiled.missing.teams],
  }
  const values: Record<string, Json | undefined> = { ...person.values, id: person.id, ...lists }
  const enter = (position: number, reasons: string) => {
    const object = compiled.objects[position]
    if (object?.kind === 'Group') lists.groups.push(object.id)
    if (object?.kind !== 'Team') return
    lists.teams.push(object.id)
    lists.roles.push(...rolesIn(object.id, reasons))
  }
  Object.assign(values, lists)
  for (const [position, reasons] of state.members) enter(position, reasons)
  for (const position of state.unknown.keys()) unknownIn(compiled, lists, position)
  return {
    values,
    put(position, reasons, isUnknown) {
      forget(compiled, lists, position)
      if (reasons !== undefined) enter(position, reasons)
      else if (isUnknown) unknownIn(compiled, lists, position)
    },
    setOrg(path) {
      values.org = path ?? undefined
    },
  }
}

function unknownIn(compiled: CompiledOverlay, lists: Lists, position: number): void {
  const object = compiled.objects[position]
  if (object?.kind === 'Group') lists.undecidedGroups.push(object.id)
  if (object?.kind === 'Team') lists.undecidedTeams.push(object.id)
}

function forget(compiled: CompiledOverlay, lists: Lists, position: number): void {
  const object = compiled.objects[position]
  if (object?.kind === 'Group') {
    drop(lists.groups, object.id)
    drop(lists.undecidedGroups, object.id)
  }
  if (object?.kind !== 'Team') return
  drop(lists.teams, object.id)
  drop(lists.undecidedTeams, object.id)
  for (const role of lists.roles.filter((one) => one.startsWith(`${object.id}#`))) drop(lists.roles, role)
}

function drop(list: string[], value: string): void {
  const at = list.indexOf(value)
  if (at >= 0) list.splice(at, 1)
}

/** Roles are written `<team>#<role>`; who leads a team has the role `lead`. */
function rolesIn(team: string, reasons: string): string[] {
  if (!reasons.includes('"by":"role"') && !reasons.includes('"by":"lead"')) return []
  const parsed = JSON.parse(reasons) as readonly { readonly by: string; readonly role?: string }[]
  return parsed.flatMap(({ by, role }) => (by === 'lead' ? `${team}#lead` : by === 'role' ? `${team}#${role}` : []))
}
