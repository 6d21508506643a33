import { z } from 'zod'
import { exampleIds, Time } from './fields.ts'

const whole = z.int().min(0)

/** Of how many users of a directory each attribute has a value. */
export const AttributeCoverage = z
  .object({
    object: z.literal('attribute_coverage'),
    directory_id: z.string(),
    counted: whole.describe('Over how many users this was counted: the last 10,000 at most.'),
    is_whole: z.boolean().describe('Whether those are all of them.'),
    attributes: z
      .object({ target: z.string(), with: whole, without: whole })
      .array()
      .describe('The standard attributes, then the custom ones of which any user has a value.'),
  })
  .meta({
    id: 'AttributeCoverage',
    description: 'Of how many users of a directory each attribute has a value.',
    example: {
      object: 'attribute_coverage',
      directory_id: exampleIds.directory,
      counted: 2140,
      is_whole: true,
      attributes: [{ target: 'email', with: 2123, without: 17 }],
    },
  })

/** A group that a scope can name. */
export const SourceGroup = z
  .object({
    object: z.literal('source_group'),
    id: z.string().describe("The source's id of the group, as scopes name it."),
    name: z.string(),
    members: whole.nullable().describe('How many members it has here, also groups; null where it was not read yet.'),
  })
  .meta({
    id: 'SourceGroup',
    description: 'A group at the source, which a scope can name.',
    example: { object: 'source_group', id: '00g1a2b3c4d5e6f7g8h9', name: 'Engineering', members: 212 },
  })

/** What was done to a directory, without what was changed. */
export const HistoryEntry = z
  .object({
    object: z.literal('history_entry'),
    id: z.string(),
    action: z.string().describe('The kind of object and the deed, as in `directory.paused`.'),
    occurred_at: Time,
    actor: z.object({ type: z.enum(['api_key', 'member', 'portal_link']), name: z.string() }).describe('Who did it.'),
    source: z.enum(['api', 'cli', 'dashboard', 'portal']).describe('By which way it was done.'),
    changed: z.string().array().describe('The names of what was changed.'),
  })
  .meta({
    id: 'HistoryEntry',
    description: 'Something that was done to a directory, its tokens or its runs.',
    example: {
      object: 'history_entry',
      id: 'audit_entry_01KA3V8C1K5M7N9P1Q3R5S7T9V',
      action: 'connection.updated',
      occurred_at: '2026-11-02T10:00:00.000Z',
      actor: { type: 'portal_link', name: 'Set-up link of it@acme.example' },
      source: 'portal',
      changed: ['mapping'],
    },
  })
