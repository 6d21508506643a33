import { z } from 'zod'

const FieldError = z.object({
  code: z.string().describe('For programs.'),
  field: z.string().describe('The field by its name in the request.'),
  message: z.string().describe('What is wrong with it.'),
})

/** Every refusal: WorkOS's `{ message, code, errors? }`. */
export const ErrorBody = z
  .object({
    message: z.string().describe('What is wrong and what to do. The wording may change.'),
    code: z.string().describe('For programs; does not change.'),
    entity_id: z.string().optional().describe('With `entity_not_found`: what was looked for.'),
    errors: FieldError.array()
      .optional()
      .describe('With `invalid_request_parameters`: everything that is wrong with the query or the body.'),
    oldest_event_id: z.string().optional().describe('With `cursor_expired`: the oldest event that is kept.'),
  })
  .meta({
    id: 'Error',
    description: 'Why a request was refused.',
    example: {
      message: 'There is no directory "directory_1" here.',
      code: 'entity_not_found',
      entity_id: 'directory_1',
    },
  })
