import { useLocalStorage } from '@mantine/hooks'
import type { ListColumn } from './list-table-types.ts'

/** Which columns the reader has switched on or off; what is not in it is as the list has it. */
type Choice = Readonly<Record<string, boolean>>

export type ColumnChoice<Row> = {
  readonly shown: readonly ListColumn<Row>[]
  /** Those that can be switched off. */
  readonly choosable: readonly ListColumn<Row>[]
  readonly isShown: (key: string) => boolean
  readonly set: (key: string, isShown: boolean) => void
  readonly reset: () => void
  readonly isChanged: boolean
}

/** The columns that a reader has chosen for a list, kept in this browser. */
export function useColumnChoice<Row>(name: string, columns: readonly ListColumn<Row>[]): ColumnChoice<Row> {
  const [choice, setChoice, forget] = useLocalStorage<Choice>({
    key: `muster.columns.${name}`,
    defaultValue: {},
    getInitialValueInEffect: false,
    deserialize: readChoice,
  })
  const isFixed = (column: ListColumn<Row>) => column.fixed === true || column === columns[0]
  const isOn = (column: ListColumn<Row>) => isFixed(column) || (choice[column.key] ?? column.defaultHidden !== true)
  return {
    shown: columns.filter(isOn),
    choosable: columns.filter((column) => !isFixed(column)),
    isShown: (key) => columns.some((column) => column.key === key && isOn(column)),
    set: (key, isShown) => setChoice((before) => ({ ...before, [key]: isShown })),
    reset: forget,
    isChanged: Object.keys(choice).length > 0,
  }
}

/** What the browser has kept may be of another version, or somebody's own. */
function readChoice(text: string | undefined): Choice {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    )
  } catch {
    return {}
  }
}
