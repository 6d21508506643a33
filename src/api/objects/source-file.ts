import { z } from 'zod'
import { exampleIds, Time } from './fields.ts'

/** A file that was uploaded for a directory. */
export const SourceFile = z
  .object({
    object: z.literal('source_file'),
    id: z.string(),
    directory_id: z.string(),
    name: z.string(),
    size: z.int().min(0).describe('In bytes.'),
    sha256: z.string().describe('In hex.'),
    uploaded_at: Time,
  })
  .meta({
    id: 'SourceFile',
    description: 'A file that was uploaded for a directory; the newest of each name is kept.',
    example: {
      object: 'source_file',
      id: 'source_file_01KA3VE5F7H9J1K3M5N7P9Q1R3',
      directory_id: exampleIds.directory,
      name: 'users.csv',
      size: 48213,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      uploaded_at: '2026-11-02T09:10:00.000Z',
    },
  })
