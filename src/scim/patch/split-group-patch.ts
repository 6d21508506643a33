import type { MemberOperation } from '../../model/group.ts'
import { isMembersStep, memberOperations } from './member-operations.ts'
import type { PatchOperation } from './read-patch.ts'

/** The two halves of a PATCH of a group: what it does to the group's own attributes, and what to its members. */
export type GroupPatch = {
  readonly attributes: readonly PatchOperation[]
  readonly members: readonly MemberOperation[]
}

/** Splits a PATCH of a group. Members change by operations, whatever the group's size, so they are not loaded for it. */
export function splitGroupPatch(operations: readonly PatchOperation[], baseUrl: string): GroupPatch {
  return {
    attributes: operations.filter((operation) => !isMembersStep(operation)),
    members: operations.filter(isMembersStep).flatMap((operation) => memberOperations(operation, baseUrl)),
  }
}
