/**
 * A SCIM filter (RFC 7644 section 3.4.2.2) whose attributes were found in the schema, so that whoever runs it, in SQL
 * or in memory, needs no schema. Names are the schema's own spelling.
 */
export type Filter =
  | { readonly kind: 'and'; readonly filters: readonly Filter[] }
  | { readonly kind: 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | Comparison
  | Presence
  | ElementMatch

/** `userName eq "bjensen"`, `emails.value co "@example.com"`. */
export type Comparison = {
  readonly kind: 'compare'
  readonly attribute: FilterAttribute
  readonly operator: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
  /** Already of the attribute's type; date-times as the ISO text given. */
  readonly value: string | number | boolean | null
}

/** `title pr`. */
export type Presence = { readonly kind: 'present'; readonly attribute: FilterAttribute }

/** `emails[type eq "work" and value co "@x"]`: some one element matches all of it. Inner paths are within the element. */
export type ElementMatch = {
  readonly kind: 'element'
  readonly attribute: FilterAttribute
  readonly filter: Filter
}

/** An attribute as the schema knows it. */
export type FilterAttribute = {
  /**
   * Keys from the resource (or, inside an `element` filter, from the element) down: `['name', 'givenName']`,
   * `['emails', 'value']`, `['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', 'department']`, `['meta', 'created']`.
   */
  readonly path: readonly string[]
  readonly type: 'string' | 'boolean' | 'integer' | 'decimal' | 'dateTime' | 'reference' | 'binary' | 'complex'
  readonly caseExact: boolean
  /** The index in `path` of the multi-valued attribute on the way, or -1: `emails.value` has 0. */
  readonly multiValuedAt: number
  /**
   * What stands before the stored value in every answer, and so belongs to what is compared: the base URL of the
   * directory, for `meta.location`, `groups.$ref` and `members.$ref`.
   */
  readonly prefix?: string
}

/** `sortBy` and `sortOrder` of RFC 7644 section 3.4.2.3. */
export type Sort = { readonly attribute: FilterAttribute; readonly order: 'ascending' | 'descending' }
