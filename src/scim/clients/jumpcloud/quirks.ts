import type { Quirks } from '../../tolerances.ts'

/**
 * JumpCloud. One lower-case operation for each attribute, and members removed by value. Sources: the recorded bodies of
 * ShiftControl-io/scim-v2-rust (`jumpcloud_*.json`), JumpCloud's help pages on identity management connectors.
 */
export const jumpcloud: Quirks = {
  name: 'jumpcloud',
  directoryTypes: ['jump cloud scim v2.0'],
  known: { value_carrying_remove: 'J-06' },
  lacks: {},
}
