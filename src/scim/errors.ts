import type { JsonObject } from '../model/json.ts'

/** The detail error keywords of RFC 7644 section 3.12, table 9, and of RFC 9865 section 2.1. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'invalidCount'

/** The URN of error bodies. */
export const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** A refusal in SCIM's own terms. `detail` is written for the administrator of the identity provider. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | undefined
  readonly detail: string

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail)
    this.name = 'ScimError'
    this.status = status
    this.detail = detail
    this.scimType = scimType
  }
}

/** The errors of RFC 7644 section 3.12 and RFC 9865 section 2.1, each with its status. */
export const scimErrors = {
  invalidFilter: (detail: string) => new ScimError(400, detail, 'invalidFilter'),
  tooMany: (detail: string) => new ScimError(400, detail, 'tooMany'),
  uniqueness: (detail: string) => new ScimError(409, detail, 'uniqueness'),
  mutability: (detail: string) => new ScimError(400, detail, 'mutability'),
  invalidSyntax: (detail: string) => new ScimError(400, detail, 'invalidSyntax'),
  invalidPath: (detail: string) => new ScimError(400, detail, 'invalidPath'),
  noTarget: (detail: string) => new ScimError(400, detail, 'noTarget'),
  invalidValue: (detail: string) => new ScimError(400, detail, 'invalidValue'),
  invalidVers: (detail: string) => new ScimError(400, detail, 'invalidVers'),
  sensitive: (detail: string) => new ScimError(403, detail, 'sensitive'),
  invalidCursor: (detail: string) => new ScimError(400, detail, 'invalidCursor'),
  invalidCount: (detail: string) => new ScimError(400, detail, 'invalidCount'),
} as const

/** The body of an error answer. `status` is a string (RFC 7644 section 3.12), which servers often get wrong. */
export function scimErrorBody(error: Pick<ScimError, 'status' | 'scimType' | 'detail'>): JsonObject {
  const body: JsonObject = { schemas: [errorUrn], status: String(error.status) }
  if (error.scimType) body.scimType = error.scimType
  body.detail = error.detail
  return body
}
