import type { FastifyRequest } from 'fastify'
import type { DirectoryRef, SubmitCommand } from '../directory/commands.ts'
import type { DirectoryReader } from '../directory/reader.ts'
import type { Directory } from '../model/directory.ts'
import type { ScimRequestRecord } from '../model/scim-request.ts'
import type { Platform } from '../platform/platform.ts'
import type { RequestLimiter } from './request-limiter.ts'
import type { ResourceTypes } from './schema/resource-type.ts'

/** What the SCIM server is given. */
export type ScimContext = {
  readonly platform: Platform
  readonly submit: SubmitCommand
  readonly reader: DirectoryReader
  /**
   * Finds the directory and checks the bearer token. Rejects with `directory_not_found`, and with `invalid_token` for a
   * wrong token or none.
   */
  readonly authenticate: (directoryId: string, token: string | null) => Promise<AuthenticatedDirectory>
  /** What is served to an organization: users and groups with its own schema extensions. */
  readonly resourceTypes: (organizationId: string) => Promise<ResourceTypes>
  /** Whether there is a directory with this id: asked without a token, so it must cost next to nothing. */
  readonly directoryExists: (directoryId: string) => Promise<boolean>
  /** The URL under which the client reaches this server, without a slash at the end. */
  readonly publicUrl: (request: FastifyRequest) => string
  readonly limiter: RequestLimiter
  /** Keeps the record of a request that was answered. Returns at once and never throws. */
  readonly recordRequest: (record: ScimRequestRecord) => void
}

/** Who a request is from: a token of a directory. */
export type AuthenticatedDirectory = { readonly directory: Directory; readonly tokenId: string }

/** Who a request is from, and what is served there. */
export type ScimSession = AuthenticatedDirectory & { readonly resourceTypes: ResourceTypes }

/** The scope of every read and write of a session. */
export function directoryRef({ directory }: ScimSession): DirectoryRef {
  return { organizationId: directory.organizationId, directoryId: directory.id }
}
