import type { ConnectorTools, SourcePage } from '../connectors/connector.ts'
import { googleConnector } from '../connectors/google/google.ts'
import { GoogleSettings } from '../connectors/google/settings.ts'
import { createMemoryBudget } from '../connectors/memory-budget.ts'
import { type GoogleSandbox, startGoogleSandbox } from '../sandbox/google/google-sandbox.ts'
import { testPlatform } from './directories.ts'

/** What an administrator fills in for a workspace. */
export function settingsFor({ url, keyFile }: GoogleSandbox) {
  return { service_account_key: JSON.stringify(keyFile), api_url: url }
}

/** Adds a person with an address at example.com. */
export function addPerson(
  { workspace }: GoogleSandbox,
  name: string,
  given: { managerEmail?: string; orgUnitPath?: string } = {},
) {
  return workspace.addUser({ primaryEmail: `${name}@example.com`, givenName: name, familyName: 'Example', ...given })
}

/** A workspace of a test's own, and the connector that reads it. */
export async function openWorkspace(largestPage?: number) {
  const platform = testPlatform()
  const sandbox = await startGoogleSandbox({ now: platform.clock.now, ...(largestPage && { largestPage }) })
  const files = { list: async () => [], read: async function* () {} }
  const tools: ConnectorTools = {
    ...{ platform, allowPrivateNetworks: true, files, filesFolder: null },
    budget: createMemoryBudget({ clock: platform.clock, wait: async () => {} }),
    wait: async () => {},
  }
  const source = googleConnector.open(GoogleSettings.parse(settingsFor(sandbox)), tools)
  const close = async () => {
    await source.close()
    await sandbox.close()
  }
  return { sandbox, source, [Symbol.asyncDispose]: close }
}

/** Of a test that is not given up. */
export const { signal } = new AbortController()

/** All pages of a listing. */
export async function pagesOf(listing: AsyncIterable<SourcePage>): Promise<SourcePage[]> {
  const pages = []
  for await (const page of listing) pages.push(page)
  return pages
}
