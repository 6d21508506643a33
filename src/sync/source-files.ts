import type { SourceFiles } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { Queryable } from '../store/database.ts'
import { listSourceFiles, readSourceFile, type SourceFile } from '../store/source-files.ts'

/** The uploaded files of a directory, as connectors read them. */
export function createSourceFiles(
  database: Queryable,
  directory: Pick<SourceFile, 'organizationId' | 'directoryId'>,
): SourceFiles {
  return {
    async list() {
      const files = await listSourceFiles(database, directory)
      return files.map(({ name, size, sha256, uploadedAt }) => ({ name, size, sha256, at: uploadedAt }))
    },
    async *read(name) {
      const file = (await listSourceFiles(database, directory)).find((one) => one.name === name)
      if (!file)
        throw new SourceError('listing_incomplete', `The file "${name}" is not there any more. Upload it again.`)
      let size = 0
      for await (const piece of readSourceFile(database, file)) {
        size += piece.length
        yield piece
      }
      // What is cut off must never look like a file that has fewer people.
      if (size < file.size)
        throw new SourceError(
          'listing_incomplete',
          `The file "${name}" was replaced while it was read. It is read again.`,
        )
    },
  }
}
