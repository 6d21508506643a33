import type { SettingsDocument } from '../../model/overlay/settings-document.ts'
import type { WantedDocument } from '../../model/overlay/wanted-document.ts'

/** The settings that documents bring along; null when there are none. */
export function settingsOf(wanted: readonly WantedDocument[]): SettingsDocument | null {
  for (const { document } of wanted) if (document.kind === 'Settings') return document
  return null
}

/** The objects whose files are gone on purpose, by address, with what is to become of them. */
export function removedOf(wanted: readonly WantedDocument[]): ReadonlyMap<string, 'delete' | 'release'> {
  return new Map((settingsOf(wanted)?.removed ?? []).map(({ object, action }) => [object, action]))
}
