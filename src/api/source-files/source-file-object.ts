import type { JsonObject } from '../../model/json.ts'
import type { SourceFile } from '../../store/source-files.ts'

/** An uploaded file as the API shows it. */
export function toSourceFileObject(file: SourceFile): JsonObject {
  return {
    object: 'source_file',
    id: file.id,
    directory_id: file.directoryId,
    name: file.name,
    size: file.size,
    sha256: file.sha256,
    uploaded_at: file.uploadedAt.toISOString(),
  }
}
