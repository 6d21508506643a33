import { z } from 'zod'
import { exampleIds, Time, TimeOrNull } from './fields.ts'

/** The problems of a directory by what is wrong. */
export const SyncProblemSummary = z
  .object({
    object: z.literal('sync_problem_summary'),
    directory_id: z.string(),
    count: z.int().min(0),
    codes: z
      .object({
        code: z.string().describe('One of the [problems](sync.md#problems).'),
        count: z.int().min(1),
        text: z.string().describe('The newest of them, in words.'),
        last_seen_at: Time,
      })
      .array()
      .describe('The most frequent first.'),
  })
  .meta({
    id: 'SyncProblemSummary',
    description: 'The problems of a directory by what is wrong.',
    example: {
      object: 'sync_problem_summary',
      directory_id: exampleIds.directory,
      count: 3,
      codes: [
        {
          code: 'username_missing',
          count: 3,
          text: 'Bob has no username: fill in the e-mail address at the source, or map another attribute.',
          last_seen_at: '2026-11-02T09:20:02.000Z',
        },
      ],
    },
  })

/** A record of a source that could not be taken as it is. */
export const SyncProblem = z
  .object({
    object: z.literal('sync_problem'),
    id: z.string(),
    directory_id: z.string(),
    kind: z.string().describe('`user` or `group`.'),
    source_id: z.string().describe("The record's id at the source."),
    name: z.string().describe('Whom it is about.'),
    code: z.string().describe('One of the [problems](sync.md#problems).'),
    text: z.string().describe('What is wrong, and what to do.'),
    attempts: z.int().min(1),
    first_seen_at: Time,
    last_seen_at: Time,
    retry_at: TimeOrNull.describe('When it is tried again by itself; it is also tried when the record changes.'),
  })
  .meta({
    id: 'SyncProblem',
    description: 'A record of a source that could not be taken as it is.',
    example: {
      object: 'sync_problem',
      id: 'problem_01KA3VD2C4E6G8J0K2M4P6R8T0',
      directory_id: exampleIds.directory,
      kind: 'user',
      source_id: '00u1a2b3c4d5e6f7g8h9',
      name: 'ada@acme.example',
      code: 'user_name_taken',
      text: 'A user with the userName "ada@acme.example" exists already. Give one of the two another login at the source.',
      attempts: 2,
      first_seen_at: '2026-11-02T09:20:02.000Z',
      last_seen_at: '2026-11-02T09:35:02.000Z',
      retry_at: '2026-11-02T09:40:02.000Z',
    },
  })
