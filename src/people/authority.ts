import type { DirectoryDocument } from '../model/overlay/directory-document.ts'
import type { AttributeAuthority, Authority } from '../model/overlay/person-rules.ts'
import type { SourceDirectory } from '../store/people/people-sources.ts'
import type { AttributeDecider, CompiledAuthority } from './people-options.ts'

/** A directory with its document, if it has one. */
export type NamedSource = { readonly directory: SourceDirectory; readonly document: DirectoryDocument | null }

/** Directories that hold the employed of a company: what they say of people comes first. */
const systemsOfRecord = new Set(['rippling scim v2.0', 'csv'])

/**
 * The order of directories and who decides about which attribute. Directories that `default` does not name come after those it
 * does: systems of record first, then the oldest. An attribute's own authority is asked alone: who is not named has no say.
 */
export function compileAuthority(
  document: Authority | null,
  sources: readonly NamedSource[],
): {
  readonly order: readonly NamedSource[]
  readonly deciders: ReadonlyMap<string, AttributeDecider>
  readonly defaultDecider: AttributeDecider
} {
  const order = orderOf(document?.default ?? [], sources)
  const all = order.map(({ directory }) => directory.id)
  const idsOf = (names: readonly string[]) => names.flatMap((name) => idOf(name, sources))
  const writtenIn = document ? `Authority/${document.id}` : null
  const named = Object.entries(document?.attributes ?? {}).map(([attribute, authority]): [string, AttributeDecider] => [
    attribute,
    { authority: compile(authority, idsOf, all), writtenIn },
  ])
  const isDefaultWritten = document?.default !== undefined
  return {
    order,
    deciders: new Map(named),
    defaultDecider: {
      authority: { by: 'owner', directories: all },
      writtenIn: isDefaultWritten ? writtenIn : null,
    },
  }
}

function compile(
  authority: AttributeAuthority,
  idsOf: (names: readonly string[]) => string[],
  all: readonly string[],
): CompiledAuthority {
  if (Array.isArray(authority)) return { by: 'owner', directories: idsOf(authority) }
  if ('peers' in authority) return { by: 'peer', directories: idsOf(authority.peers), conflict: authority.conflict }
  return { by: 'union', directories: authority.of ? idsOf(authority.of) : all }
}

function orderOf(names: readonly string[], sources: readonly NamedSource[]): NamedSource[] {
  const placeOf = ({ directory, document }: NamedSource) => {
    const at = names.indexOf(document?.id ?? directory.name)
    if (at >= 0) return at
    return names.length + (systemsOfRecord.has(directory.type) ? 0 : 1)
  }
  const byAge = sources.toSorted((one, other) => (one.directory.id < other.directory.id ? -1 : 1))
  return byAge.sort((one, other) => placeOf(one) - placeOf(other))
}

function idOf(name: string, sources: readonly NamedSource[]): string[] {
  const found =
    sources.find(({ document }) => document?.id === name) ??
    sources.find(({ directory }) => directory.id === name || directory.name === name)
  return found ? [found.directory.id] : []
}
