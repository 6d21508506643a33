import type { Quirks } from '../tolerances.ts'
import { authentik } from './authentik/quirks.ts'
import { cyberark } from './cyberark/quirks.ts'
import { entra } from './entra/quirks.ts'
import { generic } from './generic/quirks.ts'
import { generic11 } from './generic-1.1/quirks.ts'
import { google } from './google/quirks.ts'
import { jumpcloud } from './jumpcloud/quirks.ts'
import { keycloak } from './keycloak/quirks.ts'
import { okta } from './okta/quirks.ts'
import { onelogin } from './onelogin/quirks.ts'
import { ping } from './ping/quirks.ts'
import { rippling } from './rippling/quirks.ts'
import { sailpoint } from './sailpoint/quirks.ts'
import { strict } from './strict/quirks.ts'

/** Every kind of client, in the order in which documents list them. A new one is a folder here and a line in this list. */
export const clientQuirks: readonly Quirks[] = [
  okta,
  entra,
  onelogin,
  jumpcloud,
  ping,
  google,
  authentik,
  keycloak,
  rippling,
  cyberark,
  sailpoint,
  generic,
  generic11,
  strict,
]
