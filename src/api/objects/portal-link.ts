import { z } from 'zod'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

const example = {
  object: 'portal_link',
  id: 'portal_link_01KA3V9D2E4F6G8H0J2K4M6N8P',
  organization_id: exampleIds.organization,
  intent: 'dsync',
  return_url: 'https://app.example/settings',
  success_url: null,
  directory_id: null,
  it_contact_emails: ['it@acme.example'],
  expires_at: '2026-11-02T09:06:00.000Z',
  opened_at: null,
  revoked_at: null,
  created_at: '2026-11-02T09:01:00.000Z',
} as const

/** A link that opens the portal for one organization. */
export const PortalLink = z
  .object({
    object: z.literal('portal_link'),
    id: z.string(),
    organization_id: z.string().describe('The organization that it opens.'),
    intent: z.string().describe('What it is for: `dsync`.'),
    return_url: z.string().nullable().describe('Where the way back on the page leads.'),
    success_url: z.string().nullable().describe('Where the page leads when nothing is left to do.'),
    directory_id: z.string().nullable().describe('The directory to which it leads straight.'),
    it_contact_emails: z.string().array(),
    expires_at: Time.describe('Until when it can be opened.'),
    opened_at: TimeOrNull.describe('When it was first opened.'),
    revoked_at: TimeOrNull.describe('When it was revoked.'),
    created_at: Time,
  })
  .meta({ id: 'PortalLink', description: "A link for a customer's administrator.", example })

/** WorkOS's answer to the making of a link, and what else there is to say of it. */
export const PortalLinkWithUrl = PortalLink.extend({
  link: z.url().describe('The address to send the administrator to; shown this once.'),
}).meta({
  id: 'PortalLinkWithUrl',
  description: 'A link that was just made.',
  example: { ...example, link: 'https://muster.example/setup/portal_9Xk2mQ7vT4bW8zR1nY5cL3pD6fH0jG' },
})
