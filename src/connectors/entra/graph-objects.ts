import { z } from 'zod'

/** Why Graph says that something is gone: `changed` may be restored for 30 days, `deleted` is for good. */
const Removed = z.object({ reason: z.string().nullish() })

/** Another object that one points to: a member, a manager. */
export const GraphReference = z.object({
  id: z.string().min(1),
  '@odata.type': z.string().nullish(),
  '@removed': Removed.nullish(),
})
export type GraphReference = z.output<typeof GraphReference>

/** A user or group with whatever was selected of it. In delta answers what was never set is absent. */
export const GraphObject = z.looseObject({
  id: z.string().min(1),
  userPrincipalName: z.string().nullish(),
  displayName: z.string().nullish(),
  '@removed': Removed.nullish(),
  'members@delta': z.array(GraphReference).nullish(),
  'manager@delta': z.array(GraphReference).nullish(),
  manager: z.object({ id: z.string().min(1) }).nullish(),
})
export type GraphObject = z.output<typeof GraphObject>

/** A page of a list or of a delta query; which may be empty although more follow. */
export const GraphPage = z.object({
  value: z.array(GraphObject),
  '@odata.nextLink': z.string().nullish(),
  '@odata.deltaLink': z.string().nullish(),
  '@odata.count': z.number().nullish(),
})
export type GraphPage = z.output<typeof GraphPage>

/** A page of a list of references. */
export const ReferencePage = z.object({ value: z.array(GraphReference), '@odata.nextLink': z.string().nullish() })

/** Whether a reference is to a user or group: members may be devices, contacts and service principals, too. */
export function isUserOrGroup(reference: GraphReference): boolean {
  const type = reference['@odata.type']
  return type === undefined || type === null || /\.(user|group)$/i.test(type)
}
