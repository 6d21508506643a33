import { attribute, schema } from './attribute.ts'

/**
 * The enterprise extension of RFC 7643 sections 4.3 and 8.7.1. `manager.value` is exact (erratum 8472).
 * `manager.displayName` may be written, unlike in the RFC: identity providers send it, and the manager need not be here.
 */
export const enterpriseUserSchema = schema({
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    attribute({
      name: 'employeeNumber',
      description: 'Numeric or alphanumeric identifier assigned to a person by the organization.',
    }),
    attribute({ name: 'costCenter', description: 'The name of a cost center.' }),
    attribute({ name: 'organization', description: 'The name of an organization.' }),
    attribute({ name: 'division', description: 'The name of a division.' }),
    attribute({ name: 'department', description: 'The name of a department.' }),
    attribute({
      name: 'manager',
      type: 'complex',
      description: "The user's manager.",
      subAttributes: [
        attribute({ name: 'value', caseExact: true, description: "The id of the resource of the user's manager." }),
        attribute({
          name: '$ref',
          type: 'reference',
          caseExact: true,
          referenceTypes: ['User'],
          description: "The URI of the resource of the user's manager.",
        }),
        attribute({ name: 'displayName', description: "The displayName of the user's manager." }),
      ],
    }),
  ],
})
