import { z } from 'zod'
import { exampleIds, times } from './fields.ts'

const characteristics = {
  name: z.string(),
  description: z.string(),
  multiValued: z.boolean(),
  required: z.boolean(),
  caseExact: z.boolean(),
  mutability: z.enum(['readOnly', 'readWrite', 'immutable', 'writeOnly']),
  returned: z.enum(['always', 'never', 'default', 'request']),
  uniqueness: z.literal('none'),
  canonicalValues: z.string().array().optional(),
  referenceTypes: z.string().array().optional(),
}

const simpleTypes = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'] as const

const ExtensionAttribute = z
  .object({
    ...characteristics,
    type: z.enum([...simpleTypes, 'complex']),
    subAttributes: z
      .object({ ...characteristics, type: z.enum(simpleTypes) })
      .array()
      .optional()
      .describe('Of a complex attribute: what it is made of.'),
  })
  .meta({
    id: 'ExtensionAttribute',
    description: 'An attribute as RFC 7643 section 7 describes attributes, in its spelling.',
    example: {
      name: 'badge',
      type: 'string',
      multiValued: false,
      description: '',
      required: false,
      caseExact: true,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    },
  })

/** A schema that an organization adds to its users or groups. */
export const SchemaExtension = z
  .object({
    object: z.literal('schema_extension'),
    id: z.string(),
    organization_id: z.string().describe('The organization that it belongs to.'),
    urn: z.string().describe("The schema's id."),
    name: z.string().describe('What people call it.'),
    description: z.string(),
    resource_type: z.enum(['User', 'Group']).describe('What it is added to.'),
    required: z.boolean().describe('Whether every such resource must have values of it.'),
    attributes: ExtensionAttribute.array(),
    ...times,
  })
  .meta({
    id: 'SchemaExtension',
    description: 'What an organization adds to the SCIM schema of its users or groups.',
    example: {
      object: 'schema_extension',
      id: 'schema_extension_01KA3V7T8Q9W2E4R5T6Y7J8J9K',
      organization_id: exampleIds.organization,
      urn: 'urn:acme:params:scim:schemas:extension:staff:2.0:User',
      name: 'AcmeStaff',
      description: '',
      resource_type: 'User',
      required: false,
      attributes: [],
      created_at: '2026-11-02T09:00:00.000Z',
      updated_at: '2026-11-02T09:00:00.000Z',
    },
  })
