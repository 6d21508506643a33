import { parse as parseToml } from 'smol-toml'
import type { z } from 'zod'
import type { SourceFile } from '../../load/load-documents.ts'
import { RustPerson, RustRepo, RustTeam } from './rust-files.ts'

/** A team, and the file that it is from. */
export type TeamFile = RustTeam & { readonly path: string; readonly isArchived: boolean }

/** A repository of the shape of rust-lang/team, read. Names are those of GitHub accounts and of teams. */
export type RustRepository = {
  readonly people: ReadonlyMap<string, RustPerson>
  readonly teams: ReadonlyMap<string, TeamFile>
  readonly archived: readonly TeamFile[]
  readonly repos: readonly RustRepo[]
  /** Files that could not be read, and why. */
  readonly remarks: readonly string[]
}

/** Reads `people/`, `teams/` with its archive, and `repos/`. A file that cannot be read is told of, and the others are read. */
export function readRustTeam(files: readonly SourceFile[]): RustRepository {
  const remarks: string[] = []
  const read = <T>(schema: z.ZodType<T>, folder: RegExp): (T & { readonly path: string })[] =>
    files
      .filter(({ path }) => folder.test(path))
      .flatMap((file) => {
        const result = readFile(schema, file)
        if (typeof result !== 'string') return [{ ...result, path: file.path }]
        remarks.push(`${file.path} could not be read: ${result}`)
        return []
      })
  const people = read(RustPerson, /^people\/[^/]+\.toml$/)
  const teams = read(RustTeam, /^teams\/(archive\/)?[^/]+\.toml$/).map((team) => {
    return { ...team, isArchived: team.path.startsWith('teams/archive/') }
  })
  return {
    people: new Map(people.map((person) => [person.github, person])),
    teams: new Map(teams.filter(({ isArchived }) => !isArchived).map((team) => [team.name, team])),
    archived: teams.filter(({ isArchived }) => isArchived),
    repos: read(RustRepo, /^repos\/[^/]+\/[^/]+\.toml$/),
    remarks,
  }
}

/** What a file says, or what is wrong with it. */
function readFile<T>(schema: z.ZodType<T>, { text }: SourceFile): T | string {
  try {
    const parsed = schema.safeParse(parseToml(text))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'it is no TOML'
  }
}
