import { z } from 'zod'
import { isJsonObject, type JsonObject } from '../../model/json.ts'
import { DomainName, NewOrganizationBody } from '../organization-body.ts'
import { ObjectId, text } from '../validation.ts'

// WorkOS's and Polis's answers have more than is read here, and null where there is nothing.
const optionalText = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => value || null)
const CreatedAt = z.iso
  .datetime({ offset: true })
  .nullish()
  .transform((value) => (value ? new Date(value) : null))
const anObject = z.custom<JsonObject>(isJsonObject, 'must be an object')

/** Things of one call, looked into one by one. */
export function upTo100(what: string) {
  return z.unknown().array().min(1).max(100, 'must be at most 100 at once').describe(what)
}

/** An organization that another product has. Without an `id` it is known by its `external_id`, and gets an id here. */
export const ImportedOrganization = z
  .object({
    id: ObjectId.optional(),
    name: NewOrganizationBody.shape.name,
    external_id: NewOrganizationBody.shape.external_id,
    metadata: NewOrganizationBody.shape.metadata,
    domains: z.object({ domain: DomainName, state: z.string().optional() }).array().max(100).default([]),
    created_at: CreatedAt,
  })
  .refine(({ id, external_id }) => id !== undefined || external_id, 'id or external_id is required')
export type ImportedOrganization = z.output<typeof ImportedOrganization>

const tokenProblem = 'must have 16 to 255 printable characters without spaces'

/** A directory that another product has. */
export const ImportedDirectory = z.object({
  id: ObjectId,
  organization_id: ObjectId,
  name: text(255).trim().min(1),
  type: text(100),
  external_key: z
    .string()
    .regex(/^[\w-]{1,128}$/)
    .nullish(),
  bearer_token: z
    .string()
    .regex(/^[\x21-\x7e]{16,255}$/, tokenProblem)
    .nullish(),
  created_at: CreatedAt,
})
export type ImportedDirectory = z.output<typeof ImportedDirectory>

const ImportedEmail = z.object({
  value: text(1000).nullish(),
  type: optionalText(100),
  primary: z.boolean().nullish(),
})

/** A user that another product has, in the shape of WorkOS's `directory_user`. */
export const ImportedUser = z.object({
  id: z.string().regex(/^[\w-]{1,100}$/),
  idp_id: optionalText(1000),
  username: optionalText(1000),
  email: optionalText(1000),
  emails: ImportedEmail.array().nullish(),
  first_name: optionalText(1000),
  last_name: optionalText(1000),
  name: optionalText(1000),
  job_title: optionalText(1000),
  state: z.enum(['active', 'inactive', 'suspended']).default('active'),
  custom_attributes: anObject.nullish(),
  raw_attributes: anObject.nullish(),
  created_at: CreatedAt,
})
export type ImportedUser = z.output<typeof ImportedUser>

/** A group that another product has, in the shape of WorkOS's `directory_group`, with the ids of its members. */
export const ImportedGroup = z.object({
  id: z.string().regex(/^[\w-]{1,100}$/),
  idp_id: optionalText(1000),
  name: text(1000).trim().min(1),
  raw_attributes: anObject.nullish(),
  created_at: CreatedAt,
  member_ids: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .array()
    .max(20_000)
    .optional(),
  members: z.enum(['replace', 'add']).default('replace'),
})
export type ImportedGroup = z.output<typeof ImportedGroup>
