import { z } from 'zod'
import { MappingLine, PullDirectoryType } from '../../model/connection.ts'
import { AnyObject } from './fields.ts'

/** What a connector can do, in the API's spelling. */
const ConnectorAbilities = z.object({
  incremental: z.boolean().describe('Whether it tells what has changed since the last run.'),
  reports_deletions: z.boolean().describe('Whether that tells of deletions, too; else only a full run finds them.'),
  nested_groups: z.boolean(),
  memberships: z
    .enum(['with_group', 'with_user'])
    .describe('Whether memberships are listed with the group or with the user.'),
  org_units: z.boolean(),
  managers: z.boolean(),
  wake_ups: z.boolean().describe('Whether the source can tell at once that something has changed.'),
})

/** A kind of source that Muster reads by itself. */
export const Connector = z
  .object({
    object: z.literal('connector'),
    type: PullDirectoryType.describe('The `type` of the directories that it reads.'),
    title: z.string().describe('What people call the source.'),
    settings: AnyObject.describe(
      'What has to be filled in, as JSON Schema: `title`, `help`, `secret` for what is stored encrypted and never shown again, and `address` for what says where secrets are sent: with another value, secrets must be given again.',
    ),
    abilities: ConnectorAbilities,
    default_mapping: MappingLine.array().describe(
      'How its attributes become the user, where a directory says nothing else.',
    ),
    default_interval_minutes: z.int(),
  })
  .meta({
    id: 'Connector',
    description: 'A kind of source that Muster reads by itself.',
    example: {
      object: 'connector',
      type: 'okta',
      title: 'Okta',
      settings: {
        type: 'object',
        properties: {
          org_url: { type: 'string', title: 'Okta domain', help: 'Such as acme.okta.com.', address: true },
        },
        required: ['org_url'],
      },
      abilities: {
        incremental: true,
        reports_deletions: true,
        nested_groups: false,
        memberships: 'with_group',
        org_units: false,
        managers: true,
        wake_ups: true,
      },
      default_mapping: [{ target: 'username', expression: 'user.profile.login' }],
      default_interval_minutes: 15,
    },
  })
