import { companyNames } from './company/structure.ts'
import type { MusterApi } from './muster-api.ts'
import type { Studio } from './open-studio.ts'

/** What the studio's directory is called. */
export const studioDirectory = `${companyNames.studio} Google Workspace`

/**
 * Connects a directory to the studio's Google Workspace, or that of an earlier run to the one that was started now, and lets
 * Google tell of changes. The first sync begins by itself. Gives the directory's id.
 */
export async function connectStudio({ sandbox }: Studio, api: MusterApi, organizationId: string): Promise<string> {
  const settings = { service_account_key: JSON.stringify(sandbox.keyFile), api_url: sandbox.url }
  const connection = { settings, schedule: { interval_minutes: 1 } }
  const existing = await api.listDirectories(organizationId)
  const found = existing.find(({ name }) => name === studioDirectory)
  if (found) await api.changeConnection(found.id, connection)
  const id =
    found?.id ??
    (await api.connectDirectory({ organizationId, name: studioDirectory, type: 'gsuite directory', connection }))
  await api.makeWakeUps(id)
  return id
}
