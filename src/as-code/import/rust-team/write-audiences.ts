import type { Members } from '../../../model/overlay/members.ts'
import { anyOf } from '../any-of.ts'
import type { TeamFile } from './read-rust-team.ts'
import { inTeam, inTeams, type RustContext } from './rust-context.ts'
import type { RustAudience } from './rust-files.ts'

/** Writes a group for each mailing list, chat group and private stream of a team. */
export function writeAudiences(context: RustContext): void {
  for (const team of context.repository.teams.values()) {
    for (const list of team.lists)
      write(team, { audience: list, kind: 'list', title: `Mailing list ${list.address ?? ''}` }, context)
    for (const group of team['zulip-groups'])
      write(team, { audience: group, kind: 'zulip', title: `Zulip group ${group.name ?? ''}` }, context)
    for (const stream of team['zulip-streams'])
      write(team, { audience: stream, kind: 'zulip-stream', title: `Zulip stream ${stream.name ?? ''}` }, context)
  }
}

type What = { readonly audience: RustAudience; readonly kind: string; readonly title: string }

function write(team: TeamFile, { audience, kind, title }: What, context: RustContext): void {
  const { writer, references } = context
  const id = context.idOf(`${kind} ${audience.address?.split('@')[0] ?? audience.name ?? team.name}`)
  const header = [`From ${team.path}.`]
  const rule = anyOf(termsOf(team, audience, context), { writer, id, header })
  const add = references.of(audience['extra-people'], team.path)
  const remove = references.of(audience['excluded-people'], team.path)
  const members: Members = {
    ...(rule ? { rule } : {}),
    ...(add.length > 0 || !rule ? { add } : {}),
    ...(remove.length > 0 ? { remove } : {}),
    mode: 'exact',
  }
  const notes = [...references.notes(['members', 'add'], add), ...references.notes(['members', 'remove'], remove)]
  writer.write({ kind: 'Group', id, name: title, members }, { header: [...header, ...leftOut(audience)], notes })
}

function termsOf(team: TeamFile, audience: RustAudience, context: RustContext): string[] {
  const below = audience['include-subteam-members']
    ? [...context.repository.teams.values()].filter((other) => other['subteam-of'] === team.name)
    : []
  return [
    ...(audience['include-team-members'] ? [inTeam(team.name, context, team.path) ?? ''] : []),
    ...below.map((other) => inTeam(other.name, context, team.path) ?? ''),
    ...inTeams(audience['extra-teams'], context, team.path),
  ]
}

/** Addresses and accounts that belong to nobody who has a file stay as a remark. */
function leftOut(audience: RustAudience): string[] {
  const others = [...audience['extra-emails'], ...audience['extra-zulip-ids'].map((id) => `Zulip account ${id}`)]
  return others.length > 0 ? [`Beside people also: ${others.join(', ')}`] : []
}
