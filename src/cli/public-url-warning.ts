import type { Config } from '../config.ts'

/** What to tell who listens on every address and has not said under which one others reach the server; else null. */
export function publicUrlWarning({ host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>): string | null {
  if (publicUrl || !['0.0.0.0', '::'].includes(host)) return null
  return 'SCIM endpoints will say localhost, which no identity provider reaches: set MUSTER_PUBLIC_URL to the address of this server.'
}
