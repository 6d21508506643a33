import { z } from 'zod'
import type { LiveState } from '../as-code/import/import-state.ts'
import { objectsAsTheyAre } from '../as-code/import/objects-as-they-are.ts'
import { personRefsIn } from '../as-code/import/person-refs-in.ts'
import { AppError } from '../errors.ts'
import { OverlayDocument } from '../model/overlay/document.ts'
import { DeclaredAt } from '../model/overlay/object.ts'
import { PlanDrift } from '../model/overlay/plan.ts'
import type { ApiClient } from './api-client.ts'

const StoredObject = z.object({
  document: OverlayDocument,
  declared: z.record(z.string(), z.json()).nullable(),
  managed_by: DeclaredAt.nullable(),
})
const Drift = z.object({ data: PlanDrift.array() })
const Directory = z.object({ id: z.string(), name: z.string(), type: z.string() })
const Person = z.object({
  id: z.string(),
  display_name: z.string(),
  attributes: z.looseObject({ employeeNumber: z.string().optional(), mail: z.string().optional() }),
})
const People = z.object({ data: Person.array() })

const atOnce = 8

/** Reads what an organization has in effect, its directories, and what people are called whom documents name. */
export async function readLiveState(api: ApiClient, organization: string): Promise<LiveState> {
  const path = `/organizations/${encodeURIComponent(organization)}`
  const [{ name }, stored, directories, drift] = await Promise.all([
    api.get(path),
    api.list(`${path}/overlay/objects`),
    api.list('/directories', { organization_id: organization }),
    api.get(`${path}/drift`),
  ])
  const said = stored.map((one) => {
    const { document, declared, managed_by: managedBy } = StoredObject.parse(one)
    return { document, declared, managedBy }
  })
  const objects = objectsAsTheyAre(said, Drift.parse(drift).data)
  const references = [
    ...new Set(objects.flatMap(({ document }) => personRefsIn(document)).map(({ reference }) => reference)),
  ]
  const names = await namesOf(api, organization, references)
  return {
    organization: String(name),
    objects,
    directories: directories.map((one) => Directory.parse(one)),
    nameOf: (reference) => names.get(reference) ?? null,
  }
}

/** Names by reference: as many questions as there are references, which people wrote by hand. */
async function namesOf(
  api: ApiClient,
  organization: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const waiting = [...references]
  const work = async () => {
    for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
      const name = await nameOf(api, organization, reference)
      if (name !== null) names.set(reference, name)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return names
}

async function nameOf(api: ApiClient, organization: string, reference: string): Promise<string | null> {
  const [, kind = '', value = ''] = /^(emp|mail):(.*)$/.exec(reference) ?? []
  if (kind === '') return reference.startsWith('person_') ? nameOfPerson(api, reference) : null
  const query = new URLSearchParams({ organization_id: organization, search: value, limit: '10' })
  const { data } = People.parse(await api.get(`/people?${query}`))
  const attribute = kind === 'emp' ? 'employeeNumber' : 'mail'
  const found = data.find(({ attributes }) => attributes[attribute]?.toLowerCase() === value.toLowerCase())
  return found?.display_name ?? null
}

/** Somebody who is gone has no name any more. */
async function nameOfPerson(api: ApiClient, id: string): Promise<string | null> {
  try {
    return Person.parse(await api.get(`/people/${id}`)).display_name
  } catch (error) {
    if (error instanceof AppError && error.code === 'api_call_refused' && error.data.status === 404) return null
    throw error
  }
}
