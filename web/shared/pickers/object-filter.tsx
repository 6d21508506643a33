import type { FilterParts } from '../filter-chips.tsx'
import type { PickedKind } from './object-name.tsx'
import { ObjectPicker } from './object-picker.tsx'
import { strings } from './strings.en.ts'

type ObjectFilterProps = FilterParts & {
  readonly kind: PickedKind
  /** Only those of this organization. */
  readonly organization?: string | undefined
}

/** The picker within a chip of a list's filters. */
export function ObjectFilter({ kind, organization, values, onChange, close }: ObjectFilterProps) {
  return (
    <ObjectPicker
      kind={kind}
      organization={organization}
      aria-label={strings[kind]}
      placeholder={strings[kind]}
      nothingFoundMessage={strings.nothing}
      data-autofocus
      comboboxProps={{ withinPortal: false }}
      value={values[0] ?? null}
      onChange={(id) => {
        onChange(id ? [id] : [])
        close()
      }}
    />
  )
}
