import { z } from 'zod'
import type { JsonObject } from '../model/json.ts'
import { expectStatus, type SendJson } from './json-http.ts'

const Plan = z.object({
  id: z.string(),
  plan: z.object({
    applyable: z.boolean(),
    obstacles: z.string().array(),
    changes: z.object({ actions: z.string().array() }).array(),
  }),
})
const Person = z.object({ display_name: z.string() })
const Count = z.object({ count: z.number() })
const Directories = z.object({
  data: z.array(z.object({ metadata: z.object({ users: z.object({ active: z.number(), inactive: z.number() }) }) })),
})

/** A plan of files, as far as the demo looks at it. */
export type ApiPlan = {
  readonly id: string
  readonly applyable: boolean
  readonly obstacles: readonly string[]
  /** How many objects change, and how many of them are new. */
  readonly changes: number
  readonly created: number
}

/** The calls by which the demo writes its company as code, and learns what people are called. */
export type CompanyApi = {
  /** Plans files of an organization, and keeps the plan. */
  planFiles(
    organizationId: string,
    files: readonly { readonly path: string; readonly text: string }[],
  ): Promise<ApiPlan>
  applyPlan(planId: string): Promise<void>
  countPeople(organizationId: string): Promise<number>
  /** How many users the directories have together. */
  countUsers(organizationId: string): Promise<number>
  /** Of how many users somebody has to say whose they are. */
  countOpenCases(organizationId: string): Promise<number>
  /** What a person is called; null for one who is gone. */
  findPersonName(personId: string): Promise<string | null>
}

/** Opens the API of the server at `url` with an API key. */
export function openCompanyApi(options: {
  readonly url: string
  readonly apiKey: string
  readonly send: SendJson
}): CompanyApi {
  const headers = { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json' }
  const call = (method: 'GET' | 'POST', path: string, body?: JsonObject) =>
    options.send({ method, url: options.url + path, headers, ...(body && { body }) })
  const count = async (path: string) =>
    Count.parse(expectStatus(await call('GET', path), `GET ${path}`, 200).body).count
  return {
    async planFiles(organizationId, files) {
      const path = `/organizations/${organizationId}/plans`
      const answer = expectStatus(
        await call('POST', path, { files: files.map((file) => ({ ...file })) }),
        `POST ${path}`,
        201,
      )
      const { id, plan } = Plan.parse(answer.body)
      const created = plan.changes.filter(({ actions }) => actions.includes('create')).length
      return { id, applyable: plan.applyable, obstacles: plan.obstacles, changes: plan.changes.length, created }
    },
    async applyPlan(planId) {
      const path = `/plans/${planId}/apply`
      expectStatus(await call('POST', path, {}), `POST ${path}`, 200)
    },
    countPeople: (organizationId) => count(`/people/count?organization_id=${organizationId}`),
    async countUsers(organizationId) {
      const path = `/directories?limit=100&organization_id=${organizationId}`
      const { data } = Directories.parse(expectStatus(await call('GET', path), `GET ${path}`, 200).body)
      return data.reduce((sum, { metadata: { users } }) => sum + users.active + users.inactive, 0)
    },
    countOpenCases: (organizationId) => count(`/match_cases/count?state=open&organization_id=${organizationId}`),
    async findPersonName(personId) {
      const path = `/people/${personId}`
      const answer = await call('GET', path)
      return answer.status === 404 ? null : Person.parse(expectStatus(answer, `GET ${path}`, 200).body).display_name
    },
  }
}
