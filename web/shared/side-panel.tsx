import { Anchor, Drawer, Group, Title } from '@mantine/core'
import { IconArrowsDiagonal } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSharedStrings } from './shared-strings.tsx'

export type SidePanelProps = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  /** The path of the same thing as a page of its own, within the app. */
  readonly fullPage?: string
  readonly children: ReactNode
  readonly size?: number | string
}

/** A detail beside its list. Esc closes it and puts the focus back where it was. */
export function SidePanel({ opened, onClose, title, fullPage, children, size = 560 }: SidePanelProps) {
  const strings = useSharedStrings()
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size={size}>
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title style={{ flex: 1, minWidth: 0 }}>
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <Title order={2} fz="lg" style={{ overflowWrap: 'anywhere' }}>
                {title}
              </Title>
              {fullPage && (
                <Anchor
                  size="sm"
                  style={{ whiteSpace: 'nowrap' }}
                  renderRoot={(props) => <Link to={fullPage} {...props} />}
                >
                  <IconArrowsDiagonal size={14} aria-hidden style={{ verticalAlign: -2, marginRight: 4 }} />
                  {strings.openFullPage}
                </Anchor>
              )}
            </Group>
          </Drawer.Title>
          <Drawer.CloseButton aria-label={strings.close} ml="sm" />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
