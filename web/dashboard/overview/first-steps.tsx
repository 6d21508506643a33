import { Button, Code, Divider, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck, IconCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Overview } from '../../shared/api-types.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { strings } from './strings.en.ts'

type StepName = keyof Overview['first_steps']

const words = strings.steps
const order: readonly StepName[] = ['organization', 'portal_link', 'person', 'webhook']
const demoCommand = 'muster serve --demo'

const places = {
  organization: { to: '/organizations', search: { new: true } },
  portal_link: { to: '/organizations', search: {} },
  person: { to: '/users', search: {} },
  webhook: { to: '/webhooks', search: {} },
} as const

/** What to do first, as long as some of it is not done. */
export function FirstSteps({ steps }: { readonly steps: Overview['first_steps'] }) {
  const done = order.filter((name) => steps[name])
  if (done.length === order.length) return null
  const next = order.find((name) => !steps[name])
  return (
    <Paper component="section" withBorder p="lg" aria-label={words.title}>
      <Group justify="space-between" mb="md">
        <Title order={2} fz="md">
          {words.title}
        </Title>
        <Text size="sm" c="dimmed">
          {words.progress(done.length, order.length)}
        </Text>
      </Group>
      <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {order.map((name) => (
          <Step key={name} name={name} isDone={steps[name]} isNext={name === next} />
        ))}
      </Stack>
      {!steps.person && <Demo />}
    </Paper>
  )
}

type StepProps = { readonly name: StepName; readonly isDone: boolean; readonly isNext: boolean }

function Step({ name, isDone, isNext }: StepProps) {
  const { title, text, action } = words[name]
  const { to, search } = places[name]
  return (
    <li>
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <ThemeIcon
          variant={isDone ? 'filled' : 'light'}
          color={isDone || isNext ? 'green' : 'gray'}
          size={26}
          radius="xl"
          role="img"
          aria-label={isDone ? words.done : words.open}
        >
          {isDone ? <IconCheck size={16} /> : <IconCircle size={14} />}
        </ThemeIcon>
        <Stack gap={0} style={{ flex: 1 }}>
          <Text size="sm" fw={600} {...(isDone && { c: 'dimmed', td: 'line-through' })}>
            {title}
          </Text>
          {!isDone && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </Stack>
        {!isDone && (
          <Button component={Link} to={to} search={search as never} size="xs" variant={isNext ? 'filled' : 'default'}>
            {action}
          </Button>
        )}
      </Group>
    </li>
  )
}

function Demo() {
  return (
    <>
      <Divider my="md" />
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {words.demo}
        </Text>
        <Code>{demoCommand}</Code>
        <CopyButton value={demoCommand} label={words.demoCommand} />
      </Group>
    </>
  )
}
