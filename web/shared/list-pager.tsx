import { Button, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { counted } from './counted-text.ts'
import type { ListTableProps } from './list-table-types.ts'
import { useSharedStrings } from './shared-strings.tsx'

type ListPagerProps = {
  readonly page: ListTableProps<unknown>['page']
  readonly onPage: ListTableProps<unknown>['onPage']
  readonly count: number | string | undefined
  readonly words: ListTableProps<unknown>['pageWords']
}

/** How many there are, and the way to those before and after. Nothing where there is one page and no count. */
export function ListPager({ page, onPage, count, words }: ListPagerProps) {
  const { list, locale } = useSharedStrings()
  const { before = null, after = null } = page ?? {}
  const hasPages = onPage !== undefined && (before !== null || after !== null)
  if (!hasPages && count === undefined) return null
  return (
    <Group justify="space-between" gap="sm" mih={30}>
      <Text size="sm" c="dimmed" role="status">
        {typeof count === 'number' ? counted(list.count, count, locale) : count}
      </Text>
      {hasPages && (
        <Group component="nav" gap="xs" aria-label={list.pages}>
          <Button
            size="xs"
            variant="default"
            disabled={before === null}
            leftSection={<IconChevronLeft size={14} aria-hidden />}
            onClick={() => before !== null && onPage({ before })}
          >
            {words?.before ?? list.newer}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={after === null}
            rightSection={<IconChevronRight size={14} aria-hidden />}
            onClick={() => after !== null && onPage({ after })}
          >
            {words?.after ?? list.older}
          </Button>
        </Group>
      )}
    </Group>
  )
}
