import { z } from 'zod'
import { exampleIds, Time } from './fields.ts'

const TextOrNull = z.string().nullable()

const example = {
  object: 'scim_request',
  id: 'scim_request_01KA3VA0B9C1D3E5F7G9H1J3K5',
  directory_id: exampleIds.directory,
  organization_id: exampleIds.organization,
  request_id: 'req_01KA3VA0B8C0D2E4F6G8H0J2K4',
  received_at: '2026-11-02T09:05:00.000Z',
  method: 'POST',
  path: `/scim/v2/${exampleIds.directory}/Users`,
  status: 409,
  duration_ms: 3.2,
  dialect: 'okta',
  tolerances: [],
  error: { scim_type: 'uniqueness', detail: 'A user with the userName "ada@acme.example" exists already.' },
  token_id: exampleIds.token,
  resource_id: null,
  user_agent: 'Okta SCIM Client 1.0.0',
  remote_address: '203.0.113.7',
  dropped_before: 0,
} as const

/** A SCIM request as lists show it: all but the bodies. */
export const ScimRequest = z
  .object({
    object: z.literal('scim_request'),
    id: z.string(),
    directory_id: z.string(),
    organization_id: z.string(),
    request_id: z.string().describe("As in the answer's header `x-request-id` and in the server's log."),
    received_at: Time,
    method: z.string(),
    path: z.string().describe('With the query.'),
    status: z.int(),
    duration_ms: z.number(),
    dialect: TextOrNull.describe('How the client was understood.'),
    tolerances: z.string().array().describe('The departures from the standard that were tolerated.'),
    error: z
      .object({ scim_type: TextOrNull, detail: TextOrNull })
      .nullable()
      .describe('What was answered when it was refused or failed.'),
    token_id: TextOrNull.describe('The bearer token that was used.'),
    resource_id: TextOrNull.describe('The user or group that it named or made.'),
    user_agent: TextOrNull,
    remote_address: TextOrNull,
    dropped_before: z.int().describe('How many requests before this one were not kept, because there were too many.'),
  })
  .meta({ id: 'ScimRequest', description: 'A SCIM request that a directory got.', example })

/** A SCIM request with its bodies. */
export const ScimRequestWithBodies = ScimRequest.extend({
  request_body: z.unknown().describe('Without passwords; null for none.'),
  response_body: z.unknown().describe('Of errors and Bulk; text where it was too long to be kept whole.'),
  truncated: z.boolean().describe('Whether a body was too long to be kept whole.'),
}).meta({
  id: 'ScimRequestWithBodies',
  description: 'A SCIM request with its bodies.',
  example: {
    ...example,
    request_body: { userName: 'ada@acme.example' },
    response_body: { detail: 'A user with the userName "ada@acme.example" exists already.', status: '409' },
    truncated: false,
  },
})
