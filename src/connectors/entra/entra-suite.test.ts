import { testConnector } from '../../testing/connector-suite.ts'
import { entraFaults, startEntraStandIn } from '../../testing/entra-stand-in.ts'
import { entraConnector } from './entra.ts'

testConnector({ connector: entraConnector, start: (platform) => startEntraStandIn(platform), faults: entraFaults })
