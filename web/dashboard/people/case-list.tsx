import { Stack, Text, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useRef } from 'react'
import type { ListMetadata, MatchCase } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { CasePages } from './case-pages.tsx'
import { matching } from './matching-strings.en.ts'
import classes from './people.module.css'

const words = matching.disputes

type CaseListProps = {
  readonly cases: readonly MatchCase[]
  readonly chosen: string | undefined
  readonly page: ListMetadata
  readonly onChoose: (id: string) => void
  readonly onPage: (page: { readonly after?: string; readonly before?: string }) => void
}

/** The cases, the oldest first; J and K go from one to the next. */
export function CaseList({ cases, chosen, page, onChoose, onPage }: CaseListProps) {
  const list = useRef<HTMLUListElement>(null)
  const move = (by: 1 | -1) => {
    const at = cases.findIndex(({ id }) => id === chosen)
    const next = cases[Math.min(cases.length - 1, Math.max(0, at + by))]
    if (!next) return
    onChoose(next.id)
    list.current?.querySelector<HTMLElement>(`[data-case="${next.id}"]`)?.focus()
  }
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
  ])
  return (
    <Stack gap="sm">
      <ul className={classes.cases} aria-label={words.label} ref={list}>
        {cases.map((one) => (
          <li key={one.id}>
            <UnstyledButton
              className={classes.case ?? ''}
              data-case={one.id}
              aria-current={one.id === chosen ? 'true' : undefined}
              onClick={() => onChoose(one.id)}
            >
              <Text size="sm" fw={500}>
                {one.directory_user_name ?? one.directory_user_id}
              </Text>
              <Text size="xs" c="dimmed" component="div">
                {one.directory_name} · {words.reasons[one.reason]} · <Time at={one.opened_at} />
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <CasePages page={page} onPage={onPage} />
    </Stack>
  )
}
