import { isJsonObject } from '../model/json.ts'
import type { CompanyApi } from './company-api.ts'
import type { ApiEvent } from './muster-api.ts'
import { eventLine, memberLine, type Style } from './tail-text.ts'

export type TailLinesOptions = {
  readonly api: Pick<CompanyApi, 'findPersonName'>
  /** The name of the directory that an event is of. */
  readonly names: (event: ApiEvent) => Promise<string>
  readonly style: Style
}

/** The lines of events: what people have entered and left stands below the change that it followed from, with the reason. */
export async function tailLines(events: readonly ApiEvent[], options: TailLinesOptions): Promise<string[]> {
  const { api, names, style } = options
  const known = new Map<string, string>()
  const nameOf = async (id: string) => {
    const name = known.get(id) ?? (await api.findPersonName(id)) ?? 'Somebody who is gone'
    known.set(id, name)
    return name
  }
  const lines: string[] = []
  for (const event of events) {
    const { person_id: person } = event.data
    const isMembership = event.event === 'person.member_added' || event.event === 'person.member_removed'
    // Who enters an org unit enters those above it.
    if (isMembership && isFromBelow(event)) continue
    if (isMembership && typeof person === 'string') lines.push(memberLine(event, await nameOf(person), style))
    // That a user is linked or a person appears is the other half of the user's own event.
    else if (!event.event.startsWith('person.')) lines.push(eventLine(event, await names(event), style))
    else if (event.event === 'person.status_changed') lines.push(eventLine(event, await names(event), style))
  }
  return lines
}

function isFromBelow({ data: { reasons } }: ApiEvent): boolean {
  return Array.isArray(reasons) && reasons.every((reason) => isJsonObject(reason) && reason.by === 'below')
}
