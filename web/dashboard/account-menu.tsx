import { Avatar, Badge, Group, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconBook, IconCheck, IconLogout, IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { baseUrl } from '../shared/api-client.ts'
import { useApi } from '../shared/use-api.ts'
import { useSession } from './session.ts'
import { strings } from './strings.en.ts'

const schemes = [
  { value: 'light', label: strings.light, Icon: IconSun },
  { value: 'dark', label: strings.dark, Icon: IconMoon },
  { value: 'auto', label: strings.system, Icon: IconSunMoon },
] as const

/** Who is signed in, light or dark, the reference of the API, and the way out. */
export function AccountMenu() {
  const { data: session } = useSession()
  const name = session?.name ?? ''
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton aria-label={strings.account(name)}>
          <Group gap="xs">
            {session?.is_demo && <Badge variant="light">{strings.demo}</Badge>}
            <Avatar size={32} radius="xl" name={name} color="green" variant="light" />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="bright">
            {name}
          </Text>
          <Text size="xs">{session?.role}</Text>
        </Menu.Label>
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <Menu.Item component="a" href={new URL('docs', baseUrl).href} leftSection={<IconBook size={16} aria-hidden />}>
          {strings.apiReference}
        </Menu.Item>
        <SignOutItem />
      </Menu.Dropdown>
    </Menu>
  )
}

function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Menu.Label>{strings.colourScheme}</Menu.Label>
      {schemes.map(({ value, label, Icon }) => (
        <Menu.Item
          key={value}
          onClick={() => setColorScheme(value)}
          leftSection={<Icon size={16} aria-hidden />}
          rightSection={value === colorScheme ? <IconCheck size={16} aria-label="✓" /> : null}
        >
          {label}
        </Menu.Item>
      ))}
    </>
  )
}

function SignOutItem() {
  const api = useApi()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    await api.send('DELETE', '/session')
    queryClient.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <Menu.Item onClick={signOut} leftSection={<IconLogout size={16} aria-hidden />}>
      {strings.signOut}
    </Menu.Item>
  )
}
