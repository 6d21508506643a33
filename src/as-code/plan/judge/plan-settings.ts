import type { OverlayObject } from '../../../model/overlay/object.ts'
import type { SettingsDocument } from '../../../model/overlay/settings-document.ts'

/** The guards that a plan is held against, with their defaults. */
export type PlanSettings = {
  readonly removals: number | string
  readonly deletions: number | string
  readonly atLeast: number
  readonly maxDataAge: string
  readonly approvals: NonNullable<SettingsDocument['approvals']>
  /** Whose which files are; whoever gives files to others owns them until then. */
  readonly owners: NonNullable<SettingsDocument['owners']>
  /** Whether nothing of this kind may be removed. */
  readonly keeps: (kind: string) => boolean
}

type Given = {
  readonly objects: readonly OverlayObject[]
  readonly wanted: SettingsDocument | null
  /** Nothing at all may be removed by this plan. */
  readonly noRemovals: boolean
}

/**
 * What a plan is held against: the settings in effect, not those that it brings along, or else the plan that loosens a guard
 * could make use of it. Only the guards of the first plan are its own, where files declare nothing yet; later ones without settings in
 * effect are held against the defaults. `noRemovals` holds when either says so.
 */
export function planSettings({ objects, wanted, noRemovals }: Given): PlanSettings {
  const inEffect = objects.find(({ kind }) => kind === 'Settings')?.document as SettingsDocument | undefined
  const settings = inEffect ?? wanted
  const isFirst = objects.every(({ managedBy }) => managedBy === null)
  const { removals = '10%', deletions = '20%', atLeast = 5 } = (inEffect || isFirst ? settings?.guards : null) ?? {}
  const maxDataAge = settings?.guards?.maxDataAge ?? 'P1D'
  const said = [inEffect?.noRemovals, wanted?.noRemovals, noRemovals]
  const keeps = (kind: string) =>
    said.some((one) => one === true || (Array.isArray(one) && one.some((each) => each === kind)))
  const owners = inEffect?.owners?.length ? inEffect.owners : (wanted?.owners ?? [])
  return { removals, deletions, atLeast, maxDataAge, approvals: settings?.approvals ?? [], owners, keeps }
}
