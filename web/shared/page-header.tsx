import { Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export type PageHeaderProps = {
  readonly title: ReactNode
  /** Links to what is above, from the top down; without the page itself. */
  readonly breadcrumbs?: readonly ReactNode[]
  /** A state or the like, beside the title. */
  readonly badge?: ReactNode
  /** One line below the title. */
  readonly text?: ReactNode
  /** Buttons at the right. */
  readonly actions?: ReactNode
}

/** The top of a page: where it is, what it is, and what can be done. */
export function PageHeader({ title, breadcrumbs, badge, text, actions }: PageHeaderProps) {
  return (
    <Stack component="header" gap={4} mb="lg">
      {breadcrumbs && breadcrumbs.length > 0 && (
        <nav aria-label="Breadcrumbs">
          <Breadcrumbs separatorMargin={6} fz="sm">
            {breadcrumbs}
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Group gap="sm" style={{ minWidth: 0 }}>
          <Title order={1} fz={24} lh={1.3} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {badge}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {text && (
        <Text component="div" size="sm" c="dimmed" maw={760}>
          {text}
        </Text>
      )}
    </Stack>
  )
}
