import type { SourceFile } from '../../load/load-documents.ts'
import { createOverlayIds } from '../overlay-ids.ts'
import { peopleCsv } from '../people-csv.ts'
import { createWriter, type Imported } from '../written-files.ts'
import { readRustTeam } from './read-rust-team.ts'
import type { RustContext } from './rust-context.ts'
import { createRustReferences } from './rust-references.ts'
import { writeAccess } from './write-access.ts'
import { writeAlumni } from './write-alumni.ts'
import { writeAudiences } from './write-audiences.ts'
import { writeTeam } from './write-team.ts'

export type RustTeamOptions = {
  /** The name or id of the directory whose users are the people: their ids at the source are the ids of GitHub accounts. */
  readonly directory: string
}

/**
 * A repository of the shape of rust-lang/team as files of ours. Teams, working groups and project groups become teams, marker teams
 * groups; mailing lists and chat groups become groups, permissions and access to repositories policies; alumni groups of their own.
 * People are referenced by the id of their GitHub account, which nobody else ever gets, and are in `users.csv` beside.
 */
export function importRustTeam(files: readonly SourceFile[], { directory }: RustTeamOptions): Imported {
  const repository = readRustTeam(files)
  const writer = createWriter()
  for (const remark of repository.remarks) writer.remark(remark)
  const references = createRustReferences(repository, writer)
  const ids = createOverlayIds()
  // Teams come first: their ids are what people know them by.
  for (const name of repository.teams.keys()) ids.idOf(name)
  const context: RustContext = { repository, writer, references, idOf: ids.idOf, policyIds: createOverlayIds() }
  writer.write({ kind: 'Settings', id: 'settings', formatVersion: 1 }, { header: ['The settings of this repository.'] })
  writer.write(
    { kind: 'Directory', id: 'github', directory },
    { header: ['The directory whose users are the people of people/. ext:github:<id> is the id of a GitHub account.'] },
  )
  for (const team of repository.teams.values()) writeTeam(team, context)
  writeAlumni(context)
  writeAudiences(context)
  writeAccess(context)
  const csv = peopleCsv([...repository.people.values()].map((person) => toCsvPerson(person)))
  if (csv) writer.writeFile(csv)
  return writer.finish()
}

function toCsvPerson({
  name,
  github,
  email,
  'github-id': id,
}: {
  name: string
  github: string
  email?: string | boolean | undefined
  'github-id': number
}) {
  // An encrypted address can be read by those who have its key only.
  const mail = typeof email === 'string' && !email.startsWith('encrypted+') ? email : null
  return { id: String(id), name, userName: github, mail }
}
