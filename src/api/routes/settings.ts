import { z } from 'zod'
import { Guards } from '../../model/connection.ts'
import { lockSetting, type SettingKey, writeSetting } from '../../store/settings.ts'
import { change } from '../change.ts'
import { refuseBound } from '../organization-scope.ts'
import { readBranding } from '../portal/read-branding.ts'
import { defineRoute } from '../route.ts'
import { BrandingBody, refuseUnreadable } from '../settings/branding-body.ts'
import { readGuardDefaults } from '../settings/read-guard-defaults.ts'
import { toSettingsObject } from '../settings/settings-object.ts'

const setting = 'change what holds for the whole server'
const targetOf = (key: SettingKey) => ({ type: 'setting', id: key, organizationId: null })

const readAll = defineRoute({
  method: 'GET',
  path: '/settings',
  permission: 'settings:read',
  summary: 'Gives what is set for the whole server, by the environment or here, and how the server is.',
  answer: 'settings',
  handle: (_request, context) => toSettingsObject(context),
})

const setBranding = defineRoute({
  method: 'PUT',
  path: '/settings/branding',
  permission: 'settings:write',
  action: 'settings.branding_updated',
  summary: 'Sets how the set-up portal looks. A colour on which white text cannot be read is refused.',
  answer: 'settings',
  body: BrandingBody,
  async handle(request, context) {
    const { body, caller } = request
    refuseBound(caller, setting)
    refuseUnreadable(body.colour)
    const at = context.platform.clock.now()
    await change(context, request, async (transaction) => {
      await lockSetting(transaction, 'branding')
      const before = await readBranding(transaction)
      await writeSetting(transaction, 'branding', { value: body, at })
      return { answer: null, target: targetOf('branding'), before: shortened(before), after: shortened(body) }
    })
    return toSettingsObject(context)
  },
})

const setGuards = defineRoute({
  method: 'PUT',
  path: '/settings/deletion_guards',
  permission: 'settings:write',
  action: 'settings.deletion_guards_updated',
  summary: 'Sets the deletion guards that new connections begin with; those that there are stay as they are.',
  answer: 'settings',
  body: z.object({
    users: Guards.shape.users.removeDefault().describe('`percent` and `at_least`, of users who would go.'),
    groups: Guards.shape.groups.removeDefault().describe('The same of groups.'),
    memberships: Guards.shape.memberships.removeDefault().describe('The same of memberships.'),
    blanked: Guards.shape.blanked.removeDefault().describe('The same of users whose same attribute loses its value.'),
  }),
  async handle(request, context) {
    const { body, caller } = request
    refuseBound(caller, setting)
    const at = context.platform.clock.now()
    await change(context, request, async (transaction) => {
      await lockSetting(transaction, 'deletion_guards')
      const before = await readGuardDefaults(transaction)
      await writeSetting(transaction, 'deletion_guards', { value: body, at })
      return { answer: null, target: targetOf('deletion_guards'), before: { ...before }, after: { ...body } }
    })
    return toSettingsObject(context)
  },
})

/** The routes of what holds for the whole server. */
export const settingsRoutes = [readAll, setBranding, setGuards]

/** For the audit log: that there is a picture says enough. */
function shortened({ logo, ...branding }: z.output<typeof BrandingBody>) {
  return { ...branding, has_logo: logo !== null }
}
