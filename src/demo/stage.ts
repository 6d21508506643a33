import { demoExternalId } from '../model/demo-organization.ts'
import type { Provider } from './company/person.ts'
import { companyNames, halfPlans, studioPlan } from './company/structure.ts'
import type { MusterApi } from './muster-api.ts'

/** A directory of the demo and how to push to it. */
export type StagedDirectory = {
  readonly id: string
  readonly provider: Provider
  readonly name: string
  readonly endpoint: string
  readonly token: string
}

/** The demo's organization, and its directories that are pushed to. */
export type Stage = { readonly organizationId: string; readonly directories: readonly StagedDirectory[] }

const wanted: readonly { readonly provider: Provider; readonly name: string; readonly type: string }[] = [
  { provider: 'okta', name: `${companyNames.organization} Okta`, type: 'okta scim v2.0' },
  { provider: 'entra', name: `${companyNames.acquired} Entra ID`, type: 'azure scim v2.0' },
]

/**
 * Makes the organization and its two directories, or finds those of an earlier run. A bearer token is shown once, when it
 * is made, so a directory that was there gets another one in place of those that it had.
 */
export async function setStage(api: MusterApi, url: string): Promise<Stage> {
  const domains = [...halfPlans, studioPlan].map(({ domain }) => domain)
  const organization = { name: companyNames.organization, externalId: demoExternalId, domains }
  const organizationId = (await api.findOrganization(organization)) ?? (await api.createOrganization(organization))
  const existing = await api.listDirectories(organizationId)
  const staged: StagedDirectory[] = []
  for (const { provider, name, type } of wanted) {
    const found = existing.find((directory) => directory.name === name)
    const { id, bearer_token: token } = found
      ? { id: found.id, bearer_token: await replaceTokens(api, found.id) }
      : await api.createDirectory({ organizationId, name, type })
    // The server's own address, also where MUSTER_PUBLIC_URL leads through a proxy that is not up.
    staged.push({ id, provider, name, endpoint: `${url}/scim/v2/${id}`, token })
  }
  return { organizationId, directories: staged }
}

async function replaceTokens(api: MusterApi, directoryId: string): Promise<string> {
  await api.revokeTokens(directoryId)
  return api.createToken(directoryId)
}
