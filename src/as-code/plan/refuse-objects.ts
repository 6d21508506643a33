import type { DirectoryDocument } from '../../model/overlay/directory-document.ts'
import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanBlock } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import type { ObjectChange } from './object-change.ts'
import { directoryOf } from './refs/ref-key.ts'

type Asked = {
  readonly wanted: readonly WantedDocument[]
  readonly objects: readonly OverlayObject[]
  readonly changes: readonly ObjectChange[]
  readonly repository: string | null
  readonly sources: readonly { readonly id: string; readonly name: string }[]
}

/** Documents that cannot be applied for what is around them, by address. */
export function refuseObjects({ wanted, objects, changes, repository, sources }: Asked): Map<string, PlanBlock> {
  const refused = new Map<string, PlanBlock>()
  const owners = new Map<string, OverlayObject>(objects.map((object) => [addressOf(object), object]))
  // Who renames an object takes it: it is held against who declares it under its former id.
  for (const { before, after } of changes) if (before) owners.set(addressOf(after), before)
  for (const { document } of wanted) {
    const address = addressOf(document)
    const owner = owners.get(address)
    const other = owner?.managedBy
    if (repository !== null && owner && other && other.repository !== null && other.repository !== repository) {
      const what = addressOf(owner) === address ? 'it' : addressOf(owner)
      const text = `${other.repository} declares ${what}, in ${other.file}. Remove one of the two files.`
      refused.set(address, { code: 'managed_elsewhere', text })
    }
    const block = document.kind === 'Directory' ? directoryBlock(document, { objects, changes, wanted, sources }) : null
    if (block) refused.set(address, block)
  }
  return refused
}

type Directories = Pick<Asked, 'objects' | 'changes' | 'wanted' | 'sources'>

/** A document is about one directory that is there, and no other document is: two could never both be in effect. */
function directoryBlock(document: DirectoryDocument, { sources, ...described }: Directories): PlanBlock | null {
  const { directory } = document
  const id = directoryOf(directory, { directories: sources, documents: [] })
  if (id === null) {
    const text = `There is no directory "${directory}" here. Make it by the API or a screen first, or correct the name.`
    return { code: 'not_found', text }
  }
  const called = sources.filter(({ name }) => name === directory)
  if (id !== directory && called.length > 1) {
    const text = `${called.length} directories are called "${directory}". Name the one that is meant by its id: ${called.map((one) => one.id).join(' or ')}.`
    return { code: 'not_found', text }
  }
  const other = describing(described).find(
    (one) => one.id !== document.id && directoryOf(one.directory, { directories: sources, documents: [] }) === id,
  )
  if (!other || isFirst(document, { other, objects: described.objects })) return null
  const text = `${addressOf(other)} says already what is to be of the directory "${directory}". Remove one of the two.`
  return { code: 'managed_elsewhere', text }
}

/** Of two documents of one directory the one in effect stays; else that of the first id. */
function isFirst(
  document: DirectoryDocument,
  { other, objects }: { readonly other: DirectoryDocument; readonly objects: Asked['objects'] },
): boolean {
  const inEffect = new Set<string>(objects.map(addressOf))
  const [isHere, isOther] = [document, other].map((one) => inEffect.has(addressOf(one)))
  return isHere === isOther ? document.id < other.id : isHere === true
}

/** Every document of a directory that would be in effect. */
function describing({ objects, changes, wanted }: Omit<Directories, 'sources'>): DirectoryDocument[] {
  const gone = new Set(changes.flatMap(({ before }) => (before ? addressOf(before) : [])))
  const stay = objects.filter((object) => !gone.has(addressOf(object)))
  const all = new Map([...stay, ...wanted].map(({ document }) => [addressOf(document), document]))
  return [...all.values()].filter((document) => document.kind === 'Directory')
}
