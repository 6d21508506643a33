import { AppError } from '../../errors.ts'
import type { FindDemoVisitor } from '../sign-in/demo-visitor.ts'
import type { Sessions } from '../sign-in/sessions.ts'
import type { ApiDoor } from './api-door.ts'

type DashboardDoorParts = { readonly sessions: Pick<Sessions, 'find'>; readonly findDemoVisitor: FindDemoVisitor }

/**
 * The door of the operator's screens: every route, for whoever has signed in; what each may do, the role or key says. A session
 * counts first; without one, a demo is open for its own organization.
 */
export function createDashboardDoor({ sessions, findDemoVisitor }: DashboardDoorParts): ApiDoor {
  return {
    prefix: '/dashboard/api',
    source: 'dashboard',
    allows: null,
    isOpenedByCookie: true,
    async authenticate(request) {
      const open = await sessions.find(request.headers.cookie)
      const caller = open?.caller ?? (await findDemoVisitor(request))
      if (!caller) throw new AppError('session_required')
      return caller
    },
  }
}
