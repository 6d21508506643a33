import type { Note } from '../document-text.ts'
import type { Writer } from '../written-files.ts'
import type { RustRepository } from './read-rust-team.ts'

/** How files of ours name the people of such a repository. */
export type RustReferences = {
  /** The references of people by their GitHub names, once each; those who have no file are left out with a remark. */
  of(names: readonly string[], whose: string): string[]
  /** The name of somebody behind each reference of a list. */
  notes(path: readonly (string | number)[], references: readonly string[]): Note[]
  nameOf(reference: string): string
}

/** Makes references of the ids of GitHub accounts: unlike their names, nobody else ever gets one. */
export function createRustReferences({ people }: RustRepository, writer: Writer): RustReferences {
  const names = new Map<string, string>()
  const nameOf = (reference: string) => names.get(reference) ?? reference
  return {
    of(githubNames, whose) {
      const found = githubNames.flatMap((github) => {
        const person = people.get(github)
        if (!person) writer.remark(`${whose} names ${github}, who has no file in people/: left out.`)
        if (!person) return []
        const reference = `ext:github:${person['github-id']}`
        names.set(reference, person.name === github ? github : `${person.name} (${github})`)
        return [reference]
      })
      return [...new Set(found)]
    },
    notes: (path, references) => references.map((one, index) => ({ path: [...path, index], text: nameOf(one) })),
    nameOf,
  }
}
