import { readFileSync } from 'node:fs'
import { type Guide, parseGuide } from './parse-guide.ts'

/** The guides, in the order in which they are offered: what most people have comes first, what is for few comes last. */
const files = [
  'okta/guide.md',
  'entra/guide.md',
  'google/guide.md',
  'jumpcloud/guide.md',
  'onelogin/guide.md',
  'ping/guide-pingone.md',
  'ping/guide.md',
  'rippling/guide.md',
  'cyberark/guide.md',
  'sailpoint/guide.md',
  'keycloak/guide.md',
  'authentik/guide.md',
  'generic/guide.md',
  'okta/guide-1.1.md',
  'ping/guide-1.1.md',
  'generic-1.1/guide.md',
  'strict/guide.md',
] as const

let read: readonly Guide[] | null = null

/** The guide of every type of directory that pushes SCIM. They are read when they are first asked for. */
export function scimGuides(): readonly Guide[] {
  read ??= files.map((file) => parseGuide(readFileSync(new URL(file, import.meta.url), 'utf8')))
  return read
}
