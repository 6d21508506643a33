import type { Quirks } from '../../tolerances.ts'

/**
 * PingFederate (SCIM 1.1; with its SCIM connector 2.0) and PingOne. Sources: docs.pingidentity.com on outbound provisioning
 * of PingFederate and on SCIM connections of PingOne. No bodies are published, so nothing else is known of them.
 */
export const ping: Quirks = {
  name: 'ping',
  directoryTypes: ['pingfederate scim v2.0', 'pingfederate scim v1.1', 'pingone scim v2.0'],
  known: {
    // P-01: PingFederate forgets whom it disabled, and creates them again when they are enabled.
    create_reactivates: 'P-01',
  },
  lacks: {},
}
