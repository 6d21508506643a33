import {
  ActionIcon,
  Anchor,
  Container,
  Group,
  NativeSelect,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { Time } from '../shared/time.tsx'
import { useLanguage, useStrings } from './language.tsx'
import { isLanguage, languages } from './languages.ts'
import { usePortalSession } from './portal-session.ts'
import { frameStrings } from './strings.ts'
import { contactHref, useOperator } from './use-operator.ts'

/** Whom to ask, until when the page stays open, the language and the colours. */
export function PortalFooter({ hasVisit, size }: { readonly hasVisit: boolean; readonly size: number }) {
  const strings = useStrings(frameStrings)
  const { branding, contact } = useOperator()
  const { data: session } = usePortalSession({ isEnabled: hasVisit })
  return (
    <Container component="footer" size={size} pt="xl" pb="lg" w="100%">
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          {contact && (
            <Text size="xs" c="dimmed">
              {strings.questions}{' '}
              <Anchor
                href={contactHref(contact, { subject: strings.title })}
                rel="noreferrer"
                inherit
                underline="always"
              >
                {strings.contact(branding.name ?? contact)}
              </Anchor>
            </Text>
          )}
          {session && (
            <Text size="xs" c="dimmed">
              {strings.openUntil} <Time at={session.until} form="exact" />
            </Text>
          )}
        </Group>
        <Group gap="xs">
          <LanguageChoice label={strings.language} />
          <ColoursChoice />
        </Group>
      </Group>
    </Container>
  )
}

function LanguageChoice({ label }: { readonly label: string }) {
  const { language, choose } = useLanguage()
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={language}
      data={languages.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={({ currentTarget: { value } }) => isLanguage(value) && choose(value)}
    />
  )
}

function ColoursChoice() {
  const { appearance } = useStrings(frameStrings)
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'light' ? 'dark' : 'light'
  const Icon = other === 'dark' ? IconMoon : IconSun
  return (
    <ActionIcon variant="default" size={30} aria-label={appearance[other]} onClick={() => setColorScheme(other)}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  )
}
