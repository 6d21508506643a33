import { z } from 'zod'
import { DeclaredAt } from '../../model/overlay/object.ts'
import { personStatuses } from '../../model/person.ts'
import { mostCounted } from '../../store/people/org-chart.ts'
import { exampleIds } from './fields.ts'
import { examplePerson } from './person.ts'

const Named = z.object({ id: z.string(), display_name: z.string() })
const grace = { id: 'person_01KA3V9Z8Y7X6W5V4T3S2R1Q0P', display_name: 'Grace Hopper' }
const ada = { id: examplePerson.id, display_name: examplePerson.display_name }

const exampleCard = {
  object: 'org_chart_card',
  ...ada,
  status: 'active',
  title: 'Engineer',
  department: 'Engineering',
  mail: 'ada@acme.example',
  manager_id: grace.id,
  reports: 0,
  below: 0,
} as const

/** Somebody in the chart of an organization. */
export const OrgChartCard = z
  .object({
    object: z.literal('org_chart_card'),
    ...Named.shape,
    status: z.enum(personStatuses),
    title: z.string().nullable(),
    department: z.string().nullable(),
    mail: z.string().nullable(),
    manager_id: z.string().nullable(),
    reports: z
      .int()
      .describe(`How many report to the person. More than ${mostCounted} are told as ${mostCounted + 1}.`),
    below: z.int().describe('How many are below in all, counted in the same way.'),
  })
  .meta({ id: 'OrgChartCard', description: 'Somebody in the chart of an organization.', example: exampleCard })

/** A part of the chart of an organization. */
export const OrgChart = z
  .object({
    object: z.literal('org_chart'),
    organization_id: z.string(),
    person_id: z.string().nullable().describe('The person around whom it is; null: from the top.'),
    roots: z.string().array().describe('With whom it begins: the person, or all who have reports and no manager.'),
    above: OrgChartCard.array().describe('The managers above the person, the nearest first.'),
    cards: OrgChartCard.array().describe('Everybody in this part, level by level.'),
    loops: Named.array()
      .array()
      .describe('Circles of managers. From the top all of them, and one of each is a root; of a person the one above.'),
    dotted_lines: z
      .object({
        id: z.string().describe('The id of the document.'),
        person: Named,
        manager: Named,
        reason: z.string().nullable(),
        until: z.string().nullable(),
        managed_by: DeclaredAt.nullable(),
      })
      .array()
      .describe('Further managers of people in this part, and people who further report to them.'),
  })
  .meta({
    id: 'OrgChart',
    description: 'A part of the chart of an organization.',
    example: {
      object: 'org_chart',
      organization_id: exampleIds.organization,
      person_id: ada.id,
      roots: [ada.id],
      above: [
        { ...exampleCard, ...grace, manager_id: null, title: 'CTO', mail: 'grace@acme.example', reports: 1, below: 1 },
      ],
      cards: [exampleCard],
      loops: [],
      dotted_lines: [],
    },
  })
