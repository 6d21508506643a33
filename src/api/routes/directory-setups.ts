import { z } from 'zod'
import { type DirectorySetup, SetupStep, toDirectorySetupObject } from '../../model/directory-setup.ts'
import { beginDirectorySetup, findDirectorySetup, updateDirectorySetup } from '../../store/directory-setups.ts'
import { change } from '../change.ts'
import { lockDirectory, refuseDeleting } from '../lock-directory.ts'
import { openDirectory } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { IdParams, text } from '../validation.ts'

const path = '/directories/:id/setup'
const maxSteps = 60

const getOne = defineRoute({
  method: 'GET',
  path,
  permission: 'directories:read',
  summary: 'Gives how far the setting up of a directory has come. `started_at` is null where nobody has begun.',
  answer: 'directory_setup',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const { organizationId, id: directoryId } = await openDirectory({ database }, caller, params.id)
    return toDirectorySetupObject(await findDirectorySetup(database, { organizationId, directoryId }, { lock: false }))
  },
})

const SetupBody = z.object({
  provider: text(120).nullable().optional().describe('What was chosen: an `id` of [the providers](#get-providers).'),
  current_step: SetupStep.nullable().optional().describe('Where to go on.'),
  steps: z
    .record(SetupStep, z.boolean())
    .refine((steps) => Object.keys(steps).length <= maxSteps, `must have at most ${maxSteps} steps`)
    .optional()
    .describe('Steps by their names: `true` for done, `false` for not. Those that are left out stay as they are.'),
  is_finished: z.boolean().optional().describe('Whether nothing is left to do.'),
})

const updateOne = defineRoute({
  method: 'PUT',
  path,
  permission: 'directories:write',
  action: 'directory_setup.updated',
  summary: 'Notes how far the setting up of a directory has come: what is given; what is left out stays.',
  answer: 'directory_setup',
  params: IdParams,
  body: SetupBody,
  async handle(request, context) {
    const { params, body, caller } = request
    const { organizationId, id: directoryId } = await openDirectory(context, caller, params.id)
    const ref = { organizationId, directoryId }
    const linkId = caller.type === 'portal_link' ? caller.id : null
    return change(context, request, async (transaction) => {
      const at = context.platform.clock.now()
      const locked = await lockDirectory({ transaction }, { organizationId, id: directoryId })
      refuseDeleting(locked.directory)
      await beginDirectorySetup(transaction, ref, { linkId, at })
      const before = await findDirectorySetup(transaction, ref, { lock: true })
      const after = applied(before, body, at)
      await updateDirectorySetup(transaction, after)
      const answer = toDirectorySetupObject(after)
      const target = { type: 'directory_setup', id: directoryId, organizationId }
      return { answer, target, before: toDirectorySetupObject(before), after: answer }
    })
  },
})

function applied(setup: DirectorySetup, body: z.output<typeof SetupBody>, at: Date): DirectorySetup {
  const { provider, current_step: currentStep, steps = {}, is_finished: isFinished } = body
  const isKept = (step: string) => steps[step] !== false
  const added = Object.keys(steps).filter((step) => steps[step] && !setup.stepsDone.includes(step))
  const finished = isFinished ? (setup.finishedAt ?? at) : null
  return {
    ...setup,
    provider: provider === undefined ? setup.provider : provider,
    currentStep: currentStep === undefined ? setup.currentStep : currentStep,
    stepsDone: [...setup.stepsDone.filter(isKept), ...added].slice(-maxSteps),
    updatedAt: at,
    finishedAt: isFinished === undefined ? setup.finishedAt : finished,
  }
}

/** The routes of set-ups. */
export const directorySetupRoutes = [getOne, updateOne]
