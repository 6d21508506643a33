import { z } from 'zod'
import { personStatuses } from '../../model/person.ts'
import { AnyObject, exampleIds, times } from './fields.ts'

export const examplePerson = {
  object: 'person',
  id: 'person_01KA3VA1C2D4E6F8G0H2J4K6M8',
  organization_id: exampleIds.organization,
  status: 'active',
  service: false,
  display_name: 'Ada Lovelace',
  attributes: { displayName: 'Ada Lovelace', mail: 'ada@acme.example', department: 'Engineering', title: 'Engineer' },
  manager_id: null,
  created_at: '2026-11-02T09:05:00.000Z',
  updated_at: '2026-11-03T08:00:00.000Z',
} as const

/** One human, or service account, made of the users of an organization's directories. */
export const Person = z
  .object({
    object: z.literal('person'),
    id: z.string(),
    organization_id: z.string(),
    status: z.enum(personStatuses).describe('From the dates of the person, and whether any directory has them active.'),
    service: z.boolean().describe('True for a service account.'),
    display_name: z.string(),
    attributes: AnyObject.describe('Merged values, by the names of attributes of people.'),
    manager_id: z.string().nullable().describe('The person who is the manager; null while none is known.'),
    ...times,
  })
  .meta({
    id: 'Person',
    description: 'One human, or service account, of an organization, made of the users of its directories.',
    example: examplePerson,
  })
