import { encodeTime } from 'ulid'
import type { Queryable } from './database.ts'

/** An uploaded file of a directory, without its content. */
export type SourceFile = {
  readonly organizationId: string
  readonly directoryId: string
  readonly name: string
  readonly id: string
  readonly size: number
  /** In hex. */
  readonly sha256: string
  readonly uploadedAt: Date
}

type Ref = Pick<SourceFile, 'organizationId' | 'directoryId'>

type SourceFileRow = {
  readonly organization_id: string
  readonly directory_id: string
  readonly name: string
  readonly id: string
  readonly size: number
  readonly sha256: string
  readonly uploaded_at: Date
}

const columns = 'organization_id, directory_id, name, id, size, sha256, uploaded_at'

/** A piece of a file, 0, 1, 2 …; nobody sees it until the file is kept. */
export type SourceFilePiece = Pick<SourceFile, 'organizationId' | 'id'> & {
  readonly piece: number
  readonly content: Buffer
}

/** Writes a piece of a file that is being uploaded. */
export async function insertSourceFilePiece(on: Queryable, file: SourceFilePiece): Promise<void> {
  await on.query({
    text: 'insert into source_file_pieces (organization_id, file_id, piece, content) values ($1, $2, $3, $4)',
    values: [file.organizationId, file.id, file.piece, file.content],
  })
}

/** Makes an uploaded file the one of its name, and removes the one before. Gives that one, or null. */
export async function keepSourceFile(on: Queryable, file: SourceFile): Promise<SourceFile | null> {
  const { organizationId, directoryId, name, id, size, sha256, uploadedAt } = file
  const [before] = await on.query<SourceFileRow>({
    text: `select ${columns} from source_files where organization_id = $1 and directory_id = $2 and name = $3 for update`,
    values: [organizationId, directoryId, name],
  })
  await on.query({
    text: `insert into source_files (${columns}) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (organization_id, directory_id, name)
      do update set id = excluded.id, size = excluded.size, sha256 = excluded.sha256, uploaded_at = excluded.uploaded_at`,
    values: [organizationId, directoryId, name, id, size, sha256, uploadedAt],
  })
  if (before) await removePieces(on, organizationId, before.id)
  return before ? toSourceFile(before) : null
}

/** Removes the files of a directory that have none of these names, so that what settings named before is not kept for ever. */
export async function removeOtherFiles(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  names: readonly string[],
): Promise<void> {
  await on.query({
    text: `with gone as (delete from source_files where organization_id = $1 and directory_id = $2 and name <> all($3)
        returning id)
      delete from source_file_pieces where organization_id = $1 and file_id in (select id from gone)`,
    values: [organizationId, directoryId, names],
  })
}

/** Removes the pieces of a file whose upload was broken off. */
export async function removePieces(on: Queryable, organizationId: string, fileId: string): Promise<void> {
  await on.query({
    text: 'delete from source_file_pieces where organization_id = $1 and file_id = $2',
    values: [organizationId, fileId],
  })
}

/** Removes what uploads left behind that began before `before` and were never kept: their process died. */
export async function removeAbandonedPieces(on: Queryable, organizationId: string, before: Date): Promise<void> {
  await on.query({
    text: `delete from source_file_pieces p where organization_id = $1 and file_id < $2
      and not exists (select from source_files f where f.organization_id = $1 and f.id = p.file_id)`,
    values: [organizationId, `source_file_${encodeTime(before.getTime(), 10)}`],
  })
}

/** The files of a directory, by name. */
export async function listSourceFiles(on: Queryable, { organizationId, directoryId }: Ref): Promise<SourceFile[]> {
  const rows = await on.query<SourceFileRow>({
    text: `select ${columns} from source_files where organization_id = $1 and directory_id = $2 order by name`,
    values: [organizationId, directoryId],
  })
  return rows.map(toSourceFile)
}

/**
 * The content of a file, piece by piece. It ends early when a newer one takes its place meanwhile, so whoever reads must compare
 * what came with the file's `size`.
 */
export async function* readSourceFile(
  on: Queryable,
  { organizationId, id }: Pick<SourceFile, 'organizationId' | 'id'>,
): AsyncGenerator<Buffer> {
  for (let piece = 0; ; piece += 1) {
    const [row] = await on.query<{ content: Buffer }>({
      name: 'read-source-file-piece',
      text: 'select content from source_file_pieces where organization_id = $1 and file_id = $2 and piece = $3',
      values: [organizationId, id, piece],
    })
    if (!row) return
    yield row.content
  }
}

function toSourceFile(row: SourceFileRow): SourceFile {
  return {
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    name: row.name,
    id: row.id,
    size: row.size,
    sha256: row.sha256,
    uploadedAt: row.uploaded_at,
  }
}
