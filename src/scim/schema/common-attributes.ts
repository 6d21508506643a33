import { type Attribute, attribute } from './attribute.ts'

/** `schemas` is an attribute of every resource (RFC 7643 section 3) that no schema lists. */
const schemasAttribute = attribute({
  name: 'schemas',
  type: 'reference',
  multiValued: true,
  required: true,
  caseExact: true,
  returned: 'always',
  referenceTypes: ['uri'],
  description: 'The URNs of the schemas that the resource has values of.',
})

const idAttribute = attribute({
  name: 'id',
  caseExact: true,
  mutability: 'readOnly',
  returned: 'always',
  uniqueness: 'server',
  description: 'The id of the resource, given by the service provider.',
})

const externalIdAttribute = attribute({
  name: 'externalId',
  caseExact: true,
  maxLength: 512,
  description: "The id of the resource in the provisioning client's own domain.",
})

const metaParts: readonly Attribute[] = [
  attribute({
    name: 'resourceType',
    caseExact: true,
    mutability: 'readOnly',
    description: 'The name of the resource type.',
  }),
  attribute({
    name: 'created',
    type: 'dateTime',
    mutability: 'readOnly',
    description: 'When the resource was added to the service provider.',
  }),
  attribute({
    name: 'lastModified',
    type: 'dateTime',
    mutability: 'readOnly',
    description: 'When the resource was last changed at the service provider.',
  }),
  attribute({
    name: 'location',
    type: 'reference',
    caseExact: true,
    mutability: 'readOnly',
    referenceTypes: ['uri'],
    isOwnUrl: true,
    description: 'The URI of the resource.',
  }),
  attribute({
    name: 'version',
    caseExact: true,
    mutability: 'readOnly',
    description: 'The version of the resource, the same as its ETag.',
  }),
]

const metaAttribute = attribute({
  name: 'meta',
  type: 'complex',
  mutability: 'readOnly',
  subAttributes: metaParts,
  description: 'What the service provider says of the resource itself.',
})

/** The common attributes of RFC 7643 sections 3 and 3.1. */
export const commonAttributes: readonly Attribute[] = [
  schemasAttribute,
  idAttribute,
  externalIdAttribute,
  metaAttribute,
]
