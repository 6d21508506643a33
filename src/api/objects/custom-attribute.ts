import { z } from 'zod'
import { CustomAttributeForm, CustomAttributeType } from '../../model/custom-attribute.ts'
import { exampleIds, times } from './fields.ts'

/** An attribute that an organization declares for its users. */
export const CustomAttribute = z
  .object({
    object: z.literal('custom_attribute'),
    organization_id: z.string(),
    name: z.string().describe('Its name in `custom_attributes` of users, and of targets of mappings.'),
    type: CustomAttributeType,
    form: CustomAttributeForm.describe('How texts are written: see [custom attributes](sync.md#custom-attributes).'),
    description: z.string().nullable(),
    ...times,
  })
  .meta({
    id: 'CustomAttribute',
    description: 'An attribute that an organization declares for its users, beside the predefined ones.',
    example: {
      object: 'custom_attribute',
      organization_id: exampleIds.organization,
      name: 'badge',
      type: 'text',
      form: 'trim',
      description: 'The number on the badge.',
      created_at: '2026-11-02T09:00:00.000Z',
      updated_at: '2026-11-02T09:00:00.000Z',
    },
  })
