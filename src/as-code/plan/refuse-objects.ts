import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanBlock } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'
import type { ObjectChange } from './object-change.ts'

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
    if (document.kind !== 'Directory') continue
    const { directory } = document
    if (sources.some(({ id, name }) => id === directory || name === directory)) continue
    const text = `There is no directory "${directory}" here. Make it by the API or a screen first, or correct the name.`
    refused.set(address, { code: 'not_found', text })
  }
  return refused
}
