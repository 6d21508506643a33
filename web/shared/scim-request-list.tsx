import { ActionIcon, Collapse, Group, List, Paper, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconArrowDownRight, IconCheck, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { ScimRequest } from './api-types.ts'
import { counted } from './counted-text.ts'
import { type ScimRequestStrings, scimRequestStrings } from './scim-request-strings.ts'
import { type RequestWords, wordsOfRequest } from './scim-request-words.ts'
import { useSharedStrings } from './shared-strings.tsx'
import { Time } from './time.tsx'

export type ScimRequestListProps = {
  /** In the order in which they are to be shown. */
  readonly requests: readonly ScimRequest[]
  /** New ones are told to who listens, and come at the end, so that nothing moves. */
  readonly isLive?: boolean
  /** What people and groups are called, by their ids: a request names them by these only. */
  readonly names?: Readonly<Record<string, string>>
}

/** What an identity provider asked, in plain words. What was refused opens and says what to change. */
export function ScimRequestList({ requests, isLive = false, names = {} }: ScimRequestListProps) {
  const { locale } = useSharedStrings()
  const strings = scimRequestStrings(locale)
  return (
    <List
      listStyleType="none"
      spacing={6}
      aria-label={strings.label}
      {...(isLive && { 'aria-live': 'polite' as const, 'aria-relevant': 'additions' as const })}
    >
      {requests.map((request) => (
        <List.Item key={request.id} styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
          <RequestRow
            request={request}
            name={request.resource_id === null ? undefined : names[request.resource_id]}
            strings={strings}
            locale={locale}
          />
        </List.Item>
      ))}
    </List>
  )
}

type RowProps = {
  readonly request: ScimRequest
  readonly name: string | undefined
  readonly strings: ScimRequestStrings
  readonly locale: string
}

function RequestRow({ request, name, strings, locale }: RowProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const words = wordsOfRequest(request)
  const Chevron = isOpen ? IconChevronUp : IconChevronDown
  return (
    <Paper withBorder px="sm" py={6}>
      <Group gap="sm" wrap="nowrap">
        <Mark words={words} strings={strings} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {sentenceOf(words, strings)}
            {name !== undefined && `: ${name}`}
          </Text>
          {request.dropped_before > 0 && (
            <Text size="xs" c="dimmed">
              {counted(strings.dropped, request.dropped_before, locale)}
            </Text>
          )}
        </div>
        <Text size="xs" c="dimmed" ff="monospace" visibleFrom="xs" style={{ whiteSpace: 'nowrap' }}>
          {request.method} {request.status}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          <Time at={request.received_at} />
        </Text>
        {words.trouble ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={isOpen ? strings.close : strings.open}
            onClick={() => setOpen(!isOpen)}
          >
            <Chevron size={16} aria-hidden />
          </ActionIcon>
        ) : (
          <div style={{ width: 28 }} />
        )}
      </Group>
      {words.trouble && (
        <Collapse expanded={isOpen} id={id}>
          <Advice request={request} text={strings.whatToDo[words.trouble]} answered={strings.answered} />
        </Collapse>
      )}
    </Paper>
  )
}

function Mark({ words, strings }: { readonly words: RequestWords; readonly strings: ScimRequestStrings }) {
  const outcome = words.trouble === null ? 'done' : words.isHarmless ? 'harmless' : 'refused'
  const { color, Icon } = {
    done: { color: 'green', Icon: IconCheck },
    harmless: { color: 'gray', Icon: IconArrowDownRight },
    refused: { color: 'red', Icon: IconX },
  }[outcome]
  return (
    <ThemeIcon color={color} variant="light" radius="xl" size={24} role="img" aria-label={strings.outcome[outcome]}>
      <Icon size={14} aria-hidden />
    </ThemeIcon>
  )
}

function Advice({
  request,
  text,
  answered,
}: {
  readonly request: ScimRequest
  readonly text: string
  readonly answered: string
}) {
  return (
    <Stack gap={4} pt="xs" pb={4} pl={36}>
      <Text size="sm" fw={500}>
        {text}
      </Text>
      {/* What is wrong with a token is said above in words for whoever has no command line here. */}
      {request.error?.detail && request.status !== 401 && (
        <Text size="sm" c="dimmed">
          {answered}: {request.error.detail}
        </Text>
      )}
      <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {request.method} {request.path}
        {' · '}
        {request.request_id}
      </Text>
    </Stack>
  )
}

function sentenceOf({ deed, subject }: RequestWords, strings: ScimRequestStrings): string {
  if (subject === null || (deed !== 'look_up_user' && deed !== 'look_up_group')) return strings.deeds[deed]
  return strings.looked[deed === 'look_up_user' ? 'user' : 'group'].replace('{subject}', () => subject)
}
