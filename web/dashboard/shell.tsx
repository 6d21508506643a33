import { AppShell, Box, Burger, Group, Image, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { baseUrl } from '../shared/api-client.ts'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette/palette.tsx'
import { strings } from './strings.en.ts'

// Not needed for the first picture.
const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }))

/** The frame of the dashboard: menu on the left, search and account on top, the screen within. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure()
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="lg"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={strings.openMenu} />
            <Image src={new URL('icon.svg', baseUrl).href} w={26} h={26} alt="" />
            <Text fw={650} size="lg">
              {strings.product}
            </Text>
          </Group>
          <Group gap="md" wrap="nowrap">
            <Palette />
            <Suspense fallback={<Box w={32} h={32} />}>
              <AccountMenu />
            </Suspense>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <Navigation onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}
