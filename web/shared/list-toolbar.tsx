import { ActionIcon, Group } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { ColumnChoice } from './list-column-choice.ts'
import type { ListTableProps } from './list-table-types.ts'
import { useSharedStrings } from './shared-strings.tsx'

// What opens over a list comes after its first rows.
const ColumnChooser = lazy(async () => ({ default: (await import('./column-chooser.tsx')).ColumnChooser }))

type ListToolbarProps<Row> = { readonly list: ListTableProps<Row>; readonly choice: ColumnChoice<Row> }

/** The bar above a list: what to look for at the left, what to do at the right. */
export function ListToolbar<Row>({ list, choice }: ListToolbarProps<Row>) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <Group gap="xs" style={{ flex: 1, minWidth: 0 }}>
        {list.search && (
          <div data-list-search style={{ maxWidth: '100%' }}>
            {list.search}
          </div>
        )}
        {list.filters}
      </Group>
      <Group gap="xs" wrap="nowrap">
        {list.actions}
        {choice.choosable.length > 0 && (
          <Suspense fallback={<ColumnButton />}>
            <ColumnChooser choice={choice} />
          </Suspense>
        )}
      </Group>
    </Group>
  )
}

/** The button as it looks until what it opens is there. */
function ColumnButton() {
  return (
    <ActionIcon variant="default" size={36} aria-label={useSharedStrings().list.columns}>
      <IconColumns3 size={18} aria-hidden />
    </ActionIcon>
  )
}
