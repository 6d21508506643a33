import type { Members } from '../../../model/overlay/members.ts'
import { anyOf } from '../any-of.ts'
import type { Note } from '../document-text.ts'
import { toOverlayId } from '../to-overlay-id.ts'
import type { TeamFile } from './read-rust-team.ts'
import { inTeam, inTeams, isGroup, type RustContext } from './rust-context.ts'
import { allAlumni } from './write-alumni.ts'

const types = { team: 'team', 'working-group': 'squad', 'project-group': 'project', 'marker-team': 'team' } as const

/** Writes a team, or the group that a marker team becomes. */
export function writeTeam(team: TeamFile, context: RustContext): void {
  const id = context.idOf(team.name)
  const said = {
    id,
    name: team.website?.name ?? team.name,
    ...(team.website ? { description: team.website.description } : {}),
  }
  const { members, notes } = membersOf(team, context)
  const header = [`From ${team.path}.`]
  if (isGroup(team, context)) {
    if (team['subteam-of'])
      context.writer.remark(`${team.path}: a group has no team above it, "subteam-of" is left out.`)
    context.writer.write({ kind: 'Group', ...said, members }, { header, notes })
    return
  }
  const leads = context.references.of(team.people.leads, team.path)
  const [lead] = leads
  const parent = parentOf(team, context)
  const { roles, notes: roleNotes } = rolesOf(team, leads, context)
  const document = {
    kind: 'Team',
    ...said,
    type: types[team.kind],
    ...(parent ? { parent } : {}),
    ...(lead ? { lead } : {}),
    members,
    ...(Object.keys(roles).length > 0 ? { roles } : {}),
  } as const
  const leadNotes = lead ? [{ path: ['lead'], text: context.references.nameOf(lead) }] : []
  context.writer.write(document, { header, notes: [...leadNotes, ...notes, ...roleNotes] })
}

function parentOf(team: TeamFile, context: RustContext): string | null {
  const name = team['subteam-of']
  if (name === undefined) return null
  const above = context.repository.teams.get(name)
  if (above && !isGroup(above, context)) return context.idOf(name)
  context.writer.remark(`${team.path} is below ${name}, which is no team any more: "subteam-of" is left out.`)
  return null
}

function membersOf(team: TeamFile, context: RustContext): { members: Members; notes: Note[] } {
  const add = context.references.of(
    team.people.members.map(({ github }) => github),
    team.path,
  )
  const header = [`A part of the members of ${team.name}, from ${team.path}.`]
  const rule = anyOf(includedTerms(team, context), { writer: context.writer, id: context.idOf(team.name), header })
  const notes = context.references.notes(['members', 'add'], add)
  return { members: { ...(rule ? { rule } : {}), ...(add.length > 0 || !rule ? { add } : {}), mode: 'exact' }, notes }
}

/** Whom a team takes from others: the members of some, of all, or the leads of a kind. */
function includedTerms(team: TeamFile, context: RustContext): string[] {
  const { people } = team
  const others = [...context.repository.teams.values()].filter((other) => other.name !== team.name)
  const leadsOf = (kind: TeamFile['kind']) =>
    others.filter((other) => other.kind === kind && other.people.leads.length > 0).map((other) => leads(other, context))
  const everybody = others.filter((other) => other.kind === 'team' && !other.people['include-all-alumni'])
  return [
    ...inTeams(people['included-teams'], context, team.path),
    ...(people['include-all-team-members']
      ? everybody.map((other) => inTeam(other.name, context, team.path) ?? '')
      : []),
    ...(people['include-all-alumni'] ? [allAlumni(team, context) ?? ''] : []),
    ...(people['include-team-leads'] ? leadsOf('team') : []),
    ...(people['include-wg-leads'] ? leadsOf('working-group') : []),
    ...(people['include-project-group-leads'] ? leadsOf('project-group') : []),
  ]
}

/** A term of a rule: who leads a team. */
export function leads(team: TeamFile, context: RustContext): string {
  return `person.hasRole(${JSON.stringify(context.idOf(team.name))}, "lead")`
}

type Roles = Record<string, string[]>

/** Leads have the role `lead`, the first of them is the team's lead; others have the roles that the file gives them. */
function rolesOf(team: TeamFile, leadRefs: readonly string[], context: RustContext): { roles: Roles; notes: Note[] } {
  const roles: Roles = leadRefs.length > 1 ? { lead: [...leadRefs] } : {}
  const notes: Note[] = context.references.notes(['roles', 'lead'], leadRefs)
  for (const { id: name, description } of team.roles) {
    const id = toOverlayId(name)
    const holders = team.people.members.filter((member) => member.roles.includes(name)).map(({ github }) => github)
    const refs = [...new Set([...(roles[id] ?? []), ...context.references.of(holders, team.path)])]
    roles[id] = refs
    notes.push({ path: ['roles', id], text: description }, ...context.references.notes(['roles', id], refs))
  }
  return { roles, notes }
}
