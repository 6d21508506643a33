import type { PortalLink } from '../model/portal-link.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

type PortalLinkRow = {
  readonly id: string
  readonly organization_id: string
  readonly intent: string
  readonly return_url: string | null
  readonly success_url: string | null
  readonly directory_id: string | null
  readonly it_contact_emails: readonly string[]
  readonly expires_at: Date
  readonly opened_at: Date | null
  readonly revoked_at: Date | null
  readonly created_at: Date
}

const columns = `id, organization_id, intent, return_url, success_url, directory_id, it_contact_emails, expires_at, opened_at,
  revoked_at, created_at`

/** Writes a new link, of its token only the hash, and removes those of its organization that ended before `keptSince`. */
export async function insertPortalLink(
  on: Queryable,
  link: PortalLink,
  { hash, keptSince }: { readonly hash: Buffer; readonly keptSince: Date },
): Promise<void> {
  await on.query({
    text: 'delete from portal_links where organization_id = $1 and expires_at < $2',
    values: [link.organizationId, keptSince],
  })
  await on.query({
    text: `insert into portal_links (${columns}, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      link.id,
      link.organizationId,
      link.intent,
      link.returnUrl,
      link.successUrl,
      link.directoryId,
      link.itContactEmails,
      link.expiresAt,
      link.openedAt,
      link.revokedAt,
      link.createdAt,
      hash,
    ],
  })
}

/** The link whose token has this hash, whether it has ended or not; null when there is none. */
export async function findPortalLinkByHash(on: Queryable, hash: Buffer): Promise<PortalLink | null> {
  const rows = await on.query<PortalLinkRow>({
    text: `select ${columns} from portal_links where hash = $1`,
    values: [hash],
  })
  return rows[0] ? toPortalLink(rows[0]) : null
}

/** The link with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findPortalLink(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<PortalLink | null> {
  const rows = await on.query<PortalLinkRow>({
    text: `select ${columns} from portal_links where id = $1 and ($2::text is null or organization_id = $2)`,
    values: [id, organizationId],
  })
  return rows[0] ? toPortalLink(rows[0]) : null
}

/** A page of links: of one organization, or of all (null). */
export async function listPortalLinks(
  on: Queryable,
  organizationId: string | null,
  page: ListPage,
): Promise<Listed<PortalLink>> {
  const parameters = sqlParameters([organizationId])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const where = ['($1::text is null or organization_id = $1)', ...conditions]
  const rows = await on.query<PortalLinkRow>({
    text: `select ${columns} from portal_links where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toPortalLink)
}

/** Notes when a link was first opened. */
export async function markPortalLinkOpened(on: Queryable, { organizationId, id }: PortalLink, at: Date): Promise<void> {
  await on.query({
    text: 'update portal_links set opened_at = $3 where organization_id = $1 and id = $2 and opened_at is null',
    values: [organizationId, id, at],
  })
}

/** Revokes a link. False when it is revoked, or gone, already. */
export async function revokePortalLink(on: Queryable, { organizationId, id }: PortalLink, at: Date): Promise<boolean> {
  const rows = await on.query({
    text: `update portal_links set revoked_at = $3
      where organization_id = $1 and id = $2 and revoked_at is null returning id`,
    values: [organizationId, id, at],
  })
  return rows.length > 0
}

function toPortalLink(row: PortalLinkRow): PortalLink {
  return {
    id: row.id,
    organizationId: row.organization_id,
    intent: row.intent,
    returnUrl: row.return_url,
    successUrl: row.success_url,
    directoryId: row.directory_id,
    itContactEmails: row.it_contact_emails,
    expiresAt: row.expires_at,
    openedAt: row.opened_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  }
}
