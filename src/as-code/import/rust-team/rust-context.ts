import type { OverlayIds } from '../overlay-ids.ts'
import type { Writer } from '../written-files.ts'
import type { RustRepository, TeamFile } from './read-rust-team.ts'
import type { RustReferences } from './rust-references.ts'

/** What all parts of an import of such a repository need. */
export type RustContext = {
  readonly repository: RustRepository
  readonly writer: Writer
  readonly references: RustReferences
  /** The id of a team, and of groups that are made beside teams. */
  readonly idOf: (name: string) => string
  readonly policyIds: OverlayIds
}

/** True for what becomes a group: a team that marks people and has neither leads, roles nor teams below it. */
export function isGroup(team: TeamFile, { repository }: Pick<RustContext, 'repository'>): boolean {
  if (team.kind !== 'marker-team' || team.people.leads.length > 0 || team.roles.length > 0) return false
  return ![...repository.teams.values()].some((other) => other['subteam-of'] === team.name)
}

/** A term of a rule: who is in a team. Null, and a remark, where there is none of that name. */
export function inTeam(name: string, context: RustContext, whose: string): string | null {
  const team = context.repository.teams.get(name)
  if (!team) {
    context.writer.remark(`${whose} names the team ${name}, which is not there: left out.`)
    return null
  }
  const id = JSON.stringify(context.idOf(name))
  return isGroup(team, context) ? `person.memberOf(${id})` : `person.inTeam(${id})`
}

/** Terms of a rule for several teams. */
export function inTeams(names: readonly string[], context: RustContext, whose: string): string[] {
  return names.map((name) => inTeam(name, context, whose)).filter((term) => term !== null)
}
