import { z } from 'zod'
import { explainPerson } from '../explain/explain-person.ts'
import { refuseDeleting } from '../lock-directory.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, text } from '../validation.ts'

const explainOne = defineRoute({
  method: 'GET',
  path: '/directories/:id/explain',
  permission: 'directory_users:read',
  summary: 'Explains whether a person is synced, and why or why not: see [explain](explain.md).',
  answer: 'explanation',
  params: IdParams,
  query: z.object({
    user: text(1024)
      .trim()
      .min(1, 'must say who is meant')
      .describe("A user's id, the source's own id, a username or an e-mail address, in any case; or a part of a name."),
    fresh: z
      .enum(['true', 'false'], 'must be true or false')
      .optional()
      .describe('`true`: the source is asked now, where Muster reads it. Default: only what is stored is looked at.'),
  }),
  async handle({ params, query, caller }, context) {
    const directory = await openDirectory(context, caller, params.id)
    refuseDeleting(directory)
    return explainPerson(context, directory, { text: query.user, isFresh: query.fresh === 'true' })
  },
})

/** The route that says why a person is synced or not. */
export const explanationRoutes = [explainOne]
