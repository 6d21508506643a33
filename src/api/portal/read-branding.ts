import { z } from 'zod'
import type { Queryable } from '../../store/database.ts'
import { readSetting } from '../../store/settings.ts'

const textOrNull = z.string().nullable().default(null).catch(null)

const Branding = z
  .object({ name: textOrNull, logo: textOrNull, colour: textOrNull, contact: textOrNull })
  .catch({ name: null, logo: null, colour: null, contact: null })

/** How the operator wants the portal to look, and whom to ask for a new link. */
export type PortalBranding = z.output<typeof Branding>

/** The operator's branding; null for what was not set. */
export async function readBranding(on: Queryable): Promise<PortalBranding> {
  return Branding.parse(await readSetting(on, 'branding'))
}
