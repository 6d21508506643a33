import { z } from 'zod'
import { exportBackstage } from '../as-code/import/backstage/export-backstage.ts'
import type { SourceFile } from '../as-code/load/load-documents.ts'
import type { MemberKind } from '../model/overlay/document.ts'
import { OverlayDocument } from '../model/overlay/document.ts'
import type { ApiClient, ApiObject } from './api-client.ts'

const Stored = z.object({ document: OverlayDocument })
const Person = z.object({
  id: z.string(),
  display_name: z.string(),
  attributes: z.looseObject({ mail: z.string().optional() }),
})

const parameters: Readonly<Record<MemberKind, string>> = { OrgUnit: 'org_unit', Team: 'team', Group: 'group' }

/** Those who are there: everybody but who has left. */
const present = { statuses: 'pre_hire,active,on_leave,leaving', service: 'false' }

/** Reads org units, teams and who is in them, as files for Backstage. */
export async function readBackstageExport(api: ApiClient, organization: string): Promise<SourceFile[]> {
  const path = `/organizations/${encodeURIComponent(organization)}/overlay/objects`
  const stored = await api.list(path, { kinds: 'OrgUnit,Team' })
  const documents = stored.map((one) => Stored.parse(one).document)
  const list = (query: Readonly<Record<string, string>>) =>
    api.list('/people', { organization_id: organization, ...present, ...query })
  const people = (await list({})).map(toPerson)
  const members = new Map<string, string[]>()
  for (const { kind, id } of documents) {
    const found = await list({ [parameters[kind as MemberKind]]: id })
    members.set(
      `${kind}/${id}`,
      found.map((one) => toPerson(one).id),
    )
  }
  return exportBackstage({ documents, people, membersOf: ({ kind, id }) => members.get(`${kind}/${id}`) ?? [] })
}

function toPerson(one: ApiObject) {
  const { id, display_name: name, attributes } = Person.parse(one)
  return { id, name, mail: attributes.mail ?? null }
}
