import type { FastifyRequest } from 'fastify'
import type { DirectoryRef, SubmitCommand } from '../directory/commands.ts'
import type { DirectoryReader } from '../directory/reader.ts'
import type { Directory } from '../model/directory.ts'
import type { Platform } from '../platform/platform.ts'

/** What the SCIM server is given. */
export type ScimContext = {
  readonly platform: Platform
  readonly submit: SubmitCommand
  readonly reader: DirectoryReader
  /**
   * Finds the directory and checks the bearer token. Rejects with `directory_not_found`, and with `invalid_token` for a
   * wrong token or none.
   */
  readonly authenticate: (directoryId: string, token: string | null) => Promise<ScimSession>
  /** Whether there is a directory with this id: asked without a token, so it must cost next to nothing. */
  readonly directoryExists: (directoryId: string) => Promise<boolean>
  /** The URL under which the client reaches this server, without a slash at the end. */
  readonly publicUrl: (request: FastifyRequest) => string
}

/** Who a request is from: a token of a directory. */
export type ScimSession = { readonly directory: Directory; readonly tokenId: string }

/** The scope of every read and write of a session. */
export function directoryRef({ directory }: ScimSession): DirectoryRef {
  return { organizationId: directory.organizationId, directoryId: directory.id }
}
