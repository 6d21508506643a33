import { testConnector } from '../../testing/connector-suite.ts'
import { startCsvStandIn } from '../../testing/csv-stand-in.ts'
import { createCsvConnector } from './csv.ts'

testConnector({
  connector: createCsvConnector({ rows: 2, members: 2 }),
  faults: ['truncated_body'],
  start: startCsvStandIn,
})
