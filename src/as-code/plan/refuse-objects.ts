import { addressOf } from '../../model/overlay/document.ts'
import type { OverlayObject } from '../../model/overlay/object.ts'
import type { PlanBlock } from '../../model/overlay/plan.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'

type Asked = {
  readonly wanted: readonly WantedDocument[]
  readonly objects: readonly OverlayObject[]
  readonly repository: string | null
  readonly sources: readonly { readonly id: string; readonly name: string }[]
}

/** Documents that cannot be applied for what is around them, by address. */
export function refuseObjects({ wanted, objects, repository, sources }: Asked): Map<string, PlanBlock> {
  const refused = new Map<string, PlanBlock>()
  const owners = new Map(objects.map((object) => [addressOf(object), object.managedBy]))
  for (const { document } of wanted) {
    const address = addressOf(document)
    const other = owners.get(address)
    if (repository !== null && other && other.repository !== null && other.repository !== repository) {
      const text = `${other.repository} declares it, in ${other.file}. Remove one of the two files.`
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
