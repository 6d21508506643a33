import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Directory } from '../../model/directory.ts'
import type { Organization } from '../../model/organization.ts'
import { type PortalLink, toPortalLinkObject } from '../../model/portal-link.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import { findDirectory } from '../../store/directories.ts'
import { holdOrganization } from '../../store/organizations.ts'
import { findPortalLink, insertPortalLink, listPortalLinks, revokePortalLink } from '../../store/portal-links.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { refuseDeleting } from '../lock-directory.ts'
import { openOrganization, organizationOfList } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, text } from '../validation.ts'

const minuteMs = 60 * 1000
// WorkOS: 5 minutes for a link of the API, 30 days for one of its dashboard.
const defaultMinutes = 5
const maxMinutes = 30 * 24 * 60
const keptMs = 30 * 24 * 60 * minuteMs

const intents = [
  'dsync',
  'sso',
  'audit_logs',
  'log_streams',
  'domain_verification',
  'certificate_renewal',
  'bring_your_own_key',
] as const

const WebAddress = text(2000).refine(
  // Line breaks and tabs a URL parser passes over; in a header they would be something else.
  (address) => /^https?:\/\/\P{Cc}+$/iu.test(address) && URL.canParse(address),
  'must be an address that begins with https:// or http://',
)
const Emails = z.email('must be e-mail addresses').max(320).array().max(20, 'must be at most 20 addresses')
const minutes = `must be a whole number from 1 to ${maxMinutes}`

const generateLink = defineRoute({
  method: 'POST',
  path: '/portal/generate_link',
  permission: 'portal:write',
  action: 'portal_link.created',
  summary: "Makes a link that shows a customer's administrator the directories of one organization.",
  answer: 'portal_link, with `link`',
  status: 201,
  body: z.object({
    organization: ObjectId.describe('The organization that the link opens.'),
    intent: z
      .enum(intents)
      .default('dsync')
      .describe('`dsync`, which is the default. The other intents of WorkOS are refused with 400.'),
    directory: ObjectId.nullish().describe('A directory of the organization, to which the link leads straight.'),
    return_url: WebAddress.nullish().describe('Where the way back on the page leads.'),
    success_url: WebAddress.nullish().describe('Where the page leads when nothing is left to do.'),
    it_contact_emails: Emails.nullish().describe(
      'Who the link is for, at most 20. Kept with it; nothing is sent to them.',
    ),
    admin_emails: Emails.nullish().describe("The same by the name that WorkOS's SDK for Node has for it."),
    expires_in_minutes: z
      .int(minutes)
      .min(1, minutes)
      .max(maxMinutes, minutes)
      .nullish()
      .describe('How long it can be opened: 1 to 43200 (30 days). Default: 5.'),
  }),
  async handle(request, context) {
    const { body, caller } = request
    const { platform } = context
    if (body.intent !== 'dsync') throw new AppError('portal_intent_not_offered', { intent: body.intent })
    const organization = await openOrganization(context, caller, body.organization)
    const directory = await directoryOf(context, organization, body.directory ?? null)
    const now = platform.clock.now()
    const link: PortalLink = {
      id: platform.newId('portal_link', now),
      organizationId: organization.id,
      intent: body.intent,
      returnUrl: body.return_url ?? null,
      successUrl: body.success_url ?? null,
      directoryId: directory?.id ?? null,
      itContactEmails: body.it_contact_emails ?? body.admin_emails ?? [],
      expiresAt: new Date(now.getTime() + (body.expires_in_minutes ?? defaultMinutes) * minuteMs),
      openedAt: null,
      revokedAt: null,
      createdAt: now,
    }
    const token = newSecret('portal')
    return change(context, request, async (transaction) => {
      await holdOrganization(transaction, organization.id)
      const keptSince = new Date(now.getTime() - keptMs)
      await insertPortalLink(transaction, link, { hash: hashSecret(token), keptSince })
      const after = toPortalLinkObject(link)
      const answer = { ...after, link: `${context.publicUrl()}/setup/${token}` }
      return { answer, target: targetOf(link), before: null, after }
    })
  },
})

async function directoryOf(
  { database }: ApiContext,
  { id: organizationId }: Organization,
  id: string | null,
): Promise<Directory | null> {
  if (id === null) return null
  const directory = await findDirectory(database, id, organizationId)
  if (!directory) throw new AppError('not_found', { what: 'directory', id })
  refuseDeleting(directory)
  return directory
}

const listAll = defineRoute({
  method: 'GET',
  path: '/portal/links',
  permission: 'portal:write',
  summary: 'Lists links to the portal. Those that ended over 30 days ago may be gone.',
  answer: 'list of portal_link',
  query: z.object({
    ...listQuery,
    organization_id: ObjectId.optional().describe('Only those of this organization.'),
  }),
  async handle({ query, caller }, { database }) {
    const organizationId = organizationOfList(caller, query.organization_id)
    if (organizationId === undefined) return toListObject(emptyListed, query, toPortalLinkObject)
    return toListObject(await listPortalLinks(database, organizationId, toListPage(query)), query, toPortalLinkObject)
  },
})

const revokeOne = defineRoute({
  method: 'DELETE',
  path: '/portal/links/:id',
  permission: 'portal:write',
  action: 'portal_link.revoked',
  summary: 'Revokes a link at once, also for whoever has opened it.',
  status: 204,
  params: IdParams,
  async handle(request, context) {
    const { params, caller } = request
    return change(context, request, async (transaction) => {
      const link = await findPortalLink(transaction, params.id, caller.organizationId)
      const revokedAt = context.platform.clock.now()
      const isRevoked = link !== null && (await revokePortalLink(transaction, link, revokedAt))
      if (!isRevoked) throw new AppError('not_found', { what: 'portal link', id: params.id })
      const [before, after] = [toPortalLinkObject(link), toPortalLinkObject({ ...link, revokedAt })]
      return { answer: null, target: targetOf(link), before, after }
    })
  },
})

/** The routes of links to the portal. */
export const portalLinkRoutes = [generateLink, listAll, revokeOne]

function targetOf({ id, organizationId }: PortalLink) {
  return { type: 'portal_link', id, organizationId }
}
