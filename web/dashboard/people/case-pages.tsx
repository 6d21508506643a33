import { Button, Group } from '@mantine/core'
import type { ListMetadata } from '../../shared/api-types.ts'
import { strings } from './strings.en.ts'

type CasePagesProps = {
  readonly page: ListMetadata
  readonly onPage: (page: { readonly after?: string; readonly before?: string }) => void
}

/** The ways to the pages of cases before and after this one, where there are any. */
export function CasePages({ page: { before, after }, onPage }: CasePagesProps) {
  if (!before && !after) return null
  return (
    <Group gap="xs">
      <Button variant="default" size="xs" disabled={!before} onClick={() => before && onPage({ before })}>
        {strings.pages.before}
      </Button>
      <Button variant="default" size="xs" disabled={!after} onClick={() => after && onPage({ after })}>
        {strings.pages.after}
      </Button>
    </Group>
  )
}
