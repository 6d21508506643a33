import type { JsonObject } from './json.ts'

/** A link that opens the portal for one organization, as it is stored: its token is not here. */
export type PortalLink = {
  readonly id: string
  readonly organizationId: string
  /** What the link is for: `dsync`, the only one of WorkOS's intents that there is. */
  readonly intent: string
  /** Where the portal's way back leads; null for none. */
  readonly returnUrl: string | null
  readonly successUrl: string | null
  /** The directory to which it leads straight; null: whatever the organization has. */
  readonly directoryId: string | null
  readonly itContactEmails: readonly string[]
  readonly expiresAt: Date
  /** When it was first opened. */
  readonly openedAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
}

/** A link as the API shows it. Of WorkOS's answer only `link` is the same, which is given once, when it is made. */
export function toPortalLinkObject(link: PortalLink): JsonObject {
  return {
    object: 'portal_link',
    id: link.id,
    organization_id: link.organizationId,
    intent: link.intent,
    return_url: link.returnUrl,
    success_url: link.successUrl,
    directory_id: link.directoryId,
    it_contact_emails: [...link.itContactEmails],
    expires_at: link.expiresAt.toISOString(),
    opened_at: link.openedAt?.toISOString() ?? null,
    revoked_at: link.revokedAt?.toISOString() ?? null,
    created_at: link.createdAt.toISOString(),
  }
}
