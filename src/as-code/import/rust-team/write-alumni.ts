import { anyOf } from '../any-of.ts'
import type { TeamFile } from './read-rust-team.ts'
import { inTeam, type RustContext } from './rust-context.ts'

/** Writes a group of each team's alumni; those who were in a team that is archived are among them. */
export function writeAlumni(context: RustContext): void {
  for (const team of teamsWithAlumni(context)) {
    const add = context.references.of(alumniOf(team), team.path)
    const name = `Alumni of ${team.website?.name ?? team.name}`
    const what = team.isArchived ? 'The team is archived: these were in it.' : 'Past members. They are not in the team.'
    context.writer.write(
      { kind: 'Group', id: alumniId(team, context), name, members: { add, mode: 'exact' } },
      { header: [`From ${team.path}. ${what}`], notes: context.references.notes(['members', 'add'], add) },
    )
  }
}

/** A term of a rule: who is an alumna or alumnus of some team and is in no other team than `except` any more. Null where nobody is. */
export function allAlumni(except: TeamFile, context: RustContext): string | null {
  const { writer, repository } = context
  const header = [`A part of all alumni, from ${except.path}.`]
  const id = context.idOf(except.name)
  const terms = teamsWithAlumni(context).map((team) => `person.memberOf(${JSON.stringify(alumniId(team, context))})`)
  const gone = anyOf(terms, { writer, id: `${id}-gone`, header })
  const others = [...repository.teams.values()].filter((team) => team !== except && team.kind !== 'marker-team')
  const inOthers = others.map((team) => inTeam(team.name, context, except.path) ?? '')
  const active = anyOf(inOthers, { writer, id: `${id}-active`, header })
  if (!gone) return null
  return active ? `(${gone}) && !(${active})` : gone
}

function teamsWithAlumni({ repository }: RustContext): TeamFile[] {
  const teams = [...repository.teams.values(), ...repository.archived]
  return teams.filter((team) => alumniOf(team).some((github) => repository.people.has(github)))
}

function alumniId(team: TeamFile, context: RustContext): string {
  return context.idOf(`${team.name} alumni`)
}

/** GitHub names of a team's past members: of a team that is archived everybody. */
function alumniOf({ people, isArchived }: TeamFile): string[] {
  const past = people.alumni.map(({ github }) => github)
  return isArchived ? [...people.leads, ...people.members.map(({ github }) => github), ...past] : past
}
