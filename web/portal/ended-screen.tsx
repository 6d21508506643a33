import { Button, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconLinkOff, IconMail } from '@tabler/icons-react'
import { useStrings } from './language.tsx'
import { frameStrings } from './strings.ts'
import { contactHref, useOperator } from './use-operator.ts'

/** Why the portal does not open, or no longer. */
export type Ending = 'unknown' | 'expired' | 'revoked' | 'session_ended' | 'none'

const byCode: Readonly<Record<string, Ending>> = {
  portal_session_ended: 'session_ended',
  portal_link_revoked: 'revoked',
}

/** Why, by the code with which the server refused. */
export function endingOf(code: string): Ending {
  return byCode[code] ?? 'none'
}

/** Says why the portal does not open, and whom to ask for a new link. */
export function EndedScreen({ reason }: { readonly reason: Ending }) {
  const { ended } = useStrings(frameStrings)
  const { branding, contact } = useOperator()
  const { title, text } = ended[reason]
  return (
    <Stack align="flex-start" gap="md" py={48}>
      <ThemeIcon size={48} radius="xl" variant="light" color="gray">
        <IconLinkOff size={24} aria-hidden />
      </ThemeIcon>
      <Title order={1} fz={26}>
        {title}
      </Title>
      <Text maw={520}>{text}</Text>
      {contact && (
        <Button
          component="a"
          href={contactHref(contact, { subject: ended.mailSubject, body: ended.mailBody })}
          rel="noreferrer"
          leftSection={<IconMail size={18} aria-hidden />}
        >
          {ended.ask(branding.name ?? contact)}
        </Button>
      )}
    </Stack>
  )
}
