import type { Json } from '../../../model/json.ts'
import { isJsonObject } from '../../../model/json.ts'
import { anyOf } from '../any-of.ts'
import type { RustContext } from './rust-context.ts'
import { inTeam, inTeams } from './rust-context.ts'
import { leads } from './write-team.ts'

/** Who has an entitlement: by terms of a rule, and people one by one. */
type Grant = {
  readonly target: string
  readonly entitlement: string
  readonly terms: string[]
  readonly people: string[]
  readonly from: Set<string>
}
type Granted = { readonly target: string; readonly entitlement: string; readonly from: string }

/** Writes a policy for each permission, team of GitHub, role of Discord and access to a repository. */
export function writeAccess(context: RustContext): void {
  const grants = new Map<string, Grant>()
  const grant = ({ target, entitlement, from }: Granted, terms: readonly string[], people: readonly string[] = []) => {
    const key = `${target} ${entitlement}`
    const one = grants.get(key) ?? { target, entitlement, terms: [], people: [], from: new Set() }
    one.terms.push(...terms)
    one.people.push(...people)
    one.from.add(from)
    grants.set(key, one)
  }
  grantPermissions(context, grant)
  grantTeams(context, grant)
  grantRepos(context, grant)
  for (const one of grants.values()) writePolicy(one, context)
}

type GrantTo = (granted: Granted, terms: readonly string[], people?: readonly string[]) => void

function grantPermissions(context: RustContext, grant: GrantTo): void {
  for (const team of context.repository.teams.values()) {
    const from = team.path
    const member = inTeam(team.name, context, from)
    for (const what of permissionsIn(team.permissions)) grant({ ...what, from }, member ? [member] : [])
    for (const what of permissionsIn(team['leads-permissions'])) grant({ ...what, from }, [leads(team, context)])
  }
  for (const person of context.repository.people.values()) {
    const from = `people/${person.github}.toml`
    for (const what of permissionsIn(person.permissions)) grant({ ...what, from }, [], [person.github])
  }
}

function grantTeams(context: RustContext, grant: GrantTo): void {
  for (const team of context.repository.teams.values()) {
    const from = team.path
    const member = inTeam(team.name, context, from)
    for (const { orgs, 'team-name': name = team.name, 'extra-teams': extra } of team.github) {
      const terms = [...(member ? [member] : []), ...inTeams(extra, context, from)]
      for (const org of orgs) grant({ target: 'github', entitlement: `${org}/team/${name}`, from }, terms)
    }
    for (const { name } of team['discord-roles']) {
      grant({ target: 'discord', entitlement: `role/${name}`, from }, member ? [member] : [])
    }
  }
}

function grantRepos(context: RustContext, grant: GrantTo): void {
  for (const { org, name, access } of context.repository.repos) {
    const from = `repos/${org}/${name}.toml`
    const entitlement = (level: string) => `${org}/${name}/${level}`
    for (const [team, level] of Object.entries(access.teams)) {
      grant({ target: 'github', entitlement: entitlement(level), from }, inTeams([team], context, from))
    }
    for (const [person, level] of Object.entries(access.individuals)) {
      grant({ target: 'github', entitlement: entitlement(level), from }, [], [person])
    }
  }
}

/** `perf = true` and `bors.cargo.review = true`; a permission that is false is none. */
function permissionsIn(permissions: Readonly<Record<string, Json>>): { target: string; entitlement: string }[] {
  return Object.entries(permissions).flatMap(([name, value]) => {
    const paths = flagsIn(value)
    return paths.map((path) => ({ target: toTarget(name), entitlement: path === '' ? 'use' : path }))
  })
}

function flagsIn(value: Json | undefined): string[] {
  if (value === true) return ['']
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    flagsIn(inner).map((path) => (path === '' ? key : `${key}/${path}`)),
  )
}

function toTarget(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9-]/g, '-')
}

function writePolicy({ target, entitlement, terms, people, from }: Grant, context: RustContext): void {
  const { writer, references } = context
  const [first = ''] = from
  const refs = references.of(people, first)
  const id = context.policyIds.idOf(`${target} ${entitlement}`)
  const header = [`From ${[...from].slice(0, 5).join(', ')}${from.size > 5 ? ` and ${from.size - 5} more` : ''}.`]
  const grants = { target, entitlement }
  const write = (assigned: string) => writer.write({ kind: 'AccessPolicy', id, grants, assigned }, { header })
  const rule = anyOf(terms, { writer, id: context.idOf(`has ${target} ${entitlement}`), header })
  if (refs.length === 0) {
    if (rule) write(rule)
    return
  }
  // Rules speak of attributes and teams; people one by one are in a group.
  const group = context.idOf(`has ${target} ${entitlement}`)
  const members = { ...(rule ? { rule } : {}), add: refs, mode: 'exact' } as const
  const notes = references.notes(['members', 'add'], refs)
  writer.write({ kind: 'Group', id: group, name: `Has ${target} ${entitlement}`, members }, { header, notes })
  write(`person.memberOf(${JSON.stringify(group)})`)
}
