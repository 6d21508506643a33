import { AppError } from '../errors.ts'
import { type OrganizationDomain, verificationPrefix } from '../model/organization-domain.ts'
import type { Platform } from '../platform/platform.ts'
import { toVerified } from './change-organization-domains.ts'

/** Asks the DNS for the TXT records of a name, each in its parts: `resolveTxt` of node:dns, or a test's own. */
export type ResolveTxt = (name: string) => Promise<string[][]>

// WorkOS looks for the record for 30 days.
const verificationMs = 30 * 24 * 60 * 60 * 1000

/** How a domain stands after the DNS was asked for its record. Throws `dns_unavailable` where there was no answer. */
export async function verifyDomain(
  { platform, resolveTxt }: { readonly platform: Platform; readonly resolveTxt: ResolveTxt },
  domain: OrganizationDomain,
): Promise<OrganizationDomain> {
  const name = `${verificationPrefix}.${domain.domain}`
  const records = await resolve(resolveTxt, name)
  const isThere = records.some((parts) => parts.join('').trim() === domain.verificationToken)
  if (isThere) return toVerified(domain, 'dns', platform)
  const now = platform.clock.now()
  const isLate = now.getTime() - domain.createdAt.getTime() > verificationMs
  return { ...domain, state: isLate ? 'failed' : 'pending', updatedAt: now }
}

async function resolve(resolveTxt: ResolveTxt, name: string): Promise<string[][]> {
  try {
    return await resolveTxt(name)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw new AppError('dns_unavailable', { name, detail: code }, { cause: error })
  }
}
