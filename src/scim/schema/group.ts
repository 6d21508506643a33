import { attribute, schema } from './attribute.ts'

/**
 * The Group of RFC 7643 sections 4.2 and 8.7.1. `displayName` is required (erratum 5368), and so is a member's `value`,
 * without which nobody could tell who is meant. `value` and `$ref` are exact, unlike in the RFC, because ids are.
 */
export const groupSchema = schema({
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'Group',
  attributes: [
    attribute({
      name: 'displayName',
      required: true,
      maxLength: 512,
      description: 'A human-readable name for the Group. REQUIRED.',
    }),
    attribute({
      name: 'members',
      type: 'complex',
      multiValued: true,
      maxValues: 50_000,
      description: 'A list of members of the Group.',
      subAttributes: [
        attribute({
          name: 'value',
          required: true,
          caseExact: true,
          mutability: 'immutable',
          maxLength: 512,
          description: 'Identifier of the member of this Group.',
        }),
        attribute({
          name: '$ref',
          type: 'reference',
          caseExact: true,
          mutability: 'immutable',
          isOwnUrl: true,
          referenceTypes: ['User', 'Group'],
          description: 'The URI corresponding to a SCIM resource that is a member of this Group.',
        }),
        attribute({
          name: 'type',
          mutability: 'immutable',
          canonicalValues: ['User', 'Group'],
          description: "A label indicating the type of resource, e.g., 'User' or 'Group'.",
        }),
        attribute({
          name: 'display',
          mutability: 'readOnly',
          description: 'The displayName of the member, kept in step with it.',
        }),
      ],
    }),
  ],
})
