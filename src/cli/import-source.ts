import type { ApiObject } from './api-client.ts'

/** An organization of the other product; `key` is how that product's directories name it. */
export type SourceOrganization = { readonly key: string; readonly body: ApiObject }

/** A group with all its members. */
export type SourceGroup = { readonly body: ApiObject; readonly memberIds: readonly string[] }

/** A directory of the other product, of which users and groups are read page by page. */
export type SourceDirectory = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly organizationKey: string
  /** What is sent of it, but for its organization's id here. */
  readonly body: ApiObject
  /** It takes no changes there, so it is not to take any here. */
  readonly isPaused: boolean
  users(): AsyncIterable<ApiObject>
  groups(): AsyncIterable<SourceGroup>
}

/** A product from which is imported. */
export type ImportSource = {
  organizations(): AsyncIterable<SourceOrganization>
  directories(): AsyncIterable<SourceDirectory>
}
