import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { CopyButton } from '../../shared/copy-button.tsx'
import { Time } from '../../shared/time.tsx'
import { useStrings } from '../language.tsx'
import { useVisit } from '../portal-session.ts'
import { contactHref, useOperator } from '../use-operator.ts'
import { setupStrings } from './strings.ts'

type ForwardDialogProps = { readonly isOpen: boolean; readonly onClose: () => void }

/** A text that asks somebody else to set the directory up. */
export function ForwardDialog({ isOpen, onClose }: ForwardDialogProps) {
  const strings = useStrings(setupStrings).forward
  return (
    <Modal opened={isOpen} onClose={onClose} title={strings.title} size={560} centered>
      <Forward />
    </Modal>
  )
}

function Forward() {
  const { choose, forward: strings } = useStrings(setupStrings)
  const { organization, link_expires_at: expiresAt } = useVisit()
  const product = useOperator().branding.name ?? choose.product
  const [body, setBody] = useState(() => strings.body(product, organization.name))
  const isOver = Date.parse(expiresAt) <= Date.now()
  return (
    <Stack gap="md">
      <Text size="sm">{strings.text}</Text>
      <Text size="sm" c="dimmed">
        {isOver ? (
          strings.over
        ) : (
          <>
            {strings.until} <Time at={expiresAt} form="exact" />
          </>
        )}
      </Text>
      <Textarea
        label={strings.label}
        value={body}
        autosize
        minRows={8}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <CopyButton value={body} label={strings.label} size={36} />
        <Button
          component="a"
          href={contactHref('', { subject: strings.subject(product), body })}
          leftSection={<IconMail size={16} aria-hidden />}
        >
          {strings.mail}
        </Button>
      </Group>
    </Stack>
  )
}
